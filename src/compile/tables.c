/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantile tables take most of a compilation, so the threads of the run build them. */
#include "compile/tables.h"

#include "base/parallel.h"

typedef struct order {
    const pc_dist *const *dists;
    pc_table *tables;
    bool *is_steep;
    size_t n;
    pc_arena *arenas; /* one a worker */
} order;

static void build(void *context, size_t i, unsigned worker)
{
    order *o = context;
    pc_arena *arena = &o->arenas[worker];
    if (!arena->failed)
        o->is_steep[i] = !pc_table_build(&o->tables[i], o->dists[i], arena) && !arena->failed;
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
    const unsigned n_workers = pc_parallel_workers(n, threads);
    pc_arena *arena = &model->arena;
    order o = { .dists = dists,
                .tables = PC_NEW_ARRAY(arena, pc_table, n),
                .is_steep = PC_NEW_ARRAY(arena, bool, n),
                .n = n };
    model->table_arenas = PC_NEW_ARRAY(arena, pc_arena, n_workers);
    if (arena->failed) return PC_ENOMEM;
    model->tables = o.tables;
    model->n_tables = n;
    model->n_table_arenas = n_workers;
    for (unsigned i = 0; i < n_workers; i++) pc_arena_init(&model->table_arenas[i]);
    o.arenas = model->table_arenas;
    pc_parallel(n, threads, build, &o);
    return outcome(model, &o, steep);
}
