/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/catalogue.h"

static void add_cost_lines(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    pc_catalogue_add(c, "cost.total", pc_money(PC_METRIC_COST_TOTAL), 0);
    pc_catalogue_add(c, "cost.budget", pc_money(PC_METRIC_COST_BUDGET), 0);
    pc_catalogue_add(c, "cost.commission", pc_money(PC_METRIC_COST_COMMISSION), 0);
    pc_catalogue_add(c, "cost.marketplace_fee", pc_money(PC_METRIC_COST_FEE), 0);
    for (size_t i = 0; i < p->n_budget; i++)
        pc_catalogue_add_for(c, "cost.budget.", p->budget[i].id,
                             pc_money(PC_METRIC_COST_BUDGET_LINE), i);
}

static bool commission_in_use(const pc_programme *programme, size_t commission_id)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].commission_id == commission_id) return true;
    for (size_t i = 0; i < programme->n_partners; i++)
        if (programme->partners[i].conduct &&
            programme->partners[i].commission_id == commission_id)
            return true;
    return false;
}

bool pc_may_forfeit(const pc_programme *programme, size_t plan_id)
{
    for (size_t i = 0; i < programme->n_commissions; i++)
        for (size_t k = 0; k < programme->commissions[i].n_components; k++)
            if ((plan_id == PC_NONE || plan_id == i) &&
                programme->commissions[i].components[k].payment.forfeit_months)
                return true;
    return false;
}

/* What is paid of what was accrued, and what is still owed. */
static void add_payments(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    pc_metric_class payable = pc_money(PC_METRIC_COMMISSION_PAYABLE);
    payable.kind = PC_METRIC_STOCK;
    pc_catalogue_add(c, "commission.paid", pc_money(PC_METRIC_COMMISSION_PAID), 0);
    pc_catalogue_add(c, "commission.payable", payable, 0);
    if (pc_may_forfeit(p, PC_NONE))
        pc_catalogue_add(c, "commission.forfeited", pc_money(PC_METRIC_COMMISSION_FORFEITED),
                         0);
    payable.family = PC_METRIC_COMMISSION_PAYABLE_PLAN;
    for (size_t i = 0; i < p->n_commissions; i++) {
        if (!commission_in_use(p, i)) continue;
        pc_catalogue_add_for(c, "commission.paid.plan.", p->commissions[i].id,
                             pc_money(PC_METRIC_COMMISSION_PAID_PLAN), i);
        pc_catalogue_add_for(c, "commission.payable.plan.", p->commissions[i].id, payable, i);
        if (pc_may_forfeit(p, i))
            pc_catalogue_add_for(c, "commission.forfeited.plan.", p->commissions[i].id,
                                 pc_money(PC_METRIC_COMMISSION_FORFEITED_PLAN), i);
    }
}

static void add_commissions(pc_catalogue *c)
{
    const pc_programme *p = c->programme;
    bool any = false;
    for (size_t i = 0; i < p->n_commissions; i++) {
        if (!commission_in_use(p, i)) continue;
        any = true;
        pc_catalogue_add_for(c, "commission.accrued.plan.", p->commissions[i].id,
                             pc_money(PC_METRIC_COMMISSION_ACCRUED_PLAN), i);
        pc_catalogue_add_for(c, "commission.rate.plan.", p->commissions[i].id,
                             pc_fraction(PC_METRIC_COMMISSION_RATE_PLAN), i);
    }
    if (!any) return;
    if (p->roi.has_cash) add_payments(c);
    pc_catalogue_add(c, "commission.accrued", pc_money(PC_METRIC_COMMISSION_ACCRUED), 0);
    pc_catalogue_add(c, "commission.rate", pc_fraction(PC_METRIC_COMMISSION_RATE), 0);
}

void pc_catalogue_costs(pc_catalogue *c)
{
    add_cost_lines(c);
    add_commissions(c);
}
