/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CLI_TRIALS_H
#define PC_CLI_TRIALS_H

#include "cli/output.h"
#include "partnercast/run.h"

/** Where single trials go: nowhere, into a file, or to stdout ("-"). */
typedef struct pc_trials_target {
    const char *path; /* NULL: nowhere; borrowed */
    bool force;       /* move aside what is in the way */
    pc_trials_file *file;
} pc_trials_target;

/**
 * Asks before a run whether the file could be written: PC_OK; PC_ECREATE when a folder stands
 * there (E0401) or a file that no run of ours wrote (E0410); PC_EUSAGE when it would lie inside
 * the folder that the run replaces (E0415).
 */
pc_status pc_trials_target_check(const pc_trials_target *target, const pc_output *output,
                                 pc_diags *diags);

/** Opens it and puts the receiver into the run's options. PC_OK, PC_ECREATE, PC_ENOMEM */
pc_status pc_trials_target_begin(pc_trials_target *target, pc_run_options *options,
                                 pc_diags *diags);

/** Puts the file in its place after a run that ended well: PC_OK, PC_ECREATE, PC_EIO. */
pc_status pc_trials_target_save(const pc_trials_target *target, pc_diags *diags);
/** Without save nothing is left behind. */
void pc_trials_target_end(pc_trials_target *target);

#endif
