/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics from the ledger: docs/model/topdown.md, "Metrics", and docs/model/arr.md. */
#include "compile/measures.h"

#include <assert.h>

pc_node pc_span_plus(pc_ledger *ledger, pc_node sum, const pc_ledger_flow *flow, pc_span at)
{
    if (pc_dag_of(ledger)->arena->failed) return 0;
    return pc_dag_add(pc_dag_of(ledger), sum,
                      pc_flow_between(pc_dag_of(ledger), flow, at.first, at.last));
}

int pc_piece_end(pc_each grain, int month, int last)
{
    int end = last;
    if (grain == PC_EACH_YEAR) end = month / 12 * 12 + 11;
    if (grain == PC_EACH_QUARTER) end = month / 3 * 3 + 2;
    if (grain == PC_EACH_MONTH) end = month;
    return end < last ? end : last;
}

/* The months that speak for a period: all of them, the last one, or all up to it. */
static pc_span span_of(pc_metric_kind kind, const pc_period *period)
{
    const int last = period->last_month;
    if (kind == PC_METRIC_STOCK || kind == PC_METRIC_TRAILING) return (pc_span) { last, last };
    return (pc_span) { kind == PC_METRIC_CUMULATIVE ? 0 : period->first_month, last };
}

pc_node pc_measure(pc_ledger *ledger, const pc_metric_info *metric, const pc_period *period)
{
    const pc_span at = span_of(metric->kind, period);
    switch (metric->family) {
    case PC_METRIC_REVENUE_TOTAL:
    case PC_METRIC_REVENUE_CHANNEL:
    case PC_METRIC_REVENUE_SET:
    case PC_METRIC_REVENUE_CREDIT:
    case PC_METRIC_REVENUE_ROUTE:
    case PC_METRIC_REVENUE_ATTRIBUTED:
    case PC_METRIC_CANNIBALISED:
    case PC_METRIC_SHARE_CHANNEL:
    case PC_METRIC_SHARE_SET:
    case PC_METRIC_SHARE_CREDIT:
        return pc_measure_revenue(ledger, metric, at);
    case PC_METRIC_COST_TOTAL:
    case PC_METRIC_COST_BUDGET:
    case PC_METRIC_COST_BUDGET_LINE:
    case PC_METRIC_COST_FEE:
    case PC_METRIC_COST_COMMISSION:
    case PC_METRIC_COMMISSION_ACCRUED:
    case PC_METRIC_COMMISSION_ACCRUED_PLAN:
    case PC_METRIC_COMMISSION_RATE:
    case PC_METRIC_COMMISSION_RATE_PLAN:
    case PC_METRIC_COMMISSION_PAID:
    case PC_METRIC_COMMISSION_PAID_PLAN:
    case PC_METRIC_COMMISSION_PAYABLE:
    case PC_METRIC_COMMISSION_PAYABLE_PLAN:
    case PC_METRIC_COMMISSION_PAYABLE_PARTNER:
    case PC_METRIC_COMMISSION_PAID_PARTNER:
    case PC_METRIC_COMMISSION_FORFEITED:
    case PC_METRIC_COMMISSION_FORFEITED_PLAN:
    case PC_METRIC_COMMISSION_FORFEITED_PARTNER:
        return pc_measure_cost(ledger, metric, at);
    case PC_METRIC_ROI:
    case PC_METRIC_ROI_ATTRIBUTED:
    case PC_METRIC_ROI_COSTS:
    case PC_METRIC_CAC_PARTNER:
    case PC_METRIC_PAYBACK:
        return pc_measure_return(ledger, metric, at);
    case PC_METRIC_BOOKINGS:
    case PC_METRIC_DEALS:
    case PC_METRIC_CUSTOMERS:
    case PC_METRIC_CUSTOMERS_LOST:
    case PC_METRIC_ARR:
    case PC_METRIC_ARR_NEW:
    case PC_METRIC_ARR_EXPANSION:
    case PC_METRIC_ARR_CONTRACTION:
    case PC_METRIC_ARR_CHURN:
    case PC_METRIC_ARR_NRR:
    case PC_METRIC_ARR_GRR:
    case PC_METRIC_REVENUE_RECOGNISED:
        return pc_measure_arr(ledger, metric, at);
    case PC_METRIC_TIER:
    case PC_METRIC_PROMOTIONS:
    case PC_METRIC_DEMOTIONS:
    case PC_METRIC_MIGRATION:
    case PC_METRIC_MIGRATION_ENTRY:
    case PC_METRIC_MIGRATION_EXIT:
    case PC_METRIC_BOOKINGS_PARTNER:
    case PC_METRIC_DEALS_PARTNER:
    case PC_METRIC_LEADS_PARTNER:
    case PC_METRIC_COMMISSION_ACCRUED_PARTNER:
    case PC_METRIC_TIER_FEES:
    case PC_METRIC_TIER_FEES_LADDER:
        return pc_measure_below(ledger, metric, at);
    case PC_METRIC_GAP:
        return pc_zero(ledger);
    case PC_METRIC_PARTNERS_TOTAL:
    case PC_METRIC_PARTNERS_CHANNEL:
    case PC_METRIC_PARTNERS_ACTIVE:
    case PC_METRIC_PARTNERS_RECRUITED:
    case PC_METRIC_PARTNERS_EXITED:
    case PC_METRIC_PARTNERS_SCHEDULED:
    case PC_METRIC_REVENUE_PER_PARTNER:
    case PC_METRIC_REVENUE_PER_PARTNER_CHANNEL:
    case PC_METRIC_REVENUE_PER_ACTIVE:
    case PC_METRIC_MINIMUM_TOTAL:
    case PC_METRIC_MINIMUM_CHANNEL:
    case PC_METRIC_SHORTFALL_TOTAL:
    case PC_METRIC_SHORTFALL_CHANNEL:
    case PC_METRIC_LEADS_TOTAL:
    case PC_METRIC_LEADS_LINE:
    case PC_METRIC_LEADS_CHANNEL:
    case PC_METRIC_COST_LEADS:
    case PC_METRIC_COST_PER_LEAD:
    case PC_METRIC_COST_PER_LEAD_LINE:
    case PC_METRIC_GROWTH_TOTAL:
    case PC_METRIC_GROWTH_SET:
    case PC_METRIC_GROWTH_QUARTERLY_TOTAL:
    case PC_METRIC_GROWTH_QUARTERLY_SET:
    case PC_METRIC_CLAIM_TOTAL:
    case PC_METRIC_CLAIM_CHANNEL:
    case PC_METRIC_CLAIM_CREDIT:
    case PC_METRIC_COVERAGE_TOTAL:
    case PC_METRIC_COVERAGE_CHANNEL:
    case PC_METRIC_COVERAGE_CREDIT:
    case PC_METRIC_CLAIM_MINIMUM_TOTAL:
    case PC_METRIC_CLAIM_MINIMUM_CHANNEL:
    case PC_METRIC_INVESTMENT_TOTAL:
    case PC_METRIC_INVESTMENT_CHANNEL:
        return pc_measure_partners(ledger, metric, period);
    }
    assert(false && "a family of metrics");
    return pc_zero(ledger);
}
