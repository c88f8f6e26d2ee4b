/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partnercast/run.h"

#include "base/diags.h"
#include "run/assemble.h"
#include "run/limits.h"

#include <stdlib.h>

/* What drives the headlines, found beside the trials. */
typedef struct study {
    const pc_findings *findings;
    pc_arena arena;
    pc_drivers drivers;
    bool is_done;
} study;

static void find_drivers(void *context)
{
    study *s = context;
    s->is_done = pc_drivers_find(&s->drivers, s->findings->model, s->findings->seed,
                                 s->findings->trials, &s->arena);
}

static pc_status simulate(pc_results **out, const pc_findings *base,
                          const pc_simulation *orders, pc_diags *diags, pc_arena *arena)
{
    study headlines = { .findings = base };
    pc_arena_init(&headlines.arena);
    pc_simulation simulation = *orders;
    simulation.beside = find_drivers;
    simulation.beside_context = &headlines;
    pc_outcome outcome;
    pc_status status = pc_simulate(&outcome, &simulation, arena);
    if (status == PC_OK && !headlines.is_done) status = PC_ENOMEM;
    if (status == PC_OK) status = pc_check_finite(base->model, orders->roster, &outcome, diags);
    pc_findings findings = *base;
    findings.roster = orders->roster;
    findings.outcome = &outcome;
    findings.drivers = &headlines.drivers;
    if (status == PC_OK) status = pc_assemble(out, &findings);
    pc_outcome_clear(&outcome);
    pc_arena_clear(&headlines.arena);
    return status;
}

static pc_status run_trials(pc_results **out, const pc_findings *base,
                            const pc_simulation *orders, const pc_run_options *options,
                            pc_diags *diags, pc_arena *arena)
{
    pc_roster roster;
    pc_roster_init(&roster, base->model, arena);
    if (arena->failed) return PC_ENOMEM;
    pc_simulation simulation = *orders;
    simulation.roster = &roster;
    pc_columns columns;
    pc_status status = PC_OK;
    if (options->trials_to) {
        status = pc_columns_init(&columns, base->model, options, base->trials, arena, diags);
        simulation.columns = &columns;
    }
    if (status == PC_OK)
        status = pc_check_memory(pc_memory_estimate(&simulation), pc_memory_available(), diags);
    if (status == PC_OK && options->trials_to)
        status = pc_columns_hand_on(&columns, 0, 0, NULL);
    return status == PC_OK ? simulate(out, base, &simulation, diags, arena) : status;
}

static unsigned threads_of(const pc_run_options *options)
{
    return options->threads ? options->threads : pc_processors();
}

static pc_status run_model(pc_results **out, const pc_scenario *scenario, const pc_model *model,
                           const pc_lint_report *doubts, pc_model *const *cases,
                           const pc_run_options *options, pc_diags *diags)
{
    const pc_programme *programme = &scenario->programme;
    const uint64_t seed = options->has_seed ? options->seed : programme->seed;
    const uint64_t trials = options->trials ? options->trials : programme->trials;
    const bool one_pass = options->at != PC_AT_SIMULATED;
    const pc_findings findings = { .scenario = scenario,
                                   .model = model,
                                   .doubts = doubts,
                                   .seed = seed,
                                   .trials = one_pass ? 1 : trials,
                                   .threads = threads_of(options),
                                   .at = options->at,
                                   .cases = cases };
    pc_status status = pc_check_settings(trials, seed, diags);
    if (status == PC_OK) status = pc_check_certain(model, options->at, diags);
    if (status != PC_OK) return status;
    if (one_pass) return pc_assemble(out, &findings);
    const pc_simulation orders = {
        .model = model,
        .kernel = pc_kernel_best(),
        .seed = seed,
        .trials = trials,
        .threads = threads_of(options),
        .progress = options->progress,
        .progress_context = options->progress_context,
    };
    pc_arena arena;
    pc_arena_init(&arena);
    status = run_trials(out, &findings, &orders, options, diags, &arena);
    pc_arena_clear(&arena);
    return status;
}

/* Each case is one pass at plan: compiling works it out. */
static pc_status compile_cases(pc_model **models, const pc_scenario *scenario, unsigned threads,
                               pc_diags *diags)
{
    pc_status status = PC_OK;
    for (size_t i = 0; i < scenario->n_cases && status == PC_OK; i++) {
        status = pc_compile(&models[i], &scenario->cases[i].programme, threads, diags);
        if (status == PC_OK) status = pc_check_certain(models[i], PC_AT_PLAN, diags);
    }
    return status;
}

pc_status pc_run(pc_results **out, const pc_scenario *scenario, const pc_run_options *options,
                 pc_diags *diags)
{
    static const pc_run_options defaults = { .at = PC_AT_SIMULATED };
    if (!options) options = &defaults;
    pc_model *model, **cases = calloc(scenario->n_cases + 1, sizeof *cases);
    if (!cases) return PC_ENOMEM;
    pc_status status = pc_compile(&model, &scenario->programme, threads_of(options), diags);
    pc_lint_report *doubts = NULL;
    if (status == PC_OK) {
        status = compile_cases(cases, scenario, threads_of(options), diags);
        if (status == PC_OK) status = pc_lint(&doubts, scenario, diags);
        if (status == PC_OK)
            status = run_model(out, scenario, model, doubts, cases, options, diags);
        pc_model_free(model);
    }
    pc_lint_free(doubts);
    for (size_t i = 0; i < scenario->n_cases; i++) pc_model_free(cases[i]);
    free(cases);
    return status;
}
