/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demand and deals of one partner in a month: how many, and how large each is. */
#ifndef PC_POPULATION_DEALS_INL
#define PC_POPULATION_DEALS_INL

#include "population/attend.inl"
#include "population/draws.inl"
#include "population/earnings.inl"
#include "population/opening.inl"
#include "population/witness.inl"

/* The ramp where all trials are equally far: min(1, months at work / n). */
LANE_FN double common_ramp(const member *p, int month)
{
    const double worked = month - p->entry - p->kind->onboarding_months + 1.0;
    if (p->kind->ramp_months < 2 || worked >= p->kind->ramp_months) return 1.0;
    return worked > 0.0 ? worked / p->kind->ramp_months : 0.0;
}

/* mean = level x productivity x ramp x multiplier where it works, in this order. */
LANE_FN void demand(const chunk *c, const member *p, double *mean, pc_levels levels, int month)
{
    const pc_kind *kind = p->kind;
    const double *level = level_row(c, levels, month), *from = row_of(p, ROW_FROM);
    const double *productivity = row_of(p, ROW_PRODUCTIVITY), *works = row_of(p, ROW_WORKS);
    const double *multiplier = row_of(p, ROW_MULTIPLIER);
    const lane one = lane_set(1.0), zero = lane_set(0.0), now = lane_set(month + 1.0);
    const lane months = lane_set((double)kind->ramp_months);
    const lane common = lane_set(common_ramp(p, month));
    const pc_attendance *expected = expected_attendance(c, p, month);
    if (expected) {
        for (size_t i = 0; i < PC_CHUNK; i++)
            mean[i] = level[i] * productivity[i] * multiplier[i] *
                      (i == 0 ? expected->strength_plan : expected->strength_means);
        return;
    }
    const bool ramps_apart = kind->ramp_months > 1 && kind->activation_delay.given;
    EACH_LANE(i)
    {
        const lane ramp =
            ramps_apart ? lane_min(one, (now - lane_load(from + i)) / months) : common;
        const lane x = lane_load(level + i) * lane_load(productivity + i) * ramp *
                       lane_load(multiplier + i);
        const lane w = lane_load(works + i);
        lane_store(mean + i, lane_select(lane_eq(w, zero), zero, x * w));
    }
}

/* Which class each of the listed deals is of, by a draw of its own; what is not sourced adds
 * up.
 */
STAGE void class_listed(const chunk *c, const member *p, draw_list *list, int month)
{
    const double *sourced = level_row(c, p->kind->sourced, month),
                 *credited = level_row(c, p->kind->credited, month);
    draw_list u = *list;
    for (size_t i = 0; i < u.n; i++) u.index[i] += DEAL_CREDIT;
    draw_listed(c, &u, p->stream, month);
    for (size_t i = 0; i < list->n; i++) {
        const size_t trial = (size_t)list->trial[i];
        list->credit[i] = u.value[i] < sourced[trial]    ? PC_CREDIT_SOURCED
                          : u.value[i] < credited[trial] ? PC_CREDIT_INFLUENCED
                                                         : PC_CREDIT_NONE;
        if (list->credit[i] == PC_CREDIT_SOURCED) continue;
        work_row(c, WORK_UNSOURCED)[trial] += list->value[i];
        work_row(c, WORK_N_UNSOURCED)[trial] += 1.0;
        if (list->credit[i] == PC_CREDIT_NONE) continue;
        work_row(c, WORK_INFLUENCED)[trial] += list->value[i];
        work_row(c, WORK_N_INFLUENCED)[trial] += 1.0;
    }
}

/* The same where it is expected: a part of all. */
STAGE void expect_classes(const chunk *c, const member *p, int month)
{
    const double *sourced = level_row(c, p->kind->sourced, month),
                 *credited = level_row(c, p->kind->credited, month);
    const double *amount = work_row(c, WORK_AMOUNT), *count = work_row(c, WORK_COUNT);
    const lane one = lane_set(1.0);
    EACH_LANE(i)
    {
        const lane s = lane_load(sourced + i), others = one - s;
        const lane influenced = lane_load(credited + i) - s;
        const lane money = lane_load(amount + i), n = lane_load(count + i);
        lane_store(work_row(c, WORK_INFLUENCED) + i, money * influenced);
        lane_store(work_row(c, WORK_UNSOURCED) + i, money * others);
        lane_store(work_row(c, WORK_N_INFLUENCED) + i, n * influenced);
        lane_store(work_row(c, WORK_N_UNSOURCED) + i, n * others);
    }
}

/* Whether the mean is that of the last month, for those who are still there: nobody begins,
 * wakes or ramps up, no level changes, nor a tier where it counts. */
