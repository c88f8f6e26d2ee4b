/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every lane operation and function gives, in every element, the bits that the library gives
 * for one number. Included once a width, with PC_LANE_WIDTH and PATH_RUNS set. */
#include "math/elementary.inl"
#include "math/math.h"
#include "tests/support/check.h"

#include <math.h>
#include <stdlib.h>

enum { N_RANDOM = 100000, N_SPECIAL = 22 };

static const double specials[N_SPECIAL] = {
    0.0,  -0.0,   1.0,     -1.0,     0.5,       -0.5,   2.0,        -3.0,
    2.5,  1e-310, -1e-310, 5e-324,   1e308,     -1e308, 709.782712, -745.133,
    1e17, 0x1p52, -0x1p53, INFINITY, -INFINITY, NAN,
};

static int missing(void **state)
{
    (void)state;
    return PATH_RUNS ? 0 : 1;
}

/* A 64-bit generator of our own, so that arguments do not depend on the C library (Marsaglia).
 */
static uint64_t next_bits(void)
{
    static uint64_t x = 88172645463325252u;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return x;
}

static double uniform(double low, double high)
{
    return low + (high - low) * ((double)(next_bits() >> 11) * 0x1p-53);
}

/* Half of all arguments spread over every finite double and beyond, half over ordinary ones. */
static double argument(void)
{
    if (next_bits() % 2) return uniform(-20.0, 20.0);
    return lane_from_bits(ilane_set(next_bits()))[0];
}

static void same(lane got, const double *want, const char *what, const double *x,
                 const double *y)
{
    _Alignas(64) double g[PC_LANE_WIDTH];
    lane_store(g, got);
    for (int i = 0; i < PC_LANE_WIDTH; i++) {
        if (isnan(g[i]) && isnan(want[i])) continue;
        if (memcmp(&g[i], &want[i], sizeof(double)) != 0)
            fail_msg("%s(%a, %a) is %a, should be %a", what, x[i], y[i], g[i], want[i]);
    }
}

#define CHECK_LANES(expression, scalar)                                                        \
    do {                                                                                       \
        double want[PC_LANE_WIDTH];                                                            \
        for (int i = 0; i < PC_LANE_WIDTH; i++) want[i] = (scalar);                            \
        same((expression), want, #expression, x, y);                                           \
    } while (0)

static void check_all(const double *x, const double *y)
{
    const lane a = lane_load(x), b = lane_load(y);
    CHECK_LANES(lane_exp(a), pc_exp(x[i]));
    CHECK_LANES(lane_log(a), pc_log(x[i]));
    CHECK_LANES(lane_pow(a, b), pc_pow(x[i], y[i]));
    CHECK_LANES(lane_sqrt(a), pc_sqrt(x[i]));
    CHECK_LANES(lane_min(a, b), x[i] < y[i] ? x[i] : y[i]);
    CHECK_LANES(lane_max(a, b), y[i] < x[i] ? x[i] : y[i]);
    CHECK_LANES(lane_abs(a), fabs(x[i]));
    CHECK_LANES(lane_round(a) + lane_set(0.0), nearbyint(x[i]) + 0.0);
    CHECK_LANES(lane_select(lane_lt(a, b), a, b), x[i] < y[i] ? x[i] : y[i]);
    CHECK_LANES(lane_select(lane_le(a, b), a, b), x[i] <= y[i] ? x[i] : y[i]);
    CHECK_LANES(lane_select(lane_eq(a, b), a, -b), x[i] == y[i] ? x[i] : -y[i]);
}

static void random_arguments(void **state)
{
    if (missing(state)) skip();
    for (int n = 0; n < N_RANDOM; n += PC_LANE_WIDTH) {
        _Alignas(64) double x[PC_LANE_WIDTH], y[PC_LANE_WIDTH];
        for (int i = 0; i < PC_LANE_WIDTH; i++) x[i] = argument(), y[i] = argument();
        check_all(x, y);
    }
}

static void special_arguments(void **state)
{
    if (missing(state)) skip();
    for (int n = 0; n < N_SPECIAL * N_SPECIAL; n++) {
        _Alignas(64) double x[PC_LANE_WIDTH], y[PC_LANE_WIDTH];
        for (int i = 0; i < PC_LANE_WIDTH; i++) {
            const int at = (n + i) % (N_SPECIAL * N_SPECIAL);
            x[i] = specials[at / N_SPECIAL], y[i] = specials[at % N_SPECIAL];
        }
        check_all(x, y);
    }
}

static void integers_and_rows(void **state)
{
    if (missing(state)) skip();
    _Alignas(64) double table[64 * 4], got[4][PC_LANE_WIDTH];
    for (int i = 0; i < 256; i++) table[i] = i;
    for (int n = 0; n < 1000; n++) {
        uint64_t i[PC_LANE_WIDTH], a[PC_LANE_WIDTH], b[PC_LANE_WIDTH];
        ilane index, wide_a, wide_b;
        for (int k = 0; k < PC_LANE_WIDTH; k++)
            i[k] = next_bits() % 64, a[k] = next_bits(), b[k] = next_bits();
        memcpy(&index, i, sizeof index);
        memcpy(&wide_a, a, sizeof wide_a);
        memcpy(&wide_b, b, sizeof wide_b);
        const ilane product = lane_mul32(wide_a, wide_b), count = ilane_count();
        lane c[4];
        lane_rows(c, table, i);
        for (int k = 0; k < 4; k++) lane_store(got[k], c[k]);
        const lane gathered = lane_gather(table, index);
        for (int k = 0; k < PC_LANE_WIDTH; k++) {
            assert_true(product[k] == (uint64_t)(uint32_t)a[k] * (uint32_t)b[k]);
            assert_true(count[k] == (uint64_t)k);
            assert_true(gathered[k] == (double)i[k]);
            for (uint64_t j = 0; j < 4; j++) assert_true(got[j][k] == (double)(4 * i[k] + j));
        }
    }
}

int main(void)
{
    /* Static: copied onto the stack, it might take instructions that the processor lacks. */
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_arguments),
        cmocka_unit_test(special_arguments),
        cmocka_unit_test(integers_and_rows),
    };
    return cmocka_run_group_tests_name("math/elementary " PATH_NAME, tests, NULL, NULL);
}
