/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/selection.h"
#include "tests/support/check.h"

#include <string.h>

static void test_globs(void **state)
{
    (void)state;
    static const struct {
        const char *glob, *text;
        bool match;
        const char *why;
    } rows[] = {
        { "roi.*", "roi.multiple", true, "a tail" },
        { "roi.*", "roi.multiple.costs", true, "dots are characters too" },
        { "roi.*.costs", "roi.multiple.costs", true, "in the middle" },
        { "roi.*.costs", "roi.multiple", false, "what follows must be there" },
        { "*", "", true, "nothing is something" },
        { "y*", "y12", true, "periods" },
        { "y*", "fy2025", false, "from the start" },
        { "*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false,
          "no explosion" },
        { "a", "ab", false, "to the end" },
        { "", "", true, "empty" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (pc_glob_match(rows[i].glob, strlen(rows[i].glob), rows[i].text) != rows[i].match)
            fail_msg("%s against %s: %s", rows[i].glob, rows[i].text, rows[i].why);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_globs) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
