/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/value.h"

#include "math/math.h"

#include <assert.h>

uint32_t pc_period_of(pc_each grain, int month)
{
    switch (grain) {
    case PC_EACH_TRIAL:
        return 0;
    case PC_EACH_YEAR:
        return (uint32_t)month / 12;
    case PC_EACH_QUARTER:
        return (uint32_t)month / 3;
    case PC_EACH_MONTH:
        return (uint32_t)month;
    case PC_EACH_PARTNER: /* not on the tape: compile/population.h */
    case PC_EACH_DEAL:
        break;
    }
    return 0;
}

static pc_each own_grain(pc_values *values, const pc_expr *expr)
{
    if (expr->kind != PC_EXPR_ASSUMPTION) return pc_expr_own_grain(expr);
    return pc_value_grain(values, values->programme->assumptions[expr->assumption_id].value);
}

pc_each pc_value_grain(pc_values *values, const pc_expr *expr)
{
    if (!expr) return PC_EACH_TRIAL;
    const uint32_t *known = pc_memo_at(&values->grains, values->dag.arena, expr, 0);
    if (!known) return PC_EACH_TRIAL;
    if (*known != PC_MEMO_EMPTY) return (pc_each)*known;
    pc_each grain = own_grain(values, expr);
    for (size_t i = 0; i < expr->n_args; i++)
        grain = pc_finer(grain, pc_value_grain(values, expr->args[i]));
    uint32_t *place = pc_memo_at(&values->grains, values->dag.arena, expr, 0);
    if (place) *place = (uint32_t)grain;
    return grain;
}

static pc_node constant(pc_values *values, double value)
{
    return pc_dag_constant(&values->dag, value);
}

static const pc_expr *element(const pc_expr *schedule, size_t i)
{
    return schedule->args[i < schedule->n_args ? i : schedule->n_args - 1];
}

/* The way from 0 to 1 after t of n months: straight, or smooth at both ends (3 x^2 - 2 x^3). */
static double ramp_way(const pc_expr *ramp, int month)
{
    const int t = month - ramp->first_month + 1;
    if (t <= 0) return 0;
    if (t >= ramp->n_months) return 1;
    const double x = (double)t / ramp->n_months;
    return ramp->shape == PC_RAMP_LINEAR ? x : x * x * (3 - 2 * x);
}

static pc_node ramp(pc_values *values, const pc_expr *expr, int month)
{
    pc_dag *dag = &values->dag;
    const pc_node from = pc_value_at(values, expr->args[0], month);
    const pc_node to = pc_value_at(values, expr->args[1], month);
    const double way = ramp_way(expr, month);
    if (way <= 0) return from;
    if (way >= 1) return to;
    const pc_node rise = pc_dag_mul(dag, pc_dag_sub(dag, to, from), constant(values, way));
    return pc_dag_add(dag, from, rise);
}

static pc_node number(pc_values *values, const pc_expr *expr)
{
    if (!expr->decimal) return constant(values, expr->number);
    return pc_dag_decimal(&values->dag, expr->number,
                          (pc_decimal) { expr->digits, expr->places });
}

static pc_node operation(pc_values *values, const pc_expr *expr, int month)
{
    static const pc_opcode opcodes[] = {
        [PC_EXPR_NEG] = PC_TAPE_NEG, [PC_EXPR_ADD] = PC_TAPE_ADD, [PC_EXPR_SUB] = PC_TAPE_SUB,
        [PC_EXPR_MUL] = PC_TAPE_MUL, [PC_EXPR_DIV] = PC_TAPE_DIV, [PC_EXPR_POW] = PC_TAPE_POW,
        [PC_EXPR_MIN] = PC_TAPE_MIN, [PC_EXPR_MAX] = PC_TAPE_MAX, [PC_EXPR_LT] = PC_TAPE_LT,
        [PC_EXPR_LE] = PC_TAPE_LE,   [PC_EXPR_GT] = PC_TAPE_LT,   [PC_EXPR_GE] = PC_TAPE_LE,
        [PC_EXPR_EQ] = PC_TAPE_EQ,   [PC_EXPR_NE] = PC_TAPE_EQ,   [PC_EXPR_IF] = PC_TAPE_IF,
    };
    pc_node args[3] = { 0 };
    for (size_t i = 0; i < expr->n_args && i < 3; i++)
        args[i] = pc_value_at(values, expr->args[i], month);
    const bool swapped = expr->kind == PC_EXPR_GT || expr->kind == PC_EXPR_GE;
    const pc_node result = pc_dag_op(&values->dag, opcodes[expr->kind], args[swapped ? 1 : 0],
                                     args[swapped ? 0 : 1], args[2]);
    if (expr->kind != PC_EXPR_NE) return result;
    return pc_dag_sub(&values->dag, constant(values, 1), result);
}

