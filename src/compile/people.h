/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_PEOPLE_H
#define PC_COMPILE_PEOPLE_H

#include "compile/ledger.h"
#include "population/population.h"

/** The series of a ladder: indices of the population. */
typedef struct pc_people_ladder {
    uint32_t tiers, entries, exits, moves, promotions, demotions;
} pc_people_ladder;

/**
 * The programme's partners that are simulated one by one: the population that the kernel works,
 * and what the tape must know of it. Sums of it are nodes of the graph.
 */
typedef struct pc_people {
    pc_population population;
    pc_node *sources; /* the population's n_sources */
    size_t sources_capacity, params_capacity, draws_capacity;
    pc_param_source *params;
    const pc_draw **draws; /* whose quantile function each of the population's tables is */
    size_t n_draws;
    pc_kind *kinds;     /* cohorts in order, then named partners; both only with a conduct */
    size_t *channel_of; /* one a kind */
    size_t *kind_of_channel;                  /* of pipelines */
    size_t *kind_of_cohort, *kind_of_partner; /* index into kinds; PC_NONE */
    const pc_people_ladder *ladders;          /* one a ladder of the programme */
    const double *at_plan, *at_means;         /* series * n_months + month */
} pc_people;

/** Fills ledger->people; NULL where every partner is only counted. What the population points
 *  to lives in `keep`. PC_OK, PC_EDATA (E0290: what is not supported yet) or PC_ENOMEM. */
pc_status pc_people_build(pc_ledger *ledger, pc_arena *keep, pc_diags *diags);

/** A series' sum of a month. */
pc_node pc_people_sum(pc_ledger *ledger, uint32_t series, int month);

/** The flow of a series: one entry a month. */
pc_ledger_flow pc_people_flow(pc_ledger *ledger, uint32_t series);

/** The kind that a pipeline, a cohort, a named partner is; NULL: it is only counted. */
const pc_kind *pc_people_channel(const pc_ledger *ledger, size_t channel);
const pc_kind *pc_people_cohort(const pc_ledger *ledger, size_t cohort);
const pc_kind *pc_people_partner(const pc_ledger *ledger, size_t partner);

#endif
