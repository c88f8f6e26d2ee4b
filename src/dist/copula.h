/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_DIST_COPULA_H
#define PC_DIST_COPULA_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Dependence of draws by a Gaussian copula (docs/model/dependence.md). Draws are turned into
 * standard normals, which are correlated; people state Spearman's rank correlation. Matrices
 * are symmetric, n x n, by rows; additions, products, quotients and square roots only, so that
 * every machine gives the same bits.
 */

/** Correlation of the normals whose uniforms have that Spearman correlation, -1..1:
 *  2 sin(pi r / 6); exactly -1, 0, 1 at -1, 0, 1. */
double pc_copula_pearson(double spearman);
/** The other way: 6 asin(rho / 2) / pi. */
double pc_copula_spearman(double pearson);

/**
 * Factors a correlation matrix: lower triangular l with l l' = a (Cholesky), l full n x n.
 * A member that the ones before it determine gets a zero on the diagonal.
 * @return false when no random numbers have that matrix: it has a negative eigenvalue (beyond
 *         rounding, about 1e-10)
 */
bool pc_copula_factor(double *l, const double *a, size_t n);

/**
 * The fewest members whose own matrix is already impossible, ascending, of an impossible a.
 * @param work     2 * n * n numbers
 * @param smallest set false when looking at all sets would take too long: then none of the
 *                 members found can be left out, but fewer others may be impossible, too
 * @return how many
 */
size_t pc_copula_culprits(size_t *members, bool *smallest, double *work, const double *a,
                          size_t n);

/**
 * The correlation matrix nearest to a in the sum of squares (N. Higham, IMA J. Numer. Anal. 22,
 * 2002: alternating projections with Dykstra's correction).
 * @return false without memory
 */
bool pc_copula_nearest(double *out, const double *a, size_t n);

/**
 * A correlation matrix that equals a where fixed says so (n x n, symmetric).
 * @return false when none was found, or without memory
 */
bool pc_copula_complete(double *out, const double *a, const bool *fixed, size_t n);

/**
 * A possible matrix as Spearman correlations of two decimals that are possible as well: values
 * are drawn towards 0 as little as that needs.
 * @param work 2 * n * n numbers
 */
void pc_copula_round(double *spearman, double *work, const double *a, size_t n);

#endif
