/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_SCENARIO_H
#define PARTNERCAST_SCENARIO_H

#include "partnercast/diagnostics.h"
#include "partnercast/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A scenario file, read, resolved and checked. Immutable; may be shared by threads. */
typedef struct pc_scenario pc_scenario;

typedef struct pc_scenario_options {
    const char *const *sets; /* "/channels/marketplace/fee=3%" or "referral=15%" */
    size_t n_sets;
    const char *name; /* names the result instead of the file's stem; NULL: the stem */
    const char *root; /* folder that `extends` may not leave; NULL: the file's own, or
                         the one above a folder called "variants" */
} pc_scenario_options;

/**
 * Reads a scenario: extends, merge patch, defaults, sets, validation, in this order. Reports
 * every problem, at most 20.
 * @param path    a file, or "-" for stdin
 * @param options may be NULL
 * @return PC_OK, PC_ENOINPUT, PC_EDATA or PC_ENOMEM. *out is set only with PC_OK; free it with
 *         pc_scenario_free. diags may hold warnings even with PC_OK.
 */
pc_status pc_scenario_load(pc_scenario **out, const char *path,
                           const pc_scenario_options *options, pc_diags *diags);

/**
 * The same from n bytes of text in memory. `extends` and data files work only with
 * options->root.
 * @param file names the text in messages, and its stem the result: "plan.json"; no file is
 * opened
 * @return as pc_scenario_load
 */
pc_status pc_scenario_load_text(pc_scenario **out, const char *file, const char *text, size_t n,
                                const pc_scenario_options *options, pc_diags *diags);

/** Accepts NULL. Results of its runs own what they hold and live on. */
void pc_scenario_free(pc_scenario *scenario);

/** Owned by the scenario; "" where it says nothing. */
const char *pc_scenario_name(const pc_scenario *scenario);
const char *pc_scenario_title(const pc_scenario *scenario);
/** SHA-256 of the canonical resolved form (keys sorted, notes left out), 64 hex digits. */
const char *pc_scenario_sha256(const pc_scenario *scenario);

#ifdef __cplusplus
}
#endif

#endif
