/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a tally keeps: counts, extremes with their trials, undefined values, and the same bits
 * on every path and in every order of merging. */
#include "sample.h"

static pc_statistics check_column(const double *values, size_t n)
{
    return statistics_of(values, n, 0);
}

static void one_value(void **state)
{
    (void)state;
    const pc_statistics got = check_column((double[]) { 42.5 }, 1);
    CHECK_CLOSE(got.mean.value, 42.5, 0, 0);
    assert_true(isnan(got.mean.se) &&
                isnan(got.sd.value)); /* one trial says nothing of spread */
    CHECK_CLOSE(got.quantiles[3].value, 42.5, 0, 0);
    assert_true(isnan(got.quantiles[3].se));
}

static void equal_values_are_exact(void **state)
{
    (void)state;
    static const double values[] = { 0.1,  -0.1,         1.0 / 3, 1e-12, -1e-12,
                                     1e15, 123456789.01, 0,       -7e22, 5e-324 };
    double column[5000];
    for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
        for (size_t i = 0; i < 5000; i++) column[i] = values[v];
        const pc_statistics got = check_column(column, 5000);
        CHECK_CLOSE(got.mean.value, values[v], 0, 0);
        CHECK_CLOSE(got.sd.value, 0, 0, 0);
        CHECK_CLOSE(got.sd.se, 0, 0, 0);
        for (size_t i = 0; i < PC_N_FINE_QUANTILES; i++)
            CHECK_CLOSE(got.fine[i], values[v], 0, 0);
        CHECK_CLOSE(got.cvar5.value, values[v], 0, 0);
        CHECK_CLOSE(got.cvar95.value, values[v], 0, 0);
        CHECK_CLOSE(got.cvar95.se, 0, 0, 0);
        assert_int_equal(got.p50_trial, 0);
    }
}

static void extremes_name_their_lowest_trial(void **state)
{
    (void)state;
    double column[3000];
    for (size_t i = 0; i < 3000; i++) column[i] = (double)((i * 7919) % 1000);
    const pc_statistics got = check_column(column, 3000);
    CHECK_CLOSE(got.min, 0, 0, 0);
    CHECK_CLOSE(got.max, 999, 0, 0);
    size_t first_max = 0;
    while (column[first_max] != 999) first_max++;
    assert_int_equal(got.min_trial, 0);
    assert_int_equal(got.max_trial, first_max);
    size_t first_p50 = 0; /* rank 0.5 * 2999 + 1, nearest: 1501 of values that stand thrice */
    while (column[first_p50] != 500) first_p50++;
    assert_int_equal(got.p50_trial, first_p50);
}

static void quantiles_name_a_trial_that_shows_them(void **state)
{
    (void)state;
    double
        column[101]; /* every whole number from 0 to 100, mixed: exact, so no bin is shared */
    for (size_t i = 0; i < 101; i++) column[i] = (double)((i * 37 + 11) % 101);
    const pc_statistics got = check_column(column, 101);
    CHECK_CLOSE(column[got.min_trial], 0, 0, 0);
    CHECK_CLOSE(column[got.p5_trial], 5, 0, 0);
    CHECK_CLOSE(column[got.p50_trial], 50, 0, 0);
    CHECK_CLOSE(column[got.p95_trial], 95, 0, 0);
    CHECK_CLOSE(column[got.max_trial], 100, 0, 0);
}

static void negative_zero_is_zero(void **state)
{
    (void)state;
    const pc_statistics got = check_column((double[]) { -0.0, 0.0, -0.0 }, 3);
    assert_false(signbit(got.min) || signbit(got.max) || signbit(got.mean.value));
    assert_int_equal(got.max_trial, 0);
}

static void undefined_values_are_counted_alone(void **state)
{
    (void)state;
    const double nan = (double)NAN;
    const double column[] = { 3, nan, 1, 2, nan, 4 };
    const pc_threshold thresholds[] = {
        { 2, PC_AT_LEAST }, { 2, PC_ABOVE }, { 2, PC_AT_MOST }, { 2, PC_BELOW }
    };
    uint64_t met[4] = { 0 };
    sample s;
    sample_init(&s, 2);
    pc_tally_init(&s.tally, &s.arena, 2, false, thresholds, met, 4);
    sample_add(&s, "baseline", column, 6, 10);
    const pc_statistics got = sample_statistics(&s);
    CHECK_CLOSE(got.mean.value, 2.5, 0, 0);
    CHECK_CLOSE(got.sd.value, sqrt(5.0 / 3), 1e-15, 0);
    CHECK_CLOSE(got.quantiles[3].value, 2.5, 0, 0);
    CHECK_CLOSE(got.max, 4, 0, 0);
    CHECK_CLOSE(got.undefined.value, 2.0 / 6, 0, 0);
    assert_int_equal(s.tally.undefined_trial, 11);
    assert_int_equal(got.min_trial, 12);
    const uint64_t want[] = { 3, 2, 2, 1 }; /* undefined meets nothing */
    for (size_t i = 0; i < 4; i++) assert_int_equal(met[i], want[i]);
    sample_clear(&s);
}

