/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The survival curve as stairs through 199 quantiles, with guide lines at the aim and at 8 in
 * 10, and a table of promises at the right. */
#include "chart/kinds/exceed/exceed.h"

#include "chart/kinds/kinds.h"
#include "chart/layout/board.h"
#include "chart/layout/heads.h"
#include "chart/layout/scale.h"
#include "chart/text/phrases.h"

#include <math.h>

enum {
    LEFT = 132,
    RIGHT = 1140,
    TOP = 196,
    BOTTOM = 716,
    PANEL = 1216,
    FEW_TRIALS = 2000, /* below, the curve itself is uncertain enough to be seen */
    MOST_POINTS = 2 * PC_N_QUANTILES + 4
};

typedef struct exceed {
    pc_board board;
    const pc_subject *subject;
    pc_scale x, y;
    pc_point curve[MOST_POINTS];
    size_t n_curve;
} exceed;

/* ---- The curve ---- */

static void add_point(exceed *e, double value, double chance)
{
    e->curve[e->n_curve++] =
        (pc_point) { pc_scale_at(&e->x, value), pc_scale_at(&e->y, fmax(0, chance)) };
}

/* At each quantile the curve falls through its level, half a step above to half a step below;
 * equal quantiles make one long fall. */
static void trace(exceed *e)
{
    const pc_subject *s = e->subject;
    const double with = 1 - s->undefined_frac, step = 1.0 / (PC_N_QUANTILES + 1);
    for (size_t i = 0; i < s->n_q;) {
        size_t k = i;
        while (k + 1 < s->n_q && s->q[k + 1] == s->q[i]) k++;
        add_point(e, s->q[i], with * (1 - ((double)i + 0.5) * step));
        add_point(e, s->q[i], with * (1 - ((double)k + 1.5) * step));
        i = k + 1;
    }
}

static void add_area(exceed *e)
{
    pc_point area[MOST_POINTS + 4];
    size_t n = 0;
    area[n++] = (pc_point) { e->x.from, e->y.from };
    area[n++] = (pc_point) { e->x.from, e->curve[0].y };
    for (size_t i = 0; i < e->n_curve; i++) area[n++] = e->curve[i];
    area[n++] = (pc_point) { e->curve[e->n_curve - 1].x, e->y.from };
    pc_list_path(e->board.list, "area", area, n, true, pc_fill(e->board.theme->band_90));
}

/* Dvoretzky, Kiefer and Wolfowitz: with n futures the whole curve lies within
 * sqrt(ln(2 / 0.05) / (2 n)) of the true one in 95 of 100 such runs. */
static double band_of(const pc_subject *s)
{
    if (s->trials >= FEW_TRIALS || s->trials == 0) return 0;
    return sqrt(3.6888794541139363 / (2 * (double)s->trials));
}

static void add_band(exceed *e)
{
    const double height = band_of(e->subject) * (e->y.from - e->y.to);
    pc_point band[2 * MOST_POINTS];
    const size_t n = e->n_curve;
    if (!(height > 0)) return;
    for (size_t i = 0; i < n; i++) {
        band[i] = (pc_point) { e->curve[i].x, fmax(e->y.to, e->curve[i].y - height) };
        band[2 * n - 1 - i] =
            (pc_point) { e->curve[i].x, fmin(e->y.from, e->curve[i].y + height) };
    }
    pc_list_path(e->board.list, "band", band, 2 * n, true, pc_fill(e->board.theme->band_80));
}

/* The upper edge of curve and band at x: labels stay above it. */
static double curve_y(const exceed *e, double x)
{
    const double band = band_of(e->subject) * (e->y.from - e->y.to);
    if (x <= e->curve[0].x) return e->curve[0].y - band;
    for (size_t i = 1; i < e->n_curve; i++)
        if (e->curve[i].x >= x) return e->curve[i - 1].y - band;
    return e->y.from;
}

/* ---- Guide lines ---- */

typedef struct guide {
    const char *role;
    double value, chance;
    const char *first, *second; /* "8 in 10 futures", "at least 0.87x" */
    uint32_t colour;
} guide;

