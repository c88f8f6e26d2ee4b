/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of numbers through a tally, as a run feeds it: groups, blocks, shards. */
#ifndef PC_TESTS_STATS_SAMPLE_H
#define PC_TESTS_STATS_SAMPLE_H

#include "stats/statistics.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

enum { SAMPLE_BLOCK = 1024 };

typedef struct sample {
    pc_tally tally;
    pc_sums sums;
    pc_arena arena;
} sample;

static inline void sample_init(sample *s, double pivot)
{
    *s = (sample) { .sums = { 0, 0 } };
    pc_tally_init(&s->tally, &s->arena, pivot, false, NULL, NULL, 0);
}

static inline void sample_clear(sample *s)
{
    pc_arena_clear(&s->arena);
}

/* Adds values[0..n) as trials first .. first + n; a block ends where its trials do. */
static inline void sample_add(sample *s, const char *isa, const double *values, size_t n,
                              uint64_t first)
{
    alignas(64) double group[PC_TALLY_GROUP];
    for (size_t i = 0; i < n; i += PC_TALLY_GROUP) {
        const size_t n_valid = n - i < PC_TALLY_GROUP ? n - i : (size_t)PC_TALLY_GROUP;
        for (size_t k = 0; k < PC_TALLY_GROUP; k++)
            group[k] = k < n_valid ? values[i + k] : 1e300;
        pc_tally_add(pc_tally_path_named(isa), &s->tally, group, n_valid, first + i);
        if ((i + PC_TALLY_GROUP) % SAMPLE_BLOCK != 0 && i + PC_TALLY_GROUP < n) continue;
        const pc_sums block = pc_tally_close_block(&s->tally);
        s->sums.sum += block.sum;
        s->sums.sum_sq += block.sum_sq;
    }
}

static inline pc_statistics sample_statistics(const sample *s)
{
    pc_statistics out;
    assert_false(s->tally.failed);
    assert_true(pc_statistics_of(&out, &s->tally, s->sums));
    return out;
}

/* The statistics of a column, in one go. */
static inline pc_statistics statistics_of(const double *values, size_t n, double pivot)
{
    sample s;
    sample_init(&s, pivot);
    sample_add(&s, "baseline", values, n, 0);
    const pc_statistics out = sample_statistics(&s);
    sample_clear(&s);
    return out;
}

/* Uniforms inside (0, 1): SplitMix64 (Steele, Lea, Flood 2014), for tests alone. */
static inline double next_uniform(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return ((double)((z ^ (z >> 31)) >> 12) + 0.5) * 0x1p-52;
}

/* Marsaglia's polar method. */
static inline double next_normal(uint64_t *state)
{
    for (;;) {
        const double x = 2 * next_uniform(state) - 1, y = 2 * next_uniform(state) - 1;
        const double r = x * x + y * y;
        if (r > 0 && r < 1) return x * sqrt(-2 * log(r) / r);
    }
}

static inline int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Type 7 of a sorted column. */
static inline double exact_quantile(const double *sorted, size_t n, double p)
{
    const double h = (double)(n - 1) * p;
    const size_t j = (size_t)h;
    return j + 1 < n ? sorted[j] + (h - (double)j) * (sorted[j + 1] - sorted[j])
                     : sorted[n - 1];
}

#endif
