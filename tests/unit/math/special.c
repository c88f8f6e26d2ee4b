/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Normal, gamma and beta against references computed with 60 digits (mpmath, mp.dps = 60):
 *   cdf       erfc(-z / sqrt(2)) / 2            quantile  findroot of log cdf - log p
 *   log gamma loggamma(x)
 *   tails     logarithms of gammainc(a, 0, e^y, regularized=True), gammainc(a, e^y, inf, ...),
 *             betainc(a, b, 0, x, ...), betainc(b, a, 0, 1 - x, ...); the larger one by log1p
 */
#include "math/math.h"
#include "tests/support/check.h"

#include <math.h>

#define N(rows) (sizeof(rows) / sizeof *(rows))

static const double cdf_rows[][2] = {
    { -0x1.3000000000000p+5, 0x0.00000037b23b8p-1022 },
    { -0x1.e400000000000p+4, 0x1.98f10b5aa062bp-667 },
    { -0x1.4000000000000p+4, 0x1.c0bd0f1880783p-295 },
    { -0x1.9000000000000p+3, 0x1.3d880d577329bp-118 },
    { -0x1.0000000000000p+3, 0x1.669d2c90d55cep-51 },
    { -0x1.8000000000000p+2, 0x1.0f30ef0092d48p-30 },
    { -0x1.4000000000000p+2, 0x1.33ca2f2133831p-22 },
    { -0x1.0cccccccccccdp+2, 0x1.bfcf1c72e0824p-17 },
    { -0x1.8000000000000p+1, 0x1.61de1f985b5d7p-10 },
    { -0x1.0000000000000p+1, 0x1.74bcf82c9d860p-6 },
    { -0x1.4000000000000p+0, 0x1.b0bdd12ba9c29p-4 },
    { -0x1.0000000000000p+0, 0x1.44ed0bb7cb20bp-3 },
    { -0x1.0000000000000p-1, 0x1.3bf143b9aa712p-2 },
    { -0x1.0000000000000p-3, 0x1.cd116c3bf96a6p-2 },
    { -0x1.5798ee2308c3ap-27, 0x1.ffffffbb76554p-2 },
    { 0x0.0p+0, 0x1.0000000000000p-1 },
    { 0x1.0000000000000p-2, 0x1.3289a2b16ed6cp-1 },
    { 0x1.0000000000000p+0, 0x1.aec4bd120d37dp-1 },
    { 0x1.c000000000000p+0, 0x1.eb7d5dbebaa92p-1 },
    { 0x1.4000000000000p+1, 0x1.fcd21635036c6p-1 },
    { 0x1.8000000000000p+1, 0x1.ff4f10f033d25p-1 },
};

static const double quantile_rows[][2] = {
    { 0x1.0000000000000p-53, -0x1.06b48528cea52p+3 },
    { 0x1.56e1fc2f8f359p-997, -0x1.286074064c26ep+5 },
    { 0x1.bff2ee48e0530p-333, -0x1.546010d755221p+4 },
    { 0x1.4484bfeebc2a0p-100, -0x1.6ed94a4dacdc8p+3 },
    { 0x1.cd2b297d889bcp-54, -0x1.071b4c29e9b5ap+3 },
    { 0x1.19799812dea11p-40, -0x1.c234fba57a32ap+2 },
    { 0x1.12e0be826d695p-30, -0x1.7fdc11f44b5a7p+2 },
    { 0x1.0c6f7a0b5ed8dp-20, -0x1.30381a9799f7ep+2 },
    { 0x1.ec94ca210599ep-37, -0x1.aa07c04a264fbp+2 },
    { 0x1.c965971ea9c5cp-37, -0x1.aaba256709820p+2 },
    { 0x1.0624dd2f1a9fcp-10, -0x1.8b8cbb7204471p+1 },
    { 0x1.47ae147ae147bp-6, -0x1.06e13e8aadfdcp+1 },
    { 0x1.999999999999ap-5, -0x1.a515209676abdp+0 },
    { 0x1.2f1a9fbe76c8bp-4, -0x1.72567aa9caedap+0 },
    { 0x1.3333333333333p-4, -0x1.7085226d3e524p+0 },
    { 0x1.339c0ebedfa44p-4, -0x1.7056dc6686c9bp+0 },
    { 0x1.999999999999ap-4, -0x1.4813c36e26d32p+0 },
    { 0x1.0000000000000p-2, -0x1.5956b87528a49p-1 },
    { 0x1.999999999999ap-2, -0x1.036d6c4a04b59p-2 },
    { 0x1.ffe5c91d14e3cp-2, -0x1.06d6ca8553fc0p-12 },
    { 0x1.ffffffeed1f41p-2, -0x1.588224f1231ffp-29 },
    { 0x1.3333333333333p-1, 0x1.036d6c4a04b59p-2 },
    { 0x1.8000000000000p-1, 0x1.5956b87528a49p-1 },
    { 0x1.ccccccccccccdp-1, 0x1.4813c36e26d33p+0 },
    { 0x1.e666666666666p-1, 0x1.a515209676abbp+0 },
};

