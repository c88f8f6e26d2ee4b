/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the cells of a column are written: a reading holds when it makes sense of every cell.
 * When several do and give other values somewhere, nothing in the column decides, and nobody
 * guesses.
 */
#include "json/csv_column.h"

#include <math.h>

/* The trimmed cell's reading; false for an empty one. */
static bool read_cell(pc_csv_reading *out, const pc_csv_kind *kind, const pc_csv_column *column,
                      size_t i)
{
    const pc_csv_cell cell = pc_csv_trim(column->csv, column->cells[i]);
    if (cell.begin == cell.end) return false;
    kind->read(out, column->csv->text + cell.begin, cell.end - cell.begin);
    return true;
}

static const char *quote(const pc_csv_column *column, size_t i)
{
    return pc_csv_quote(column->csv->arena, column->csv,
                        pc_csv_trim(column->csv, column->cells[i]));
}

static void say_none(const pc_csv_kind *kind, const pc_csv_column *column, size_t i,
                     const char *declared)
{
    const pc_json at = pc_csv_at(column->csv, column->cells[i]);
    pc_json_error(column->csv->diags, &at, kind->not_code, kind->not_help,
                  "\"%s\" in the column \"%s\" is not %s%s%s", quote(column, i), column->name,
                  kind->what, *declared ? " " : "", declared);
}

static void say_contradiction(const pc_csv_kind *kind, const pc_csv_column *column, size_t i,
                              const char *way)
{
    const pc_json at = pc_csv_at(column->csv, column->cells[i]);
    pc_json_error(
        column->csv->diags, &at, kind->unclear_code, "write all cells of a column alike",
        "\"%s\" is not %s %s, as all cells above are", quote(column, i), kind->what, way);
}

static void say_unclear(const pc_csv_kind *kind, const pc_csv_column *column, size_t i,
                        const double values[2], const size_t ways[2])
{
    const pc_json at = pc_csv_at(column->csv, column->cells[i]);
    char first[32], second[32];
    pc_json_error(column->csv->diags, &at, kind->unclear_code, kind->unclear_help,
                  "\"%s\" is %s %s and %s %s, and nothing in the column \"%s\" decides",
                  quote(column, i), kind->show(first, values[0]), kind->ways[ways[0]],
                  kind->show(second, values[1]), kind->ways[ways[1]], column->name);
}

/* Which readings make sense of every cell, as bits; 0 after reporting. */
static unsigned find_holding(const pc_csv_kind *kind, const pc_csv_column *column,
                             size_t declared)
{
    const unsigned all = declared < kind->n ? 1U << declared : (1U << kind->n) - 1;
    unsigned holding = all;
    bool is_sound = true, is_told = false;
    for (size_t i = 0; i < column->n; i++) {
        pc_csv_reading r;
        unsigned fits = 0;
        if (!read_cell(&r, kind, column, i)) continue;
        for (size_t k = 0; k < kind->n; k++) fits |= (unsigned)!isnan(r.value[k]) << k;
        if (!(fits & all)) {
            say_none(kind, column, i, declared < kind->n ? kind->ways[declared] : "");
            is_sound = false;
            if (pc_diags_errors(column->csv->diags) >= PC_DIAGS_MAX) return 0;
        } else if (!(holding & fits) && !is_told) {
            size_t k = 0;
            while (!(holding >> k & 1)) k++;
            say_contradiction(kind, column, i, kind->ways[k]);
            is_told = true;
        } else if (!is_told) {
            holding &= fits;
        }
    }
    return is_sound && !is_told ? holding : 0;
}

/* The first reading, unless another that holds gives another value somewhere. */
static size_t choose(const pc_csv_kind *kind, const pc_csv_column *column, unsigned holding)
{
    size_t first = 0;
    while (!(holding >> first & 1)) first++;
    if (holding == 1U << first) return first;
    for (size_t i = 0; i < column->n; i++) {
        pc_csv_reading r;
        if (!read_cell(&r, kind, column, i)) continue;
        for (size_t k = first + 1; k < kind->n; k++) {
            if (!(holding >> k & 1) || r.value[k] == r.value[first]) continue;
            say_unclear(kind, column, i, (const double[]) { r.value[first], r.value[k] },
                        (const size_t[]) { first, k });
            return kind->n;
        }
    }
    return first;
}

size_t pc_csv_decide(const pc_csv_kind *kind, const pc_csv_column *column, size_t declared)
{
    const unsigned holding = find_holding(kind, column, declared);
    return holding ? choose(kind, column, holding) : kind->n;
}

bool pc_csv_fill(pc_csv_values *out, pc_arena *arena, const pc_csv_kind *kind,
                 const pc_csv_column *column, size_t reading)
{
    double *values = PC_NEW_ARRAY(arena, double, column->n + 1);
    if (!values) return false;
    for (size_t i = 0; i < column->n; i++) {
        pc_csv_reading r;
        const bool is_there = read_cell(&r, kind, column, i);
        values[i] = is_there ? r.value[reading] : (double)NAN;
        out->n_missing += !is_there;
    }
    out->values = values;
    return true;
}
