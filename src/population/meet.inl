/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Partners that meet: a number that is kept up, partners that bring partners, tiers that hold
 * so many or the best so many. They are worked month by month, all of them together, through
 * the same stages as those who do not.
 */
#ifndef PC_POPULATION_MEET_INL
#define PC_POPULATION_MEET_INL

#include "population/month.inl"

/* Those there are, in the order in which they joined; room for `capacity` states. A state is
 * free again when its partner is gone in every trial. */
typedef struct crowd {
    member *members;
    double **spare; /* states that are free */
    double *values; /* one a member, to rank them */
    size_t n, capacity, n_spare;
    bool overflowed;
} crowd;

static crowd new_crowd(const pc_population *population, double *scratch)
{
    const size_t capacity = population->capacity;
    const size_t rows = pc_population_most_rows(population);
    crowd w = { .capacity = capacity, .n_spare = capacity };
    double *states = scratch;
    scratch += capacity * rows * PC_CHUNK;
    w.members = (member *)(void *)scratch;
    scratch += (capacity * sizeof(member) + 7) / 8;
    w.spare = (double **)(void *)scratch;
    scratch += capacity;
    w.values = scratch;
    for (size_t i = 0; i < capacity; i++)
        w.spare[i] = states + (capacity - 1 - i) * rows * PC_CHUNK;
    return w;
}

/* Leaves those who are gone in every trial out of the list. */
static void forget_gone(const chunk *c, crowd *w, int month)
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++) {
        if (any_above_zero(row_of(&w->members[i], ROW_ALIVE))) {
            w->members[n++] = w->members[i];
            continue;
        }
        settle_rest(c, &w->members[i], month + 1);
        w->spare[w->n_spare++] = w->members[i].state;
    }
    w->n = n;
}

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

/* ---- tiers that hold so many ---- */

/* What ranks a partner in one trial. */
static double rank_value(const chunk *c, const member *p, const pc_pop_condition *rank,
                         int month, size_t trial)
{
    const tested at = look_at(c, p, rank, month);
    return at.then ? at.now[trial] - at.then[trial] : at.now[trial];
}

/* Whether b comes before a: the higher value, then the earlier kind, entry and number. The
 * members of a kind stand in order of entry and number. */
static bool is_before(const member *members, const double *values, size_t b, size_t a)
{
    if (values[b] != values[a]) return values[b] > values[a];
    if (members[b].kind != members[a].kind) return members[b].kind < members[a].kind;
    return b < a;
}

/* A heap whose first is the last in order: sorts indices by is_before. */
static void sift(const crowd *w, uint32_t *order, size_t root, size_t n)
{
    for (size_t child; (child = 2 * root + 1) < n; root = child) {
        if (child + 1 < n && is_before(w->members, w->values, order[child], order[child + 1]))
            child++;
        if (!is_before(w->members, w->values, order[root], order[child])) return;
        const uint32_t swap = order[root];
        order[root] = order[child];
        order[child] = swap;
    }
}

static void sort_by_rank(const crowd *w, uint32_t *order, size_t n)
{
    for (size_t root = n / 2; root-- > 0;) sift(w, order, root, n);
    for (size_t end = n; end-- > 1;) {
        const uint32_t swap = order[0];
        order[0] = order[end];
        order[end] = swap;
        sift(w, order, 0, end);
    }
}

/* What rounding leaves above a whole number is not one more. */
static double round_up(double x)
{
    const double whole = (double)(uint64_t)x;
    return x - whole > 1e-9 ? whole + 1 : whole;
}

/* Most that the tier and those above it hold in one trial, by weight. */
static double places(const chunk *c, const pc_pop_tier *tier, int month, size_t trial,
                     double present)
{
    double most = present;
    if (tier->capacity) most = level_row(c, tier->capacity, month)[trial];
    if (tier->top_share) {
        const double part = level_row(c, tier->top_share, month)[trial] * present;
        const double whole = c->expected ? part : round_up(part);
        if (whole < most) most = whole;
    }
    return most;
}

/* ---- one tier's places in one trial ---- */

static uint64_t passed_of(const member *p, size_t trial)
{
    uint64_t bits;
    memcpy(&bits, row_of(p, ROW_PASSED) + trial, sizeof bits);
    return bits;
}

