/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_JSON_H
#define PC_JSON_JSON_H

#include "base/arena.h"
#include "base/diags.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * Strict RFC 8259 reader. Every value knows its file, line, column and pointer, and merged
 * trees keep the place each value came from. A scanner of our own finds every place and
 * enforces the limits; cJSON reads the values; both walk the document in the same order.
 */
typedef enum {
    PC_JSON_NULL,
    PC_JSON_FALSE,
    PC_JSON_TRUE,
    PC_JSON_NUMBER,
    PC_JSON_STRING,
    PC_JSON_ARRAY,
    PC_JSON_OBJECT
} pc_json_kind;

/** The text a value came from; lives in the arena of the read. */
typedef struct pc_json_source {
    const char *file; /* as the user named it; "-": stdin, "--set arr": a command-line value */
    const char *text; /* whole text without a byte order mark, NUL-terminated */
    size_t n;         /* bytes of text */
    bool quotable;    /* whether excerpts may be shown (false for files outside the root) */
    const struct pc_json_mark *marks; /* lines and columns at every 4 KiB, for places */
} pc_json_source;

/** One value. Immutable after reading; children of an object are in document order. */
typedef struct pc_json {
    pc_json_kind kind;
    double number;         /* NUMBER: finite */
    const char *string;    /* STRING: valid UTF-8, NUL-terminated (U+0000: pc_json_mode);
                              NUMBER: the digits as written */
    const char *key;       /* its name inside an object, else NULL */
    struct pc_json *items; /* ARRAY, OBJECT: n_items children, contiguous */
    size_t n_items;
    const struct pc_json *parent;
    const pc_json_source *source;
    size_t begin, end;         /* bytes of the value in source->text */
    size_t key_begin, key_end; /* bytes of its key with quotes; equal when it has none */
} pc_json;

/**
 * Both modes skip a UTF-8 byte order mark at the start, and refuse what RFC 8259 leaves open:
 * other encodings, invalid UTF-8, lone surrogates, numbers beyond the range of a double.
 */
typedef enum {
    PC_JSON_RFC,    /* exactly what RFC 8259 allows. Duplicate keys: the last one counts. U+0000
                       is held as the bytes C0 80, so that strings stay NUL-terminated and
                       distinct; the writer turns it back into \u0000. */
    PC_JSON_STRICT, /* also refuses duplicate keys, \u0000 and numbers of more than 60
                       characters */
} pc_json_mode;

/** Limits on a document; pc_json_limits_default: 16 MiB, depth 64, 10^6 values, 1,000 keys an
 *  object, strings of 64 KiB. Exceeding one is error E0110. A depth above 900 counts as 900. */
typedef struct pc_json_limits {
    size_t bytes, depth, values, keys, string_bytes;
    bool unquotable; /* messages never show the text: for files outside the root */
} pc_json_limits;
extern const pc_json_limits pc_json_limits_default;

/**
 * Reads text (n bytes, copied into the arena). All syntax problems that can be told apart are
 * reported; codes E01xx.
 * @param file how the user named it, for messages
 * @return the root, or NULL with errors in diags; without memory arena->failed is set too
 */
const pc_json *pc_json_read(pc_arena *arena, const char *file, const char *text, size_t n,
                            pc_json_mode mode, const pc_json_limits *limits, pc_diags *diags);

/**
 * Opens and reads a file ("-" = stdin) within limits->bytes: regular files, and whatever stdin
 * is; never blocking on a FIFO, never reading what is too large. Missing or unreadable (E0101),
 * a folder, a FIFO, a device (E0102): PC_ENOINPUT; too large (E0110), empty (E0103), not JSON:
 * PC_EDATA; reading failed half way (E0101): PC_EIO; PC_ENOMEM (E0114).
 * @param root   NULL unless PC_OK
 * @param limits NULL: the default ones
 */
pc_status pc_json_read_file(const pc_json **root, pc_arena *arena, const char *path,
                            pc_json_mode mode, const pc_json_limits *limits, pc_diags *diags);

/** Everything that an open descriptor gives, for readers of other texts: E0101, E0110, E0114 as
 *  above. The caller clears text and closes fd. */
struct pc_text;
pc_status pc_json_read_open(struct pc_text *text, int fd, const char *path,
                            const pc_json_limits *limits, pc_diags *diags);

/** The member named key (case-sensitive), or NULL. */
const pc_json *pc_json_get(const pc_json *object, const char *key);

/** The value at an RFC 6901 pointer ("" = the root), or NULL. Malformed pointers give NULL. */
const pc_json *pc_json_at_pointer(const pc_json *root, const char *pointer);

/** The value's pointer in its own (merged) tree, in the arena. */
const char *pc_json_pointer(pc_arena *arena, const pc_json *value);

/** RFC 7396 merge patch: a new tree in the arena; values keep their source places. */
const pc_json *pc_json_merge_patch(pc_arena *arena, const pc_json *target,
                                   const pc_json *patch);

/** A new tree in which the value at `pointer` is replaced by `value` (parents must exist, the
 *  last key may be new only if `may_create`). NULL when the pointer leads nowhere. */
const pc_json *pc_json_replace(pc_arena *arena, const pc_json *root, const char *pointer,
                               const pc_json *value, bool may_create);

/** A new member of an object: key and text, which are not copied. */
typedef struct pc_json_member {
    const pc_json *object;
    const char *key, *string;
} pc_json_member;

/** A new tree with n members added, which are in the order of the document and whose keys are
 *  new; each has the place of its object. NULL when the arena failed. */
const pc_json *pc_json_add_strings(pc_arena *arena, const pc_json *root,
                                   const pc_json_member *members, size_t n);

/** Place of the value, or of its key: for pc_diag_add. Excerpts are cut to about 80 columns. */
pc_place pc_json_place(pc_arena *arena, const pc_json *value);
pc_place pc_json_key_place(pc_arena *arena, const pc_json *value);

/** Reports a problem at a value (or its key): the usual way to complain about a document. */
void pc_json_error(pc_diags *diags, const pc_json *at, const char *code, const char *help,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));
void pc_json_key_error(pc_diags *diags, const pc_json *at, const char *code, const char *help,
                       const char *format, ...) __attribute__((format(printf, 5, 6)));
void pc_json_warning(pc_diags *diags, const pc_json *at, const char *code, const char *help,
                     const char *format, ...) __attribute__((format(printf, 5, 6)));

/**
 * The candidate nearest to `word`: Damerau-Levenshtein distance at most max(1, length/3).
 * @return one of candidates, or NULL when none is near
 */
const char *pc_json_did_you_mean(const char *word, const char *const *candidates, size_t n);

#endif