static void never_ranks_above_every_value(void **state)
{
    (void)state;
    const double never = (double)NAN;
    double column[100];
    for (size_t i = 0; i < 100; i++) column[i] = i < 12 ? never : (double)(i % 36 + 1);
    const pc_threshold thresholds[] = { { 37, PC_AT_LEAST }, { 36, PC_AT_MOST } };
    uint64_t met[2] = { 0 };
    sample s = { .sums = { 0, 0 } };
    pc_tally_init(&s.tally, &s.arena, 0, true, thresholds, met, 2);
    sample_add(&s, "baseline", column, 100, 0);
    const pc_statistics got = sample_statistics(&s);
    assert_true(isnan(got.mean.value) && isnan(got.sd.value));
    assert_true(isnan(got.cvar5.value) && isnan(got.cvar95.value) && isnan(got.max));
    CHECK_CLOSE(got.min, 1, 0, 0);
    assert_true(isfinite(got.quantiles[5 - 1].value)); /* 75 % */
    assert_true(isnan(got.quantiles[5].value));        /* 90 %: among those that never come */
    assert_true(isnan(got.fine[198]));
    assert_int_equal(got.p95_trial, 0);
    assert_int_equal(got.max_trial, 0);
    CHECK_CLOSE(got.undefined.value, 0.12, 0, 0);
    assert_int_equal(met[0], 12); /* never is later than any month */
    assert_int_equal(met[1], 88);
    sample_clear(&s);
}

static void nothing_but_undefined(void **state)
{
    (void)state;
    const pc_statistics got = check_column((double[]) { (double)NAN, (double)NAN }, 2);
    assert_true(isnan(got.mean.value) && isnan(got.min) && isnan(got.quantiles[3].value));
    CHECK_CLOSE(got.undefined.value, 1, 0, 0);
    assert_true(got.min_trial == UINT64_MAX && got.p50_trial == UINT64_MAX);
}

/* ---- The same bits ---- */

enum { N_MIXED = 10000 };

/* Everything that may occur in one column. */
static void fill_mixed(double *column, uint64_t seed)
{
    for (size_t i = 0; i < N_MIXED; i++) {
        const double x = next_normal(&seed), u = next_uniform(&seed);
        column[i] = u < 0.02   ? (double)NAN
                    : u < 0.04 ? 0
                    : u < 0.05 ? x * 1e-12
                    : u < 0.06 ? x * 1e22
                    : u < 0.30 ? floor(100 * x)
                               : x * pow(10, floor(10 * u) - 4);
    }
}

static void assert_same_bits(const pc_statistics *a, const pc_statistics *b)
{
    assert_memory_equal(a, b, sizeof *a);
}

static void every_path_gives_the_same_bits(void **state)
{
    (void)state;
    static double column[N_MIXED];
    fill_mixed(column, 1);
    static const char *const isas[] = { "baseline", "avx2", "avx512" };
    const bool has[] = { true, __builtin_cpu_supports("avx2"),
                         __builtin_cpu_supports("avx512f") &&
                             __builtin_cpu_supports("avx512dq") &&
                             __builtin_cpu_supports("avx512vl") &&
                             __builtin_cpu_supports("avx512bw") };
    pc_statistics got[3];
    for (size_t p = 0; p < 3; p++) {
        if (!has[p]) continue;
        const pc_threshold threshold = { 3, PC_AT_LEAST };
        uint64_t met = 0;
        sample s = { .sums = { 0, 0 } };
        pc_tally_init(&s.tally, &s.arena, 0.5, false, &threshold, &met, 1);
        sample_add(&s, isas[p], column, N_MIXED - 100, 0);
        assert_string_equal(pc_tally_path_named(isas[p])->isa, isas[p]);
        memset(&got[p], 0, sizeof got[p]);
        got[p] = sample_statistics(&s);
        assert_same_bits(&got[p], &got[0]);
        size_t want = 0;
        for (size_t i = 0; i < N_MIXED - 100; i++) want += column[i] >= 3;
        assert_int_equal(met, want);
        sample_clear(&s);
    }
}

