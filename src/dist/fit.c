/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Maximum likelihood, x_1 .. x_n; the mean over the data is written E.
 *
 *   normal       mean = E x, sd^2 = E (x - mean)^2
 *   lognormal    mu = E log x, sigma^2 = E (log x - mu)^2
 *   exponential  mean = E x
 *   gamma        mean = E x, log k - psi(k) = log E x - E log x (N. L. Johnson, S. Kotz, N.
 *                Balakrishnan, Continuous Univariate Distributions 1, 1994, 17.7)
 *   Weibull      E(x^k log x) / E(x^k) - 1/k = E log x, scale^k = E x^k (same book, ch. 21)
 *   beta         psi(a) - psi(a + b) = E log x, psi(b) - psi(a + b) = E log(1 - x) (vol. 2, ch.
 *                25), by Newton's method: the log-likelihood is concave
 *
 * GSL's root finder (R. P. Brent's) uses arithmetic only; logarithms are ours, so the same data
 * give the same bits everywhere.
 */
#include "dist/fit.h"

#include "dist/family.h"
#include "math/math.h"

#include <assert.h>
#include <gsl/gsl_roots.h>
#include <math.h>

const char *const pc_fit_names[PC_N_FITS] = { "normal",  "lognormal",   "gamma",
                                              "weibull", "exponential", "beta" };

#define LOG_2PI 1.83787706640934548356065947281

/* The data with what several families need. */
typedef struct sample {
    const double *x;
    size_t n;
    double mean;
} sample;

/* A sum whose error does not grow with n (A. Neumaier, 1974). */
typedef struct sum {
    double total, lost;
} sum;

static void add(sum *s, double x)
{
    const double total = s->total + x;
    s->lost += fabs(s->total) >= fabs(x) ? (s->total - total) + x : (x - total) + s->total;
    s->total = total;
}

static double mean_of(const sum *s, size_t n)
{
    return (s->total + s->lost) / (double)n;
}

static double mean_log(const sample *data)
{
    sum s = { 0 };
    for (size_t i = 0; i < data->n; i++) add(&s, pc_log(data->x[i]));
    return mean_of(&s, data->n);
}

/* ---- location and spread ---- */

static void set(pc_fit *fit, pc_family family, double a, double b, double log_likelihood)
{
    fit->spec.family = family;
    fit->spec.p[0] = a;
    fit->spec.p[1] = b;
    fit->log_likelihood = log_likelihood;
}

static void fit_normal(pc_fit *fit, const sample *data)
{
    const double n = (double)data->n;
    sum s = { 0 };
    for (size_t i = 0; i < data->n; i++)
        add(&s, (data->x[i] - data->mean) * (data->x[i] - data->mean));
    const double variance = mean_of(&s, data->n);
    set(fit, PC_NORMAL, data->mean, pc_sqrt(variance),
        -0.5 * n * (LOG_2PI + pc_log(variance) + 1.0));
}

static void fit_lognormal(pc_fit *fit, const sample *data)
{
    const double n = (double)data->n, mu = mean_log(data);
    sum s = { 0 };
    for (size_t i = 0; i < data->n; i++) {
        const double away = pc_log(data->x[i]) - mu;
        add(&s, away * away);
    }
    const double variance = mean_of(&s, data->n);
    set(fit, PC_LOGNORMAL, mu, pc_sqrt(variance),
        -0.5 * n * (LOG_2PI + pc_log(variance) + 1.0) - n * mu);
}

static void fit_exponential(pc_fit *fit, const sample *data)
{
    set(fit, PC_EXPONENTIAL, data->mean, 0.0, -(double)data->n * (pc_log(data->mean) + 1.0));
}

/* ---- shapes ---- */

/* The root of f between low and high; NAN unless it has opposite signs there (GSL's own check
 * would end the process of a caller who has left its handler alone). */
static double root_between(double (*f)(double, void *), void *data, double low, double high)
{
    double state[16];
    assert(gsl_root_fsolver_brent->size <= sizeof state);
    const bool is_finite = isfinite(low) && isfinite(high) && low > 0.0;
    if (!is_finite || !isfinite(f(low, data)) || !(f(low, data) * f(high, data) <= 0.0))
        return (double)NAN;
    gsl_function function = { f, data };
    gsl_root_fsolver solver = { .type = gsl_root_fsolver_brent, .state = state };
    gsl_root_fsolver_set(&solver, &function, low, high);
    for (int i = 0; i < 200 && solver.x_upper - solver.x_lower > 1e-15 * solver.x_upper; i++)
        gsl_root_fsolver_iterate(&solver);
    return solver.root;
}

