/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * exp, log and pow against references computed with 60 digits and rounded once:
 *   python3 -c 'from mpmath import *; mp.dps = 60; print(float(exp(mpf(X))).hex())'
 * and likewise log(mpf(X)), mpf(X) ** mpf(Y). Arguments: edges of the reduction, ends of the
 * range, and random ones.
 */
#include "math/math.h"
#include "tests/support/check.h"

#include <math.h>
#include <string.h>

#define N(rows) (sizeof(rows) / sizeof *(rows))

/* How many doubles lie between two of the same sign. */
static int64_t apart(double a, double b)
{
    int64_t x, y;
    memcpy(&x, &a, sizeof x);
    memcpy(&y, &b, sizeof y);
    return x < y ? y - x : x - y;
}

static void within(int64_t ulps, double got, double want, const char *what, double x, double y)
{
    if (isinf(want) ? got == want : apart(got, want) <= ulps) return;
    fail_msg("%s(%a, %a) is %a, should be %a", what, x, y, got, want);
}

static const double exp_rows[][2] = {
    { 0x1.0000000000000p-60, 0x1.0000000000000p+0 },
    { -0x1.0000000000000p-30, 0x1.fffffff800000p-1 },
    { 0x1.0000000000000p-3, 0x1.2216045b6f5cdp+0 },
    { -0x1.62e42fefa39efp-2, 0x1.6a09e667f3bcdp-1 },
    { 0x1.62e42fefa39efp-2, 0x1.6a09e667f3bccp+0 },
    { 0x1.62e42fefa39f0p-2, 0x1.6a09e667f3bcdp+0 },
    { 0x1.0000000000000p+0, 0x1.5bf0a8b145769p+1 },
    { -0x1.0000000000000p+0, 0x1.78b56362cef38p-2 },
    { 0x1.921fb54442d18p+1, 0x1.724046eb09339p+4 },
    { 0x1.4000000000000p+3, 0x1.5829dcf950560p+14 },
    { -0x1.9000000000000p+6, 0x1.a8c1f14e2af5dp-145 },
    { 0x1.62e42fefa39efp+9, 0x1.fffffffffff2ap+1023 },
    { -0x1.6232bdd7abcd2p+9, 0x1.000000000007cp-1022 },
    { -0x1.74385446d71c3p+9, 0x0.0000000000001p-1022 },
    { -0x1.74046dfefd9d0p+9, 0x0.0000000000002p-1022 },
    { -0x1.ffe3dadb63aabp+8, 0x1.69b9ba56a4184p-739 },
    { 0x1.e668405665798p+8, 0x1.aac4110962621p+701 },
    { 0x1.7148d2cd0b2f8p+8, 0x1.b2ffc4c821710p+532 },
    { -0x1.56e742dc5d3e0p+8, 0x1.3a161927b5647p-495 },
    { -0x1.9904257538800p+2, 0x1.b78f045cd6d20p-10 },
    { -0x1.1ad99c096da78p+6, 0x1.fa25b5e02254ap-103 },
    { 0x1.a875d7c4dd860p+7, 0x1.22b3f579c2a94p+306 },
    { 0x1.943672f4bdf98p+8, 0x1.1d29dc6704b1dp+583 },
    { -0x1.1c4c5caf5002dp+9, 0x1.9c94e82a29929p-821 },
    { -0x1.4a2821d855b2dp+9, 0x1.4a99784f7fc65p-953 },
    { 0x1.d6123697376f4p+8, 0x1.1fe099d85945dp+678 },
    { -0x1.788121a6cb1d0p+6, 0x1.270896853f807p-136 },
    { 0x1.0c9326623238ap-1, 0x1.b09131bbc3dd3p+0 },
    { -0x1.fdd7e926eef2ep-1, 0x1.7a4c73118e63bp-2 },
    { -0x1.bf635aef470b0p-4, 0x1.cb05bc152beebp-1 },
    { 0x1.c5b6c7cd447e0p-2, 0x1.8eb82016d69c2p+0 },
    { -0x1.15bf5b345515ap-1, 0x1.29a11ff3c7983p-1 },
    { 0x1.c7f50a8d15c78p-1, 0x1.37dd8a40ae94ep+1 },
    { 0x1.9b0fcca8a188cp-1, 0x1.1daf058c29d4bp+1 },
    { -0x1.e0ad04fd248cap-1, 0x1.9079a4dc85420p-2 },
};

