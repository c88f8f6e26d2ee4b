/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which draws each headline depends on, by the graph, and to which entry of the register of
 * inputs each belongs. A tape of its own then gives them trial by trial
 * (docs/model/drivers.md).
 */
#include "compile/probe.h"

#include "compile/people.h"
#include "compile/tape.h"

#include <stdlib.h>
#include <string.h>

static const char mix_name[] = "revenue/mix/";

typedef struct column {
    const char *pointer; /* of its source */
    size_t input;        /* or PC_NONE */
    uint32_t instance;   /* draw of the graph */
    pc_node node;
} column;

typedef struct prober {
    pc_model *model;
    const pc_dag *dag;
    const pc_people *people; /* NULL: none */
    pc_arena *scratch;
    size_t *input_of;  /* one a draw of the graph; PC_NONE: none */
    size_t *column_of; /* one a node of the graph; PC_NONE: no draw, or not met */
    column *columns;
    size_t n, capacity;
    size_t n_headlines;
    pc_node *headlines;
    bool *reaches; /* n_headlines rows, one a node */
} prober;

/* ---- Whose draw it is ---- */

static void claim(prober *p, const pc_expr *expr, size_t input)
{
    if (expr->kind == PC_EXPR_DRAW)
        for (size_t i = 0; i < p->dag->n_draws; i++)
            if (p->dag->draw_of[i] == expr->draw) p->input_of[i] = input;
    for (size_t i = 0; i < expr->n_args; i++) claim(p, expr->args[i], input);
}

static bool is_tie(const pc_programme *programme, const pc_draw *draw)
{
    for (size_t i = 0; i < programme->n_ties; i++)
        if (&programme->ties[i].normal == draw) return true;
    return false;
}

static const char *pointer_of(prober *p, uint32_t instance)
{
    const size_t input = p->input_of[instance];
    const char *name = p->dag->draw_of[instance]->name;
    if (input != PC_NONE) return p->model->programme->inputs[input].pointer;
    if (strncmp(name, mix_name, sizeof mix_name - 1) == 0) return "/revenue/mix";
    return pc_arena_printf(p->scratch, "/%s", name);
}

/* ---- Which are met on the way down from a headline ---- */

static bool is_drawn(const prober *p, pc_node node, uint32_t *instance)
{
    const pc_dag_node *n = &p->dag->nodes[node];
    if (n->op != PC_TAPE_DRAW && n->op != PC_TAPE_AT) return false;
    *instance = n->op == PC_TAPE_DRAW ? n->a : n->b;
    return !is_tie(p->model->programme, p->dag->draw_of[*instance]);
}

static void meet(prober *p, pc_node node, uint32_t instance)
{
    if (p->column_of[node] != PC_NONE) return;
    if (!PC_GROW(p->scratch, column, p->columns, p->n, p->capacity)) return;
    p->column_of[node] = p->n;
    p->columns[p->n++] =
        (column) { pointer_of(p, instance), p->input_of[instance], instance, node };
}

/* A sum of the population depends on everything that its partners read. */
static size_t push_sources(const prober *p, bool *reached, pc_node *stack, size_t depth)
{
    for (size_t i = 0; i < p->people->population.n_sources; i++) {
        const pc_node source = pc_tape_simulated(p->dag, p->people->sources[i]);
        if (!reached[source]) stack[depth++] = source;
        reached[source] = true;
    }
    return depth;
}

static void walk(prober *p, pc_node from, bool *reached, pc_node *stack)
{
    size_t depth = 0;
    stack[depth++] = from;
    reached[from] = true;
    while (depth) {
        const pc_node node = stack[--depth];
        const pc_dag_node *n = &p->dag->nodes[node];
        const pc_node args[3] = { n->a, n->b, n->c };
        uint32_t instance;
        if (is_drawn(p, node, &instance)) meet(p, node, instance);
        for (unsigned i = 0; i < 3 && i < pc_tape_operands(n->op); i++) {
            const pc_node arg = pc_tape_simulated(p->dag, args[i]);
            if (!reached[arg]) stack[depth++] = arg;
            reached[arg] = true;
        }
        if (n->op == PC_TAPE_SERIES) depth = push_sources(p, reached, stack, depth);
    }
}

/* ---- The plan ---- */

static int by_source(const void *x, const void *y)
{
    const column *a = x, *b = y;
    const int order = strcmp(a->pointer, b->pointer);
    if (order) return order;
    return (a->instance > b->instance) - (a->instance < b->instance);
}

/* Draws of one address have one uniform, and so one rank: the mix of several years. */
static bool is_same_luck(const prober *p, const column *a, const column *b)
{
    const pc_model_draw *x = &p->dag->draws[a->instance], *y = &p->dag->draws[b->instance];
    return x->stream == y->stream && x->period == y->period;
}

static bool is_of_source(const column *a, const column *b)
{
    return strcmp(a->pointer, b->pointer) == 0;
}

