/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table.h"

#include "report/figure.h"
#include "report/rows.h"
#include "report/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MAX_YEARS = 5, INDENT = 2 };

/* One place of the table: the figure, and what stands beside it. */
typedef struct cell {
    const char *value, *beside; /* "" where there is nothing */
    bool is_long;               /* words that may reach into the place beside */
} cell;

typedef struct row {
    pc_row what;
    cell means[MAX_YEARS], plans[MAX_YEARS], gaps[MAX_YEARS];
    bool has_plan, has_gap;
} row;

/* How much of the table fits on the page. */
typedef struct fit {
    bool is_short, is_bare; /* short labels; no ranges, chances below */
    size_t gap, beside_gap; /* blanks between years; between figure and range */
    size_t label_width, value_width[MAX_YEARS], width[MAX_YEARS];
} fit;

typedef struct table {
    const pc_results *results;
    const pc_sheet *page;
    pc_arena *arena;
    row rows[PC_ROWS_MOST];
    size_t n_rows, n_left_out; /* of what the plan states */
    int years[MAX_YEARS];      /* shown, from 1, ascending */
    size_t n_years;
    const char *heads[MAX_YEARS];
    bool *is_shown; /* of each target */
} table;

/* ---- Cells ---- */

static const char *keep(table *t, pc_text *text)
{
    const char *kept = text->data ? pc_arena_strdup(t->arena, text->data) : "";
    if (text->failed) t->arena->failed = true;
    pc_text_clear(text);
    return kept ? kept : "";
}

/* 2.1M–4.1M; nothing where both ends are written alike: then it is certain, or nearly so. */
static void add_range(pc_text *out, const table *t, const pc_format *format,
                      const pc_metric *metric)
{
    pc_text from = { 0 }, to = { 0 };
    pc_figure_add_estimate(&from, t->page, format, metric->stats[PC_P5], true);
    pc_figure_add_estimate(&to, t->page, format, metric->stats[PC_P95], true);
    if (from.failed || to.failed)
        out->failed = true;
    else if (strcmp(from.data, to.data) != 0)
        pc_text_addf(out, "%s%s%s", from.data, pc_sheet_sign(t->page, PC_SIGN_DASH), to.data);
    pc_text_clear(&from);
    pc_text_clear(&to);
}

static cell mean_cell(table *t, const pc_metric *metric)
{
    pc_text value = { 0 }, beside = { 0 };
    const pc_estimate *mean = &metric->stats[PC_MEAN];
    const pc_format format = pc_figure_for(t->results, metric->unit, mean->value, mean->se);
    pc_figure_add_estimate(&value, t->page, &format, *mean, false);
    if (!pc_words_are_few(t->results) &&
        metric->stats[PC_P5].value < metric->stats[PC_P95].value)
        add_range(&beside, t, &format, metric);
    return (cell) { .value = keep(t, &value), .beside = keep(t, &beside) };
}

/* What the plan says about the metric and how likely it is: the stated figure; where there is
 * none, a target of at least so much. Other targets stand in their own list, with their sign.
 */
static bool find_plan(double *value, pc_estimate *chance, const table *t, const pc_row *what,
                      const pc_metric *metric)
{
    const pc_metric *stated = pc_rows_stated(t->results, what, metric);
    *value = stated ? stated->stated : (double)NAN;
    *chance = stated ? stated->p_stated : (pc_estimate) { (double)NAN, (double)NAN };
    for (size_t i = 0; i < t->results->n_targets; i++) {
        const pc_target_result *target = &t->results->targets[i];
        if (strcmp(target->metric, metric->id) != 0 || strcmp(target->op, ">=") != 0 ||
            strcmp(target->period, metric->period) != 0)
            continue;
        if (!isnan(*value) && *value != target->value) continue;
        if (isnan(*value)) *chance = target->probability;
        *value = target->value;
        t->is_shown[i] = isnan(target->require);
    }
    return !isnan(*value);
}

/* Of a cost, reaching the plan's figure is no success: no sign says so. */
static bool is_cost(const char *id)
{
    return strncmp(id, "cost.", 5) == 0 || strncmp(id, "commission.", 11) == 0;
}

static const char *odds(table *t, const pc_metric *metric, pc_estimate chance)
{
    pc_text text = { 0 };
    if (isnan(chance.value) || pc_words_is_deterministic(t->results) ||
        pc_words_are_few(t->results))
        return "";
    if (is_cost(metric->id))
        pc_words_add_chance(&text, pc_words_chance(t->results, chance));
    else
        pc_words_add_odds(&text, t->page, t->results, metric, chance);
    return keep(t, &text);
}

