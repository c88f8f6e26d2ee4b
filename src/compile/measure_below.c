/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics of partners that are simulated one by one: docs/model/cohorts.md, "Metrics". */
#include "compile/measures.h"
#include "compile/people.h"

static pc_node over(pc_ledger *ledger, uint32_t series, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (int m = at.first; m <= at.last && !pc_dag_of(ledger)->arena->failed; m++)
        sum = pc_dag_add(pc_dag_of(ledger), sum, pc_people_sum(ledger, series, m));
    return sum;
}

static pc_node accrued(pc_ledger *ledger, const pc_kind *kind, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t k = 0; k < kind->n_components; k++)
        sum = pc_dag_add(pc_dag_of(ledger), sum, over(ledger, kind->components[k].accrued, at));
    return sum;
}

pc_node pc_measure_below(pc_ledger *ledger, const pc_metric_info *metric, pc_span at)
{
    const size_t n = pc_index_within(metric->index);
    const pc_people_ladder *ladder = &ledger->people->ladders[pc_index_ladder(metric->index)];
    switch (metric->family) {
    case PC_METRIC_TIER:
        return over(ledger, ladder->tiers + (uint32_t)n, at);
    case PC_METRIC_PROMOTIONS:
        return over(ledger, ladder->promotions, at);
    case PC_METRIC_DEMOTIONS:
        return over(ledger, ladder->demotions, at);
    case PC_METRIC_MIGRATION:
        return over(ledger, ladder->moves + (uint32_t)n, at);
    case PC_METRIC_MIGRATION_ENTRY:
        return over(ledger, ladder->entries + (uint32_t)n, at);
    case PC_METRIC_MIGRATION_EXIT:
        return over(ledger, ladder->exits + (uint32_t)n, at);
    case PC_METRIC_BOOKINGS_PARTNER:
        return over(ledger, pc_people_partner(ledger, metric->index)->sums.bookings, at);
    case PC_METRIC_DEALS_PARTNER:
        return over(ledger, pc_people_partner(ledger, metric->index)->sums.deals, at);
    default:
        return accrued(ledger, pc_people_partner(ledger, metric->index), at);
    }
}

/* Deals of a channel's partners. */
pc_node pc_measure_deals_below(pc_ledger *ledger, size_t channel_id, pc_span at)
{
    const pc_programme *programme = ledger->programme;
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; i < programme->n_cohorts; i++) {
        const pc_kind *kind = pc_people_cohort(ledger, i);
        if (kind && programme->cohorts[i].channel_id == channel_id)
            sum = pc_dag_add(pc_dag_of(ledger), sum, over(ledger, kind->sums.deals, at));
    }
    for (size_t i = 0; i < programme->n_partners; i++) {
        const pc_kind *kind = pc_people_partner(ledger, i);
        if (kind && programme->partners[i].channel_id == channel_id)
            sum = pc_dag_add(pc_dag_of(ledger), sum, over(ledger, kind->sums.deals, at));
    }
    return sum;
}