static void list_columns(prober *p, pc_probe_plan *out)
{
    pc_arena *arena = &p->model->arena;
    pc_node *roots = PC_NEW_ARRAY(p->scratch, pc_node, p->n_headlines + p->n + 1);
    pc_source *sources = PC_NEW_ARRAY(arena, pc_source, p->n + 1);
    size_t *source_of = PC_NEW_ARRAY(arena, size_t, p->n + 1);
    bool *reaches = PC_NEW_ARRAY(arena, bool, p->n_headlines * p->n + 1);
    if (arena->failed || p->scratch->failed) return;
    size_t n = 0, n_sources = 0;
    for (size_t i = 0, first = 0; i < p->n; i++) {
        column *c = &p->columns[i];
        const bool is_new = i == 0 || !is_of_source(&p->columns[i - 1], c);
        if (is_new) {
            sources[n_sources++] = (pc_source) { pc_arena_strdup(arena, c->pointer), c->input };
            first = i;
        }
        size_t same = first;
        while (!is_same_luck(p, &p->columns[same], c)) same++;
        const size_t k = same < i ? p->column_of[p->columns[same].node] : n++;
        p->column_of[c->node] = k;
        source_of[k] = n_sources - 1;
        if (same == i) roots[p->n_headlines + k] = c->node;
        for (size_t h = 0; h < p->n_headlines; h++)
            reaches[h * p->n + k] |= p->reaches[h * p->dag->n + c->node];
    }
    for (size_t h = 0; h < p->n_headlines; h++) roots[h] = p->headlines[h];
    out->roots = roots;
    out->n_roots = p->n_headlines + n;
    out->probe = (pc_probe) { .n_headlines = p->n_headlines,
                              .n_columns = n,
                              .n_sources = n_sources,
                              .source_of = source_of,
                              .sources = sources,
                              .reaches = reaches,
                              .stride = p->n };
}

static bool is_named(const pc_output *output, const char *id, const char *period)
{
    return strcmp(output->id, id) == 0 && strcmp(output->period, period) == 0;
}

/* The scenario's headlines; without any, the return and the revenue of year 1. */
static bool is_headline(const pc_programme *programme, const pc_output *output)
{
    char text[PC_PERIOD_SIZE];
    for (size_t i = 0; i < programme->n_headlines; i++)
        if (is_named(output, programme->headlines[i].metric,
                     pc_period_text(text, &programme->headlines[i].period)))
            return true;
    if (programme->n_headlines) return false;
    return is_named(output, "revenue.total", "y1") ||
           (strncmp(output->id, "roi.", 4) == 0 && is_named(output, output->id, "y1") &&
            strcmp(output->id + 4, pc_roi_ids[programme->roi.headline]) == 0);
}

void pc_probe_prepare(pc_probe_plan *out, pc_model *model, const pc_dag *dag,
                      const pc_people *people, const pc_node *nodes, pc_arena *scratch)
{
    enum { MOST_HEADLINES = 16 };
    prober p = { .model = model, .dag = dag, .people = people, .scratch = scratch };
    size_t *ids = PC_NEW_ARRAY(&model->arena, size_t, MOST_HEADLINES);
    p.headlines = PC_NEW_ARRAY(scratch, pc_node, MOST_HEADLINES);
    p.input_of = PC_NEW_ARRAY(scratch, size_t, dag->n_draws + 1);
    p.column_of = PC_NEW_ARRAY(scratch, size_t, dag->n);
    *out = (pc_probe_plan) { 0 };
    if (scratch->failed || model->arena.failed) return;
    for (size_t i = 0; i < model->n_outputs && p.n_headlines < MOST_HEADLINES; i++) {
        if (pc_dag_is_constant(dag, nodes[i]) ||
            !is_headline(model->programme, &model->outputs[i]))
            continue;
        ids[p.n_headlines] = i;
        p.headlines[p.n_headlines++] = pc_tape_simulated(dag, nodes[i]);
    }
    pc_node *stack = PC_NEW_ARRAY(scratch, pc_node, dag->n);
    p.reaches = PC_NEW_ARRAY(scratch, bool, p.n_headlines * dag->n + 1);
    if (scratch->failed) return;
    for (size_t i = 0; i < dag->n_draws; i++) p.input_of[i] = PC_NONE;
    for (size_t i = 0; i < dag->n; i++) p.column_of[i] = PC_NONE;
    for (size_t i = 0; i < model->programme->n_inputs; i++)
        claim(&p, model->programme->inputs[i].value, i);
    for (size_t h = 0; h < p.n_headlines; h++)
        walk(&p, p.headlines[h], p.reaches + h * dag->n, stack);
    if (scratch->failed) return;
    if (p.n) qsort(p.columns, p.n, sizeof *p.columns, by_source);
    list_columns(&p, out);
    out->probe.outputs = ids;
}
