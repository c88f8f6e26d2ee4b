/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_VALUE_H
#define PC_COMPILE_VALUE_H

#include "compile/dag.h"

/** What turns the scenario's expressions into nodes: the graph, and what has been turned
 * already. */
typedef struct pc_values {
    pc_dag dag;
    const pc_programme *programme;
    pc_memo known;  /* (expression, period of its grain) -> node */
    pc_memo grains; /* (expression, 0) -> pc_each */
} pc_values;

/** How often the value changes: the finest of what it is computed from. NULL: never. */
pc_each pc_value_grain(pc_values *values, const pc_expr *expr);

/** The value in a month (from 0). NULL gives the constant 0. */
pc_node pc_value_at(pc_values *values, const pc_expr *expr, int month);

/** The finer of two grains. */
static inline pc_each pc_finer(pc_each a, pc_each b)
{
    return a > b ? a : b;
}

/** The period of that grain that holds the month: 0 for the trial. */
uint32_t pc_period_of(pc_each grain, int month);

#endif
