/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/fields.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

enum { MOST_WORDS = 64 };

/* What comes later is counted only: a hostile file makes millions. */
static bool is_heard(const pc_fields *fields)
{
    return fields->n_errors < PC_DIAGS_MAX;
}

void pc_fields_error(pc_fields *fields, const pc_json *at, const char *code, const char *help,
                     const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = is_heard(fields) ? pc_arena_vprintf(fields->arena, format, args) : "";
    fields->n_errors++;
    va_end(args);
    pc_json_error(fields->diags, at, code, help, "%s", text ? text : "out of memory");
}

const char *pc_fields_help(pc_fields *fields, const char *word, const char *const *words,
                           size_t n)
{
    const char *nearest = pc_json_did_you_mean(word, words, n);
    if (nearest) return pc_arena_printf(fields->arena, "did you mean \"%s\"?", nearest);
    pc_text list = { 0 };
    for (size_t i = 0; i < n && i < 16; i++)
        pc_text_addf(&list, "%s\"%s\"",
                     i == 0      ? "one of "
                     : i + 1 < n ? ", "
                                 : " or ",
                     words[i]);
    const char *help = list.data ? pc_arena_strdup(fields->arena, list.data) : NULL;
    pc_text_clear(&list);
    return help;
}

/* ---- Values ---- */

static void wrong_kind(pc_fields *fields, const pc_json *value, const char *wanted)
{
    static const char *const found[] = {
        [PC_JSON_NULL] = "null",       [PC_JSON_FALSE] = "false",   [PC_JSON_TRUE] = "true",
        [PC_JSON_NUMBER] = "a number", [PC_JSON_STRING] = "a text", [PC_JSON_ARRAY] = "a list",
        [PC_JSON_OBJECT] = "an object"
    };
    pc_fields_error(fields, value, fields->codes.kind, NULL, "expected %s, found %s", wanted,
                    found[value->kind]);
}

static size_t count_words(const char *const *words)
{
    size_t n = 0;
    while (words[n]) n++;
    return n;
}

static void read_word(pc_fields *fields, const char **out, const pc_json *value,
                      const pc_field *field)
{
    const size_t n = count_words(field->words);
    if (value->kind != PC_JSON_STRING) {
        wrong_kind(fields, value, "a text");
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (strcmp(field->words[i], value->string) == 0) {
            *out = field->words[i];
            return;
        }
    pc_fields_error(fields, value, fields->codes.range,
                    is_heard(fields) ? pc_fields_help(fields, value->string, field->words, n)
                                     : NULL,
                    "\"%s\" is not known here", value->string);
}

/* A number within the field's bounds. */
static bool read_number(pc_fields *fields, double *out, const pc_json *value,
                        const pc_field *field, const char *wanted)
{
    const bool is_bounded = field->low != 0 || field->high != 0;
    if (value->kind != PC_JSON_NUMBER) {
        wrong_kind(fields, value, wanted);
        return false;
    }
    *out = value->number;
    if (!is_bounded || (*out >= field->low && *out <= field->high)) return true;
    pc_fields_error(fields, value, fields->codes.range, NULL, "%.40s is too %s", value->string,
                    *out < field->low ? "small" : "large");
    return false;
}

static bool read_whole(pc_fields *fields, double *out, const pc_json *value,
                       const pc_field *field)
{
    if (!read_number(fields, out, value, field, "a whole number")) return false;
    if (*out == floor(*out)) return true;
    pc_fields_error(fields, value, fields->codes.range, NULL, "%.40s is not a whole number",
                    value->string);
    return false;
}

static void read_tree(pc_fields *fields, const pc_json **out, const pc_json *value,
                      pc_field_kind kind)
{
    if (kind == PC_FIELD_OBJECT && value->kind != PC_JSON_OBJECT)
        wrong_kind(fields, value, "an object");
    else if (kind == PC_FIELD_ARRAY && value->kind != PC_JSON_ARRAY)
        wrong_kind(fields, value, "a list");
    else
        *out = value;
}

static void read_truth(pc_fields *fields, bool *out, const pc_json *value)
{
    if (value->kind == PC_JSON_TRUE || value->kind == PC_JSON_FALSE)
        *out = value->kind == PC_JSON_TRUE;
    else
        wrong_kind(fields, value, "true or false");
}

static void read_text(pc_fields *fields, const char **out, const pc_json *value)
{
    if (value->kind != PC_JSON_STRING)
        wrong_kind(fields, value, "a text");
    else
        *out = pc_arena_strdup(fields->arena, value->string);
}

void pc_field_read(pc_fields *fields, void *out, const pc_json *value, const pc_field *field)
{
    double number = (double)NAN;
    switch (field->kind) {
    case PC_FIELD_TEXT:
        read_text(fields, out, value);
        break;
    case PC_FIELD_WORD:
        read_word(fields, out, value, field);
        break;
    case PC_FIELD_NUMBER:
        if ((field->is_nullable && value->kind == PC_JSON_NULL) ||
            read_number(fields, &number, value, field, "a number"))
            *(double *)out = number;
        break;
    case PC_FIELD_WHOLE:
        if (read_whole(fields, &number, value, field)) *(uint64_t *)out = (uint64_t)number;
        break;
    case PC_FIELD_SMALL:
        if (read_whole(fields, &number, value, field)) *(int *)out = (int)number;
        break;
    case PC_FIELD_TRUE:
        read_truth(fields, out, value);
        break;
    case PC_FIELD_OBJECT:
    case PC_FIELD_ARRAY:
    case PC_FIELD_ANY:
        read_tree(fields, out, value, field->kind);
    }
}

/* ---- Objects ---- */

static const pc_field *find(const char *key, const pc_field *table, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i].name, key) == 0) return &table[i];
    return NULL;
}

static void unknown_key(pc_fields *fields, const pc_json *member, const char *what,
                        const pc_field *table, size_t n)
{
    const char *names[MOST_WORDS];
    const size_t n_names = n < MOST_WORDS ? n : MOST_WORDS;
    for (size_t i = 0; i < n_names; i++) names[i] = table[i].name;
    const char *help =
        is_heard(fields) ? pc_fields_help(fields, member->key, names, n_names) : NULL;
    fields->n_errors++;
    pc_json_key_error(fields->diags, member, fields->codes.unknown, help,
                      "%s has no key \"%s\"", what, member->key);
}

void pc_fields_read(pc_fields *fields, void *out, const pc_json *object, const char *what,
                    const pc_field *table, size_t n)
{
    if (object->kind != PC_JSON_OBJECT) {
        wrong_kind(fields, object, what);
        return;
    }
    for (size_t i = 0; i < object->n_items; i++) {
        const pc_json *member = &object->items[i];
        const pc_field *field = find(member->key, table, n);
        if (field)
            pc_field_read(fields, (char *)out + field->offset, member, field);
        else
            unknown_key(fields, member, what, table, n);
    }
    for (size_t i = 0; i < n; i++)
        if (!table[i].is_optional && !pc_json_get(object, table[i].name)) {
            fields->n_errors++;
            pc_json_key_error(fields->diags, object, fields->codes.missing, NULL,
                              "%s needs \"%s\"", what, table[i].name);
        }
}
