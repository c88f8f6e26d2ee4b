/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics from the ledger: docs/model/topdown.md, "Metrics". */
#include "compile/measure.h"

#include <math.h>

typedef struct span {
    int first, last; /* months */
} span;

static pc_dag *dag_of(pc_ledger *ledger)
{
    return &ledger->values.dag;
}
static pc_node zero(pc_ledger *ledger)
{
    return pc_dag_constant(dag_of(ledger), 0);
}

static pc_node plus(pc_ledger *ledger, pc_node sum, const pc_ledger_flow *flow, span at)
{
    if (dag_of(ledger)->arena->failed) return 0;
    return pc_dag_add(dag_of(ledger), sum,
                      pc_flow_between(dag_of(ledger), flow, at.first, at.last));
}

static pc_node ratio(pc_ledger *ledger, pc_node above, pc_node below)
{
    return pc_dag_op(dag_of(ledger), PC_TAPE_RATIO, above, below, 0);
}

/* ---- revenue ---- */

static pc_node revenue_total(pc_ledger *ledger, span at)
{
    pc_node sum = zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        sum = plus(ledger, sum, &ledger->channel[i], at);
    return sum;
}

static pc_node revenue_set(pc_ledger *ledger, size_t set_id, span at)
{
    const pc_set *set = &ledger->programme->sets[set_id];
    pc_node sum = zero(ledger);
    for (size_t i = 0; i < set->n_channels; i++)
        sum = plus(ledger, sum, &ledger->channel[set->channel_ids[i]], at);
    return sum;
}

static pc_node revenue_credit(pc_ledger *ledger, size_t credit, span at)
{
    pc_node sum = zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        sum = plus(ledger, sum, &ledger->credit[credit][i], at);
    return sum;
}

static pc_node revenue_route(pc_ledger *ledger, size_t route, span at)
{
    pc_node sum = zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        if (ledger->programme->channels[i].route == (pc_route)route)
            sum = plus(ledger, sum, &ledger->channel[i], at);
    return sum;
}

/* With overlap `subset` the influenced amount already contains the sourced one. */
static pc_node attributed(pc_ledger *ledger, const bool credits[PC_N_CREDITS], span at)
{
    const bool both = credits[PC_CREDIT_SOURCED] && credits[PC_CREDIT_INFLUENCED];
    pc_node sum = zero(ledger);
    for (size_t c = 0; c < PC_N_CREDITS; c++) {
        if (!credits[c] || (c == PC_CREDIT_SOURCED && both && ledger->programme->roi.subset))
            continue;
        sum = pc_dag_add(dag_of(ledger), sum, revenue_credit(ledger, c, at));
    }
    return sum;
}

/* ---- costs ---- */

static pc_node budget(pc_ledger *ledger, const bool *lines, span at)
{
    pc_node sum = zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_budget; i++)
        if (!lines || lines[i]) sum = plus(ledger, sum, &ledger->budget[i], at);
    return sum;
}

static pc_node fees(pc_ledger *ledger, span at)
{
    pc_node sum = zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        sum = plus(ledger, sum, &ledger->fee[i], at);
    return sum;
}

/* Of one commission plan, or of all (PC_NONE): what was paid. */
static pc_node commission(pc_ledger *ledger, size_t plan, span at)
{
    pc_node sum = zero(ledger);
    for (size_t i = 0; i < ledger->n_commission; i++)
        if (plan == PC_NONE || ledger->commission[i].commission_id == plan)
            sum = plus(ledger, sum, &ledger->commission[i].paid, at);
    return sum;
}

/* Whether a component of the plan stands on the credit class. */
static bool stands_on(const pc_commission *plan, pc_credit credit)
{
    for (size_t i = 0; i < plan->n_components; i++)
        if (plan->components[i].any_credit ? credit != PC_CREDIT_NONE
                                           : plan->components[i].credit == credit)
            return true;
    return false;
}

/* ... and the credited money it was paid on, counted once however many components stand on it.
 */
