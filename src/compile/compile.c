/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/measure.h"
#include "compile/model.h"
#include "compile/people.h"
#include "compile/probe.h"
#include "compile/record.h"
#include "compile/tape.h"
#include "compile/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct compiler {
    pc_model *model;
    pc_arena scratch;
    pc_ledger ledger;
    const pc_metric_info *catalogue;
    size_t n_catalogue;
    const pc_record *records;
    pc_node *nodes; /* one a record */
    uint32_t *regs;
    pc_output *outputs;
    bool traced;
    pc_trace_plan trace;
} compiler;

/* What a figure of the results is in a register. Whole minor units stay whole. */
static double to_raw(const pc_output *output, double value)
{
    const double raw = value * output->per_unit, whole = round(raw);
    return output->per_unit != 1 && fabs(raw - whole) < 1e-6 ? whole : raw;
}

static void add_targets(compiler *c, pc_output *output, const pc_record *record)
{
    const pc_programme *programme = c->model->programme;
    size_t *ids = PC_NEW_ARRAY(&c->model->arena, size_t, programme->n_targets);
    double *raw = PC_NEW_ARRAY(&c->model->arena, double, programme->n_targets);
    if (c->model->arena.failed) return;
    for (size_t i = 0; i < programme->n_targets; i++) {
        const pc_target *target = &programme->targets[i];
        if (strcmp(target->metric, record->metric->id) != 0 ||
            pc_period_compare(&target->period, &record->period) != 0)
            continue;
        ids[output->n_targets] = i;
        raw[output->n_targets++] = to_raw(output, target->value);
    }
    output->target_ids = ids;
    output->target_raw = raw;
}

static void add_stated(compiler *c, pc_output *output, const pc_record *record)
{
    const pc_programme *programme = c->model->programme;
    output->stated = output->stated_raw = (double)NAN;
    for (size_t i = 0; i < programme->n_stated; i++) {
        const pc_stated *stated = &programme->stated[i];
        if (strcmp(stated->metric, record->metric->id) != 0 ||
            pc_period_compare(&stated->period, &record->period) != 0)
            continue;
        output->stated = stated->value;
        output->stated_raw = to_raw(output, stated->value);
    }
}

static void describe(compiler *c, pc_output *output, const pc_record *record)
{
    const pc_metric_info *metric = record->metric;
    char period[PC_PERIOD_SIZE];
    output->id = pc_arena_strdup(&c->model->arena, metric->id);
    output->period = pc_arena_strdup(&c->model->arena, pc_period_text(period, &record->period));
    output->unit = metric->unit;
    output->always_defined = metric->kind != PC_METRIC_RATIO &&
                             metric->kind != PC_METRIC_TRAILING &&
                             metric->kind != PC_METRIC_NEVER;
    output->is_never = metric->kind == PC_METRIC_NEVER;
    output->base = PC_NONE;
    const bool money = strcmp(metric->unit, "currency") == 0;
    output->per_unit = money ? c->ledger.values.dag.nodes[c->ledger.minor_units].k : 1;
    output->is_roi = metric->family == PC_METRIC_ROI;
    output->break_even_raw = output->is_roi && metric->index == PC_ROI_MULTIPLE ? 1 : 0;
    add_stated(c, output, record);
    add_targets(c, output, record);
}

/* A gap is the output of its metric in the same period, shifted by what is stated. */
static void attach_gap(compiler *c, size_t i)
{
    pc_output *gap = &c->outputs[i];
    const char *id = c->catalogue[c->records[i].metric->index].id;
    for (size_t k = 0; k < c->model->n_outputs; k++) {
        const pc_output *base = &c->outputs[k];
        if (strcmp(base->id, id) != 0 || strcmp(base->period, gap->period) != 0) continue;
        gap->base = k;
        gap->shift = -base->stated;
        gap->constant = base->constant;
        gap->reg = base->reg;
        gap->value = base->value;
        gap->at_plan = base->at_plan;
        gap->at_means = base->at_means;
    }
}

