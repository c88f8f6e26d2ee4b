/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/below.h"

static pc_dag *dag_of(pc_ledger *ledger)
{
    return &ledger->values.dag;
}

static pc_node *new_entries(pc_ledger *ledger)
{
    pc_arena *arena = dag_of(ledger)->arena;
    pc_node *entries = PC_NEW_ARRAY(arena, pc_node, (size_t)ledger->n_months);
    for (int m = 0; m < ledger->n_months && entries; m++)
        entries[m] = pc_dag_constant(dag_of(ledger), 0);
    return entries;
}

static void add_sales(pc_ledger *ledger, pc_node *entries, const pc_kind *kind)
{
    for (int m = 0; m < ledger->n_months && kind && entries; m++)
        entries[m] = pc_dag_add(dag_of(ledger), entries[m],
                                pc_people_sum(ledger, kind->sums.bookings, m));
}

pc_ledger_flow pc_below_sales(pc_ledger *ledger, size_t channel_id)
{
    const pc_programme *programme = ledger->programme;
    pc_node *entries = new_entries(ledger);
    add_sales(ledger, entries, pc_people_channel(ledger, channel_id));
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (programme->cohorts[i].channel_id == channel_id)
            add_sales(ledger, entries, pc_people_cohort(ledger, i));
    for (size_t i = 0; i < programme->n_partners; i++)
        if (programme->partners[i].channel_id == channel_id)
            add_sales(ledger, entries, pc_people_partner(ledger, i));
    return (pc_ledger_flow) { .monthly = true, .entries = entries };
}

/* ---- credit ---- */

typedef pc_node *bounds_of[PC_N_CREDITS]; /* upper, by month */

static void set_credit(pc_ledger_flow flows[PC_N_CREDITS], bounds_of bounds)
{
    for (int c = 0; c < PC_N_CREDITS; c++)
        flows[c] = (pc_ledger_flow) { .monthly = true,
                                      .entries = bounds[c],
                                      .below = c ? bounds[c - 1] : NULL };
}

/* What a kind sold in a month, divided over its classes: by the class of each deal, or by
 * parts.
 */
static void divide_month(pc_node at[PC_N_CREDITS], pc_ledger *ledger, const pc_kind *kind,
                         const pc_expr *const credit[PC_N_CREDITS], int month)
{
    const pc_node sold = pc_people_sum(ledger, kind->sums.bookings, month);
    if (!kind->sourced) {
        pc_ledger_divide_credit(at, ledger, credit, sold, month);
        return;
    }
    at[PC_CREDIT_INFLUENCED] = pc_people_sum(ledger, kind->sums.influenced, month);
    at[PC_CREDIT_NONE] = pc_people_sum(ledger, kind->sums.unsourced, month);
    at[PC_CREDIT_SOURCED] = sold;
}

/* Each month of what one kind sells is divided by its own credits, and added to its channel's.
 */
static void divide_sales(pc_ledger *ledger, bounds_of channel, const pc_kind *kind,
                         size_t commission_id, const pc_expr *const credit[PC_N_CREDITS])
{
    if (!kind) return;
    bounds_of own;
    for (int c = 0; c < PC_N_CREDITS; c++) own[c] = new_entries(ledger);
    for (int m = 0; m < ledger->n_months && !dag_of(ledger)->arena->failed; m++) {
        pc_node at[PC_N_CREDITS];
        divide_month(at, ledger, kind, credit, m);
        for (int c = 0; c < PC_N_CREDITS; c++) {
            own[c][m] = at[c];
            channel[c][m] = pc_dag_add(dag_of(ledger), channel[c][m], at[c]);
        }
    }
    pc_ledger_sales *sales = &ledger->sales[ledger->n_sales++];
    sales->commission_id = commission_id;
    set_credit(sales->credit, own);
}

void pc_below_credit(pc_ledger *ledger, size_t channel_id)
{
    const pc_programme *programme = ledger->programme;
    const pc_channel *of = &programme->channels[channel_id];
    bounds_of bounds;
    for (int c = 0; c < PC_N_CREDITS; c++) bounds[c] = new_entries(ledger);
    if (dag_of(ledger)->arena->failed) return;
    /* commissions of a pipeline are counted by channel, and so is what they are paid on */
    divide_sales(ledger, bounds, pc_people_channel(ledger, channel_id), PC_NONE, of->credit);
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (programme->cohorts[i].channel_id == channel_id)
            divide_sales(ledger, bounds, pc_people_cohort(ledger, i), of->commission_id,
                         of->credit);
    for (size_t i = 0; i < programme->n_partners; i++) {
        const pc_partner *partner = &programme->partners[i];
        if (partner->channel_id == channel_id)
            divide_sales(ledger, bounds, pc_people_partner(ledger, i),
                         partner->commission_id == PC_NONE ? of->commission_id
                                                           : partner->commission_id,
                         pc_partner_credit(partner, of));
    }
    pc_ledger_flow flows[PC_N_CREDITS];
    set_credit(flows, bounds);
    for (int c = 0; c < PC_N_CREDITS; c++) ledger->credit[c][channel_id] = flows[c];
}

/* ---- commission ---- */

static void add_commission(pc_ledger *ledger, size_t channel_id, size_t commission_id,
                           size_t partner_id, const pc_kind *kind)
{
    if (!kind) return;
    for (size_t k = 0; k < kind->n_components; k++) {
        const pc_pop_payment *payment = &kind->components[k].payment;
        pc_ledger_commission *entry = &ledger->commission[ledger->n_commission++];
        *entry = (pc_ledger_commission) {
            .commission_id = commission_id,
            .component_id = k,
            .channel_id = channel_id,
            .partner_id = partner_id,
            .paid = pc_people_flow(ledger, kind->components[k].accrued),
            .is_settled = payment->given,
            .opening_amt = payment->opening_amt,
        };
        if (!payment->given) continue;
        entry->out = pc_people_flow(ledger, payment->paid);
        entry->lost = pc_people_flow(ledger, payment->forfeited);
    }
}

void pc_below_commission(pc_ledger *ledger, size_t channel_id)
{
    const pc_programme *programme = ledger->programme;
    const size_t of_channel = programme->channels[channel_id].commission_id;
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (programme->cohorts[i].channel_id == channel_id)
            add_commission(ledger, channel_id, of_channel, PC_NONE,
                           pc_people_cohort(ledger, i));
    for (size_t i = 0; i < programme->n_partners; i++) {
        const size_t own = programme->partners[i].commission_id;
        if (programme->partners[i].channel_id == channel_id)
            add_commission(ledger, channel_id, own == PC_NONE ? of_channel : own, i,
                           pc_people_partner(ledger, i));
    }
}

size_t pc_below_n_sales(const pc_ledger *ledger)
{
    return ledger->people ? ledger->people->population.n_kinds : 0;
}

size_t pc_below_n_commission(const pc_ledger *ledger)
{
    size_t n = 0;
    for (size_t k = 0; ledger->people && k < ledger->people->population.n_kinds; k++)
        n += ledger->people->kinds[k].n_components;
    return n;
}

/* ---- numbers ---- */

void pc_below_cohort(pc_ledger *ledger, size_t cohort)
{
    const pc_kind *kind = pc_people_cohort(ledger, cohort);
    pc_ledger_cohort *out = &ledger->cohort[cohort];
    out->close = pc_people_flow(ledger, kind->sums.present).entries;
    out->recruited = pc_people_flow(ledger, kind->sums.recruited);
    out->exited = pc_people_flow(ledger, kind->sums.exited);
    out->active = pc_people_flow(ledger, kind->sums.active);
}
