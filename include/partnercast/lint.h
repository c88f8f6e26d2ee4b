/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_LINT_H
#define PARTNERCAST_LINT_H

#include "partnercast/diagnostics.h"
#include "partnercast/scenario.h"
#include "partnercast/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One thing in which a plan contradicts itself or leaves open what it needs. */
typedef struct pc_lint_finding {
    pc_diag said;         /* its code is the rule, "L3"; place, numbers, remedy */
    const char *accepted; /* the scenario's own reason for leaving it so; NULL: open */
} pc_lint_finding;

/** What the rules find in a sound scenario, in order of rule, then of place. Strings are owned
 * by it. */
typedef struct pc_lint_report {
    size_t n;
    const pc_lint_finding *findings;
    size_t n_errors, n_warnings, n_accepted; /* errors and warnings that are open */
    void *arena;
} pc_lint_report;

/**
 * Holds a scenario against the rules of docs/model/lint.md: its own numbers at plan, period by
 * period, nothing simulated.
 * @return PC_OK also when there are findings; PC_EDATA (the scenario cannot be compiled: words
 * in diags) or PC_ENOMEM. *out is set only with PC_OK; free it with pc_lint_free.
 */
pc_status pc_lint(pc_lint_report **out, const pc_scenario *scenario, pc_diags *diags);
void pc_lint_free(pc_lint_report *report);

/**
 * Puts the warnings that reading the scenario left in diags (pc_scenario_load) before the
 * findings, with their codes as rules: a tier that nobody can reach, a cohort that never works.
 * @return PC_OK or PC_ENOMEM, which leaves the report as it was
 */
pc_status pc_lint_add_warnings(pc_lint_report *report, const pc_diags *diags);

/** The report as JSON, to be released with free(); NULL without memory. */
char *pc_lint_json(const pc_lint_report *report, const char *scenario_name);

/** The same form for a scenario that could not be read: its problems are the findings, with
 * their codes as rules. To be released with free(); NULL without memory. */
char *pc_lint_problems_json(const pc_diags *diags, const char *scenario_name);

#ifdef __cplusplus
}
#endif

#endif