static double gamma_miss(double shape, void *wanted)
{
    return pc_log(shape) - pc_digamma(shape) - *(double *)wanted;
}

/* 1/(2k) < log k - psi(k) < 1/k (H. Alzer, 1997) brackets the shape. */
static void fit_gamma(pc_fit *fit, const sample *data)
{
    const double n = (double)data->n;
    sum s = { 0 };
    for (size_t i = 0; i < data->n; i++)
        add(&s, pc_log1p_minus((data->x[i] - data->mean) / data->mean));
    double spread = -mean_of(&s, data->n); /* log E x - E log x, without cancellation */
    const double k = root_between(gamma_miss, &spread, 0.5 / spread, 1.0 / spread);
    const double log_mean = pc_log(data->mean), log_scale = pc_log(data->mean / k);
    set(fit, PC_GAMMA, k, data->mean,
        n * ((k - 1.0) * (log_mean - spread) - k - k * log_scale - pc_log_gamma(k)));
}

typedef struct powers {
    const double *log_x; /* minus the largest: no power overflows */
    size_t n;
    double mean_log;
    double mean_power; /* of the last call */
} powers;

static double weibull_miss(double shape, void *data)
{
    powers *p = data;
    sum weights = { 0 }, weighted = { 0 };
    for (size_t i = 0; i < p->n; i++) {
        const double w = pc_exp(shape * p->log_x[i]);
        add(&weights, w);
        add(&weighted, w * p->log_x[i]);
    }
    p->mean_power = mean_of(&weights, p->n);
    return mean_of(&weighted, p->n) / p->mean_power - 1.0 / shape - p->mean_log;
}

static bool fit_weibull(pc_fit *fit, const sample *data, pc_arena *scratch)
{
    const double n = (double)data->n, top = pc_log(data->x[data->n - 1]);
    double *log_x = PC_NEW_ARRAY(scratch, double, data->n);
    if (!log_x) return false;
    for (size_t i = 0; i < data->n; i++) log_x[i] = pc_log(data->x[i]) - top;
    powers p = { .log_x = log_x, .n = data->n, .mean_log = mean_log(data) - top };
    double low = 1.0, high = 1.0; /* the miss grows with the shape */
    while (low > 1e-6 && weibull_miss(low, &p) > 0.0) low *= 0.5;
    while (high < 1e9 && weibull_miss(high, &p) < 0.0) high *= 2.0;
    const double k = low < high ? root_between(weibull_miss, &p, low, high) : low;
    weibull_miss(k, &p);
    const double log_scale = top + pc_log(p.mean_power) / k;
    set(fit, PC_WEIBULL, k, pc_exp(log_scale + pc_log_gamma(1.0 + 1.0 / k)),
        n * (pc_log(k) - k * log_scale + (k - 1.0) * (p.mean_log + top) - 1.0));
    return true;
}

/* The mean log-likelihood of a beta, from the means of log x and log(1 - x). */
static double beta_likelihood(const double l[2], const double p[2])
{
    return (p[0] - 1.0) * l[0] + (p[1] - 1.0) * l[1] - pc_log_beta(p[0], p[1]);
}

/* One step of Newton's method, halved until the likelihood grows; false when nothing does. */
static bool improve_beta(double p[2], const double l[2])
{
    const double psi = pc_digamma(p[0] + p[1]), common = pc_trigamma(p[0] + p[1]);
    const double g[2] = { l[0] - pc_digamma(p[0]) + psi, l[1] - pc_digamma(p[1]) + psi };
    const double h[2] = { common - pc_trigamma(p[0]), common - pc_trigamma(p[1]) };
    const double det = h[0] * h[1] - common * common;
    const double step[2] = { (common * g[1] - h[1] * g[0]) / det,
                             (common * g[0] - h[0] * g[1]) / det };
    const double before = beta_likelihood(l, p);
    for (double part = 1.0; part > 1e-9; part *= 0.5) {
        const double next[2] = { p[0] + part * step[0], p[1] + part * step[1] };
        if (!(next[0] > 0.0 && next[1] > 0.0) || !(beta_likelihood(l, next) > before)) continue;
        const bool moves = fabs(next[0] - p[0]) > 1e-14 * p[0];
        p[0] = next[0];
        p[1] = next[1];
        return moves;
    }
    /* so near the top that the likelihood cannot tell: take the last step if it is tiny */
    if (fabs(step[0]) < 1e-6 * p[0] && fabs(step[1]) < 1e-6 * p[1]) {
        p[0] += step[0];
        p[1] += step[1];
    }
    return false;
}

