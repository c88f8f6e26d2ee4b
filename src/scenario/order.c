/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections are read in the order in which they need one another; people read from the top. */
#include "scenario/order.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry {
    const pc_diag *diag;
    size_t file, i; /* when its file and it itself were found */
} entry;

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *x, const void *y)
{
    const entry *a = x, *b = y;
    if (a->file != b->file) return compare(a->file, b->file);
    if (a->diag->line != b->diag->line) return compare(a->diag->line, b->diag->line);
    if (a->diag->column != b->diag->column) return compare(a->diag->column, b->diag->column);
    return compare(a->i, b->i);
}

static size_t first_of_file(const pc_diags *found, const pc_diag *diag)
{
    size_t i = 0;
    while (strcmp(pc_diags_at(found, i)->file, diag->file) != 0) i++;
    return i;
}

static void add(pc_diags *out, const pc_diag *diag)
{
    const pc_place place = { .file = diag->file,
                             .pointer = diag->pointer,
                             .excerpt = diag->excerpt,
                             .line = diag->line,
                             .column = diag->column,
                             .caret = diag->caret,
                             .width = diag->width };
    pc_diag_add(out, diag->severity, diag->code, &place, diag->help, "%s", diag->text);
}

void pc_diags_in_order(pc_diags *out, const pc_diags *found)
{
    const size_t n = pc_diags_count(found);
    entry *entries = n ? calloc(n, sizeof *entries) : NULL;
    size_t n_errors = 0;
    for (size_t i = 0; i < n && entries; i++) {
        const pc_diag *diag = pc_diags_at(found, i);
        entries[i] = (entry) { diag, first_of_file(found, diag), i };
    }
    if (entries) qsort(entries, n, sizeof *entries, by_place);
    for (size_t i = 0; i < n; i++) {
        const pc_diag *diag = entries ? entries[i].diag : pc_diags_at(found, i);
        add(out, diag);
        n_errors += diag->severity == PC_ERROR;
    }
    while (n_errors++ < pc_diags_errors(found))
        pc_diag_add(out, PC_ERROR, "", NULL, NULL, "more");
    free(entries);
}
