/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/measures.h"

#include <math.h>

/* What a unit of attributed revenue is worth in a month: g, or g (1 - b). */
static pc_node worth_at(pc_ledger *ledger, pc_roi_kind kind, int month)
{
    const pc_roi *roi = &ledger->programme->roi;
    const pc_node margin = pc_value_at(&ledger->values, roi->gross_margin, month);
    if (kind != PC_ROI_INCREMENTAL) return margin;
    const pc_node baseline = pc_value_at(&ledger->values, roi->baseline, month);
    return pc_dag_mul(pc_dag_of(ledger), margin,
                      pc_dag_complement(pc_dag_of(ledger), baseline));
}

static pc_each worth_grain(pc_ledger *ledger, pc_roi_kind kind)
{
    const pc_roi *roi = &ledger->programme->roi;
    const pc_each margin = pc_value_grain(&ledger->values, roi->gross_margin);
    if (kind != PC_ROI_INCREMENTAL) return margin;
    return pc_finer(margin, pc_value_grain(&ledger->values, roi->baseline));
}

/* Attributed revenue times its worth, piece by piece. */
static pc_node gain(pc_ledger *ledger, pc_roi_kind kind, pc_span at)
{
    const pc_roi_definition *definition = &ledger->programme->roi.definitions[kind];
    const bool displaces = kind == PC_ROI_INCREMENTAL && pc_cannibalises(ledger->programme);
    const pc_each grain = displaces ? PC_EACH_MONTH : worth_grain(ledger, kind);
    pc_node sum = pc_zero(ledger);
    for (int month = at.first; month <= at.last;) {
        const pc_span piece = { month, pc_piece_end(grain, month, at.last) };
        pc_node gained = pc_measure_attributed(ledger, definition->attributed, piece);
        if (displaces)
            gained = pc_dag_sub(pc_dag_of(ledger), gained,
                                pc_measure_displaced(ledger, definition->attributed, month));
        const pc_node part =
            pc_dag_mul(pc_dag_of(ledger), worth_at(ledger, kind, month), gained);
        sum = pc_dag_add(pc_dag_of(ledger), sum, part);
        month = piece.last + 1;
    }
    return sum;
}

static pc_node roi(pc_ledger *ledger, pc_roi_kind kind, pc_span at)
{
    const pc_roi_definition *definition = &ledger->programme->roi.definitions[kind];
    const pc_node cost = pc_measure_costs(ledger, definition, at);
    if (kind == PC_ROI_MULTIPLE)
        return pc_ratio(ledger, pc_measure_attributed(ledger, definition->attributed, at),
                        cost);
    const pc_node above = kind == PC_ROI_NET
                              ? pc_measure_attributed(ledger, definition->attributed, at)
                              : gain(ledger, kind, at);
    return pc_ratio(ledger, pc_dag_sub(pc_dag_of(ledger), above, cost), cost);
}

/* The month after the last one whose cumulative contribution is below 0; never when that is the
 * last of the horizon. */
static pc_node payback(pc_ledger *ledger)
{
    pc_dag *dag = pc_dag_of(ledger);
    const pc_roi_definition *definition =
        &ledger->programme->roi.definitions[PC_ROI_INCREMENTAL];
    pc_node cumulative = pc_zero(ledger), last_below = pc_zero(ledger);
    for (int m = 0; m < ledger->n_months && !dag->arena->failed; m++) {
        const pc_span month = { m, m };
        const pc_node contribution = pc_dag_sub(dag, gain(ledger, PC_ROI_INCREMENTAL, month),
                                                pc_measure_costs(ledger, definition, month));
        cumulative = pc_dag_add(dag, cumulative, contribution);
        const pc_node below = pc_dag_op(dag, PC_TAPE_LT, cumulative, pc_zero(ledger), 0);
        last_below = pc_dag_op(dag, PC_TAPE_IF, below, pc_dag_constant(dag, m + 1), last_below);
    }
    const pc_node never =
        pc_dag_op(dag, PC_TAPE_EQ, last_below, pc_dag_constant(dag, ledger->n_months), 0);
    const pc_node next = pc_dag_add(dag, last_below, pc_dag_constant(dag, 1));
    return pc_dag_op(dag, PC_TAPE_IF, never, pc_dag_constant(dag, (double)NAN), next);
}

pc_node pc_measure_return(pc_ledger *ledger, const pc_metric_info *metric, pc_span at)
{
    if (metric->family == PC_METRIC_PAYBACK) return payback(ledger);
    if (metric->family == PC_METRIC_CAC_PARTNER) return pc_measure_cac(ledger, at);
    const pc_roi_kind kind = (pc_roi_kind)metric->index;
    const pc_roi_definition *definition = &ledger->programme->roi.definitions[kind];
    if (kind == PC_ROI_CASH || kind == PC_ROI_NPV)
        return pc_measure_money(ledger, metric->family, kind, at.last);
    if (metric->family == PC_METRIC_ROI_ATTRIBUTED)
        return pc_measure_attributed(ledger, definition->attributed, at);
    if (metric->family == PC_METRIC_ROI_COSTS) return pc_measure_costs(ledger, definition, at);
    return roi(ledger, kind, at);
}
