/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The return by year as ranges, or the cumulative cash as a fan from nothing at the start; the
 * chances of covering the cost under it; the months of payback as dots on the same time axis.
 */
#include "chart/kinds/roi/roi.h"

#include "chart/kinds/kinds.h"
#include "chart/layout/ends.h"
#include "chart/layout/heads.h"
#include "chart/layout/key.h"
#include "chart/layout/years.h"
#include "chart/text/phrases.h"

#include <math.h>

enum {
    TOP = 206,
    RIGHT = 1096,
    BOTTOM = 508,
    BOTTOM_ALONE = 636,
    NAMES = 1124,
    ROW = 34,
    ROOM_OF_END = 84,
    MOST_BARS = 16
};

typedef struct plot {
    pc_board board;
    const pc_roi *roi;
    pc_scale y;
    pc_years years;
    double x[PC_ROI_YEARS]; /* where a year's value stands: its middle, or its end */
} plot;

/* A row of many bars says no more than what joins them. */
static bool is_fan(const pc_roi *roi)
{
    return roi->is_cumulative || roi->n_years > MOST_BARS;
}

static double half_bar(const plot *p)
{
    return fmin(52, p->years.column * 0.3);
}

static void set_scale(plot *p)
{
    const pc_roi *roi = p->roi;
    double low = fmin(0, roi->break_even), high = fmax(0, roi->break_even);
    for (size_t i = 0; i < roi->n_years; i++) {
        if (!roi->years[i].has_range) continue;
        low = fmin(low, roi->years[i].range.p5);
        high = fmax(high, roi->years[i].range.p95);
    }
    const double span = high - low;
    for (size_t i = 0; i < roi->n_years; i++) {
        const double stated = roi->years[i].stated;
        if (!(stated > low - span && stated < high + span)) continue;
        low = fmin(low, stated);
        high = fmax(high, stated);
    }
    p->y = pc_scale_for(low, high, 5, p->years.bottom, TOP);
}

static void set_places(plot *p)
{
    const pc_roi *roi = p->roi;
    p->years.bottom = roi->has_payback ? BOTTOM : BOTTOM_ALONE;
    set_scale(p);
    p->years.left =
        PC_HEADS_LEFT +
        fmax(62, pc_scale_width(&p->board, &p->y, roi->unit, roi->results->currency) + 14);
    p->years.right = RIGHT;
    p->years.n = roi->n_years;
    p->years.column = (RIGHT - p->years.left) / (double)roi->n_years;
    for (size_t i = 0; i < roi->n_years; i++)
        p->x[i] =
            p->years.left + p->years.column * ((double)i + (roi->is_cumulative ? 1 : 0.5));
}

/* ---- Marks ---- */

static pc_point at(const plot *p, size_t year, double value)
{
    return (pc_point) { p->x[year], pc_scale_within(&p->y, value) };
}

static double level_of(const pc_interval *range, int level)
{
    const double levels[] = { range->p5, range->p25, range->p50, range->p75, range->p95 };
    return levels[level];
}

/* Cash begins with nothing at the start; what has no range ends the fan. */
static size_t trace(pc_point *points, const plot *p, int low, int high)
{
    size_t n = 0, first = p->roi->is_cumulative ? 1 : 0, n_years = 0;
    while (n_years < p->roi->n_years && p->roi->years[n_years].has_range) n_years++;
    if (first) points[n++] = (pc_point) { p->years.left, pc_scale_at(&p->y, 0) };
    for (size_t i = 0; i < n_years; i++)
        points[n++] = at(p, i, level_of(&p->roi->years[i].range, high));
    for (size_t i = n_years; low != high && i-- > 0;)
        points[n++] = at(p, i, level_of(&p->roi->years[i].range, low));
    return n;
}

static void add_fan(plot *p)
{
    const pc_theme *theme = p->board.theme;
    pc_point points[2 * PC_ROI_YEARS + 2];
    size_t n = trace(points, p, 0, 4);
    pc_list_path(p->board.list, "band-90", points, n, true, pc_fill(theme->band_90));
    n = trace(points, p, 1, 3);
    pc_list_path(p->board.list, "band-50", points, n, true, pc_fill(theme->band_50));
    n = trace(points, p, 2, 2);
    pc_list_path(p->board.list, "median", points, n, false, pc_stroke(theme->median, 3.5));
}

