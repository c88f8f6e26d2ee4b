/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The review of a partner's tier, the last event of its month: docs/model/ladders.md */
#ifndef PC_POPULATION_REVIEW_INL
#define PC_POPULATION_REVIEW_INL

#include "population/draws.inl"
#include "population/earnings.inl"
#include "population/opening.inl"
#include "population/witness.inl"

/* What a condition looks at in one lane of rows: a flow's total since its window began, or a
 * stock. `then` is what the total was when the window began; NULL: the entry. */
typedef struct tested {
    const double *now, *then;
} tested;

/* Of those that are there at the start, where a window begins before it. */
LANE_FN const double *total_then(const chunk *c, const member *p, const pc_pop_condition *test,
                                 int month)
{
    const size_t flow = (size_t)test->metric;
    const int32_t slot = test->begin[month];
    const pc_history *history = test->history ? test->history : &p->ladder->history[flow];
    if (slot >= 0) return row_of(p, history->first_row + (size_t)slot);
    if (!p->opening || test->trailing_months == 0) return NULL;
    double *then = work_row(c, WORK_A);
    const lane total = shown_before(p, flow, month - test->trailing_months);
    EACH_LANE(i) lane_store(then + i, total);
    return then;
}

LANE_FN tested look_at(const chunk *c, const member *p, const pc_pop_condition *test, int month)
{
    switch (test->metric) {
    case PC_TEST_BOOKINGS:
    case PC_TEST_CERTIFICATIONS_EARNED:
    case PC_TEST_DEALS:
    case PC_TEST_LEADS:
        return (tested) { row_of(p, ROW_TOTAL + (size_t)test->metric),
                          total_then(c, p, test, month) };
    case PC_TEST_CERTIFICATIONS:
        return (tested) { row_of(p, ROW_HELD), NULL };
    case PC_TEST_CUSTOMERS:
        return (tested) {
            row_of(p, p->kind->lifetime ? ROW_CUSTOMERS : ROW_TOTAL + PC_FLOW_DEALS), NULL
        };
    case PC_TEST_MONTHS:
        fill_row(work_row(c, WORK_A), month - p->entry + 1.0);
        return (tested) { work_row(c, WORK_A), NULL };
    case PC_TEST_STATED:
    case PC_N_TESTS:
        break;
    }
    return (tested) { level_row(c, test->level, month), NULL };
}

LANE_FN lane tested_value(const tested *at, size_t i)
{
    return at->then ? lane_load(at->now + i) - lane_load(at->then + i) : lane_load(at->now + i);
}

/* Whether something holds, a row of it. */
typedef struct truth {
    mask in[PC_CHUNK / PC_LANE_WIDTH];
} truth;

LANE_FN void set_truth(truth *out, bool value)
{
    for (size_t v = 0; v < PC_CHUNK / PC_LANE_WIDTH; v++)
        out->in[v] = lane_eq(lane_set(0.0), lane_set(value ? 0.0 : 1.0));
}

/* Whether x is as much as is asked, a bit a trial. */
LANE_FN uint64_t is_enough(lane x, const double *least)
{
    return lane_mask_bits(lane_le(lane_load(least), x));
}

/* The trials, a bit each, in which what is tested is as much as is asked. */
STAGE uint64_t trials_that_reach(const double *least, const double *now, const double *then)
{
    uint64_t bits = 0;
    const tested at = { now, then };
    if (then) EACH_LANE(i)
        {
            const lane x = lane_load(at.now + i) - lane_load(at.then + i);
            bits |= is_enough(x, least + i) << i;
        }
    else
        EACH_LANE(i)
        {
            const lane x = lane_load(at.now + i);
            bits |= is_enough(x, least + i) << i;
        }
    return bits;
}

/* What is to be reached. What is expected adds up in the last digits, unlike what is drawn: a
 * sum that is the threshold on paper reaches it. */
LANE_FN const double *asked(const chunk *c, pc_levels level, int month, double *eased)
{
    const double *least = level_row(c, level, month);
    if (!c->expected) return least;
    EACH_LANE(i) lane_store(eased + i, lane_load(least + i) * lane_set(1.0 - 1e-12));
    return eased;
}

/* Where all of a clause's conditions hold. */
LANE_FN uint64_t hold_clause(const chunk *c, const member *p, const pc_pop_test *test,
                             size_t from, size_t end, int month)
{
    _Alignas(64) double eased[PC_CHUNK];
    uint64_t all = ~(uint64_t)0;
    for (size_t k = from; k < end && all; k++) {
        const pc_pop_condition *condition = &test->conditions[k];
        const tested at = look_at(c, p, condition, month);
        all &= trials_that_reach(asked(c, condition->min, month, eased), at.now, at.then);
    }
    return all;
}