/* A figure with its sign: "+$1.2M", and points where the figures are percents: "-10 pp". */
static void add_signed(pc_text *out, const table *t, const pc_metric *metric,
                       pc_estimate figure)
{
    const pc_format format = pc_figure_for(t->results, metric->unit, figure.value, figure.se);
    pc_text text = { 0 };
    pc_figure_add_estimate(&text, t->page, &format, figure, false);
    if (text.failed || !text.data) {
        out->failed = true;
    } else {
        const bool is_percent = text.data[text.n - 1] == '%';
        pc_text_addf(out, "%s%.*s%s", figure.value > 0.0 ? "+" : "", (int)(text.n - is_percent),
                     text.data, is_percent ? " pp" : "");
    }
    pc_text_clear(&text);
}

/* The simulated mean against the plan. What chance alone may have made (three standard errors)
 * is no distance when it is small, and unclear when it may be large. */
static cell gap_cell(table *t, const pc_metric *metric, double stated, bool *has_gap)
{
    const pc_estimate mean = metric->stats[PC_MEAN];
    const pc_estimate gap = { mean.value - stated, mean.se };
    const double noise = isfinite(mean.se) ? 3.0 * mean.se : 0.0;
    pc_text value = { 0 }, beside = { 0 };
    if (!isfinite(gap.value)) return (cell) { "", "", false };
    if (!(fabs(gap.value) > noise))
        return (cell) { noise <= 0.05 * fabs(stated) ? "none" : "unclear", "", false };
    *has_gap = true;
    add_signed(&value, t, metric, gap);
    if (stated > 0.0 && strcmp(metric->unit, "fraction") != 0) {
        const double percent = floor(100.0 * fabs(gap.value) / stated + 0.5);
        const char *sign = gap.value < 0.0 ? pc_sheet_sign(t->page, PC_SIGN_MINUS) : "+";
        if (percent >= 1.0 && percent < 1000.0)
            pc_text_addf(&beside, "%s%.0f%%", sign, percent);
    }
    return (cell) { .value = keep(t, &value), .beside = keep(t, &beside) };
}

static void fill_plan(table *t, row *r, size_t k, const pc_metric *metric)
{
    double stated;
    pc_estimate chance;
    r->plans[k] = (cell) { .value = "not stated", .beside = "", .is_long = true };
    r->gaps[k] = (cell) { "", "", false };
    if (!metric || !find_plan(&stated, &chance, t, &r->what, metric)) return;
    pc_text value = { 0 };
    r->has_plan = true;
    pc_figure_add_stated(&value, t->page, t->results, metric->unit, stated);
    r->plans[k] = (cell) { .value = keep(t, &value), .beside = odds(t, metric, chance) };
    r->gaps[k] = gap_cell(t, metric, stated, &r->has_gap);
}

/* The first years and the last, so many as are wanted. */
static void choose_years(table *t, size_t wanted)
{
    const size_t n = (size_t)pc_words_years(t->results);
    t->n_years = n < wanted ? n : wanted;
    memset(t->is_shown, 0, t->results->n_targets * sizeof *t->is_shown);
    const size_t n_first = (t->n_years + 1) / 2;
    for (size_t k = 0; k < t->n_years; k++)
        t->years[k] = (int)(k < n_first ? k + 1 : n - t->n_years + k + 1);
    for (size_t k = 0; k < t->n_years; k++) {
        pc_text head = { 0 };
        pc_words_add_year(&head, t->results, t->years[k]);
        t->heads[k] = keep(t, &head);
    }
    for (size_t i = 0; i < t->n_rows; i++) {
        row *r = &t->rows[i];
        r->has_plan = r->has_gap = false;
        for (size_t k = 0; k < t->n_years; k++) {
            char period[16];
            snprintf(period, sizeof period, "y%d", t->years[k]);
            const pc_metric *metric = pc_results_find(t->results, r->what.id, period);
            r->means[k] = metric ? mean_cell(t, metric)
                                 : (cell) { pc_sheet_sign(t->page, PC_SIGN_DASH), "", false };
            fill_plan(t, r, k, metric);
        }
    }
}

/* ---- Fitting ---- */

static size_t wider(size_t width, const char *text)
{
    const size_t other = pc_sheet_columns(text, strlen(text));
    return other > width ? other : width;
}

