/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Adding a group of values to a tally. Included once a vector path, with PC_LANE_WIDTH set.
 * Every value meets the same operations in the same order whatever the width: accumulator j
 * takes the values i with i % 16 == j, and the rest is minima, maxima and counts.
 */
#include "math/lane.h"
#include "stats/tally.h"

#include <math.h>

enum { LANES = PC_TALLY_STRIDES / PC_LANE_WIDTH, HALF = PC_TALLY_GROUP / 2 };

#define TINY_LIMIT 0x1p-30 /* 2^PC_OCTAVE_MIN */
#define HUGE_LIMIT 0x1p67  /* 2^(PC_OCTAVE_MAX + 1) */

/* What one pass over a group finds. */
typedef struct scan {
    alignas(64) uint64_t keys[PC_TALLY_GROUP]; /* bin of a value that is usual */
    double min, max;
    bool all_usual; /* every value has an octave: none is undefined, near 0 or enormous */
    bool has_twins; /* a value of the first half equals its counterpart of the second */
} scan;

static void reduce(scan *out, lane low, lane high)
{
    alignas(64) double lows[PC_LANE_WIDTH], highs[PC_LANE_WIDTH];
    lane_store(lows, low);
    lane_store(highs, high);
    out->min = (double)INFINITY;
    out->max = -(double)INFINITY;
    for (size_t k = 0; k < PC_LANE_WIDTH; k++) {
        out->min = lows[k] < out->min ? lows[k] : out->min;
        out->max = highs[k] > out->max ? highs[k] : out->max;
    }
}

/* Exponent and leading bits of the mantissa number the bins, the sign stands above them. */
LANE_FN ilane bin_key(lane x)
{
    const uint64_t first = (uint64_t)(1023 + PC_OCTAVE_MIN - 1) << PC_BIN_BITS;
    const ilane bits = lane_bits(x);
    return (((bits << 1) >> (53 - PC_BIN_BITS)) - ilane_set(first)) |
           ((bits >> 63) << (PC_BIN_BITS + PC_CHUNK_BITS));
}

static void scan_group(scan *out, const double *values)
{
    const lane tiny = lane_set(TINY_LIMIT);
    lane low = lane_set((double)INFINITY), high = lane_set(-(double)INFINITY);
    mask usual = lane_eq(tiny, tiny), twins = ~usual;
    for (size_t i = 0; i < HALF; i += PC_LANE_WIDTH) {
        const lane x = lane_load(values + i), y = lane_load(values + HALF + i);
        const ilane key = bin_key(x), key_of_y = bin_key(y);
        memcpy(out->keys + i, &key, sizeof key);
        memcpy(out->keys + HALF + i, &key_of_y, sizeof key_of_y);
        low = lane_min(y, lane_min(x, low));
        high = lane_max(y, lane_max(x, high));
        /* false for what is undefined */
        usual &= lane_le(tiny, lane_abs(x)) & lane_le(tiny, lane_abs(y));
        twins |= lane_eq(x, y);
    }
    reduce(out, low, high);
    out->has_twins = lane_any(twins);
    out->all_usual = lane_all(usual) && out->max < HUGE_LIMIT && out->min > -HUGE_LIMIT;
}

/* The block's sums go on: without regard to undefined values, where there are none. */
LANE_FN void add_sums(pc_tally *tally, const double *values, bool all_defined)
{
    const lane pivot = lane_set(tally->pivot), zero = lane_set(0.0);
    lane sum[LANES], sum_sq[LANES];
    for (size_t j = 0; j < LANES; j++) {
        sum[j] = lane_load(tally->sum + j * PC_LANE_WIDTH);
        sum_sq[j] = lane_load(tally->sum_sq + j * PC_LANE_WIDTH);
    }
    for (size_t i = 0; i < PC_TALLY_GROUP; i += PC_TALLY_STRIDES)
        for (size_t j = 0; j < LANES; j++) {
            const lane x = lane_load(values + i + j * PC_LANE_WIDTH);
            const lane off =
                all_defined ? x - pivot : lane_select(lane_eq(x, x), x - pivot, zero);
            sum[j] += off;
            sum_sq[j] += off * off;
        }
    for (size_t j = 0; j < LANES; j++) {
        lane_store(tally->sum + j * PC_LANE_WIDTH, sum[j]);
        lane_store(tally->sum_sq + j * PC_LANE_WIDTH, sum_sq[j]);
    }
}

