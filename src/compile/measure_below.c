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
    case PC_METRIC_LEADS_PARTNER:
        return over(ledger, pc_people_partner(ledger, metric->index)->sums.leads, at);
    case PC_METRIC_DEALS_PARTNER:
        return over(ledger, pc_people_partner(ledger, metric->index)->sums.deals, at);
    default:
        return accrued(ledger, pc_people_partner(ledger, metric->index), at);
    }
}

/* One series of each kind of the channel (PC_NONE: of all). */
typedef uint32_t kind_series(const pc_kind *kind);

static uint32_t deals(const pc_kind *kind)
{
    return kind->sums.deals;
}
static uint32_t leads(const pc_kind *kind)
{
    return kind->leads ? kind->sums.leads : PC_NO_SERIES;
}

static pc_node over_kinds(pc_ledger *ledger, kind_series *of, size_t channel_id, pc_span at)
{
    const pc_people *people = ledger->people;
    pc_node sum = pc_zero(ledger);
    for (size_t k = 0; people && k < people->population.n_kinds; k++) {
        const uint32_t series = of(&people->kinds[k]);
        const bool is_of = channel_id == PC_NONE || people->channel_of[k] == channel_id;
        if (is_of && series != PC_NO_SERIES)
            sum = pc_dag_add(pc_dag_of(ledger), sum, over(ledger, series, at));
    }
    return sum;
}

pc_node pc_measure_deals_below(pc_ledger *ledger, size_t channel_id, pc_span at)
{
    return over_kinds(ledger, deals, channel_id, at);
}

pc_node pc_measure_leads_below(pc_ledger *ledger, size_t channel_id, pc_span at)
{
    return over_kinds(ledger, leads, channel_id, at);
}
