/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ARR of channels with a product, docs/model/arr.md. In each month the pool that is due
 * renews: churn = R(due c), then on what stays: contraction = R(stays k), expansion = R(stays
 * e), and last uplift = R((stays - contraction + expansion) u), counted as expansion. Then the
 * month's sales enter the pool.
 */
#include "compile/arr.h"

typedef struct roll {
    pc_ledger *ledger;
    const pc_product *product;
    pc_node *pool, *churn, *contraction, *expansion, *close;
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

static pc_node *months(const roll *r, int before)
{
    return PC_NEW_ARRAY(dag_of(r)->arena, pc_node, (size_t)(r->ledger->n_months + before));
}

/* `start` is due in the first months; sales (or NULL) enter in theirs. */
static pc_arr_book roll_forward(roll *r, const pc_node *start, const pc_ledger_flow *sales)
{
    pc_dag *dag = dag_of(r);
    const int term = r->product->term_months;
    pc_node *pool = months(r, term);
    r->churn = months(r, 0);
    r->contraction = months(r, 0);
    r->expansion = months(r, 0);
    r->close = months(r, 0);
    if (dag->arena->failed) return (pc_arr_book) { 0 };
    pc_node total = pc_dag_constant(dag, 0);
    for (int m = 0; m < term; m++) {
        pool[m] = start ? start[m] : pc_dag_constant(dag, 0);
        total = pc_dag_add(dag, total, pool[m]);
    }
    r->pool = pool + term;
    for (int m = 0; m < r->ledger->n_months && !dag->arena->failed; m++) {
        const pc_node due = r->pool[m - term];
        pc_node after = renew(r, due, m);
        if (sales) after = pc_dag_add(dag, after, pc_flow_between(dag, sales, m, m));
        r->pool[m] = after;
        total = pc_dag_add(dag, pc_dag_sub(dag, total, due), after);
        r->close[m] = total;
    }
    return (pc_arr_book) { r->pool, r->churn, r->contraction, r->expansion, r->close };
}

static void build_channel(pc_ledger *ledger, size_t id)
{
    pc_ledger_arr *arr = &ledger->arr[id];
    arr->product = ledger->programme->channels[id].product;
    roll r = { .ledger = ledger, .product = arr->product };
    arr->sold = roll_forward(&r, NULL, &ledger->channel[id]);
}

pc_status pc_arr_build(pc_ledger *ledger)
{
    pc_arena *arena = ledger->values.dag.arena;
    ledger->arr = PC_NEW_ARRAY(arena, pc_ledger_arr, ledger->programme->n_channels);
    for (size_t i = 0; i < ledger->programme->n_channels && !arena->failed; i++)
        if (ledger->programme->channels[i].product) build_channel(ledger, i);
    return arena->failed ? PC_ENOMEM : PC_OK;
}
