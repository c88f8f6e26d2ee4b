/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles, distribution functions and moments: a published table, GSL as oracle, closed
 * forms. */
#include "tests/unit/dist/make.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <stdlib.h>
#include <string.h>

#define N(rows) (sizeof(rows) / sizeof *(rows))

/* ---- the published table (PC_SHARED): 40 digits, by mpmath ---- */

static const struct {
    const char *name;
    pc_family family;
    double p[4];
} families[] = {
    { "normal", PC_NORMAL, { 0, 1 } },
    { "lognormal", PC_LOGNORMAL, { 1.5, 0.8 } },
    { "beta", PC_BETA, { 2, 5 } },
    { "pert", PC_PERT, { 100, 130, 250, 4 } },
    { "triangular", PC_TRIANGULAR, { 10, 12, 30 } },
    { "gamma", PC_GAMMA, { 4, 1 } }, /* scale 0.25 */
    { "exponential", PC_EXPONENTIAL, { 25 } },
};

static bool check_row(char *line)
{
    char *value = strrchr(line, ',');
    *value++ = 0;
    const char *what = strrchr(line, ',') + 1;
    const double want = strtod(value, NULL);
    for (size_t i = 0; i < N(families); i++) {
        const size_t n = strlen(families[i].name);
        if (strncmp(line, families[i].name, n) != 0 || line[n] != ',') continue;
        const double *p = families[i].p;
        const pc_dist dist = dist_of(spec_of(families[i].family, p[0], p[1], p[2], p[3]));
        if (strcmp(what, "mean") == 0) {
            CHECK_CLOSE(dist.mean, want, 1e-14, 0.0);
        } else if (strcmp(what, "sd") == 0) {
            CHECK_CLOSE(dist.sd, want, 1e-14, 0.0);
        } else {
            const double u = strtod(what, NULL);
            CHECK_CLOSE(pc_dist_quantile(&dist, u), want,
                        u >= 1e-6 && u <= 0.999 ? 1e-12 : 1e-11, 1e-16);
        }
        return true;
    }
    return false;
}

static void published_table(void **state)
{
    (void)state;
    const char *folder = getenv("PC_SHARED");
    if (!folder) skip();
    char path[4096], line[512];
    snprintf(path, sizeof path, "%s/cases/data/quantiles/continuous.csv", folder);
    FILE *file = fopen(path, "r");
    if (!file) skip();
    int n = 0;
    while (fgets(line, sizeof line, file)) n += check_row(line);
    fclose(file);
    assert_int_equal(n, 112);
}

/* ---- GSL ---- */

/* F and its complement at the quantiles of the whole range, deep tails included. */
static void check_cdf(const pc_dist *dist, double (*p)(double, const double *),
                      double (*q)(double, const double *), const double *par, double tolerance)
{
    for (double u = 1e-15; u < 0.5; u *= 1.9) {
        CHECK_CLOSE(p(pc_dist_quantile(dist, u), par), u, tolerance, 0.0);
        const double upper = 1.0 - u;
        CHECK_CLOSE(q(pc_dist_quantile(dist, upper), par), 1.0 - upper, tolerance, 0.0);
        CHECK_CLOSE(pc_dist_cdf(dist, pc_dist_quantile(dist, u)), u, tolerance, 0.0);
        CHECK_CLOSE(pc_dist_cdf(dist, pc_dist_quantile(dist, upper)), upper, tolerance, 0.0);
    }
}

static double gamma_p(double x, const double *par)
{
    return gsl_cdf_gamma_P(x, par[0], par[1]);
}
static double gamma_q(double x, const double *par)
{
    return gsl_cdf_gamma_Q(x, par[0], par[1]);
}
static double beta_p(double x, const double *par)
{
    return gsl_cdf_beta_P(x, par[0], par[1]);
}
static double beta_q(double x, const double *par)
{
    return gsl_cdf_beta_Q(x, par[0], par[1]);
}
static double logn_p(double x, const double *par)
{
    return gsl_cdf_lognormal_P(x, par[0], par[1]);
}
static double logn_q(double x, const double *par)
{
    return gsl_cdf_lognormal_Q(x, par[0], par[1]);
}

