/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/record.h"

#include "programme/selection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct recorder {
    pc_arena *arena;
    const pc_programme *programme;
    const pc_metric_info *catalogue;
    size_t n_catalogue;
    const pc_period *singles; /* every single period of the horizon, `all` last */
    size_t n_singles;
    pc_record *list;
    size_t n, capacity;
} recorder;

static void add(recorder *r, const pc_metric_info *metric, const pc_period *period)
{
    if (!pc_metric_has_period(metric, period)) return;
    if (!PC_GROW(r->arena, pc_record, r->list, r->n, r->capacity)) return;
    r->list[r->n++] = (pc_record) { metric, *period };
}

/* One glob: metrics by their id, and either single periods by theirs or one range as written.
 */
static void add_glob(recorder *r, const char *glob)
{
    const char *at = strrchr(glob, '@');
    if (!at) return;
    pc_period range;
    const bool is_range = strstr(at, "..") && pc_period_parse(&range, at + 1, r->programme);
    for (size_t i = 0; i < r->n_catalogue; i++) {
        if (!pc_glob_match(glob, (size_t)(at - glob), r->catalogue[i].id)) continue;
        if (is_range) add(r, &r->catalogue[i], &range);
        for (size_t k = 0; k < r->n_singles && !is_range; k++) {
            char text[PC_PERIOD_SIZE];
            if (pc_glob_match(at + 1, strlen(at + 1), pc_period_text(text, &r->singles[k])))
                add(r, &r->catalogue[i], &r->singles[k]);
        }
    }
}

static const pc_metric_info *find(const recorder *r, const char *id)
{
    return pc_metric_find(r->catalogue, r->n_catalogue, id);
}

static void add_named(recorder *r, const char *id, const pc_period *period)
{
    const pc_metric_info *metric = find(r, id);
    if (metric) add(r, metric, period);
}

/* Moves that a review decides and the next month makes belong to the year that follows: where
 * moves are recorded by year, those of the years' last months are needed apart. */
static void add_late_moves(recorder *r)
{
    for (size_t i = 0, n = r->n; i < n && !r->arena->failed; i++) {
        const pc_record year = r->list[i];
        if (year.period.kind != PC_PERIOD_YEAR || year.metric->family != PC_METRIC_MIGRATION ||
            r->programme->ladders[pc_index_ladder(year.metric->index)].same_month)
            continue;
        for (size_t k = 0; k < r->n_singles; k++)
            if (r->singles[k].kind == PC_PERIOD_MONTH &&
                r->singles[k].last_month == year.period.last_month)
                add(r, year.metric, &r->singles[k]);
    }
}

static void add_stated(recorder *r, const pc_stated *stated)
{
    char gap[256];
    add_named(r, stated->metric, &stated->period);
    snprintf(gap, sizeof gap, "gap.%s", stated->metric);
    add_named(r, gap, &stated->period);
}

/* Whether a gap's metric is stated in the period: gaps exist nowhere else. */
static bool has_meaning(const recorder *r, const pc_record *record)
{
    if (record->metric->family != PC_METRIC_GAP) return true;
    for (size_t i = 0; i < r->programme->n_stated; i++) {
        const pc_stated *stated = &r->programme->stated[i];
        if (strcmp(stated->metric, r->catalogue[record->metric->index].id) == 0 &&
            pc_period_compare(&stated->period, &record->period) == 0)
            return true;
    }
    return false;
}

static int by_id_then_period(const void *x, const void *y)
{
    const pc_record *a = x, *b = y;
    const int order = strcmp(a->metric->id, b->metric->id);
    return order ? order : pc_period_compare(&a->period, &b->period);
}

static void sort_and_thin(recorder *r)
{
    if (r->n) qsort(r->list, r->n, sizeof *r->list, by_id_then_period);
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++) {
        if (n && by_id_then_period(&r->list[n - 1], &r->list[i]) == 0) continue;
        if (has_meaning(r, &r->list[i])) r->list[n++] = r->list[i];
    }
    r->n = n;
}

/* A plan without a headline is judged by its return, else by its revenue. */
static void add_default_headlines(recorder *r)
{
    char roi[64];
    if (r->programme->n_headlines) return;
    snprintf(roi, sizeof roi, "roi.%s", pc_roi_ids[r->programme->roi.headline]);
    for (size_t k = 0; k < r->n_singles; k++) {
        if (r->singles[k].kind != PC_PERIOD_YEAR) continue;
        add_named(r, roi, &r->singles[k]);
        add_named(r, "revenue.total", &r->singles[k]);
    }
}

size_t pc_record_list(pc_arena *arena, const pc_programme *programme,
                      const pc_metric_info *catalogue, size_t n_catalogue,
                      const pc_record **out)
{
    recorder r = { .arena = arena,
                   .programme = programme,
                   .catalogue = catalogue,
                   .n_catalogue = n_catalogue };
    r.n_singles = pc_period_list(arena, programme, &r.singles);
    if (arena->failed) return 0;
    for (size_t i = 0; i < programme->n_record; i++) add_glob(&r, programme->record[i]);
    if (programme->n_record == 0) {
        add_glob(&r, "*@y*");
        add_glob(&r, "*@all");
    }
    add_late_moves(&r);
    for (size_t i = 0; i < programme->n_headlines; i++)
        add_named(&r, programme->headlines[i].metric, &programme->headlines[i].period);
    add_default_headlines(&r);
    if (programme->n_headlines) {
        for (size_t k = 0; k < r.n_singles; k++)
            if (r.singles[k].kind == PC_PERIOD_YEAR)
                add_named(&r, programme->headlines[0].metric, &r.singles[k]);
    }
    for (size_t i = 0; i < programme->n_stated; i++) add_stated(&r, &programme->stated[i]);
    for (size_t i = 0; i < programme->n_targets; i++)
        add_named(&r, programme->targets[i].metric, &programme->targets[i].period);
    if (arena->failed) return 0;
    sort_and_thin(&r);
    *out = r.list;
    return r.n;
}
