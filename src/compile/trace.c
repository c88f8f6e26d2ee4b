/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/trace.h"

static void add(pc_trace_plan *plan, pc_trace trace, pc_node node)
{
    const bool room =
        PC_GROW(plan->keep, pc_trace, plan->traces, plan->n, plan->traces_capacity) &&
        PC_GROW(plan->scratch, pc_node, plan->nodes, plan->n, plan->nodes_capacity);
    if (!room) return;
    plan->traces[plan->n] = trace;
    plan->nodes[plan->n++] = node;
}

/* One trace for months in a row that are one node. */
static void trace_input(pc_trace_plan *plan, pc_ledger *ledger, size_t input)
{
    const pc_expr *value = ledger->programme->inputs[input].value;
    const size_t first = plan->n;
    if (ledger->programme->inputs[input].each >= PC_EACH_PARTNER) return; /* of each, its own */
    for (int m = 0; m < ledger->n_months && !plan->scratch->failed; m++) {
        const pc_node node = pc_value_at(&ledger->values, value, m);
        if (plan->n > first && plan->nodes[plan->n - 1] == node)
            plan->traces[plan->n - 1].last_month = m;
        else
            add(plan,
                (pc_trace) {
                    .of = PC_TRACE_INPUT, .id = input, .first_month = m, .last_month = m },
                node);
    }
}

/* What a component is paid on, and what it pays. */
static void trace_commission(pc_trace_plan *plan, pc_ledger *ledger, size_t number)
{
    pc_dag *dag = &ledger->values.dag;
    const pc_ledger_commission *entry = &ledger->commission[number];
    pc_trace trace = { .id = entry->commission_id,
                       .component = entry->component_id,
                       .channel = entry->channel_id };
    for (int m = 0; m < ledger->n_months && !plan->scratch->failed; m++) {
        pc_node base = pc_dag_constant(dag, 0);
        for (size_t i = 0; i < entry->n_base; i++)
            base = pc_dag_add(dag, base, pc_flow_between(dag, entry->base[i], m, m));
        trace.first_month = trace.last_month = m;
        trace.of = PC_TRACE_BASE;
        add(plan, trace, base);
        trace.of = PC_TRACE_COMMISSION;
        add(plan, trace, pc_flow_between(dag, &entry->paid, m, m));
    }
}

void pc_trace_prepare(pc_trace_plan *plan, pc_ledger *ledger)
{
    for (size_t i = 0; i < ledger->programme->n_inputs; i++) trace_input(plan, ledger, i);
    for (size_t i = 0; i < ledger->n_commission; i++)
        if (ledger->commission[i].n_base > 0) trace_commission(plan, ledger, i);
}