static pc_node planned(pc_values *values, const pc_expr *expr, int month)
{
    const pc_node value = pc_value_at(values, expr->args[0], month);
    const pc_node plan = pc_value_at(values, expr->args[1], month);
    return pc_dag_cases(&values->dag, value, plan, value);
}

static pc_node count(pc_values *values, const pc_expr *expr, int month)
{
    const pc_node mean = pc_value_at(values, expr->args[0], month);
    const pc_node uniform = pc_value_at(values, expr->args[1], month);
    return pc_dag_count(&values->dag, mean, uniform, expr->args[2]->number);
}

static const pc_tie *tie_of(const pc_programme *programme, const pc_draw *draw)
{
    for (size_t i = 0; i < programme->n_ties; i++)
        if (programme->ties[i].draw == draw) return &programme->ties[i];
    return NULL;
}

/* Its normal is a weighted sum of those of the ties before it and its own: with L the factor of
 * the matrix, L z; the first of a group keeps its own uniform. */
static pc_node drawn(pc_values *values, const pc_draw *draw, uint32_t period)
{
    pc_dag *dag = &values->dag;
    const pc_tie *tie = tie_of(values->programme, draw);
    if (!tie || tie->n == 1) return pc_dag_draw(dag, draw, period);
    pc_node normal = constant(values, 0);
    for (size_t i = 0; i < tie->n; i++) {
        if (tie->weights[i] == 0) continue;
        const pc_draw *of = &values->programme->ties[tie->first + i].normal;
        normal = pc_dag_add(
            dag, normal,
            pc_dag_mul(dag, constant(values, tie->weights[i]), pc_dag_draw(dag, of, period)));
    }
    const pc_node uniform = pc_dag_op(dag, PC_TAPE_UNIFORM, normal, 0, 0);
    return pc_dag_draw_at(dag, draw, period, uniform);
}

/* ---- what goes on from period to period ---- */

/* The first month of the period before the one that holds the month; -1: there is none. */
static int month_before(pc_each grain, int month)
{
    static const int months[] = {
        [PC_EACH_YEAR] = 12, [PC_EACH_QUARTER] = 3, [PC_EACH_MONTH] = 1
    };
    return grain == PC_EACH_TRIAL ? -1 : (month / months[grain] - 1) * months[grain];
}

static pc_node autoregressive(pc_values *values, const pc_expr *expr, int month)
{
    pc_dag *dag = &values->dag;
    const double kept = expr->number, fresh = pc_sqrt(1 - kept * kept);
    const int before = month_before(expr->args[0]->draw->each, month);
    const pc_node shock = pc_value_at(values, expr->args[0], month);
    if (before < 0) return shock;
    const pc_node last = pc_value_at(values, expr, before);
    return pc_dag_add(dag, pc_dag_mul(dag, constant(values, kept), last),
                      pc_dag_mul(dag, constant(values, fresh), shock));
}

/* What stands at index `at` of the list; `at` is a node. */
static pc_node pick(pc_values *values, pc_node at, const pc_node *list, size_t n)
{
    pc_dag *dag = &values->dag;
    assert(n > 0);
    pc_node picked = list[n - 1];
    for (size_t i = n - 1; i-- > 0;) {
        const pc_node is = pc_dag_op(dag, PC_TAPE_EQ, at, constant(values, (double)i), 0);
        picked = pc_dag_op(dag, PC_TAPE_IF, is, list[i], picked);
    }
    return picked;
}

/* How many of the running sums of its chances the uniform has reached. */
static pc_node state(pc_values *values, const pc_expr *expr, int month)
{
    pc_dag *dag = &values->dag;
    const pc_chain *chain = expr->chain;
    const int before = month_before(expr->args[0]->draw->each, month);
    const pc_node u = pc_value_at(values, expr->args[0], month);
    const pc_node last = before < 0 ? 0 : pc_value_at(values, expr, before);
    pc_node at = constant(values, 0);
    double upto[PC_STATES_MAX] = { 0 };
    for (size_t to = 0; to + 1 < chain->n; to++) {
        pc_node limits[PC_STATES_MAX] = { 0 };
        const size_t n = before < 0 ? 1 : chain->n;
        for (size_t from = 0; from < n; from++) {
            upto[from] += before < 0 ? chain->start[to] : chain->moves[from * chain->n + to];
            limits[from] = constant(values, upto[from]);
        }
        const pc_node limit = pick(values, last, limits, n);
        const pc_node below = pc_dag_op(dag, PC_TAPE_LT, u, limit, 0);
        at = pc_dag_add(dag, at, pc_dag_sub(dag, constant(values, 1), below));
    }
    return at;
}

/* The chances of the states in the n-th period. */
static void chances_after(const pc_chain *chain, int n, double out[PC_STATES_MAX])
{
    for (size_t i = 0; i < chain->n; i++) out[i] = chain->start[i];
    for (; n > 0; n--) {
        double next[PC_STATES_MAX] = { 0 };
        for (size_t i = 0; i < chain->n; i++)
            for (size_t k = 0; k < chain->n; k++)
                next[k] += out[i] * chain->moves[i * chain->n + k];
        for (size_t i = 0; i < chain->n; i++) out[i] = next[i];
    }
}

