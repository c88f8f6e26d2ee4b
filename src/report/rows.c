/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rows.h"

#include "report/finding.h"
#include "report/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_STATED = 6, LABEL_COLUMNS = 26, SHORT_COLUMNS = 16 };

typedef struct choice {
    const pc_results *results;
    const pc_sheet *page;
    pc_arena *arena;
    pc_row *rows;
    size_t n;
    const char *stated[MOST_STATED]; /* ids of what the plan states besides */
    size_t n_stated;
} choice;

static bool starts(const char *id, const char *with)
{
    return strncmp(id, with, strlen(with)) == 0;
}

/* ---- The rows that every plan has ---- */

static const char *set_of(const char *id)
{
    static const char prefix[] = "share.set.";
    return starts(id, prefix) ? id + sizeof prefix - 1 : NULL;
}

/* The set of the first headline or target on a share; else the partners; else the first set. */
static const char *share_id(pc_arena *arena, const pc_results *results)
{
    for (size_t i = 0; i < results->n_headlines; i++)
        if (set_of(results->headlines[i]))
            return pc_arena_strndup(arena, results->headlines[i],
                                    strcspn(results->headlines[i], "@"));
    for (size_t i = 0; i < results->n_targets; i++)
        if (set_of(results->targets[i].metric)) return results->targets[i].metric;
    for (size_t i = 0; i < results->n_sets; i++)
        if (strcmp(results->sets[i], "partners") == 0) return "share.set.partners";
    return results->n_sets ? pc_arena_printf(arena, "share.set.%s", results->sets[0]) : NULL;
}

static const char *roi_label(const char *roi)
{
    static const char *const labels[][2] = { { "multiple", "Partner ROI (revenue/cost)" },
                                             { "net", "Partner ROI (net of cost)" },
                                             { "margin", "Partner ROI (on margin)" },
                                             { "incremental", "Partner ROI (incremental)" },
                                             { "cash", "Partner return in cash" },
                                             { "npv", "Net present value" } };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i][0], roi) == 0) return labels[i][1];
    return "Partner ROI";
}

static const char *roi_short_label(const char *roi)
{
    const bool is_money = strcmp(roi, "cash") == 0 || strcmp(roi, "npv") == 0;
    return is_money ? roi_label(roi) : "Partner ROI";
}

static const pc_metric *in_year(const pc_results *results, const char *id, int year)
{
    char period[16];
    snprintf(period, sizeof period, "y%d", year);
    return id ? pc_results_find(results, id, period) : NULL;
}

static bool has_row(const choice *c, const char *id)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->rows[i].id, id) == 0) return true;
    return false;
}

static void add_row(choice *c, const char *id, const char *label, const char *short_label)
{
    if (!id || !label || c->n == PC_ROWS_MOST || has_row(c, id)) return;
    for (int year = 1; year <= pc_words_years(c->results); year++) {
        if (!in_year(c->results, id, year)) continue;
        c->rows[c->n++] = (pc_row) { .id = id, .label = label, .short_label = short_label };
        return;
    }
}

/* A return may count fewer costs than there are (marketplace fees, for one): then the row must
 * not look like what it is divided by. */
static const char *cost_label(const choice *c, const char *roi)
{
    const char *id = pc_arena_printf(c->arena, "roi.%s.costs", roi);
    for (int year = 1; id && year <= pc_words_years(c->results); year++) {
        const pc_metric *counted = in_year(c->results, id, year),
                        *all = in_year(c->results, "cost.total", year);
        if (counted && all && isfinite(counted->at_plan) && counted->at_plan != all->at_plan)
            return "Programme cost (all)";
    }
    return "Programme cost";
}

/* Where nobody is paid, there is no row of it. */
static void add_commission(choice *c)
{
    static const char id[] = "commission.accrued";
    for (int year = 1; year <= pc_words_years(c->results); year++) {
        const pc_metric *metric = in_year(c->results, id, year);
        if (!metric || !(fabs(metric->stats[PC_MEAN].value) > 0.0)) continue;
        add_row(c, id, "Commission", "Commission");
        if (has_row(c, id)) c->rows[c->n - 1].stated_id = "cost.commission";
        return;
    }
}

/* ---- What the plan states besides ---- */

static bool is_year(const char *period)
{
    return period[0] == 'y' && !strchr(period, '.');
}

static bool is_listed(const choice *c, const char *id)
{
    for (size_t i = 0; i < c->n_stated; i++)
        if (strcmp(c->stated[i], id) == 0) return true;
    return false;
}

