/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_PEOPLE_BUILD_H
#define PC_COMPILE_PEOPLE_BUILD_H

#include "compile/memo.h"
#include "compile/people.h"
#include "compile/windows.h"

/** What builds a population, part by part: compile/people*.c. Nothing is checked for memory on
 *  the way; the arenas remember. */
typedef struct builder {
    pc_ledger *ledger;
    pc_people *people;
    pc_arena *keep;
    pc_memo params, sources;
    pc_pop_ladder *ladders;
} builder;

static inline pc_dag *dag_of(const builder *b)
{
    return &b->ledger->values.dag;
}

/** The parameter that a node is, in a form; the same one for the same node. */
uint32_t pc_people_param(builder *b, pc_node node, pc_param_form form);

static inline uint32_t *new_levels(const builder *b)
{
    return PC_NEW_ARRAY(b->keep, uint32_t, (size_t)b->ledger->n_months);
}

/** A quantity month by month, times a constant factor. */
static inline pc_levels levels_times(builder *b, const pc_expr *expr, pc_param_form form,
                                     double factor)
{
    uint32_t *levels = expr ? new_levels(b) : NULL;
    for (int m = 0; m < b->ledger->n_months && levels && !dag_of(b)->arena->failed; m++) {
        const pc_node value = pc_value_at(&b->ledger->values, expr, m);
        levels[m] = pc_people_param(
            b, pc_dag_mul(dag_of(b), value, pc_dag_constant(dag_of(b), factor)), form);
    }
    return levels;
}

static inline pc_levels levels_of(builder *b, const pc_expr *expr, pc_param_form form)
{
    return levels_times(b, expr, form, 1);
}

static inline pc_levels constant_levels(builder *b, double value, pc_param_form form)
{
    uint32_t *levels = new_levels(b);
    const uint32_t param = pc_people_param(b, pc_dag_constant(dag_of(b), value), form);
    for (int m = 0; m < b->ledger->n_months && levels; m++) levels[m] = param;
    return levels;
}

static inline uint32_t new_series(builder *b, size_t n)
{
    const size_t first = b->people->population.n_series;
    b->people->population.n_series += n;
    return (uint32_t)first;
}

/** A flow's entries in units, month by month. */
pc_levels pc_people_flow_levels(builder *b, const pc_flow *flow, pc_node unit);

/** A number that is drawn, with its table. */
pc_pop_random pc_people_random(builder *b, const pc_random *random);

/** A test with its windows laid out. The factor is on what is asked: on thresholds, or (points)
 *  on the sum and the least of each. */
pc_pop_test pc_people_test(builder *b, const pc_windows *windows, const pc_tier_test *from,
                           double factor);
/** Wants the windows of a test's conditions. */
void pc_people_collect(pc_windows *windows, const pc_tier_test *test);

/** All ladders and their series. */
void pc_people_ladders(builder *b);

/** What the kind's partners are paid by a plan (PC_NONE: by none), on sales of that credit.
 *  kind->pay_rows is known. */
void pc_people_pay(builder *b, pc_kind *kind, size_t commission_id,
                   const pc_expr *const credit[PC_N_CREDITS], const pc_channel *channel,
                   const pc_conduct *conduct);

/** Whether a bonus of the kind's asks for customers that are there. */
bool pc_people_pay_asks(const pc_kind *kind);

/** What the kind is paid by, and cannot be simulated yet; NULL: nothing. */
const char *pc_people_pay_beyond(const pc_kind *kind);

/** All kinds: cohorts in order, then named partners. */
void pc_people_kinds(builder *b);

/** How many of those that meet there may be at once, in the deterministic cases or in trials.
 *  These are known when the expected sums are. */
void pc_people_capacity(builder *b, bool expected);

/** The sums of the cases at plan and at means. */
void pc_people_expect(builder *b);

#endif
