/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the text of a scenario to results, table and summary: the n-th allocation fails, for
 * every n, alone or with all that follow. Each time it is PC_ENOMEM, or nothing was missed. */
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

/* Everything that becomes of a scenario without drawing; PC_OK only when all of it is there. */
static pc_status go(pc_diags *diags)
{
    pc_scenario *scenario = NULL;
    pc_results *results = NULL;
    pc_status status =
        pc_scenario_load_text(&scenario, "plan.json", plan, strlen(plan), NULL, diags);
    const pc_run_options options = { .trials = 512, .threads = 2 };
    if (status == PC_OK) status = pc_run(&results, scenario, &options, diags);
    const pc_terminal_options wide = { .columns = 100, .utf8 = true };
    if (status == PC_OK) {
        char *json = pc_results_json(results), *csv = pc_results_csv(results);
        char *words = pc_report_terminal(results, &wide);
        if (!json || !csv || !words) status = PC_ENOMEM;
        free(json);
        free(csv);
        free(words);
    }
    pc_results_free(results);
    pc_scenario_free(scenario);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    long n = 0;
    for (bool failed = true; failed; n++) {
        pc_diags *diags = pc_diags_new();
        allocations_left = n;
        const pc_status status = go(diags);
        failed = allocations_left < 0; /* one was refused */
        allocations_left = LONG_MAX;
        if (status != (failed ? PC_ENOMEM : PC_OK))
            fail_msg("allocation %ld fails: status %d", n, (int)status);
        pc_diags_free(diags);
    }
    assert_true(n > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_allocation_may_fail) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
