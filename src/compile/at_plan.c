/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/at_plan.h"

#include "compile/measure.h"

#include <math.h>
#include <string.h>

pc_status pc_at_plan_init(pc_at_plan *out, pc_arena *arena, const pc_programme *programme,
                          pc_diags *diags)
{
    *out = (pc_at_plan) { 0 };
    out->n_catalogue = pc_metric_catalogue(arena, programme, &out->catalogue);
    if (arena->failed) return PC_ENOMEM;
    return pc_ledger_build(&out->ledger, arena, arena, programme, diags);
}

static const pc_dag_node *node_of(pc_at_plan *plan, pc_node node)
{
    const pc_dag *dag = &plan->ledger.values.dag;
    return dag->arena->failed ? NULL : &dag->nodes[node];
}

double pc_at_plan_value(pc_at_plan *plan, const char *metric, const pc_period *period)
{
    const pc_metric_info *info = pc_metric_find(plan->catalogue, plan->n_catalogue, metric);
    if (!info || info->family == PC_METRIC_GAP) return (double)NAN;
    const pc_dag_node *node = node_of(plan, pc_measure(&plan->ledger, info, period));
    if (!node) return (double)NAN;
    const bool money = strcmp(info->unit, "currency") == 0;
    return money ? node->at_plan / node_of(plan, plan->ledger.minor_units)->k : node->at_plan;
}

double pc_at_plan_quantity(pc_at_plan *plan, const pc_expr *quantity, int month)
{
    const pc_dag_node *node = node_of(plan, pc_value_at(&plan->ledger.values, quantity, month));
    return node ? node->at_plan : (double)NAN;
}
