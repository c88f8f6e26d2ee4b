/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file becomes a programme: read, extend, fill in defaults, set, validate. */
#include "scenario/scenario.h"

#include "scenario/data.h"
#include "scenario/order.h"
#include "scenario/reader.h"
#include "scenario/resolve.h"

#include <stdlib.h>
#include <string.h>

typedef struct loading {
    pc_scenario *scenario;
    const pc_scenario_options *options;
    pc_diags *diags; /* of this load alone */
} loading;

/* ---- names and folders ---- */

static const char *stem(pc_arena *arena, const char *path)
{
    if (strcmp(path, "-") == 0) return "stdin";
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    return pc_arena_strndup(arena, base,
                            dot && dot > base ? (size_t)(dot - base) : strlen(base));
}

static const char *folder_name(pc_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? pc_arena_strndup(arena, path, (size_t)(slash - path) + 1) : "";
}

/* The top file's folder as seen from the root; NULL when it lies elsewhere. */
static const char *folder_within(pc_arena *arena, const char *root, const char *folder)
{
    char *whole_root = realpath(root, NULL), *whole = realpath(*folder ? folder : ".", NULL);
    const size_t n = whole_root ? strlen(whole_root) : 0;
    const char *within = NULL;
    if (n && whole && strncmp(whole, whole_root, n) == 0 && (!whole[n] || whole[n] == '/'))
        within = whole[n] ? pc_arena_printf(arena, "%s/", whole + n + 1) : "";
    free(whole_root);
    free(whole);
    return within;
}

/* A folder "variants" holds patches over the files above it, so the folder above is the root;
 * false for every other folder. */
static bool holds_variants(pc_arena *arena, const char *own, pc_base_folder *folder)
{
    static const char name[] = "/variants";
    const size_t length = sizeof name - 1;
    char *whole = realpath(*own ? own : ".", NULL);
    const size_t n = whole ? strlen(whole) : 0, n_own = strlen(own);
    const bool holds = n > length && strcmp(whole + n - length, name) == 0;
    if (holds) {
        folder->root = pc_arena_strndup(arena, whole, n - length);
        folder->within = "variants/";
        folder->shown =
            n_own >= length && strncmp(own + n_own - length, "variants/", length) == 0
                ? pc_arena_strndup(arena, own, n_own - length)
                : pc_arena_printf(arena, "%s../", own);
    }
    free(whole);
    return holds;
}

static pc_base_folder base_folder(const loading *l, const char *path)
{
    pc_arena *arena = &l->scenario->arena;
    const char *root = l->options->root;
    const bool has_file = path && strcmp(path, "-") != 0;
    const char *own = has_file ? folder_name(arena, path) : "";
    pc_base_folder folder = {
        .root = root, .within = "", .shown = own, .top = has_file ? path : NULL
    };
    if (!root && (!has_file || !own || holds_variants(arena, own, &folder))) return folder;
    if (!root) folder.root = *own ? own : ".";
    if (!root) return folder;
    folder.shown = pc_arena_printf(arena, "%s/", root);
    if (has_file) folder.within = folder_within(arena, root, own);
    if (!folder.within) folder = (pc_base_folder) { .within = "", .shown = "" };
    return folder;
}

/* ---- steps ---- */

static bool is_sound(const loading *l)
{
    return pc_diags_errors(l->diags) == 0 && !l->scenario->arena.failed;
}

static pc_status verdict(const loading *l)
{
    if (l->scenario->arena.failed) return PC_ENOMEM;
    return is_sound(l) ? PC_OK : PC_EDATA;
}

static const pc_json *resolve(const loading *l, const pc_json *top,
                              const pc_base_folder *folder)
{
    pc_arena *arena = &l->scenario->arena;
    if (top->kind != PC_JSON_OBJECT) {
        pc_json_error(l->diags, top, "E0204",
                      "begin with { \"format\": \"partnercast/1\", ... }",
                      "a scenario is an object");
        return NULL;
    }
    const pc_json *root = pc_resolve_extends(arena, top, folder, l->diags);
    if (root) root = pc_resolve_defaults(arena, root);
    if (!root) return NULL;
    return pc_resolve_sets(arena, root, l->options->sets, l->options->n_sets, l->diags);
}

