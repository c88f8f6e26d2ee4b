/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_DIST_SOLVE_H
#define PC_DIST_SOLVE_H

#include "dist/family.h"

/** A quantile of the gamma or beta distribution in y (math.h, pc_tails) and the logarithm of
 * the density of y there. */
typedef struct pc_root {
    double y, log_slope;
} pc_root;

pc_root pc_solve_gamma(double shape, pc_chance at, pc_near *near);
pc_root pc_solve_beta(double a, double b, pc_chance at, pc_near *near);

#endif
