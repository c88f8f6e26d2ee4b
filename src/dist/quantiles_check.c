/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles that no metalog goes through, in words: which one stands out, and where it would
 * fit. */
#include "dist/quantiles.h"
#include "math/math.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool check_order(const pc_dist_spec *spec, pc_dist_problem *problem)
{
    for (size_t i = 0; i < spec->n; i++) {
        const pc_atom *a = &spec->atoms[i];
        if (!(a->upto > 0.0 && a->upto < 1.0))
            return pc_dist_refuse(
                problem, "0 % and 100 % are no quantiles: write min and max for bounds",
                "%.12g%% is not between 0 and 100 %%", 100.0 * a->upto);
        if (!(a->value > spec->lower && a->value < spec->upper))
            return pc_dist_refuse(problem,
                                  "quantiles lie inside the bounds, which no draw reaches",
                                  "the %.12g%% quantile, %.12g, is not inside %.12g to %.12g",
                                  100.0 * a->upto, a->value, spec->lower, spec->upper);
        if (i > 0 && !(a->value > a[-1].value))
            return pc_dist_refuse(problem, "quantiles rise with their percentage",
                                  "the %.12g%% quantile, %.12g, is not above the %.12g%% one, "
                                  "%.12g",
                                  100.0 * a->upto, a->value, 100.0 * a[-1].upto, a[-1].value);
    }
    return true;
}

/* Where the curve through the others has the probability of one. */
static double others_at(const pc_dist_spec *spec, size_t i, const double *a)
{
    const double p = spec->atoms[i].upto, q = 1.0 - p;
    return pc_quantiles_curve(a, (pc_chance) { p, q }, pc_log(p / q)).value;
}

/* The quantile without which the others make a distribution, and which has the least way to go
 * to it (in parts of its neighbours' distance); n when there is none. */
static size_t find_culprit(const pc_dist_spec *spec, double *fits_at)
{
    size_t culprit = spec->n;
    double least = HUGE_VAL;
    for (size_t i = 0; i < spec->n; i++) {
        double a[PC_METALOG_TERMS], where;
        if (spec->n == 3 && i != 1) continue; /* any two points have a curve */
        if (!pc_quantiles_fit(a, spec, i) || !pc_quantiles_rise(a, &where)) continue;
        const double want = others_at(spec, i, a);
        const size_t before = i > 0 ? i - 1 : 0, after = i + 1 < spec->n ? i + 1 : i;
        const double around = pc_metalog_scale(spec, spec->atoms[after].value) -
                              pc_metalog_scale(spec, spec->atoms[before].value);
        const double away = fabs(want - pc_metalog_scale(spec, spec->atoms[i].value)) / around;
        if (!(away < least)) continue;
        least = away;
        culprit = i;
        *fits_at = pc_metalog_unscale(spec, want);
    }
    return culprit;
}

static void say_where(char *out, size_t n, const pc_dist_spec *spec, double where)
{
    size_t i = 0;
    while (i < spec->n && spec->atoms[i].upto < where) i++;
    if (i == 0)
        snprintf(out, n, "below the %.12g%% quantile", 100.0 * spec->atoms[0].upto);
    else if (i == spec->n)
        snprintf(out, n, "above the %.12g%% quantile", 100.0 * spec->atoms[i - 1].upto);
    else
        snprintf(out, n, "between %.12g%% and %.12g%%", 100.0 * spec->atoms[i - 1].upto,
                 100.0 * spec->atoms[i].upto);
}

static bool refuse_falling(const pc_dist_spec *spec, double where, pc_dist_problem *problem)
{
    char place[80], help[160];
    double fits_at = 0.0;
    say_where(place, sizeof place, spec, where);
    const size_t culprit = find_culprit(spec, &fits_at);
    if (culprit < spec->n)
        snprintf(help, sizeof help,
                 "the %.6g%% quantile, %.6g, stands out: the others alone have it at %.6g",
                 100.0 * spec->atoms[culprit].upto, spec->atoms[culprit].value, fits_at);
    else
        snprintf(help, sizeof help,
                 "leave some out: more than one stands out of a smooth curve");
    return pc_dist_refuse(problem, help,
                          "no smooth distribution has these quantiles: its curve would fall %s",
                          place);
}

bool pc_quantiles_check(const pc_dist_spec *spec, pc_dist_problem *problem)
{
    double a[PC_METALOG_TERMS], where;
    if (!(spec->lower < spec->upper))
        return pc_dist_refuse(problem, "the lower bound lies below the upper one",
                              "bounds %.12g and %.12g", spec->lower, spec->upper);
    if (!check_order(spec, problem)) return false;
    if (!pc_quantiles_fit(a, spec, spec->n))
        return pc_dist_refuse(problem, "leave one out, or take them farther apart",
                              "the quantiles are too close to each other");
    return pc_quantiles_rise(a, &where) || refuse_falling(spec, where, problem);
}

static int by_probability(const pc_atom *a, const pc_atom *b)
{
    return (a->upto > b->upto) - (a->upto < b->upto);
}

bool pc_dist_set_quantiles(pc_dist_spec *out, pc_arena *arena, const double *probabilities,
                           const double *values, size_t n, pc_dist_problem *problem)
{
    *problem = (pc_dist_problem) { "", "" };
    if (n < 3 || n > PC_METALOG_TERMS)
        return pc_dist_refuse(problem, "give 3 to 16 of them", "%zu quantile%s", n,
                              n == 1  ? " is too few"
                              : n < 3 ? "s are too few"
                                      : "s are too many");
    pc_atom *atoms = PC_NEW_ARRAY(arena, pc_atom, n);
    if (!atoms) return false;
    for (size_t i = 0; i < n; i++) {
        const pc_atom next = { .value = values[i], .upto = probabilities[i] };
        size_t k = i;
        for (; k > 0 && by_probability(&atoms[k - 1], &next) > 0; k--) atoms[k] = atoms[k - 1];
        atoms[k] = next;
    }
    for (size_t i = 1; i < n; i++)
        if (!(atoms[i].upto > atoms[i - 1].upto))
            return pc_dist_refuse(problem, "state each once",
                                  "the %.12g%% quantile is given twice", 100.0 * atoms[i].upto);
    *out = (pc_dist_spec) { .family = PC_METALOG,
                            .lower = -HUGE_VAL,
                            .upper = HUGE_VAL,
                            .min = -HUGE_VAL,
                            .max = HUGE_VAL,
                            .atoms = atoms,
                            .n = n };
    return true;
}
