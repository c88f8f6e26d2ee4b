/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.json: one fixed order of keys, exact numbers, null for what is undefined. */
#include "results/results.h"
#include "json/writer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const pc_trial_ids[PC_N_TRIALS_AT] = { "min", "p5", "p50", "p95", "max" };

static void write_number(pc_json_writer *w, double value)
{
    if (isfinite(value))
        pc_json_write_number(w, value);
    else
        pc_json_write_null(w);
}

static void add_text(pc_json_writer *w, const char *key, const char *text)
{
    pc_json_write_key(w, key);
    pc_json_write_string(w, text);
}

static void add_number(pc_json_writer *w, const char *key, double value)
{
    pc_json_write_key(w, key);
    write_number(w, value);
}

/* [value, se]; null when there is no value. */
static void add_estimate(pc_json_writer *w, const char *key, pc_estimate estimate, bool has_se)
{
    pc_json_write_key(w, key);
    if (!isfinite(estimate.value)) {
        pc_json_write_null(w);
        return;
    }
    pc_json_write_array(w, true);
    write_number(w, estimate.value);
    if (has_se) write_number(w, estimate.se);
    pc_json_write_end(w);
}

/* A piece of the scenario, JSON text that went through our own reader, among our own lines. */
static void add_piece(pc_json_writer *w, const char *key, const char *text)
{
    pc_arena scratch;
    pc_arena_init(&scratch);
    pc_json_write_key(w, key);
    const pc_json *value = NULL;
    if (*text)
        value = pc_json_read(&scratch, "", text, strlen(text), PC_JSON_RFC,
                             &pc_json_limits_default, NULL);
    if (value)
        pc_json_write_value(w, value);
    else
        pc_json_write_null(w);
    if (scratch.failed) w->text.failed = true;
    pc_arena_clear(&scratch);
}

static bool is_simulated(const pc_results *results)
{
    return strcmp(results->at, "simulated") == 0;
}

static void add_stats(pc_json_writer *w, const pc_metric *metric, bool simulated)
{
    pc_json_write_key(w, "stats");
    pc_json_write_object(w, false);
    for (int stat = 0; stat < (simulated ? PC_N_STATS : PC_MEAN + 1); stat++)
        add_estimate(w, pc_stat_ids[stat], metric->stats[stat],
                     stat != PC_MIN && stat != PC_MAX);
    pc_json_write_end(w);
}

static void add_quantiles(pc_json_writer *w, const pc_metric *metric)
{
    pc_json_write_key(w, "q");
    pc_json_write_array(w, true);
    for (int i = 0; i < PC_N_QUANTILES; i++) write_number(w, metric->q[i]);
    pc_json_write_end(w);
}

static void add_trials(pc_json_writer *w, const pc_metric *metric)
{
    if (metric->trial_of[PC_TRIAL_MIN] == UINT64_MAX) return; /* undefined in every trial */
    pc_json_write_key(w, "trial_of");
    pc_json_write_object(w, true);
    for (int i = 0; i < PC_N_TRIALS_AT; i++)
        add_number(w, pc_trial_ids[i], (double)metric->trial_of[i]);
    pc_json_write_end(w);
}

static void add_metric(pc_json_writer *w, const pc_metric *metric, bool simulated)
{
    pc_json_write_object(w, false);
    add_text(w, "id", metric->id);
    add_text(w, "period", metric->period);
    add_text(w, "unit", metric->unit);
    if (metric->is_never) {
        pc_json_write_key(w, "never");
        pc_json_write_bool(w, true);
    }
    if (isfinite(metric->stated)) add_number(w, "stated", metric->stated);
    add_number(w, "at_plan", metric->at_plan);
    add_number(w, "at_means", metric->at_means);
    add_stats(w, metric, simulated);
    if (simulated) add_quantiles(w, metric);
    if (metric->undefined.value > 0) add_estimate(w, "undefined", metric->undefined, true);
    if (isfinite(metric->p_stated.value)) add_estimate(w, "p_stated", metric->p_stated, true);
    if (isfinite(metric->p_break_even.value))
        add_estimate(w, "p_break_even", metric->p_break_even, true);
    if (simulated) add_trials(w, metric);
    pc_json_write_end(w);
}

static void add_target(pc_json_writer *w, const pc_target_result *target)
{
    pc_json_write_object(w, false);
    add_text(w, "id", target->id);
    add_text(w, "metric", target->metric);
    add_text(w, "period", target->period);
    add_text(w, "op", target->op);
    add_number(w, "value", target->value);
    add_estimate(w, "probability", target->probability, true);
    add_number(w, "require", target->require);
    add_text(w, "source", target->source);
    pc_json_write_end(w);
}

static void add_assumption(pc_json_writer *w, const pc_assumption_result *assumption)
{
    pc_json_write_object(w, false);
    add_text(w, "pointer", assumption->pointer);
    add_piece(w, "spec", assumption->spec);
    if (assumption->data && *assumption->data) add_piece(w, "data", assumption->data);
    add_text(w, "each", assumption->each);
    add_text(w, "source", assumption->source);
    add_text(w, "note", assumption->note);
    add_text(w, "confidence", assumption->confidence);
    add_number(w, "plan", assumption->plan);
    add_number(w, "mean", assumption->mean);
    add_number(w, "p5", assumption->p5);
    add_number(w, "p95", assumption->p95);
    pc_json_write_end(w);
}

