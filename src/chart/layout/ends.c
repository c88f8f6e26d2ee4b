/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/ends.h"

#include "chart/layout/spread.h"

#include <assert.h>
#include <math.h>

enum { LINE = 24, GAP = 3, NOTICED = 6, NEAR = 20, FAR = 38 };

double pc_ends_width(const pc_board *board, const pc_end *ends, size_t n)
{
    double width = 0;
    for (size_t i = 0; i < n; i++)
        width = fmax(width, pc_board_width(board, ends[i].text, &ends[i].type));
    return width;
}

/* The zero line is too dark for a halo alone. */
static void clear_zero(pc_board *board, const pc_scale *scale, const pc_label *label)
{
    const pc_box box = pc_label_box(board->measure, label);
    const double zero = pc_scale_at(scale, 0);
    if (!pc_scale_has(scale, 0) || zero < box.y0 - 2 || zero > box.y1 + 2) return;
    pc_list_rect(board->list, "clear", (pc_box) { box.x0 - 4, zero - 2, box.x1 + 4, zero + 3 },
                 pc_fill(board->theme->paper));
}

static void add_end(pc_board *board, const pc_end *end, const pc_scale *scale, double edge,
                    pc_point at)
{
    const pc_label label = { .role = end->role,
                             .text = end->text ? end->text : "", /* memory may be out */
                             .at = { at.x, at.y + 7 },
                             .type = end->type,
                             .colour = end->colour,
                             .halo = true,
                             .value = end->value,
                             .half_digit = end->half_digit };
    if (fabs(at.y - end->wanted_y) > NOTICED)
        pc_list_line(board->list, "leader", (pc_point) { edge + 14, end->wanted_y },
                     (pc_point) { at.x - 5, at.y }, pc_stroke(board->theme->axis, 1.25));
    clear_zero(board, scale, &label);
    pc_board_label(board, &label);
}

void pc_ends_draw(pc_board *board, const pc_end *ends, size_t n, const pc_scale *scale,
                  double x, double top, double bottom)
{
    double y[PC_ENDS] = { 0 }, heights[PC_ENDS] = { 0 };
    bool moved = false;
    assert(n <= PC_ENDS);
    for (size_t i = 0; i < n; i++) {
        y[i] = ends[i].wanted_y;
        heights[i] = LINE;
    }
    pc_spread(y, heights, n, GAP, top, bottom);
    for (size_t i = 0; i < n; i++) moved |= fabs(y[i] - ends[i].wanted_y) > NOTICED;
    for (size_t i = 0; i < n; i++)
        add_end(board, &ends[i], scale, x, (pc_point) { x + (moved ? FAR : NEAR), y[i] });
}
