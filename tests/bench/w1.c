/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * w1 TRIALS SEED [THREADS]: the standard top-down workload, tests/bench/w1.json, on this
 * engine. Prints the result lines that every implementation of the workload prints.
 */
#include "tests/bench/timed.h"

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

static void print_all(const pc_results *results)
{
    for (int y = 0; y < 3; y++) print_year(results, y);
}

int main(int argc, char **argv)
{
    return timed_main(argc, argv, "tests/bench/w1.json", print_all);
}
