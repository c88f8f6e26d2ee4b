/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The metalog through any number of quantiles; within dist only. */
#ifndef PC_DIST_QUANTILES_H
#define PC_DIST_QUANTILES_H

#include "dist/family.h"

/** Its value on the unbounded scale, and p (1 - p) times its slope there: dM/dL. */
typedef struct pc_curve {
    double value, rise;
} pc_curve;

/** The coefficients through all quantiles of spec but one (`without` = spec->n: through all).
 * False when they are too close to each other for as many terms. */
bool pc_quantiles_fit(double a[PC_METALOG_TERMS], const pc_dist_spec *spec, size_t without);

/** The curve at a probability; l = log(p / q). */
pc_curve pc_quantiles_curve(const double *a, pc_chance at, double l);

/** Whether it rises everywhere; if not, *where is a probability at which it falls. */
bool pc_quantiles_rise(const double a[PC_METALOG_TERMS], double *where);

/** Checks the quantiles of a metalog: in order, inside the bounds, feasible; the words name the
 *  quantile that stands out. */
bool pc_quantiles_check(const pc_dist_spec *spec, pc_dist_problem *problem);

#endif
