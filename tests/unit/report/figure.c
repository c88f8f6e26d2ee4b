/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How figures are written for people. */
#include "report/figure.h"
#include "fixture.h"

static const pc_sheet utf8 = { .columns = 100, .is_utf8 = true };
static const pc_sheet ascii = { .columns = 100 };

static void check_text(pc_text *text, const char *want, const char *why)
{
    char *got = pc_text_take(text);
    assert_non_null(got);
    if (strcmp(got, want) != 0) print_error("%s\n", why);
    assert_string_equal(got, want);
    free(got);
}

static void figures_have_the_digits_that_count(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        double value, se;
        const char *want, *why;
    } rows[] = {
        { "currency", 0, 0, "$0", "nothing is not $0.00" },
        { "currency", 12.5, 0, "$12.50", "small amounts have cents" },
        { "currency", 940, 0, "$940", "hundreds do not" },
        { "currency", 999.6, 0, "$1.0K", "the suffix is chosen after rounding" },
        { "currency", 12345, 0, "$12.3K", "three digits" },
        { "currency", 754000, 0, "$754K", "three digits, none behind the point" },
        { "currency", 999499, 0, "$999K", "just below the next suffix" },
        { "currency", 999500, 0, "$1.0M", "never $1000K" },
        { "currency", 99.96e6, 0, "$100M", "never $100.0M" },
        { "currency", -1.2e6, 0, "−$1.2M", "the sign stands before the currency" },
        { "currency", 1.5e9, 0, "$1.5B", "B, never G" },
        { "currency", 2.5e15, 0, "$2,500T", "beyond the largest suffix digits are grouped" },
        { "currency", -0.001, 0, "−$0.001", "a mean below a cent is not nothing" },
        { "multiple", 0.0004, 0, "0.0004x", "nor is a small multiple" },
        { "currency", 996e3, 9e3, "$1.0M", "known to tens: never $1,000K" },
        { "currency", 3.4e6, 2e6, "$3M", "one digit stays" },
        { "currency", 2e6, 3e6, "≈$2M", "the error exceeds the figure" },
        { "multiple", -15.6, 40, "≈−16x", "on either side" },
        { "fraction", 0.684, 0, "68%", "whole percents" },
        { "fraction", 0.054, 0, "5.4%", "small shares have a tenth" },
        { "fraction", 0.0996, 0, "10%", "never 10.0%" },
        { "fraction", 0, 0, "0%", "nothing" },
        { "fraction", -0.25, 0, "−25%", "a loss" },
        { "multiple", 1.591512, 0, "1.59x", "small multiples have two decimals" },
        { "multiple", 1.996, 0, "2.0x", "large ones have one" },
        { "multiple", 123.4, 0, "123x", "or none" },
        { "count", 245, 0, "245", "counts are whole" },
        { "count", 12345, 0, "12,345", "grouped" },
        { "months", 14, 0, "14", "months are whole" },
        { "multiple", 1.15, 0.02, "1.2x", "0.02 is more than half of 0.01: a digit goes" },
        { "multiple", 1.15, 0.004, "1.15x", "0.004 is less than half of 0.01" },
        { "currency", 754321, 3000, "$750K", "to tens" },
        { "fraction", 0.684, 0.02, "70%", "to tens of percents" },
    };
    const pc_results results = { .currency = "USD", .minor_digits = 2 };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_text text = { 0 };
        const pc_format figure =
            pc_figure_for(&results, rows[i].unit, rows[i].value, rows[i].se);
        pc_figure_add(&text, &utf8, &figure, rows[i].value, false);
        check_text(&text, rows[i].want, rows[i].why);
    }
}

static void currencies_have_their_sign(void **state)
{
    (void)state;
    static const struct {
        const char *currency;
        const pc_sheet *page;
        const char *want;
    } rows[] = { { "EUR", &utf8, "€3.0M" },
                 { "EUR", &ascii, "EUR 3.0M" },
                 { "USD", &ascii, "$3.0M" },
                 { "CHF", &utf8, "CHF\u00a03.0M" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const pc_results results = { .currency = rows[i].currency, .minor_digits = 2 };
        const pc_format figure = pc_figure_for(&results, "currency", 3e6, NOTHING);
        pc_text text = { 0 };
        pc_figure_add(&text, rows[i].page, &figure, 3e6, false);
        check_text(&text, rows[i].want, rows[i].currency);
    }
}

static void stated_figures_are_written_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        double value;
        const char *want;
    } rows[] = { { "multiple", 1.6, "1.6x" },     { "multiple", 2, "2x" },
                 { "fraction", 0.3, "30%" },      { "fraction", 0.125, "12.5%" },
                 { "currency", 3e6, "$3M" },      { "currency", 1.45e6, "$1.45M" },
                 { "currency", 754000, "$754K" }, { "fraction", 1, "100%" },
                 { "count", 245, "245" },         { "currency", 24285714.29, "$24.3M" } };
    const pc_results results = { .currency = "USD", .minor_digits = 2 };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_text text = { 0 };
        pc_figure_add_stated(&text, &utf8, &results, rows[i].unit, rows[i].value);
        check_text(&text, rows[i].want, rows[i].unit);
    }
}

static void nothing_is_a_dash(void **state)
{
    (void)state;
    const pc_results results = { .currency = "USD", .minor_digits = 2 };
    const pc_format figure = pc_figure_for(&results, "multiple", NOTHING, NOTHING);
    pc_text text = { 0 };
    pc_figure_add(&text, &utf8, &figure, NOTHING, false);
    check_text(&text, "–", "undefined is not a number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_have_the_digits_that_count),
        cmocka_unit_test(currencies_have_their_sign),
        cmocka_unit_test(stated_figures_are_written_as_people_write_them),
        cmocka_unit_test(nothing_is_a_dash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
