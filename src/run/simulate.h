/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RUN_SIMULATE_H
#define PC_RUN_SIMULATE_H

#include "partnercast/run.h"
#include "run/columns.h"
#include "run/roster.h"
#include "sim/sim.h"

/** A run's orders. */
typedef struct pc_simulation {
    const pc_model *model;
    const pc_roster *roster;
    const pc_kernel *kernel;
    uint64_t seed, trials; /* trials > 0 */
    unsigned threads;      /* > 0 */
    pc_progress_fn *progress;
    void *progress_context;
    const pc_columns *columns; /* of single trials to hand on; NULL: none */
    /* Other work, done once by one of the threads while the others begin; NULL: none. */
    void (*beside)(void *context);
    void *beside_context;
} pc_simulation;

/** What came out, one a slot of the roster. Sums live in the run's arena, tallies in those of
 * its workers. */
typedef struct pc_outcome {
    size_t n;
    pc_tally *tallies; /* all workers merged */
    pc_sums *sums;     /* of all blocks, added in order */
    pc_arena *arenas;  /* one a worker */
    unsigned n_workers;
} pc_outcome;

/** Threads that will work: never more than there are blocks. */
unsigned pc_workers(const pc_simulation *simulation);

/** @return PC_OK, PC_ENOMEM, PC_ECANCELLED or what the receiver of trials returned. Release
 * *out with pc_outcome_clear whatever came back. */
pc_status pc_simulate(pc_outcome *out, const pc_simulation *simulation, pc_arena *arena);
void pc_outcome_clear(pc_outcome *outcome);

#endif
