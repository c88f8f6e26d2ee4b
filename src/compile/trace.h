/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_TRACE_H
#define PC_COMPILE_TRACE_H

#include "compile/ledger.h"

/** What a model traces (pc_trace), as nodes: roots of the tape beside the outputs. */
typedef struct pc_trace_plan {
    pc_arena *scratch, *keep; /* of the nodes, of the traces */
    pc_trace *traces;
    pc_node *nodes;
    size_t n, traces_capacity, nodes_capacity;
} pc_trace_plan;

/** Lists the value of every input in the months in which it differs, then every commission that
 *  is counted from above. Arrays live in the plan's arenas: ask whether they failed. */
void pc_trace_prepare(pc_trace_plan *plan, pc_ledger *ledger);

#endif
