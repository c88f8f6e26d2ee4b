/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text -> tree: our scanner judges the text and finds every place, cJSON reads the same text,
 * and the i-th node of its walk is the i-th record. cJSON alone would accept leading zeros,
 * control characters and duplicate keys, and knows no places. */
#include "json/json.h"
#include "json/number.h"
#include "json/place.h"
#include "json/scan.h"
#include "json/sorted.h"

#include <cjson/cJSON.h>
#include <string.h>

const pc_json_limits pc_json_limits_default = {
    .bytes = (size_t)16 << 20,
    .depth = 64,
    .values = 1000000,
    .keys = 1000,
    .string_bytes = (size_t)64 << 10,
};

enum { LONGEST_CJSON = 60 }; /* cJSON reads a number through a buffer of 63 characters */

/* What cJSON reads: the text, with numbers too long for it replaced by 0 and blanks. Their
 * digits are read from the text itself, as all numbers are. */
static const char *text_for_cjson(const pc_json_scan *scan)
{
    char *copy = NULL;
    for (size_t i = 0; i < scan->n_records; i++) {
        const pc_json_record *r = &scan->records[i];
        if (r->kind != PC_JSON_NUMBER || r->end - r->begin <= LONGEST_CJSON) continue;
        if (!copy) copy = pc_arena_strndup(scan->arena, scan->text, scan->n);
        if (!copy) return NULL;
        memset(copy + r->begin, ' ', r->end - r->begin);
        copy[r->begin] = '0';
    }
    return copy ? copy : scan->text;
}

/* A string of n bytes in which each U+0000 is one byte, as cJSON leaves it; here it becomes
 * two. */
static const char *keep_string(pc_arena *arena, const char *string, size_t n)
{
    size_t zeros = 0;
    for (size_t i = 0; i < n; i++) zeros += string[i] == '\0';
    if (!zeros) return pc_arena_strndup(arena, string, n);
    char *out = PC_NEW_ARRAY(arena, char, n + zeros + 1), *to = out;
    if (!out) return NULL;
    for (size_t i = 0; i < n; i++) {
        if (string[i] == '\0') *to++ = '\xC0';
        *to++ = string[i] ? string[i] : '\x80';
    }
    return out;
}

static bool kinds_agree(const cJSON *node, pc_json_kind kind)
{
    static const int kinds[] = { cJSON_NULL,   cJSON_False, cJSON_True,  cJSON_Number,
                                 cJSON_String, cJSON_Array, cJSON_Object };
    return node && (node->type & 0xFF) == kinds[kind];
}

typedef struct conversion {
    pc_arena *arena; /* of the tree */
    const pc_json_scan *scan;
    pc_json *values;      /* all of them; the children of one container are neighbours */
    size_t *slot;         /* of each record in values */
    const cJSON **node;   /* of each record */
    size_t *n_filled;     /* of each record: children met so far */
    const cJSON **latest; /* of each record: the child met last */
    size_t n_used;        /* values given to containers so far */
} conversion;

static bool begin_conversion(conversion *c, size_t n)
{
    pc_arena *scratch = c->scan->arena;
    c->values = PC_NEW_ARRAY(c->arena, pc_json, n);
    c->slot = PC_NEW_ARRAY(scratch, size_t, n);
    c->node = PC_NEW_ARRAY(scratch, const cJSON *, n);
    c->n_filled = PC_NEW_ARRAY(scratch, size_t, n);
    c->latest = PC_NEW_ARRAY(scratch, const cJSON *, n);
    return !c->arena->failed && !scratch->failed;
}

/* The record's node: the first child of its parent's node, or the next of its elder brother's.
 */
static const cJSON *find_node(conversion *c, size_t i, const cJSON *root)
{
    size_t parent = c->scan->records[i].parent;
    if (parent == PC_JSON_NO_RECORD) return root;
    const cJSON *latest = c->latest[parent];
    return c->latest[parent] = latest ? latest->next : c->node[parent]->child;
}

static pc_json *find_slot(conversion *c, size_t i)
{
    size_t parent = c->scan->records[i].parent;
    pc_json *value = &c->values[0];
    if (parent != PC_JSON_NO_RECORD) {
        value = c->values[c->slot[parent]].items + c->n_filled[parent]++;
        value->parent = &c->values[c->slot[parent]];
    }
    c->slot[i] = (size_t)(value - c->values);
    return value;
}

