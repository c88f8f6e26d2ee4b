/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Partners that meet: a number that is kept up, partners that bring partners, tiers that hold
 * so many or the best so many. They are worked month by month, all of them together, through
 * the same stages as those who do not.
 */
#ifndef PC_POPULATION_MEET_INL
#define PC_POPULATION_MEET_INL

#include "population/rank.inl"

/* ---- who joins ---- */

/* Sum over the kind's partners of the row, weighted by who is there. */
static void sum_of_kind(const crowd *w, const pc_kind *kind, size_t row, double *sum)
{
    fill_row(sum, 0.0);
    for (size_t k = 0; k < w->n; k++) {
        if (w->members[k].kind != kind) continue;
        const double *alive = row_of(&w->members[k], ROW_ALIVE);
        if (row == ROW_ALIVE)
            add_row(sum, alive);
        else
            add_weighted(sum, alive, row_of(&w->members[k], row));
    }
}

/* What is missing to the number that is to be there. */
static void count_missing(const chunk *c, const crowd *w, const pc_kind *kind, int month,
                          double *count)
{
    const double *target = level_row(c, kind->stock, month);
    const lane zero = lane_set(0.0);
    sum_of_kind(w, kind, ROW_ALIVE, count);
    EACH_LANE(i)
    lane_store(count + i, lane_max(lane_load(target + i) - lane_load(count + i), zero));
}

/* Those that last month's working partners bring. */
static void add_referred(const chunk *c, const crowd *w, const pc_kind *kind, int month,
                         double *count)
{
    _Alignas(64) double brought[PC_CHUNK];
    const double *rate = level_row(c, kind->referral, month);
    sum_of_kind(w, kind, ROW_WORKS, brought);
    EACH_LANE(i) lane_store(brought + i, lane_load(brought + i) * lane_load(rate + i));
    draw_count(c, brought, brought, 0.0, kind->stream, month, DRAW_REFERRAL);
    add_row(count, brought);
}

static void recruit(const chunk *c, crowd *w, const pc_kind *kind, int month,
                    const double *count)
{
    double *joins = work_row(c, WORK_B);
    for (uint32_t n = 0; take_nth(c, count, n, joins); n++) {
        if (w->n_spare == 0) {
            w->overflowed = true;
            return;
        }
        member *p = &w->members[w->n++];
        *p = new_member(c, kind, month, n, w->spare[--w->n_spare]);
        join(c, p, joins);
    }
}

/* Those who are there at the start. */
static void gather_incumbents(const chunk *c, crowd *w)
{
    double *joins = work_row(c, WORK_B);
    for (size_t k = 0; k < c->population->n_kinds; k++) {
        const pc_kind *kind = &c->population->kinds[k];
        for (size_t i = 0; kind->meets && i < kind->n_incumbents; i++) {
            if (w->n_spare == 0) {
                w->overflowed = true;
                return;
            }
            member *p = &w->members[w->n++];
            *p = incumbent_member(c, kind, i, w->spare[--w->n_spare]);
            fill_row(joins, 1.0);
            join(c, p, joins);
        }
    }
}

static void recruit_all(const chunk *c, crowd *w, int month)
{
    _Alignas(64) double count[PC_CHUNK];
    for (size_t k = 0; k < c->population->n_kinds; k++) {
        const pc_kind *kind = &c->population->kinds[k];
        if (!kind->meets) continue;
        if (kind->stock)
            count_missing(c, w, kind, month, count);
        else
            count_joining(c, kind, month, count);
        if (kind->referral) add_referred(c, w, kind, month, count);
        recruit(c, w, kind, month, count);
    }
}

/* ---- the month ---- */

static void review_all(const chunk *c, const crowd *w, int month)
{
    for (size_t k = 0; k < w->n; k++)
        if (is_reviewed(w->members[k].ladder, month) && !w->members[k].ladder->transition)
            test_tiers(c, &w->members[k], month);
    for (size_t l = 0; l < c->population->n_ladders; l++) {
        const pc_pop_ladder *ladder = &c->population->ladders[l];
        if (ladder->ranked && is_reviewed(ladder, month)) rank_partners(c, w, ladder, month);
    }
    for (size_t k = 0; k < w->n; k++)
        if (is_reviewed(w->members[k].ladder, month)) conclude(c, &w->members[k], month);
}

/* More partners than there is room for: every sum of the chunk is undefined, which the run
 * refuses. */
static void spoil_sums(const chunk *c)
{
    const lane undefined = lane_from_bits(ilane_set(0x7ff8000000000000));
    for (uint32_t s = 0; s < (uint32_t)c->population->n_series; s++)
        for (int month = 0; month < c->population->n_months; month++) {
            double *sum = sum_row(c, s, month);
            if (sum) EACH_LANE(i) lane_store(sum + i, undefined);
        }
}

static void work_crowd(const chunk *c, double *scratch)
{
    crowd w = new_crowd(c->population, scratch);
    gather_incumbents(c, &w);
    for (int month = 0; month < c->population->n_months && !w.overflowed; month++) {
        for (size_t k = 0; k < w.n; k++) open_month(c, &w.members[k], month);
        const size_t before = w.n;
        recruit_all(c, &w, month);
        for (size_t k = before; k < w.n; k++) open_month(c, &w.members[k], month);
        for (size_t k = 0; k < w.n; k++) work_month(c, &w.members[k], month);
        review_all(c, &w, month);
        for (size_t k = 0; k < w.n; k++) close_month(c, &w.members[k], month);
        forget_gone(c, &w, month);
    }
    if (w.overflowed) spoil_sums(c);
}

#endif
