/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RESULTS_RESULTS_H
#define PC_RESULTS_RESULTS_H

#include "base/arena.h"
#include "partnercast/results.h"
#include "json/json.h"

/** Empty results whose strings and arrays go into *arena; NULL without memory. Freed by
 *  pc_results_free. */
pc_results *pc_results_new(pc_arena **arena);

/** Keys of trial_of in results.json. */
extern const char *const pc_trial_ids[PC_N_TRIALS_AT];

/** A JSON value as results keep it: text with keys in order, so that their order in the file
 *  cannot matter. NULL when the arena failed. */
const char *pc_results_piece(pc_arena *arena, const pc_json *value);

/** Whether a number with that source and confidence ("" for none) is stated by the plan: it has
 * a source in a document and is no guess. One notion for drivers and summaries. */
bool pc_results_is_stated(const char *source, const char *confidence);

#endif
