/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/ledger.h"

#include "compile/arr.h"
#include "compile/below.h"
#include "compile/cannibals.h"
#include "compile/roster.h"
#include "compile/shares.h"

static pc_dag *dag_of(pc_ledger *ledger)
{
    return &ledger->values.dag;
}

static pc_node *new_entries(pc_ledger *ledger, bool monthly)
{
    return PC_NEW_ARRAY(dag_of(ledger)->arena, pc_node,
                        (size_t)(monthly ? ledger->n_months : ledger->n_years));
}

static pc_ledger_flow flow_of(bool monthly, const double *profile, const pc_node *entries)
{
    return (pc_ledger_flow) { .monthly = monthly, .profile = profile, .entries = entries };
}

/* Fiscal years begin inside of programme years: a month is what the twelve of its year give it.
 */
static pc_ledger_flow fiscal_path(pc_ledger *ledger, const pc_flow *flow, pc_node unit)
{
    pc_dag *dag = dag_of(ledger);
    pc_node *entries = new_entries(ledger, true);
    for (int m = 0; m < ledger->n_months && entries; m++) {
        const int k = (m + ledger->fiscal_elapsed) % 12;
        const pc_node amount =
            pc_dag_entry(dag, unit, pc_value_at(&ledger->values, flow->by_year, m));
        entries[m] = pc_dag_sub(dag, pc_dag_part(dag, amount, k + 1, 12),
                                pc_dag_part(dag, amount, k, 12));
    }
    return flow_of(true, NULL, entries);
}

pc_ledger_flow pc_ledger_path(pc_ledger *ledger, const pc_flow *flow, pc_node unit)
{
    if (flow->fiscal) return fiscal_path(ledger, flow, unit);
    const bool monthly = flow->by_month != NULL;
    const pc_expr *expr = monthly ? flow->by_month : flow->by_year;
    pc_node *entries = new_entries(ledger, monthly);
    const int n = monthly ? ledger->n_months : ledger->n_years;
    for (int p = 0; p < n && entries; p++)
        entries[p] = pc_dag_entry(dag_of(ledger), unit,
                                  pc_value_at(&ledger->values, expr, monthly ? p : p * 12));
    return flow_of(monthly, flow->profile, entries);
}

/* ---- flows computed from one another ---- */

/* The amount of `flow` in period p of a flow computed from it. */
static pc_node amount_in(pc_ledger *ledger, const pc_ledger_flow *flow, bool monthly, int p)
{
    return monthly ? pc_flow_between(dag_of(ledger), flow, p, p)
                   : pc_flow_entry(dag_of(ledger), flow, p);
}

/* rate times one or two flows, an entry for each of their periods, or for each month when one
 * of them needs it. */
static pc_ledger_flow rated(pc_ledger *ledger, const pc_ledger_flow *const *flows,
                            size_t n_flows, const pc_expr *rate)
{
    bool monthly = pc_is_monthly(pc_value_grain(&ledger->values, rate));
    for (size_t i = 0; i < n_flows; i++) monthly |= flows[i]->monthly;
    pc_node *entries = new_entries(ledger, monthly);
    const int n = monthly ? ledger->n_months : ledger->n_years;
    for (int p = 0; p < n && entries; p++) {
        const pc_node at = pc_value_at(&ledger->values, rate, monthly ? p : p * 12);
        pc_node base = pc_dag_constant(dag_of(ledger), 0);
        for (size_t i = 0; i < n_flows; i++)
            base = pc_dag_add(dag_of(ledger), base, amount_in(ledger, flows[i], monthly, p));
        entries[p] = pc_dag_entry(dag_of(ledger), base, at);
    }
    return flow_of(monthly, flows[0]->profile, entries);
}

