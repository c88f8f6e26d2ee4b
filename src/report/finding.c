/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/finding.h"

#include "report/figure.h"
#include "report/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Which metric ---- */

static pc_headline recorded(const pc_results *results, const char *id)
{
    pc_headline headline = { 0 };
    const char *at = strchr(id, '@');
    snprintf(headline.id, sizeof headline.id, "%s", id);
    if (at && (size_t)(at - id) < sizeof headline.id) {
        char metric[sizeof headline.id] = "";
        memcpy(metric, id, (size_t)(at - id));
        headline.metric = pc_results_find(results, metric, at + 1);
    }
    return headline;
}

static pc_headline chosen(const pc_results *results, size_t i)
{
    if (i < results->n_headlines) return recorded(results, results->headlines[i]);
    if (i > 0) return (pc_headline) { 0 };
    char id[160];
    snprintf(id, sizeof id, "roi.%s@y1",
             results->roi_headline ? results->roi_headline : "multiple");
    pc_headline headline = recorded(results, id);
    if (headline.metric) return headline;
    return recorded(results, "revenue.total@y1");
}

pc_headline pc_finding_headline(const pc_results *results, size_t i)
{
    pc_headline headline = chosen(results, i);
    const pc_metric *metric = headline.metric;
    if (!pc_words_is_undefined(metric) || strncmp(metric->id, "roi.", 4) != 0) return headline;
    const pc_metric *revenue = pc_results_find(results, "revenue.total", metric->period);
    if (!revenue) return headline;
    headline.metric = revenue;
    headline.lacks_cost = true;
    return headline;
}

static bool is_roi(const pc_metric *metric)
{
    return strncmp(metric->id, "roi.", 4) == 0 && !isnan(metric->p_break_even.value);
}

static bool is_cost(const pc_metric *metric)
{
    return strncmp(metric->id, "cost.", 5) == 0 || strncmp(metric->id, "commission.", 11) == 0;
}

/* A target on the metric, or NULL. */
static const pc_target_result *target_of(const pc_results *results, const pc_metric *metric)
{
    for (size_t i = 0; i < results->n_targets; i++)
        if (strcmp(results->targets[i].metric, metric->id) == 0 &&
            strcmp(results->targets[i].period, metric->period) == 0)
            return &results->targets[i];
    return NULL;
}

/* ---- Sentences ---- */

void pc_finding_capitalise(char *text)
{
    if (text && *text >= 'a' && *text <= 'z') *text = (char)(*text - 'a' + 'A');
}

/* 64 in 100 futures earn back the programme */
static void add_break_even(pc_text *out, const pc_results *results, const pc_metric *metric)
{
    const pc_chance chance = pc_words_chance(results, metric->p_break_even);
    switch (chance.kind) {
    case PC_CHANCE_NONE:
        pc_text_add(out, "No future earns back the programme ");
        break;
    case PC_CHANCE_FEW:
        pc_text_add(out, "Fewer than 1 in 100 futures earn back the programme ");
        break;
    case PC_CHANCE_MOST:
        pc_text_add(out, "More than 99 in 100 futures earn back the programme ");
        break;
    case PC_CHANCE_ALL:
        pc_text_add(out, "Every future earns back the programme ");
        break;
    case PC_CHANCE_SOME:
        pc_text_addf(out, "%s%d in 100 futures earn%s back the programme ",
                     chance.is_rough ? "About " : "", chance.in_100,
                     chance.in_100 == 1 ? "s" : "");
        break;
    }
    pc_words_add_period(out, results, metric->period);
}

/* the plan's 1.6x is reached in 6 of 100. */
static void add_plan_reached(pc_text *out, const pc_sheet *page, const pc_results *results,
                             const pc_metric *metric)
{
    const pc_chance chance = pc_words_chance(results, metric->p_stated);
    pc_text_add(out, "; the plan's ");
    pc_figure_add_stated(out, page, results, metric->unit, metric->stated);
    pc_text_add(out, " is reached in ");
    if (chance.kind == PC_CHANCE_SOME)
        pc_text_addf(out, "%s%d of 100", chance.is_rough ? "about " : "", chance.in_100);
    else if (chance.kind == PC_CHANCE_NONE)
        pc_text_add(out, "none");
    else
        pc_words_add_futures(out, results, chance);
}

static void add_metric_and_period(pc_text *out, const pc_results *results,
                                  const pc_metric *metric)
{
    pc_words_add_metric(out, metric->id);
    pc_text_add(out, " ");
    pc_words_add_period(out, results, metric->period);
}

/* Revenue in year 3 is $15.1M on average and $7.4M to $26.6M in 9 of 10 futures */
static void add_average(pc_text *out, const pc_sheet *page, const pc_results *results,
                        const pc_metric *metric)
{
    const pc_estimate *mean = &metric->stats[PC_MEAN];
    const pc_format format = pc_figure_for(results, metric->unit, mean->value, mean->se);
    add_metric_and_period(out, results, metric);
    pc_text_add(out, " is ");
    pc_figure_add_estimate(out, page, &format, *mean, false);
    if (!(metric->stats[PC_P5].value < metric->stats[PC_P95].value)) return; /* certain */
    pc_text_add(out, " on average");
    if (pc_words_are_few(results)) return;
    pc_text_add(out, ", and ");
    pc_figure_add_estimate(out, page, &format, metric->stats[PC_P5], false);
    pc_text_add(out, " to ");
    pc_figure_add_estimate(out, page, &format, metric->stats[PC_P95], false);
    pc_text_add(out, " in 9 of 10 futures");
}

