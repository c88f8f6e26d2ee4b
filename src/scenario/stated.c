/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan's own figures, by metric and period. */
#include "scenario/metrics.h"

#include "programme/selection.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct lister {
    pc_reader *reader;
    const pc_metric_info *metric;
    const char *source;
    pc_stated *list;
    size_t n, capacity;
} lister;

static void add(lister *l, const pc_json *value, const char *period)
{
    if (value->kind == PC_JSON_NULL) return; /* a year that the plan does not state */
    pc_stated stated = { .metric = l->metric->id, .source = l->source };
    if (!pc_period_parse(&stated.period, period, l->reader->programme)) {
        pc_json_error(l->reader->diags, value, "E0231", pc_help_months(l->reader),
                      "a figure is stated for %s, outside of the horizon", period);
        return;
    }
    if (!pc_metric_has_period(l->metric, &stated.period)) {
        pc_say_no_period(l->reader, value, 0, 0, l->metric);
        return;
    }
    stated.value = pc_read_figure(l->reader, value, l->metric);
    if (isnan(stated.value)) return;
    if (PC_GROW(l->reader->arena, pc_stated, l->list, l->n, l->capacity))
        l->list[l->n++] = stated;
}

/* "y1", "fy2025", "m1": the i-th period of a list, from 0. */
static const char *period_of(lister *l, const char *prefix, size_t i)
{
    const pc_programme *programme = l->reader->programme;
    const bool fiscal = strcmp(prefix, "fy") == 0;
    const bool begun = programme->fiscal_year_start > 1 &&
                       programme->start_month >= programme->fiscal_year_start;
    const int first = fiscal ? programme->start_year + begun : 1;
    return pc_help(l->reader, "%s%d", prefix, first + (int)i);
}

static void add_list(lister *l, const pc_json *list, const char *prefix)
{
    if (list->kind != PC_JSON_ARRAY || list->n_items == 0) {
        pc_wrong_kind(l->reader, list, "a list of figures",
                      "null stands for a period not stated");
        return;
    }
    for (size_t i = 0; i < list->n_items; i++) {
        const char *period = period_of(l, prefix, i);
        if (period) add(l, &list->items[i], period);
    }
}

static bool goes_by_period(lister *l, const pc_json *object)
{
    if (l->metric->kind != PC_METRIC_NEVER) return true;
    pc_json_error(l->reader->diags, object, "E0231", "write one number of months",
                  "\"%s\" is a month of the whole horizon", l->metric->id);
    return false;
}

/* "basis" says which years by_year lists. */
static bool is_fiscal(lister *l, const pc_json *object)
{
    static const char *const bases[] = { "programme", "fiscal" };
    return pc_read_word(l->reader, pc_json_get(object, "basis"), bases, PC_COUNT(bases), 0) ==
           1;
}

static void add_object(lister *l, const pc_json *object)
{
    static const pc_key keys[] = {
        { "by_year", PC_MAY }, { "by_month", PC_MAY }, { "basis", PC_MAY }, { "value", PC_MAY }
    };
    if (!pc_read_keys(l->reader, object, "a stated figure", keys, PC_COUNT(keys))) return;
    const pc_json *by_year = pc_json_get(object, "by_year");
    const pc_json *by_month = pc_json_get(object, "by_month"),
                  *value = pc_json_get(object, "value");
    const pc_json *source = pc_json_get(object, "source");
    if (source && source->kind == PC_JSON_STRING) l->source = source->string;
    if (!by_year && !by_month && !value)
        pc_json_key_error(
            l->reader->diags, object, "E0202",
            "add \"by_year\": [...], \"by_month\": [...], or \"value\" for the whole horizon",
            "a stated figure needs a value");
    const pc_json *basis = pc_json_get(object, "basis");
    if (basis && !by_year)
        pc_json_key_error(l->reader->diags, basis, "E0287", "leave it out",
                          "\"basis\" says which years \"by_year\" lists, and here is none");
    if ((by_year || by_month) && !goes_by_period(l, object)) return;
    if (by_year) add_list(l, by_year, is_fiscal(l, object) ? "fy" : "y");
    if (by_month) add_list(l, by_month, "m");
    if (value) add(l, value, "all");
}

static void read_stated(lister *l, const pc_json *node)
{
    l->metric = pc_read_metric(l->reader, node, true, node->key);
    l->source = "";
    if (!l->metric) return;
    if (node->kind == PC_JSON_OBJECT)
        add_object(l, node);
    else if (node->kind == PC_JSON_ARRAY)
        pc_json_error(l->reader->diags, node, "E0214", "write { \"by_year\": [...] }",
                      "a list does not say whether it goes by year or by month");
    else if (node->kind != PC_JSON_NULL)
        add(l, node, "all");
}

static int by_metric_then_period(const void *x, const void *y)
{
    const pc_stated *a = x, *b = y;
    const int order = strcmp(a->metric, b->metric);
    return order ? order : pc_period_compare(&a->period, &b->period);
}

void pc_read_stated(pc_reader *reader)
{
    const pc_json *map = pc_json_get(reader->root, "stated");
    lister l = { .reader = reader };
    if (!map) return;
    if (map->kind != PC_JSON_OBJECT) {
        pc_wrong_kind(reader, map, "an object of figures, each under its metric", NULL);
        return;
    }
    for (size_t i = 0; i < map->n_items; i++)
        if (!pc_is_metadata(map->items[i].key)) read_stated(&l, &map->items[i]);
    if (l.n) qsort(l.list, l.n, sizeof *l.list, by_metric_then_period);
    reader->programme->stated = l.list;
    reader->programme->n_stated = l.n;
}
