/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts and lists of values: GSL as oracle, exact steps, truncation. */
#include "tests/unit/dist/make.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <string.h>

#define INF INFINITY

static double cdf_of(const pc_dist_spec *s, double k)
{
    const unsigned n = (unsigned)k;
    if (s->family == PC_POISSON) return gsl_cdf_poisson_P(n, s->p[0]);
    if (s->family == PC_BINOMIAL) return gsl_cdf_binomial_P(n, s->p[1], (unsigned)s->p[0]);
    return gsl_cdf_negative_binomial_P(n, 1.0 / (1.0 + s->p[1] * s->p[0]), 1.0 / s->p[1]);
}

static double pdf_of(const pc_dist_spec *s, double k)
{
    const unsigned n = (unsigned)k;
    if (s->family == PC_POISSON) return gsl_ran_poisson_pdf(n, s->p[0]);
    if (s->family == PC_BINOMIAL) return gsl_ran_binomial_pdf(n, s->p[1], (unsigned)s->p[0]);
    return gsl_ran_negative_binomial_pdf(n, 1.0 / (1.0 + s->p[1] * s->p[0]), 1.0 / s->p[1]);
}

static const struct {
    pc_family family;
    double a, b;
} counts[] = {
    { PC_POISSON, 0.01, 0 },
    { PC_POISSON, 1, 0 },
    { PC_POISSON, 7.5, 0 },
    { PC_POISSON, 1000, 0 },
    { PC_BINOMIAL, 1, 0.3 },
    { PC_BINOMIAL, 20, 0.5 },
    { PC_BINOMIAL, 500, 0.01 },
    { PC_BINOMIAL, 30, 0.999 },
    { PC_NEGATIVE_BINOMIAL, 3, 1 },
    { PC_NEGATIVE_BINOMIAL, 0.2, 5 },
    { PC_NEGATIVE_BINOMIAL, 200, 0.05 },
};
enum { N_COUNTS = sizeof counts / sizeof *counts };

static pc_dist nth(size_t i)
{
    return dist_of(spec_of(counts[i].family, counts[i].a, counts[i].b, 0, 0));
}

static void cdf_is_the_oracles(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_COUNTS; i++) {
        const pc_dist dist = nth(i);
        const double step = dist.sd > 20 ? floor(dist.sd / 10) : 1;
        for (double k = 0; k < dist.mean + 8 * dist.sd + 3; k += step) {
            CHECK_CLOSE(pc_dist_cdf(&dist, k), cdf_of(&dist.spec, k), 1e-11, 1e-280);
            CHECK_CLOSE(pc_dist_cdf(&dist, k + 0.5), cdf_of(&dist.spec, k), 1e-11, 1e-280);
        }
        assert_true(pc_dist_cdf(&dist, -0.5) == 0.0);
    }
}

/* The quantile is the least count whose cdf reaches u, in both tails. */
static void quantile_inverts_the_cdf(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_COUNTS; i++) {
        const pc_dist dist = nth(i);
        for (int j = 1; j < 400; j++) {
            const double u = j < 100 ? exp(-j * 0.3) : (j - 100) / 300.0 + 1e-5;
            const double k = pc_dist_quantile(&dist, u);
            assert_true(k == floor(k) && k >= 0);
            assert_true(cdf_of(&dist.spec, k) >= u * (1 - 1e-11));
            if (k > 0) assert_true(cdf_of(&dist.spec, k - 1) < u * (1 + 1e-11));
        }
    }
}

/* The mean of another in every trial: the distribution of that mean, by other ways (sums from
 * 0, a start by moments), and the oracle's least count. */
