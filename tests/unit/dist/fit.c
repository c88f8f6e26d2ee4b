/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits against 40-digit solutions of the likelihood equations (mpmath's findroot), distances
 * and likelihoods from its own densities and distribution functions. */
#include "dist/fit.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

static const double data[] = { 0.7, 1.9, 2.3, 2.8, 3.1, 4.4, 5.2, 5.9, 7.7, 9.4, 12.6, 21.3 };
enum { N = sizeof data / sizeof *data };

static pc_fit fitted(pc_fit_family family, const double *x, size_t n)
{
    pc_fit fit;
    pc_dist_problem problem = { .text = "" };
    if (!pc_fit_family_to(&fit, family, x, n, &problem)) fail_msg("%s", problem.text);
    return fit;
}

static void fits_solve_their_equations(void **state)
{
    (void)state;
    static const struct {
        pc_fit_family family;
        double a, b, log_likelihood, ks;
    } rows[] = {
        { PC_FIT_NORMAL, 6.4416666666666666667, 5.5543463961918047526, -37.602231467066541909,
          0.20551042708579572690 },
        { PC_FIT_LOGNORMAL, 1.5048882513393920201, 0.88615302005860153953,
          -33.635533801491628077, 0.081716978840094968950 },
        { PC_FIT_GAMMA, 1.5425684889363095479, 6.4416666666666666667, -33.750282600881831381,
          0.11730110614345481846 },
        { PC_FIT_WEIBULL, 1.2423187762880968288, 6.4761871353802692272, -33.908633502822236433,
          0.10932531191642819024 },
        { PC_FIT_EXPONENTIAL, 6.4416666666666666667, 0, -34.353447669664511608,
          0.17210136743424661258 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const pc_fit got = fitted(rows[i].family, data, N);
        CHECK_CLOSE(got.spec.p[0], rows[i].a, 1e-12, 0);
        CHECK_CLOSE(got.spec.p[1], rows[i].b, 1e-12, 0);
        CHECK_CLOSE(got.log_likelihood, rows[i].log_likelihood, 1e-13, 0);
        CHECK_CLOSE(got.ks, rows[i].ks, 1e-9, 0);
        const double parameters = rows[i].family == PC_FIT_EXPONENTIAL ? 1 : 2;
        CHECK_CLOSE(got.aic, 2 * parameters - 2 * rows[i].log_likelihood, 1e-13, 0);
    }
}

static void a_beta_solves_its_equations(void **state)
{
    (void)state;
    double shares[N];
    for (size_t i = 0; i < N; i++) shares[i] = data[i] / 25;
    const pc_fit got = fitted(PC_FIT_BETA, shares, N);
    CHECK_CLOSE(got.spec.p[0], 1.0018990495137469996, 1e-11, 0);
    CHECK_CLOSE(got.spec.p[1], 2.6113479922204935752, 1e-11, 0);
    CHECK_CLOSE(got.log_likelihood, 4.1020547728602191700, 1e-12, 0);
    CHECK_CLOSE(got.ks, 0.16259399762557108244, 1e-9, 0);
}

/* Quantiles of a known distribution, evenly spaced in probability, give it back. */
static void known_distributions_come_back(void **state)
{
    (void)state;
    static const struct {
        pc_fit_family fit;
        pc_family family;
        double a, b;
    } rows[] = {
        { PC_FIT_GAMMA, PC_GAMMA, 0.3, 2 },      { PC_FIT_GAMMA, PC_GAMMA, 400, 1e6 },
        { PC_FIT_WEIBULL, PC_WEIBULL, 0.6, 50 }, { PC_FIT_WEIBULL, PC_WEIBULL, 30, 1e-6 },
        { PC_FIT_BETA, PC_BETA, 0.5, 0.7 },      { PC_FIT_BETA, PC_BETA, 200, 900 },
    };
    enum { MANY = 20000 };
    double *x = malloc(MANY * sizeof *x);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_dist dist;
        pc_dist_problem problem;
        const pc_dist_spec spec = { .family = rows[i].family,
                                    .p = { rows[i].a, rows[i].b },
                                    .lower = -HUGE_VAL,
                                    .upper = HUGE_VAL,
                                    .min = -HUGE_VAL,
                                    .max = HUGE_VAL };
        assert_true(pc_dist_init(&dist, &spec, &problem));
        for (int k = 0; k < MANY; k++) x[k] = pc_dist_quantile(&dist, (k + 0.5) / MANY);
        const pc_fit got = fitted(rows[i].fit, x, MANY);
        CHECK_CLOSE(got.spec.p[0], rows[i].a, 2e-3, 0);
        CHECK_CLOSE(got.spec.p[1], rows[i].b, 2e-3, 0);
        assert_true(got.ks < 1e-3);
    }
    free(x);
}

static void scale_does_not_matter(void **state)
{
    (void)state;
    double large[N];
    for (size_t i = 0; i < N; i++) large[i] = data[i] * 0x1p60;
    for (int family = 0; family < PC_FIT_BETA; family++) {
        const pc_fit one = fitted((pc_fit_family)family, data, N),
                     other = fitted((pc_fit_family)family, large, N);
        CHECK_CLOSE(other.ks, one.ks, 1e-9, 0);
        CHECK_CLOSE(other.aic - one.aic, 2 * N * 60 * 0.69314718055994530942, 1e-12, 0);
    }
}

static void what_cannot_be_fitted_is_refused(void **state)
{
    (void)state;
    static const struct {
        pc_fit_family family;
        double first, second; /* followed by 2, 3, ... 11 */
        size_t n;
        const char *words;
    } rows[] = {
        { PC_FIT_NORMAL, 0, 1, 9, "9 values are too few" },
        { PC_FIT_NORMAL, 0, 1, 0, "0 values are too few" },
        { PC_FIT_LOGNORMAL, 0, 1, 12, "lives above 0, and the least value is 0" },
        { PC_FIT_GAMMA, -2, 1, 12, "lives above 0, and the least value is -2" },
        { PC_FIT_WEIBULL, 0, 1, 12, "lives above 0" },
        { PC_FIT_EXPONENTIAL, -1, 1, 12, "lives above 0" },
        { PC_FIT_BETA, 0.5, 1, 12, "a beta lives between 0 and 1" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double x[12] = { rows[i].first, rows[i].second, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
        pc_fit fit;
        pc_dist_problem problem = { .text = "" };
        assert_false(pc_fit_family_to(&fit, rows[i].family, x, rows[i].n, &problem));
        if (!strstr(problem.text, rows[i].words)) fail_msg("%s", problem.text);
    }
    const double same[12] = { 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 };
    pc_fit fit;
    pc_dist_problem problem;
    assert_false(pc_fit_family_to(&fit, PC_FIT_NORMAL, same, 12, &problem));
    assert_non_null(strstr(problem.text, "all values are the same"));
    const double zeros[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5 };
    CHECK_CLOSE(fitted(PC_FIT_EXPONENTIAL, zeros, 12).spec.p[0], 5.0 / 12, 1e-15, 0);
}

/* Whatever the data: a fit or words, never NaN, never endless. */
static void extreme_data_end(void **state)
{
    (void)state;
    static const double tops[] = { 1e-300, 1 + 0x1p-50, 1 + 1e-6, 2, 1e12, 1e300 };
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++)
        for (int family = 0; family < PC_N_FITS; family++) {
            double x[12] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, tops[i] };
            if (tops[i] < 1) {
                x[0] = tops[i];
                x[11] = 1;
            }
            if (family == PC_FIT_BETA)
                for (int k = 0; k < 12; k++) x[k] = x[k] / (2 * x[11]);
            pc_fit fit;
            pc_dist_problem problem = { .text = "" };
            if (pc_fit_family_to(&fit, (pc_fit_family)family, x, 12, &problem))
                assert_true(isfinite(fit.aic) && fit.ks > 0 && fit.ks <= 1);
            else
                assert_true(*problem.text);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_solve_their_equations),
        cmocka_unit_test(a_beta_solves_its_equations),
        cmocka_unit_test(known_distributions_come_back),
        cmocka_unit_test(scale_does_not_matter),
        cmocka_unit_test(what_cannot_be_fitted_is_refused),
        cmocka_unit_test(extreme_data_end),
    };
    return cmocka_run_group_tests_name("dist: fit", tests, NULL, NULL);
}
