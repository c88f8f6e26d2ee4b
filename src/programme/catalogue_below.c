/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of partners that are simulated one by one: tiers, moves, named partners. */
#include "programme/catalogue.h"

static pc_metric_class counted(pc_metric_kind kind, pc_metric_family family)
{
    return (pc_metric_class) { "count", kind, family, PC_SCOPE_TOTAL };
}

/* Whether somebody who is simulated stands on the ladder. */
static bool is_used(const pc_programme *p, size_t ladder)
{
    for (size_t i = 0; i < p->n_cohorts; i++)
        if (p->cohorts[i].conduct && p->cohorts[i].conduct->ladder_id == ladder) return true;
    for (size_t i = 0; i < p->n_partners; i++)
        if (p->partners[i].conduct && p->partners[i].conduct->ladder_id == ladder) return true;
    return false;
}

static void add_moves(pc_catalogue *c, const pc_ladder *ladder, size_t id)
{
    const pc_metric_class move = counted(PC_METRIC_FLOW, PC_METRIC_MIGRATION);
    for (size_t from = 0; from < ladder->n_tiers; from++) {
        const char *prefix =
            pc_arena_printf(c->arena, "migration.%s.%s.", ladder->id, ladder->tiers[from].id);
        for (size_t to = 0; to < ladder->n_tiers; to++)
            pc_catalogue_add_for(c, prefix, ladder->tiers[to].id, move,
                                 pc_ladder_index(id, from * ladder->n_tiers + to));
        pc_catalogue_add_for(c, prefix, "exit",
                             counted(PC_METRIC_FLOW, PC_METRIC_MIGRATION_EXIT),
                             pc_ladder_index(id, from));
    }
}

static void add_ladder(pc_catalogue *c, const pc_ladder *ladder, size_t id)
{
    const char *tier = pc_arena_printf(c->arena, "tier.%s.", ladder->id);
    const char *entry = pc_arena_printf(c->arena, "migration.%s.entry.", ladder->id);
    for (size_t t = 0; t < ladder->n_tiers; t++) {
        pc_catalogue_add_for(c, tier, ladder->tiers[t].id,
                             counted(PC_METRIC_STOCK, PC_METRIC_TIER), pc_ladder_index(id, t));
        pc_catalogue_add_for(c, entry, ladder->tiers[t].id,
                             counted(PC_METRIC_FLOW, PC_METRIC_MIGRATION_ENTRY),
                             pc_ladder_index(id, t));
    }
    pc_catalogue_add_for(c, tier, "promotions", counted(PC_METRIC_FLOW, PC_METRIC_PROMOTIONS),
                         pc_ladder_index(id, 0));
    pc_catalogue_add_for(c, tier, "demotions", counted(PC_METRIC_FLOW, PC_METRIC_DEMOTIONS),
                         pc_ladder_index(id, 0));
    add_moves(c, ladder, id);
}

static void add_partner_commission(pc_catalogue *c, const pc_partner *partner, size_t id)
{
    const size_t channel_plan = c->programme->channels[partner->channel_id].commission_id;
    const size_t plan =
        partner->commission_id == PC_NONE ? channel_plan : partner->commission_id;
    pc_metric_class payable = pc_money(PC_METRIC_COMMISSION_PAYABLE_PARTNER);
    payable.kind = PC_METRIC_STOCK;
    if (plan == PC_NONE) return;
    pc_catalogue_add_for(c, "commission.accrued.partner.", partner->id,
                         pc_money(PC_METRIC_COMMISSION_ACCRUED_PARTNER), id);
    if (!c->programme->roi.has_cash) return;
    pc_catalogue_add_for(c, "commission.paid.partner.", partner->id,
                         pc_money(PC_METRIC_COMMISSION_PAID_PARTNER), id);
    pc_catalogue_add_for(c, "commission.payable.partner.", partner->id, payable, id);
    if (pc_may_forfeit(c->programme, plan))
        pc_catalogue_add_for(c, "commission.forfeited.partner.", partner->id,
                             pc_money(PC_METRIC_COMMISSION_FORFEITED_PARTNER), id);
}

static void add_partner(pc_catalogue *c, const pc_partner *partner, size_t id)
{
    pc_catalogue_add_for(c, "bookings.partner.", partner->id,
                         pc_money(PC_METRIC_BOOKINGS_PARTNER), id);
    pc_catalogue_add_for(c, "revenue.partner.", partner->id,
                         pc_money(PC_METRIC_BOOKINGS_PARTNER), id);
    if (!partner->has_revenue)
        pc_catalogue_add_for(c, "deals.partner.", partner->id,
                             counted(PC_METRIC_FLOW, PC_METRIC_DEALS_PARTNER), id);
    if (partner->conduct->leads)
        pc_catalogue_add_for(c, "leads.partner.", partner->id,
                             counted(PC_METRIC_FLOW, PC_METRIC_LEADS_PARTNER), id);
    add_partner_commission(c, partner, id);
}

/* What partners pay for their tiers: income of the programme, and no revenue. */
static void add_fees(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    bool any = false;
    for (size_t i = 0; i < p->n_ladders; i++) {
        if (!is_used(p, i) || !pc_ladder_has_fees(&p->ladders[i])) continue;
        any = true;
        pc_catalogue_add_for(c, "income.tier_fees.ladder.", p->ladders[i].id,
                             pc_money(PC_METRIC_TIER_FEES_LADDER), pc_ladder_index(i, 0));
    }
    if (any) pc_catalogue_add(c, "income.tier_fees", pc_money(PC_METRIC_TIER_FEES), 0);
}

void pc_catalogue_below(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    add_fees(c);
    for (size_t i = 0; i < p->n_ladders; i++)
        if (is_used(p, i)) add_ladder(c, &p->ladders[i], i);
    for (size_t i = 0; i < p->n_partners; i++)
        if (p->partners[i].conduct) add_partner(c, &p->partners[i], i);
}
