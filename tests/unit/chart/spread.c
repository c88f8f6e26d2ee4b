/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/spread.h"
#include "tests/support/check.h"

#include <math.h>
#include <stdlib.h>

static void labels_move_as_little_as_possible(void **state)
{
    static const struct {
        size_t n;
        double at[5], want[5];
        const char *why;
    } rows[] = {
        { 5,
          { 100, 104, 106, 200, 203 },
          { 75.333, 103.333, 131.333, 187.5, 215.5 },
          "two pools" },
        { 3, { 10, 12, 14 }, { 12, 40, 68 }, "at the lower bound" },
        { 2, { 390, 392 }, { 360, 388 }, "at the upper bound" },
        { 3, { 50, 100, 200 }, { 50, 100, 200 }, "room enough: none moves" },
        { 3, { 200, 50, 100 }, { 200, 50, 100 }, "any order" },
        { 2, { 100, 100 }, { 86, 114 }, "ties keep their order" },
        { 1, { 500 }, { 388 }, "one beyond the bound" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double at[5], heights[5] = { 24, 24, 24, 24, 24 };
        for (size_t k = 0; k < 5; k++) at[k] = rows[i].at[k];
        assert_true(pc_spread(at, heights, rows[i].n, 4, 0, 400));
        for (size_t k = 0; k < rows[i].n; k++) CHECK_CLOSE(at[k], rows[i].want[k], 0, 1e-3);
    }
}

static void too_many_labels_say_so_and_stay_in_order(void **state)
{
    double at[20], heights[20];
    (void)state;
    for (size_t i = 0; i < 20; i++) {
        at[i] = 200;
        heights[i] = 24;
    }
    assert_false(pc_spread(at, heights, 20, 4, 0, 400));
    CHECK_CLOSE(at[0], 12, 0, 1e-9);
    for (size_t i = 1; i < 20; i++) CHECK_CLOSE(at[i] - at[i - 1], 28, 0, 1e-9);
}

static void none_overlaps_for_any_wish(void **state)
{
    (void)state;
    srand(7);
    for (int round = 0; round < 500; round++) {
        double at[8], heights[8];
        for (size_t i = 0; i < 8; i++) {
            at[i] = rand() % 400;
            heights[i] = 10 + rand() % 20;
        }
        pc_spread(at, heights, 8, 2, 0, 400);
        for (size_t i = 0; i < 8; i++)
            for (size_t k = 0; k < i; k++)
                assert_true(fabs(at[i] - at[k]) >= (heights[i] + heights[k]) / 2 + 2 - 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_move_as_little_as_possible),
        cmocka_unit_test(too_many_labels_say_so_and_stay_in_order),
        cmocka_unit_test(none_overlaps_for_any_wish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
