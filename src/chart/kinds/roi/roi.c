/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The return by year as ranges, or the cumulative cash as a fan from nothing at the start; the
 * chances of covering the cost under it; the months of payback as dots on the same time axis.
 */
#include "chart/kinds/roi/roi.h"

#include "chart/kinds/kinds.h"
#include "chart/layout/heads.h"
#include "chart/layout/key.h"
#include "chart/text/phrases.h"

#include <math.h>

enum {
    TOP = 206,
    RIGHT = 1096,
    BOTTOM = 508,
    BOTTOM_ALONE = 636,
    NAMES = 1124,
    ROOM_OF_END = 84,
    MOST_BARS = 16
};

typedef struct plot {
    pc_board board;
    const pc_roi *roi;
    pc_scale y;
    double left, bottom, column;
    double x[PC_ROI_YEARS];
} plot;

/* A row of many bars says no more than what joins them. */
static bool is_fan(const pc_roi *roi)
{
    return roi->is_cumulative || roi->n_years > MOST_BARS;
}

static double half_bar(const plot *p)
{
    return fmin(52, p->column * 0.3);
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
    p->y = pc_scale_for(low, high, 5, p->bottom, TOP);
}

static void set_places(plot *p)
{
    const pc_roi *roi = p->roi;
    p->bottom = roi->has_payback ? BOTTOM : BOTTOM_ALONE;
    set_scale(p);
    p->left =
        PC_HEADS_LEFT +
        fmax(62, pc_scale_width(&p->board, &p->y, roi->unit, roi->results->currency) + 14);
    p->column = (RIGHT - p->left) / (double)roi->n_years;
    for (size_t i = 0; i < roi->n_years; i++)
        p->x[i] = p->left + p->column * ((double)i + (roi->is_cumulative ? 1 : 0.5));
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
    if (first) points[n++] = (pc_point) { p->left, pc_scale_at(&p->y, 0) };
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
        pc_board_diamond(&p->board, c, p->column > 60 ? 10 : 7);
        pc_board_take(&p->board, (pc_box) { c.x - 11, c.y - 11, c.x + 11, c.y + 11 });
    }
}

static void add_break_even(plot *p)
{
    const double y = floor(pc_scale_within(&p->y, p->roi->break_even)) + 0.5;
    pc_paint paint = pc_stroke(p->board.theme->ink2, 1.5);
    paint.dash = p->roi->break_even == 0 ? 0 : 5;
    pc_list_line(p->board.list, "break-even", (pc_point) { p->left, y },
                 (pc_point) { RIGHT, y }, paint);
    pc_board_label(&p->board,
                   &(pc_label) { .role = "break-even",
                                 .text = p->roi->break_even == 0 ? "0 = cost covered"
                                                                 : "1.0x = cost covered",
                                 .at = { NAMES, y + 6 },
                                 .type = p->board.theme->small,
                                 .colour = p->board.theme->ink2 });
}

/* ---- Figures ---- */

/* Above or below its range; beside it where something is in the way. */
static void add_end(plot *p, size_t year, pc_stat stat)
{
    const pc_roi *roi = p->roi;
    const pc_estimate end = roi->years[year].metric->stats[stat];
    const pc_format format =
        pc_format_for(roi->unit, roi->results->currency, end.value, end.se);
    const pc_point tip = at(p, year, end.value);
    const double side = is_fan(roi) ? 14 : half_bar(p) + 12;
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
    for (int place = is_fan(roi) ? 1 : 0; place < 2; place++) {
        if (place == 1) {
            label.at = (pc_point) { tip.x + side, tip.y + 7 };
            label.anchor = PC_START;
        }
        const pc_box box = pc_label_box(p->board.measure, &label);
        if (!pc_board_is_free(&p->board, box, 3) || box.y1 > p->bottom - 2) continue;
        if (place == 1 && year + 1 < roi->n_years && box.x1 > p->x[year + 1] - half_bar(p))
            continue;
        pc_board_label(&p->board, &label);
        return;
    }
}

/* Of as many ranges as have room for their ends, the last always; of a fan, of the last year.
 */
static void add_ends(plot *p)
{
    const pc_roi *roi = p->roi;
    const size_t step = is_fan(roi) ? PC_ROI_YEARS : (size_t)ceil(ROOM_OF_END / p->column);
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
    double x = p->left;
    bool any_stated = false;
    for (size_t i = 0; i < p->roi->n_years; i++)
        any_stated |= isfinite(p->roi->years[i].stated);
    for (int sign = PC_KEY_90; sign <= (any_stated ? PC_KEY_PLAN : PC_KEY_MEDIAN); sign++)
        x = pc_key_add(&p->board, (pc_key_sign)sign, x, 166);
}

/* ---- The table under the axis ---- */

typedef struct row {
    const char *role, *name;
    const char *text[PC_ROI_YEARS];
    double value[PC_ROI_YEARS], half_digit[PC_ROI_YEARS];
    uint32_t colour;
} row;

