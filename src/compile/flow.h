/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_FLOW_H
#define PC_COMPILE_FLOW_H

#include "compile/value.h"

/**
 * A flow of whole minor units: an entry for each year or for each month, never both, so months
 * always sum to their year (docs/model/topdown.md, "Grain").
 */
typedef struct pc_ledger_flow {
    bool monthly;
    const double *profile;  /* yearly: weights of the months, or NULL for twelfths */
    const pc_node *entries; /* n_years or n_months */
    const pc_node *below; /* a part of an amount, from below up to entries; NULL: 0. Yearly, its
                           * months divide both bounds, so parts sum to the whole's months */
} pc_ledger_flow;

/** The entry of period p: a year, or a month. */
pc_node pc_flow_entry(pc_dag *dag, const pc_ledger_flow *flow, int p);

/** What the first k of n parts hold of an amount that is divided by cumulative difference:
 *  equally, or by n weights (NULL: none). */
pc_node pc_flow_until(pc_dag *dag, pc_node amount, const double *weights, int n, int k);

/** What the months first..last (from 0, inside the horizon) hold together. */
pc_node pc_flow_between(pc_dag *dag, const pc_ledger_flow *flow, int first, int last);

/** Whether a flow computed from these must be worked month by month. */
static inline bool pc_is_monthly(pc_each grain)
{
    return grain > PC_EACH_YEAR;
}

#endif
