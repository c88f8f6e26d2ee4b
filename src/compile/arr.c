/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ARR of channels with a product, docs/model/arr.md. In each month the pool that is due
 * renews: churn = R(due c), then on what stays: contraction = R(stays k), expansion = R(stays
 * e), and last uplift = R((stays - contraction + expansion) u), counted as expansion. Then the
 * month's sales enter the pool.
 */
#include "compile/arr.h"

#include "compile/measures.h"

typedef struct roll {
    pc_ledger *ledger;
    const pc_product *product;
    pc_node *churn, *contraction, *expansion;
} roll;

static pc_dag *dag_of(const roll *r)
{
    return &r->ledger->values.dag;
}

/* amount times the month's rate, rounded; nothing of nothing. */
static pc_node part(const roll *r, pc_node amount, const pc_expr *rate, int month)
{
    if (!rate || pc_dag_is_number(dag_of(r), amount, 0)) return pc_dag_constant(dag_of(r), 0);
    return pc_dag_entry(dag_of(r), amount, pc_value_at(&r->ledger->values, rate, month));
}

/* What is left of the pool that is due in the month. */
static pc_node renew(roll *r, pc_node due, int month)
{
    pc_dag *dag = dag_of(r);
    const pc_product *product = r->product;
    r->churn[month] = part(r, due, product->churn, month);
    const pc_node stays = pc_dag_sub(dag, due, r->churn[month]);
    r->contraction[month] = part(r, stays, product->contraction, month);
    const pc_node grown = part(r, stays, product->expansion, month);
    const pc_node priced =
        pc_dag_add(dag, pc_dag_sub(dag, stays, r->contraction[month]), grown);
    const pc_node uplift = part(r, priced, product->uplift, month);
    r->expansion[month] = pc_dag_add(dag, grown, uplift);
    return pc_dag_add(dag, priced, uplift);
}

pc_node pc_arr_retained(pc_ledger *ledger, const pc_product *product, int month, bool gross)
{
    pc_values *values = &ledger->values;
    pc_dag *dag = &values->dag;
    const pc_node stays = pc_dag_complement(dag, pc_value_at(values, product->churn, month));
    pc_node kept = pc_dag_complement(dag, pc_value_at(values, product->contraction, month));
    if (gross) return pc_dag_mul(dag, stays, kept);
    kept = pc_dag_add(dag, kept, pc_value_at(values, product->expansion, month));
    const pc_node price =
        pc_dag_add(dag, pc_dag_constant(dag, 1), pc_value_at(values, product->uplift, month));
    return pc_dag_mul(dag, pc_dag_mul(dag, stays, kept), price);
}

/* An array of nodes from `first` (0 or below) to the last month. */
static pc_node *months(const roll *r, int first)
{
    pc_node *nodes =
        PC_NEW_ARRAY(dag_of(r)->arena, pc_node, (size_t)(r->ledger->n_months - first));
    return nodes ? nodes - first : NULL;
}

/* `start` is due in the first months; sales (or NULL) enter in theirs. */
static pc_arr_book roll_forward(roll *r, const pc_node *start, const pc_ledger_flow *sales)
{
    pc_dag *dag = dag_of(r);
    const int term = r->product->term_months;
    pc_node *pool = months(r, -term), *close = months(r, -1);
    r->churn = months(r, 0);
    r->contraction = months(r, 0);
    r->expansion = months(r, 0);
    if (dag->arena->failed) return (pc_arr_book) { 0 };
    close[-1] = pc_dag_constant(dag, 0);
    for (int m = 0; m < term; m++) {
        pool[m - term] = start[m];
        close[-1] = pc_dag_add(dag, close[-1], start[m]);
    }
    for (int m = 0; m < r->ledger->n_months && !dag->arena->failed; m++) {
        const pc_node due = pool[m - term];
        pool[m] = renew(r, due, m);
        if (sales) pool[m] = pc_dag_add(dag, pool[m], pc_flow_between(dag, sales, m, m));
        close[m] = pc_dag_add(dag, pc_dag_sub(dag, close[m - 1], due), pool[m]);
    }
    return (pc_arr_book) { pool, r->churn, r->contraction, r->expansion, close };
}

/* ---- what is there at the start ---- */

