/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RANDOM_RANDOM_H
#define PC_RANDOM_RANDOM_H

#include <stdint.h>

/**
 * A draw is an address, not a turn in a queue: Philox4x32-10 (Salmon et al., SC 2011) of
 * (seed, stream, trial, period, index). One call gives 128 bits, the uniforms of two trials of
 * one group of 64: trial t of group g = t / 64 reads call 32 g + t % 32, words 0-1 when t % 64
 * < 32, words 2-3 otherwise.
 *
 *   counter = { call, period + index * 4096, seed low 32 bits, seed high 32 bits }
 *   key     = stream
 *
 * call is below 2^32 (trials below 2^33), period below 4,096, index below 2^20, seed below
 * 2^53.
 */
typedef struct pc_address {
    uint64_t seed, stream;
    uint32_t period, index;
} pc_address;

/** The 64-bit identity of a stable name. Different names of one model may not collide: the
 *  compiler checks and refuses. */
uint64_t pc_stream(const char *name);

/** The stream of the n-th partner, from 0, that joins a cohort in a month: its cohort's name
 *  hashed on with both. */
uint64_t pc_stream_nth(uint64_t stream, uint32_t month, uint32_t n);

/** The four output words of Philox4x32-10, for the published known answers. */
void pc_philox4x32(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2]);

/** The uniform of one trial, on a grid of 2^-52 inside (0, 1): (k + 1/2) / 2^52. */
double pc_uniform(const pc_address *at, uint64_t trial);

#endif
