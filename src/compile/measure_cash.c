/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Returns in money that add up over time: docs/model/arr.md, "Cash" and "Net present value". */
#include "compile/arr.h"
#include "compile/cash.h"
#include "compile/measures.h"

typedef pc_node of_month(pc_ledger *ledger, size_t channel_id, size_t credit, int month);

/* What a definition attributes in a month, of all channels. */
static pc_node attributed_in(pc_ledger *ledger, const bool credits[PC_N_CREDITS], of_month *of,
                             int month)
{
    const bool both = credits[PC_CREDIT_SOURCED] && credits[PC_CREDIT_INFLUENCED];
    pc_node sum = pc_zero(ledger);
    for (size_t c = 0; c < PC_N_CREDITS; c++) {
        if (!credits[c] || (c == PC_CREDIT_SOURCED && both && ledger->programme->roi.subset))
            continue;
        for (size_t i = 0; i < ledger->programme->n_channels; i++)
            sum = pc_dag_add(pc_dag_of(ledger), sum, of(ledger, i, c, month));
    }
    return sum;
}

static const pc_roi_definition *definition_of(const pc_ledger *ledger, pc_roi_kind kind)
{
    return &ledger->programme->roi.definitions[kind];
}

/* ---- cash ---- */

static pc_node cash_attributed(pc_ledger *ledger, int last)
{
    pc_node sum = pc_zero(ledger);
    for (int m = 0; m <= last; m++)
        sum = pc_dag_add(pc_dag_of(ledger), sum,
                         attributed_in(ledger, definition_of(ledger, PC_ROI_CASH)->attributed,
                                       pc_cash_collected, m));
    return sum;
}

/* Commissions when they are paid, everything else in its month. */
static pc_node cash_costs(pc_ledger *ledger, int last)
{
    const pc_roi_definition *counted = definition_of(ledger, PC_ROI_CASH);
    pc_roi_definition others = *counted;
    others.commission = false;
    const pc_node sum = pc_measure_costs(ledger, &others, (pc_span) { 0, last });
    if (!counted->commission) return sum;
    return pc_dag_add(
        pc_dag_of(ledger), sum,
        pc_cash_commission_paid(ledger, (pc_payee) { PC_NONE, PC_NONE }, 0, last));
}

/* ---- net present value: months' amounts, each brought to the start ---- */

/* (1 + r)^(-(month + 1) / 12), r being the first month's. */
static pc_node discount(pc_ledger *ledger, int month)
{
    pc_dag *dag = pc_dag_of(ledger);
    const pc_node rate = pc_value_at(&ledger->values, ledger->programme->roi.discount_rate, 0);
    const pc_node growth = pc_dag_add(dag, pc_dag_constant(dag, 1), rate);
    return pc_dag_op(dag, PC_TAPE_POW, growth, pc_dag_constant(dag, -(month + 1) / 12.0), 0);
}

static pc_node earned_in(pc_ledger *ledger, int month)
{
    return attributed_in(ledger, definition_of(ledger, PC_ROI_NPV)->attributed, pc_cash_earned,
                         month);
}

static pc_node spent_in(pc_ledger *ledger, int month)
{
    return pc_measure_costs(ledger, definition_of(ledger, PC_ROI_NPV),
                            (pc_span) { month, month });
}

static pc_node gained_in(pc_ledger *ledger, int month)
{
    pc_dag *dag = pc_dag_of(ledger);
    const pc_node margin =
        pc_value_at(&ledger->values, ledger->programme->roi.gross_margin, month);
    const pc_node sold = pc_dag_sub(dag, pc_dag_mul(dag, margin, earned_in(ledger, month)),
                                    spent_in(ledger, month));
    return pc_dag_add(dag, sold, pc_measure_tier_fees(ledger, (pc_span) { month, month }));
}

static pc_node present_value(pc_ledger *ledger, pc_node in_month(pc_ledger *, int), int last)
{
    pc_dag *dag = pc_dag_of(ledger);
    pc_node sum = pc_zero(ledger);
    for (int m = 0; m <= last && !dag->arena->failed; m++)
        sum = pc_dag_add(dag, sum, pc_dag_mul(dag, discount(ledger, m), in_month(ledger, m)));
    return sum;
}

/* ---- the metrics ---- */

pc_node pc_measure_money(pc_ledger *ledger, pc_metric_family part, pc_roi_kind kind, int last)
{
    const bool is_npv = kind == PC_ROI_NPV;
    if (part == PC_METRIC_ROI_ATTRIBUTED)
        return is_npv ? present_value(ledger, earned_in, last) : cash_attributed(ledger, last);
    if (part == PC_METRIC_ROI_COSTS)
        return is_npv ? present_value(ledger, spent_in, last) : cash_costs(ledger, last);
    if (is_npv) return present_value(ledger, gained_in, last);
    const pc_node sold =
        pc_dag_sub(pc_dag_of(ledger), cash_attributed(ledger, last), cash_costs(ledger, last));
    return pc_dag_add(pc_dag_of(ledger), sold,
                      pc_measure_tier_fees(ledger, (pc_span) { 0, last }));
}

pc_node pc_measure_cac(pc_ledger *ledger, pc_span at)
{
    const pc_programme *programme = ledger->programme;
    const pc_node spent =
        pc_measure_costs(ledger, definition_of(ledger, programme->roi.headline), at);
    pc_node won = pc_zero(ledger);
    for (size_t i = 0; i < programme->n_channels; i++)
        if (ledger->arr[i].product && pc_channel_has_credit(&programme->channels[i]))
            won = pc_dag_add(pc_dag_of(ledger), won, pc_measure_deals(ledger, i, at));
    return pc_ratio(ledger, spent, won);
}
