/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases: named sets of assumptions. Each is the scenario with those replaced, whole, as --set
 * does, and read as a programme of its own: so a case is checked as strictly as the plan. */
#include "scenario/reader.h"
#include "scenario/resolve.h"

#include <stdlib.h>
#include <string.h>

static void no_such_assumption(pc_reader *reader, const pc_json *value,
                               const pc_json *assumptions)
{
    const size_t n = assumptions ? assumptions->n_items : 0;
    const char **names = PC_NEW_ARRAY(reader->arena, const char *, n + 1);
    for (size_t i = 0; i < n && names; i++) names[i] = assumptions->items[i].key;
    pc_json_key_error(reader->diags, value, "E0265",
                      names ? pc_help_names(reader, value->key, names, n) : NULL,
                      "there is no assumption \"%s\" that a case could replace", value->key);
}

/* The tree with the assumptions that the case names replaced; what cannot be is reported and
 * left out, so that the rest is still read. NULL when nothing is replaced. */
static const pc_json *replace_all(pc_reader *reader, const pc_json *given, const char *id)
{
    const pc_json *root = reader->root, *assumptions = pc_json_get(root, "assumptions");
    const char *source = pc_help(reader, "case %s", id);
    const char *file = pc_help(reader, "--set in %s", source ? source : "");
    for (size_t i = 0; root && source && file && i < given->n_items; i++) {
        const pc_json *value = &given->items[i];
        const pc_json *old = assumptions ? pc_json_get(assumptions, value->key) : NULL;
        if (!old) no_such_assumption(reader, value, assumptions);
        const pc_json *whole =
            old ? pc_resolve_assumption(reader->arena, old, value, file, source, reader->diags)
                : NULL;
        const char *pointer = whole ? pc_json_pointer(reader->arena, old) : NULL;
        if (pointer) root = pc_json_replace(reader->arena, root, pointer, whole, false);
    }
    if (given->n_items > 0) return root;
    pc_json_error(reader->diags, given, "E0266", "name at least one: { \"growth\": 1.6 }",
                  "this case replaces no assumption, so it is the plan itself");
    return NULL;
}

/* "/assumptions/growth/value" of the plan with the case in it is
 * "/cases/low/assumptions/growth" where the case says it; what it leaves alone stands where it
 * does. */
static const char *own_pointer(pc_reader *reader, const pc_json *given, const char *id,
                               const char *pointer)
{
    static const char prefix[] = "/assumptions/", whole[] = "/value";
    if (!pointer || strncmp(pointer, prefix, sizeof prefix - 1) != 0) return pointer;
    const char *name = pointer + sizeof prefix - 1, *rest = name + strcspn(name, "/");
    for (size_t i = 0; i < given->n_items; i++) {
        const pc_json *value = &given->items[i];
        const size_t n = strlen(value->key);
        if (n != (size_t)(rest - name) || strncmp(value->key, name, n) != 0) continue;
        const bool is_wrapped = !pc_json_get(value, "value") && /* by what read the case */
                                strncmp(rest, whole, sizeof whole - 1) == 0;
        return pc_help(reader, "/cases/%s/assumptions/%s%s", id, value->key,
                       is_wrapped ? rest + sizeof whole - 1 : rest);
    }
    return pointer;
}

/* What is wrong with the case alone: its warnings are the plan's. */
static void pass_errors_on(pc_reader *reader, const pc_diags *from, const pc_json *given,
                           const char *id)
{
    for (size_t i = 0; i < pc_diags_count(from); i++) {
        const pc_diag *d = pc_diags_at(from, i);
        pc_place at = pc_diag_place(d);
        at.pointer = own_pointer(reader, given, id, d->pointer);
        if (d->severity == PC_ERROR) pc_diag_pass(reader->diags, d, &at);
    }
}

static void read_programme(pc_reader *reader, pc_programme *programme, const pc_json *root,
                           const pc_json *given, const char *id)
{
    pc_diags *diags = pc_diags_new();
    programme->name = reader->programme->name;
    pc_reader own = { .arena = reader->arena,
                      .diags = diags,
                      .programme = programme,
                      .root = root,
                      .data = reader->data,
                      .is_case = true };
    if (diags) pc_read_programme(&own);
    if (diags) pass_errors_on(reader, diags, given, id);
    if (!diags) reader->arena->failed = true;
    pc_diags_free(diags);
}

static void read_case(pc_reader *reader, pc_scenario_case *out, const pc_json *node)
{
    static const pc_key keys[] = { { "title", PC_MAY }, { "assumptions", PC_MUST } };
    out->id = node->key;
    if (!pc_read_keys(reader, node, "a case", keys, PC_COUNT(keys))) return;
    out->title = pc_read_text(reader, pc_json_get(node, "title"), node->key);
    const pc_json *given = pc_json_get(node, "assumptions");
    if (!given) return;
    if (given->kind != PC_JSON_OBJECT) {
        pc_wrong_kind(reader, given, "an object: each assumption under its name", NULL);
        return;
    }
    const pc_json *root = replace_all(reader, given, out->id);
    if (root) read_programme(reader, &out->programme, root, given, out->id);
}

void pc_read_cases(pc_scenario *scenario, struct pc_data_files *files, pc_diags *diags)
{
    const pc_json *map = pc_json_get(scenario->resolved, "cases");
    if (!map) return;
    pc_reader reader = { .arena = &scenario->arena,
                         .diags = diags,
                         .programme = &scenario->programme,
                         .root = scenario->resolved,
                         .data = files };
    const pc_entities found = pc_read_entities(&reader, map, "cases");
    scenario->cases = PC_NEW_ARRAY(&scenario->arena, pc_scenario_case, found.n + 1);
    for (size_t i = 0; i < found.n && scenario->cases; i++)
        read_case(&reader, &scenario->cases[i], found.items[i]);
    scenario->n_cases = scenario->cases ? found.n : 0;
}
