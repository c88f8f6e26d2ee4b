/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Correlation matrices: their scales, factors, culprits, and what is near an impossible one. */
#include "dist/copula.h"

#include "math/math.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 8 };

static void scales_of_a_gaussian_copula(void **state)
{
    (void)state;
    CHECK_CLOSE(pc_copula_spearman(0.6), 0.581920104124, 0, 1e-12);
    CHECK_CLOSE(pc_copula_pearson(0.581920104124), 0.6, 0, 1e-12);
    for (int i = -100; i <= 100; i++) {
        const double r = i / 100.0;
        CHECK_CLOSE(pc_copula_pearson(r), 2 * sin(r * M_PI / 6), 0, 3e-16);
        CHECK_CLOSE(pc_copula_spearman(pc_copula_pearson(r)), r, 0, 1e-15);
        assert_true(pc_copula_pearson(-r) == -pc_copula_pearson(r));
    }
    assert_true(pc_copula_pearson(1) == 1 && pc_copula_pearson(0) == 0);
    assert_true(pc_copula_pearson(-1) == -1 && pc_copula_spearman(-1) == -1);
}

/* Symmetric, from the upper triangle by rows without the diagonal. */
static void fill(double *a, size_t n, const double *upper)
{
    for (size_t i = 0; i < n; i++) {
        a[i * n + i] = 1;
        for (size_t j = i + 1; j < n; j++) a[i * n + j] = a[j * n + i] = *upper++;
    }
}

static const struct {
    size_t n;
    double upper[10];
    bool possible;
    size_t n_culprits, culprits[4];
    const char *why;
} rows[] = {
    { 2, { 1 }, true, 0, { 0 }, "the same normal twice" },
    { 2, { -1 }, true, 0, { 0 }, "opposite" },
    { 3, { 0.5, 0.5, -0.5 }, true, 0, { 0 }, "singular: 1 + 2abc = a^2 + b^2 + c^2" },
    { 3, { 0.5, 0.5, -0.501 }, false, 3, { 0, 1, 2 }, "just beyond" },
    { 3, { 1, 0.3, 0.3 }, true, 0, { 0 }, "two alike, alike to the third" },
    { 3, { 1, 0.3, 0.31 }, false, 3, { 0, 1, 2 }, "two alike, differing to the third" },
    { 3, { 0.6, 0.6, 0.8 }, true, 0, { 0 }, "ordinary" },
    { 4, { 1, 1, 1, 1, 1, 1 }, true, 0, { 0 }, "all one" },
    { 4, { 0.1, 0.9, -0.9, 0.1, 0.1, 0.9 }, false, 3, { 0, 2, 3 }, "three of four" },
    { 4,
      { -0.34, -0.34, -0.34, -0.34, -0.34, -0.34 },
      false,
      4,
      { 0, 1, 2, 3 },
      "more than 1/3 against one another: only all four are impossible" },
    { 5,
      { 0.9, 0, 0, 0, 0.9, 0, 0, 0, 0.1, 0.1 },
      false,
      3,
      { 0, 1, 2 },
      "a chain whose ends are left at 0" },
};

static void possible_or_not_and_who_is_to_blame(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const size_t n = rows[k].n;
        double a[MOST * MOST], l[MOST * MOST], work[2 * MOST * MOST];
        fill(a, n, rows[k].upper);
        if (pc_copula_factor(l, a, n) != rows[k].possible) fail_msg("%s", rows[k].why);
        for (size_t i = 0; i < n * n && rows[k].possible; i++) {
            double product = 0;
            for (size_t c = 0; c < n; c++) product += l[i / n * n + c] * l[i % n * n + c];
            CHECK_CLOSE(product, a[i], 0, 1e-15);
            assert_true(i % n <= i / n || l[i] == 0);
        }
        if (rows[k].possible) continue;
        size_t members[MOST];
        bool smallest;
        const size_t found = pc_copula_culprits(members, &smallest, work, a, n);
        assert_true(smallest);
        if (found != rows[k].n_culprits ||
            memcmp(members, rows[k].culprits, found * sizeof *members) != 0)
            fail_msg("%s: wrong culprits", rows[k].why);
    }
}

