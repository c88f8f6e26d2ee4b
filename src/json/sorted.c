/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/sorted.h"

#include "json/place.h"

#include <stdlib.h>
#include <string.h>

/* By key; twins in document order, which is that of their addresses. */
static int by_key(const void *a, const void *b)
{
    const pc_json *x = *(const pc_json *const *)a, *y = *(const pc_json *const *)b;
    int order = strcmp(x->key, y->key);
    return order ? order : (x > y) - (x < y);
}

static const pc_json **sort(pc_arena *arena, const pc_json *object)
{
    const pc_json **members = PC_NEW_ARRAY(arena, const pc_json *, object->n_items + 1);
    if (!members) return NULL;
    for (size_t i = 0; i < object->n_items; i++) members[i] = &object->items[i];
    qsort(members, object->n_items, sizeof *members, by_key);
    return members;
}

pc_sorted pc_sorted_members(pc_arena *arena, const pc_json *object)
{
    pc_sorted sorted = { 0 };
    if (object->kind != PC_JSON_OBJECT) return sorted;
    const pc_json **members = sorted.members = sort(arena, object);
    for (size_t i = 0; members && i < object->n_items; i++) {
        bool is_last =
            i + 1 == object->n_items || strcmp(members[i]->key, members[i + 1]->key) != 0;
        if (is_last) members[sorted.n++] = members[i];
    }
    return sorted;
}

const pc_json *pc_sorted_find(const pc_sorted *sorted, const char *key)
{
    size_t low = 0, high = sorted->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(sorted->members[middle]->key, key);
        if (order == 0) return sorted->members[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void report_twin(pc_arena *scratch, const pc_json *twin, const pc_json *first,
                        pc_diags *diags)
{
    size_t n = strlen(twin->key);
    pc_json_key_error(diags, twin, "E0113", "keep one of them",
                      "the key \"%s\" stands in line %u already",
                      pc_json_show(scratch, twin->key, n < 60 ? n : 60),
                      pc_json_line_of(first->source, first->key_begin));
}

size_t pc_sorted_report_twins(pc_arena *scratch, const pc_json *object, pc_diags *diags)
{
    if (object->n_items < 2) return 0;
    const pc_json **sorted = sort(scratch, object);
    const pc_json **first = PC_NEW_ARRAY(scratch, const pc_json *, object->n_items);
    if (!sorted || !first) return 0;
    size_t n = 0;
    for (size_t i = 1; i < object->n_items; i++) {
        if (strcmp(sorted[i]->key, sorted[i - 1]->key) != 0) continue;
        size_t before = (size_t)(sorted[i - 1] - object->items);
        first[sorted[i] - object->items] = first[before] ? first[before] : sorted[i - 1];
        n++;
    }
    for (size_t i = 0; n && i < object->n_items; i++)
        if (first[i]) report_twin(scratch, &object->items[i], first[i], diags);
    return n;
}
