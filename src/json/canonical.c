/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One document, one text: what the scenario's hash is taken of. */
#include "json/sorted.h"
#include "json/writer.h"

#include <string.h>

typedef struct canon {
    pc_text *out;
    pc_arena scratch;
    const char *const *without;
    size_t n_without;
} canon;

static void add_value(canon *c, const pc_json *value);

static bool is_left_out(const canon *c, const char *key)
{
    for (size_t i = 0; i < c->n_without; i++)
        if (strcmp(c->without[i], key) == 0) return true;
    return false;
}

static void add_object(canon *c, const pc_json *object)
{
    const pc_sorted sorted = pc_sorted_members(&c->scratch, object);
    bool is_first = true;
    pc_text_add(c->out, "{");
    for (size_t i = 0; i < sorted.n; i++) {
        if (is_left_out(c, sorted.members[i]->key)) continue;
        if (!is_first) pc_text_add(c->out, ",");
        is_first = false;
        pc_json_add_string(c->out, sorted.members[i]->key);
        pc_text_add(c->out, ":");
        add_value(c, sorted.members[i]);
    }
    pc_text_add(c->out, "}");
}

static void add_array(canon *c, const pc_json *array)
{
    pc_text_add(c->out, "[");
    for (size_t i = 0; i < array->n_items; i++) {
        if (i) pc_text_add(c->out, ",");
        add_value(c, &array->items[i]);
    }
    pc_text_add(c->out, "]");
}

static void add_value(canon *c, const pc_json *value)
{
    switch (value->kind) {
    case PC_JSON_NULL:
        pc_text_add(c->out, "null");
        break;
    case PC_JSON_FALSE:
        pc_text_add(c->out, "false");
        break;
    case PC_JSON_TRUE:
        pc_text_add(c->out, "true");
        break;
    case PC_JSON_NUMBER:
        pc_json_add_number(c->out, value->number);
        break;
    case PC_JSON_STRING:
        pc_json_add_string(c->out, value->string);
        break;
    case PC_JSON_ARRAY:
        add_array(c, value);
        break;
    case PC_JSON_OBJECT:
        add_object(c, value);
        break;
    }
}

void pc_json_canonical(pc_text *out, const pc_json *value, const char *const *without, size_t n)
{
    canon c = { .out = out, .without = without, .n_without = n };
    add_value(&c, value);
    if (c.scratch.failed) out->failed = true;
    pc_arena_clear(&c.scratch);
}