static void count_of_any_mean_is_that_distributions(void **state)
{
    (void)state;
    static const double means[] = { 1e-9, 0.2, 1, 7.5, 63.9, 64, 200, 5000, 100000 },
                        dispersions[] = { 0, 1e-3, 0.05, 1, 5 };
    for (size_t i = 0; i < sizeof means / sizeof *means; i++)
        for (size_t j = 0; j < sizeof dispersions / sizeof *dispersions; j++) {
            const pc_family family = dispersions[j] > 0 ? PC_NEGATIVE_BINOMIAL : PC_POISSON;
            const double mean = means[i], d = dispersions[j];
            const pc_dist_spec spec = spec_of(family, mean, d, 0, 0);
            for (int n = 1; n < 400; n++) {
                const double u = n < 60    ? exp(-n * 0.3)
                                 : n < 340 ? (n - 59) / 281.0 - 1e-5
                                           : 1 - exp(-(n - 339) * 0.3);
                const double k = pc_count_at(mean, d, u);
                assert_true(k == floor(k) && k >= 0);
                assert_true(cdf_of(&spec, k) >= u * (1 - 1e-10));
                if (k > 0)
                    assert_true(cdf_of(&spec, k - 1) < u * (1 + 1e-10) &&
                                cdf_of(&spec, k - 1) - u < 1e-10 * (1 - u) + 1e-14);
            }
        }
}

static void counts_of_no_mean(void **state)
{
    (void)state;
    assert_true(pc_count_at(0, 0, 0.999) == 0 && pc_count_at(-3, 1, 0.5) == 0);
    assert_true(isnan(pc_count_at(NAN, 0, 0.5)));
    /* above what is counted, by moments: a normal to three digits of its spread */
    CHECK_CLOSE(pc_count_at(4e12, 0, 0.975), 4e12 + 1.959963984540054 * 2e6, 0, 3);
    assert_true(pc_count_at(INFINITY, 0, 0.5) == INFINITY);
}

static void steps_hold_every_atom(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_COUNTS; i++) {
        const pc_dist dist = nth(i);
        pc_arena arena;
        pc_table table;
        pc_arena_init(&arena);
        assert_true(pc_table_build(&table, &dist, &arena));
        double last = 0.0, mean = 0.0;
        for (size_t k = 0; k < table.steps->n; k++) {
            const double x = table.steps->values[k], upto = table.steps->upto[k];
            if (upto < 0.5) CHECK_CLOSE(upto, cdf_of(&dist.spec, x), 1e-10, 1e-18);
            CHECK_CLOSE(upto - last, pdf_of(&dist.spec, x), 1e-10, 3e-16);
            mean += (upto - last) * x;
            last = upto;
        }
        assert_true(last == 1.0);
        CHECK_CLOSE(mean, dist.mean, 1e-12, 0.0);
        for (int j = 0; j < 20000; j++) {
            const double u = (j + 0.5) / 20000;
            assert_true(pc_table_at(&table, u) == pc_dist_quantile(&dist, u));
        }
        pc_arena_clear(&arena);
    }
}

static void truncated_counts(void **state)
{
    (void)state;
    const pc_dist dist = dist_of(truncated(spec_of(PC_POISSON, 3, 0, 0, 0), 2, 5.5));
    double sum = 0, mean = 0, square = 0;
    for (unsigned k = 2; k <= 5; k++) sum += gsl_ran_poisson_pdf(k, 3);
    for (unsigned k = 2; k <= 5; k++) {
        mean += k * gsl_ran_poisson_pdf(k, 3) / sum;
        square += k * k * gsl_ran_poisson_pdf(k, 3) / sum;
    }
    assert_true(dist.low == 2 && dist.high == 5);
    CHECK_CLOSE(dist.mean, mean, 1e-13, 0.0);
    CHECK_CLOSE(dist.sd, sqrt(square - mean * mean), 1e-12, 0.0);
    CHECK_CLOSE(pc_dist_cdf(&dist, 2), gsl_ran_poisson_pdf(2, 3) / sum, 1e-13, 0.0);
    assert_true(pc_dist_cdf(&dist, 1.9) == 0 && pc_dist_cdf(&dist, 5) == 1);
    assert_true(pc_dist_quantile(&dist, 1e-15) == 2 && pc_dist_quantile(&dist, 1 - 1e-15) == 5);
}

/* ---- lists ---- */

static pc_dist list_of(pc_arena *arena, const double *values, const double *weights, size_t n)
{
    pc_dist_spec spec;
    pc_dist_problem problem;
    if (!pc_dist_set_atoms(&spec, arena, values, weights, n, &problem))
        fail_msg("%s; %s", problem.text, problem.help);
    return dist_of(spec);
}