static pc_node regime(pc_values *values, const pc_expr *expr, int month)
{
    pc_dag *dag = &values->dag;
    const pc_each grain = expr->args[0]->args[0]->draw->each;
    const pc_node at = pc_value_at(values, expr->args[0], month);
    double chances[PC_STATES_MAX];
    pc_node levels[PC_STATES_MAX] = { 0 }, mean = constant(values, 0);
    chances_after(expr->chain, (int)pc_period_of(grain, month), chances);
    for (size_t i = 0; i < expr->chain->n; i++) {
        levels[i] = pc_value_at(values, expr->args[1 + i], month);
        mean = pc_dag_add(dag, mean, pc_dag_mul(dag, constant(values, chances[i]), levels[i]));
    }
    return pc_dag_cases(dag, pick(values, at, levels, expr->chain->n), mean, mean);
}

/* One uniform says whether it happens, u < p, and when: u / p is uniform, too. It lasts where u
 * n lies between p times the months that are too early and p times those that are not too late.
 */
static pc_node happens(pc_values *values, const pc_expr *expr, int year, int month)
{
    pc_dag *dag = &values->dag;
    const pc_onset onset = pc_expr_onset(expr, year, month);
    if (onset.upto <= onset.before) return constant(values, 0);
    const pc_node u = pc_value_at(values, expr->args[0], year * 12);
    const pc_node chance = pc_value_at(values, expr->args[1], year * 12);
    const pc_node from =
        pc_dag_mul(dag, chance, constant(values, (double)onset.before / onset.of));
    const pc_node upto =
        pc_dag_mul(dag, chance, constant(values, (double)onset.upto / onset.of));
    const pc_node lasts = pc_dag_sub(dag, pc_dag_op(dag, PC_TAPE_LT, u, upto, 0),
                                     pc_dag_op(dag, PC_TAPE_LT, u, from, 0));
    pc_node mean = pc_dag_sub(dag, upto, from);
    if (expr->is_hazard)
        mean = pc_dag_op(dag, PC_TAPE_DIV, mean, pc_dag_complement(dag, from), 0);
    return pc_dag_cases(dag, lasts, mean, mean);
}

/* Of several years' events one may still last when the next begins. */
static pc_node event(pc_values *values, const pc_expr *expr, int month)
{
    pc_dag *dag = &values->dag;
    const bool yearly = expr->args[0]->draw->each == PC_EACH_YEAR;
    if (!yearly) return happens(values, expr, 0, month);
    pc_node none = constant(values, 1);
    for (int year = 0; year <= month / 12; year++) {
        const pc_node lasts = happens(values, expr, year, month);
        none = pc_dag_mul(dag, none, pc_dag_sub(dag, constant(values, 1), lasts));
    }
    return pc_dag_sub(dag, constant(values, 1), none);
}

static pc_node build(pc_values *values, const pc_expr *expr, int month)
{
    switch (expr->kind) {
    case PC_EXPR_NUMBER:
        return number(values, expr);
    case PC_EXPR_DRAW:
        return drawn(values, expr->draw, pc_period_of(expr->draw->each, month));
    case PC_EXPR_ASSUMPTION:
        return pc_value_at(values, values->programme->assumptions[expr->assumption_id].value,
                           month);
    case PC_EXPR_PLANNED:
        return planned(values, expr, month);
    case PC_EXPR_MONTH:
        return constant(values, month + 1);
    case PC_EXPR_YEAR:
        return constant(values, month / 12 + 1);
    case PC_EXPR_BY_YEAR:
        return pc_value_at(values, element(expr, (size_t)pc_expr_year(expr, month)), month);
    case PC_EXPR_BY_MONTH:
        return pc_value_at(values, element(expr, (size_t)month), month);
    case PC_EXPR_RAMP:
        return ramp(values, expr, month);
    case PC_EXPR_COUNT:
        return count(values, expr, month);
    case PC_EXPR_AR1:
        return autoregressive(values, expr, month);
    case PC_EXPR_STATE:
        return state(values, expr, month);
    case PC_EXPR_REGIME:
        return regime(values, expr, month);
    case PC_EXPR_EVENT:
        return event(values, expr, month);
    default:
        return operation(values, expr, month);
    }
}

pc_node pc_value_at(pc_values *values, const pc_expr *expr, int month)
{
    if (!expr) return constant(values, 0);
    const uint32_t period = pc_period_of(pc_value_grain(values, expr), month);
    const uint32_t *known = pc_memo_at(&values->known, values->dag.arena, expr, period);
    if (known && *known != PC_MEMO_EMPTY) return *known;
    const pc_node node = build(values, expr, month);
    uint32_t *place = pc_memo_at(&values->known, values->dag.arena, expr, period);
    if (place) *place = node;
    return node;
}
