/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what registers held to what people read: minor units to currency, gaps from their
 * metric. */
#include "run/assemble.h"

#include "base/parallel.h"

#include <math.h>

static const pc_estimate none = { (double)NAN, (double)NAN };

static pc_estimate shown_figure(const pc_output *output, pc_figure raw)
{
    return (pc_estimate) { pc_output_shown(output, raw.value), raw.se / output->per_unit };
}

static pc_estimate estimate(pc_figure figure)
{
    return (pc_estimate) { figure.value, figure.se };
}

static void clear_stats(pc_metric *metric)
{
    for (int i = 0; i < PC_N_STATS; i++) metric->stats[i] = none;
    for (int i = 0; i < PC_N_QUANTILES; i++) metric->q[i] = (double)NAN;
    for (int i = 0; i < PC_N_TRIALS_AT; i++) metric->trial_of[i] = UINT64_MAX;
    metric->p_stated = metric->p_break_even = none;
}

static void describe(pc_metric *metric, const pc_output *output, pc_arena *arena)
{
    *metric = (pc_metric) { .id = pc_arena_strdup(arena, output->id),
                            .period = pc_arena_strdup(arena, output->period),
                            .unit = pc_arena_strdup(arena, output->unit),
                            .is_never = output->is_never,
                            .stated = output->stated,
                            .at_plan = pc_output_shown(output, output->at_plan),
                            .at_means = pc_output_shown(output, output->at_means) };
    clear_stats(metric);
}

_Static_assert((int)PC_N_FINE_QUANTILES == (int)PC_N_QUANTILES, "as many quantiles");
_Static_assert(PC_P95 - PC_P5 + 1 == PC_N_SUMMARY_QUANTILES, "in the same order");

static void fill_stats(pc_metric *metric, const pc_output *output, const pc_statistics *s)
{
    metric->stats[PC_MEAN] = shown_figure(output, s->mean);
    metric->stats[PC_SD] =
        (pc_estimate) { s->sd.value / output->per_unit, s->sd.se / output->per_unit };
    for (int i = 0; i < PC_N_SUMMARY_QUANTILES; i++)
        metric->stats[PC_P5 + i] = shown_figure(output, s->quantiles[i]);
    metric->stats[PC_CVAR5] = shown_figure(output, s->cvar5);
    metric->stats[PC_CVAR95] = shown_figure(output, s->cvar95);
    metric->stats[PC_MIN] = (pc_estimate) { pc_output_shown(output, s->min), (double)NAN };
    metric->stats[PC_MAX] = (pc_estimate) { pc_output_shown(output, s->max), (double)NAN };
    for (int i = 0; i < PC_N_QUANTILES; i++) metric->q[i] = pc_output_shown(output, s->fine[i]);
    metric->undefined = estimate(s->undefined);
    metric->trial_of[PC_TRIAL_MIN] = s->min_trial;
    metric->trial_of[PC_TRIAL_P5] = s->p5_trial;
    metric->trial_of[PC_TRIAL_P50] = s->p50_trial;
    metric->trial_of[PC_TRIAL_P95] = s->p95_trial;
    metric->trial_of[PC_TRIAL_MAX] = s->max_trial;
}

/* Whether a number that no trial changes stands in that relation: 1 or 0, for certain. */
static pc_estimate certainty(double value, bool is_never, double at, pc_relation relation)
{
    const double x = isnan(value) && is_never ? (double)INFINITY : value;
    const bool held = relation == PC_AT_LEAST  ? x >= at
                      : relation == PC_ABOVE   ? x > at
                      : relation == PC_AT_MOST ? x <= at
                                               : x < at;
    return (pc_estimate) { held ? 1 : 0, 0 };
}

/* ---- One output ---- */

typedef struct assembly {
    const pc_findings *findings;
    pc_metric *metrics;
    pc_target_result *targets;
    pc_statistics *of_slot; /* one a slot */
} assembly;

/* Its probability of a threshold, counted over all trials: undefined ones do not meet it,
 * unless they are "never" and it is a lower bound. */
static pc_estimate probability(const assembly *a, size_t output_id, size_t at)
{
    const pc_tally *tally =
        &a->findings->outcome->tallies[a->findings->roster->slot_of[output_id]];
    return estimate(pc_share_of_trials(tally->met[at], a->findings->trials));
}

static void fill_tallied(const assembly *a, size_t i)
{
    const pc_output *output = &a->findings->model->outputs[i];
    const pc_roster *roster = a->findings->roster;
    pc_metric *metric = &a->metrics[i];
    fill_stats(metric, output, &a->of_slot[roster->slot_of[i]]);
    if (roster->stated_at[i] != PC_NONE)
        metric->p_stated = probability(a, i, roster->stated_at[i]);
    if (roster->break_even_at[i] != PC_NONE)
        metric->p_break_even = probability(a, i, roster->break_even_at[i]);
    for (size_t k = 0; k < output->n_targets; k++)
        a->targets[output->target_ids[k]].probability =
            probability(a, i, roster->targets_at[i] + k);
}

static void fill_certain_targets(const assembly *a, size_t i, double value)
{
    const pc_model *model = a->findings->model;
    const pc_output *output = &model->outputs[i];
    for (size_t k = 0; k < output->n_targets; k++) {
        const size_t id = output->target_ids[k];
        a->targets[id].probability = certainty(
            value, output->is_never, pc_output_threshold(model, output, output->target_raw[k]),
            pc_relation_of(model->programme->targets[id].op));
    }
}

