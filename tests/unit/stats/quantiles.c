/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles from the histogram against exact order statistics and closed forms. */
#include "sample.h"

#include "stats/ranking.h"

static double quantile_of(const double *values, size_t n, double p)
{
    sample s;
    pc_ranking ranking;
    sample_init(&s, 0);
    sample_add(&s, "baseline", values, n, 0);
    assert_true(pc_ranking_init(&ranking, &s.tally));
    const double q = pc_ranking_quantile(&ranking, p);
    pc_ranking_clear(&ranking);
    sample_clear(&s);
    return q;
}

/* The bins have a relative width of 2^-11. */
static const double bin_frac = 4.9e-4;

static void type_seven(void **state)
{
    (void)state;
    static const double values[] = { 2.1, 3.7, 3.7, 5.2, 8.8, 13.1, 21.4, 34.9, 55.3 };
    static const struct {
        double p, want;
    } rows[] = { { .05, 2.74 }, { .1, 3.38 }, { .333, 4.696 }, { .9, 38.98 } };
    for (size_t i = 0; i < 4; i++)
        CHECK_CLOSE(quantile_of(values, 9, rows[i].p), rows[i].want, bin_frac, 0);
    double whole[9]; /* in tenths: whole numbers below 4096 are exact */
    for (size_t i = 0; i < 9; i++) whole[i] = floor(values[i] * 10 + 0.5);
    for (size_t i = 0; i < 4; i++)
        CHECK_CLOSE(quantile_of(whole, 9, rows[i].p), rows[i].want * 10, 1e-14, 0);
}

static void whole_numbers_are_exact(void **state)
{
    (void)state;
    static double column[20000];
    uint64_t seed = 5;
    for (size_t i = 0; i < 20000; i++) column[i] = floor(8190 * next_uniform(&seed)) - 4095;
    sample s;
    sample_init(&s, 0);
    sample_add(&s, "baseline", column, 20000, 0);
    pc_ranking ranking;
    assert_true(pc_ranking_init(&ranking, &s.tally));
    qsort(column, 20000, sizeof *column, ascending);
    for (size_t i = 0; i < 20000; i++)
        CHECK_CLOSE(pc_ranking_at(&ranking, i + 1), column[i], 0, 0);
    pc_ranking_clear(&ranking);
    sample_clear(&s);
}

typedef double shape(size_t i, size_t n, uint64_t *seed);
static double shape_ascending(size_t i, size_t n, uint64_t *seed)
{
    (void)n;
    (void)seed;
    return (double)i + 0.25;
}
static double shape_descending(size_t i, size_t n, uint64_t *seed)
{
    (void)seed;
    return (double)(n - i) * 1e-3;
}
static double shape_constant(size_t i, size_t n, uint64_t *seed)
{
    (void)i;
    (void)n;
    (void)seed;
    return 42.1;
}
static double shape_exponential(size_t i, size_t n, uint64_t *seed)
{
    (void)i;
    (void)n;
    return -log(next_uniform(seed)) / 100 + 1e-6;
}
static double shape_lognormal(size_t i, size_t n, uint64_t *seed)
{
    (void)i;
    (void)n;
    return 100 * exp(next_normal(seed));
}
static double shape_two_atoms(size_t i, size_t n, uint64_t *seed)
{
    (void)i;
    (void)n;
    return next_uniform(seed) < 0.6 ? 0.25 : 0.3;
}
static double shape_negative(size_t i, size_t n, uint64_t *seed)
{
    (void)i;
    (void)n;
    return -1e9 * (1 + next_uniform(seed));
}
static double shape_tiny(size_t i, size_t n, uint64_t *seed)
{
    (void)i;
    (void)n;
    return 2e-9 * (1 + next_uniform(seed));
}
static double shape_huge(size_t i, size_t n, uint64_t *seed)
{
    (void)i;
    (void)n;
    return 1e15 * (1 + next_uniform(seed));
}
static double shape_near_atom(size_t i, size_t n, uint64_t *seed)
{
    (void)n;
    return i % 10 == 0 ? 1 + 2e-4 * next_uniform(seed) : 1 + 4.8e-4;
}

/* Whatever the shape, a quantile is off by less than a bin. */
static void within_a_bin_of_exact(void **state)
{
    (void)state;
    static shape *const shapes[] = { shape_ascending,   shape_descending, shape_constant,
                                     shape_exponential, shape_lognormal,  shape_two_atoms,
                                     shape_negative,    shape_tiny,       shape_huge,
                                     shape_near_atom };
    static const size_t sizes[] = { 1, 2, 3, 5, 10, 100, 1000, 5000 };
    static const double levels[] = { 0, .005, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1 };
    static double column[5000];
    uint64_t seed = 7;
    for (size_t f = 0; f < sizeof shapes / sizeof *shapes; f++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            const size_t n = sizes[k];
            for (size_t i = 0; i < n; i++) column[i] = shapes[f](i, n, &seed);
            double got[12];
            for (size_t l = 0; l < 12; l++) got[l] = quantile_of(column, n, levels[l]);
            qsort(column, n, sizeof *column, ascending);
            for (size_t l = 0; l < 12; l++)
                CHECK_CLOSE(got[l], exact_quantile(column, n, levels[l]), bin_frac, 0);
            CHECK_CLOSE(got[0], column[0], 0, 0); /* the extremes are exact */
            CHECK_CLOSE(got[11], column[n - 1], 0, 0);
        }
}

