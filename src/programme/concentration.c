/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The share of the largest k of n lognormals. With T their sum and S that of all,
 *   E[T / S] = integral over l > 0 of E[T exp(-l S)] dl,
 * and given the (k+1)-th largest value x, k values are independent above x and the others
 * below, so with a(x) = E[exp(-l X); X > x], a1(x) = E[X exp(-l X); X > x] and b(x) =
 * E[exp(-l X); X < x]
 *   E[T exp(-l S)] = n! / (k! (n-k-1)!) integral of k a1 a^(k-1) exp(-l x) b^(n-k-1) f(x) dx.
 * Both integrals are sums at fixed points, in z = log(x) / sigma and in log(l): the same bits
 * everywhere. In the limit of many the share is P(Z < sigma - z), z the quantile of 1 - top
 * (Crow and Shimizu, Lognormal Distributions, 1988, 1.2).
 */
#include "programme/concentration.h"

#include "math/math.h"

#include <math.h>
#include <stdbool.h>

enum {
    OUTSIDE = 120, /* panels on either side of where the threshold can be */
    INSIDE = 160,  /* panels in which it can be; each end of one is looked at */
};

/* a, and l times a1. */
typedef struct sums {
    double a, a1;
} sums;

typedef struct share {
    double sigma, n, k;
    double log_count;   /* of n! / ((k-1)! (n-k-1)!) */
    double low, high;   /* of z: the threshold lies between */
    double least, most; /* of z: all values do */
    double log_rate;    /* of l */
    sums above[INSIDE + 1], below[INSIDE + 1];
} share;

/* exp(-l x) and x exp(-l x), times the density of z; x = exp(sigma z). */
static sums density(const share *s, double z)
{
    const double tilt = pc_exp(s->log_rate + s->sigma * z);
    const double a = pc_exp(-0.5 * z * z - tilt) * 0.3989422804014327;
    return (sums) { a, tilt * a };
}

/* Three points of Gauss and Legendre on one panel. */
static sums panel(const share *s, double z, double width)
{
    const double half = width / 2, away = half * 0.7745966692414834, middle = z + half;
    const sums x = density(s, middle - away), y = density(s, middle),
               w = density(s, middle + away);
    return (sums) { (5 * (x.a + w.a) + 8 * y.a) * half / 9,
                    (5 * (x.a1 + w.a1) + 8 * y.a1) * half / 9 };
}

static sums outside(const share *s, double from, double to)
{
    sums all = { 0, 0 };
    for (int i = 0; i < OUTSIDE && to > from; i++) {
        const double width = (to - from) / OUTSIDE;
        const sums one = panel(s, from + i * width, width);
        all = (sums) { all.a + one.a, all.a1 + one.a1 };
    }
    return all;
}

/* Fills below[] and above[] at the ends of the inner panels. */
static void accumulate(share *s)
{
    const double width = (s->high - s->low) / INSIDE;
    sums panels[INSIDE];
    for (int i = 0; i < INSIDE; i++) panels[i] = panel(s, s->low + i * width, width);
    s->below[0] = outside(s, s->least, s->low);
    s->above[INSIDE] = outside(s, s->high, s->most);
    for (int i = 0; i < INSIDE; i++) {
        const int k = INSIDE - 1 - i;
        s->below[i + 1] = (sums) { s->below[i].a + panels[i].a, s->below[i].a1 + panels[i].a1 };
        s->above[k] =
            (sums) { s->above[k + 1].a + panels[k].a, s->above[k + 1].a1 + panels[k].a1 };
    }
}

