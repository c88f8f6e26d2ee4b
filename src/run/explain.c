/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One future alone, with its ledger: docs/model/explain.md. */
#include "partnercast/explain.h"

#include "compile/record.h"
#include "programme/selection.h"
#include "run/limits.h"
#include "run/search.h"
#include "run/story.h"
#include "scenario/scenario.h"
#include "json/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What one call works with; the arena becomes the explanation's. */
typedef struct work {
    const pc_scenario *scenario;
    const pc_programme *programme;
    const pc_explain_options *options;
    pc_diags *diags;
    pc_arena *arena;
    pc_arena scratch;
    pc_explanation *out;
    const pc_metric_info *metric; /* NEAR, WORST */
    pc_period period;
    pc_programme widened; /* records what the ledger is held against */
    pc_model *model;
    pc_story story;
    double *registers;
} work;

/* ---- what is asked for ---- */

static pc_status refuse_metric(const work *w, const char *asked,
                               const pc_metric_info *catalogue, size_t n)
{
    const char **ids = PC_NEW_ARRAY(w->arena, const char *, n);
    if (!ids) return PC_ENOMEM;
    for (size_t i = 0; i < n; i++) ids[i] = catalogue[i].id;
    const char *nearest = pc_json_did_you_mean(asked, ids, n);
    char help[200];
    snprintf(help, sizeof help, "did you mean \"%s\"?", nearest ? nearest : "");
    pc_diag_add(w->diags, PC_ERROR, "E0421", NULL,
                nearest ? help : "metrics.csv of a run lists what this plan has",
                "\"%.80s\" is no metric of this plan", asked);
    return PC_EUSAGE;
}

/* That of the first headline of this metric, else all. */
static pc_period usual_period(const pc_programme *p, const char *metric)
{
    pc_period all;
    for (size_t i = 0; i < p->n_headlines; i++)
        if (strcmp(p->headlines[i].metric, metric) == 0) return p->headlines[i].period;
    pc_period_parse(&all, "all", p);
    return all;
}

static pc_status refuse_period(const work *w, const char *period)
{
    pc_diag_add(w->diags, PC_ERROR, "E0421", NULL,
                "within the plan: m7, q3, y2, fy2026, y1..y3 or all",
                "%s has no value in \"%.40s\"", w->metric->id, period);
    return PC_EUSAGE;
}

static pc_status read_metric(work *w)
{
    const pc_metric_info *catalogue;
    const size_t n = pc_metric_catalogue(w->arena, w->programme, &catalogue);
    const char *asked = w->options->metric ? w->options->metric : "", *at = strrchr(asked, '@');
    char *id = pc_arena_strndup(w->arena, asked, at ? (size_t)(at - asked) : strlen(asked));
    if (w->arena->failed) return PC_ENOMEM;
    w->metric = pc_metric_find(catalogue, n, id);
    if (!w->metric) return refuse_metric(w, id, catalogue, n);
    if (!at)
        w->period = usual_period(w->programme, id);
    else if (!pc_period_parse(&w->period, at + 1, w->programme))
        return refuse_period(w, at + 1);
    return pc_metric_has_period(w->metric, &w->period) ? PC_OK
                                                       : refuse_period(w, at ? at + 1 : "all");
}

/* "2025-03": the month from 0, or less than 0. */
static int calendar_month(const char *text, const pc_programme *p)
{
    int year, month, used = 0;
    if (sscanf(text, "%4d-%2d%n", &year, &month, &used) != 2 || text[used] || month < 1 ||
        month > 12)
        return -1;
    return (year - p->start_year) * 12 + month - p->start_month;
}

static pc_status read_month(work *w)
{
    const char *text = w->options->month;
    pc_period period;
    w->out->month = -1;
    if (!text) return PC_OK;
    if (text[0] == 'm' && pc_period_parse(&period, text, w->programme))
        w->out->month = period.first_month;
    else
        w->out->month = calendar_month(text, w->programme);
    if (w->out->month >= 0 && w->out->month < w->programme->months) return PC_OK;
    pc_diag_add(w->diags, PC_ERROR, "E0422", NULL, "write m3 or 2025-03, within the plan",
                "\"%.40s\" is no month of this plan", text);
    return PC_EUSAGE;
}

/* ---- which trial ---- */

static unsigned threads_of(const pc_explain_options *options)
{
    return options->threads ? options->threads : pc_processors();
}

