/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many partners there are at each month's close, docs/model/partners.md:
 *   S_m = S + R((S' - S) k / n)   month k of the n that lead from the number S to the stated S'
 *   S_m = S_(m-1) + entry_m - exit_m                               where only entries are given
 *   exits of a year = R(opening number * rate), in twelve parts
 *   recruited = max(0, change + exits), exited = recruited - change
 */
#include "compile/roster.h"

#include "compile/below.h"

typedef struct builder {
    pc_ledger *ledger;
    const pc_cohort *cohort;
    pc_node *close; /* n_months */
    pc_node opening;
} builder;

static pc_dag *dag_of(const builder *b)
{
    return &b->ledger->values.dag;
}

/* Partners are counted whole: rounded once, as money is. */
static pc_node whole(const builder *b, const pc_expr *expr, int month)
{
    const pc_node value = pc_value_at(&b->ledger->values, expr, month);
    return pc_dag_entry(dag_of(b), pc_dag_constant(dag_of(b), 1), value);
}

static pc_node before(const builder *b, int month)
{
    return month > 0 ? b->close[month - 1] : b->opening;
}

/* By year: equal steps to the number at the year's end. */
static void step_by_year(const builder *b)
{
    const pc_ledger *ledger = b->ledger;
    const int elapsed = b->cohort->stock.fiscal ? ledger->fiscal_elapsed : 0;
    for (int first = 0; first < ledger->n_months;) {
        const int n = 12 - (first + elapsed) % 12;
        const pc_node from = before(b, first);
        const pc_node to = whole(b, b->cohort->stock.by_year, first);
        const pc_node change = pc_dag_sub(dag_of(b), to, from);
        for (int k = 1; k <= n && first + k <= ledger->n_months; k++)
            b->close[first + k - 1] =
                k == n ? to : pc_dag_add(dag_of(b), from, pc_dag_part(dag_of(b), change, k, n));
        first += n;
    }
}

static void step_by_month(const builder *b)
{
    for (int m = 0; m < b->ledger->n_months; m++)
        b->close[m] = whole(b, b->cohort->stock.by_month, m);
}

/* Of partners one by one, those whom the opening roster lists. */
static pc_node listed(const builder *b)
{
    const pc_programme *programme = b->ledger->programme;
    const size_t id = (size_t)(b->cohort - programme->cohorts);
    double n = 0;
    for (size_t i = 0; i < programme->n_incumbents; i++)
        n += programme->incumbents[i].cohort_id == id;
    return pc_dag_constant(dag_of(b), n);
}

static builder begin(pc_ledger *ledger, const pc_cohort *cohort)
{
    builder b = { .ledger = ledger, .cohort = cohort };
    b.close = PC_NEW_ARRAY(dag_of(&b)->arena, pc_node, (size_t)ledger->n_months);
    if (b.close) b.opening = cohort->conduct ? listed(&b) : whole(&b, cohort->opening, 0);
    return b;
}

static void step_by_stock(const builder *b)
{
    if (b->cohort->stock.by_year)
        step_by_year(b);
    else
        step_by_month(b);
}

const pc_node *pc_roster_stock(pc_ledger *ledger, const pc_cohort *cohort)
{
    const builder b = begin(ledger, cohort);
    if (b.close) step_by_stock(&b);
    return b.close;
}

/* What leaves in each month: a twelfth of the part of the year's opening number. The number at
 * its opening must be known, so this is asked year by year. */
static pc_node exit_in(const builder *b, int month)
{
    const int year = month / 12, k = month % 12;
    pc_dag *dag = dag_of(b);
    if (!b->cohort->exit) return pc_dag_constant(dag, 0);
    const pc_node leave = pc_dag_entry(
        dag, before(b, year * 12), pc_value_at(&b->ledger->values, b->cohort->exit, year * 12));
    return pc_dag_sub(dag, pc_dag_part(dag, leave, k + 1, 12), pc_dag_part(dag, leave, k, 12));
}

static void step_by_entry(const builder *b, const pc_ledger_flow *entry)
{
    pc_dag *dag = dag_of(b);
    for (int m = 0; m < b->ledger->n_months && !dag->arena->failed; m++) {
        const pc_node joined = pc_dag_add(dag, before(b, m), pc_flow_between(dag, entry, m, m));
        b->close[m] = pc_dag_sub(dag, joined, exit_in(b, m));
    }
}

static pc_ledger_flow monthly(const pc_node *entries)
{
    return (pc_ledger_flow) { .monthly = true, .entries = entries };
}

/* Who joined and who left, from the numbers. A fall beyond the exits is exits, too. */
static void turnover(const builder *b, pc_ledger_cohort *out)
{
    pc_dag *dag = dag_of(b);
    const size_t n = (size_t)b->ledger->n_months;
    pc_node *recruited = PC_NEW_ARRAY(dag->arena, pc_node, n);
    pc_node *exited = PC_NEW_ARRAY(dag->arena, pc_node, n);
    for (int m = 0; m < b->ledger->n_months && !dag->arena->failed; m++) {
        const pc_node change = pc_dag_sub(dag, b->close[m], before(b, m));
        recruited[m] = pc_dag_op(dag, PC_TAPE_MAX, pc_dag_constant(dag, 0),
                                 pc_dag_add(dag, change, exit_in(b, m)), 0);
        exited[m] = pc_dag_sub(dag, recruited[m], change);
    }
    out->recruited = monthly(recruited);
    out->exited = monthly(exited);
}

/* A count of each month's closing number times a level. */
static pc_ledger_flow times_level(const builder *b, const pc_expr *level)
{
    pc_node *entries = PC_NEW_ARRAY(dag_of(b)->arena, pc_node, (size_t)b->ledger->n_months);
    for (int m = 0; m < b->ledger->n_months && !dag_of(b)->arena->failed; m++)
        entries[m] =
            pc_dag_entry(dag_of(b), b->close[m], pc_value_at(&b->ledger->values, level, m));
    return monthly(entries);
}

/* Yearly commitments fall due in the last month of a programme year. */
static pc_ledger_flow minimum_of(const builder *b)
{
    pc_dag *dag = dag_of(b);
    pc_node *entries = PC_NEW_ARRAY(dag->arena, pc_node, (size_t)b->ledger->n_months);
    for (int m = 0; m < b->ledger->n_months && !dag->arena->failed; m++) {
        entries[m] = pc_dag_constant(dag, 0);
        if (m % 12 != 11 || !b->cohort->minimum) continue;
        const pc_node each = pc_value_at(&b->ledger->values, b->cohort->minimum, m);
        entries[m] =
            pc_dag_entry(dag, pc_dag_mul(dag, b->close[m], b->ledger->minor_units), each);
    }
    return monthly(entries);
}

static void build_cohort(pc_ledger *ledger, size_t i)
{
    if (pc_people_cohort(ledger, i)) {
        pc_below_cohort(ledger, i);
        return;
    }
    pc_arena *arena = ledger->values.dag.arena;
    pc_ledger_cohort *out = &ledger->cohort[i];
    const builder b = begin(ledger, &ledger->programme->cohorts[i]);
    if (!b.close) return;
    const pc_node one = pc_dag_constant(dag_of(&b), 1);
    if (b.cohort->has_entry) out->scheduled = pc_ledger_path(ledger, &b.cohort->entry, one);
    if (arena->failed) return;
    if (!b.cohort->has_stock)
        step_by_entry(&b, &out->scheduled);
    else
        step_by_stock(&b);
    out->close = b.close;
    turnover(&b, out);
    out->active = b.cohort->active ? times_level(&b, b.cohort->active) : monthly(b.close);
    if (b.cohort->leads) out->leads = times_level(&b, b.cohort->leads);
    out->minimum = minimum_of(&b);
}

/* ---- named partners ---- */

/* An amount a year, due in its last month; or (once) in month 1. */
static pc_ledger_flow due(pc_ledger *ledger, const pc_expr *amount, bool once)
{
    pc_dag *dag = &ledger->values.dag;
    pc_node *entries = PC_NEW_ARRAY(dag->arena, pc_node, (size_t)ledger->n_months);
    for (int m = 0; m < ledger->n_months && !dag->arena->failed; m++)
        entries[m] = (once ? m == 0 : m % 12 == 11)
                         ? pc_dag_entry(dag, ledger->minor_units,
                                        pc_value_at(&ledger->values, amount, m))
                         : pc_dag_constant(dag, 0);
    return monthly(entries);
}

static void build_claim(pc_ledger *ledger, size_t i)
{
    const pc_partner *partner = &ledger->programme->partners[i];
    pc_ledger_claim *out = &ledger->claim[i];
    if (partner->has_target)
        out->target = pc_ledger_path(ledger, &partner->target, ledger->minor_units);
    if (partner->minimum) out->minimum = due(ledger, partner->minimum, false);
    if (partner->investment) out->investment = due(ledger, partner->investment, true);
}

void pc_roster_build(pc_ledger *ledger)
{
    const pc_programme *programme = ledger->programme;
    pc_dag *dag = &ledger->values.dag;
    ledger->cohort = PC_NEW_ARRAY(dag->arena, pc_ledger_cohort, programme->n_cohorts + 1);
    ledger->claim = PC_NEW_ARRAY(dag->arena, pc_ledger_claim, programme->n_partners + 1);
    ledger->lead = PC_NEW_ARRAY(dag->arena, pc_ledger_flow, programme->n_budget + 1);
    const pc_node one = pc_dag_constant(dag, 1);
    for (size_t i = 0; i < programme->n_cohorts && !dag->arena->failed; i++)
        build_cohort(ledger, i);
    for (size_t i = 0; i < programme->n_partners && !dag->arena->failed; i++)
        build_claim(ledger, i);
    for (size_t i = 0; i < programme->n_budget && !dag->arena->failed; i++)
        if (programme->budget[i].has_leads)
            ledger->lead[i] = pc_ledger_path(ledger, &programme->budget[i].leads, one);
}