static const double log_gamma_rows[][2] = {
    { 0x1.b7cdfd9d7bdbbp-34, 0x1.7069e2aa26ae4p+4 },
    { 0x1.eb851eb851eb8p-6, 0x1.beb75f03c93c6p+1 },
    { 0x1.999999999999ap-4, 0x1.2058e35f3deeep+1 },
    { 0x1.b851eb851eb85p-2, 0x1.7229784653788p-1 },
    { 0x1.0000000000000p-1, 0x1.250d048e7a1bdp-1 },
    { 0x1.ccccccccccccdp-1, 0x1.0fe0882e465b1p-4 },
    { 0x1.ff7ced916872bp-1, 0x1.2f0f04c1bbb44p-11 },
    { 0x1.0000000000000p+0, 0x0.0p+0 },
    { 0x1.004189374bc6ap+0, -0x1.2e323d3be7b7fp-11 },
    { 0x1.762d86356be3fp+0, -0x1.f19b9bcc38a42p-4 },
    { 0x1.fff972474538fp+0, -0x1.62a151ce4a3dfp-15 },
    { 0x1.0000000000000p+1, 0x0.0p+0 },
    { 0x1.0cccccccccccdp+1, 0x1.7439d821b03afp-5 },
    { 0x1.c000000000000p+1, 0x1.3373018970a36p+0 },
    { 0x1.4000000000000p+2, 0x1.96ca77c922cf9p+1 },
    { 0x1.d000000000000p+2, 0x1.c35701a50ff06p+2 },
    { 0x1.3fae147ae147bp+3, 0x1.98f02675dd191p+3 },
    { 0x1.4000000000000p+3, 0x1.99a8921a7f7cfp+3 },
    { 0x1.5000000000000p+3, 0x1.be199a0f64394p+3 },
    { 0x1.9000000000000p+4, 0x1.b6472034e8d14p+5 },
    { 0x1.5700000000000p+7, 0x1.6292532a8beaap+9 },
    { 0x1.f400000000000p+9, 0x1.711386da7cab6p+12 },
    { 0x1.81cd6c8b43958p+13, 0x1.9617eb7eee0bcp+16 },
    { 0x1.e848000000000p+19, 0x1.871921236750dp+23 },
    { 0x1.2a05f20000000p+33, 0x1.9a43710f467c1p+37 },
};