/* The widths of the k-th year; returns what the year takes. */
static size_t measure_year(fit *f, const table *t, size_t k)
{
    size_t value = 0, beside = 0, both = wider(0, t->heads[k]);
    for (size_t i = 0; i < t->n_rows; i++) {
        const row *r = &t->rows[i];
        value = wider(value, r->means[k].value);
        if (!f->is_bare) beside = wider(beside, r->means[k].beside);
        if (!r->has_plan) continue;
        if (r->has_gap) {
            value = wider(value, r->gaps[k].value);
            if (!f->is_bare) beside = wider(beside, r->gaps[k].beside);
        }
        if (r->plans[k].is_long)
            both = wider(both,
                         f->is_bare ? pc_sheet_sign(t->page, PC_SIGN_DASH) : r->plans[k].value);
        else
            value = wider(value, r->plans[k].value);
        if (f->is_bare)
            both = wider(both, r->plans[k].beside);
        else
            beside = wider(beside, r->plans[k].beside);
    }
    f->value_width[k] = value;
    if (beside > 0) value += f->beside_gap + beside;
    f->width[k] = both > value ? both : value;
    return f->width[k];
}

/* Measures the table in this form; returns the columns it takes. */
static size_t measure(fit *f, const table *t)
{
    size_t total = INDENT;
    f->label_width = 0;
    for (size_t i = 0; i < t->n_rows; i++)
        f->label_width = wider(f->label_width, f->is_short ? t->rows[i].what.short_label
                                                           : t->rows[i].what.label);
    for (size_t k = 0; k < t->n_years; k++) total += f->gap + measure_year(f, t, k);
    return total + f->label_width;
}

/* Gives what is left of the page to the gaps, as far as it helps the eye. */
static void spread(fit *f, const table *t, size_t taken)
{
    while (f->gap < 6 && taken + t->n_years <= t->page->columns) {
        f->gap++;
        taken += t->n_years;
    }
}

static void choose_fit(fit *f, table *t)
{
    static const fit forms[] = {
        { .gap = 3, .beside_gap = 2 },
        { .is_short = true, .gap = 2, .beside_gap = 1 },
        { .is_short = true, .is_bare = true, .gap = 2, .beside_gap = 1 }
    };
    const size_t n_forms = sizeof forms / sizeof *forms;
    for (size_t wanted = MAX_YEARS; wanted > 0; wanted--) {
        choose_years(t, wanted);
        /* ranges do not come back where years had to go */
        const bool is_cut = wanted < MAX_YEARS && (int)wanted < pc_words_years(t->results);
        for (size_t i = is_cut ? n_forms - 1 : 0; i < n_forms; i++) {
            *f = forms[i];
            const size_t taken = measure(f, t);
            if (taken > t->page->columns) continue;
            spread(f, t, taken);
            return;
        }
    }
}

/* ---- Drawing ---- */

/* One line: a label and for each year a text, and what stands beside it. */
typedef struct line {
    const char *label;
    pc_sheet_style label_style, style, beside_style;
    const char *texts[MAX_YEARS], *besides[MAX_YEARS];
} line;

static void add_line(pc_sheet *page, const fit *f, size_t n_years, const line *l)
{
    pc_text_repeat(&page->out, ' ', INDENT);
    pc_sheet_add_padded(page, l->label_style, l->label, f->label_width, false);
    size_t owed = 0; /* blanks before the next year: never at the end of a line */
    for (size_t k = 0; k < n_years; k++) {
        const bool has_beside = l->besides[k] && *l->besides[k];
        size_t taken = wider(0, l->texts[k]);
        pc_text_repeat(&page->out, ' ', owed + f->gap);
        pc_sheet_add(page, l->style, l->texts[k]);
        if (has_beside) {
            pc_text_repeat(&page->out, ' ', f->value_width[k] - taken + f->beside_gap);
            pc_sheet_add(page, l->beside_style, l->besides[k]);
            taken = f->value_width[k] + f->beside_gap + wider(0, l->besides[k]);
        }
        owed = f->width[k] - taken;
    }
    while (page->out.n > 0 && page->out.data[page->out.n - 1] == ' ')
        page->out.data[--page->out.n] = '\0';
    pc_text_add(&page->out, "\n");
}

static void add_heads(pc_sheet *page, const fit *f, const table *t)
{
    line heads = { .label = "", .style = PC_SHEET_BOLD };
    memcpy(heads.texts, t->heads, sizeof heads.texts);
    add_line(page, f, t->n_years, &heads);
}

