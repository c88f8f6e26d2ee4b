/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/migrate/migrate.h"

#include <math.h>
#include <string.h>

typedef double flows[PC_MIGRATE_ENDS][PC_MIGRATE_ENDS];

static double coming_to(flows f, size_t tier, size_t n)
{
    double sum = f[PC_OUTSIDE][tier];
    for (size_t i = 0; i < n; i++) sum += i == tier ? 0 : f[i][tier];
    return sum;
}

static double going_from(flows f, size_t tier, size_t n)
{
    double sum = f[tier][PC_OUTSIDE];
    for (size_t i = 0; i < n; i++) sum += i == tier ? 0 : f[tier][i];
    return sum;
}

/* `surplus` partners passed through the tier: each way in is joined to each way out, in
 * proportion. */
static void lead_past(flows f, size_t tier, size_t n, double surplus)
{
    const double in = coming_to(f, tier, n), out = going_from(f, tier, n);
    double from[PC_MIGRATE_ENDS] = { 0 }, to[PC_MIGRATE_ENDS] = { 0 };
    for (size_t i = 0; i < PC_MIGRATE_ENDS; i++) {
        if (i == tier || (i >= n && i != PC_OUTSIDE)) continue;
        from[i] = surplus * f[i][tier] / in;
        to[i] = surplus * f[tier][i] / out;
    }
    for (size_t i = 0; i < PC_MIGRATE_ENDS; i++) {
        f[i][tier] = fmax(0, f[i][tier] - from[i]);
        f[tier][i] = fmax(0, f[tier][i] - to[i]);
        for (size_t k = 0; k < PC_MIGRATE_ENDS; k++)
            if (i != tier && k != tier) f[i][k] += from[i] * to[k] / surplus;
    }
}

static void count_moves(pc_migrate_gap *gap, size_t n)
{
    gap->up = gap->down = gap->joined = gap->left = 0;
    for (size_t i = 0; i < n; i++) {
        gap->joined += gap->gross[PC_OUTSIDE][i];
        gap->left += gap->gross[i][PC_OUTSIDE];
        for (size_t k = 0; k < n; k++) *(k < i ? &gap->up : &gap->down) += gap->gross[i][k];
    }
}

/* Leading partners past a tier changes no other tier's sums but by bringing some of its own
 * back, so one look at each is enough. */
void pc_migrate_route(pc_migrate_gap *gap, const double *before, size_t n)
{
    count_moves(gap, n);
    memcpy(gap->drawn, gap->gross, sizeof gap->drawn);
    gap->rerouted = false;
    for (size_t i = 0; i < n; i++) {
        const double out = going_from(gap->drawn, i, n);
        const double surplus = fmin(out - before[i], coming_to(gap->drawn, i, n));
        if (!(surplus > 1e-9 * (1 + out))) continue;
        lead_past(gap->drawn, i, n, surplus);
        gap->rerouted = true;
    }
    gap->drawn[PC_OUTSIDE][PC_OUTSIDE] = 0; /* who joined and left in between is in no ribbon */
    for (size_t i = 0; i < n; i++) {
        gap->drawn[i][i] = 0;
        gap->drawn[i][i] = fmax(0, before[i] - going_from(gap->drawn, i, n));
    }
}
