/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation that fails on demand: this program's malloc and its kin count down and then
 * refuse. Stands before the C library's and before a sanitizer's, which do the work. */
#ifndef PC_TESTS_FAILING_MALLOC_H
#define PC_TESTS_FAILING_MALLOC_H

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

/* The one after them fails, and all that follow (or, with fails_once, none of those); then it
 * is below 0. A sanitizer starts threads with memory of its own that it cannot do without:
 * there the failing thread is the test's alone. */
static bool fails_once;
#ifdef __SANITIZE_ADDRESS__
static _Thread_local long allocations_left = LONG_MAX;
#else
static long allocations_left = LONG_MAX;
#endif

static inline int refuses(void)
{
    if (allocations_left == LONG_MAX) return 0;
    if (fails_once && allocations_left < 0) return 0;
    if (allocations_left-- > 0) return 0;
    allocations_left = -1;
    errno = ENOMEM; /* the C library relies on it */
    return 1;
}

/* dlsym gives a data pointer; ISO C has no cast from it to a function. */
#define NEXT(name, type)                                                                       \
    static type next;                                                                          \
    if (!next) *(void **)(&next) = dlsym(RTLD_NEXT, name)

typedef void *malloc_fn(size_t), *calloc_fn(size_t, size_t), *realloc_fn(void *, size_t),
    *aligned_fn(size_t, size_t);

void *malloc(size_t n)
{
    NEXT("malloc", malloc_fn *);
    return refuses() ? NULL : next(n);
}

void *calloc(size_t n, size_t size)
{
    NEXT("calloc", calloc_fn *);
    return refuses() ? NULL : next(n, size);
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
