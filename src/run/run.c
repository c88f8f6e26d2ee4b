/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partnercast/run.h"

#include "base/diags.h"
#include "run/assemble.h"
#include "run/limits.h"

#include <math.h>

/* A number that left the range of doubles is no result; which trial shows it. */
static pc_status check_finite(const pc_findings *findings, pc_diags *diags)
{
    for (size_t i = 0; i < findings->roster->n_outputs; i++) {
        const size_t slot = findings->roster->slot_of[i];
        if (slot == PC_NONE) continue;
        const pc_tally *tally = &findings->outcome->tallies[slot];
        const bool is_low = tally->n > 0 && isinf(tally->min);
        const bool overflows = tally->n > 0 && !isfinite(findings->outcome->sums[slot].sum_sq);
        if (!is_low && !overflows) continue;
        const pc_output *output = &findings->model->outputs[i];
        pc_diag_add(
            diags, PC_ERROR, "E0507", NULL,
            "look for an assumption that can become enormous, or a division by almost 0",
            "%s@%s is too large a number to compute with, as in trial %llu", output->id,
            output->period, (unsigned long long)(is_low ? tally->min_trial : tally->max_trial));
        return PC_EDATA;
    }
    return PC_OK;
}

static pc_status run_trials(pc_results **out, pc_findings *findings,
                            const pc_simulation *orders, pc_diags *diags, pc_arena *arena)
{
    pc_roster roster;
    pc_roster_init(&roster, findings->model, arena);
    if (arena->failed) return PC_ENOMEM;
    pc_simulation simulation = *orders;
    simulation.roster = &roster;
    pc_outcome outcome = { 0 };
    pc_status status =
        pc_check_memory(pc_memory_estimate(&simulation), pc_memory_available(), diags);
    if (status == PC_OK) status = pc_simulate(&outcome, &simulation, arena);
    findings->roster = &roster;
    findings->outcome = &outcome;
    if (status == PC_OK) status = check_finite(findings, diags);
    if (status == PC_OK) status = pc_assemble(out, findings);
    pc_outcome_clear(&outcome);
    return status;
}

static pc_status run_model(pc_results **out, const pc_scenario *scenario, const pc_model *model,
                           const pc_run_options *options, pc_diags *diags)
{
    const pc_programme *programme = &scenario->programme;
    const uint64_t seed = options->has_seed ? options->seed : programme->seed;
    const uint64_t trials = options->trials ? options->trials : programme->trials;
    const bool one_pass = options->at != PC_AT_SIMULATED;
    pc_findings findings = { .scenario = scenario,
                             .model = model,
                             .seed = seed,
                             .trials = one_pass ? 1 : trials,
                             .at = options->at };
    pc_status status = pc_check_settings(trials, seed, diags);
    if (status != PC_OK) return status;
    if (one_pass) return pc_assemble(out, &findings);
    const pc_simulation orders = {
        .model = model,
        .kernel = pc_kernel_best(),
        .seed = seed,
        .trials = trials,
        .threads = options->threads ? options->threads : pc_processors(),
        .progress = options->progress,
        .context = options->context,
    };
    pc_arena arena;
    pc_arena_init(&arena);
    status = run_trials(out, &findings, &orders, diags, &arena);
    pc_arena_clear(&arena);
    return status;
}

pc_status pc_run(pc_results **out, const pc_scenario *scenario, const pc_run_options *options,
                 pc_diags *diags)
{
    static const pc_run_options defaults = { .at = PC_AT_SIMULATED };
    pc_model *model;
    pc_status status = pc_compile(&model, &scenario->programme, diags);
    if (status != PC_OK) return status;
    status = run_model(out, scenario, model, options ? options : &defaults, diags);
    pc_model_free(model);
    return status;
}
