/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_BASE_DIAGS_H
#define PC_BASE_DIAGS_H

#include "partnercast/diagnostics.h"
#include "partnercast/status.h"

#include <stdarg.h>

/** Where a problem is. Everything may be 0 or NULL; strings are copied by the list. */
typedef struct pc_place {
    const char *file, *pointer, *excerpt;
    unsigned line, column, caret, width;
} pc_place;

enum { PC_DIAGS_MAX = 20 };

/**
 * Adds one problem. `help` says what would be right and may be NULL; it is plain text, made by
 * the caller. `format` says what is wrong. diags may be NULL: then nothing is kept.
 */
void pc_diag_add(pc_diags *diags, pc_severity severity, const char *code, const pc_place *at,
                 const char *help, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/** Adds an error without a place in a text (a file that cannot be opened, a disk that is full)
 *  and returns status, so that a failing function can end in one line. */
pc_status pc_diag_fail(pc_diags *diags, pc_status status, const char *code, const char *file,
                       const char *format, ...) __attribute__((format(printf, 5, 6)));

/** The problem's own place; its strings belong to the list that the problem is in. */
pc_place pc_diag_place(const pc_diag *diag);

/** Adds a problem of another list, at that place. */
void pc_diag_pass(pc_diags *to, const pc_diag *diag, const pc_place *at);

/** In a help text: the rest stands on a line of its own. */
#define PC_DIAG_LINE "\x1e"

#endif