/* Adding 1.5 * 2^52 leaves no fraction bits. */
static bool all_whole(const double *values)
{
    const lane big = lane_set(6755399441055744.0);
    mask whole = lane_eq(big, big);
    for (size_t i = 0; i < PC_TALLY_GROUP; i += PC_LANE_WIDTH) {
        const lane x = lane_load(values + i);
        whole &= lane_eq((x + big) - big, x) | ~lane_eq(x, x);
    }
    return lane_all(whole);
}

/* Counts go down by one a hit: a filled mask is all ones. */
static uint64_t sum_of_counts(ilane counts)
{
    uint64_t each[PC_LANE_WIDTH], n = 0;
    memcpy(each, &counts, sizeof each);
    for (size_t k = 0; k < PC_LANE_WIDTH; k++) n += each[k];
    return n;
}

static uint64_t count_equal(const double *values, double x)
{
    const lane at = lane_set(x);
    ilane counts = ilane_set(0);
    for (size_t i = 0; i < PC_TALLY_GROUP; i += PC_LANE_WIDTH)
        counts -= lane_fill(lane_eq(lane_load(values + i), at));
    return sum_of_counts(counts);
}

/* What many trials share is soon found among the twins of some group. A group is the same
 * trials whoever works it, so the same values are found. (0 has a bin of its own.) */
static void note_repeated(pc_tally *tally, const double *values)
{
    double last = 0;
    for (size_t i = 0; i < HALF && tally->n_repeated <= PC_REPEATED; i++) {
        const double x = values[i];
        if (x != values[HALF + i] || x == last || x == 0) continue;
        last = x;
        if (!pc_tally_is_repeated(tally, x) && count_equal(values, x) >= PC_SEVERAL)
            pc_tally_note_repeated(tally, x);
    }
}

#define COUNT(condition)                                                                       \
    for (size_t i = 0; i < PC_TALLY_GROUP; i += PC_LANE_WIDTH) {                               \
        const lane x = lane_load(values + i);                                                  \
        counts -= lane_fill(condition);                                                        \
    }

static uint64_t count_met(const double *values, const pc_threshold *threshold)
{
    const lane at = lane_set(threshold->at);
    ilane counts = ilane_set(0);
    switch (threshold->relation) {
    case PC_AT_LEAST:
        COUNT(lane_le(at, x)) break;
    case PC_ABOVE:
        COUNT(lane_lt(at, x)) break;
    case PC_AT_MOST:
        COUNT(lane_le(x, at)) break;
    case PC_BELOW:
        COUNT(lane_lt(x, at)) break;
    }
    return sum_of_counts(counts);
}

/* Trials come in ascending order: the first one in a bin is its lowest. */
static inline void count_in_bin(pc_tally *tally, size_t key, uint32_t trial)
{
    pc_chunk *chunk = tally->chunks[key >> PC_BIN_BITS];
    if (__builtin_expect(!chunk, 0)) chunk = pc_tally_new_chunk(tally, key >> PC_BIN_BITS);
    if (__builtin_expect(!chunk, 0)) return;
    const size_t bin = key & (PC_BIN_COUNT - 1);
    if (__builtin_expect(chunk->low[bin]++ == 0, 0)) {
        if (!pc_bin_not_trial(chunk, bin))
            pc_bin_set_not_trial(chunk, bin, ~trial);
        else
            chunk->upper->count[bin]++;
    }
}

static void fill_bins(pc_tally *tally, const scan *found, uint64_t first_trial)
{
    for (uint32_t i = 0; i < PC_TALLY_GROUP; i++)
        count_in_bin(tally, found->keys[i], (uint32_t)first_trial + i);
}

/* What has no octave of its own: 0, near to it, enormous. */
static size_t unusual_key(double x)
{
    const size_t side = x < 0 ? (size_t)1 << (PC_BIN_BITS + PC_CHUNK_BITS) : 0;
    if (x == 0) return PC_BIN_ZERO;
    if (fabs(x) < TINY_LIMIT) return side + PC_BIN_TINY;
    return side + ((size_t)PC_CHUNK_LAST << PC_BIN_BITS) + PC_BIN_COUNT - 1;
}

