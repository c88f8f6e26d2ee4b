/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * w1 TRIALS SEED [THREADS]: the standard top-down workload, tests/bench/w1.json, on this
 * engine. Prints the result lines that every implementation of the workload prints; the time
 * runs from the scenario in memory to all figures in memory, tables and compilation included.
 */
#include "partnercast/partnercast.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int refuse(const pc_diags *diags)
{
    for (size_t i = 0; i < pc_diags_count(diags); i++) {
        char *said = pc_diag_format(pc_diags_at(diags, i));
        fputs(said ? said : "out of memory\n", stderr);
        free(said);
    }
    return 1;
}

static void print_year(const pc_results *results, int y)
{
    const char period[3] = { 'y', (char)('1' + y), 0 };
    const pc_metric *roi = pc_results_find(results, "roi.multiple", period);
    const pc_metric *sourced = pc_results_find(results, "revenue.credit.sourced", period);
    const pc_metric *cost = pc_results_find(results, "cost.total", period);
    const pc_estimate *r = roi->stats, *s = sourced->stats, *c = cost->stats;
    printf("roi %d %.9g %.9g %.9g %.9g %.9g %.9g\n", y, r[PC_MEAN].value, r[PC_SD].value,
           r[PC_P5].value, r[PC_P50].value, r[PC_P95].value, roi->p_stated.value);
    printf("src %d %.9g %.9g\n", y, s[PC_MEAN].value, s[PC_SD].value);
    printf("cost %d %.9g %.9g\n", y, c[PC_MEAN].value, c[PC_SD].value);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: w1 TRIALS SEED [THREADS]\n");
        return 2;
    }
    pc_run_options options = { .trials = (uint64_t)strtod(argv[1], NULL), .has_seed = true };
    options.seed = strtoull(argv[2], NULL, 10);
    options.threads = argc > 3 ? (unsigned)atoi(argv[3]) : 2;
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    if (pc_scenario_load(&scenario, "tests/bench/w1.json", NULL, diags) != PC_OK)
        return refuse(diags);
    const double begin = now();
    pc_results *results = NULL;
    if (pc_run(&results, scenario, &options, diags) != PC_OK) return refuse(diags);
    const double seconds = now() - begin;
    for (int y = 0; y < 3; y++) print_year(results, y);
    printf("# time_s=%.6f n=%llu threads=%u\n", seconds, (unsigned long long)options.trials,
           options.threads);
    pc_results_free(results);
    pc_scenario_free(scenario);
    pc_diags_free(diags);
    return 0;
}
