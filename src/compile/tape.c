/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/tape.h"

#include "compile/tables.h"

#include <string.h>

enum { MAX_TABLES = 4096 };
#define NO_REGISTER UINT32_MAX
#define FOR_EVER    UINT32_MAX
#define NOT_ON_TAPE SIZE_MAX

typedef struct builder {
    pc_model *model;
    const pc_dag *dag;
    pc_arena scratch;
    uint32_t *order; /* live nodes, arguments before what uses them */
    size_t n_order;
    uint32_t *last_use; /* by node: position in order, FOR_EVER for roots */
    uint32_t *reg;      /* by node */
    uint32_t *free_regs;
    size_t n_free, n_registers;
    uint32_t
        *draw_index; /* by draw instance of the graph: index in the model, or NO_REGISTER */
    const pc_draw **table_of; /* by table: the first draw that needs it */
    size_t n_tables;
    pc_model_draw *draws;
    const char **draw_names;
    pc_instruction *code;
    size_t n_code;
    const pc_people *people;   /* NULL: none */
    size_t people_at;          /* position in order of what works them; NOT_ON_TAPE */
    pc_population_call *calls; /* one a tape */
    uint32_t *people_tables;   /* the model's table of each of the population's */
} builder;

pc_node pc_tape_simulated(const pc_dag *dag, pc_node node)
{
    return dag->nodes[node].alias ? dag->nodes[node].a : node;
}

static bool is_constant(const builder *b, pc_node node)
{
    return b->dag->nodes[node].op == PC_TAPE_CONSTANT;
}

/* ---- which operand may stay a constant inside the instruction ---- */

typedef struct operands {
    pc_opcode op;
    unsigned n;
    pc_node args[3];
    double k, k2;
} operands;

unsigned pc_tape_operands(pc_opcode op)
{
    switch (op) {
    case PC_TAPE_CONSTANT:
    case PC_TAPE_DRAW:
    case PC_TAPE_SERIES:
    case PC_TAPE_POPULATION:
        return 0;
    case PC_TAPE_AT:
    case PC_TAPE_UNIFORM:
    case PC_TAPE_NEG:
    case PC_TAPE_ROUND:
    case PC_TAPE_ROUND_RATE:
        return 1;
    case PC_TAPE_IF:
        return 3;
    default:
        return 2;
    }
}

static operands with_constant(const builder *b, pc_opcode op, pc_node arg, pc_node constant,
                              double sign)
{
    return (operands) { op, 1, { arg }, sign * b->dag->nodes[constant].k, 0 };
}

static operands operands_of(const builder *b, pc_node node)
{
    const pc_dag_node *n = &b->dag->nodes[node];
    operands o = { n->op, pc_tape_operands(n->op), { 0 }, n->k, n->k2 };
    const pc_node in[3] = { n->a, n->b, n->c };
    for (unsigned i = 0; i < 3 && i < o.n; i++) o.args[i] = pc_tape_simulated(b->dag, in[i]);
    if (o.n != 2) return o;
    const pc_node x = o.args[0], y = o.args[1];
    const bool first = is_constant(b, x), second = is_constant(b, y);
    switch (o.op) {
    case PC_TAPE_ADD:
        if (first) return with_constant(b, PC_TAPE_ADD_K, y, x, 1);
        return second ? with_constant(b, PC_TAPE_ADD_K, x, y, 1) : o;
    case PC_TAPE_SUB:
        if (first) return with_constant(b, PC_TAPE_RSUB_K, y, x, 1);
        return second ? with_constant(b, PC_TAPE_ADD_K, x, y, -1) : o;
    case PC_TAPE_MUL:
        if (first) return with_constant(b, PC_TAPE_MUL_K, y, x, 1);
        return second ? with_constant(b, PC_TAPE_MUL_K, x, y, 1) : o;
    case PC_TAPE_DIV:
        if (first) return with_constant(b, PC_TAPE_RDIV_K, y, x, 1);
        return second ? with_constant(b, PC_TAPE_DIV_K, x, y, 1) : o;
    case PC_TAPE_ROUND_MUL:
        if (first) return with_constant(b, PC_TAPE_ROUND_MUL_K, y, x, 1);
        return second ? with_constant(b, PC_TAPE_ROUND_MUL_K, x, y, 1) : o;
    default:
        return o;
    }
}

/* ---- order ---- */

typedef struct visit {
    pc_node node;
    unsigned next; /* argument to look at */
} visit;

