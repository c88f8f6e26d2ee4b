/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PC_LANE_WIDTH 1
#include "random/philox.inl"

static uint64_t spread(uint64_t h)
{
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
    return h ^ (h >> 31);
}

/* Streams: FNV-1a (Fowler, Noll, Vo) over the bytes of the name, then the finaliser of
 * splitmix64 (Steele, Lea, Flood, OOPSLA 2014), which spreads every bit over all 64: names that
 * differ in their last character alone must not have keys that differ in a few low bits. */
uint64_t pc_stream(const char *name)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (const char *c = name; *c; c++) h = (h ^ (unsigned char)*c) * 0x100000001b3u;
    return spread(h);
}

/* splitmix64 itself: the finaliser of a state that the golden ratio's steps keep apart. */
uint64_t pc_stream_nth(uint64_t stream, uint32_t month, uint32_t n)
{
    return spread(stream + 0x9e3779b97f4a7c15u * (((uint64_t)month << 32 | n) + 1));
}

void pc_philox4x32(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2])
{
    ilane c[4] = { counter[0], counter[1], counter[2], counter[3] };
    philox_rounds(c, key[0], key[1]);
    for (int i = 0; i < 4; i++) out[i] = (uint32_t)c[i];
}

double pc_uniform(const pc_address *at, uint64_t trial)
{
    ilane c[4];
    philox_at(c, trial / 64 * 32 + trial % 32, at);
    return trial % 64 < 32 ? philox_uniform(c[0], c[1]) : philox_uniform(c[2], c[3]);
}
