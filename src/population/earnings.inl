/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a partner's plan pays: how its components stand to one another, on which occasions they
 * are earned, how a month of them begins and ends. docs/model/commission.md
 */
#ifndef PC_POPULATION_EARNINGS_INL
#define PC_POPULATION_EARNINGS_INL

#include "population/earn.inl"

/* ---- all components ---- */

typedef double money_row[PC_CHUNK];

LANE_FN void stack_lanes(lane *entry, size_t n, pc_stacking stacking, lane limit)
{
    if (stacking == PC_STACKING_EXCLUSIVE)
        pay_exclusive(entry, n);
    else
        pay_together(entry, n, limit);
}

/* How the entries stand to one another. */
STAGE void stack(const chunk *c, const pc_kind *kind, const occasion *o, money_row *owed,
                 size_t n)
{
    _Alignas(64) double part[PC_CHUNK], others[PC_CHUNK], limit[PC_CHUNK];
    if (kind->stacking == PC_STACKING_CAPPED) {
        _Alignas(64) double amount[PC_CHUNK], count[PC_CHUNK];
        const occasion of = classed(kind->any_credit, o, amount, count);
        rate_amounts(limit, credited(c, kind->any_credit, o->month, of.amount, part, others),
                     level_row(c, kind->limit, o->month));
    }
    EACH_LANE(i)
    {
        lane entry[PC_COMPONENTS_MAX];
        for (size_t k = 0; k < n; k++) entry[k] = lane_load(owed[k] + i);
        const lane most =
            kind->stacking == PC_STACKING_CAPPED ? lane_load(limit + i) : lane_set(0.0);
        stack_lanes(entry, n, kind->stacking, most);
        for (size_t k = 0; k < n; k++) lane_store(owed[k] + i, entry[k]);
    }
}

/* An extra for a time: on top of all else. A budget is used up by all partners together. */
STAGE void add_spiff(const chunk *c, const member *p, const pc_pop_component *component,
                     const occasion *sale, double *owed)
{
    const pc_spiff *spiff = &component->terms->spiff;
    if (sale->month < spiff->first_month || sale->month > spiff->last_month) return;
    _Alignas(64) double more[PC_CHUNK], whole[PC_CHUNK], part[PC_CHUNK], others[PC_CHUNK];
    _Alignas(64) double amount[PC_CHUNK], count[PC_CHUNK];
    const occasion of = classed(component, sale, amount, count), *o = &of;
    const double *base = o->amount;
    if (component->spiff_amount) {
        owe_fixed(whole, o->count, level_row(c, component->spiff_amount, o->month));
        base = whole;
    }
    if (o->amount) base = credited(c, component, o->month, base, part, others);
    if (component->spiff_amount)
        memcpy(more, base, sizeof more);
    else
        rate_amounts(more, base, level_row(c, component->spiff_points, o->month));
    if (component->spiff_budget) {
        double *used = c->budgets + component->budget * PC_CHUNK;
        const double *budget = level_row(c, component->spiff_budget, o->month);
        const double *alive = row_of(p, ROW_ALIVE);
        EACH_LANE(i)
        {
            const lane w = lane_load(alive + i), had = lane_load(used + i);
            const lane all = w * lane_load(more + i);
            const lane left = pay_capped(had, all, lane_load(budget + i));
            lane_store(used + i, had + all);
            lane_store(more + i, lane_select(lane_eq(w, lane_set(0.0)), w, left / w));
        }
    }
    add_row(owed, more);
}

/* Deals whose anniversaries are paid, and nothing before. */
STAGE void await_renewals(const chunk *c, const member *p, const occasion *o)
{
    _Alignas(64) double part[PC_CHUNK], others[PC_CHUNK], amount[PC_CHUNK], count[PC_CHUNK];
    for (size_t k = 0; k < p->kind->n_components; k++) {
        const pc_pop_component *component = &p->kind->components[k];
        if (component->terms->event != PC_EVENT_RENEWAL) continue;
        const occasion of = classed(component, o, amount, count);
        const double *base = credited(c, component, o->month, of.amount, part, others);
        remember_sale(p, component, o->month, base);
    }
}

