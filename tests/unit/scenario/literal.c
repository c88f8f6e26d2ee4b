/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/literal.h"
#include "../../support/check.h"

#include <string.h>

static void literals_are_exact_decimals(void **state)
{
    static const struct {
        const char *text;
        long digits;
        int places, unit; /* unit -1: none */
        const char *currency, *why;
    } rows[] = {
        { "12%", 12, 2, PC_UNIT_FRACTION, "", "percent is a hundredth" },
        { "12.5%", 125, 3, PC_UNIT_FRACTION, "", "its places add up" },
        { "100%", 1, 0, PC_UNIT_FRACTION, "", "no trailing zeros are kept" },
        { "0%", 0, 0, PC_UNIT_FRACTION, "", "zero has no places" },
        { "-5%", -5, 2, PC_UNIT_FRACTION, "",
          "the sign is kept; bounds are checked elsewhere" },
        { "12 %", 12, 2, PC_UNIT_FRACTION, "", "a space before the unit" },
        { "0.0001%", 1, 6, PC_UNIT_FRACTION, "", "the most places there are" },
        { "$500K", 500000, 0, PC_UNIT_MONEY, "$", "thousands" },
        { "$500k", 500000, 0, PC_UNIT_MONEY, "$", "small k" },
        { "$1.45M", 1450000, 0, PC_UNIT_MONEY, "$", "millions with places" },
        { "€1.2M", 1200000, 0, PC_UNIT_MONEY, "€", "another symbol" },
        { "$2B", 2000000000, 0, PC_UNIT_MONEY, "$", "billions" },
        { "2bn EUR", 2000000000, 0, PC_UNIT_MONEY, "EUR", "a code behind" },
        { "USD 12.34", 1234, 2, PC_UNIT_MONEY, "USD", "a code before" },
        { "-$5", -5, 0, PC_UNIT_MONEY, "$", "the sign before the symbol" },
        { "1.2M", 1200000, 0, -1, "", "a bare number with a suffix" },
        { "1.6x", 16, 1, PC_UNIT_MULTIPLE, "", "multiples as plans write them" },
        { "8 weeks", 2, 0, PC_UNIT_MONTHS, "", "56 days are two begun months" },
        { "7 weeks", 2, 0, PC_UNIT_MONTHS, "", "49 days too" },
        { "12 weeks", 3, 0, PC_UNIT_MONTHS, "", "84 days" },
        { "45 days", 2, 0, PC_UNIT_MONTHS, "", "a begun month counts whole" },
        { "30 days", 1, 0, PC_UNIT_MONTHS, "", "exactly one" },
        { "1 month", 1, 0, PC_UNIT_MONTHS, "", "the singular" },
        { "2 years", 24, 0, PC_UNIT_MONTHS, "", "360 days a year" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_literal got;
        pc_literal_problem problem;
        const bool read = pc_literal_read(&got, rows[i].text, &problem);
        if (!read || !got.written.decimal || got.written.digits != rows[i].digits ||
            got.written.places != rows[i].places ||
            (got.has_unit ? (int)got.unit : -1) != rows[i].unit ||
            strcmp(got.currency, rows[i].currency) != 0)
            fail_msg("%s: %s", rows[i].text, rows[i].why);
    }
}

static void what_is_no_literal_is_refused_with_a_reason(void **state)
{
    static const struct {
        const char *text, *code, *help;
    } rows[] = {
        { "12,5%", "E0206", "12.5%" },
        { "1,000", "E0206", "write 1000" },
        { "$1,200,000", "E0206", "without them: 1200000" },
        { "3,000,000", "E0206", "without them: 3000000" },
        { "$-5", "E0205", "-$5" },
        { "$1,5M", "E0206", "$1.5M" },
        { "12", "E0205", "without quotes" },
        { "15-20%", "E0205", "low" },
        { "15–20%", "E0205", "low" },
        { "$1.5m", "E0205", "write M" },
        { "", "E0205", "examples" },
        { "K", "E0205", "examples" },
        { ".5%", "E0205", "examples" },
        { "5.%", "E0205", "examples" },
        { "60%+", "E0205", "examples" },
        { "$5%", "E0205", "examples" },
        { "1e3", "E0205", "examples" },
        { "%", "E0205", "examples" },
        { "8 fortnights", "E0205", "examples" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_literal got;
        pc_literal_problem problem;
        if (pc_literal_read(&got, rows[i].text, &problem)) fail_msg("%s is read", rows[i].text);
        assert_string_equal(problem.code, rows[i].code);
        if (!strstr(problem.help, rows[i].help)) fail_msg("%s: %s", rows[i].text, problem.help);
    }
}

static void written_numbers_keep_their_digits(void **state)
{
    static const struct {
        const char *text;
        bool decimal;
        long digits;
        int places;
        double number;
    } rows[] = {
        { "0.1", true, 1, 1, 0.1 },
        { "0.10", true, 1, 1, 0.1 },
        { "1e-3", true, 1, 3, 1e-3 },
        { "1.5E3", true, 1500, 0, 1500 },
        { "-0.25", true, -25, 2, -0.25 },
        { "0", true, 0, 0, 0 },
        { "1e-7", false, 0, 0, 1e-7 },
        { "0.1234567", false, 0, 0, 0.1234567 },
        { "9007199254740992", true, 9007199254740992, 0, 9007199254740992.0 },
        { "12345678901234567890", false, 0, 0, 12345678901234567890.0 },
        { "0.3333333333333333333333", false, 0, 0, 1.0 / 3 },
        { "007", true, 7, 0, 7 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_written got;
        assert_true(pc_written_read(&got, rows[i].text, strlen(rows[i].text), 0));
        if (got.decimal != rows[i].decimal) fail_msg("%s", rows[i].text);
        CHECK_CLOSE(got.number, rows[i].number, 0, 0);
        if (!got.decimal) continue;
        assert_int_equal(got.digits, rows[i].digits);
        assert_int_equal(got.places, rows[i].places);
    }
    pc_written got;
    assert_false(pc_written_read(&got, "1e999", 5, 0));
    assert_false(pc_written_read(&got, "1.", 2, 0));
    assert_false(pc_written_read(&got, "1e", 2, 0));
}

static void a_dollar_is_many_currencies_and_a_code_one(void **state)
{
    (void)state;
    assert_true(pc_currency_fits("$", "USD"));
    assert_true(pc_currency_fits("$", "CAD"));
    assert_false(pc_currency_fits("$", "EUR"));
    assert_true(pc_currency_fits("EUR", "EUR"));
    assert_false(pc_currency_fits("USD", "CAD"));
    assert_int_equal(pc_currency_find("JPY")->minor_digits, 0);
    assert_int_equal(pc_currency_find("KWD")->minor_digits, 3);
    assert_null(pc_currency_find("usd"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_are_exact_decimals),
        cmocka_unit_test(what_is_no_literal_is_refused_with_a_reason),
        cmocka_unit_test(written_numbers_keep_their_digits),
        cmocka_unit_test(a_dollar_is_many_currencies_and_a_code_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
