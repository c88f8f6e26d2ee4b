/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/text/phrases.h"
#include "tests/support/check.h"

#include <string.h>

static void percents_sum_to_100(void **state)
{
    static const struct {
        size_t n;
        double shares[5];
        int want[5];
        const char *why;
    } rows[] = {
        { 3, { 1, 1, 1 }, { 34, 33, 33 }, "equal remainders: the first is rounded up" },
        { 3, { 0.005, 0.005, 0.99 }, { 1, 0, 99 }, "one of two halves" },
        { 4, { 0.127, 0.127, 0.373, 0.373 }, { 13, 13, 37, 37 }, "the largest remainders" },
        { 5, { 0.196, 0.196, 0.196, 0.196, 0.216 }, { 20, 20, 20, 19, 21 }, "two go down" },
        { 2, { 3, 1 }, { 75, 25 }, "they need not sum to 1" },
        { 1,
          { 0.2 },
          {
              100,
          },
          "one is the whole" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int got[5] = { 0 };
        pc_phrase_percents(got, rows[i].shares, rows[i].n);
        if (memcmp(got, rows[i].want, sizeof got) != 0)
            fail_msg("%s: %d %d %d %d %d", rows[i].why, got[0], got[1], got[2], got[3], got[4]);
    }
}

/* A word is borne out by the chance less two of its standard errors. */
static void words_of_chance_are_careful(void **state)
{
    static const struct {
        pc_estimate p;
        const char *want;
    } rows[] = {
        { { 0.97, 0.005 }, "almost certainly" },
        { { 0.97, 0.015 }, "very likely" },
        { { 0.80, 0 }, "very likely" },
        { { 0.799, 0 }, "more likely than not" },
        { { 0.62, 0.02 }, NULL },
        { { 0.5, 0 }, NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = pc_phrase_likely(rows[i].p);
        if (!got || !rows[i].want)
            assert_true(got == rows[i].want);
        else
            assert_string_equal(got, rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percents_sum_to_100),
        cmocka_unit_test(words_of_chance_are_careful),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
