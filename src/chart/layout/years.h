/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_YEARS_H
#define PC_CHART_YEARS_H

#include "chart/layout/board.h"
#include "chart/text/format.h"
#include "partnercast/results.h"

/** Years side by side under a plot, and the table whose columns they are. */
typedef struct pc_years {
    double left, right; /* of the plot */
    double bottom;      /* where the axis lies */
    double column;      /* width of a year */
    size_t n;
} pc_years;

/** Where the middle of a year is. */
double pc_years_middle(const pc_years *years, size_t year);

/** The axis line with a mark at each year's end; of many years, at each tenth. */
void pc_years_axis(pc_board *board, const pc_years *years);

typedef struct pc_cell {
    const char *text;         /* NULL: nothing stands there */
    double value, half_digit; /* both or neither */
    bool is_missing;          /* said in grey */
} pc_cell;

typedef struct pc_years_row {
    const char *role;
    const char *name; /* at the right; NULL: none */
    uint32_t colour;
    bool is_plan, is_chance; /* the name has the plan's sign before it; is bold */
    pc_cell *cells;          /* one a year */
} pc_years_row;

enum { PC_YEARS_ROWS = 6 };

/** The table: the first row has the years' names, with a rule under it; the others `row` units
 *  apart, their names at names_x or wherever the columns leave room. Columns are thinned to a
 *  nice multiple where they would touch; the last is always there. */
void pc_years_table(pc_board *board, const pc_years *years, const pc_years_row *rows,
                    size_t n_rows, double row, double names_x);

/** The cells of a row of figures: one suffix, three digits at most, each with the digits that
 *  its standard error supports. n cells; texts in the arena. */
void pc_years_figures(pc_arena *arena, pc_cell *cells, pc_unit unit, const char *currency,
                      const pc_estimate *figures, size_t n);

#endif
