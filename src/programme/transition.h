/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_TRANSITION_H
#define PC_PROGRAMME_TRANSITION_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Ladders that go by chance: matrices of what share of a tier's partners is in which tier a
 * period later. n x n by rows, row: from; rows are 0 or more and sum to 1 (stochastic), or, of
 * a generator, are rates of change: 0 or more beside the diagonal, summing to 0.
 * Additions, products and quotients only (GSL's LU factors, pc_exp), so that every machine
 * gives the same bits. Pure; false without memory. docs/model/ladders.md
 */

/** out = matrix to the power of exponent (0: the unit matrix), by squaring. out may be matrix.
 */
bool pc_transition_power(double *out, const double *matrix, size_t n, unsigned exponent);

/** exp(time * generator), the matrix over `time` of the generator's periods (0 or more). */
bool pc_transition_generate(double *out, const double *generator, size_t n, double time);

/** Divides rows by their sums, which are above 0. */
void pc_transition_normalise(double *matrix, size_t n);

/** What was done to a root that is no transition matrix itself. */
typedef struct pc_transition_repair {
    double least;    /* its most negative element; 0: none, nothing was repaired */
    size_t from, to; /* where that stood */
    double miss;     /* how far an element of out^degree is from the matrix, at most */
} pc_transition_repair;

typedef enum pc_transition_status {
    PC_TRANSITION_OK,
    PC_TRANSITION_NO_ROOT, /* an eigenvalue that is 0, or negative: none is near the unit matrix
                            */
    PC_TRANSITION_NO_MEMORY,
} pc_transition_status;

/**
 * The matrix of a degree-th part of the period: its principal root, the one whose eigenvalues
 * are nearest to 1, so that out^degree = matrix. Elements below 0, which no share can be, are
 * repaired: each row becomes the nearest one (in the sum of squares) of shares that sum to 1
 * (A. Kreinin, M. Sidelnikova, Algo Research Quarterly 4, 2001: the quasi-optimisation of the
 * root). N. Higham, Functions of Matrices (2008), 6.15 and 7.12.
 * @param degree  2^i 3^k, 1 or more
 */
pc_transition_status pc_transition_root(double *out, pc_transition_repair *repair,
                                        const double *matrix, size_t n, unsigned degree);

#endif
