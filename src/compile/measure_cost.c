/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/cash.h"
#include "compile/measures.h"

pc_node pc_measure_budget(pc_ledger *ledger, const bool *lines, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_budget; i++)
        if (lines ? lines[i] : !ledger->programme->budget[i].memo)
            sum = pc_span_plus(ledger, sum, &ledger->budget[i], at);
    return sum;
}

pc_node pc_measure_fees(pc_ledger *ledger, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        sum = pc_span_plus(ledger, sum, &ledger->fee[i], at);
    return sum;
}

pc_node pc_measure_commission(pc_ledger *ledger, size_t plan, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->n_commission; i++)
        if (plan == PC_NONE || ledger->commission[i].commission_id == plan)
            sum = pc_span_plus(ledger, sum, &ledger->commission[i].paid, at);
    return sum;
}

/* Whether a component of the plan stands on the credit class: what is paid by number stands on
 * no money. */
static bool stands_on(const pc_commission *plan, pc_credit credit)
{
    for (size_t i = 0; i < plan->n_components; i++) {
        const pc_component *component = &plan->components[i];
        const bool of_money =
            component->event == PC_EVENT_NEW || component->event == PC_EVENT_RENEWAL;
        if (of_money &&
            (component->any_credit ? credit != PC_CREDIT_NONE : component->credit == credit))
            return true;
    }
    return false;
}

/* ... and the credited money it was paid on, counted once however many components stand on it:
 * of partners one by one, as each of them is paid. */
static pc_node base_below(pc_ledger *ledger, size_t plan, pc_span at)
{
    const pc_programme *programme = ledger->programme;
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->n_sales; i++) {
        const size_t id = ledger->sales[i].commission_id;
        if (id == PC_NONE || (plan != PC_NONE && id != plan)) continue;
        for (size_t c = 0; c < PC_N_CREDITS; c++)
            if (stands_on(&programme->commissions[id], (pc_credit)c))
                sum = pc_span_plus(ledger, sum, &ledger->sales[i].credit[c], at);
    }
    return sum;
}

static pc_node commission_base(pc_ledger *ledger, size_t plan, pc_span at)
{
    const pc_programme *programme = ledger->programme;
    pc_node sum = base_below(ledger, plan, at);
    for (size_t i = 0; i < programme->n_channels; i++) {
        const size_t id = programme->channels[i].commission_id;
        if (id == PC_NONE || (plan != PC_NONE && id != plan)) continue;
        if (programme->channels[i].type == PC_CHANNEL_PARTNERS) continue;
        for (size_t c = 0; c < PC_N_CREDITS; c++)
            if (stands_on(&programme->commissions[id], (pc_credit)c))
                sum = pc_span_plus(ledger, sum, &ledger->credit[c][i], at);
    }
    return sum;
}

static pc_node commission_rate(pc_ledger *ledger, size_t plan, pc_span at)
{
    return pc_ratio(ledger, pc_measure_commission(ledger, plan, at),
                    commission_base(ledger, plan, at));
}

pc_node pc_measure_costs(pc_ledger *ledger, const pc_roi_definition *definition, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    if (definition->budget || definition->budget_lines)
        sum =
            pc_measure_budget(ledger, definition->budget ? NULL : definition->budget_lines, at);
    if (definition->commission)
        sum = pc_dag_add(pc_dag_of(ledger), sum, pc_measure_commission(ledger, PC_NONE, at));
    if (definition->marketplace_fee)
        sum = pc_dag_add(pc_dag_of(ledger), sum, pc_measure_fees(ledger, at));
    return sum;
}

static pc_node cost_total(pc_ledger *ledger, pc_span at)
{
    const pc_roi_definition everything = { .budget = true,
                                           .commission = true,
                                           .marketplace_fee = true };
    return pc_measure_costs(ledger, &everything, at);
}

static pc_payee payee_of(const pc_metric_info *metric)
{
    switch (metric->family) {
    case PC_METRIC_COMMISSION_PAID_PLAN:
    case PC_METRIC_COMMISSION_FORFEITED_PLAN:
    case PC_METRIC_COMMISSION_PAYABLE_PLAN:
        return (pc_payee) { metric->index, PC_NONE };
    case PC_METRIC_COMMISSION_PAID_PARTNER:
    case PC_METRIC_COMMISSION_FORFEITED_PARTNER:
    case PC_METRIC_COMMISSION_PAYABLE_PARTNER:
        return (pc_payee) { PC_NONE, metric->index };
    default:
        return (pc_payee) { PC_NONE, PC_NONE };
    }
}

pc_node pc_measure_cost(pc_ledger *ledger, const pc_metric_info *metric, pc_span at)
{
    const size_t i = metric->index;
    switch (metric->family) {
    case PC_METRIC_COST_BUDGET:
        return pc_measure_budget(ledger, NULL, at);
    case PC_METRIC_COST_BUDGET_LINE:
        return pc_span_plus(ledger, pc_zero(ledger), &ledger->budget[i], at);
    case PC_METRIC_COST_FEE:
        return pc_measure_fees(ledger, at);
    case PC_METRIC_COST_COMMISSION:
    case PC_METRIC_COMMISSION_ACCRUED:
        return pc_measure_commission(ledger, PC_NONE, at);
    case PC_METRIC_COMMISSION_ACCRUED_PLAN:
        return pc_measure_commission(ledger, i, at);
    case PC_METRIC_COMMISSION_RATE:
        return commission_rate(ledger, PC_NONE, at);
    case PC_METRIC_COMMISSION_RATE_PLAN:
        return commission_rate(ledger, i, at);
    case PC_METRIC_COMMISSION_PAID:
    case PC_METRIC_COMMISSION_PAID_PLAN:
    case PC_METRIC_COMMISSION_PAID_PARTNER:
        return pc_cash_commission_paid(ledger, payee_of(metric), at.first, at.last);
    case PC_METRIC_COMMISSION_FORFEITED:
    case PC_METRIC_COMMISSION_FORFEITED_PLAN:
    case PC_METRIC_COMMISSION_FORFEITED_PARTNER:
        return pc_cash_commission_forfeited(ledger, payee_of(metric), at.first, at.last);
    case PC_METRIC_COMMISSION_PAYABLE:
    case PC_METRIC_COMMISSION_PAYABLE_PLAN:
    case PC_METRIC_COMMISSION_PAYABLE_PARTNER:
        return pc_cash_commission_payable(ledger, payee_of(metric), at.last);
    default:
        return cost_total(ledger, at);
    }
}
