/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opaque nested bands, the widest first, the median, and what the plan states. Yearly values
 * are joined straight: nothing is known between them. A year without neighbours is a bar. */
#include "chart/kinds/fan/page.h"

#include <math.h>

static const struct band {
    const char *role;
    int low, high;
} bands[] = { { "band-90", PC_FAN_5, PC_FAN_95 },
              { "band-80", PC_FAN_10, PC_FAN_90 },
              { "band-50", PC_FAN_25, PC_FAN_75 } };

static uint32_t colour_of(const pc_page *page, size_t band)
{
    const uint32_t colours[] = { page->board.theme->band_90, page->board.theme->band_80,
                                 page->board.theme->band_50 };
    return colours[band];
}

static pc_point at(const pc_page *page, size_t year, int quantile)
{
    return (pc_point) { pc_years_middle(&page->years, year),
                        pc_scale_at(&page->y, page->fan->years[year].q[quantile]) };
}

static void add_bar(pc_page *page, size_t year)
{
    const double half = pc_page_half_bar(page), x = pc_years_middle(&page->years, year);
    for (size_t b = 0; b < 3 && pc_fan_has_bands(page->fan); b++) {
        const pc_box box = { x - half, at(page, year, bands[b].high).y, x + half,
                             at(page, year, bands[b].low).y };
        pc_list_rect(page->board.list, bands[b].role, box, pc_fill(colour_of(page, b)));
    }
    const double y = at(page, year, PC_FAN_50).y;
    pc_list_line(page->board.list, "median", (pc_point) { x - half, y },
                 (pc_point) { x + half, y }, pc_stroke(page->board.theme->median, 3.5));
}

/* The years first .. last, all with a band. */
static void add_run(pc_page *page, size_t first, size_t last)
{
    const size_t n = last - first + 1;
    pc_point *points = PC_NEW_ARRAY(page->board.arena, pc_point, 2 * n);
    if (!points) return;
    for (size_t b = 0; b < 3 && pc_fan_has_bands(page->fan); b++) {
        for (size_t i = 0; i < n; i++) {
            points[i] = at(page, first + i, bands[b].high);
            points[2 * n - 1 - i] = at(page, first + i, bands[b].low);
        }
        pc_list_path(page->board.list, bands[b].role, points, 2 * n, true,
                     pc_fill(colour_of(page, b)));
    }
    for (size_t i = 0; i < n; i++) points[i] = at(page, first + i, PC_FAN_50);
    pc_list_path(page->board.list, "median", points, n, false,
                 pc_stroke(page->board.theme->median, 3.5));
}

static void add_bands(pc_page *page)
{
    const pc_fan_year *years = page->fan->years;
    for (size_t i = 0; i < page->fan->n_years; i++) {
        size_t last = i;
        if (!years[i].has_band) continue;
        while (last + 1 < page->fan->n_years && years[last + 1].has_band) last++;
        if (last == i)
            add_bar(page, i);
        else
            add_run(page, i, last);
        i = last;
    }
}

/* Where a return covers its cost, across the fan. */
static void add_break_even(pc_page *page)
{
    const double value = page->fan->break_even;
    if (!isfinite(value) || value == 0 || value > page->y.high || value < page->y.low) return;
    const double y = floor(pc_scale_at(&page->y, value) + 0.5) + 0.5;
    pc_paint paint = pc_stroke(page->board.theme->ink2, 1.5);
    paint.dash = 5;
    const size_t last = pc_page_last(page);
    const double bar = pc_page_is_alone(page, last) ? pc_page_half_bar(page) : 0;
    pc_list_line(page->board.list, "break-even", (pc_point) { page->years.left, y },
                 (pc_point) { pc_years_middle(&page->years, last) + bar + 10, y }, paint);
}

static void add_medians(pc_page *page)
{
    const pc_paint paint = { (int32_t)page->board.theme->median,
                             (int32_t)page->board.theme->paper, 2, 0 };
    for (size_t i = 0; i < page->fan->n_years; i++)
        if (page->fan->years[i].has_band && !pc_page_is_alone(page, i) &&
            page->years.column > 40)
            pc_list_circle(page->board.list, "median", at(page, i, PC_FAN_50), 6, paint,
                           page->fan->years[i].q[PC_FAN_50]);
}

/* A figure beyond the scale is marked at the edge; its label says so. */
void pc_page_plan(pc_page *page)
{
    for (size_t i = 0; i < page->fan->n_years; i++) {
        const double stated = page->fan->years[i].metric->stated;
        if (!isfinite(stated)) continue;
        const double y = pc_scale_within(&page->y, stated);
        pc_board_diamond(&page->board, (pc_point) { pc_years_middle(&page->years, i), y },
                         page->years.column > 60 ? 10 : 7);
        pc_board_take(&page->board, (pc_box) { pc_years_middle(&page->years, i) - 12, y - 12,
                                               pc_years_middle(&page->years, i) + 12, y + 12 });
    }
}

void pc_page_bands(pc_page *page)
{
    pc_list_group(page->board.list, "fan", NULL);
    add_bands(page);
    add_break_even(page);
    add_medians(page);
    pc_list_group_end(page->board.list);
}
