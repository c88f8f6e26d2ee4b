/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule on a plan that breaks it, on one that just keeps it, and on one that accepts it. */
#include "partnercast/lint.h"
#include "scenario/scenario.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

/* What stands in every plan: two channels of a revenue of 1,000,000 and 2,000,000. */
static const char *const head =
    "{\"format\":\"partnercast/1\",\"currency\":\"EUR\",\"start\":\"2025-01\",\"months\":24,"
    "\"revenue\":{\"by_year\":[1000000,2000000]},";
static const char *const two_channels =
    "\"channels\":{\"direct\":{\"type\":\"share\",\"share\":\"rest\"},"
    "\"si\":{\"type\":\"share\",\"share\":0.3,\"credit\":{\"sourced\":1}}},"
    "\"sets\":{\"partners\":[\"si\"],\"whole\":[\"direct\",\"si\"]},";

typedef struct row {
    const char *why, *body;     /* behind head and two_channels */
    const char *rule, *pointer; /* "" where nothing is to be found */
    const char *says;           /* part of its text */
} row;

static const row rows[] = {
    { "shares of 60 and 30 %",
      "\"stated\":{\"share.channel.direct\":{\"by_year\":[0.6]},"
      "\"share.channel.si\":{\"by_year\":[0.3]}}",
      "L1", "/stated/share.channel.direct", "90%" },
    { "only one share is stated", "\"stated\":{\"share.channel.si\":{\"by_year\":[0.3]}}", "",
      "", "" },
    { "lines of 100 and 50 thousand, 200 stated",
      "\"budget\":{\"a\":{\"by_year\":[100000]},"
      "\"b\":{\"by_year\":[50000]}},\"stated\":{\"cost.budget\":{\"by_year\":[200000]}}",
      "L2", "/stated/cost.budget", "EUR 150,000" },
    { "1.2 million is 1,204,000 rounded",
      "\"budget\":{\"a\":{\"by_year\":[1204000]}},"
      "\"stated\":{\"cost.budget\":{\"by_year\":[1200000]}}",
      "", "", "" },
    { "2 million is not 2,050,000, however round",
      "\"budget\":{\"a\":{\"by_year\":[2050000]}},"
      "\"stated\":{\"cost.budget\":{\"by_year\":[2000000]}}",
      "L2", "/stated/cost.budget", "2,050,000" },
    { "a partner above all revenue",
      "\"partners\":{\"acme\":{\"channel\":\"si\",\"target\":"
      "{\"by_year\":[1000001,0]}}}",
      "L3", "/partners/acme/target", "EUR 1,000,001" },
    { "a partner above its channel",
      "\"partners\":{\"acme\":{\"channel\":\"si\",\"target\":"
      "{\"by_year\":[300001,0]}}}",
      "L3", "/partners/acme/target", "all of channel si" },
    { "a partner that is its whole channel",
      "\"partners\":{\"acme\":{\"channel\":\"si\",\"target\":"
      "{\"by_year\":[300000,0]}}}",
      "", "", "" },
    { "a channel's share above its set's",
      "\"targets\":{\"t\":{\"metric\":\"share.channel.si@y1\","
      "\"op\":\">\",\"value\":0.3}}",
      "L3", "/targets/t", "the whole set partners comes to 30%" },
    { "a channel's share that its set has",
      "\"targets\":{\"t\":{\"metric\":\"share.channel.si@y1\","
      "\"op\":\">=\",\"value\":0.3}}",
      "", "", "" },
    { "another set is what the target says",
      "\"targets\":{\"t\":{\"metric\":\"share.set.whole@y2\","
      "\"op\":\">=\",\"value\":0.3}}",
      "L4", "/targets/t", "only partners is what the target says" },
    { "the plan's own mix misses its target",
      "\"targets\":{\"t\":{\"metric\":\"share.set.partners@y2\","
      "\"op\":\">=\",\"value\":0.4}}",
      "L4", "/targets/t", "partners 30% (misses it)" },
    { "heads without cost", "\"budget\":{\"m\":{\"heads\":2,\"cost_per_head\":0}}", "L5",
      "/budget/m/cost_per_head", "2 heads of m" },
    { "heads with a cost", "\"budget\":{\"m\":{\"heads\":2,\"cost_per_head\":100000}}", "", "",
      "" },
    { "two partners above their channel together",
      "\"partners\":{"
      "\"a\":{\"channel\":\"si\",\"target\":{\"by_year\":[200000,0]}},"
      "\"b\":{\"channel\":\"si\",\"target\":{\"by_year\":[100001,0]}}}",
      "L6", "/partners", "EUR 300,001" },
    { "two partners that are their channel",
      "\"partners\":{"
      "\"a\":{\"channel\":\"si\",\"target\":{\"by_year\":[200000,0]}},"
      "\"b\":{\"channel\":\"si\",\"target\":{\"by_year\":[100000,0]}}}",
      "", "", "" },
    { "10 partners, 30,000 each, 30,001 committed",
      "\"cohorts\":{\"c\":{\"channel\":\"si\","
      "\"stock\":{\"by_year\":[10,1]},\"minimum\":30001}}",
      "L7", "/cohorts/c/minimum", "EUR 30,001" },
    { "10 partners, 30,000 each, 30,000 committed",
      "\"cohorts\":{\"c\":{\"channel\":\"si\","
      "\"stock\":{\"by_year\":[10,1]},\"minimum\":30000}}",
      "", "", "" },
    { "10 times 30,001 is above 300,000",
      "\"cohorts\":{\"c\":{\"channel\":\"si\","
      "\"stock\":{\"by_year\":[10,1]},\"minimum\":30001}}",
      "L8", "/cohorts", "EUR 300,010" },
    { "revenue doubles, tripled is asked",
      "\"targets\":{\"t\":{\"metric\":\"growth.revenue.total@y2\","
      "\"op\":\">=\",\"value\":2}}",
      "L12", "/targets/t", "grows by 100%" },
    { "revenue doubles, as asked",
      "\"targets\":{\"t\":{\"metric\":\"growth.revenue.total@y2\","
      "\"op\":\">=\",\"value\":1}}",
      "", "", "" },
    { "8 scheduled, 10 needed",
      "\"cohorts\":{\"c\":{\"channel\":\"si\",\"stock\":{\"by_year\":[10,10]},"
      "\"entry\":{\"by_year\":[8,0]}}}",
      "L13", "/cohorts/c/entry", "takes 10" },
    { "10 scheduled, 10 needed",
      "\"cohorts\":{\"c\":{\"channel\":\"si\",\"stock\":{\"by_year\":[10,10]},"
      "\"entry\":{\"by_year\":[10,0]}}}",
      "", "", "" },
    { "a return without its costs",
      "\"budget\":{\"a\":{\"by_year\":[300000,600000]}},\"roi\":{\"definitions\":"
      "{\"multiple\":{\"attributed\":[\"sourced\"]}}},\"stated\":{\"roi.multiple\":{\"by_"
      "year\":[1]}}",
      "L18", "/roi/definitions/multiple/costs", "which costs count" },
    { "a return that is defined",
      "\"budget\":{\"a\":{\"by_year\":[300000,600000]}},\"roi\":{\"definitions\":"
      "{\"multiple\":{\"attributed\":[\"sourced\"],\"costs\":[\"budget\"]}}},\"stated\":{\"roi."
      "multiple\":{\"by_year\":[1]}}",
      "", "", "" },
    { "a euro sign under Mac Roman", "\"about\":{\"owner\":\"\\u201a\\u00c7\\u00a82M\"}", "L19",
      "/about/owner", "wrong encoding" },
    { "dollars in a plan in euros", "\"about\":{\"decision\":\"spend $2M\"}", "L19",
      "/about/decision", "dollar amounts" },
    { "euros in a plan in euros",
      "\"about\":{\"decision\":\"spend \\u20ac2M \\u2013 \\u00a76.3\"}", "", "", "" },
    { "an acceptance that nothing needs",
      "\"lint\":{\"accept\":{\"L5\":{\"/budget/m\":\"known\"}}}", "L0",
      "/lint/accept/L5/~1budget~1m", "L5 finds nothing" },
};

