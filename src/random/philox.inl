/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uniforms of whole groups of 64 trials; included once a vector path, after math/lane.h.
 * random/random.h says which trial reads which word. */
#include "math/lane.h"
#include "random/random.h"

/* Elements 0, 1, 2, ... of a lane. */
LANE_FN ilane philox_steps(void)
{
#if PC_LANE_WIDTH == 1
    return 0;
#elif PC_LANE_WIDTH == 2
    return (ilane){ 0, 1 };
#elif PC_LANE_WIDTH == 4
    return (ilane){ 0, 1, 2, 3 };
#else
    return (ilane){ 0, 1, 2, 3, 4, 5, 6, 7 };
#endif
}

/* (k + 1/2) / 2^52 from the high 52 bits of two words: a double in [1, 2) moved down. */
LANE_FN lane philox_uniform(ilane low, ilane high)
{
    const ilane bits = (high << 32 | (low & ilane_set(0xffffffffu))) >> 12;
    const lane one_to_two = lane_from_bits(bits | ilane_set(0x3ff0000000000000u));
    return one_to_two - lane_set(1.0 - 0x1p-53);
}

/* Words hold their value in the low 32 bits; the high ones are ignored by the next product. */
LANE_FN void philox_rounds(ilane c[4], uint64_t stream)
{
    const ilane m0 = ilane_set(0xD2511F53u), m1 = ilane_set(0xCD9E8D57u);
    uint32_t k0 = (uint32_t)stream, k1 = (uint32_t)(stream >> 32);
#pragma GCC unroll 10
    for (int round = 0; round < 10; round++) {
        const ilane p0 = lane_mul32(c[0], m0), p1 = lane_mul32(c[2], m1);
        const ilane n0 = (p1 >> 32) ^ c[1] ^ ilane_set(k0);
        const ilane n2 = (p0 >> 32) ^ c[3] ^ ilane_set(k1);
        c[0] = n0, c[1] = p1, c[2] = n2, c[3] = p0;
        k0 += 0x9E3779B9u, k1 += 0xBB67AE85u;
    }
}

/* out[i] = uniform of trial first + i, i = 0 .. n - 1; first and n are multiples of 64. */
static void uniform_fill(double *out, size_t n, const pc_address *at, uint64_t first)
{
    const ilane c1 = ilane_set(at->period + at->index * 4096u);
    const ilane c2 = ilane_set((uint32_t)at->seed), c3 = ilane_set((uint32_t)(at->seed >> 32));
    for (size_t group = 0; group < n; group += 64) {
        const uint64_t call = (first + group) / 2;
        for (size_t j = 0; j < 32; j += PC_LANE_WIDTH) {
            ilane c[4] = { ilane_set(call + j) + philox_steps(), c1, c2, c3 };
            philox_rounds(c, at->stream);
            lane_store(out + group + j, philox_uniform(c[0], c[1]));
            lane_store(out + group + 32 + j, philox_uniform(c[2], c[3]));
        }
    }
}
