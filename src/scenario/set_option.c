/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * --set /pointer=VALUE and --set assumption=VALUE. VALUE is JSON; what is no JSON is a literal
 * or a formula. An assumption is replaced whole, value and plan, and keeps its unit.
 */
#include "scenario/resolve.h"

#include "json/number.h"
#include "json/writer.h"

#include <string.h>

typedef struct setter {
    pc_arena *arena;
    pc_diags *diags;
    const char *option; /* as given */
    const char *file;   /* of the value in messages: "--set arr" */
    const char *pointer, *value;
} setter;

#define FILE_NAME "--set"

/* The option itself is the excerpt; its first n bytes are underlined. */
static void complain(const setter *s, const char *code, const char *help, size_t n,
                     const char *text)
{
    const pc_place place = { .file = FILE_NAME,
                             .excerpt = s->option,
                             .line = 1,
                             .column = 1,
                             .width = n ? (unsigned)pc_utf8_length(s->option, n) : 1 };
    pc_diag_add(s->diags, PC_ERROR, code, &place, help, "%s", text);
}

static const char *format(const setter *s, const char *before, const char *name,
                          const char *after)
{
    return pc_arena_printf(s->arena, "%s%s%s", before, name, after);
}

/* ---- the value ---- */

static const pc_json *read_json(const setter *s, const char *text, size_t n, pc_diags *diags)
{
    return pc_json_read(s->arena, s->file, text, n, PC_JSON_STRICT, NULL, diags);
}

/* What is ours reads well: without a word of complaint it was the memory. */
static const pc_json *or_no_memory(const setter *s, const pc_json *value, size_t n_errors)
{
    if (!value && pc_diags_errors(s->diags) == n_errors) s->arena->failed = true;
    return value;
}

static const pc_json *read_string(const setter *s, const char *text)
{
    const size_t n_errors = pc_diags_errors(s->diags);
    pc_json_writer w = { 0 };
    pc_json_write_string(&w, text);
    if (w.text.failed) s->arena->failed = true;
    const pc_json *value = w.text.failed ? NULL : read_json(s, w.text.data, w.text.n, s->diags);
    pc_text_clear(&w.text);
    return or_no_memory(s, value, n_errors);
}

static const pc_json *read_value(const setter *s)
{
    const size_t n = strlen(s->value);
    const bool looks_json =
        strchr("{[\"", *s->value) || pc_number_is_json(s->value, n); /* else too large */
    const pc_json *json = read_json(s, s->value, n, looks_json ? s->diags : NULL);
    return json || looks_json ? json : read_string(s, s->value);
}

/* ---- where it goes ---- */

/* "/assumptions/referral" and nothing below it. */
static bool is_assumption(const char *pointer)
{
    const char prefix[] = "/assumptions/";
    return strncmp(pointer, prefix, sizeof prefix - 1) == 0 &&
           !strchr(pointer + sizeof prefix - 1, '/');
}

const pc_json *pc_resolve_assumption(pc_arena *arena, const pc_json *old, const pc_json *value,
                                     const char *file, const char *source, pc_diags *diags)
{
    static const char empty[] = "{\"value\":null,\"source\":null}";
    const setter s = { .arena = arena, .diags = diags, .file = file };
    const pc_json *named = read_string(&s, source), *unit = pc_json_get(old, "unit");
    if (!named) return NULL;
    if (value->kind == PC_JSON_OBJECT && pc_json_get(value, "value"))
        return pc_json_get(value, "source")
                   ? value
                   : pc_json_replace(arena, value, "/source", named, true);
    if (!pc_resolve_set_unit(arena, old, value, diags)) return NULL;
    const pc_json *whole =
        or_no_memory(&s, read_json(&s, empty, sizeof empty - 1, NULL), pc_diags_errors(diags));
    if (whole) whole = pc_json_replace(arena, whole, "/source", named, false);
    if (whole) whole = pc_json_replace(arena, whole, "/value", value, false);
    if (whole && unit) whole = pc_json_replace(arena, whole, "/unit", unit, true);
    return whole;
}

static bool ends_in(const char *pointer, const char *end)
{
    const size_t n = strlen(pointer), n_end = strlen(end);
    return n >= n_end && strcmp(pointer + n - n_end, end) == 0;
}

