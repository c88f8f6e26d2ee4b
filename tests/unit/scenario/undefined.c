/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas without a value, and amounts too large to be counted. */
#include "load.h"

typedef struct row {
    const char *assumptions, *fee, *code; /* of the first problem, "" for none */
    const char *text;                     /* part of what is said, NULL for any */
    const char *why;
} row;

#define UNCERTAIN "\"g\":{\"value\":{\"normal\":{\"mean\":1,\"sd\":1}}}"

static bool says(const loaded *l, const row *r)
{
    if (strcmp(first_code(l), r->code) != 0) return false;
    return !r->text || strstr(pc_diags_at(l->diags, 0)->text, r->text);
}

static void check_rows(const row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *text = scenario_with(rows[i].assumptions, rows[i].fee);
        loaded l = load_with(text, NULL);
        if (!says(&l, &rows[i])) {
            print_problems(&l);
            fail_msg("%s %s: %s", rows[i].assumptions, rows[i].fee, rows[i].why);
        }
        unload(&l);
        free(text);
    }
}

static void what_never_has_a_value_is_refused(void **state)
{
    static const row rows[] = {
        { "", "\"=(-8)^0.5\"", "E0236", "root of a negative", "" },
        { "", "\"=min((0-1)^0.5,1)\"", "E0236", NULL, "min takes no undefined argument away" },
        { "", "\"=max(0,1/0)\"", "E0236", "divides by 0", "" },
        { "", "\"=0^(-1)\"", "E0236", "divides by 0", "a power can divide" },
        { "", "\"=1e308*10-1e308*10\"", "E0236", "beyond all", "infinity minus infinity" },
        { "", "{\"by_year\":[0.1,\"=(0-2)^0.5\"]}", "E0236", "in year 2", "an element" },
        { "", "\"=max(0,min(1,1/(month-3)))\"", "E0236", "in month 3", "one month is enough" },
        { "", "{\"lognormal\":{\"mean\":\"=(0-2)^0.5\",\"cv\":1}}", "E0236", NULL, "mean" },
        { "", "{\"lognormal\":{\"mean\":0.1,\"cv\":\"=(0-2)^0.5\"}}", "E0236", NULL, "cv" },
        { "", "{\"normal\":{\"mean\":\"=1/0\",\"sd\":0.1},\"min\":0,\"max\":1}", "E0236", NULL,
          "a division in a parameter" },
        { "\"x\":\"=(0-2)^0.5\"", "\"=x\"", "E0236", NULL, "an assumption" },
        { "\"x\":\"=1e308*10\"", "0", "E0236", NULL, "also one that nothing uses" },
    };
    (void)state;
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void what_may_have_no_value_is_told(void **state)
{
    static const row rows[] = {
        { UNCERTAIN, "\"=max(0,min(1,g^0.5))\"", "W0203", "root of what can be", "" },
        { UNCERTAIN, "\"=max(0,min(1,1/g))\"", "W0203", "divides by what can be 0", "" },
        { UNCERTAIN, "\"=max(0,min(1,max(0,g)^(-1)))\"", "W0203", "divides by", "a power" },
        { UNCERTAIN, "{\"normal\":{\"mean\":0.5,\"sd\":\"=g^0.5\"}}", "W0203", "root of",
          "a parameter of a distribution" },
        { UNCERTAIN, "\"=max(0,min(1,if(g>0,1/g,0)))\"", "", NULL, "if() guards it" },
        { UNCERTAIN, "\"=max(0,min(1,g^2))\"", "", NULL, "whole powers are fine" },
        { UNCERTAIN, "\"=min(1,max(0,g)^0.5)\"", "", NULL, "limited as the help says" },
        { UNCERTAIN, "\"=if(1>0,min(1,max(0,g)),g^0.5)\"", "", NULL, "never chosen" },
        { "\"g\":{\"value\":{\"lognormal\":{\"mean\":1,\"cv\":1}}}", "\"=min(1,1/g+g^0.5)\"",
          "", NULL, "always above 0" },
    };
    (void)state;
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void amounts_are_countable(void **state)
{
    static const struct {
        const char *currency, *members, *code, *why;
    } rows[] = {
        { "USD", "\"budget\":{\"m\":90071992547409}", "", "2^53 cents" },
        { "USD", "\"budget\":{\"m\":90071992547410}", "E0225", "above them" },
        { "JPY", "\"budget\":{\"m\":9007199254740992}", "", "2^53 yen" },
        { "JPY", "\"budget\":{\"m\":9007199254741994}", "E0225", "above them" },
        { "USD", "\"budget\":{\"m\":1e308}", "E0225", "far above" },
        { "USD", "\"budget\":{\"m\":{\"by_month\":[1,1e15]}}", "E0225", "a month" },
        { "USD", "\"budget\":{\"m\":\"=1e10*1e10\"}", "E0225", "a formula" },
        { "USD", "\"budget\":{\"m\":{\"uniform\":{\"min\":1e15,\"max\":2e15}}}", "E0225",
          "certain although it is drawn" },
        { "USD", "\"budget\":{\"m\":{\"value\":1,\"plan\":1e15}}", "E0225", "at plan" },
        { "USD", "\"budget\":{\"m\":{\"heads\":1e9,\"cost_per_head\":1e9}}", "E0225",
          "the product" },
        { "USD", "\"budget\":{\"m\":{\"heads\":10,\"cost_per_head\":1e9}}", "", "no product" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = NULL;
        assert_true(asprintf(&text,
                             "{\"format\":\"partnercast/1\",\"currency\":\"%s\",\"start\":"
                             "\"2025-01\",\"channels\":{\"a\":{\"type\":\"amount\","
                             "\"revenue\":1000}},%s}",
                             rows[i].currency, rows[i].members) > 0);
        loaded l = load_with(text, NULL);
        if (strcmp(first_code(&l), rows[i].code) != 0) {
            print_problems(&l);
            fail_msg("%s %s: %s", rows[i].currency, rows[i].members, rows[i].why);
        }
        unload(&l);
        free(text);
    }
}

/* What is wrong only as the plan states it says so. */
static void the_plan_is_named(void **state)
{
    (void)state;
    char *text = scenario_with("\"x\":{\"value\":0.1,\"plan\":-5}", "\"=x\"");
    loaded l = load_with(text, NULL);
    assert_string_equal(first_code(&l), "E0203");
    assert_non_null(strstr(pc_diags_at(l.diags, 0)->text, " at plan"));
    unload(&l);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_never_has_a_value_is_refused),
        cmocka_unit_test(what_may_have_no_value_is_told),
        cmocka_unit_test(amounts_are_countable),
        cmocka_unit_test(the_plan_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