static void gamma_against_gsl(void **state)
{
    (void)state;
    static const double shapes[] = { 0.1, 0.25, 0.8, 1.0, 2.5, 20.0, 300.0, 10000.0 };
    for (size_t i = 0; i < N(shapes); i++) {
        const double par[2] = { shapes[i], 3.0 / shapes[i] };
        const pc_dist dist = dist_of(spec_of(PC_GAMMA, shapes[i], 3.0, 0, 0));
        check_cdf(&dist, gamma_p, gamma_q, par, shapes[i] < 1000.0 ? 2e-12 : 1e-9);
    }
}

static void beta_against_gsl(void **state)
{
    (void)state;
    static const double par[][2] = { { 0.5, 4.0 }, { 1.0, 1.0 },  { 2.0, 5.0 },
                                     { 2.3, 3.7 }, { 0.1, 50.0 }, { 60.0, 90.0 } };
    for (size_t i = 0; i < N(par); i++) {
        const pc_dist dist = dist_of(spec_of(PC_BETA, par[i][0], par[i][1], 0, 0));
        for (double u = 1e-15; u < 0.5; u *= 1.9)
            CHECK_CLOSE(beta_p(pc_dist_quantile(&dist, u), par[i]), u, 2e-12, 0.0);
        /* Near 1 the digits of x itself limit what can be asked for. */
        for (double u = 0.5; u < 0.9999; u += 0.01)
            CHECK_CLOSE(beta_q(pc_dist_quantile(&dist, u), par[i]), 1.0 - u, 2e-12, 0.0);
    }
}

static void lognormal_against_gsl(void **state)
{
    (void)state;
    static const double par[][2] = { { 0.0, 0.2 }, { 11.0, 0.8 }, { -2.0, 3.0 } };
    for (size_t i = 0; i < N(par); i++) {
        const pc_dist dist = dist_of(spec_of(PC_LOGNORMAL, par[i][0], par[i][1], 0, 0));
        check_cdf(&dist, logn_p, logn_q, par[i], 3e-13);
    }
}

/* ---- low, mid, high ---- */

/* Three quantiles at 10/50/90 % in the published case; the same curve through ours: a = 50,
 * 9.102392266, 5.688995166; M(.25) = 41.5625, M(.75) = 61.5625, mean 52.844497583. */
static void metalog_of_the_published_case(void **state)
{
    (void)state;
    const double a[3] = { 50.0, 9.102392266, 5.688995166 }, l = log(19.0);
    const double low = a[0] - a[1] * l + a[2] * 0.45 * l,
                 high = a[0] + a[1] * l + a[2] * 0.45 * l;
    const pc_dist dist = dist_of(spec_of(PC_LOW_MID_HIGH, low, 50.0, high, 0));
    CHECK_CLOSE(pc_dist_quantile(&dist, 0.1), 35.0, 1e-9, 0.0);
    CHECK_CLOSE(pc_dist_quantile(&dist, 0.25), 41.5625, 1e-9, 0.0);
    CHECK_CLOSE(pc_dist_quantile(&dist, 0.75), 61.5625, 1e-9, 0.0);
    CHECK_CLOSE(pc_dist_quantile(&dist, 0.9), 75.0, 1e-9, 0.0);
    CHECK_CLOSE(dist.mean, 52.844497583, 1e-9, 0.0);
}