/* Values evenly spread over bins are found where they are. */
static void bins_are_spread_evenly(void **state)
{
    (void)state;
    enum { EACH = 4, BINS = 50 };
    double column[EACH * BINS];
    for (size_t i = 0; i < EACH * BINS; i++)
        column[i] = 1 + ((double)i + 0.5) / EACH / PC_BIN_COUNT;
    for (size_t i = 0; i < EACH * BINS; i++)
        CHECK_CLOSE(quantile_of(column, EACH * BINS, (double)i / (EACH * BINS - 1)), column[i],
                    i < EACH || i >= EACH * (BINS - 1) ? 1e-4 : 1e-12, 0); /* cut at the ends */
}

static void mixed_signs_and_zeros(void **state)
{
    (void)state;
    static double column[4000];
    uint64_t seed = 11;
    for (size_t i = 0; i < 4000; i++) {
        const double x = next_normal(&seed);
        column[i] = i % 4 == 0 ? 0 : i % 4 == 1 ? x * 1e-12 : x;
    }
    double got[9];
    for (size_t l = 0; l < 9; l++) got[l] = quantile_of(column, 4000, 0.1 * (double)(l + 1));
    qsort(column, 4000, sizeof *column, ascending);
    for (size_t l = 0; l < 9; l++) /* near 0 within the bin of what is tiny, 2^-30 */
        CHECK_CLOSE(got[l], exact_quantile(column, 4000, 0.1 * (double)(l + 1)), bin_frac,
                    1e-9);
}

static void magnitudes_outside_the_octaves(void **state)
{
    (void)state;
    static double column[1000];
    for (size_t i = 0; i < 1000; i++) column[i] = 1e-12 * (1 + (double)i);
    const pc_statistics tiny = statistics_of(column, 1000, 0);
    CHECK_CLOSE(tiny.min, 1e-12, 0, 0);
    CHECK_CLOSE(tiny.mean.value, 500.5e-12, 1e-12, 0);
    CHECK_CLOSE(tiny.quantiles[3].value, 500.5e-12, 1e-2,
                0); /* spread over the bin, in range */
    for (size_t i = 0; i < 1000; i++) column[i] = 1e22 * (1 + (double)i);
    const pc_statistics huge = statistics_of(column, 1000, 0);
    CHECK_CLOSE(huge.max, 1e25, 1e-15, 0);
    assert_true(huge.quantiles[0].value >= huge.min && huge.quantiles[6].value <= huge.max);
}

static void tails_are_means_of_the_extreme_twentieth(void **state)
{
    (void)state;
    double column[100];
    for (size_t i = 0; i < 100; i++) column[i] = (double)((i * 37) % 100 + 1);
    const pc_statistics got = statistics_of(column, 100, 50);
    CHECK_CLOSE(got.cvar5.value, 3, 1e-15, 0);                /* 1 .. 5 */
    CHECK_CLOSE(got.cvar95.value, 98, 1e-15, 0);              /* 96 .. 100 */
    const pc_statistics part = statistics_of(column, 50, 50); /* two and a half trials */
    qsort(column, 50, sizeof *column, ascending);
    CHECK_CLOSE(part.cvar5.value, (column[0] + column[1] + 0.5 * column[2]) / 2.5, 1e-15, 0);
}

static void finer_quantiles_never_fall(void **state)
{
    (void)state;
    static double column[3000];
    uint64_t seed = 13;
    for (size_t i = 0; i < 3000; i++) column[i] = next_normal(&seed) * exp(next_normal(&seed));
    const pc_statistics got = statistics_of(column, 3000, 0);
    assert_true(got.min <= got.fine[0] && got.fine[198] <= got.max);
    for (size_t i = 1; i < PC_N_FINE_QUANTILES; i++)
        assert_true(got.fine[i - 1] <= got.fine[i]);
    static const size_t same[PC_N_SUMMARY_QUANTILES] = { 9, 19, 49, 99, 149, 179, 189 };
    for (size_t i = 0; i < PC_N_SUMMARY_QUANTILES; i++)
        CHECK_CLOSE(got.fine[same[i]], got.quantiles[i].value, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(type_seven),
        cmocka_unit_test(whole_numbers_are_exact),
        cmocka_unit_test(within_a_bin_of_exact),
        cmocka_unit_test(bins_are_spread_evenly),
        cmocka_unit_test(mixed_signs_and_zeros),
        cmocka_unit_test(magnitudes_outside_the_octaves),
        cmocka_unit_test(tails_are_means_of_the_extreme_twentieth),
        cmocka_unit_test(finer_quantiles_never_fall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