/* Workers take blocks in any order and are merged in any order; sums go in order of blocks. */
static void order_of_merging_cannot_matter(void **state)
{
    (void)state;
    static double column[N_MIXED];
    fill_mixed(column, 2);
    sample whole, workers[3], total;
    sample_init(&whole, 1);
    sample_init(&total, 1);
    sample_add(&whole, "baseline", column, N_MIXED, 0);
    for (size_t w = 0; w < 3; w++) sample_init(&workers[w], 1);
    for (size_t first = 0, b = 0; first < N_MIXED; first += SAMPLE_BLOCK, b++) {
        const size_t n =
            N_MIXED - first < SAMPLE_BLOCK ? N_MIXED - first : (size_t)SAMPLE_BLOCK;
        sample *w = &workers[b * b % 3];
        w->sums = (pc_sums) { 0 };
        sample_add(w, "baseline", column + first, n, first);
        total.sums.sum += w->sums.sum;
        total.sums.sum_sq += w->sums.sum_sq;
    }
    for (size_t w = 3; w-- > 0;) pc_tally_merge(&total.tally, &workers[w].tally);
    const pc_statistics a = sample_statistics(&whole), b = sample_statistics(&total);
    assert_same_bits(&a, &b);
    for (size_t w = 0; w < 3; w++) sample_clear(&workers[w]);
    sample_clear(&whole);
    sample_clear(&total);
}

/* Two workers that saw the same extremes and undefined values: the lower trial is named. */
static void ties_go_to_the_lower_trial(void **state)
{
    (void)state;
    const double column[] = { 5, 1, 9, (double)NAN };
    for (size_t order = 0; order < 2; order++) {
        sample s[2];
        for (size_t k = 0; k < 2; k++) {
            sample_init(&s[k], 0);
            sample_add(&s[k], "baseline", column, 4, 1024 * k);
        }
        pc_tally_merge(&s[order].tally, &s[1 - order].tally);
        const pc_tally *merged = &s[order].tally;
        assert_int_equal(merged->min_trial, 1);
        assert_int_equal(merged->max_trial, 2);
        assert_int_equal(merged->undefined_trial, 3);
        assert_int_equal(merged->n, 6);
        assert_int_equal(merged->n_undefined, 2);
        const pc_statistics got = sample_statistics(&s[order]);
        assert_int_equal(got.p50_trial, 0);
        for (size_t k = 0; k < 2; k++) sample_clear(&s[k]);
    }
}

/* Of 65,536 a bin's low half is 0 again; of two tallies merged, the sum of their bins. */
static void bins_count_beyond_their_low_half(void **state)
{
    (void)state;
    alignas(64) double values[PC_TALLY_GROUP];
    for (size_t i = 0; i < PC_TALLY_GROUP; i++) values[i] = 0x1.00001p0;
    for (uint64_t n = 65536 - PC_TALLY_GROUP; n <= 3 * 65536; n += 65536 / 2) {
        pc_tally one, two;
        pc_arena arena;
        pc_arena_init(&arena);
        pc_tally_init(&one, &arena, 0, false, NULL, NULL, 0);
        pc_tally_init(&two, &arena, 0, false, NULL, NULL, 0);
        for (uint64_t t = 0; t < n; t += PC_TALLY_GROUP) {
            pc_tally_add(pc_tally_path_named("baseline"), &one, values, PC_TALLY_GROUP, t);
            pc_tally_add(pc_tally_path_named("baseline"), &two, values, PC_TALLY_GROUP, n + t);
        }
        const size_t chunk = 1 - PC_OCTAVE_MIN;
        assert_int_equal(pc_bin_count(one.chunks[chunk], 0), n);
        pc_tally_merge(&two, &one);
        assert_int_equal(pc_bin_count(two.chunks[chunk], 0), 2 * n);
        assert_int_equal(pc_bin_not_trial(two.chunks[chunk], 0), UINT32_MAX);
        pc_arena_clear(&arena);
    }
}

/* Small whole numbers are counted in a table of their own until other values come: what comes
 * out is what the bins alone would have shown. Here the other values come last, there first. */
static void small_numbers_stand_in_their_bins(void **state)
{
    (void)state;
    enum { N = 8 * PC_TALLY_GROUP, OTHERS = PC_TALLY_GROUP };
    static double last[N], first[N];
    for (size_t i = 0; i < N - OTHERS; i++) last[i] = (double)(i * 7919 % 331 % 250);
    for (size_t i = N - OTHERS; i < N; i++) last[i] = (double)i / 8 - 200.5;
    for (size_t i = 0; i < N; i++) first[i] = last[(i + N - OTHERS) % N];
    sample a, b;
    sample_init(&a, 0);
    sample_init(&b, 0);
    b.tally.is_few = true;
    sample_add(&a, "baseline", last, N, 0);
    sample_add(&b, "baseline", first, N, 0);
    assert_non_null(a.tally.small);
    assert_null(b.tally.small);
    const pc_statistics got = sample_statistics(&a), want = sample_statistics(&b);
    for (size_t i = 0; i < PC_N_FINE_QUANTILES; i++)
        CHECK_CLOSE(got.fine[i], want.fine[i], 0, 0);
    CHECK_CLOSE(got.min, want.min, 0, 0);
    CHECK_CLOSE(got.max, want.max, 0, 0);
    sample_clear(&a);
    sample_clear(&b);
}