/* With a handful of futures only the average is worth a word. */
static void add_few(pc_text *out, const pc_sheet *page, const pc_results *results,
                    const pc_metric *metric)
{
    if (isnan(metric->stats[PC_MEAN].value)) {
        add_metric_and_period(out, results, metric);
        pc_text_add(out, " has no average");
    } else {
        add_average(out, page, results, metric);
    }
    pc_text_addf(out, "; %d future%s too few for ranges and chances", (int)results->trials,
                 results->trials == 1 ? " is" : "s are");
}

/* ; partner ROI is undefined in 16 of 100 futures */
static void add_undefined(pc_text *out, const pc_results *results, const pc_metric *metric)
{
    if (metric->is_never || !(metric->undefined.value > 0.0)) return;
    pc_text_add(out, "; ");
    pc_words_add_metric(out, metric->id);
    pc_text_add(out, " is undefined in ");
    pc_words_add_futures(out, results, pc_words_chance(results, metric->undefined));
}

static void add_payback(pc_text *out, const pc_results *results, const pc_metric *metric)
{
    if (metric->undefined.value >= 1.0) {
        pc_text_add(out, "the programme does not pay back within ");
        pc_words_add_months(out, results->months);
        return;
    }
    pc_text_add(out, "the programme pays back ");
    pc_words_add_when(out, results, metric);
}

/* The plan's partner share of 30% in year 3 is reached in all of the 20,480 futures */
static void add_reached(pc_text *out, const pc_sheet *page, const pc_results *results,
                        const pc_metric *metric, const char *whose, double value,
                        const char *verb, pc_estimate probability)
{
    pc_text_add(out, whose);
    pc_words_add_metric(out, metric->id);
    pc_text_add(out, " of ");
    pc_figure_add_stated(out, page, results, metric->unit, value);
    pc_text_add(out, " ");
    pc_words_add_period(out, results, metric->period);
    pc_text_addf(out, " is %s in ", verb);
    pc_words_add_futures(out, results, pc_words_chance(results, probability));
}

static void add_simulated(pc_text *out, const pc_sheet *page, const pc_results *results,
                          const pc_metric *metric)
{
    const pc_target_result *target = target_of(results, metric);
    const bool is_stated = !isnan(metric->stated) && !isnan(metric->p_stated.value);
    if (pc_words_are_few(results)) {
        add_few(out, page, results, metric);
        return;
    }
    if (is_roi(metric)) {
        add_break_even(out, results, metric);
        if (is_stated) add_plan_reached(out, page, results, metric);
    } else if (metric->is_never) {
        add_payback(out, results, metric);
    } else if (target) {
        const bool is_floor = target->op[0] == '>';
        add_reached(out, page, results, metric, is_floor ? "the target " : "the limit on ",
                    target->value, is_floor ? "reached" : "kept", target->probability);
    } else if (is_stated) {
        add_reached(out, page, results, metric, "the plan's ", metric->stated,
                    is_cost(metric) ? "met or exceeded" : "reached", metric->p_stated);
    } else {
        add_average(out, page, results, metric);
    }
    add_undefined(out, results, metric);
}

/* partner ROI in year 1 is 1.59x; the plan states 1.6x */
static void add_deterministic(pc_text *out, const pc_sheet *page, const pc_results *results,
                              const pc_metric *metric)
{
    const double value = metric->stats[PC_MEAN].value;
    pc_text_add(out, strcmp(results->at, "plan") == 0 ? "at plan, "
                                                      : "with every assumption at its mean, ");
    if (!isnan(value)) {
        add_average(out, page, results, metric);
    } else {
        add_metric_and_period(out, results, metric);
        pc_text_add(out, metric->is_never ? ": never" : " is undefined");
    }
    if (isnan(metric->stated)) return;
    pc_text_add(out, "; the plan states ");
    pc_figure_add_stated(out, page, results, metric->unit, metric->stated);
}

/* Of one year, where another has a cost. */
static void add_lack_of_cost(pc_text *out, const pc_results *results, const pc_metric *metric)
{
    const pc_metric *all = pc_results_find(results, "cost.total", "all");
    const bool elsewhere = all && all->stats[PC_MEAN].value > 0.0;
    pc_text_add(out, "; there is no programme cost ");
    if (elsewhere) {
        pc_words_add_period(out, results, metric->period);
        pc_text_add(out, " ");
    }
    pc_text_add(out, "to compare it with");
}

static void add_sentence(pc_text *out, const pc_sheet *page, const pc_results *results,
                         const pc_headline *headline)
{
    const pc_metric *metric = headline->metric;
    pc_text sentence = { 0 };
    if (pc_words_is_deterministic(results))
        add_deterministic(&sentence, page, results, metric);
    else if (pc_words_is_undefined(metric))
        add_metric_and_period(&sentence, results, metric),
            pc_text_add(&sentence,
                        " is undefined in every future: nothing stands below the line");
    else
        add_simulated(&sentence, page, results, metric);
    if (headline->lacks_cost) add_lack_of_cost(&sentence, results, metric);
    char *text = pc_text_take(&sentence);
    if (!text) {
        out->failed = true;
        return;
    }
    pc_finding_capitalise(text);
    pc_text_addf(out, "%s%s.", out->n ? " " : "", text);
    free(text);
}

void pc_finding_add(pc_text *out, const pc_sheet *page, const pc_results *results)
{
    const pc_headline first = pc_finding_headline(results, 0);
    const pc_headline second = pc_finding_headline(results, 1);
    if (first.metric)
        add_sentence(out, page, results, &first);
    else if (*first.id)
        pc_text_addf(out, "The headline %s was not recorded.", first.id);
    if (second.metric && !pc_words_is_deterministic(results) && !second.lacks_cost &&
        !pc_words_are_few(results) &&
        (is_roi(second.metric) || second.metric->is_never || !isnan(second.metric->stated) ||
         target_of(results, second.metric)))
        add_sentence(out, page, results, &second);
}
