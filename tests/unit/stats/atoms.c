/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that many trials share: caps, budgets, ifs, rounding. A quantile among them is exact,
 * or its standard error says how far it can be off. */
#include "sample.h"

#include "stats/ranking.h"

enum { N = 20480 };
static double column[N], sorted[N];
static const double levels[PC_N_SUMMARY_QUANTILES] = { .05, .10, .25, .50, .75, .90, .95 };

static pc_statistics statistics_of_column(void)
{
    memcpy(sorted, column, sizeof sorted);
    qsort(sorted, N, sizeof *sorted, ascending);
    return statistics_of(column, N, 100);
}

static double tail_mean(bool highest)
{
    double sum = 0;
    for (size_t i = 0; i < N / 20; i++) sum += sorted[highest ? N - 1 - i : i];
    return sum / (N / 20.0);
}

/* Every quantile that is shared is exact (within how many ranks an atom in the middle may end,
 * aside); the others are within their bin. */
static void check_quantiles(const pc_statistics *got, size_t n_ranks, const char *what)
{
    for (size_t i = 0; i < PC_N_FINE_QUANTILES; i++) {
        const double p = (double)(i + 1) / (PC_N_FINE_QUANTILES + 1);
        const size_t at = (size_t)((N - 1) * p);
        const bool is_shared = at >= n_ranks && at + 1 + n_ranks < N &&
                               sorted[at - n_ranks] == sorted[at + 1 + n_ranks];
        const double want = exact_quantile(sorted, N, p), off = fabs(got->fine[i] - want);
        if (off <= (is_shared ? 0 : 4.9e-4 * fabs(want))) continue;
        print_error("%s: %.17g at %g should be %.17g\n", what, got->fine[i], p, want);
        fail();
    }
}

static double capped(double u, double x)
{
    (void)u;
    return x > 100 ? 100 : x;
}
static double floored(double u, double x)
{
    (void)u;
    return x < 90 ? 90 : x;
}
static double capped_cents(double u, double x)
{
    (void)u;
    return x > 100 ? 10000 : floor(100 * x + 0.5);
}
static double two_atoms(double u, double x)
{
    (void)x;
    return u < 0.6 ? 100 : 230.7;
}
static double nothing_or_100(double u, double x)
{
    (void)x;
    return u < 0.4 ? 0 : 10000;
}
static double two_of_a_bin_at_the_ends(double u, double x)
{
    (void)x;
    return u < 0.4 ? 100.001 : 100.002;
}
static double minus_or_plus(double u, double x)
{
    (void)x;
    return u < 0.3 ? -33.3 : u < 0.8 ? -1.1 : 77.7;
}
static double three_in_neighbouring_bins(double u, double x)
{
    (void)x;
    return u < 0.2 ? 50 : u < 0.4 ? 100.01 : u < 0.6 ? 100.06 : u < 0.8 ? 100.11 : 170;
}
static double atom_in_the_middle(double u, double x)
{
    return u < 0.3 ? 100.02 : x;
}
static double atom_at_a_power_of_two(double u, double x)
{
    return u < 0.3 ? 128 : x + 28;
}
static double negative_atom_in_the_middle(double u, double x)
{
    return u < 0.3 ? -100.02 : -x;
}
static double atom_of_cents_in_the_middle(double u, double x)
{
    return u < 0.3 ? 10001 : floor(100 * x + 0.5);
}

/* u uniform, x normal about 100 with an sd of 15: some 70 values a bin. */
static void shared_quantiles_are_exact(void **state)
{
    (void)state;
    static const struct {
        double (*of)(double u, double x);
        size_t n_ranks; /* left aside: the continuous part of a bin is known from neighbours */
        const char *what;
    } rows[] = {
        { capped, 0, "atom at the maximum, counted" },
        { floored, 0, "atom at the minimum, counted" },
        { capped_cents, 30, "atom at the maximum, whole numbers" },
        { two_atoms, 0, "two atoms" },
        { nothing_or_100, 0, "nothing, or 100.00 in cents" },
        { two_of_a_bin_at_the_ends, 0, "two atoms in one bin, both extremes" },
        { minus_or_plus, 0, "atom in the middle, negative" },
        { three_in_neighbouring_bins, 0, "a neighbour that is an atom is no density" },
        { atom_in_the_middle, 60, "atom beside a continuous part" },
        { atom_at_a_power_of_two, 60, "bins below are half as wide" },
        { negative_atom_in_the_middle, 60, "the same, mirrored" },
        { atom_of_cents_in_the_middle, 60, "the same, rounded to cents" },
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        uint64_t seed = 3 + r;
        for (size_t i = 0; i < N; i++) {
            const double u = next_uniform(&seed);
            column[i] = rows[r].of(u, 100 + 15 * next_normal(&seed));
        }
        const pc_statistics got = statistics_of_column();
        check_quantiles(&got, rows[r].n_ranks, rows[r].what);
        CHECK_CLOSE(got.cvar5.value, tail_mean(false), 2e-5, 0);
        CHECK_CLOSE(got.cvar95.value, tail_mean(true), 2e-5, 0);
    }
}