static const double log_rows[][2] = {
    { 0x0.0000000000001p-1022, -0x1.74385446d71c3p+9 },
    { 0x0.0000000006000p-1022, -0x1.6f2a4f5736e06p+9 },
    { 0x1.0000000000000p-1022, -0x1.6232bdd7abcd2p+9 },
    { 0x1.6a09e667f3bccp-1, -0x1.62e42fefa39f1p-2 },
    { 0x1.6a09e667f3bcdp-1, -0x1.62e42fefa39eep-2 },
    { 0x1.fffffffffffffp-1, -0x1.0000000000000p-53 },
    { 0x1.0000000000001p+0, 0x1.fffffffffffffp-53 },
    { 0x1.0000010000000p+0, 0x1.ffffff000000bp-25 },
    { 0x1.0000000000000p+1, 0x1.62e42fefa39efp-1 },
    { 0x1.6a09e667f3bcdp+0, 0x1.62e42fefa39f0p-2 },
    { 0x1.4000000000000p+3, 0x1.26bb1bbb55516p+1 },
    { 0x1.fffffffffffffp+1023, 0x1.62e42fefa39efp+9 },
    { 0x1.8000000000000p+0, 0x1.9f323ecbf984cp-2 },
    { 0x1.5a42d62313a5cp-822, -0x1.1cbb840848b6ep+9 },
    { 0x1.9e57e5c212191p+71, 0x1.8d8f4b0b0bc10p+5 },
    { 0x1.34aee71a5f918p+760, 0x1.077d4fb817b0ap+9 },
    { 0x1.434ce5d25fb8fp-206, -0x1.1d1c1dca0e0a6p+7 },
    { 0x1.4a34fc579e58ap-491, -0x1.5414aa4aa4d6dp+8 },
    { 0x1.1f2175ada2ab4p-135, -0x1.75d726e47d0acp+6 },
    { 0x1.94537f043c94cp-816, -0x1.1a9355c46d83fp+9 },
    { 0x1.22a644437023ep-482, -0x1.4df851f371e1cp+8 },
    { 0x1.62508c19d6ed7p-108, -0x1.2a23b9947ff28p+6 },
    { 0x1.ae8ab71e67235p-8, -0x1.419eaf448c500p+2 },
    { 0x1.c769931b431b6p-1, -0x1.dfba85b9419f8p-4 },
    { 0x1.c50717b491858p-1, -0x1.f53ba6d89e696p-4 },
    { 0x1.b8088b064578ep-1, -0x1.363807c94dae2p-3 },
    { 0x1.5d7b9a4cca73ap+0, 0x1.3ebf63c9fcf65p-2 },
    { 0x1.022fc4c176143p+0, 0x1.16b21cbd1b022p-7 },
    { 0x1.c7cfbbfcab4e6p-2, -0x1.9e68b300226f1p-1 },
    { 0x1.145749252fc96p+1, 0x1.8a09b163b8261p-1 },
    { 0x1.918cc2912bcb4p+0, 0x1.ccf53aaf63efbp-2 },
    { 0x1.bfb28c0d1eb98p+0, 0x1.1e2d69bbffd9ep-1 },
    { 0x1.94afb907c8f7cp-1, -0x1.e1b6e693a502cp-3 },
};