/* Depth first from a root, with a stack of our own: chains may be thousands long. */
static void order_from(builder *b, pc_node root, visit *stack, uint8_t *seen)
{
    size_t depth = 0;
    if (!seen[root]) stack[depth++] = (visit) { root, 0 };
    seen[root] = 1;
    while (depth) {
        visit *top = &stack[depth - 1];
        const operands o = operands_of(b, top->node);
        if (top->next == o.n) {
            b->order[b->n_order++] = top->node;
            depth--;
            continue;
        }
        const pc_node arg = o.args[top->next++];
        if (!seen[arg]) stack[depth++] = (visit) { arg, 0 };
        seen[arg] = 1;
    }
}

static void order_all(builder *b, const pc_node *roots, size_t n, visit *stack, uint8_t *seen)
{
    for (size_t i = 0; i < n; i++) {
        const pc_node root = pc_tape_simulated(b->dag, roots[i]);
        if (!is_constant(b, root)) order_from(b, root, stack, seen);
    }
}

static bool reads_people(const builder *b)
{
    for (size_t at = 0; at < b->n_order; at++)
        if (b->dag->nodes[b->order[at]].op == PC_TAPE_SERIES) return true;
    return false;
}

/* What the partners read, they themselves, and then what reads them: in a second go, when the
 * first has met one of their sums. */
static void order_around_people(builder *b, const pc_node *roots, size_t n, visit *stack,
                                uint8_t *seen)
{
    memset(seen, 0, b->dag->n);
    b->n_order = 0;
    order_all(b, b->people->sources, b->people->population.n_sources, stack, seen);
    b->people_at = b->n_order;
    b->order[b->n_order++] = FOR_EVER; /* no node of the graph */
    order_all(b, roots, n, stack, seen);
}

static void note_last_uses(builder *b)
{
    for (size_t at = 0; at < b->n_order; at++) {
        if (at == b->people_at) {
            for (size_t i = 0; i < b->people->population.n_sources; i++)
                b->last_use[pc_tape_simulated(b->dag, b->people->sources[i])] = (uint32_t)at;
            continue;
        }
        const operands o = operands_of(b, b->order[at]);
        for (unsigned i = 0; i < o.n; i++) b->last_use[o.args[i]] = (uint32_t)at;
    }
}

static void order_live_nodes(builder *b, const pc_node *roots, size_t n)
{
    visit *stack = PC_NEW_ARRAY(&b->scratch, visit, b->dag->n + 1);
    uint8_t *seen = PC_NEW_ARRAY(&b->scratch, uint8_t, b->dag->n);
    if (b->scratch.failed) return;
    b->people_at = NOT_ON_TAPE;
    order_all(b, roots, n, stack, seen);
    if (reads_people(b)) order_around_people(b, roots, n, stack, seen);
    note_last_uses(b);
    for (size_t i = 0; i < n; i++) b->last_use[pc_tape_simulated(b->dag, roots[i])] = FOR_EVER;
}

/* ---- draws and tables ---- */

static pc_status table_for(builder *b, const pc_draw *draw, uint32_t *index, pc_diags *diags)
{
    for (size_t i = 0; i < b->n_tables; i++) {
        if (!pc_dist_same(&b->table_of[i]->dist.spec, &draw->dist.spec)) continue;
        *index = (uint32_t)i;
        return PC_OK;
    }
    if (b->n_tables == MAX_TABLES)
        return pc_diag_fail(diags, PC_EDATA, "E0505", b->model->programme->name,
                            "more than %d different distributions are needed", MAX_TABLES);
    *index = (uint32_t)b->n_tables;
    b->table_of[b->n_tables++] = draw;
    return PC_OK;
}

static pc_status build_tables(const builder *b, unsigned threads, pc_diags *diags)
{
    const pc_dist **dists = PC_NEW_ARRAY(&b->model->arena, const pc_dist *, b->n_tables);
    if (!dists) return PC_ENOMEM;
    for (size_t i = 0; i < b->n_tables; i++) dists[i] = &b->table_of[i]->dist;
    size_t steep;
    const pc_status status = pc_tables_build(b->model, dists, b->n_tables, threads, &steep);
    if (status == PC_EDATA)
        pc_diag_add(diags, PC_ERROR, "E0506", &(pc_place) { .file = b->model->programme->name },
                    "use a less extreme spread or shape",
                    "the distribution of %s is too steep to tabulate",
                    b->table_of[steep]->name);
    return status;
}

static pc_status use_draw(builder *b, uint32_t instance, pc_instruction *code, pc_diags *diags)
{
    pc_model *model = b->model;
    const pc_draw *draw = b->dag->draw_of[instance];
    if (b->draw_index[instance] == NO_REGISTER) {
        b->draw_index[instance] = (uint32_t)model->n_draws;
        b->draw_names[model->n_draws] = draw->name;
        b->draws[model->n_draws++] = b->dag->draws[instance];
    }
    code->a = b->draw_index[instance];
    return table_for(b, draw, &code->b, diags);
}