/* How many of the values are spread is estimated from the neighbours: 360 a bin about 100 (720
 * above 128), of which an atom stands in three running; it is off by some roots of that. */
static void check_estimates(double centre, const double atoms[3])
{
    uint64_t seed = 50;
    size_t n_lower[3] = { 0 }, n_equal[3] = { 0 }, n_found = 0;
    for (size_t i = 0; i < N; i++) {
        const double u = next_uniform(&seed), x = centre + 0.5 * next_normal(&seed);
        column[i] = u < 0.3 ? atoms[(size_t)(10 * u)] : x;
        for (size_t k = 0; k < 3; k++) {
            n_lower[k] += column[i] < atoms[k];
            n_equal[k] += column[i] == atoms[k];
        }
    }
    sample s;
    sample_init(&s, 0);
    sample_add(&s, "baseline", column, N, 0);
    pc_ranking ranking;
    assert_true(pc_ranking_init(&ranking, &s.tally));
    for (size_t i = 0; i < ranking.n_bins; i++)
        for (size_t k = 0; k < 3; k++) {
            if (ranking.bins[i].low != atoms[k] || ranking.bins[i].high != atoms[k]) continue;
            CHECK_CLOSE((double)ranking.bins[i].before, (double)n_lower[k], 0, 90);
            CHECK_CLOSE((double)ranking.bins[i].count, (double)n_equal[k], 0, 90);
            n_found++;
        }
    assert_int_equal(n_found, 3);
    pc_ranking_clear(&ranking);
    sample_clear(&s);
}

static void neighbours_tell_what_is_spread(void **state)
{
    (void)state;
    check_estimates(100, (double[]) { 100.02, 100.05, 100.07 });
    check_estimates(128, (double[]) { 127.97, 128.04, 128.10 }); /* twice as wide above */
}

/* The case that a gate sees: half of the trials at the cap, "median of at least the cap". */
static void a_cap_reaches_its_gate(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (size_t i = 0; i < N; i++) column[i] = capped_cents(0, 101 + 15 * next_normal(&seed));
    const pc_statistics got = statistics_of_column();
    CHECK_CLOSE(got.quantiles[3].value, 10000, 0, 0);
    CHECK_CLOSE(got.quantiles[3].se, 0, 0, 0);
    CHECK_CLOSE(got.cvar95.value, 10000, 0, 0);
    CHECK_CLOSE(got.cvar95.se, 0, 0, 0);
}

/* Seldom enough for the groups not to show it, often enough for its bin to stand out. */
static void rare_extremes_are_counted(void **state)
{
    (void)state;
    uint64_t seed = 8;
    for (size_t i = 0; i < N; i++)
        column[i] = i % 100 == 0 ? 250.01 : 100 + 15 * next_normal(&seed);
    const pc_statistics got = statistics_of_column();
    CHECK_CLOSE(got.fine[PC_N_FINE_QUANTILES - 1], 250.01, 0, 0); /* 99.5 % */
}

/* Where it is not known which values a bin holds, half its width is in the standard error. */
static void check_errors_cover(const pc_statistics *got, size_t n_blurred)
{
    size_t n = 0;
    for (size_t i = 0; i < PC_N_SUMMARY_QUANTILES; i++) {
        const double want = exact_quantile(sorted, N, levels[i]);
        const double off = fabs(got->quantiles[i].value - want);
        assert_true(off <= 4.9e-4 * fabs(want));
        assert_true(off <= 2 * got->quantiles[i].se);
        n += got->quantiles[i].se >= 0.2 * 4.9e-4 * fabs(want);
    }
    assert_true(n >= n_blurred);
    assert_true(fabs(got->cvar5.value - tail_mean(false)) <= 2 * got->cvar5.se);
    assert_true(fabs(got->cvar95.value - tail_mean(true)) <= 2 * got->cvar95.se);
}

static void what_is_not_known_is_in_the_error(void **state)
{
    (void)state;
    uint64_t seed = 21;
    for (size_t i = 0; i < N; i++) { /* rounded to tens: more values than are remembered */
        const double u = next_uniform(&seed);
        column[i] = 10 * floor(1000 + 50 * u);
    }
    pc_statistics got = statistics_of_column();
    check_errors_cover(&got, PC_N_SUMMARY_QUANTILES);
    for (size_t i = 0; i < N; i++) { /* two atoms in one bin, neither an extreme */
        const double u = next_uniform(&seed);
        column[i] = u < 0.02 ? 50 : u > 0.98 ? 150 : u < 0.45 ? 100.01 : 100.02;
    }
    got = statistics_of_column();
    check_errors_cover(&got, PC_N_SUMMARY_QUANTILES);
}

/* Rounding to cents is finer than a bin: the histogram reads it as it reads what is not
 * rounded. */
