/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The population's kernel: a chunk of trials after the other, and in it partner by partner,
 * each through all its months, while its state is in the nearest cache. Partners that meet are
 * worked month by month (population/meet.inl): the same stages, so the same bits.
 * Included once a vector path, with PC_LANE_WIDTH set.
 */
#include "population/meet.inl"

/* Scratch: parameter rows by pointer, derived rows, a chunk's work rows, list, entries, state.
 */
typedef struct workspace {
    const double **params;
    double *derived, *work, *budgets, *entries, *sums, *state;
    uint32_t *sum_of;
    size_t n_sums;
    draw_list *list;
    count_steps *steps;
} workspace;

static workspace divide_scratch(const pc_population *population, double *scratch)
{
    workspace w;
    double *at = scratch;
    w.params = (const double **)(void *)at;
    at += (population->n_params + 7) / 8 * 8;
    w.derived = at;
    at += population->n_params * PC_POP_GROUP;
    w.work = at;
    at += WORK_N * PC_CHUNK;
    w.budgets = at;
    at += population->n_budgets * PC_CHUNK;
    w.list = (draw_list *)(void *)at;
    at += (sizeof(draw_list) / sizeof(double) + 7) / 8 * 8;
    w.steps = (count_steps *)(void *)at;
    at += (sizeof(count_steps) / sizeof(double) + 7) / 8 * 8;
    w.entries = at;
    at += (size_t)population->n_months * PC_CHUNK;
    const size_t n_series = population->n_series * (size_t)population->n_months;
    w.sum_of = (uint32_t *)(void *)at;
    at += (n_series + 15) / 16 * 8;
    w.sums = w.state = at;
    w.n_sums = 0;
    return w;
}

/* ---- parameters ---- */

LANE_FN lane derive(pc_param_form form, lane x, double minor)
{
    const lane zero = lane_set(0.0);
    switch (form) {
    case PC_PARAM_HAZARD:
        return zero - lane_log(lane_set(1.0) - x);
    case PC_PARAM_MILLIONTHS:
        return x * lane_set(1e6);
    case PC_PARAM_MINOR:
        return x * lane_set(minor);
    case PC_PARAM_AMOUNT:
        return lane_round(x * lane_set(minor));
    case PC_PARAM_VALUE:
        break;
    }
    return x;
}

/* 10^6 x of a decimal is whole but for the last bits of the product. */
LANE_FN lane tidy_millionths(lane x)
{
    const lane whole = lane_round(x), off = lane_abs(x - whole);
    return lane_select(lane_lt(off, lane_set(1e-7)), whole, x);
}

LANE_FN lane derived_value(const pc_population *population, pc_param_form form, lane x)
{
    const lane y = derive(form, x, population->minor);
    return form == PC_PARAM_MILLIONTHS ? tidy_millionths(y) : y;
}

/* What no draw reaches is one chunk's row for all of them, side by side with the others: rows a
 * group apart would fall on the same few lines of the nearest cache. */
static void derive_params(const workspace *w, const pc_population_order *o)
{
    const pc_population *population = o->population;
    double *row = w->derived;
    for (size_t k = 0; k < population->n_params; k++) {
        const pc_param_source *param = &population->params[k];
        const uint32_t reg = o->call->source_regs[param->source];
        const lane constant = lane_set(o->call->constants[param->source]);
        const double *from = o->registers + (size_t)reg * o->stride;
        w->params[k] = row;
        if (reg == PC_NO_REGISTER) {
            fill_lanes(row, derived_value(population, param->form, constant), PC_CHUNK);
            row += PC_CHUNK;
        } else if (param->form == PC_PARAM_VALUE) {
            w->params[k] = from;
        } else {
            for (size_t i = 0; i < o->stride; i += PC_LANE_WIDTH)
                lane_store(row + i,
                           derived_value(population, param->form, lane_load(from + i)));
            row += o->stride;
        }
    }
}

