/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_STACK_H
#define PC_CHART_STACK_H

#include <stddef.h>

/**
 * Puts dots into bins of one dot's size along an axis, and counts them up within each: bins
 * count from the anchor, so that no dot straddles it; a dot on it lies in bin 0.
 * @param bin, level  n each, written: the dot's bin (..., -1, 0, 1, ...) and how many dots
 *                    before it share that bin
 * @param at          n places along the axis, in any order; finite
 * @return the dots of the fullest bin
 */
int pc_stack_dots(int *bin, int *level, const double *at, size_t n, double anchor, double size);

/** How dots are laid into their bins: `columns` of them side by side. */
typedef struct pc_stack {
    double size; /* of a dot with its gap; a bin is columns * size wide */
    int columns;
} pc_stack;

/** Dots as large as `largest`, down to `smallest`, whose fullest bin is at most `room` high;
 * one column where that leaves them large enough to count, up to most_columns where many dots
 * share a value. n <= 64. */
pc_stack pc_stack_fit(const double *at, size_t n, double anchor, double smallest,
                      double largest, double room, int most_columns);

#endif
