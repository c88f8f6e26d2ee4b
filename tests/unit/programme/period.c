/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../../support/check.h"
#include "programme/programme.h"

#include <string.h>

/* 2025-07 on, 30 months, fiscal years from April: the first begins three months before the
 * plan. */
static const pc_programme programme = {
    .start_year = 2025, .start_month = 7, .months = 30, .fiscal_year_start = 4
};

static void periods_are_months_from_0(void **state)
{
    static const struct {
        const char *text;
        int first, last;
        const char *why;
    } rows[] = {
        { "m1", 0, 0, "months count from 1" },
        { "m30", 29, 29, "the last month" },
        { "q1", 0, 2, "programme quarters" },
        { "q10", 27, 29, "the last quarter" },
        { "y1", 0, 11, "programme years" },
        { "y3", 24, 29, "a year that the horizon cuts short" },
        { "y1..y2", 0, 23, "years together" },
        { "y2..y9", 12, 29, "clipped" },
        { "all", 0, 29, "everything" },
        { "fy2026", 0, 8, "ends in March 2026; it began before the plan" },
        { "fy2027", 9, 20, "a whole one" },
        { "fy2028", 21, 29, "cut short" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_period got;
        char text[PC_PERIOD_SIZE];
        if (!pc_period_parse(&got, rows[i].text, &programme) ||
            got.first_month != rows[i].first || got.last_month != rows[i].last)
            fail_msg("%s: %s", rows[i].text, rows[i].why);
        assert_string_equal(pc_period_text(text, &got), rows[i].text);
    }
}

static void a_fiscal_year_from_january_is_the_calendar_year(void **state)
{
    const pc_programme calendar = {
        .start_year = 2025, .start_month = 1, .months = 24, .fiscal_year_start = 1
    };
    pc_period got;
    (void)state;
    assert_true(pc_period_parse(&got, "fy2025", &calendar));
    assert_int_equal(got.first_month, 0);
    assert_int_equal(got.last_month, 11);
    assert_false(pc_period_parse(&got, "fy2027", &calendar));
    assert_false(pc_period_parse(&got, "fy2024", &calendar));
}

static void what_is_no_period_is_refused(void **state)
{
    static const char *const texts[] = { "",       "m0",           "m31",   "q11",  "y4",
                                         "fy2025", "y01",          "m1 ",   "M1",   "y2..y1",
                                         "m1..m3", "y1..",         "y1..3", "all2", "fy",
                                         "m-1",    "m99999999999", "*",     "y",    "fy2029" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        pc_period got;
        if (pc_period_parse(&got, texts[i], &programme)) fail_msg("\"%s\" is read", texts[i]);
    }
}

static void periods_sort_by_kind_then_time(void **state)
{
    static const char *const sorted[] = { "m2",     "m10",    "q1",     "q10",
                                          "y1",     "y2",     "fy2026", "fy2027",
                                          "y1..y2", "y1..y3", "y2..y3", "all" };
    const size_t n = sizeof sorted / sizeof *sorted;
    (void)state;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            pc_period a, b;
            assert_true(pc_period_parse(&a, sorted[i], &programme));
            assert_true(pc_period_parse(&b, sorted[k], &programme));
            const int order = pc_period_compare(&a, &b);
            if ((order < 0) != (i < k) || (order == 0) != (i == k))
                fail_msg("%s against %s", sorted[i], sorted[k]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_months_from_0),
        cmocka_unit_test(a_fiscal_year_from_january_is_the_calendar_year),
        cmocka_unit_test(what_is_no_period_is_refused),
        cmocka_unit_test(periods_sort_by_kind_then_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