LANE_FN bool pays_for(const pc_pop_component *component, const occasion *o)
{
    return component->by_rule && component->terms->event == o->event &&
           (o->event != PC_EVENT_NEW || component->terms->by_partner_month == o->of_month);
}

/* What the plan pays for an occasion. */
STAGE void earn_all(const chunk *c, const member *p, const occasion *o)
{
    _Alignas(64) money_row owed[PC_COMPONENTS_MAX];
    const pc_pop_component *found[PC_COMPONENTS_MAX];
    pc_seen said[PC_COMPONENTS_MAX]; /* and `was`: for who watches */
    double was[PC_COMPONENTS_MAX];
    const pc_kind *kind = p->kind;
    size_t n = 0;
    for (size_t k = 0; k < kind->n_components; k++)
        if (pays_for(&kind->components[k], o)) found[n++] = &kind->components[k];
    const bool watched = is_watched(c, p);
    for (size_t k = 0; k < n; k++) {
        if (watched) said[k] = no_reason(PC_PART_NONE);
        earn(c, p, found[k], o, owed[k], &said[k]);
        if (watched) was[k] = owed[k][c->watched];
    }
    if (kind->stacking == PC_STACKING_CAPPED ||
        (n > 1 && kind->stacking == PC_STACKING_EXCLUSIVE))
        stack(c, kind, o, owed, n);
    for (size_t k = 0; k < n; k++) {
        const size_t id = (size_t)(found[k] - kind->components);
        if (watched) watch_part(c, p, o->month, id, PC_PART_STACKING, &was[k], owed[k]);
        if (found[k]->spiff_amount || found[k]->spiff_points)
            add_spiff(c, p, found[k], o, owed[k]);
        if (watched) watch_part(c, p, o->month, id, PC_PART_SPIFF, &was[k], owed[k]);
        accrue(c, p, found[k], o->month, &said[k], owed[k]);
    }
}

/* ---- occasions ---- */

/* What deals bring, and of which class they are. */
enum {
    DEAL_AMOUNT,
    DEAL_COUNT,
    DEAL_INFLUENCED,
    DEAL_UNSOURCED,
    DEAL_N_INFLUENCED,
    DEAL_N_UNSOURCED,
    DEAL_ROWS
};

LANE_FN void put_deal(money_row *rows, const draw_list *list, size_t i, bool by_class)
{
    const uint64_t trial = list->trial[i];
    rows[DEAL_AMOUNT][trial] = list->value[i];
    rows[DEAL_COUNT][trial] = 1.0;
    if (!by_class || list->credit[i] == PC_CREDIT_SOURCED) return;
    rows[DEAL_UNSOURCED][trial] = list->value[i];
    rows[DEAL_N_UNSOURCED][trial] = 1.0;
    if (list->credit[i] == PC_CREDIT_NONE) return;
    rows[DEAL_INFLUENCED][trial] = list->value[i];
    rows[DEAL_N_INFLUENCED][trial] = 1.0;
}

/* Listed deals: the first of every trial that has one, then the second. */
STAGE void pay_listed(const chunk *c, const member *p, const draw_list *list, int month)
{
    _Alignas(64) money_row rows[DEAL_ROWS];
    const bool by_class = p->kind->sourced != NULL;
    occasion o = { .event = PC_EVENT_NEW,
                   .month = month,
                   .amount = rows[DEAL_AMOUNT],
                   .count = rows[DEAL_COUNT] };
    if (by_class) {
        o.influenced = rows[DEAL_INFLUENCED];
        o.unsourced = rows[DEAL_UNSOURCED];
        o.n_influenced = rows[DEAL_N_INFLUENCED];
        o.n_unsourced = rows[DEAL_N_UNSOURCED];
    }
    for (size_t i = 0; i < list->n;) {
        const uint64_t round = list->index[i];
        for (size_t k = 0; k < (by_class ? DEAL_ROWS : DEAL_INFLUENCED); k++)
            fill_row(rows[k], 0.0);
        for (; i < list->n && list->index[i] == round; i++) put_deal(rows, list, i, by_class);
        earn_all(c, p, &o);
    }
}