/* The opening ARR by the month in which it is due, by cumulative difference. */
static pc_node *opening_pools(const roll *r, const pc_opening *opening, pc_node amount)
{
    const int term = r->product->term_months;
    pc_node *start = PC_NEW_ARRAY(dag_of(r)->arena, pc_node, (size_t)term);
    pc_node before = pc_dag_constant(dag_of(r), 0);
    for (int m = 0; m < term && start && !dag_of(r)->arena->failed; m++) {
        const pc_node until = pc_flow_until(dag_of(r), amount, opening->renewals, term, m + 1);
        start[m] = pc_dag_sub(dag_of(r), until, before);
        before = until;
    }
    return start;
}

static double weight(const pc_opening *opening, int m)
{
    return opening->renewals ? opening->renewals[m] : 1;
}

/* ---- customers ---- */

pc_node pc_arr_deal_value(pc_ledger *ledger, const pc_product *product, int month)
{
    return pc_dag_mul(&ledger->values.dag, pc_value_at(&ledger->values, product->acv, month),
                      ledger->minor_units);
}

/* Deals are what is sold over what one is worth. */
static pc_node deals(const roll *r, pc_node amount, int month)
{
    return pc_dag_op(dag_of(r), PC_TAPE_RATIO, amount,
                     pc_arr_deal_value(r->ledger, r->product, month), 0);
}

static pc_node opening_customers(const roll *r, const pc_opening *opening, pc_node amount)
{
    if (opening->customers) return pc_value_at(&r->ledger->values, opening->customers, 0);
    return pc_dag_is_number(dag_of(r), amount, 0) ? amount : deals(r, amount, 0);
}

/* New customers of a month: the deals where they are simulated, or as the sales imply. */
static pc_node new_customers(const roll *r, size_t channel_id, int month)
{
    if (pc_channel_is_below(&r->ledger->programme->channels[channel_id]))
        return pc_measure_deals_below(r->ledger, channel_id, (pc_span) { month, month });
    return deals(r, pc_flow_between(dag_of(r), &r->ledger->channel[channel_id], month, month),
                 month);
}

static void count_customers(const roll *r, pc_ledger_arr *arr, const pc_opening *opening,
                            pc_node amount, size_t channel_id)
{
    pc_dag *dag = dag_of(r);
    const int term = r->product->term_months;
    pc_node *pool = months(r, -term), *lost = months(r, 0);
    if (dag->arena->failed) return;
    const pc_node start = opening_customers(r, opening, amount);
    double whole = 0;
    for (int m = 0; m < term; m++) whole += weight(opening, m);
    for (int m = 0; m < term; m++)
        pool[m - term] =
            pc_dag_is_number(dag, start, 0)
                ? start
                : pc_dag_mul(dag, start, pc_dag_constant(dag, weight(opening, m) / whole));
    for (int m = 0; m < r->ledger->n_months && !dag->arena->failed; m++) {
        const pc_node due = pool[m - term];
        lost[m] =
            pc_dag_is_number(dag, due, 0)
                ? due
                : pc_dag_mul(dag, due, pc_value_at(&r->ledger->values, r->product->churn, m));
        const pc_node sold = new_customers(r, channel_id, m);
        pool[m] = pc_dag_add(dag, pc_dag_sub(dag, due, lost[m]), sold);
    }
    arr->customers = pool;
    arr->lost = lost;
}

/* ---- the whole ---- */

static void build_channel(pc_ledger *ledger, size_t id)
{
    const pc_opening *opening = &ledger->programme->channels[id].opening;
    pc_ledger_arr *arr = &ledger->arr[id];
    arr->product = ledger->programme->channels[id].product;
    roll r = { .ledger = ledger, .product = arr->product };
    pc_dag *dag = dag_of(&r);
    const pc_node nothing = pc_dag_constant(dag, 0);
    const pc_node amount = opening->arr
                               ? pc_dag_entry(dag, ledger->minor_units,
                                              pc_value_at(&ledger->values, opening->arr, 0))
                               : nothing;
    const pc_node *at_start = opening_pools(&r, opening, amount);
    const pc_node *empty = opening_pools(&r, opening, nothing);
    if (dag->arena->failed) return;
    arr->opening = roll_forward(&r, at_start, NULL);
    arr->sold = roll_forward(&r, empty, &ledger->channel[id]);
    count_customers(&r, arr, opening, amount, id);
}

pc_status pc_arr_build(pc_ledger *ledger)
{
    pc_arena *arena = ledger->values.dag.arena;
    ledger->arr = PC_NEW_ARRAY(arena, pc_ledger_arr, ledger->programme->n_channels);
    for (size_t i = 0; i < ledger->programme->n_channels && !arena->failed; i++)
        if (ledger->programme->channels[i].product) build_channel(ledger, i);
    return arena->failed ? PC_ENOMEM : PC_OK;
}