/* min(weight, weight x / full); all of it where nothing is asked. */
LANE_FN lane points_of(lane weight, lane x, lane full)
{
    const lane part = lane_min(weight, weight * x / full);
    return lane_select(lane_le(full, lane_set(0.0)), weight, part);
}

/* Where the sum of the points is reached, each at least its floor. */
STAGE uint64_t reach_points(const chunk *c, const member *p, const pc_pop_test *test, int month)
{
    _Alignas(64) double sum[PC_CHUNK], points[PC_CHUNK], eased[PC_CHUNK];
    uint64_t all = ~(uint64_t)0;
    fill_row(sum, 0.0);
    for (size_t k = 0; k < test->ends[0]; k++) {
        const pc_pop_condition *condition = &test->conditions[k];
        const double *full = level_row(c, condition->min, month);
        const tested at = look_at(c, p, condition, month);
        const lane weight = lane_set(condition->weight);
        EACH_LANE(i)
        {
            const lane x = points_of(weight, tested_value(&at, i), lane_load(full + i));
            lane_store(points + i, x);
            lane_store(sum + i, lane_load(sum + i) + x);
        }
        if (condition->floor)
            all &= trials_that_reach(asked(c, condition->floor, month, eased), points, NULL);
    }
    return all & trials_that_reach(asked(c, test->pass, month, eased), sum, NULL);
}

/* Where a test holds. */
LANE_FN uint64_t hold_test(const chunk *c, const member *p, const pc_pop_test *test, int month)
{
    if (test->points) return reach_points(c, p, test, month);
    uint64_t any = test->n_clauses == 0 ? ~(uint64_t)0 : 0;
    for (size_t k = 0; k < test->n_clauses; k++)
        any |= hold_clause(c, p, test, k ? test->ends[k - 1] : 0, test->ends[k], month);
    return any;
}

LANE_FN ilane load_bits(const double *row)
{
    return lane_bits(lane_load(row));
}

LANE_FN void store_bits(double *row, ilane bits)
{
    lane_store(row, lane_from_bits(bits));
}

/* Which tiers' tests hold, and whether those for staying in the present one do. Nobody falls
 * below the lowest. */
STAGE void test_tiers(const chunk *c, const member *p, int month)
{
    const size_t n = p->ladder->n_tiers;
    uint64_t earns[PC_TIERS_MAX], keeps[PC_TIERS_MAX];
    for (size_t t = 1; t < n; t++) {
        const pc_pop_tier *of = &p->ladder->tiers[t];
        const uint64_t holds = hold_test(c, p, &of->qualify, month);
        earns[t] = of->earned ? holds : 0;
        keeps[t] = of->keeps_as_qualifies ? holds : hold_test(c, p, &of->maintain, month);
    }
    const double *tier = row_of(p, ROW_TIER);
    double *passed = row_of(p, ROW_PASSED), *kept = row_of(p, ROW_KEPT);
#pragma GCC unroll 1
    EACH_LANE(i)
    {
        const lane is = lane_load(tier + i);
        ilane bits = ilane_set(1);
        mask stays = lane_eq(is, lane_set(0.0));
        for (size_t t = 1; t < n; t++) {
            const ilane bit = ilane_set((uint64_t)1 << t);
            bits |= lane_fill(lane_mask_of(earns[t] >> i)) & bit;
            stays |= lane_eq(is, lane_set((double)t)) & lane_mask_of(keeps[t] >> i);
        }
        store_bits(passed + i, bits);
        store_bits(kept + i, lane_fill(stays));
    }
}

/* The highest tier below `limit` that was passed. Tiers that are only given can be kept, not
 * earned. */
LANE_FN lane best_below(const member *p, ilane passed, lane limit)
{
    lane best = lane_set(0.0);
    for (size_t t = 1; t < p->ladder->n_tiers; t++) {
        const lane number = lane_set((double)t);
        const mask is = ilane_meets(passed, ilane_set((uint64_t)1 << t));
        best = lane_select(is & lane_lt(number, limit), number, best);
    }
    return best;
}

STAGE void best_passed(const member *p, double *best)
{
    const double *passed = row_of(p, ROW_PASSED);
    const lane limit = lane_set((double)p->ladder->n_tiers);
    EACH_LANE(i) lane_store(best + i, best_below(p, load_bits(passed + i), limit));
}

