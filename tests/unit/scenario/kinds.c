/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --set of an assumption without "unit", and dates. */
#include "load.h"

static void a_set_value_is_of_the_assumptions_kind(void **state)
{
    static const struct {
        const char *assumption, *set, *code, *why;
    } rows[] = {
        { "3000000", "x=12%", "E0208", "nobody writes 300,000,000 %" },
        { "3000000", "x=8 weeks", "E0208", "nor three million months" },
        { "3000000", "x=$4M", "", "money may have been meant" },
        { "3000000", "x=4M", "", "no unit" },
        { "3000000", "x={\"value\":\"12%\"}", "", "said in full" },
        { "3000000", "x={\"uniform\":{\"min\":\"10%\",\"max\":\"12%\"}}", "E0208", "inside" },
        { "{\"lognormal\":{\"mean\":3000000,\"cv\":0.2}}", "x=12%", "E0208", "a distribution" },
        { "{\"by_year\":[1000,2000]}", "x=8 weeks", "E0208", "a schedule" },
        { "{\"value\":\"$3\",\"note\":\"12%\"}", "x=12%", "E0208", "money; notes say nothing" },
        { "{\"value\":{\"normal\":{\"mean\":\"12%\",\"sd\":0.01}}}", "x=$5", "E0208", "" },
        { "\"8 weeks\"", "x=12%", "E0208", "months" },
        { "\"8 weeks\"", "x=3 months", "", "also months" },
        { "\"120%\"", "x=1.3x", "", "both are parts" },
        { "0.15", "x=12%", "", "a plain fraction" },
        { "2.4", "x=140%", "", "a plain multiple" },
        { "3", "x=8 weeks", "", "plain months" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char assumptions[200];
        snprintf(assumptions, sizeof assumptions, "\"x\":%s", rows[i].assumption);
        char *text = scenario_with(assumptions, "\"=min(1,max(0,x))\"");
        loaded l =
            load_with(text, &(pc_scenario_options) { .sets = &rows[i].set, .n_sets = 1 });
        if (strcmp(first_code(&l), rows[i].code) != 0) {
            print_problems(&l);
            fail_msg("%s --set %s: %s", rows[i].assumption, rows[i].set, rows[i].why);
        }
        unload(&l);
        free(text);
    }
}

static void dates_are_in_the_calendar(void **state)
{
    static const struct {
        const char *date, *code;
    } rows[] = {
        { "2025-02-28", "" },      { "2025-02-29", "E0226" }, { "2025-02-30", "E0226" },
        { "2024-02-29", "" },      { "2000-02-29", "" },      { "2100-02-29", "E0226" },
        { "2025-04-31", "E0226" }, { "2025-04", "" },         { "2025-00-10", "E0226" },
        { "today", "E0226" },      { "2025-01-00", "E0226" },
    };
    static const char *const places[] = { "\"about\":{\"as_of\":\"%s\"}", "\"as_of\":\"%s\"",
                                          "\"review_by\":\"%s\"" };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
            char *end = strdup(places[p]), text[400];
            *strchr(end, '%') = '\0';
            snprintf(text, sizeof text,
                     "{%s%s%s,\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":"
                     "\"2025-01\",\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":1}}}",
                     end, rows[i].date, strchr(places[p], '%') + 2);
            loaded l = load_with(text, NULL);
            if (strcmp(first_code(&l), rows[i].code) != 0) {
                print_problems(&l);
                fail_msg("%s: %s", text, rows[i].code);
            }
            unload(&l);
            free(end);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_value_is_of_the_assumptions_kind),
        cmocka_unit_test(dates_are_in_the_calendar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
