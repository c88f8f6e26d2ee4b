/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/measures.h"

pc_node pc_measure_revenue_total(pc_ledger *ledger, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        sum = pc_span_plus(ledger, sum, &ledger->channel[i], at);
    return sum;
}

pc_node pc_measure_revenue_set(pc_ledger *ledger, size_t set_id, pc_span at)
{
    const pc_set *set = &ledger->programme->sets[set_id];
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < set->n_channels; i++)
        sum = pc_span_plus(ledger, sum, &ledger->channel[set->channel_ids[i]], at);
    return sum;
}

pc_node pc_measure_revenue_credit(pc_ledger *ledger, size_t credit, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        sum = pc_span_plus(ledger, sum, &ledger->credit[credit][i], at);
    return sum;
}

pc_node pc_measure_revenue_route(pc_ledger *ledger, size_t route, pc_span at)
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
        sum = pc_dag_add(pc_dag_of(ledger), sum, pc_measure_revenue_credit(ledger, c, at));
    }
    return sum;
}
