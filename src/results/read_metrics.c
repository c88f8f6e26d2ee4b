/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The metrics of results.json, with the figures that a run can have. */
#include "results/read.h"

#include "results/results.h"

#include <math.h>
#include <string.h>

#define PC_COUNT(array)  (sizeof(array) / sizeof *(array))
#define AT(type, member) offsetof(type, member)

/* ---- Periods ---- */

/* Where a period stands among those of its metric: m, q, y, fy, ranges of years, all. */
typedef struct rank {
    int kind, first, last;
} rank;

static bool read_number(int *out, const char **s)
{
    *out = 0;
    if (**s < '1' || **s > '9') return false;
    for (; **s >= '0' && **s <= '9'; (*s)++) {
        *out = *out * 10 + (**s - '0');
        if (*out > 10000) return false;
    }
    return true;
}

static bool rank_of(rank *out, const char *text)
{
    static const char *const prefixes[] = { "m", "q", "y", "fy" };
    enum { YEAR = 2, RANGE = 4, ALL = 5 };
    *out = (rank) { .kind = ALL };
    if (strcmp(text, "all") == 0) return true;
    for (int kind = 0; kind < RANGE; kind++) {
        const size_t n = strlen(prefixes[kind]);
        const char *s = text + n;
        if (strncmp(text, prefixes[kind], n) != 0 || !read_number(&out->first, &s)) continue;
        out->kind = kind;
        if (*s == '\0') return true;
        if (kind != YEAR || strncmp(s, "..y", 3) != 0) return false;
        s += 3;
        out->kind = RANGE;
        return read_number(&out->last, &s) && *s == '\0' && out->last >= out->first;
    }
    return false;
}

static int compare(const rank *a, const rank *b)
{
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return (a->last > b->last) - (a->last < b->last);
}

/* ---- Estimates ---- */

static void not_an_estimate(pc_fields *fields, const pc_json *value, bool has_se)
{
    pc_fields_error(fields, value, fields->codes.kind, NULL, "expected %s",
                    has_se ? "[value, standard error] or null" : "[value] or null");
}

/* [value, se], [value], or null: NAN. */
static void read_estimate(pc_fields *fields, pc_estimate *out, const pc_json *value,
                          bool has_se)
{
    *out = (pc_estimate) { (double)NAN, (double)NAN };
    if (value->kind == PC_JSON_NULL) return;
    const pc_json *v = value->items;
    const size_t n = has_se ? 2 : 1;
    if (value->kind != PC_JSON_ARRAY || value->n_items != n || v[0].kind != PC_JSON_NUMBER ||
        (has_se && v[1].kind != PC_JSON_NUMBER && v[1].kind != PC_JSON_NULL)) {
        not_an_estimate(fields, value, has_se);
        return;
    }
    out->value = v[0].number;
    if (has_se && v[1].kind == PC_JSON_NUMBER) out->se = v[1].number;
    if (out->se < 0)
        pc_fields_error(fields, &v[1], fields->codes.range, NULL,
                        "a standard error is never below 0");
}

void pc_read_share(pc_fields *fields, pc_estimate *out, const pc_json *value)
{
    read_estimate(fields, out, value, true);
    if (out->value < 0 || out->value > 1)
        pc_fields_error(fields, value, fields->codes.range, NULL,
                        "a probability is from 0 to 1");
}

/* ---- One metric ---- */

typedef struct metric {
    pc_metric result;
    const pc_json *stats, *q, *undefined, *p_stated, *p_break_even, *trial_of;
} metric;

static const char *const units[] = {
    "currency", "fraction", "multiple", "count", "months", NULL
};
static const pc_field metric_fields[] = {
    { "id", PC_FIELD_TEXT, AT(metric, result.id), false, false, 0, 0, NULL },
    { "period", PC_FIELD_TEXT, AT(metric, result.period), false, false, 0, 0, NULL },
    { "unit", PC_FIELD_WORD, AT(metric, result.unit), false, false, 0, 0, units },
    { "never", PC_FIELD_TRUE, AT(metric, result.is_never), true, false, 0, 0, NULL },
    { "stated", PC_FIELD_NUMBER, AT(metric, result.stated), true, false, 0, 0, NULL },
    { "at_plan", PC_FIELD_NUMBER, AT(metric, result.at_plan), false, true, 0, 0, NULL },
    { "at_means", PC_FIELD_NUMBER, AT(metric, result.at_means), false, true, 0, 0, NULL },
    { "stats", PC_FIELD_OBJECT, AT(metric, stats), false, false, 0, 0, NULL },
    { "q", PC_FIELD_ARRAY, AT(metric, q), true, false, 0, 0, NULL },
    { "undefined", PC_FIELD_ARRAY, AT(metric, undefined), true, false, 0, 0, NULL },
    { "p_stated", PC_FIELD_ARRAY, AT(metric, p_stated), true, false, 0, 0, NULL },
    { "p_break_even", PC_FIELD_ARRAY, AT(metric, p_break_even), true, false, 0, 0, NULL },
    { "trial_of", PC_FIELD_OBJECT, AT(metric, trial_of), true, false, 0, 0, NULL },
};

static void read_stats(pc_fields *fields, pc_metric *out, const pc_json *object,
                       bool is_simulated)
{
    const int n = is_simulated ? PC_N_STATS : PC_MEAN + 1;
    pc_field table[PC_N_STATS];
    const pc_json *values[PC_N_STATS] = { NULL };
    for (int i = 0; i < n; i++)
        table[i] = (pc_field) { .name = pc_stat_ids[i],
                                .kind = PC_FIELD_ANY,
                                .offset = (size_t)i * sizeof *values };
    pc_fields_read(fields, values, object, "stats", table, (size_t)n);
    for (int i = 0; i < n; i++)
        if (values[i])
            read_estimate(fields, &out->stats[i], values[i], i != PC_MIN && i != PC_MAX);
}

