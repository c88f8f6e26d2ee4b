/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sourced and influenced credit: when a sum above 1 is refused, told of, or cannot be. */
#include "load.h"

#define UNIFORM(low, high) "{\"uniform\":{\"min\":" #low ",\"max\":" #high "}}"

/* Used in every row: s, t, h and z are uncertain; doubled and rest are formulas. */
static const char assumptions[] = "\"s\":{\"value\":" UNIFORM(
    0, 1) ",\"plan\":0.4,\"unit\":\"fraction\"},"
          "\"t\":{\"value\":" UNIFORM(
              0, 1) ",\"unit\":\"fraction\"},"
                    "\"h\":{\"value\":" UNIFORM(
                        0,
                        0.5) ",\"unit\":\"fraction\"},"
                             "\"rest\":\"=1 - s\",\"rest_again\":\"=1 - s\",\"s_again\":\"=s\","
                             "\"grows\":{\"value\":{\"from\":0,\"to\":0.6,\"months\":12}}";

static const struct {
    const char *sourced, *influenced, *code, *why;
} rows[] = {
    { "0.7", "0.3", "", "exactly 1" },
    { "0.7", "0.4", "E0221", "constants above 1" },
    { "0.7", UNIFORM(0.5, 0.9), "E0221", "1.2 in the best of futures" },
    { "0.7", UNIFORM(0.2, 0.9), "W0205", "above 1 in most futures, not in all" },
    { "\"=s\"", "\"=s\"", "W0205", "the same number twice, up to 1" },
    { "\"=s\"", "\"=t\"", "W0205", "two numbers, each up to 1" },
    { "\"=h\"", "\"=h\"", "", "the same number twice, up to 0.5" },
    { "\"=s * 0.4\"", "\"=s * 0.6\"", "", "the ranges sum to 1" },
    { "\"=s\"", "\"=1 - s\"", "", "what is left" },
    { "\"=1 - s\"", "\"=s\"", "", "what is left, the other way round" },
    { "\"=s\"", "\"=1 - t\"", "W0205", "what another leaves" },
    { "\"=t\"", "\"=min(1, 1.1 - t)\"", "W0205", "more than what is left" },
    { "\"=s\"", "\"=max(0, 1 - s * 1)\"", "W0205", "equal, but not written alike" },
    { "\"=s\"", "\"=rest\"", "", "what is left, under a name" },
    { "\"=s_again\"", "\"=1 - s\"", "", "the same under another name" },
    { "\"=rest_again\"", "\"=1 - rest\"", "", "two names of one formula" },
    { "\"=s * h\"", "\"=1 - s * h\"", "", "the same formula" },
    { "\"=s * h\"", "\"=1 - h * t\"", "W0205", "another formula" },
    { "\"=s\"", "\"=(1 - s) * t\"", "", "a part of what is left" },
    { "\"=s\"", "\"=t * (1 - s)\"", "", "a part of what is left, the other way round" },
    { "\"=s\"", "\"=min(1, (1 - s) * t * 2)\"", "W0205", "up to twice what is left" },
    { "\"=s\"", "\"=1 - s - h\"", "W0203", "never above 1, but below 0" },
    { "\"=s\"", "\"=max(0, 1 - s - h)\"", "", "less than what is left, never below 0" },
    { "\"=s\"", "\"=min(t, 1 - s)\"", "", "limited to what is left" },
    { "\"=s\"", "\"=max(t, 1 - s)\"", "W0205", "no limit" },
    { "\"=s\"", "\"=if(month < 6, 1 - s, 0)\"", "", "what is left, or nothing" },
    { "\"=s\"", "\"=if(month < 6, 1 - s, t)\"", "W0205", "what is left, or another" },
    { "\"=s\"", "{\"by_year\":[\"=1 - s\",0]}", "", "what is left, by year" },
    { "\"=s\"", "{\"by_year\":[\"=1 - s\",0.1]}", "W0205", "more than that in year 2" },
    { "\"=s\"", "{\"by_month\":[0,0,0.1]}", "W0205", "from month 3 on" },
    { "0.4", "\"=grows\"", "", "sums to 1 when it has grown" },
    { "0.5", "\"=grows\"", "E0221", "certain, and 1.1 in the end" },
    { "0.5", "{\"value\":" UNIFORM(0, 0.5) ",\"plan\":0.6}", "E0221", "above 1 at plan alone" },
    { "0", "\"=s\"", "", "one credit alone" },
};

static char *scenario_of(const char *sourced, const char *influenced)
{
    char *text = NULL, *fee = NULL;
    const int n = asprintf(&fee,
                           "\"=0*(s+t+h+rest+rest_again+s_again)+0*grows\",\"credit\":{"
                           "\"sourced\":%s,\"influenced\":%s}",
                           sourced, influenced);
    assert_true(n > 0);
    text = scenario_with(assumptions, fee);
    free(fee);
    return text;
}

static void sums_above_1_are_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = scenario_of(rows[i].sourced, rows[i].influenced);
        loaded l = load_with(text, NULL);
        if (strcmp(first_code(&l), rows[i].code) != 0 || pc_diags_count(l.diags) > 1) {
            print_problems(&l);
            fail_msg("%s and %s: \"%s\" expected (%s)", rows[i].sourced, rows[i].influenced,
                     rows[i].code, rows[i].why);
        }
        unload(&l);
        free(text);
    }
}

static void check_text(const char *sourced, const char *influenced, const char *want)
{
    char *text = scenario_of(sourced, influenced);
    loaded l = load_with(text, NULL);
    assert_int_equal(pc_diags_count(l.diags), 1);
    assert_string_equal(pc_diags_at(l.diags, 0)->text, want);
    unload(&l);
    free(text);
}

static void the_text_says_when_and_what_follows(void **state)
{
    (void)state;
    check_text(
        "\"=s\"", "{\"by_year\":[\"=1 - s\",0.1]}",
        "sourced and influenced can sum to as much as 1.1 in year 2; influenced then gets "
        "only what sourced leaves");
    check_text("\"=s\"", "{\"by_month\":[0,0,0.1]}",
               "sourced and influenced can sum to as much as 1.1 in month 3; influenced then "
               "gets only what sourced leaves");
    check_text("0.7", UNIFORM(0.5, 0.9), "the credits of year 1 sum to at least 1.2");
    check_text("0.5", "{\"value\":" UNIFORM(0, 0.5) ",\"plan\":0.6}",
               "the credits of year 1 sum to 1.1 at plan");
}

/* Each of 60 assumptions is the lesser of the one before and itself: compared naively, 2^60
 * steps. */
static void long_chains_of_formulas_end(void **state)
{
    (void)state;
    char list[8192], *at = list;
    at += sprintf(at,
                  "\"x0\":{\"value\":" UNIFORM(0, 1) ",\"unit\":\"fraction\"},\"y0\":\"=x0\"");
    for (int i = 1; i <= 60; i++)
        at += sprintf(at, ",\"x%d\":\"=min(x%d,x%d)\",\"y%d\":\"=min(y%d,y%d)\"", i, i - 1,
                      i - 1, i, i - 1, i - 1);
    char *text =
        scenario_with(list, "0,\"credit\":{\"sourced\":\"=x60\",\"influenced\":\"=1 - y60\"}");
    loaded l = load_with(text, NULL);
    assert_string_equal(first_code(&l), "W0205"); /* not proven, so told */
    unload(&l);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_above_1_are_told),
        cmocka_unit_test(the_text_says_when_and_what_follows),
        cmocka_unit_test(long_chains_of_formulas_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
