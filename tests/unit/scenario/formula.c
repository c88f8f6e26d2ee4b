/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load.h"

#include "base/text.h"
#include "programme/range.h"

/* The value of a formula in a month of a scenario with x = 8, y = by year 2 and 3. */
static double value_of(const char *formula, int month)
{
    char assumptions[600];
    snprintf(assumptions, sizeof assumptions,
             "\"x\":8,\"y\":{\"value\":{\"by_year\":[2,3]}},\"result\":\"=%s\"", formula);
    char *text = scenario_with(assumptions, "0");
    loaded l = load_with(text, NULL);
    if (!l.scenario) {
        print_problems(&l);
        fail_msg("%s is refused", formula);
    }
    const pc_programme *programme = &l.scenario->programme;
    pc_scope scope;
    assert_true(pc_scope_init(&scope, &l.scenario->arena, programme->n_assumptions, 24));
    for (size_t k = 0; k < 3; k++) /* in any order: three rounds settle two levels */
        for (size_t i = 0; i < programme->n_assumptions; i++)
            pc_scope_set(&scope, i, programme->assumptions[i].value);
    const size_t result = 0; /* "result" < "x" < "y" */
    assert_string_equal(programme->assumptions[result].id, "result");
    const pc_range range =
        pc_expr_range(&scope, programme->assumptions[result].value, month, false);
    CHECK_CLOSE(range.low, range.high, 0, 0);
    unload(&l);
    free(text);
    return range.low;
}

