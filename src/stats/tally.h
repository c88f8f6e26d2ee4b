/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_STATS_TALLY_H
#define PC_STATS_TALLY_H

#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * What a run remembers of one metric: sums, extremes, exact counts and a histogram, never the
 * single trials, so memory does not grow with them. docs/model/statistics.md
 *
 * Sums are taken block by block in a fixed order and handed out (pc_tally_close_block), for the
 * caller to add up in the order of blocks. All else is integers, minima and maxima, which come
 * out the same in whatever order tallies are merged.
 *
 * A value of NaN is undefined: counted, and left out of everything else; or, where `is_never`,
 * above every value.
 */

enum {
    PC_TALLY_GROUP = 256,  /* values added at once, all of consecutive trials */
    PC_TALLY_STRIDES = 16, /* accumulators of a block's sums: value i goes to number i % 16 */
    PC_BIN_BITS = 11,      /* the histogram has 2^11 bins an octave */
    PC_BIN_COUNT = 1 << PC_BIN_BITS,
    PC_OCTAVE_MIN = -30, /* values nearer to 0 than 2^-30 share a bin; 0 has its own */
    PC_OCTAVE_MAX = 66,  /* values from 2^67 on share the last bin */
    PC_CHUNK_BITS = 7,   /* chunk = octave - PC_OCTAVE_MIN + 1; the sign stands above */
    PC_CHUNKS = 2 << PC_CHUNK_BITS,
    PC_CHUNK_SMALL = 0, /* holds only the bins of 0 and of what is near to it */
    PC_CHUNK_LAST = PC_OCTAVE_MAX - PC_OCTAVE_MIN + 1,
    PC_BIN_ZERO = 0,
    PC_BIN_TINY = 1,
    PC_SMALL_COUNTS = 256, /* whole numbers below have a table of their own */
    PC_SEVERAL = 4,        /* equal values in a group that are no coincidence */
    PC_REPEATED = 16       /* such values that a tally remembers */
};

/**
 * The bins of one octave: trials with a value in the bin, and the complement of the lowest
 * one's number (0: none yet). Both as halves: the low ones of the counts are all that is needed
 * again and again, and the cache holds twice as many of them; the upper ones are there only in
 * a run of 65,536 trials or more. A bin that counts begins at 1 and, after 65,536, at 1 again
 * with a higher `count`: low == 0 with a trial known is 65,536.
 */
typedef struct pc_upper_halves {
    uint16_t count[PC_BIN_COUNT], not_trial[PC_BIN_COUNT];
} pc_upper_halves;

typedef struct pc_chunk {
    uint16_t low[PC_BIN_COUNT], not_trial[PC_BIN_COUNT];
    pc_upper_halves *upper; /* NULL: all trials have numbers below 65,535 */
} pc_chunk;

/**
 * How many trials show each of the whole numbers from 0 on, and the complement of the lowest
 * one's number. Numbers of partners would be spread thinly over several chunks: groups of small
 * whole numbers are counted here, and stand in the bins that a chunk would have only when they
 * are read (pc_tally_unfold).
 */
typedef struct pc_small_counts {
    uint32_t count[PC_SMALL_COUNTS], not_trial[PC_SMALL_COUNTS];
} pc_small_counts;

/** The complement of the number of the lowest trial with a value in the bin; 0: there is none.
 */
static inline uint32_t pc_bin_not_trial(const pc_chunk *chunk, size_t bin)
{
    const uint32_t low = chunk->not_trial[bin];
    if (!chunk->upper) return low ? 0xffff0000u + low : 0;
    return ((uint32_t)chunk->upper->not_trial[bin] << 16) + low;
}

static inline void pc_bin_set_not_trial(pc_chunk *chunk, size_t bin, uint32_t not_trial)
{
    chunk->not_trial[bin] = (uint16_t)not_trial;
    if (chunk->upper) chunk->upper->not_trial[bin] = (uint16_t)(not_trial >> 16);
}

/** How many trials have a value in the bin. */
static inline uint32_t pc_bin_count(const pc_chunk *chunk, size_t bin)
{
    if (!chunk->upper) return chunk->low[bin];
    const uint32_t full = chunk->low[bin] == 0 && pc_bin_not_trial(chunk, bin) ? 0x10000 : 0;
    return ((uint32_t)chunk->upper->count[bin] << 16) + chunk->low[bin] + full;
}

typedef enum pc_relation { PC_AT_LEAST, PC_ABOVE, PC_AT_MOST, PC_BELOW } pc_relation;