/* In a run of few trials bins have no upper halves: the same statistics, whole or merged. */
static void few_trials_need_low_halves_alone(void **state)
{
    (void)state;
    enum { N = 65280 };
    static double column[N];
    for (size_t i = 0; i < N; i++) column[i] = i % 5 ? 3.25 : (double)(i * 7919 % 4001) - 1000;
    sample s[3];
    for (size_t k = 0; k < 3; k++) {
        sample_init(&s[k], 0);
        s[k].tally.is_few = k > 0;
    }
    sample_add(&s[0], "baseline", column, N, 0);
    sample_add(&s[1], "baseline", column, N / 2, 0);
    sample_add(&s[2], "baseline", column + N / 2, N / 2, N / 2);
    pc_tally_merge(&s[1].tally, &s[2].tally);
    const pc_statistics want = sample_statistics(&s[0]), got = sample_statistics(&s[1]);
    for (size_t i = 0; i < PC_N_FINE_QUANTILES; i++)
        CHECK_CLOSE(got.fine[i], want.fine[i], 0, 0);
    assert_int_equal(got.p50_trial, want.p50_trial);
    assert_int_equal(got.p5_trial, want.p5_trial);
    assert_int_equal(got.p95_trial, want.p95_trial);
    for (size_t k = 0; k < 3; k++) sample_clear(&s[k]);
}

/* Without memory for a histogram a tally fails once and for all, and says so when asked. */
static void failure_sticks(void **state)
{
    (void)state;
    const double column[] = { 5, 0, 1e30, (double)NAN, -3 };
    sample s, into;
    sample_init(&s, 0);
    sample_init(&into, 0);
    s.tally.failed = true;
    sample_add(&s, "baseline", column, 5, 0);
    sample_add(&s, "baseline", column, 3, 1024);
    for (size_t c = 0; c < PC_CHUNKS; c++) assert_null(s.tally.chunks[c]);
    pc_tally_merge(&into.tally, &s.tally);
    assert_true(s.tally.failed && into.tally.failed);
}

static void shares_have_errors_even_at_the_ends(void **state)
{
    (void)state;
    const pc_figure some = pc_share_of_trials(300, 1000), no = pc_share_of_trials(0, 1000),
                    all = pc_share_of_trials(1000, 1000);
    CHECK_CLOSE(some.value, 0.3, 0, 0);
    CHECK_CLOSE(some.se, sqrt(0.3 * 0.7 / 1000), 1e-15, 0);
    CHECK_CLOSE(no.value, 0, 0, 0);
    CHECK_CLOSE(no.se, 1e-3, 0.01, 0); /* about 1/n; the rule of three says below 3/n at 95 % */
    CHECK_CLOSE(all.value, 1, 0, 0);
    CHECK_CLOSE(all.se, no.se, 0, 0);
}

static void constants_are_certain(void **state)
{
    (void)state;
    pc_statistics got;
    pc_statistics_of_constant(&got, 7.25);
    CHECK_CLOSE(got.mean.value, 7.25, 0, 0);
    CHECK_CLOSE(got.mean.se, 0, 0, 0);
    CHECK_CLOSE(got.sd.value, 0, 0, 0);
    CHECK_CLOSE(got.fine[0], 7.25, 0, 0);
    assert_int_equal(got.max_trial, 0);
    pc_statistics_of_constant(&got, (double)NAN);
    CHECK_CLOSE(got.undefined.value, 1, 0, 0);
    assert_true(isnan(got.mean.value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_value),
        cmocka_unit_test(equal_values_are_exact),
        cmocka_unit_test(extremes_name_their_lowest_trial),
        cmocka_unit_test(quantiles_name_a_trial_that_shows_them),
        cmocka_unit_test(negative_zero_is_zero),
        cmocka_unit_test(undefined_values_are_counted_alone),
        cmocka_unit_test(never_ranks_above_every_value),
        cmocka_unit_test(nothing_but_undefined),
        cmocka_unit_test(every_path_gives_the_same_bits),
        cmocka_unit_test(order_of_merging_cannot_matter),
        cmocka_unit_test(ties_go_to_the_lower_trial),
        cmocka_unit_test(bins_count_beyond_their_low_half),
        cmocka_unit_test(small_numbers_stand_in_their_bins),
        cmocka_unit_test(few_trials_need_low_halves_alone),
        cmocka_unit_test(failure_sticks),
        cmocka_unit_test(shares_have_errors_even_at_the_ends),
        cmocka_unit_test(constants_are_certain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
