/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ladders as flat arrays: tests and their windows, matrices. docs/model/ladders.md */
#include "compile/people_build.h"

#include <string.h>

/* Thresholds and, of points, floors times a factor. */
static pc_pop_condition condition_of(builder *b, const pc_windows *windows,
                                     const pc_tier_condition *from, double factor,
                                     double points)
{
    const bool money = from->metric == PC_TEST_BOOKINGS;
    const bool is_flow = from->metric < (pc_test_metric)PC_N_FLOWS;
    return (pc_pop_condition) {
        .metric = from->metric,
        .trailing_months = from->trailing_months,
        .history = windows->home && is_flow ? &windows->home[from->metric] : NULL,
        .begin = pc_windows_begin(windows, from),
        .min = levels_times(b, from->min, money ? PC_PARAM_MINOR : PC_PARAM_VALUE, factor),
        .level = levels_of(b, from->level, PC_PARAM_VALUE),
        .floor = levels_times(b, from->floor, PC_PARAM_VALUE, points),
        .weight = from->weight,
    };
}

/* The factor on what is asked: on thresholds, or (points) on the sum and the least of each. */
pc_pop_test pc_people_test(builder *b, const pc_windows *windows, const pc_tier_test *from,
                           double factor)
{
    size_t n = 0;
    for (size_t i = 0; i < from->n; i++) n += from->clauses[i].n;
    size_t *ends = PC_NEW_ARRAY(b->keep, size_t, from->n + 1);
    pc_pop_condition *conditions = PC_NEW_ARRAY(b->keep, pc_pop_condition, n + 1);
    if (b->keep->failed) return (pc_pop_test) { 0 };
    n = 0;
    for (size_t i = 0; i < from->n; i++) {
        for (size_t k = 0; k < from->clauses[i].n; k++)
            conditions[n++] =
                condition_of(b, windows, &from->clauses[i].conditions[k],
                             from->points ? 1 : factor, from->points ? factor : 1);
        ends[i] = n;
    }
    return (pc_pop_test) { .n_clauses = from->n,
                           .ends = ends,
                           .conditions = conditions,
                           .points = from->points,
                           .pass = levels_times(b, from->pass, PC_PARAM_VALUE, factor) };
}

void pc_people_collect(pc_windows *windows, const pc_tier_test *test)
{
    for (size_t i = 0; i < test->n; i++)
        for (size_t k = 0; k < test->clauses[i].n; k++)
            pc_windows_collect(windows, &test->clauses[i].conditions[k]);
}

static pc_tier_condition rank_of(const pc_tier *tier)
{
    return (pc_tier_condition) { .metric = tier->rank_by,
                                 .trailing_months = tier->rank_months };
}

static void build_tier(builder *b, const pc_windows *windows, pc_pop_tier *out,
                       const pc_tier *tier, double hysteresis)
{
    *out = (pc_pop_tier) {
        .qualify = pc_people_test(b, windows, &tier->qualify, 1),
        .keeps_as_qualifies = !tier->has_maintain && hysteresis == 1,
        .capacity = levels_of(b, tier->capacity, PC_PARAM_VALUE),
        .top_share = levels_of(b, tier->top_share, PC_PARAM_VALUE),
        .keeps_rank = !tier->has_maintain,
        .earned = tier->earned,
    };
    out->maintain = tier->has_maintain ? pc_people_test(b, windows, &tier->maintain, 1)
                                       : pc_people_test(b, windows, &tier->qualify, hysteresis);
    if (!tier->capacity && !tier->top_share) return;
    const pc_tier_condition rank = rank_of(tier);
    out->rank = condition_of(b, windows, &rank, 1, 1);
}

static void build_ladder(builder *b, size_t id)
{
    const pc_ladder *from = &b->ledger->programme->ladders[id];
    pc_pop_ladder *out = &b->ladders[id];
    pc_pop_tier *tiers = PC_NEW_ARRAY(b->keep, pc_pop_tier, from->n_tiers);
    pc_windows windows;
    *out = (pc_pop_ladder) { .n_tiers = from->n_tiers,
                             .tiers = tiers,
                             .promote = from->promote,
                             .demote = from->demote,
                             .same_month = from->same_month };
    pc_windows_init(&windows, out, b->ledger->n_months, b->keep);
    if (b->keep->failed) return;
    for (size_t t = 0; t < from->n_tiers; t++) {
        const pc_tier *tier = &from->tiers[t];
        const pc_tier_condition rank = rank_of(tier);
        pc_people_collect(&windows, &tier->qualify);
        if (tier->has_maintain) pc_people_collect(&windows, &tier->maintain);
        if (tier->capacity || tier->top_share) pc_windows_collect(&windows, &rank);
        out->ranked |= tier->capacity || tier->top_share;
        out->holds_so_many |= tier->capacity != NULL;
        out->gives |= t > 0 && !tier->earned;
    }
    pc_windows_lay_out(&windows, pc_population_first_ring());
    memcpy(out->history, windows.history, sizeof out->history);
    for (size_t t = 0; t < from->n_tiers && !b->keep->failed; t++)
        build_tier(b, &windows, &tiers[t], &from->tiers[t], from->hysteresis);
}

/* By a matrix: each row added up, so that one uniform finds the next tier. */
static void build_transition(builder *b, size_t id)
{
    const pc_ladder *from = &b->ledger->programme->ladders[id];
    if (!from->transition) return;
    const size_t n = from->n_tiers;
    double *upto = PC_NEW_ARRAY(b->keep, double, n *n);
    for (size_t i = 0; i < n && upto; i++) {
        double sum = 0;
        for (size_t k = 0; k < n; k++) upto[i * n + k] = sum += from->transition[i * n + k];
        /* what rounding leaves of 1 is nobody's */
        for (size_t k = n; k-- > 0 && upto[i * n + k] >= sum;) upto[i * n + k] = 1;
    }
    b->ladders[id].transition = upto;
}

void pc_people_ladders(builder *b)
{
    const size_t n = b->ledger->programme->n_ladders;
    pc_people_ladder *series = PC_NEW_ARRAY(b->keep, pc_people_ladder, n + 1);
    b->ladders = PC_NEW_ARRAY(b->keep, pc_pop_ladder, n + 1);
    for (size_t i = 0; i < n && series && !b->keep->failed; i++) {
        const size_t n_tiers = b->ledger->programme->ladders[i].n_tiers;
        build_ladder(b, i);
        build_transition(b, i);
        series[i] = (pc_people_ladder) {
            .tiers = new_series(b, n_tiers),
            .entries = new_series(b, n_tiers),
            .exits = new_series(b, n_tiers),
            .moves = new_series(b, n_tiers * n_tiers),
            .promotions = new_series(b, 1),
            .demotions = new_series(b, 1),
        };
    }
    b->people->ladders = series;
    b->people->population.ladders = b->ladders;
    b->people->population.n_ladders = n;
}
