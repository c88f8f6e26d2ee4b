/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mean and standard deviation: closed forms where the family has them; for truncated ones the
 * integral of the quantile function, octave by octave of both tails (Gauss-Legendre, 12
 * points), with what lies beyond the last octave as a power of v.
 */
#include "dist/family.h"
#include "math/math.h"

#include <math.h>

/* Nodes and weights of the positive half, on -1..1 (NIST DLMF 3.5(v)). */
static const double gauss_x[6] = { 0.125233408511468915, 0.367831498998180194,
                                   0.587317954286617447, 0.769902674194304687,
                                   0.904117256370474857, 0.981560634246719251 };
static const double gauss_w[6] = { 0.249147045813402785, 0.233492536538354809,
                                   0.203167426723065922, 0.160078328543346226,
                                   0.106939325995318431, 0.0471753363865118272 };

typedef struct sums {
    double first, second; /* integrals of x - centre and of its square */
} sums;

static void add(sums *s, double away, double weight)
{
    s->first += weight * away;
    s->second += weight * away * away;
}

/* From 0 to `least` the distance grows as v^-k, k from the slope at `least`. */
static void add_rest(sums *s, const pc_dist *dist, double centre, double least, bool upper)
{
    const pc_point end = pc_dist_point(dist, least, upper, NULL);
    const double away = end.x - centre;
    if (away == 0.0) return;
    const double k = (upper ? 1.0 : -1.0) * end.slope * least / away;
    s->first += k < 1.0 ? least * away / (1.0 - k) : away * HUGE_VAL;
    s->second += k < 0.5 ? least * away * away / (1.0 - 2.0 * k) : HUGE_VAL;
}

static void add_octaves(sums *s, const pc_dist *dist, double centre, bool upper)
{
    pc_near near = { 0 };
    double low = 0x1p-53;
    for (; low < 0.5; low *= 2.0)
        for (int i = 0; i < 12; i++) {
            const double x = i < 6 ? -gauss_x[5 - i] : gauss_x[i - 6];
            const double v = low * (1.5 + 0.5 * x);
            const double away = pc_dist_point(dist, v, upper, &near).x - centre;
            add(s, away, 0.5 * low * gauss_w[i < 6 ? 5 - i : i - 6]);
        }
    add_rest(s, dist, centre, 0x1p-53, upper);
}

static void set_moments(pc_dist *dist, double centre, sums s)
{
    dist->mean = centre + s.first;
    dist->sd = isfinite(s.second) ? pc_sqrt(s.second - s.first * s.first) : HUGE_VAL;
}

static void integrate(pc_dist *dist)
{
    const double centre = pc_dist_quantile(dist, 0.5);
    sums s = { 0 };
    add_octaves(&s, dist, centre, false);
    add_octaves(&s, dist, centre, true);
    set_moments(dist, centre, s);
}

/* The density is linear between the bends, so two Gauss points a stretch are exact. */
static void integrate_triangular(pc_dist *dist)
{
    const double *p = dist->spec.p, third = 0.57735026918962576451, width = p[2] - p[0];
    const double centre = pc_dist_quantile(dist, 0.5);
    double ends[3] = { dist->low, p[1], dist->high };
    if (ends[1] < ends[0]) ends[1] = ends[0];
    if (ends[1] > ends[2]) ends[1] = ends[2];
    sums s = { 0 };
    for (int piece = 0; piece < 2; piece++)
        for (int side = -1; side <= 1; side += 2) {
            const double half = 0.5 * (ends[piece + 1] - ends[piece]);
            const double x = ends[piece] + half * (1.0 + side * third);
            const double rise = piece ? (p[2] - x) / (p[2] - p[1]) : (x - p[0]) / (p[1] - p[0]);
            if (half > 0.0) add(&s, x - centre, half * rise * 2.0 / width / dist->span);
        }
    set_moments(dist, centre, s);
}

/* E X^k of a lognormal above its min: exp(k mu + k^2 sigma^2 / 2) P(Z > a - k sigma) / P(Z >
 * a). */
static void lognormal_above(pc_dist *dist)
{
    const double mu = dist->spec.p[0], sigma = dist->spec.p[1];
    const double a = (pc_log(dist->spec.min) - mu) / sigma;
    const double m1 = pc_exp(mu + 0.5 * sigma * sigma) * pc_normal_tail(a - sigma) / dist->span;
    const double ratio = pc_exp(sigma * sigma) * dist->span * pc_normal_tail(a - 2.0 * sigma) /
                         (pc_normal_tail(a - sigma) * pc_normal_tail(a - sigma));
    dist->mean = m1;
    dist->sd = m1 * pc_sqrt(ratio - 1.0);
}

static void whole_beta(pc_dist *dist, double width)
{
    const double a = dist->a[0], b = dist->a[1], sum = a + b;
    dist->mean = dist->low + width * (a / sum);
    dist->sd = width * pc_sqrt(a / sum * (b / sum) / (sum + 1.0));
}

/* The closed forms; false where there is none. */
static bool whole(pc_dist *dist)
{
    const double *p = dist->spec.p, width = dist->high - dist->low;
    switch (dist->spec.family) {
    case PC_NORMAL:
        dist->mean = p[0], dist->sd = p[1];
        return true;
    case PC_LOGNORMAL:
        dist->mean = pc_exp(p[0] + 0.5 * p[1] * p[1]);
        dist->sd = dist->mean * pc_sqrt(pc_expm1(p[1] * p[1]));
        return true;
    case PC_PERT:
    case PC_BETA:
        whole_beta(dist, width);
        return true;
    case PC_GAMMA:
        dist->mean = p[1], dist->sd = p[1] / pc_sqrt(p[0]);
        return true;
    case PC_EXPONENTIAL:
    case PC_WEIBULL:
        pc_waiting_moments(dist);
        return true;
    case PC_STUDENT:
        pc_student_moments(dist);
        return true;
    default:
        return false;
    }
}

bool pc_dist_moments(pc_dist *dist)
{
    const pc_dist_spec *spec = &dist->spec;
    if (dist->is_discrete) return pc_discrete_moments(dist);
    if (spec->family == PC_MIXTURE) return pc_mixture_moments(dist);
    if (spec->family == PC_UNIFORM) {
        dist->mean = dist->low + 0.5 * (dist->high - dist->low);
        dist->sd = (dist->high - dist->low) * 0.28867513459481288225; /* 1 / sqrt 12 */
    } else if (spec->family == PC_TRIANGULAR) {
        integrate_triangular(dist);
    } else if (dist->f_min == 0.0 && dist->s_max == 0.0 && whole(dist)) {
        return true;
    } else if (spec->family == PC_LOGNORMAL && dist->s_max == 0.0 && spec->p[1] > 0.5) {
        lognormal_above(dist);
    } else {
        integrate(dist);
    }
    return true;
}
