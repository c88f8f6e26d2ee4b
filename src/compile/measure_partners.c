/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics of partners, minimums, leads, growth and claims: docs/model/partners.md. */
#include "compile/measures.h"
#include "compile/people.h"

typedef struct question {
    pc_ledger *ledger;
    const pc_period *period;
    size_t of; /* the metric's index */
} question;

static pc_dag *dag_of(const question *q)
{
    return &q->ledger->values.dag;
}

static pc_node zero(const question *q)
{
    return pc_dag_constant(dag_of(q), 0);
}

static pc_node sum_of(const question *q, const pc_ledger_flow *flow)
{
    if (dag_of(q)->arena->failed || !flow->entries) return zero(q);
    return pc_flow_between(dag_of(q), flow, q->period->first_month, q->period->last_month);
}

static pc_node ratio(const question *q, pc_node above, pc_node below)
{
    return pc_dag_op(dag_of(q), PC_TAPE_RATIO, above, below, 0);
}

/* A metric of the ledger itself, of this period or another. */
static pc_node measured(const question *q, pc_metric_family family, size_t index,
                        const pc_period *period)
{
    const pc_metric_info metric = { .family = family, .index = index };
    return pc_measure(q->ledger, &metric, period);
}

/* ---- cohorts ---- */

static bool is_of(const pc_cohort *cohort, size_t channel_id)
{
    return channel_id == PC_NONE || cohort->channel_id == channel_id;
}

typedef const pc_ledger_flow *cohort_flow(const pc_ledger_cohort *cohort);

static const pc_ledger_flow *recruited(const pc_ledger_cohort *cohort)
{
    return &cohort->recruited;
}
static const pc_ledger_flow *exited(const pc_ledger_cohort *cohort)
{
    return &cohort->exited;
}
static const pc_ledger_flow *cohort_leads(const pc_ledger_cohort *cohort)
{
    return &cohort->leads;
}
static const pc_ledger_flow *minimum(const pc_ledger_cohort *cohort)
{
    return &cohort->minimum;
}

/* A flow of the channel's cohorts (PC_NONE: of all). */
static pc_node over_cohorts(const question *q, cohort_flow *flow, size_t channel_id)
{
    pc_node sum = zero(q);
    for (size_t i = 0; i < q->ledger->programme->n_cohorts; i++)
        if (is_of(&q->ledger->programme->cohorts[i], channel_id))
            sum = pc_dag_add(dag_of(q), sum, sum_of(q, flow(&q->ledger->cohort[i])));
    return sum;
}

/* ---- named partners that are simulated: counted as a cohort of one ---- */

typedef uint32_t kind_series(const pc_kind *kind);

static uint32_t present_ones(const pc_kind *kind)
{
    return kind->sums.present;
}
static uint32_t active_ones(const pc_kind *kind)
{
    return kind->sums.active;
}
static uint32_t recruited_ones(const pc_kind *kind)
{
    return kind->sums.recruited;
}
static uint32_t exited_ones(const pc_kind *kind)
{
    return kind->sums.exited;
}

static bool works_in(const pc_partner *partner, size_t channel_id)
{
    return partner->conduct && (channel_id == PC_NONE || partner->channel_id == channel_id);
}

/* The months' sum of a series over the channel's named partners (PC_NONE: over all). */
static pc_node over_named(const question *q, kind_series *series, size_t channel_id, int first)
{
    pc_node sum = zero(q);
    for (size_t i = 0; i < q->ledger->programme->n_partners; i++)
        for (int m = first; m <= q->period->last_month; m++)
            if (works_in(&q->ledger->programme->partners[i], channel_id))
                sum = pc_dag_add(
                    dag_of(q), sum,
                    pc_people_sum(q->ledger, series(pc_people_partner(q->ledger, i)), m));
    return sum;
}

static pc_node coming_and_going(const question *q, cohort_flow *flow, kind_series *series)
{
    return pc_dag_add(dag_of(q), over_cohorts(q, flow, PC_NONE),
                      over_named(q, series, PC_NONE, q->period->first_month));
}

