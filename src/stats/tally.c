/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/tally.h"

#include "stats/paths.h"

#include <assert.h>
#include <math.h>
#include <string.h>

const pc_tally_path *pc_tally_path_named(const char *isa)
{
    if (strcmp(isa, "avx512") == 0) return &pc_tally_avx512;
    return strcmp(isa, "avx2") == 0 ? &pc_tally_avx2 : &pc_tally_sse2;
}

/* The chunks of a tally that has none, and often never does. */
static pc_chunk *const no_chunks[PC_CHUNKS];

static bool has_chunks(const pc_tally *tally)
{
    return tally->chunks != no_chunks;
}

void pc_tally_init(pc_tally *tally, pc_arena *arena, double pivot, bool is_never,
                   const pc_threshold *thresholds, uint64_t *met, size_t n)
{
    assert(isfinite(pivot));
    *tally = (pc_tally) {
        .pivot = pivot,
        .is_never = is_never,
        .is_whole = true,
        .min = (double)INFINITY,
        .max = -(double)INFINITY,
        .min_trial = UINT64_MAX,
        .max_trial = UINT64_MAX,
        .undefined_trial = UINT64_MAX,
        .thresholds = thresholds,
        .met = met,
        .n_thresholds = n,
        .arena = arena,
        .chunks = (pc_chunk **)(uintptr_t)no_chunks,
    };
}

pc_chunk *pc_tally_new_chunk(pc_tally *tally, size_t chunk)
{
    if (!tally->failed && !has_chunks(tally)) {
        pc_chunk **table = PC_NEW_ARRAY(tally->arena, pc_chunk *, PC_CHUNKS);
        if (table) tally->chunks = table;
        tally->failed |= !table;
    }
    pc_chunk *new = tally->failed ? NULL : PC_NEW(tally->arena, pc_chunk);
    if (new && !tally->is_few) {
        new->upper = PC_NEW(tally->arena, pc_upper_halves);
        if (!new->upper) new = NULL;
    }
    if (!new) tally->failed = true;
    if (has_chunks(tally)) tally->chunks[chunk] = new;
    return new;
}

pc_small_counts *pc_tally_small_counts(pc_tally *tally)
{
    if (!tally->small && !tally->failed) {
        tally->small = PC_NEW(tally->arena, pc_small_counts);
        tally->failed |= !tally->small;
    }
    return tally->small;
}

/* Pairs of neighbours, then pairs of pairs: one order for every compiler and width. */
static double sum_tree(const double strides[PC_TALLY_STRIDES])
{
    double s[PC_TALLY_STRIDES];
    memcpy(s, strides, sizeof s);
    for (size_t n = PC_TALLY_STRIDES / 2; n > 0; n /= 2)
        for (size_t i = 0; i < n; i++) s[i] = s[2 * i] + s[2 * i + 1];
    return s[0];
}

pc_sums pc_tally_close_block(pc_tally *tally)
{
    const pc_sums sums = { sum_tree(tally->sum), sum_tree(tally->sum_sq) };
    memset(tally->sum, 0, sizeof tally->sum);
    memset(tally->sum_sq, 0, sizeof tally->sum_sq);
    return sums;
}

static void set_count(pc_chunk *chunk, size_t bin, uint32_t count)
{
    chunk->low[bin] = (uint16_t)count;
    if (chunk->upper) chunk->upper->count[bin] = (uint16_t)(count ? (count - 1) >> 16 : 0);
}

/* So many more, none of them of a lower trial. */
static void add_to_bin(pc_chunk *chunk, size_t bin, uint32_t count, uint32_t not_trial)
{
    set_count(chunk, bin, pc_bin_count(chunk, bin) + count);
    if (not_trial > pc_bin_not_trial(chunk, bin)) pc_bin_set_not_trial(chunk, bin, not_trial);
}

static void merge_chunk(pc_chunk *ours, const pc_chunk *theirs)
{
    for (size_t b = 0; b < PC_BIN_COUNT; b++) {
        const uint32_t not_trial = pc_bin_not_trial(theirs, b);
        if (not_trial) add_to_bin(ours, b, pc_bin_count(theirs, b), not_trial);
    }
}

static void merge_bins(pc_tally *into, pc_tally *from)
{
    if (!has_chunks(into)) {
        pc_chunk **none = into->chunks;
        into->chunks = from->chunks;
        from->chunks = none;
    }
    for (size_t c = 0; c < PC_CHUNKS && has_chunks(from); c++) {
        if (!from->chunks[c]) continue;
        if (into->chunks[c])
            merge_chunk(into->chunks[c], from->chunks[c]);
        else
            into->chunks[c] = from->chunks[c];
        from->chunks[c] = NULL;
    }
}

