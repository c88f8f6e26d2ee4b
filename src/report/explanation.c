/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One future for the terminal: what was drawn, what came of it, who did it. The ledger itself
 * is in report/entries.c. */
#include "report/entries.h"
#include "report/figure.h"
#include "report/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DRAWS = 10, MOST_PARTNERS = 8, MOST_ROWS = 24, YEAR_WIDTH = 11 };

typedef struct page_of {
    pc_sheet sheet;
    const pc_explanation *e;
    pc_results facts; /* what words and figures ask of results: months, currency */
} page_of;

static void paragraph(page_of *p, const char *label, pc_sheet_style style, pc_text *text)
{
    if (text->failed) p->sheet.out.failed = true;
    if (text->data && *text->data) pc_sheet_paragraph(&p->sheet, label, style, text->data);
    pc_text_clear(text);
}

static void blank_line(page_of *p)
{
    pc_text_add(&p->sheet.out, "\n");
}

/* ---- figures ---- */

static void add_figure(pc_text *out, const page_of *p, const char *unit, double value)
{
    if (isinf(value)) {
        pc_text_add(out, "never");
        return;
    }
    const pc_format format = pc_figure_for(&p->facts, unit, value, (double)NAN);
    pc_figure_add(out, &p->sheet, &format, value, false);
}

/* Of an assumption: three digits, in its own size. */
static void add_drawn(pc_text *out, const page_of *p, const char *unit, double value)
{
    const bool is_money = strcmp(unit, "money") == 0;
    const pc_format format =
        pc_format_step(is_money ? PC_UNIT_MONEY : pc_unit_of(unit), p->facts.currency, value,
                       !is_money && value == floor(value) ? 1.0 : fabs(value) / 200.0);
    pc_figure_add(out, &p->sheet, &format, value, false);
}

/* ---- the head ---- */

static void add_head(page_of *p)
{
    const pc_explanation *e = p->e;
    pc_text facts = { 0 };
    char *title = pc_sheet_clean(&p->sheet, *e->title ? e->title : e->name);
    pc_text_add(&facts, "future ");
    pc_figure_add_count(&facts, e->trial);
    const char *gap = pc_sheet_sign(&p->sheet, PC_SIGN_SEPARATOR);
    pc_text_addf(&facts, "%sseed %llu%s%s", gap, (unsigned long long)e->seed, gap, e->currency);
    if (!title || facts.failed) {
        p->sheet.out.failed = true;
    } else {
        const size_t right = pc_sheet_columns(facts.data, facts.n);
        const size_t room = p->sheet.columns > right + 2 ? p->sheet.columns - right - 2 : 1;
        pc_text shown = { 0 };
        pc_sheet_add_short(&shown, &p->sheet, title, room);
        pc_sheet_add_padded(&p->sheet, PC_SHEET_BOLD, shown.data ? shown.data : "", room + 2,
                            false);
        pc_sheet_add(&p->sheet, PC_SHEET_DIM, facts.data);
        p->sheet.out.failed |= shown.failed;
        pc_text_clear(&shown);
    }
    pc_text_clear(&facts);
    free(title);
    pc_text_add(&p->sheet.out, "\n\n");
}

static const pc_explained_metric *metric_at(const pc_explanation *e, const char *id,
                                            const char *period)
{
    for (size_t i = 0; i < e->n_metrics; i++)
        if (strcmp(e->metrics[i].id, id) == 0 && strcmp(e->metrics[i].period, period) == 0)
            return &e->metrics[i];
    return NULL;
}

/* "Of 20,480 futures the one whose bookings over 36 months are nearest to p10, $1.2M: $1.2M."
 */
