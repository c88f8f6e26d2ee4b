/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/fan/page.h"

#include <math.h>
#include <string.h>

enum { MARGIN = 56, TICKS = 6, PLOT_TOP = 232, PLOT_RIGHT = 1096, LABELS_RIGHT = 1186 };

static bool has_band(const pc_page *page, size_t year)
{
    return year < page->fan->n_years && page->fan->years[year].has_band;
}

bool pc_page_is_alone(const pc_page *page, size_t year)
{
    return !(year > 0 && has_band(page, year - 1)) && !has_band(page, year + 1);
}

double pc_page_half_bar(const pc_page *page)
{
    return fmin(84, page->years.column * 0.3);
}

size_t pc_page_first(const pc_page *page)
{
    size_t i = 0;
    while (!has_band(page, i)) i++;
    return i;
}

size_t pc_page_last(const pc_page *page)
{
    size_t i = page->fan->n_years - 1;
    while (!has_band(page, i)) i--;
    return i;
}

/* ---- The scale of values ---- */

/* Marks far above the range are drawn at the edge: they must not squeeze the fan flat. */
typedef struct reach {
    double low, high;         /* of the bands */
    double all_low, all_high; /* with the marks that count */
} reach;

static void add_mark(reach *r, double value)
{
    const double span = r->high - r->low;
    if (!isfinite(value)) return;
    if (span > 0 && fabs(value - (r->low + r->high) / 2) > 2 * span) return;
    r->all_low = fmin(r->all_low, value);
    r->all_high = fmax(r->all_high, value);
}

static reach reach_of(const pc_fan *fan)
{
    const pc_metric *dotted = fan->years[fan->at].metric;
    reach r = { 0 };
    for (size_t i = 0; i < fan->n_years; i++) {
        if (!fan->years[i].has_band) continue;
        r.low = fmin(r.low, fan->years[i].q[PC_FAN_5]);
        r.high = fmax(r.high, fan->years[i].q[PC_FAN_95]);
    }
    r.low = r.all_low = fmin(r.low, dotted->q[4]); /* the outermost of 20; fmin passes NAN */
    r.high = r.all_high = fmax(r.high, dotted->q[194]);
    for (size_t i = 0; i < fan->n_years; i++) {
        add_mark(&r, fan->years[i].metric->stated);
        for (size_t k = 0; k < fan->n_cases; k++) add_mark(&r, fan->cases[k].values[i]);
    }
    if (isfinite(fan->break_even) && fan->break_even <= 4 * (r.high - r.low))
        r.all_high = fmax(r.all_high, fan->break_even);
    return r;
}

/* ---- The whole ---- */

/* Rows of the table under the axis: median and plan always, then the chances there are. */
static int n_rows(const pc_fan *fan)
{
    return 2 + fan->states_any + isfinite(fan->break_even);
}

static void set_scale(pc_page *page)
{
    const reach r = reach_of(page->fan);
    page->years.bottom = n_rows(page->fan) > 3 ? 616 : 644;
    page->y = pc_scale_for(r.all_low, r.all_high, TICKS, page->years.bottom, PLOT_TOP);
}

/* The last year stands half a column before the plot's right edge, or further to the left where
 * the values beside it would run into the dots. */
static void set_columns(pc_page *page)
{
    const pc_fan *fan = page->fan;
    pc_years *years = &page->years;
    const size_t last = pc_page_last(page);
    const double most = LABELS_RIGHT - 38 - pc_page_end_width(page);
    const double span = (double)last + (pc_page_is_alone(page, last) ? 0.8 : 0.5);
    const double ticks = pc_scale_width(&page->board, &page->y, fan->unit, fan->currency);
    years->n = fan->n_years;
    years->left = MARGIN + fmax(62, ticks + 14);
    years->column =
        fmin((PLOT_RIGHT - years->left) / (double)years->n, (most - years->left) / span);
    years->right = years->left + years->column * (double)years->n;
}

static void add_axes(pc_page *page)
{
    const pc_fan *fan = page->fan;
    pc_list_group(page->board.list, "axis", NULL);
    pc_scale_draw_left(&page->board, &page->y, fan->unit, fan->currency, page->years.left,
                       page->years.right);
    pc_years_axis(&page->board, &page->years);
    pc_list_group_end(page->board.list);
}

void pc_fan_layout(pc_list *list, const pc_fan *fan, const pc_measure *measure,
                   const pc_theme *theme)
{
    pc_page *page = PC_NEW(list->arena, pc_page);
    if (!page) return;
    *page = (pc_page) {
        .fan = fan,
        .board = { .arena = list->arena, .list = list, .measure = measure, .theme = theme },
    };
    set_scale(page);
    set_columns(page);
    pc_page_heads(page);
    add_axes(page);
    pc_page_bands(page);
    pc_page_cases(page);
    pc_page_plan(page);
    pc_page_labels(page);
    pc_page_dots(page);
    pc_page_names(page);
    pc_page_strip(page);
}
