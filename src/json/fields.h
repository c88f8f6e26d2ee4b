/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_FIELDS_H
#define PC_JSON_FIELDS_H

#include "json/json.h"

#include <stdint.h>

/**
 * Objects whose keys are a table: each key, what its value must be, and where in a struct it
 * goes. Unknown keys, missing ones and wrong values are all reported, each at its place; for
 * formats that people rarely write themselves (results, chart specifications, themes).
 */
typedef enum pc_field_kind {
    PC_FIELD_TEXT,   /* const char *: a text */
    PC_FIELD_WORD,   /* const char *: one of words */
    PC_FIELD_NUMBER, /* double: a number from low to high; null is NAN where is_nullable */
    PC_FIELD_WHOLE,  /* uint64_t: a whole number from low to high */
    PC_FIELD_SMALL,  /* int: the same */
    PC_FIELD_TRUE,   /* bool: true or false */
    PC_FIELD_OBJECT, /* const pc_json *: the object, for the caller */
    PC_FIELD_ARRAY,  /* const pc_json *: the array */
    PC_FIELD_ANY,    /* const pc_json *: whatever it is */
} pc_field_kind;

typedef struct pc_field {
    const char *name;
    pc_field_kind kind;
    size_t offset; /* in the struct; what is not there stays as it was */
    bool is_optional, is_nullable;
    double low, high;         /* both 0: any */
    const char *const *words; /* WORD: NULL-terminated */
} pc_field;

/** How a format complains: its codes, and what it is called in messages. */
typedef struct pc_fields_codes {
    const char *unknown, *missing, *kind, *range;
} pc_fields_codes;

typedef struct pc_fields {
    pc_arena *arena; /* of the texts read and of messages */
    pc_diags *diags;
    pc_fields_codes codes;
    size_t n_errors;
} pc_fields;

/** Reads object into out. @param what names it in messages: "a metric". */
void pc_fields_read(pc_fields *fields, void *out, const pc_json *object, const char *what,
                    const pc_field *table, size_t n);

/** One value as an element of an array would be: the field's name is used for nothing. */
void pc_field_read(pc_fields *fields, void *out, const pc_json *value, const pc_field *field);

/** An error at a value, counted. help may be NULL. */
void pc_fields_error(pc_fields *fields, const pc_json *at, const char *code, const char *help,
                     const char *format, ...) __attribute__((format(printf, 5, 6)));

/** "did you mean "x"?", or all of a few words, or NULL. */
const char *pc_fields_help(pc_fields *fields, const char *word, const char *const *words,
                           size_t n);

#endif
