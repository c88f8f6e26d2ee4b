/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Correlation matrices near an impossible one. Two projections in turn: onto the matrices
 * without negative eigenvalues, and onto those with ones on the diagonal (and the fixed
 * values). For the nearest one Dykstra's correction is taken off before the first (Higham
 * 2002, algorithm 3.3); for any completion it is not needed (von Neumann).
 */
#include "dist/copula.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 300 };
static const double close_enough = 1e-6;

typedef struct projection {
    size_t n;
    gsl_eigen_symmv_workspace *space;
    gsl_matrix *matrix, *vectors;
    gsl_vector *values;
    double *correction;
} projection;

static void projection_clear(projection *p)
{
    gsl_eigen_symmv_free(p->space);
    gsl_matrix_free(p->matrix);
    gsl_matrix_free(p->vectors);
    gsl_vector_free(p->values);
    free(p->correction);
}

static bool projection_init(projection *p, size_t n)
{
    *p = (projection) { .n = n,
                        .space = gsl_eigen_symmv_alloc(n),
                        .matrix = gsl_matrix_alloc(n, n),
                        .vectors = gsl_matrix_alloc(n, n),
                        .values = gsl_vector_alloc(n),
                        .correction = calloc(n * n, sizeof(double)) };
    if (p->space && p->matrix && p->vectors && p->values && p->correction) return true;
    projection_clear(p);
    return false;
}

/* x without the part that belongs to eigenvalues below `least`. */
static bool lift(projection *p, double *x, double least)
{
    const size_t n = p->n;
    for (size_t i = 0; i < n * n; i++) gsl_matrix_set(p->matrix, i / n, i % n, x[i]);
    if (gsl_eigen_symmv(p->matrix, p->values, p->vectors, p->space) != 0) return false;
    for (size_t k = 0; k < n; k++) {
        const double lack = least - gsl_vector_get(p->values, k);
        if (!(lack > 0)) continue;
        for (size_t i = 0; i < n * n; i++)
            x[i] += lack * gsl_matrix_get(p->vectors, i / n, k) *
                    gsl_matrix_get(p->vectors, i % n, k);
    }
    return true;
}

/* Ones on the diagonal. @return how far the furthest value moved */
static double set_known(double *x, const double *a, const bool *fixed, size_t n)
{
    double moved = 0;
    for (size_t i = 0; i < n * n; i++) {
        const bool diagonal = i / n == i % n;
        if (!diagonal && !(fixed && fixed[i])) continue;
        const double known = diagonal ? 1.0 : a[i];
        if (fabs(known - x[i]) > moved) moved = fabs(known - x[i]);
        x[i] = known;
    }
    return moved;
}

bool pc_copula_nearest(double *out, const double *a, size_t n)
{
    projection p;
    if (!projection_init(&p, n)) return false;
    memcpy(out, a, n * n * sizeof *out);
    double moved = 1;
    for (int round = 0; round < MOST_ROUNDS && moved > close_enough; round++) {
        for (size_t i = 0; i < n * n; i++) out[i] -= p.correction[i];
        for (size_t i = 0; i < n * n; i++) p.correction[i] = -out[i];
        if (!lift(&p, out, 0.0)) break;
        for (size_t i = 0; i < n * n; i++) p.correction[i] += out[i];
        moved = set_known(out, a, NULL, n);
    }
    projection_clear(&p);
    return true;
}

/* Away from the edge of what is possible, as far as there is room, so that rounded values are
 * possible, too, and the projections come to an end. */
bool pc_copula_complete(double *out, const double *a, const bool *fixed, size_t n)
{
    static const double room[] = { 0.1, 0.03, 0.01, 0.003 };
    projection p;
    if (!projection_init(&p, n)) return false;
    double moved = 1;
    for (size_t i = 0; i < sizeof room / sizeof *room && moved > close_enough; i++) {
        memcpy(out, a, n * n * sizeof *out);
        for (int round = 0; round < MOST_ROUNDS && moved > close_enough; round++) {
            if (!lift(&p, out, room[i])) break;
            moved = set_known(out, a, fixed, n);
        }
    }
    projection_clear(&p);
    return moved <= close_enough;
}

/* ---- Two decimals ---- */

static bool round_towards_zero(double *spearman, double *work, const double *a, size_t n,
                               double kept)
{
    double *pearson = work, *factor = work + n * n;
    for (size_t i = 0; i < n * n; i++) {
        const bool diagonal = i / n == i % n;
        spearman[i] = diagonal ? 1.0 : round(100.0 * pc_copula_spearman(kept * a[i])) / 100.0;
        pearson[i] = pc_copula_pearson(spearman[i]);
    }
    return pc_copula_factor(factor, pearson, n);
}

void pc_copula_round(double *spearman, double *work, const double *a, size_t n)
{
    for (int step = 0; step <= 500; step++)
        if (round_towards_zero(spearman, work, a, n, 1.0 - step / 500.0)) return;
}
