/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exponential and Weibull: x = scale e^(1/shape), e = -log q standard exponential, scale = mean
 * / gamma(1 + 1/shape) (N. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate
 * Distributions 1, 1994, chapters 19 and 21). a: scale, 1 / shape.
 */
#include "dist/family.h"
#include "math/math.h"

#include <math.h>

void pc_waiting_prepare(pc_dist *dist)
{
    const double *p = dist->spec.p;
    dist->low = 0.0;
    if (dist->spec.family == PC_EXPONENTIAL) {
        dist->a[0] = p[0];
        dist->a[1] = 1.0;
    } else {
        dist->a[1] = 1.0 / p[0];
        dist->a[0] = p[1] / pc_exp(pc_log_gamma(1.0 + dist->a[1]));
    }
}

pc_point pc_waiting_point(const pc_dist *dist, pc_chance at)
{
    const double e = at.p < at.q ? -pc_log1p(-at.p) : -pc_log(at.q), power = dist->a[1];
    const double x = dist->a[0] * (power == 1.0 ? e : pc_exp(power * pc_log(e)));
    return (pc_point) { x, power == 1.0 ? dist->a[0] / at.q : power * x / (e * at.q) };
}

pc_chance pc_waiting_chance(const pc_dist *dist, double x)
{
    const double away = x / dist->a[0], power = dist->a[1];
    const double e = power == 1.0 ? away : pc_exp(pc_log(away) / power);
    return (pc_chance) { -pc_expm1(-e), pc_exp(-e) };
}

/* (sd / mean)^2 = gamma(1 + 2/shape) / gamma(1 + 1/shape)^2 - 1. */
void pc_waiting_moments(pc_dist *dist)
{
    const double k = dist->a[1];
    const double mean = dist->spec.family == PC_EXPONENTIAL ? dist->spec.p[0] : dist->spec.p[1];
    dist->mean = dist->sd = mean;
    if (k == 1.0) return;
    const double logs = pc_log_gamma(1.0 + 2.0 * k) - 2.0 * pc_log_gamma(1.0 + k);
    dist->sd = mean * pc_sqrt(pc_expm1(logs));
}