/* Two lines of text, above the curve wherever it stands: moved up until it is clear. */
static bool place_words(exceed *e, const guide *g, pc_point at)
{
    pc_label labels[2];
    for (int side = 0; side < 2; side++) {
        const double x = side == 0 ? at.x + 16 : RIGHT - 6;
        for (double y = fmin(at.y - 14, BOTTOM - 16); y > TOP + 30; y -= 4) {
            bool good = true;
            for (int i = 0; i < 2; i++) {
                labels[i] = (pc_label) { .role = g->role,
                                         .text = i == 0 ? g->first : g->second,
                                         .at = { x, y - (i == 0 ? 27 : 0) },
                                         .type = i == 0 ? e->board.theme->figure_bold
                                                        : e->board.theme->label,
                                         .anchor = side == 0 ? PC_START : PC_END,
                                         .colour = i == 0 ? g->colour : e->board.theme->ink2,
                                         .halo = true };
                const pc_box box = pc_label_box(e->board.measure, &labels[i]);
                good = good && box.x1 <= RIGHT && box.x0 >= at.x + 8 - (side ? 1e4 : 0) &&
                       curve_y(e, box.x0 - 10) > box.y1 + 6 &&
                       pc_board_is_free(&e->board, box, 6);
            }
            if (!good) continue;
            pc_board_label(&e->board, &labels[0]);
            pc_board_label(&e->board, &labels[1]);
            return true;
        }
    }
    return false;
}

static void add_guide(exceed *e, const guide *g)
{
    const pc_point at = { pc_scale_at(&e->x, g->value), pc_scale_at(&e->y, g->chance) };
    pc_paint paint = pc_stroke(g->colour, 2);
    paint.dash = 6;
    pc_list_line(e->board.list, "guide", (pc_point) { LEFT, at.y }, at, paint);
    pc_list_line(e->board.list, "guide", at, (pc_point) { at.x, BOTTOM }, paint);
}

static void mark_guide(exceed *e, const guide *g)
{
    const pc_point at = { pc_scale_at(&e->x, g->value), pc_scale_at(&e->y, g->chance) };
    const pc_paint dot = { (int32_t)g->colour, (int32_t)e->board.theme->paper, 2, 0 };
    if (g->colour == e->board.theme->target)
        pc_board_diamond(&e->board, at, 10);
    else
        pc_list_circle(e->board.list, "guide", at, 7, dot, g->value);
    pc_board_take(&e->board, (pc_box) { at.x - 11, at.y - 11, at.x + 11, at.y + 11 });
}

static const char *figure(const exceed *e, pc_estimate value)
{
    return pc_subject_figure(e->board.arena, e->subject, value);
}

static bool make_promise(guide *g, exceed *e)
{
    const pc_subject *s = e->subject;
    const pc_estimate value = pc_subject_promise(s, 0.8);
    if (!isfinite(value.value) || !pc_scale_has(&e->x, value.value)) return false;
    *g = (guide) { .role = "promise",
                   .value = value.value,
                   .chance = s->lower_is_better ? 0.2 : 0.8,
                   .first = "8 in 10 futures",
                   .second = pc_arena_printf(e->board.arena, "%s %s",
                                             s->lower_is_better ? "at most" : "at least",
                                             figure(e, value)),
                   .colour = e->board.theme->median };
    return g->second;
}

static const char *against_word(const pc_subject *s)
{
    return s->against == PC_AGAINST_PLAN     ? "plan"
           : s->against == PC_AGAINST_TARGET ? "target"
                                             : "cost covered";
}

static bool make_aim(guide *g, exceed *e)
{
    const pc_subject *s = e->subject;
    pc_arena *arena = e->board.arena;
    if (!isfinite(s->aim) || !isfinite(s->chance_at_least.value) ||
        !pc_scale_has(&e->x, s->aim))
        return false;
    *g = (guide) {
        .role = "aim",
        .value = s->aim,
        .chance = s->chance_at_least.value,
        .first = pc_arena_printf(arena, "%s of futures",
                                 pc_phrase_chance(arena, s->chance_at_least.value, s->trials)),
        .second = pc_arena_printf(arena, "at least %s (%s)",
                                  pc_phrase_stated(arena, s->unit, s->currency, s->aim),
                                  against_word(s)),
        .colour = e->board.theme->target
    };
    if (s->chance_at_least.value <= 0) g->first = "No future";
    if (s->chance_at_least.value >= 1) g->first = "Every future";
    return g->first && g->second;
}

static void add_guides(exceed *e)
{
    guide guides[2];
    size_t n = make_promise(&guides[0], e);
    n += make_aim(&guides[n], e);
    for (size_t i = 0; i < n; i++) add_guide(e, &guides[i]);
    for (size_t i = 0; i < n; i++) mark_guide(e, &guides[i]);
    for (size_t i = 0; i < n; i++)
        place_words(e, &guides[i],
                    (pc_point) { pc_scale_at(&e->x, guides[i].value),
                                 pc_scale_at(&e->y, guides[i].chance) });
}

