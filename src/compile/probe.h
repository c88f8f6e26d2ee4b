/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_PROBE_H
#define PC_COMPILE_PROBE_H

#include "compile/people.h"

/** What the question "what drives it" looks at while a model is compiled. */
typedef struct pc_probe_plan {
    size_t n_roots;       /* headlines first, then a draw a column */
    const pc_node *roots; /* not constant */
    pc_probe probe;       /* but for its tape and registers */
} pc_probe_plan;

/**
 * Finds the draws that the headlines depend on.
 * @param outputs  of the model, sorted by id, then period
 * @param people   whose sums are nodes of the graph, or NULL
 * @param nodes    one an output
 * @param scratch  holds the plan's roots; what the probe keeps lives in the model's arena
 */
void pc_probe_prepare(pc_probe_plan *out, pc_model *model, const pc_dag *dag,
                      const pc_people *people, const pc_node *nodes, pc_arena *scratch);

#endif