static void add_means(pc_sheet *page, const fit *f, const table *t, const row *r)
{
    line means = { .label = f->is_short ? r->what.short_label : r->what.label,
                   .beside_style = PC_SHEET_DIM };
    for (size_t k = 0; k < t->n_years; k++) {
        means.texts[k] = r->means[k].value;
        means.besides[k] = f->is_bare ? "" : r->means[k].beside;
    }
    add_line(page, f, t->n_years, &means);
}

/* What the plan states; in the bare form its chances stand on a line of their own. */
static void add_plan(pc_sheet *page, const fit *f, const table *t, const row *r)
{
    line plan = { .label = "  plan", .label_style = PC_SHEET_DIM };
    line chances = { .label = "  reached", .label_style = PC_SHEET_DIM };
    bool has_chance = false;
    for (size_t k = 0; k < t->n_years; k++) {
        const cell *c = &r->plans[k];
        plan.texts[k] = c->is_long && f->is_bare ? pc_sheet_sign(page, PC_SIGN_DASH) : c->value;
        plan.besides[k] = f->is_bare ? "" : c->beside;
        chances.texts[k] = c->beside;
        has_chance = has_chance || *c->beside;
    }
    add_line(page, f, t->n_years, &plan);
    if (f->is_bare && has_chance) add_line(page, f, t->n_years, &chances);
}

/* How far the mean is from what the plan states; in the bare form without percents. */
static void add_gap(pc_sheet *page, const fit *f, const table *t, const row *r)
{
    line gap = { .label = "  gap", .label_style = PC_SHEET_DIM, .beside_style = PC_SHEET_DIM };
    for (size_t k = 0; k < t->n_years; k++) {
        gap.texts[k] = r->gaps[k].value;
        gap.besides[k] = f->is_bare ? "" : r->gaps[k].beside;
    }
    add_line(page, f, t->n_years, &gap);
}

/* What the plan states and the table has no room for. */
static void add_more_stated(pc_sheet *page, const table *t)
{
    pc_text text = { 0 };
    if (t->n_left_out == 0) return;
    pc_text_addf(&text, "%zu more %s that the plan states by year: results.json", t->n_left_out,
                 t->n_left_out == 1 ? "figure" : "figures");
    if (text.failed)
        page->out.failed = true;
    else
        pc_sheet_paragraph(page, "", PC_SHEET_DIM, text.data);
    pc_text_clear(&text);
}

/* The years between the first ones and the last, which stand nowhere in the table. */
static void add_left_out(pc_sheet *page, const table *t)
{
    const int n = pc_words_years(t->results);
    if ((size_t)n == t->n_years) return;
    const int n_first = (int)(t->n_years + 1) / 2, from = n_first + 1,
              to = n - ((int)t->n_years - n_first);
    pc_text text = { 0 };
    pc_words_add_year(&text, t->results, from);
    if (to > from) {
        pc_text_add(&text, to > from + 1 ? " to " : " and ");
        pc_words_add_year(&text, t->results, to);
    }
    pc_text_addf(&text, " %s left out here: results.json has %s", to > from ? "are" : "is",
                 to > from ? "them" : "it");
    if (text.failed)
        page->out.failed = true;
    else
        pc_sheet_paragraph(page, "", PC_SHEET_DIM, text.data);
    pc_text_clear(&text);
}

void pc_table_add(bool *is_shown, pc_sheet *page, pc_arena *arena, const pc_results *results)
{
    table t = { .results = results, .page = page, .arena = arena, .is_shown = is_shown };
    pc_row rows[PC_ROWS_MOST];
    fit f;
    t.n_rows = pc_rows_choose(rows, &t.n_left_out, page, arena, results);
    for (size_t i = 0; i < t.n_rows; i++) t.rows[i].what = rows[i];
    if (t.n_rows == 0) return;
    choose_fit(&f, &t);
    add_heads(page, &f, &t);
    for (size_t i = 0; i < t.n_rows; i++) {
        add_means(page, &f, &t, &t.rows[i]);
        if (t.rows[i].has_plan) add_plan(page, &f, &t, &t.rows[i]);
        if (t.rows[i].has_gap) add_gap(page, &f, &t, &t.rows[i]);
    }
    add_left_out(page, &t);
    add_more_stated(page, &t);
    pc_text_add(&page->out, "\n");
}
