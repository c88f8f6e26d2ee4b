/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What subscriptions bring: only of channels that have a product. */
#include "programme/catalogue.h"

/* Metrics "<name>total", "<name>channel.<id>" and "<name>set.<id>" of one kind and unit; their
 * families stand one after the other. */
typedef struct measure {
    const char *name, *unit;
    pc_metric_kind kind;
    pc_metric_family total;
} measure;

static bool has_product(const pc_programme *programme, const pc_set *set)
{
    for (size_t i = 0; i < set->n_channels; i++)
        if (programme->channels[set->channel_ids[i]].product) return true;
    return false;
}

static void add_measure(pc_catalogue *c, const measure *m)
{
    const pc_programme *p = c->programme;
    pc_metric_class of = { m->unit, m->kind, m->total };
    pc_catalogue_add_for(c, m->name, "total", of, 0);
    of.family = m->total + 1;
    const char *channel = pc_arena_printf(c->arena, "%schannel.", m->name);
    for (size_t i = 0; i < p->n_channels; i++)
        if (p->channels[i].product) pc_catalogue_add_for(c, channel, p->channels[i].id, of, i);
    of.family = m->total + 2;
    const char *set = pc_arena_printf(c->arena, "%sset.", m->name);
    for (size_t i = 0; i < p->n_sets; i++)
        if (has_product(p, &p->sets[i])) pc_catalogue_add_for(c, set, p->sets[i].id, of, i);
}

static bool sells_products(const pc_programme *programme)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].product) return true;
    return false;
}

void pc_catalogue_arr(pc_catalogue *c)
{
    static const measure measures[] = {
        { "bookings.", "currency", PC_METRIC_FLOW, PC_METRIC_BOOKINGS_TOTAL },
        { "deals.", "count", PC_METRIC_FLOW, PC_METRIC_DEALS_TOTAL },
        { "arr.", "currency", PC_METRIC_STOCK, PC_METRIC_ARR_TOTAL },
    };
    if (!sells_products(c->programme)) return;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        add_measure(c, &measures[i]);
}
