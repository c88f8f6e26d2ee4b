/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Partners that are ranked among each other: tiers for the best so large a part, and tiers that
 * hold so many. Trial by trial, since each has an order of its own. docs/model/ladders.md
 */
#ifndef PC_POPULATION_RANK_INL
#define PC_POPULATION_RANK_INL

#include "population/crowd.inl"

#include <float.h>

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

static uint64_t passed_of(const member *p, size_t trial)
{
    uint64_t bits;
    memcpy(&bits, row_of(p, ROW_PASSED) + trial, sizeof bits);
    return bits;
}

static void keep_passed(const member *p, size_t trial, uint64_t which)
{
    const uint64_t bits = passed_of(p, trial) & which;
    memcpy(row_of(p, ROW_PASSED) + trial, &bits, sizeof bits);
}

/* ---- the best so large a part ---- */

/* The partners of the ladder, best first by the tier's metric; how many are present. */
static size_t list_present(const chunk *c, const crowd *w, const pc_pop_ladder *ladder,
                           size_t t, int month, size_t trial, uint32_t *order, double *present)
{
    size_t n = 0;
    *present = 0;
    for (size_t k = 0; k < w->n; k++) {
        const member *p = &w->members[k];
        if (p->ladder != ladder || row_of(p, ROW_ALIVE)[trial] <= 0) continue;
        *present += row_of(p, ROW_ALIVE)[trial];
        w->values[k] = rank_value(c, p, &ladder->tiers[t].rank, month, trial);
        order[n++] = (uint32_t)k;
    }
    sort_by_rank(w, order, n);
    return n;
}

static void fail_share(const member *p, const pc_pop_ladder *ladder, size_t t, size_t trial)
{
    keep_passed(p, trial, ~((uint64_t)1 << t));
    if (ladder->tiers[t].keeps_rank && row_of(p, ROW_TIER)[trial] == (double)t)
        row_of(p, ROW_KEPT)[trial] = 0;
}

/* Who has as many before it as the part is large does not pass, whatever else it shows. */
static void test_share(const chunk *c, const crowd *w, const pc_pop_ladder *ladder, size_t t,
                       int month, size_t trial, uint32_t *order)
{
    double present, before = 0;
    const size_t n = list_present(c, w, ladder, t, month, trial, order, &present);
    const double best = level_row(c, ladder->tiers[t].top_share, month)[trial] * present;
    for (size_t k = 0; k < n; k++) {
        const member *p = &w->members[order[k]];
        if (before >= best - 1e-9) fail_share(p, ladder, t, trial);
        before += row_of(p, ROW_ALIVE)[trial];
    }
}

/* ---- so many ---- */

static bool is_kept(const member *p, size_t trial)
{
    return row_of(p, ROW_KEPT)[trial] != 0; /* all bits: a NaN, which is no 0 */
}

/* Whether one who holds a place is still there after this review. */
static bool stays(const member *p, int month, size_t trial)
{
    const pc_review *demote = &p->ladder->demote;
    if (!is_due(demote, month) || is_kept(p, trial)) return true;
    return row_of(p, ROW_SAFE)[trial] > (double)month ||
           row_of(p, ROW_FAILED)[trial] + 1 <= (double)demote->grace;
}

/* The tier a partner has after this review unless it rises: as demote() decides it. */
static size_t lands_in(const member *p, int month, size_t trial)
{
    const pc_pop_ladder *ladder = p->ladder;
    size_t tier = (size_t)row_of(p, ROW_TIER)[trial];
    if (stays(p, month, trial) || tier == 0) return tier;
    const uint64_t passed = passed_of(p, trial);
    const bool step = ladder->demote.move == PC_MOVE_ONE_STEP;
    for (tier--; tier > 0; tier--)
        if (step ? ladder->tiers[tier].earned : passed >> tier & 1) break;
    return tier;
}

/* Places that are free in each tier, for partners of it and of those above it, less those who
 * are there after the falls. */
