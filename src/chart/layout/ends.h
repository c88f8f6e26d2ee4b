/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_ENDS_H
#define PC_CHART_ENDS_H

#include "chart/layout/scale.h"

/** Figures beside the end of a plot, each at its height; moved apart, with a leader where one
 *  had to give way by much. */
typedef struct pc_end {
    const char *role, *text;
    double value, half_digit;
    double wanted_y;
    uint32_t colour;
    pc_type type;
} pc_end;

enum { PC_ENDS = 12 };

double pc_ends_width(const pc_board *board, const pc_end *ends, size_t n);

/** x: where the plot's marks end; they stay between top and bottom. n <= PC_ENDS */
void pc_ends_draw(pc_board *board, const pc_end *ends, size_t n, const pc_scale *scale,
                  double x, double top, double bottom);

#endif
