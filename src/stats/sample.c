/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column of numbers, measured in two passes: first about 0, then about what that gave. */
#include "partnercast/sample.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool all_finite(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(values[i])) return false;
    return n > 0;
}

/* The mean's rounding is what the deviations from it still have for a mean. */
static double mean_of(const double *values, size_t n)
{
    const double about = gsl_stats_mean(values, 1, n);
    double rest = 0.0;
    for (size_t i = 0; i < n; i++) rest += values[i] - about;
    return about + rest / (double)n;
}

pc_status pc_sample_measure(pc_sample *out, const double *values, size_t n)
{
    if (!all_finite(values, n)) return PC_EUSAGE;
    const double mean = mean_of(values, n);
    const double sd = n > 1 ? gsl_stats_sd_m(values, 1, n, mean) : (double)NAN;
    *out = (pc_sample) { .n = n,
                         .mean = mean,
                         .mean_se = sd / sqrt((double)n),
                         .sd = sd,
                         .autocorrelation =
                             sd > 0.0 ? gsl_stats_lag1_autocorrelation_m(values, 1, n, mean)
                                      : (double)NAN };
    gsl_stats_minmax(&out->min, &out->max, values, 1, n);
    return PC_OK;
}

pc_status pc_sample_quantiles(double *out, const double *p, size_t n_p, const double *values,
                              size_t n)
{
    if (!all_finite(values, n)) return PC_EUSAGE;
    for (size_t i = 0; i < n_p; i++)
        if (!(p[i] >= 0.0 && p[i] <= 1.0)) return PC_EUSAGE;
    double *ordered = n <= SIZE_MAX / sizeof *ordered ? malloc(n * sizeof *ordered) : NULL;
    if (!ordered) return PC_ENOMEM;
    memcpy(ordered, values, n * sizeof *ordered);
    gsl_sort(ordered, 1, n);
    for (size_t i = 0; i < n_p; i++)
        out[i] = gsl_stats_quantile_from_sorted_data(ordered, 1, n, p[i]);
    free(ordered);
    return PC_OK;
}