/* Two names with one 64-bit stream would share their luck: about one chance in 10^13 for a
 * thousand draws, refused rather than believed. */
static pc_status refuse_collisions(const builder *b, pc_diags *diags)
{
    const pc_model *model = b->model;
    pc_arena scratch;
    pc_arena_init(&scratch);
    pc_memo streams = { 0 };
    pc_status status = PC_OK;
    for (size_t i = 0; i < model->n_draws && status == PC_OK; i++) {
        const uint64_t stream = b->draws[i].stream;
        const void *key = (const void *)(uintptr_t)(stream | 1); /* a number, never followed */
        uint32_t *first = pc_memo_at(&streams, &scratch, key, (uint32_t)(stream & 1));
        if (!first) {
            status = PC_ENOMEM;
        } else if (*first == PC_MEMO_EMPTY) {
            *first = (uint32_t)i;
        } else if (strcmp(b->draw_names[*first], b->draw_names[i]) != 0) {
            pc_diag_add(diags, PC_ERROR, "E0503",
                        &(pc_place) { .file = b->model->programme->name },
                        "give one of them another name with \"stream\"",
                        "%s and %s would draw the same numbers", b->draw_names[*first],
                        b->draw_names[i]);
            status = PC_EDATA;
        }
    }
    pc_arena_clear(&scratch);
    return status;
}

/* ---- registers and code ---- */

static void release_arguments(builder *b, const operands *o, size_t at)
{
    for (unsigned i = 0; i < o->n; i++) {
        bool again = false;
        for (unsigned j = 0; j < i; j++) again |= o->args[j] == o->args[i];
        if (!again && b->last_use[o->args[i]] == at)
            b->free_regs[b->n_free++] = b->reg[o->args[i]];
    }
}

static uint32_t take_register(builder *b)
{
    if (b->n_free) return b->free_regs[--b->n_free];
    return (uint32_t)b->n_registers++;
}

/* ---- the population ---- */

/* The registers of its sums that somebody reads, or NO_REGISTER. */
static uint32_t *series_registers(builder *b)
{
    const pc_population *p = &b->people->population;
    const size_t n = p->n_series * (size_t)p->n_months;
    size_t n_sums = 0;
    uint32_t *regs = PC_NEW_ARRAY(&b->model->arena, uint32_t, n);
    for (size_t i = 0; i < n && regs; i++) regs[i] = PC_NO_REGISTER;
    for (size_t at = b->people_at; at < b->n_order && regs; at++) {
        const pc_node node = b->order[at];
        if (node == FOR_EVER || b->dag->nodes[node].op != PC_TAPE_SERIES) continue;
        regs[b->dag->nodes[node].a] = b->reg[node] = take_register(b);
        n_sums++;
    }
    if (n_sums > b->model->n_sums) b->model->n_sums = n_sums;
    return regs;
}

static pc_status emit_people(builder *b, size_t tape)
{
    const pc_population *p = &b->people->population;
    uint32_t *regs = PC_NEW_ARRAY(&b->model->arena, uint32_t, p->n_sources + 1);
    double *constants = PC_NEW_ARRAY(&b->model->arena, double, p->n_sources + 1);
    const uint32_t *series = series_registers(b);
    if (b->model->arena.failed) return PC_ENOMEM;
    for (size_t i = 0; i < p->n_sources; i++) {
        const pc_node node = pc_tape_simulated(b->dag, b->people->sources[i]);
        regs[i] = is_constant(b, node) ? PC_NO_REGISTER : b->reg[node];
        constants[i] = b->dag->nodes[node].k;
        if (regs[i] != PC_NO_REGISTER && b->last_use[node] == b->people_at) {
            b->free_regs[b->n_free++] = regs[i];
            b->last_use[node] = FOR_EVER; /* once, whatever number of sources it is */
        }
    }
    b->calls[tape] = (pc_population_call) { regs, constants, series };
    b->code[b->n_code++] = (pc_instruction) { .op = PC_TAPE_POPULATION, .a = (uint32_t)tape };
    return PC_OK;
}

static pc_status emit(builder *b, size_t at, pc_diags *diags)
{
    const pc_node node = b->order[at];
    if (b->dag->nodes[node].op == PC_TAPE_SERIES) return PC_OK; /* the population filled it */
    const operands o = operands_of(b, node);
    pc_instruction *code = &b->code[b->n_code++];
    *code = (pc_instruction) { .op = o.op, .k = o.k, .k2 = o.k2 };
    uint32_t *const args[3] = { &code->a, &code->b, &code->c };
    for (unsigned i = 0; i < o.n; i++) *args[i] = b->reg[o.args[i]];
    release_arguments(b, &o, at);
    code->dst = b->reg[node] = take_register(b);
    if (o.op == PC_TAPE_AT)
        return table_for(b, b->dag->draw_of[b->dag->nodes[node].b], &code->b, diags);
    if (o.op != PC_TAPE_DRAW) return PC_OK;
    return use_draw(b, b->dag->nodes[node].a, code, diags);
}

