/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What subscriptions bring: only of channels that have a product. */
#include "programme/catalogue.h"

/* A metric of all channels that have a product, of one ("<name>.channel.<id>") and of a set. */
typedef struct measure {
    const char *total, *name, *unit;
    pc_metric_kind kind;
    pc_metric_family family;
} measure;

static bool has(const pc_channel *channel, pc_metric_family family)
{
    return channel->product || (pc_metric_is_sale(family) && pc_channel_is_below(channel));
}

static bool set_has(const pc_programme *programme, const pc_set *set, pc_metric_family family)
{
    for (size_t i = 0; i < set->n_channels; i++)
        if (has(&programme->channels[set->channel_ids[i]], family)) return true;
    return false;
}

static bool some_has(const pc_programme *programme, pc_metric_family family)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (has(&programme->channels[i], family)) return true;
    return false;
}

static void add_measure(pc_catalogue *c, const measure *m)
{
    const pc_programme *p = c->programme;
    if (!some_has(p, m->family)) return;
    pc_metric_class of = { m->unit, m->kind, m->family, PC_SCOPE_TOTAL };
    pc_catalogue_add(c, m->total, of, 0);
    of.scope = PC_SCOPE_CHANNEL;
    const char *channel = pc_arena_printf(c->arena, "%s.channel.", m->name);
    for (size_t i = 0; i < p->n_channels; i++)
        if (has(&p->channels[i], m->family))
            pc_catalogue_add_for(c, channel, p->channels[i].id, of, i);
    of.scope = PC_SCOPE_SET;
    const char *set = pc_arena_printf(c->arena, "%s.set.", m->name);
    for (size_t i = 0; i < p->n_sets; i++)
        if (set_has(p, &p->sets[i], m->family))
            pc_catalogue_add_for(c, set, p->sets[i].id, of, i);
}

void pc_catalogue_arr(pc_catalogue *c)
{
    static const measure measures[] = {
        { "bookings.total", "bookings", "currency", PC_METRIC_FLOW, PC_METRIC_BOOKINGS },
        { "deals.total", "deals", "count", PC_METRIC_FLOW, PC_METRIC_DEALS },
        { "customers.total", "customers", "count", PC_METRIC_STOCK, PC_METRIC_CUSTOMERS },
        { "customers.lost", "customers.lost", "count", PC_METRIC_FLOW,
          PC_METRIC_CUSTOMERS_LOST },
        { "arr.total", "arr", "currency", PC_METRIC_STOCK, PC_METRIC_ARR },
        { "arr.new", "arr.new", "currency", PC_METRIC_FLOW, PC_METRIC_ARR_NEW },
        { "arr.expansion", "arr.expansion", "currency", PC_METRIC_FLOW,
          PC_METRIC_ARR_EXPANSION },
        { "arr.contraction", "arr.contraction", "currency", PC_METRIC_FLOW,
          PC_METRIC_ARR_CONTRACTION },
        { "arr.churn", "arr.churn", "currency", PC_METRIC_FLOW, PC_METRIC_ARR_CHURN },
        { "arr.nrr", "arr.nrr", "fraction", PC_METRIC_TRAILING, PC_METRIC_ARR_NRR },
        { "arr.grr", "arr.grr", "fraction", PC_METRIC_TRAILING, PC_METRIC_ARR_GRR },
        { "revenue.recognised.total", "revenue.recognised", "currency", PC_METRIC_FLOW,
          PC_METRIC_REVENUE_RECOGNISED },
    };
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        add_measure(c, &measures[i]);
}
