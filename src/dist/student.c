/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Student's t, moved and scaled. Of T^2 = df (1 - w) / w, w is beta(df/2, 1/2) distributed (M.
 * Abramowitz, I. Stegun, 26.7.1), so with y the logit of w |T| = sqrt(df) e^(-y/2), and the
 * probability of both tails together is that of w below its value.
 */
#include "dist/solve.h"
#include "math/math.h"

#include <math.h>

/* At the median: 1 / density. */
static double middle_slope(double df)
{
    return pc_sqrt(df) * pc_exp(pc_log_beta(0.5 * df, 0.5));
}

pc_point pc_student_point(const pc_dist *dist, pc_chance at, pc_near *near)
{
    const double df = dist->spec.p[0], mean = dist->spec.p[1], scale = dist->spec.p[2];
    const bool upper = at.q < at.p;
    const double tail = upper ? at.q : at.p, rest = upper ? at.p - at.q : at.q - at.p;
    if (!(rest > 0.0)) return (pc_point) { mean, scale * middle_slope(df) };
    const pc_root w = pc_solve_beta(0.5 * df, 0.5, (pc_chance) { 2.0 * tail, rest }, near);
    const double t = pc_sqrt(df) * pc_exp(-0.5 * w.y);
    const double slope = pc_sqrt(df) * pc_exp(-0.5 * w.y - w.log_slope);
    return (pc_point) { upper ? mean + scale * t : mean - scale * t, scale * slope };
}

pc_chance pc_student_chance(const pc_dist *dist, double x)
{
    const double df = dist->spec.p[0], t = (x - dist->spec.p[1]) / dist->spec.p[2];
    if (t == 0.0) return (pc_chance) { 0.5, 0.5 };
    const double y = pc_log(df) - 2.0 * pc_log(fabs(t));
    const pc_tails tails = pc_beta_tails(0.5 * df, 0.5, y);
    const double tail = 0.5 * pc_exp(tails.log_p), body = 0.5 + 0.5 * pc_exp(tails.log_q);
    return t < 0.0 ? (pc_chance) { tail, body } : (pc_chance) { body, tail };
}

/* The mean exists from df > 1 on, the variance from df > 2 on. */
void pc_student_moments(pc_dist *dist)
{
    const double df = dist->spec.p[0];
    dist->mean = df > 1.0 ? dist->spec.p[1] : HUGE_VAL;
    dist->sd = df > 2.0 ? dist->spec.p[2] * pc_sqrt(df / (df - 2.0)) : HUGE_VAL;
}