static pc_node commission_base(pc_ledger *ledger, size_t plan, span at)
{
    const pc_programme *programme = ledger->programme;
    pc_node sum = zero(ledger);
    for (size_t i = 0; i < programme->n_channels; i++) {
        const size_t id = programme->channels[i].commission_id;
        if (id == PC_NONE || (plan != PC_NONE && id != plan)) continue;
        for (size_t c = 0; c < PC_N_CREDITS; c++)
            if (stands_on(&programme->commissions[id], (pc_credit)c))
                sum = plus(ledger, sum, &ledger->credit[c][i], at);
    }
    return sum;
}

static pc_node commission_rate(pc_ledger *ledger, size_t plan, span at)
{
    return ratio(ledger, commission(ledger, plan, at), commission_base(ledger, plan, at));
}

static pc_node costs(pc_ledger *ledger, const pc_roi_definition *definition, span at)
{
    pc_node sum = zero(ledger);
    if (definition->budget || definition->budget_lines)
        sum = budget(ledger, definition->budget ? NULL : definition->budget_lines, at);
    if (definition->commission)
        sum = pc_dag_add(dag_of(ledger), sum, commission(ledger, PC_NONE, at));
    if (definition->marketplace_fee) sum = pc_dag_add(dag_of(ledger), sum, fees(ledger, at));
    return sum;
}

static pc_node cost_total(pc_ledger *ledger, span at)
{
    const pc_roi_definition everything = { .budget = true,
                                           .commission = true,
                                           .marketplace_fee = true };
    return costs(ledger, &everything, at);
}

/* ---- return ---- */

/* What a unit of attributed revenue is worth in a month: g, or g (1 - b). */
static pc_node worth_at(pc_ledger *ledger, pc_roi_kind kind, int month)
{
    const pc_roi *roi = &ledger->programme->roi;
    const pc_node margin = pc_value_at(&ledger->values, roi->gross_margin, month);
    if (kind != PC_ROI_INCREMENTAL) return margin;
    const pc_node baseline = pc_value_at(&ledger->values, roi->baseline, month);
    return pc_dag_mul(dag_of(ledger), margin, pc_dag_complement(dag_of(ledger), baseline));
}

static pc_each worth_grain(pc_ledger *ledger, pc_roi_kind kind)
{
    const pc_roi *roi = &ledger->programme->roi;
    const pc_each margin = pc_value_grain(&ledger->values, roi->gross_margin);
    if (kind != PC_ROI_INCREMENTAL) return margin;
    return pc_finer(margin, pc_value_grain(&ledger->values, roi->baseline));
}

/* The last month of the piece that starts at `month` in which the worth does not change. */
static int piece_end(pc_each grain, int month, int last)
{
    int end = last;
    if (grain == PC_EACH_YEAR) end = month / 12 * 12 + 11;
    if (grain == PC_EACH_QUARTER) end = month / 3 * 3 + 2;
    if (grain == PC_EACH_MONTH) end = month;
    return end < last ? end : last;
}

/* Attributed revenue times its worth, piece by piece. */
static pc_node gain(pc_ledger *ledger, pc_roi_kind kind, span at)
{
    const pc_roi_definition *definition = &ledger->programme->roi.definitions[kind];
    const pc_each grain = worth_grain(ledger, kind);
    pc_node sum = zero(ledger);
    for (int month = at.first; month <= at.last;) {
        const span piece = { month, piece_end(grain, month, at.last) };
        const pc_node part = pc_dag_mul(dag_of(ledger), worth_at(ledger, kind, month),
                                        attributed(ledger, definition->attributed, piece));
        sum = pc_dag_add(dag_of(ledger), sum, part);
        month = piece.last + 1;
    }
    return sum;
}

static pc_node roi(pc_ledger *ledger, pc_roi_kind kind, span at)
{
    const pc_roi_definition *definition = &ledger->programme->roi.definitions[kind];
    const pc_node cost = costs(ledger, definition, at);
    if (kind == PC_ROI_MULTIPLE)
        return ratio(ledger, attributed(ledger, definition->attributed, at), cost);
    const pc_node above = kind == PC_ROI_NET ? attributed(ledger, definition->attributed, at)
                                             : gain(ledger, kind, at);
    return ratio(ledger, pc_dag_sub(dag_of(ledger), above, cost), cost);
}

/* The month after the last one whose cumulative contribution is below 0; never when that is the
 * last of the horizon. */