static pc_status validate(const loading *l, const pc_json *top, const pc_base_folder *folder,
                          const char *name)
{
    pc_scenario *scenario = l->scenario;
    pc_data_files files = { .folder = folder, .top = top->source };
    scenario->file = top->source->file;
    const pc_json *resolved = resolve(l, top, folder);
    scenario->resolved =
        resolved ? pc_resolve_data(&scenario->arena, resolved, &files, l->diags) : NULL;
    if (!scenario->resolved) return verdict(l) == PC_OK ? PC_ENOMEM : verdict(l);
    scenario->programme.name =
        pc_arena_strdup(&scenario->arena, l->options->name ? l->options->name : name);
    pc_reader reader = { .arena = &scenario->arena,
                         .diags = l->diags,
                         .programme = &scenario->programme,
                         .root = scenario->resolved,
                         .data = &files };
    pc_read_programme(&reader);
    if (is_sound(l)) pc_read_cases(scenario, &files, l->diags);
    if (pc_json_get(scenario->resolved, "$schema")) /* of the file, not of what it says */
        scenario->resolved =
            pc_resolve_without(&scenario->arena, scenario->resolved, "$schema");
    if (!scenario->resolved) return PC_ENOMEM;
    if (!pc_resolve_hash(scenario->sha256, scenario->resolved)) return PC_ENOMEM;
    return verdict(l);
}

/* ---- the public functions ---- */

static bool begin(loading *l, const pc_scenario_options *options)
{
    static const pc_scenario_options none;
    *l = (loading) { .scenario = calloc(1, sizeof *l->scenario),
                     .options = options ? options : &none,
                     .diags = pc_diags_new() };
    if (!l->scenario || !l->diags) return false;
    pc_arena_init(&l->scenario->arena);
    return true;
}

static pc_status end(loading *l, pc_status status, pc_scenario **out, pc_diags *diags)
{
    if (l->diags) pc_diags_in_order(diags, l->diags);
    pc_diags_free(l->diags);
    if (status == PC_OK)
        *out = l->scenario;
    else
        pc_scenario_free(l->scenario);
    return status;
}

pc_status pc_scenario_load(pc_scenario **out, const char *path,
                           const pc_scenario_options *options, pc_diags *diags)
{
    loading l;
    const pc_json *top = NULL;
    if (!begin(&l, options)) return end(&l, PC_ENOMEM, out, diags);
    pc_status status =
        pc_json_read_file(&top, &l.scenario->arena, path, PC_JSON_STRICT, NULL, l.diags);
    if (status != PC_OK) return end(&l, status, out, diags);
    const pc_base_folder folder = base_folder(&l, path);
    status = validate(&l, top, &folder, stem(&l.scenario->arena, path));
    return end(&l, status, out, diags);
}

pc_status pc_scenario_load_text(pc_scenario **out, const char *file, const char *text, size_t n,
                                const pc_scenario_options *options, pc_diags *diags)
{
    loading l;
    if (!begin(&l, options)) return end(&l, PC_ENOMEM, out, diags);
    pc_arena *arena = &l.scenario->arena;
    const pc_json *top = pc_json_read(arena, file, text, n, PC_JSON_STRICT, NULL, l.diags);
    if (!top) return end(&l, arena->failed ? PC_ENOMEM : PC_EDATA, out, diags);
    const pc_base_folder folder = base_folder(&l, NULL);
    return end(&l, validate(&l, top, &folder, stem(arena, file)), out, diags);
}

void pc_scenario_free(pc_scenario *scenario)
{
    if (!scenario) return;
    pc_arena_clear(&scenario->arena);
    free(scenario);
}

const char *pc_scenario_name(const pc_scenario *scenario)
{
    return scenario->programme.name;
}
const char *pc_scenario_title(const pc_scenario *scenario)
{
    return scenario->programme.title;
}
const char *pc_scenario_sha256(const pc_scenario *scenario)
{
    return scenario->sha256;
}
