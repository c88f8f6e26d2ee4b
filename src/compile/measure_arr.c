/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What subscriptions bring: docs/model/arr.md, "Metrics". */
#include "compile/arr.h"
#include "compile/measures.h"

#include <math.h>

/* A metric of one channel that has a product. */
typedef pc_node of_channel(pc_ledger *ledger, size_t id, pc_span at);

static pc_node bookings(pc_ledger *ledger, size_t id, pc_span at)
{
    return pc_span_plus(ledger, pc_zero(ledger), &ledger->channel[id], at);
}

/* What partners one by one close; else bookings over the value of a deal, piece by piece in
 * which that does not change. */
pc_node pc_measure_deals(pc_ledger *ledger, size_t id, pc_span at)
{
    if (pc_channel_is_below(&ledger->programme->channels[id]))
        return pc_measure_deals_below(ledger, id, at);
    pc_dag *dag = pc_dag_of(ledger);
    const pc_expr *acv = ledger->arr[id].product->acv;
    const pc_each grain = pc_value_grain(&ledger->values, acv);
    pc_node sum = pc_zero(ledger);
    for (int month = at.first; month <= at.last;) {
        const pc_span piece = { month, pc_piece_end(grain, month, at.last) };
        const pc_node value = pc_arr_deal_value(ledger, ledger->arr[id].product, month);
        sum = pc_dag_add(dag, sum, pc_ratio(ledger, bookings(ledger, id, piece), value));
        month = piece.last + 1;
    }
    return sum;
}

/* ---- the roll-forward ---- */

static pc_node arr(pc_ledger *ledger, size_t id, pc_span at)
{
    return pc_dag_add(pc_dag_of(ledger), ledger->arr[id].opening.close[at.last],
                      ledger->arr[id].sold.close[at.last]);
}

static pc_node over_months(pc_ledger *ledger, pc_node sum, const pc_node *months, pc_span at)
{
    for (int m = at.first; m <= at.last; m++)
        sum = pc_dag_add(pc_dag_of(ledger), sum, months[m]);
    return sum;
}

static pc_node churn(pc_ledger *ledger, size_t id, pc_span at)
{
    const pc_ledger_arr *of = &ledger->arr[id];
    const pc_node opening = over_months(ledger, pc_zero(ledger), of->opening.churn, at);
    return over_months(ledger, opening, of->sold.churn, at);
}

static pc_node contraction(pc_ledger *ledger, size_t id, pc_span at)
{
    const pc_ledger_arr *of = &ledger->arr[id];
    const pc_node opening = over_months(ledger, pc_zero(ledger), of->opening.contraction, at);
    return over_months(ledger, opening, of->sold.contraction, at);
}

static pc_node expansion(pc_ledger *ledger, size_t id, pc_span at)
{
    const pc_ledger_arr *of = &ledger->arr[id];
    const pc_node opening = over_months(ledger, pc_zero(ledger), of->opening.expansion, at);
    return over_months(ledger, opening, of->sold.expansion, at);
}

static pc_node customers(pc_ledger *ledger, size_t id, pc_span at)
{
    const pc_ledger_arr *of = &ledger->arr[id];
    return over_months(ledger, pc_zero(ledger), of->customers,
                       (pc_span) { at.last - of->product->term_months + 1, at.last });
}

static pc_node customers_lost(pc_ledger *ledger, size_t id, pc_span at)
{
    return over_months(ledger, pc_zero(ledger), ledger->arr[id].lost, at);
}

/* A month recognises a twelfth of the ARR at its opening. */
static pc_node recognised(pc_ledger *ledger, size_t id, pc_span at)
{
    pc_dag *dag = pc_dag_of(ledger);
    pc_node sum = pc_zero(ledger);
    for (int m = at.first; m <= at.last; m++) {
        const pc_node before = arr(ledger, id, (pc_span) { m - 1, m - 1 });
        sum = pc_dag_add(dag, sum, pc_dag_part(dag, before, 1, 12));
    }
    return sum;
}

/* ---- retention: what the last 12 months left of what was there before them ---- */

/* The product of what renewals leave of a pool from the month after `from` up to `to`. */
static pc_node kept_of_pool(pc_ledger *ledger, const pc_product *product, int pool, int to,
                            bool gross)
{
    pc_node kept = pc_dag_constant(pc_dag_of(ledger), 1);
    for (int m = pool + product->term_months; m <= to; m += product->term_months)
        kept = pc_dag_mul(pc_dag_of(ledger), kept, pc_arr_retained(ledger, product, m, gross));
    return kept;
}

