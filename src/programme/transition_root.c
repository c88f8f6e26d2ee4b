/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The matrix of a part of a period: square and cube roots in turn.
 *   square: Denman and Beavers' iteration in its product form (Higham, algorithm 6.21 without
 *           scaling): M_0 = X_0 = A, M' = (I + (M + M^-1) / 2) / 2, X' = X (I + M^-1) / 2
 *   cube:   the coupled Newton iteration (Higham, 7.19 for p = 3) of a matrix with eigenvalues
 *           in the right half of the unit circle, which a square root of a transition matrix
 * has: X_0 = I, N_0 = A, S = (2 I + N) / 3, X' = X S, N' = S^-3 N Both converge quadratically,
 * and not at all where there is no root.
 */
#include "programme/transition.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 60 };
static const double rounding = 1e-12; /* what a root's element may be off by */

typedef struct workspace {
    size_t n;
    gsl_matrix *a, *x, *m, *s, *inverse, *product;
    gsl_permutation *order;
} workspace;

static void workspace_clear(workspace *w)
{
    gsl_matrix *const all[] = { w->a, w->x, w->m, w->s, w->inverse, w->product };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) gsl_matrix_free(all[i]);
    gsl_permutation_free(w->order);
}

static bool workspace_init(workspace *w, size_t n)
{
    *w = (workspace) { .n = n,
                       .a = gsl_matrix_alloc(n, n),
                       .x = gsl_matrix_alloc(n, n),
                       .m = gsl_matrix_alloc(n, n),
                       .s = gsl_matrix_alloc(n, n),
                       .inverse = gsl_matrix_alloc(n, n),
                       .product = gsl_matrix_alloc(n, n),
                       .order = gsl_permutation_alloc(n) };
    if (w->a && w->x && w->m && w->s && w->inverse && w->product && w->order) return true;
    workspace_clear(w);
    return false;
}

/* out = a b; out is neither. */
static void multiply(gsl_matrix *out, const gsl_matrix *a, const gsl_matrix *b)
{
    for (size_t i = 0; i < a->size1; i++)
        for (size_t j = 0; j < a->size1; j++) {
            double sum = 0;
            for (size_t k = 0; k < a->size1; k++)
                sum += gsl_matrix_get(a, i, k) * gsl_matrix_get(b, k, j);
            gsl_matrix_set(out, i, j, sum);
        }
}

/* w->inverse = of^-1, which loses what is in it; false when it has none. */
static bool invert(workspace *w, gsl_matrix *of)
{
    int sign;
    if (gsl_linalg_LU_decomp(of, w->order, &sign) != 0) return false;
    for (size_t i = 0; i < w->n; i++) {
        const double pivot = fabs(gsl_matrix_get(of, i, i));
        if (!(pivot > 0 && pivot < HUGE_VAL)) return false;
    }
    return gsl_linalg_LU_invert(of, w->order, w->inverse) == 0;
}

/* The largest distance of an element from the unit matrix's; not a number when one is none. */
static double from_unit(const gsl_matrix *m)
{
    double most = 0;
    for (size_t i = 0; i < m->size1 * m->size1; i++) {
        const double unit = i / m->size1 == i % m->size1;
        const double off = fabs(gsl_matrix_get(m, i / m->size1, i % m->size1) - unit);
        if (!(off <= most)) most = off;
    }
    return most;
}

/* Has the iteration come to its end? The distance falls to rounding and then stays. */
static bool has_settled(double off, double before)
{
    return off < 1e-15 || (off < 1e-12 && off >= before / 2);
}

/* w->x = square root of w->a. */
static bool square_root(workspace *w)
{
    double before = HUGE_VAL;
    gsl_matrix_memcpy(w->x, w->a);
    gsl_matrix_memcpy(w->m, w->a);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        gsl_matrix_memcpy(w->s, w->m);
        if (!invert(w, w->s)) return false;
        gsl_matrix_set_identity(w->s); /* s = (I + M^-1) / 2 */
        gsl_matrix_add(w->s, w->inverse);
        gsl_matrix_scale(w->s, 0.5);
        multiply(w->product, w->x, w->s);
        gsl_matrix_memcpy(w->x, w->product);
        gsl_matrix_scale(w->m, 0.5); /* M' = I / 2 + (M + M^-1) / 4 = M / 4 + s / 2 + I / 4 */
        gsl_matrix_add(w->m, w->s);
        gsl_matrix_scale(w->m, 0.5);
        for (size_t i = 0; i < w->n; i++)
            gsl_matrix_set(w->m, i, i, gsl_matrix_get(w->m, i, i) + 0.25);
        const double off = from_unit(w->m);
        if (has_settled(off, before)) return true;
        before = off;
    }
    return false;
}

