/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_TRIALS_H
#define PARTNERCAST_TRIALS_H

#include "partnercast/diagnostics.h"
#include "partnercast/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Some consecutive trials of a run, as they come out of it. A run of any size hands them on
 * block by block, so memory does not grow with them.
 */
typedef struct pc_trials {
    uint64_t total;             /* trials of the whole run */
    uint64_t first;             /* number of the first one here, from 0 as pc_metric.trial_of */
    size_t n;                   /* how many stand here; 0 in the first call */
    size_t n_columns;           /* at least 1 */
    const char *const *columns; /* "roi.multiple@y1"; the same in every call */
    /* n rows of n_columns: values[row * n_columns + column]. Money in currency units, ratios as
     * fractions, as in pc_metric; NAN: undefined in that trial, or never. */
    const double *values;
} pc_trials;

/**
 * Receives trials: first a call without rows, before anything is simulated, to learn columns
 * and total; then every trial once, in order, whatever the number of threads. Calls come one at
 * a time, but not always in the same thread; what they point to lives until the call returns.
 * It must not call back into the run.
 * @return PC_OK, or what pc_run shall end with
 */
typedef pc_status pc_trials_fn(void *context, const pc_trials *trials);

/**
 * Rows of CSV (RFC 4180), the line of names first where n is 0: "trial", then the columns.
 * Numbers are the shortest text that reads back equal; undefined and never are empty cells.
 * @return text to be released with free(); NULL without memory. Thread-safe.
 */
char *pc_trials_csv(const pc_trials *trials);

/** A CSV file that trials are written to: whole, or not there. Not thread-safe. */
typedef struct pc_trials_file pc_trials_file;

/**
 * Begins a file: a temporary one beside `path`, until it is saved. (What is no regular file, a
 * pipe or a device, is written as it is.)
 * @param diags also told what goes wrong later; must outlive the file
 * @return PC_OK; PC_ECREATE (E0401); PC_ENOMEM. *out is set only with PC_OK
 */
pc_status pc_trials_file_make(pc_trials_file **out, const char *path, pc_diags *diags);

/**
 * A pc_trials_fn whose context is the pc_trials_file.
 * @return PC_OK; PC_ECREATE (E0412: it would take more than 100 GB, or more than is free
 * there); PC_EIO (E0402); PC_ENOMEM
 */
pc_status pc_trials_file_add(void *file, const pc_trials *trials);

/** Puts the file in its place, over what stood there: PC_OK or PC_EIO (E0402). */
pc_status pc_trials_file_save(pc_trials_file *file);
/** Frees it; one that was not saved leaves nothing behind. NULL is accepted. */
void pc_trials_file_free(pc_trials_file *file);

#ifdef __cplusplus
}
#endif

#endif
