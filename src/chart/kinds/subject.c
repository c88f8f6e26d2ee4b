/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/subject.h"

#include "chart/kinds/fan/fan.h"
#include "chart/text/clean.h"
#include "chart/text/names.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <string.h>

/* ---- Which figure ---- */

static bool has_range(const pc_metric *metric)
{
    return metric && isfinite(metric->q[0]) && isfinite(metric->stats[PC_P50].value);
}

static const pc_metric *first_headline(pc_arena *arena, const pc_results *results,
                                       const char *metric)
{
    for (size_t i = 0; i < results->n_headlines; i++) {
        const char *headline = results->headlines[i], *at = strchr(headline, '@');
        const char *id = at ? pc_arena_strndup(arena, headline, (size_t)(at - headline)) : NULL;
        if (!id || (metric && strcmp(id, metric) != 0)) continue;
        const pc_metric *there = pc_results_find(results, id, at + 1);
        if (has_range(there)) return there;
    }
    return NULL;
}

/* The last stated year, else the last with a range; a metric without years may be there for
 * the whole horizon. */
static const pc_metric *best_period(const pc_results *results, const char *id)
{
    const pc_metric *best = NULL;
    for (size_t i = 0; i < results->n_metrics; i++) {
        const pc_metric *metric = &results->metrics[i];
        if (strcmp(metric->id, id) != 0 || metric->period[0] != 'y' ||
            strchr(metric->period, '.') || !has_range(metric))
            continue;
        if (!best || isfinite(metric->stated) || !isfinite(best->stated)) best = metric;
    }
    const pc_metric *whole = pc_results_find(results, id, "all");
    return best ? best : has_range(whole) ? whole : NULL;
}

static const pc_metric *choose(pc_draft *draft)
{
    const pc_results *results = draft->results;
    const pc_chart_spec *spec = draft->spec;
    if (spec->metric && spec->period) {
        const pc_metric *metric = pc_results_find(results, spec->metric, spec->period);
        return has_range(metric) ? metric : NULL;
    }
    const pc_metric *metric = first_headline(draft->arena, results, spec->metric);
    if (metric && !spec->period) return metric;
    if (spec->metric) return best_period(results, spec->metric);
    const char *roi = results->roi_headline
                          ? pc_arena_printf(draft->arena, "roi.%s", results->roi_headline)
                          : NULL;
    if (roi) metric = best_period(results, roi);
    return metric ? metric : best_period(results, "revenue.total");
}

static pc_status refuse(const pc_draft *draft, pc_diags *diags)
{
    const bool simulated = !draft->results->at || strcmp(draft->results->at, "simulated") == 0;
    return pc_draft_refuse(
        diags, "/metric", draft->spec->metric,
        simulated ? "record it: \"record\": [\"...@y*\"]" : "run without --at",
        simulated ? "is not in the results with a range"
                  : "has a single value, since nothing was simulated",
        simulated ? "no headline, nor ROI or revenue, is in the results with a range"
                  : "nothing was simulated, so there is no range to draw");
}

/* ---- What it is held against ---- */

static bool starts(const char *id, const char *with)
{
    return strncmp(id, with, strlen(with)) == 0;
}

static double break_even_of(const char *id)
{
    if (strcmp(id, "roi.multiple") == 0) return 1;
    return strcmp(id, "roi.net") == 0 || strcmp(id, "roi.margin") == 0 ||
                   strcmp(id, "roi.incremental") == 0 || strcmp(id, "roi.cash") == 0 ||
                   strcmp(id, "roi.npv") == 0
               ? 0
               : (double)NAN;
}

static bool is_at_least(const char *op)
{
    return op && strcmp(op, ">=") == 0;
}

static const pc_target_result *target_of(const pc_subject *s)
{
    for (size_t i = 0; i < s->results->n_targets; i++) {
        const pc_target_result *target = &s->results->targets[i];
        if (target->metric && strcmp(target->metric, s->metric_id) == 0 && target->period &&
            strcmp(target->period, s->period) == 0 && is_at_least(target->op) &&
            !s->lower_is_better)
            return target;
    }
    return NULL;
}

static void set_aim(pc_subject *s, const pc_metric *metric)
{
    const pc_target_result *target = target_of(s);
    s->aim = (double)NAN;
    s->chance_at_least = (pc_estimate) { (double)NAN, (double)NAN };
    if (isfinite(metric->stated)) {
        s->against = PC_AGAINST_PLAN;
        s->aim = metric->stated;
        s->chance_at_least = metric->p_stated;
    } else if (target) {
        s->against = PC_AGAINST_TARGET;
        s->aim = target->value;
        s->chance_at_least = target->probability;
    } else if (isfinite(break_even_of(s->metric_id)) && isfinite(metric->p_break_even.value)) {
        s->against = PC_AGAINST_COST;
        s->aim = break_even_of(s->metric_id);
        s->chance_at_least = metric->p_break_even;
    }
}