static void rounding_to_cents_changes_nothing(void **state)
{
    (void)state;
    uint64_t seed = 31;
    for (size_t i = 0; i < N; i++)
        column[i] = floor(100 * (100 + 15 * next_normal(&seed)) + 0.5) / 100;
    const pc_statistics got = statistics_of_column();
    check_quantiles(&got, 30, "rounded to cents");
    for (size_t i = 0; i < PC_N_SUMMARY_QUANTILES; i++) {
        const double want = exact_quantile(sorted, N, levels[i]);
        assert_true(fabs(got.quantiles[i].value - want) <= 0.3 * got.quantiles[i].se);
    }
}

static void smooth_bins_are_not_suspected(void **state)
{
    (void)state;
    for (size_t kind = 0; kind < 4; kind++) {
        uint64_t seed = 40 + kind;
        for (size_t i = 0; i < N; i++) {
            const double u = next_uniform(&seed);
            column[i] = kind == 0   ? 100 + u
                        : kind == 1 ? -log(u)
                        : kind == 2 ? 1 / sqrt(u)
                                    : 100 + 0.2 * next_normal(&seed);
        }
        sample s;
        sample_init(&s, 0);
        sample_add(&s, "baseline", column, N, 0);
        pc_ranking ranking;
        assert_true(pc_ranking_init(&ranking, &s.tally));
        for (size_t i = 0; i < ranking.n_bins; i++) {
            CHECK_CLOSE(ranking.bins[i].blur, 0, 0, 0);
            assert_true(ranking.bins[i].low < ranking.bins[i].high);
        }
        pc_ranking_clear(&ranking);
        sample_clear(&s);
    }
}

/* ---- The same bits ---- */

/* Shared values, few or more than are remembered, met by three workers in any order. */
static void merged_in_any_order(size_t n_values)
{
    uint64_t seed = n_values;
    for (size_t i = 0; i < N; i++) {
        const double u = next_uniform(&seed), x = 100 + 15 * next_normal(&seed);
        column[i] = u < 0.7 ? 80.123 + floor(u / 0.7 * (double)n_values) : x > 120 ? 120 : x;
    }
    static const size_t orders[][3] = { { 0, 1, 2 }, { 2, 0, 1 }, { 1, 2, 0 } };
    const pc_statistics whole = statistics_of(column, N, 0);
    for (size_t o = 0; o < 3; o++) {
        sample workers[3], total;
        sample_init(&total, 0);
        for (size_t w = 0; w < 3; w++) sample_init(&workers[w], 0);
        for (size_t first = 0, b = 0; first < N; first += SAMPLE_BLOCK, b++) {
            sample *w = &workers[b * b % 3];
            w->sums = (pc_sums) { 0 };
            sample_add(w, o == 1 ? "avx2" : "baseline", column + first, SAMPLE_BLOCK, first);
            total.sums.sum += w->sums.sum;
            total.sums.sum_sq += w->sums.sum_sq;
        }
        for (size_t w = 0; w < 3; w++)
            pc_tally_merge(&total.tally, &workers[orders[o][w]].tally);
        const pc_statistics got = sample_statistics(&total);
        assert_memory_equal(&got, &whole, sizeof got);
        assert_true((total.tally.n_repeated > PC_REPEATED) == (n_values > PC_REPEATED));
        for (size_t w = 0; w < 3; w++) sample_clear(&workers[w]);
        sample_clear(&total);
    }
}

static void order_of_merging_cannot_matter(void **state)
{
    (void)state;
    merged_in_any_order(3);
    merged_in_any_order(12);
    merged_in_any_order(24);
}

static void extremes_are_counted_over_merges(void **state)
{
    (void)state;
    const double a[] = { 1, 1, 1, 5, 9, 9 }, b[] = { 1, 2, 9, 9, 9, 9 },
                 c[] = { 0, 3, 3, 3, 8 };
    sample s[3];
    for (size_t k = 0; k < 3; k++) sample_init(&s[k], 0);
    sample_add(&s[0], "baseline", a, 6, 0);
    sample_add(&s[1], "baseline", b, 6, 1024);
    sample_add(&s[2], "baseline", c, 5, 2048);
    pc_tally_merge(&s[0].tally, &s[1].tally);
    assert_int_equal(s[0].tally.n_at_min, 4);
    pc_tally_merge(&s[2].tally, &s[0].tally);
    assert_int_equal(s[2].tally.n_at_min, 1);
    assert_int_equal(s[2].tally.n_at_max, 6);
    for (size_t k = 0; k < 3; k++) sample_clear(&s[k]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_quantiles_are_exact),
        cmocka_unit_test(neighbours_tell_what_is_spread),
        cmocka_unit_test(a_cap_reaches_its_gate),
        cmocka_unit_test(rare_extremes_are_counted),
        cmocka_unit_test(what_is_not_known_is_in_the_error),
        cmocka_unit_test(rounding_to_cents_changes_nothing),
        cmocka_unit_test(smooth_bins_are_not_suspected),
        cmocka_unit_test(order_of_merging_cannot_matter),
        cmocka_unit_test(extremes_are_counted_over_merges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