static void low_mid_high_go_through_their_points(void **state)
{
    (void)state;
    const struct {
        double low, mid, high, lower, upper;
        const char *why;
    } rows[] = {
        { 10, 12, 15, -INFINITY, INFINITY, "no bound" },
        { 1.6, 2.4, 3.4, 0, INFINITY, "multiple" },
        { 0.10, 0.12, 0.15, 0, 1, "fraction" },
        { 120e3, 150e3, 200e3, 0, INFINITY, "money" },
        { 1, 5, 8, -INFINITY, 10, "bounded above" },
        { 0.001, 0.5, 0.999, 0, 1, "nearly everything" },
    };
    for (size_t i = 0; i < N(rows); i++) {
        const pc_dist dist =
            dist_of(bounded(spec_of(PC_LOW_MID_HIGH, rows[i].low, rows[i].mid, rows[i].high, 0),
                            rows[i].lower, rows[i].upper));
        CHECK_CLOSE(pc_dist_quantile(&dist, 0.05), rows[i].low, 1e-13, 0.0);
        CHECK_CLOSE(pc_dist_quantile(&dist, 0.50), rows[i].mid, 1e-13, 0.0);
        CHECK_CLOSE(pc_dist_quantile(&dist, 0.95), rows[i].high, 1e-13, 0.0);
        for (double u = 0x1p-53; u < 1.0; u = u < 0.01 ? u * 2.0 : u + 0.01) {
            const double x = pc_dist_quantile(&dist, u);
            assert_true(x >= rows[i].lower && x <= rows[i].upper);
            CHECK_CLOSE(pc_dist_cdf(&dist, x), u, 1e-9, 0.0);
        }
    }
}

/* Symmetric: a logistic with mean = mid and sd = a1 pi / sqrt 3. */
static void symmetric_metalog_is_logistic(void **state)
{
    (void)state;
    const pc_dist dist = dist_of(spec_of(PC_LOW_MID_HIGH, 7.0, 10.0, 13.0, 0));
    CHECK_CLOSE(dist.mean, 10.0, 1e-13, 0.0);
    CHECK_CLOSE(dist.sd, 3.0 / log(19.0) * M_PI / sqrt(3.0), 1e-10, 0.0);
}

/* Bounded below and symmetric on the log scale: log-logistic with shape 1 / s, s = 1 / 4;
 * mean = e^mid pi s / sin(pi s), E X^2 = e^(2 mid) 2 pi s / sin(2 pi s). */
static void heavy_tails_count_in_full(void **state)
{
    (void)state;
    const double s = 0.45, spread = exp(s * log(19.0));
    const pc_dist dist = dist_of(bounded(
        spec_of(PC_LOW_MID_HIGH, 100.0 / spread, 100.0, 100.0 * spread, 0), 0.0, INFINITY));
    const double mean = 100.0 * M_PI * s / sin(M_PI * s);
    const double square = 1e4 * 2.0 * M_PI * s / sin(2.0 * M_PI * s);
    CHECK_CLOSE(dist.mean, mean, 1e-10, 0.0);
    CHECK_CLOSE(dist.sd, sqrt(square - mean * mean), 1e-8, 0.0);
    const pc_dist wide = dist_of(
        bounded(spec_of(PC_LOW_MID_HIGH, 1.0, 6.0, 36.0, 0), 0.0, INFINITY)); /* s = 0.61 */
    assert_true(isfinite(wide.mean) && wide.sd == INFINITY);
}

/* ---- truncation ---- */

static void truncated_cdf_is_the_share(void **state)
{
    (void)state;
    const pc_dist whole = dist_of(spec_of(PC_GAMMA, 2.5, 10.0, 0, 0));
    const pc_dist dist = dist_of(truncated(spec_of(PC_GAMMA, 2.5, 10.0, 0, 0), 4.0, 30.0));
    const double f = pc_dist_cdf(&whole, 4.0), span = pc_dist_cdf(&whole, 30.0) - f;
    for (double u = 0.001; u < 1.0; u += 0.007) {
        const double x = pc_dist_quantile(&dist, u);
        assert_true(x >= 4.0 && x <= 30.0);
        CHECK_CLOSE(pc_dist_cdf(&dist, x), u, 1e-12, 0.0);
        CHECK_CLOSE(pc_dist_quantile(&whole, f + u * span), x, 1e-12, 0.0);
    }
    assert_true(pc_dist_cdf(&dist, 3.9) == 0.0 && pc_dist_cdf(&dist, 30.1) == 1.0);
}

