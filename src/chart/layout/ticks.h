/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_TICKS_H
#define PC_CHART_TICKS_H

#include <stddef.h>

/** Evenly spaced places on an axis: first, first + step, ... (n of them, at least 2). */
typedef struct pc_ticks {
    double first, step;
    size_t n;
} pc_ticks;

/** Which steps count as nice, the nicest first. */
typedef struct pc_nice {
    const double *q;
    size_t n;
    int most_skips; /* labels may stand at every j-th multiple, j up to this */
} pc_nice;
extern const pc_nice pc_nice_all;   /* 1 5 2 2.5 4 3: the published set */
extern const pc_nice pc_nice_money; /* 1 5 2 2.5: money and counts take no steps of 3 or 4 */

/**
 * Extended Wilkinson ticks (Talbot, Lin and Hanrahan 2010): the best of simplicity, coverage
 * and density for about m labels over [low, high].
 * @param low, high  finite; equal ones are set apart by a tenth, or by 1 at zero
 */
pc_ticks pc_ticks_for(double low, double high, double m, pc_nice nice);

double pc_ticks_at(const pc_ticks *ticks, size_t i);

#endif
