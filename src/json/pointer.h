/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_POINTER_H
#define PC_JSON_POINTER_H

#include "base/text.h"
#include "json/json.h"

/** Adds "/" and the key, with ~ and / escaped as RFC 6901 has it. */
void pc_pointer_add(pc_text *pointer, const char *key);

/** The same for a key as it stands in a text, quotes and escapes included. Quotes other than
 *  double ones, and none, are accepted; escapes other than \" \\ \/ stay as they are. */
void pc_pointer_add_raw(pc_text *pointer, const char *key, size_t n);

/** Whether the text is a pointer: "" or tokens that start with "/", with ~0 and ~1 only. */
bool pc_pointer_is_valid(const char *pointer);

/** Bytes of the token at `pointer` (behind its "/"), up to the next "/" or the end. */
size_t pc_pointer_token(const char *pointer);

/** The token without its escapes, in the arena. */
char *pc_pointer_unescape(pc_arena *arena, const char *token, size_t n);

/** The child that the token names, or NULL. */
const pc_json *pc_pointer_child(const pc_json *value, const char *token, size_t n);

#endif