static bool is_kept(const member *p, size_t trial)
{
    return row_of(p, ROW_KEPT)[trial] != 0; /* all bits: a NaN, which is no 0 */
}

static bool holds_place(const member *p, size_t t, size_t trial)
{
    return row_of(p, ROW_TIER)[trial] >= (double)t;
}

/* Whether one who holds a place is still there after this review. */
static bool stays(const member *p, int month, size_t trial)
{
    const pc_review *demote = &p->ladder->demote;
    if (!is_due(demote, month) || is_kept(p, trial)) return true;
    return row_of(p, ROW_SAFE)[trial] > (double)month ||
           row_of(p, ROW_FAILED)[trial] + 1 <= (double)demote->grace;
}

/* Those who hold a place in the tier or passed for it, best first; how many are present. */
static size_t list_candidates(const chunk *c, const crowd *w, const pc_pop_ladder *ladder,
                              size_t t, int month, size_t trial, uint32_t *order,
                              double *present)
{
    size_t n = 0;
    *present = 0;
    for (size_t k = 0; k < w->n; k++) {
        const member *p = &w->members[k];
        if (p->ladder != ladder || row_of(p, ROW_ALIVE)[trial] <= 0) continue;
        *present += row_of(p, ROW_ALIVE)[trial];
        if (!(passed_of(p, trial) >> t) && !holds_place(p, t, trial)) continue;
        w->values[k] = rank_value(c, p, &ladder->tiers[t].rank, month, trial);
        order[n++] = (uint32_t)k;
    }
    sort_by_rank(w, order, n);
    return n;
}

/* Room for one more: whole partners whole, expected ones while a part of them fits. */
static bool fits(const chunk *c, double taken, double weight, double most)
{
    return c->expected ? taken < most - 1e-9 : taken + weight <= most;
}

/* Of a top share, those who hold a place and are not among the best any more fail the review;
 * a capacity is theirs to keep. */
static void fail_outranked(const chunk *c, const crowd *w, size_t t, size_t trial,
                           const uint32_t *order, size_t n, double most)
{
    double taken = 0;
    for (size_t k = 0; k < n; k++) {
        const member *p = &w->members[order[k]];
        const double weight = row_of(p, ROW_ALIVE)[trial];
        const bool in = fits(c, taken, weight, most);
        if (in) taken += weight;
        if (!in && row_of(p, ROW_TIER)[trial] == (double)t) row_of(p, ROW_KEPT)[trial] = 0;
    }
}

/* Places that nobody keeps go to the best of those who passed; from the others, the tier's bit
 * is taken. */
static void fill_places(const chunk *c, const crowd *w, const pc_pop_ladder *ladder, size_t t,
                        int month, size_t trial, uint32_t *order)
{
    double present, taken = 0;
    const size_t n = list_candidates(c, w, ladder, t, month, trial, order, &present);
    const double most = places(c, &ladder->tiers[t], month, trial, present);
    if (ladder->tiers[t].top_share && is_due(&ladder->demote, month))
        fail_outranked(c, w, t, trial, order, n, most);
    for (size_t k = 0; k < n; k++) {
        const member *p = &w->members[order[k]];
        if (holds_place(p, t, trial) && stays(p, month, trial))
            taken += row_of(p, ROW_ALIVE)[trial];
    }
    for (size_t k = 0; k < n; k++) {
        const member *p = &w->members[order[k]];
        const double weight = row_of(p, ROW_ALIVE)[trial];
        if (holds_place(p, t, trial) && stays(p, month, trial)) continue;
        if (fits(c, taken, weight, most)) {
            taken += weight;
            continue;
        }
        const uint64_t bits = passed_of(p, trial) & (((uint64_t)1 << t) - 1);
        memcpy(row_of(p, ROW_PASSED) + trial, &bits, sizeof bits);
    }
}

static void rank_partners(const chunk *c, const crowd *w, const pc_pop_ladder *ladder,
                          int month)
{
    uint32_t *order = (uint32_t *)(void *)(w->values + w->capacity);
    const size_t n_trials = c->expected ? (size_t)2 : (size_t)PC_CHUNK;
    for (size_t t = ladder->n_tiers; t-- > 1;) {
        if (!ladder->tiers[t].capacity && !ladder->tiers[t].top_share) continue;
        for (size_t trial = 0; trial < n_trials; trial++)
            fill_places(c, w, ladder, t, month, trial, order);
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