static void fill_medians(row *r, const plot *p)
{
    const pc_roi *roi = p->roi;
    double values[PC_ROI_YEARS];
    for (size_t i = 0; i < roi->n_years; i++)
        values[i] = roi->years[i].metric->stats[PC_P50].value;
    const pc_format common =
        pc_format_column(roi->unit, roi->results->currency, values, roi->n_years, 3);
    for (size_t i = 0; i < roi->n_years; i++) {
        const pc_format format =
            pc_format_supported(&common, values[i], roi->years[i].metric->stats[PC_P50].se);
        char shown[PC_SHOWN_SIZE];
        r->text[i] =
            pc_arena_strdup(p->board.arena, pc_format_write(shown, &format, values[i], false));
        r->value[i] = values[i];
        r->half_digit[i] = isfinite(values[i]) ? pc_format_half_digit(&format) : 0;
    }
}

static size_t every(plot *p, const row *r)
{
    static const size_t nice[] = { 1, 2, 5, 10, 20, 25, 50, 100 };
    double widest = 0;
    for (size_t i = 0; i < p->roi->n_years; i++)
        widest = fmax(widest, pc_board_width(&p->board, r->text[i] ? r->text[i] : "",
                                             &p->board.theme->figure_bold));
    for (size_t i = 0; i < sizeof nice / sizeof *nice; i++)
        if (widest + 14 <= p->column * (double)nice[i]) return nice[i];
    return PC_ROI_YEARS;
}

static void add_row(plot *p, const row *r, double y, size_t step)
{
    const pc_theme *theme = p->board.theme;
    const size_t n = p->roi->n_years;
    for (size_t i = 0; i < n; i++) {
        if ((n - 1 - i) % step != 0 || !r->text[i]) continue;
        pc_board_label(&p->board,
                       &(pc_label) { .role = r->role,
                                     .text = r->text[i],
                                     .at = { p->left + p->column * ((double)i + 0.5), y },
                                     .type = theme->figure_bold,
                                     .anchor = PC_MIDDLE,
                                     .colour = r->colour,
                                     .value = r->value[i],
                                     .half_digit = r->half_digit[i] });
    }
    if (r->name)
        pc_board_label(&p->board, &(pc_label) { .role = "row-name",
                                                .text = r->name,
                                                .at = { NAMES, y },
                                                .type = theme->label,
                                                .colour = r->colour });
}

static void add_table(plot *p)
{
    const pc_roi *roi = p->roi;
    const pc_theme *theme = p->board.theme;
    row *rows = PC_NEW_ARRAY(p->board.arena, row, 3);
    if (!rows) return;
    rows[0] = (row) { .role = "strip-year", .colour = theme->ink };
    rows[1] = (row) { .role = "strip-median",
                      .name = roi->is_cumulative ? "Median at the year’s end"
                                                 : "Median: half above, half below",
                      .colour = theme->median };
    rows[2] = (row) { .role = "strip-earns-back",
                      .name = "Chance of covering the cost",
                      .colour = theme->ink };
    fill_medians(&rows[1], p);
    for (size_t i = 0; i < roi->n_years; i++) {
        rows[0].text[i] = roi->years[i].name;
        rows[2].text[i] = pc_phrase_chance(p->board.arena, roi->years[i].earns_back_frac,
                                           roi->results->trials);
    }
    pc_list_line(p->board.list, "rule", (pc_point) { PC_HEADS_LEFT, p->bottom + 46.5 },
                 (pc_point) { RIGHT, p->bottom + 46.5 }, pc_stroke(theme->grid, 1.25));
    static const double places[] = { 32, 74, 108 };
    size_t step = 1;
    for (size_t i = 0; i < 3; i++) step = every(p, &rows[i]) > step ? every(p, &rows[i]) : step;
    for (size_t i = 0; i < 3; i++) add_row(p, &rows[i], p->bottom + places[i], step);
}

static void add_year_marks(plot *p)
{
    const pc_paint paint = pc_stroke(p->board.theme->axis, 1.5);
    const double y = floor(p->bottom) + 0.5;
    const size_t n = p->roi->n_years, step = p->column < 14 ? 10 : 1;
    pc_list_line(p->board.list, "axis", (pc_point) { p->left, y }, (pc_point) { RIGHT, y },
                 paint);
    for (size_t i = 0; i <= n; i++) {
        const double x = floor(p->left + p->column * (double)i) + 0.5;
        if ((n - i) % step == 0)
            pc_list_line(p->board.list, "axis", (pc_point) { x, y }, (pc_point) { x, y + 8 },
                         paint);
    }
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
    pc_scale_draw_left(&p->board, &p->y, p->roi->unit, p->roi->results->currency, p->left,
                       RIGHT);
    add_year_marks(p);
    pc_list_group_end(list);
    pc_list_group(list, "roi", NULL);
    if (is_fan(p->roi))
        add_fan(p);
    else
        add_ranges(p);
    add_break_even(p);
    add_plan(p);
    add_ends(p);
    add_key(p);
    add_table(p);
    pc_list_group_end(list);
    if (p->roi->has_payback)
        pc_roi_payback(&p->board, p->roi, p->left,
                       p->left + (RIGHT - p->left) * p->roi->results->months /
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

const pc_kind pc_kind_roi = { "roi", true, read_roi, lay_out };
