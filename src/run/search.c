/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/search.h"

#include "run/limits.h"
#include "run/simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- which end is the bad one ---- */

bool pc_search_is_cost(const char *metric)
{
    static const char *const starts[] = { "cost.",           "commission.",     "payback.",
                                          "shortfall.",      "partners.exited", "arr.churn",
                                          "arr.contraction", "customers.lost",  "cac." };
    if (strncmp(metric, "gap.", 4) == 0) metric += 4;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(metric, starts[i], strlen(starts[i])) == 0) return true;
    const size_t n = strlen(metric);
    static const char demotions[] = ".demotions";
    return n >= sizeof demotions && strcmp(metric + n - (sizeof demotions - 1), demotions) == 0;
}

/* ---- all trials of one output ---- */

typedef struct collection {
    double *values; /* one a trial */
} collection;

static pc_status collect(void *context, const pc_trials *trials)
{
    const collection *c = context;
    memcpy(c->values + trials->first, trials->values, trials->n * sizeof *trials->values);
    return PC_OK;
}

static size_t output_of(const pc_model *model, const pc_search *s)
{
    char period[PC_PERIOD_SIZE];
    pc_period_text(period, &s->period);
    for (size_t i = 0; i < model->n_outputs; i++)
        if (strcmp(model->outputs[i].id, s->metric->id) == 0 &&
            strcmp(model->outputs[i].period, period) == 0)
            return i;
    return PC_NONE;
}

static pc_status simulate(double *values, const pc_model *model, size_t output,
                          const pc_search *s, pc_arena *arena, pc_diags *diags)
{
    const char *const name = model->outputs[output].id;
    collection to = { values };
    const pc_columns columns = { .model = model,
                                 .n = 1,
                                 .outputs = &output,
                                 .names = &name,
                                 .total = s->trials,
                                 .receive = collect,
                                 .context = &to };
    pc_roster roster;
    pc_roster_init(&roster, model, arena);
    if (arena->failed) return PC_ENOMEM;
    const pc_simulation simulation = { .model = model,
                                       .roster = &roster,
                                       .kernel = pc_kernel_best(),
                                       .seed = s->seed,
                                       .trials = s->trials,
                                       .threads = s->threads,
                                       .progress = s->progress,
                                       .progress_context = s->progress_context,
                                       .columns = &columns };
    pc_status status =
        pc_check_memory(pc_memory_estimate(&simulation), pc_memory_available(), diags);
    pc_outcome outcome = { 0 };
    if (status == PC_OK) status = pc_simulate(&outcome, &simulation, arena);
    if (status == PC_OK) status = pc_check_finite(model, &roster, &outcome, diags);
    pc_outcome_clear(&outcome);
    return status;
}

/* ---- picking ---- */

static int by_size(const void *x, const void *y)
{
    const double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* Type 7; of what never comes, never. NAN without memory. */
static double quantile(const double *values, size_t n, double p)
{
    double *sorted = malloc(n * sizeof *sorted);
    if (!sorted) return (double)NAN;
    size_t n_defined = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(values[i])) sorted[n_defined++] = values[i];
    qsort(sorted, n_defined, sizeof *sorted, by_size);
    const double at = (double)(n_defined - 1) * p;
    const size_t low = (size_t)at, high = low + 1 < n_defined ? low + 1 : low;
    const double a = sorted[low], b = sorted[high], way = at - (double)low;
    free(sorted);
    return way > 0.0 && a < b ? (isinf(b) ? b : a + way * (b - a)) : a;
}

/* How far from what is wanted; 0 of two that both never come. */
static double distance(double x, double wanted)
{
    return x == wanted ? 0.0 : fabs(x - wanted);
}

static bool is_better(const pc_search *s, double x, double best, double wanted)
{
    if (s->by == PC_EXPLAIN_NEAR) return distance(x, wanted) < distance(best, wanted);
    return pc_search_is_cost(s->metric->id) ? x > best : x < best;
}

static pc_status pick(pc_found *out, const pc_search *s, double *values, bool is_never,
                      pc_diags *diags)
{
    const size_t n = (size_t)s->trials;
    size_t best = PC_NONE;
    for (size_t i = 0; i < n; i++)
        if (isnan(values[i]) && is_never) values[i] = (double)INFINITY;
    for (size_t i = n; i-- > 0;)
        if (!isnan(values[i])) best = i;
    if (best == PC_NONE) {
        pc_diag_add(diags, PC_ERROR, "E0423", NULL, "ask for a metric that has a value",
                    "%s is undefined in every future", s->metric->id);
        return PC_EUSAGE;
    }
    out->wanted = s->by == PC_EXPLAIN_NEAR ? quantile(values, n, s->quantile) : (double)NAN;
    if (s->by == PC_EXPLAIN_NEAR && isnan(out->wanted)) return PC_ENOMEM;
    for (size_t i = best; i < n; i++)
        if (!isnan(values[i]) && is_better(s, values[i], values[best], out->wanted)) best = i;
    out->trial = best;
    return PC_OK;
}

/* ---- the whole ---- */

static pc_status refuse(const pc_search *s, pc_diags *diags)
{
    char period[PC_PERIOD_SIZE];
    pc_diag_add(diags, PC_ERROR, "E0421", NULL, "a gap exists where the plan states a figure",
                "%s has no value in %s", s->metric->id, pc_period_text(period, &s->period));
    return PC_EUSAGE;
}

static pc_status search(pc_found *out, const pc_search *s, const pc_model *model,
                        pc_arena *arena, pc_diags *diags)
{
    const size_t output = output_of(model, s);
    if (output == PC_NONE) return refuse(s, diags);
    double *values = malloc((size_t)s->trials * sizeof *values);
    if (!values) return PC_ENOMEM;
    pc_status status = simulate(values, model, output, s, arena, diags);
    if (status == PC_OK) status = pick(out, s, values, model->outputs[output].is_never, diags);
    free(values);
    return status;
}

pc_status pc_search_run(pc_found *out, const pc_search *s, pc_diags *diags)
{
    pc_arena arena;
    pc_arena_init(&arena);
    char period[PC_PERIOD_SIZE];
    const char *const record =
        pc_arena_printf(&arena, "%s@%s", s->metric->id, pc_period_text(period, &s->period));
    pc_programme programme = *s->programme;
    programme.record = &record;
    programme.n_record = 1;
    pc_model *model = NULL;
    pc_status status = record ? pc_compile(&model, &programme, s->threads, diags) : PC_ENOMEM;
    if (status == PC_OK) status = pc_check_certain(model, PC_AT_SIMULATED, diags);
    if (status == PC_OK) status = search(out, s, model, &arena, diags);
    pc_model_free(model);
    pc_arena_clear(&arena);
    return status;
}
