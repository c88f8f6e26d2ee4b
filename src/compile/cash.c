/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/cash.h"

#include "compile/arr.h"

static pc_dag *dag_of(pc_ledger *ledger)
{
    return &ledger->values.dag;
}

/* A class's part of an amount, by the channel's credits of the month. */
static pc_node credited(pc_ledger *ledger, size_t channel_id, size_t credit, pc_node amount,
                        int month)
{
    pc_node bounds[PC_N_CREDITS];
    if (pc_dag_is_number(dag_of(ledger), amount, 0)) return amount;
    pc_ledger_divide_credit(bounds, ledger, ledger->programme->channels[channel_id].credit,
                            amount, month);
    return credit ? pc_dag_sub(dag_of(ledger), bounds[credit], bounds[credit - 1]) : bounds[0];
}

/* Monthly, what the month recognises; else a year's ARR of the pools that were sold or renewed
 * twelve months ago or a multiple of it, and now. */
static pc_node billed(pc_ledger *ledger, size_t channel_id, int month)
{
    const pc_ledger_arr *arr = &ledger->arr[channel_id];
    if (arr->product->billing == PC_BILLING_MONTHLY)
        return pc_dag_part(dag_of(ledger), arr->sold.close[month - 1], 1, 12);
    pc_node sum = pc_dag_constant(dag_of(ledger), 0);
    for (int m = month; m > month - arr->product->term_months; m -= 12)
        sum = pc_dag_add(dag_of(ledger), sum, arr->sold.pool[m]);
    return sum;
}

pc_node pc_cash_collected(pc_ledger *ledger, size_t channel_id, size_t credit, int month)
{
    const pc_product *product = ledger->arr[channel_id].product;
    const int at = month - (product ? product->collection_months
                                    : ledger->programme->roi.collection_months);
    if (at < 0 || dag_of(ledger)->arena->failed) return pc_dag_constant(dag_of(ledger), 0);
    if (!product)
        return pc_flow_between(dag_of(ledger), &ledger->credit[credit][channel_id], at, at);
    return credited(ledger, channel_id, credit, billed(ledger, channel_id, at), at);
}

pc_node pc_cash_earned(pc_ledger *ledger, size_t channel_id, size_t credit, int month)
{
    const pc_ledger_arr *arr = &ledger->arr[channel_id];
    if (dag_of(ledger)->arena->failed) return 0;
    if (!arr->product)
        return pc_flow_between(dag_of(ledger), &ledger->credit[credit][channel_id], month,
                               month);
    const pc_node recognised = pc_dag_part(dag_of(ledger), arr->sold.close[month - 1], 1, 12);
    return credited(ledger, channel_id, credit, recognised, month);
}

/* ---- commissions ---- */

/* The last month whose accruals of an entry are paid by the end of `month`; below 0: none. */
static int paid_until(const pc_ledger *ledger, const pc_ledger_commission *entry, int month)
{
    const pc_payment *payment = &ledger->programme->commissions[entry->commission_id]
                                     .components[entry->component_id]
                                     .payment;
    const int over = (month + ledger->fiscal_elapsed + 1) % 3; /* since a quarter's close */
    return month - (payment->quarterly ? over : 0) - payment->hold_months - payment->lag_months;
}

/* What an entry pays in these months: by its balances, or all that has waited long enough. */
static pc_node paid_of(pc_ledger *ledger, const pc_ledger_commission *entry, int first,
                       int last)
{
    if (entry->is_settled) return pc_flow_between(dag_of(ledger), &entry->out, first, last);
    const int until = paid_until(ledger, entry, last);
    const int before = paid_until(ledger, entry, first - 1);
    const int from = before < 0 ? 0 : before + 1;
    if (until < from) return pc_dag_constant(dag_of(ledger), 0);
    return pc_flow_between(dag_of(ledger), &entry->paid, from, until);
}

static pc_node lost_of(pc_ledger *ledger, const pc_ledger_commission *entry, int first,
                       int last)
{
    if (!entry->is_settled) return pc_dag_constant(dag_of(ledger), 0);
    return pc_flow_between(dag_of(ledger), &entry->lost, first, last);
}

static pc_node accrued_of(pc_ledger *ledger, const pc_ledger_commission *entry, int first,
                          int last)
{
    return pc_flow_between(dag_of(ledger), &entry->paid, first, last);
}

static pc_node opening_of(pc_ledger *ledger, const pc_ledger_commission *entry, int first,
                          int last)
{
    (void)first;
    (void)last;
    return pc_dag_constant(dag_of(ledger), entry->opening_amt);
}

typedef pc_node of_entry(pc_ledger *ledger, const pc_ledger_commission *entry, int first,
                         int last);

static pc_node sum_of(pc_ledger *ledger, pc_payee payee, of_entry *of, int first, int last)
{
    pc_node sum = pc_dag_constant(dag_of(ledger), 0);
    for (size_t i = 0; i < ledger->n_commission && !dag_of(ledger)->arena->failed; i++) {
        const pc_ledger_commission *entry = &ledger->commission[i];
        if ((payee.plan_id != PC_NONE && entry->commission_id != payee.plan_id) ||
            (payee.partner_id != PC_NONE && entry->partner_id != payee.partner_id))
            continue;
        sum = pc_dag_add(dag_of(ledger), sum, of(ledger, entry, first, last));
    }
    return sum;
}

pc_node pc_cash_commission_paid(pc_ledger *ledger, pc_payee payee, int first, int last)
{
    return sum_of(ledger, payee, paid_of, first, last);
}

pc_node pc_cash_commission_forfeited(pc_ledger *ledger, pc_payee payee, int first, int last)
{
    return sum_of(ledger, payee, lost_of, first, last);
}

pc_node pc_cash_commission_payable(pc_ledger *ledger, pc_payee payee, int last)
{
    const pc_node owed = pc_dag_add(dag_of(ledger), sum_of(ledger, payee, opening_of, 0, last),
                                    sum_of(ledger, payee, accrued_of, 0, last));
    const pc_node kept =
        pc_dag_sub(dag_of(ledger), owed, sum_of(ledger, payee, paid_of, 0, last));
    return pc_dag_sub(dag_of(ledger), kept, sum_of(ledger, payee, lost_of, 0, last));
}
