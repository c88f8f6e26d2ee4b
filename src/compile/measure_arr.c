/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What subscriptions bring: docs/model/arr.md, "Metrics". */
#include "compile/arr.h"
#include "compile/measures.h"

/* A metric of one channel that has a product. */
typedef pc_node of_channel(pc_ledger *ledger, size_t id, pc_span at);

static pc_node bookings(pc_ledger *ledger, size_t id, pc_span at)
{
    return pc_span_plus(ledger, pc_zero(ledger), &ledger->channel[id], at);
}

/* Bookings over the value of a deal, piece by piece in which that does not change. */
static pc_node deals(pc_ledger *ledger, size_t id, pc_span at)
{
    pc_dag *dag = pc_dag_of(ledger);
    const pc_expr *acv = ledger->arr[id].product->acv;
    const pc_each grain = pc_value_grain(&ledger->values, acv);
    pc_node sum = pc_zero(ledger);
    for (int month = at.first; month <= at.last;) {
        const pc_span piece = { month, pc_piece_end(grain, month, at.last) };
        const pc_node value =
            pc_dag_mul(dag, pc_value_at(&ledger->values, acv, month), ledger->minor_units);
        sum = pc_dag_add(dag, sum, pc_ratio(ledger, bookings(ledger, id, piece), value));
        month = piece.last + 1;
    }
    return sum;
}

static pc_node arr(pc_ledger *ledger, size_t id, pc_span at)
{
    return ledger->arr[id].sold.close[at.last];
}

/* ---- of all channels, of one, of a set ---- */

static pc_node total(pc_ledger *ledger, of_channel *of, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        if (ledger->arr[i].product) sum = pc_dag_add(pc_dag_of(ledger), sum, of(ledger, i, at));
    return sum;
}

static pc_node of_set(pc_ledger *ledger, of_channel *of, size_t set_id, pc_span at)
{
    const pc_set *set = &ledger->programme->sets[set_id];
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < set->n_channels; i++)
        if (ledger->arr[set->channel_ids[i]].product)
            sum = pc_dag_add(pc_dag_of(ledger), sum, of(ledger, set->channel_ids[i], at));
    return sum;
}

pc_node pc_measure_arr(pc_ledger *ledger, const pc_metric_info *metric, pc_span at)
{
    switch (metric->family) {
    case PC_METRIC_BOOKINGS_TOTAL:
        return total(ledger, bookings, at);
    case PC_METRIC_BOOKINGS_CHANNEL:
        return bookings(ledger, metric->index, at);
    case PC_METRIC_BOOKINGS_SET:
        return of_set(ledger, bookings, metric->index, at);
    case PC_METRIC_DEALS_TOTAL:
        return total(ledger, deals, at);
    case PC_METRIC_DEALS_CHANNEL:
        return deals(ledger, metric->index, at);
    case PC_METRIC_DEALS_SET:
        return of_set(ledger, deals, metric->index, at);
    case PC_METRIC_ARR_TOTAL:
        return total(ledger, arr, at);
    case PC_METRIC_ARR_CHANNEL:
        return arr(ledger, metric->index, at);
    case PC_METRIC_ARR_SET:
        return of_set(ledger, arr, metric->index, at);
    default:
        return pc_zero(ledger);
    }
}
