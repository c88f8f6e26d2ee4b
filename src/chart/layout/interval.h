/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_INTERVAL_H
#define PC_CHART_INTERVAL_H

#include "chart/layout/scale.h"
#include "partnercast/results.h"

/** A range as a bar: 9 in 10 futures pale, half of them dark, a dot at the median; the colours
 *  are the fan's. */
typedef struct pc_interval {
    double p5, p25, p50, p75, p95; /* finite and rising */
} pc_interval;

/** @return whether the metric has all of them */
bool pc_interval_of(pc_interval *out, const pc_metric *metric);

/** Lies along the scale; across is where it stands on the other axis, width how thick it is. */
void pc_interval_draw(pc_board *board, const pc_scale *scale, const pc_interval *interval,
                      double across, double width, bool is_vertical);

#endif