/* What cohorts that also have a stock schedule by `entry`. */
static pc_node scheduled(const question *q)
{
    pc_node sum = zero(q);
    for (size_t i = 0; i < q->ledger->programme->n_cohorts; i++) {
        const pc_cohort *cohort = &q->ledger->programme->cohorts[i];
        if (cohort->has_stock && cohort->has_entry)
            sum = pc_dag_add(dag_of(q), sum, sum_of(q, &q->ledger->cohort[i].scheduled));
    }
    return sum;
}

/* At the period's close. */
static pc_node partners(const question *q, size_t channel_id, bool active)
{
    const int month = q->period->last_month;
    pc_node sum = over_named(q, active ? active_ones : present_ones, channel_id, month);
    for (size_t i = 0; i < q->ledger->programme->n_cohorts; i++) {
        const pc_ledger_cohort *cohort = &q->ledger->cohort[i];
        if (is_of(&q->ledger->programme->cohorts[i], channel_id) && cohort->close)
            sum = pc_dag_add(dag_of(q), sum,
                             active ? cohort->active.entries[month] : cohort->close[month]);
    }
    return sum;
}

static bool has_partners(const question *q, size_t channel_id)
{
    for (size_t i = 0; i < q->ledger->programme->n_cohorts; i++)
        if (q->ledger->programme->cohorts[i].channel_id == channel_id) return true;
    for (size_t i = 0; i < q->ledger->programme->n_partners; i++)
        if (works_in(&q->ledger->programme->partners[i], channel_id)) return true;
    return false;
}

/* Revenue of the channels whose partners are counted, by the partners there are at the close.
 */
static pc_node per_partner(const question *q, bool active)
{
    pc_node sum = zero(q);
    for (size_t i = 0; i < q->ledger->programme->n_channels; i++)
        if (has_partners(q, i))
            sum = pc_dag_add(dag_of(q), sum,
                             measured(q, PC_METRIC_REVENUE_CHANNEL, i, q->period));
    return ratio(q, sum, partners(q, PC_NONE, active));
}

/* ---- minimums ---- */

static pc_node shortfall_of(const question *q, size_t channel_id)
{
    pc_dag *dag = dag_of(q);
    pc_node sum = zero(q);
    for (int m = q->period->first_month; m <= q->period->last_month; m++) {
        if (m % 12 != 11) continue;
        const pc_period year = { .first_month = m - 11, .last_month = m };
        const question of_year = { .ledger = q->ledger, .period = &year };
        const pc_node missing =
            pc_dag_sub(dag, over_cohorts(&of_year, minimum, channel_id),
                       measured(q, PC_METRIC_REVENUE_CHANNEL, channel_id, &year));
        sum = pc_dag_add(dag, sum, pc_dag_op(dag, PC_TAPE_MAX, zero(q), missing, 0));
    }
    return sum;
}

static bool has_minimum(const question *q, size_t channel_id)
{
    for (size_t i = 0; i < q->ledger->programme->n_cohorts; i++)
        if (q->ledger->programme->cohorts[i].channel_id == channel_id &&
            q->ledger->programme->cohorts[i].minimum)
            return true;
    return false;
}

static pc_node shortfall(const question *q, size_t channel_id)
{
    pc_node sum = zero(q);
    for (size_t i = 0; i < q->ledger->programme->n_channels; i++)
        if (channel_id == PC_NONE ? has_minimum(q, i) : i == channel_id)
            sum = pc_dag_add(dag_of(q), sum, shortfall_of(q, i));
    return sum;
}

/* ---- leads ---- */

static pc_node leads_of_lines(const question *q)
{
    pc_node sum = zero(q);
    for (size_t i = 0; i < q->ledger->programme->n_budget; i++)
        sum = pc_dag_add(dag_of(q), sum, sum_of(q, &q->ledger->lead[i]));
    return sum;
}

/* Of partners that are counted and of those that are simulated. */
static pc_node leads_of_channel(const question *q, size_t channel_id)
{
    const pc_span at = { q->period->first_month, q->period->last_month };
    return pc_dag_add(dag_of(q), over_cohorts(q, cohort_leads, channel_id),
                      pc_measure_leads_below(q->ledger, channel_id, at));
}

/* What the lines with leads cost. */
static pc_node cost_of_leads(const question *q)
{
    pc_node sum = zero(q);
    for (size_t i = 0; i < q->ledger->programme->n_budget; i++)
        if (q->ledger->programme->budget[i].has_leads)
            sum = pc_dag_add(dag_of(q), sum, sum_of(q, &q->ledger->budget[i]));
    return sum;
}