static void say_why(page_of *p)
{
    const pc_explanation *e = p->e;
    const pc_explained_metric *metric = metric_at(e, e->metric, e->period);
    pc_text out = { 0 };
    if (!e->searched || !metric) return;
    pc_text_add(&out, "Of ");
    pc_figure_add_count(&out, e->searched);
    pc_text_add(&out, e->by == PC_EXPLAIN_WORST ? " futures the worst in "
                                                : " futures the nearest to p");
    if (e->by == PC_EXPLAIN_NEAR) {
        char percent[PC_SHOWN_SIZE];
        const pc_format format =
            pc_format_stated(PC_UNIT_COUNT, p->facts.currency, e->quantile * 100.0);
        pc_text_addf(&out, "%s of ",
                     pc_format_write(percent, &format, e->quantile * 100.0, true));
    }
    pc_words_add_metric(&out, e->metric);
    pc_text_add(&out, " ");
    pc_words_add_period(&out, &p->facts, e->period);
    if (e->by == PC_EXPLAIN_NEAR) {
        pc_text_add(&out, ", ");
        add_figure(&out, p, metric->unit, e->wanted);
    }
    pc_text_add(&out, ": ");
    add_figure(&out, p, metric->unit,
               isnan(metric->value) && isinf(e->wanted) ? e->wanted : metric->value);
    pc_text_add(&out, ".");
    paragraph(p, "", PC_SHEET_BOLD, &out);
    blank_line(p);
}

/* ---- what was drawn ---- */

static int by_surprise(const void *x, const void *y)
{
    const pc_explained_draw *const *a = x, *const *b = y;
    const double far_a = fabs((*a)->below - 0.5), far_b = fabs((*b)->below - 0.5);
    if (far_a != far_b) return far_a > far_b ? -1 : 1;
    return (*a > *b) - (*a < *b);
}

static void add_draw_name(pc_text *out, const page_of *p, const pc_explained_draw *draw)
{
    static const char usual[] = "/assumptions/";
    const size_t n = sizeof usual - 1;
    const char *name = draw->pointer;
    char month[PC_MONTH_SIZE];
    pc_text_add(out, strncmp(name, usual, n) == 0 ? name + n : name);
    if (draw->last_month - draw->first_month + 1 < p->e->months)
        pc_text_addf(out, " %s", pc_explanation_month(month, p->e, draw->first_month));
}

static void add_draw(page_of *p, const pc_explained_draw *draw)
{
    pc_text out = { 0 }, name = { 0 };
    add_draw_name(&name, p, draw);
    add_drawn(&out, p, draw->unit, draw->value);
    const int in_100 = (int)(draw->below * 100.0 + 0.5);
    if (in_100 < 1 || in_100 > 99)
        pc_text_addf(&out, ", %s 1 in 100 draws", in_100 < 1 ? "the lowest" : "the highest");
    else
        pc_text_addf(&out, ", %d in 100 draws are lower", in_100);
    if (!isnan(draw->plan)) {
        pc_text_add(&out, "; at plan ");
        add_drawn(&out, p, draw->unit, draw->plan);
    }
    if (name.failed) p->sheet.out.failed = true;
    pc_text shown = { 0 };
    pc_sheet_add_short(&shown, &p->sheet, name.data ? name.data : "", PC_SHEET_MARGIN - 4);
    paragraph(p, shown.data ? shown.data : " ", PC_SHEET_PLAIN, &out);
    pc_text_clear(&shown);
    pc_text_clear(&name);
}

static void add_draws(page_of *p)
{
    const pc_explanation *e = p->e;
    const pc_explained_draw **list = calloc(e->n_draws + 1, sizeof *list);
    size_t n = 0;
    if (!list) p->sheet.out.failed = true;
    for (size_t i = 0; list && i < e->n_draws; i++)
        if (!isnan(e->draws[i].below)) list[n++] = &e->draws[i];
    if (n) {
        qsort(list, n, sizeof *list, by_surprise);
        pc_sheet_paragraph(&p->sheet, "", PC_SHEET_BOLD,
                           "What was drawn, the most unusual first");
        for (size_t i = 0; i < n && i < MOST_DRAWS; i++) add_draw(p, list[i]);
        pc_text rest = { 0 };
        if (n > MOST_DRAWS) pc_text_addf(&rest, "and %zu more: --format csv", n - MOST_DRAWS);
        paragraph(p, "", PC_SHEET_DIM, &rest);
        blank_line(p);
    }
    free(list);
}