static void fill_values(compiler *c)
{
    const pc_dag *dag = &c->ledger.values.dag;
    for (size_t i = 0; i < c->model->n_outputs; i++) {
        pc_output *output = &c->outputs[i];
        output->constant = pc_dag_is_constant(dag, c->nodes[i]);
        output->reg = c->regs[i];
        output->value = dag->nodes[c->nodes[i]].k;
        output->at_plan = dag->nodes[c->nodes[i]].at_plan;
        output->at_means = dag->nodes[c->nodes[i]].at_means;
    }
    for (size_t i = 0; i < c->model->n_outputs; i++)
        if (c->records[i].metric->family == PC_METRIC_GAP) attach_gap(c, i);
    for (size_t i = 0; i < c->trace.n; i++) {
        pc_trace *trace = &c->trace.traces[i];
        trace->constant = pc_dag_is_constant(dag, c->trace.nodes[i]);
        trace->reg = c->regs[c->model->n_outputs + i];
        trace->value = dag->nodes[c->trace.nodes[i]].k;
    }
    c->model->traces = c->trace.traces;
    c->model->n_traces = c->trace.n;
}

/* The register of assumptions wants one number each: none for what changes over time. */
static void fill_inputs(compiler *c)
{
    const pc_programme *programme = c->model->programme;
    pc_values *values = &c->ledger.values;
    double *plan = PC_NEW_ARRAY(&c->model->arena, double, programme->n_inputs);
    double *mean = PC_NEW_ARRAY(&c->model->arena, double, programme->n_inputs);
    for (size_t i = 0; i < programme->n_inputs && plan && mean; i++) {
        const pc_node first = pc_value_at(values, programme->inputs[i].value, 0);
        const pc_node last =
            pc_value_at(values, programme->inputs[i].value, programme->months - 1);
        if (c->scratch.failed) return;
        const pc_dag_node f = values->dag.nodes[first], l = values->dag.nodes[last];
        plan[i] = f.at_plan == l.at_plan ? f.at_plan : (double)NAN;
        mean[i] = f.at_means == l.at_means ? f.at_means : (double)NAN;
    }
    c->model->input_plan = plan;
    c->model->input_mean = mean;
}

static pc_warning warning_of_taken(compiler *c, const pc_channel *from, int month)
{
    pc_arena *arena = &c->model->arena;
    return (pc_warning) {
        .code = "W0220",
        .pointer = pc_arena_printf(arena, "/channels/%s", from->id),
        .text = pc_arena_printf(arena,
                                "what other channels cannibalise is more than is sold here in "
                                "month %d at plan or at means; they take what there is",
                                month + 1),
    };
}

/* A definition whose input is missing has no metric; the run says which key that is. */
static void warn_of_missing_inputs(compiler *c)
{
    const pc_roi *roi = &c->model->programme->roi;
    const pc_programme *programme = c->model->programme;
    pc_warning *warnings =
        PC_NEW_ARRAY(&c->model->arena, pc_warning, 2 + programme->n_channels);
    size_t n = 0;
    if (!warnings) return;
    for (size_t i = 0; c->ledger.taken_beyond && i < programme->n_channels; i++)
        if (c->ledger.taken_beyond[i] >= 0)
            warnings[n++] =
                warning_of_taken(c, &programme->channels[i], c->ledger.taken_beyond[i]);
    if (!roi->gross_margin)
        warnings[n++] = (pc_warning) {
            .code = "W0501",
            .pointer = "/roi/gross_margin",
            .text =
                "not given, so there is no roi.margin, no roi.incremental and no payback.month",
        };
    if (roi->wants_npv && !(roi->gross_margin && roi->discount_rate))
        warnings[n++] = (pc_warning) {
            .code = "W0502",
            .pointer = roi->discount_rate ? "/roi/gross_margin" : "/roi/discount_rate",
            .text = "not given, so there is no roi.npv",
        };
    c->model->warnings = warnings;
    c->model->n_warnings = n;
}

static pc_status list_outputs(compiler *c)
{
    pc_model *model = c->model;
    c->n_catalogue = pc_metric_catalogue(&c->scratch, model->programme, &c->catalogue);
    model->n_outputs = pc_record_list(&c->scratch, model->programme, c->catalogue,
                                      c->n_catalogue, &c->records);
    model->outputs = c->outputs = PC_NEW_ARRAY(&model->arena, pc_output, model->n_outputs);
    c->nodes = PC_NEW_ARRAY(&c->scratch, pc_node, model->n_outputs);
    if (c->scratch.failed || model->arena.failed) return PC_ENOMEM;
    for (size_t i = 0; i < model->n_outputs && !c->scratch.failed; i++) {
        describe(c, &c->outputs[i], &c->records[i]);
        c->nodes[i] = pc_measure(&c->ledger, c->records[i].metric, &c->records[i].period);
    }
    return c->scratch.failed || model->arena.failed ? PC_ENOMEM : PC_OK;
}