static void merge_small(pc_tally *into, pc_tally *from)
{
    if (!into->small)
        into->small = from->small;
    else if (from->small)
        for (size_t k = 0; k < PC_SMALL_COUNTS; k++) {
            into->small->count[k] += from->small->count[k];
            if (from->small->not_trial[k] > into->small->not_trial[k])
                into->small->not_trial[k] = from->small->not_trial[k];
        }
    from->small = NULL;
}

/* The bin of a small whole number: exponent and leading bits of the mantissa. */
static size_t small_key(size_t number)
{
    if (number == 0) return PC_BIN_ZERO;
    size_t octave = 0;
    while (number >> (octave + 1)) octave++;
    const size_t chunk = octave + (size_t)(1 - PC_OCTAVE_MIN);
    return (chunk << PC_BIN_BITS) + ((number << (PC_BIN_BITS - octave)) - PC_BIN_COUNT);
}

static void copy_chunk(pc_chunk *to, const pc_chunk *from)
{
    pc_upper_halves *upper = to->upper;
    *to = *from;
    to->upper = upper;
    if (upper) *upper = *from->upper;
}

/* A chunk of the tally that may be written to: a copy of the one that it had. */
static pc_chunk *own_chunk(pc_tally *tally, const pc_tally *from, size_t chunk)
{
    if (tally->chunks[chunk] != from->chunks[chunk]) return tally->chunks[chunk];
    pc_chunk *own = pc_tally_new_chunk(tally, chunk);
    if (own && from->chunks[chunk]) copy_chunk(own, from->chunks[chunk]);
    return own;
}

bool pc_tally_unfold(pc_tally *out, const pc_tally *from, pc_arena *arena)
{
    *out = *from;
    out->arena = arena;
    out->small = NULL;
    out->chunks = PC_NEW_ARRAY(arena, pc_chunk *, PC_CHUNKS);
    if (!out->chunks) return false;
    memcpy(out->chunks, from->chunks, PC_CHUNKS * sizeof *out->chunks);
    for (size_t k = 0; k < PC_SMALL_COUNTS && from->small; k++) {
        if (!from->small->count[k]) continue;
        const size_t key = small_key(k), bin = key & (PC_BIN_COUNT - 1);
        pc_chunk *chunk = own_chunk(out, from, key >> PC_BIN_BITS);
        if (!chunk) return false;
        add_to_bin(chunk, bin, from->small->count[k], from->small->not_trial[k]);
    }
    return true;
}

/* How many distinct values there are decides alone whether they are too many: the same in
 * whatever order they come. */
void pc_tally_note_repeated(pc_tally *tally, double value)
{
    if (tally->n_repeated > PC_REPEATED || pc_tally_is_repeated(tally, value)) return;
    if (tally->n_repeated < PC_REPEATED) tally->repeated[tally->n_repeated] = value;
    tally->n_repeated++;
}

static void merge_repeated(pc_tally *into, const pc_tally *from)
{
    if (from->n_repeated > PC_REPEATED) into->n_repeated = from->n_repeated;
    for (size_t i = 0; i < from->n_repeated && i < PC_REPEATED; i++)
        pc_tally_note_repeated(into, from->repeated[i]);
}

/* The extreme that is further out, on a tie the one of the lower trial. */
static void merge_extremes(pc_tally *into, const pc_tally *from)
{
    into->n_at_min = (into->min <= from->min ? into->n_at_min : 0) +
                     (from->min <= into->min ? from->n_at_min : 0);
    into->n_at_max = (into->max >= from->max ? into->n_at_max : 0) +
                     (from->max >= into->max ? from->n_at_max : 0);
    if (from->min < into->min ||
        (from->min == into->min && from->min_trial < into->min_trial)) {
        into->min = from->min;
        into->min_trial = from->min_trial;
    }
    if (from->max > into->max ||
        (from->max == into->max && from->max_trial < into->max_trial)) {
        into->max = from->max;
        into->max_trial = from->max_trial;
    }
}

void pc_tally_merge(pc_tally *into, pc_tally *from)
{
    assert(into->n_thresholds == from->n_thresholds);
    merge_bins(into, from);
    merge_small(into, from);
    merge_extremes(into, from);
    merge_repeated(into, from);
    into->n += from->n;
    into->n_undefined += from->n_undefined;
    into->is_whole &= from->is_whole;
    into->failed |= from->failed;
    if (from->undefined_trial < into->undefined_trial)
        into->undefined_trial = from->undefined_trial;
    for (size_t k = 0; k < into->n_thresholds; k++) into->met[k] += from->met[k];
}
