/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CLI_PROGRESS_H
#define PC_CLI_PROGRESS_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/** The index into the choices of --progress: { "auto", "always", "never", "json" }. */
typedef enum pc_progress_style {
    PC_PROGRESS_AUTO, /* a bar when stderr is a terminal */
    PC_PROGRESS_ALWAYS,
    PC_PROGRESS_NEVER,
    PC_PROGRESS_JSON, /* one object a line */
} pc_progress_style;

/** How far a run has come, on stderr, at most ten times a second. */
typedef struct pc_progress {
    pc_progress_style style; /* AUTO is decided by pc_progress_start */
    const char *name;        /* of the scenario; borrowed */
    bool is_utf8, is_drawn;
    double start_s, last_s; /* monotonic clock */
    uint64_t done, total;   /* trials, as last heard */
} pc_progress;

void pc_progress_start(pc_progress *progress, pc_progress_style style, const char *name);

/** A pc_progress_fn: context is the pc_progress. False when the user asked to stop. */
bool pc_progress_update(void *context, uint64_t done, uint64_t total);

/** Adds a number with thousands separators. */
void pc_progress_add_count(pc_text *out, uint64_t n);

/** Erases the bar; or says in JSON that the run is over. */
void pc_progress_end(pc_progress *progress, bool is_complete);

#endif