static const double pow_rows[][3] = {
    { 0x1.0000000000000p+1, 0x1.0000000000000p-1, 0x1.6a09e667f3bcdp+0 },
    { 0x1.8000000000000p+0, 0x1.0000000000000p+1, 0x1.2000000000000p+1 },
    { 0x1.4000000000000p+3, -0x1.8000000000000p+1, 0x1.0624dd2f1a9fcp-10 },
    { 0x1.ccccccccccccdp-1, 0x1.6d00000000000p+8, 0x1.6ece2bc648c7ep-56 },
    { 0x1.000000006df38p+0, 0x1.2a05f20000000p+33, 0x1.5bf0aa93f93c0p+1 },
    { 0x1.999999999999ap-4, 0x1.3400000000000p+8, 0x0.730d67819e8f5p-1022 },
    { 0x1.b333333333333p+0, 0x1.4500000000000p+10, 0x1.25157f4f90e42p+995 },
    { 0x1.0000000000001p+0, 0x1.c6bf526340000p+49, 0x1.3fa60615291eep+0 },
    { 0x1.0000000000000p-1, 0x1.0c80000000000p+10, 0x0.0000000000001p-1022 },
    { 0x1.6666666666666p-1, -0x1.db20000000000p+10, 0x1.ed4c3ad3a3b6ep+977 },
    { 0x0.0000000000001p-1022, 0x1.999999999999ap-4, 0x1.8406003b2ae40p-108 },
    { 0x1.1ccf385ebc8a0p+1023, 0x1.0000000000000p+0, 0x1.1ccf385ebc8a0p+1023 },
    { 0x0.012688b70e62bp-1022, -0x1.ccccccccccccdp-1, 0x1.c34c70a777ae0p+926 },
    { 0x1.8000000000000p+1, 0x1.4000000000000p+5, 0x1.517168a4523fdp+63 },
    { 0x1.c000000000000p+2, 0x1.5555555555555p-2, 0x1.e9b5dba58189dp+0 },
    { 0x1.ff7ced916872bp-1, 0x1.8000000000000p+3, 0x1.f9e3c20b09e73p-1 },
    { 0x1.0cccccccccccdp+0, 0x1.5555555555555p-4, 0x1.010b0074691ecp+0 },
    { 0x1.9b7ddfc3209afp+5, 0x1.afef92da75640p+6, 0x1.d02c0d74ef569p+613 },
    { 0x1.8aa9cec9fc49ep-5, -0x1.918813ff53cf6p+5, 0x1.87bc7e2322476p+219 },
    { 0x1.78709bbfbdb69p+2, 0x1.fadc392a3d6a8p+5, 0x1.f1c330587e43ap+161 },
    { 0x1.06b013569db21p+5, -0x1.75e2eb1f5ea20p+4, 0x1.393b722fbefc9p-118 },
    { 0x1.c08cf2c00a98ep+3, 0x1.98bbbd70f4754p+5, 0x1.87fc01c1ede46p+194 },
    { 0x1.a8c735fabbc79p-3, 0x1.a4630c8012220p+4, 0x1.4b68f5c248746p-60 },
    { 0x1.552efff6d9a80p+4, 0x1.9f6fd8d12313cp+6, 0x1.643890b1f0132p+458 },
    { 0x1.0b0da09bdf35dp+0, 0x1.ab35f97ff9078p+4, 0x1.8bb5e5ab6252dp+1 },
    { 0x1.8b8bc8bbba00ap-6, -0x1.34b647b670be4p+6, 0x1.8a557c9060eb1p+414 },
    { 0x1.597dfca8ac9fep+3, -0x1.9b4af52927658p+4, 0x1.b2eba32fadd75p-89 },
    { 0x1.2b69d791966efp-4, 0x1.d477d60347470p+3, 0x1.ae87d75108b91p-56 },
    { 0x1.44ccc3ae54b83p+2, 0x1.a2c4182176f28p+5, 0x1.969537db617d7p+122 },
    { 0x1.77d08a6fd0e43p-2, -0x1.24fbf2f1becd0p+4, 0x1.6539b2225be05p+26 },
    { 0x1.11da383d2fe82p+0, 0x1.4e2192428e03ap+6, 0x1.16f851533e8f1p+8 },
    { 0x1.2eaebff029d3bp+0, -0x1.003011d4d7dc0p+5, 0x1.32cc312e04919p-8 },
    { 0x1.d77a68f0d0acep-1, -0x1.1a414918cd0dbp+7, 0x1.b9e207765f438p+16 },
};

static void exp_is_within_an_ulp(void **state)
{
    (void)state;
    for (size_t i = 0; i < N(exp_rows); i++)
        within(1, pc_exp(exp_rows[i][0]), exp_rows[i][1], "exp", exp_rows[i][0], 0.0);
}

static void log_is_within_an_ulp(void **state)
{
    (void)state;
    for (size_t i = 0; i < N(log_rows); i++)
        within(1, pc_log(log_rows[i][0]), log_rows[i][1], "log", log_rows[i][0], 0.0);
}

static void pow_is_within_an_ulp(void **state)
{
    (void)state;
    for (size_t i = 0; i < N(pow_rows); i++)
        within(1, pc_pow(pow_rows[i][0], pow_rows[i][1]), pow_rows[i][2], "pow", pow_rows[i][0],
               pow_rows[i][1]);
}

/* The same double, or both NaN; 0 and -0 differ. */
static void same(double got, double want, const char *why)
{
    if ((isnan(got) && isnan(want)) || (got == want && signbit(got) == signbit(want))) return;
    fail_msg("%s: %g, should be %g", why, got, want);
}

static void exp_and_log_at_the_edges(void **state)
{
    (void)state;
    const struct {
        double got, want;
        const char *why;
    } rows[] = {
        { pc_exp(0.0), 1.0, "exp 0" },
        { pc_exp(-0.0), 1.0, "exp -0" },
        { pc_exp(INFINITY), INFINITY, "exp inf" },
        { pc_exp(-INFINITY), 0.0, "exp -inf" },
        { pc_exp(709.79), INFINITY, "exp overflows" },
        { pc_exp(1e300), INFINITY, "far beyond" },
        { pc_exp(-745.14), 0.0, "exp underflows" },
        { pc_exp(-745.13), 0x1p-1074, "the least number" },
        { pc_exp(NAN), NAN, "exp NaN" },
        { pc_log(1.0), 0.0, "log 1" },
        { pc_log(0.0), -INFINITY, "log 0" },
        { pc_log(-0.0), -INFINITY, "log -0" },
        { pc_log(-1.0), NAN, "log of a negative number" },
        { pc_log(-INFINITY), NAN, "log -inf" },
        { pc_log(INFINITY), INFINITY, "log inf" },
        { pc_log(NAN), NAN, "log NaN" },
    };
    for (size_t i = 0; i < N(rows); i++) same(rows[i].got, rows[i].want, rows[i].why);
}

