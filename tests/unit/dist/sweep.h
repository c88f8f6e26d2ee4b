/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions from everyday to awkward, for tests of tables. */
#ifndef PC_TESTS_DIST_SWEEP_H
#define PC_TESTS_DIST_SWEEP_H

#include "tests/unit/dist/make.h"

#define INF INFINITY

static const struct {
    pc_dist_spec spec;
    const char *why;
} sweep[] = {
    { { PC_NORMAL, { 0, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "normal" },
    { { PC_NORMAL, { 1e9, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "nine digits before the spread begins" },
    { { PC_NORMAL, { 0, 1 }, -INF, INF, 5, INF, NULL, NULL, 0 }, "normal, only its tail" },
    { { PC_NORMAL, { 0, 1 }, -INF, INF, -1, 1e-6, NULL, NULL, 0 },
      "normal, cut in the middle" },
    { { PC_NORMAL, { 1, 0.2 }, -INF, INF, 0, INF, NULL, NULL, 0 },
      "normal, cut where little is" },
    { { PC_LOGNORMAL, { 0, 0.01 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "lognormal, narrow" },
    { { PC_LOGNORMAL, { 14.9, 0.198 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "a yearly revenue" },
    { { PC_LOGNORMAL, { 11, 0.8 }, -INF, INF, -INF, 5e5, NULL, NULL, 0 }, "deals with a cap" },
    { { PC_LOGNORMAL, { 0, 3 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "lognormal, wide" },
    { { PC_UNIFORM, { 2, 5 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "uniform" },
    { { PC_UNIFORM, { -2, 5 }, -INF, INF, 0, 1, NULL, NULL, 0 }, "uniform, cut" },
    { { PC_TRIANGULAR, { 1, 2, 5 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "triangular" },
    { { PC_TRIANGULAR, { 1, 1, 5 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "triangular, mode at the end" },
    { { PC_TRIANGULAR, { 1, 2, 5 }, -INF, INF, 1.5, 4, NULL, NULL, 0 }, "triangular, cut" },
    { { PC_PERT, { 0.1, 0.12, 0.15, 4 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "a referral fee" },
    { { PC_PERT, { 0, 0, 1, 100 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "pert, mode at the end" },
    { { PC_PERT, { 100, 130, 250, 0.5 }, -INF, INF, 120, 200, NULL, NULL, 0 }, "pert, cut" },
    { { PC_BETA, { 1, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "beta, flat" },
    { { PC_BETA, { 0.5, 0.5 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "beta, arcsine" },
    { { PC_BETA, { 0.1, 50 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "beta, nearly always 0" },
    { { PC_BETA, { 0.05, 0.6 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "beta, many tiny values" },
    { { PC_BETA, { 1000, 2000 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "beta, narrow" },
    { { PC_BETA, { 2, 5 }, -INF, INF, 0.6, INF, NULL, NULL, 0 }, "beta, only its tail" },
    { { PC_GAMMA, { 0.05, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "gamma, mostly tiny" },
    { { PC_GAMMA, { 0.3, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "gamma, small shape" },
    { { PC_GAMMA, { 0.8, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "productivity" },
    { { PC_GAMMA, { 0.8, 1 }, -INF, INF, 0.01, 3, NULL, NULL, 0 }, "productivity, cut" },
    { { PC_GAMMA, { 5, 2 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "a share's weight" },
    { { PC_GAMMA, { 200, 2 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "gamma, nearly normal" },
    { { PC_GAMMA, { 10000, 2 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "gamma, large shape" },
    { { PC_LOW_MID_HIGH, { 10, 12, 15 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "low/mid/high" },
    { { PC_LOW_MID_HIGH, { 1.6, 2.4, 3.4 }, 0, INF, -INF, INF, NULL, NULL, 0 }, "a growth" },
    { { PC_LOW_MID_HIGH, { 0.1, 0.12, 0.15 }, 0, 1, -INF, INF, NULL, NULL, 0 }, "a fraction" },
    { { PC_LOW_MID_HIGH, { 1, 30, 1000 }, 0, INF, -INF, 1e4, NULL, NULL, 0 },
      "low/mid/high, wide and cut" },
    { { PC_LOW_MID_HIGH, { 10, 10.65, 15 }, -INF, INF, -INF, INF, NULL, NULL, 0 },
      "low/mid/high, just feasible" },
    { { PC_EXPONENTIAL, { 3 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "exponential" },
    { { PC_EXPONENTIAL, { 3 }, -INF, INF, 1, 9, NULL, NULL, 0 }, "exponential, cut" },
    { { PC_WEIBULL, { 1.5, 3 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "weibull" },
    { { PC_WEIBULL, { 0.1, 3 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "weibull, wide" },
    { { PC_WEIBULL, { 200, 3 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "weibull, narrow" },
    { { PC_STUDENT, { 5, 1, 2 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "student" },
    { { PC_STUDENT, { 1.1, 0, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "student, wild" },
    { { PC_STUDENT, { 3, 10, 1 }, -INF, INF, 9, 30, NULL, NULL, 0 }, "student, cut" },
    { { PC_STUDENT, { 1e5, 0, 1 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "student, normal" },
    { { PC_POISSON, { 4 }, -INF, INF, -INF, INF, NULL, NULL, 0 }, "poisson" },
};

enum { N_SWEEP = sizeof sweep / sizeof *sweep };

#endif
