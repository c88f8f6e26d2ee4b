/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubles as text: shortest that reads back equal, nearest double, whatever the locale says. */
#include "json/number.h"
#include "tests/support/check.h"

#include <float.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char *written(double value)
{
    static char out[PC_NUMBER_SIZE];
    size_t n = pc_number_write(out, value);
    assert_int_equal(n, strlen(out));
    return out;
}

static void numbers_are_written_as_briefly_as_is_exact(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *want, *why;
    } rows[] = {
        { 0.0, "0", "zero" },
        { -0.0, "0", "there is one zero" },
        { 0.1, "0.1", "15 digits are enough" },
        { 0.1 + 0.2, "0.30000000000000004", "17 digits are needed" },
        { 1.0 / 3.0, "0.3333333333333333", "16 digits are enough" },
        { 9007199254740992.0, "9007199254740992", "2^53" },
        { 1e21, "1e+21", "beyond the digits" },
        { 1e-7, "1e-07", "as %g has it" },
        { DBL_MAX, "1.7976931348623157e+308", "the largest" },
        { -DBL_MAX, "-1.7976931348623157e+308", "the lowest: the longest text" },
        { DBL_MIN, "2.2250738585072014e-308", "the smallest normal" },
        { 4.9406564584124654e-324, "4.94065645841247e-324", "the smallest of all" },
        { 1.5915, "1.5915", "as people write it" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(written(rows[i].value), rows[i].want) != 0)
            fail_msg("%s: %s", rows[i].why, written(rows[i].value));
}

static void numbers_are_read_to_the_nearest_double(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double want;
        const char *why;
    } rows[] = {
        { "0", 0.0, "zero" },
        { "-0.0e5", 0.0, "zero with everything" },
        { "12.5", 12.5, "exact" },
        { "-1E+2", -100.0, "an exponent with a plus" },
        { "9007199254740993", 9007199254740992.0, "a tie goes to even" },
        { "9007199254740993.0000000001", 9007199254740994.0, "just above a tie" },
        { "9007199254740992999999999999e-12", 9007199254740992.0, "just below a tie" },
        { "2.2250738585072011e-308", 2.2250738585072011e-308, "the number that hung PHP" },
        { "1e-400", 0.0, "underflow is zero" },
        { "2.4703282292062328e-324", 4.9406564584124654e-324,
          "more than half of the smallest" },
        { "2.4703282292062327e-324", 0.0, "less than half of the smallest" },
        { "1.7976931348623158e308", DBL_MAX, "nearer to the largest than to infinity" },
        { "0.00000000000000000000e999999999999999999999", 0.0, "zero has no size" },
        { "0.000001e5", 0.1, "zeros behind the point" },
        { "1e-99999999999999999999999", 0.0, "an exponent beyond 64 bits" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double got = -1;
        if (!pc_number_read(&got, rows[i].text, strlen(rows[i].text)) || got != rows[i].want)
            fail_msg("%s: %.17g", rows[i].why, got);
    }
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",     "-",    "01",   "+1",  ".5",    "1.",     "1e",
        "1e+",  "0x10", "NaN",  "1 ",  " 1",    "1,5",    "--1",
        "1.e5", "inf",  "1e5.", "-01", "1e999", "-1e309", "1.7976931348623159e308"
    };
    double untouched = 7;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (pc_number_read(&untouched, rows[i], strlen(rows[i]))) fail_msg("'%s'", rows[i]);
    assert_true(untouched == 7);
    assert_true(pc_number_is_json("1e999", 5)); /* too large, but written well */
    assert_false(pc_number_is_json("1e", 2));
}

/* 800 digits and more: only whether the rest is zero may matter. The text is 2^53 + 1, a tie,
 * as 9007199254740993.000...0d. */
static void digits_beyond_all_ties_count_as_a_whole(void **state)
{
    (void)state;
    static char text[2000] = "9007199254740993.";
    size_t n = strlen(text);
    memset(text + n, '0', 1500);
    double got;
    assert_true(pc_number_read(&got, text, n + 1500));
    assert_true(got == 9007199254740992.0);
    text[n + 1499] = '1';
    assert_true(pc_number_read(&got, text, n + 1500));
    assert_true(got == 9007199254740994.0);
}

static double random_double(uint64_t *seed)
{
    *seed += 0x9E3779B97F4A7C15u; /* SplitMix64 */
    uint64_t z = *seed;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    double value;
    memcpy(&value, &z, sizeof value);
    return value;
}

static void round_trips(uint64_t seed, int n)
{
    for (int i = 0; i < n; i++) {
        double value = random_double(&seed), back = 0;
        char out[PC_NUMBER_SIZE];
        if (!isfinite(value)) continue;
        size_t length = pc_number_write(out, value);
        if (!pc_number_read(&back, out, length) || back != value)
            fail_msg("%a became %s", value, out);
    }
}

static void every_double_survives(void **state)
{
    (void)state;
    round_trips(20250101, 100000);
}

/* A locale with a decimal comma in a folder of its own, removed again by the caller. */
static bool build_locale(char *folder)
{
    char command[128];
    if (!mkdtemp(folder)) return false;
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 %s/de_DE.UTF-8 2>/dev/null",
             folder);
    return system(command) == 0;
}

/* Only a test may set the process's locale. */
static void the_locale_changes_nothing(void **state)
{
    (void)state;
    char folder[] = "/tmp/locale-XXXXXX", command[64], libc[8];
    if (build_locale(folder)) setenv("LOCPATH", folder, 1);
    const char *set = setlocale(LC_ALL, "de_DE.UTF-8");
    unsetenv("LOCPATH");
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
    if (!set) skip();
    snprintf(libc, sizeof libc, "%.1f", 0.5);
    assert_string_equal(libc, "0,5"); /* the locale is really there */
    assert_string_equal(written(0.5), "0.5");
    double got = 0;
    assert_true(pc_number_read(&got, "1234.5", 6));
    assert_true(got == 1234.5);
    round_trips(7, 10000);
    snprintf(libc, sizeof libc, "%.1f", 0.5);
    assert_string_equal(libc, "0,5"); /* and was left as it was */
    setlocale(LC_ALL, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_as_briefly_as_is_exact),
        cmocka_unit_test(numbers_are_read_to_the_nearest_double),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(digits_beyond_all_ties_count_as_a_whole),
        cmocka_unit_test(every_double_survives),
        cmocka_unit_test(the_locale_changes_nothing),
    };
    return cmocka_run_group_tests_name("json: numbers", tests, NULL, NULL);
}
