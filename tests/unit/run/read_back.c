/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run writes is read again as the same bytes: simulated and in one pass. */
#include "partnercast/partnercast.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const scenarios[] = { "scenarios/neurectomy.json", "tests/golden/share.json",
                                         "tests/golden/variant.json",
                                         "tests/golden/cadence.json",
                                         "tests/cli/cases/drawn/case.json" };
static char folder[] = "/tmp/back-XXXXXX";

static void check(const char *path, pc_at at, uint64_t trials)
{
    pc_scenario *scenario = NULL;
    pc_results *results = NULL, *again = NULL;
    char file[64];
    const pc_run_options options = { .at = at, .trials = trials, .threads = 1 };
    snprintf(file, sizeof file, "%s/results.json", folder);
    assert_int_equal(pc_scenario_load(&scenario, path, NULL, NULL), PC_OK);
    assert_int_equal(pc_run(&results, scenario, &options, NULL), PC_OK);
    char *want = pc_results_json(results), *want_csv = pc_results_csv(results);
    assert_int_equal(pc_results_save(results, file, NULL), PC_OK);
    pc_diags *diags = pc_diags_new();
    if (pc_results_load(&again, file, diags) != PC_OK) {
        for (size_t i = 0; i < pc_diags_count(diags); i++)
            print_error("%s\n", pc_diags_at(diags, i)->text);
        fail();
    }
    char *got = pc_results_json(again), *got_csv = pc_results_csv(again);
    assert_string_equal(got, want);
    assert_string_equal(got_csv, want_csv);
    free(want);
    free(want_csv);
    free(got);
    free(got_csv);
    pc_diags_free(diags);
    pc_results_free(results);
    pc_results_free(again);
    pc_scenario_free(scenario);
    unlink(file);
}

static void every_run_reads_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        check(scenarios[i], PC_AT_SIMULATED, 2000);
        check(scenarios[i], PC_AT_SIMULATED, 1);
        check(scenarios[i], PC_AT_PLAN, 0);
        check(scenarios[i], PC_AT_MEANS, 0);
    }
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int tear_down(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_run_reads_back) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
