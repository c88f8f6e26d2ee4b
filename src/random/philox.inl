/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Philox4x32-10: J. Salmon, M. Moraes, R. Dror, D. Shaw, Parallel random numbers: as easy as
 * 1, 2, 3 (SC 2011). A counter of four 32-bit words goes through ten rounds of two products and
 * a few exclusive ors, under a key of two words that grows by a constant each round.
 *
 * Here one word stands in each 64-bit element of a lane. What is left above the 32 bits is
 * never cleared: products read the low half only. random/random.h says which trial reads which
 * word.
 */
#ifndef PC_RANDOM_PHILOX_INL
#define PC_RANDOM_PHILOX_INL

#include "math/lane.h"
#include "random/random.h"

LANE_FN void philox_round(ilane c[4], uint32_t key0, uint32_t key1, uint32_t round)
{
    const ilane k0 = ilane_set(key0 + round * 0x9e3779b9u);
    const ilane k1 = ilane_set(key1 + round * 0xbb67ae85u);
    const ilane p0 = lane_mul32(c[0], ilane_set(0xd2511f53u));
    const ilane p1 = lane_mul32(c[2], ilane_set(0xcd9e8d57u));
    c[0] = (p1 >> 32) ^ c[1] ^ k0;
    c[1] = p1;
    c[2] = (p0 >> 32) ^ c[3] ^ k1;
    c[3] = p0;
}

/* Ten rounds; the low halves of c[0..3] are the words, in and out. */
LANE_FN void philox_rounds(ilane c[4], uint32_t key0, uint32_t key1)
{
#pragma GCC unroll 10
    for (uint32_t round = 0; round < 10; round++) philox_round(c, key0, key1, round);
}

/* The counters of calls `call`, at an address. */
LANE_FN void philox_counter(ilane c[4], ilane call, const pc_address *at)
{
    c[0] = call;
    c[1] = ilane_set(at->period + at->index * 4096u);
    c[2] = ilane_set(at->seed & 0xffffffffu);
    c[3] = ilane_set(at->seed >> 32);
}

/* The words of calls `call`, at an address. */
LANE_FN void philox_at(ilane c[4], ilane call, const pc_address *at)
{
    philox_counter(c, call, at);
    philox_rounds(c, (uint32_t)at->stream, (uint32_t)(at->stream >> 32));
}

/* (k + 1/2) / 2^52, k the 52 high bits of the 64-bit number high 2^32 + low. Every step is
 * exact: 1 + k / 2^52 is written as bits, and what is taken away leaves 53 bits. */
LANE_FN lane philox_uniform(ilane low, ilane high)
{
    const ilane k = ((low & ilane_set(0xffffffffu)) | (high << 32)) >> 12;
    const lane one_to_two = lane_from_bits(k | ilane_set(0x3ff0000000000000));
    return one_to_two - lane_set(1.0 - 0x1p-53);
}

/* Sets of calls worked at once: while the products of one are under way, the others compute. */
enum { PHILOX_SETS = 4 };

/* Calls first, first + 1, ... for the elements of set 0, then of set 1, ... */
LANE_FN void philox_sets_at(ilane c[PHILOX_SETS][4], uint64_t first, const pc_address *at)
{
    const uint32_t key0 = (uint32_t)at->stream, key1 = (uint32_t)(at->stream >> 32);
#pragma GCC unroll 4
    for (size_t s = 0; s < PHILOX_SETS; s++)
        philox_counter(c[s], ilane_set(first + s * PC_LANE_WIDTH) + ilane_count(), at);
#pragma GCC unroll 10
    for (uint32_t round = 0; round < 10; round++)
#pragma GCC unroll 4
        for (size_t s = 0; s < PHILOX_SETS; s++) philox_round(c[s], key0, key1, round);
}

/* out[i] = uniform of trial first + i, i = 0 .. n - 1; first and n are multiples of 64. */
LANE_FN void uniform_fill(double *out, size_t n, const pc_address *at, uint64_t first)
{
    for (size_t group = 0; group < n; group += 64) {
        for (size_t i = 0; i < 32; i += PHILOX_SETS * PC_LANE_WIDTH) {
            double *lower = out + group + i, *upper = lower + 32; /* words 0-1, words 2-3 */
            ilane c[PHILOX_SETS][4];
            philox_sets_at(c, (first + group) / 2 + i, at);
#pragma GCC unroll 4
            for (size_t s = 0; s < PHILOX_SETS; s++) {
                lane_store(lower + s * PC_LANE_WIDTH, philox_uniform(c[s][0], c[s][1]));
                lane_store(upper + s * PC_LANE_WIDTH, philox_uniform(c[s][2], c[s][3]));
            }
        }
    }
}

#endif