/* Shares of channels stand with the mix; what stands in the rows of every plan, there. */
static bool is_elsewhere(const char *id, const char *share, const char *roi)
{
    static const char *const usual[] = { "revenue.total",      "arr.total",
                                         "cost.total",         "cost.commission",
                                         "commission.accrued", "partners.total" };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcmp(usual[i], id) == 0) return true;
    return starts(id, "gap.") || starts(id, "share.channel.") || starts(id, "payback.") ||
           (share && strcmp(share, id) == 0) || (roi && strcmp(roi, id) == 0);
}

static bool is_headline(const pc_results *results, const char *id)
{
    for (size_t i = 0; i < results->n_headlines; i++)
        if (strcspn(results->headlines[i], "@") == strlen(id) &&
            starts(results->headlines[i], id))
            return true;
    return false;
}

/* Headlines in the first pass, everything else in the second; returns how many had no room. */
static size_t list_stated(choice *c, const char *share, const char *roi)
{
    size_t n_left_out = 0;
    const char *last = "";
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < c->results->n_metrics; i++) {
            const pc_metric *m = &c->results->metrics[i];
            if (isnan(m->stated) || !is_year(m->period) || is_elsewhere(m->id, share, roi) ||
                is_listed(c, m->id) || is_headline(c->results, m->id) != (pass == 0))
                continue;
            if (c->n_stated < MOST_STATED)
                c->stated[c->n_stated++] = m->id;
            else if (strcmp(last, m->id) != 0)
                n_left_out++;
            last = m->id;
        }
    return n_left_out;
}

static const char *label_of(const choice *c, const char *id, size_t columns)
{
    pc_text words = { 0 }, text = { 0 };
    pc_words_add_metric(&words, id);
    if (words.data) pc_finding_capitalise(words.data);
    pc_sheet_add_short(&text, c->page, words.data ? words.data : "", columns);
    const char *label = text.data ? pc_arena_strdup(c->arena, text.data) : NULL;
    if (words.failed || text.failed) c->arena->failed = true;
    pc_text_clear(&words);
    pc_text_clear(&text);
    return label;
}

/* Those of a family, or with NULL all that are left. */
static void add_stated(choice *c, const char *family)
{
    for (size_t i = 0; i < c->n_stated; i++)
        if (!family || starts(c->stated[i], family))
            add_row(c, c->stated[i], label_of(c, c->stated[i], LABEL_COLUMNS),
                    label_of(c, c->stated[i], SHORT_COLUMNS));
}

/* ---- The whole ---- */

size_t pc_rows_choose(pc_row rows[PC_ROWS_MOST], size_t *n_left_out, const pc_sheet *page,
                      pc_arena *arena, const pc_results *results)
{
    choice c = { .results = results, .page = page, .arena = arena, .rows = rows };
    const char *share = share_id(arena, results);
    const char *roi = results->roi_headline ? results->roi_headline : "multiple";
    const char *roi_id = pc_arena_printf(arena, "roi.%s", roi);
    const char *set = share ? set_of(share) : NULL;
    const bool is_partners = set && strcmp(set, "partners") == 0;
    const char *share_label = !set          ? NULL
                              : is_partners ? "Partner share"
                                            : pc_arena_printf(arena, "Share of %.24s", set);
    *n_left_out = list_stated(&c, share, roi_id);
    add_row(&c, "revenue.total", "Revenue", "Revenue");
    add_stated(&c, "revenue.");
    add_row(&c, "arr.total", "ARR at year end", "ARR at year end");
    add_row(&c, share, share_label, share_label);
    add_row(&c, roi_id, roi_label(roi), roi_short_label(roi));
    add_row(&c, "cost.total", cost_label(&c, roi), "Programme cost");
    add_stated(&c, "cost.");
    add_commission(&c);
    add_row(&c, "income.tier_fees", "Tier fees", "Tier fees");
    add_row(&c, "partners.total", "Partners", "Partners");
    add_stated(&c, NULL);
    return c.n;
}

const pc_metric *pc_rows_stated(const pc_results *results, const pc_row *row,
                                const pc_metric *metric)
{
    if (!isnan(metric->stated)) return metric;
    const pc_metric *other =
        row->stated_id ? pc_results_find(results, row->stated_id, metric->period) : NULL;
    return other && !isnan(other->stated) ? other : NULL;
}
