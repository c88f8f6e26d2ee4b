/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_STATS_RANKING_H
#define PC_STATS_RANKING_H

#include "stats/tally.h"

/**
 * The values of a tally in order, as far as its histogram tells: bins in ascending order, the
 * values of a bin spread evenly over it. An order statistic is within the bin's width of the
 * true one (2^-11, 4.9e-4, relative); the lowest and the highest are exact, and so are whole
 * numbers below 2^12 where all values are whole. "Never" ranks above every value.
 *
 * A value that many trials share (a cap, a budget, nothing) stands in a piece of its own with
 * low == high: at the extremes by exact count, elsewhere where a bin's count stands out from
 * its neighbours' and one repeated value is known in it. Where none is known the bin is
 * blurred.
 */
typedef struct pc_rank_bin {
    double low, high; /* between these its values are spread, inside the run's extremes */
    uint64_t before;  /* values in lower bins */
    uint64_t trial;   /* lowest one in the bin */
    uint32_t count;
    double blur; /* how far a value may be from where it is put, beyond chance; 0: as usual */
} pc_rank_bin;

typedef struct pc_ranking {
    size_t n_bins;
    pc_rank_bin *bins;
    uint64_t n; /* ranks 1 .. n: values, then those that are never */
    uint64_t n_never;
    uint64_t never_trial;
    double min, max;
    uint64_t min_trial, max_trial;
} pc_ranking;

/** False without memory. Released by pc_ranking_clear. */
bool pc_ranking_init(pc_ranking *out, const pc_tally *tally);
void pc_ranking_clear(pc_ranking *ranking);

/** The value of that rank (1 .. n); INFINITY: never. */
double pc_ranking_at(const pc_ranking *ranking, uint64_t rank);

/** The lowest trial of the bin that holds the rank. */
uint64_t pc_ranking_trial(const pc_ranking *ranking, uint64_t rank);

/** Quantile of type 7 (Hyndman and Fan 1996) at p in 0..1: between the order statistics around
 *  rank (n - 1) p + 1. INFINITY: never. NAN when there is nothing. */
double pc_ranking_quantile(const pc_ranking *ranking, double p);

/** The blur of that quantile: the larger one of the two order statistics'. */
double pc_ranking_blur(const pc_ranking *ranking, double p);

/** Sums over the lowest (or highest) `mass` of the n values, a part of one where mass is not
 *  whole: of value - about, and of its square; and of blurs. No value may be never. */
typedef struct pc_tail {
    double sum, sum_sq, blur;
} pc_tail;

pc_tail pc_ranking_tail(const pc_ranking *ranking, double mass, bool highest, double about);

#endif
