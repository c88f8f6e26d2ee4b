/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RUN_LIMITS_H
#define PC_RUN_LIMITS_H

#include "partnercast/run.h"
#include "run/simulate.h"

#include "base/diags.h"

#define PC_TRIALS_MAX UINT64_C(1000000000)
#define PC_SEED_MAX   ((UINT64_C(1) << 53) - 1)

/** Processors this process may use, at least 1. */
unsigned pc_processors(void);

/** Refuses a run whose settings are out of range (E0501, PC_EUSAGE). */
pc_status pc_check_settings(uint64_t trials, uint64_t seed, pc_diags *diags);

/** About how many bytes the run will take beyond the model. Saturates at SIZE_MAX. */
size_t pc_memory_estimate(const pc_simulation *simulation);

/** Bytes that this process may have: physical memory, or its control group's limit if lower. */
size_t pc_memory_available(void);

/** Refuses more than three quarters of what is available (E0502, PC_ENOMEM). */
pc_status pc_check_memory(size_t estimate, size_t available, pc_diags *diags);

/** Refuses a run in which a number left the range of doubles, or an amount of money is no
 * number at all (E0507, PC_EDATA); says which metric, and a trial that shows it. Ratios may be
 *  undefined. */
pc_status pc_check_finite(const pc_model *model, const pc_roster *roster,
                          const pc_outcome *outcome, pc_diags *diags);

/** The same of what needs no trials: the constant outputs of a simulation, all outputs of one
 *  pass. Amounts beyond 2^53 minor units are refused too: they cannot be counted exactly. */
pc_status pc_check_certain(const pc_model *model, pc_at at, pc_diags *diags);

#endif
