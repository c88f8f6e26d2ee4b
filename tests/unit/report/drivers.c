/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of what drives the first headline. */
#include "fixture.h"

static pc_driver_item items[] = {
    { "/assumptions/growth_2", { 0.464, 0.01 }, false },
    { "/assumptions/arr_y1", { 0.311, 0.01 }, true },
    { "/revenue/mix", { 0.12, 0.01 }, false },
    { "/channels/si/fee", { 0.09, 0.01 }, true },
    { "/assumptions/small", { 0.015, 0.01 }, true },
};

static pc_driver driver = { .metric = "roi.multiple",
                            .period = "y1",
                            .trials = 8192,
                            .explained = 0.95,
                            .n_items = 5,
                            .items = items,
                            .assumed = { 0.584, 0.01 } };

static char *with_drivers(pc_driver d, unsigned columns, bool is_utf8)
{
    static fixture f;
    make_plan(&f);
    f.results.drivers = &d;
    f.results.n_drivers = 1;
    return report(finish(&f), columns, is_utf8, false);
}

static void the_largest_and_what_is_assumed(void **test)
{
    (void)test;
    char *text = with_drivers(driver, 120, true);
    check_has(
        text,
        "  What drives it     growth_2 46% · arr_y1 31% · revenue/mix 12% · channels/si/fee "
        "9%   (58% of",
        "names, places, shares");
    check_lacks(text, "small 2%", "beyond the fourth");
    free(text);
    text = with_drivers(driver, 45, false);
    check_has(text, "What drives it     growth_2 46%,", "ASCII, narrow");
    free(text);
}

static void all_or_nothing(void **test)
{
    (void)test;
    static const struct {
        double assumed, explained;
        const char *want;
    } rows[] = {
        { 0.002, 0.9, "(all of the range is stated by the plan)" },
        { 0.999, 0.9, "(all of the range is assumed, not stated)" },
        { 0.5, 0.41,
          "50% of the range is assumed, not stated; inputs one by one explain 41% of" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_driver d = driver;
        d.assumed.value = rows[i].assumed;
        d.explained = rows[i].explained;
        d.n_items = 1;
        char *text = with_drivers(d, 120, true);
        check_has(text, rows[i].want, "the sentence");
        free(text);
    }
}

static void nothing_drives_it(void **test)
{
    (void)test;
    pc_driver d = driver;
    d.period = "y2";
    char *text = with_drivers(d, 100, true);
    check_lacks(text, "What drives it", "it is about another year");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_and_what_is_assumed),
        cmocka_unit_test(all_or_nothing),
        cmocka_unit_test(nothing_drives_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
