/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/ranking.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

typedef struct builder {
    const pc_tally *tally;
    pc_rank_bin *bins; /* NULL: only counting */
    size_t n_bins;
    uint64_t n;
} builder;

/* Where the sizes (absolute values) of a bin lie. */
static void bin_sizes(double *low, double *high, size_t chunk, size_t bin, bool is_whole)
{
    if (chunk == PC_CHUNK_SMALL) {
        *low = 0;
        *high = bin == PC_BIN_ZERO ? 0 : ldexp(1, PC_OCTAVE_MIN);
        return;
    }
    const int octave = (int)chunk - 1 + PC_OCTAVE_MIN;
    const double width = ldexp(1, octave - PC_BIN_BITS);
    *low = ldexp(1, octave) + (double)bin * width;
    *high = *low + width;
    if (chunk == PC_CHUNK_LAST && bin == PC_BIN_COUNT - 1) *high = (double)INFINITY;
    if (!is_whole) return;
    const double slack = width > 1 ? 0.5 : 0; /* whole numbers low .. high - 1 */
    *high = width > 1 ? *high - slack : *low;
    *low -= slack;
}

static double clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

static void add_bin(builder *b, bool negative, size_t chunk, size_t bin)
{
    const pc_tally *tally = b->tally;
    const pc_bin *counted = &tally->chunks[chunk | (size_t)negative << PC_CHUNK_BITS][bin];
    if (counted->count == 0) return;
    if (b->bins) {
        double low, high;
        bin_sizes(&low, &high, chunk, bin, tally->is_whole);
        b->bins[b->n_bins] = (pc_rank_bin) {
            .low = clamp(negative ? -high : low, tally->min, tally->max),
            .high = clamp(negative ? -low : high, tally->min, tally->max),
            .before = b->n,
            .trial = (uint32_t)~counted->not_trial,
            .count = counted->count,
        };
    }
    b->n += counted->count;
    b->n_bins++;
}

static void add_side(builder *b, bool negative)
{
    const size_t n_chunks = (size_t)1 << PC_CHUNK_BITS;
    for (size_t i = 0; i < n_chunks; i++) {
        const size_t chunk = negative ? n_chunks - 1 - i : i;
        if (!b->tally->chunks[chunk | (size_t)negative << PC_CHUNK_BITS]) continue;
        for (size_t k = 0; k < PC_BIN_COUNT; k++)
            add_bin(b, negative, chunk, negative ? PC_BIN_COUNT - 1 - k : k);
    }
}

bool pc_ranking_init(pc_ranking *out, const pc_tally *tally)
{
    builder b = { .tally = tally };
    add_side(&b, true);
    add_side(&b, false);
    const size_t n_bins = b.n_bins;
    b = (builder) { .tally = tally, .bins = calloc(n_bins ? n_bins : 1, sizeof *b.bins) };
    if (!b.bins) return false;
    add_side(&b, true);
    add_side(&b, false);
    const uint64_t n_never = tally->is_never ? tally->n_undefined : 0;
    *out = (pc_ranking) { .n_bins = n_bins,
                          .bins = b.bins,
                          .n = b.n + n_never,
                          .n_never = n_never,
                          .never_trial = tally->undefined_trial,
                          .min = tally->min,
                          .max = tally->max,
                          .min_trial = tally->min_trial,
                          .max_trial = tally->max_trial };
    return true;
}

void pc_ranking_clear(pc_ranking *ranking)
{
    free(ranking->bins);
    *ranking = (pc_ranking) { 0 };
}

static const pc_rank_bin *bin_of(const pc_ranking *ranking, uint64_t rank)
{
    size_t low = 0, high = ranking->n_bins - 1;
    while (low < high) {
        const size_t middle = low + (high - low + 1) / 2;
        if (ranking->bins[middle].before < rank)
            low = middle;
        else
            high = middle - 1;
    }
    return &ranking->bins[low];
}

double pc_ranking_at(const pc_ranking *ranking, uint64_t rank)
{
    assert(rank >= 1 && rank <= ranking->n);
    const uint64_t n_values = ranking->n - ranking->n_never;
    if (rank > n_values) return (double)INFINITY;
    if (rank == 1) return ranking->min;
    if (rank == n_values) return ranking->max;
    const pc_rank_bin *bin = bin_of(ranking, rank);
    const double part = ((double)(rank - bin->before) - 0.5) / bin->count;
    return bin->low + (bin->high - bin->low) * part;
}

uint64_t pc_ranking_trial(const pc_ranking *ranking, uint64_t rank)
{
    const uint64_t n_values = ranking->n - ranking->n_never;
    if (rank > n_values) return ranking->never_trial;
    if (rank == 1) return ranking->min_trial;
    if (rank == n_values) return ranking->max_trial;
    return bin_of(ranking, rank)->trial;
}

double pc_ranking_quantile(const pc_ranking *ranking, double p)
{
    if (ranking->n == 0) return (double)NAN;
    const double h = (double)(ranking->n - 1) * p, whole = floor(h);
    const uint64_t rank = (uint64_t)whole + 1;
    const double below = pc_ranking_at(ranking, rank);
    if (!(h > whole) || rank >= ranking->n) return below;
    const double above = pc_ranking_at(ranking, rank + 1);
    return isinf(above) ? above : below + (h - whole) * (above - below);
}

/* Values spread evenly from a to b, `mass` of them. */
static void add_spread(pc_sums *sums, double a, double b, double mass)
{
    sums->sum += mass * (a + b) / 2;
    sums->sum_sq += mass * (a * a + a * b + b * b) / 3;
}

pc_sums pc_ranking_tail(const pc_ranking *ranking, double mass, bool highest, double about)
{
    assert(ranking->n_never == 0);
    pc_sums sums = { 0 };
    for (size_t i = 0; i < ranking->n_bins && mass > 0; i++) {
        const pc_rank_bin *bin = &ranking->bins[highest ? ranking->n_bins - 1 - i : i];
        const double taken = mass < bin->count ? mass : bin->count, part = taken / bin->count;
        const double from = (highest ? bin->high : bin->low) - about;
        const double to = (highest ? bin->low : bin->high) - about;
        add_spread(&sums, from, from + (to - from) * part, taken);
        mass -= taken;
    }
    return sums;
}