LANE_FN bool is_due(const pc_review *review, int month)
{
    return review->every_months > 0 && (month + 1) % review->every_months == 0;
}

LANE_FN bool is_reviewed(const pc_pop_ladder *ladder, int month)
{
    return ladder && (is_due(&ladder->promote, month) || is_due(&ladder->demote, month));
}

/* The next tier above or below that partners can earn; the lowest at least. */
LANE_FN lane step_from(const pc_pop_ladder *ladder, lane tier, bool up)
{
    const lane one = lane_set(1.0);
    if (!ladder->gives) return up ? tier + one : tier - one;
    lane to = up ? tier : lane_set(0.0);
    for (size_t k = 1; k < ladder->n_tiers; k++) {
        const size_t t = up ? ladder->n_tiers - k : k;
        const lane number = lane_set((double)t);
        if (!ladder->tiers[t].earned) continue;
        to = lane_select(up ? lane_lt(tier, number) : lane_lt(number, tier), number, to);
    }
    return to;
}

/* Up where a higher tier is met; `rises` says where. */
STAGE void promote(const member *p, int month, const double *best, double *next, truth *rises)
{
    const pc_pop_ladder *ladder = p->ladder;
    const double *tier = row_of(p, ROW_TIER);
    double *until = row_of(p, ROW_SAFE), *failed = row_of(p, ROW_FAILED);
    const lane zero = lane_set(0.0);
    const lane safe = lane_set(month + 1.0 + ladder->demote.protected_months);
    const bool step = ladder->promote.move == PC_MOVE_ONE_STEP;
    EACH_LANE(i)
    {
        const lane from = lane_load(tier + i), to = lane_load(best + i);
        const mask up = lane_lt(from, to);
        lane_store(next + i, lane_select(up, step ? step_from(ladder, from, true) : to, from));
        lane_store(until + i, lane_select(up, safe, lane_load(until + i)));
        lane_store(failed + i, lane_select(up, zero, lane_load(failed + i)));
        rises->in[i / PC_LANE_WIDTH] = up;
    }
}

/* Down where the present tier was not kept for longer than the grace. */
STAGE void demote(const member *p, int month, const truth *rises, double *next)
{
    const pc_pop_ladder *ladder = p->ladder;
    const double *tier = row_of(p, ROW_TIER), *until = row_of(p, ROW_SAFE);
    double *count = row_of(p, ROW_FAILED);
    const double *kept = row_of(p, ROW_KEPT), *passed = row_of(p, ROW_PASSED);
    const lane one = lane_set(1.0), zero = lane_set(0.0), now = lane_set((double)month);
    const lane grace = lane_set((double)ladder->demote.grace);
    const bool step = ladder->demote.move == PC_MOVE_ONE_STEP;
    EACH_LANE(i)
    {
        const mask open = lane_le(lane_load(until + i), now);
        const mask fails = ~ilane_meets(load_bits(kept + i), ilane_set(1)) &
                           ~rises->in[i / PC_LANE_WIDTH] & open;
        const lane failed = lane_select(fails, lane_load(count + i) + one, zero);
        const mask falls = fails & lane_lt(grace, failed);
        const lane from = lane_load(tier + i);
        const lane to =
            step ? step_from(ladder, from, false) : best_below(p, load_bits(passed + i), from);
        lane_store(next + i, lane_select(falls, to, lane_load(next + i)));
        lane_store(count + i, lane_select(falls, zero, failed));
    }
}

/* The next tier, from what was passed and kept. */
STAGE void decide(const member *p, int month, double *best, double *next)
{
    const double *tier = row_of(p, ROW_TIER);
    truth rises;
    best_passed(p, best);
    set_truth(&rises, false);
    EACH_LANE(i) lane_store(next + i, lane_load(tier + i));
    if (is_due(&p->ladder->promote, month)) promote(p, month, best, next, &rises);
    if (is_due(&p->ladder->demote, month)) demote(p, month, &rises, next);
}

WITNESS_FN void watch_review(const chunk *c, const member *p, int month);

/* By a transition matrix: one uniform, the row of the present tier. */
LANE_FN lane transit(const member *p, size_t i, lane u)
{
    const pc_pop_ladder *ladder = p->ladder;
    const lane tier = lane_load(row_of(p, ROW_TIER) + i);
    lane next = tier;
    for (size_t from = 0; from < ladder->n_tiers; from++) {
        lane to = lane_set(0.0);
        for (size_t t = 0; t + 1 < ladder->n_tiers; t++)
            to = to + lane_select(
                          lane_lt(lane_set(ladder->transition[from * ladder->n_tiers + t]), u),
                          lane_set(1.0), lane_set(0.0));
        next = lane_select(lane_eq(tier, lane_set((double)from)), to, next);
    }
    return next;
}

