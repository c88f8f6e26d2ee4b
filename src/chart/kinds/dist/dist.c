/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 50 equally likely outcomes, the quantiles (i - 1/2) / 50, over an axis, and under it the
 * ranges of half and of 9 in 10 futures; a line at what they are held against, with the counts
 * at its sides. */
#include "chart/kinds/dist/dist.h"

#include "chart/kinds/kinds.h"
#include "chart/layout/dots.h"
#include "chart/layout/heads.h"
#include "chart/layout/interval.h"
#include "chart/layout/key.h"
#include "chart/layout/spread.h"
#include "chart/text/clean.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <string.h>

enum {
    DOTS = 50,
    TOP = 190,      /* of the line of the aim */
    DOTS_TOP = 290, /* below the counts */
    FLOOR = 620,
    RANGE = 704,
    RANGE_LABELS = 744,
    FROM = 120,
    TO = 1480,
    PARKED = 1380
};

typedef struct dist {
    pc_board board;
    const pc_subject *subject;
    const pc_distribution *distribution; /* NULL: a figure of results */
    pc_scale x;
    double outcomes[DOTS];
    size_t n_outcomes;
    bool shows_aim; /* it is on the scale */
} dist;

static void set_scale(dist *d)
{
    const pc_subject *s = d->subject;
    double low = d->outcomes[0], high = d->outcomes[d->n_outcomes - 1];
    const double span = high - low;
    d->shows_aim = isfinite(s->aim) && s->aim > low - span && s->aim < high + span;
    if (d->shows_aim) {
        low = fmin(low, s->aim);
        high = fmax(high, s->aim);
    }
    const double to = d->n_outcomes < DOTS ? PARKED - 60 : TO;
    d->x = pc_scale_for(low, high, 8, FROM, to);
}

static pc_dots dots_of(const dist *d)
{
    return (pc_dots) { .values = d->outcomes,
                       .n = d->n_outcomes,
                       .n_none = DOTS - d->n_outcomes,
                       .none_name = d->subject->undefined_frac > 0 ? "no value" : "never",
                       .aim = d->subject->aim,
                       .lower_is_better = d->subject->lower_is_better,
                       .floor = FLOOR - 3,
                       .room = FLOOR - (isfinite(d->subject->aim) ? DOTS_TOP : TOP),
                       .largest = d->n_outcomes < DOTS ? 40 : 54,
                       .parked = { PARKED, FLOOR - 3 } };
}

/* ---- The aim ---- */

static const char *outcome_words(const pc_subject *s, bool met)
{
    if (s->against == PC_AGAINST_COST) return met ? "cover the cost" : "do not";
    const bool plan = s->against == PC_AGAINST_PLAN;
    if (!s->results) return met ? "at least that" : "below it";
    if (s->lower_is_better)
        return met ? (plan ? "stay below the plan" : "stay below the target")
                   : "reach or pass it";
    return met ? (plan ? "reach the plan" : "reach the target") : "fall short";
}

static double widest_count(dist *d, bool met)
{
    const pc_theme *theme = d->board.theme;
    return fmax(pc_board_width(&d->board, "About 50 of 50", &theme->big),
                pc_board_width(&d->board, outcome_words(d->subject, met), &theme->label));
}

/* Beside the line where there is room, else at the edge of the canvas, away from it. */
static void add_side(dist *d, double x, bool met, size_t n)
{
    const bool is_right = met != d->subject->lower_is_better;
    const double width = widest_count(d, met);
    double at = is_right ? x + 18 : x - 18;
    if (is_right && at + width > PC_HEADS_RIGHT) return;
    if (!is_right && at - width < PC_HEADS_LEFT) return;
    pc_dots_count(&d->board, met, n, DOTS, outcome_words(d->subject, met),
                  (pc_point) { at, TOP + 48 }, is_right ? PC_START : PC_END);
}

static void add_aim(dist *d, const pc_dots *dots)
{
    const pc_subject *s = d->subject;
    const pc_theme *theme = d->board.theme;
    const double x = floor(pc_scale_at(&d->x, s->aim)) + 0.5;
    const char *figure = pc_phrase_stated(d->board.arena, s->unit, s->currency, s->aim);
    const char *name = s->against == PC_AGAINST_PLAN     ? "plan"
                       : s->against == PC_AGAINST_TARGET ? "target"
                                                         : "cost covered";
    pc_paint paint = pc_stroke(theme->target, 2);
    paint.dash = 6;
    pc_list_line(d->board.list, "aim", (pc_point) { x, TOP + 10 }, (pc_point) { x, RANGE + 22 },
                 paint);
    pc_board_take(&d->board, (pc_box) { x - 2, TOP + 10, x + 2, RANGE + 22 });
    pc_label label = { .role = "aim-name",
                       .text = pc_arena_printf(d->board.arena, "%s %s", figure, name),
                       .at = { x, TOP },
                       .type = theme->figure_bold,
                       .anchor = PC_MIDDLE,
                       .colour = theme->target };
    if (!label.text) return;
    const pc_box box = pc_label_box(d->board.measure, &label);
    label.at.x += fmax(0, PC_HEADS_LEFT - box.x0) - fmax(0, box.x1 - PC_HEADS_RIGHT);
    pc_board_label(&d->board, &label);
    const size_t met = pc_dots_met(dots);
    add_side(d, x, true, met);
    add_side(d, x, false, DOTS - met);
}