static void formulas_have_the_usual_precedence(void **state)
{
    static const struct {
        const char *formula;
        double want;
        const char *why;
    } rows[] = {
        { "1 + 2 * 3", 7, "* before +" },
        { "(1 + 2) * 3", 9, "parentheses" },
        { "10 - 4 - 3", 3, "- binds to the left" },
        { "24 / 4 / 2", 3, "/ binds to the left" },
        { "2 ^ 3 ^ 2", 512, "^ binds to the right" },
        { "-2 ^ 2", -4, "^ before unary minus" },
        { "(-2) ^ 2", 4, "unless in parentheses" },
        { "2 ^ -1", 0.5, "a negative exponent" },
        { "2 ^ -1 * 4", 2, "which ends before *" },
        { "-3 * -2", 6, "unary minus before *" },
        { "2 - -3", 5, "after another operator" },
        { "1 < 2", 1, "a comparison is 1" },
        { "1 + 1 > 3", 0, "or 0, after +" },
        { "2 <= 2", 1, "equal counts" },
        { "2 != 2", 0, "differs" },
        { "(1 < 2) * (2 == 2)", 1, "and is *" },
        { "12% * 50", 6, "a percentage is a number" },
        { "1.5e3 / 3", 500, "an exponent" },
        { "min(3, 1, 2)", 1, "of several" },
        { "max(3, min(9, x))", 8, "nested" },
        { "if(x > 5, 10, 20)", 10, "the condition holds" },
        { "if(x - 8, 10, 20)", 20, "0 does not" },
        { "x*x", 64, "without spaces" },
        { " x ", 8, "with spaces around" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double got = value_of(rows[i].formula, 0);
        if (fabs(got - rows[i].want) > 1e-12)
            fail_msg("%s is %.17g: %s", rows[i].formula, got, rows[i].why);
    }
}

static void formulas_change_with_time(void **state)
{
    (void)state;
    CHECK_CLOSE(value_of("month", 0), 1, 0, 0);
    CHECK_CLOSE(value_of("month", 23), 24, 0, 0);
    CHECK_CLOSE(value_of("year", 11), 1, 0, 0);
    CHECK_CLOSE(value_of("year", 12), 2, 0, 0);
    CHECK_CLOSE(value_of("y * 10", 11), 20, 0, 0);
    CHECK_CLOSE(value_of("y * 10", 12), 30, 0, 0);
    CHECK_CLOSE(value_of("if(year >= 2, 0.8, 1)", 12), 0.8, 0, 0);
}

static void the_caret_stands_under_the_fault(void **state)
{
    static const struct {
        const char *formula, *code;
        unsigned column; /* in the formula, the "=" being 1 */
    } rows[] = {
        { "=1 +", "E0210", 5 },         { "=(1 + 2", "E0210", 8 },
        { "=1 + * 2", "E0210", 6 },     { "=1 2", "E0210", 4 },
        { "=x + unknown", "E0211", 6 }, { "=avg(x)", "E0210", 2 },
        { "=1,5 * x", "E0210", 3 },     { "=x = 2", "E0210", 4 },
        { "=500K", "E0210", 2 },        { "=1 < 2 < 3", "E0210", 8 },
        { "=$5", "E0210", 2 },          { "=", "E0210", 2 },
        { "=if(x, 1)", "E0210", 2 },    { "=min(x)", "E0210", 2 },
        { "=min x", "E0210", 6 },       { "=x €", "E0210", 4 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char assumptions[200], *text;
        snprintf(assumptions, sizeof assumptions, "\n\"x\":8,\n\"a\":\"%s\"", rows[i].formula);
        text = scenario_with(assumptions, "0");
        loaded l = load_with(text, NULL);
        assert_null(l.scenario);
        const pc_diag *diag = pc_diags_at(l.diags, 0);
        assert_string_equal(diag->code, rows[i].code);
        assert_string_equal(diag->pointer, "/assumptions/a");
        assert_int_equal(diag->line, 3);
        if (diag->column != 5 + rows[i].column) /* behind "a":" */
            fail_msg("%s: column %u", rows[i].formula, diag->column - 5);
        unload(&l);
        free(text);
    }
}

static void circles_are_named(void **state)
{
    static const struct {
        const char *assumptions, *said;
    } rows[] = {
        { "\"a\":\"=a + 1\"", "a -> a" },
        { "\"a\":\"=b\",\"b\":\"=c\",\"c\":\"=a * 2\"", "a -> b -> c -> a" },
        { "\"a\":\"=b\",\"b\":{\"value\":{\"normal\":{\"mean\":\"=c\",\"sd\":1}}},\"c\":\"=b\"",
          "b -> c -> b" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = scenario_with(rows[i].assumptions, "0");
        loaded l = load_with(text, NULL);
        assert_int_equal(pc_diags_errors(l.diags), 1);
        assert_string_equal(first_code(&l), "E0212");
        if (!strstr(pc_diags_at(l.diags, 0)->text, rows[i].said))
            fail_msg("%s", pc_diags_at(l.diags, 0)->text);
        unload(&l);
        free(text);
    }
}

/* What a hostile file could do to a recursive reader. */
static void depth_is_limited(void **state)
{
    (void)state;
    pc_text texts[3] = { { 0 }, { 0 }, { 0 } };
    pc_text_add(&texts[0], "\"a\":\"=");
    for (int i = 0; i < 20000; i++) pc_text_add(&texts[0], "(");
    pc_text_add(&texts[0], "\"");
    pc_text_add(&texts[1], "\"a\":\"=1");
    for (int i = 0; i < 20000; i++) pc_text_add(&texts[1], "+1");
    pc_text_add(&texts[1], "\"");
    for (int i = 0; i < 400; i++) pc_text_addf(&texts[2], "\"a%d\":\"=a%d\",", i, i + 1);
    pc_text_add(&texts[2], "\"a400\":1");
    for (int i = 0; i < 3; i++) {
        char *text = scenario_with(texts[i].data, "0");
        loaded l = load_with(text, NULL);
        assert_string_equal(first_code(&l), "E0213");
        unload(&l);
        free(text);
        pc_text_clear(&texts[i]);
    }
}

/* Each of 60 assumptions uses the one before twice: 2^60 steps without memory of what is known.
 */
static void shared_assumptions_cost_no_repeated_walks(void **state)
{
    (void)state;
    pc_text text = { 0 };
    pc_text_add(
        &text, "\"b10\":{\"value\":{\"uniform\":{\"min\":0,\"max\":1}},\"unit\":\"fraction\"}");
    for (int i = 11; i <= 70; i++)
        pc_text_addf(&text, ",\"b%d\":{\"value\":\"=(b%d + b%d) / 2\",\"unit\":\"fraction\"}",
                     i, i - 1, i - 1);
    char *whole = scenario_with(text.data, "\"=b70\"");
    loaded l = load_with(whole, NULL);
    assert_non_null(l.scenario);
    unload(&l);
    free(whole);
    pc_text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_have_the_usual_precedence),
        cmocka_unit_test(formulas_change_with_time),
        cmocka_unit_test(the_caret_stands_under_the_fault),
        cmocka_unit_test(circles_are_named),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(shared_assumptions_cost_no_repeated_walks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
