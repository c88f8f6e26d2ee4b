/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole runs of scenarios that a test writes, and figures within so many of their own standard
 * errors of what they should be. */
#ifndef PC_TESTS_RUNS_H
#define PC_TESTS_RUNS_H

#include "check.h"
#include "partnercast/partnercast.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline pc_scenario *load(const char *text)
{
    char path[] = "/tmp/partnercast-closed-XXXXXX.json";
    const int fd = mkstemps(path, 5);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    assert_true(fputs(text, file) >= 0 && fclose(file) == 0);
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    const pc_status status = pc_scenario_load(&scenario, path, NULL, diags);
    unlink(path);
    for (size_t i = 0; status != PC_OK && i < pc_diags_count(diags); i++) {
        char *said = pc_diag_format(pc_diags_at(diags, i));
        print_error("%s", said);
        free(said);
    }
    pc_diags_free(diags);
    assert_int_equal(status, PC_OK);
    return scenario;
}

static inline pc_results *run(const pc_scenario *scenario, uint64_t trials, uint64_t seed)
{
    pc_diags *diags = pc_diags_new();
    pc_results *results = NULL;
    const pc_run_options options = {
        .trials = trials, .has_seed = true, .seed = seed, .threads = 2
    };
    assert_int_equal(pc_run(&results, scenario, &options, diags), PC_OK);
    pc_diags_free(diags);
    return results;
}

static inline const pc_metric *find(const pc_results *results, const char *id,
                                    const char *period)
{
    const pc_metric *metric = pc_results_find(results, id, period);
    if (!metric) fail_msg("%s@%s was not recorded", id, period);
    return metric;
}

static inline void check_within(pc_estimate got, double want, double n_se, const char *what)
{
    if (fabs(got.value - want) <= n_se * got.se) return;
    fail_msg("%s: %.9g +- %.3g, in closed form %.9g: %.1f standard errors away", what,
             got.value, got.se, want, (got.value - want) / got.se);
}

#endif