/* Normal above 5: mean = hazard, variance = 1 + 5 m - m^2; quantiles by GSL's tail. */
static void far_into_a_tail(void **state)
{
    (void)state;
    const pc_dist up = dist_of(truncated(spec_of(PC_NORMAL, 0, 1, 0, 0), 5.0, INFINITY));
    const pc_dist down = dist_of(truncated(spec_of(PC_NORMAL, 0, 1, 0, 0), -INFINITY, -5.0));
    const double q = gsl_cdf_ugaussian_Q(5.0), m = gsl_ran_ugaussian_pdf(5.0) / q;
    CHECK_CLOSE(up.mean, m, 1e-11, 0.0);
    CHECK_CLOSE(up.sd, sqrt(1.0 + 5.0 * m - m * m), 1e-9, 0.0);
    CHECK_CLOSE(down.mean, -m, 1e-11, 0.0);
    for (double u = 0.001; u < 1.0; u += 0.013) {
        CHECK_CLOSE(pc_dist_quantile(&up, u), gsl_cdf_ugaussian_Qinv(q * (1.0 - u)), 1e-11,
                    0.0);
        CHECK_CLOSE(pc_dist_quantile(&down, u), gsl_cdf_ugaussian_Pinv(q * u), 1e-11, 0.0);
    }
}

typedef double density(double x, const double *par);
static double normal_f(double x, const double *p)
{
    return gsl_ran_gaussian_pdf(x - p[0], p[1]);
}
static double gamma_f(double x, const double *p)
{
    return gsl_ran_gamma_pdf(x, p[0], p[1] / p[0]);
}
static double logn_f(double x, const double *p)
{
    return gsl_ran_lognormal_pdf(x, p[0], p[1]);
}
static double beta_f(double x, const double *p)
{
    return gsl_ran_beta_pdf(x, p[0], p[1]);
}
static double tri_f(double x, const double *p)
{
    return x < p[1] ? (x - p[0]) / (p[1] - p[0]) : (p[2] - x) / (p[2] - p[1]);
}
static double pert_f(double x, const double *p)
{
    const double w = p[2] - p[0];
    return gsl_ran_beta_pdf((x - p[0]) / w, 1 + p[3] * (p[1] - p[0]) / w,
                            1 + p[3] * (p[2] - p[1]) / w);
}

/* Simpson's rule over x, a way that the library does not go. */
static void integrate(double *mean, double *sd, density *f, const double *par, double a,
                      double b)
{
    enum { N_STEPS = 200000 };
    double m[3] = { 0 };
    const double centre = 0.5 * (a + b);
    for (int i = 0; i <= N_STEPS; i++) {
        const double x = a + (b - a) * i / N_STEPS, away = x - centre;
        const double w = f(x, par) * (i == 0 || i == N_STEPS ? 1.0 : i % 2 ? 4.0 : 2.0);
        m[0] += w, m[1] += w * away, m[2] += w * away * away;
    }
    *mean = centre + m[1] / m[0];
    *sd = sqrt(m[2] / m[0] - m[1] / m[0] * m[1] / m[0]);
}

static void truncated_moments(void **state)
{
    (void)state;
    const struct {
        pc_family family;
        double p[4], min, max;
        density *f;
        const char *why;
    } rows[] = {
        { PC_NORMAL, { 10, 3 }, 6, 14, normal_f, "both sides" },
        { PC_NORMAL, { 10, 3 }, 9.99, 10.01, normal_f, "narrow" },
        { PC_NORMAL, { 0, 1 }, 4, 6, normal_f, "in the tail" },
        { PC_GAMMA, { 2.5, 10 }, 4, 30, gamma_f, "gamma" },
        { PC_LOGNORMAL, { 11, 0.8 }, 2e4, 5e5, logn_f, "deals with a cap" },
        { PC_BETA, { 2, 5 }, 0.2, 0.9, beta_f, "beta" },
        { PC_PERT, { 100, 130, 250, 4 }, 120, 200, pert_f, "pert" },
        { PC_TRIANGULAR, { 10, 12, 30 }, 11, 20, tri_f, "across the mode" },
        { PC_TRIANGULAR, { 10, 12, 30 }, 15, 20, tri_f, "beside the mode" },
    };
    for (size_t i = 0; i < N(rows); i++) {
        const double *p = rows[i].p;
        const pc_dist dist = dist_of(truncated(spec_of(rows[i].family, p[0], p[1], p[2], p[3]),
                                               rows[i].min, rows[i].max));
        double mean, sd;
        integrate(&mean, &sd, rows[i].f, p, rows[i].min, rows[i].max);
        CHECK_CLOSE(dist.mean, mean, 1e-9, 0.0);
        CHECK_CLOSE(dist.sd, sd, 2e-9, 0.0);
    }
}

