/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws of discrete distributions: exact inversion. A guide (H. Chen and Y. Asau, AIIE
 * Transactions 6, 1974) says where the search for u begins: with as many guides as values it
 * takes less than two steps on average.
 */
#include "dist/family.h"

double pc_steps_at(const pc_steps *steps, double u)
{
    size_t i = steps->guide[(size_t)(u * (double)steps->n_guide)];
    while (steps->upto[i] < u) i++;
    return steps->values[i];
}

/* For u = 1 there is a guide too; the last upto is 1, so every search ends. */
static void set_guide(uint32_t *guide, const double *upto, size_t n)
{
    size_t i = 0;
    for (size_t k = 0; k <= n; k++) {
        while (i + 1 < n && upto[i] < (double)k / (double)n) i++;
        guide[k] = (uint32_t)(i > 0 ? i - 1 : 0);
    }
}

bool pc_steps_build(pc_table *out, const pc_dist *dist, pc_arena *arena)
{
    size_t n;
    const pc_atom *atoms = pc_dist_atoms(dist, &n, arena);
    pc_steps *steps = PC_NEW(arena, pc_steps);
    double *upto = atoms ? PC_NEW_ARRAY(arena, double, 2 * n) : NULL;
    uint32_t *guide = atoms ? PC_NEW_ARRAY(arena, uint32_t, n + 1) : NULL;
    if (!steps || !upto || !guide) return false;
    for (size_t i = 0; i < n; i++) {
        upto[i] = atoms[i].upto;
        upto[n + i] = atoms[i].value;
    }
    upto[n - 1] = 1.0;
    set_guide(guide, upto, n);
    *steps = (pc_steps) { upto, upto + n, guide, n, n };
    *out = (pc_table) { .steps = steps };
    return true;
}
