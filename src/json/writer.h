/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_WRITER_H
#define PC_JSON_WRITER_H

#include "base/text.h"
#include "json/json.h"

/**
 * Writes JSON into a text, in the order of the calls: commas, indentation and escapes are its
 * business. Objects and arrays opened with `flat` stay on one line, with all that they hold.
 * Starts as { 0 }; the text is w.text, without a line end behind the last bracket, and is the
 * caller's to take or clear. Fails sticky through text.failed. Bytes that are not UTF-8 become
 * U+FFFD. Non-finite numbers are a mistake of ours (assert).
 */
typedef struct pc_json_writer {
    pc_text text;
    unsigned depth; /* open containers; more than 64 fail */
    bool object[64], flat[64], first[64], after_key;
} pc_json_writer;

void pc_json_write_object(pc_json_writer *w, bool flat);
void pc_json_write_array(pc_json_writer *w, bool flat);
void pc_json_write_end(pc_json_writer *w);
void pc_json_write_key(pc_json_writer *w, const char *key);
void pc_json_write_number(pc_json_writer *w, double value);
void pc_json_write_string(pc_json_writer *w, const char *text);
void pc_json_write_bool(pc_json_writer *w, bool value);
void pc_json_write_null(pc_json_writer *w);
/** A member that is an array, to be ended; each item on lines of its own. */
void pc_json_write_list(pc_json_writer *w, const char *key);

/** A whole value as read, in its document's key order; arrays of plain values on one line. */
void pc_json_write_value(pc_json_writer *w, const pc_json *value);

/** The canonical form of a value on one line: keys sorted by bytes, exact numbers, no white
 *  space; members named in `without` (n of them) left out at any depth. */
void pc_json_canonical(pc_text *out, const pc_json *value, const char *const *without,
                       size_t n);

/** A string in quotes with its escapes, and a number, for those who write their own lines. */
void pc_json_add_string(pc_text *out, const char *text);
void pc_json_add_number(pc_text *out, double value);

#endif