static void add_ranges(plot *p)
{
    for (size_t i = 0; i < p->roi->n_years; i++)
        if (p->roi->years[i].has_range)
            pc_interval_draw(&p->board, &p->y, &p->roi->years[i].range, p->x[i],
                             2 * half_bar(p), true);
}

static void add_plan(plot *p)
{
    for (size_t i = 0; i < p->roi->n_years; i++) {
        const double stated = p->roi->years[i].stated;
        if (!isfinite(stated) || !pc_scale_has(&p->y, stated)) continue;
        const pc_point c = at(p, i, stated);
        pc_board_diamond(&p->board, c, p->years.column > 60 ? 10 : 7);
        pc_board_take(&p->board, (pc_box) { c.x - 11, c.y - 11, c.x + 11, c.y + 11 });
    }
}

static pc_end break_even_at_end(const plot *p)
{
    const bool is_zero = p->roi->break_even == 0;
    return (pc_end) { .role = "break-even",
                      .text = is_zero ? "0 = cost covered" : "1.0x = cost covered",
                      .value = p->roi->break_even,
                      .half_digit = is_zero ? 0 : 0.05,
                      .wanted_y = pc_scale_within(&p->y, p->roi->break_even),
                      .colour = p->board.theme->ink2,
                      .type = p->board.theme->small };
}

static void add_break_even(plot *p)
{
    const double y = floor(pc_scale_within(&p->y, p->roi->break_even)) + 0.5;
    const pc_end end = break_even_at_end(p);
    pc_paint paint = pc_stroke(p->board.theme->ink2, 1.5);
    paint.dash = p->roi->break_even == 0 ? 0 : 5;
    pc_list_line(p->board.list, "break-even", (pc_point) { p->years.left, y },
                 (pc_point) { RIGHT, y }, paint);
    pc_board_take(&p->board, (pc_box) { p->years.left, y - 2, RIGHT, y + 2 });
    if (!is_fan(p->roi))
        pc_ends_draw(&p->board, &end, 1, &p->y, NAMES - 20, TOP, p->years.bottom);
}

/* ---- Figures ---- */

static pc_format format_of(const pc_roi *roi, pc_estimate figure)
{
    return pc_format_for(roi->unit, roi->results->currency, figure.value, figure.se);
}

/* What the last year of a fan comes to. */
static void add_fan_ends(plot *p)
{
    static const pc_stat stats[] = { PC_P50, PC_P95, PC_P5 };
    enum { N = sizeof stats / sizeof *stats };
    const pc_theme *theme = p->board.theme;
    const pc_roi *roi = p->roi;
    pc_end ends[N + 1];
    size_t last = roi->n_years - 1;
    while (last > 0 && !roi->years[last].has_range) last--;
    for (size_t i = 0; i < N; i++) {
        const pc_estimate figure = roi->years[last].metric->stats[stats[i]];
        const pc_format format = format_of(roi, figure);
        char shown[PC_SHOWN_SIZE];
        pc_format_write(shown, &format, figure.value, false);
        ends[i] = (pc_end) { .role = i == 0 ? "end-median" : "end",
                             .text = pc_arena_printf(p->board.arena, "%s%s", shown,
                                                     i == 0 ? " median" : ""),
                             .value = figure.value,
                             .half_digit = pc_format_half_digit(&format),
                             .wanted_y = pc_scale_within(&p->y, figure.value),
                             .colour = i == 0 ? theme->median : theme->ink2,
                             .type = i == 0 ? theme->figure_bold : theme->figure };
    }
    ends[N] = break_even_at_end(p);
    pc_ends_draw(&p->board, ends, N + 1, &p->y, p->x[last], TOP - 20, p->years.bottom - 4);
}