/* Too many to try all: 40 of which only all together are impossible. */
static void many_culprits(void **state)
{
    (void)state;
    enum { N = 40 };
    double *a = calloc(N * N, sizeof *a), *work = calloc(2 * N * N, sizeof *work);
    size_t members[N];
    bool smallest;
    for (size_t i = 0; i < N * N; i++) a[i] = i / N == i % N ? 1 : -1.0 / (N - 1.5);
    assert_int_equal(pc_copula_culprits(members, &smallest, work, a, N), N);
    assert_false(smallest);
    free(a);
    free(work);
}

/* Higham (2002), section 4: [1 1 0; 1 1 1; 0 1 1]. */
static void nearest_of_the_literature(void **state)
{
    (void)state;
    static const double want[] = { 1, 0.7607, 0.1573, 0.7607, 1, 0.7607, 0.1573, 0.7607, 1 };
    double a[9], got[9], l[9], rounded[9], work[18];
    fill(a, 3, (const double[]) { 1, 0, 1 });
    assert_true(pc_copula_nearest(got, a, 3));
    for (size_t i = 0; i < 9; i++) CHECK_CLOSE(got[i], want[i], 0, 5e-5);
    pc_copula_round(rounded, work, got, 3);
    for (size_t i = 0; i < 9; i++) {
        CHECK_CLOSE(rounded[i], pc_copula_spearman(got[i]), 0, 0.015);
        CHECK_CLOSE(100 * rounded[i], round(100 * rounded[i]), 1e-15, 0);
        a[i] = pc_copula_pearson(rounded[i]);
    }
    assert_true(pc_copula_factor(l, a, 3));
}

static double between(uint64_t *x, double low, double high)
{
    *x ^= *x << 13, *x ^= *x >> 7, *x ^= *x << 17;
    return low + (high - low) * (double)(*x >> 11) * 0x1p-53;
}

