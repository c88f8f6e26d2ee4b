/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RUN_DRIVERS_H
#define PC_RUN_DRIVERS_H

#include "run/assemble.h"
#include "sim/sim.h"

/**
 * What drives each headline: the first trials once more, headlines and draws alone, as a
 * bounded table (docs/model/drivers.md). By one thread, so that threads cannot matter.
 * @return false without memory
 */
bool pc_assemble_drivers(pc_results *results, const pc_findings *findings, pc_arena *arena);

/** Trials that are looked at when a run has that many, and so many draws are needed. */
size_t pc_drivers_trials(uint64_t trials, size_t n_columns);

#endif