/* The next chunk's values. */
static void advance_params(const workspace *w, const pc_population_order *o)
{
    const pc_population *population = o->population;
    for (size_t k = 0; k < population->n_params; k++)
        if (o->call->source_regs[population->params[k].source] != PC_NO_REGISTER)
            w->params[k] += PC_CHUNK;
}

/* ---- sums ---- */

/* A row for each sum that somebody wants; states stand behind them. */
static void number_sums(workspace *w, const pc_population_order *o)
{
    const size_t n = o->population->n_series * (size_t)o->population->n_months;
    for (size_t k = 0; k < n; k++)
        w->sum_of[k] =
            o->call->series_regs[k] == PC_NO_REGISTER ? PC_NO_REGISTER : (uint32_t)w->n_sums++;
    w->state = w->sums + w->n_sums * PC_CHUNK;
}

static void hand_over_sums(const workspace *w, const pc_population_order *o, size_t offset)
{
    const size_t n = o->population->n_series * (size_t)o->population->n_months;
    for (size_t k = 0; k < n; k++) {
        if (w->sum_of[k] == PC_NO_REGISTER) continue;
        memcpy(o->registers + (size_t)o->call->series_regs[k] * o->stride + offset,
               w->sums + (size_t)w->sum_of[k] * PC_CHUNK, PC_CHUNK * sizeof(double));
    }
}

/* ---- partner by partner ---- */

static void live(const chunk *c, const member *p, const double *joins)
{
    join(c, p, joins);
    for (int month = p->first; month < c->population->n_months; month++) {
        open_month(c, p, month);
        if (!any_above_zero(row_of(p, ROW_ALIVE))) {
            settle_rest(c, p, month);
            return;
        }
        work_month(c, p, month);
        if (is_reviewed(p->ladder, month)) review(c, p, month);
        close_month(c, p, month);
    }
}

static void work_kind(const chunk *c, const workspace *w, const pc_kind *kind)
{
    double *joins = work_row(c, WORK_B);
    for (size_t i = 0; i < kind->n_incumbents; i++) {
        const member p = incumbent_member(c, kind, i, w->state);
        fill_row(joins, 1.0);
        live(c, &p, joins);
    }
    for (int month = 0; month < c->population->n_months; month++) {
        count_joining(c, kind, month, w->entries);
        for (uint32_t n = 0; take_nth(c, w->entries, n, joins); n++) {
            const member p = new_member(c, kind, month, n, w->state);
            live(c, &p, joins);
        }
    }
}

static void work_chunk(const workspace *w, const pc_population_order *order, size_t offset)
{
    const pc_population *population = order->population;
    const pc_witness *witness = order->witness;
    const bool is_watched = witness && witness->trial / PC_CHUNK == offset / PC_CHUNK;
    const chunk c = { .population = population,
                      .order = order,
                      .params = w->params,
                      .first_trial = order->first_trial + offset,
                      .expected = order->mode == PC_POP_EXPECTED,
                      .witness = is_watched ? witness : NULL,
                      .watched = is_watched ? witness->trial % PC_CHUNK : 0,
                      .sum_of = w->sum_of,
                      .sums = w->sums,
                      .work = w->work,
                      .budgets = w->budgets,
                      .list = w->list,
                      .steps = w->steps };
    memset(w->budgets, 0, population->n_budgets * PC_CHUNK * sizeof(double));
    memset(w->sums, 0, w->n_sums * PC_CHUNK * sizeof(double));
    for (size_t k = 0; k < population->n_kinds; k++)
        if (!population->kinds[k].meets) work_kind(&c, w, &population->kinds[k]);
    if (population->capacity) work_crowd(&c, w->state);
    hand_over_sums(w, order, offset);
}

static void run_population(const pc_population_order *order)
{
    workspace w = divide_scratch(order->population, order->scratch);
    memset(w.list, 0, sizeof *w.list);
    memset(w.steps, 0, sizeof *w.steps);
    derive_params(&w, order);
    number_sums(&w, order);
    for (size_t offset = 0; offset < order->stride; offset += PC_CHUNK) {
        work_chunk(&w, order, offset);
        advance_params(&w, order);
    }
}