/* shape, y, log p, log q */
static const double gamma_rows[][4] = {
    { 0.03, -700.0, -0x1.4fbc0f6c50d64p+4, -0x1.a7d3e12159172p-31 },
    { 0.03, -20.0, -0x1.2ab520bdd1ff2p-1, -0x1.a20258a7ae2f4p-1 },
    { 0.03, 1.0, -0x1.36fc00a44a4c1p-11, -0x1.db8adbf415571p+2 },
    { 0.25, -3.0, -0x1.52bcf886eb7cep-1, -0x1.739220e20fe4bp-1 },
    { 0.25, 2.5, -0x1.b7c4fccf62ee5p-23, -0x1.ecd78c4a9bd92p+3 },
    { 0.8, 0.0, -0x1.526c46d9b1754p-2, -0x1.449364b6fb1f1p+0 },
    { 1.0, 3.5, -0x1.2b1a887d4756cp-48, -0x1.08ec721396bdbp+5 },
    { 4.0, -2.0, -0x1.692788c1c9896p+3, -0x1.a4fd857003ee4p-17 },
    { 4.0, 1.2, -0x1.b72f31be0f9c0p-1, -0x1.1a88b4d54e6e3p-1 },
    { 4.0, 4.0, -0x1.06fda34dbd550p-64, -0x1.62ad02d439c7ep+5 },
    { 30.0, 2.0, -0x1.5c727892d6106p+4, -0x1.7ef6b4f65780ap-32 },
    { 30.0, 3.4, -0x1.4d2a33f8120c8p-1, -0x1.7994b1075ca67p-1 },
    { 30.0, 4.7, -0x1.9267c0a110c1ap-65, -0x1.64d17a8041345p+5 },
    { 1000.0, 6.7, -0x1.6e1df27f612c6p+4, -0x1.fbb089c6c6d85p-34 },
    { 1000.0, 6.9, -0x1.cbd2f1c634cb8p-1, -0x1.0bd9789425c6ep-1 },
    { 1000.0, 7.1, -0x1.5b1c3da1a473cp-33, -0x1.691c3a8934670p+4 },
    { 10000.0, 9.15, -0x1.48e62a4481dedp+4, -0x1.44dca65285b68p-30 },
    { 10000.0, 9.21, -0x1.6f967572d1799p-1, -0x1.56809175bfee9p-1 },
    { 10000.0, 9.27, -0x1.c4f05ef2b1e4bp-31, -0x1.4eabf60c571cap+4 },
};

/* a, b, y, log p, log q */
static const double beta_rows[][5] = {
    { 0.03, 1.0, -500.0, -0x1.e000000000000p+3, -0x1.4875cd6d5ae75p-22 },
    { 0.03, 0.03, 0.5, -0x1.5b9227682912ap-1, -0x1.6a516775ce0f3p-1 },
    { 0.5, 0.5, -2.0, -0x1.7e871f0ac9cb7p+0, -0x1.043d5a596dc61p-2 },
    { 1.0, 1.0, 1.0, -0x1.40c7abfbec124p-2, -0x1.5031eafefb049p+0 },
    { 2.0, 5.0, -6.0, -0x1.29b641e98ced3p+3, -0x1.7e23aba10d496p-14 },
    { 2.0, 5.0, -1.0, -0x1.585c31edf96f0p-1, -0x1.6da4cca554450p-1 },
    { 2.0, 5.0, 3.0, -0x1.7327c52724042p-20, -0x1.afba6060034e1p+3 },
    { 2.3, 3.7, 0.1, -0x1.0db1321441893p-2, -0x1.76865d019a78cp+0 },
    { 0.1, 50.0, -6.0, -0x1.5dd3780d546b3p-3, -0x1.d9f3aa3483495p+0 },
    { 5.0, 0.05, 20.0, -0x1.0c0917403da70p-1, -0x1.cb8db13d627b0p-1 },
    { 100.0, 200.0, -0.5, -0x1.c8af98da5bf92p-5, -0x1.7513a3ba760aap+1 },
    { 1000.0, 2000.0, -0.8, -0x1.71c9b3da124e5p+2, -0x1.964f485a50cf0p-9 },
    { 1000.0, 2000.0, -0.6, -0x1.fcca69b9522f0p-8, -0x1.372e3e3dac061p+2 },
};

static void normal_cdf(void **state)
{
    (void)state;
    for (size_t i = 0; i < N(cdf_rows); i++) {
        const double z = cdf_rows[i][0], want = cdf_rows[i][1];
        CHECK_CLOSE(pc_normal_cdf(z), want, 1e-15, 0x1p-1074);
        assert_true(pc_normal_tail(-z) == pc_normal_cdf(z));
    }
    assert_true(pc_normal_cdf(-INFINITY) == 0.0 && pc_normal_cdf(INFINITY) == 1.0);
    assert_true(pc_normal_cdf(-40.0) == 0.0 && pc_normal_cdf(40.0) == 1.0);
    assert_true(isnan(pc_normal_cdf(NAN)));
    CHECK_CLOSE(pc_normal_density(1.0), 0.24197072451914335, 1e-15, 0.0);
}