/* w->x = cube root of w->a. */
static bool cube_root(workspace *w)
{
    double before = HUGE_VAL;
    gsl_matrix_set_identity(w->x);
    gsl_matrix_memcpy(w->m, w->a);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        gsl_matrix_memcpy(w->s, w->m);
        for (size_t i = 0; i < w->n; i++)
            gsl_matrix_set(w->s, i, i, gsl_matrix_get(w->s, i, i) + 2);
        gsl_matrix_scale(w->s, 1.0 / 3);
        multiply(w->product, w->x, w->s);
        gsl_matrix_memcpy(w->x, w->product);
        if (!invert(w, w->s)) return false;
        for (int i = 0; i < 3; i++) {
            multiply(w->product, w->inverse, w->m);
            gsl_matrix_memcpy(w->m, w->product);
        }
        const double off = from_unit(w->m);
        if (has_settled(off, before)) return true;
        before = off;
    }
    return false;
}

/* w->a becomes its root. The cube root is that of the square root, squared. */
static bool prime_root(workspace *w, unsigned prime)
{
    if (!square_root(w)) return false;
    gsl_matrix_memcpy(w->a, w->x);
    if (prime == 2) return true;
    if (!cube_root(w)) return false;
    multiply(w->a, w->x, w->x);
    return true;
}

static bool principal_root(workspace *w, unsigned degree)
{
    for (; degree % 2 == 0; degree /= 2)
        if (!prime_root(w, 2)) return false;
    for (; degree % 3 == 0; degree /= 3)
        if (!prime_root(w, 3)) return false;
    return degree == 1;
}

/* ---- repair ---- */

static int descending(const void *x, const void *y)
{
    const double a = *(const double *)x, b = *(const double *)y;
    return (a < b) - (a > b);
}

/* The nearest row of shares: max(0, x - t) with the t that makes them sum to 1. */
static void project(double *row, double *sorted, size_t n)
{
    double sum = 0, t = 0;
    memcpy(sorted, row, n * sizeof *row);
    qsort(sorted, n, sizeof *sorted, descending);
    for (size_t k = 0; k < n; k++) {
        sum += sorted[k];
        const double with = (sum - 1) / (double)(k + 1);
        if (sorted[k] > with) t = with;
    }
    for (size_t j = 0; j < n; j++) row[j] = row[j] > t ? row[j] - t : 0;
}

/* Rows with an element below 0 that is no rounding error are projected. */
static void mend(double *root, pc_transition_repair *repair, double *sorted, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double least = 0;
        for (size_t j = 0; j < n; j++) {
            const double x = root[i * n + j];
            if (x < least) least = x;
            if (x >= -rounding || x >= repair->least) continue;
            *repair = (pc_transition_repair) { .least = x, .from = i, .to = j };
        }
        if (least < 0) project(root + i * n, sorted, n);
    }
    pc_transition_normalise(root, n);
}

static bool is_root(const double *root, const double *matrix, size_t n, unsigned degree,
                    double *miss)
{
    double *power = malloc(n * n * sizeof *power + 1);
    const bool made = power && pc_transition_power(power, root, n, degree);
    *miss = 0;
    for (size_t i = 0; i < n * n && made; i++) {
        const double off = fabs(power[i] - matrix[i]);
        if (!(off <= *miss)) *miss = off;
    }
    free(power);
    return made;
}

pc_transition_status pc_transition_root(double *out, pc_transition_repair *repair,
                                        const double *matrix, size_t n, unsigned degree)
{
    workspace w;
    double *sorted = malloc(n * sizeof *sorted + 1);
    if (!sorted || !workspace_init(&w, n)) {
        free(sorted);
        return PC_TRANSITION_NO_MEMORY;
    }
    *repair = (pc_transition_repair) { 0 };
    for (size_t i = 0; i < n * n; i++) gsl_matrix_set(w.a, i / n, i % n, matrix[i]);
    bool found = principal_root(&w, degree), remembered = true;
    for (size_t i = 0; i < n * n; i++) out[i] = gsl_matrix_get(w.a, i / n, i % n);
    workspace_clear(&w);
    if (found) remembered = is_root(out, matrix, n, degree, &repair->miss);
    found = found && repair->miss < 1e-9;
    if (found && remembered) {
        mend(out, repair, sorted, n);
        remembered = is_root(out, matrix, n, degree, &repair->miss);
    }
    free(sorted);
    return !remembered ? PC_TRANSITION_NO_MEMORY
           : found     ? PC_TRANSITION_OK
                       : PC_TRANSITION_NO_ROOT;
}