/* l E[T exp(-l S)]: all of k >= 1 and n > k. */
static double at_rate(share *s, double log_rate)
{
    s->log_rate = log_rate;
    accumulate(s);
    const double width = (s->high - s->low) / INSIDE;
    double sum = 0;
    for (int i = 0; i <= INSIDE; i++) {
        const sums here = density(s, s->low + i * width);
        const sums up = s->above[i], down = s->below[i];
        if (!(here.a > 0 && up.a1 > 0 && up.a > 0 && down.a > 0)) continue;
        const double log_term = s->log_count + pc_log(here.a) + pc_log(up.a1) +
                                (s->k - 1) * pc_log(up.a) + (s->n - s->k - 1) * pc_log(down.a);
        sum += pc_exp(log_term) * (i == 0 || i == INSIDE ? 0.5 : 1);
    }
    return sum * width;
}

/* Where the (k+1)-th largest of n can be: 12 standard deviations around its middle. */
static void find_threshold(share *s)
{
    const double upper = (s->k + 1) / (s->n + 1), lower = 1 - upper;
    const double z = -pc_normal_quantile(upper);
    const double sd = pc_sqrt(upper * lower / (s->n + 2)) / pc_normal_density(z);
    s->least = -9;
    s->most = 9 + s->sigma;
    s->low = fmax(s->least, z - 12 * sd);
    s->high = fmin(s->most, z + 12 * sd);
}

/* The share of the largest k, 1 <= k < n. */
static double largest(double sigma, double k, double n)
{
    share s = { .sigma = sigma, .n = n, .k = k };
    const double step = 0.5, from = -22 - pc_log(n) - sigma * sigma / 2;
    double sum = 0, greatest = 0;
    s.log_count = pc_log_gamma(n + 1) - pc_log_gamma(k) - pc_log_gamma(n - k);
    find_threshold(&s);
    for (int i = 0; i < 400; i++) {
        const double term = at_rate(&s, from + i * step);
        sum += term;
        greatest = fmax(greatest, term);
        if (greatest > 0 && term < 1e-12 * greatest && i > 44) break;
    }
    return sum * step;
}

static double share_of(double sigma, double k, double n)
{
    if (k <= 0) return 0;
    if (k >= n) return 1;
    return sigma > 0 ? largest(sigma, k, n) : k / n;
}

double pc_top_share(double sigma, double top, double n)
{
    if (top <= 0 || top >= 1) return top <= 0 ? 0 : 1;
    if (isinf(n)) return pc_normal_cdf(sigma + pc_normal_quantile(top));
    const double k = top * n, whole = floor(k + 1e-9), part = fmax(0, k - whole);
    const double below = share_of(sigma, whole, n);
    return part > 0 ? below + part * (share_of(sigma, whole + 1, n) - below) : below;
}

/* The share rises with sigma. Regula falsi, in which an end that stays counts half (Dowell and
 * Jarratt, BIT 11, 1971). */
static double find_sigma(double top, double earn, double n)
{
    double low = 0, high = PC_TOP_SHARE_MOST;
    double below = top - earn, above = pc_top_share(high, top, n) - earn;
    for (int i = 0; i < 100 && high - low > 1e-9; i++) {
        const double sigma = low + (high - low) * (below / (below - above));
        const double off = pc_top_share(sigma, top, n) - earn;
        const bool is_below = off < 0;
        if (off == 0 || fabs(off) < 1e-10) return sigma;
        if (is_below) {
            low = sigma;
            below = off;
            above /= 2;
        } else {
            high = sigma;
            above = off;
            below /= 2;
        }
    }
    return low + (high - low) / 2;
}

double pc_top_share_sigma(double top, double earn, double n)
{
    if (!(top > 0 && top < 1 && earn >= top && earn < 1 && n >= 1)) return (double)NAN;
    if (earn == top) return 0;
    if (isinf(n)) {
        const double sigma = pc_normal_quantile(earn) - pc_normal_quantile(top);
        return sigma <= PC_TOP_SHARE_MOST ? sigma : (double)NAN;
    }
    return pc_top_share(PC_TOP_SHARE_MOST, top, n) < earn ? (double)NAN
                                                          : find_sigma(top, earn, n);
}