/* Above or below its range; beside it where something is in the way. */
static void add_end(plot *p, size_t year, pc_stat stat)
{
    const pc_roi *roi = p->roi;
    const pc_estimate end = roi->years[year].metric->stats[stat];
    const pc_format format = format_of(roi, end);
    const pc_point tip = at(p, year, end.value);
    const double side = half_bar(p) + 12;
    char shown[PC_SHOWN_SIZE];
    pc_label label = { .role = "end",
                       .text = pc_format_write(shown, &format, end.value, false),
                       .at = { tip.x, tip.y + (stat == PC_P95 ? -10 : 26) },
                       .type = p->board.theme->figure,
                       .anchor = PC_MIDDLE,
                       .colour = p->board.theme->ink2,
                       .halo = true,
                       .value = end.value,
                       .half_digit = pc_format_half_digit(&format) };
    for (int place = 0; place < 2; place++) {
        if (place == 1) {
            label.at = (pc_point) { tip.x + side, tip.y + 7 };
            label.anchor = PC_START;
        }
        const pc_box box = pc_label_box(p->board.measure, &label);
        if (!pc_board_is_free(&p->board, box, 3) || box.y1 > p->years.bottom - 2) continue;
        if (place == 1 && year + 1 < roi->n_years && box.x1 > p->x[year + 1] - half_bar(p))
            continue;
        pc_board_label(&p->board, &label);
        return;
    }
}

/* Of as many ranges as have room for their ends, the last always. */
static void add_ends(plot *p)
{
    const pc_roi *roi = p->roi;
    const size_t step = (size_t)ceil(ROOM_OF_END / p->years.column);
    for (size_t i = 0; i < roi->n_years; i++) {
        const pc_roi_year *year = &roi->years[i];
        if (!year->has_range || (roi->n_years - 1 - i) % step != 0) continue;
        if (!(year->range.p5 < year->range.p95)) continue; /* the table says it */
        add_end(p, i, PC_P95);
        add_end(p, i, PC_P5);
    }
}

static void add_key(plot *p)
{
    double x = p->years.left;
    bool any_stated = false;
    for (size_t i = 0; i < p->roi->n_years; i++)
        any_stated |= isfinite(p->roi->years[i].stated);
    for (int sign = PC_KEY_90; sign <= (any_stated ? PC_KEY_PLAN : PC_KEY_MEDIAN); sign++)
        x = pc_key_add(&p->board, (pc_key_sign)sign, "futures", x, 166);
}

/* ---- The table under the axis ---- */

static void add_table(plot *p)
{
    const pc_roi *roi = p->roi;
    const pc_theme *theme = p->board.theme;
    pc_arena *arena = p->board.arena;
    pc_cell *cells = PC_NEW_ARRAY(arena, pc_cell, 3 * roi->n_years);
    pc_estimate *medians = PC_NEW_ARRAY(arena, pc_estimate, roi->n_years);
    if (!cells || !medians) return;
    const pc_years_row rows[] = {
        { .role = "strip-year", .colour = theme->ink, .cells = cells },
        { .role = "strip-median",
          .name = roi->is_cumulative ? "Median at the year’s end"
                                     : "Median: half above, half below",
          .colour = theme->median,
          .cells = cells + roi->n_years },
        { .role = "strip-earns-back",
          .name = "Chance of covering the cost",
          .colour = theme->ink,
          .is_chance = true,
          .cells = cells + 2 * roi->n_years },
    };
    for (size_t i = 0; i < roi->n_years; i++) {
        rows[0].cells[i].text = roi->years[i].name;
        rows[2].cells[i].text =
            pc_phrase_chance(arena, roi->years[i].earns_back_frac, roi->results->trials);
        medians[i] = roi->years[i].metric->stats[PC_P50];
    }
    pc_years_figures(arena, rows[1].cells, roi->unit, roi->results->currency, medians,
                     roi->n_years);
    pc_years_table(&p->board, &p->years, rows, 3, ROW, NAMES);
}

/* ---- The whole ---- */

static const char how_in_full[] =
    "How to read: in each year, 9 in 10 futures lie in the pale range, half in the dark one. "
    "Each dot is 1 of 20 equally likely futures.";
static const char how_shorter[] = "How to read: 9 in 10 futures lie in the pale range, half in "
                                  "the dark one; a dot is 1 of 20 "
                                  "futures.";
