/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The metalog through any number of quantiles (T. Keelin, Decision Analysis 13, 2016, eq. 6):
 *
 *   M(p) = B(c) + A(c) L,  c = p - 1/2,  L = log(p / (1 - p)),
 *   A = a1 + a2 c + a5 c^2 + a7 c^3 + ...,  B = a0 + a3 c + a4 c^2 + a6 c^3 + ...,
 *
 * as many terms as quantiles, of x or of its logarithm or logit where there are bounds. It is a
 * distribution when p (1 - p) M' = A + (1/4 - c^2) (A' L + B') is positive everywhere. That is
 * proved by interval arithmetic on ever smaller pieces of p. In pc_dist, a holds A's
 * coefficients in its first half and B's in the second.
 */
#include "dist/quantiles.h"
#include "math/math.h"

#include <assert.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

enum { HALF = PC_METALOG_TERMS / 2 };

/* Where the coefficient of term i (from 0) stands. */
static size_t place(size_t i)
{
    static const size_t first[] = { HALF, 0, 1, HALF + 1 };
    if (i < 4) return first[i];
    return i % 2 ? (i - 1) / 2 : HALF + i / 2;
}

/*
 * Around the median a term is even or odd. 7, 11 or 15 probabilities that lie symmetrically
 * around it ask for one even term more than as many terms have: for them the last one, which is
 * odd, makes place for the one behind it.
 */
static size_t last_term(const double *p, size_t n)
{
    if (n < 7 || n % 4 != 3) return n - 1;
    for (size_t i = 0; i < n; i++)
        if (!(fabs(p[i] + p[n - 1 - i] - 1.0) < 1e-9)) return n - 1;
    return n;
}

static double term(size_t i, double c, double l)
{
    const size_t at = place(i), power = at % HALF;
    double x = at < HALF ? l : 1.0;
    for (size_t k = 0; k < power; k++) x *= c;
    return x;
}

static void residual(double *rest, const double *matrix, const double *right, const double *x,
                     size_t n)
{
    for (size_t i = 0; i < n; i++) {
        rest[i] = right[i];
        for (size_t k = 0; k < n; k++) rest[i] -= matrix[i * n + k] * x[k];
    }
}

/* Solves with one step of refinement. False when the quantiles are too close for the terms. */
static bool solve(double *x, const double *matrix, const double *right, size_t n)
{
    double lu[PC_METALOG_TERMS * PC_METALOG_TERMS], rest[PC_METALOG_TERMS];
    size_t order[PC_METALOG_TERMS];
    int sign;
    assert(n > 1 && n <= PC_METALOG_TERMS);
    memcpy(lu, matrix, n * n * sizeof *lu);
    gsl_matrix_view m = gsl_matrix_view_array(lu, n, n);
    gsl_permutation p = { n, order };
    gsl_linalg_LU_decomp(&m.matrix, &p, &sign);
    for (size_t i = 0; i < n; i++)
        if (!(fabs(lu[i * n + i]) > 0.0)) return false;
    gsl_vector_view to = gsl_vector_view_array(x, n), left = gsl_vector_view_array(rest, n);
    memcpy(x, right, n * sizeof *x);
    gsl_linalg_LU_svx(&m.matrix, &p, &to.vector);
    residual(rest, matrix, right, x, n);
    gsl_linalg_LU_svx(&m.matrix, &p, &left.vector);
    for (size_t i = 0; i < n; i++) x[i] += rest[i];
    residual(rest, matrix, right, x, n);
    const double range = fabs(right[n - 1] - right[0]);
    for (size_t i = 0; i < n; i++)
        if (!(fabs(rest[i]) <= 1e-10 * range)) return false;
    return true;
}

bool pc_quantiles_fit(double a[PC_METALOG_TERMS], const pc_dist_spec *spec, size_t without)
{
    double matrix[PC_METALOG_TERMS * PC_METALOG_TERMS] = { 0 }, right[PC_METALOG_TERMS],
                                     x[PC_METALOG_TERMS], p[PC_METALOG_TERMS];
    size_t n = 0;
    for (size_t i = 0; i < spec->n; i++) {
        if (i == without) continue;
        p[n] = spec->atoms[i].upto;
        right[n++] = pc_metalog_scale(spec, spec->atoms[i].value);
    }
    const size_t last = last_term(p, n);
    for (size_t row = 0; row < n; row++)
        for (size_t k = 0; k < n; k++)
            matrix[row * n + k] =
                term(k + 1 < n ? k : last, p[row] - 0.5, pc_log(p[row] / (1.0 - p[row])));
    memset(a, 0, PC_METALOG_TERMS * sizeof *a);
    if (!solve(x, matrix, right, n)) return false;
    for (size_t k = 0; k < n; k++) a[place(k + 1 < n ? k : last)] = x[k];
    return true;
}

