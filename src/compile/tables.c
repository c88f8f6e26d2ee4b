/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantile tables take most of a compilation, so the threads of the run build them. */
#include "compile/tables.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

typedef struct order {
    const pc_dist *const *dists;
    pc_table *tables;
    bool *is_steep;
    size_t n;
    atomic_size_t next;
} order;

typedef struct worker {
    order *order;
    pc_arena *arena;
    pthread_t thread;
    bool is_started;
} worker;

static void *work(void *context)
{
    const worker *w = context;
    order *o = w->order;
    for (size_t i; (i = atomic_fetch_add(&o->next, 1)) < o->n && !w->arena->failed;)
        o->is_steep[i] =
            !pc_table_build(&o->tables[i], o->dists[i], w->arena) && !w->arena->failed;
    return NULL;
}

/* The caller works too, as worker 0; a thread that cannot be had leaves its work to others.
 * Signals are for the caller's thread. */
static void run(worker *workers, unsigned n)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (unsigned i = 1; i < n; i++)
        workers[i].is_started =
            pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    work(&workers[0]);
    for (unsigned i = 1; i < n; i++)
        if (workers[i].is_started) pthread_join(workers[i].thread, NULL);
}

static pc_status outcome(const pc_model *model, const order *o, size_t *steep)
{
    for (unsigned i = 0; i < model->n_table_arenas; i++)
        if (model->table_arenas[i].failed) return PC_ENOMEM;
    for (size_t i = 0; i < o->n; i++) {
        if (!o->is_steep[i]) continue;
        *steep = i;
        return PC_EDATA;
    }
    return PC_OK;
}

pc_status pc_tables_build(pc_model *model, const pc_dist *const *dists, size_t n,
                          unsigned threads, size_t *steep)
{
    const unsigned n_workers = threads < n ? threads : n ? (unsigned)n : 1;
    pc_arena *arena = &model->arena;
    order o = { .dists = dists,
                .tables = PC_NEW_ARRAY(arena, pc_table, n),
                .is_steep = PC_NEW_ARRAY(arena, bool, n),
                .n = n };
    worker *workers = PC_NEW_ARRAY(arena, worker, n_workers);
    model->table_arenas = PC_NEW_ARRAY(arena, pc_arena, n_workers);
    if (arena->failed) return PC_ENOMEM;
    model->tables = o.tables;
    model->n_tables = n;
    model->n_table_arenas = n_workers;
    for (unsigned i = 0; i < n_workers; i++) {
        pc_arena_init(&model->table_arenas[i]);
        workers[i] = (worker) { .order = &o, .arena = &model->table_arenas[i] };
    }
    run(workers, n_workers);
    return outcome(model, &o, steep);
}
