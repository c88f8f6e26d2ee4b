/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 16 * 1024, LARGEST_CHUNK = 4 * 1024 * 1024 };

typedef struct pc_arena_chunk {
    struct pc_arena_chunk *next;
    size_t size, at; /* of data, in bytes */
    alignas(64) char data[];
} chunk;

void pc_arena_init(pc_arena *arena)
{
    *arena = (pc_arena) { 0 };
}

void pc_arena_clear(pc_arena *arena)
{
    for (chunk *c = arena->chunks, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    pc_arena_init(arena);
}

static chunk *add_chunk(pc_arena *arena, size_t at_least)
{
    size_t size = arena->chunks ? arena->chunks->size * 2 : FIRST_CHUNK;
    if (size > LARGEST_CHUNK) size = LARGEST_CHUNK;
    if (size < at_least) size = at_least;
    size_t bytes;
    if (__builtin_add_overflow(size, sizeof(chunk) + 63, &bytes)) return NULL;
    chunk *c = aligned_alloc(64, bytes / 64 * 64);
    if (!c) return NULL;
    *c = (chunk) { .next = arena->chunks, .size = size };
    arena->chunks = c;
    return c;
}

void *pc_arena_alloc(pc_arena *arena, size_t n, size_t size, size_t align)
{
    return pc_arena_alloc_partly(arena, n, 0, size, align);
}

void *pc_arena_alloc_partly(pc_arena *arena, size_t n, size_t n_undefined, size_t size,
                            size_t align)
{
    size_t bytes;
    if (arena->failed || __builtin_mul_overflow(n, size, &bytes)) goto fail;
    chunk *c = arena->chunks;
    size_t at = c ? (c->at + align - 1) / align * align : 0;
    if (!c || at > c->size || c->size - at < bytes) {
        c = add_chunk(arena, bytes);
        if (!c) goto fail;
        at = 0;
    }
    c->at = at + bytes;
    arena->used += bytes;
    return memset(c->data + at, 0, bytes - n_undefined * size);
fail:
    arena->failed = true;
    return NULL;
}

char *pc_arena_strndup(pc_arena *arena, const char *text, size_t n)
{
    char *copy = pc_arena_alloc(arena, n + 1, 1, 1);
    if (copy && n) memcpy(copy, text, n);
    return copy;
}

char *pc_arena_strdup(pc_arena *arena, const char *text)
{
    return pc_arena_strndup(arena, text, strlen(text));
}

char *pc_arena_vprintf(pc_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *text = n < 0 ? NULL : pc_arena_alloc(arena, (size_t)n + 1, 1, 1);
    if (text) vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

char *pc_arena_printf(pc_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = pc_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

bool pc_arena_grow(pc_arena *arena, void **array, size_t n, size_t *capacity, size_t size,
                   size_t align)
{
    size_t wider = *capacity ? *capacity * 2 : 8;
    void *moved = pc_arena_alloc(arena, wider, size, align);
    if (!moved) return false;
    if (n) memcpy(moved, *array, n * size);
    *array = moved;
    *capacity = wider;
    return true;
}
