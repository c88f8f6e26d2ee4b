/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/measures.h"

static pc_node revenue_total(pc_ledger *ledger, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        sum = pc_span_plus(ledger, sum, &ledger->channel[i], at);
    return sum;
}

static pc_node revenue_set(pc_ledger *ledger, size_t set_id, pc_span at)
{
    const pc_set *set = &ledger->programme->sets[set_id];
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < set->n_channels; i++)
        sum = pc_span_plus(ledger, sum, &ledger->channel[set->channel_ids[i]], at);
    return sum;
}

/* What a channel (PC_NONE: all of them) took from others. */
static pc_node taken(pc_ledger *ledger, size_t channel, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        if (ledger->taken[i].entries && (channel == PC_NONE || channel == i))
            sum = pc_span_plus(ledger, sum, &ledger->taken[i], at);
    return sum;
}

static pc_node revenue_credit(pc_ledger *ledger, size_t credit, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        sum = pc_span_plus(ledger, sum, &ledger->credit[credit][i], at);
    return sum;
}

static pc_node revenue_route(pc_ledger *ledger, size_t route, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        if (ledger->programme->channels[i].route == (pc_route)route)
            sum = pc_span_plus(ledger, sum, &ledger->channel[i], at);
    return sum;
}

pc_node pc_measure_attributed(pc_ledger *ledger, const bool credits[PC_N_CREDITS], pc_span at)
{
    const bool both = credits[PC_CREDIT_SOURCED] && credits[PC_CREDIT_INFLUENCED];
    pc_node sum = pc_zero(ledger);
    for (size_t c = 0; c < PC_N_CREDITS; c++) {
        if (!credits[c] || (c == PC_CREDIT_SOURCED && both && ledger->programme->roi.subset))
            continue;
        sum = pc_dag_add(pc_dag_of(ledger), sum, revenue_credit(ledger, c, at));
    }
    return sum;
}

/* Of a channel's attributed revenue of a month the part that it took from another one. */
static pc_node displaced_by(pc_ledger *ledger, const bool credits[PC_N_CREDITS], size_t channel,
                            int month)
{
    pc_dag *dag = pc_dag_of(ledger);
    const pc_span at = { month, month };
    const bool both = credits[PC_CREDIT_SOURCED] && credits[PC_CREDIT_INFLUENCED];
    pc_node sum = pc_zero(ledger);
    for (size_t c = 0; c < PC_N_CREDITS; c++)
        if (credits[c] && !(c == PC_CREDIT_SOURCED && both && ledger->programme->roi.subset))
            sum = pc_span_plus(ledger, sum, &ledger->credit[c][channel], at);
    const pc_node share =
        pc_value_at(&ledger->values, ledger->programme->channels[channel].cannibalises, month);
    return pc_dag_op(dag, PC_TAPE_MIN, pc_dag_mul(dag, share, sum), taken(ledger, channel, at),
                     0);
}

pc_node pc_measure_displaced(pc_ledger *ledger, const bool credits[PC_N_CREDITS], int month)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        if (ledger->taken[i].entries)
            sum = pc_dag_add(pc_dag_of(ledger), sum, displaced_by(ledger, credits, i, month));
    return sum;
}

/* ---- The metrics ---- */

pc_node pc_measure_revenue(pc_ledger *ledger, const pc_metric_info *metric, pc_span at)
{
    static const bool partner_credits[PC_N_CREDITS] = {
        [PC_CREDIT_SOURCED] = true, [PC_CREDIT_INFLUENCED] = true
    };
    const size_t i = metric->index;
    switch (metric->family) {
    case PC_METRIC_REVENUE_TOTAL:
        return revenue_total(ledger, at);
    case PC_METRIC_REVENUE_CHANNEL:
        return pc_span_plus(ledger, pc_zero(ledger), &ledger->channel[i], at);
    case PC_METRIC_REVENUE_SET:
        return revenue_set(ledger, i, at);
    case PC_METRIC_REVENUE_CREDIT:
        return revenue_credit(ledger, i, at);
    case PC_METRIC_REVENUE_ROUTE:
        return revenue_route(ledger, i, at);
    case PC_METRIC_REVENUE_ATTRIBUTED:
        return pc_measure_attributed(ledger, partner_credits, at);
    case PC_METRIC_CANNIBALISED:
        return taken(ledger, i, at);
    case PC_METRIC_SHARE_CHANNEL:
        return pc_ratio(ledger, pc_span_plus(ledger, pc_zero(ledger), &ledger->channel[i], at),
                        revenue_total(ledger, at));
    case PC_METRIC_SHARE_SET:
        return pc_ratio(ledger, revenue_set(ledger, i, at), revenue_total(ledger, at));
    default: /* the share of a credit class */
        return pc_ratio(ledger, revenue_credit(ledger, i, at), revenue_total(ledger, at));
    }
}
