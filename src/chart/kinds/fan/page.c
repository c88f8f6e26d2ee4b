/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/fan/page.h"

#include <math.h>
#include <string.h>

enum { MARGIN = 56, TICKS = 6, PLOT_TOP = 232, PLOT_RIGHT = 1096, LABELS_RIGHT = 1186 };

double pc_page_y(const pc_page *page, double value)
{
    const double share = (value - page->low) / (page->high - page->low);
    return page->bottom - share * (page->bottom - page->top);
}

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
    return fmin(84, page->column * 0.3);
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

/* Plan marks far above the range are drawn at the edge: they must not squeeze the fan flat. */
static void extent_of_values(const pc_page *page, double *low, double *high)
{
    *low = *high = 0;
    for (size_t i = 0; i < page->fan->n_years; i++) {
        if (!has_band(page, i)) continue;
        *low = fmin(*low, page->fan->years[i].q[PC_FAN_5]);
        *high = fmax(*high, page->fan->years[i].q[PC_FAN_95]);
    }
    const pc_metric *dotted = page->fan->years[page->fan->at].metric;
    *low = fmin(*low, dotted->q[4]); /* the outermost of 20 outcomes; fmin passes NAN over */
    *high = fmax(*high, dotted->q[194]);
    double reach_low = *low, reach_high = *high;
    const double span = *high - *low;
    for (size_t i = 0; i < page->fan->n_years; i++) {
        const double stated = page->fan->years[i].metric->stated;
        if (!isfinite(stated)) continue;
        if (span > 0 && fabs(stated - (*low + *high) / 2) > 2 * span) continue;
        reach_low = fmin(reach_low, stated);
        reach_high = fmax(reach_high, stated);
    }
    for (size_t k = 0; k < page->fan->n_cases; k++)
        for (size_t i = 0; i < page->fan->n_years; i++) {
            const double value = page->fan->cases[k].values[i];
            if (!isfinite(value)) continue;
            if (span > 0 && fabs(value - (*low + *high) / 2) > 2 * span) continue;
            reach_low = fmin(reach_low, value);
            reach_high = fmax(reach_high, value);
        }
    if (isfinite(page->fan->break_even) && page->fan->break_even <= 4 * span)
        reach_high = fmax(reach_high, page->fan->break_even);
    *low = reach_low;
    *high = reach_high;
}

static bool nothing_between(double low, double high)
{
    return !(high - low > 0);
}

/* The axis ends at the last tick, or a little above it: a tick is added only when the data pass
 * the last one by more than a quarter of a step. */
static void set_scale(pc_page *page)
{
    double low, high;
    extent_of_values(page, &low, &high);
    if (nothing_between(low, high)) high = 1;
    pc_ticks t = pc_ticks_for(
        low, high, TICKS, page->fan->unit == PC_UNIT_FRACTION ? pc_nice_money : pc_nice_money);
    if (high > pc_ticks_at(&t, t.n - 1) + t.step / 4) t.n++;
    if (low < t.first - t.step / 4) {
        t.first -= t.step;
        t.n++;
    }
    page->ticks = t;
    page->low = fmin(low, t.first);
    page->high = fmax(high, pc_ticks_at(&t, t.n - 1));
}

/* ---- The whole ---- */

/* Rows of the table under the axis: median and plan always, then the chances there are. */
static int n_rows(const pc_fan *fan)
{
    return 2 + fan->states_any + isfinite(fan->break_even);
}

static void set_frame(pc_page *page)
{
    const int rows = n_rows(page->fan);
    page->top = PLOT_TOP;
    page->bottom = rows > 3 ? 616 : 644;
    page->right = PLOT_RIGHT;
    page->row_labels_x = PLOT_RIGHT + 20;
}

/* The last year stands half a column before the plot's right edge, or further to the left where
 * the values beside it would run into the dots. */
static void set_columns(pc_page *page)
{
    const size_t n = page->fan->n_years, last = pc_page_last(page);
    const double most = LABELS_RIGHT - 38 - pc_page_end_width(page);
    const double span = (double)last + (pc_page_is_alone(page, last) ? 0.8 : 0.5);
    page->column = fmin((page->right - page->left) / (double)n, (most - page->left) / span);
    page->right = page->left + page->column * (double)n;
    for (size_t i = 0; i < n; i++) page->x[i] = page->left + page->column * ((double)i + 0.5);
}

static double widest_tick(const pc_page *page)
{
    const pc_fan *fan = page->fan;
    const double last = pc_ticks_at(&page->ticks, page->ticks.n - 1);
    const double largest = fmax(fabs(last), fabs(page->ticks.first));
    const pc_format format =
        pc_format_ticks(fan->unit, fan->currency, page->ticks.first, page->ticks.step, largest);
    double widest = 0;
    for (size_t i = 0; i < page->ticks.n; i++) {
        char shown[PC_SHOWN_SIZE];
        pc_format_write(shown, &format, pc_ticks_at(&page->ticks, i), false);
        widest = fmax(widest, pc_board_width(&page->board, shown, &page->board.theme->figure));
    }
    return widest;
}

void pc_fan_layout(pc_list *list, const pc_fan *fan, const pc_measure *measure,
                   const pc_theme *theme)
{
    pc_page *page = PC_NEW(list->arena, pc_page);
    if (!page) return;
    *page = (pc_page) {
        .fan = fan,
        .board = { .arena = list->arena, .list = list, .measure = measure, .theme = theme },
        .x = PC_NEW_ARRAY(list->arena, double, fan->n_years)
    };
    if (!page->x) return;
    set_frame(page);
    set_scale(page);
    page->left = MARGIN + fmax(62, widest_tick(page) + 14);
    set_columns(page);
    pc_page_heads(page);
    pc_page_axes(page);
    pc_page_bands(page);
    pc_page_cases(page);
    pc_page_labels(page);
    pc_page_dots(page);
    pc_page_names(page);
    pc_page_strip(page);
}
