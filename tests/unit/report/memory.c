/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the text of a scenario to doubts, results, table and summary, and from results.json to
 * the same: the n-th allocation fails, for every n, alone or with all that follow. Each time it
 * is PC_ENOMEM, or nothing was missed. */
#include "partnercast/partnercast.h"
#include "scenario/scenario.h"

#include "../json/failing_malloc.h"
#include "tests/support/check.h"

#include <string.h>

static const char plan[] =
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":24,"
    "\"about\":{\"headline\":[\"roi.multiple@y1\"],\"owner\":\"sales\"},"
    "\"assumptions\":{"
    "\"r\":{\"value\":{\"uniform\":{\"min\":0.1,\"max\":0.2}},\"plan\":\"15%\"},"
    "\"g\":{\"value\":{\"normal\":{\"mean\":1,\"sd\":0.1}},\"each\":\"year\",\"source\":\"p. "
    "3\"}},"
    "\"revenue\":{\"by_year\":[\"=1000000 * (g + r)\"],\"mix\":{\"dirichlet\":50}},"
    "\"channels\":{\"a\":{\"type\":\"share\",\"share\":\"rest\",\"fee\":\"=r / 2\"},"
    "\"b\":{\"type\":\"share\",\"share\":{\"by_year\":[0.3]},\"credit\":{\"sourced\":1},"
    "\"commission\":\"c\"}},"
    "\"sets\":{\"partners\":[\"b\"]},"
    "\"commission\":{\"c\":{\"f\":{\"credit\":\"any\",\"schedule\":{\"flat\":\"=r\"}}}},"
    "\"budget\":{\"e\":\"$10K\"},\"roi\":{\"gross_margin\":0.8},\"stated\":{\"roi.net\":1},"
    "\"targets\":{\"t\":{\"metric\":\"roi.net@y1\",\"op\":\">=\",\"value\":1}}}";

/* What the first one has not: products, cohorts, named partners, correlations, data, a case. */
static const char wide[] =
    "{\"format\":\"partnercast/1\",\"currency\":\"EUR\",\"start\":\"2025-04\",\"months\":14,"
    "\"fiscal_year_start\":2,\"about\":{\"headline\":[\"roi.npv@y1\",\"arr.total@y1\"]},"
    "\"assumptions\":{"
    "\"x\":{\"unit\":\"money\",\"value\":{\"fit\":{\"file\":\"deals.csv\",\"column\":"
    "\"amount\","
    "\"where\":\"stage=Won and closed>=2025-03-02\",\"date_column\":\"closed\"}}},"
    "\"y\":{\"value\":{\"empirical\":{\"file\":\"deals.csv\",\"column\":\"amount\","
    "\"weights\":\"w\"}}},"
    "\"churn\":{\"value\":{\"beta\":{\"mean\":0.1,\"n\":30}},\"plan\":\"12%\"},"
    "\"growth\":{\"value\":{\"mixture\":[{\"weight\":1,\"of\":1},{\"weight\":2,\"of\":{"
    "\"uniform\":"
    "{\"min\":1,\"max\":2}}}]},\"unit\":\"multiple\"},"
    "\"luck\":{\"value\":{\"low\":0.8,\"mid\":1,\"high\":1.4},\"unit\":\"multiple\"}},"
    "\"correlations\":{\"c\":{\"between\":[\"churn\",\"luck\",\"growth\"],\"spearman\":0.4}},"
    "\"products\":{\"suite\":{\"acv\":\"=y\",\"churn\":\"=churn\",\"expansion\":0.05,"
    "\"billing\":\"annual\",\"collection\":\"45 days\"}},"
    "\"opening\":{\"channels\":{\"si\":{\"arr\":100000}},\"partners\":{\"p\":5}},"
    "\"channels\":{\"si\":{\"type\":\"amount\",\"revenue\":{\"by_year\":[\"=x * 30 * "
    "growth\"]},"
    "\"credit\":{\"sourced\":1},\"product\":\"suite\",\"commission\":\"c\"},"
    "\"own\":{\"type\":\"amount\",\"revenue\":{\"by_year\":[\"=90000 * "
    "luck\"],\"basis\":\"fiscal\"}}},"
    "\"cohorts\":{\"p\":{\"channel\":\"si\",\"stock\":{\"by_year\":[20,\"=30 * growth\"]},"
    "\"exit\":{\"per_year\":0.1},\"minimum\":\"€1K\",\"leads\":2}},"
    "\"partners\":{\"acme\":{\"channel\":\"si\",\"target\":{\"by_year\":[900000]},"
    "\"credit\":\"sourced\"}},"
    "\"commission\":{\"c\":{\"f\":{\"credit\":\"sourced\",\"schedule\":{\"flat\":\"10%\"},"
    "\"lag\":\"4 weeks\"}}},"
    "\"budget\":{\"w\":{\"by_year\":[5000],\"leads\":{\"by_year\":[100]}},"
    "\"m\":{\"heads\":2,\"cost_per_head\":\"€90K\"}},"
    "\"roi\":{\"gross_margin\":0.8,\"discount_rate\":0.1},"
    "\"cases\":{\"low\":{\"assumptions\":{\"growth\":1}}},"
    "\"stated\":{\"partners.total\":{\"by_year\":[20]}},"
    "\"run\":{\"record\":[\"roi.*@y1\",\"arr.*@y1\"]}}";

