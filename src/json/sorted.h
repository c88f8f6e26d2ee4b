/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_SORTED_H
#define PC_JSON_SORTED_H

#include "json/json.h"

/** The members of an object in the order of their keys' bytes, each key once: the last of its
 *  name counts. Work and memory are those of one sort, whatever the keys. */
typedef struct pc_sorted {
    const pc_json **members;
    size_t n;
} pc_sorted;

/** The sorted members of an object (of nothing else: none). Empty when the arena failed. */
pc_sorted pc_sorted_members(pc_arena *arena, const pc_json *object);

const pc_json *pc_sorted_find(const pc_sorted *sorted, const char *key);

/** Reports every key of the object that stood there before (E0113), in document order.
 *  @return how many */
size_t pc_sorted_report_twins(pc_arena *scratch, const pc_json *object, pc_diags *diags);

#endif
