/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions as others see them: checked, truncated, with moments. */
#include "dist/dist.h"

#include "dist/family.h"
#include "math/math.h"

#include <math.h>

/* Less probability than this between min and max is a mistake in the scenario, not a plan. */
static const double least_span = 1e-9;

/* The probability of the interval, from the side where no digits cancel. */
static double span_of(const pc_dist *dist)
{
    if (dist->s_min <= 0.5) return dist->s_min - dist->s_max;
    if (dist->f_max <= 0.5) return dist->f_max - dist->f_min;
    return 1.0 - (dist->f_min + dist->s_max);
}

/* The first and the last value that can be drawn: of a discrete distribution they are atoms. */
static void set_ends(pc_dist *dist)
{
    const pc_dist_spec *spec = &dist->spec;
    if (dist->low < spec->min) dist->low = spec->min;
    if (dist->high > spec->max) dist->high = spec->max;
    if (spec->family == PC_DISCRETE) {
        const size_t first = pc_atoms_from(spec, spec->min);
        size_t end = pc_atoms_from(spec, spec->max);
        if (end < spec->n && spec->atoms[end].value == spec->max) end++;
        if (first < spec->n) dist->low = spec->atoms[first].value;
        if (end > 0) dist->high = spec->atoms[end - 1].value;
    } else if (dist->is_discrete && spec->family != PC_MIXTURE) {
        dist->low = ceil(dist->low);
        dist->high = floor(dist->high);
    }
}

static bool truncate(pc_dist *dist, pc_dist_problem *problem)
{
    const pc_dist_spec *spec = &dist->spec;
    const pc_chance below = pc_family_below(dist, spec->min);
    const pc_chance above = pc_family_chance(dist, spec->max);
    dist->f_min = below.p, dist->s_min = below.q;
    dist->f_max = above.p, dist->s_max = above.q;
    dist->span = span_of(dist);
    set_ends(dist);
    if (dist->span >= least_span) return true;
    return pc_dist_refuse(problem,
                          "widen min and max, or choose a distribution that lives there",
                          "less than one draw in 10^9 falls between min and max");
}

static void be_constant(pc_dist *dist)
{
    const pc_dist_spec *spec = &dist->spec;
    double x = spec->p[0];
    if (spec->family == PC_LOGNORMAL) x = pc_exp(x);
    if (spec->family == PC_BINOMIAL) x *= spec->p[1]; /* n = 0, p = 0 or p = 1 */
    if (spec->family == PC_DISCRETE) x = spec->atoms[0].value;
    if (spec->family == PC_STUDENT) x = spec->p[1];
    if (spec->family == PC_MIXTURE) x = spec->parts[0].dist->low;
    dist->is_constant = true;
    dist->low = dist->high = dist->mean = x;
    dist->f_max = dist->s_min = dist->span = 1.0;
}

static bool constant_is_kept(const pc_dist *dist, pc_dist_problem *problem)
{
    if (dist->low >= dist->spec.min && dist->low <= dist->spec.max) return true;
    return pc_dist_refuse(problem, "widen min and max, or change the value",
                          "the only value, %.12g, lies outside min and max", dist->low);
}

/* A table holds every value that may be drawn. False without words when memory is short. */
static bool is_countable(const pc_dist *dist, pc_dist_problem *problem)
{
    double first;
    if (dist->spec.family == PC_MIXTURE) {
        bool no_memory;
        if (pc_mixture_is_countable(dist, &no_memory)) return true;
        if (no_memory) return false;
        return pc_dist_refuse(problem,
                              "mix fewer counts with it, or a gamma instead of a count",
                              "a mixture of counts and ranges has too many single values");
    }
    if (!dist->is_discrete || dist->spec.family == PC_DISCRETE) return true;
    if (pc_counts_span(dist, &first) <= PC_MOST_ATOMS) return true;
    return pc_dist_refuse(problem, "nobody counts that far: use gamma or lognormal instead",
                          "its draws spread over more than %d whole numbers", PC_MOST_ATOMS);
}

