/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much the top earns: limits, published shares, and sums of random lognormals. */
#include "programme/concentration.h"

#include "tests/support/check.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <math.h>

static void of_very_many_it_is_the_closed_form(void **state)
{
    (void)state;
    for (double sigma = 0.25; sigma < 4; sigma += 0.75)
        for (double top = 0.05; top < 0.9; top += 0.15) {
            const double want = gsl_cdf_ugaussian_P(sigma - gsl_cdf_ugaussian_Pinv(1 - top));
            CHECK_CLOSE(pc_top_share(sigma, top, (double)INFINITY), want, 1e-12, 0);
            CHECK_CLOSE(pc_top_share(sigma, top, 1e6), want, 2e-3, 0);
        }
    CHECK_CLOSE(pc_top_share_sigma(0.2, 0.8, (double)INFINITY), 1.683, 5e-4, 0);
    CHECK_CLOSE(pc_top_share_sigma(0.2, 0.9, (double)INFINITY), 2.123, 5e-4, 0);
}

static void of_few_it_is_less(void **state)
{
    static const struct {
        double n, want, tolerance;
    } rows[] = { { 25, 0.734, 3e-3 }, { 50, 0.763, 1e-3 }, { 245, 0.790, 1e-3 } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_CLOSE(pc_top_share(1.683, 0.2, rows[i].n), rows[i].want, 0, rows[i].tolerance);
}

/* Mean share of the best k of n drawn at random, and its standard error. */
static double simulated(double sigma, double k, size_t n, double *error)
{
    enum { TRIALS = 4000 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double mean = 0, squares = 0, x[64];
    for (int t = 0; t < TRIALS; t++) {
        double sum = 0, best = 0, left = k;
        for (size_t i = 0; i < n; i++) sum += x[i] = gsl_ran_lognormal(rng, 0, sigma);
        gsl_sort(x, 1, n);
        for (size_t i = n; i-- > 0 && left > 0; left -= 1) best += fmin(left, 1) * x[i];
        mean += best / sum / TRIALS;
        squares += best / sum * best / sum / TRIALS;
    }
    gsl_rng_free(rng);
    *error = sqrt((squares - mean * mean) / TRIALS);
    return mean;
}

static void it_is_what_draws_give(void **state)
{
    static const struct {
        double sigma, top;
        size_t n;
        const char *why;
    } rows[] = {
        { 1.683, 0.2, 25, "the example" },       { 0.05, 0.5, 2, "nearly alike" },
        { 1.683, 0.2, 2, "a part of the best" }, { 1.2, 0.2, 7, "1.4 of 7" },
        { 4, 0.1, 60, "one earns it all" },      { 0.7, 0.9, 10, "all but the last" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double error;
        const double want =
            simulated(rows[i].sigma, rows[i].top * (double)rows[i].n, rows[i].n, &error);
        const double got = pc_top_share(rows[i].sigma, rows[i].top, (double)rows[i].n);
        if (!(fabs(got - want) < 4 * error + 1e-9))
            fail_msg("%s: %.6f, drawn %.6f +- %.6f", rows[i].why, got, want, error);
    }
}

static void edges(void **state)
{
    (void)state;
    CHECK_CLOSE(pc_top_share(1, 0, 10), 0, 0, 0);
    CHECK_CLOSE(pc_top_share(1, 1, 10), 1, 0, 0);
    CHECK_CLOSE(pc_top_share(0, 0.3, 10), 0.3, 1e-12, 0);
    CHECK_CLOSE(pc_top_share(2, 0.4, 1), 0.4, 1e-12, 0);
}

static void sigma_gives_the_share_back(void **state)
{
    static const double sizes[] = { 5, 7, 25, 245, 3000, 100000 };
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (double earn = 0.3; earn < 0.8; earn += 0.2) {
            const double sigma = pc_top_share_sigma(0.2, earn, sizes[i]);
            CHECK_CLOSE(pc_top_share(sigma, 0.2, sizes[i]), earn, 0, 1e-8);
        }
    CHECK_CLOSE(pc_top_share_sigma(0.2, 0.2, 50), 0, 0, 0);
    assert_true(isnan(pc_top_share_sigma(0.2, 0.1, 50)));
    assert_true(isnan(pc_top_share_sigma(0.2, 0.8, 3)));
    assert_true(isnan(pc_top_share_sigma(0.2, 0.8, 1)));
    assert_true(isnan(pc_top_share_sigma(0, 0.8, 50)));
    assert_true(isnan(pc_top_share_sigma(0.2, 1, 50)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_very_many_it_is_the_closed_form),
        cmocka_unit_test(of_few_it_is_less),
        cmocka_unit_test(it_is_what_draws_give),
        cmocka_unit_test(edges),
        cmocka_unit_test(sigma_gives_the_share_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