static void fill_constant(const assembly *a, size_t i)
{
    const pc_model *model = a->findings->model;
    const pc_output *output = &model->outputs[i];
    pc_metric *metric = &a->metrics[i];
    pc_statistics statistics;
    pc_statistics_of_constant(&statistics, output->value);
    fill_stats(metric, output, &statistics);
    if (!isnan(output->stated))
        metric->p_stated = certainty(output->value, output->is_never,
                                     pc_output_threshold(model, output, output->stated_raw),
                                     pc_output_reaches(output));
    if (output->is_roi)
        metric->p_break_even =
            certainty(output->value, output->is_never,
                      pc_output_threshold(model, output, output->break_even_raw), PC_AT_LEAST);
    fill_certain_targets(a, i, output->value);
}

static void fill_one_pass(const assembly *a, size_t i)
{
    const pc_output *output = &a->findings->model->outputs[i];
    const double value = a->findings->at == PC_AT_PLAN ? output->at_plan : output->at_means;
    if (isnan(value))
        a->metrics[i].undefined = (pc_estimate) { 1, 0 };
    else
        a->metrics[i].stats[PC_MEAN] = (pc_estimate) { pc_output_shown(output, value), 0 };
    fill_certain_targets(a, i, value);
}

/* ---- All of them ---- */

/* What takes time: each slot touches nothing of the others'. */
typedef struct measuring {
    const pc_outcome *outcome;
    pc_statistics *of_slot;
    bool *is_done;
} measuring;

static void measure_slot(void *context, size_t k, unsigned worker)
{
    const measuring *m = context;
    (void)worker;
    m->is_done[k] =
        pc_statistics_of(&m->of_slot[k], &m->outcome->tallies[k], m->outcome->sums[k]);
}

static bool measure(assembly *a, pc_arena *scratch)
{
    const pc_outcome *outcome = a->findings->outcome;
    if (!outcome) return true;
    a->of_slot = PC_NEW_ARRAY(scratch, pc_statistics, outcome->n);
    measuring m = { outcome, a->of_slot, PC_NEW_ARRAY(scratch, bool, outcome->n) };
    if (scratch->failed) return false;
    pc_parallel(outcome->n, a->findings->threads, measure_slot, &m);
    for (size_t k = 0; k < outcome->n; k++)
        if (!m.is_done[k]) return false;
    return true;
}

static void describe_targets(assembly *a, pc_arena *arena)
{
    const pc_programme *programme = a->findings->model->programme;
    for (size_t i = 0; i < programme->n_targets; i++) {
        const pc_target *target = &programme->targets[i];
        char period[PC_PERIOD_SIZE];
        a->targets[i] = (pc_target_result) {
            .id = pc_arena_strdup(arena, target->id),
            .metric = pc_arena_strdup(arena, target->metric),
            .period = pc_arena_strdup(arena, pc_period_text(period, &target->period)),
            .op = pc_op_texts[target->op],
            .source = pc_arena_strdup(arena, target->source),
            .value = target->value,
            .require = target->require,
            .probability = none,
        };
    }
}

bool pc_assemble_metrics(pc_results *results, const pc_findings *findings, pc_arena *arena)
{
    const pc_model *model = findings->model;
    const size_t n_targets = model->programme->n_targets;
    assembly a = { .findings = findings,
                   .metrics = PC_NEW_ARRAY(arena, pc_metric, model->n_outputs),
                   .targets = PC_NEW_ARRAY(arena, pc_target_result, n_targets) };
    pc_arena scratch;
    pc_arena_init(&scratch);
    const bool ok = measure(&a, &scratch) && !arena->failed;
    if (ok) describe_targets(&a, arena);
    for (size_t i = 0; i < model->n_outputs && ok; i++) {
        describe(&a.metrics[i], &model->outputs[i], arena);
        if (!findings->outcome)
            fill_one_pass(&a, i);
        else if (model->outputs[i].constant)
            fill_constant(&a, i);
        else
            fill_tallied(&a, i);
    }
    pc_arena_clear(&scratch);
    results->metrics = a.metrics;
    results->n_metrics = model->n_outputs;
    results->targets = a.targets;
    results->n_targets = n_targets;
    return ok && !arena->failed;
}

/* ---- Cases ---- */

static pc_case_result case_of(const pc_scenario_case *source, const pc_model *model,
                              pc_arena *arena)
{
    pc_case_value *values = PC_NEW_ARRAY(arena, pc_case_value, model->n_outputs);
    for (size_t i = 0; values && i < model->n_outputs; i++) {
        const pc_output *output = &model->outputs[i];
        values[i] = (pc_case_value) { .metric = pc_arena_strdup(arena, output->id),
                                      .period = pc_arena_strdup(arena, output->period),
                                      .value = pc_output_shown(output, output->at_plan) };
    }
    return (pc_case_result) { .id = pc_arena_strdup(arena, source->id),
                              .title = pc_arena_strdup(arena, source->title),
                              .values = values,
                              .n_values = values ? model->n_outputs : 0 };
}

void pc_assemble_cases(pc_results *results, const pc_findings *findings, pc_arena *arena)
{
    const pc_scenario *scenario = findings->scenario;
    if (!findings->cases) return;
    pc_case_result *cases = PC_NEW_ARRAY(arena, pc_case_result, scenario->n_cases);
    for (size_t i = 0; cases && i < scenario->n_cases; i++)
        cases[i] = case_of(&scenario->cases[i], findings->cases[i], arena);
    results->cases = cases;
    results->n_cases = cases ? scenario->n_cases : 0;
}
