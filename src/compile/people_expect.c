/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deterministic cases of a population, and how many there may be of those that meet. */
#include "compile/people_build.h"

#include "math/math.h"

#include <math.h>

/* Trial 0 of the one chunk is the case at plan, the others are that at means. */
static void fill_sources(const builder *b, double *registers)
{
    for (size_t i = 0; i < b->people->population.n_sources; i++) {
        const pc_dag_node *node = &dag_of(b)->nodes[b->people->sources[i]];
        double *row = registers + i * PC_CHUNK;
        for (size_t k = 0; k < PC_CHUNK; k++) row[k] = node->at_means;
        row[0] = node->at_plan;
    }
}

/* How many join in all: known where the plan gives numbers, else so many that more are beyond
 * belief. */
static double most_joining(const builder *b, const pc_kind *kind)
{
    const pc_people *p = b->people;
    double most = 0;
    for (int m = 0; m < p->population.n_months; m++) {
        const size_t at =
            (size_t)kind->sums.recruited * (size_t)p->population.n_months + (size_t)m;
        const pc_node entry =
            kind->entry ? p->sources[p->params[kind->entry[m]].source] : p->sources[0];
        const double expected =
            p->at_plan[at] > p->at_means[at] ? p->at_plan[at] : p->at_means[at];
        if (kind->single ||
            (kind->entry && !kind->referral && pc_dag_is_constant(dag_of(b), entry)))
            most += expected;
        else
            most += 2 * expected + 6 * pc_sqrt(expected) + 8;
    }
    return most + 1;
}

/* Rows of partners that meet are kept for all of them at once. */
void pc_people_capacity(builder *b, bool expected)
{
    pc_population *p = &b->people->population;
    double most = 0;
    for (size_t k = 0; k < p->n_kinds; k++)
        if (p->kinds[k].meets)
            most += (double)p->kinds[k].n_incumbents +
                    (expected ? p->n_months + 1 : most_joining(b, &p->kinds[k]));
    p->capacity = most < 1e9 ? (size_t)most : (size_t)1000000000;
}

/* Money is whole minor units, what is expected, too: what there is up to each month's end is
 * rounded, so that a year of twelve equal months is not twelve times a rounded part of it. */
static void round_series(double *sums, uint32_t series, int n_months)
{
    double *month = &sums[(size_t)series * (size_t)n_months], exact = 0, whole = 0;
    for (int m = 0; m < n_months; m++) {
        exact += month[m];
        month[m] = nearbyint(exact) - whole;
        whole += month[m];
    }
}

static void round_money(const pc_population *p, double *sums)
{
    for (size_t k = 0; k < p->n_kinds; k++) {
        const pc_kind *kind = &p->kinds[k];
        round_series(sums, kind->sums.bookings, p->n_months);
        if (kind->sourced) {
            round_series(sums, kind->sums.influenced, p->n_months);
            round_series(sums, kind->sums.unsourced, p->n_months);
        }
        for (size_t i = 0; i < kind->n_components; i++)
            round_series(sums, kind->components[i].accrued, p->n_months);
    }
}

void pc_people_expect(builder *b)
{
    pc_people *people = b->people;
    pc_population *p = &people->population;
    pc_arena *scratch = dag_of(b)->arena;
    const size_t n_sums = p->n_series * (size_t)p->n_months;
    uint32_t *regs = PC_NEW_ARRAY(scratch, uint32_t, p->n_sources + n_sums);
    double *constants = PC_NEW_ARRAY(scratch, double, p->n_sources + 1);
    double *registers =
        pc_arena_alloc(scratch, (p->n_sources + n_sums) * PC_CHUNK, sizeof(double), 64);
    double *work =
        pc_arena_alloc(scratch, pc_population_scratch(p, n_sums), sizeof(double), 64);
    double *at_plan = PC_NEW_ARRAY(b->keep, double, n_sums);
    double *at_means = PC_NEW_ARRAY(b->keep, double, n_sums);
    if (scratch->failed || b->keep->failed) return;
    for (size_t i = 0; i < p->n_sources + n_sums; i++) regs[i] = (uint32_t)i;
    fill_sources(b, registers);
    const pc_population_call call = { regs, constants, regs + p->n_sources };
    pc_population_run_sse2(&(pc_population_order) { .population = p,
                                                    .call = &call,
                                                    .mode = PC_POP_EXPECTED,
                                                    .stride = PC_CHUNK,
                                                    .registers = registers,
                                                    .scratch = work });
    for (size_t i = 0; i < n_sums; i++) {
        at_plan[i] = registers[(p->n_sources + i) * PC_CHUNK];
        at_means[i] = registers[(p->n_sources + i) * PC_CHUNK + 1];
    }
    round_money(p, at_plan);
    round_money(p, at_means);
    people->at_plan = at_plan;
    people->at_means = at_means;
}