/* The same for a group with values that are unusual. */
static void fill_bins_with_care(pc_tally *tally, const scan *found, const double *values,
                                size_t n, uint64_t first_trial)
{
    for (uint32_t i = 0; i < n; i++) {
        const double x = values[i];
        const uint64_t trial = first_trial + i;
        if (x == x) {
            const bool is_usual = fabs(x) >= TINY_LIMIT && fabs(x) < HUGE_LIMIT;
            count_in_bin(tally, is_usual ? found->keys[i] : unusual_key(x), (uint32_t)trial);
        } else {
            tally->n_undefined++;
            if (trial < tally->undefined_trial) tally->undefined_trial = trial;
        }
    }
}

/* Whether a group is of whole numbers that the small table has. */
static bool all_small(const pc_tally *tally, const scan *found, const double *values)
{
    return tally->is_whole && found->min >= 0 && found->max < PC_SMALL_COUNTS &&
           all_whole(values);
}

static void fill_small(pc_tally *tally, const double *values, size_t n, uint64_t first_trial)
{
    pc_small_counts *small = pc_tally_small_counts(tally);
    if (!small) return;
    for (uint32_t i = 0; i < n; i++) {
        const double x = values[i];
        const uint64_t trial = first_trial + i;
        if (x == x) {
            if (small->count[(size_t)x]++ == 0) small->not_trial[(size_t)x] = ~(uint32_t)trial;
        } else {
            tally->n_undefined++;
            if (trial < tally->undefined_trial) tally->undefined_trial = trial;
        }
    }
}

static uint64_t first_with(const double *values, double x, uint64_t first_trial)
{
    size_t i = 0;
    while (!(values[i] == x)) i++;
    return first_trial + i;
}

static void widen(pc_tally *tally, const scan *found, const double *values,
                  uint64_t first_trial)
{
    if (found->min > found->max) return; /* nothing defined */
    if (found->min <= tally->min)
        tally->n_at_min =
            (found->min < tally->min ? 0 : tally->n_at_min) + count_equal(values, found->min);
    if (found->max >= tally->max)
        tally->n_at_max =
            (found->max > tally->max ? 0 : tally->n_at_max) + count_equal(values, found->max);
    if (found->min < tally->min ||
        (found->min == tally->min && first_trial < tally->min_trial)) {
        tally->min = found->min + 0.0; /* no negative zero */
        tally->min_trial = first_with(values, found->min, first_trial);
    }
    if (found->max > tally->max ||
        (found->max == tally->max && first_trial < tally->max_trial)) {
        tally->max = found->max + 0.0;
        tally->max_trial = first_with(values, found->max, first_trial);
    }
}

static void count_thresholds(pc_tally *tally, const double *values, uint64_t n_undefined)
{
    for (size_t k = 0; k < tally->n_thresholds; k++) {
        const pc_relation relation = tally->thresholds[k].relation;
        tally->met[k] += count_met(values, &tally->thresholds[k]);
        if (tally->is_never && (relation == PC_AT_LEAST || relation == PC_ABOVE))
            tally->met[k] += n_undefined;
    }
}

static void add(pc_tally *tally, const double *given, size_t n_valid, uint64_t first_trial)
{
    alignas(64) double padded[PC_TALLY_GROUP];
    const double *values = given;
    if (n_valid < PC_TALLY_GROUP) {
        for (size_t i = 0; i < PC_TALLY_GROUP; i++)
            padded[i] = i < n_valid ? given[i] : (double)NAN;
        values = padded;
    }
    const uint64_t n_undefined_before = tally->n_undefined;
    scan found;
    scan_group(&found, values);
    add_sums(tally, values, found.all_usual);
    if (all_small(tally, &found, values)) {
        fill_small(tally, values, n_valid, first_trial);
    } else if (found.all_usual) {
        fill_bins(tally, &found, first_trial);
    } else {
        fill_bins_with_care(tally, &found, values, n_valid, first_trial);
    }
    const uint64_t n_undefined = tally->n_undefined - n_undefined_before;
    tally->n += n_valid - n_undefined;
    widen(tally, &found, values, first_trial);
    if (found.has_twins) note_repeated(tally, values);
    if (tally->is_whole && found.min < PC_BIN_COUNT && found.max > -PC_BIN_COUNT)
        tally->is_whole = all_whole(values);
    count_thresholds(tally, values, n_undefined);
}
