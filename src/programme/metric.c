/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/catalogue.h"

#include <stdlib.h>
#include <string.h>

void pc_catalogue_add(pc_catalogue *c, const char *id, pc_metric_class of, size_t index)
{
    if (!id || !PC_GROW(c->arena, pc_metric_info, c->items, c->n, c->capacity)) return;
    c->items[c->n++] = (pc_metric_info) { id, of.unit, of.kind, of.family, index, of.scope };
}

void pc_catalogue_add_for(pc_catalogue *c, const char *prefix, const char *id,
                          pc_metric_class of, size_t index)
{
    if (prefix) pc_catalogue_add(c, pc_arena_printf(c->arena, "%s%s", prefix, id), of, index);
}

static int by_id(const void *x, const void *y)
{
    return strcmp(((const pc_metric_info *)x)->id, ((const pc_metric_info *)y)->id);
}

static void sort(pc_catalogue *c)
{
    if (c->n) qsort(c->items, c->n, sizeof *c->items, by_id);
}

static bool is_stated(const pc_programme *programme, const char *id)
{
    for (size_t i = 0; i < programme->n_stated; i++)
        if (strcmp(programme->stated[i].metric, id) == 0) return true;
    return false;
}

/* "gap." sorts as a block; its index must survive the sort, so it is found again afterwards. */
static void add_gaps(pc_catalogue *c)
{
    const size_t n = c->n;
    for (size_t i = 0; i < n; i++)
        if (is_stated(c->programme, c->items[i].id))
            pc_catalogue_add_for(c, "gap.", c->items[i].id,
                                 (pc_metric_class) { c->items[i].unit, c->items[i].kind,
                                                     PC_METRIC_GAP, c->items[i].scope },
                                 0);
    sort(c);
    for (size_t i = 0; i < c->n; i++) {
        if (c->items[i].family != PC_METRIC_GAP) continue;
        const pc_metric_info *base = pc_metric_find(c->items, c->n, c->items[i].id + 4);
        c->items[i].index = (size_t)(base - c->items);
    }
}

size_t pc_metric_catalogue(pc_arena *arena, const pc_programme *programme,
                           const pc_metric_info **out)
{
    pc_catalogue c = { .arena = arena, .programme = programme };
    pc_catalogue_revenue(&c);
    pc_catalogue_costs(&c);
    pc_catalogue_returns(&c);
    pc_catalogue_arr(&c);
    pc_catalogue_partners(&c);
    pc_catalogue_below(&c);
    if (arena->failed) return 0;
    sort(&c);
    add_gaps(&c);
    if (arena->failed) return 0;
    *out = c.items;
    return c.n;
}

const pc_metric_info *pc_metric_find(const pc_metric_info *catalogue_items, size_t n,
                                     const char *id)
{
    const pc_metric_info wanted = { .id = id };
    return n ? bsearch(&wanted, catalogue_items, n, sizeof wanted, by_id) : NULL;
}