void pc_ledger_divide_credit(pc_node bounds[PC_N_CREDITS], pc_ledger *ledger,
                             const pc_expr *const credit[PC_N_CREDITS], pc_node amount,
                             int month)
{
    pc_dag *dag = dag_of(ledger);
    const pc_node i = pc_value_at(&ledger->values, credit[PC_CREDIT_INFLUENCED], month);
    const pc_node rest =
        pc_dag_complement(dag, pc_value_at(&ledger->values, credit[PC_CREDIT_SOURCED], month));
    const pc_node fits = pc_dag_op(dag, PC_TAPE_LT, i, rest, 0);
    const pc_node upto_rest = pc_dag_entry(dag, amount, rest);
    bounds[PC_CREDIT_INFLUENCED] =
        pc_dag_op(dag, PC_TAPE_IF, fits, pc_dag_entry(dag, amount, i), upto_rest);
    bounds[PC_CREDIT_NONE] = upto_rest;
    bounds[PC_CREDIT_SOURCED] = amount;
}

/* Influenced, none and sourced of one channel. A class is what lies between two bounds, so that
 * months and classes both sum to the channel's. */
static void credit_channel(pc_ledger *ledger, size_t id)
{
    const pc_channel *channel = &ledger->programme->channels[id];
    const pc_expr *influenced = channel->credit[PC_CREDIT_INFLUENCED];
    const pc_expr *sourced = channel->credit[PC_CREDIT_SOURCED];
    const pc_ledger_flow *gross = &ledger->channel[id];
    const bool monthly =
        gross->monthly || pc_is_monthly(pc_finer(pc_value_grain(&ledger->values, influenced),
                                                 pc_value_grain(&ledger->values, sourced)));
    pc_node *bounds[PC_N_CREDITS]; /* upper */
    for (int c = 0; c < PC_N_CREDITS; c++) bounds[c] = new_entries(ledger, monthly);
    const int n = monthly ? ledger->n_months : ledger->n_years;
    for (int p = 0; p < n && !dag_of(ledger)->arena->failed; p++) {
        pc_node at[PC_N_CREDITS];
        pc_ledger_divide_credit(at, ledger, channel->credit,
                                amount_in(ledger, gross, monthly, p), monthly ? p : p * 12);
        for (int c = 0; c < PC_N_CREDITS; c++) bounds[c][p] = at[c];
    }
    for (int c = 0; c < PC_N_CREDITS; c++)
        ledger->credit[c][id] = (pc_ledger_flow) { .monthly = monthly,
                                                   .profile = gross->profile,
                                                   .entries = bounds[c],
                                                   .below = c ? bounds[c - 1] : NULL };
}

static void commission_channel(pc_ledger *ledger, size_t id)
{
    const size_t commission_id = ledger->programme->channels[id].commission_id;
    if (commission_id == PC_NONE) return;
    const pc_commission *plan = &ledger->programme->commissions[commission_id];
    for (size_t i = 0; i < plan->n_components; i++) {
        const pc_component *component = &plan->components[i];
        pc_ledger_commission *entry = &ledger->commission[ledger->n_commission++];
        *entry = (pc_ledger_commission) { .commission_id = commission_id,
                                          .partner_id = PC_NONE,
                                          .component_id = i,
                                          .channel_id = id };
        const pc_credit first =
            component->any_credit ? PC_CREDIT_INFLUENCED : component->credit;
        entry->base[entry->n_base++] = &ledger->credit[first][id];
        if (component->any_credit)
            entry->base[entry->n_base++] = &ledger->credit[PC_CREDIT_SOURCED][id];
        entry->paid = rated(ledger, entry->base, entry->n_base, component->schedule.rate);
    }
}

/* Heads times the yearly cost of one; a month pays a twelfth. */
static pc_ledger_flow heads(pc_ledger *ledger, const pc_budget_line *line)
{
    pc_values *values = &ledger->values;
    pc_dag *dag = dag_of(ledger);
    const bool monthly = pc_is_monthly(pc_finer(pc_value_grain(values, line->heads),
                                                pc_value_grain(values, line->cost_per_head)));
    pc_node *entries = new_entries(ledger, monthly);
    const int n = monthly ? ledger->n_months : ledger->n_years;
    for (int p = 0; p < n && entries; p++) {
        const int month = monthly ? p : p * 12;
        const pc_node cost =
            pc_dag_product_of_rates(dag, pc_value_at(values, line->heads, month),
                                    pc_value_at(values, line->cost_per_head, month));
        entries[p] = pc_dag_entry_part(dag, ledger->minor_units, cost, monthly ? 12 : 1);
    }
    return flow_of(monthly, NULL, entries);
}

