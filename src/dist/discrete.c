/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists of values and counts have in common: atoms, truncated to them, their moments. */
#include "dist/family.h"
#include "math/math.h"

#include <math.h>
#include <string.h>

bool pc_family_is_discrete(pc_family family)
{
    return family == PC_POISSON || family == PC_BINOMIAL || family == PC_NEGATIVE_BINOMIAL ||
           family == PC_DISCRETE;
}

bool pc_spec_is_discrete(const pc_dist_spec *spec)
{
    if (spec->family != PC_MIXTURE) return pc_family_is_discrete(spec->family);
    for (size_t i = 0; i < spec->n; i++)
        if (!spec->parts[i].dist->is_discrete && !spec->parts[i].dist->is_constant)
            return false;
    return true;
}

static size_t atoms_within(const pc_dist *dist, size_t *first)
{
    const pc_dist_spec *spec = &dist->spec;
    *first = pc_atoms_from(spec, dist->low);
    size_t end = *first;
    while (end < spec->n && spec->atoms[end].value <= dist->high) end++;
    return end - *first;
}

/* The parts' atoms with their weights in the whole, then as any list of values. */
static const pc_atom *atoms_of_mixture(const pc_dist *dist, size_t *n, pc_arena *arena)
{
    const pc_dist_spec *spec = &dist->spec;
    double *values = NULL, *weights = NULL;
    size_t total = 0, room = 0, room_too = 0;
    for (size_t i = 0; i < spec->n; i++) {
        size_t n_part;
        const pc_atom *atoms = pc_dist_atoms(spec->parts[i].dist, &n_part, arena);
        for (size_t k = 0; atoms && k < n_part; k++) {
            if (atoms[k].value < spec->min || atoms[k].value > spec->max) continue;
            if (!PC_GROW(arena, double, values, total, room) ||
                !PC_GROW(arena, double, weights, total, room_too))
                return NULL;
            values[total] = atoms[k].value;
            weights[total++] = atoms[k].weight * spec->parts[i].weight;
        }
    }
    pc_dist_spec list;
    pc_dist_problem problem;
    if (arena->failed || !pc_dist_set_atoms(&list, arena, values, weights, total, &problem))
        return NULL;
    *n = list.n;
    return list.atoms;
}

const pc_atom *pc_dist_atoms(const pc_dist *dist, size_t *n, pc_arena *arena)
{
    if (dist->spec.family == PC_MIXTURE && !dist->is_constant)
        return atoms_of_mixture(dist, n, arena);
    const bool is_list = dist->spec.family == PC_DISCRETE;
    size_t begin = 0;
    double first = 0.0;
    *n = dist->is_constant ? 1
         : is_list         ? atoms_within(dist, &begin)
                           : pc_counts_span(dist, &first);
    pc_atom *atoms = PC_NEW_ARRAY(arena, pc_atom, *n);
    if (!atoms) return NULL;
    if (dist->is_constant)
        *atoms = (pc_atom) { .value = dist->low, .weight = 1.0 };
    else if (is_list)
        memcpy(atoms, dist->spec.atoms + begin, *n * sizeof *atoms);
    else
        pc_counts_weigh(atoms, *n, dist, first);
    pc_atoms_accumulate(atoms, *n);
    return atoms;
}

/* Closed forms of the whole counts. */
static bool whole(pc_dist *dist)
{
    const double *p = dist->spec.p;
    switch (dist->spec.family) {
    case PC_POISSON:
        dist->mean = p[0], dist->sd = pc_sqrt(p[0]);
        return true;
    case PC_BINOMIAL:
        dist->mean = p[0] * p[1], dist->sd = pc_sqrt(p[0] * p[1] * (1.0 - p[1]));
        return true;
    case PC_NEGATIVE_BINOMIAL:
        dist->mean = p[0], dist->sd = pc_sqrt(p[0] * (1.0 + p[1] * p[0]));
        return true;
    default:
        return false;
    }
}

/* Two passes: around the mean nothing cancels. */
bool pc_discrete_moments(pc_dist *dist)
{
    pc_arena arena;
    size_t n;
    if (dist->f_min == 0.0 && dist->s_max == 0.0 && whole(dist)) return true;
    pc_arena_init(&arena);
    const pc_atom *atoms = pc_dist_atoms(dist, &n, &arena);
    double mean = 0.0, square = 0.0;
    for (size_t i = 0; atoms && i < n; i++) mean += atoms[i].weight * atoms[i].value;
    for (size_t i = 0; atoms && i < n; i++) {
        const double away = atoms[i].value - mean;
        square += atoms[i].weight * away * away;
    }
    dist->mean = mean;
    dist->sd = pc_sqrt(square);
    pc_arena_clear(&arena);
    return atoms;
}
