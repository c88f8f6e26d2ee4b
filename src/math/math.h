/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_MATH_MATH_H
#define PC_MATH_MATH_H

#include <stdbool.h>

/**
 * Elementary and special functions with the same bits on every x86-64: additions, products,
 * quotients and square roots only, in a fixed order. pc_exp, pc_log and pc_pow are the formulas
 * of math/elementary.inl at width 1, so the simulation's vectors give the same bits.
 * Errors are those of C99: NaN in, NaN out; nothing is raised, errno is left alone.
 */
double pc_exp(double x);           /* within 1 ulp */
double pc_log(double x);           /* within 1 ulp */
double pc_pow(double x, double y); /* within 2 ulp */
double pc_sqrt(double x);          /* correctly rounded */
double pc_log1p(double x);         /* log(1 + x), relative error below 1e-15 */
double pc_expm1(double x);         /* e^x - 1, relative error below 1e-15 */

/** log(1 + x) - x, x > -1, without cancellation near 0: relative error below 1e-14. */
double pc_log1p_minus(double x);

/** Standard normal: density, P(Z <= z), P(Z > z); relative error below 4e-15 far into the
 * tails. */
double pc_normal_density(double z);
double pc_normal_cdf(double z);
double pc_normal_tail(double z);

/** The z with P(Z <= z) = p, 0 < p < 1, relative error below 1e-15 (AS 241). For p above 1/2
 *  the digits of 1 - p count: ask for the lower tail and change the sign. */
double pc_normal_quantile(double p);

/** log of the gamma function, x > 0: error below 1e-14 max(1, |log gamma|). */
double pc_log_gamma(double x);

/** Its first and second derivative, x > 0: error below 1e-14 max(1, |value|). */
double pc_digamma(double x);
double pc_trigamma(double x);

/** log Γ(x) - ((x - 1/2) log x - x + log(2 pi) / 2), x > 0: what Stirling's formula leaves. */
double pc_stirling_error(double x);

/** log of the beta function, a, b > 0. */
double pc_log_beta(double a, double b);

/**
 * A distribution at one point, in logarithms, so that nothing underflows: p = P(X <= x),
 * q = P(X > x), neither by cancellation. y is log x (gamma) or log(x / (1 - x)) (beta), slope
 * the density of y, bend the derivative of its logarithm.
 */
typedef struct pc_tails {
    double log_p, log_q, log_slope, bend;
} pc_tails;

/** What a gamma distribution of scale 1, a beta distribution, has in common at all points. */
typedef struct pc_gamma {
    double shape, log_shape, peak; /* log of the density of y at its peak */
} pc_gamma;
typedef struct pc_beta {
    double a, b, at, rest, log_at, log_rest, peak; /* at = a / (a + b), rest = b / (a + b) */
} pc_beta;
pc_gamma pc_gamma_of(double shape);
pc_beta pc_beta_of(double a, double b);

/** Gamma of shape a and scale 1 at x = e^y; beta(a, b) at x = e^y / (1 + e^y). Relative error
 * of p and q about 1e-13 for parameters from 0.03 to 10^4. */
pc_tails pc_gamma_tails(double shape, double y);
pc_tails pc_beta_tails(double a, double b, double y);

/** One tail alone, at less cost: p (upper: q), slope and bend; the other is not set. */
pc_tails pc_gamma_tail(const pc_gamma *gamma, double y, bool upper);
pc_tails pc_beta_tail(const pc_beta *beta, double y, bool upper);

#endif
