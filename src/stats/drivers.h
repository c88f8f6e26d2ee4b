/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_STATS_DRIVERS_H
#define PC_STATS_DRIVERS_H

#include "stats/statistics.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * What drives a figure: squared rank correlations with its inputs, normalised, each share with
 * a standard error (docs/model/drivers.md).
 */

/** Most values that are ranked: positions are small numbers. */
enum { PC_RANKS_MAX = 8192 };

/** The order of n values. rank2[i] is twice the mean position (from 1) of value i and those
 *  equal to it, less 1: rank2 / (2 n) is the share below it, ties counted half. */
typedef struct pc_ranks {
    size_t n;
    uint16_t *order; /* indices of the values, ascending */
    uint16_t *rank2;
    bool has_ties;
} pc_ranks;

/** Room for sorting. */
typedef struct pc_rank_work {
    uint64_t keys[2][PC_RANKS_MAX];
    uint16_t ids[2][PC_RANKS_MAX];
} pc_rank_work;

/** Ranks values[0..n-1], none NaN, n <= PC_RANKS_MAX. out's arrays are the caller's. */
void pc_rank(pc_ranks *out, const double *values, size_t n, pc_rank_work *work);

/** The ranks of a part: place[i] is the new index of value i, or PC_RANK_NONE. */
enum { PC_RANK_NONE = UINT16_MAX };
void pc_rank_part(pc_ranks *out, const pc_ranks *whole, const uint16_t *place, size_t n);

/** One input: its draws are columns first .. first + n - 1. */
typedef struct pc_driver_in {
    const pc_ranks *columns;
    size_t n;
    bool is_assumed;
} pc_driver_in;

/** Doubles that pc_drivers_of needs. */
size_t pc_drivers_work(size_t n_inputs, size_t n_trials);

/**
 * Shares of the inputs in what drives y. All ranks are of the same trials.
 * @param shares   one an input; they sum to 1
 * @param assumed  the share of the inputs that are assumed
 * @return the sum of squared rank correlations; 0 (and no shares) when none stands out from
 *         what chance gives
 */
double pc_drivers_of(pc_figure *shares, pc_figure *assumed, const pc_ranks *y,
                     const pc_driver_in *inputs, size_t n_inputs, double *work);

#endif