LANE_FN bool demand_lasts(const chunk *c, const member *p, pc_levels levels, int month)
{
    const pc_kind *kind = p->kind;
    return attendance_lasts(c, p, month) && levels[month] == levels[month - 1] &&
           !(kind->changes[month] && p->ladder && kind->multipliers) &&
           common_ramp(p, month) == common_ramp(p, month - 1);
}

/* Nothing happens to those who have left. */
LANE_FN void keep_present(const member *p, double *count)
{
    const double *alive = row_of(p, ROW_ALIVE);
    const lane zero = lane_set(0.0);
    EACH_LANE(i)
    {
        const mask there = lane_lt(zero, lane_load(alive + i));
        lane_store(count + i, lane_select(there, lane_load(count + i), zero));
    }
}

/* Deals and leads are counted one at a time; where a partner has both, leads are not kept. */
LANE_FN bool keeps_demand(const chunk *c, const member *p, uint32_t index)
{
    return !c->expected && p->kind->dispersion <= 0.0 &&
           !(index == DRAW_LEADS && p->kind->deals);
}

/* The month's deals or leads. Their mean and its first chances, which take an exponential
 * function, are kept from month to month while they last. */
STAGE void count_demand(const chunk *c, const member *p, double *count, pc_levels levels,
                        int month, uint32_t index)
{
    double *mean = row_of(p, ROW_DEMAND), *chances = row_of(p, ROW_CHANCES);
    const bool keeps = keeps_demand(c, p, index);
    if (keeps && !demand_lasts(c, p, levels, month)) {
        _Alignas(64) double before[PC_CHUNK];
        EACH_LANE(i) lane_store(before + i, lane_load(mean + i));
        demand(c, p, mean, levels, month);
        renew_chances(chances, mean, before);
    }
    if (!keeps || any_above(mean, (double)PART_OF_COUNT)) {
        demand(c, p, count, levels, month);
        draw_count(c, count, count, p->kind->dispersion, p->stream, month, index);
        if (!c->expected) keep_present(p, count);
        return;
    }
    _Alignas(64) double u[PC_CHUNK];
    draw_row(c, u, p->stream, month, index);
    invert_row(count, u, mean, chances, row_of(p, ROW_ALIVE));
}

/* The sizes of the listed deals, in minor units, to their trials' amounts. */
STAGE void size_listed(const chunk *c, const member *p, draw_list *list, int month,
                       double *amount)
{
    const pc_pop_random *acv = &p->kind->acv;
    const lane minor = lane_set(c->population->minor);
    const double *shift = acv->shift ? level_row(c, acv->shift, month) : NULL;
    const double *scale = acv->scale ? level_row(c, acv->scale, month) : NULL;
    if (acv->table != PC_NONE) {
        draw_listed(c, list, p->stream, month);
        for (size_t i = 0; i < list->n; i += PC_LANE_WIDTH)
            lane_store(list->value + i, table_at(lane_load(list->value + i),
                                                 &c->population->tables[acv->table]));
    }
    for (size_t i = 0; i < list->n && (scale || shift); i++) {
        const size_t trial = (size_t)list->trial[i];
        double x = acv->table != PC_NONE ? list->value[i] : 0.0;
        if (scale) x = x * scale[trial];
        if (shift) x = shift[trial] + x;
        list->value[i] = x;
    }
    for (size_t i = 0; i < list->n; i += PC_LANE_WIDTH)
        lane_store(list->value + i, lane_round(lane_load(list->value + i) * minor));
    for (size_t i = 0; i < list->n; i++) amount[list->trial[i]] += list->value[i];
    if (p->kind->sourced) class_listed(c, p, list, month);
    if (is_watched(c, p)) watch_deals(c, p, month, list, DRAW_OF_DEAL, DRAWS_A_DEAL);
    if (p->kind->pays_by_deal) pay_listed(c, p, list, month);
    list->n = 0;
}

/* Deals one by one: the n-th of every trial that has so many, then the next. */
STAGE void size_deals(const chunk *c, const member *p, const double *count, int month,
                      double *amount)
{
    draw_list *list = c->list;
    fill_row(amount, 0.0);
    for (turns left = begin_turns(count); left.waiting;) {
        if (list->n + PC_CHUNK > DRAW_LIST) size_listed(c, p, list, month, amount);
        list_turn(list, &left, DRAW_OF_DEAL, DRAWS_A_DEAL);
    }
    if (list->n) size_listed(c, p, list, month, amount);
}