static void normal_quantile(void **state)
{
    (void)state;
    for (size_t i = 0; i < N(quantile_rows); i++)
        CHECK_CLOSE(pc_normal_quantile(quantile_rows[i][0]), quantile_rows[i][1], 2e-15, 0.0);
    assert_true(pc_normal_quantile(0.5) == 0.0);
}

static void log_gamma(void **state)
{
    (void)state;
    for (size_t i = 0; i < N(log_gamma_rows); i++)
        CHECK_CLOSE(pc_log_gamma(log_gamma_rows[i][0]), log_gamma_rows[i][1], 1e-15, 1e-14);
}

static void stirling_error_and_log_beta(void **state)
{
    (void)state;
    for (double x = 0.05; x < 1e5; x *= 1.7)
        CHECK_CLOSE(pc_stirling_error(x) + (x - 0.5) * pc_log(x) - x + 0.91893853320467274,
                    pc_log_gamma(x), 1e-15, 1e-14);
    CHECK_CLOSE(pc_log_beta(2.0, 5.0), -pc_log(30.0), 2e-15, 0.0);      /* 1! 4! / 6! */
    CHECK_CLOSE(pc_log_beta(0.5, 0.5), 1.1447298858494002, 5e-15, 0.0); /* log pi */
    CHECK_CLOSE(pc_log_beta(1.0, 1e6), -pc_log(1e6), 1e-14, 0.0);
}

static void gamma_tails(void **state)
{
    (void)state;
    for (size_t i = 0; i < N(gamma_rows); i++) {
        const double *row = gamma_rows[i];
        const pc_tails t = pc_gamma_tails(row[0], row[1]);
        CHECK_CLOSE(t.log_p, row[2], 2e-14, 2e-13);
        CHECK_CLOSE(t.log_q, row[3], 2e-13, 2e-14 * (1.0 + row[0] / 100.0));
    }
}

static void beta_tails(void **state)
{
    (void)state;
    for (size_t i = 0; i < N(beta_rows); i++) {
        const double *row = beta_rows[i];
        const pc_tails t = pc_beta_tails(row[0], row[1], row[2]);
        CHECK_CLOSE(t.log_p, row[3], 2e-13, 2e-14);
        CHECK_CLOSE(t.log_q, row[4], 2e-13, 2e-14);
    }
}

/* Slope and bend are the derivatives of p and of log slope in y. */
static void slopes_are_derivatives(void **state)
{
    (void)state;
    const double h = 1e-4;
    for (double y = -3.0; y < 2.5; y += 0.5) {
        const pc_tails g = pc_gamma_tails(2.5, y), b = pc_beta_tails(1.5, 4.0, y);
        const pc_tails g2 = pc_gamma_tails(2.5, y + h), b2 = pc_beta_tails(1.5, 4.0, y + h);
        const pc_tails g0 = pc_gamma_tails(2.5, y - h), b0 = pc_beta_tails(1.5, 4.0, y - h);
        CHECK_CLOSE((pc_exp(g2.log_p) - pc_exp(g0.log_p)) / (2 * h), pc_exp(g.log_slope), 1e-6,
                    1e-9);
        CHECK_CLOSE((pc_exp(b2.log_p) - pc_exp(b0.log_p)) / (2 * h), pc_exp(b.log_slope), 1e-6,
                    1e-9);
        CHECK_CLOSE((g2.log_slope - g0.log_slope) / (2 * h), g.bend, 1e-6, 1e-6);
        CHECK_CLOSE((b2.log_slope - b0.log_slope) / (2 * h), b.bend, 1e-6, 1e-6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_cdf),
        cmocka_unit_test(normal_quantile),
        cmocka_unit_test(log_gamma),
        cmocka_unit_test(stirling_error_and_log_beta),
        cmocka_unit_test(gamma_tails),
        cmocka_unit_test(beta_tails),
        cmocka_unit_test(slopes_are_derivatives),
    };
    return cmocka_run_group_tests_name("math/special", tests, NULL, NULL);
}