/* ---- The table of promises ---- */

static void panel_row(exceed *e, double y, const char *name, const char *text, uint32_t colour,
                      bool bold)
{
    const pc_theme *theme = e->board.theme;
    pc_board_label(&e->board, &(pc_label) { .role = "promise-name",
                                            .text = name,
                                            .at = { PANEL, y },
                                            .type = bold ? theme->label_bold : theme->label,
                                            .colour = colour });
    pc_board_label(&e->board, &(pc_label) { .role = "promise-value",
                                            .text = text,
                                            .at = { PC_HEADS_RIGHT, y },
                                            .type = bold ? theme->figure_bold : theme->figure,
                                            .anchor = PC_END,
                                            .colour = colour });
}

static void add_panel_heads(exceed *e)
{
    const pc_theme *theme = e->board.theme;
    pc_board_label(&e->board, &(pc_label) { .role = "panel-head",
                                            .text = "What can be promised",
                                            .at = { PANEL, 206 },
                                            .type = theme->label_bold,
                                            .colour = theme->ink });
    pc_board_label(&e->board, &(pc_label) { .role = "panel-head",
                                            .text = "In this many futures",
                                            .at = { PANEL, 242 },
                                            .type = theme->small,
                                            .colour = theme->ink2 });
    pc_board_label(&e->board,
                   &(pc_label) { .role = "panel-head",
                                 .text = e->subject->lower_is_better ? "at most" : "at least",
                                 .at = { PC_HEADS_RIGHT, 242 },
                                 .type = theme->small,
                                 .anchor = PC_END,
                                 .colour = theme->ink2 });
}

static double panel_rule(exceed *e, double y)
{
    pc_list_line(e->board.list, "rule", (pc_point) { PANEL, y + 0.5 },
                 (pc_point) { PC_HEADS_RIGHT, y + 0.5 }, pc_stroke(e->board.theme->grid, 1.25));
    return y;
}

static void add_panel(exceed *e)
{
    static const struct {
        double p;
        const char *name;
    } rows[] = { { 0.95, "19 in 20" }, { 0.9, "9 in 10" }, { 0.8, "8 in 10" },
                 { 0.5, "half" },      { 0.2, "2 in 10" }, { 0.1, "1 in 10" } };
    const pc_subject *s = e->subject;
    const pc_theme *theme = e->board.theme;
    pc_arena *arena = e->board.arena;
    double y = panel_rule(e, 256) + 32;
    add_panel_heads(e);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++, y += 40) {
        const pc_estimate value = pc_subject_promise(s, rows[i].p);
        const bool bold = rows[i].p == 0.8;
        panel_row(e, y, rows[i].name, figure(e, value), bold ? theme->median : theme->ink,
                  bold);
    }
    if (!isfinite(s->aim)) return;
    y = panel_rule(e, y - 14) + 32;
    const pc_estimate p = pc_subject_chance(s);
    const char *aim = pc_phrase_stated(arena, s->unit, s->currency, s->aim);
    const char *name = pc_phrase_chance(arena, p.value, s->trials);
    panel_row(e, y, name, pc_arena_printf(arena, "%s %s", against_word(s), aim), theme->target,
              true);
}

/* ---- The whole ---- */

/* The aim widens the scale, unless it would crush the curve. */
static void set_scales(exceed *e)
{
    const pc_subject *s = e->subject;
    double low = s->q[0], high = s->q[s->n_q - 1];
    const double span = high - low;
    if (isfinite(s->aim) && s->aim > low - span && s->aim < high + span) {
        low = fmin(low, s->aim - (s->aim < low ? 0.02 * span : 0));
        high = fmax(high, s->aim + (s->aim > high ? 0.02 * span : 0));
    }
    e->x = pc_scale_for(low, high, 7, LEFT, RIGHT);
    e->y = (pc_scale) { 0, 1, BOTTOM, TOP, { 0, 0.25, 5 } };
}

static void add_axis_name(exceed *e)
{
    const pc_subject *s = e->subject;
    const char *name =
        pc_phrase_capitalise(pc_arena_printf(e->board.arena, "%s %s", s->short_name, s->when));
    if (!name) return;
    pc_board_label(&e->board, &(pc_label) { .role = "axis-name",
                                            .text = pc_board_fit(&e->board, name,
                                                                 &e->board.theme->label_bold,
                                                                 RIGHT - LEFT),
                                            .at = { RIGHT, BOTTOM + 72 },
                                            .type = e->board.theme->label_bold,
                                            .anchor = PC_END,
                                            .colour = e->board.theme->ink });
    pc_board_label(&e->board, &(pc_label) { .role = "axis-name",
                                            .text = "Chance of at least \xe2\x80\xa6",
                                            .at = { PC_HEADS_LEFT, TOP - 26 },
                                            .type = e->board.theme->label_bold,
                                            .colour = e->board.theme->ink });
}

