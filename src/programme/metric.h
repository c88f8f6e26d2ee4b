/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_METRIC_H
#define PC_PROGRAMME_METRIC_H

#include "base/arena.h"
#include "programme/programme.h"

/** What a programme can be asked for. */
typedef enum pc_metric_kind {
    PC_METRIC_FLOW,     /* sums over the period */
    PC_METRIC_RATIO,    /* ratio of the period's sums */
    PC_METRIC_NEVER,    /* a month of the whole horizon, or never; period `all` only */
    PC_METRIC_STOCK,    /* at the close of the period's last month */
    PC_METRIC_TRAILING, /* over the 12 months to the period's end; undefined before month 12 */
    PC_METRIC_CUMULATIVE, /* from month 1 to the period's end */
} pc_metric_kind;

/** Which computation a metric is; `index` says of what. */
typedef enum pc_metric_family {
    PC_METRIC_REVENUE_TOTAL,
    PC_METRIC_REVENUE_CHANNEL, /* index: channel */
    PC_METRIC_REVENUE_SET,     /* set */
    PC_METRIC_REVENUE_CREDIT,  /* pc_credit */
    PC_METRIC_REVENUE_ROUTE,   /* pc_route */
    PC_METRIC_REVENUE_ATTRIBUTED,
    PC_METRIC_CANNIBALISED,  /* by a channel, PC_NONE: by all */
    PC_METRIC_SHARE_CHANNEL, /* channel */
    PC_METRIC_SHARE_SET,     /* set */
    PC_METRIC_SHARE_CREDIT,  /* pc_credit */
    PC_METRIC_COST_TOTAL,
    PC_METRIC_COST_BUDGET,
    PC_METRIC_COST_BUDGET_LINE, /* budget line */
    PC_METRIC_COST_COMMISSION,
    PC_METRIC_COST_FEE,
    PC_METRIC_COMMISSION_ACCRUED,
    PC_METRIC_COMMISSION_ACCRUED_PLAN, /* commission */
    PC_METRIC_COMMISSION_RATE,
    PC_METRIC_COMMISSION_RATE_PLAN, /* commission */
    PC_METRIC_ROI,                  /* pc_roi_kind */
    PC_METRIC_ROI_ATTRIBUTED,       /* pc_roi_kind */
    PC_METRIC_ROI_COSTS,            /* pc_roi_kind */
    PC_METRIC_PAYBACK,
    PC_METRIC_COMMISSION_FORFEITED,
    PC_METRIC_COMMISSION_FORFEITED_PLAN,    /* commission */
    PC_METRIC_COMMISSION_FORFEITED_PARTNER, /* partner */
    PC_METRIC_COMMISSION_PAID_PARTNER,      /* partner */
    PC_METRIC_COMMISSION_PAYABLE_PARTNER,   /* partner */
    PC_METRIC_COMMISSION_PAID,
    PC_METRIC_COMMISSION_PAID_PLAN, /* commission */
    PC_METRIC_COMMISSION_PAYABLE,
    PC_METRIC_COMMISSION_PAYABLE_PLAN, /* commission */
    PC_METRIC_CAC_PARTNER,
    PC_METRIC_PARTNERS_TOTAL,
    PC_METRIC_PARTNERS_CHANNEL, /* channel */
    PC_METRIC_PARTNERS_ACTIVE,
    PC_METRIC_PARTNERS_RECRUITED,
    PC_METRIC_PARTNERS_EXITED,
    PC_METRIC_PARTNERS_SCHEDULED,
    PC_METRIC_REVENUE_PER_PARTNER,
    PC_METRIC_REVENUE_PER_PARTNER_CHANNEL, /* channel */
    PC_METRIC_REVENUE_PER_ACTIVE,
    PC_METRIC_MINIMUM_TOTAL,
    PC_METRIC_MINIMUM_CHANNEL, /* channel */
    PC_METRIC_SHORTFALL_TOTAL,
    PC_METRIC_SHORTFALL_CHANNEL, /* channel */
    PC_METRIC_LEADS_TOTAL,
    PC_METRIC_LEADS_LINE,    /* budget line */
    PC_METRIC_LEADS_CHANNEL, /* channel */
    PC_METRIC_COST_LEADS,
    PC_METRIC_COST_PER_LEAD,
    PC_METRIC_COST_PER_LEAD_LINE, /* budget line */
    PC_METRIC_GROWTH_TOTAL,
    PC_METRIC_GROWTH_SET, /* set */
    PC_METRIC_GROWTH_QUARTERLY_TOTAL,
    PC_METRIC_GROWTH_QUARTERLY_SET, /* set */
    PC_METRIC_CLAIM_TOTAL,
    PC_METRIC_CLAIM_CHANNEL, /* channel */
    PC_METRIC_CLAIM_CREDIT,  /* pc_credit */
    PC_METRIC_COVERAGE_TOTAL,
    PC_METRIC_COVERAGE_CHANNEL, /* channel */
    PC_METRIC_COVERAGE_CREDIT,  /* pc_credit */
    PC_METRIC_CLAIM_MINIMUM_TOTAL,
    PC_METRIC_CLAIM_MINIMUM_CHANNEL, /* channel */
    PC_METRIC_INVESTMENT_TOTAL,
    PC_METRIC_INVESTMENT_CHANNEL, /* channel */
    /* Of subscriptions; each of all channels that have a product, of one, and of a set's:
       `scope` */
    PC_METRIC_BOOKINGS,
    PC_METRIC_DEALS,
    PC_METRIC_CUSTOMERS,
    PC_METRIC_CUSTOMERS_LOST,
    PC_METRIC_ARR,
    PC_METRIC_ARR_NEW,
    PC_METRIC_ARR_EXPANSION,
    PC_METRIC_ARR_CONTRACTION,
    PC_METRIC_ARR_CHURN,
    PC_METRIC_ARR_NRR,
    PC_METRIC_ARR_GRR,
    PC_METRIC_REVENUE_RECOGNISED,
    /* Of partners that are simulated one by one */
    PC_METRIC_TIER,       /* pc_ladder_index(ladder, tier) */
    PC_METRIC_PROMOTIONS, /* pc_ladder_index(ladder, 0) */
    PC_METRIC_DEMOTIONS,
    PC_METRIC_MIGRATION,       /* pc_ladder_index(ladder, from n_tiers + to) */
    PC_METRIC_MIGRATION_ENTRY, /* pc_ladder_index(ladder, tier) */
    PC_METRIC_MIGRATION_EXIT,
    PC_METRIC_BOOKINGS_PARTNER, /* named partner */
    PC_METRIC_DEALS_PARTNER,
    PC_METRIC_LEADS_PARTNER,
    PC_METRIC_COMMISSION_ACCRUED_PARTNER,
    PC_METRIC_TIER_FEES,
    PC_METRIC_TIER_FEES_LADDER, /* pc_ladder_index(ladder, 0) */
    PC_METRIC_GAP,              /* index: metric in the catalogue that is stated */
} pc_metric_family;