static void pow_at_the_edges(void **state)
{
    (void)state;
    const struct {
        double x, y, want;
        const char *why;
    } rows[] = {
        { NAN, 0.0, 1.0, "anything to the 0" },
        { 0.0, 0.0, 1.0, "0 to the 0" },
        { 1.0, NAN, 1.0, "1 to anything" },
        { NAN, 1.0, NAN, "NaN spreads from the base" },
        { 2.0, NAN, NAN, "NaN spreads from the exponent" },
        { 0.0, 0.5, 0.0, "0 to a positive power" },
        { -0.0, 3.0, -0.0, "odd powers keep the sign of 0" },
        { -0.0, 2.0, 0.0, "even ones do not" },
        { 0.0, -1.0, INFINITY, "1 / 0" },
        { -0.0, -3.0, -INFINITY, "1 / -0" },
        { -0.0, -0.5, INFINITY, "not a whole power" },
        { -2.0, 3.0, -8.0, "odd power of a negative base" },
        { -2.0, -2.0, 0.25, "even power of a negative base" },
        { -2.0, 0.5, NAN, "no real root" },
        { -1.0, INFINITY, 1.0, "C11 F.10.4.4" },
        { -1.0, 1e300, 1.0, "huge numbers are even" },
        { -1.0, 9007199254740991.0, -1.0, "the largest odd number" },
        { -1.0, 4503599627370495.5, NAN, "the largest half" },
        { 2.0, INFINITY, INFINITY, "grows" },
        { 0.5, INFINITY, 0.0, "shrinks" },
        { 2.0, -INFINITY, 0.0, "shrinks" },
        { INFINITY, -0.001, 0.0, "1 / inf" },
        { INFINITY, 0.001, INFINITY, "root of inf" },
        { -INFINITY, 3.0, -INFINITY, "odd power of -inf" },
        { -INFINITY, -3.0, -0.0, "odd power of 1 / -inf" },
        { -INFINITY, 0.5, INFINITY, "C11 F.10.4.4" },
        { 10.0, 309.0, INFINITY, "overflow" },
        { -10.0, 309.0, -INFINITY, "overflow below" },
        { 10.0, -324.0, 0.0, "underflow" },
        { 1e300, 1e300, INFINITY, "no NaN on the way" },
        { 1e-300, 1e300, 0.0, "no NaN on the way" },
        { 2.0, 10.0, 1024.0, "exact" },
        { 10.0, 15.0, 1e15, "exact" },
        { 1.5, 1.0, 1.5, "itself" },
        { 3.0, -1.0, 1.0 / 3.0, "reciprocal" },
    };
    for (size_t i = 0; i < N(rows); i++)
        same(pc_pow(rows[i].x, rows[i].y), rows[i].want, rows[i].why);
}

static void near_zero_nothing_cancels(void **state)
{
    (void)state;
    const double x[] = { 1e-300, -1e-17, 1e-9, -1e-4, 1e-3 };
    for (size_t i = 0; i < N(x); i++) {
        const double t = x[i];
        CHECK_CLOSE(pc_log1p(t),
                    t - t * t / 2 + t * t * t / 3 - t * t * t * t / 4 + t * t * t * t * t / 5,
                    2e-12, 0.0);
        CHECK_CLOSE(pc_expm1(t), t + t * t / 2 + t * t * t / 6 + t * t * t * t / 24, 2e-12,
                    0.0);
        CHECK_CLOSE(pc_log1p_minus(t),
                    -t * t / 2 + t * t * t / 3 - t * t * t * t / 4 + t * t * t * t * t / 5,
                    1e-8, 0.0);
    }
    CHECK_CLOSE(pc_log1p(-0.75), -1.3862943611198906, 1e-15, 0.0);
    CHECK_CLOSE(pc_expm1(2.0), 6.38905609893065, 1e-15, 0.0);
    CHECK_CLOSE(pc_log1p_minus(3.0), 1.3862943611198906 - 3.0, 1e-15, 0.0);
    assert_true(pc_log1p(-1.0) == -INFINITY && isnan(pc_log1p(-2.0)) && isnan(pc_expm1(NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_within_an_ulp), cmocka_unit_test(log_is_within_an_ulp),
        cmocka_unit_test(pow_is_within_an_ulp), cmocka_unit_test(exp_and_log_at_the_edges),
        cmocka_unit_test(pow_at_the_edges),     cmocka_unit_test(near_zero_nothing_cancels),
    };
    return cmocka_run_group_tests_name("math/elementary", tests, NULL, NULL);
}
