/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reporting what the scanner finds wrong. */
#include "json/place.h"
#include "json/pointer.h"
#include "json/scan.h"
#include "json/utf8.h"

#include <string.h>

const char *pc_scan_printf(pc_json_scan *scan, const char *format, ...)
{
    if (scan->n_errors >= PC_DIAGS_MAX) return ""; /* counted, never shown */
    va_list args;
    va_start(args, format);
    const char *text = pc_arena_vprintf(scan->arena, format, args);
    va_end(args);
    return text ? text : "";
}

const char *pc_scan_quote(pc_json_scan *scan, size_t begin, size_t end)
{
    enum { LONGEST = 40 };
    if (!scan->source->quotable || scan->n_errors >= PC_DIAGS_MAX) return "...";
    size_t cut = begin;
    while (cut < end && cut - begin < LONGEST)
        cut += pc_utf8_step(scan->text + cut, scan->n - cut, NULL);
    const char *shown = pc_json_show(scan->arena, scan->text + begin, cut - begin);
    return cut < end ? pc_scan_printf(scan, "%s...", shown) : shown;
}

/* The containers from the root to the innermost, and the key that waits for its value. */
static const char *pointer_here(pc_json_scan *scan)
{
    size_t *chain = PC_NEW_ARRAY(scan->arena, size_t, scan->depth + 1);
    size_t n = 0;
    for (size_t i = scan->open; chain && i != PC_JSON_NO_RECORD; i = scan->records[i].parent)
        chain[n++] = i;
    pc_text pointer = { 0 };
    while (n > 0) {
        const pc_json_record *record = &scan->records[chain[--n]];
        if (record->key_end)
            pc_pointer_add_raw(&pointer, scan->text + record->key_begin,
                               record->key_end - record->key_begin);
        else if (record->parent != PC_JSON_NO_RECORD)
            pc_text_addf(&pointer, "/%zu", scan->records[record->parent].n_items - 1);
    }
    if (scan->key.key_end)
        pc_pointer_add_raw(&pointer, scan->text + scan->key.key_begin,
                           scan->key.key_end - scan->key.key_begin);
    const char *kept = pointer.data ? pc_arena_strdup(scan->arena, pointer.data) : NULL;
    pc_text_clear(&pointer);
    return kept;
}

void pc_scan_fault(pc_json_scan *scan, size_t begin, size_t end, const char *code,
                   const char *help, const char *format, ...)
{
    if (scan->n_errors++ >= PC_DIAGS_MAX) {
        pc_diag_add(scan->diags, PC_ERROR, code, NULL, NULL, "%s", "");
        return;
    }
    va_list args;
    va_start(args, format);
    const char *text = pc_arena_vprintf(scan->arena, format, args);
    va_end(args);
    bool quotable = scan->source->quotable;
    pc_place place = pc_json_place_of(scan->arena, scan->source, begin, end,
                                      quotable ? pointer_here(scan) : NULL);
    pc_diag_add(scan->diags, PC_ERROR, code, &place, quotable ? help : NULL, "%s",
                text ? text : "out of memory");
}