static const char *const how_to_read[] = { how_in_full, how_shorter,
                                           "Pale: 9 in 10 futures; dark: half of them." };
static const char *const no_dots[] = {
    "How to read: in each year, 9 in 10 futures lie in the pale range, half in the dark one.",
    "Pale: 9 in 10 futures; dark: half of them."
};

static void add_heads(plot *p, const pc_draft *draft)
{
    const pc_roi *roi = p->roi;
    pc_arena *arena = p->board.arena;
    const char *unit = pc_phrase_unit(roi->unit, roi->results->currency);
    const pc_heads heads = {
        .title = draft->title,
        .subject = pc_phrase_capitalise(
            pc_arena_printf(arena, "%s by year%s%s, %s%s", roi->name, *unit ? ", " : "", unit,
                            roi->has_payback ? "and payback, from " : "from ",
                            pc_phrase_futures(arena, roi->results))),
        .how_to_read = roi->has_payback ? how_to_read : no_dots,
        .n_how_to_read = roi->has_payback ? 3 : 2,
    };
    pc_heads_add(&p->board, roi->results, &heads);
}

static void lay_out(pc_list *list, const pc_draft *draft, const pc_measure *measure)
{
    plot *p = PC_NEW(list->arena, plot);
    if (!p) return;
    *p = (plot) { .board = { .arena = list->arena,
                             .list = list,
                             .measure = measure,
                             .theme = draft->theme },
                  .roi = draft->data };
    add_heads(p, draft);
    set_places(p);
    pc_list_group(list, "axis", NULL);
    pc_scale_draw_left(&p->board, &p->y, p->roi->unit, p->roi->results->currency, p->years.left,
                       RIGHT);
    pc_years_axis(&p->board, &p->years);
    pc_list_group_end(list);
    pc_list_group(list, "roi", NULL);
    if (is_fan(p->roi))
        add_fan(p);
    else
        add_ranges(p);
    add_break_even(p);
    add_plan(p);
    if (is_fan(p->roi))
        add_fan_ends(p);
    else
        add_ends(p);
    add_key(p);
    add_table(p);
    pc_list_group_end(list);
    if (p->roi->has_payback)
        pc_roi_payback(&p->board, p->roi, p->years.left,
                       p->years.left + (RIGHT - p->years.left) * p->roi->results->months /
                                           (12.0 * (double)p->roi->n_years));
}

static void add_rows(pc_draft *draft, const pc_roi *roi)
{
    static const pc_stat stats[] = { PC_P5, PC_P25, PC_P50, PC_P75, PC_P95 };
    for (size_t i = 0; i < roi->n_years; i++) {
        const pc_metric *m = roi->years[i].metric;
        for (size_t k = 0; k < sizeof stats / sizeof *stats; k++)
            pc_draft_row(draft, m->id, m->period, m->unit, pc_stat_ids[stats[k]],
                         m->stats[stats[k]].value);
        if (isfinite(roi->years[i].stated))
            pc_draft_row(draft, m->id, m->period, m->unit, "stated", roi->years[i].stated);
        if (isfinite(roi->years[i].earns_back_frac))
            pc_draft_row(draft, m->id, m->period, "fraction", "p_break_even",
                         roi->years[i].earns_back_frac);
    }
    if (!roi->has_payback) return;
    pc_draft_row(draft, "payback.month", "all", "months", "p50", roi->median_month);
    pc_draft_row(draft, "payback.month", "all", "fraction", "p_pays_back",
                 roi->pays_back.value);
}

static pc_status read_roi(pc_draft *draft, pc_diags *diags)
{
    pc_roi *roi = PC_NEW(draft->arena, pc_roi);
    if (!roi) return PC_ENOMEM;
    const pc_status status = pc_roi_read(roi, draft, diags);
    if (status != PC_OK) return status;
    draft->data = roi;
    draft->about = roi->metric_id;
    draft->title = pc_roi_title(draft->arena, roi);
    draft->description = pc_roi_description(draft->arena, roi);
    add_rows(draft, roi);
    return PC_OK;
}

const pc_kind pc_kind_roi = { "roi", true, NULL, read_roi, lay_out };
