/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CLI_OUTPUT_H
#define PC_CLI_OUTPUT_H

#include "partnercast/results.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * The folder DIR/NAME of one run: whole or absent. Everything is written into a temporary
 * folder beside it, which takes its place by rename only when all of it is there.
 */
typedef struct pc_output {
    const char *dir;  /* borrowed */
    const char *name; /* of the result; borrowed */
    bool force;       /* move aside what is in the way */
    bool draws;       /* with charts */
    bool no_sidecar;  /* without the descriptions and tables beside them */
} pc_output;

enum { PC_OUTPUT_MAX_FILES = 32, PC_OUTPUT_FILE_SIZE = 192 };

/** What was written, for people: paths below the folder; a chart's picture stands for the other
 *  files of its name. items point into names: not to be copied. */
typedef struct pc_output_files {
    const char *items[PC_OUTPUT_MAX_FILES];
    char names[PC_OUTPUT_MAX_FILES][PC_OUTPUT_FILE_SIZE];
    size_t n;
} pc_output_files;

/** NULL when NAME can be the name of a folder; else why not: "it is empty". */
const char *pc_output_name_problem(const char *name);

/** DIR/NAME/ for people; free() it. NULL without memory. */
char *pc_output_path(const pc_output *output);

/**
 * Asks before a long run whether its output could be written: PC_OK, or PC_ECREATE when
 * DIR/NAME is something that no run of ours wrote (E0410), or when DIR cannot be written to
 * (E0401).
 */
pc_status pc_output_check(const pc_output *output, pc_diags *diags);

/**
 * Writes results.json, metrics.csv and, where the results allow it, charts/. PC_OK, PC_ECREATE,
 * PC_EIO, PC_ENOMEM; on failure nothing is left behind and an earlier output still stands.
 * diags may hold warnings even with PC_OK (no chart can be drawn, fonts, what was moved aside).
 */
pc_status pc_output_write(pc_output_files *files, const pc_output *output,
                          const pc_results *results, pc_diags *diags);

/** NAME becomes NAME.~1~, or the next number that is free (W0410). PC_OK, PC_ECREATE, PC_ENOMEM
 */
pc_status pc_output_move_aside(const char *path, pc_diags *diags);

#endif
