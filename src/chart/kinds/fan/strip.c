/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table under the axis, a column under each year: median, plan, chances. */
#include "chart/kinds/fan/page.h"

#include <math.h>
#include <string.h>

enum { ROW = 36 };

typedef struct cell {
    char text[PC_SHOWN_SIZE];
    double value, half_digit;
} cell;

typedef struct row {
    const char *role, *name;
    pc_type type, name_type;
    uint32_t colour;
    cell *cells;
} row;

static double widest(pc_page *page, const row *r)
{
    double width = 0;
    for (size_t i = 0; i < page->fan->n_years; i++)
        width = fmax(width, pc_board_width(&page->board, r->cells[i].text, &r->type));
    return width;
}

/* Every how many years there is a column: as many as have room, the last always. */
static size_t thinned(const pc_page *page, double width)
{
    static const size_t nice[] = { 1, 2, 5, 10, 20, 25, 50, 100 };
    for (size_t i = 0; i < sizeof nice / sizeof *nice; i++)
        if (width + 14 <= page->column * (double)nice[i]) return nice[i];
    return 1000;
}

static bool is_shown(const pc_page *page, size_t year, size_t every)
{
    return (page->fan->n_years - 1 - year) % every == 0;
}

/* ---- What the rows say ---- */

static void fill_years(const pc_page *page, row *r)
{
    for (size_t i = 0; i < page->fan->n_years; i++)
        strncpy(r->cells[i].text, page->fan->years[i].name, PC_SHOWN_SIZE - 1);
}

static void fill_medians(const pc_page *page, row *r)
{
    const pc_fan *fan = page->fan;
    double *values = PC_NEW_ARRAY(page->board.arena, double, fan->n_years);
    if (!values) return;
    for (size_t i = 0; i < fan->n_years; i++) values[i] = fan->years[i].q[PC_FAN_50];
    const pc_format row_format =
        pc_format_column(fan->unit, fan->currency, values, fan->n_years, 3);
    for (size_t i = 0; i < fan->n_years; i++) {
        const pc_format format =
            pc_format_supported(&row_format, values[i], fan->years[i].se[PC_FAN_50]);
        pc_format_write(r->cells[i].text, &format, values[i], false);
        r->cells[i].value = values[i];
        r->cells[i].half_digit = isfinite(values[i]) ? pc_format_half_digit(&format) : 0;
    }
}

static void fill_plans(const pc_page *page, row *r)
{
    for (size_t i = 0; i < page->fan->n_years; i++) {
        const double stated = page->fan->years[i].metric->stated;
        const pc_format format = pc_format_stated(page->fan->unit, page->fan->currency, stated);
        if (!isfinite(stated)) {
            strcpy(r->cells[i].text, page->column > 120 ? "not stated" : "\xe2\x80\x93");
            continue;
        }
        pc_format_write(r->cells[i].text, &format, stated, false);
        r->cells[i].value = stated;
        r->cells[i].half_digit = pc_format_half_digit(&format);
    }
}

static void fill_chances(const pc_page *page, row *r, bool of_plan)
{
    for (size_t i = 0; i < page->fan->n_years; i++) {
        const pc_fan_year *year = &page->fan->years[i];
        pc_format_chance(r->cells[i].text, of_plan ? year->chance_frac : year->earns_back_frac,
                         page->fan->results->trials);
    }
}

/* ---- Placing them ---- */

static bool is_missing(const char *text)
{
    return strcmp(text, "not stated") == 0 || strcmp(text, "\xe2\x80\x93") == 0;
}

static void add_row(pc_page *page, const row *r, double y, size_t every)
{
    for (size_t i = 0; i < page->fan->n_years; i++) {
        if (!is_shown(page, i, every)) continue;
        const bool missing = is_missing(r->cells[i].text);
        pc_board_label(&page->board,
                       &(pc_label) { .role = r->role,
                                     .text = r->cells[i].text,
                                     .at = { page->x[i], y },
                                     .type = missing ? page->board.theme->label : r->type,
                                     .anchor = PC_MIDDLE,
                                     .colour = missing ? page->board.theme->ink3 : r->colour,
                                     .value = r->cells[i].value,
                                     .half_digit = r->cells[i].half_digit });
    }
}

