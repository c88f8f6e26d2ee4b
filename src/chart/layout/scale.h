/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_SCALE_H
#define PC_CHART_SCALE_H

#include "chart/layout/board.h"
#include "chart/layout/ticks.h"
#include "chart/text/format.h"

/** A straight scale between values and places on the canvas, and the axes drawn from it. */
typedef struct pc_scale {
    double low, high; /* values at the places from and to */
    double from, to;
    pc_ticks ticks;
} pc_scale;

/** A scale over [low, high] with about m ticks; the ends give way to ticks that lie a little
 *  outside. Equal ends are set apart. */
pc_scale pc_scale_for(double low, double high, double m, double from, double to);

double pc_scale_at(const pc_scale *scale, double value);
/** The same, at the nearer end for values outside. */
double pc_scale_within(const pc_scale *scale, double value);
bool pc_scale_has(const pc_scale *scale, double value);

/** Ticks of money and the like need a unit; they share one suffix. */
pc_format pc_scale_format(const pc_scale *scale, pc_unit unit, const char *currency);

/** How wide the widest tick label of a vertical axis is. */
double pc_scale_width(pc_board *board, const pc_scale *scale, pc_unit unit,
                      const char *currency);

/** Grid lines from left to right with labels at their left; the unit stands on the top one. */
void pc_scale_draw_left(pc_board *board, const pc_scale *scale, pc_unit unit,
                        const char *currency, double left, double right);

/** An axis line at height y with ticks and labels under it, each with its unit; labels that
 *  would touch are left out. */
void pc_scale_draw_below(pc_board *board, const pc_scale *scale, pc_unit unit,
                         const char *currency, double y);

/** Small ticks with labels at the left of a vertical line at x, those between the heights top
 *  and bottom; labels that would touch are left out. */
void pc_scale_draw_beside(pc_board *board, const pc_scale *scale, pc_unit unit,
                          const char *currency, double x, double top, double bottom);

#endif