/* Where each move is counted: NULL where nobody asks. */
LANE_FN void find_moves(const chunk *c, const member *p, int month, double **sums)
{
    const size_t n = p->ladder->n_tiers;
    for (size_t k = 0; k < n * n; k++)
        sums[k] = sum_row(c, p->kind->sums.moves + (uint32_t)k, month);
}

/* Those who stay, tier by tier: most do. */
LANE_FN void count_stays(const member *p, double **sums)
{
    const double *alive = row_of(p, ROW_ALIVE), *from = row_of(p, ROW_TIER);
    const double *to = row_of(p, ROW_NEXT);
    const lane zero = lane_set(0.0);
    for (size_t t = 0; t < p->ladder->n_tiers; t++) {
        double *sum = sums[t * p->ladder->n_tiers + t];
        const lane of = lane_set((double)t);
        if (sum) EACH_LANE(i)
            {
                const mask both =
                    lane_eq(lane_load(from + i), of) & lane_eq(lane_load(to + i), of);
                lane_store(sum + i,
                           lane_load(sum + i) + lane_select(both, lane_load(alive + i), zero));
            }
    }
}

/* Each move is counted by the weight of who makes it. */
STAGE void count_moves(const chunk *c, const member *p, int month)
{
    const pc_pop_sums *sums = &p->kind->sums;
    const double *alive = row_of(p, ROW_ALIVE), *from = row_of(p, ROW_TIER);
    const double *to = row_of(p, ROW_NEXT);
    double *up = sum_row(c, sums->promotions, month),
           *down = sum_row(c, sums->demotions, month);
    double *move[PC_TIERS_MAX * PC_TIERS_MAX];
    const bool wants_moves = sums->moves != PC_NO_SERIES;
    uint64_t moved = 0;
    EACH_LANE(i)
    moved |= (uint64_t)lane_mask_bits(~lane_eq(lane_load(from + i), lane_load(to + i))) << i;
    if (wants_moves) {
        find_moves(c, p, month, move);
        count_stays(p, move);
    }
    for (; moved; moved &= moved - 1) {
        const size_t i = (size_t)__builtin_ctzll(moved);
        const size_t k = (size_t)from[i] * p->ladder->n_tiers + (size_t)to[i];
        if (up && from[i] < to[i]) up[i] += alive[i];
        if (down && to[i] < from[i]) down[i] += alive[i];
        if (wants_moves && move[k]) move[k][i] += alive[i];
    }
}

/* Remembers what running totals are at the end of months that a window begins at. */
LANE_FN void keep_history(const member *p, const pc_history histories[PC_N_FLOWS], int month)
{
    for (size_t f = 0; f < PC_N_FLOWS; f++) {
        const pc_history *history = &histories[f];
        if (!history->n_slots || history->keep[month] < 0) continue;
        const double *total = row_of(p, ROW_TOTAL + f);
        double *slot = row_of(p, history->first_row + (size_t)history->keep[month]);
        EACH_LANE(i) lane_store(slot + i, lane_load(total + i));
    }
}

/* By a matrix, nothing is tested. */
STAGE void move_by_matrix(const chunk *c, const member *p, int month, double *next)
{
    _Alignas(64) double u[PC_CHUNK];
    if (c->expected)
        fill_row(u, 0.5); /* the median move: one partner carries one tier */
    else
        draw_row(c, u, p->stream, month, DRAW_TRANSITION);
    EACH_LANE(i) lane_store(next + i, transit(p, i, lane_load(u + i)));
}

/* Decides the next tier, when the tests have been looked at. */
STAGE void conclude(const chunk *c, const member *p, int month)
{
    double *next = row_of(p, ROW_NEXT);
    if (p->ladder->transition)
        move_by_matrix(c, p, month, next);
    else
        decide(p, month, work_row(c, WORK_B), next);
    if (is_watched(c, p)) watch_review(c, p, month);
    count_moves(c, p, month);
    if (p->kind->pays_event[PC_EVENT_MIGRATION]) pay_promotion(c, p, month);
    if (p->ladder->same_month) {
        double *tier = row_of(p, ROW_TIER);
        EACH_LANE(i) lane_store(tier + i, lane_load(next + i));
    }
}

STAGE void review(const chunk *c, const member *p, int month)
{
    if (!p->ladder->transition) test_tiers(c, p, month);
    conclude(c, p, month);
}

#include "population/witness_review.inl"

#endif