/* What a deal brings on average, times their number: nothing is drawn, nothing rounded. */
STAGE void expect_deals(const chunk *c, const member *p, const double *count, int month,
                        double *amount)
{
    turn_random(c, amount, &p->kind->acv, month);
    const lane minor = lane_set(c->population->minor);
    EACH_LANE(i)
    lane_store(amount + i, lane_load(count + i) * (lane_load(amount + i) * minor));
}

/* What is not sourced of the month's sales, to the sums. */
STAGE void book_classes(const chunk *c, const member *p, int month)
{
    const pc_pop_sums *sums = &p->kind->sums;
    const double *alive = row_of(p, ROW_ALIVE);
    if (c->expected) expect_classes(c, p, month);
    add_weighted(sum_row(c, sums->influenced, month), alive, work_row(c, WORK_INFLUENCED));
    add_weighted(sum_row(c, sums->unsourced, month), alive, work_row(c, WORK_UNSOURCED));
}

/* The counted deals and their contract value, into the work rows and the partner's totals. */
STAGE void sell(const chunk *c, const member *p, int month)
{
    const pc_kind *kind = p->kind;
    const double *count = work_row(c, WORK_COUNT);
    double *amount = work_row(c, WORK_AMOUNT);
    const double *alive = row_of(p, ROW_ALIVE);
    if (kind->sourced && !c->expected)
        for (size_t row = WORK_INFLUENCED; row <= WORK_N_UNSOURCED; row++)
            fill_row(work_row(c, row), 0.0);
    if (c->expected)
        expect_deals(c, p, count, month, amount);
    else
        size_deals(c, p, count, month, amount);
    if (kind->sourced) book_classes(c, p, month);
    add_row(row_of(p, ROW_TOTAL + PC_FLOW_BOOKINGS), amount);
    add_row(row_of(p, ROW_TOTAL + PC_FLOW_DEALS), count);
    add_weighted(sum_row(c, kind->sums.bookings, month), alive, amount);
    add_weighted(sum_row(c, kind->sums.deals, month), alive, count);
}

/* How many deals the month has, by their own mean. */
STAGE void count_deals(const chunk *c, const member *p, int month)
{
    count_demand(c, p, work_row(c, WORK_COUNT), p->kind->deals, month, DRAW_DEALS);
}

/* A named partner's bookings as the plan states them, whatever its onboarding: one amount a
 * month. */
STAGE void sell_as_stated(const chunk *c, const member *p, int month)
{
    double *amount = work_row(c, WORK_AMOUNT);
    const double *stated = level_row(c, p->kind->bookings, month);
    EACH_LANE(i) lane_store(amount + i, lane_load(stated + i));
    if (is_watched(c, p)) watch_amount(c, p, month, PC_SEEN_STATED, amount);
    add_row(row_of(p, ROW_TOTAL + PC_FLOW_BOOKINGS), amount);
    add_weighted(sum_row(c, p->kind->sums.bookings, month), row_of(p, ROW_ALIVE), amount);
}

/* One that is earned in a month is valid in as many as the plan says, that month included. */
STAGE void hold_certifications(const member *p, int month, const double *earned)
{
    const int valid = p->kind->certification_months, from = month - valid;
    double *held = row_of(p, ROW_HELD);
    add_row(held, earned);
    if (valid == 0) return;
    double *slot =
        p->kind->n_held_rows ? row_of(p, p->kind->held_rows + (size_t)(month % valid)) : NULL;
    if (from >= 0) {
        EACH_LANE(i) lane_store(held + i, lane_load(held + i) - lane_load(slot + i));
    } else if (p->opening) {
        const lane expired = shown_before(p, PC_FLOW_CERTIFICATIONS, from) -
                             shown_before(p, PC_FLOW_CERTIFICATIONS, from - 1);
        EACH_LANE(i) lane_store(held + i, lane_load(held + i) - expired);
    }
    if (slot) EACH_LANE(i) lane_store(slot + i, lane_load(earned + i));
}

/* Certifications are earned from the entry on, at work or not. */
STAGE void certify(const chunk *c, const member *p, int month)
{
    const pc_kind *kind = p->kind;
    double *earned = work_row(c, WORK_EARNED);
    draw_level_count(c, earned, kind->certifications, p->stream, month, DRAW_CERTIFICATIONS);
    if (is_watched(c, p)) watch_count(c, p, month, PC_SEEN_CERTIFIED, earned);
    add_row(row_of(p, ROW_TOTAL + PC_FLOW_CERTIFICATIONS), earned);
    hold_certifications(p, month, earned);
    add_weighted(sum_row(c, kind->sums.certifications, month), row_of(p, ROW_ALIVE), earned);
}

#endif
