/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Assumptions may refer to one another in any order: each is read when it is first asked for,
 * and one that is asked for while it is read closes a circle.
 */
#include "scenario/named.h"
#include "scenario/quantity.h"

#include "base/text.h"
#include "json/writer.h"

#include <stdlib.h>
#include <string.h>

enum { CHAIN_MAX = 250, HEIGHT_MAX = 1000 };

static int by_id(const void *x, const void *y)
{
    const pc_named *a = x, *b = y;
    return strcmp(a->id, b->id);
}

static pc_named *find(pc_reader *reader, const char *id)
{
    const pc_named key = { .id = id };
    if (reader->scope.n == 0) return NULL;
    return bsearch(&key, reader->named, reader->scope.n, sizeof key, by_id);
}

/* ---- the register of inputs ---- */

/* The note of that name that stands nearest around the value; `--set` values are their own
 * source. */
static const char *note_of(const pc_json *value, const char *key)
{
    if (strcmp(key, "source") == 0 && strncmp(value->source->file, "--set ", 6) == 0)
        return "--set";
    for (; value && value->parent; value = value->parent) {
        const pc_json *note = value->kind == PC_JSON_OBJECT ? pc_json_get(value, key) : NULL;
        if (note && note->kind == PC_JSON_STRING) return note->string;
    }
    return "";
}

static const char *spec_of(pc_reader *reader, const pc_json *value)
{
    const pc_json *inner = value->kind == PC_JSON_OBJECT ? pc_json_get(value, "value") : NULL;
    pc_text text = { 0 };
    pc_json_canonical(&text, inner ? inner : value, pc_metadata_keys, pc_n_metadata_keys);
    if (text.failed) reader->arena->failed = true;
    const char *spec = text.data ? pc_help(reader, "%s", text.data) : NULL;
    pc_text_clear(&text);
    return spec ? spec : "";
}

void pc_register_input(pc_quantity *q, const pc_json *value, const pc_expr *expr)
{
    pc_reader *reader = q->reader;
    const pc_expr *inner = expr->kind == PC_EXPR_PLANNED ? expr->args[0] : expr;
    if (!PC_GROW(reader->arena, pc_input, reader->inputs, reader->n_inputs,
                 reader->inputs_capacity))
        return;
    reader->inputs[reader->n_inputs++] = (pc_input) {
        .pointer = pc_json_pointer(reader->arena, value),
        .spec = spec_of(reader, value),
        .unit = pc_unit_words(q->has_unit || q->inferred ? q->unit : PC_UNIT_NUMBER),
        .value = expr,
        .draw = inner->kind == PC_EXPR_DRAW ? inner->draw : NULL,
        .each = q->each,
        .source = note_of(value, "source"),
        .note = note_of(value, "note"),
        .confidence = note_of(value, "confidence"),
    };
}

/* ---- reading one ---- */

static void check_height(pc_reader *reader, const pc_named *named, size_t id)
{
    if (reader->scope.traits[id].height <= HEIGHT_MAX) return;
    pc_json_key_error(reader->diags, named->node, "E0213",
                      "refer to earlier assumptions less deeply",
                      "what \"%s\" is computed from is nested too deeply", named->id);
    pc_scope_set(&reader->scope, id, &pc_expr_broken);
}

static void read_one(pc_reader *reader, size_t id)
{
    pc_named *named = &reader->named[id];
    const char *name = pc_arena_printf(reader->arena, "assumptions/%s", named->id);
    if (!name) return;
    pc_quantity q = { .reader = reader, .name = name };
    named->state = PC_BEING_READ;
    reader->open[reader->n_open++] = id;
    const pc_expr *expr = pc_read_value(&q, named->node);
    reader->n_open--;
    named->state = PC_READ;
    pc_scope_set(&reader->scope, id, expr);
    check_height(reader, named, id);
    if (!pc_check_defined(reader, named->node, reader->scope.values[id]))
        pc_scope_set(&reader->scope, id, &pc_expr_broken);
    else if (q.has_unit)
        pc_check_bounds(reader, named->node, reader->scope.values[id], q.unit);
    pc_register_input(&q, named->node, reader->scope.values[id]);
}

