/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/memo.h"

struct pc_memo_entry {
    const void *pointer;
    uint32_t period, value;
};
typedef struct pc_memo_entry entry;

/* Pointers order nothing that reaches a result: they only find an entry again. */
static size_t slot_of(const pc_memo *memo, const void *pointer, uint32_t period)
{
    uint64_t h = ((uint64_t)(uintptr_t)pointer >> 3) * 0x9e3779b97f4a7c15u;
    h = (h ^ period) * 0xbf58476d1ce4e5b9u;
    size_t i = (size_t)(h >> 20) & (memo->size - 1);
    while (memo->entries[i].pointer &&
           (memo->entries[i].pointer != pointer || memo->entries[i].period != period))
        i = (i + 1) & (memo->size - 1);
    return i;
}

static bool widen(pc_memo *memo, pc_arena *arena)
{
    const pc_memo old = *memo;
    const size_t size = old.size ? old.size * 2 : 256;
    entry *entries = PC_NEW_ARRAY(arena, entry, size);
    if (!entries) return false;
    memo->size = size;
    memo->entries = entries;
    for (size_t i = 0; i < old.size; i++)
        if (old.entries[i].pointer)
            memo->entries[slot_of(memo, old.entries[i].pointer, old.entries[i].period)] =
                old.entries[i];
    return true;
}

uint32_t *pc_memo_at(pc_memo *memo, pc_arena *arena, const void *pointer, uint32_t period)
{
    if (memo->n * 2 >= memo->size && !widen(memo, arena)) return NULL;
    entry *e = &memo->entries[slot_of(memo, pointer, period)];
    if (!e->pointer) {
        *e = (entry) { pointer, period, PC_MEMO_EMPTY };
        memo->n++;
    }
    return &e->value;
}