/* The number of { "value": ... } is new, and so is where it comes from. */
static const pc_json *with_source(const setter *s, const pc_json *root)
{
    const char *slash = strrchr(s->pointer, '/');
    if (!ends_in(s->pointer, "/value") && !ends_in(s->pointer, "/plan")) return root;
    const char *source =
        pc_arena_printf(s->arena, "%.*s/source", (int)(slash - s->pointer), s->pointer);
    const pc_json *named = read_string(s, FILE_NAME);
    return source && named ? pc_json_replace(s->arena, root, source, named, true) : NULL;
}

/* ---- when there is no such place ---- */

/* 'did you mean x?', or what there is when that is not much. */
static const char *siblings(const setter *s, const pc_json *object, const char *token,
                            const char *before)
{
    enum { FEW = 12 };
    const char **keys = PC_NEW_ARRAY(s->arena, const char *, object->n_items + 1);
    if (!keys || !token || object->kind != PC_JSON_OBJECT) return NULL;
    for (size_t i = 0; i < object->n_items; i++) keys[i] = object->items[i].key;
    const char *near = pc_json_did_you_mean(token, keys, object->n_items);
    if (near) return pc_arena_printf(s->arena, "did you mean %s%s?", before, near);
    if (object->n_items == 0 || object->n_items > FEW) return NULL;
    const char *list = keys[0];
    for (size_t i = 1; i < object->n_items && list; i++)
        list = pc_arena_printf(s->arena, "%s, %s", list, keys[i]);
    return list ? pc_arena_printf(s->arena, "there is: %s", list) : NULL;
}

/* Goes as far as the pointer leads and looks for what the next name may have meant. */
static void say_nowhere(const setter *s, const pc_json *root, size_t n_name)
{
    const char *at = s->pointer;
    const pc_json *here = root, *next = root;
    size_t done = 0;
    while (next && *at == '/') {
        here = next;
        done = (size_t)(at - s->pointer);
        at += 1 + strcspn(at + 1, "/");
        char *upto = pc_arena_strndup(s->arena, s->pointer, (size_t)(at - s->pointer));
        next = upto ? pc_json_at_pointer(root, upto) : NULL;
    }
    const size_t begin = done + 1, end = (size_t)(at - s->pointer);
    const char *token =
        pc_arena_strndup(s->arena, s->pointer + begin, end > begin ? end - begin : 0);
    const bool bare = s->option[0] != '/';
    const char *before = bare ? "" : pc_arena_strndup(s->arena, s->pointer, begin);
    const char *help = siblings(s, here, token, before ? before : "");
    if (!help)
        help = bare ? "an assumption's name, or a pointer: /channels/direct/share"
                    : "pointers name what the scenario holds, defaults included";
    complain(s, "E0251", help, n_name,
             bare ? format(s, "there is no assumption \"", token, "\"")
                  : format(s, "the scenario has no ", s->pointer, ""));
}

static const pc_json *apply(setter *s, const pc_json *root)
{
    enum { SHOWN = 60 };
    const char *equals = strchr(s->option, '=');
    if (!equals || equals == s->option || !equals[1]) {
        complain(s, "E0250", "write NAME=VALUE or /POINTER=VALUE: referral=15%",
                 strlen(s->option), "this sets nothing");
        return root;
    }
    const size_t n = (size_t)(equals - s->option);
    s->pointer = pc_arena_printf(s->arena, "%s%.*s", s->option[0] == '/' ? "" : "/assumptions/",
                                 (int)n, s->option);
    s->value = equals + 1;
    s->file = pc_arena_printf(s->arena, FILE_NAME " %.*s%s", (int)(n < SHOWN ? n : SHOWN),
                              s->option, n < SHOWN ? "" : "...");
    const pc_json *old = s->pointer ? pc_json_at_pointer(root, s->pointer) : NULL;
    if (!s->pointer || !s->file) return NULL;
    if (!old) {
        say_nowhere(s, root, n);
        return root;
    }
    const pc_json *value = read_value(s);
    if (value && is_assumption(s->pointer))
        value = pc_resolve_assumption(s->arena, old, value, s->file, FILE_NAME, s->diags);
    if (!value) return s->arena->failed ? NULL : root;
    root = pc_json_replace(s->arena, root, s->pointer, value, false);
    return root ? with_source(s, root) : NULL;
}

const pc_json *pc_resolve_sets(pc_arena *arena, const pc_json *root, const char *const *sets,
                               size_t n_sets, pc_diags *diags)
{
    for (size_t i = 0; i < n_sets && root; i++) {
        setter s = { .arena = arena, .diags = diags, .option = sets[i] };
        root = apply(&s, root);
    }
    return root;
}