/* The aim is off the scale: all outcomes lie on one side of it. */
static void add_far_count(dist *d, const pc_dots *dots)
{
    const size_t n_met = pc_dots_met(dots);
    const bool met = n_met > 0;
    pc_dots_count(&d->board, met, met ? n_met : DOTS, DOTS, outcome_words(d->subject, met),
                  (pc_point) { PC_HEADS_RIGHT, TOP + 48 }, PC_END);
}

/* ---- The range ---- */

static void add_range_labels(dist *d, const pc_interval *range)
{
    const pc_theme *theme = d->board.theme;
    const pc_format common = pc_subject_format(d->subject);
    const double values[5] = { range->p5, range->p25, range->p50, range->p75, range->p95 };
    static const double levels[5] = { 0.05, 0.25, 0.5, 0.75, 0.95 };
    double at[5], widths[5];
    char shown[5][PC_SHOWN_SIZE];
    pc_format formats[5];
    for (int i = 0; i < 5; i++) {
        formats[i] = pc_format_supported(&common, values[i],
                                         pc_subject_quantile(d->subject, levels[i]).se);
        pc_format_write(shown[i], &formats[i], values[i], false);
        at[i] = pc_scale_within(&d->x, values[i]);
        widths[i] = pc_board_width(&d->board, shown[i], &theme->figure_bold);
    }
    pc_spread(at, widths, 5, 16, PC_HEADS_LEFT, PC_HEADS_RIGHT);
    for (int i = 0; i < 5; i++) {
        const int inner = i < 2 ? i + 1 : i > 2 ? i - 1 : i; /* what reads alike is said once */
        if (inner != i && strcmp(shown[i], shown[inner]) == 0) continue;
        const pc_label label = { .role = i == 2 ? "range-median" : "range",
                                 .text = shown[i],
                                 .at = { at[i], RANGE_LABELS },
                                 .type = i == 2 ? theme->figure_bold : theme->figure,
                                 .anchor = PC_MIDDLE,
                                 .colour = i == 2 ? theme->median : theme->ink2,
                                 .halo = true,
                                 .value = values[i],
                                 .half_digit = pc_format_half_digit(&formats[i]) };
        pc_board_label(&d->board, &label);
    }
}

static void add_range(dist *d)
{
    const pc_subject *s = d->subject;
    const pc_interval range = { pc_subject_quantile(s, 0.05).value,
                                pc_subject_quantile(s, 0.25).value,
                                pc_subject_quantile(s, 0.5).value,
                                pc_subject_quantile(s, 0.75).value,
                                pc_subject_quantile(s, 0.95).value };
    if (!isfinite(range.p5) || !isfinite(range.p95)) return;
    pc_interval_draw(&d->board, &d->x, &range, RANGE, 26, false);
    add_range_labels(d, &range);
    double x = PC_HEADS_LEFT;
    for (int sign = PC_KEY_90; sign <= PC_KEY_MEDIAN; sign++)
        x = pc_key_add(&d->board, (pc_key_sign)sign, s->results ? "futures" : "values", x, 794);
}

/* ---- The whole ---- */

static const char how_in_full[] =
    "How to read: each dot is one of 50 equally likely outcomes; a chance is a count of dots.";
static const char *const how_to_read[] = {
    how_in_full, "How to read: each dot is one of 50 equally likely outcomes.",
    "Each dot: one of 50 equally likely outcomes."
};
static const char *const nothing_to_read[] = { "Every simulated future gives the same value." };

static const char *footnote(const dist *d)
{
    const pc_subject *s = d->subject;
    if (s->undefined_frac > 0)
        return pc_arena_printf(d->board.arena,
                               "Without a value, so counted as falling short: %s of futures.",
                               pc_phrase_chance(d->board.arena, s->undefined_frac, s->trials));
    if (isfinite(s->aim) && !d->shows_aim && !s->is_certain)
        return pc_arena_printf(d->board.arena, "%s lies off this scale.",
                               pc_phrase_capitalise(pc_arena_strdup(
                                   d->board.arena, pc_subject_aim_words(d->board.arena, s))));
    return NULL;
}

