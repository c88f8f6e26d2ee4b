/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/roi/roi.h"

#include "chart/layout/dots.h"
#include "chart/layout/heads.h"

#include <math.h>

enum { HEAD = 656, FLOOR = 776, ROOM = 104, PARKED = 1156, COUNTS = 1544 };

/* Months are counted in twelfths of the year: 12, 6, 3 or 1 to the tick, whole years when there
 * are many. */
static pc_ticks month_ticks(int months, double width)
{
    static const int steps[] = { 1, 3, 6, 12, 24, 60, 120 };
    int step = 120;
    for (size_t i = sizeof steps / sizeof *steps; i-- > 0;)
        if (width / ((double)months / steps[i]) >= 84) step = steps[i];
    return (pc_ticks) { 0, step, (size_t)(months / step) + 1 };
}

static void add_head(pc_board *board, const pc_roi *roi, double left)
{
    const char *text = pc_arena_printf(
        board->arena,
        "Payback on the gross margin it adds: month in each of %d equally likely "
        "futures",
        (int)PC_ROI_DOTS);
    (void)roi;
    pc_board_label(board, &(pc_label) { .role = "panel-head",
                                        .text = text ? text : "",
                                        .at = { left, HEAD },
                                        .type = board->theme->label_bold,
                                        .colour = board->theme->ink });
}

static void add_counts(pc_board *board, const pc_roi *roi)
{
    const char *within =
        pc_arena_printf(board->arena, "pay back within %d months", roi->results->months);
    pc_dots_count(board, true, roi->n_payback, PC_ROI_DOTS, within ? within : "",
                  (pc_point) { COUNTS, 686 }, PC_END);
    pc_dots_count(board, false, PC_ROI_DOTS - roi->n_payback, PC_ROI_DOTS, "never do",
                  (pc_point) { COUNTS, 758 }, PC_END);
}

void pc_roi_payback(pc_board *board, const pc_roi *roi, double left, double right)
{
    const pc_scale months = { 0, roi->results->months, left, right,
                              month_ticks(roi->results->months, right - left) };
    const pc_dots dots = { .values = roi->payback,
                           .n = roi->n_payback,
                           .n_none = PC_ROI_DOTS - roi->n_payback,
                           .none_name = "never",
                           .aim = (double)NAN,
                           .floor = FLOOR - 3,
                           .room = ROOM,
                           .largest = 24,
                           .parked = { PARKED, FLOOR - 3 } };
    pc_list_group(board->list, "payback", NULL);
    add_head(board, roi, left);
    pc_dots_draw(board, &months, &dots);
    pc_scale_draw_below(board, &months, PC_UNIT_MONTHS, NULL, FLOOR);
    add_counts(board, roi);
    pc_list_group_end(board->list);
}
