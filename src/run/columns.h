/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RUN_COLUMNS_H
#define PC_RUN_COLUMNS_H

#include "partnercast/run.h"

#include "base/arena.h"
#include "compile/model.h"

/** Which outputs are handed on trial by trial, and to whom. */
typedef struct pc_columns {
    const pc_model *model;
    size_t n;
    const size_t *outputs;    /* one a column: index into the model's */
    const char *const *names; /* "roi.multiple@y1" */
    uint64_t total;           /* trials of the run */
    pc_trials_fn *receive;
    void *context;
} pc_columns;

/**
 * The columns that the options ask for: headlines, what targets are about, then what the globs
 * match, each once. Arrays live in the arena.
 * @return PC_OK; PC_EUSAGE (E0413: a glob that matches nothing recorded, every one; E0414: no
 *         column at all); PC_ENOMEM
 */
pc_status pc_columns_init(pc_columns *out, const pc_model *model, const pc_run_options *options,
                          uint64_t total, pc_arena *arena, pc_diags *diags);

/** Writes n rows, as people read them, of a group that the kernel has left in scratch. */
void pc_columns_fill(double *rows, const pc_columns *columns, const double *scratch, size_t n);

/** Hands n rows on, from trial `first`; 0: the call that comes before all. Whatever the
 *  receiver returns. */
pc_status pc_columns_hand_on(const pc_columns *columns, uint64_t first, size_t n,
                             const double *rows);

#endif