/* ---- being referred to ---- */

static void say_cycle(pc_reader *reader, const pc_json *string, size_t at, size_t n, size_t id)
{
    pc_text chain = { 0 };
    size_t from = 0;
    while (reader->open[from] != id) from++;
    for (size_t i = from; i < reader->n_open; i++)
        pc_text_addf(&chain, "%s -> ", reader->named[reader->open[i]].id);
    pc_text_add(&chain, reader->named[id].id);
    pc_error_within(reader, string, at, n, "E0212", "state one of them without the others",
                    "formulas go in a circle: %s", chain.data ? chain.data : "");
    pc_text_clear(&chain);
}

static const pc_expr *unknown_name(pc_reader *reader, const pc_json *string, size_t at,
                                   size_t n, const char *id)
{
    const char **names = PC_NEW_ARRAY(reader->arena, const char *, reader->scope.n + 5);
    static const char *const words[] = { "month", "year", "min", "max", "if" };
    if (!names) return &pc_expr_broken;
    for (size_t i = 0; i < reader->scope.n; i++) names[i] = reader->named[i].id;
    memcpy(names + reader->scope.n, words, sizeof words);
    const char *nearest = pc_json_did_you_mean(id, names, reader->scope.n + PC_COUNT(words));
    pc_error_within(reader, string, at, n, "E0211",
                    nearest ? pc_help(reader, "did you mean \"%s\"?", nearest)
                            : "formulas refer to what stands in \"assumptions\"",
                    "there is no assumption \"%s\"", id);
    return &pc_expr_broken;
}

const pc_expr *pc_use_assumption(pc_reader *reader, const pc_json *string, size_t at, size_t n)
{
    const char *id = pc_arena_strndup(reader->arena, string->string + at, n);
    pc_named *named = id ? find(reader, id) : NULL;
    if (!id) return &pc_expr_broken;
    if (!named) return unknown_name(reader, string, at, n, id);
    const size_t index = (size_t)(named - reader->named);
    named->is_used = true;
    if (named->state == PC_BEING_READ) {
        say_cycle(reader, string, at, n, index);
        return &pc_expr_broken;
    }
    if (named->state == PC_UNREAD && reader->n_open >= CHAIN_MAX) {
        pc_error_within(reader, string, at, n, "E0213", "shorten the chain",
                        "more than %d assumptions refer to one another in a chain", CHAIN_MAX);
        return &pc_expr_broken;
    }
    if (named->state == PC_UNREAD) read_one(reader, index);
    pc_expr *expr = PC_NEW(reader->arena, pc_expr);
    if (!expr) return &pc_expr_broken;
    *expr = (pc_expr) { .kind = PC_EXPR_ASSUMPTION, .assumption_id = index };
    return expr;
}

/* ---- all of them ---- */

void pc_read_assumptions(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "assumptions"), "assumptions");
    reader->named = PC_NEW_ARRAY(reader->arena, pc_named, found.n + 1);
    reader->open = PC_NEW_ARRAY(reader->arena, size_t, found.n + 1);
    pc_assumption *list = PC_NEW_ARRAY(reader->arena, pc_assumption, found.n + 1);
    if (!pc_scope_init(&reader->scope, reader->arena, found.n, reader->programme->months))
        return;
    for (size_t i = 0; i < found.n; i++)
        reader->named[i] = (pc_named) { .id = found.items[i]->key, .node = found.items[i] };
    for (size_t i = 0; i < found.n; i++)
        if (reader->named[i].state == PC_UNREAD) read_one(reader, i);
    for (size_t i = 0; i < found.n; i++)
        list[i] = (pc_assumption) { found.items[i]->key, reader->scope.values[i] };
    reader->programme->assumptions = list;
    reader->programme->n_assumptions = found.n;
}

void pc_warn_of_unused(pc_reader *reader)
{
    for (size_t i = 0; i < reader->scope.n; i++)
        if (!reader->named[i].is_used)
            pc_warn(reader, reader->named[i].node, "W0201",
                    pc_help(reader, "refer to it in a formula: \"=%s\"", reader->named[i].id),
                    "nothing uses the assumption \"%s\"", reader->named[i].id);
}
