/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RUN_RING_H
#define PC_RUN_RING_H

#include "base/arena.h"
#include "stats/tally.h"

#include <pthread.h>

/** Told of every block in order, when all before it are done; one call at a time. False: stop.
 */
typedef bool pc_ring_fn(void *context, uint64_t block);

/**
 * Who works which block, and the sums of finished blocks added up in the order of blocks
 * whoever finished them. Records wait in a ring; a worker too far ahead of the slowest waits,
 * so memory does not grow with trials. All calls are thread-safe.
 */
typedef struct pc_ring {
    pthread_mutex_t lock;
    pthread_cond_t room; /* blocks were added up, or the run was stopped */
    pthread_cond_t left; /* a worker left */
    uint64_t n_blocks, next, n_added, n_done;
    unsigned n_working;
    bool stopped;
    size_t n_records, n_sums; /* records of n_sums each */
    bool *is_done;            /* one a record */
    pc_sums *records, *totals;
    pc_ring_fn *add; /* NULL: nobody else wants to know */
    void *context;
} pc_ring;

/** Arrays live in the arena. False without memory. */
bool pc_ring_init(pc_ring *ring, uint64_t n_blocks, unsigned n_workers, size_t n_sums,
                  pc_arena *arena);
void pc_ring_clear(pc_ring *ring);

/** The next block, and where its sums go; waits for room. False: no more, or stopped. */
bool pc_ring_take(pc_ring *ring, uint64_t *block, pc_sums **record);
/** The block's record is filled. */
void pc_ring_deliver(pc_ring *ring, uint64_t block);

/** No further blocks are given out. */
void pc_ring_stop(pc_ring *ring);

/** A worker begins, a worker ends. */
void pc_ring_enter(pc_ring *ring);
void pc_ring_leave(pc_ring *ring);

/** Waits until all workers have left or the time has passed; returns how many blocks are done.
 *  *working says whether somebody is still at work. */
uint64_t pc_ring_wait(pc_ring *ring, unsigned milliseconds, bool *working);

#endif