static pc_status find_trial(work *w)
{
    const pc_explain_options *o = w->options;
    pc_explanation *out = w->out;
    char period[PC_PERIOD_SIZE];
    pc_found found = { .trial = o->trial, .wanted = (double)NAN };
    const pc_search search = { .programme = w->programme,
                               .by = o->by,
                               .quantile = o->quantile,
                               .metric = w->metric,
                               .period = w->period,
                               .seed = out->seed,
                               .trials = o->trials ? o->trials : w->programme->trials,
                               .threads = threads_of(o),
                               .progress = o->progress,
                               .progress_context = o->progress_context };
    const bool searched = o->by != PC_EXPLAIN_TRIAL;
    const uint64_t trials = searched ? search.trials : o->trial + 1;
    pc_status status = pc_check_settings(trials, out->seed, w->diags);
    if (status == PC_OK && searched) status = pc_search_run(&found, &search, w->diags);
    out->trial = found.trial;
    out->wanted = found.wanted;
    out->quantile = o->by == PC_EXPLAIN_NEAR ? o->quantile : (double)NAN;
    out->searched = searched ? search.trials : 0;
    out->metric = searched ? pc_arena_strdup(w->arena, w->metric->id) : "";
    out->period = searched ? pc_arena_strdup(w->arena, pc_period_text(period, &w->period)) : "";
    out->metric_unit = searched ? w->metric->unit : "";
    return status;
}

/* ---- the replay ---- */

/* What the run records; what was searched; what the ledger adds up to, month by month. */
static void widen(work *w)
{
    static const char *const always[] = { "bookings.channel.*@m*", "commission.accrued@m*",
                                          "partners.channel.*@m*", "bookings.total@y*",
                                          "commission.accrued@y*", "partners.total@y*",
                                          "partners.active@y*",    "deals.total@y*",
                                          "cost.total@y*" };
    static const char *const usual[] = { "*@y*", "*@all" };
    enum { N_ALWAYS = sizeof always / sizeof *always, N_USUAL = 2 };
    const pc_programme *p = w->programme;
    const char **record =
        PC_NEW_ARRAY(&w->scratch, const char *, p->n_record + N_ALWAYS + N_USUAL + 1);
    size_t n = 0;
    if (!record) return;
    for (size_t i = 0; i < p->n_record; i++) record[n++] = p->record[i];
    for (size_t i = 0; i < N_USUAL && p->n_record == 0; i++) record[n++] = usual[i];
    for (size_t i = 0; i < N_ALWAYS; i++) record[n++] = always[i];
    if (w->out->searched)
        record[n++] = pc_arena_printf(&w->scratch, "%s@%s", w->out->metric, w->out->period);
    w->widened = *p;
    w->widened.record = record;
    w->widened.n_record = n;
}

static double traced(const work *w, const pc_trace *trace)
{
    return trace->constant
               ? trace->value
               : w->registers[(size_t)trace->reg * PC_GROUP + w->out->trial % PC_GROUP];
}

static pc_status replay(work *w)
{
    widen(w);
    if (w->scratch.failed) return PC_ENOMEM;
    pc_status status =
        pc_compile_traced(&w->model, &w->widened, threads_of(w->options), w->diags);
    if (status == PC_OK) status = pc_check_certain(w->model, PC_AT_SIMULATED, w->diags);
    if (status != PC_OK) return status;
    pc_story_begin(&w->story, w->model, w->arena);
    w->story.partner = w->options->partner;
    w->story.month = w->out->month;
    w->registers = pc_arena_alloc(&w->scratch, pc_sim_scratch(w->model), sizeof(double), 64);
    if (w->arena->failed || w->scratch.failed) return PC_ENOMEM;
    const pc_witness witness = { .trial = (size_t)(w->out->trial % PC_GROUP),
                                 .tell = pc_story_tell,
                                 .context = &w->story };
    pc_sim_witness(pc_kernel_best(), w->model, w->out->seed,
                   w->out->trial / PC_GROUP * PC_GROUP, w->registers, &witness);
    for (size_t i = 0; i < w->model->n_traces; i++)
        if (w->model->traces[i].of == PC_TRACE_COMMISSION)
            pc_story_add_commission(&w->story, &w->model->traces[i],
                                    traced(w, &w->model->traces[i - 1]),
                                    traced(w, &w->model->traces[i]));
    pc_story_end(&w->story);
    return w->arena->failed ? PC_ENOMEM : PC_OK;
}

/* ---- the explanation ---- */

static double value_of(const work *w, const pc_output *output)
{
    return output->constant
               ? output->value
               : w->registers[(size_t)output->reg * PC_GROUP + w->out->trial % PC_GROUP];
}