static double polynomial(const double *a, double c)
{
    double sum = 0.0;
    for (size_t i = HALF; i-- > 0;) sum = a[i] + c * sum;
    return sum;
}

static double derivative(const double *a, double c)
{
    double sum = 0.0;
    for (size_t i = HALF; i-- > 1;) sum = (double)i * a[i] + c * sum;
    return sum;
}

pc_curve pc_quantiles_curve(const double *a, pc_chance at, double l)
{
    const double c = at.p < at.q ? at.p - 0.5 : 0.5 - at.q;
    const double up = polynomial(a, c);
    return (pc_curve) { polynomial(a + HALF, c) + up * l,
                        up + at.p * at.q * (derivative(a, c) * l + derivative(a + HALF, c)) };
}

/* ---- whether it rises everywhere ---- */

typedef struct interval {
    double low, high;
} interval;

static interval times(interval x, interval y)
{
    const double a = x.low * y.low, b = x.low * y.high, c = x.high * y.low, d = x.high * y.high;
    return (interval) { fmin(fmin(a, b), fmin(c, d)), fmax(fmax(a, b), fmax(c, d)) };
}

static interval plus(interval x, interval y)
{
    return (interval) { x.low + y.low, x.high + y.high };
}

/* A polynomial, or its derivative, over an interval around its middle (Taylor's form, which
 * overestimates by the square of the width). */
static interval over(const double *a, interval c, bool slope)
{
    double shifted[HALF], middle = 0.5 * (c.low + c.high);
    memcpy(shifted, a, sizeof shifted);
    if (slope) {
        for (size_t i = 1; i < HALF; i++) shifted[i - 1] = (double)i * a[i];
        shifted[HALF - 1] = 0.0;
    }
    for (size_t k = 0; k + 1 < HALF; k++)
        for (size_t i = HALF - 1; i-- > k;) shifted[i] += middle * shifted[i + 1];
    interval sum = { 0.0, 0.0 };
    const interval away = { c.low - middle, c.high - middle };
    for (size_t i = HALF; i-- > 0;) {
        sum = times(sum, away);
        sum.low += shifted[i], sum.high += shifted[i];
    }
    return sum;
}

/* p (1 - p) M' for tail probabilities v between two values; upper: p = 1 - v. */
static interval rise_over(const double *a, interval v, bool upper)
{
    const interval c = upper ? (interval) { 0.5 - v.high, 0.5 - v.low }
                             : (interval) { v.low - 0.5, v.high - 0.5 };
    const interval pq = { v.low * (1.0 - v.low), v.high * (1.0 - v.high) };
    /* |pq L| <= v (1 + |log v|), which rises with v */
    interval l = { -v.high * (1.0 - pc_log(v.high)), 0.0 };
    if (v.low > 0.0)
        l = times(
            pq, (interval) { pc_log(v.low / (1.0 - v.low)), pc_log(v.high / (1.0 - v.high)) });
    if (upper) l = (interval) { -l.high, -l.low };
    return plus(over(a, c, false),
                plus(times(over(a, c, true), l), times(over(a + HALF, c, true), pq)));
}

static double rise_at(const double *a, double v, bool upper)
{
    const pc_chance at = upper ? (pc_chance) { 1.0 - v, v } : (pc_chance) { v, 1.0 - v };
    return pc_quantiles_curve(a, at, pc_log(at.p / at.q)).rise;
}

/* One side of the median: pieces that are not proved are halved, and refused when their middle
 * falls or nothing is proved after 40 halvings. */
static bool rises_on(const double *a, bool upper, double least, double *where)
{
    struct {
        interval v;
        int depth;
    } open[64];
    size_t n = 0;
    open[n++].v = (interval) { 0.0, 0.5 };
    open[0].depth = 0;
    for (size_t steps = 0; n > 0; steps++) {
        const interval v = open[--n].v;
        const int depth = open[n].depth;
        const double middle =
            v.low > 0.0 || depth < 20 ? 0.5 * (v.low + v.high) : 0.125 * v.high;
        *where = upper ? 1.0 - middle : middle;
        if (rise_over(a, v, upper).low > least) continue;
        if (!(rise_at(a, middle, upper) > least) || depth >= 45 || steps > 20000) return false;
        open[n].v = (interval) { middle, v.high };
        open[n++].depth = depth + 1;
        open[n].v = (interval) { v.low, middle };
        open[n++].depth = depth + 1;
    }
    return true;
}

bool pc_quantiles_rise(const double a[PC_METALOG_TERMS], double *where)
{
    double scale = 0.0;
    for (size_t i = 0; i < PC_METALOG_TERMS; i++)
        if (i != HALF) scale = fmax(scale, fabs(a[i]));
    const double least = 1e-10 * scale;
    *where = 0.0;
    if (!(polynomial(a, -0.5) > least)) return false;
    *where = 1.0;
    if (!(polynomial(a, 0.5) > least)) return false;
    return rises_on(a, false, least, where) && rises_on(a, true, least, where);
}
