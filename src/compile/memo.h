/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_MEMO_H
#define PC_COMPILE_MEMO_H

#include "base/arena.h"

#include <stdint.h>

/** What has been computed for (pointer, period): a hash table in an arena. Zero is empty. */
typedef struct pc_memo {
    struct pc_memo_entry *entries;
    size_t n, size;
} pc_memo;

/** The place of the value for the key, made new and PC_MEMO_EMPTY when there was none. NULL
 *  without memory. Valid until the next call. */
#define PC_MEMO_EMPTY UINT32_MAX
uint32_t *pc_memo_at(pc_memo *memo, pc_arena *arena, const void *pointer, uint32_t period);

#endif
