/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/charts/lint/tiers.h"
#include "tests/charts/lint/kinds.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int complain(const char *name, const char *what, double said, double truth)
{
    printf("# %s: %s: %.12g, but %.12g\n", name, what, said, truth);
    return 1;
}

static bool is_role(const pc_item *item, const char *role)
{
    return strcmp(item->role, role) == 0;
}

/* Straight from the metrics' names: the sum of means of all ids that begin and end so. */
static double sum_of(const pc_results *results, const char *begin, const char *end,
                     const char *period)
{
    double sum = 0;
    for (size_t i = 0; i < results->n_metrics; i++) {
        const char *id = results->metrics[i].id;
        const size_t n = strlen(id), k = strlen(end);
        if (strcmp(results->metrics[i].period, period) == 0 &&
            strncmp(id, begin, strlen(begin)) == 0 && n >= k && strcmp(id + n - k, end) == 0)
            sum += results->metrics[i].stats[PC_MEAN].value;
    }
    return sum;
}

static double horizon_sum(const pc_results *results, const char *begin, const char *end)
{
    double sum = 0;
    for (int y = 1; y <= (results->months + 11) / 12; y++) {
        char period[16];
        snprintf(period, sizeof period, "y%d", y);
        sum += sum_of(results, begin, end, period);
    }
    return sum;
}

/* ---- Migration ---- */

/* One scale for every block and ribbon. */
static int lint_heights(const pc_list *list, const char *name)
{
    double unit = NAN;
    int faults = 0;
    for (size_t i = 0; i < list->n; i++) {
        const pc_item *item = &list->items[i];
        if (item->mark != PC_RIBBON) continue;
        const double height = item->points[1].y - item->points[0].y;
        if (isnan(unit)) unit = height / item->value;
        if (fabs(height - unit * item->value) > 1e-6 * (1 + height))
            faults += complain(name, "a ribbon's height", height, unit * item->value);
        if (fabs(item->points[3].y - item->points[2].y - height) > 1e-9)
            faults += complain(name, "a ribbon's other end",
                               item->points[3].y - item->points[2].y, height);
    }
    return faults;
}

/* Ribbons of one side of a block lie in it, one under the other. */
static int lint_block(const pc_list *list, const pc_item *block, bool is_source,
                      const char *name)
{
    int faults = 0;
    double last = -1e9;
    const double x = is_source ? block->box.x1 : block->box.x0;
    for (double y = block->box.y0 - 1e-6;;) { /* from the top to the next lower one */
        const pc_item *next = NULL;
        double from = 1e9, to = 0;
        for (size_t i = 0; i < list->n; i++) {
            const pc_item *r = &list->items[i];
            if (r->mark != PC_RIBBON) continue;
            const pc_point *p = r->points + (is_source ? 0 : 2);
            if (fabs(p[0].x - x) > 1e-6 || p[0].y < y || p[0].y >= from ||
                p[0].y > block->box.y1)
                continue;
            next = r;
            from = p[0].y;
            to = p[1].y;
        }
        if (!next) return faults;
        if (from < last - 1e-6)
            faults += complain(name, "ribbons overlap at a block", from, last);
        if (to > block->box.y1 + 1e-6)
            faults += complain(name, "a ribbon leaves its block", to, block->box.y1);
        last = to;
        y = from + 1e-9;
    }
}

static int lint_blocks(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].mark == PC_RECT && is_role(&list->items[i], "tier"))
            faults += lint_block(list, &list->items[i], true, name) +
                      lint_block(list, &list->items[i], false, name);
    return faults;
}

static double sum_of_labels(const pc_list *list, const char *role, const char *word)
{
    double sum = 0;
    for (size_t i = 0; i < list->n; i++) {
        const pc_item *item = &list->items[i];
        if (item->mark == PC_LABEL && is_role(item, role) && strstr(item->text, word) &&
            isfinite(item->value))
            sum += item->value;
    }
    return sum;
}

/* Promotions outnumber demotions "4 to 1": from the labels, which are checked by themselves. */
static int lint_ratio(const pc_list *list, const char *title, const char *name)
{
    const size_t n = strlen(title);
    const char *tail = n > 5 && strcmp(title + n - 5, " to 1") == 0 ? title + n - 5 : NULL;
    const double up = sum_of_labels(list, "gap-up", "up"),
                 down = sum_of_labels(list, "gap-down", "down");
    const bool rising =
        strstr(title, "promotions outnumber") || strstr(title, "promotions far outnumber");
    const bool falling =
        strstr(title, "demotions outnumber") || strstr(title, "demotions far outnumber");
    int faults = 0;
    if (rising && !(up > down)) faults += complain(name, "promotions outnumber", up, down);
    if (falling && !(down > up)) faults += complain(name, "demotions outnumber", down, up);
    if (!tail) return faults;
    const char *start = tail;
    while (start > title && start[-1] >= '0' && start[-1] <= '9') start--;
    const double ratio = fmax(up, down) / fmin(up, down);
    if (fabs(atof(start) - ratio) > 0.51)
        faults += complain(name, "a ratio", atof(start), ratio);
    return faults;
}

