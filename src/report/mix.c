/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/mix.h"

#include "report/figure.h"
#include "report/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_MIX = 7 };

typedef struct slice {
    const char *name;
    double share_frac;
    int percent;
    const pc_metric *metric; /* NULL: several together */
} slice;

/* Whole percents that sum to what the shares sum to: the largest remainders are rounded up. */
static void round_together(slice *slices, size_t n)
{
    double sum_frac = 0.0;
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        slices[i].percent = (int)floor(100.0 * slices[i].share_frac + 1e-9);
        sum += slices[i].percent;
        sum_frac += slices[i].share_frac;
    }
    for (int owed = (int)(100.0 * sum_frac + 0.5) - sum; owed > 0; owed--) {
        size_t best = 0;
        double most = -1.0;
        for (size_t i = 0; i < n; i++) {
            const double rest = 100.0 * slices[i].share_frac - slices[i].percent;
            if (rest > most) most = rest, best = i;
        }
        slices[best].percent++;
    }
}

static size_t find_shares(slice *slices, const pc_results *results)
{
    char id[256], period[16];
    snprintf(period, sizeof period, "y%d", pc_words_years(results));
    for (size_t i = 0; i < results->n_channels; i++) {
        snprintf(id, sizeof id, "share.channel.%s", results->channels[i]);
        const pc_metric *metric = pc_results_find(results, id, period);
        if (!metric || !(metric->stats[PC_MEAN].value >= 0.0)) return 0;
        slices[i] = (slice) { results->channels[i], metric->stats[PC_MEAN].value, 0, metric };
    }
    return results->n_channels;
}

static int by_share(const void *a, const void *b)
{
    const slice *x = a, *y = b;
    if (x->share_frac != y->share_frac) return x->share_frac < y->share_frac ? 1 : -1;
    return strcmp(x->name, y->name);
}

/* Of slices in order: MAX_MIX are left, the last of them "others". */
static size_t merge_smallest(slice *slices, size_t n)
{
    slice others = { "others", 0.0, 0, NULL };
    if (n <= MAX_MIX) return n;
    while (n >= MAX_MIX) others.share_frac += slices[--n].share_frac;
    slices[n++] = others;
    return n;
}

enum { NAME_COLUMNS = 24, PERCENT_A_SIGN = 5 };

/* ████████<glue>40%: one sign for so many percent; none for 0. Below 1 % the rounding that
 * makes parts sum to the whole would show equal parts as different. */
static void add_bar(pc_text *out, const pc_sheet *page, const slice *s, int percent_a_sign)
{
    const int n_signs = percent_a_sign ? (s->percent + percent_a_sign / 2) / percent_a_sign : 0;
    for (int k = 0; k < n_signs; k++) pc_text_add(out, pc_sheet_sign(page, PC_SIGN_BAR));
    if (n_signs) pc_text_add(out, PC_SHEET_GLUE);
    if (s->share_frac > 0.0 && s->share_frac < 0.00995)
        pc_text_add(out, "<1%");
    else
        pc_text_addf(out, "%d%%", s->percent);
}

static void add_bars(pc_text *out, const pc_sheet *page, const slice *slices, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i) pc_text_add(out, "  ");
        pc_sheet_add_short(out, page, slices[i].name, NAME_COLUMNS);
        pc_text_add(out, PC_SHEET_GLUE);
        add_bar(out, page, &slices[i], PERCENT_A_SIGN);
    }
}

static size_t name_columns(const slice *s)
{
    const size_t columns = pc_sheet_columns(s->name, strlen(s->name));
    return columns < NAME_COLUMNS ? columns : NAME_COLUMNS;
}

static void add_bar_line(pc_text *out, const pc_sheet *page, const slice *s, size_t widest,
                         int percent_a_sign)
{
    pc_sheet_add_short(out, page, s->name, NAME_COLUMNS);
    for (size_t k = name_columns(s); k < widest + 2; k++) pc_text_add(out, PC_SHEET_GLUE);
    add_bar(out, page, s, percent_a_sign);
}

/* What the plan states of the share, and the chance of as much. */
static void add_plan(pc_text *out, const pc_sheet *page, const pc_results *results,
                     const pc_metric *metric)
{
    if (!metric || isnan(metric->stated)) return;
    pc_text_add(out, "  plan" PC_SHEET_GLUE);
    pc_figure_add_stated(out, page, results, metric->unit, metric->stated);
    if (pc_words_is_deterministic(results) || isnan(metric->p_stated.value)) return;
    pc_text_add(out, PC_SHEET_GLUE);
    const size_t from = out->n;
    pc_words_add_odds(out, page, results, metric, metric->p_stated);
    pc_sheet_glue(out, from);
}

static bool states_any(const slice *slices, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (slices[i].metric && !isnan(slices[i].metric->stated)) return true;
    return false;
}

/* One channel a line, where they do not fit beside each other; with shorter bars, or none,
 * where even that is too wide. */
static void add_bar_lines(pc_sheet *page, const pc_results *results, const char *label,
                          const slice *slices, size_t n)
{
    size_t widest = 0;
    for (size_t i = 0; i < n; i++)
        if (name_columns(&slices[i]) > widest) widest = name_columns(&slices[i]);
    const size_t taken = PC_SHEET_MARGIN + widest + 2 + sizeof " 100%" - 1;
    const size_t room = taken < page->columns ? page->columns - taken : 0;
    const size_t most = (size_t)(slices[0].percent > 0 ? slices[0].percent : 0);
    const int percent_a_sign = most <= room * PERCENT_A_SIGN ? PERCENT_A_SIGN
                               : most <= room * 20           ? 20
                                                             : 0;
    for (size_t i = 0; i < n; i++) {
        pc_text text = { 0 };
        add_bar_line(&text, page, &slices[i], widest, percent_a_sign);
        add_plan(&text, page, results, slices[i].metric);
        if (text.failed)
            page->out.failed = true;
        else
            pc_sheet_paragraph(page, i ? " " : label, PC_SHEET_PLAIN, text.data);
        pc_text_clear(&text);
    }
}

/* Shares of the last year, the largest first: on one line, else one a line. */
void pc_mix_add(pc_sheet *page, pc_arena *arena, const pc_results *results)
{
    slice *slices = PC_NEW_ARRAY(arena, slice, results->n_channels);
    size_t n = slices ? find_shares(slices, results) : 0;
    if (n < 2) return;
    qsort(slices, n, sizeof *slices, by_share);
    n = merge_smallest(slices, n);
    round_together(slices, n);
    pc_text label = { 0 };
    pc_text_add(&label, results->start_month == 1 ? "Channel mix " : "Mix ");
    pc_words_add_year(&label, results, pc_words_years(results));
    pc_text bars = { 0 };
    add_bars(&bars, page, slices, n);
    const bool is_one_line =
        !states_any(slices, n) &&
        PC_SHEET_MARGIN + pc_sheet_columns(bars.data, bars.n) <= page->columns;
    if (label.failed || bars.failed)
        page->out.failed = true;
    else if (is_one_line)
        pc_sheet_paragraph(page, label.data, PC_SHEET_PLAIN, bars.data);
    else
        add_bar_lines(page, results, label.data, slices, n);
    pc_text_clear(&bars);
    pc_text_clear(&label);
}
