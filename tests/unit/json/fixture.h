/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every test of the json module needs: memory, a list of problems, short reads. */
#ifndef PC_TESTS_JSON_FIXTURE_H
#define PC_TESTS_JSON_FIXTURE_H

#include "base/text.h"
#include "tests/support/check.h"
#include "json/json.h"
#include "json/writer.h"

#include <stdlib.h>
#include <string.h>

typedef struct fixture {
    pc_arena arena;
    pc_diags *diags;
} fixture;

static inline fixture fixture_new(void)
{
    fixture f = { .diags = pc_diags_new() };
    pc_arena_init(&f.arena);
    assert_non_null(f.diags);
    return f;
}

static inline void fixture_free(fixture *f)
{
    pc_diags_free(f->diags);
    pc_arena_clear(&f->arena);
}

static inline const pc_json *read_as(fixture *f, pc_json_mode mode, const char *text)
{
    return pc_json_read(&f->arena, "t.json", text, strlen(text), mode, NULL, f->diags);
}

/* All problems as people read them, in the arena. */
static inline const char *problems(fixture *f)
{
    const char *all = "";
    for (size_t i = 0; i < pc_diags_count(f->diags); i++) {
        char *one = pc_diag_format(pc_diags_at(f->diags, i));
        all = pc_arena_printf(&f->arena, "%s%s", all, one);
        free(one);
    }
    return all;
}

/* A text that must be valid. */
static inline const pc_json *read_valid(fixture *f, const char *text)
{
    const pc_json *root = read_as(f, PC_JSON_STRICT, text);
    if (!root) fail_msg("%s\n%s", text, problems(f));
    return root;
}

/* A value's canonical form, in the arena. */
static inline const char *canonical(fixture *f, const pc_json *value)
{
    pc_text out = { 0 };
    pc_json_canonical(&out, value, NULL, 0);
    const char *kept = pc_arena_strdup(&f->arena, out.data);
    pc_text_clear(&out);
    return kept;
}

/* The file below the folder of shared data, or NULL: then the test is skipped. */
static inline const char *shared_path(fixture *f, const char *path)
{
    const char *folder = getenv("PC_SHARED");
    return folder ? pc_arena_printf(&f->arena, "%s/%s", folder, path) : NULL;
}

/* Reads it with room for everything. */
static inline const pc_json *read_shared(fixture *f, const char *path, pc_json_mode mode)
{
    const pc_json *root = NULL;
    const char *full = shared_path(f, path);
    if (full) pc_json_read_file(&root, &f->arena, full, mode, NULL, f->diags);
    return root;
}

#endif
