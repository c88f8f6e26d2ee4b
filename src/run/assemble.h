/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RUN_ASSEMBLE_H
#define PC_RUN_ASSEMBLE_H

#include "partnercast/lint.h"
#include "partnercast/run.h"
#include "run/drivers.h"
#include "run/simulate.h"
#include "scenario/scenario.h"

/** What a run's results are made of. */
typedef struct pc_findings {
    const pc_scenario *scenario;
    const pc_model *model;
    const pc_lint_report *doubts; /* where the plan contradicts itself; NULL: nowhere */
    const pc_roster *roster;      /* NULL: one pass */
    const pc_outcome *outcome;    /* NULL: one pass */
    const pc_drivers *drivers;    /* NULL: nobody asked */
    uint64_t seed, trials;
    unsigned threads; /* that may work on it */
    pc_at at;
    pc_model *const *cases; /* one a case of the scenario */
} pc_findings;

/** The run as typed data, which owns all it holds: PC_OK or PC_ENOMEM. */
pc_status pc_assemble(pc_results **out, const pc_findings *findings);

/** The metrics and targets of it (assemble_metrics.c). False without memory. */
bool pc_assemble_metrics(pc_results *results, const pc_findings *findings, pc_arena *arena);

/** The cases, from their models' values at plan (assemble_metrics.c). */
void pc_assemble_cases(pc_results *results, const pc_findings *findings, pc_arena *arena);

#endif
