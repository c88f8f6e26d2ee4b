/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_SCAN_H
#define PC_JSON_SCAN_H

#include "json/json.h"

/** Where one value stands; records are in document order, so that the i-th is the i-th value of
 *  a pre-order walk. */
typedef struct pc_json_record {
    size_t begin, end, key_begin, key_end; /* bytes, as in pc_json */
    size_t string_n, key_n; /* bytes of the decoded string and key, U+0000 counted as one */
    size_t n_items;
    size_t parent; /* index of the container's record; PC_JSON_NO_RECORD for the root */
    pc_json_kind kind;
} pc_json_record;

#define PC_JSON_NO_RECORD ((size_t)-1)

/**
 * The state of one scan. The scanner accepts exactly RFC 8259 (and the mode's further rules);
 * on a mistake it reports, guesses what was meant, and goes on while the guess is safe.
 */
typedef struct pc_json_scan {
    const pc_json_source *source;
    const char *text; /* = source->text */
    size_t n, at;
    pc_json_mode mode;
    const pc_json_limits *limits;
    pc_diags *diags;
    pc_arena *arena; /* of the records and of messages: dropped after the read */
    pc_json_record *records;
    size_t n_records, capacity;
    size_t open, depth; /* innermost open container, how many are open */
    pc_json_record key; /* the key read for the next value; its key_end is 0 without */
    size_t last_end;    /* end of the last value or bracket */
    size_t comma;       /* the last comma; may lie before last_end */
    size_t told_comma;  /* one that was reported, 0 for none */
    size_t n_errors;
    bool stopped, seen_comment; /* stopped: what follows can no longer be understood */
} pc_json_scan;

/** Scans the whole source. @return whether it is valid; else diags says what is not */
bool pc_json_scan_all(pc_json_scan *scan);

/* ---- between the files of the scanner ---- */

/** Reports a mistake at the bytes from begin to end. help may be NULL. */
void pc_scan_fault(pc_json_scan *scan, size_t begin, size_t end, const char *code,
                   const char *help, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/** Text made in the scan's arena; "" without memory. */
const char *pc_scan_printf(pc_json_scan *scan, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** At most the first 40 bytes of a piece of the text, for a message; "..." when it may not be
 *  shown. */
const char *pc_scan_quote(pc_json_scan *scan, size_t begin, size_t end);

/** The byte at scan->at plus `ahead`, 0 behind the end. */
static inline char pc_scan_peek(const pc_json_scan *scan, size_t ahead)
{
    return scan->at + ahead < scan->n ? scan->text[scan->at + ahead] : '\0';
}

/** White space; comments and foreign white space are reported and skipped. */
void pc_scan_space(pc_json_scan *scan);

/** A string in double quotes at scan->at. @return bytes of the decoded string */
size_t pc_scan_string(pc_json_scan *scan);

/** A string in other quotes, reported. @return false when it is not closed on its line */
bool pc_scan_foreign_string(pc_json_scan *scan);
/** Bytes of the single or typographic quote at scan->at, or 0. */
size_t pc_scan_foreign_quote(const pc_json_scan *scan);

/** A number, or what looks like one, at scan->at. */
void pc_scan_number(pc_json_scan *scan);

/** Whether a number split by a comma stands here: its first part was the last value read and
 *  ended where the comma stood, and scan->at is just behind the comma. */
bool pc_scan_is_split_number(const pc_json_scan *scan);
/** Reports it and goes behind it. */
void pc_scan_split_number(pc_json_scan *scan);

/** true, false, null, or any other text without quotes; false and null also stand for what is
 *  none of them. */
pc_json_kind pc_scan_word(pc_json_scan *scan);
/** Reports and skips text without quotes in the place of a key. */
void pc_scan_bare_key(pc_json_scan *scan);
/** Goes behind text without quotes: to the next character that JSON has, or the end of the
 * line, less the blanks before it. Stays where such a character stands. */
void pc_scan_skip_bare(pc_json_scan *scan);

#endif