/* ---- what came of it ---- */

typedef struct table {
    const char *ids[MOST_ROWS];
    size_t n;
    int first, n_years; /* shown, from 1 */
} table;

static void take(table *t, const char *id)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->ids[i], id) == 0) return;
    if (t->n < MOST_ROWS) t->ids[t->n++] = id;
}

static const pc_explained_metric *cell_of(const page_of *p, const char *id, int year)
{
    char period[PC_MONTH_SIZE];
    snprintf(period, sizeof period, "y%d", year);
    return metric_at(p->e, id, period);
}

static void choose_rows(table *t, const page_of *p)
{
    static const char *const usual[] = { "revenue.total",   "bookings.total",
                                         "deals.total",     "partners.total",
                                         "partners.active", "commission.accrued",
                                         "cost.total" };
    const pc_explanation *e = p->e;
    for (size_t i = 0; i < e->n_metrics; i++)
        if (e->metrics[i].is_headline) take(t, e->metrics[i].id);
    if (*e->metric) take(t, e->metric);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) take(t, usual[i]);
}

static void add_years(page_of *p, const table *t)
{
    pc_text_repeat(&p->sheet.out, ' ', PC_SHEET_MARGIN + 3);
    for (int y = t->first; y < t->first + t->n_years; y++) {
        pc_text year = { 0 };
        pc_words_add_year(&year, &p->facts, y);
        pc_sheet_add_padded(&p->sheet, PC_SHEET_BOLD, year.data ? year.data : "", YEAR_WIDTH,
                            true);
        p->sheet.out.failed |= year.failed;
        pc_text_clear(&year);
    }
    blank_line(p);
}

static void add_table_row(page_of *p, const table *t, const char *id)
{
    bool any = false;
    for (int y = t->first; y < t->first + t->n_years; y++) any |= cell_of(p, id, y) != NULL;
    if (!any) return;
    pc_text name = { 0 };
    pc_sheet_add_short(&name, &p->sheet, id, PC_SHEET_MARGIN);
    pc_text_add(&p->sheet.out, "  ");
    pc_sheet_add_padded(&p->sheet, PC_SHEET_PLAIN, name.data ? name.data : "",
                        PC_SHEET_MARGIN + 1, false);
    for (int y = t->first; y < t->first + t->n_years; y++) {
        const pc_explained_metric *cell = cell_of(p, id, y);
        pc_text figure = { 0 };
        if (cell) add_figure(&figure, p, cell->unit, cell->value);
        pc_sheet_add_padded(&p->sheet, PC_SHEET_PLAIN, figure.data ? figure.data : "",
                            YEAR_WIDTH, true);
        p->sheet.out.failed |= figure.failed;
        pc_text_clear(&figure);
    }
    p->sheet.out.failed |= name.failed;
    pc_text_clear(&name);
    blank_line(p);
}

static void add_metrics(page_of *p)
{
    table t = { .first = 1, .n_years = pc_words_years(&p->facts) };
    const int fit = ((int)p->sheet.columns - PC_SHEET_MARGIN - 3) / YEAR_WIDTH;
    if (t.n_years > fit) {
        t.first = t.n_years - fit + 1;
        t.n_years = fit;
    }
    choose_rows(&t, p);
    pc_sheet_paragraph(&p->sheet, "", PC_SHEET_BOLD, "What came of it");
    add_years(p, &t);
    for (size_t i = 0; i < t.n; i++) add_table_row(p, &t, t.ids[i]);
    blank_line(p);
}

/* ---- who did it ---- */

