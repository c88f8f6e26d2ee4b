/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/years.h"

#include "chart/layout/heads.h"

#include <math.h>

double pc_years_middle(const pc_years *years, size_t year)
{
    return years->left + years->column * ((double)year + 0.5);
}

void pc_years_axis(pc_board *board, const pc_years *years)
{
    const double y = floor(years->bottom + 0.5) + 0.5;
    const pc_paint paint = pc_stroke(board->theme->axis, 1.5);
    const size_t n = years->n, every = years->column < 14 ? 10 : 1;
    pc_list_line(board->list, "axis", (pc_point) { years->left, y },
                 (pc_point) { years->right, y }, paint);
    for (size_t i = 0; i <= n; i++) {
        if ((n - i) % every != 0) continue; /* a comb of a hundred years says nothing */
        const double x = floor(years->left + years->column * (double)i) + 0.5;
        pc_list_line(board->list, "axis", (pc_point) { x, y }, (pc_point) { x, y + 8 }, paint);
    }
}

/* ---- The table ---- */

static double widest(const pc_board *board, const pc_years *years, const pc_years_row *rows,
                     size_t n_rows)
{
    double width = 0;
    for (size_t r = 0; r < n_rows; r++)
        for (size_t i = 0; i < years->n; i++)
            width = fmax(width, pc_board_width(board, rows[r].cells[i].text,
                                               &board->theme->figure_bold));
    return width;
}

/* Every how many years there is a column: as many as have room. */
static size_t thinned(const pc_years *years, double width)
{
    static const size_t nice[] = { 1, 2, 5, 10, 20, 25, 50, 100 };
    for (size_t i = 0; i < sizeof nice / sizeof *nice; i++)
        if (width + 14 <= years->column * (double)nice[i]) return nice[i];
    return 1000;
}

static void add_cells(pc_board *board, const pc_years *years, const pc_years_row *row, double y,
                      size_t every)
{
    const pc_theme *theme = board->theme;
    for (size_t i = 0; i < years->n; i++) {
        const pc_cell *cell = &row->cells[i];
        if ((years->n - 1 - i) % every != 0 || !cell->text) continue;
        pc_board_label(
            board, &(pc_label) { .role = row->role,
                                 .text = cell->text,
                                 .at = { pc_years_middle(years, i), y },
                                 .type = cell->is_missing ? theme->label : theme->figure_bold,
                                 .anchor = PC_MIDDLE,
                                 .colour = cell->is_missing ? theme->ink3 : row->colour,
                                 .value = cell->value,
                                 .half_digit = cell->half_digit });
    }
}

static void add_name(pc_board *board, const pc_years_row *row, double x, double y)
{
    if (!row->name) return;
    if (row->is_plan) pc_board_diamond(board, (pc_point) { x + 8, y - 7 }, 8);
    pc_board_label(board, &(pc_label) { .role = "row-name",
                                        .text = row->name,
                                        .at = { x + (row->is_plan ? 24 : 0), y },
                                        .type = row->is_chance ? board->theme->label_bold
                                                               : board->theme->label,
                                        .colour = row->colour });
}

void pc_years_table(pc_board *board, const pc_years *years, const pc_years_row *rows,
                    size_t n_rows, double row, double names_x)
{
    const double width = widest(board, years, rows, n_rows), rule = floor(row * 1.5) + 0.5;
    const size_t every = thinned(years, width);
    double y = years->bottom + row - 1;
    names_x = fmax(names_x, pc_years_middle(years, years->n - 1) + width / 2 + 24);
    for (size_t r = 0; r < n_rows; r++, y += r == 1 ? row + 13 : row) {
        add_cells(board, years, &rows[r], y, every);
        add_name(board, &rows[r], names_x, y);
    }
    pc_list_line(board->list, "rule", (pc_point) { PC_HEADS_LEFT, years->bottom + rule },
                 (pc_point) { years->right, years->bottom + rule },
                 pc_stroke(board->theme->grid, 1.25));
}

void pc_years_figures(pc_arena *arena, pc_cell *cells, pc_unit unit, const char *currency,
                      const pc_estimate *figures, size_t n)
{
    double *values = PC_NEW_ARRAY(arena, double, n);
    if (!values) return;
    for (size_t i = 0; i < n; i++) values[i] = figures[i].value;
    const pc_format common = pc_format_column(unit, currency, values, n, 3);
    for (size_t i = 0; i < n; i++) {
        const bool is_small = unit == PC_UNIT_MULTIPLE && fabs(values[i]) < 0.5;
        const pc_format format = is_small
                                     ? pc_format_for(unit, currency, values[i], figures[i].se)
                                     : pc_format_supported(&common, values[i], figures[i].se);
        char shown[PC_SHOWN_SIZE];
        pc_format_write(shown, &format, values[i], false);
        cells[i] = (pc_cell) { pc_arena_strdup(arena, shown), values[i],
                               isfinite(values[i]) ? pc_format_half_digit(&format) : 0,
                               !isfinite(values[i]) };
    }
}
