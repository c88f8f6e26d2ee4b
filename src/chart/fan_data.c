/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/fan.h"

#include "base/diags.h"
#include "chart/fan_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const pc_stat shown[PC_FAN_QUANTILES] = { PC_P5,  PC_P10, PC_P25, PC_P50,
                                                 PC_P75, PC_P90, PC_P95 };

static pc_status fail(pc_diags *diags, const char *help, const char *metric, const char *what)
{
    pc_diag_add(diags, PC_ERROR, "E0602", NULL, help, "%s %s", metric, what);
    return PC_EDATA;
}

/* Whether the metric of the headline "roi.multiple@y1" is recorded by year; *id is it. */
static bool is_by_year(const char **id, pc_arena *arena, const pc_results *results,
                       const char *headline)
{
    *id = pc_arena_strndup(arena, headline, strcspn(headline, "@"));
    return *id && pc_results_find(results, *id, "y1");
}

/* The first headline that has years, else the return, else revenue. */
static const char *choose_metric(pc_arena *arena, const pc_results *results)
{
    const char *id;
    for (size_t i = 0; i < results->n_headlines; i++)
        if (is_by_year(&id, arena, results, results->headlines[i])) return id;
    const char *roi = pc_arena_printf(
        arena, "roi.%s", results->roi_headline ? results->roi_headline : "multiple");
    if (roi && is_by_year(&id, arena, results, roi)) return id;
    return is_by_year(&id, arena, results, "revenue.total") || results->n_headlines == 0
               ? id
               : results->headlines[0];
}

/* The 0-based year of the first headline about this metric ("roi.multiple@y2"), else -1. */
static int headline_year(const pc_results *results, const char *metric)
{
    const size_t n = strlen(metric);
    for (size_t i = 0; i < results->n_headlines; i++) {
        const char *headline = results->headlines[i];
        if (strncmp(headline, metric, n) != 0 || strncmp(headline + n, "@y", 2) != 0) continue;
        char *end;
        const long year = strtol(headline + n + 2, &end, 10);
        if (*end == '\0' && year >= 1 && year <= 1000) return (int)year - 1;
    }
    return -1;
}

static bool starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static double clamp_frac(double p)
{
    return isfinite(p) && p >= 0 && p <= 1 ? p : (double)NAN;
}

static void read_year(pc_fan_year *year, const pc_fan *fan, const pc_metric *metric)
{
    year->metric = metric;
    year->has_band = true;
    for (size_t k = 0; k < PC_FAN_QUANTILES; k++) {
        const pc_estimate *e = &metric->stats[shown[k]];
        year->q[k] = e->value;
        year->se[k] = e->se;
        if (!isfinite(e->value) || (k > 0 && e->value < year->q[k - 1])) year->has_band = false;
    }
    const double p = isnan(metric->stated) ? (double)NAN : clamp_frac(metric->p_stated.value);
    year->chance_frac = fan->lower_is_better ? 1 - p : p;
    year->earns_back_frac = clamp_frac(metric->p_break_even.value);
}

static size_t count_years(const pc_results *results, const char *metric)
{
    size_t n = 0;
    char period[24];
    while (n < 1000 && pc_results_find(results, metric, pc_fan_period(period, n))) n++;
    return n;
}

static void read_years(pc_fan *fan, pc_arena *arena)
{
    char period[24];
    for (size_t i = 0; i < fan->n_years; i++) {
        pc_fan_year *year = &fan->years[i];
        read_year(year, fan,
                  pc_results_find(fan->results, fan->metric_id, pc_fan_period(period, i)));
        pc_fan_name_year(year, arena, fan->results, i);
        fan->states_any |= isfinite(year->metric->stated);
    }
}

/* The headline's year, else the last one stated, else the last; never one without a band. */
static void choose_year(pc_fan *fan)
{
    const int wanted = headline_year(fan->results, fan->metric_id);
    bool found = wanted >= 0 && (size_t)wanted < fan->n_years && fan->years[wanted].has_band;
    if (found) fan->at = (size_t)wanted;
    for (size_t i = fan->n_years; !found && i-- > 0;)
        if (fan->years[i].has_band && isfinite(fan->years[i].metric->stated)) {
            fan->at = i;
            found = true;
        }
    for (size_t i = fan->n_years; !found && i-- > 0;)
        if (fan->years[i].has_band) {
            fan->at = i;
            found = true;
        }
}

static void choose_aim(pc_fan *fan)
{
    const pc_metric *metric = fan->years[fan->at].metric;
    fan->aim_value = (double)NAN;
    if (isfinite(metric->stated)) {
        fan->aim = PC_AIM_PLAN;
        fan->aim_value = metric->stated;
    } else if (isfinite(fan->break_even)) {
        fan->aim = PC_AIM_BREAK_EVEN;
        fan->aim_value = fan->break_even;
    }
}

static bool any_band(const pc_fan *fan)
{
    for (size_t i = 0; i < fan->n_years; i++)
        if (fan->years[i].has_band) return true;
    return false;
}

static void describe_metric(pc_fan *fan, pc_arena *arena)
{
    const char *id = fan->metric_id;
    fan->name = pc_fan_metric_name(arena, id, false);
    fan->short_name = pc_fan_metric_name(arena, id, true);
    fan->lower_is_better = starts(id, "cost.") || starts(id, "commission.") ||
                           starts(id, "payback.") || starts(id, "shortfall.");
    fan->break_even = starts(id, "roi.multiple") ? 1 : starts(id, "roi.") ? 0 : (double)NAN;
}

pc_status pc_fan_read(pc_fan *out, pc_arena *arena, const pc_results *results,
                      const char *metric, pc_diags *diags)
{
    pc_fan fan = { .results = results };
    fan.metric_id = metric ? pc_arena_strdup(arena, metric) : choose_metric(arena, results);
    if (!fan.metric_id) return PC_ENOMEM;
    fan.n_years = count_years(results, fan.metric_id);
    if (fan.n_years == 0)
        return fail(diags, "record it by year: \"record\": [\"...@y*\"]", fan.metric_id,
                    "is not in the results by year");
    if (results->at && strcmp(results->at, "simulated") != 0)
        return fail(diags, "run without --at", fan.metric_id,
                    "has a single value, since nothing was simulated");
    fan.years = PC_NEW_ARRAY(arena, pc_fan_year, fan.n_years);
    if (!fan.years) return PC_ENOMEM;
    describe_metric(&fan, arena);
    read_years(&fan, arena);
    fan.unit = pc_unit_of(fan.years[0].metric->unit);
    fan.currency = results->currency;
    if (!any_band(&fan))
        return fail(diags, "choose another metric", fan.metric_id,
                    "has no value in too many futures to draw a range");
    choose_year(&fan);
    choose_aim(&fan);
    *out = fan;
    return arena->failed ? PC_ENOMEM : PC_OK;
}
