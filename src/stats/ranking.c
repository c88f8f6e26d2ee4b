/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/ranking.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct builder {
    const pc_tally *tally;
    pc_rank_bin *bins; /* NULL: only counting */
    size_t n_bins;
    uint64_t n;
    uint64_t trial; /* of the bin at hand */
} builder;

/* 2^e of a normal number: every bin asks for some. */
static double power_of_two(int e)
{
    const uint64_t bits = (uint64_t)(1023 + e) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return power;
}

/* Where the sizes (absolute values) of a bin lie. */
static void bin_sizes(double *low, double *high, size_t chunk, size_t bin, bool is_whole)
{
    if (chunk == PC_CHUNK_SMALL) {
        *low = 0;
        *high = bin == PC_BIN_ZERO ? 0 : power_of_two(PC_OCTAVE_MIN);
        return;
    }
    const int octave = (int)chunk - 1 + PC_OCTAVE_MIN;
    const double width = power_of_two(octave - PC_BIN_BITS);
    *low = power_of_two(octave) + (double)bin * width;
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

/* The key under which the tally counts a value. */
static size_t key_of(double x)
{
    const double size = fabs(x);
    const size_t side = x < 0 ? (size_t)1 << (PC_BIN_BITS + PC_CHUNK_BITS) : 0;
    if (size == 0) return PC_BIN_ZERO;
    if (size < power_of_two(PC_OCTAVE_MIN)) return side + PC_BIN_TINY;
    if (size >= power_of_two(PC_OCTAVE_MAX + 1))
        return side + ((size_t)PC_CHUNK_LAST << PC_BIN_BITS) + PC_BIN_COUNT - 1;
    int exponent;
    const double mantissa = frexp(size, &exponent); /* 0.5 .. 1; octave = exponent - 1 */
    return side + ((size_t)(exponent - PC_OCTAVE_MIN) << PC_BIN_BITS) +
           (size_t)((2 * mantissa - 1) * PC_BIN_COUNT);
}

static uint32_t n_shared(double extreme, uint64_t n_at, size_t key)
{
    return n_at >= PC_SEVERAL && key_of(extreme) == key ? (uint32_t)n_at : 0;
}

/* How many repeated values inside the extremes lie in the bin; the last of them in *value. */
static size_t find_repeated(double *value, const pc_tally *tally, size_t key)
{
    size_t n = 0;
    if (tally->n_repeated > PC_REPEATED) return 0;
    for (size_t i = 0; i < tally->n_repeated; i++) {
        const double x = tally->repeated[i];
        if (x == tally->min || x == tally->max || key_of(x) != key) continue;
        *value = x;
        n++;
    }
    return n;
}

/* The count of the nearest bin up or down in which no shared value is known, in bins as wide
 * as this one. Sizes, not values: one up is further from 0. */
static double neighbour(const pc_tally *tally, size_t key, bool up)
{
    double value;
    for (size_t i = 1; i <= 4; i++) {
        const size_t k = up ? key + i : key - i, chunk = k >> PC_BIN_BITS;
        if (n_shared(tally->min, tally->n_at_min, k) ||
            n_shared(tally->max, tally->n_at_max, k) || find_repeated(&value, tally, k) > 0)
            continue;
        if (!tally->chunks[chunk]) return 0;
        return pc_bin_count(tally->chunks[chunk], k & (PC_BIN_COUNT - 1)) *
               power_of_two((int)(key >> PC_BIN_BITS) - (int)chunk);
    }
    return 0;
}

static void add_piece(builder *b, double low, double high, uint32_t count, double blur)
{
    if (count == 0) return;
    b->bins[b->n_bins++] = (pc_rank_bin) { .low = low,
                                           .high = high,
                                           .before = b->n,
                                           .trial = b->trial,
                                           .count = count,
                                           .blur = blur };
    b->n += count;
}

/* Values between low and high, those that are shared apart from those that are spread. As many
 * are spread below the shared one as in the next lower bin, above it as in the next higher. */
static void add_spread_and_shared(builder *b, size_t key, double low, double high,
                                  uint32_t count)
{
    if (!(count > 5 * sqrt(count))) { /* too few to stand out */
        add_piece(b, low, high, count, 0);
        return;
    }
    const bool negative = key >> (PC_BIN_BITS + PC_CHUNK_BITS);
    const double below = neighbour(b->tally, key, negative);
    const double above = neighbour(b->tally, key, !negative);
    const double larger = below > above ? below : above;
    if (!(count > 3 * larger + 5 * sqrt(count))) {
        add_piece(b, low, high, count, 0);
        return;
    }
    double value;
    if (find_repeated(&value, b->tally, key) != 1) {
        add_piece(b, low, high, count, (high - low) / 2);
        return;
    }
    const double part = (value - low) / (high - low);
    const uint32_t n_below = (uint32_t)(part * below + 0.5);
    const uint32_t n_above = (uint32_t)((1 - part) * above + 0.5);
    add_piece(b, low, value, n_below, 0);
    add_piece(b, value, value, count - n_below - n_above, 0);
    add_piece(b, value, high, n_above, 0);
}

static void add_bin(builder *b, bool negative, size_t chunk, size_t bin)
{
    const pc_tally *tally = b->tally;
    const size_t key = ((chunk | (size_t)negative << PC_CHUNK_BITS) << PC_BIN_BITS) + bin;
    const pc_chunk *bins = tally->chunks[key >> PC_BIN_BITS];
    const uint32_t count = pc_bin_count(bins, bin);
    if (count == 0) return;
    double low, high;
    bin_sizes(&low, &high, chunk, bin, tally->is_whole);
    const double from = clamp(negative ? -high : low, tally->min, tally->max);
    const double to = clamp(negative ? -low : high, tally->min, tally->max);
    const uint32_t n_low = n_shared(tally->min, tally->n_at_min, key);
    const uint32_t n_high =
        tally->min < tally->max ? n_shared(tally->max, tally->n_at_max, key) : 0;
    const uint32_t n_rest = count - n_low - n_high;
    const bool is_open = chunk == PC_CHUNK_SMALL || isinf(high);
    b->trial = ~pc_bin_not_trial(bins, bin);
    add_piece(b, tally->min, tally->min, n_low, 0);
    if (is_open || !(from < to))
        add_piece(b, from, to, n_rest, 0);
    else
        add_spread_and_shared(b, key, from, to, n_rest);
    add_piece(b, tally->max, tally->max, n_high, 0);
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

/* A bin is cut into five pieces at most: the extremes, a shared value, what is beside it. */
static size_t most_pieces(const pc_tally *tally)
{
    size_t n = 1;
    for (size_t c = 0; c < PC_CHUNKS; c++)
        for (size_t k = 0; k < PC_BIN_COUNT && tally->chunks[c]; k++)
            n += pc_bin_not_trial(tally->chunks[c], k) ? 5 : 0;
    return n;
}

static bool rank_bins(pc_ranking *out, const pc_tally *tally)
{
    builder b = { .tally = tally, .bins = malloc(most_pieces(tally) * sizeof *b.bins) };
    if (!b.bins) return false;
    add_side(&b, true);
    add_side(&b, false);
    const uint64_t n_never = tally->is_never ? tally->n_undefined : 0;
    *out = (pc_ranking) { .n_bins = b.n_bins,
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

bool pc_ranking_init(pc_ranking *out, const pc_tally *tally)
{
    if (!tally->small) return rank_bins(out, tally);
    pc_tally unfolded;
    pc_arena arena;
    pc_arena_init(&arena);
    const bool done = pc_tally_unfold(&unfolded, tally, &arena) && rank_bins(out, &unfolded);
    pc_arena_clear(&arena);
    return done;
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

static double blur_at(const pc_ranking *ranking, uint64_t rank)
{
    const uint64_t n_values = ranking->n - ranking->n_never;
    return rank <= 1 || rank >= n_values ? 0 : bin_of(ranking, rank)->blur;
}

double pc_ranking_blur(const pc_ranking *ranking, double p)
{
    if (ranking->n == 0) return 0;
    const double h = (double)(ranking->n - 1) * p, whole = floor(h);
    const uint64_t rank = (uint64_t)whole + 1;
    const double below = blur_at(ranking, rank);
    const double above = h > whole ? blur_at(ranking, rank + 1) : 0;
    return below > above ? below : above;
}

/* Values spread evenly from a to b, `mass` of them. */
static void add_spread(pc_tail *sums, double a, double b, double mass)
{
    sums->sum += mass * (a + b) / 2;
    sums->sum_sq += mass * (a * a + a * b + b * b) / 3;
}

pc_tail pc_ranking_tail(const pc_ranking *ranking, double mass, bool highest, double about)
{
    assert(ranking->n_never == 0);
    pc_tail sums = { 0 };
    for (size_t i = 0; i < ranking->n_bins && mass > 0; i++) {
        const pc_rank_bin *bin = &ranking->bins[highest ? ranking->n_bins - 1 - i : i];
        const double taken = mass < bin->count ? mass : bin->count, part = taken / bin->count;
        const double from = (highest ? bin->high : bin->low) - about;
        const double to = (highest ? bin->low : bin->high) - about;
        add_spread(&sums, from, from + (to - from) * part, taken);
        sums.blur += taken * bin->blur;
        mass -= taken;
    }
    return sums;
}
