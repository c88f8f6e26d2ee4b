/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH 1
#include "random/philox.inl"

#include <assert.h>

/* FNV-1a (Fowler, Noll, Vo) and the finaliser of splitmix64 (Steele et al., OOPSLA 2014), so that
 * names differing in one letter differ in about half of all bits. */
uint64_t pc_stream(const char *name)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (const unsigned char *p = (const unsigned char *)name; *p; p++)
        h = (h ^ *p) * 0x100000001b3u;
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
    return h ^ (h >> 31);
}

void pc_philox4x32(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2])
{
    ilane c[4] = { counter[0], counter[1], counter[2], counter[3] };
    philox_rounds(c, (uint64_t)key[1] << 32 | key[0]);
    for (int i = 0; i < 4; i++) out[i] = (uint32_t)c[i];
}

double pc_uniform(const pc_address *at, uint64_t trial)
{
    assert(trial >> 33 == 0 && at->period < 4096 && at->index < 1u << 20);
    double group[64];
    uniform_fill(group, 64, at, trial / 64 * 64);
    return group[trial % 64];
}