static pc_node plus_kept(pc_dag *dag, pc_node sum, pc_node pools, pc_node part)
{
    if (pc_dag_is_number(dag, pools, 0)) return sum;
    return pc_dag_add(dag, sum, pc_dag_mul(dag, pools, part));
}

/* Pools that keep the same part are added up first: with rates that do not change, that is one
 * product. */
static pc_node kept(pc_ledger *ledger, size_t id, int to, bool gross)
{
    pc_dag *dag = pc_dag_of(ledger);
    const pc_ledger_arr *of = &ledger->arr[id];
    const int before = to - 12;
    pc_node sum = pc_zero(ledger), alike = pc_zero(ledger), part = pc_zero(ledger);
    for (int m = before - of->product->term_months + 1; m <= before; m++) {
        const pc_node next = kept_of_pool(ledger, of->product, m, to, gross);
        const pc_node pool = pc_dag_add(dag, of->opening.pool[m], of->sold.pool[m]);
        if (next != part) {
            sum = plus_kept(dag, sum, alike, part);
            alike = pc_zero(ledger);
        }
        part = next;
        alike = pc_dag_add(dag, alike, pool);
    }
    return plus_kept(dag, sum, alike, part);
}

static pc_node kept_net(pc_ledger *ledger, size_t id, pc_span at)
{
    return kept(ledger, id, at.last, false);
}

static pc_node kept_gross(pc_ledger *ledger, size_t id, pc_span at)
{
    return kept(ledger, id, at.last, true);
}

/* ---- of all channels, of one, of a set ---- */

static bool has_member(const pc_set *set, size_t channel_id)
{
    for (size_t i = 0; i < set->n_channels; i++)
        if (set->channel_ids[i] == channel_id) return true;
    return false;
}

static bool is_in_scope(const pc_ledger *ledger, const pc_metric_info *metric, size_t channel)
{
    const bool sells = pc_metric_is_sale(metric->family) &&
                       pc_channel_is_below(&ledger->programme->channels[channel]);
    if (!ledger->arr[channel].product && !sells) return false;
    if (metric->scope == PC_SCOPE_CHANNEL) return metric->index == channel;
    return metric->scope == PC_SCOPE_TOTAL ||
           has_member(&ledger->programme->sets[metric->index], channel);
}

static pc_node scoped(pc_ledger *ledger, const pc_metric_info *metric, of_channel *of,
                      pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < ledger->programme->n_channels; i++)
        if (is_in_scope(ledger, metric, i))
            sum = pc_dag_add(pc_dag_of(ledger), sum, of(ledger, i, at));
    return sum;
}

static pc_node retention(pc_ledger *ledger, const pc_metric_info *metric, of_channel *of,
                         pc_span at)
{
    if (at.last < 11) return pc_dag_constant(pc_dag_of(ledger), (double)NAN);
    const pc_span before = { at.last - 12, at.last - 12 };
    return pc_ratio(ledger, scoped(ledger, metric, of, at),
                    scoped(ledger, metric, arr, before));
}

pc_node pc_measure_arr(pc_ledger *ledger, const pc_metric_info *metric, pc_span at)
{
    switch (metric->family) {
    case PC_METRIC_ARR_NRR:
        return retention(ledger, metric, kept_net, at);
    case PC_METRIC_ARR_GRR:
        return retention(ledger, metric, kept_gross, at);
    case PC_METRIC_DEALS:
        return scoped(ledger, metric, pc_measure_deals, at);
    case PC_METRIC_CUSTOMERS:
        return scoped(ledger, metric, customers, at);
    case PC_METRIC_CUSTOMERS_LOST:
        return scoped(ledger, metric, customers_lost, at);
    case PC_METRIC_ARR:
        return scoped(ledger, metric, arr, at);
    case PC_METRIC_ARR_EXPANSION:
        return scoped(ledger, metric, expansion, at);
    case PC_METRIC_ARR_CONTRACTION:
        return scoped(ledger, metric, contraction, at);
    case PC_METRIC_ARR_CHURN:
        return scoped(ledger, metric, churn, at);
    case PC_METRIC_REVENUE_RECOGNISED:
        return scoped(ledger, metric, recognised, at);
    default: /* bookings, and ARR that is new */
        return scoped(ledger, metric, bookings, at);
    }
}
