/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chart specifications: what a picture shows, as data. */
#include "partnercast/chart.h"

#include "chart/spec/theme.h"
#include "json/fields.h"

#include <stdlib.h>
#include <string.h>

#define PC_COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_KINDS = 32 };

typedef struct parts {
    pc_chart_spec spec; /* first: the other keys' offsets are those of a specification */
    const pc_json *cases;
    const char *schema; /* for editors */
} parts;

enum { MOST_CASES = 3 };

/* Ids of cases; only a fan has lines for them. */
static void read_cases(pc_fields *fields, pc_chart_spec *spec, const pc_json *list)
{
    static const pc_field id = { "", PC_FIELD_TEXT, 0, false, false, 0, 0, NULL };
    const char **ids = PC_NEW_ARRAY(fields->arena, const char *, list->n_items + 1);
    if (spec->kind && strcmp(spec->kind, "fan") != 0)
        pc_fields_error(fields, list, "E0614", NULL, "a chart of kind %s shows no cases",
                        spec->kind);
    if (list->n_items > MOST_CASES)
        pc_fields_error(fields, list, "E0614", "choose three",
                        "%zu cases, but a fan carries %d", list->n_items, MOST_CASES);
    for (size_t i = 0; ids && i < list->n_items; i++) {
        ids[i] = "";
        pc_field_read(fields, &ids[i], &list->items[i], &id);
    }
    spec->has_cases = true;
    spec->cases = ids;
    spec->n_cases = list->n_items;
}

static void read_spec(pc_fields *fields, pc_chart_spec *spec, const pc_json *root)
{
    const char *kinds[MOST_KINDS + 1] = { NULL };
    for (size_t i = 0; i < MOST_KINDS && (kinds[i] = pc_chart_kind(i)); i++) {
    }
    const pc_field keys[] = {
        { "kind", PC_FIELD_WORD, offsetof(pc_chart_spec, kind), false, false, 0, 0, kinds },
        { "metric", PC_FIELD_TEXT, offsetof(pc_chart_spec, metric), true, false, 0, 0, NULL },
        { "period", PC_FIELD_TEXT, offsetof(pc_chart_spec, period), true, false, 0, 0, NULL },
        { "title", PC_FIELD_TEXT, offsetof(pc_chart_spec, title), true, false, 0, 0, NULL },
        { "theme", PC_FIELD_WORD, offsetof(pc_chart_spec, theme), true, false, 0, 0,
          pc_theme_names },
        { "$schema", PC_FIELD_TEXT, offsetof(parts, schema), true, false, 0, 0, NULL },
        { "cases", PC_FIELD_ARRAY, offsetof(parts, cases), true, false, 0, 0, NULL },
    };
    parts read = { .spec = *spec };
    pc_fields_read(fields, &read, root, "a chart", keys, PC_COUNT(keys));
    *spec = read.spec;
    if (spec->title && !spec->title[strspn(spec->title, " \t\r\n")])
        pc_fields_error(fields, pc_json_get(root, "title"), "E0613",
                        "leave it out: then the finding is the title", "a title needs words");
    if (read.cases) read_cases(fields, spec, read.cases);
}

static pc_status read_into(pc_chart_spec *spec, pc_arena *arena, const char *path,
                           pc_diags *diags)
{
    const pc_json *root;
    const pc_status status = pc_json_read_file(&root, arena, path, PC_JSON_STRICT, NULL, diags);
    if (status != PC_OK) return status;
    pc_fields fields = { .arena = arena,
                         .diags = diags,
                         .codes = { "E0610", "E0611", "E0612", "E0613" } };
    read_spec(&fields, spec, root);
    spec->source = root;
    if (arena->failed) return PC_ENOMEM;
    return fields.n_errors > 0 ? PC_EDATA : PC_OK;
}

pc_status pc_chart_spec_load(pc_chart_spec **out, const char *path, pc_diags *diags)
{
    pc_chart_spec *spec = calloc(1, sizeof *spec);
    pc_arena *arena = calloc(1, sizeof *arena);
    if (!spec || !arena) {
        free(spec);
        free(arena);
        return PC_ENOMEM;
    }
    pc_arena_init(arena);
    spec->arena = arena;
    const pc_status status = read_into(spec, arena, path, diags);
    if (status == PC_OK)
        *out = spec;
    else
        pc_chart_spec_free(spec);
    return status;
}

void pc_chart_spec_free(pc_chart_spec *spec)
{
    if (!spec) return;
    if (spec->arena) pc_arena_clear(spec->arena);
    free(spec->arena);
    free(spec);
}
