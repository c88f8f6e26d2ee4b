/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_BASE_ARENA_H
#define PC_BASE_ARENA_H

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * Memory of one lifetime: many allocations, one fate, one free. Fails sticky: after the first
 * failed allocation every further one returns NULL and `failed` stays set, so ask once at the
 * end. Memory is zeroed. Not thread-safe.
 */
typedef struct pc_arena {
    struct pc_arena_chunk *chunks;
    size_t used; /* bytes handed out, for limits and reports */
    bool failed;
} pc_arena;

void pc_arena_init(pc_arena *arena);
void pc_arena_clear(pc_arena *arena);

/** Zeroed memory aligned to `align` (a power of two, at most 64); NULL when failed. */
void *pc_arena_alloc(pc_arena *arena, size_t n, size_t size, size_t align);

/** The same, of which the last n_undefined elements may hold anything: a large piece that is
 *  used in part takes no more memory than is used. */
void *pc_arena_alloc_partly(pc_arena *arena, size_t n, size_t n_undefined, size_t size,
                            size_t align);

/** A copy of the first n bytes of text, with a NUL behind them. */
char *pc_arena_strndup(pc_arena *arena, const char *text, size_t n);
char *pc_arena_strdup(pc_arena *arena, const char *text);
char *pc_arena_printf(pc_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *pc_arena_vprintf(pc_arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

#define PC_NEW(arena, type) ((type *)pc_arena_alloc((arena), 1, sizeof(type), alignof(type)))
#define PC_NEW_ARRAY(arena, type, n)                                                           \
    ((type *)pc_arena_alloc((arena), (n), sizeof(type), alignof(type)))

/**
 * Room for one more element in an arena array whose capacity doubles; the old array stays in
 * the arena until it is cleared. `array`, `n` and `capacity` are lvalues.
 * @return whether there is room
 */
#define PC_GROW(arena, type, array, n, capacity)                                               \
    ((n) < (capacity) ||                                                                       \
     pc_arena_grow((arena), (void **)&(array), (n), &(capacity), sizeof(type), alignof(type)))
bool pc_arena_grow(pc_arena *arena, void **array, size_t n, size_t *capacity, size_t size,
                   size_t align);

#endif
