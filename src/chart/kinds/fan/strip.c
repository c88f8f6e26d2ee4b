/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table under the axis, a column under each year: median, plan, chances. */
#include "chart/kinds/fan/page.h"
#include "chart/text/phrases.h"

#include <math.h>

enum { ROW = 36, NAMES = 1116 };

static void fill_years(const pc_page *page, pc_cell *cells)
{
    for (size_t i = 0; i < page->fan->n_years; i++) cells[i].text = page->fan->years[i].name;
}

static void fill_medians(const pc_page *page, pc_cell *cells)
{
    const pc_fan *fan = page->fan;
    pc_estimate *medians = PC_NEW_ARRAY(page->board.arena, pc_estimate, fan->n_years);
    if (!medians) return;
    for (size_t i = 0; i < fan->n_years; i++)
        medians[i] = (pc_estimate) { fan->years[i].q[PC_FAN_50], fan->years[i].se[PC_FAN_50] };
    pc_years_figures(page->board.arena, cells, fan->unit, fan->currency, medians, fan->n_years);
}

static void fill_plans(const pc_page *page, pc_cell *cells)
{
    const pc_fan *fan = page->fan;
    for (size_t i = 0; i < fan->n_years; i++) {
        const double stated = fan->years[i].metric->stated;
        const pc_format format = pc_format_stated(fan->unit, fan->currency, stated);
        cells[i] = (pc_cell) { .text = page->years.column > 120 ? "not stated" : "\xe2\x80\x93",
                               .is_missing = true };
        if (isfinite(stated))
            cells[i] = (pc_cell) { .text = pc_fan_stated(page->board.arena, fan, stated),
                                   .value = stated,
                                   .half_digit = pc_format_half_digit(&format) };
    }
}

static void fill_chances(const pc_page *page, pc_cell *cells, bool of_plan)
{
    const pc_fan *fan = page->fan;
    for (size_t i = 0; i < fan->n_years; i++) {
        const double p = of_plan ? fan->years[i].chance_frac : fan->years[i].earns_back_frac;
        cells[i].text = pc_phrase_chance(page->board.arena, p, fan->results->trials);
        cells[i].is_missing = isnan(p);
    }
}

static pc_years_row new_row(pc_page *page, const char *role, const char *name, uint32_t colour)
{
    return (pc_years_row) { .role = role,
                            .name = name,
                            .colour = colour,
                            .cells =
                                PC_NEW_ARRAY(page->board.arena, pc_cell, page->fan->n_years) };
}

/* Of a handful of futures no chance is known. */
static size_t make_rows(pc_page *page, pc_years_row rows[PC_YEARS_ROWS])
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
    return n;
}

static void fill(const pc_page *page, pc_years_row *row, size_t r)
{
    const bool of_plan = page->fan->states_any && r == 3;
    row->is_plan = page->fan->states_any && r == 2;
    row->is_chance = r > 1 && !row->is_plan;
    if (r == 0)
        fill_years(page, row->cells);
    else if (r == 1)
        fill_medians(page, row->cells);
    else if (row->is_plan)
        fill_plans(page, row->cells);
    else
        fill_chances(page, row->cells, of_plan);
}

void pc_page_strip(pc_page *page)
{
    pc_years_row rows[PC_YEARS_ROWS];
    const size_t n = make_rows(page, rows);
    for (size_t i = 0; i < n; i++) {
        if (!rows[i].cells) return;
        fill(page, &rows[i], i);
    }
    pc_list_group(page->board.list, "strip", NULL);
    pc_years_table(&page->board, &page->years, rows, n, ROW, NAMES);
    pc_list_group_end(page->board.list);
}
