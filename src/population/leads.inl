/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From leads to deals: each lead is won or lost by a draw of its own, and what is won closes
 * some months later. docs/model/demand.md */
#ifndef PC_POPULATION_LEADS_INL
#define PC_POPULATION_LEADS_INL

#include "population/deals.inl"

/* Wins that close in a month: a ring over the months ahead. */
LANE_FN double *closing_row(const member *p, int month)
{
    const size_t at = (size_t)(month % p->kind->closing_months);
    return row_of(p, p->kind->closing_rows + at);
}

/* Whole months of a wait, up to a limit. Begun ones count. */
LANE_FN int wait_months(double months, int limit)
{
    if (!(months > 0.0)) return 0;
    if (months >= limit) return limit;
    const int whole = (int)months;
    return whole + (whole < months);
}

/* Keeps those of the listed leads that are won, at the addresses of their cycles. */
STAGE void keep_won(const chunk *c, const member *p, draw_list *list, int month)
{
    const double *chance = level_row(c, p->kind->win_rate, month);
    size_t n = 0;
    draw_listed(c, list, p->stream, month);
    for (size_t i = 0; i < list->n; i++) {
        const uint64_t trial = list->trial[i], index = list->index[i] + 1;
        list->trial[n] = trial;
        list->index[n] = index;
        n += list->value[i] < chance[trial];
    }
    list->n = n;
}

/* Puts the listed wins under the months in which they close. */
STAGE void close_listed(const chunk *c, const member *p, draw_list *list, int month)
{
    const pc_pop_random *cycle = &p->kind->cycle;
    const double *shift = cycle->shift ? level_row(c, cycle->shift, month) : NULL;
    const double *scale = cycle->scale ? level_row(c, cycle->scale, month) : NULL;
    const int limit = c->population->n_months - month;
    keep_won(c, p, list, month);
    if (cycle->table != PC_NONE) {
        draw_listed(c, list, p->stream, month);
        for (size_t i = 0; i < list->n; i += PC_LANE_WIDTH)
            lane_store(list->value + i, table_at(lane_load(list->value + i),
                                                 &c->population->tables[cycle->table]));
    }
    for (size_t i = 0; i < list->n; i++) {
        const size_t trial = (size_t)list->trial[i];
        double x = cycle->table != PC_NONE ? list->value[i] : 0.0;
        if (scale) x = x * scale[trial];
        if (shift) x = shift[trial] + x;
        const int wait = wait_months(x, limit);
        list->value[i] = wait;
        if (wait < limit) closing_row(p, month + wait)[trial] += 1.0;
    }
    if (is_watched(c, p)) watch_wins(c, p, month, list, DRAW_OF_LEAD + 1, DRAWS_A_LEAD);
    list->n = 0;
}

/* Leads one by one: the n-th of every trial that has so many, then the next. */
STAGE void work_leads(const chunk *c, const member *p, const double *leads, int month)
{
    draw_list *list = c->list;
    for (turns left = begin_turns(leads); left.waiting;) {
        if (list->n + PC_CHUNK > DRAW_LIST) close_listed(c, p, list, month);
        list_turn(list, &left, DRAW_OF_LEAD, DRAWS_A_LEAD);
    }
    if (list->n) close_listed(c, p, list, month);
}

/* The part of the month's leads that is won, over the months by the cycle's distribution. The
 * first trial is the case at plan, the others are that at means. */
STAGE void expect_wins(const chunk *c, const member *p, const double *leads, int month)
{
    const pc_kind *kind = p->kind;
    const double *win = level_row(c, kind->win_rate, month);
    for (int wait = 0; wait < kind->closing_months; wait++) {
        if (month + wait >= c->population->n_months) break;
        const pc_wait *share = &kind->waits[month * kind->closing_months + wait];
        double *closing = closing_row(p, month + wait);
        for (size_t i = 0; i < PC_CHUNK; i++)
            closing[i] += leads[i] * win[i] * (i == 0 ? share->at_plan : share->at_means);
    }
}

/* The month's leads, into the work row, the partner's totals and the months in which the won
 * ones close. */
STAGE void bring_leads(const chunk *c, const member *p, int month)
{
    const pc_kind *kind = p->kind;
    double *leads = work_row(c, WORK_LEADS);
    count_demand(c, p, leads, kind->leads, month, DRAW_LEADS);
    if (is_watched(c, p)) watch_count(c, p, month, PC_SEEN_LEADS, leads);
    add_row(row_of(p, ROW_TOTAL + PC_FLOW_LEADS), leads);
    add_weighted(sum_row(c, kind->sums.leads, month), row_of(p, ROW_ALIVE), leads);
    if (!kind->win_rate) return;
    if (c->expected)
        expect_wins(c, p, leads, month);
    else
        work_leads(c, p, leads, month);
}

/* Deals out of leads: those that close this month; none where the partner has left. */
STAGE void take_closing(const chunk *c, const member *p, int month)
{
    const lane zero = lane_set(0.0);
    const double *alive = row_of(p, ROW_ALIVE);
    double *count = work_row(c, WORK_COUNT), *closing = closing_row(p, month);
    EACH_LANE(i)
    {
        const mask there = lane_lt(zero, lane_load(alive + i));
        lane_store(count + i, lane_select(there, lane_load(closing + i), zero));
        lane_store(closing + i, zero);
    }
}

#endif
