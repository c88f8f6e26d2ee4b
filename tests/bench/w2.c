/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * w2 TRIALS SEED [THREADS]: the standard workload of partners one by one, tests/bench/w2.json,
 * on this engine. Prints the result lines that every implementation of the workload prints.
 */
#include "tests/bench/timed.h"

enum { MONTHS = 36, TIERS = 4 };

static void print_series(const pc_results *results, const char *name, const char *id)
{
    for (int m = 0; m < MONTHS; m++) {
        char period[8];
        snprintf(period, sizeof period, "m%d", m + 1);
        const pc_estimate *s = pc_results_find(results, id, period)->stats;
        printf("%s %d %.9g %.9g %.9g %.9g %.9g\n", name, m, s[PC_MEAN].value, s[PC_SD].value,
               s[PC_P5].value, s[PC_P50].value, s[PC_P95].value);
    }
}

static void print_moves(const pc_results *results, int quarter)
{
    for (int from = 0; from < TIERS; from++)
        for (int to = 0; to < TIERS; to++) {
            char id[64], period[8];
            snprintf(id, sizeof id, "migration.level.t%d.t%d", from, to);
            snprintf(period, sizeof period, "q%d", quarter + 1);
            const pc_estimate *s = pc_results_find(results, id, period)->stats;
            printf("tr %d %d %d %.9g %.9g\n", quarter, from, to, s[PC_MEAN].value,
                   s[PC_SD].value);
        }
}

static void print_all(const pc_results *results)
{
    print_series(results, "book", "bookings.total");
    print_series(results, "comm", "commission.accrued");
    for (int t = 0; t < TIERS; t++) {
        char id[32], name[8];
        snprintf(id, sizeof id, "tier.level.t%d", t);
        snprintf(name, sizeof name, "n%d", t);
        print_series(results, name, id);
    }
    for (int q = 0; q < MONTHS / 3; q++) print_moves(results, q);
}

int main(int argc, char **argv)
{
    return timed_main(argc, argv, "tests/bench/w2.json", print_all);
}
