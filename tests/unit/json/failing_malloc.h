/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation that fails on demand: this program's malloc and its kin count down and then
 * refuse. Stands before the C library's and before a sanitizer's, which do the work. */
#ifndef PC_TESTS_FAILING_MALLOC_H
#define PC_TESTS_FAILING_MALLOC_H

#include <dlfcn.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>

static long allocations_left = LONG_MAX; /* the one after them fails, and all that follow */

static inline int refuses(void)
{
    if (allocations_left == LONG_MAX) return 0;
    return allocations_left <= 0 || allocations_left-- <= 0;
}

/* dlsym gives a data pointer; ISO C has no cast from it to a function. */
#define NEXT(name, type)                                                                       \
    static type next;                                                                          \
    if (!next) *(void **)(&next) = dlsym(RTLD_NEXT, name)

typedef void *malloc_fn(size_t), *realloc_fn(void *, size_t), *aligned_fn(size_t, size_t);

void *malloc(size_t n)
{
    NEXT("malloc", malloc_fn *);
    return refuses() ? NULL : next(n);
}

void *realloc(void *old, size_t n)
{
    NEXT("realloc", realloc_fn *);
    return refuses() ? NULL : next(old, n);
}

void *aligned_alloc(size_t align, size_t n)
{
    NEXT("aligned_alloc", aligned_fn *);
    return refuses() ? NULL : next(align, n);
}

#endif
