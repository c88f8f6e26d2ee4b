/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/interval.h"

#include <math.h>

bool pc_interval_of(pc_interval *out, const pc_metric *metric)
{
    static const pc_stat stats[] = { PC_P5, PC_P25, PC_P50, PC_P75, PC_P95 };
    double before = -(double)INFINITY;
    if (!metric) return false;
    for (size_t i = 0; i < sizeof stats / sizeof *stats; i++) {
        const double value = metric->stats[stats[i]].value;
        if (!isfinite(value) || value < before) return false;
        before = value;
    }
    *out = (pc_interval) { metric->stats[PC_P5].value, metric->stats[PC_P25].value,
                           metric->stats[PC_P50].value, metric->stats[PC_P75].value,
                           metric->stats[PC_P95].value };
    return true;
}

static void add_bar(pc_board *board, const char *role, const pc_scale *scale, double low,
                    double high, double across, double width, bool is_vertical, uint32_t colour)
{
    const double a = pc_scale_within(scale, low), b = pc_scale_within(scale, high);
    const double from = fmin(a, b), to = fmax(a, b), half = width / 2;
    const pc_box box = is_vertical ? (pc_box) { across - half, from, across + half, to }
                                   : (pc_box) { from, across - half, to, across + half };
    pc_list_rect(board->list, role, box, pc_fill(colour));
}

void pc_interval_draw(pc_board *board, const pc_scale *scale, const pc_interval *i,
                      double across, double width, bool is_vertical)
{
    const pc_theme *theme = board->theme;
    const double median = pc_scale_within(scale, i->p50);
    const double radius = fmin(8, fmax(5, width * 0.4));
    const pc_paint dot = { (int32_t)theme->median, (int32_t)theme->paper, 2, 0 };
    const pc_point at =
        is_vertical ? (pc_point) { across, median } : (pc_point) { median, across };
    add_bar(board, "range-90", scale, i->p5, i->p95, across, width, is_vertical,
            theme->band_90);
    add_bar(board, "range-50", scale, i->p25, i->p75, across, width, is_vertical,
            theme->band_50);
    pc_list_circle(board->list, "range-median", at, radius, dot, i->p50);
}