static void read_quantiles(pc_fields *fields, pc_metric *out, const pc_json *list)
{
    static const pc_field number = { "", PC_FIELD_NUMBER, 0, false, true, 0, 0, NULL };
    double before = -(double)INFINITY;
    if (list->n_items != PC_N_QUANTILES) {
        pc_fields_error(fields, list, fields->codes.range, NULL,
                        "%zu quantiles where %d would be: 0.5 %%, 1 %%, ... 99.5 %%",
                        list->n_items, PC_N_QUANTILES);
        return;
    }
    for (size_t i = 0; i < PC_N_QUANTILES; i++) {
        pc_field_read(fields, &out->q[i], &list->items[i], &number);
        if (isnan(out->q[i])) continue;
        if (out->q[i] < before)
            pc_fields_error(fields, &list->items[i], fields->codes.range, NULL,
                            "quantiles rise: this one is below the one before it");
        before = out->q[i];
    }
}

static void read_trials(pc_fields *fields, pc_metric *out, const pc_json *object)
{
    pc_field table[PC_N_TRIALS_AT];
    for (size_t i = 0; i < PC_N_TRIALS_AT; i++)
        table[i] = (pc_field) { .name = pc_trial_ids[i],
                                .kind = PC_FIELD_WHOLE,
                                .offset = i * sizeof *out->trial_of,
                                .high = 1e15 };
    pc_fields_read(fields, out->trial_of, object, "trial_of", table, PC_N_TRIALS_AT);
}

static void clear(pc_metric *out)
{
    static const pc_estimate none = { (double)NAN, (double)NAN };
    *out = (pc_metric) { .id = "",
                         .period = "",
                         .unit = units[0],
                         .stated = (double)NAN,
                         .at_plan = (double)NAN,
                         .at_means = (double)NAN,
                         .p_stated = none,
                         .p_break_even = none };
    for (int i = 0; i < PC_N_STATS; i++) out->stats[i] = none;
    for (int i = 0; i < PC_N_QUANTILES; i++) out->q[i] = (double)NAN;
    for (int i = 0; i < PC_N_TRIALS_AT; i++) out->trial_of[i] = UINT64_MAX;
}

/* What only a simulation has, and always has. */
static void check_quantiles(pc_fields *fields, const pc_json *object, const metric *read,
                            bool is_simulated)
{
    if (is_simulated && !read->q)
        pc_fields_error(fields, object, fields->codes.missing, NULL, "a metric needs \"q\"");
    if (!is_simulated && (read->q || read->trial_of))
        pc_fields_error(fields, read->q ? read->q : read->trial_of, fields->codes.unknown, NULL,
                        "nothing was simulated, so there is no \"%s\"",
                        read->q ? "q" : "trial_of");
}

static void read_metric(pc_fields *fields, pc_metric *out, const pc_json *object,
                        bool is_simulated)
{
    metric read = { 0 };
    clear(&read.result);
    pc_fields_read(fields, &read, object, "a metric", metric_fields, PC_COUNT(metric_fields));
    pc_metric *result = &read.result;
    rank unused;
    if (result->period && *result->period && !rank_of(&unused, result->period))
        pc_fields_error(fields, pc_json_get(object, "period"), fields->codes.range,
                        "periods are m7, q3, y2, fy2026, y1..y3 or all",
                        "\"%.40s\" is not a period", result->period);
    if (object->kind == PC_JSON_OBJECT) check_quantiles(fields, object, &read, is_simulated);
    if (read.stats) read_stats(fields, result, read.stats, is_simulated);
    if (read.q && is_simulated) read_quantiles(fields, result, read.q);
    if (read.undefined) pc_read_share(fields, &result->undefined, read.undefined);
    if (read.p_stated) pc_read_share(fields, &result->p_stated, read.p_stated);
    if (read.p_break_even) pc_read_share(fields, &result->p_break_even, read.p_break_even);
    if (read.trial_of && is_simulated) read_trials(fields, result, read.trial_of);
    *out = *result;
}

/* ---- All of them ---- */

/* Metrics are found by halving, so their ids must be in order, and each period comes once. */
static void check_order(pc_fields *fields, const pc_json *at, const pc_metric *before,
                        const pc_metric *later)
{
    rank a, b;
    const int by_id = strcmp(before->id, later->id);
    if (by_id < 0 || !rank_of(&a, before->period) || !rank_of(&b, later->period)) return;
    const int order = by_id ? by_id : compare(&a, &b);
    if (order == 0)
        pc_fields_error(fields, at, "E0175", NULL, "%.80s@%.40s is there twice", later->id,
                        later->period);
    else if (order > 0)
        pc_fields_error(fields, at, "E0175", NULL,
                        "%.80s@%.40s stands behind %.80s@%.40s; metrics are in order of id, "
                        "then in order of time",
                        later->id, later->period, before->id, before->period);
}

void pc_read_metrics(pc_fields *fields, pc_results *results, const pc_json *list,
                     bool is_simulated)
{
    pc_metric *metrics = PC_NEW_ARRAY(fields->arena, pc_metric, list->n_items);
    for (size_t i = 0; metrics && i < list->n_items; i++) {
        read_metric(fields, &metrics[i], &list->items[i], is_simulated);
        if (i > 0) check_order(fields, &list->items[i], &metrics[i - 1], &metrics[i]);
    }
    results->metrics = metrics;
    results->n_metrics = metrics ? list->n_items : 0;
}
