/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Log-gamma and the gamma and beta distributions.
 *
 *   log gamma   Stirling's series from 10 on; below, gamma(x) = gamma(x + n) / (x ... (x + n -
 * 1)) densities   around their peak, after C. Loader, Fast and accurate computation of binomial
 *               probabilities (2000): no difference of large logarithms
 *   gamma       series below shape + 1, Legendre's continued fraction above (DLMF 8.7.1, 8.9.2)
 *   beta        continued fraction (DLMF 8.17.22), on the side where it converges quickly
 */
#include "math/math.h"

#include <stdbool.h>

#define HALF_LOG_2PI 0.918938533204672741780329736406

/* Stirling's series in 1/x^2, from the highest: the terms in x^-13 .. x^-1. */
static double stirling_series(double x)
{
    const double r = 1.0 / (x * x);
    double sum = 1.0 / 156.0;
    sum = sum * r - 691.0 / 360360.0;
    sum = sum * r + 1.0 / 1188.0;
    sum = sum * r - 1.0 / 1680.0;
    sum = sum * r + 1.0 / 1260.0;
    sum = sum * r - 1.0 / 360.0;
    sum = sum * r + 1.0 / 12.0;
    return sum / x;
}

static double stirling(double x)
{
    return (x - 0.5) * pc_log(x) - x + HALF_LOG_2PI;
}

double pc_log_gamma(double x)
{
    double product = 1.0;
    for (; x < 10.0; x += 1.0) product *= x;
    return stirling(x) + stirling_series(x) - pc_log(product);
}

double pc_stirling_error(double x)
{
    return x >= 10.0 ? stirling_series(x) : pc_log_gamma(x) - stirling(x);
}

double pc_log_beta(double a, double b)
{
    const double larger = a < b ? b : a, smaller = a < b ? a : b, sum = a + b;
    const double rest =
        pc_stirling_error(a) + pc_stirling_error(b) - pc_stirling_error(sum) + HALF_LOG_2PI;
    return (smaller - 0.5) * pc_log(smaller / sum) + larger * pc_log1p(-smaller / sum) -
           0.5 * pc_log(larger) + rest;
}

/* log(x / x0) - (x / x0 - 1), from the logarithms where they are far apart. */
static double log_ratio_minus(double x, double log_x, double x0, double log_x0)
{
    const double away = (x - x0) / x0;
    if (away > -0.4 && away < 0.4) return pc_log1p_minus(away);
    return log_x - log_x0 - away;
}

/* The other logarithm: log(1 - e^l). */
static double log_complement(double l)
{
    return l > -0.6931471805599453 ? pc_log(-pc_expm1(l)) : pc_log1p(-pc_exp(l));
}

/* 1 + x/(a+1) + x^2/((a+1)(a+2)) + ... */
static double gamma_series(double a, double x)
{
    double sum = 1.0, term = 1.0;
    for (double n = 1.0; term > 1e-17 * sum; n += 1.0) {
        term *= x / (a + n);
        sum += term;
    }
    return sum;
}

/* Lentz's way to sum a continued fraction, one step: numerator an, denominator bn. */
typedef struct lentz {
    double c, d, value;
} lentz;

static bool lentz_step(lentz *f, double an, double bn)
{
    const double tiny = 1e-300;
    f->d = an * f->d + bn;
    if (f->d == 0.0) f->d = tiny;
    f->c = bn + an / f->c;
    if (f->c == 0.0) f->c = tiny;
    f->d = 1.0 / f->d;
    const double change = f->c * f->d;
    f->value *= change;
    return change > 1.0 + 2e-16 || change < 1.0 - 2e-16;
}

enum { MOST_STEPS = 100000 };

static double gamma_fraction(double a, double x)
{
    const double b = x + 1.0 - a;
    lentz f = { 1e300, 1.0 / b, 1.0 / b };
    for (int n = 1; n < MOST_STEPS; n++)
        if (!lentz_step(&f, -n * (n - a), b + 2.0 * n)) break;
    return f.value;
}

