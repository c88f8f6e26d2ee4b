/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/catalogue.h"

bool pc_cannibalises(const pc_programme *programme)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].cannibalises) return true;
    return false;
}

static bool route_in_use(const pc_programme *programme, size_t route)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].route == (pc_route)route) return true;
    return false;
}

void pc_catalogue_revenue(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    pc_catalogue_add(c, "revenue.total", pc_money(PC_METRIC_REVENUE_TOTAL), 0);
    pc_catalogue_add(c, "revenue.attributed", pc_money(PC_METRIC_REVENUE_ATTRIBUTED), 0);
    if (pc_cannibalises(p))
        pc_catalogue_add(c, "revenue.cannibalised", pc_money(PC_METRIC_CANNIBALISED), PC_NONE);
    for (size_t i = 0; i < p->n_channels; i++) {
        if (p->channels[i].cannibalises)
            pc_catalogue_add_for(c, "revenue.cannibalised.channel.", p->channels[i].id,
                                 pc_money(PC_METRIC_CANNIBALISED), i);
        pc_catalogue_add_for(c, "revenue.channel.", p->channels[i].id,
                             pc_money(PC_METRIC_REVENUE_CHANNEL), i);
        pc_catalogue_add_for(c, "share.channel.", p->channels[i].id,
                             pc_fraction(PC_METRIC_SHARE_CHANNEL), i);
    }
    for (size_t i = 0; i < p->n_sets; i++) {
        pc_catalogue_add_for(c, "revenue.set.", p->sets[i].id, pc_money(PC_METRIC_REVENUE_SET),
                             i);
        pc_catalogue_add_for(c, "share.set.", p->sets[i].id, pc_fraction(PC_METRIC_SHARE_SET),
                             i);
    }
    for (size_t i = 0; i < PC_N_CREDITS; i++) {
        pc_catalogue_add_for(c, "revenue.credit.", pc_credit_ids[i],
                             pc_money(PC_METRIC_REVENUE_CREDIT), i);
        pc_catalogue_add_for(c, "share.credit.", pc_credit_ids[i],
                             pc_fraction(PC_METRIC_SHARE_CREDIT), i);
    }
    for (size_t i = 0; i < PC_N_ROUTES; i++)
        if (route_in_use(p, i))
            pc_catalogue_add_for(c, "revenue.route.", pc_route_ids[i],
                                 pc_money(PC_METRIC_REVENUE_ROUTE), i);
}