static void truncated_lognormal_in_closed_form(void **state)
{
    (void)state;
    const double mu = 0.0, sigma = 3.0, min = 5.0, a = log(min) / sigma;
    const pc_dist dist =
        dist_of(truncated(spec_of(PC_LOGNORMAL, mu, sigma, 0, 0), min, INFINITY));
    const double q = gsl_cdf_ugaussian_Q(a);
    const double mean = exp(4.5) * gsl_cdf_ugaussian_Q(a - 3.0) / q;
    const double square = exp(18.0) * gsl_cdf_ugaussian_Q(a - 6.0) / q;
    CHECK_CLOSE(dist.mean, mean, 1e-12, 0.0);
    CHECK_CLOSE(dist.sd, sqrt(square - mean * mean), 1e-12, 0.0);
}

static void truncation_that_cuts_nothing(void **state)
{
    (void)state;
    const pc_dist whole = dist_of(spec_of(PC_PERT, 0.1, 0.12, 0.15, 4));
    const pc_dist same = dist_of(truncated(spec_of(PC_PERT, 0.1, 0.12, 0.15, 4), 0.0, 1.0));
    assert_true(whole.mean == same.mean && whole.sd == same.sd);
    for (double u = 0.01; u < 1.0; u += 0.01)
        assert_true(pc_dist_quantile(&whole, u) == pc_dist_quantile(&same, u));
}

static void moments_in_closed_form(void **state)
{
    (void)state;
    const pc_dist pert = dist_of(spec_of(PC_PERT, 2, 5, 11, 4));
    CHECK_CLOSE(pert.mean, 5.5, 1e-15, 0.0);
    const double n = 6.0, a = 7.0 / 3.0, b = 11.0 / 3.0;
    CHECK_CLOSE(pert.sd, 9.0 * sqrt(a * b / (n * n * (n + 1.0))), 1e-14, 0.0);
    const pc_dist uniform = dist_of(truncated(spec_of(PC_UNIFORM, 2, 5, 0, 0), 3, INFINITY));
    CHECK_CLOSE(uniform.mean, 4.0, 1e-15, 0.0);
    CHECK_CLOSE(uniform.sd, 2.0 / sqrt(12.0), 1e-15, 0.0);
    const pc_dist tri = dist_of(spec_of(PC_TRIANGULAR, 1, 1, 4, 0));
    CHECK_CLOSE(tri.mean, 2.0, 1e-14, 0.0);
    CHECK_CLOSE(tri.sd, sqrt(0.5), 1e-14, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_table),
        cmocka_unit_test(gamma_against_gsl),
        cmocka_unit_test(beta_against_gsl),
        cmocka_unit_test(lognormal_against_gsl),
        cmocka_unit_test(metalog_of_the_published_case),
        cmocka_unit_test(low_mid_high_go_through_their_points),
        cmocka_unit_test(symmetric_metalog_is_logistic),
        cmocka_unit_test(heavy_tails_count_in_full),
        cmocka_unit_test(truncated_cdf_is_the_share),
        cmocka_unit_test(far_into_a_tail),
        cmocka_unit_test(truncated_moments),
        cmocka_unit_test(truncated_lognormal_in_closed_form),
        cmocka_unit_test(truncation_that_cuts_nothing),
        cmocka_unit_test(moments_in_closed_form),
    };
    return cmocka_run_group_tests_name("dist/quantiles", tests, NULL, NULL);
}
