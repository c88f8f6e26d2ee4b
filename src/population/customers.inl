/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Customers of a partner's deals, and how long each of them stays: docs/model/cohorts.md */
#ifndef PC_POPULATION_CUSTOMERS_INL
#define PC_POPULATION_CUSTOMERS_INL

#include "population/leads.inl"

/* Customers that leave in a month. */
LANE_FN double *leaving_row(const member *p, int month)
{
    return row_of(p, p->kind->customer_rows + (size_t)month);
}

/* Puts the customers of the listed deals under the months in which they leave: begun months of
 * an exponential lifetime count, the first one always. */
STAGE void leave_listed(const chunk *c, const member *p, draw_list *list, int month)
{
    const double *lifetime = level_row(c, p->kind->lifetime, month);
    const lane zero = lane_set(0.0), one = lane_set(1.0);
    const int limit = c->population->n_months - month;
    draw_listed(c, list, p->stream, month);
    for (size_t i = 0; i < list->n; i += PC_LANE_WIDTH)
        lane_store(list->value + i, zero - lane_log(one - lane_load(list->value + i)));
    for (size_t i = 0; i < list->n; i++) {
        const size_t trial = (size_t)list->trial[i];
        const int months = wait_months(lifetime[trial] * list->value[i], limit);
        const int stays = months > 0 ? months : 1;
        if (stays < limit) leaving_row(p, month + stays)[trial] += 1.0;
    }
    list->n = 0;
}

/* Deals one by one: the n-th of every trial that has so many, then the next. */
STAGE void draw_lifetimes(const chunk *c, const member *p, const double *count, int month)
{
    draw_list *list = c->list;
    for (turns left = begin_turns(count); left.waiting;) {
        if (list->n + PC_CHUNK > DRAW_LIST) leave_listed(c, p, list, month);
        list_turn(list, &left, DRAW_OF_DEAL + DEAL_CUSTOMER, DRAWS_A_DEAL);
    }
    if (list->n) leave_listed(c, p, list, month);
}

/* Of n customers n exp(-k / lifetime) are there k months later. */
STAGE void expect_lifetimes(const chunk *c, const member *p, const double *count, int month)
{
    const double *lifetime = level_row(c, p->kind->lifetime, month);
    const lane zero = lane_set(0.0), one = lane_set(1.0), least = lane_set(1e-3);
    for (int k = 1; month + k < c->population->n_months; k++) {
        double *leaving = leaving_row(p, month + k);
        const lane later = lane_set((double)k);
        EACH_LANE(i)
        {
            const lane mean = lane_max(lane_load(lifetime + i), least);
            const lane before = lane_exp(zero - (later - one) / mean);
            const lane after = lane_exp(zero - later / mean);
            lane_store(leaving + i,
                       lane_load(leaving + i) + lane_load(count + i) * (before - after));
        }
    }
}

/* Those who leave, and those whom the month's deals bring. */
STAGE void serve_customers(const chunk *c, const member *p, int month)
{
    const double *count = work_row(c, WORK_COUNT), *leaving = leaving_row(p, month);
    double *there = row_of(p, ROW_CUSTOMERS);
    EACH_LANE(i)
    lane_store(there + i, lane_load(there + i) - lane_load(leaving + i) + lane_load(count + i));
    if (c->expected)
        expect_lifetimes(c, p, count, month);
    else
        draw_lifetimes(c, p, count, month);
}

#endif
