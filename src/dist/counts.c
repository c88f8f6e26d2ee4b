/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Poisson, binomial and negative binomial.
 *
 *   Poisson            P(X <= k) = P(gamma(k + 1) > mean)
 *   binomial           P(X <= k) = P(beta(n - k, k + 1) <= 1 - p)
 *   negative binomial  P(X <= k) = P(beta(r, k + 1) <= s), r = 1 / dispersion,
 *                      s = 1 / (1 + dispersion mean)
 *
 * (N. Johnson, A. Kemp, S. Kotz, Univariate Discrete Distributions, 2005, 3.4, 4.2, 5.6.) Lists
 * of their values are made by the ratio of neighbouring probabilities alone and then sum to 1,
 * so they need none of this.
 */
#include "dist/family.h"
#include "math/math.h"

#include <math.h>

/* Beside the most probable value anything less than this is never drawn. */
static const double negligible = 1e-24;

/* P(X = x + 1) / P(X = x). */
static double ratio(const pc_dist *dist, double x)
{
    const double *p = dist->spec.p;
    switch (dist->spec.family) {
    case PC_BINOMIAL:
        return (p[0] - x) / (x + 1.0) * (p[1] / (1.0 - p[1]));
    case PC_NEGATIVE_BINOMIAL: {
        const double d = p[1];
        return (1.0 + d * x) / (x + 1.0) * (p[0] / (1.0 + d * p[0]));
    }
    default:
        return p[0] / (x + 1.0);
    }
}

/* A most probable value. */
static double mode(const pc_dist *dist)
{
    const double *p = dist->spec.p;
    double x = p[0];
    if (dist->spec.family == PC_BINOMIAL) x = (p[0] + 1.0) * p[1];
    if (dist->spec.family == PC_NEGATIVE_BINOMIAL) x = p[0] * (1.0 - p[1]);
    x = x > 0.0 ? floor(x) : 0.0;
    if (x > dist->high) x = dist->high;
    return x < dist->low ? dist->low : x;
}

/* Steps from the mode to the last value that matters, in one direction. */
static size_t reach(const pc_dist *dist, double x, bool up)
{
    size_t n = 0;
    for (double w = 1.0; w > negligible && n <= PC_MOST_ATOMS; n++) {
        if (!(up ? x < dist->high : x > dist->low)) break;
        w = up ? w * ratio(dist, x) : w / ratio(dist, x - 1.0);
        x += up ? 1.0 : -1.0;
    }
    return n;
}

size_t pc_counts_span(const pc_dist *dist, double *first)
{
    const double top = mode(dist);
    const size_t down = reach(dist, top, false), up = reach(dist, top, true);
    *first = top - (double)down;
    return down + up + 1;
}

void pc_counts_weigh(pc_atom *atoms, size_t n, const pc_dist *dist, double first)
{
    const size_t top = (size_t)(mode(dist) - first);
    double w = 1.0;
    for (size_t i = top; i < n; w *= ratio(dist, first + (double)i), i++)
        atoms[i] = (pc_atom) { .value = first + (double)i, .weight = w };
    w = 1.0;
    for (size_t i = top; i-- > 0;) {
        w /= ratio(dist, first + (double)i);
        atoms[i] = (pc_atom) { .value = first + (double)i, .weight = w };
    }
}

static pc_chance from_tails(pc_tails t, bool lower_is_p)
{
    const double p = pc_exp(t.log_p), q = pc_exp(t.log_q);
    return lower_is_p ? (pc_chance) { p, q } : (pc_chance) { q, p };
}

pc_chance pc_counts_chance(const pc_dist *dist, double x)
{
    const double *p = dist->spec.p, k = floor(x);
    if (k < 0.0) return (pc_chance) { 0.0, 1.0 };
    switch (dist->spec.family) {
    case PC_BINOMIAL:
        if (k >= p[0]) return (pc_chance) { 1.0, 0.0 };
        return from_tails(pc_beta_tails(p[0] - k, k + 1.0, pc_log((1.0 - p[1]) / p[1])), true);
    case PC_NEGATIVE_BINOMIAL:
        if (p[1] == 0.0) break;
        return from_tails(pc_beta_tails(1.0 / p[1], k + 1.0, -pc_log(p[1] * p[0])), true);
    default:
        break;
    }
    return from_tails(pc_gamma_tails(k + 1.0, pc_log(p[0])), false);
}

static bool reaches(const pc_dist *dist, double k, pc_chance at)
{
    const pc_chance here = pc_counts_chance(dist, k);
    return at.p < at.q ? here.p >= at.p : here.q <= at.q;
}

/* The least k that reaches p: steps that double, from the start, then halves. */
static double search(const pc_dist *dist, double start, pc_chance at)
{
    double high = start, low = high, step = 1.0;
    if (reaches(dist, high, at)) {
        for (low = high - 1.0; low >= 0.0 && reaches(dist, low, at); step *= 2.0)
            high = low, low -= step;
        if (low < 0.0) low = -1.0;
    } else {
        for (high = low + 1.0; !reaches(dist, high, at) && step < 0x1p60; step *= 2.0)
            low = high, high += step;
    }
    while (high - low > 1.0) {
        const double middle = floor(low + 0.5 * (high - low));
        if (reaches(dist, middle, at))
            high = middle;
        else
            low = middle;
    }
    return high;
}

double pc_counts_quantile(const pc_dist *dist, pc_chance at)
{
    return search(dist, mode(dist), at);
}

/* ---- a count whose mean is another one in every trial ---- */

/* Where the quantile is, give or take a few: Cornish and Fisher's first two terms. */
static double guess(double mean, double dispersion, pc_chance at)
{
    const double z = at.p < at.q ? pc_normal_quantile(at.p) : -pc_normal_quantile(at.q);
    const double sd = pc_sqrt(mean + dispersion * mean * mean);
    const double skew_sd = 1.0 + 2.0 * dispersion * mean; /* skewness times sd */
    const double x = floor(mean + z * sd + skew_sd * (z * z - 1.0) / 6.0);
    return x > 0.0 ? x : 0.0;
}

/* Adds up from 0, in far fewer steps than tails cost; false when there are too many. */
static bool add_up(double *x, const pc_dist *dist, double u)
{
    enum { MOST_STEPS = 400 };
    const double mean = dist->spec.p[0], d = dist->spec.p[1];
    double w = pc_exp(d > 0.0 ? -pc_log1p(d * mean) / d : -mean), upto = w;
    for (*x = 0.0; upto < u; upto += w) {
        if (*x >= MOST_STEPS) return false;
        w *= ratio(dist, *x);
        *x += 1.0;
    }
    return true;
}

double pc_count_at(double mean, double dispersion, double u)
{
    const double sum_below = 64.0, near_1 = 1.0 - 1e-6; /* sums have 15 digits: not of tails */
    if (!(mean > 0.0)) return mean == mean ? 0.0 : mean;
    if (mean > 1e150) return mean; /* its square is no number any more */
    const pc_chance at = { u, 1.0 - u };
    const pc_dist dist = { .spec = { .family =
                                         dispersion > 0.0 ? PC_NEGATIVE_BINOMIAL : PC_POISSON,
                                     .p = { mean, dispersion } },
                           .high = HUGE_VAL };
    double x;
    if (mean < sum_below && u < near_1 && add_up(&x, &dist, u)) return x;
    x = guess(mean, dispersion, at);
    return mean > PC_MOST_COUNTED ? x : search(&dist, x, at);
}