static void list_draws(work *w)
{
    const pc_model *model = w->model;
    pc_explained_draw *draws = PC_NEW_ARRAY(w->arena, pc_explained_draw, model->n_traces);
    size_t n = 0;
    for (size_t i = 0; i < model->n_traces && draws; i++) {
        const pc_trace *trace = &model->traces[i];
        if (trace->of != PC_TRACE_INPUT) continue;
        const pc_input *input = &w->programme->inputs[trace->id];
        const double value = traced(w, trace);
        draws[n++] = (pc_explained_draw) {
            .pointer = pc_arena_strdup(w->arena, input->pointer),
            .unit = pc_arena_strdup(w->arena, input->unit),
            .first_month = trace->first_month,
            .last_month = trace->last_month,
            .value = value,
            .below = input->draw ? pc_dist_cdf(&input->draw->dist, value) : (double)NAN,
            .plan = model->input_plan[trace->id],
            .mean = model->input_mean[trace->id],
        };
    }
    w->out->draws = draws;
    w->out->n_draws = n;
}

static bool is_headline(const pc_programme *p, const pc_output *output)
{
    char period[PC_PERIOD_SIZE];
    for (size_t i = 0; i < p->n_headlines; i++)
        if (strcmp(p->headlines[i].metric, output->id) == 0 &&
            strcmp(pc_period_text(period, &p->headlines[i].period), output->period) == 0)
            return true;
    return false;
}

static bool is_record(const pc_record *record, const pc_output *output)
{
    char period[PC_PERIOD_SIZE];
    return strcmp(record->metric->id, output->id) == 0 &&
           strcmp(pc_period_text(period, &record->period), output->period) == 0;
}

/* Those that the run records, the one that was searched, and what every explanation shows by
 * year. Both lists are sorted alike. */
static void list_metrics(work *w)
{
    const pc_metric_info *catalogue;
    const pc_record *records;
    const size_t n_catalogue = pc_metric_catalogue(&w->scratch, w->programme, &catalogue);
    const size_t n_records =
        pc_record_list(&w->scratch, w->programme, catalogue, n_catalogue, &records);
    pc_explained_metric *metrics =
        PC_NEW_ARRAY(w->arena, pc_explained_metric, w->model->n_outputs);
    size_t n = 0, next = 0;
    for (size_t i = 0; i < w->model->n_outputs && metrics && !w->scratch.failed; i++) {
        const pc_output *output = &w->model->outputs[i];
        const bool recorded = next < n_records && is_record(&records[next], output);
        next += recorded;
        const bool searched = strcmp(output->id, w->out->metric) == 0 &&
                              strcmp(output->period, w->out->period) == 0;
        if (!recorded && !searched && output->period[0] == 'm') continue;
        metrics[n++] = (pc_explained_metric) {
            .id = pc_arena_strdup(w->arena, output->id),
            .period = pc_arena_strdup(w->arena, output->period),
            .unit = output->unit,
            .value = pc_output_shown(output, value_of(w, output)),
            .at_plan = pc_output_shown(output, output->at_plan),
            .is_headline = is_headline(w->programme, output),
        };
    }
    w->out->metrics = metrics;
    w->out->n_metrics = n;
}

static void list_partners(work *w)
{
    const pc_story *story = &w->story;
    pc_explained_partner *partners =
        PC_NEW_ARRAY(w->arena, pc_explained_partner, story->n_partners);
    for (size_t i = 0; i < story->n_partners && partners; i++)
        partners[i] = story->partners[i].shown;
    w->out->partners = partners;
    w->out->n_partners = story->n_partners;
    w->out->happenings = story->happenings;
    w->out->n_happenings = story->n_happenings;
}

/* ---- does it add up? ---- */

static void add_sum(work *w, pc_explained_sum *sums, const char *metric, int month,
                    double ledger)
{
    char period[16];
    snprintf(period, sizeof period, "m%d", month + 1);
    for (size_t i = 0; i < w->model->n_outputs; i++) {
        const pc_output *output = &w->model->outputs[i];
        if (strcmp(output->id, metric) != 0 || strcmp(output->period, period) != 0) continue;
        sums[w->out->n_sums++] =
            (pc_explained_sum) { .metric = metric,
                                 .month = month,
                                 .ledger = pc_output_shown(output, ledger),
                                 .value = pc_output_shown(output, value_of(w, output)) };
        return;
    }
}

/* Partners that are only counted stand in no ledger. */
static bool is_counted(const pc_programme *p, size_t channel)
{
    for (size_t i = 0; i < p->n_cohorts; i++)
        if (p->cohorts[i].channel_id == channel && !p->cohorts[i].conduct) return true;
    return false;
}

