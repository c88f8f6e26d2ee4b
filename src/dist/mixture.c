/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mixtures: F = sum of w_i F_i. The quantile lies between the least and the greatest of the
 * parts' quantiles; Newton's steps on log F find it there, and where F jumps (an atom) or stays
 * (a gap between the parts) halving the interval of doubles does, which ends at the atom
 * itself. A truncated mixture is a mixture of the truncated parts.
 */
#include "dist/family.h"
#include "math/math.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

bool pc_dist_set_parts(pc_dist_spec *out, pc_arena *arena, const pc_dist *dists,
                       const double *weights, size_t n, pc_dist_problem *problem)
{
    *problem = (pc_dist_problem) { "", "" };
    double sum = 0.0;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(weights[i] >= 0.0 && weights[i] <= 1e150))
            return pc_dist_refuse(problem, "weights are numbers from 0 on",
                                  "weight %zu is %.12g", i + 1, weights[i]);
        sum += weights[i];
    }
    if (!(sum > 0.0))
        return pc_dist_refuse(problem, "give at least one part a weight above 0",
                              n ? "all weights are 0" : "a mixture has no parts");
    pc_dist_part *parts = PC_NEW_ARRAY(arena, pc_dist_part, n);
    pc_dist *copies = PC_NEW_ARRAY(arena, pc_dist, n);
    if (!parts || !copies) return false;
    for (size_t i = 0; i < n; i++) {
        if (weights[i] == 0.0) continue;
        copies[kept] = dists[i];
        parts[kept] = (pc_dist_part) { weights[i] / sum, &copies[kept] };
        kept++;
    }
    *out = (pc_dist_spec) { .family = PC_MIXTURE,
                            .lower = -HUGE_VAL,
                            .upper = HUGE_VAL,
                            .min = -HUGE_VAL,
                            .max = HUGE_VAL,
                            .parts = parts,
                            .n = kept };
    return true;
}

void pc_mixture_prepare(pc_dist *dist)
{
    const pc_dist_spec *spec = &dist->spec;
    dist->low = HUGE_VAL;
    dist->high = -HUGE_VAL;
    for (size_t i = 0; i < spec->n; i++) {
        dist->low = fmin(dist->low, spec->parts[i].dist->low);
        dist->high = fmax(dist->high, spec->parts[i].dist->high);
    }
}

pc_chance pc_mixture_chance(const pc_dist *dist, double x, bool below)
{
    pc_chance sum = { 0.0, 0.0 };
    for (size_t i = 0; i < dist->spec.n; i++) {
        const pc_dist_part *part = &dist->spec.parts[i];
        const pc_chance at = pc_dist_chance(part->dist, x, below);
        sum.p += part->weight * at.p;
        sum.q += part->weight * at.q;
    }
    return sum;
}

static double density(const pc_dist *dist, double x)
{
    double sum = 0.0;
    for (size_t i = 0; i < dist->spec.n; i++)
        sum += dist->spec.parts[i].weight * pc_dist_density(dist->spec.parts[i].dist, x);
    return sum;
}

/* ---- the quantile ---- */

/* Doubles in their order, as integers, so that halving ends after 64 steps. */
static int64_t rank_of(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits < 0 ? INT64_MIN - bits : bits;
}

static double of_rank(int64_t rank)
{
    double x;
    const int64_t bits = rank < 0 ? INT64_MIN - rank : rank;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static double half_way(double low, double high)
{
    const int64_t a = rank_of(low), b = rank_of(high);
    return of_rank((a & b) + ((a ^ b) >> 1));
}

static bool reaches(pc_chance here, pc_chance at)
{
    return at.p < at.q ? here.p >= at.p : here.q <= at.q;
}

/* Newton's step on the logarithm of the smaller tail; NaN where there is no density. */
static double newton(const pc_dist *dist, double x, pc_chance here, pc_chance at)
{
    const double f = density(dist, x);
    return at.p < at.q ? x - here.p * pc_log(here.p / at.p) / f
                       : x + here.q * pc_log(here.q / at.q) / f;
}

static double search(const pc_dist *dist, double low, double high, pc_chance at)
{
    double x = 0.5 * low + 0.5 * high, last = HUGE_VAL;
    for (int i = 0; i < 400 && (uint64_t)rank_of(high) - (uint64_t)rank_of(low) > 1; i++) {
        const pc_chance here = pc_mixture_chance(dist, x, false);
        if (reaches(here, at))
            high = x;
        else
            low = x;
        const double next = newton(dist, x, here, at), move = fabs(next - x);
        /* a step that does not get shorter is a jump or a gap */
        const bool good = next > low && next < high && move < 0.5 * last;
        if (next >= low && next <= high && move <= 0x1p-51 * fabs(x)) return next;
        last = good ? move : HUGE_VAL;
        x = good ? next : i % 2 ? half_way(low, high) : 0.5 * low + 0.5 * high;
        if (!(x > low && x < high)) x = half_way(low, high);
    }
    return high;
}

pc_point pc_mixture_point(const pc_dist *dist, pc_chance at)
{
    const bool upper = at.q < at.p;
    const double v = upper ? at.q : at.p;
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < dist->spec.n; i++) {
        const double x = pc_dist_point(dist->spec.parts[i].dist, v, upper, NULL).x;
        low = fmin(low, x);
        high = fmax(high, x);
    }
    double x = low;
    if (low < high && !reaches(pc_mixture_chance(dist, low, false), at))
        x = search(dist, low, high, at);
    return (pc_point) { x, 1.0 / density(dist, x) };
}

/* ---- moments ---- */

/* One part within the mixture's truncation; weight 0 when nothing of it is left. False without
 * memory. */
static bool part_within(pc_dist *out, double *weight, const pc_dist_part *part,
                        const pc_dist_spec *whole)
{
    pc_dist_problem problem = { "", "" };
    const pc_chance above = pc_dist_chance(part->dist, whole->max, false),
                    below = pc_dist_chance(part->dist, whole->min, true);
    const double share = below.q <= 0.5   ? below.q - above.q
                         : above.p <= 0.5 ? above.p - below.p
                                          : 1.0 - below.p - above.q;
    pc_dist_spec spec = part->dist->spec;
    spec.min = fmax(spec.min, whole->min);
    spec.max = fmin(spec.max, whole->max);
    *weight = share > 0.0 ? part->weight * share : 0.0;
    if (!(share > 0.0) || pc_dist_init(out, &spec, &problem)) return true;
    *weight = 0.0; /* less than one draw in 10^9 */
    return *problem.text;
}

bool pc_mixture_moments(pc_dist *dist)
{
    const pc_dist_spec *spec = &dist->spec;
    double sum = 0.0, mean = 0.0, square = 0.0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < spec->n; i++) {
            pc_dist part = *spec->parts[i].dist;
            double weight = spec->parts[i].weight;
            const bool is_whole = !(spec->min > part.low) && !(spec->max < part.high);
            if (!is_whole && !part_within(&part, &weight, &spec->parts[i], spec)) return false;
            if (!(weight > 0.0)) continue;
            const double away = part.mean - mean / sum;
            if (pass == 0)
                sum += weight, mean += weight * part.mean;
            else
                square += weight * (part.sd * part.sd + away * away);
        }
    dist->mean = mean / sum;
    dist->sd = pc_sqrt(square / sum);
    return true;
}
