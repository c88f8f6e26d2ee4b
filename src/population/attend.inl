/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a partner works: onboarding, activation and its delay, dormancy. */
#ifndef PC_POPULATION_ATTEND_INL
#define PC_POPULATION_ATTEND_INL

#include "population/draws.inl"

/* The first whole number at or above x. */
LANE_FN lane whole_above(lane x)
{
    const lane near = lane_round(x);
    return near + lane_select(lane_lt(near, x), lane_set(1.0), lane_set(0.0));
}

/* Whoever has sold something before the start was activated. */
LANE_FN bool has_sold(const member *p)
{
    return p->opening && p->opening->row->bookings_amt > 0;
}

/* Its delay is over in that month at the latest. */
STAGE void start_by(const member *p, int month)
{
    const int trained = p->entry + p->kind->onboarding_months;
    const lane latest = lane_set((double)(trained > month ? trained : month));
    double *from = row_of(p, ROW_FROM);
    EACH_LANE(i) lane_store(from + i, lane_min(lane_load(from + i), latest));
}

/* The first month of work, the first that is at least the delay away from the end of
 * onboarding; never for those that are not activated. Expected: the part of them that is, at
 * once on average. */
STAGE void plan_start(const chunk *c, const member *p)
{
    const pc_kind *kind = p->kind;
    double *from = row_of(p, ROW_FROM), *u = work_row(c, WORK_A);
    fill_row(from, p->entry + (double)kind->onboarding_months);
    if (kind->activation_delay.given) {
        const lane zero = lane_set(0.0);
        draw_random(c, u, &kind->activation_delay, p, DRAW_DELAY);
        EACH_LANE(i)
        lane_store(from + i,
                   lane_load(from + i) + lane_max(whole_above(lane_load(u + i)), zero));
    }
    if (has_sold(p)) {
        start_by(p, 0);
        return;
    }
    if (!kind->activation) return;
    const double *part = level_row(c, kind->activation, p->first);
    double *ever = row_of(p, ROW_PART);
    if (c->expected) {
        EACH_LANE(i) lane_store(ever + i, lane_load(part + i));
        return;
    }
    draw_row(c, u, p->stream, 0, DRAW_ACTIVATION);
    const lane never = lane_from_bits(ilane_set(0x7ff0000000000000));
    EACH_LANE(i)
    lane_store(from + i, lane_select(lane_lt(lane_load(u + i), lane_load(part + i)),
                                     lane_load(from + i), never));
}

/* Who began in an earlier month falls asleep or wakes, by one uniform a month. Expected: the
 * part that is awake. */
STAGE void sleep_or_wake(const chunk *c, const member *p, int month)
{
    const pc_kind *kind = p->kind;
    const lane zero = lane_set(0.0), one = lane_set(1.0);
    double *awake = row_of(p, ROW_AWAKE), *u = work_row(c, WORK_A);
    const double *from = row_of(p, ROW_FROM);
    const lane now = lane_set((double)month);
    const double *sleeps = level_row(c, kind->dormancy, month);
    const double *wakes = kind->waking ? level_row(c, kind->waking, month) : NULL;
    if (!c->expected) draw_row(c, u, p->stream, month, DRAW_DORMANCY);
    EACH_LANE(i)
    {
        const lane is = lane_load(awake + i), s = lane_load(sleeps + i);
        const lane w = wakes ? lane_load(wakes + i) : zero;
        const mask began = lane_lt(lane_load(from + i), now);
        if (c->expected) {
            lane_store(awake + i, lane_select(began, is * (one - s) + (one - is) * w, is));
            continue;
        }
        const lane x = lane_load(u + i);
        const lane stays = lane_select(lane_lt(x, s), zero, one);
        const lane rises = lane_select(lane_lt(x, w), one, zero);
        const lane next = lane_select(lane_eq(is, zero), rises, stays);
        lane_store(awake + i, lane_select(began, next, is));
    }
}

/* What is expected of those that join in the same month and begin at different times. The first
 * trial is the case at plan, the others are that at means. */
LANE_FN const pc_attendance *expected_attendance(const chunk *c, const member *p, int month)
{
    if (!c->expected || !p->kind->attendance || p->opening) return NULL;
    return &p->kind->attendance[p->entry * c->population->n_months + month];
}

/* Works: there, started, awake. */
STAGE void work_if_awake(const member *p, int month)
{
    const lane zero = lane_set(0.0), now = lane_set((double)month);
    const double *alive = row_of(p, ROW_ALIVE), *from = row_of(p, ROW_FROM);
    const double *awake = row_of(p, ROW_AWAKE), *part = row_of(p, ROW_PART);
    double *works = row_of(p, ROW_WORKS);
    EACH_LANE(i)
    {
        const mask is = lane_lt(zero, lane_load(alive + i)) & lane_le(lane_load(from + i), now);
        lane_store(works + i,
                   lane_select(is, lane_load(awake + i) * lane_load(part + i), zero));
    }
}

/* Whether those who are still there work as in the last month: nobody begins or wakes. */
LANE_FN bool attendance_lasts(const chunk *c, const member *p, int month)
{
    const pc_kind *kind = p->kind;
    return !c->expected && month > p->first && month > p->entry + kind->onboarding_months &&
           !kind->dormancy && !kind->activation_delay.given && !kind->bookings;
}

/* Whose sales are stated works in the months in which there are any. */
STAGE void work_if_selling(const chunk *c, const member *p, int month)
{
    const lane zero = lane_set(0.0);
    const double *stated = level_row(c, p->kind->bookings, month);
    double *works = row_of(p, ROW_WORKS);
    EACH_LANE(i)
    lane_store(works + i,
               lane_select(lane_lt(zero, lane_load(stated + i)), lane_load(works + i), zero));
}

STAGE void attend(const chunk *c, const member *p, int month)
{
    if (attendance_lasts(c, p, month)) return;
    const pc_attendance *expected = expected_attendance(c, p, month);
    if (expected) {
        fill_row(row_of(p, ROW_WORKS), expected->works_means);
        row_of(p, ROW_WORKS)[0] = expected->works_plan;
    } else {
        if (p->kind->dormancy && month > p->entry) sleep_or_wake(c, p, month);
        work_if_awake(p, month);
    }
    if (p->kind->bookings) work_if_selling(c, p, month);
}

#endif
