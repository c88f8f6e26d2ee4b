/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programs of the standard workloads share: a scenario run once, and its time, from
 * the scenario in memory to all figures in memory, tables and compilation included. */
#ifndef PC_TESTS_TIMED_H
#define PC_TESTS_TIMED_H

#include "partnercast/partnercast.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double timed_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline int timed_refuse(const pc_diags *diags)
{
    for (size_t i = 0; i < pc_diags_count(diags); i++) {
        char *said = pc_diag_format(pc_diags_at(diags, i));
        fputs(said ? said : "out of memory\n", stderr);
        free(said);
    }
    return 1;
}

/* TRIALS SEED [THREADS]: the exit status of the program. */
static inline int timed_main(int argc, char **argv, const char *path,
                             void (*print)(const pc_results *results))
{
    if (argc < 3) {
        fprintf(stderr, "usage: %s TRIALS SEED [THREADS]\n", argv[0]);
        return 2;
    }
    pc_run_options options = { .trials = (uint64_t)strtod(argv[1], NULL), .has_seed = true };
    options.seed = strtoull(argv[2], NULL, 10);
    options.threads = argc > 3 ? (unsigned)atoi(argv[3]) : 2;
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    if (pc_scenario_load(&scenario, path, NULL, diags) != PC_OK) return timed_refuse(diags);
    const double begin = timed_now();
    pc_results *results = NULL;
    if (pc_run(&results, scenario, &options, diags) != PC_OK) return timed_refuse(diags);
    const double seconds = timed_now() - begin;
    print(results);
    printf("# time_s=%.6f n=%llu threads=%u\n", seconds, (unsigned long long)options.trials,
           options.threads);
    pc_results_free(results);
    pc_scenario_free(scenario);
    pc_diags_free(diags);
    return 0;
}

#endif