static void a_list_of_values(void **state)
{
    (void)state;
    static const double values[] = { 5, 1, 2, 5, 9 }, weights[] = { 1, 2, 5, 1, 0 };
    pc_arena arena;
    pc_arena_init(&arena);
    const pc_dist dist = list_of(&arena, values, weights, 5);
    assert_int_equal(dist.spec.n, 3);
    CHECK_CLOSE(dist.mean, (2 * 1 + 5 * 2 + 2 * 5) / 9.0, 1e-15, 0.0);
    CHECK_CLOSE(dist.sd, sqrt((2 * 1 + 5 * 4 + 2 * 25) / 9.0 - 22 * 22 / 81.0), 1e-14, 0.0);
    static const double order[] = { 9, 5, 2, 1, 5 }, same[] = { 0, 1, 5, 2, 1 };
    const pc_dist other = list_of(&arena, order, same, 5);
    assert_true(pc_dist_same(&dist.spec, &other.spec));
    assert_true(pc_dist_quantile(&dist, 2 / 9.0) == 1);
    assert_true(pc_dist_quantile(&dist, 2 / 9.0 + 1e-15) == 2);
    assert_true(pc_dist_quantile(&dist, 0.9) == 5);
    CHECK_CLOSE(pc_dist_cdf(&dist, 2), 7 / 9.0, 1e-15, 0.0);
    CHECK_CLOSE(pc_dist_cdf(&dist, 4.99), 7 / 9.0, 1e-15, 0.0);
    const pc_dist cut = dist_of(truncated(dist.spec, 1.5, 5));
    assert_true(cut.low == 2 && cut.high == 5);
    CHECK_CLOSE(cut.mean, (5 * 2 + 2 * 5) / 7.0, 1e-15, 0.0);
    CHECK_CLOSE(pc_dist_cdf(&cut, 2), 5 / 7.0, 1e-15, 0.0);
    pc_table table;
    assert_true(pc_table_build(&table, &cut, &arena));
    assert_true(pc_table_at(&table, 0.714) == 2 && pc_table_at(&table, 0.715) == 5);
    pc_arena_clear(&arena);
}

static void equal_probability_and_one_value(void **state)
{
    (void)state;
    static const double values[] = { 3, 1, 2, 2 };
    pc_arena arena;
    pc_arena_init(&arena);
    const pc_dist dist = list_of(&arena, values, NULL, 4);
    CHECK_CLOSE(pc_dist_cdf(&dist, 2), 0.75, 1e-16, 0.0);
    CHECK_CLOSE(dist.mean, 2.0, 1e-16, 0.0);
    const pc_dist one = list_of(&arena, values, NULL, 1);
    assert_true(one.is_constant && one.mean == 3 && one.sd == 0);
    pc_table table;
    assert_true(pc_table_build(&table, &one, &arena));
    assert_true(pc_table_at(&table, 0.01) == 3 && pc_table_at(&table, 0.99) == 3);
    pc_arena_clear(&arena);
}

static void refusals(void **state)
{
    (void)state;
    static const struct {
        double value, weight;
        const char *text;
    } rows[] = {
        { NAN, 1, "value 1 is nan" },  { INF, 1, "value 1 is inf" },
        { 1, -1, "weight 1 is -1" },   { 1, NAN, "weight 1 is nan" },
        { 1, 0, "all weights are 0" },
    };
    pc_arena arena;
    pc_arena_init(&arena);
    pc_dist_spec spec;
    pc_dist_problem problem;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_false(
            pc_dist_set_atoms(&spec, &arena, &rows[i].value, &rows[i].weight, 1, &problem));
        assert_non_null(strstr(problem.text, rows[i].text));
    }
    assert_false(pc_dist_set_atoms(&spec, &arena, NULL, NULL, 0, &problem));
    assert_non_null(strstr(problem.text, "no values"));
    pc_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cdf_is_the_oracles),
        cmocka_unit_test(quantile_inverts_the_cdf),
        cmocka_unit_test(count_of_any_mean_is_that_distributions),
        cmocka_unit_test(counts_of_no_mean),
        cmocka_unit_test(steps_hold_every_atom),
        cmocka_unit_test(truncated_counts),
        cmocka_unit_test(a_list_of_values),
        cmocka_unit_test(equal_probability_and_one_value),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests_name("dist/discrete", tests, NULL, NULL);
}