static void set_values(pc_subject *s, const pc_metric *metric)
{
    memcpy(s->q, metric->q, sizeof s->q);
    memcpy(s->stats, metric->stats, sizeof s->stats);
    while (s->n_q < PC_N_QUANTILES && isfinite(s->q[s->n_q])) s->n_q++;
    s->is_certain = s->n_q == PC_N_QUANTILES && s->q[0] == s->q[PC_N_QUANTILES - 1];
    const double none = metric->undefined.value;
    s->undefined_frac = metric->is_never || !(none > 0) ? 0 : fmin(1, none);
}

pc_status pc_subject_read(pc_subject *out, pc_draft *draft, pc_diags *diags)
{
    pc_arena *arena = draft->arena;
    const pc_metric *metric = choose(draft);
    if (arena->failed) return PC_ENOMEM;
    if (!metric) return refuse(draft, diags);
    pc_subject s = { .results = draft->results,
                     .metric_id = pc_arena_strdup(arena, metric->id),
                     .period = pc_arena_strdup(arena, metric->period),
                     .name = pc_name_metric(arena, metric->id, false),
                     .short_name = pc_name_metric(arena, metric->id, true),
                     .when = metric->is_never
                                 ? pc_arena_printf(arena, "within %d months",
                                                   draft->results->months)
                                 : pc_phrase_when(arena, draft->results, metric->period),
                     .unit = pc_unit_of(metric->unit),
                     .currency = draft->results->currency,
                     .trials = draft->results->trials };
    if (arena->failed) return PC_ENOMEM;
    s.lower_is_better = starts(metric->id, "cost.") || starts(metric->id, "commission.") ||
                        starts(metric->id, "payback.") || starts(metric->id, "shortfall.");
    set_values(&s, metric);
    set_aim(&s, metric);
    *out = s;
    return PC_OK;
}

/* ---- Of a distribution ---- */

/* "/assumptions/acv" is called acv. */
static const char *last_part(const char *pointer)
{
    const char *slash = strrchr(pointer, '/');
    return slash ? slash + 1 : pointer;
}

static pc_unit unit_of(const pc_distribution *d)
{
    return strcmp(d->unit, "money") == 0 ? PC_UNIT_MONEY : pc_unit_of(d->unit);
}

void pc_subject_of(pc_subject *out, pc_arena *arena, const pc_distribution *d)
{
    const double none = (double)NAN;
    pc_subject s = { .metric_id = *d->name ? d->name : "distribution",
                     .period = "",
                     .name = pc_clean_text(arena, last_part(d->name)),
                     .when = "",
                     .unit = unit_of(d),
                     .currency = d->currency,
                     .is_certain = d->is_constant,
                     .n_q = PC_N_QUANTILES,
                     .aim = d->is_constant ? none : d->plan,
                     .chance_at_least = { none, none } };
    s.short_name = s.name;
    memcpy(s.q, d->q, sizeof s.q);
    s.stats[PC_P50] = (pc_estimate) { s.q[PC_N_QUANTILES / 2], none };
    if (isfinite(s.aim)) {
        s.against = PC_AGAINST_PLAN;
        s.chance_at_least.value = pc_subject_survival(&s, s.aim);
    }
    *out = s;
}

/* ---- Reading the quantiles: q[k] is that of (k + 1) / 200 ---- */

static double value_at(const pc_subject *s, double p)
{
    const double at = fmax(0, fmin(PC_N_QUANTILES - 1, p * (PC_N_QUANTILES + 1) - 1));
    const size_t k = (size_t)fmin(PC_N_QUANTILES - 2, floor(at + 1e-9));
    const double part = at - (double)k;
    if (fabs(part) < 1e-6) return s->q[k];
    return s->q[k] + part * (s->q[k + 1] - s->q[k]);
}

pc_estimate pc_subject_quantile(const pc_subject *s, double p)
{
    if (s->trials == 0) return (pc_estimate) { value_at(s, p), (double)NAN };
    const double half = sqrt(p * (1 - p) / fmax(1, (double)s->trials));
    return (pc_estimate) { value_at(s, p),
                           (value_at(s, p + half) - value_at(s, p - half)) / 2 };
}

pc_estimate pc_subject_promise(const pc_subject *s, double p)
{
    const double with = 1 - s->undefined_frac;
    if (!(p < with)) return (pc_estimate) { (double)NAN, (double)NAN };
    return pc_subject_quantile(s, s->lower_is_better ? p / with : 1 - p / with);
}

/* Counts and the like, of which every value is whole. */
static bool is_whole(const pc_subject *s)
{
    if (s->unit == PC_UNIT_MONEY || s->unit == PC_UNIT_FRACTION) return false;
    for (size_t i = 0; i < s->n_q; i++)
        if (s->q[i] != floor(s->q[i])) return false;
    return true;
}