pc_gamma pc_gamma_of(double shape)
{
    const double log_shape = pc_log(shape);
    return (pc_gamma) { shape, log_shape,
                        0.5 * log_shape - HALF_LOG_2PI - pc_stirling_error(shape) };
}

/* The tail that was computed, in log_p or log_q; the other one too when it is wanted. */
static void set_tail(pc_tails *t, double log_tail, bool is_upper, bool both, bool upper)
{
    if (log_tail > 0.0) log_tail = 0.0;
    const double other = both || upper != is_upper ? log_complement(log_tail) : 0.0;
    t->log_p = is_upper ? other : log_tail;
    t->log_q = is_upper ? log_tail : other;
}

static pc_tails gamma_at(const pc_gamma *g, double y, bool both, bool upper)
{
    const double a = g->shape, x = pc_exp(y);
    pc_tails t = { .bend = a - x };
    t.log_slope = a * log_ratio_minus(x, y, a, g->log_shape) + g->peak;
    const bool is_upper = !(x < a + 1.0);
    const double part = is_upper ? gamma_fraction(a, x) : gamma_series(a, x) / a;
    set_tail(&t, t.log_slope + pc_log(part), is_upper, both, upper);
    return t;
}

pc_tails pc_gamma_tail(const pc_gamma *gamma, double y, bool upper)
{
    return gamma_at(gamma, y, false, upper);
}

pc_tails pc_gamma_tails(double a, double y)
{
    const pc_gamma g = pc_gamma_of(a);
    return gamma_at(&g, y, true, false);
}

static double beta_fraction(double a, double b, double x)
{
    const double first = 1.0 / (1.0 - (a + b) * x / (a + 1.0));
    lentz f = { 1.0, first, first };
    for (int m = 1; m < MOST_STEPS; m++) {
        const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        lentz_step(&f, even, 1.0);
        if (!lentz_step(&f, odd, 1.0)) break;
    }
    return f.value;
}

pc_beta pc_beta_of(double a, double b)
{
    const double sum = a + b;
    pc_beta beta = { .a = a, .b = b, .at = a / sum, .rest = b / sum };
    beta.log_at = pc_log(beta.at);
    beta.log_rest = pc_log(beta.rest);
    beta.peak = 0.5 * (beta.log_at + pc_log(b)) - HALF_LOG_2PI -
                (pc_stirling_error(a) + pc_stirling_error(b) - pc_stirling_error(sum));
    return beta;
}

static pc_tails beta_at(const pc_beta *beta, double y, bool both, bool upper)
{
    /* x and 1 - x, both without cancellation. */
    const double e = pc_exp(y < 0.0 ? y : -y), far = 1.0 / (1.0 + e), near = e * far;
    const double x = y < 0.0 ? near : far, rest = y < 0.0 ? far : near;
    const double softplus = pc_log1p(e);
    const double log_x = (y < 0.0 ? y : 0.0) - softplus,
                 log_rest = (y < 0.0 ? 0.0 : -y) - softplus;
    const double a = beta->a, b = beta->b;
    pc_tails t = { .bend = a * rest - b * x };
    t.log_slope = a * log_ratio_minus(x, log_x, beta->at, beta->log_at) +
                  b * log_ratio_minus(rest, log_rest, beta->rest, beta->log_rest) + beta->peak;
    const bool is_upper = !(x < (a + 1.0) / (a + b + 2.0));
    const double part = is_upper ? beta_fraction(b, a, rest) / b : beta_fraction(a, b, x) / a;
    set_tail(&t, t.log_slope + pc_log(part), is_upper, both, upper);
    return t;
}

pc_tails pc_beta_tail(const pc_beta *beta, double y, bool upper)
{
    return beta_at(beta, y, false, upper);
}

pc_tails pc_beta_tails(double a, double b, double y)
{
    const pc_beta beta = pc_beta_of(a, b);
    return beta_at(&beta, y, true, false);
}
