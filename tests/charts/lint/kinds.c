/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/charts/lint/kinds.h"

#include "tests/charts/lint/tiers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int complain(const char *name, const char *text, double value, const char *what)
{
    printf("# %s: \"%s\" %.12g: %s\n", name, text, value, what);
    return 1;
}

static bool is_role(const pc_item *item, const char *role)
{
    return strcmp(item->role, role) == 0;
}

static bool is_empty(const pc_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (is_role(&list->items[i], "empty")) return true;
    return false;
}

static const pc_item *label_of(const pc_list *list, const char *role)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].mark == PC_LABEL && is_role(&list->items[i], role))
            return &list->items[i];
    return NULL;
}

/* ---- Dots ---- */

static int count_in(const pc_list *list, const char *role)
{
    const pc_item *label = label_of(list, role);
    if (!label) return -1;
    const int n = atoi(label->text + strcspn(label->text, "0123456789"));
    return strncmp(label->text, "Under ", 6) == 0  ? n - 1
           : strncmp(label->text, "Over ", 5) == 0 ? n + 1
                                                   : n;
}

static int lint_dots(const pc_list *list, int all, double aim, bool lower, const char *name)
{
    int meets = 0, falls = 0, faults = 0;
    for (size_t i = 0; i < list->n; i++) {
        const pc_item *item = &list->items[i];
        if (item->mark != PC_CIRCLE) continue;
        const bool met = is_role(item, "dot-meets");
        meets += met;
        falls += is_role(item, "dot-short") || is_role(item, "dot-none");
        if (isfinite(aim) && (met || is_role(item, "dot-short")) &&
            met != ((item->value >= aim) != lower))
            faults += complain(name, item->role, item->value, "is on the wrong side");
    }
    if (meets + falls != all && meets + falls != 0)
        faults += complain(name, "dots", meets + falls, "are not all there");
    const int said = count_in(list, "count-meets"), short_of = count_in(list, "count-short");
    if (meets + falls > 0 &&
        ((said >= 0 && said != meets) || (short_of >= 0 && short_of != falls)))
        faults += complain(name, "count", meets, "is another");
    return faults;
}

/* ---- Titles ---- */

/* The first percentage in the text as a fraction; NAN without one, or when it is a bound. */
static double percent_in(const char *text)
{
    const char *sign = text ? strchr(text, '%') : NULL;
    if (!sign) return NAN;
    const char *start = sign;
    while (start > text && start[-1] >= '0' && start[-1] <= '9') start--;
    if (start > text && (start[-1] == '<' || start[-1] == '>')) return NAN;
    return atoi(start) / 100.0;
}

static int lint_percent(const char *name, const char *title, double truth)
{
    const double said = percent_in(title);
    if (isnan(said) || fabs(said - truth) <= 0.005 + 1e-9) return 0;
    return complain(name, title, truth, "claims another chance");
}

/* The quantile at p straight from the results' grid of 1/200. */
static double grid(const double *q, double p)
{
    const double at = p * 200 - 1;
    const int k = at < 0 ? 0 : at >= 198 ? 197 : (int)at;
    return q[k] + fmin(1, fmax(0, at - k)) * (q[k + 1] - q[k]);
}

static const pc_metric *headline(const pc_draft *draft)
{
    char id[128];
    const char *all = draft->results->headlines[0], *at = strchr(all, '@');
    snprintf(id, sizeof id, "%.*s", (int)(at - all), all);
    return pc_results_find(draft->results, id, at + 1);
}

/* "8 in 10 futures: revenue of at least $2.49M": 8 in 10 do reach it, to the digit shown. */
static int lint_promise(const pc_draft *draft, const char *name)
{
    const pc_metric *m = headline(draft);
    const bool lower = strncmp(m->id, "cost.", 5) == 0;
    const char *words = lower ? " of at most " : " of at least ";
    const char *figure = strstr(draft->title, words);
    const double none = m->undefined.value > 0 ? m->undefined.value : 0;
    if (!figure || strncmp(draft->title, "8 in 10", 7) != 0) return 0;
    char text[64];
    bool bare;
    snprintf(text, sizeof text, "%s", figure + strlen(words));
    text[strcspn(text, " ")] = '\0';
    const double said = lint_parse(text, &bare);
    const double truth = grid(m->q, lower ? 0.8 / (1 - none) : 1 - 0.8 / (1 - none));
    if (fabs(said - truth) <= 0.06 * fabs(truth) + 0.051 * (fabs(truth) < 10)) return 0;
    return complain(name, draft->title, truth, "is another figure");
}

/* ---- Kinds ---- */

static int lint_curve(const pc_list *list, const char *name)
{
    int faults = 0, n_curves = 0;
    for (size_t i = 0; i < list->n; i++) {
        const pc_item *item = &list->items[i];
        if (item->mark != PC_PATH || !is_role(item, "curve")) continue;
        n_curves++;
        for (size_t k = 1; k < item->n_points; k++)
            if (item->points[k].x < item->points[k - 1].x - 1e-9 ||
                item->points[k].y < item->points[k - 1].y - 1e-9)
                faults += complain(name, "curve", (double)k, "rises");
    }
    if (n_curves != (is_empty(list) ? 0 : 1))
        faults += complain(name, "curve", n_curves, "is not one");
    return faults;
}

static int lint_exceed(const pc_list *list, const pc_draft *draft, const char *name)
{
    const pc_metric *m = headline(draft);
    const bool lower = strncmp(m->id, "cost.", 5) == 0;
    const char *second = strchr(draft->title, ';');
    const double p = isfinite(m->stated) ? m->p_stated.value : m->p_break_even.value;
    return lint_curve(list, name) + lint_promise(draft, name) +
           lint_percent(name, second, lower ? 1 - p : p);
}

