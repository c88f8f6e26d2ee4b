/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_DAG_H
#define PC_COMPILE_DAG_H

#include "compile/memo.h"
#include "compile/model.h"

/**
 * The model as a graph of operations while it is being built. Equal operations on equal
 * arguments are one node; what no draw reaches is a constant. Every node knows its value in the
 * two deterministic cases, so those need no pass of their own.
 */
typedef uint32_t pc_node;

/** A decimal as written, digits / 10^places; places < 0: not a written decimal. */
typedef struct pc_decimal {
    int64_t digits;
    int places;
} pc_decimal;
#define PC_NO_DECIMAL ((pc_decimal) { 0, -1 })

typedef struct pc_dag_node {
    pc_opcode op; /* CONSTANT: value is k */
    bool alias;   /* simulated as node a; only its deterministic values differ */
    pc_node a, b, c;
    double k, k2;
    double at_plan, at_means;
    pc_decimal decimal, plan_decimal; /* of constants, and of the value at plan */
} pc_dag_node;

typedef struct pc_dag {
    pc_arena *arena;
    pc_dag_node *nodes;
    size_t n, capacity;
    uint32_t *index; /* open addressing; node + 1, 0 is free */
    size_t index_size;
    pc_memo known_draws;     /* (draw, period) -> index into draws */
    const pc_draw **draw_of; /* the distribution behind each of draws */
    pc_model_draw *draws;
    size_t n_draws, draws_capacity, draw_of_capacity;
} pc_dag;

void pc_dag_init(pc_dag *dag, pc_arena *arena);

pc_node pc_dag_constant(pc_dag *dag, double value);
pc_node pc_dag_decimal(pc_dag *dag, double value, pc_decimal decimal);
/** The draw's value in a period (trial 0, or the year, quarter, month from 0). */
pc_node pc_dag_draw(pc_dag *dag, const pc_draw *draw, uint32_t period);
/** The draw's value in a period where its uniform is a node of its own (a correlated draw). */
pc_node pc_dag_draw_at(pc_dag *dag, const pc_draw *draw, uint32_t period, pc_node uniform);
/** A count of an uncertain mean (pc_count_at); at plan and means the mean itself. */
pc_node pc_dag_count(pc_dag *dag, pc_node mean, pc_node uniform, double dispersion);
/** A sum of the population, with its values in the deterministic cases. */
pc_node pc_dag_series(pc_dag *dag, uint32_t at, double at_plan, double at_means);
/** Simulated as `value`; at plan as `plan` is, at means as `means` is. */
pc_node pc_dag_cases(pc_dag *dag, pc_node value, pc_node plan, pc_node means);
/** Any operation of registers: NEG ... IF, RATIO, ROUND, ROUND_MUL. Folds and simplifies. */
pc_node pc_dag_op(pc_dag *dag, pc_opcode op, pc_node a, pc_node b, pc_node c);
/** round(amount * rate): exact where the rate is a written decimal. */
pc_node pc_dag_entry(pc_dag *dag, pc_node amount, pc_node rate);
/** round(amount * part / whole), exact for whole numbers part <= whole below 2^53. */
pc_node pc_dag_part(pc_dag *dag, pc_node amount, double part, double whole);
/** round(amount * rate / whole): exact where the rate is a written decimal. */
pc_node pc_dag_entry_part(pc_dag *dag, pc_node amount, pc_node rate, double whole);
/** 1 - rate, a decimal when the rate is one. */
pc_node pc_dag_complement(pc_dag *dag, pc_node rate);
/** a + b, a decimal when both are. */
pc_node pc_dag_sum_of_rates(pc_dag *dag, pc_node a, pc_node b);
/** a b, a decimal when both are. */
pc_node pc_dag_product_of_rates(pc_dag *dag, pc_node a, pc_node b);

static inline pc_node pc_dag_add(pc_dag *dag, pc_node a, pc_node b)
{
    return pc_dag_op(dag, PC_TAPE_ADD, a, b, 0);
}
static inline pc_node pc_dag_sub(pc_dag *dag, pc_node a, pc_node b)
{
    return pc_dag_op(dag, PC_TAPE_SUB, a, b, 0);
}
static inline pc_node pc_dag_mul(pc_dag *dag, pc_node a, pc_node b)
{
    return pc_dag_op(dag, PC_TAPE_MUL, a, b, 0);
}

/** Whether the node is that number whatever is drawn, at plan and at means. */
bool pc_dag_is_number(const pc_dag *dag, pc_node node, double value);

static inline bool pc_dag_is_constant(const pc_dag *dag, pc_node node)
{
    return dag->nodes[node].op == PC_TAPE_CONSTANT && !dag->nodes[node].alias;
}

#endif