int lint_migrate(const pc_list *list, const pc_draft *draft, const char *name)
{
    const pc_results *results = draft->results;
    int faults = lint_heights(list, name) + lint_blocks(list, name) +
                 lint_ratio(list, draft->title, name);
    /* without the start nobody sees the first year's moves */
    double joined = horizon_sum(results, "migration.level.entry.", "");
    double left = horizon_sum(results, "migration.level.", ".exit");
    bool from_start = false;
    for (size_t i = 0; i < list->n; i++)
        from_start |= list->items[i].mark == PC_LABEL && is_role(&list->items[i], "column") &&
                      strncmp(list->items[i].text, "Start", 5) == 0;
    if (!from_start) {
        joined -= sum_of(results, "migration.level.entry.", "", "y1");
        left -= sum_of(results, "migration.level.", ".exit", "y1");
    }
    const bool is_empty = !(draft->n_rows > 0) || strstr(draft->title, "No partner");
    const double said = sum_of_labels(list, "lane", "joined"),
                 gone = sum_of_labels(list, "lane", "left");
    if (!is_empty && fabs(said - joined) > 0.05 + 1e-6 * joined)
        faults += complain(name, "joined", said, joined);
    if (!is_empty && fabs(gone - left) > 0.05 + 1e-6 * left)
        faults += complain(name, "left", gone, left);
    return faults;
}

/* ---- Matrix ---- */

static double mean_in_all(const pc_results *results, const char *from, const char *to)
{
    char id[256];
    snprintf(id, sizeof id, "migration.level.%s.%s", from, to);
    const pc_metric *metric = pc_results_find(results, id, "all");
    return metric ? metric->stats[PC_MEAN].value : 0;
}

/* The tiers in the order of the file, out of the scenario's text. */
static size_t tiers_of(const pc_results *results, char names[16][64])
{
    size_t n = 0;
    const char *s = strchr(results->resolved, '['), *end = strchr(results->resolved, ']');
    while (s && (s = strchr(s + 1, '"')) && s < end && n < 16) {
        const size_t length = strcspn(s + 1, "\"");
        if (s[-1] != '[' && s[-1] != ',') break;
        snprintf(names[n++], 64, "%.*s", (int)length, s + 1);
        s += length + 1;
    }
    return n;
}

/* Said as a whole percent, or as less than one, or more than 99. */
static bool reads_as(const char *text, double share)
{
    if (strncmp(text, "<1%", 3) == 0) return share > 0 && share < 0.005;
    if (strncmp(text, ">99%", 4) == 0) return share >= 0.995 && share < 1;
    return fabs(atof(text) / 100 - share) <= 0.005 + 1e-9;
}

static int lint_matrix_title(const pc_draft *draft, const char *name)
{
    char names[16][64];
    const size_t n = tiers_of(draft->results, names);
    double all = 0, up = 0, down = 0;
    if (strncmp(draft->title, "At a review ", 12) != 0) return 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            const double mean = mean_in_all(draft->results, names[i], names[k]);
            all += mean;
            up += k > i ? mean : 0;
            down += k < i ? mean : 0;
        }
    const char *fall = strstr(draft->title, " and ");
    if (!fall || !reads_as(draft->title + 12, up / all))
        return complain(name, draft->title, NAN, up / all);
    return reads_as(fall + 5, down / all) ? 0 : complain(name, draft->title, NAN, down / all);
}

static int lint_cells(const pc_list *list, size_t n, const char *name)
{
    size_t cells = 0;
    for (size_t i = 0; i < list->n; i++)
        cells +=
            list->items[i].mark == PC_RECT && strncmp(list->items[i].role, "cell-", 5) == 0;
    return cells == 0 || cells == (n + 1) * (n + 1) - 1
               ? 0
               : complain(name, "cells", (double)cells, (double)((n + 1) * (n + 1) - 1));
}

int lint_matrix(const pc_list *list, const pc_draft *draft, const char *name)
{
    char names[16][64];
    const size_t n = tiers_of(draft->results, names);
    double shares = 0, rows = 0;
    for (size_t i = 0; i < draft->n_rows; i++)
        if (strcmp(draft->rows[i].stat, "share_of_row") == 0) shares += draft->rows[i].value;
    for (size_t i = 0; i < n; i++) {
        double row = 0;
        for (size_t k = 0; k < n; k++) row += mean_in_all(draft->results, names[i], names[k]);
        rows += row > 0;
    }
    rows += sum_of(draft->results, "migration.level.entry.", "", "all") > 0;
    const int faults = lint_cells(list, n, name) + lint_matrix_title(draft, name);
    return faults + (fabs(shares - rows) > 1e-9 ? complain(name, "shares", shares, rows) : 0);
}
