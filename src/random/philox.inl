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

/* Ten rounds in registers; the low halves of c[0..3] are the words, in and out. */
LANE_FN void philox_rounds(ilane c[4], uint32_t key0, uint32_t key1)
{
    ilane c0 = c[0], c1 = c[1], c2 = c[2], c3 = c[3];
#pragma GCC unroll 10
    for (uint32_t round = 0; round < 10; round++) {
        const ilane k0 = ilane_set(key0 + round * 0x9e3779b9u);
        const ilane k1 = ilane_set(key1 + round * 0xbb67ae85u);
        const ilane p0 = lane_mul32(c0, ilane_set(0xd2511f53u));
        const ilane p1 = lane_mul32(c2, ilane_set(0xcd9e8d57u));
        c0 = (p1 >> 32) ^ c1 ^ k0;
        c1 = p1;
        c2 = (p0 >> 32) ^ c3 ^ k1;
        c3 = p0;
    }
    c[0] = c0, c[1] = c1, c[2] = c2, c[3] = c3;
}

/* The words of calls `call`, at an address. */
LANE_FN void philox_at(ilane c[4], ilane call, const pc_address *at)
{
    c[0] = call;
    c[1] = ilane_set(at->period + at->index * 4096u);
    c[2] = ilane_set(at->seed & 0xffffffffu);
    c[3] = ilane_set(at->seed >> 32);
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

/* out[i] = uniform of trial first + i, i = 0 .. n - 1; first and n are multiples of 64. */
LANE_FN void uniform_fill(double *out, size_t n, const pc_address *at, uint64_t first)
{
    for (size_t group = 0; group < n; group += 64) {
        for (size_t i = 0; i < 32; i += PC_LANE_WIDTH) {
            ilane c[4];
            philox_at(c, ilane_set((first + group) / 2 + i) + ilane_count(), at);
            lane_store(out + group + i, philox_uniform(c[0], c[1]));
            lane_store(out + group + 32 + i, philox_uniform(c[2], c[3]));
        }
    }
}

#endif
