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

/* ---- fees ---- */

/* Who enters the tier in a month: by joining in it, or by a rise that the review of the month
 * before decided. Whoever leaves in the month has risen at its opening, before. */
static pc_node entering(pc_ledger *ledger, const pc_people_ladder *ladder, size_t n_tiers,
                        size_t tier, int month)
{
    pc_dag *dag = pc_dag_of(ledger);
    pc_node sum = pc_people_sum(ledger, ladder->entries + (uint32_t)tier, month);
    for (size_t from = 0; from < tier && month > 0; from++)
        sum =
            pc_dag_add(dag, sum,
                       pc_people_sum(ledger, ladder->moves + (uint32_t)(from * n_tiers + tier),
                                     month - 1));
    return sum;
}

/* Each pays whole minor units; only what is expected counts parts of a partner. */
static pc_node fees_of(pc_ledger *ledger, size_t ladder, pc_span at)
{
    pc_dag *dag = pc_dag_of(ledger);
    const pc_ladder *of = &ledger->programme->ladders[ladder];
    pc_node sum = pc_zero(ledger);
    for (size_t t = 0; t < of->n_tiers; t++)
        for (int m = at.first; of->tiers[t].fee && m <= at.last && !dag->arena->failed; m++) {
            const pc_node fee = pc_dag_entry(dag, ledger->minor_units,
                                             pc_value_at(&ledger->values, of->tiers[t].fee, m));
            const pc_node n =
                entering(ledger, &ledger->people->ladders[ladder], of->n_tiers, t, m);
            sum = pc_dag_add(dag, sum,
                             pc_dag_op(dag, PC_TAPE_ROUND, pc_dag_mul(dag, n, fee), 0, 0));
        }
    return sum;
}

pc_node pc_measure_tier_fees(pc_ledger *ledger, pc_span at)
{
    pc_node sum = pc_zero(ledger);
    for (size_t i = 0; ledger->people && i < ledger->programme->n_ladders; i++)
        if (pc_ladder_has_fees(&ledger->programme->ladders[i]))
            sum = pc_dag_add(pc_dag_of(ledger), sum, fees_of(ledger, i, at));
    return sum;
}

pc_node pc_measure_below(pc_ledger *ledger, const pc_metric_info *metric, pc_span at)
{
    const size_t n = pc_index_within(metric->index);
    const pc_people_ladder *ladder = &ledger->people->ladders[pc_index_ladder(metric->index)];
    switch (metric->family) {
    case PC_METRIC_TIER_FEES:
        return pc_measure_tier_fees(ledger, at);
    case PC_METRIC_TIER_FEES_LADDER:
        return fees_of(ledger, pc_index_ladder(metric->index), at);
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