static void fit_beta(pc_fit *fit, const sample *data)
{
    sum logs = { 0 }, rests = { 0 }, squares = { 0 };
    for (size_t i = 0; i < data->n; i++) {
        add(&logs, pc_log(data->x[i]));
        add(&rests, pc_log1p(-data->x[i]));
        add(&squares, (data->x[i] - data->mean) * (data->x[i] - data->mean));
    }
    const double l[2] = { mean_of(&logs, data->n), mean_of(&rests, data->n) };
    const double m = data->mean;
    const double size = m * (1.0 - m) / mean_of(&squares, data->n) - 1.0; /* by moments */
    double p[2] = { m * size, (1.0 - m) * size };
    for (int i = 0; i < 200 && improve_beta(p, l); i++) {
    }
    set(fit, PC_BETA, p[0], p[1], (double)data->n * beta_likelihood(l, p));
}

/* ---- all of them ---- */

static bool suits(pc_fit_family family, const sample *data, pc_dist_problem *problem)
{
    if (data->n < PC_FIT_LEAST)
        return pc_dist_refuse(problem, "collect more, or state a distribution",
                              "%zu values are too few for a fit: at least %d are needed",
                              data->n, PC_FIT_LEAST);
    const double low = data->x[0], high = data->x[data->n - 1];
    if (low == high)
        return pc_dist_refuse(problem, "write it as a number",
                              "all values are the same, so there is nothing to fit");
    if (family == PC_FIT_NORMAL) return true;
    if (family == PC_FIT_BETA && !(low > 0.0 && high < 1.0))
        return pc_dist_refuse(
            problem, "leave them out with \"where\"",
            "a beta lives between 0 and 1, and the values reach from %.15g to "
            "%.15g",
            low, high);
    if (low < 0.0 || (low == 0.0 && family != PC_FIT_EXPONENTIAL))
        return pc_dist_refuse(problem,
                              "leave such values out with \"where\", or choose the family "
                              "\"normal\"",
                              "%s lives above 0, and the least value is %.15g",
                              pc_fit_names[family], low);
    return true;
}

static bool fit_one(pc_fit *out, const sample *data, pc_arena *scratch)
{
    switch (out->family) {
    case PC_FIT_NORMAL:
        fit_normal(out, data);
        break;
    case PC_FIT_LOGNORMAL:
        fit_lognormal(out, data);
        break;
    case PC_FIT_GAMMA:
        fit_gamma(out, data);
        break;
    case PC_FIT_WEIBULL:
        return fit_weibull(out, data, scratch);
    case PC_FIT_EXPONENTIAL:
        fit_exponential(out, data);
        break;
    default:
        fit_beta(out, data);
    }
    return true;
}

static double ks_distance(const pc_dist *dist, const sample *data)
{
    const double n = (double)data->n;
    double most = 0.0;
    for (size_t i = 0; i < data->n; i++) {
        const double p = pc_dist_cdf(dist, data->x[i]);
        const double above = (double)(i + 1) / n - p, below = p - (double)i / n;
        if (above > most) most = above;
        if (below > most) most = below;
    }
    return most;
}

bool pc_fit_family_to(pc_fit *out, pc_fit_family family, const double *sorted, size_t n,
                      pc_dist_problem *problem)
{
    sample data = { .x = sorted, .n = n };
    if (!suits(family, &data, problem)) return false;
    sum s = { 0 };
    for (size_t i = 0; i < n; i++) add(&s, sorted[i]);
    data.mean = mean_of(&s, n);
    *out = (pc_fit) { .family = family };
    out->spec.lower = out->spec.min = -HUGE_VAL;
    out->spec.upper = out->spec.max = HUGE_VAL;
    pc_arena scratch;
    pc_arena_init(&scratch);
    const bool is_done = fit_one(out, &data, &scratch);
    pc_arena_clear(&scratch);
    *problem->text = '\0';
    if (!is_done) return false; /* no memory: there are no words for it */
    pc_dist dist;
    const bool is_finite =
        isfinite(out->log_likelihood) && isfinite(out->spec.p[0]) && isfinite(out->spec.p[1]);
    if (!is_finite)
        return pc_dist_refuse(problem, "choose another family",
                              "the values are too nearly the same, or too far apart, for %s",
                              pc_fit_names[family]);
    if (!pc_dist_init(&dist, &out->spec, problem)) return false;
    out->aic = (family == PC_FIT_EXPONENTIAL ? 2.0 : 4.0) - 2.0 * out->log_likelihood;
    out->ks = ks_distance(&dist, &data);
    out->stated[0] = family == PC_FIT_LOGNORMAL ? pc_exp(out->spec.p[0]) : out->spec.p[0];
    out->stated[1] = out->spec.p[1];
    return true;
}
