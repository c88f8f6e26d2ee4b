/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/below.h"

static pc_dag *dag_of(pc_ledger *ledger)
{
    return &ledger->values.dag;
}

static bool has_own_credit(const pc_partner *partner)
{
    return partner->own_credit[PC_CREDIT_SOURCED] || partner->own_credit[PC_CREDIT_INFLUENCED];
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

/* What those sell whose credit is the channel's; and, when `all`, the others, too. */
static pc_node *sales_of(pc_ledger *ledger, size_t channel_id, bool all)
{
    const pc_programme *programme = ledger->programme;
    pc_node *entries = new_entries(ledger);
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (programme->cohorts[i].channel_id == channel_id)
            add_sales(ledger, entries, pc_people_cohort(ledger, i));
    for (size_t i = 0; i < programme->n_partners; i++)
        if (programme->partners[i].channel_id == channel_id &&
            (all || !has_own_credit(&programme->partners[i])))
            add_sales(ledger, entries, pc_people_partner(ledger, i));
    return entries;
}

pc_ledger_flow pc_below_sales(pc_ledger *ledger, size_t channel_id)
{
    return (pc_ledger_flow) { .monthly = true, .entries = sales_of(ledger, channel_id, true) };
}

/* ---- credit ---- */

static void add_bounds(pc_ledger *ledger, pc_node *bounds[PC_N_CREDITS],
                       const pc_expr *const credit[PC_N_CREDITS], const pc_node *sales)
{
    for (int m = 0; m < ledger->n_months && !dag_of(ledger)->arena->failed; m++) {
        pc_node at[PC_N_CREDITS];
        pc_ledger_divide_credit(at, ledger, credit, sales[m], m);
        for (int c = 0; c < PC_N_CREDITS; c++)
            bounds[c][m] = pc_dag_add(dag_of(ledger), bounds[c][m], at[c]);
    }
}

void pc_below_credit(pc_ledger *ledger, size_t channel_id)
{
    const pc_programme *programme = ledger->programme;
    pc_node *bounds[PC_N_CREDITS]; /* upper */
    for (int c = 0; c < PC_N_CREDITS; c++) bounds[c] = new_entries(ledger);
    if (dag_of(ledger)->arena->failed) return;
    add_bounds(ledger, bounds, programme->channels[channel_id].credit,
               sales_of(ledger, channel_id, false));
    for (size_t i = 0; i < programme->n_partners; i++) {
        const pc_partner *partner = &programme->partners[i];
        const pc_kind *kind = pc_people_partner(ledger, i);
        if (partner->channel_id != channel_id || !kind || !has_own_credit(partner)) continue;
        pc_node *sales = new_entries(ledger);
        add_sales(ledger, sales, kind);
        add_bounds(ledger, bounds, partner->own_credit, sales);
    }
    for (int c = 0; c < PC_N_CREDITS; c++)
        ledger->credit[c][channel_id] = (pc_ledger_flow) { .monthly = true,
                                                           .entries = bounds[c],
                                                           .below = c ? bounds[c - 1] : NULL };
}

/* ---- commission ---- */

static void add_commission(pc_ledger *ledger, size_t channel_id, size_t commission_id,
                           const pc_kind *kind)
{
    if (!kind) return;
    for (size_t k = 0; k < kind->n_components; k++)
        ledger->commission[ledger->n_commission++] = (pc_ledger_commission) {
            .commission_id = commission_id,
            .component_id = k,
            .channel_id = channel_id,
            .paid = pc_people_flow(ledger, kind->components[k].accrued),
        };
}

void pc_below_commission(pc_ledger *ledger, size_t channel_id)
{
    const pc_programme *programme = ledger->programme;
    const size_t of_channel = programme->channels[channel_id].commission_id;
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (programme->cohorts[i].channel_id == channel_id)
            add_commission(ledger, channel_id, of_channel, pc_people_cohort(ledger, i));
    for (size_t i = 0; i < programme->n_partners; i++) {
        const size_t own = programme->partners[i].commission_id;
        if (programme->partners[i].channel_id == channel_id)
            add_commission(ledger, channel_id, own == PC_NONE ? of_channel : own,
                           pc_people_partner(ledger, i));
    }
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