/* The month's deals, together; by the deal, too, where they have no sizes of their own. */
STAGE void pay_month(const chunk *c, const member *p, bool by_deal, int month)
{
    occasion o = { .event = PC_EVENT_NEW,
                   .of_month = true,
                   .month = month,
                   .amount = work_row(c, WORK_AMOUNT),
                   .count = work_row(c, WORK_COUNT) };
    if (p->kind->sourced) {
        o.influenced = work_row(c, WORK_INFLUENCED);
        o.unsourced = work_row(c, WORK_UNSOURCED);
        o.n_influenced = work_row(c, WORK_N_INFLUENCED);
        o.n_unsourced = work_row(c, WORK_N_UNSOURCED);
    }
    earn_all(c, p, &o);
    if (p->kind->pays_event[PC_EVENT_RENEWAL]) await_renewals(c, p, &o);
    o.of_month = false;
    if (by_deal && p->kind->pays_by_deal) earn_all(c, p, &o);
}

/* So many events without money of their own. */
STAGE void pay_events(const chunk *c, const member *p, pc_event event, const double *count,
                      int month)
{
    const occasion o = { .event = event, .month = month, .count = count };
    if (p->kind->pays_event[event]) earn_all(c, p, &o);
}

/* A promotion pays by the tier that is reached. Rates are asked anew at the next opening. */
STAGE void pay_promotion(const chunk *c, const member *p, int month)
{
    _Alignas(64) double count[PC_CHUNK];
    const double *from = row_of(p, ROW_TIER), *to = row_of(p, ROW_NEXT);
    const lane zero = lane_set(0.0), one = lane_set(1.0);
    EACH_LANE(i)
    lane_store(count + i,
               lane_select(lane_lt(lane_load(from + i), lane_load(to + i)), one, zero));
    take_rates(c, p, month, to);
    pay_events(c, p, PC_EVENT_MIGRATION, count, month);
}

/* ---- the month ---- */

LANE_FN void begin_row(const chunk *c, const member *p, size_t row, pc_window window, int month)
{
    if (row != PC_NONE && begins_window(c, window, month)) fill_row(pay_row(p, row), 0.0);
}

/* The trailing window forgets the month that is a year back. */
LANE_FN void forget_month(const member *p, const pc_pop_component *component, int month)
{
    double *held = pay_row(p, component->window_row);
    double *oldest = pay_row(p, component->trailing_row + (size_t)(month % 12));
    EACH_LANE(i) lane_store(held + i, lane_load(held + i) - lane_load(oldest + i));
    fill_row(oldest, 0.0);
}

/* Windows that begin are empty. */
STAGE void open_pay(const chunk *c, const member *p, int month)
{
    for (size_t k = 0; k < p->kind->n_components; k++) {
        const pc_pop_component *component = &p->kind->components[k];
        if (!component->by_rule) continue;
        begin_row(c, p, component->window_row, component->terms->window, month);
        if (component->trailing_row != PC_NONE) forget_month(p, component, month);
        for (pc_window w = PC_WINDOW_MONTH; w < PC_N_WINDOWS; w++) {
            begin_row(c, p, component->cap_row[w], w, month);
            begin_row(c, p, component->floor_row[w], w, month);
        }
    }
}

/* What is missing to the floor of a window that closes, the shorter windows first. */
STAGE void keep_floors(const chunk *c, const member *p, const pc_pop_component *component,
                       int month)
{
    _Alignas(64) double more[PC_CHUNK];
    const pc_seen said = no_reason(PC_PART_FLOOR);
    for (pc_window w = PC_WINDOW_MONTH; w < PC_N_WINDOWS; w++) {
        if (!component->floor[w] || !begins_window(c, w, month + 1)) continue;
        const double *floor = level_row(c, component->floor[w], month);
        const double *had = pay_row(p, component->floor_row[w]);
        EACH_LANE(i)
        lane_store(more + i,
                   pay_guarantee(lane_load(had + i), lane_round(lane_load(floor + i))));
        accrue(c, p, component, month, &said, more);
    }
}

#endif