pc_format pc_subject_format(const pc_subject *s)
{
    static const double levels[] = { 0.95, 0.9, 0.8, 0.5, 0.2, 0.1 };
    enum { N = sizeof levels / sizeof *levels };
    double values[N];
    if (!s->results)
        return pc_format_step(s->unit, s->currency, s->stats[PC_P50].value,
                              is_whole(s) ? 1 : (value_at(s, 0.95) - value_at(s, 0.05)) / 100);
    for (size_t i = 0; i < N; i++) values[i] = pc_subject_promise(s, levels[i]).value;
    return pc_format_column(s->unit, s->currency, values, N, 3);
}

const char *pc_subject_figure(pc_arena *arena, const pc_subject *s, pc_estimate figure)
{
    if (!isfinite(figure.value)) return s->n_q < PC_N_QUANTILES ? "never" : "no value";
    const pc_format common = pc_subject_format(s);
    const pc_format format = pc_format_supported(&common, figure.value, figure.se);
    char shown[PC_SHOWN_SIZE];
    return pc_arena_strdup(arena, pc_format_write(shown, &format, figure.value, false));
}

double pc_subject_survival(const pc_subject *s, double value)
{
    const double with = 1 - s->undefined_frac;
    size_t k = 0;
    while (k < s->n_q && s->q[k] < value) k++;
    if (k == 0) return with;
    if (k == s->n_q && s->n_q == PC_N_QUANTILES) return 0;
    if (k == s->n_q) return 1 - (double)k / (PC_N_QUANTILES + 1);
    const double part = (value - s->q[k - 1]) / (s->q[k] - s->q[k - 1]);
    return with * (1 - ((double)k + part) / (PC_N_QUANTILES + 1));
}

pc_estimate pc_subject_chance(const pc_subject *s)
{
    const pc_estimate p = s->chance_at_least;
    if (!s->lower_is_better) return p;
    return (pc_estimate) { fmax(0, 1 - p.value - s->undefined_frac), p.se };
}

size_t pc_subject_outcomes(double *out, size_t n, const pc_subject *s)
{
    const double none = s->undefined_frac, below = s->lower_is_better ? 0 : none;
    size_t n_there = 0;
    for (size_t i = 0; i < n; i++) {
        const double level = (((double)i + 0.5) / (double)n - below) / (1 - none);
        const double value = level > 0 && level < 1 ? value_at(s, level) : (double)NAN;
        if (isfinite(value)) out[n_there++] = value;
    }
    return n_there;
}

const char *pc_subject_aim_words(pc_arena *arena, const pc_subject *s)
{
    const char *figure = pc_phrase_stated(arena, s->unit, s->currency, s->aim);
    switch (s->against) {
    case PC_AGAINST_PLAN:
        return pc_arena_printf(arena, "the plan’s %s", figure);
    case PC_AGAINST_TARGET:
        return pc_arena_printf(arena, "the target of %s", figure);
    case PC_AGAINST_COST:
        return pc_arena_printf(arena, "%s, where the cost is covered", figure);
    default:
        return "";
    }
}

bool pc_subject_agrees(const pc_subject *s)
{
    const double median = s->stats[PC_P50].value, p = s->chance_at_least.value;
    if (!isfinite(s->aim) || !isfinite(p) || !isfinite(median)) return false;
    const double given = p / fmax(1e-9, 1 - s->undefined_frac);
    const double slack = 2e-3 * fmax(fabs(s->aim), fabs(median));
    if (given > 0.52) return median >= s->aim - slack;
    if (given < 0.48) return median <= s->aim + slack;
    return true;
}

void pc_subject_rows(pc_draft *draft, const pc_subject *s)
{
    static const char *const units[] = { "currency", "fraction", "multiple", "count",
                                         "months" };
    static const int percents[] = { 5, 10, 20, 25, 50, 75, 80, 90, 95 };
    const char *unit = units[s->unit];
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
        const char *stat = pc_arena_printf(draft->arena, "p%d", percents[i]);
        pc_draft_row(draft, s->metric_id, s->period, unit, stat ? stat : "",
                     pc_subject_quantile(s, percents[i] / 100.0).value);
    }
    if (s->undefined_frac > 0)
        pc_draft_row(draft, s->metric_id, s->period, "fraction", "undefined",
                     s->undefined_frac);
    if (!isfinite(s->aim)) return;
    static const char *const against[] = { "", "stated", "target", "break_even" };
    pc_draft_row(draft, s->metric_id, s->period, unit, against[s->against], s->aim);
    pc_draft_row(draft, s->metric_id, s->period, "fraction", "p_at_least",
                 s->chance_at_least.value);
}
