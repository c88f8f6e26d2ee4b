/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_BOARD_H
#define PC_CHART_BOARD_H

#include "chart/layout/list.h"

/** Where every kind of chart is laid out: the list, whoever measures, the theme, and the room
 *  that labels have taken. */

enum { PC_BOARD_TAKEN = 640 }; /* a century of years in a table, and dots */

typedef struct pc_board {
    pc_arena *arena; /* of texts */
    pc_list *list;
    const pc_measure *measure;
    const pc_theme *theme;
    pc_box taken[PC_BOARD_TAKEN]; /* what labels must keep clear of */
    size_t n_taken;
} pc_board;

void pc_board_take(pc_board *board, pc_box box);
bool pc_board_is_free(const pc_board *board, pc_box box, double margin);

/** Adds the label and takes its room. */
void pc_board_label(pc_board *board, const pc_label *label);
/** The label shortened with an ellipsis until it is at most `width` wide. */
const char *pc_board_fit(pc_board *board, const char *text, const pc_type *type, double width);
double pc_board_width(const pc_board *board, const char *text, const pc_type *type);

pc_paint pc_fill(uint32_t colour);
pc_paint pc_stroke(uint32_t colour, double width);
/** A plan or target: a hollow diamond. */
void pc_board_diamond(pc_board *board, pc_point centre, double half);
/** The one line that stands where a picture would, when there is nothing to draw. */
void pc_board_empty(pc_board *board, const char *text);

#endif