static bool convert_one(conversion *c, size_t i, const cJSON *root)
{
    const pc_json_record *r = &c->scan->records[i];
    const cJSON *node = c->node[i] = find_node(c, i, root);
    if (!kinds_agree(node, r->kind)) return false;
    pc_json *value = find_slot(c, i);
    value->kind = r->kind;
    value->source = c->scan->source;
    value->begin = r->begin;
    value->end = r->end;
    value->key_begin = r->key_begin;
    value->key_end = r->key_end;
    if (r->key_end) value->key = keep_string(c->arena, node->string, r->key_n);
    if (r->kind == PC_JSON_STRING)
        value->string = keep_string(c->arena, node->valuestring, r->string_n);
    if (r->kind == PC_JSON_NUMBER) {
        value->string = pc_arena_strndup(c->arena, c->scan->text + r->begin, r->end - r->begin);
        if (!pc_number_read(&value->number, c->scan->text + r->begin, r->end - r->begin))
            return false;
    }
    if (r->n_items) value->items = &c->values[c->n_used];
    value->n_items = r->n_items;
    c->n_used += r->n_items;
    return true;
}

static pc_json *convert(pc_arena *arena, const pc_json_scan *scan, const cJSON *root,
                        bool *agrees)
{
    conversion c = { .arena = arena, .scan = scan, .n_used = 1 };
    if (!begin_conversion(&c, scan->n_records)) return NULL;
    for (size_t i = 0; i < scan->n_records && *agrees; i++) *agrees = convert_one(&c, i, root);
    return *agrees && !arena->failed ? c.values : NULL;
}

static const pc_json *out_of_memory(pc_arena *arena, const char *file, pc_diags *diags)
{
    arena->failed = true;
    pc_diag_fail(diags, PC_ENOMEM, "E0114", file, "not enough memory to read this");
    return NULL;
}

static const pc_json *parse(pc_arena *arena, const pc_json_scan *scan)
{
    const char *file = scan->source->file, *text = text_for_cjson(scan);
    cJSON *root = text ? cJSON_ParseWithLength(text, scan->n) : NULL;
    if (!root)
        return out_of_memory(arena, file, scan->diags); /* nothing else: the scanner agreed */
    bool agrees = true;
    pc_json *tree = convert(arena, scan, root, &agrees);
    cJSON_Delete(root);
    if (!agrees)
        pc_diag_fail(scan->diags, PC_EINTERNAL, "E0115", file,
                     "the two readers of JSON disagree");
    else if (!tree)
        out_of_memory(arena, file, scan->diags);
    return tree;
}

static bool has_duplicates(const pc_json *root, const pc_json_scan *scan)
{
    size_t n = 0;
    for (size_t i = 0; i < scan->n_records; i++)
        if (root[i].kind == PC_JSON_OBJECT)
            n += pc_sorted_report_twins(scan->arena, &root[i], scan->diags);
    return n > 0;
}

static const pc_json_source *keep_source(pc_arena *arena, const char *file, const char *text,
                                         size_t n, bool quotable)
{
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        n -= 3;
    }
    pc_json_source *source = PC_NEW(arena, pc_json_source);
    const char *kept_file = pc_arena_strdup(arena, file),
               *kept = pc_arena_strndup(arena, text, n);
    const pc_json_mark *marks = kept ? pc_json_marks(arena, kept, n) : NULL;
    if (arena->failed) return NULL;
    *source = (pc_json_source) { kept_file, kept, n, quotable, marks };
    return source;
}

const pc_json *pc_json_read(pc_arena *arena, const char *file, const char *text, size_t n,
                            pc_json_mode mode, const pc_json_limits *limits, pc_diags *diags)
{
    if (!limits) limits = &pc_json_limits_default;
    if (n > limits->bytes) {
        pc_diag_fail(diags, PC_EDATA, "E0110", file,
                     "the text has %zu bytes; at most %zu are read", n, limits->bytes);
        return NULL;
    }
    const pc_json_source *source = keep_source(arena, file, text, n, !limits->unquotable);
    if (!source) return out_of_memory(arena, file, diags);
    pc_arena scratch;
    pc_arena_init(&scratch);
    pc_json_scan scan = { .source = source,
                          .text = source->text,
                          .n = source->n,
                          .mode = mode,
                          .limits = limits,
                          .diags = diags,
                          .arena = &scratch };
    const pc_json *root = NULL;
    if (pc_json_scan_all(&scan))
        root = parse(arena, &scan);
    else if (scratch.failed)
        out_of_memory(arena, file, diags);
    if (root && mode == PC_JSON_STRICT && has_duplicates(root, &scan)) root = NULL;
    pc_arena_clear(&scratch);
    return root;
}