static const char how_in_full[] = "How to read: the curve’s height at a value is the share of "
                                  "simulated futures with at least "
                                  "that value. Outermost 0.5% at each end not shown.";
static const char how_shorter[] =
    "How to read: the curve’s height is the share of futures with at least that value; the "
    "outermost 0.5% are not shown.";
static const char *const how_to_read[] = {
    how_in_full, how_shorter, "The curve’s height: share of futures with at least that value."
};
static const char *const nothing_to_read[] = { "Every simulated future gives the same value." };

static const char *footnote(const exceed *e)
{
    const pc_subject *s = e->subject;
    pc_arena *arena = e->board.arena;
    if (s->undefined_frac > 0)
        return pc_arena_printf(arena,
                               "Without a value, so counted as falling short: %s of futures.",
                               pc_phrase_chance(arena, s->undefined_frac, s->trials));
    if (band_of(s) > 0 && !s->is_certain)
        return pc_arena_printf(arena,
                               "With only %s the whole curve is uncertain: the darker band "
                               "holds the true one in 95 of 100 such runs.",
                               pc_phrase_futures(arena, s->results));
    return NULL;
}

static void add_heads(exceed *e, const pc_draft *draft)
{
    const pc_subject *s = e->subject;
    pc_arena *arena = e->board.arena;
    const char *unit = pc_phrase_unit(s->unit, s->currency);
    const pc_heads heads = {
        .title = draft->title,
        .subject = pc_arena_printf(arena, "Chance of at least a given %s %s%s%s, from %s",
                                   s->name, s->when, *unit ? ", " : "", unit,
                                   pc_phrase_futures(arena, s->results)),
        .how_to_read = s->is_certain ? nothing_to_read : how_to_read,
        .n_how_to_read = s->is_certain ? 1 : sizeof how_to_read / sizeof *how_to_read,
        .footnote = footnote(e),
    };
    pc_heads_add(&e->board, s->results, &heads);
}

static void add_plot(exceed *e)
{
    set_scales(e);
    trace(e);
    pc_list_group(e->board.list, "curve", NULL);
    add_area(e);
    add_band(e);
    pc_list_group_end(e->board.list);
    pc_list_group(e->board.list, "axis", NULL);
    pc_scale_draw_left(&e->board, &e->y, PC_UNIT_FRACTION, NULL, LEFT, RIGHT);
    pc_scale_draw_below(&e->board, &e->x, e->subject->unit, e->subject->currency, BOTTOM);
    add_axis_name(e);
    pc_list_group_end(e->board.list);
    pc_list_group(e->board.list, "guides", NULL);
    pc_list_path(e->board.list, "curve", e->curve, e->n_curve, false,
                 pc_stroke(e->board.theme->median, 3.5));
    add_guides(e);
    pc_list_group_end(e->board.list);
    pc_list_group(e->board.list, "panel", NULL);
    add_panel(e);
    pc_list_group_end(e->board.list);
}

void pc_exceed_layout(pc_list *list, const pc_draft *draft, const pc_measure *measure)
{
    exceed *e = PC_NEW(list->arena, exceed);
    if (!e) return;
    e->board = (pc_board) {
        .arena = list->arena, .list = list, .measure = measure, .theme = draft->theme
    };
    e->subject = draft->data;
    add_heads(e, draft);
    if (e->subject->is_certain)
        pc_board_empty(&e->board, "Every future gives the same value: there is no curve.");
    else
        add_plot(e);
}

static pc_status read_exceed(pc_draft *draft, pc_diags *diags)
{
    pc_subject *subject = PC_NEW(draft->arena, pc_subject);
    if (!subject) return PC_ENOMEM;
    const pc_status status = pc_subject_read(subject, draft, diags);
    if (status != PC_OK) return status;
    draft->data = subject;
    draft->about = subject->metric_id;
    draft->title = pc_exceed_title(draft->arena, subject);
    draft->description = pc_exceed_description(draft->arena, subject);
    pc_subject_rows(draft, subject);
    return PC_OK;
}

const pc_kind pc_kind_exceed = { "exceed", true, NULL, read_exceed, pc_exceed_layout };
