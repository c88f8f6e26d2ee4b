/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Horizontal grid, ticks, years. No box, no vertical grid. */
#include "chart/kinds/fan/page.h"

#include <math.h>

static double snap(double y)
{
    return floor(y + 0.5) + 0.5;
}

/* The unit stands on the top tick only; where that is zero, on the lowest. */
static size_t tick_with_unit(const pc_page *page)
{
    return pc_ticks_at(&page->ticks, page->ticks.n - 1) > 0 ? page->ticks.n - 1 : 0;
}

static void add_tick(pc_page *page, const pc_format *format, size_t i)
{
    const double value = pc_ticks_at(&page->ticks, i), y = snap(pc_page_y(page, value));
    const bool is_zero = value == 0;
    char shown[PC_SHOWN_SIZE];
    pc_format plain = *format;
    if (is_zero) plain.decimals = 0;
    pc_list_line(page->board.list, is_zero ? "zero" : "grid", (pc_point) { page->left, y },
                 (pc_point) { page->right, y },
                 is_zero ? pc_stroke(page->board.theme->zero, 1.5)
                         : pc_stroke(page->board.theme->grid, 1.25));
    pc_board_label(
        &page->board,
        &(pc_label) { .role = "tick",
                      .text = pc_format_write(shown, &plain, value, i != tick_with_unit(page)),
                      .at = { page->left - 14, y + 7 },
                      .type = page->board.theme->figure,
                      .anchor = PC_END,
                      .colour = page->board.theme->ink2,
                      .value = value,
                      .half_digit = pc_format_half_digit(format) });
}

static void add_year_marks(pc_page *page)
{
    const double y = snap(page->bottom);
    const pc_paint paint = pc_stroke(page->board.theme->axis, 1.5);
    pc_list_line(page->board.list, "axis", (pc_point) { page->left, y },
                 (pc_point) { page->right, y }, paint);
    const size_t n = page->fan->n_years, every = page->column < 14 ? 10 : 1;
    for (size_t i = 0; i <= n; i++) {
        if ((n - i) % every != 0) continue; /* a comb of a hundred years says nothing */
        const double x = floor(page->left + page->column * (double)i) + 0.5;
        pc_list_line(page->board.list, "axis", (pc_point) { x, y }, (pc_point) { x, y + 8 },
                     paint);
    }
}

void pc_page_axes(pc_page *page)
{
    const pc_fan *fan = page->fan;
    const double last = pc_ticks_at(&page->ticks, page->ticks.n - 1);
    const pc_format format =
        pc_format_ticks(fan->unit, fan->currency, page->ticks.first, page->ticks.step,
                        fmax(fabs(last), fabs(page->ticks.first)));
    pc_list_group(page->board.list, "axis", NULL);
    for (size_t i = 0; i < page->ticks.n; i++) add_tick(page, &format, i);
    add_year_marks(page);
    pc_list_group_end(page->board.list);
}
