/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/spread.h"

#include <assert.h>
#include <math.h>

typedef struct pool {
    double sum;
    size_t n;
} pool;

static void sort_by_place(size_t *order, const double *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = i;
        for (; k > 0 && at[order[k - 1]] > at[i]; k--) order[k] = order[k - 1];
        order[k] = i;
    }
}

/* The nearest non-decreasing sequence to z: neighbours out of order share their mean. */
static void make_monotone(double *z, size_t n)
{
    pool pools[PC_SPREAD_MAX];
    size_t n_pools = 0;
    for (size_t i = 0; i < n; i++) {
        pools[n_pools++] = (pool) { z[i], 1 };
        while (n_pools > 1) {
            pool *last = &pools[n_pools - 1], *before = last - 1;
            if (before->sum / (double)before->n <= last->sum / (double)last->n) break;
            *before = (pool) { before->sum + last->sum, before->n + last->n };
            n_pools--;
        }
    }
    for (size_t p = 0, i = 0; p < n_pools; p++)
        for (size_t k = 0; k < pools[p].n; k++) z[i++] = pools[p].sum / (double)pools[p].n;
}

bool pc_spread(double *at, const double *height, size_t n, double gap, double low, double high)
{
    size_t order[PC_SPREAD_MAX];
    double offset[PC_SPREAD_MAX], z[PC_SPREAD_MAX];
    assert(n <= PC_SPREAD_MAX);
    if (n == 0) return true;
    sort_by_place(order, at, n);
    offset[0] = 0;
    for (size_t i = 1; i < n; i++)
        offset[i] = offset[i - 1] + (height[order[i - 1]] + height[order[i]]) / 2 + gap;
    for (size_t i = 0; i < n; i++) z[i] = at[order[i]] - offset[i];
    make_monotone(z, n);
    const double least = low + height[order[0]] / 2;
    const double most = high - height[order[n - 1]] / 2 - offset[n - 1];
    for (size_t i = 0; i < n; i++) at[order[i]] = fmax(least, fmin(most, z[i])) + offset[i];
    return most >= least;
}