static void add_warning(pc_json_writer *w, const pc_warning_result *warning)
{
    pc_json_write_object(w, false);
    add_text(w, "code", warning->code);
    add_text(w, "pointer", warning->pointer);
    add_text(w, "text", warning->text);
    pc_json_write_end(w);
}

static void add_note(pc_json_writer *w, const pc_note_result *note)
{
    pc_json_write_array(w, true);
    pc_json_write_string(w, note->pointer);
    pc_json_write_string(w, note->key);
    pc_json_write_string(w, note->text);
    pc_json_write_end(w);
}

static void add_names(pc_json_writer *w, const char *key, const char *const *names, size_t n)
{
    pc_json_write_key(w, key);
    pc_json_write_array(w, true);
    for (size_t i = 0; i < n; i++) pc_json_write_string(w, names[i]);
    pc_json_write_end(w);
}

static void add_scenario(pc_json_writer *w, const pc_results *results)
{
    char start[32];
    snprintf(start, sizeof start, "%04d-%02d", results->start_year, results->start_month);
    pc_json_write_key(w, "scenario");
    pc_json_write_object(w, false);
    add_text(w, "name", results->name);
    add_text(w, "title", results->title);
    add_text(w, "version", results->version);
    add_text(w, "question", results->question);
    add_names(w, "headline", results->headlines, results->n_headlines);
    add_text(w, "currency", results->currency);
    add_number(w, "minor_digits", results->minor_digits);
    add_text(w, "start", start);
    add_number(w, "months", results->months);
    add_number(w, "fiscal_year_start", results->fiscal_year_start);
    add_text(w, "roi_headline", results->roi_headline);
    add_names(w, "channels", results->channels, results->n_channels);
    add_names(w, "sets", results->sets, results->n_sets);
    add_text(w, "sha256", results->sha256);
    add_piece(w, "resolved", results->resolved);
    pc_json_write_end(w);
}

static void add_head(pc_json_writer *w, const pc_results *results)
{
    add_text(w, "format", "partnercast-results/1");
    pc_json_write_key(w, "engine");
    pc_json_write_object(w, true);
    add_text(w, "version", results->engine_version);
    add_number(w, "model_revision", results->model_revision);
    pc_json_write_end(w);
    add_scenario(w, results);
    pc_json_write_key(w, "run");
    pc_json_write_object(w, true);
    add_number(w, "seed", (double)results->seed);
    add_number(w, "trials", (double)results->trials);
    add_text(w, "at", results->at);
    pc_json_write_end(w);
}

static void add_driver(pc_json_writer *w, const pc_driver *driver)
{
    pc_json_write_object(w, false);
    add_text(w, "metric", driver->metric);
    add_text(w, "period", driver->period);
    add_number(w, "trials", (double)driver->trials);
    add_number(w, "explained", driver->explained);
    pc_json_write_list(w, "items");
    for (size_t i = 0; i < driver->n_items; i++) {
        pc_json_write_object(w, true);
        add_text(w, "pointer", driver->items[i].pointer);
        add_estimate(w, "share", driver->items[i].share, true);
        pc_json_write_key(w, "stated");
        pc_json_write_bool(w, driver->items[i].stated);
        pc_json_write_end(w);
    }
    pc_json_write_end(w);
    add_estimate(w, "assumed", driver->assumed, true);
    pc_json_write_end(w);
}

static void add_case(pc_json_writer *w, const pc_case_result *result)
{
    pc_json_write_object(w, false);
    add_text(w, "id", result->id);
    add_text(w, "title", result->title);
    pc_json_write_list(w, "values");
    for (size_t i = 0; i < result->n_values; i++) {
        pc_json_write_array(w, true);
        pc_json_write_string(w, result->values[i].metric);
        pc_json_write_string(w, result->values[i].period);
        write_number(w, result->values[i].value);
        pc_json_write_end(w);
    }
    pc_json_write_end(w);
    pc_json_write_end(w);
}

static void add_lists(pc_json_writer *w, const pc_results *results)
{
    pc_json_write_list(w, "metrics");
    for (size_t i = 0; i < results->n_metrics; i++)
        add_metric(w, &results->metrics[i], is_simulated(results));
    pc_json_write_end(w);
    pc_json_write_list(w, "targets");
    for (size_t i = 0; i < results->n_targets; i++) add_target(w, &results->targets[i]);
    pc_json_write_end(w);
    pc_json_write_list(w, "drivers");
    for (size_t i = 0; i < results->n_drivers; i++) add_driver(w, &results->drivers[i]);
    pc_json_write_end(w);
    pc_json_write_list(w, "assumptions");
    for (size_t i = 0; i < results->n_assumptions; i++)
        add_assumption(w, &results->assumptions[i]);
    pc_json_write_end(w);
    pc_json_write_list(w, "warnings");
    for (size_t i = 0; i < results->n_warnings; i++) add_warning(w, &results->warnings[i]);
    pc_json_write_end(w);
    if (results->n_cases > 0) {
        pc_json_write_list(w, "cases");
        for (size_t i = 0; i < results->n_cases; i++) add_case(w, &results->cases[i]);
        pc_json_write_end(w);
    }
    pc_json_write_list(w, "notes");
    for (size_t i = 0; i < results->n_notes; i++) add_note(w, &results->notes[i]);
    pc_json_write_end(w);
}

char *pc_results_json(const pc_results *results)
{
    pc_json_writer w = { 0 };
    pc_json_write_object(&w, false);
    add_head(&w, results);
    add_lists(&w, results);
    pc_json_write_end(&w);
    pc_text_add(&w.text, "\n");
    return pc_text_take(&w.text);
}
