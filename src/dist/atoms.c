/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distributions that are lists of values with weights. Both tails are summed from their own
 * end, so that a rare greatest value keeps its digits.
 */
#include "dist/family.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool check_values(const double *values, const double *weights, size_t n,
                         pc_dist_problem *problem)
{
    bool some = !weights && n > 0;
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(values[i]) <= 1e150))
            return pc_dist_refuse(problem, "values are numbers up to 10^150",
                                  "value %zu is %.12g", i + 1, values[i]);
        if (weights && !(weights[i] >= 0.0 && weights[i] <= 1e150))
            return pc_dist_refuse(problem, "weights are numbers from 0 on",
                                  "weight %zu is %.12g", i + 1, weights[i]);
        some = some || (weights && weights[i] > 0.0);
    }
    if (some) return true;
    return pc_dist_refuse(problem, "give at least one value a weight above 0",
                          n ? "all weights are 0" : "there are no values");
}

static int by_value(const void *a, const void *b)
{
    const double x = ((const pc_atom *)a)->value, y = ((const pc_atom *)b)->value;
    return (x > y) - (x < y);
}

/* Equal weights are counted, not added, so that their order cannot matter. */
static size_t merge(pc_atom *atoms, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && atoms[kept - 1].value == atoms[i].value)
            atoms[kept - 1].weight += atoms[i].weight;
        else
            atoms[kept++] = atoms[i];
    }
    return kept;
}

static int by_value_and_weight(const void *a, const void *b)
{
    const double x = ((const pc_atom *)a)->weight, y = ((const pc_atom *)b)->weight;
    const int order = by_value(a, b);
    return order ? order : (x > y) - (x < y);
}

void pc_atoms_accumulate(pc_atom *atoms, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) sum += atoms[i].weight;
    double upto = 0.0, above = 0.0;
    for (size_t i = 0; i < n; i++) {
        atoms[i].weight /= sum;
        upto += atoms[i].weight;
        atoms[i].upto = upto;
    }
    for (size_t i = n; i-- > 0; above += atoms[i].weight) atoms[i].above = above;
    for (size_t i = 0; i < n; i++) {
        if (atoms[i].upto > 0.5)
            atoms[i].upto = 1.0 - atoms[i].above;
        else
            atoms[i].above = 1.0 - atoms[i].upto;
    }
}

bool pc_dist_set_atoms(pc_dist_spec *out, pc_arena *arena, const double *values,
                       const double *weights, size_t n, pc_dist_problem *problem)
{
    *problem = (pc_dist_problem) { "", "" };
    if (!check_values(values, weights, n, problem)) return false;
    pc_atom *atoms = PC_NEW_ARRAY(arena, pc_atom, n);
    if (!atoms) return false;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!weights || weights[i] > 0.0)
            atoms[kept++] = (pc_atom) { .value = values[i] == 0.0 ? 0.0 : values[i],
                                        .weight = weights ? weights[i] : 1.0 };
    qsort(atoms, kept, sizeof *atoms, by_value_and_weight);
    kept = merge(atoms, kept);
    pc_atoms_accumulate(atoms, kept);
    *out = (pc_dist_spec) { .family = PC_DISCRETE,
                            .lower = -HUGE_VAL,
                            .upper = HUGE_VAL,
                            .min = -HUGE_VAL,
                            .max = HUGE_VAL,
                            .atoms = atoms,
                            .n = kept };
    return true;
}

size_t pc_atoms_from(const pc_dist_spec *spec, double x)
{
    size_t low = 0, high = spec->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (spec->atoms[middle].value >= x)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

double pc_atoms_quantile(const pc_dist_spec *spec, pc_chance at)
{
    size_t low = 0, high = spec->n - 1;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const pc_atom *a = &spec->atoms[middle];
        if (at.p < at.q ? a->upto >= at.p : a->above <= at.q)
            high = middle;
        else
            low = middle + 1;
    }
    return spec->atoms[low].value;
}

pc_chance pc_atoms_chance(const pc_dist_spec *spec, double x, bool below)
{
    size_t i = pc_atoms_from(spec, x); /* those before it are below x */
    if (!below && i < spec->n && spec->atoms[i].value == x) i++;
    if (i == 0) return (pc_chance) { 0.0, 1.0 };
    return (pc_chance) { spec->atoms[i - 1].upto, spec->atoms[i - 1].above };
}

/* ---- whether two are the same ---- */

static bool same_parts(const pc_dist_spec *a, const pc_dist_spec *b)
{
    for (size_t i = 0; a->parts && i < a->n; i++)
        if (a->parts[i].weight != b->parts[i].weight ||
            !pc_dist_same(&a->parts[i].dist->spec, &b->parts[i].dist->spec))
            return false;
    return true;
}

bool pc_dist_same(const pc_dist_spec *a, const pc_dist_spec *b)
{
    if (a->family != b->family || a->lower != b->lower || a->upper != b->upper ||
        a->min != b->min || a->max != b->max || a->n != b->n ||
        memcmp(a->p, b->p, sizeof a->p) != 0)
        return false;
    if (a->atoms && memcmp(a->atoms, b->atoms, a->n * sizeof *a->atoms) != 0) return false;
    return same_parts(a, b);
}
