/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named cases: a line each, told apart by the shape of its marks and its dashes as well as by
 * its colour; their names stand at the end (page_labels.c). */
#include "chart/kinds/fan/page.h"

#include <assert.h>
#include <math.h>

static pc_point place(const pc_page *page, const pc_fan_case *line, size_t year)
{
    const double value = fmin(page->y.high, fmax(page->y.low, line->values[year]));
    return (pc_point) { pc_years_middle(&page->years, year), pc_scale_at(&page->y, value) };
}

static void add_mark(pc_page *page, size_t k, pc_point c, double value)
{
    const pc_theme *theme = page->board.theme;
    const pc_paint paint = { (int32_t)theme->paper, (int32_t)theme->plan[k + 1], 2.5, 0 };
    const double r = 6;
    const pc_point square[] = {
        { c.x - r, c.y - r }, { c.x + r, c.y - r }, { c.x + r, c.y + r }, { c.x - r, c.y + r }
    };
    const pc_point up[] = { { c.x, c.y - r - 1 },
                            { c.x + r + 1, c.y + r },
                            { c.x - r - 1, c.y + r } };
    if (k == 0)
        pc_list_path(page->board.list, "case-mark", square, 4, true, paint);
    else if (k == 1)
        pc_list_path(page->board.list, "case-mark", up, 3, true, paint);
    else
        pc_list_circle(page->board.list, "case-mark", c, r, paint, value);
}

static void add_line(pc_page *page, size_t k)
{
    static const double dashes[PC_FAN_CASES] = { 9, 4, 0 };
    assert(k < PC_FAN_CASES);
    const pc_fan_case *line = &page->fan->cases[k];
    pc_paint paint = pc_stroke(page->board.theme->plan[k + 1], 2.5);
    paint.dash = dashes[k];
    for (size_t i = 0; i + 1 < page->fan->n_years; i++)
        if (isfinite(line->values[i]) && isfinite(line->values[i + 1]))
            pc_list_line(page->board.list, "case", place(page, line, i),
                         place(page, line, i + 1), paint);
    for (size_t i = 0; i < page->fan->n_years; i++)
        if (isfinite(line->values[i]) && page->years.column > 40)
            add_mark(page, k, place(page, line, i), line->values[i]);
}

void pc_page_cases(pc_page *page)
{
    if (page->fan->n_cases == 0) return;
    pc_list_group(page->board.list, "cases", NULL);
    for (size_t k = 0; k < page->fan->n_cases; k++) add_line(page, k);
    pc_list_group_end(page->board.list);
}

void pc_page_case_key(pc_page *page, double y)
{
    enum { RIGHT = 1190, SIGN = 24, GAP = 30 };
    const pc_fan *fan = page->fan;
    const pc_type *type = &page->board.theme->small;
    double x = page->years.left;
    bool any = false;
    for (size_t k = 0; k < fan->n_cases; k++)
        any |= fan->cases[k].short_title != fan->cases[k].title;
    for (size_t k = 0; any && k < fan->n_cases; k++) {
        const double room = (RIGHT - x) / (double)(fan->n_cases - k) - SIGN - GAP;
        const char *text = pc_board_fit(&page->board, fan->cases[k].title, type, room);
        add_mark(page, k, (pc_point) { x + 8, y - 7 }, (double)NAN);
        pc_board_label(&page->board, &(pc_label) { .role = "key",
                                                   .text = text,
                                                   .at = { x + SIGN, y },
                                                   .type = *type,
                                                   .colour = page->board.theme->ink });
        x += SIGN + pc_board_width(&page->board, text, type) + GAP;
    }
}