static void add_channel_sums(work *w, pc_explained_sum *sums, size_t channel, int month)
{
    const pc_programme *p = w->programme;
    const char *id = p->channels[channel].id;
    const size_t at = channel * (size_t)p->months + (size_t)month;
    const char *bookings = pc_arena_printf(w->arena, "bookings.channel.%s", id);
    const char *partners = pc_arena_printf(w->arena, "partners.channel.%s", id);
    if (w->arena->failed || p->channels[channel].type != PC_CHANNEL_PARTNERS) return;
    add_sum(w, sums, bookings, month, w->story.bookings[at]);
    if (!is_counted(p, channel)) add_sum(w, sums, partners, month, w->story.present[at]);
}

static void list_sums(work *w)
{
    const pc_programme *p = w->programme;
    pc_explained_sum *sums =
        PC_NEW_ARRAY(w->arena, pc_explained_sum, (size_t)p->months * (2 * p->n_channels + 1));
    for (int m = 0; m < p->months && sums; m++) {
        add_sum(w, sums, "commission.accrued", m, w->story.commission[m]);
        for (size_t i = 0; i < p->n_channels; i++) add_channel_sums(w, sums, i, m);
    }
    w->out->sums = sums;
}

/* ---- the whole ---- */

static void describe(work *w)
{
    pc_explanation *out = w->out;
    const pc_programme *p = w->programme;
    const pc_explain_options *o = w->options;
    out->name = pc_arena_strdup(w->arena, p->name);
    out->title = pc_arena_strdup(w->arena, p->title);
    out->sha256 = pc_arena_strdup(w->arena, w->scenario->sha256);
    out->currency = pc_arena_strdup(w->arena, p->currency);
    out->engine_version = pc_version();
    out->model_revision = pc_model_revision();
    out->minor_digits = p->minor_digits;
    out->start_year = p->start_year;
    out->start_month = p->start_month;
    out->months = p->months;
    out->seed = o->has_seed ? o->seed : p->seed;
    out->by = o->by;
    out->partner = o->partner ? pc_arena_strdup(w->arena, o->partner) : "";
}

static pc_status refuse_partner(const work *w)
{
    const char *first = w->out->n_partners ? w->out->partners[0].name : "";
    char help[200];
    snprintf(help, sizeof help, "write a name as %.120s, or a part of it", first);
    pc_diag_add(w->diags, PC_ERROR, "E0420", NULL,
                *first ? help : "this future has no partners that are simulated one by one",
                "\"%.80s\" is no partner of future %llu", w->out->partner,
                (unsigned long long)w->out->trial);
    return PC_EUSAGE;
}

static pc_status check_partner(const work *w)
{
    if (!*w->out->partner) return PC_OK;
    for (size_t i = 0; i < w->out->n_partners; i++)
        if (pc_story_is_meant(w->out->partner, w->out->partners[i].name)) return PC_OK;
    return refuse_partner(w);
}

static pc_status explain(work *w)
{
    describe(w);
    pc_status status = w->arena->failed ? PC_ENOMEM : read_month(w);
    if (status == PC_OK && w->options->by != PC_EXPLAIN_TRIAL) status = read_metric(w);
    if (status == PC_OK) status = find_trial(w);
    if (status == PC_OK) status = replay(w);
    if (status != PC_OK) return status;
    list_draws(w);
    list_metrics(w);
    list_partners(w);
    list_sums(w);
    if (w->arena->failed || w->scratch.failed) return PC_ENOMEM;
    return check_partner(w);
}

pc_status pc_explain(pc_explanation **out, const pc_scenario *scenario,
                     const pc_explain_options *options, pc_diags *diags)
{
    static const pc_explain_options first = { .by = PC_EXPLAIN_TRIAL };
    pc_arena *arena = calloc(1, sizeof *arena);
    if (!arena) return PC_ENOMEM;
    pc_arena_init(arena);
    work w = { .scenario = scenario,
               .programme = &scenario->programme,
               .options = options ? options : &first,
               .diags = diags,
               .arena = arena,
               .out = PC_NEW(arena, pc_explanation) };
    pc_arena_init(&w.scratch);
    const pc_status status = w.out ? explain(&w) : PC_ENOMEM;
    pc_model_free(w.model);
    pc_arena_clear(&w.scratch);
    if (status == PC_OK) {
        w.out->arena = arena;
        *out = w.out;
        return PC_OK;
    }
    pc_arena_clear(arena);
    free(arena);
    return status;
}

void pc_explanation_free(pc_explanation *explanation)
{
    if (!explanation) return;
    pc_arena *arena = explanation->arena;
    pc_arena_clear(arena);
    free(arena);
}
