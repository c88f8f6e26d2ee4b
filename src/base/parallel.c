/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/parallel.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

enum { MOST_WORKERS = 64 };

typedef struct order {
    size_t n;
    pc_parallel_fn *job;
    void *context;
    atomic_size_t next;
} order;

typedef struct worker {
    order *order;
    unsigned number;
    pthread_t thread;
    bool is_started;
} worker;

static void *work(void *context)
{
    const worker *w = context;
    order *o = w->order;
    for (size_t i; (i = atomic_fetch_add(&o->next, 1)) < o->n;)
        o->job(o->context, i, w->number);
    return NULL;
}

unsigned pc_parallel_workers(size_t n, unsigned threads)
{
    const unsigned most = threads < MOST_WORKERS ? threads : MOST_WORKERS;
    const unsigned wanted = most < n ? most : (unsigned)n;
    return wanted ? wanted : 1;
}

/* Signals are for the caller's thread. */
void pc_parallel(size_t n, unsigned threads, pc_parallel_fn *job, void *context)
{
    order o = { .n = n, .job = job, .context = context };
    worker workers[MOST_WORKERS] = { { .order = &o } };
    const unsigned n_workers = pc_parallel_workers(n, threads);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (unsigned i = 1; i < n_workers; i++) {
        workers[i] = (worker) { .order = &o, .number = i };
        workers[i].is_started =
            pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    work(&workers[0]);
    for (unsigned i = 1; i < n_workers; i++)
        if (workers[i].is_started) pthread_join(workers[i].thread, NULL);
}
