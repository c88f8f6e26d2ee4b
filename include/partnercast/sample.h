/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_SAMPLE_H
#define PARTNERCAST_SAMPLE_H

#include "partnercast/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Statistics of a column of numbers, as of a column that `run --trials-csv` wrote. A run's own
 * statistics are in pc_metric: they need no column in memory.
 */
typedef struct pc_sample {
    size_t n;
    double mean, mean_se;   /* sd / sqrt(n) */
    double sd;              /* divides by n - 1; NAN of one value */
    double autocorrelation; /* of neighbours (lag 1); NAN where all values are equal */
    double min, max;
} pc_sample;

/**
 * Measures n finite values, in their order. Thread-safe; the values stay as they are.
 * @return PC_OK; PC_EUSAGE: none, or one that is not finite. *out counts only with PC_OK
 */
pc_status pc_sample_measure(pc_sample *out, const double *values, size_t n);

/**
 * Quantiles of type 7 (Hyndman and Fan 1996: linear between order statistics, as R and numpy
 * have them by default).
 * @param out    n_p values, for
 * @param p      n_p probabilities, 0 to 1
 * @param values n finite values in any order
 * @return PC_OK; PC_EUSAGE: no values, one not finite, a p out of range; PC_ENOMEM
 */
pc_status pc_sample_quantiles(double *out, const double *p, size_t n_p, const double *values,
                              size_t n);

#ifdef __cplusplus
}
#endif

#endif