static const char *subject_of(const dist *d)
{
    const pc_subject *s = d->subject;
    pc_arena *arena = d->board.arena;
    const char *unit = pc_phrase_unit(s->unit, s->currency), *comma = *unit ? ", " : "";
    char *text;
    if (s->results)
        text = pc_arena_printf(arena, "%s %s%s%s, 50 equally likely outcomes from %s", s->name,
                               s->when, comma, unit, pc_phrase_futures(arena, s->results));
    else if (s->is_certain)
        text = pc_arena_printf(arena, "%s%s%s", d->distribution->family, comma, unit);
    else
        text = pc_arena_printf(
            arena, "%s distribution%s%s, 50 equally likely values, computed without simulation",
            d->distribution->family, comma, unit);
    return pc_phrase_capitalise(text);
}

static void add_heads(dist *d, const pc_draft *draft, bool drawn)
{
    const pc_subject *s = d->subject;
    const pc_heads heads = {
        .title = draft->title,
        .subject = subject_of(d),
        .how_to_read = drawn        ? how_to_read
                       : s->results ? nothing_to_read
                                    : NULL,
        .n_how_to_read = drawn        ? sizeof how_to_read / sizeof *how_to_read
                         : s->results ? 1
                                      : 0,
        .footnote = footnote(d),
        .origin = s->results ? NULL : pc_clean_text(d->board.arena, d->distribution->spec),
    };
    pc_heads_add(&d->board, s->results, &heads);
}

static void add_plot(dist *d)
{
    const pc_dots dots = dots_of(d);
    pc_list_group(d->board.list, "range", NULL);
    add_range(d);
    pc_list_group_end(d->board.list);
    pc_list_group(d->board.list, "dots", NULL);
    pc_dots_draw(&d->board, &d->x, &dots);
    if (d->shows_aim)
        add_aim(d, &dots);
    else if (isfinite(d->subject->aim))
        add_far_count(d, &dots);
    pc_list_group_end(d->board.list);
    pc_list_group(d->board.list, "axis", NULL);
    pc_scale_draw_below(&d->board, &d->x, d->subject->unit, d->subject->currency, FLOOR);
    pc_list_group_end(d->board.list);
}

static void lay_out(pc_list *list, const pc_draft *draft, const pc_measure *measure)
{
    dist *d = PC_NEW(list->arena, dist);
    if (!d) return;
    *d = (dist) { .board = { .arena = list->arena,
                             .list = list,
                             .measure = measure,
                             .theme = draft->theme },
                  .subject = draft->data,
                  .distribution = draft->distribution };
    const bool drawn =
        !d->subject->is_certain && (draft->distribution || d->subject->trials >= DOTS);
    d->n_outcomes = pc_subject_outcomes(d->outcomes, DOTS, d->subject);
    if (drawn && d->n_outcomes > 0) set_scale(d);
    add_heads(d, draft, drawn);
    if (drawn && d->n_outcomes > 0)
        add_plot(d);
    else
        pc_board_empty(&d->board, draft->distribution ? "A single value: nothing to count."
                                  : d->subject->is_certain
                                      ? "Every future gives the same value: nothing to count."
                                      : "Too few futures were simulated to show 50 of them.");
}

static pc_status read_distribution(pc_draft *draft, pc_subject *subject)
{
    const pc_distribution *d = draft->distribution;
    pc_subject_of(subject, draft->arena, d);
    draft->about = *subject->name ? subject->name : "distribution";
    draft->title = pc_dist_title_of(draft->arena, subject, d);
    draft->description = pc_dist_description_of(draft->arena, subject, d);
    return PC_OK;
}

static pc_status read_subject(pc_draft *draft, pc_subject *subject, pc_diags *diags)
{
    const pc_status status = pc_subject_read(subject, draft, diags);
    if (status != PC_OK) return status;
    draft->about = subject->metric_id;
    draft->title = pc_dist_title(draft->arena, subject);
    draft->description = pc_dist_description(draft->arena, subject);
    return PC_OK;
}

static pc_status read_dist(pc_draft *draft, pc_diags *diags)
{
    pc_subject *subject = PC_NEW(draft->arena, pc_subject);
    if (!subject) return PC_ENOMEM;
    const pc_status status = draft->distribution ? read_distribution(draft, subject)
                                                 : read_subject(draft, subject, diags);
    if (status != PC_OK) return status;
    draft->data = subject;
    pc_subject_rows(draft, subject);
    return PC_OK;
}

const pc_kind pc_kind_dist = { "dist", false, NULL, read_dist, lay_out };