static int lint_dist(const pc_list *list, const pc_draft *draft, const char *name)
{
    const pc_metric *m = headline(draft);
    const bool lower = strncmp(m->id, "cost.", 5) == 0;
    const double aim = isfinite(m->stated)               ? m->stated
                       : isfinite(m->p_break_even.value) ? 1
                                                         : NAN;
    const double at_least = isfinite(m->stated) ? m->p_stated.value : m->p_break_even.value;
    const double p = lower ? 1 - at_least : at_least;
    const bool fails = strstr(draft->title, "falls short") || strstr(draft->title, "passes");
    const char *claim = strchr(draft->title, '(');
    int faults = lint_dots(list, 50, aim, lower, name);
    if (claim && isfinite(aim)) faults += lint_percent(name, claim, fails ? 1 - p : p);
    return faults;
}

static int lint_roi(const pc_list *list, const pc_draft *draft, const char *name)
{
    const pc_metric *payback = pc_results_find(draft->results, "payback.month", "all");
    char period[16];
    int faults = lint_dots(list, 20, NAN, false, name);
    if (!payback) return faults;
    const double p = 1 - payback->undefined.value;
    const char *on_margin = strchr(draft->title, ';');
    if (on_margin) { /* of cash first, then of payback */
        snprintf(period, sizeof period, "y%d", (draft->results->months + 11) / 12);
        const pc_metric *cash = pc_results_find(draft->results, "roi.cash", period);
        return faults + lint_percent(name, on_margin, p) +
               lint_percent(name, draft->title, cash->p_break_even.value);
    }
    return faults +
           lint_percent(name, draft->title, strstr(draft->title, "not pay back") ? 1 - p : p);
}

static int lint_mix(const pc_list *list, const pc_draft *draft, const char *name)
{
    int sum = 0, n = 0, faults = 0;
    double parts = 0;
    char period[16];
    for (size_t i = 0; i < list->n; i++) {
        const pc_item *item = &list->items[i];
        if (item->mark != PC_LABEL || !is_role(item, "share")) continue;
        n++;
        sum += strcmp(item->text, "<1%") == 0 ? 0 : atoi(item->text);
        parts += item->value;
    }
    if (n > 0 && sum != 100) faults += complain(name, "shares", sum, "do not add up to 100");
    if (n > 0 && fabs(parts - 1) > 1e-9)
        faults += complain(name, "shares", parts, "do not add up to the whole");
    snprintf(period, sizeof period, "y%d", (draft->results->months + 11) / 12);
    const pc_metric *partners = pc_results_find(draft->results, "share.set.partners", period);
    if (partners && strncmp(draft->title, "On average, partners bring", 26) == 0)
        faults += lint_percent(name, draft->title, partners->stats[PC_MEAN].value);
    return faults;
}

/* The parts of each year are its whole, and the title's chance is that of the last year with a
 * plan. */
static int lint_payout(const pc_list *list, const pc_draft *draft, const char *name)
{
    int faults = 0;
    (void)list;
    for (int y = 1; y <= (draft->results->months + 11) / 12; y++) {
        char period[16];
        double parts = 0, whole = 0;
        snprintf(period, sizeof period, "y%d", y);
        for (size_t i = 0; i < draft->n_rows; i++) {
            const pc_chart_row *row = &draft->rows[i];
            if (strcmp(row->period, period) != 0 || strcmp(row->stat, "mean") != 0) continue;
            *(strcmp(row->metric, "commission.accrued") == 0 ? &whole : &parts) += row->value;
        }
        if (fabs(parts - whole) > 1e-9 * (1 + fabs(whole)))
            faults += complain(name, period, parts, "is not the year's commission");
    }
    for (int y = (draft->results->months + 11) / 12; y >= 1; y--) {
        char period[16];
        snprintf(period, sizeof period, "y%d", y);
        const pc_metric *m = pc_results_find(draft->results, "commission.accrued", period);
        if (m && isfinite(m->stated))
            return faults + lint_percent(name, draft->title, m->p_stated.value);
    }
    return faults;
}

/* A range's dark part lies in the pale one, and its median in the dark one. */
static int lint_ranges(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i + 2 < list->n; i++) {
        const pc_item *pale = &list->items[i], *dark = pale + 1, *median = pale + 2;
        if (pale->mark != PC_RECT || !is_role(pale, "range-90")) continue;
        const double x = (median->box.x0 + median->box.x1) / 2,
                     y = (median->box.y0 + median->box.y1) / 2;
        if (!is_role(dark, "range-50") || dark->box.x0 < pale->box.x0 - 0.01 ||
            dark->box.x1 > pale->box.x1 + 0.01 || dark->box.y0 < pale->box.y0 - 0.01 ||
            dark->box.y1 > pale->box.y1 + 0.01 || x < dark->box.x0 - 0.01 ||
            x > dark->box.x1 + 0.01 || y < dark->box.y0 - 0.01 || y > dark->box.y1 + 0.01)
            faults += complain(name, "range", median->value, "is not nested");
    }
    return faults;
}

int lint_kind(const char *kind, const pc_list *list, const pc_draft *draft, const char *name)
{
    static const struct {
        const char *kind;
        int (*lint)(const pc_list *list, const pc_draft *draft, const char *name);
    } lints[] = { { "mix", lint_mix },         { "exceed", lint_exceed },
                  { "roi", lint_roi },         { "dist", lint_dist },
                  { "migrate", lint_migrate }, { "matrix", lint_matrix },
                  { "payout", lint_payout } };
    int faults = lint_figures(list, name) + lint_ranges(list, name);
    for (size_t i = 0; i < sizeof lints / sizeof *lints; i++)
        if (strcmp(kind, lints[i].kind) == 0) faults += lints[i].lint(list, draft, name);
    return faults;
}