/* What was reported the last time that nothing failed. */
static char *whole_json;

/* Everything that becomes of a scenario without drawing; PC_OK only when all of it is there,
 * and as it was (the C library's qsort does with less memory what it does with more). */
static pc_status report(const pc_results *results)
{
    const pc_terminal_options page = { .columns = 100, .utf8 = true };
    char *json = pc_results_json(results), *csv = pc_results_csv(results);
    char *words = pc_report_terminal(results, &page);
    const pc_status status = json && csv && words ? PC_OK : PC_ENOMEM;
    if (status == PC_OK && whole_json) assert_string_equal(json, whole_json);
    if (status == PC_OK && !whole_json) {
        whole_json = json;
        json = NULL;
    }
    free(json);
    free(csv);
    free(words);
    return status;
}

static pc_status doubts(const pc_scenario *scenario, pc_diags *diags)
{
    pc_lint_report *found = NULL;
    const pc_status status = pc_lint(&found, scenario, diags);
    if (status != PC_OK) return status;
    char *json = pc_lint_json(found, "plan");
    const bool written = json != NULL;
    free(json);
    pc_lint_free(found);
    return written ? PC_OK : PC_ENOMEM;
}

static pc_status from_text(const char *text, pc_diags *diags)
{
    pc_scenario *scenario = NULL;
    pc_results *results = NULL;
    const pc_scenario_options beside = { .root = "tests/fuzz/data" };
    const pc_run_options options = { .trials = 64, .threads = 2 };
    pc_status status =
        pc_scenario_load_text(&scenario, "plan.json", text, strlen(text), &beside, diags);
    if (status == PC_OK) status = doubts(scenario, diags);
    if (status == PC_OK) status = pc_run(&results, scenario, &options, diags);
    if (status == PC_OK) status = report(results);
    pc_results_free(results);
    pc_scenario_free(scenario);
    return status;
}

static pc_status small_plan(pc_diags *diags)
{
    return from_text(plan, diags);
}

static pc_status wide_plan(pc_diags *diags)
{
    return from_text(wide, diags);
}

static pc_status written_results(pc_diags *diags)
{
    pc_results *results = NULL;
    pc_status status =
        pc_results_load(&results, "tests/golden/expected/cadence.results.json", diags);
    if (status == PC_OK) status = report(results);
    pc_results_free(results);
    return status;
}

/* Walking them all takes a minute: each of the first 50, then every ninth; all of them with
 * PC_TEST_MORE, for the night. */
static long stride(void)
{
    return getenv("PC_TEST_MORE") ? 1 : 9;
}

/* First whole, then without the n-th allocation, for every n; with `once` those that follow
 * succeed again. */
static void walk(pc_status go(pc_diags *), bool once, long least)
{
    long n = -1;
    fails_once = once;
    for (bool failed = true; failed; n += n < 50 ? 1 : stride()) {
        pc_diags *diags = pc_diags_new();
        if (n >= 0) allocations_left = n;
        const pc_status status = go(diags);
        const bool refused = allocations_left < 0;
        allocations_left = LONG_MAX;
        failed = n < 0 || refused;
        if (refused && !once ? status != PC_ENOMEM
                             : status != PC_OK && !(refused && status == PC_ENOMEM))
            fail_msg("allocation %ld fails%s: status %d: %s", n, once ? ", alone" : "",
                     (int)status, pc_diags_count(diags) ? pc_diags_at(diags, 0)->text : "");
        pc_diags_free(diags);
    }
    assert_true(n > least);
    free(whole_json);
    whole_json = NULL;
}

static void memory_ends(void **state)
{
    (void)state;
    walk(small_plan, false, 50);
    walk(wide_plan, false, 100);
    walk(written_results, false, 5);
}

static void memory_lacks_once(void **state)
{
    (void)state;
    walk(small_plan, true, 50);
    walk(wide_plan, true, 100);
    walk(written_results, true, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(memory_ends),
                                        cmocka_unit_test(memory_lacks_once) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
