/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounding of ledger entries against 128-bit integers. */
#define PC_LANE_WIDTH 1
#include "programme/arithmetic.inl"

#include "tests/support/check.h"

/* round(amount * digits / base), ties to even, in integers. */
static double exact(int64_t amount, int64_t digits, int64_t base)
{
    const __int128 product = (__int128)amount * digits;
    __int128 quotient = product / base, rest = product % base;
    if (rest < 0) rest += base, quotient--;
    if (2 * rest > base || (2 * rest == base && (quotient & 1))) quotient++;
    return (double)(int64_t)quotient;
}

static void test_ties_and_signs(void **state)
{
    (void)state;
    static const struct {
        int64_t amount, digits, base;
        double want;
        const char *why;
    } rows[] = {
        { 45000000, 12, 100, 5400000, "the plan's referral fee: 12 % of 450,000.00" },
        { 5, 1, 10, 0, "0.5 goes to the even 0" },
        { 15, 1, 10, 2, "1.5 goes to the even 2" },
        { 25, 1, 10, 2, "2.5 goes to the even 2" },
        { -25, 1, 10, -2, "-2.5 likewise" },
        { -35, 1, 10, -4, "-3.5 to -4" },
        { 1005, 5, 10, 502, "502.5 to 502" },
        { 1, 333333, 1000000, 0, "a third of a cent" },
        { 100, 7, 12, 58, "seven months of 1.00" },
        { 4503599627370495, 999999, 1000000, 4503595123770868, "products far above 2^53" },
        { 0, 15, 100, 0, "nothing" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double got = lane_round_rate((double)rows[i].amount, (double)rows[i].digits,
                                           (double)rows[i].base);
        if (got != rows[i].want)
            fail_msg("%s: %.17g, not %.17g", rows[i].why, got, rows[i].want);
        assert_true(exact(rows[i].amount, rows[i].digits, rows[i].base) == rows[i].want);
    }
}

static void test_against_integers(void **state)
{
    (void)state;
    static const int64_t bases[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 12 };
    uint64_t x = 88172645463325252u;
    for (int i = 0; i < 400000; i++) {
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        const int64_t base = bases[x & 7];
        const int64_t amount = (int64_t)(x >> 3 & 0xfffffffffffff) >> (x >> 58);
        const int64_t digits = (int64_t)((x >> 20) % (uint64_t)(base + 1));
        const int64_t sign = x & 8 ? -1 : 1;
        const double got =
            lane_round_rate((double)(sign * amount), (double)digits, (double)base);
        if (got != exact(sign * amount, digits, base))
            fail_msg("%ld * %ld / %ld: %.17g", (long)(sign * amount), (long)digits, (long)base,
                     got);
    }
}

/* Products of two decimals in twelfths, and weights in millionths: digits and bases far above
 * 2^26. */
static void test_large_digits_and_bases(void **state)
{
    (void)state;
    static const int64_t bases[] = { 12000000000000, 1000000000000, 3377699720527871,
                                     84000000 };
    uint64_t x = 88172645463325252u;
    for (int i = 0; i < 400000; i++) {
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        const int64_t base = bases[x & 3];
        const int64_t amount = (int64_t)(x >> 12) >> (x >> 2 & 31);
        const int64_t digits =
            (int64_t)((x * 0x9e3779b97f4a7c15u >> 12) % (uint64_t)(base + 1));
        const int64_t tie = base / 2; /* amount odd: an exact tie */
        const int64_t chosen[2] = { digits, tie };
        for (int k = 0; k < 2; k++)
            if (lane_round_rate((double)amount, (double)chosen[k], (double)base) !=
                exact(amount, chosen[k], base))
                fail_msg("%ld * %ld / %ld", (long)amount, (long)chosen[k], (long)base);
    }
}

static void test_round(void **state)
{
    (void)state;
    assert_true(lane_round(0.5) == 0 && lane_round(1.5) == 2 && lane_round(-0.5) == 0);
    assert_true(lane_round(2.5) == 2 && lane_round(-2.5) == -2 && lane_round(3.4999999) == 3);
    assert_true(lane_round(4503599627370497.0) == 4503599627370497.0);
    assert_true(lane_round(-1e300) == -1e300 && isnan(lane_round(NAN)));
    assert_true(isinf(lane_round(INFINITY)));
}

static void test_ratio(void **state)
{
    (void)state;
    assert_true(isnan(lane_ratio(1, 0)) && isnan(lane_ratio(0, 0)) &&
                isnan(lane_ratio(1, -0.0)));
    assert_true(lane_ratio(1, 4) == 0.25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ties_and_signs),
        cmocka_unit_test(test_against_integers),
        cmocka_unit_test(test_large_digits_and_bases),
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_ratio),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