static void add_row_name(pc_page *page, const row *r, double y)
{
    const bool is_plan = strcmp(r->role, "strip-plan") == 0;
    if (is_plan)
        pc_board_diamond(&page->board, (pc_point) { page->row_labels_x + 8, y - 7 }, 8);
    pc_board_label(&page->board,
                   &(pc_label) { .role = "row-name",
                                 .text = r->name,
                                 .at = { page->row_labels_x + (is_plan ? 24 : 0), y },
                                 .type = r->name_type,
                                 .colour = r->colour });
}

static row new_row(pc_page *page, const char *role, const char *name, uint32_t colour)
{
    return (row) { .role = role,
                   .name = name,
                   .type = page->board.theme->figure_bold,
                   .name_type = page->board.theme->label,
                   .colour = colour,
                   .cells = PC_NEW_ARRAY(page->board.arena, cell, page->fan->n_years) };
}

static void fill(const pc_page *page, row *r)
{
    if (strcmp(r->role, "strip-year") == 0) {
        fill_years(page, r);
    } else if (strcmp(r->role, "strip-median") == 0) {
        fill_medians(page, r);
    } else if (strcmp(r->role, "strip-plan") == 0) {
        fill_plans(page, r);
    } else {
        r->name_type = page->board.theme->label_bold;
        fill_chances(page, r, strcmp(r->role, "strip-chance") == 0);
    }
}

/* Of a handful of futures no chance is known. */
static size_t make_rows(pc_page *page, row rows[5])
{
    const pc_theme *theme = page->board.theme;
    const pc_fan *fan = page->fan;
    size_t n = 0;
    rows[n++] = new_row(page, "strip-year", NULL, theme->ink);
    rows[n++] = new_row(page, "strip-median",
                        fan->is_certain ? "In every future" : "Median: half above, half below",
                        theme->median);
    if (fan->states_any) rows[n++] = new_row(page, "strip-plan", "Plan", theme->target);
    if (fan->states_any && !fan->is_few)
        rows[n++] = new_row(page, "strip-chance",
                            fan->lower_is_better ? "Chance of staying below the plan"
                                                 : "Chance of at least the plan",
                            theme->ink);
    if (isfinite(fan->break_even) && !fan->is_few)
        rows[n++] =
            new_row(page, "strip-earns-back", "Chance of earning back the cost", theme->ink);
    for (size_t i = 0; i < n; i++)
        if (!rows[i].cells) return 0;
    for (size_t i = 0; i < n; i++) fill(page, &rows[i]);
    return n;
}

void pc_page_strip(pc_page *page)
{
    row rows[5];
    const size_t n = make_rows(page, rows);
    double width = 0, y = page->bottom + 35;
    for (size_t i = 0; i < n; i++) width = fmax(width, widest(page, &rows[i]));
    const size_t every = thinned(page, width);
    page->row_labels_x =
        fmax(page->row_labels_x, page->x[page->fan->n_years - 1] + width / 2 + 24);
    pc_list_group(page->board.list, "strip", NULL);
    for (size_t i = 0; i < n; i++) {
        add_row(page, &rows[i], y, every);
        if (i > 0) add_row_name(page, &rows[i], y);
        if (i == 0)
            pc_list_line(page->board.list, "rule", (pc_point) { 56, page->bottom + 54.5 },
                         (pc_point) { page->right, page->bottom + 54.5 },
                         pc_stroke(page->board.theme->grid, 1.25));
        y += i == 0 ? 49 : ROW;
    }
    pc_list_group_end(page->board.list);
}
