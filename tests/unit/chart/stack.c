/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/stack.h"

#include "chart/layout/scale.h"
#include "tests/support/check.h"

#include <math.h>

static void dots_count_away_from_the_anchor(void **state)
{
    static const double at[] = { 79.9, 80, 80, 99.9, 100, 119.9, 120, 121 };
    static const int bins[] = { -2, -1, -1, -1, 0, 0, 1, 1 };
    static const int levels[] = { 0, 0, 1, 2, 0, 1, 0, 1 };
    int bin[8], level[8];
    (void)state;
    assert_int_equal(pc_stack_dots(bin, level, at, 8, 100, 20), 3);
    for (int i = 0; i < 8; i++) {
        assert_int_equal(bin[i], bins[i]);
        assert_int_equal(level[i], levels[i]);
    }
}

static void stacks_keep_to_their_room(void **state)
{
    double at[50];
    (void)state;
    for (int spread = 0; spread < 60; spread++) {
        int bin[50], level[50];
        for (int i = 0; i < 50; i++) at[i] = 700 + spread * (i - 25) * 0.5;
        const pc_stack s = pc_stack_fit(at, 50, 700, 6, 54, 300, 6);
        const int fullest = pc_stack_dots(bin, level, at, 50, 700, s.size * s.columns);
        assert_true((fullest + s.columns - 1) / s.columns * s.size <= 300);
        assert_true(s.size >= 20 && s.size <= 54); /* 50 dots are large enough to count */
    }
}

static void one_column_is_enough_for_few(void **state)
{
    static const double at[] = { 10, 200, 400 };
    const pc_stack s = pc_stack_fit(at, 3, 200, 6, 24, 100, 6);
    (void)state;
    assert_int_equal(s.columns, 1);
    CHECK_CLOSE(s.size, 24, 0, 0);
}

static void a_scale_holds_its_ends_and_turns_around(void **state)
{
    static const double ends[][2] = { { 0, 1 },       { -3, -1 },      { 0, 0 },      { 5, 5 },
                                      { 1e-9, 3e-9 }, { -1e12, 1e12 }, { 0.30, 0.31 } };
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const pc_scale s = pc_scale_for(ends[i][0], ends[i][1], 5, 700, 200);
        assert_true(s.low <= ends[i][0] && s.high >= ends[i][1] && s.high > s.low);
        CHECK_CLOSE(pc_scale_at(&s, s.low), 700, 1e-9, 0);
        CHECK_CLOSE(pc_scale_at(&s, s.high), 200, 1e-9, 0);
        CHECK_CLOSE(pc_scale_within(&s, s.high + 1e13), 200, 1e-9, 0);
        assert_true(s.ticks.n >= 2 && s.ticks.n < 12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dots_count_away_from_the_anchor),
        cmocka_unit_test(stacks_keep_to_their_room),
        cmocka_unit_test(one_column_is_enough_for_few),
        cmocka_unit_test(a_scale_holds_its_ends_and_turns_around),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
