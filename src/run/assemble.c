/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/assemble.h"

#include "results/results.h"

#include <math.h>

static const char *const at_texts[] = { "simulated", "plan", "means" };
static const char *const each_texts[] = {
    "trial", "year", "quarter", "month", "partner", "deal"
};

static void describe(pc_results *results, const pc_findings *findings, pc_arena *arena)
{
    const pc_programme *p = findings->model->programme;
    results->name = pc_arena_strdup(arena, p->name);
    results->title = pc_arena_strdup(arena, p->title);
    results->version = pc_arena_strdup(arena, p->version);
    results->question = pc_arena_strdup(arena, p->question);
    results->sha256 = pc_arena_strdup(arena, findings->scenario->sha256);
    results->resolved = pc_results_piece(arena, findings->scenario->resolved);
    results->engine_version = pc_version();
    results->model_revision = pc_model_revision();
    results->currency = pc_arena_strdup(arena, p->currency);
    results->minor_digits = p->minor_digits;
    results->start_year = p->start_year;
    results->start_month = p->start_month;
    results->fiscal_year_start = p->fiscal_year_start;
    results->months = p->months;
    results->seed = findings->seed;
    results->trials = findings->trials;
    results->at = at_texts[findings->at];
    results->roi_headline = pc_roi_ids[p->roi.headline];
}

static void name_entities(pc_results *results, const pc_programme *p, pc_arena *arena)
{
    const char **headlines = PC_NEW_ARRAY(arena, const char *, p->n_headlines);
    const char **channels = PC_NEW_ARRAY(arena, const char *, p->n_channels);
    const char **sets = PC_NEW_ARRAY(arena, const char *, p->n_sets);
    if (arena->failed) return;
    char period[PC_PERIOD_SIZE];
    for (size_t i = 0; i < p->n_headlines; i++)
        headlines[i] = pc_arena_printf(arena, "%s@%s", p->headlines[i].metric,
                                       pc_period_text(period, &p->headlines[i].period));
    for (size_t i = 0; i < p->n_channels; i++)
        channels[i] = pc_arena_strdup(arena, p->channels[i].id);
    for (size_t i = 0; i < p->n_sets; i++) sets[i] = pc_arena_strdup(arena, p->sets[i].id);
    results->headlines = headlines;
    results->n_headlines = p->n_headlines;
    results->channels = channels;
    results->n_channels = p->n_channels;
    results->sets = sets;
    results->n_sets = p->n_sets;
}

static pc_assumption_result assumption_of(const pc_model *model, size_t i, pc_arena *arena)
{
    const pc_input *input = &model->programme->inputs[i];
    const pc_dist *dist = input->draw ? &input->draw->dist : NULL;
    const double mean = model->input_mean[i];
    return (pc_assumption_result) {
        .pointer = pc_arena_strdup(arena, input->pointer),
        .spec = pc_arena_strdup(arena, input->spec),
        .data = input->data ? pc_arena_printf(arena, "[%s]", input->data) : "",
        .each = each_texts[input->each],
        .source = pc_arena_strdup(arena, input->source),
        .note = pc_arena_strdup(arena, input->note),
        .confidence = pc_arena_strdup(arena, input->confidence),
        .plan = model->input_plan[i],
        .mean = isnan(mean) && dist ? dist->mean : mean,
        .p5 = dist ? pc_dist_quantile(dist, 0.05) : (double)NAN,
        .p95 = dist ? pc_dist_quantile(dist, 0.95) : (double)NAN,
    };
}

static void register_assumptions(pc_results *results, const pc_model *model, pc_arena *arena)
{
    const size_t n = model->programme->n_inputs;
    pc_assumption_result *assumptions = PC_NEW_ARRAY(arena, pc_assumption_result, n);
    for (size_t i = 0; i < n && !arena->failed; i++)
        assumptions[i] = assumption_of(model, i, arena);
    results->assumptions = assumptions;
    results->n_assumptions = n;
}

