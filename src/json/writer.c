/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/writer.h"

#include "json/number.h"
#include "json/utf8.h"

#include <assert.h>
#include <string.h>

enum { DEEPEST = 64 };

/* ---- Strings, shared with the canonical form ---- */

static void add_control(pc_text *out, int code)
{
    static const char short_form[] = "\b\f\n\r\t", letter[] = "bfnrt";
    const char *found = code ? strchr(short_form, code) : NULL;
    if (found)
        pc_text_addf(out, "\\%c", letter[found - short_form]);
    else
        pc_text_addf(out, "\\u%04X", (unsigned)code);
}

static size_t add_character(pc_text *out, const char *text, size_t n)
{
    int32_t code;
    size_t length = pc_utf8_step(text, n, &code);
    if (n >= 2 && memcmp(text, "\xC0\x80", 2) == 0) { /* U+0000 as the reader keeps it */
        pc_text_add(out, "\\u0000");
        return 2;
    }
    if (code == PC_UTF8_BROKEN)
        pc_text_add(out, "\xEF\xBF\xBD");
    else if (code < 0x20)
        add_control(out, code);
    else if (code == '"' || code == '\\')
        pc_text_addf(out, "\\%c", (int)code);
    else
        pc_text_add_n(out, text, length);
    return length;
}

void pc_json_add_string(pc_text *out, const char *text)
{
    size_t n = strlen(text);
    pc_text_add(out, "\"");
    for (size_t at = 0; at < n;) at += add_character(out, text + at, n - at);
    pc_text_add(out, "\"");
}

void pc_json_add_number(pc_text *out, double value)
{
    char digits[PC_NUMBER_SIZE];
    pc_text_add_n(out, digits, pc_number_write(digits, value));
}

/* ---- The writer ---- */

static bool is_flat(const pc_json_writer *w)
{
    return w->depth > 0 && w->flat[w->depth - 1];
}

static void line_break(pc_json_writer *w, unsigned depth)
{
    pc_text_add(&w->text, "\n");
    pc_text_repeat(&w->text, ' ', 2 * (size_t)depth);
}

/* What stands before a value or a key: nothing behind a key, else a comma and white space. */
static void separate(pc_json_writer *w)
{
    bool is_alone = w->after_key || w->depth == 0;
    w->after_key = false;
    if (is_alone || w->text.failed) return;
    bool *first = &w->first[w->depth - 1];
    if (!*first) pc_text_add(&w->text, ",");
    if (!is_flat(w))
        line_break(w, w->depth);
    else if (!*first || w->text.data[w->text.n - 1] == '{')
        pc_text_add(&w->text, " ");
    *first = false;
}

static void begin(pc_json_writer *w, const char *bracket, bool flat)
{
    separate(w);
    pc_text_add(&w->text, bracket);
    if (w->depth >= DEEPEST) w->text.failed = true;
    if (w->text.failed || w->depth >= DEEPEST) return;
    w->object[w->depth] = *bracket == '{';
    w->flat[w->depth] = flat || is_flat(w);
    w->first[w->depth++] = true;
}

void pc_json_write_object(pc_json_writer *w, bool flat)
{
    begin(w, "{", flat);
}
void pc_json_write_array(pc_json_writer *w, bool flat)
{
    begin(w, "[", flat);
}

void pc_json_write_list(pc_json_writer *w, const char *key)
{
    pc_json_write_key(w, key);
    pc_json_write_array(w, false);
}

void pc_json_write_end(pc_json_writer *w)
{
    if (w->text.failed) return;
    assert(w->depth > 0 && !w->after_key);
    bool is_object = w->object[--w->depth], is_empty = w->first[w->depth];
    if (!is_empty && !w->flat[w->depth])
        line_break(w, w->depth);
    else if (!is_empty && is_object)
        pc_text_add(&w->text, " ");
    pc_text_add(&w->text, is_object ? "}" : "]");
}

void pc_json_write_key(pc_json_writer *w, const char *key)
{
    if (w->text.failed) return;
    assert(w->depth > 0 && w->object[w->depth - 1] && !w->after_key);
    separate(w);
    pc_json_add_string(&w->text, key);
    pc_text_add(&w->text, ": ");
    w->after_key = true;
}

void pc_json_write_number(pc_json_writer *w, double value)
{
    separate(w);
    pc_json_add_number(&w->text, value);
}

void pc_json_write_string(pc_json_writer *w, const char *text)
{
    separate(w);
    pc_json_add_string(&w->text, text);
}

void pc_json_write_bool(pc_json_writer *w, bool value)
{
    separate(w);
    pc_text_add(&w->text, value ? "true" : "false");
}

void pc_json_write_null(pc_json_writer *w)
{
    separate(w);
    pc_text_add(&w->text, "null");
}

static void write_items(pc_json_writer *w, const pc_json *value)
{
    bool flat = true; /* what holds no further containers fits on a line */
    for (size_t i = 0; i < value->n_items; i++) flat &= value->items[i].kind < PC_JSON_ARRAY;
    if (value->kind == PC_JSON_OBJECT)
        pc_json_write_object(w, false);
    else
        pc_json_write_array(w, flat);
    for (size_t i = 0; i < value->n_items && !w->text.failed; i++) {
        if (value->kind == PC_JSON_OBJECT) pc_json_write_key(w, value->items[i].key);
        pc_json_write_value(w, &value->items[i]);
    }
    pc_json_write_end(w);
}

void pc_json_write_value(pc_json_writer *w, const pc_json *value)
{
    switch (value->kind) {
    case PC_JSON_NULL:
        pc_json_write_null(w);
        break;
    case PC_JSON_FALSE:
        pc_json_write_bool(w, false);
        break;
    case PC_JSON_TRUE:
        pc_json_write_bool(w, true);
        break;
    case PC_JSON_NUMBER:
        pc_json_write_number(w, value->number);
        break;
    case PC_JSON_STRING:
        pc_json_write_string(w, value->string);
        break;
    case PC_JSON_ARRAY:
    case PC_JSON_OBJECT:
        write_items(w, value);
        break;
    }
}