static pc_lint_report *lint(const char *body)
{
    char text[4000];
    snprintf(text, sizeof text, "%s%s%s}", head, two_channels, body);
    char *end = strstr(text, ",}");
    if (end) memcpy(end, "} ", 2);
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    pc_lint_report *report = NULL;
    if (pc_scenario_load_text(&scenario, "plan.json", text, strlen(text), NULL, diags) != PC_OK)
        for (size_t i = 0; i < pc_diags_count(diags); i++) {
            char *said = pc_diag_format(pc_diags_at(diags, i));
            print_error("%s", said);
            free(said);
        }
    assert_non_null(scenario);
    assert_int_equal(pc_lint(&report, scenario, diags), PC_OK);
    pc_scenario_free(scenario);
    pc_diags_free(diags);
    return report;
}

static const pc_lint_finding *find(const pc_lint_report *report, const row *r)
{
    for (size_t i = 0; i < report->n; i++)
        if (strcmp(report->findings[i].said.code, r->rule) == 0 &&
            strcmp(report->findings[i].said.pointer, r->pointer) == 0 &&
            strstr(report->findings[i].said.text, r->says))
            return &report->findings[i];
    return NULL;
}

static void show(const pc_lint_report *report)
{
    for (size_t i = 0; i < report->n; i++)
        print_error("  %s %s: %s\n", report->findings[i].said.code,
                    report->findings[i].said.pointer, report->findings[i].said.text);
}

static void rules_find_what_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_lint_report *report = lint(rows[i].body);
        const bool good = *rows[i].rule ? find(report, &rows[i]) != NULL : report->n == 0;
        if (!good) {
            show(report);
            fail_msg("%s: %s", rows[i].why, *rows[i].rule ? "not found" : "found too much");
        }
        pc_lint_free(report);
    }
}

static void an_accepted_finding_is_no_error(void **state)
{
    (void)state;
    static const char body[] =
        "\"budget\":{\"a\":{\"by_year\":[1000]}},\"stated\":{\"cost.budget\":{\"by_year\":["
        "2000]}},"
        "\"lint\":{\"accept\":{\"L2\":{\"/stated/cost.budget\":\"the plan rounds\"}}}";
    pc_lint_report *report = lint(body);
    assert_int_equal(report->n, 1);
    assert_string_equal(report->findings[0].accepted, "the plan rounds");
    assert_int_equal(report->n_errors, 0);
    assert_int_equal(report->n_accepted, 1);
    char *json = pc_lint_json(report, "plan");
    assert_non_null(strstr(json, "\"accepted\": \"the plan rounds\""));
    assert_non_null(strstr(json, "\"rule\": \"L2\""));
    free(json);
    pc_lint_free(report);
}

static void findings_have_their_place(void **state)
{
    (void)state;
    pc_lint_report *report = lint("\"budget\":{\"m\":{\"heads\":2,\"cost_per_head\":0}}");
    assert_int_equal(report->n, 1);
    const pc_diag *said = &report->findings[0].said;
    assert_string_equal(said->file, "plan.json");
    assert_int_equal(said->line, 1);
    assert_true(said->column > 1 && said->width == strlen("\"cost_per_head\""));
    pc_lint_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_find_what_they_should),
        cmocka_unit_test(an_accepted_finding_is_no_error),
        cmocka_unit_test(findings_have_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