/* Outputs, then traces. */
static const pc_node *list_roots(compiler *c, size_t *n)
{
    const size_t n_outputs = c->model->n_outputs;
    c->trace = (pc_trace_plan) { .scratch = &c->scratch, .keep = &c->model->arena };
    if (c->traced) pc_trace_prepare(&c->trace, &c->ledger);
    *n = n_outputs + c->trace.n;
    c->regs = PC_NEW_ARRAY(&c->scratch, uint32_t, *n);
    pc_node *roots = PC_NEW_ARRAY(&c->scratch, pc_node, *n);
    if (c->scratch.failed) return NULL;
    memcpy(roots, c->nodes, n_outputs * sizeof *roots);
    if (c->trace.n) memcpy(roots + n_outputs, c->trace.nodes, c->trace.n * sizeof *roots);
    return roots;
}

/* The tape of all outputs, and the small one of the headlines with what they depend on. */
static pc_status build_tapes(compiler *c, unsigned threads, pc_diags *diags)
{
    pc_model *model = c->model;
    const pc_dag *dag = &c->ledger.values.dag;
    pc_probe_plan plan;
    pc_probe_prepare(&plan, model, dag, c->ledger.people, c->nodes, &c->scratch);
    size_t n_roots;
    const pc_node *roots = list_roots(c, &n_roots);
    pc_tape tapes[] = { { .roots = roots, .n = n_roots, .reg = c->regs },
                        { .roots = plan.roots,
                          .n = plan.n_roots,
                          .reg = PC_NEW_ARRAY(&model->arena, uint32_t, plan.n_roots + 1) } };
    if (c->scratch.failed || model->arena.failed) return PC_ENOMEM;
    const pc_status status =
        pc_tape_build(model, dag, c->ledger.people, tapes, 2, threads, diags);
    if (status != PC_OK) return status;
    model->instructions = tapes[0].instructions;
    model->n_instructions = tapes[0].n_instructions;
    model->n_registers = tapes[0].n_registers;
    model->probe = plan.probe;
    model->probe.instructions = tapes[1].instructions;
    model->probe.n_instructions = tapes[1].n_instructions;
    model->probe.n_registers = tapes[1].n_registers;
    model->probe.regs = tapes[1].reg;
    return PC_OK;
}

static pc_status compile(compiler *c, unsigned threads, pc_diags *diags)
{
    pc_model *model = c->model;
    pc_status status =
        pc_ledger_build(&c->ledger, &c->scratch, &model->arena, model->programme, diags);
    if (status == PC_OK) status = list_outputs(c);
    if (status == PC_OK) status = build_tapes(c, threads, diags);
    if (status != PC_OK) return status;
    if (c->ledger.people) model->population = &c->ledger.people->population;
    fill_values(c);
    fill_inputs(c);
    warn_of_missing_inputs(c);
    return c->scratch.failed || model->arena.failed ? PC_ENOMEM : PC_OK;
}

static pc_status compile_either(pc_model **out, const pc_programme *programme, bool traced,
                                unsigned threads, pc_diags *diags)
{
    compiler c = { .model = calloc(1, sizeof *c.model), .traced = traced };
    if (!c.model) return PC_ENOMEM;
    c.model->programme = programme;
    pc_arena_init(&c.model->arena);
    pc_arena_init(&c.scratch);
    const pc_status status = compile(&c, threads, diags);
    pc_arena_clear(&c.scratch);
    if (status == PC_OK) *out = c.model;
    if (status != PC_OK) pc_model_free(c.model);
    return status;
}

pc_status pc_compile(pc_model **out, const pc_programme *programme, unsigned threads,
                     pc_diags *diags)
{
    return compile_either(out, programme, false, threads, diags);
}

pc_status pc_compile_traced(pc_model **out, const pc_programme *programme, unsigned threads,
                            pc_diags *diags)
{
    return compile_either(out, programme, true, threads, diags);
}

void pc_model_free(pc_model *model)
{
    if (!model) return;
    for (unsigned i = 0; i < model->n_table_arenas; i++)
        pc_arena_clear(&model->table_arenas[i]);
    pc_arena_clear(&model->arena);
    free(model);
}