static int by_bookings(const void *x, const void *y)
{
    const pc_explained_partner *const *a = x, *const *b = y;
    if ((*a)->bookings != (*b)->bookings) return (*a)->bookings > (*b)->bookings ? -1 : 1;
    return (*a > *b) - (*a < *b);
}

static void say_partners(page_of *p)
{
    const pc_explanation *e = p->e;
    size_t n_left = 0, n_idle = 0;
    for (size_t i = 0; i < e->n_partners; i++) {
        n_left += e->partners[i].left >= 0;
        n_idle += e->partners[i].deals == 0;
    }
    pc_text out = { 0 };
    pc_figure_add_count(&out, e->n_partners);
    pc_text_add(&out, e->n_partners == 1 ? " partner joined, " : " partners joined, ");
    pc_figure_add_count(&out, n_left);
    pc_text_add(&out, " left; ");
    pc_figure_add_count(&out, n_idle);
    pc_text_add(&out, " made no deal.");
    if (e->n_partners > 1) pc_text_add(&out, " The largest:");
    paragraph(p, "", PC_SHEET_BOLD, &out);
}

/* Largest first. NULL without memory. */
static const pc_explained_partner **ranked(const pc_explanation *e)
{
    const pc_explained_partner **list = calloc(e->n_partners, sizeof *list);
    for (size_t i = 0; i < e->n_partners && list; i++) list[i] = &e->partners[i];
    if (list) qsort(list, e->n_partners, sizeof *list, by_bookings);
    return list;
}

static void add_partners(page_of *p)
{
    const pc_explanation *e = p->e;
    if (e->n_partners == 0) return;
    const pc_explained_partner **list = ranked(e);
    if (!list) p->sheet.out.failed = true;
    say_partners(p);
    if (list)
        pc_entries_add_partners(&p->sheet, e, list,
                                e->n_partners < MOST_PARTNERS ? e->n_partners
                                                              : (size_t)MOST_PARTNERS);
    pc_text out = { 0 };
    if (list)
        pc_text_addf(&out, "its months: --partner %s; everything: --format csv", list[0]->name);
    paragraph(p, "", PC_SHEET_DIM, &out);
    blank_line(p);
    free(list);
}

/* ---- does it add up? ---- */

static void say_sums(page_of *p)
{
    const pc_explanation *e = p->e;
    size_t n_off = 0;
    const pc_explained_sum *worst = NULL;
    for (size_t i = 0; i < e->n_sums; i++) {
        if (e->sums[i].ledger == e->sums[i].value) continue;
        n_off++;
        if (!worst) worst = &e->sums[i];
    }
    if (e->n_sums == 0) return;
    pc_text out = { 0 };
    char month[PC_MONTH_SIZE];
    if (worst)
        pc_text_addf(&out, "The ledger does not add up to %s in %s, and in %zu more sums.",
                     worst->metric, pc_explanation_month(month, e, worst->month), n_off - 1);
    else
        pc_text_addf(&out, "The ledger adds up to the cent: %s in each of %d months.",
                     e->n_partners ? "bookings, commission, partners" : "commission",
                     e->months);
    paragraph(p, "", PC_SHEET_PLAIN, &out);
}

char *pc_report_explanation(const pc_explanation *e, const pc_terminal_options *options)
{
    page_of p = { .e = e,
                  .sheet = { .columns = options->columns < 40 ? 80 : options->columns,
                             .is_utf8 = options->utf8,
                             .is_coloured = options->colour },
                  .facts = { .currency = e->currency,
                             .minor_digits = e->minor_digits,
                             .start_year = e->start_year,
                             .start_month = e->start_month,
                             .months = e->months } };
    add_head(&p);
    say_why(&p);
    if (*e->partner || e->month >= 0) {
        pc_entries_add(&p.sheet, e);
    } else {
        add_draws(&p);
        add_metrics(&p);
        add_partners(&p);
    }
    say_sums(&p);
    return pc_text_take(&p.sheet.out);
}
