/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New trees from old ones: merge patch (RFC 7396) and replacement. A value knows its parent, so
 * every tree is a copy down to its leaves; strings and places are shared with the originals.
 * Recursion is as deep as the documents, which have a limit. */
#include "json/pointer.h"
#include "json/sorted.h"

#include <string.h>

/* ---- Copies ---- */

/* What a copy does differently: `value` stands in the place of `old`, or becomes a new member
 * `key` of `parent`. */
typedef struct edit {
    const pc_json *old, *parent, *value;
    const char *key;
} edit;

static const edit unchanged;

/* The key of a value that comes from elsewhere: it has no place in that value's text. */
static void name_as(pc_json *out, const char *key)
{
    out->key = key;
    out->key_begin = out->key_end = 0;
}

static void copy(pc_arena *arena, pc_json *out, const pc_json *value, const pc_json *parent,
                 const edit *change)
{
    if (value == change->old) {
        copy(arena, out, change->value, parent, &unchanged);
        name_as(out, value->key);
        return;
    }
    *out = *value;
    out->parent = parent;
    out->items = NULL;
    out->n_items = value->n_items + (value == change->parent);
    if (out->n_items) out->items = PC_NEW_ARRAY(arena, pc_json, out->n_items);
    if (!out->items) return;
    for (size_t i = 0; i < value->n_items; i++)
        copy(arena, &out->items[i], &value->items[i], out, change);
    if (value == change->parent) {
        copy(arena, &out->items[value->n_items], change->value, out, &unchanged);
        name_as(&out->items[value->n_items], change->key);
    }
}

/* ---- Replacement ---- */

/* Finds where the pointer leads; parent and key when only its last step is new. */
static edit find(pc_arena *arena, const pc_json *root, const char *pointer)
{
    edit found = { .old = root };
    while (found.old && *pointer) {
        size_t n = pc_pointer_token(++pointer);
        const pc_json *parent = found.old;
        found.old = pc_pointer_child(parent, pointer, n);
        bool is_last = pointer[n] == '\0';
        if (!found.old && is_last && parent->kind == PC_JSON_OBJECT) {
            found.parent = parent;
            found.key = pc_pointer_unescape(arena, pointer, n);
        }
        pointer += n;
    }
    return found;
}

const pc_json *pc_json_replace(pc_arena *arena, const pc_json *root, const char *pointer,
                               const pc_json *value, bool may_create)
{
    if (!pc_pointer_is_valid(pointer)) return NULL;
    edit change = find(arena, root, pointer);
    change.value = value;
    if (!change.old && !(change.parent && may_create)) return NULL;
    pc_json *out = PC_NEW(arena, pc_json);
    if (out) copy(arena, out, root, NULL, &change);
    return arena->failed ? NULL : out;
}

/* ---- Members ---- */

typedef struct additions {
    const pc_json_member *next, *end; /* in the order of the walk */
} additions;

static void add_string(pc_json *out, const pc_json *object, const pc_json *parent,
                       const pc_json_member *member)
{
    *out = (pc_json) { .kind = PC_JSON_STRING,
                       .string = member->string,
                       .parent = parent,
                       .source = object->source,
                       .begin = object->begin,
                       .end = object->end };
    name_as(out, member->key);
}

static void copy_adding(pc_arena *arena, pc_json *out, const pc_json *value,
                        const pc_json *parent, additions *a)
{
    *out = *value;
    out->parent = parent;
    const bool grows = a->next < a->end && a->next->object == value;
    const pc_json_member *member = grows ? a->next++ : NULL;
    out->n_items = value->n_items + grows;
    out->items = out->n_items ? PC_NEW_ARRAY(arena, pc_json, out->n_items) : NULL;
    if (!out->items) return;
    for (size_t i = 0; i < value->n_items; i++)
        copy_adding(arena, &out->items[i], &value->items[i], out, a);
    if (grows) add_string(&out->items[value->n_items], value, out, member);
}

const pc_json *pc_json_add_strings(pc_arena *arena, const pc_json *root,
                                   const pc_json_member *members, size_t n)
{
    additions a = { members, members + n };
    pc_json *out = PC_NEW(arena, pc_json);
    if (out) copy_adding(arena, out, root, NULL, &a);
    return arena->failed ? NULL : out;
}

/* ---- Merge patch ---- */

typedef struct merger {
    pc_arena *arena;  /* of the new tree */
    pc_arena scratch; /* of the sorted members */
} merger;

static void merge(merger *m, pc_json *out, const pc_json *parent, const pc_json *target,
                  const pc_json *patch);

/* The target's members as the patch leaves them, in the target's order. */
static void merge_old(merger *m, pc_json *out, const pc_json *target, const pc_sorted *old,
                      const pc_sorted *new)
{
    for (size_t i = 0; i < target->n_items; i++) {
        const pc_json *member = &target->items[i];
        if (pc_sorted_find(old, member->key) != member) continue; /* a later one counts */
        const pc_json *patch = pc_sorted_find(new, member->key);
        if (!patch)
            copy(m->arena, &out->items[out->n_items++], member, out, &unchanged);
        else if (patch->kind != PC_JSON_NULL)
            merge(m, &out->items[out->n_items++], out, member, patch);
    }
}

/* What the patch adds, in the patch's order. */
static void merge_new(merger *m, pc_json *out, const pc_json *patch, const pc_sorted *old,
                      const pc_sorted *new)
{
    for (size_t i = 0; i < patch->n_items; i++) {
        const pc_json *member = &patch->items[i];
        bool is_new =
            pc_sorted_find(new, member->key) == member && !pc_sorted_find(old, member->key);
        if (is_new && member->kind != PC_JSON_NULL)
            merge(m, &out->items[out->n_items++], out, NULL, member);
    }
}

static void merge(merger *m, pc_json *out, const pc_json *parent, const pc_json *target,
                  const pc_json *patch)
{
    if (patch->kind != PC_JSON_OBJECT) {
        copy(m->arena, out, patch, parent, &unchanged);
        return;
    }
    bool is_kept = target && target->kind == PC_JSON_OBJECT;
    *out = is_kept ? *target : *patch;
    out->parent = parent;
    size_t most = patch->n_items + (is_kept ? target->n_items : 0);
    out->items = most ? PC_NEW_ARRAY(m->arena, pc_json, most) : NULL;
    out->n_items = 0;
    if (!out->items) return;
    const pc_sorted old = is_kept ? pc_sorted_members(&m->scratch, target) : (pc_sorted) { 0 };
    const pc_sorted new = pc_sorted_members(&m->scratch, patch);
    if (m->scratch.failed) return;
    if (is_kept) merge_old(m, out, target, &old, &new);
    merge_new(m, out, patch, &old, &new);
}

const pc_json *pc_json_merge_patch(pc_arena *arena, const pc_json *target, const pc_json *patch)
{
    merger m = { .arena = arena };
    pc_json *out = PC_NEW(arena, pc_json);
    if (!out) return NULL;
    merge(&m, out, NULL, target, patch);
    arena->failed |= m.scratch.failed;
    pc_arena_clear(&m.scratch);
    return arena->failed ? NULL : out;
}