/* ---- the whole ---- */

static size_t n_commission_entries(const pc_programme *programme)
{
    size_t n = 0;
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].commission_id != PC_NONE)
            n += programme->commissions[programme->channels[i].commission_id].n_components;
    return n;
}

static void reserve(pc_ledger *ledger)
{
    const pc_programme *programme = ledger->programme;
    pc_arena *arena = dag_of(ledger)->arena;
    ledger->channel = PC_NEW_ARRAY(arena, pc_ledger_flow, programme->n_channels);
    for (int c = 0; c < PC_N_CREDITS; c++)
        ledger->credit[c] = PC_NEW_ARRAY(arena, pc_ledger_flow, programme->n_channels);
    ledger->taken = PC_NEW_ARRAY(arena, pc_ledger_flow, programme->n_channels);
    ledger->fee = PC_NEW_ARRAY(arena, pc_ledger_flow, programme->n_channels);
    ledger->budget = PC_NEW_ARRAY(arena, pc_ledger_flow, programme->n_budget);
}

pc_status pc_ledger_build(pc_ledger *ledger, pc_arena *arena, pc_arena *keep,
                          const pc_programme *programme, pc_diags *diags)
{
    *ledger = (pc_ledger) { .programme = programme,
                            .n_months = programme->months,
                            .fiscal_elapsed = pc_fiscal_elapsed(programme),
                            .n_years = (programme->months + 11) / 12 };
    ledger->values.programme = programme;
    pc_dag_init(dag_of(ledger), arena);
    double minor = 1;
    for (int i = 0; i < programme->minor_digits; i++) minor *= 10;
    ledger->minor_units = pc_dag_constant(dag_of(ledger), minor);
    reserve(ledger);
    if (arena->failed) return PC_ENOMEM;
    const pc_status peopled = pc_people_build(ledger, keep, diags);
    if (peopled != PC_OK) return peopled;
    ledger->commission =
        PC_NEW_ARRAY(arena, pc_ledger_commission,
                     n_commission_entries(programme) + pc_below_n_commission(ledger) + 1);
    ledger->sales = PC_NEW_ARRAY(arena, pc_ledger_sales, pc_below_n_sales(ledger) + 1);
    if (arena->failed) return PC_ENOMEM;
    for (size_t i = 0; i < programme->n_channels; i++) {
        if (programme->channels[i].type == PC_CHANNEL_AMOUNT)
            ledger->channel[i] =
                pc_ledger_path(ledger, &programme->channels[i].revenue, ledger->minor_units);
        if (pc_channel_is_below(&programme->channels[i]))
            ledger->channel[i] = pc_below_sales(ledger, i);
    }
    if (programme->has_revenue) {
        const pc_ledger_flow total =
            pc_ledger_path(ledger, &programme->revenue, ledger->minor_units);
        if (arena->failed) return PC_ENOMEM;
        const pc_status status = pc_shares_build(ledger, &total, diags);
        if (status != PC_OK) return status;
    }
    pc_cannibals_build(ledger);
    for (size_t i = 0; i < programme->n_channels && !arena->failed; i++) {
        const bool below = programme->channels[i].type == PC_CHANNEL_PARTNERS;
        if (below || programme->channels[i].credit_by_deal)
            pc_below_credit(ledger, i);
        else
            credit_channel(ledger, i);
        const pc_ledger_flow *gross = &ledger->channel[i];
        ledger->fee[i] = rated(ledger, &gross, 1, programme->channels[i].fee);
        if (below)
            pc_below_commission(ledger, i);
        else
            commission_channel(ledger, i);
    }
    for (size_t i = 0; i < programme->n_budget && !arena->failed; i++) {
        const pc_budget_line *line = &programme->budget[i];
        ledger->budget[i] = line->heads
                                ? heads(ledger, line)
                                : pc_ledger_path(ledger, &line->amount, ledger->minor_units);
    }
    pc_roster_build(ledger);
    return pc_arr_build(ledger);
}
