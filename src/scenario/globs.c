/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.record: globs of metric@period. One that matches nothing is a slip of the pen. */
#include "scenario/metrics.h"

#include <stdio.h>
#include <string.h>

/* `*` stands for any characters. One step back to the last star suffices: never exponential. */
static bool matches(const char *glob, size_t n, const char *text)
{
    size_t g = 0, star = n;
    const char *resume = text;
    while (*text) {
        if (g < n && glob[g] == '*') {
            star = g++;
            resume = text;
        } else if (g < n && glob[g] == *text) {
            g++, text++;
        } else if (star < n) {
            g = star + 1;
            text = ++resume;
        } else {
            return false;
        }
    }
    while (g < n && glob[g] == '*') g++;
    return g == n;
}

static bool any_period_of(const pc_programme *programme, const char *glob, const char *prefix,
                          int from, int to)
{
    char text[PC_PERIOD_SIZE];
    pc_period unused;
    for (int i = from; i <= to; i++) {
        snprintf(text, sizeof text, "%s%d", prefix, i);
        if (matches(glob, strlen(glob), text) && pc_period_parse(&unused, text, programme))
            return true;
    }
    return false;
}

static bool any_period(const pc_programme *programme, const char *glob)
{
    const int months = programme->months, first = programme->start_year;
    pc_period unused;
    if (matches(glob, strlen(glob), "all")) return true;
    if (strstr(glob, "..")) return pc_period_parse(&unused, glob, programme);
    return any_period_of(programme, glob, "m", 1, months) ||
           any_period_of(programme, glob, "q", 1, (months + 2) / 3) ||
           any_period_of(programme, glob, "y", 1, (months + 11) / 12) ||
           any_period_of(programme, glob, "fy", first, first + months / 12 + 2);
}

static bool any_metric(const pc_reader *reader, const char *glob, size_t n)
{
    for (size_t i = 0; i < reader->n_catalogue; i++)
        if (matches(glob, n, reader->catalogue[i].id)) return true;
    return false;
}

static void check_glob(pc_reader *reader, const pc_json *item)
{
    const char *glob = item->string, *at = strrchr(glob, '@');
    if (!at) {
        pc_json_error(reader->diags, item, "E0231", "write \"roi.*@y*\" or \"cost.total@all\"",
                      "the period is missing: \"%s\"", glob);
        return;
    }
    const size_t n = (size_t)(at - glob);
    const char *id = pc_arena_strndup(reader->arena, glob, n);
    if (!id) return;
    if (!strchr(id, '*')) {
        pc_read_metric(reader, item, false, id);
    } else if (!any_metric(reader, glob, n)) {
        pc_error_within(
            reader, item, 0, n, "E0233",
            "ids look like revenue.total, share.channel.direct, cost.budget.events, "
            "roi.multiple.costs",
            "no metric matches \"%s\"", id);
    }
    if (any_period(reader->programme, at + 1)) return;
    if (!strchr(at + 1, '*'))
        pc_say_period(reader, item, n + 1, at + 1);
    else
        pc_error_within(reader, item, n + 1, strlen(at + 1), "E0233",
                        "periods are m1, q1, y1, fy2025, all: \"@y*\" is every year",
                        "no period matches \"%s\"", at + 1);
}

void pc_read_record(pc_reader *reader)
{
    const pc_json *run = pc_json_get(reader->root, "run");
    const pc_json *list =
        run && run->kind == PC_JSON_OBJECT ? pc_json_get(run, "record") : NULL;
    if (!list) return;
    if (list->kind != PC_JSON_ARRAY) {
        pc_wrong_kind(reader, list, "a list of metric@period", "write [\"*@y*\", \"*@all\"]");
        return;
    }
    const char **globs = PC_NEW_ARRAY(reader->arena, const char *, list->n_items + 1);
    size_t n = 0;
    for (size_t i = 0; i < list->n_items && globs; i++) {
        const pc_json *item = &list->items[i];
        if (!pc_read_text(reader, item, NULL)) continue;
        check_glob(reader, item);
        globs[n++] = item->string;
    }
    reader->programme->record = globs;
    reader->programme->n_record = n;
}
