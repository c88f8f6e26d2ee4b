/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_PLACE_H
#define PC_JSON_PLACE_H

#include "json/json.h"

/** What lies before one byte of a text: so that a place costs no walk from the start. */
typedef struct pc_json_mark {
    size_t lines;      /* line ends */
    size_t characters; /* code points; broken bytes count as one each */
    size_t line_begin; /* the byte after the last line end */
} pc_json_mark;

/** The marks of a text, one for every 4 KiB and one behind; NULL when the arena failed. */
const pc_json_mark *pc_json_marks(pc_arena *arena, const char *text, size_t n);

/** Line (from 1) of a byte. */
unsigned pc_json_line_of(const pc_json_source *source, size_t at);

/** The place of the bytes from begin to end; its excerpt is a part of begin's line. */
pc_place pc_json_place_of(pc_arena *arena, const pc_json_source *source, size_t begin,
                          size_t end, const char *pointer);

/** n bytes of a text as they can be shown on a line: control characters and direction marks as
 *  blanks, broken UTF-8 as U+FFFD; one code point stays one. "" without memory. */
const char *pc_json_show(pc_arena *arena, const char *text, size_t n);

#endif