static pc_node payback(pc_ledger *ledger)
{
    pc_dag *dag = dag_of(ledger);
    const pc_roi_definition *definition =
        &ledger->programme->roi.definitions[PC_ROI_INCREMENTAL];
    pc_node cumulative = zero(ledger), last_below = zero(ledger);
    for (int m = 0; m < ledger->n_months && !dag->arena->failed; m++) {
        const span month = { m, m };
        const pc_node contribution = pc_dag_sub(dag, gain(ledger, PC_ROI_INCREMENTAL, month),
                                                costs(ledger, definition, month));
        cumulative = pc_dag_add(dag, cumulative, contribution);
        const pc_node below = pc_dag_op(dag, PC_TAPE_LT, cumulative, zero(ledger), 0);
        last_below = pc_dag_op(dag, PC_TAPE_IF, below, pc_dag_constant(dag, m + 1), last_below);
    }
    const pc_node never =
        pc_dag_op(dag, PC_TAPE_EQ, last_below, pc_dag_constant(dag, ledger->n_months), 0);
    const pc_node next = pc_dag_add(dag, last_below, pc_dag_constant(dag, 1));
    return pc_dag_op(dag, PC_TAPE_IF, never, pc_dag_constant(dag, (double)NAN), next);
}

/* ---- the catalogue ---- */

pc_node pc_measure(pc_ledger *ledger, const pc_metric_info *metric, const pc_period *period)
{
    static const bool partner_credits[PC_N_CREDITS] = {
        [PC_CREDIT_SOURCED] = true, [PC_CREDIT_INFLUENCED] = true
    };
    const span at = { period->first_month, period->last_month };
    const size_t i = metric->index;
    const pc_roi *definitions = &ledger->programme->roi;
    switch (metric->family) {
    case PC_METRIC_REVENUE_TOTAL:
        return revenue_total(ledger, at);
    case PC_METRIC_REVENUE_CHANNEL:
        return plus(ledger, zero(ledger), &ledger->channel[i], at);
    case PC_METRIC_REVENUE_SET:
        return revenue_set(ledger, i, at);
    case PC_METRIC_REVENUE_CREDIT:
        return revenue_credit(ledger, i, at);
    case PC_METRIC_REVENUE_ROUTE:
        return revenue_route(ledger, i, at);
    case PC_METRIC_REVENUE_ATTRIBUTED:
        return attributed(ledger, partner_credits, at);
    case PC_METRIC_SHARE_CHANNEL:
        return ratio(ledger, plus(ledger, zero(ledger), &ledger->channel[i], at),
                     revenue_total(ledger, at));
    case PC_METRIC_SHARE_SET:
        return ratio(ledger, revenue_set(ledger, i, at), revenue_total(ledger, at));
    case PC_METRIC_SHARE_CREDIT:
        return ratio(ledger, revenue_credit(ledger, i, at), revenue_total(ledger, at));
    case PC_METRIC_COST_TOTAL:
        return cost_total(ledger, at);
    case PC_METRIC_COST_BUDGET:
        return budget(ledger, NULL, at);
    case PC_METRIC_COST_BUDGET_LINE:
        return plus(ledger, zero(ledger), &ledger->budget[i], at);
    case PC_METRIC_COST_FEE:
        return fees(ledger, at);
    case PC_METRIC_COST_COMMISSION:
    case PC_METRIC_COMMISSION_ACCRUED:
        return commission(ledger, PC_NONE, at);
    case PC_METRIC_COMMISSION_ACCRUED_PLAN:
        return commission(ledger, i, at);
    case PC_METRIC_COMMISSION_RATE:
        return commission_rate(ledger, PC_NONE, at);
    case PC_METRIC_COMMISSION_RATE_PLAN:
        return commission_rate(ledger, i, at);
    case PC_METRIC_ROI:
        return roi(ledger, (pc_roi_kind)i, at);
    case PC_METRIC_ROI_ATTRIBUTED:
        return attributed(ledger, definitions->definitions[i].attributed, at);
    case PC_METRIC_ROI_COSTS:
        return costs(ledger, &definitions->definitions[i], at);
    case PC_METRIC_PAYBACK:
        return payback(ledger);
    case PC_METRIC_GAP:
        break;
    }
    return zero(ledger);
}
