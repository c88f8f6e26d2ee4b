/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/fan/fan.h"

#include "chart/kinds/kind.h"
#include "chart/text/names.h"

#include <math.h>
#include <string.h>

static const pc_stat shown[PC_FAN_QUANTILES] = { PC_P5,  PC_P10, PC_P25, PC_P50,
                                                 PC_P75, PC_P90, PC_P95 };

/* ---- Which metric, and of which year ---- */

enum { MOST_YEARS = 1000 };

static bool has_band(const pc_metric *metric)
{
    double before = -(double)INFINITY;
    for (size_t k = 0; k < PC_FAN_QUANTILES; k++) {
        const double value = metric->stats[shown[k]].value;
        if (!isfinite(value) || value < before) return false;
        before = value;
    }
    return true;
}

/* A fiscal year or the whole horizon may be a programme year by another name: then all its
 * figures are the same. Certain ones prove nothing. */
static bool is_same_time(const pc_metric *a, const pc_metric *b)
{
    if (!has_band(a) || !has_band(b) || !(a->q[0] < a->q[PC_N_QUANTILES - 1])) return false;
    return memcmp(a->q, b->q, sizeof a->q) == 0 &&
           a->stats[PC_MEAN].value == b->stats[PC_MEAN].value;
}

/* The 0-based year of the headline "roi.multiple@y2"; -1 when its period is no year. */
static int headline_year(const pc_results *results, const char *metric, const char *headline)
{
    const char *period = strchr(headline, '@');
    const size_t n = pc_name_count_years(results, metric, MOST_YEARS);
    const pc_metric *there = period ? pc_results_find(results, metric, period + 1) : NULL;
    char name[24];
    for (size_t i = 0; there && i < n; i++)
        if (strcmp(period + 1, pc_name_period(name, i)) == 0) return (int)i;
    if (there && n == 1 && strcmp(period + 1, "all") == 0) return 0;
    int same = -1, n_same = 0;
    for (size_t i = 0; there && i < n; i++)
        if (is_same_time(there, pc_name_year_of(results, metric, i))) {
            same = (int)i;
            n_same++;
        }
    return n_same == 1 ? same : -1; /* years that are all alike prove nothing either */
}

static bool is_about(const char *headline, const char *metric)
{
    const size_t n = strlen(metric);
    return strncmp(headline, metric, n) == 0 && headline[n] == '@';
}

/* Whether the metric has a range in that year; in any, for -1. */
static bool has_range(const pc_results *results, const char *metric, int year)
{
    const size_t n = pc_name_count_years(results, metric, MOST_YEARS);
    for (size_t i = 0; i < n; i++)
        if ((year < 0 || (size_t)year == i) && has_band(pc_name_year_of(results, metric, i)))
            return true;
    return false;
}

/* The first headline that has years and a range, else the return, else revenue; a return
 * without a range gives way to revenue at once. *year is the headline's, else the first. NULL
 * without memory. */
static const char *choose_metric(int *year, pc_arena *arena, const pc_results *results)
{
    bool any = false;
    for (size_t i = 0; i < results->n_headlines; i++) {
        const char *headline = results->headlines[i];
        const char *id = pc_arena_strndup(arena, headline, strcspn(headline, "@"));
        if (!id || pc_name_count_years(results, id, MOST_YEARS) == 0) continue;
        const int wanted = headline_year(results, id, headline);
        if (has_range(results, id, wanted)) {
            *year = wanted;
            return id;
        }
        if (!any) *year = wanted;
        any = true;
        if (strncmp(id, "roi.", 4) == 0) break; /* revenue speaks for it, as in the summary */
    }
    if (!any) *year = 0;
    const char *roi = pc_arena_printf(
        arena, "roi.%s", results->roi_headline ? results->roi_headline : "multiple");
    if (roi && !any && has_range(results, roi, 0)) return roi;
    return pc_arena_strdup(arena, "revenue.total");
}

/* The year of the first headline about the metric that was asked for, else the first. */
static int year_asked_for(const pc_results *results, const char *metric)
{
    for (size_t i = 0; i < results->n_headlines; i++)
        if (is_about(results->headlines[i], metric))
            return headline_year(results, metric, results->headlines[i]);
    return 0;
}

/* ---- Its years ---- */

static bool starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static double clamp_frac(double p)
{
    return isfinite(p) && p >= 0 && p <= 1 ? p : (double)NAN;
}

static bool is_certain(const pc_metric *metric)
{
    const double least = metric->stats[PC_MIN].value, most = metric->stats[PC_MAX].value;
    return has_band(metric) && !(metric->undefined.value > 0) && !(least < most) &&
           metric->stats[PC_P5].value == metric->stats[PC_P95].value &&
           metric->q[0] == metric->q[PC_N_QUANTILES - 1];
}

