/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each family without truncation: quantile with its slope, distribution function.
 *
 *   normal        x = mean + sd z                          a: -
 *   lognormal     x = exp(mu + sigma z)                    a: -
 *   uniform       x = min + p (max - min)                  a: -
 *   triangular    square roots on both sides of the mode   a: P(X <= mode)
 *   PERT          min + (max - min) beta(a0, a1)           a: 1 + lambda (mode - min)/(max -
 * min), 1 + lambda (max - mode)/(max - min) beta          0 .. 1 a: its parameters gamma scale
 * times gamma(shape)                 a: mean / shape low/mid/high  metalog (T. Keelin, Decision
 * Analysis 13, 2016): M = a0 + a1 L + a2 (p - 1/2) L, L = log(p / q); x = M, or M is the log,
 * the negative log or the logit of x
 *
 * Upper tails are computed from q = 1 - p throughout.
 */
#include "dist/family.h"

#include "dist/quantiles.h"
#include "dist/solve.h"
#include "math/math.h"

#include <math.h>

/* Where the family's values lie; waiting times and mixtures say it themselves. */
static void set_support(pc_dist *dist)
{
    const double *p = dist->spec.p;
    dist->low = -HUGE_VAL;
    dist->high = HUGE_VAL;
    switch (dist->spec.family) {
    case PC_LOGNORMAL:
    case PC_GAMMA:
    case PC_POISSON:
    case PC_NEGATIVE_BINOMIAL:
        dist->low = 0.0;
        break;
    case PC_UNIFORM:
        dist->low = p[0];
        dist->high = p[1];
        break;
    case PC_TRIANGULAR:
    case PC_PERT:
        dist->low = p[0];
        dist->high = p[2];
        break;
    case PC_BETA:
        dist->low = 0.0;
        dist->high = 1.0;
        break;
    case PC_BINOMIAL:
        dist->low = 0.0;
        dist->high = p[0];
        break;
    case PC_LOW_MID_HIGH:
    case PC_METALOG:
        dist->low = dist->spec.lower;
        dist->high = dist->spec.upper;
        break;
    case PC_DISCRETE:
        dist->low = dist->spec.atoms[0].value;
        dist->high = dist->spec.atoms[dist->spec.n - 1].value;
        break;
    default:
        break;
    }
}

void pc_family_prepare(pc_dist *dist)
{
    const double *p = dist->spec.p;
    set_support(dist);
    switch (dist->spec.family) {
    case PC_TRIANGULAR:
        dist->a[0] = (p[1] - p[0]) / (p[2] - p[0]);
        break;
    case PC_PERT:
        dist->a[0] = 1.0 + p[3] * ((p[1] - p[0]) / (p[2] - p[0]));
        dist->a[1] = 1.0 + p[3] * ((p[2] - p[1]) / (p[2] - p[0]));
        break;
    case PC_BETA:
        dist->a[0] = p[0];
        dist->a[1] = p[1];
        break;
    case PC_GAMMA:
        dist->a[0] = p[1] / p[0];
        break;
    case PC_LOW_MID_HIGH:
        pc_metalog_fit(dist->a, &dist->spec);
        break;
    case PC_METALOG:
        pc_quantiles_fit(dist->a, &dist->spec, dist->spec.n);
        break;
    case PC_EXPONENTIAL:
    case PC_WEIBULL:
        pc_waiting_prepare(dist);
        break;
    case PC_MIXTURE:
        pc_mixture_prepare(dist);
        break;
    default:
        break;
    }
}

static double normal_z(pc_chance at)
{
    return at.p < at.q ? pc_normal_quantile(at.p) : -pc_normal_quantile(at.q);
}

static pc_point triangular_point(const pc_dist *dist, pc_chance at)
{
    const double *p = dist->spec.p, width = p[2] - p[0];
    if (at.p < dist->a[0]) {
        const double scale = width * (p[1] - p[0]), root = pc_sqrt(at.p * scale);
        return (pc_point) { p[0] + root, 0.5 * scale / root };
    }
    const double scale = width * (p[2] - p[1]), root = pc_sqrt(at.q * scale);
    return (pc_point) { p[2] - root, 0.5 * scale / root };
}

