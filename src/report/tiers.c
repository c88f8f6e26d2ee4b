/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/tiers.h"

#include "chart/kinds/tiers.h"
#include "report/figure.h"
#include "report/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LADDERS = 6 };

typedef struct part {
    pc_sheet *page;
    pc_text text;
    const pc_results *results;
} part;

/* A mean of whole partners, "<0.1" where only few futures have any. */
static void add_mean(part *p, const pc_metric *metric)
{
    const pc_estimate mean = metric->stats[PC_MEAN];
    if (mean.value > 0.0 && mean.value < 0.05) {
        pc_text_add(&p->text, "<0.1");
        return;
    }
    const pc_format format = pc_figure_for(p->results, metric->unit, mean.value, mean.se);
    pc_figure_add_estimate(&p->text, p->page, &format, mean, false);
}

/* (5-24): where the futures differ. */
static void add_range(part *p, const pc_metric *metric)
{
    const double from = metric->stats[PC_P5].value, to = metric->stats[PC_P95].value;
    if (pc_words_are_few(p->results) || !(from < to)) return;
    const pc_format format =
        pc_figure_for(p->results, metric->unit, to, metric->stats[PC_P95].se);
    pc_text_add(&p->text, PC_SHEET_GLUE "(");
    pc_figure_add_estimate(&p->text, p->page, &format, metric->stats[PC_P5], true);
    pc_text_add(&p->text, pc_sheet_sign(p->page, PC_SIGN_DASH));
    pc_figure_add_estimate(&p->text, p->page, &format, metric->stats[PC_P95], true);
    pc_text_add(&p->text, ")");
}

/* The plan's figure and the chance of reaching it. */
static void add_plan(part *p, const pc_metric *metric)
{
    if (!isfinite(metric->stated)) return;
    pc_text_add(&p->text, "," PC_SHEET_GLUE "plan" PC_SHEET_GLUE);
    pc_figure_add_stated(&p->text, p->page, p->results, metric->unit, metric->stated);
    if (pc_words_is_deterministic(p->results) || isnan(metric->p_stated.value)) return;
    pc_text_add(&p->text, PC_SHEET_GLUE);
    const size_t from = p->text.n;
    pc_words_add_odds(&p->text, p->page, p->results, metric, metric->p_stated);
    pc_sheet_glue(&p->text, from);
}

static void add_name(part *p, const char *name)
{
    char *clean = pc_sheet_clean(p->page, name);
    if (clean)
        pc_sheet_add_short(&p->text, p->page, clean, 24);
    else
        p->text.failed = true;
    free(clean);
}

/* Silver 5 (1-11) */
static void add_tier(part *p, const pc_tiers *t, size_t tier, const char *period)
{
    const pc_metric *metric = pc_tiers_count(t, tier, period);
    if (!metric) return;
    if (tier > 0) pc_text_add(&p->text, pc_sheet_sign(p->page, PC_SIGN_SEPARATOR));
    add_name(p, t->names[tier]);
    pc_text_add(&p->text, PC_SHEET_GLUE);
    add_mean(p, metric);
    add_range(p, metric);
    add_plan(p, metric);
}

static const pc_metric *moves(pc_arena *arena, const pc_tiers *t, const char *what)
{
    const char *id = pc_arena_printf(arena, "tier.%s.%s", t->ladder, what);
    return id ? pc_results_find(t->results, id, "all") : NULL;
}

/* ; 40 rise (20-65), 11 fall in 36 months */
static void add_moves(part *p, pc_arena *arena, const pc_tiers *t)
{
    const pc_metric *up = moves(arena, t, "promotions"), *down = moves(arena, t, "demotions");
    if (!up || !down) return;
    pc_text_add(&p->text, "; ");
    add_mean(p, up);
    pc_text_add(&p->text, PC_SHEET_GLUE "rise");
    add_range(p, up);
    pc_text_add(&p->text, ", ");
    add_mean(p, down);
    pc_text_add(&p->text, PC_SHEET_GLUE "fall");
    add_range(p, down);
    pc_text_addf(&p->text, " in" PC_SHEET_GLUE "%d" PC_SHEET_GLUE "month%s", p->results->months,
                 p->results->months == 1 ? "" : "s");
}

/* The ladder's name stands in front where there are several. */
static void add_ladder(pc_sheet *page, pc_arena *arena, const pc_tiers *t, const char *label)
{
    part p = { .page = page, .results = t->results };
    char period[16];
    snprintf(period, sizeof period, "y%zu", t->n_years);
    if (t->n_ladders > 1) {
        add_name(&p, pc_tiers_whose(t));
        pc_text_add(&p.text, ": ");
    }
    for (size_t i = 0; i < t->n; i++) add_tier(&p, t, i, period);
    add_moves(&p, arena, t);
    if (p.text.failed)
        page->out.failed = true;
    else
        pc_sheet_paragraph(page, label, PC_SHEET_PLAIN, p.text.data);
    pc_text_clear(&p.text);
}

static void add_rest(pc_sheet *page, size_t n)
{
    pc_text text = { 0 };
    pc_text_addf(&text, "and %zu more ladder%s in results.json", n, n == 1 ? "" : "s");
    if (text.failed)
        page->out.failed = true;
    else
        pc_sheet_paragraph(page, " ", PC_SHEET_PLAIN, text.data);
    pc_text_clear(&text);
}

void pc_tiers_add(pc_sheet *page, pc_arena *arena, const pc_results *results)
{
    const char *ids[MOST_LADDERS];
    const size_t n = pc_tiers_ladders(ids, MOST_LADDERS, arena, results);
    pc_text label = { 0 };
    pc_text_add(&label, "Tiers ");
    pc_words_add_year(&label, results, pc_words_years(results));
    if (label.failed) page->out.failed = true;
    for (size_t i = 0; i < n && i < MOST_LADDERS && label.data; i++) {
        pc_tiers t;
        if (pc_tiers_find(&t, arena, results, ids[i]))
            add_ladder(page, arena, &t, i ? " " : label.data);
    }
    if (n > MOST_LADDERS) add_rest(page, n - MOST_LADDERS);
    pc_text_clear(&label);
}
