/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Powers and generated matrices of tiers that partners change by chance.
 *   exp(Q t) = (sum over k of e^-m m^k / k! B^k)^(2^s), B = I + Q / r, m = r t / 2^s, r the
 *   fastest rate at which a tier is left: every term is 0 or more, so nothing cancels
 *   (uniformisation; A. Jensen, Skandinavisk Aktuarietidskrift 36, 1953)
 */
#include "programme/transition.h"

#include "math/math.h"

#include <stdlib.h>
#include <string.h>

/* ---- products ---- */

static void multiply(double *out, const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
            out[i * n + j] = sum;
        }
}

static void set_unit(double *out, size_t n)
{
    for (size_t i = 0; i < n * n; i++) out[i] = i / n == i % n;
}

bool pc_transition_power(double *out, const double *matrix, size_t n, unsigned exponent)
{
    const size_t size = n * n * sizeof(double);
    double *work = malloc(3 * size + 1);
    if (!work) return false;
    double *result = work, *square = work + n * n, *product = work + 2 * n * n;
    memcpy(square, matrix, size);
    set_unit(result, n);
    for (; exponent; exponent /= 2) {
        if (exponent % 2) {
            multiply(product, result, square, n);
            memcpy(result, product, size);
        }
        multiply(product, square, square, n);
        memcpy(square, product, size);
    }
    memcpy(out, result, size);
    free(work);
    return true;
}

void pc_transition_normalise(double *matrix, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j < n; j++) sum += matrix[i * n + j];
        for (size_t j = 0; j < n; j++) matrix[i * n + j] /= sum;
    }
}

/* ---- generators ---- */

/* The fastest rate at which a tier is left. */
static double fastest(const double *generator, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        double leaving = 0;
        for (size_t j = 0; j < n; j++)
            if (j != i) leaving += generator[i * n + j];
        if (leaving > most) most = leaving;
    }
    return most;
}

/* out = sum of e^-mean mean^k / k! step^k, mean at most 1/2: 20 terms are below 1e-24. */
static void poisson_mixture(double *out, double *term, double *product, const double *step,
                            size_t n, double mean)
{
    double weight = pc_exp(-mean);
    set_unit(term, n);
    memset(out, 0, n * n * sizeof *out);
    for (int k = 1; k <= 20; k++) {
        for (size_t i = 0; i < n * n; i++) out[i] += weight * term[i];
        multiply(product, term, step, n);
        memcpy(term, product, n * n * sizeof *term);
        weight *= mean / k;
    }
}

bool pc_transition_generate(double *out, const double *generator, size_t n, double time)
{
    double *work = calloc(3 * n * n + 1, sizeof *work);
    const double rate = fastest(generator, n);
    double mean = rate * time;
    unsigned doublings = 0;
    if (!work) return false;
    for (; mean > 0.5; mean /= 2) doublings++;
    double *step = work, *term = work + n * n, *product = work + 2 * n * n;
    set_unit(step, n);
    for (size_t i = 0; i < n * n && rate > 0; i++) {
        if (i / n == i % n) continue;
        step[i] = generator[i] / rate;
        step[(i / n) * n + i / n] -= step[i];
    }
    for (size_t i = 0; i < n; i++) /* the fastest row's diagonal is 0, not a rounding error */
        if (step[i * n + i] < 0) step[i * n + i] = 0;
    poisson_mixture(out, term, product, step, n, mean);
    for (; doublings; doublings--) {
        multiply(product, out, out, n);
        memcpy(out, product, n * n * sizeof *out);
    }
    pc_transition_normalise(out, n);
    free(work);
    return true;
}
