/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_DIAGNOSTICS_H
#define PARTNERCAST_DIAGNOSTICS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What is wrong with the caller's input, in words: every problem at once, each with its place.
 * The library never prints; whoever calls it owns a pc_diags, hands it down and shows it.
 * Not thread-safe: one list for one thread.
 */
typedef struct pc_diags pc_diags;

typedef enum pc_severity { PC_ERROR, PC_WARNING } pc_severity;

/** One problem. Strings are owned by the list and never NULL ("" where nothing is known). */
typedef struct pc_diag {
    pc_severity severity;
    const char *code;    /* stable: "E0203", explained in docs/errors.md */
    const char *file;    /* as the user named it; "--set" for a command-line value */
    unsigned line;       /* from 1; 0 = the whole file */
    unsigned column;     /* from 1, in code points; 0 = the whole line */
    const char *pointer; /* JSON pointer (RFC 6901) of the value */
    const char *excerpt; /* the source line, without its line end; may be cut at both ends */
    unsigned caret;      /* first code point of the excerpt to underline, from 0 */
    unsigned width;      /* how many to underline; 0 = no excerpt */
    const char *text;    /* what is wrong */
    const char *help;    /* what would be right */
} pc_diag;

/** An empty list, or NULL without memory. Freed by pc_diags_free, which accepts NULL. */
pc_diags *pc_diags_new(void);
void pc_diags_free(pc_diags *diags);

/** Problems kept, in the order found. Errors beyond the 20th are counted, not kept. */
size_t pc_diags_count(const pc_diags *diags);
const pc_diag *pc_diags_at(const pc_diags *diags, size_t i);

/** All errors found, those beyond the 20th included. */
size_t pc_diags_errors(const pc_diags *diags);

/**
 * The problem as people read it: place, what is wrong, excerpt with caret, pointer, help.
 * @return text ending in a line end, to be released with free(); NULL without memory
 */
char *pc_diag_format(const pc_diag *diag);

#ifdef __cplusplus
}
#endif

#endif