/* ---- growth ---- */

/* Against the period of the same length just before; undefined where one of them is cut short.
 */
static pc_node growth(const question *q, pc_metric_family of, bool quarterly)
{
    static const int lengths[] = { [PC_PERIOD_MONTH] = 1,
                                   [PC_PERIOD_QUARTER] = 3,
                                   [PC_PERIOD_YEAR] = 12,
                                   [PC_PERIOD_FISCAL_YEAR] = 12 };
    pc_dag *dag = dag_of(q);
    const pc_period *now = q->period;
    const int length = now->kind == PC_PERIOD_RANGE ? 12 * (now->last_number - now->number + 1)
                                                    : lengths[now->kind];
    const pc_period then = { .first_month = now->first_month - length,
                             .last_month = now->first_month - 1 };
    if (now->last_month - now->first_month + 1 < length || then.first_month < 0)
        return ratio(q, zero(q), zero(q));
    const pc_node after = measured(q, of, q->of, now), before = measured(q, of, q->of, &then);
    if (!quarterly) return ratio(q, pc_dag_sub(dag, after, before), before);
    const pc_node factor = pc_dag_op(dag, PC_TAPE_POW, ratio(q, after, before),
                                     pc_dag_constant(dag, 3.0 / length), 0);
    return pc_dag_sub(dag, factor, pc_dag_constant(dag, 1));
}

/* ---- claims ---- */

typedef enum claim_kind { CLAIM_TARGET, CLAIM_MINIMUM, CLAIM_INVESTMENT } claim_kind;

static const pc_ledger_flow *claim_flow(const pc_ledger_claim *claim, claim_kind kind)
{
    return kind == CLAIM_TARGET    ? &claim->target
           : kind == CLAIM_MINIMUM ? &claim->minimum
                                   : &claim->investment;
}

/* Of the named partners of a channel (PC_NONE: of all). */
static pc_node claims(const question *q, claim_kind kind, size_t channel_id)
{
    pc_node sum = zero(q);
    for (size_t i = 0; i < q->ledger->programme->n_partners; i++)
        if (channel_id == PC_NONE || q->ledger->programme->partners[i].channel_id == channel_id)
            sum = pc_dag_add(dag_of(q), sum, sum_of(q, claim_flow(&q->ledger->claim[i], kind)));
    return sum;
}

static pc_node claims_of_credit(const question *q, pc_credit credit)
{
    pc_node sum = zero(q);
    for (size_t i = 0; i < q->ledger->programme->n_partners; i++) {
        const pc_partner *partner = &q->ledger->programme->partners[i];
        if (partner->has_target && !partner->any_credit && partner->credit == credit)
            sum = pc_dag_add(dag_of(q), sum, sum_of(q, &q->ledger->claim[i].target));
    }
    return sum;
}

/* Revenue of the channels whose partners are claimed to bring something. */
static pc_node claimed_channels(const question *q)
{
    const pc_programme *programme = q->ledger->programme;
    pc_node sum = zero(q);
    for (size_t c = 0; c < programme->n_channels; c++)
        for (size_t i = 0; i < programme->n_partners; i++) {
            if (programme->partners[i].channel_id != c || !programme->partners[i].has_target)
                continue;
            sum = pc_dag_add(dag_of(q), sum,
                             measured(q, PC_METRIC_REVENUE_CHANNEL, c, q->period));
            break;
        }
    return sum;
}

/* ---- the catalogue ---- */

