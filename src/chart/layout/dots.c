/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/dots.h"

#include "chart/layout/stack.h"

#include <math.h>

enum { SMALLEST = 6, MOST = 64, PARKED_COLUMNS = 4 };

static bool is_met(const pc_dots *dots, double value)
{
    return !isfinite(dots->aim) || (value >= dots->aim) != dots->lower_is_better;
}

size_t pc_dots_met(const pc_dots *dots)
{
    size_t n = 0;
    for (size_t i = 0; i < dots->n; i++) n += is_met(dots, dots->values[i]);
    return n;
}

static pc_paint paint_of(const pc_board *board, bool met, double size)
{
    if (met) return pc_fill(board->theme->median);
    return (pc_paint) { (int32_t)board->theme->paper, (int32_t)board->theme->target,
                        fmin(3, fmax(1.5, size * 0.1)), 0 };
}

static void add_dot(pc_board *board, const char *role, pc_point at, double size, bool met,
                    double value)
{
    const pc_paint paint = paint_of(board, met, size);
    const double radius = size * 0.44 - (met ? 0 : paint.width / 2);
    pc_list_circle(board->list, role, at, radius, paint, value);
    pc_board_take(
        board, (pc_box) { at.x - size / 2, at.y - size / 2, at.x + size / 2, at.y + size / 2 });
}

static double park(pc_board *board, const pc_dots *dots, double size)
{
    if (dots->n_none == 0) return 0;
    const size_t rows = (size_t)fmax(1, floor(dots->room / size));
    const size_t columns =
        (size_t)fmax((double)(dots->n_none < PARKED_COLUMNS ? dots->n_none : PARKED_COLUMNS),
                     ceil((double)dots->n_none / (double)rows));
    size_t highest = 0;
    for (size_t i = 0; i < dots->n_none; i++) {
        const size_t row = i / columns, column = i % columns;
        const pc_point at = { dots->parked_x + size * ((double)column + 0.5),
                              dots->floor_y - size * ((double)row + 0.5) };
        add_dot(board, "dot-none", at, size, false, (double)NAN);
        highest = row + 1;
    }
    pc_board_label(board, &(pc_label) { .role = "none-name",
                                        .text = dots->none_name,
                                        .at = { dots->parked_x, dots->floor_y + 32 },
                                        .type = board->theme->label,
                                        .colour = board->theme->target });
    return (double)highest * size;
}

double pc_dots_draw(pc_board *board, const pc_scale *scale, const pc_dots *dots)
{
    double at[MOST];
    int bin[MOST], level[MOST];
    const size_t n = dots->n < MOST ? dots->n : MOST;
    const double start = isfinite(dots->aim) ? dots->aim : n > 0 ? dots->values[n / 2] : 0;
    const double anchor = pc_scale_within(scale, start);
    for (size_t i = 0; i < n; i++) at[i] = pc_scale_within(scale, dots->values[i]);
    const pc_stack stack = pc_stack_fit(at, n, anchor, SMALLEST, dots->largest, dots->room);
    const double size = stack.size, width = size * stack.columns;
    const int fullest = pc_stack_dots(bin, level, at, n, anchor, width);
    for (size_t i = 0; i < n; i++) {
        const bool met = is_met(dots, dots->values[i]);
        const int row = level[i] / stack.columns, column = level[i] % stack.columns;
        const pc_point centre = { anchor + width * bin[i] + size * (column + 0.5),
                                  dots->floor_y - size * (row + 0.5) };
        add_dot(board, met ? "dot-meets" : "dot-short", centre, size, met, dots->values[i]);
    }
    const int rows = (fullest + stack.columns - 1) / stack.columns;
    return fmax(rows * size, park(board, dots, size));
}

void pc_dots_count(pc_board *board, bool met, size_t n, size_t of, const char *words,
                   pc_point at, pc_anchor anchor)
{
    const pc_theme *theme = board->theme;
    const char *count = pc_arena_printf(board->arena, "About %zu of %zu", n, of);
    pc_board_label(board, &(pc_label) { .role = met ? "count-meets" : "count-short",
                                        .text = count ? count : "",
                                        .at = at,
                                        .type = theme->big,
                                        .anchor = anchor,
                                        .colour = met ? theme->median : theme->target,
                                        .halo = true });
    pc_board_label(board, &(pc_label) { .role = "count-words",
                                        .text = words,
                                        .at = { at.x, at.y + 29 },
                                        .type = theme->label,
                                        .anchor = anchor,
                                        .colour = theme->ink2,
                                        .halo = true });
}
