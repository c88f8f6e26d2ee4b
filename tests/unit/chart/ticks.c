/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/ticks.h"
#include "tests/support/check.h"

#include <math.h>

static void extended_wilkinson_gives_the_published_ticks(void **state)
{
    static const struct {
        double low, high, first, step;
        size_t n;
    } rows[] = {
        { 0, 49.1, 0, 10, 6 },       { 0, 54, 0, 10, 6 },         { 0, 61.2, 0, 20, 4 },
        { 0, 1, 0, 0.25, 5 },        { 0, 0.37, 0, 0.1, 5 },      { 13.5, 33.4, 15, 5, 5 },
        { 0, 754000, 0, 200000, 5 }, { 0, 2.7e6, 0, 0.5e6, 6 },   { 0, 98, 0, 25, 5 },
        { 180, 225, 180, 10, 5 },    { -0.4, 1.6, -0.5, 0.5, 5 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const pc_ticks got = pc_ticks_for(rows[i].low, rows[i].high, 5, pc_nice_all);
        CHECK_CLOSE(got.first, rows[i].first, 1e-9, 1e-9);
        CHECK_CLOSE(got.step, rows[i].step, 1e-9, 0);
        assert_int_equal(got.n, rows[i].n);
    }
}

static void money_takes_no_steps_of_three_or_four(void **state)
{
    (void)state;
    for (double high = 1.03; high < 1e7; high *= 1.07) {
        const pc_ticks got = pc_ticks_for(0, high, 6, pc_nice_money);
        double leading = got.step;
        while (leading >= 10 - 1e-9) leading /= 10;
        while (leading < 1 - 1e-9) leading *= 10;
        assert_true(fabs(leading - 1) < 1e-6 || fabs(leading - 2) < 1e-6 ||
                    fabs(leading - 2.5) < 1e-6 || fabs(leading - 5) < 1e-6);
        assert_true(got.n >= 3 && got.n <= 12);
    }
}

static void degenerate_ranges_are_set_apart(void **state)
{
    static const double values[] = { 0, 5, -3, 1e-12, 1e12 };
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const pc_ticks got = pc_ticks_for(values[i], values[i], 5, pc_nice_all);
        assert_true(got.n >= 2 && got.step > 0 && isfinite(got.first));
    }
}

static void a_tick_at_zero_is_zero(void **state)
{
    const pc_ticks ticks = { -0.3, 0.1, 7 };
    (void)state;
    assert_true(pc_ticks_at(&ticks, 3) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(extended_wilkinson_gives_the_published_ticks),
        cmocka_unit_test(money_takes_no_steps_of_three_or_four),
        cmocka_unit_test(degenerate_ranges_are_set_apart),
        cmocka_unit_test(a_tick_at_zero_is_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