static pc_node of_claims(const question *q, pc_metric_family family)
{
    switch (family) {
    case PC_METRIC_CLAIM_TOTAL:
        return claims(q, CLAIM_TARGET, PC_NONE);
    case PC_METRIC_CLAIM_CHANNEL:
        return claims(q, CLAIM_TARGET, q->of);
    case PC_METRIC_CLAIM_CREDIT:
        return claims_of_credit(q, (pc_credit)q->of);
    case PC_METRIC_COVERAGE_TOTAL:
        return ratio(q, claimed_channels(q), claims(q, CLAIM_TARGET, PC_NONE));
    case PC_METRIC_COVERAGE_CHANNEL:
        return ratio(q, measured(q, PC_METRIC_REVENUE_CHANNEL, q->of, q->period),
                     claims(q, CLAIM_TARGET, q->of));
    case PC_METRIC_COVERAGE_CREDIT:
        return ratio(q, measured(q, PC_METRIC_REVENUE_CREDIT, q->of, q->period),
                     claims_of_credit(q, (pc_credit)q->of));
    case PC_METRIC_CLAIM_MINIMUM_TOTAL:
        return claims(q, CLAIM_MINIMUM, PC_NONE);
    case PC_METRIC_CLAIM_MINIMUM_CHANNEL:
        return claims(q, CLAIM_MINIMUM, q->of);
    case PC_METRIC_INVESTMENT_TOTAL:
        return claims(q, CLAIM_INVESTMENT, PC_NONE);
    case PC_METRIC_INVESTMENT_CHANNEL:
        return claims(q, CLAIM_INVESTMENT, q->of);
    default:
        return zero(q);
    }
}

static pc_node of_leads_and_growth(const question *q, pc_metric_family family)
{
    switch (family) {
    case PC_METRIC_LEADS_TOTAL:
        return pc_dag_add(dag_of(q), leads_of_lines(q), leads_of_channel(q, PC_NONE));
    case PC_METRIC_LEADS_LINE:
        return sum_of(q, &q->ledger->lead[q->of]);
    case PC_METRIC_LEADS_CHANNEL:
        return leads_of_channel(q, q->of);
    case PC_METRIC_COST_LEADS:
        return cost_of_leads(q);
    case PC_METRIC_COST_PER_LEAD:
        return ratio(q, cost_of_leads(q), leads_of_lines(q));
    case PC_METRIC_COST_PER_LEAD_LINE:
        return ratio(q, sum_of(q, &q->ledger->budget[q->of]),
                     sum_of(q, &q->ledger->lead[q->of]));
    case PC_METRIC_GROWTH_TOTAL:
        return growth(q, PC_METRIC_REVENUE_TOTAL, false);
    case PC_METRIC_GROWTH_SET:
        return growth(q, PC_METRIC_REVENUE_SET, false);
    case PC_METRIC_GROWTH_QUARTERLY_TOTAL:
        return growth(q, PC_METRIC_REVENUE_TOTAL, true);
    case PC_METRIC_GROWTH_QUARTERLY_SET:
        return growth(q, PC_METRIC_REVENUE_SET, true);
    default:
        return of_claims(q, family);
    }
}

pc_node pc_measure_partners(pc_ledger *ledger, const pc_metric_info *metric,
                            const pc_period *period)
{
    const question q = { .ledger = ledger, .period = period, .of = metric->index };
    if (ledger->values.dag.arena->failed) return 0;
    switch (metric->family) {
    case PC_METRIC_PARTNERS_TOTAL:
        return partners(&q, PC_NONE, false);
    case PC_METRIC_PARTNERS_CHANNEL:
        return partners(&q, q.of, false);
    case PC_METRIC_PARTNERS_ACTIVE:
        return partners(&q, PC_NONE, true);
    case PC_METRIC_PARTNERS_RECRUITED:
        return coming_and_going(&q, recruited, recruited_ones);
    case PC_METRIC_PARTNERS_EXITED:
        return coming_and_going(&q, exited, exited_ones);
    case PC_METRIC_PARTNERS_SCHEDULED:
        return scheduled(&q);
    case PC_METRIC_REVENUE_PER_PARTNER:
        return per_partner(&q, false);
    case PC_METRIC_REVENUE_PER_ACTIVE:
        return per_partner(&q, true);
    case PC_METRIC_REVENUE_PER_PARTNER_CHANNEL:
        return ratio(&q, measured(&q, PC_METRIC_REVENUE_CHANNEL, q.of, period),
                     partners(&q, q.of, false));
    case PC_METRIC_MINIMUM_TOTAL:
        return over_cohorts(&q, minimum, PC_NONE);
    case PC_METRIC_MINIMUM_CHANNEL:
        return over_cohorts(&q, minimum, q.of);
    case PC_METRIC_SHORTFALL_TOTAL:
        return shortfall(&q, PC_NONE);
    case PC_METRIC_SHORTFALL_CHANNEL:
        return shortfall(&q, q.of);
    default:
        return of_leads_and_growth(&q, metric->family);
    }
}
