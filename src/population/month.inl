/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One partner through one month, in the order of docs/model/cohorts.md. */
#ifndef PC_POPULATION_MONTH_INL
#define PC_POPULATION_MONTH_INL

#include "population/attend.inl"
#include "population/customers.inl"
#include "population/joining.inl"
#include "population/leads.inl"
#include "population/opening.inl"
#include "population/review.inl"
#include "population/settle.inl"

/* What of a tier holds this month: asked anew when the tier or the month's levels changed. */
STAGE void take_levels(const chunk *c, const member *p, int month)
{
    const pc_kind *kind = p->kind;
    const double *tier = row_of(p, ROW_TIER);
    if (kind->hazards)
        take_by_tier(c, row_of(p, ROW_HAZARD), kind->hazards, kind->n_hazards, month, tier);
    if (p->ladder && kind->multipliers)
        take_by_tier(c, row_of(p, ROW_MULTIPLIER), kind->multipliers, p->ladder->n_tiers, month,
                     tier);
    take_rates(c, p, month, tier);
}

STAGE void count_entry(const chunk *c, const member *p)
{
    const pc_pop_sums *sums = &p->kind->sums;
    const double *alive = row_of(p, ROW_ALIVE);
    add_row(sum_row(c, sums->recruited, p->entry), alive);
    if (p->ladder)
        add_by_tier(c, sums->entries, p->ladder->n_tiers, p->entry, row_of(p, ROW_TIER), alive);
}

/* The partner's own draws, when it joins; `joins` is how many of it there are: 1 or 0. */
STAGE void join(const chunk *c, const member *p, const double *joins)
{
    const pc_kind *kind = p->kind;
    memset(p->state, 0, pc_population_rows(c->population, kind) * PC_CHUNK * sizeof(double));
    EACH_LANE(i) lane_store(row_of(p, ROW_ALIVE) + i, lane_load(joins + i));
    const size_t tier = p->opening ? p->opening->row->tier : kind->first_tier;
    fill_row(row_of(p, ROW_TIER), (double)tier);
    fill_row(row_of(p, ROW_NEXT), (double)tier);
    fill_row(row_of(p, ROW_AWAKE), 1.0);
    fill_row(row_of(p, ROW_PART), 1.0);
    fill_row(row_of(p, ROW_MULTIPLIER), 1.0);
    if (p->ladder)
        fill_row(row_of(p, ROW_SAFE), (double)p->entry + p->ladder->demote.protected_months);
    if (kind->productivity.given)
        draw_random(c, row_of(p, ROW_PRODUCTIVITY), &kind->productivity, p, DRAW_PRODUCTIVITY);
    else
        fill_row(row_of(p, ROW_PRODUCTIVITY), 1.0);
    if (kind->hazards && !c->expected) {
        double *limit = row_of(p, ROW_LIMIT);
        draw_row(c, limit, p->stream, 0, DRAW_EXIT);
        const lane zero = lane_set(0.0), one = lane_set(1.0);
        EACH_LANE(i) lane_store(limit + i, zero - lane_log(one - lane_load(limit + i)));
    }
    plan_start(c, p);
    if (p->opening) {
        take_opening(p);
        take_balances(c, p);
    } else {
        count_entry(c, p);
    }
    if (is_watched(c, p)) watch_entry(c, p);
}

/* Who leaves has met as much hazard as its draw allowed. Not in the month of entry. */
LANE_FN void leave(const chunk *c, const member *p, int month)
{
    const pc_kind *kind = p->kind;
    if (!kind->hazards) return;
    double *alive = row_of(p, ROW_ALIVE), *used = row_of(p, ROW_USED),
           *gone = work_row(c, WORK_A);
    const double *hazard = row_of(p, ROW_HAZARD), *limit = row_of(p, ROW_LIMIT);
    const lane zero = lane_set(0.0);
    EACH_LANE(i)
    {
        const lane was = lane_load(alive + i), h = lane_load(hazard + i);
        const lane met = lane_load(used + i) + h;
        const lane stays = c->expected
                               ? was * lane_exp(zero - h)
                               : lane_select(lane_le(lane_load(limit + i), met), zero, was);
        lane_store(used + i, met);
        lane_store(alive + i, stays);
        lane_store(gone + i, was - stays);
    }
    if (c->witness) watch_exit(c, p, month, gone);
    add_row(sum_row(c, kind->sums.exited, month), gone);
    if (p->ladder)
        add_by_tier(c, kind->sums.exits, p->ladder->n_tiers, month, row_of(p, ROW_TIER), gone);
}

/* The tier that was decided takes effect; then exits. */
STAGE void open_month(const chunk *c, const member *p, int month)
{
    if (month > p->entry && is_reviewed(p->ladder, month - 1) && !p->ladder->same_month) {
        double *tier = row_of(p, ROW_TIER);
        const double *next = row_of(p, ROW_NEXT);
        EACH_LANE(i) lane_store(tier + i, lane_load(next + i));
    }
    if (month == p->first || p->kind->changes[month]) take_levels(c, p, month);
    if (month > p->entry) leave(c, p, month);
}

/* What the month sells: as stated, by deals of their own number, or out of leads. */
STAGE void book(const chunk *c, const member *p, int month)
{
    if (p->kind->bookings) {
        sell_as_stated(c, p, month);
        return;
    }
    if (p->kind->deals)
        count_deals(c, p, month);
    else if (p->kind->win_rate)
        take_closing(c, p, month);
    else
        fill_row(work_row(c, WORK_COUNT), 0.0);
    sell(c, p, month);
    if (p->kind->lifetime) serve_customers(c, p, month);
}

/* Everything between the exits and the review. */
STAGE void work_month(const chunk *c, const member *p, int month)
{
    const pc_kind *kind = p->kind;
    attend(c, p, month);
    if (kind->keeps_pay) {
        open_pay(c, p, month);
        renew(c, p, month);
    }
    if (kind->leads) bring_leads(c, p, month);
    if (kind->leads && kind->keeps_pay)
        pay_events(c, p, PC_EVENT_LEAD, work_row(c, WORK_LEADS), month);
    book(c, p, month);
    pay(c, p, month);
    if (kind->keeps_pay) pay_month(c, p, kind->bookings || c->expected, month);
    if (kind->certifications) certify(c, p, month);
    if (kind->certifications && kind->keeps_pay)
        pay_events(c, p, PC_EVENT_CERTIFICATION, work_row(c, WORK_EARNED), month);
    if (p->ladder) keep_history(p, p->ladder->history, month);
    if (kind->keeps_pay) keep_history(p, kind->bonus_history, month);
}

STAGE void close_month(const chunk *c, const member *p, int month)
{
    const pc_pop_sums *sums = &p->kind->sums;
    if (p->kind->keeps_pay) close_pay(c, p, month);
    const double *alive = row_of(p, ROW_ALIVE);
    add_row(sum_row(c, sums->present, month), alive);
    add_weighted(sum_row(c, sums->active, month), alive, row_of(p, ROW_WORKS));
    if (p->ladder)
        add_by_tier(c, sums->tiers, p->ladder->n_tiers, month, row_of(p, ROW_TIER), alive);
    if (is_watched(c, p)) watch_close(c, p, month);
}

#endif
