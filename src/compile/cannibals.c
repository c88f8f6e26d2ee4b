/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sold in another channel's place: docs/model/demand.md, "Cannibalisation". */
#include "compile/cannibals.h"

static pc_dag *dag_of(pc_ledger *ledger)
{
    return &ledger->values.dag;
}

static pc_node *new_entries(pc_ledger *ledger)
{
    return PC_NEW_ARRAY(dag_of(ledger)->arena, pc_node, (size_t)ledger->n_months);
}

/* What every channel sold before any of it was taken, and what each takes. */
typedef struct sales {
    pc_ledger *ledger;
    const pc_ledger_flow *sold;
    pc_node **taken; /* NULL: it takes nothing */
} sales;

/* There is less to take than is asked for, at plan or at means. */
static bool is_beyond(const pc_dag *dag, pc_node asked, pc_node all)
{
    const pc_dag_node *want = &dag->nodes[asked], *there = &dag->nodes[all];
    return want->at_plan > there->at_plan || want->at_means > there->at_means;
}

/* A month of a channel's sales: those who take come one after the other, in order of id, and
 * each gets what the ones before it leave. What is left of the sales. */
static pc_node take_month(const sales *s, size_t from, int month)
{
    pc_ledger *ledger = s->ledger;
    pc_dag *dag = dag_of(ledger);
    const pc_programme *programme = ledger->programme;
    const pc_node all = pc_flow_between(dag, &s->sold[from], month, month);
    pc_node asked = pc_dag_constant(dag, 0), taken = asked;
    for (size_t i = 0; i < programme->n_channels && !dag->arena->failed; i++) {
        const pc_channel *by = &programme->channels[i];
        if (!by->cannibalises || by->cannibalises_id != from) continue;
        asked = pc_dag_add(dag, asked,
                           pc_dag_entry(dag, pc_flow_between(dag, &s->sold[i], month, month),
                                        pc_value_at(&ledger->values, by->cannibalises, month)));
        const pc_node upto = pc_dag_op(dag, PC_TAPE_MIN, asked, all, 0);
        s->taken[i][month] = pc_dag_sub(dag, upto, taken);
        taken = upto;
    }
    if (!dag->arena->failed && ledger->taken_beyond[from] < 0 && is_beyond(dag, asked, all))
        ledger->taken_beyond[from] = month;
    return pc_dag_sub(dag, all, taken);
}

void pc_cannibals_build(pc_ledger *ledger)
{
    const pc_programme *programme = ledger->programme;
    pc_arena *arena = dag_of(ledger)->arena;
    const size_t n = programme->n_channels;
    if (!pc_cannibalises(programme)) return;
    pc_ledger_flow *sold = PC_NEW_ARRAY(arena, pc_ledger_flow, n);
    const sales s = { ledger, sold, PC_NEW_ARRAY(arena, pc_node *, n) };
    bool *is_met = PC_NEW_ARRAY(arena, bool, n);
    ledger->taken_beyond = PC_NEW_ARRAY(arena, int, n);
    for (size_t i = 0; i < n && !arena->failed; i++) {
        sold[i] = ledger->channel[i];
        ledger->taken_beyond[i] = -1;
        if (!programme->channels[i].cannibalises) continue;
        s.taken[i] = new_entries(ledger);
        ledger->taken[i] = (pc_ledger_flow) { .monthly = true, .entries = s.taken[i] };
        is_met[programme->channels[i].cannibalises_id] = true;
    }
    for (size_t i = 0; i < n && !arena->failed; i++) {
        if (!is_met[i]) continue;
        pc_node *left = new_entries(ledger);
        for (int m = 0; m < ledger->n_months && !arena->failed; m++)
            left[m] = take_month(&s, i, m);
        ledger->channel[i] = (pc_ledger_flow) { .monthly = true, .entries = left };
    }
}