static void count_room(const chunk *c, const crowd *w, const pc_pop_ladder *ladder, int month,
                       size_t trial, double *room)
{
    for (size_t t = 0; t < ladder->n_tiers; t++) {
        const pc_levels capacity = ladder->tiers[t].capacity;
        room[t] = capacity ? level_row(c, capacity, month)[trial] : DBL_MAX;
    }
    for (size_t k = 0; k < w->n; k++) {
        const member *p = &w->members[k];
        if (p->ladder != ladder) continue;
        const size_t tier = lands_in(p, month, trial);
        for (size_t t = 0; t <= tier; t++) room[t] -= row_of(p, ROW_ALIVE)[trial];
    }
}

/* A place in the tier is one in each that is passed on the way up, too. Whole partners whole,
 * expected ones while a part of them fits. */
static bool take_place(const chunk *c, double *room, size_t from, size_t to, double weight)
{
    for (size_t t = from + 1; t <= to; t++)
        if (c->expected ? room[t] <= 1e-9 : room[t] < weight) return false;
    for (size_t t = from + 1; t <= to; t++) room[t] -= weight;
    return true;
}

/* The tier a partner rises to if there is a place, as promote() decides it; 0: to none. */
static size_t rises_to(const member *p, size_t trial)
{
    const pc_pop_ladder *ladder = p->ladder;
    const size_t tier = (size_t)row_of(p, ROW_TIER)[trial];
    const size_t best = 63 - (size_t)__builtin_clzll(passed_of(p, trial) | 1);
    if (best <= tier) return 0;
    if (ladder->promote.move != PC_MOVE_ONE_STEP) return best;
    size_t next = tier + 1;
    while (next < best && !ladder->tiers[next].earned) next++;
    return next;
}

/* Those who would rise to the tier, best first. */
static size_t list_candidates(const chunk *c, const crowd *w, const pc_pop_ladder *ladder,
                              size_t t, const pc_pop_condition *rank, int month, size_t trial,
                              uint32_t *order)
{
    size_t n = 0;
    for (size_t k = 0; k < w->n; k++) {
        const member *p = &w->members[k];
        if (p->ladder != ladder || row_of(p, ROW_ALIVE)[trial] <= 0) continue;
        if (rises_to(p, trial) != t) continue;
        w->values[k] = rank_value(c, p, rank, month, trial);
        order[n++] = (uint32_t)k;
    }
    sort_by_rank(w, order, n);
    return n;
}

/* From who finds no place, the tier and those above it are taken as not passed. */
static void fill_places(const chunk *c, const crowd *w, const pc_pop_ladder *ladder, size_t t,
                        const pc_pop_condition *rank, int month, size_t trial, double *room,
                        uint32_t *order)
{
    const size_t n = list_candidates(c, w, ladder, t, rank, month, trial, order);
    for (size_t k = 0; k < n; k++) {
        const member *p = &w->members[order[k]];
        const double weight = row_of(p, ROW_ALIVE)[trial];
        if (!take_place(c, room, lands_in(p, month, trial), t, weight))
            keep_passed(p, trial, ((uint64_t)1 << t) - 1);
    }
}

/* From the highest tier down, each in the order of the next one below it that holds so many. */
static void fill_tiers(const chunk *c, const crowd *w, const pc_pop_ladder *ladder, int month,
                       size_t trial, uint32_t *order)
{
    double room[64]; /* as many tiers as have a bit */
    count_room(c, w, ladder, month, trial, room);
    for (size_t t = ladder->n_tiers; t-- > 1;) {
        size_t limit = t;
        while (limit > 0 && !ladder->tiers[limit].capacity) limit--;
        if (limit > 0)
            fill_places(c, w, ladder, t, &ladder->tiers[limit].rank, month, trial, room, order);
    }
}

/* The shares are tests, and before the places: these go to those who passed. */
static void rank_partners(const chunk *c, const crowd *w, const pc_pop_ladder *ladder,
                          int month)
{
    uint32_t *order = (uint32_t *)(void *)(w->values + w->capacity);
    const size_t n_trials = c->expected ? (size_t)2 : (size_t)PC_CHUNK;
    for (size_t trial = 0; trial < n_trials; trial++) {
        for (size_t t = 1; t < ladder->n_tiers; t++)
            if (ladder->tiers[t].top_share) test_share(c, w, ladder, t, month, trial, order);
        if (ladder->holds_so_many) fill_tiers(c, w, ladder, month, trial, order);
    }
}

#endif
