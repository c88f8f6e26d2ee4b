/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a data file: read or refused with words, never anything else. The first byte
 * says what is declared. */
#include "json/csv.h"
#include "json/csv_column.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

/* Every row's cells lie in the text and can be taken out; those of one column are kept. */
static size_t read_rows(pc_csv *csv, pc_arena *arena, size_t column, pc_csv_cell *cells,
                        size_t most)
{
    size_t n = 0;
    while (pc_csv_next(csv)) {
        for (size_t i = 0; i < csv->n_columns; i++) {
            const pc_csv_cell cell = csv->cells[i], trimmed = pc_csv_trim(csv, cell);
            must(cell.begin <= cell.end && cell.end <= csv->end);
            must(trimmed.begin >= cell.begin && trimmed.end <= cell.end);
            must(trimmed.begin <= trimmed.end && pc_csv_text(arena, csv, cell));
        }
        if (n < most) cells[n++] = csv->cells[column];
    }
    return n;
}

static void read_column(pc_csv *csv, pc_arena *arena, uint8_t declared)
{
    enum { MOST = 4096 };
    pc_csv_cell *cells = PC_NEW_ARRAY(arena, pc_csv_cell, MOST);
    const size_t column = declared % csv->n_columns;
    const size_t n = read_rows(csv, arena, column, cells, MOST);
    const pc_csv_column all = { csv, csv->names[column], cells, n };
    pc_csv_values values;
    if (pc_csv_read_numbers(&values, arena, &all, "\0.,"[declared / 8 % 3]))
        for (size_t i = 0; i < n; i++) must(!isinf(values.values[i]));
    if (pc_csv_read_dates(&values, arena, &all,
                          (pc_csv_date_format)(declared / 32 % (PC_CSV_DATE_DETECT + 1))))
        for (size_t i = 0; i < n; i++)
            must(isnan(values.values[i]) || fabs(values.values[i]) < 4e6);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0) return 0;
    pc_arena arena;
    pc_arena_init(&arena);
    pc_diags *diags = pc_diags_new();
    pc_csv *csv = pc_csv_open(&arena, "fuzz.csv", (const char *)data + 1, n - 1,
                              "\0,;\t|"[*data % 5], NULL, diags);
    if (csv)
        read_column(csv, &arena, *data);
    else
        must(pc_diags_errors(diags) > 0);
    for (size_t i = 0; i < pc_diags_count(diags); i++)
        free(pc_diag_format(pc_diags_at(diags, i)));
    pc_diags_free(diags);
    pc_arena_clear(&arena);
    return 0;
}
