/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_BASE_PARALLEL_H
#define PC_BASE_PARALLEL_H

#include <stddef.h>

/** One of the items 0 .. n - 1, done by worker 0 .. workers - 1. */
typedef void pc_parallel_fn(void *context, size_t item, unsigned worker);

/** How many workers n items get from that many threads: at least 1. */
unsigned pc_parallel_workers(size_t n, unsigned threads);

/**
 * Does every item once and returns when all are done. Items are given out in their order, the
 * longest should stand first; they may not depend on one another, so who does which changes
 * nothing. The caller works as worker 0; a thread that cannot be had leaves its work to others.
 */
void pc_parallel(size_t n, unsigned threads, pc_parallel_fn *job, void *context);

#endif
