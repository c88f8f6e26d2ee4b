/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/text/format.h"
#include "tests/support/check.h"

#include <math.h>
#include <string.h>

static void money_is_compact_and_takes_its_suffix_after_rounding(void **state)
{
    static const struct {
        double value;
        const char *want, *why;
    } rows[] = {
        { 0, "$0", "zero has no decimals" },
        { 940, "$940", "below a thousand in full" },
        { 999.6, "$1.00K", "rounds up into the next suffix" },
        { 12345, "$12.3K", "three digits" },
        { 999499, "$999K", "just below" },
        { 999500, "$1.00M", "just above: never $1000K" },
        { 12400000, "$12.4M", "millions" },
        { -1.25e6, "\u2212$1.25M", "a real minus before the sign" },
        { 1.5e9, "$1.50B", "B, never G" },
        { 9.996e6, "$10.0M", "rounding gives a digit: still three" },
        { 2.5e12, "$2.50T", "T above" },
        { 4e15, "$4,000T", "nothing above T" },
        { 0.5, "$0.500", "cents" },
        { NAN, "\u2013", "no value is a dash" },
        { INFINITY, "\u2013", "nor is infinity" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[PC_SHOWN_SIZE];
        const pc_format format = pc_format_for(PC_UNIT_MONEY, "USD", rows[i].value, NAN);
        assert_string_equal(pc_format_write(got, &format, rows[i].value, false), rows[i].want);
    }
}

static void units_have_their_own_ways(void **state)
{
    static const struct {
        pc_unit unit;
        const char *currency;
        double value;
        const char *want, *why;
    } rows[] = {
        { PC_UNIT_MULTIPLE, NULL, 1.5915, "1.6x", "one decimal" },
        { PC_UNIT_MULTIPLE, NULL, 0.04, "0.040x", "also when small" },
        { PC_UNIT_MULTIPLE, NULL, 12345, "12,345.0x", "grouped" },
        { PC_UNIT_FRACTION, NULL, 0.4, "40%", "whole percents" },
        { PC_UNIT_FRACTION, NULL, -0.126, "\u221213%", "negative" },
        { PC_UNIT_COUNT, NULL, 1234.4, "1,234", "means of counts are whole" },
        { PC_UNIT_COUNT, NULL, 2500000, "2.50M", "long counts take a suffix" },
        { PC_UNIT_MONTHS, NULL, 14, "14\u00a0mo", "a no-break space before the unit" },
        { PC_UNIT_MONEY, "EUR", 12400000, "\u20ac12.4M", "euro" },
        { PC_UNIT_MONEY, "CHF", 12400000, "CHF\u00a012.4M", "a code stands apart" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[PC_SHOWN_SIZE];
        const pc_format format =
            pc_format_for(rows[i].unit, rows[i].currency, rows[i].value, NAN);
        assert_string_equal(pc_format_write(got, &format, rows[i].value, false), rows[i].want);
    }
}

static void digits_stop_where_the_standard_error_does(void **state)
{
    static const struct {
        double value, se;
        const char *want, *why;
    } rows[] = {
        { 12.4e6, 0.05e6, "$12.4M", "half of the last digit exactly" },
        { 12.4e6, 0.06e6, "$12M", "a little more" },
        { 12.4e6, 0.6e6, "$12M", "one digit would move it by more than a quarter" },
        { 32.4e6, 0.6e6, "$30M", "tens are all that is known" },
        { 20, 600, "\u2248$20", "the error is larger than the figure" },
        { -4e6, 9e6, "\u2248\u2212$4M", "also below zero" },
        { 754e3, 2e3, "$750K", "whole tens of thousands" },
        { 12.4e6, 11e6, "$12M", "no fewer digits than make sense" },
        { 64e6, 40e6, "$60M", "one digit stays" },
        { 12.4e6, NAN, "$12.4M", "an exact number" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[PC_SHOWN_SIZE];
        const pc_format format = pc_format_for(PC_UNIT_MONEY, "USD", rows[i].value, rows[i].se);
        assert_string_equal(pc_format_write(got, &format, rows[i].value, false), rows[i].want);
        assert_true(rows[i].value < 1e3 || !(rows[i].se <= 0.5e6) ||
                    rows[i].se <= pc_format_half_digit(&format) * (1 + 1e-12));
    }
}

static void nothing_reads_as_zero_that_is_not(void **state)
{
    static const struct {
        pc_unit unit;
        double largest, value;
        const char *want, *why;
    } rows[] = {
        { PC_UNIT_MONEY, 26e6, 1200, "$1.2K", "its own suffix" },
        { PC_UNIT_MONEY, 26e6, -900, "\u2212$900", "below zero" },
        { PC_UNIT_MONEY, 26e6, 0, "$0", "zero is zero" },
        { PC_UNIT_MULTIPLE, 2.5, 0.004, "0.004x", "one digit" },
        { PC_UNIT_MULTIPLE, 0.0081, 0.0062, "0.0062x", "a small axis" },
        { PC_UNIT_FRACTION, 0.3, 0.0004, "0.04%", "a small share" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[PC_SHOWN_SIZE];
        const pc_format column = pc_format_column(rows[i].unit, "USD", &rows[i].largest, 1, 2);
        const pc_format format = pc_format_supported(&column, rows[i].value, NAN);
        assert_string_equal(pc_format_write(got, &format, rows[i].value, false), rows[i].want);
    }
}

static void columns_share_suffix_and_decimals(void **state)
{
    static const struct {
        pc_unit unit;
        double values[3];
        int significant;
        const char *want[3], *why;
    } rows[] = {
        { PC_UNIT_MONEY, { 22.6e6, 33.4e6, 49.1e6 }, 2, { "$23M", "$33M", "$49M" }, "labels" },
        { PC_UNIT_MONEY,
          { 18.8e6, 25.3e6, 33.4e6 },
          3,
          { "$18.8M", "$25.3M", "$33.4M" },
          "table" },
        { PC_UNIT_MONEY,
          { 33.4e6, 33.6e6, 33.9e6 },
          2,
          { "$33.4M", "$33.6M", "$33.9M" },
          "told apart" },
        { PC_UNIT_MONEY, { 0.9e6, 2.0e6, 30e6 }, 2, { "$1M", "$2M", "$30M" }, "one suffix" },
        { PC_UNIT_MULTIPLE,
          { 1.17, 1.19, 2.5 },
          2,
          { "1.17x", "1.19x", "2.50x" },
          "two decimals at most" },
        { PC_UNIT_FRACTION,
          { 0.401, 0.404, 0.5 },
          2,
          { "40.1%", "40.4%", "50.0%" },
          "told apart" },
        { PC_UNIT_COUNT, { 5, 5, 5 }, 2, { "5", "5", "5" }, "equal ones need no digits" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; k < 3; k++) {
            char got[PC_SHOWN_SIZE];
            const pc_format format =
                pc_format_column(rows[i].unit, "USD", rows[i].values, 3, rows[i].significant);
            assert_string_equal(pc_format_write(got, &format, rows[i].values[k], false),
                                rows[i].want[k]);
        }
}

static void ticks_need_only_differ(void **state)
{
    static const struct {
        pc_unit unit;
        double first, step, last;
        const char *want_second, *want_last, *why;
    } rows[] = {
        { PC_UNIT_MONEY, 0, 10e6, 50e6, "10", "$50M", "unit on the last only" },
        { PC_UNIT_MONEY, 0, 0.5e6, 2.5e6, "0.5", "$2.5M", "one suffix from the largest" },
        { PC_UNIT_MONEY, 0, 200e3, 800e3, "200", "$800K", "thousands" },
        { PC_UNIT_MULTIPLE, 0, 1, 5, "1", "5x", "whole steps" },
        { PC_UNIT_FRACTION, 0, 0.25, 1, "25", "100%", "percents" },
        { PC_UNIT_COUNT, -0.5, 0.5, 1.5, "0.0", "1.5", "negative start" },
        { PC_UNIT_COUNT, 0, 0.0002, 0.001, "0.0002", "0.0010", "small" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[PC_SHOWN_SIZE];
        const pc_format format =
            pc_format_ticks(rows[i].unit, "USD", rows[i].first, rows[i].step, rows[i].last);
        assert_string_equal(pc_format_write(got, &format, rows[i].first + rows[i].step, true),
                            rows[i].want_second);
        assert_string_equal(pc_format_write(got, &format, rows[i].last, false),
                            rows[i].want_last);
    }
}

static void stated_figures_read_as_people_write_them(void **state)
{
    static const struct {
        pc_unit unit;
        double value;
        const char *want;
    } rows[] = {
        { PC_UNIT_MULTIPLE, 1.6, "1.6x" },  { PC_UNIT_MULTIPLE, 2, "2x" },
        { PC_UNIT_FRACTION, 0.3, "30%" },   { PC_UNIT_FRACTION, 0.125, "12.5%" },
        { PC_UNIT_MONEY, 30e6, "$30M" },    { PC_UNIT_MONEY, 1.45e6, "$1.45M" },
        { PC_UNIT_MONEY, 700000, "$700K" }, { PC_UNIT_MONEY, 1234567, "$1.23M" },
        { PC_UNIT_COUNT, 120, "120" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[PC_SHOWN_SIZE];
        const pc_format format = pc_format_stated(rows[i].unit, "USD", rows[i].value);
        assert_string_equal(pc_format_write(got, &format, rows[i].value, false), rows[i].want);
    }
}

static void chances_never_claim_certainty(void **state)
{
    static const struct {
        double p;
        uint64_t trials;
        const char *want, *why;
    } rows[] = {
        { 0.0004, 20480, "<1%", "rare" },
        { 0.684, 20480, "68%", "whole percents" },
        { 0.9996, 20480, ">99%", "nearly sure" },
        { 0.0602, 20480, "6%", "few" },
        { 0.0099, 20480, "<1%", "fewer than 1 in 100" },
        { 0.055, 20480, "6%", "half a percent rounds up" },
        { 0.99, 20480, "99%", "not yet" },
        { 0.991, 20480, ">99%", "more than 99 in 100" },
        { 0, 20480, "none", "every trial agrees" },
        { 1, 20480, "all 20,480", "and says how many" },
        { 0.684, 500, "about 68%", "few trials" },
        { 0.002, 500, "<1%", "needs no about" },
        { 1, 1, "yes", "a single trial" },
        { 0, 1, "no", "a single trial" },
        { NAN, 20480, "\u2013", "not stated" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[PC_SHOWN_SIZE];
        assert_string_equal(pc_format_chance(got, rows[i].p, rows[i].trials), rows[i].want);
    }
}

static void counts_are_grouped(void **state)
{
    char got[PC_SHOWN_SIZE];
    (void)state;
    assert_string_equal(pc_format_count(got, 0), "0");
    assert_string_equal(pc_format_count(got, 999), "999");
    assert_string_equal(pc_format_count(got, 20480), "20,480");
    assert_string_equal(pc_format_count(got, 1000000), "1,000,000");
    assert_string_equal(pc_format_count(got, UINT64_MAX), "18,446,744,073,709,551,615");
}

static void every_text_fits_its_buffer(void **state)
{
    static const double values[] = { 1e-300, -1e-9, 1e17, -1e22, 1e300, 123456789.123456789 };
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        for (int unit = 0; unit <= PC_UNIT_MONTHS; unit++) {
            char got[PC_SHOWN_SIZE];
            const pc_format format = pc_format_for((pc_unit)unit, "CHF", values[i], NAN);
            assert_true(strlen(pc_format_write(got, &format, values[i], false)) <
                        PC_SHOWN_SIZE - 1);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_is_compact_and_takes_its_suffix_after_rounding),
        cmocka_unit_test(units_have_their_own_ways),
        cmocka_unit_test(digits_stop_where_the_standard_error_does),
        cmocka_unit_test(nothing_reads_as_zero_that_is_not),
        cmocka_unit_test(columns_share_suffix_and_decimals),
        cmocka_unit_test(ticks_need_only_differ),
        cmocka_unit_test(stated_figures_read_as_people_write_them),
        cmocka_unit_test(chances_never_claim_certainty),
        cmocka_unit_test(counts_are_grouped),
        cmocka_unit_test(every_text_fits_its_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