/* x = min + width t from whichever end is nearer, dx/dy = width t (1 - t). */
static pc_point beta_point(double min, double max, pc_root root)
{
    const double e = pc_exp(-fabs(root.y)), near = e / (1.0 + e), width = max - min;
    const double x = root.y < 0.0 ? min + width * near : max - width * near;
    return (pc_point) { x, width * near / (1.0 + e) * pc_exp(-root.log_slope) };
}

static pc_point gamma_point(const pc_dist *dist, pc_chance at, pc_near *near)
{
    const pc_root root = pc_solve_gamma(dist->spec.p[0], at, near);
    return (pc_point) { dist->a[0] * pc_exp(root.y),
                        dist->a[0] * pc_exp(root.y - root.log_slope) };
}

/* From the metalog's scale, slope = dm/dp there. */
static pc_point scaled_point(const pc_dist *dist, double m, double slope)
{
    const double lower = dist->spec.lower, upper = dist->spec.upper;
    const double x = pc_metalog_unscale(&dist->spec, m);
    if (isfinite(lower) && isfinite(upper)) {
        const double e = pc_exp(-fabs(m));
        return (pc_point) { x, slope * (upper - lower) * e / ((1.0 + e) * (1.0 + e)) };
    }
    if (isfinite(lower)) return (pc_point) { x, slope * (x - lower) };
    if (isfinite(upper)) return (pc_point) { x, slope * (upper - x) };
    return (pc_point) { x, slope };
}

static pc_point metalog_point(const pc_dist *dist, pc_chance at)
{
    const double *a = dist->a;
    const double l = pc_log(at.p / at.q), centred = at.p < at.q ? at.p - 0.5 : 0.5 - at.q;
    const double m = a[0] + a[1] * l + a[2] * centred * l;
    const double slope = (a[1] + a[2] * centred) / (at.p * at.q) + a[2] * l;
    return scaled_point(dist, m, slope);
}

static pc_point quantiles_point(const pc_dist *dist, pc_chance at)
{
    const pc_curve curve = pc_quantiles_curve(dist->a, at, pc_log(at.p / at.q));
    return scaled_point(dist, curve.value, curve.rise / (at.p * at.q));
}

pc_point pc_family_point(const pc_dist *dist, pc_chance at, pc_near *near)
{
    const double *p = dist->spec.p;
    switch (dist->spec.family) {
    case PC_NORMAL: {
        const double z = normal_z(at);
        return (pc_point) { p[0] + p[1] * z, p[1] / pc_normal_density(z) };
    }
    case PC_LOGNORMAL: {
        const double z = normal_z(at), x = pc_exp(p[0] + p[1] * z);
        return (pc_point) { x, x * p[1] / pc_normal_density(z) };
    }
    case PC_UNIFORM: {
        const double width = p[1] - p[0];
        return (pc_point) { at.p < at.q ? p[0] + width * at.p : p[1] - width * at.q, width };
    }
    case PC_TRIANGULAR:
        return triangular_point(dist, at);
    case PC_PERT:
        return beta_point(p[0], p[2], pc_solve_beta(dist->a[0], dist->a[1], at, near));
    case PC_BETA:
        return beta_point(0.0, 1.0, pc_solve_beta(p[0], p[1], at, near));
    case PC_GAMMA:
        return gamma_point(dist, at, near);
    case PC_LOW_MID_HIGH:
        return metalog_point(dist, at);
    case PC_DISCRETE:
        return (pc_point) { pc_atoms_quantile(&dist->spec, at), 0.0 };
    case PC_POISSON:
    case PC_BINOMIAL:
    case PC_NEGATIVE_BINOMIAL:
        return (pc_point) { pc_counts_quantile(dist, at), 0.0 };
    case PC_EXPONENTIAL:
    case PC_WEIBULL:
        return pc_waiting_point(dist, at);
    case PC_STUDENT:
        return pc_student_point(dist, at, near);
    case PC_METALOG:
        return quantiles_point(dist, at);
    case PC_MIXTURE:
        return pc_mixture_point(dist, at);
    }
    return (pc_point) { (double)NAN, (double)NAN };
}

static pc_chance normal_chance(double z)
{
    return (pc_chance) { pc_normal_cdf(z), pc_normal_tail(z) };
}

static pc_chance triangular_chance(const pc_dist *dist, double x)
{
    const double *p = dist->spec.p, width = p[2] - p[0];
    if (x < p[1]) {
        const double below = (x - p[0]) / width * ((x - p[0]) / (p[1] - p[0]));
        return (pc_chance) { below, 1.0 - below };
    }
    const double above = (p[2] - x) / width * ((p[2] - x) / (p[2] - p[1]));
    return (pc_chance) { 1.0 - above, above };
}