static void reserve_draws(builder *b)
{
    const size_t n_draws = b->dag->n_draws;
    b->draw_index = PC_NEW_ARRAY(&b->scratch, uint32_t, n_draws + 1);
    b->draw_names = PC_NEW_ARRAY(&b->scratch, const char *, n_draws + 1);
    b->draws = PC_NEW_ARRAY(&b->model->arena, pc_model_draw, n_draws + 1);
    if (b->scratch.failed) return;
    for (size_t i = 0; i < n_draws; i++) b->draw_index[i] = NO_REGISTER;
}

static void reserve_tape(builder *b)
{
    const size_t n = b->dag->n;
    b->order = PC_NEW_ARRAY(&b->scratch, uint32_t, n + 1);
    b->last_use = PC_NEW_ARRAY(&b->scratch, uint32_t, n);
    b->reg = PC_NEW_ARRAY(&b->scratch, uint32_t, n);
    b->free_regs = PC_NEW_ARRAY(&b->scratch, uint32_t, n);
    b->n_order = b->n_free = b->n_registers = b->n_code = 0;
}

static pc_status build_tape(builder *b, pc_tape *tape, size_t number, pc_diags *diags)
{
    reserve_tape(b);
    if (!b->scratch.failed) order_live_nodes(b, tape->roots, tape->n);
    b->code = PC_NEW_ARRAY(&b->model->arena, pc_instruction, b->n_order + 1);
    if (b->scratch.failed || b->model->arena.failed) return PC_ENOMEM;
    for (size_t at = 0; at < b->n_order; at++) {
        const pc_status status =
            at == b->people_at ? emit_people(b, number) : emit(b, at, diags);
        if (status != PC_OK) return status;
    }
    for (size_t i = 0; i < tape->n; i++)
        tape->reg[i] = b->reg[pc_tape_simulated(b->dag, tape->roots[i])];
    tape->instructions = b->code;
    tape->n_instructions = b->n_code;
    tape->n_registers = b->n_registers;
    return PC_OK;
}

/* The population's quantile functions are the model's, too. */
static pc_status list_people_tables(builder *b, pc_diags *diags)
{
    const size_t n = b->people ? b->people->n_draws : 0;
    pc_status status = PC_OK;
    b->people_tables = PC_NEW_ARRAY(&b->scratch, uint32_t, n + 1);
    for (size_t i = 0; i < n && status == PC_OK && b->people_tables; i++)
        status = table_for(b, b->people->draws[i], &b->people_tables[i], diags);
    return b->people_tables ? status : PC_ENOMEM;
}

static pc_status copy_people_tables(const builder *b, pc_people *people)
{
    const size_t n = people->n_draws;
    pc_table *tables = PC_NEW_ARRAY(&b->model->arena, pc_table, n + 1);
    if (!tables) return PC_ENOMEM;
    for (size_t i = 0; i < n; i++) tables[i] = b->model->tables[b->people_tables[i]];
    people->population.tables = tables;
    return PC_OK;
}

static void reserve_tables(builder *b, const pc_people *people)
{
    b->table_of = PC_NEW_ARRAY(&b->scratch, const pc_draw *,
                               b->dag->n_draws + (people ? people->n_draws : 0) + 1);
}

static pc_status build(builder *b, pc_people *people, pc_tape *tapes, size_t n,
                       unsigned threads, pc_diags *diags)
{
    reserve_draws(b);
    reserve_tables(b, people);
    b->people = people;
    b->model->calls = b->calls = PC_NEW_ARRAY(&b->model->arena, pc_population_call, n);
    pc_status status = b->scratch.failed || b->model->arena.failed ? PC_ENOMEM : PC_OK;
    if (status == PC_OK) status = list_people_tables(b, diags);
    for (size_t i = 0; i < n && status == PC_OK; i++)
        status = build_tape(b, &tapes[i], i, diags);
    b->model->draws = b->draws;
    if (status == PC_OK) status = refuse_collisions(b, diags);
    if (status == PC_OK) status = build_tables(b, threads, diags);
    return status == PC_OK && people ? copy_people_tables(b, people) : status;
}

pc_status pc_tape_build(pc_model *model, const pc_dag *dag, pc_people *people, pc_tape *tapes,
                        size_t n, unsigned threads, pc_diags *diags)
{
    builder b = { .model = model, .dag = dag };
    pc_arena_init(&b.scratch);
    const pc_status status = build(&b, people, tapes, n, threads, diags);
    pc_arena_clear(&b.scratch);
    return status;
}