/** Trials whose value stands in this relation to `at` are counted exactly. */
typedef struct pc_threshold {
    double at;
    pc_relation relation;
} pc_threshold;

/** Sums over the values of a block: of value - pivot, and of its square. */
typedef struct pc_sums {
    double sum, sum_sq;
} pc_sums;

typedef struct pc_tally {
    alignas(64) double sum[PC_TALLY_STRIDES];
    alignas(64) double sum_sq[PC_TALLY_STRIDES];
    double pivot;
    bool is_never;
    bool is_whole; /* every value near 0 was a whole number: small bins hold one value each */
    bool failed;   /* out of memory: asked once, at the end */
    bool is_few;   /* all trials have numbers below 65,535; the caller's to set, at first */
    uint64_t n, n_undefined;                        /* trials with and without a value */
    double min, max;                                /* INFINITY, -INFINITY: none */
    uint64_t min_trial, max_trial, undefined_trial; /* lowest trial that shows it */
    uint64_t n_at_min, n_at_max;                    /* trials with exactly that value */
    /* Values seen several times in one group: where a bin's count says that many trials share a
     * value, these tell which. In no order; none of them counts once n_repeated is above
     * PC_REPEATED. */
    size_t n_repeated;
    double repeated[PC_REPEATED];
    size_t n_thresholds;
    const pc_threshold *thresholds; /* borrowed */
    uint64_t *met;                  /* one count a threshold; borrowed */
    pc_arena *arena;                /* of the chunks; borrowed */
    pc_small_counts *small;         /* NULL: none */
    pc_chunk **chunks; /* PC_CHUNKS of them, NULL: empty. Not to be written to while all are */
} pc_tally;

/** One vector path: the same bits, other registers. */
typedef struct pc_tally_path {
    const char *isa; /* "baseline" "avx2" "avx512" */
    void (*add)(pc_tally *tally, const double *values, size_t n_valid, uint64_t first_trial);
} pc_tally_path;

/** The path of that name; the processor must have it. The baseline for an unknown name. */
const pc_tally_path *pc_tally_path_named(const char *isa);

/**
 * An empty tally.
 * @param arena      where its histogram lives: one for all tallies of a worker, because threads
 *                   that ask the system for memory again and again wait for one another
 * @param pivot      about where values are expected; any finite number is right, a near one
 * exact
 * @param thresholds n of them, and `met` as many zeroed counts; both must outlive the tally
 */
void pc_tally_init(pc_tally *tally, pc_arena *arena, double pivot, bool is_never,
                   const pc_threshold *thresholds, uint64_t *met, size_t n);

/**
 * Adds the first n_valid of PC_TALLY_GROUP values of trials first_trial, first_trial + 1, ...
 * Groups of one tally come in ascending order of trials.
 * @param values aligned to 64 bytes
 * @param first_trial trials are below 2^32 - 1
 */
static inline void pc_tally_add(const pc_tally_path *path, pc_tally *tally,
                                const double *values, size_t n_valid, uint64_t first_trial)
{
    path->add(tally, values, n_valid, first_trial);
}

/** The sums since the last call, in a fixed tree over the strides. */
pc_sums pc_tally_close_block(pc_tally *tally);

/** Adds the counts, extremes and histogram of another tally with the same thresholds. Sums in
 *  an open block are not merged. Chunks that `into` has not become its own, so the arenas of
 *  both must outlive it, and `from` is spent. Asks for no memory. */
void pc_tally_merge(pc_tally *into, pc_tally *from);

/** Remembers a value as repeated, unless it is already. For the vector paths. */
void pc_tally_note_repeated(pc_tally *tally, double value);

/** Whether it is remembered as repeated. */
static inline bool pc_tally_is_repeated(const pc_tally *tally, double value)
{
    for (size_t i = 0; i < tally->n_repeated && i < PC_REPEATED; i++)
        if (tally->repeated[i] == value) return true;
    return false;
}

/**
 * A view of `from` in which its small whole numbers stand in bins: chunks that get some are
 * copies in `arena`, the others are shared with `from`, which is not written to.
 * @return false: out of memory
 */
bool pc_tally_unfold(pc_tally *out, const pc_tally *from, pc_arena *arena);

/** The table of small numbers, or NULL with `failed` set. For the vector paths. */
pc_small_counts *pc_tally_small_counts(pc_tally *tally);

/** A chunk of empty bins at that index, or NULL with `failed` set. For the vector paths. */
pc_chunk *pc_tally_new_chunk(pc_tally *tally, size_t chunk);

#endif