static bool moments_exist(const pc_dist *dist, pc_dist_problem *problem)
{
    if (isfinite(dist->mean)) return true;
    if (dist->spec.family == PC_STUDENT)
        return pc_dist_refuse(problem, "write df above 1, or min and max beside the family",
                              "a student distribution with df %.12g has no mean",
                              dist->spec.p[0]);
    if (dist->spec.family == PC_LOW_MID_HIGH || dist->spec.family == PC_METALOG)
        return pc_dist_refuse(
            problem, "narrow low..high, or state a max beside them (a truncation)",
            "%s so far apart that the mean is infinite",
            dist->spec.family == PC_METALOG ? "the quantiles are" : "low, mid and high are");
    return pc_dist_refuse(problem, "narrow the spread", "the mean is too large for a number");
}

bool pc_dist_init(pc_dist *out, const pc_dist_spec *spec, pc_dist_problem *problem)
{
    pc_dist dist = { .spec = *spec, .is_discrete = pc_spec_is_discrete(spec) };
    bool constant;
    *problem = (pc_dist_problem) { "", "" };
    if (!pc_dist_check(spec, &constant, problem)) return false;
    if (constant) {
        be_constant(&dist);
        if (!constant_is_kept(&dist, problem)) return false;
    } else {
        pc_family_prepare(&dist);
        if (!truncate(&dist, problem) || !is_countable(&dist, problem)) return false;
        if (!pc_dist_moments(&dist)) return false;
        if (!moments_exist(&dist, problem)) return false;
    }
    *out = dist;
    return true;
}

pc_chance pc_dist_chance(const pc_dist *dist, double x, bool below)
{
    if (x > dist->high || (x == dist->high && !below)) return (pc_chance) { 1.0, 0.0 };
    if (x < dist->low || (x == dist->low && below)) return (pc_chance) { 0.0, 1.0 };
    const pc_chance at = below ? pc_family_below(dist, x) : pc_family_chance(dist, x);
    return (pc_chance) { (at.p - dist->f_min) / dist->span, (at.q - dist->s_max) / dist->span };
}

double pc_dist_density(const pc_dist *dist, double x)
{
    if (!(x > dist->low && x < dist->high) || dist->is_discrete) return 0.0;
    const pc_chance at = pc_family_chance(dist, x);
    if (!(at.p > 0.0 && at.q > 0.0)) return 0.0;
    const double density = 1.0 / (pc_family_point(dist, at, NULL).slope * dist->span);
    return density == density ? density : 0.0;
}

pc_point pc_dist_point(const pc_dist *dist, double v, bool upper, pc_near *near)
{
    if (dist->is_constant) return (pc_point) { dist->low, 0.0 };
    const double part = v * dist->span;
    const pc_chance at = upper ? (pc_chance) { dist->f_max - part, dist->s_max + part }
                               : (pc_chance) { dist->f_min + part, dist->s_min - part };
    pc_point point = pc_family_point(dist, at, near);
    if (point.x < dist->low) point.x = dist->low;
    if (point.x > dist->high) point.x = dist->high;
    point.slope *= dist->span;
    return point;
}

double pc_dist_quantile(const pc_dist *dist, double u)
{
    const bool upper = u > 0.5;
    return pc_dist_point(dist, upper ? 1.0 - u : u, upper, NULL).x;
}

double pc_dist_cdf(const pc_dist *dist, double x)
{
    if (x >= dist->high) return 1.0;
    if (!(x >= dist->low)) return x == x ? 0.0 : x;
    const pc_chance at = pc_family_chance(dist, x);
    const double f = at.p < at.q ? (at.p - dist->f_min) / dist->span
                                 : 1.0 - (at.q - dist->s_max) / dist->span;
    return f < 0.0 ? 0.0 : f > 1.0 ? 1.0 : f;
}
