/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.record: globs of metric@period. One that matches nothing is a slip of the pen. */
#include "programme/selection.h"
#include "scenario/metrics.h"

#include <string.h>

static bool any_period(const pc_reader *reader, const char *glob)
{
    const pc_period *periods = NULL;
    const size_t n = pc_period_list(reader->arena, reader->programme, &periods);
    pc_period range;
    char text[PC_PERIOD_SIZE];
    if (strstr(glob, "..")) return pc_period_parse(&range, glob, reader->programme);
    for (size_t i = 0; i < n; i++)
        if (pc_glob_match(glob, strlen(glob), pc_period_text(text, &periods[i]))) return true;
    return reader->arena->failed;
}

/* Whether a metric that matches has a value in a period that matches. */
static bool any_pair(const pc_reader *reader, const char *glob, size_t n,
                     const char *period_glob)
{
    const pc_period over_all = { .kind = PC_PERIOD_ALL }, within = { .kind = PC_PERIOD_YEAR };
    const bool all_matches = pc_glob_match(period_glob, strlen(period_glob), "all");
    for (size_t i = 0; i < reader->n_catalogue; i++)
        if (pc_glob_match(glob, n, reader->catalogue[i].id) &&
            pc_metric_has_period(&reader->catalogue[i], all_matches ? &over_all : &within))
            return true;
    return false;
}

static bool any_metric(const pc_reader *reader, const char *glob, size_t n)
{
    for (size_t i = 0; i < reader->n_catalogue; i++)
        if (pc_glob_match(glob, n, reader->catalogue[i].id)) return true;
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
    const bool period_matches = any_period(reader, at + 1);
    if (period_matches && (!any_metric(reader, glob, n) || any_pair(reader, glob, n, at + 1)))
        return;
    if (period_matches)
        pc_error_within(reader, item, n + 1, strlen(at + 1), "E0233", "write @all",
                        "%s is over the whole horizon only", id);
    else if (!strchr(at + 1, '*'))
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
