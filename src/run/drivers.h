/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RUN_DRIVERS_H
#define PC_RUN_DRIVERS_H

#include "partnercast/results.h"
#include "sim/sim.h"

/** What drives the headlines, one entry for each that something drives. */
typedef struct pc_drivers {
    const pc_driver *list;
    size_t n;
} pc_drivers;

/**
 * The first of so many trials once more, headlines and draws alone, as a bounded table
 * (docs/model/drivers.md). By one thread, so that threads cannot matter, and from the model
 * alone, so that it need not wait for the run.
 * @param arena where *out lives
 * @return false without memory
 */
bool pc_drivers_find(pc_drivers *out, const pc_model *model, uint64_t seed, uint64_t trials,
                     pc_arena *arena);

/** Trials that are looked at when a run has that many, and so many draws are needed. */
size_t pc_drivers_trials(uint64_t trials, size_t n_columns);

#endif
