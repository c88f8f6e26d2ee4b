/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_DIST_FIT_H
#define PC_DIST_FIT_H

#include "dist/dist.h"

/** Families that can be fitted, in the order in which equal fits are preferred. */
typedef enum pc_fit_family {
    PC_FIT_NORMAL,
    PC_FIT_LOGNORMAL,
    PC_FIT_GAMMA,
    PC_FIT_WEIBULL,
    PC_FIT_EXPONENTIAL,
    PC_FIT_BETA,
    PC_N_FITS
} pc_fit_family;
extern const char *const pc_fit_names[PC_N_FITS];

enum { PC_FIT_LEAST = 10 }; /* fewer observations say too little */

/** A family fitted by maximum likelihood. */
typedef struct pc_fit {
    pc_fit_family family;
    pc_dist_spec spec; /* not truncated */
    double stated[2];  /* its parameters as a scenario states them: a lognormal's median */
    double log_likelihood;
    double aic; /* 2 parameters - 2 log likelihood: the smaller, the better */
    double ks;  /* Kolmogorov-Smirnov distance of data and fit, 0..1 */
} pc_fit;

/**
 * Fits the family (formulas and sources: docs/model/data.md).
 * @param sorted  n finite values, ascending
 * @return false with the reason in *problem: too few values, all the same, values where the
 *         family has none, parameters that no distribution of ours has; or without memory
 *         (problem->text is "" then)
 */
bool pc_fit_family_to(pc_fit *out, pc_fit_family family, const double *sorted, size_t n,
                      pc_dist_problem *problem);

#endif