/** What a metric that exists for all, for one channel and for a set is of. */
typedef enum pc_metric_scope { PC_SCOPE_TOTAL, PC_SCOPE_CHANNEL, PC_SCOPE_SET } pc_metric_scope;

typedef struct pc_metric_info {
    const char *id;   /* "revenue.channel.direct" */
    const char *unit; /* "currency" "fraction" "multiple" "count" "months" */
    pc_metric_kind kind;
    pc_metric_family family;
    size_t index;
    pc_metric_scope scope; /* of families that have one; index is the channel or the set */
} pc_metric_info;

/** Whether the metric is of what is sold, which channels of partners have without a product,
 *  too. */
static inline bool pc_metric_is_sale(pc_metric_family family)
{
    return family == PC_METRIC_BOOKINGS || family == PC_METRIC_DEALS;
}

/** A ladder and something of it, as one index. */
static inline size_t pc_ladder_index(size_t ladder, size_t within)
{
    return ladder << 16 | within;
}
static inline size_t pc_index_ladder(size_t index)
{
    return index >> 16;
}
static inline size_t pc_index_within(size_t index)
{
    return index & 0xffff;
}

/**
 * Every metric this programme has, sorted by id (bytes). Only what can be computed: no
 * commission.* without a commission plan in use, no roi.margin, roi.incremental and payback
 * without a gross margin, routes in use only. Gaps of stated metrics are included.
 * @return how many; 0 without memory
 */
size_t pc_metric_catalogue(pc_arena *arena, const pc_programme *programme,
                           const pc_metric_info **out);

/** The metric of that id in a catalogue, or NULL. */
const pc_metric_info *pc_metric_find(const pc_metric_info *catalogue, size_t n, const char *id);

#endif
