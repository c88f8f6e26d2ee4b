/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each part of the plan comes from: sources and notes of the whole tree, for results. */
#include "scenario/reader.h"

#include <stdlib.h>
#include <string.h>

typedef struct gathering {
    pc_reader *reader;
    pc_note *items;
    size_t n, capacity;
} gathering;

static void note(gathering *g, const char *pointer, const pc_json *member)
{
    pc_arena *arena = g->reader->arena;
    if (!pointer || !PC_GROW(arena, pc_note, g->items, g->n, g->capacity)) return;
    g->items[g->n++] = (pc_note) { pointer, member->key, member->string };
}

static bool is_note(const pc_json *member)
{
    return member->kind == PC_JSON_STRING && member->key && pc_is_metadata(member->key) &&
           strcmp(member->key, "$comment") != 0;
}

static void gather(gathering *g, const pc_json *value, const char *pointer)
{
    for (size_t i = 0; pointer && i < value->n_items; i++) {
        const pc_json *item = &value->items[i];
        if (value->kind == PC_JSON_OBJECT && is_note(item))
            note(g, pointer, item);
        else if (item->n_items)
            gather(g, item, pc_json_pointer(g->reader->arena, item));
    }
}

/* What "about" says of the plan itself; its title, version and question have places of their
 * own. */
static void gather_about(gathering *g)
{
    static const char *const keys[] = { "status", "decision", "recommendation",
                                        "confidentiality" };
    const pc_json *about = pc_json_get(g->reader->root, "about");
    for (size_t i = 0; about && i < PC_COUNT(keys); i++) {
        const pc_json *text = pc_json_get(about, keys[i]);
        if (text) note(g, "/about", text);
    }
}

static int by_place(const void *x, const void *y)
{
    const pc_note *a = x, *b = y;
    const int places = strcmp(a->pointer, b->pointer);
    return places ? places : strcmp(a->key, b->key);
}

void pc_gather_notes(pc_reader *reader)
{
    gathering g = { .reader = reader };
    gather(&g, reader->root, "");
    gather_about(&g);
    if (g.n) qsort(g.items, g.n, sizeof *g.items, by_place);
    reader->programme->notes = g.items;
    reader->programme->n_notes = g.n;
}
