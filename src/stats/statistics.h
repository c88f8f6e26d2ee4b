/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_STATS_STATISTICS_H
#define PC_STATS_STATISTICS_H

#include "stats/tally.h"

/** A figure with its standard error. NAN: there is none. */
typedef struct pc_figure {
    double value, se;
} pc_figure;

enum {
    PC_N_SUMMARY_QUANTILES = 7, /* 5, 10, 25, 50, 75, 90, 95 % */
    PC_N_FINE_QUANTILES = 199,  /* 0.5 %, 1 %, ... 99.5 % */
};

/**
 * What a run says of a metric, in the tally's own unit. Formulas and standard errors:
 * docs/model/statistics.md. Undefined trials are left out, or rank above all as "never"; then
 * mean, sd and cvar are NAN and a quantile that is never is NAN.
 */
typedef struct pc_statistics {
    pc_figure mean, sd, quantiles[PC_N_SUMMARY_QUANTILES];
    pc_figure cvar5, cvar95; /* mean of the lowest, of the highest 5 % of trials */
    double min, max;
    double fine[PC_N_FINE_QUANTILES];
    pc_figure undefined; /* share of trials */
    /* Lowest trials at the minimum, in the bins of 5, 50, 95 %, at the maximum; UINT64_MAX:
     * none */
    uint64_t min_trial, p5_trial, p50_trial, p95_trial, max_trial;
} pc_statistics;

/**
 * @param tally the whole run: all blocks closed, all workers merged
 * @param sums  of its blocks, added in order
 * @return false without memory
 */
bool pc_statistics_of(pc_statistics *out, const pc_tally *tally, pc_sums sums);

/** The statistics of a number that is the same in every trial; NAN: undefined in every one. */
void pc_statistics_of_constant(pc_statistics *out, double value);

/** The share of n trials in which something held. With none or all of them the standard error
 * is that of Laplace's rule of succession, about 1/n, not 0: what was not seen is not
 * impossible. */
pc_figure pc_share_of_trials(uint64_t n_held, uint64_t n);

#endif
