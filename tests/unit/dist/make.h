/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions for tests, in one line each. */
#ifndef PC_TESTS_DIST_MAKE_H
#define PC_TESTS_DIST_MAKE_H

#include "dist/dist.h"
#include "tests/support/check.h"

static inline pc_dist_spec spec_of(pc_family family, double a, double b, double c, double d)
{
    return (pc_dist_spec) { .family = family,
                            .p = { a, b, c, d },
                            .lower = -INFINITY,
                            .upper = INFINITY,
                            .min = -INFINITY,
                            .max = INFINITY };
}

static inline pc_dist_spec truncated(pc_dist_spec spec, double min, double max)
{
    spec.min = min, spec.max = max;
    return spec;
}

static inline pc_dist_spec bounded(pc_dist_spec spec, double lower, double upper)
{
    spec.lower = lower, spec.upper = upper;
    return spec;
}

static inline pc_dist dist_of(pc_dist_spec spec)
{
    pc_dist dist;
    pc_dist_problem problem = { "", "" };
    if (!pc_dist_init(&dist, &spec, &problem)) fail_msg("%s; %s", problem.text, problem.help);
    return dist;
}

#endif