static void read_year(pc_fan_year *year, const pc_fan *fan, const pc_metric *metric)
{
    year->metric = metric;
    year->has_band = has_band(metric);
    year->is_certain = is_certain(metric);
    for (size_t k = 0; k < PC_FAN_QUANTILES; k++) {
        year->q[k] = metric->stats[shown[k]].value;
        year->se[k] = metric->stats[shown[k]].se;
    }
    const double none = clamp_frac(metric->undefined.value);
    year->undefined_frac = isnan(none) || metric->is_never ? 0 : none;
    const double p = isnan(metric->stated) ? (double)NAN : clamp_frac(metric->p_stated.value);
    year->chance_frac = fan->lower_is_better ? fmax(1 - p - year->undefined_frac, 0 * p) : p;
    year->earns_back_frac = clamp_frac(metric->p_break_even.value);
}

static void read_years(pc_fan *fan, pc_arena *arena)
{
    fan->is_certain = true;
    fan->is_few = fan->results->trials < PC_FAN_FEW;
    for (size_t i = 0; i < fan->n_years; i++) {
        pc_fan_year *year = &fan->years[i];
        read_year(year, fan, pc_name_year_of(fan->results, fan->metric_id, i));
        const pc_year_name name = pc_name_year(arena, fan->results, i);
        year->name = name.alone;
        year->in_words = name.in_words;
        fan->states_any |= isfinite(year->metric->stated);
        fan->is_certain &= !year->has_band || year->is_certain;
    }
}

/* The 0-based year of that period, which must have a range. */
static bool find_year(int *year, const pc_fan *fan, const char *period)
{
    char name[24];
    for (size_t i = 0; i < fan->n_years; i++)
        if (strcmp(period, pc_name_period(name, i)) == 0 && fan->years[i].has_band) {
            *year = (int)i;
            return true;
        }
    return false;
}

/* The wanted year, or the last with a band: then the title makes no claim. */
static void choose_year(pc_fan *fan, int wanted)
{
    fan->speaks_of_years =
        wanted < 0 || (size_t)wanted >= fan->n_years || !fan->years[wanted].has_band;
    if (!fan->speaks_of_years) {
        fan->at = (size_t)wanted;
        return;
    }
    for (size_t i = 0; i < fan->n_years; i++)
        if (fan->years[i].has_band) fan->at = i;
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
    fan->name = pc_name_metric(arena, id, false);
    fan->short_name = pc_name_metric(arena, id, true);
    fan->lower_is_better = starts(id, "cost.") || starts(id, "commission.") ||
                           starts(id, "payback.") || starts(id, "shortfall.");
    fan->break_even = starts(id, "roi.multiple") ? 1 : starts(id, "roi.") ? 0 : (double)NAN;
}

pc_status pc_fan_read(pc_fan *out, pc_arena *arena, const pc_results *results,
                      const char *metric, const char *period, pc_diags *diags)
{
    pc_fan fan = { .results = results };
    int year = 0;
    if (results->at && strcmp(results->at, "simulated") != 0)
        return pc_draft_refuse(diags, "/metric", metric, "run without --at",
                               "has a single value, since nothing was simulated",
                               "nothing was simulated, so there is no range to draw");
    fan.metric_id =
        metric ? pc_arena_strdup(arena, metric) : choose_metric(&year, arena, results);
    if (!fan.metric_id) return PC_ENOMEM;
    if (metric) year = year_asked_for(results, metric);
    fan.n_years = pc_name_count_years(results, fan.metric_id, MOST_YEARS);
    if (fan.n_years == 0)
        return pc_draft_refuse(
            diags, "/metric", metric, "record it by year: \"record\": [\"...@y*\"]",
            "is not in the results by year",
            "no headline, nor ROI or revenue, is in the results by year with a range");
    fan.years = PC_NEW_ARRAY(arena, pc_fan_year, fan.n_years);
    if (!fan.years) return PC_ENOMEM;
    describe_metric(&fan, arena);
    read_years(&fan, arena);
    fan.unit = pc_unit_of(fan.years[0].metric->unit);
    fan.currency = results->currency;
    if (!any_band(&fan))
        return pc_draft_refuse(
            diags, "/metric", metric, "choose another metric",
            "has no value in too many futures to draw a range",
            "no headline, nor ROI or revenue, has a value in enough futures");
    if (period && !find_year(&year, &fan, period))
        return pc_draft_refuse(diags, "/period", period, "name a year: y1, y2, ...",
                               "is no year with a range", "");
    choose_year(&fan, year);
    choose_aim(&fan);
    *out = fan;
    return arena->failed ? PC_ENOMEM : PC_OK;
}
