/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemas, and the scenario's own word on which one it follows. */
#include "partnercast/schema.h"

#include "scenario/reader.h"

#include <string.h>

/* scenarios/schema/<name>.json, made part of the program by the Makefile. */
extern const char pc_schema_partnercast_1[], pc_schema_results_1[], pc_schema_spec_1[],
    pc_schema_theme_1[];

static const struct {
    const char *format, *text;
} schemas[] = { { "scenario", pc_schema_partnercast_1 },
                { "results", pc_schema_results_1 },
                { "spec", pc_schema_spec_1 },
                { "theme", pc_schema_theme_1 } };

const char *pc_schema(const char *format)
{
    for (size_t i = 0; i < PC_COUNT(schemas); i++)
        if (strcmp(schemas[i].format, format) == 0) return schemas[i].text;
    return NULL;
}

const char *pc_schema_format(size_t i)
{
    return i < PC_COUNT(schemas) ? schemas[i].format : NULL;
}

/* Editors follow it, the reader does not: a wrong one misleads people, so it is told of. Any
 * folder or address may hold the schema; its name says the version. */
void pc_read_schema(pc_reader *reader)
{
    static const char name[] = "partnercast-1.json";
    const pc_json *value = pc_json_get(reader->root, "$schema");
    const char *text = pc_read_text(reader, value, NULL);
    if (!text) return;
    const char *slash = strrchr(text, '/');
    if (strcmp(slash ? slash + 1 : text, name) == 0) return;
    pc_warn(reader, value, "W0206",
            "write \"schema/partnercast-1.json\", or where `partnercast schema` was written to",
            "\"%s\" is not the schema of this format, %s", text, name);
}
