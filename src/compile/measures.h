/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_MEASURES_H
#define PC_COMPILE_MEASURES_H

#include "compile/measure.h"

/** The parts that metrics are made of, one file a subject. Money in minor units. */
typedef struct pc_span {
    int first, last; /* months, from 0 */
} pc_span;

static inline pc_dag *pc_dag_of(pc_ledger *ledger)
{
    return &ledger->values.dag;
}
static inline pc_node pc_zero(pc_ledger *ledger)
{
    return pc_dag_constant(pc_dag_of(ledger), 0);
}
/** sum + what the flow's months hold. */
pc_node pc_span_plus(pc_ledger *ledger, pc_node sum, const pc_ledger_flow *flow, pc_span at);
/** above / below, undefined where nothing is below. */
static inline pc_node pc_ratio(pc_ledger *ledger, pc_node above, pc_node below)
{
    return pc_dag_op(pc_dag_of(ledger), PC_TAPE_RATIO, above, below, 0);
}
/** The last month, at most `last`, up to which what changes by this grain is the same as at
 *  `month`. */
int pc_piece_end(pc_each grain, int month, int last);

/* measure_revenue.c */
/** With overlap `subset` the influenced amount already contains the sourced one. */
pc_node pc_measure_attributed(pc_ledger *ledger, const bool credits[PC_N_CREDITS], pc_span at);

/** Of attributed revenue of a month, what channels took from others' sales. */
pc_node pc_measure_displaced(pc_ledger *ledger, const bool credits[PC_N_CREDITS], int month);

/** A metric of revenue, or of shares of it. */
pc_node pc_measure_revenue(pc_ledger *ledger, const pc_metric_info *metric, pc_span at);

/* measure_cost.c */
/** Of some lines, or of all (NULL). */
pc_node pc_measure_budget(pc_ledger *ledger, const bool *lines, pc_span at);
pc_node pc_measure_fees(pc_ledger *ledger, pc_span at);
/** What one commission plan accrues, or all (PC_NONE). */
pc_node pc_measure_commission(pc_ledger *ledger, size_t plan, pc_span at);
pc_node pc_measure_costs(pc_ledger *ledger, const pc_roi_definition *definition, pc_span at);
/** A metric of costs or commissions. */
pc_node pc_measure_cost(pc_ledger *ledger, const pc_metric_info *metric, pc_span at);

/* measure_roi.c */
/** A metric of returns. */
pc_node pc_measure_return(pc_ledger *ledger, const pc_metric_info *metric, pc_span at);

/* measure_cash.c */
/** roi.cash or roi.npv up to a month: the whole (PC_METRIC_ROI), its attributed part or its
 * costs. */
pc_node pc_measure_money(pc_ledger *ledger, pc_metric_family part, pc_roi_kind kind, int last);
/** What a customer won through partners costs. */
pc_node pc_measure_cac(pc_ledger *ledger, pc_span at);

/* measure_below.c */
/** A metric of partners one by one. */
pc_node pc_measure_below(pc_ledger *ledger, const pc_metric_info *metric, pc_span at);
/** What partners pay on entering tiers: docs/model/ladders.md, "Fees". */
pc_node pc_measure_tier_fees(pc_ledger *ledger, pc_span at);
/** Deals of a channel's partners. */
pc_node pc_measure_deals_below(pc_ledger *ledger, size_t channel_id, pc_span at);
/** Leads of a channel's (PC_NONE: of all) that are simulated. */
pc_node pc_measure_leads_below(pc_ledger *ledger, size_t channel_id, pc_span at);

/* measure_arr.c */
/** Deals of a channel that has a product: bookings over what one is worth. */
pc_node pc_measure_deals(pc_ledger *ledger, size_t id, pc_span at);
/** A metric of what subscriptions bring. */
pc_node pc_measure_arr(pc_ledger *ledger, const pc_metric_info *metric, pc_span at);

#endif
