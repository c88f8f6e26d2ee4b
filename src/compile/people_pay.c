/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kind of partners is paid: docs/model/commission.md */
#include "compile/people_build.h"

/* The parts of a sale that carry the component's credit, month by month; none where it is all
 * of it. */
static void take_credit(builder *b, pc_pop_component *out,
                        const pc_expr *const credit[PC_N_CREDITS])
{
    pc_dag *dag = dag_of(b);
    const bool any = out->terms->any_credit,
               sourced = any || out->terms->credit == PC_CREDIT_SOURCED,
               influenced = any || out->terms->credit == PC_CREDIT_INFLUENCED;
    uint32_t *first = new_levels(b), *others = new_levels(b);
    bool all = true;
    for (int m = 0; m < b->ledger->n_months && first && others && !dag->arena->failed; m++) {
        const pc_node s = pc_value_at(&b->ledger->values, credit[PC_CREDIT_SOURCED], m);
        const pc_node i = pc_value_at(&b->ledger->values, credit[PC_CREDIT_INFLUENCED], m);
        const pc_node rest = pc_dag_complement(dag, s);
        const pc_node left = pc_dag_op(dag, PC_TAPE_MIN, i, rest, 0);
        all &= (sourced && pc_dag_is_number(dag, s, 1)) ||
               (influenced && pc_dag_is_number(dag, left, 1));
        first[m] = pc_people_param(b, left, PC_PARAM_MILLIONTHS);
        others[m] = pc_people_param(b, rest, PC_PARAM_MILLIONTHS);
    }
    if (influenced && !all) out->influenced = first;
    if (sourced && !all) out->others = others;
}

static const pc_levels *rates_of(builder *b, const pc_component *component, size_t ladder_id,
                                 size_t *n)
{
    const pc_commission_schedule *schedule = &component->schedule;
    const pc_ladder *ladder =
        ladder_id == PC_NONE ? NULL : &b->ledger->programme->ladders[ladder_id];
    const bool by_tier = schedule->kind == PC_SCHEDULE_BY_TIER && ladder;
    *n = by_tier ? ladder->n_tiers : 1;
    pc_levels *rates = PC_NEW_ARRAY(b->keep, pc_levels, *n);
    for (size_t t = 0; t < *n && rates; t++) {
        const pc_tier_rate *tier =
            by_tier ? pc_schedule_tier(schedule, ladder->tiers[t].id) : NULL;
        const pc_expr *rate = by_tier ? (tier ? tier->rate : NULL) : schedule->rate;
        rates[t] = rate ? levels_of(b, rate, PC_PARAM_MILLIONTHS)
                        : constant_levels(b, 0, PC_PARAM_MILLIONTHS);
    }
    return rates;
}

void pc_people_pay(builder *b, pc_kind *kind, size_t commission_id,
                   const pc_expr *const credit[PC_N_CREDITS])
{
    if (commission_id == PC_NONE) return;
    const pc_commission *plan = &b->ledger->programme->commissions[commission_id];
    pc_pop_component *list = PC_NEW_ARRAY(b->keep, pc_pop_component, plan->n_components);
    for (size_t i = 0; i < plan->n_components && list; i++) {
        list[i] =
            (pc_pop_component) { .terms = &plan->components[i], .accrued = new_series(b, 1) };
        take_credit(b, &list[i], credit);
        list[i].rates = rates_of(b, &plan->components[i], kind->ladder, &list[i].n_rates);
    }
    kind->components = list;
    kind->n_components = list ? plan->n_components : 0;
}
