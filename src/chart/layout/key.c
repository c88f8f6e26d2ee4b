/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/key.h"

#include <math.h>

double pc_key_add(pc_board *board, pc_key_sign sign, const char *of, double x, double y)
{
    pc_arena *arena = board->arena;
    const char *name = sign == PC_KEY_90       ? pc_arena_printf(arena, "9 in 10 %s", of)
                       : sign == PC_KEY_50     ? pc_arena_printf(arena, "Half of %s", of)
                       : sign == PC_KEY_MEDIAN ? "Median"
                                               : "Plan";
    const pc_theme *theme = board->theme;
    const pc_box swatch = { x, y - 15, x + 26, y + 1 };
    const pc_point middle = { x + 14, y - 7 };
    if (sign == PC_KEY_90) pc_list_rect(board->list, "key", swatch, pc_fill(theme->band_90));
    if (sign == PC_KEY_50) pc_list_rect(board->list, "key", swatch, pc_fill(theme->band_50));
    if (sign == PC_KEY_MEDIAN)
        pc_list_circle(board->list, "key", middle, 7, pc_fill(theme->median), (double)NAN);
    if (sign == PC_KEY_PLAN) pc_board_diamond(board, middle, 8);
    pc_board_label(board, &(pc_label) { .role = "key",
                                        .text = name,
                                        .at = { x + 34, y },
                                        .type = theme->small,
                                        .colour = theme->ink });
    return x + 34 + pc_board_width(board, name, &theme->small) + 26;
}