static double distance(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n * n; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

/* Random impossible matrices: no other possible matrix that we can find is nearer, and two
 * decimals of it are possible. */
static void nothing_is_nearer(void **state)
{
    (void)state;
    uint64_t x = 88172645463325252u;
    for (int round = 0; round < 40; round++) {
        const size_t n = 3 + (size_t)round % 5;
        double a[MOST * MOST], near[MOST * MOST], l[MOST * MOST], other[MOST * MOST];
        double upper[MOST * MOST], work[2 * MOST * MOST];
        for (size_t i = 0; i < n * n; i++) upper[i] = between(&x, -1, 1);
        fill(a, n, upper);
        if (pc_copula_factor(l, a, n)) continue;
        assert_true(pc_copula_nearest(near, a, n));
        for (int k = 0; k < 200; k++) { /* towards the identity, and a step aside */
            const double step = between(&x, 0, 0.05);
            for (size_t i = 0; i < n * n; i++) other[i] = (1 - step) * near[i];
            for (size_t i = 0; i < n; i++) other[i * n + i] = 1;
            const size_t i = (size_t)k % n, j = (i + 1) % n;
            other[i * n + j] = other[j * n + i] += between(&x, -0.05, 0.05);
            if (pc_copula_factor(l, other, n))
                assert_true(distance(other, a, n) > distance(near, a, n) - 1e-4);
        }
        pc_copula_round(other, work, near, n);
        for (size_t i = 0; i < n * n; i++) other[i] = pc_copula_pearson(other[i]);
        assert_true(pc_copula_factor(l, other, n));
    }
}

static void what_is_free_completes_what_is_fixed(void **state)
{
    (void)state;
    double a[9], out[9], l[9];
    const bool fixed[] = { true, true, false, true, true, true, false, true, true };
    fill(a, 3, (const double[]) { 0.8, 0, 0.8 });
    assert_true(pc_copula_complete(out, a, fixed, 3));
    assert_true(pc_copula_factor(l, out, 3) && out[1] == 0.8 && out[5] == 0.8);
    assert_true(out[2] > 0.28 && out[2] < 1); /* 2 * 0.64 - 1 is the least that is possible */
    fill(a, 3, (const double[]) { 0.9, -0.9, 0.9 });
    const bool all[] = { true, true, true, true, true, true, true, true, true };
    assert_false(pc_copula_complete(out, a, all, 3));
}

/* ---- Iman and Conover's worked example: scores given the correlation matrix of a target ----
 */

enum { N_ROWS = 20, N_COLUMNS = 4 };

static bool read_csv(double *out, size_t n, const char *name)
{
    char path[1024];
    const char *shared = getenv("PC_SHARED");
    snprintf(path, sizeof path, "%s/cases/data/imanconover/%s.csv", shared ? shared : "", name);
    FILE *file = shared ? fopen(path, "r") : NULL;
    if (!file) return false;
    for (size_t i = 0; i < n; i++)
        assert_int_equal(fscanf(file, i ? "%*[,\n]%lf" : "%lf", &out[i]), 1);
    fclose(file);
    return true;
}

/* t = m F^-1 C with EE = F'F the scores' own correlations and S = C'C those wanted. */
static void transform(double *t, const double *m, const double *own, const double *wanted)
{
    double y[N_COLUMNS];
    for (size_t r = 0; r < N_ROWS; r++) {
        for (size_t j = 0; j < N_COLUMNS; j++) { /* y F = m, F = own' */
            y[j] = m[r * N_COLUMNS + j];
            for (size_t k = 0; k < j; k++) y[j] -= y[k] * own[j * N_COLUMNS + k];
            y[j] /= own[j * N_COLUMNS + j];
        }
        for (size_t j = 0; j < N_COLUMNS; j++) {
            double sum = 0;
            for (size_t k = 0; k <= j; k++) sum += y[k] * wanted[j * N_COLUMNS + k];
            t[r * N_COLUMNS + j] = sum;
        }
    }
}

static size_t rank_in(const double *x, size_t row, size_t column)
{
    size_t rank = 0;
    for (size_t r = 0; r < N_ROWS; r++)
        rank += x[r * N_COLUMNS + column] < x[row * N_COLUMNS + column];
    return rank;
}

static void iman_conover(void **state)
{
    (void)state;
    enum { N = N_ROWS * N_COLUMNS, S = N_COLUMNS * N_COLUMNS };
    double x[N], m[N], t[N], want_t[N], y[N], s[S], c[S], ee[S], f[S], want[S], l[S], own[S];
    if (!read_csv(x, N, "X")) skip();
    assert_true(read_csv(m, N, "M") && read_csv(want_t, N, "T") && read_csv(y, N, "Y"));
    assert_true(read_csv(s, S, "S") && read_csv(c, S, "C") && read_csv(ee, S, "EE") &&
                read_csv(f, S, "F"));
    for (size_t i = 0; i < S; i++) { /* the scores' correlations, to four digits */
        double sum = 0;
        for (size_t r = 0; r < N_ROWS; r++)
            sum += m[r * N_COLUMNS + i / N_COLUMNS] * m[r * N_COLUMNS + i % N_COLUMNS];
        want[i] = sum / N_ROWS;
        CHECK_CLOSE(want[i], ee[i], 0, 6e-5);
    }
    for (size_t i = 0; i < N_COLUMNS; i++) want[i * N_COLUMNS + i] = 1;
    assert_true(pc_copula_factor(l, s, N_COLUMNS) && pc_copula_factor(own, want, N_COLUMNS));
    for (size_t i = 0; i < S; i++) { /* theirs are upper triangles */
        const size_t mirrored = i % N_COLUMNS * N_COLUMNS + i / N_COLUMNS;
        CHECK_CLOSE(l[mirrored], c[i], 0, 6e-4);
        CHECK_CLOSE(own[mirrored], f[i], 0, 6e-5);
    }
    transform(t, m, own, l);
    for (size_t i = 0; i < N; i++) CHECK_CLOSE(t[i], want_t[i], 0, 2e-5);
    for (size_t row = 0; row < N_ROWS; row++)
        for (size_t j = 0; j < N_COLUMNS; j++) /* X is sorted by column */
            assert_true(x[rank_in(t, row, j) * N_COLUMNS + j] == y[row * N_COLUMNS + j]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scales_of_a_gaussian_copula),
        cmocka_unit_test(possible_or_not_and_who_is_to_blame),
        cmocka_unit_test(many_culprits),
        cmocka_unit_test(nearest_of_the_literature),
        cmocka_unit_test(nothing_is_nearer),
        cmocka_unit_test(what_is_free_completes_what_is_fixed),
        cmocka_unit_test(iman_conover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