static pc_chance from_logs(pc_tails t)
{
    return (pc_chance) { pc_exp(t.log_p), pc_exp(t.log_q) };
}

/* The p with metalog(p) = m: Newton on L = log(p / q), kept inside a bracket that shrinks. */
static pc_chance metalog_chance(const pc_dist *dist, double m)
{
    const double *a = dist->a;
    const bool is_three = dist->spec.family == PC_LOW_MID_HIGH;
    double low = -800.0, high = 800.0, l = 0.0;
    pc_chance at = { 0.5, 0.5 };
    for (int i = 0; i < 200; i++) {
        const double e = pc_exp(-fabs(l)), small = e / (1.0 + e), large = 1.0 / (1.0 + e);
        at = l < 0.0 ? (pc_chance) { small, large } : (pc_chance) { large, small };
        const double centred = l < 0.0 ? small - 0.5 : 0.5 - small;
        pc_curve at_l;
        if (is_three)
            at_l = (pc_curve) { a[0] + a[1] * l + a[2] * centred * l,
                                a[1] + a[2] * (centred + at.p * at.q * l) };
        else
            at_l = pc_quantiles_curve(a, at, l);
        const double miss = at_l.value - m;
        if (miss < 0.0)
            low = l;
        else
            high = l;
        double next = l - miss / at_l.rise;
        if (!(next > low && next < high)) next = 0.5 * (low + high);
        if (fabs(next - l) <= 1e-15 * (1.0 + fabs(l))) break;
        l = next;
    }
    return at;
}

static pc_chance inside(const pc_dist *dist, double x)
{
    const double *p = dist->spec.p, *a = dist->a;
    switch (dist->spec.family) {
    case PC_NORMAL:
        return normal_chance((x - p[0]) / p[1]);
    case PC_LOGNORMAL:
        return normal_chance((pc_log(x) - p[0]) / p[1]);
    case PC_UNIFORM: {
        const double width = p[1] - p[0];
        return (pc_chance) { (x - p[0]) / width, (p[1] - x) / width };
    }
    case PC_TRIANGULAR:
        return triangular_chance(dist, x);
    case PC_PERT:
        return from_logs(pc_beta_tails(a[0], a[1], pc_log((x - p[0]) / (p[2] - x))));
    case PC_BETA:
        return from_logs(pc_beta_tails(p[0], p[1], pc_log(x / (1.0 - x))));
    case PC_GAMMA:
        return from_logs(pc_gamma_tails(p[0], pc_log(x / a[0])));
    case PC_LOW_MID_HIGH:
        return metalog_chance(dist, pc_metalog_scale(&dist->spec, x));
    case PC_DISCRETE:
        return pc_atoms_chance(&dist->spec, x, false);
    case PC_POISSON:
    case PC_BINOMIAL:
    case PC_NEGATIVE_BINOMIAL:
        return pc_counts_chance(dist, x);
    case PC_EXPONENTIAL:
    case PC_WEIBULL:
        return pc_waiting_chance(dist, x);
    case PC_STUDENT:
        return pc_student_chance(dist, x);
    case PC_METALOG:
        return metalog_chance(dist, pc_metalog_scale(&dist->spec, x));
    case PC_MIXTURE:
        return pc_mixture_chance(dist, x, false);
    }
    return (pc_chance) { (double)NAN, (double)NAN };
}

pc_chance pc_family_chance(const pc_dist *dist, double x)
{
    const bool has_atoms = dist->is_discrete || dist->spec.family == PC_MIXTURE;
    if (!(has_atoms ? x >= dist->low : x > dist->low)) return (pc_chance) { 0.0, 1.0 };
    if (!(x < dist->high)) return (pc_chance) { 1.0, 0.0 };
    return inside(dist, x);
}

pc_chance pc_family_below(const pc_dist *dist, double x)
{
    if (dist->spec.family == PC_MIXTURE) return pc_mixture_chance(dist, x, true);
    if (!dist->is_discrete) return pc_family_chance(dist, x);
    if (!(x > dist->low)) return (pc_chance) { 0.0, 1.0 };
    if (dist->spec.family == PC_DISCRETE) return pc_atoms_chance(&dist->spec, x, true);
    return pc_family_chance(dist, ceil(x) - 1.0);
}