static void copy_warnings(pc_warning_result *to, const pc_warning *from, size_t n,
                          pc_arena *arena)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (pc_warning_result) { .code = pc_arena_strdup(arena, from[i].code),
                                      .pointer = pc_arena_strdup(arena, from[i].pointer),
                                      .text = pc_arena_strdup(arena, from[i].text) };
}

/* Open findings of the linter, errors before warnings. Returns how many. */
static size_t copy_doubts(pc_warning_result *to, const pc_lint_report *doubts, pc_arena *arena)
{
    size_t n = 0;
    for (int severity = PC_ERROR; doubts && severity <= PC_WARNING; severity++)
        for (size_t i = 0; i < doubts->n; i++) {
            const pc_lint_finding *finding = &doubts->findings[i];
            if (finding->accepted || (int)finding->said.severity != severity) continue;
            const pc_warning doubt = { finding->said.code, finding->said.pointer,
                                       finding->said.text };
            copy_warnings(&to[n++], &doubt, 1, arena);
        }
    return n;
}

static void collect_warnings(pc_results *results, const pc_findings *findings, pc_arena *arena)
{
    const pc_model *model = findings->model;
    const pc_programme *p = model->programme;
    const size_t n = p->n_warnings + model->n_warnings;
    pc_warning_result *warnings = PC_NEW_ARRAY(
        arena, pc_warning_result, n + (findings->doubts ? findings->doubts->n : 0));
    if (arena->failed) return;
    copy_warnings(warnings, p->warnings, p->n_warnings, arena);
    copy_warnings(warnings + p->n_warnings, model->warnings, model->n_warnings, arena);
    results->warnings = warnings;
    results->n_warnings = n + copy_doubts(warnings + n, findings->doubts, arena);
}

static void collect_notes(pc_results *results, const pc_programme *p, pc_arena *arena)
{
    pc_note_result *notes = PC_NEW_ARRAY(arena, pc_note_result, p->n_notes);
    for (size_t i = 0; i < p->n_notes && notes; i++)
        notes[i] = (pc_note_result) { .pointer = pc_arena_strdup(arena, p->notes[i].pointer),
                                      .key = pc_arena_strdup(arena, p->notes[i].key),
                                      .text = pc_arena_strdup(arena, p->notes[i].text) };
    results->notes = notes;
    results->n_notes = p->n_notes;
}

static void copy_items(pc_driver *driver, pc_arena *arena)
{
    pc_driver_item *items = PC_NEW_ARRAY(arena, pc_driver_item, driver->n_items);
    for (size_t i = 0; i < driver->n_items && items; i++) {
        items[i] = driver->items[i];
        items[i].pointer = pc_arena_strdup(arena, items[i].pointer);
    }
    driver->items = items;
}

/* They were found in memory of their own. */
static void copy_drivers(pc_results *results, const pc_drivers *found, pc_arena *arena)
{
    pc_driver *list = found ? PC_NEW_ARRAY(arena, pc_driver, found->n) : NULL;
    for (size_t i = 0; list && i < found->n; i++) {
        list[i] = found->list[i];
        list[i].metric = pc_arena_strdup(arena, list[i].metric);
        list[i].period = pc_arena_strdup(arena, list[i].period);
        copy_items(&list[i], arena);
    }
    results->drivers = list;
    results->n_drivers = list ? found->n : 0;
}

pc_status pc_assemble(pc_results **out, const pc_findings *findings)
{
    pc_arena *arena;
    pc_results *results = pc_results_new(&arena);
    if (!results) return PC_ENOMEM;
    describe(results, findings, arena);
    name_entities(results, findings->model->programme, arena);
    register_assumptions(results, findings->model, arena);
    collect_warnings(results, findings, arena);
    collect_notes(results, findings->model->programme, arena);
    pc_assemble_cases(results, findings, arena);
    copy_drivers(results, findings->drivers, arena);
    if (!pc_assemble_metrics(results, findings, arena) || arena->failed) {
        pc_results_free(results);
        return PC_ENOMEM;
    }
    *out = results;
    return PC_OK;
}
