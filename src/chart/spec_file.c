/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chart specifications: what a picture shows, as data. */
#include "partnercast/chart.h"

#include "chart/theme.h"
#include "json/fields.h"

#include <stdlib.h>

#define PC_COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_KINDS = 32 };

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
    };
    pc_fields_read(fields, spec, root, "a chart", keys, PC_COUNT(keys));
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
