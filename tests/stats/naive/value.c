/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naive.h"

#include "math/math.h"
#include "random/random.h"

#include <assert.h>
#include <math.h>
#include <string.h>

void naive_init(naive_world *world, const pc_programme *programme)
{
    *world = (naive_world) { .programme = programme };
    pc_arena_init(&world->arena);
    const pc_dist_spec normal = { .family = PC_NORMAL,
                                  .p = { 0, 1 },
                                  .lower = -INFINITY,
                                  .upper = INFINITY,
                                  .min = -INFINITY,
                                  .max = INFINITY };
    pc_dist_problem problem;
    const bool made = pc_dist_init(&world->normal, &normal, &problem);
    assert(made);
    (void)made;
}

void naive_clear(naive_world *world)
{
    pc_arena_clear(&world->arena);
}

/* The table of a distribution, built when it is first met. */
static const pc_table *table_of(naive_world *world, const pc_dist *dist)
{
    for (size_t i = 0; i < world->n_known; i++)
        if (pc_dist_same(&world->known[i].dist.spec, &dist->spec))
            return &world->known[i].table;
    assert(world->n_known < NAIVE_DRAWS);
    const size_t i = world->n_known++;
    world->known[i].dist = *dist;
    const bool built = pc_table_build(&world->known[i].table, dist, &world->arena);
    assert(built);
    (void)built;
    return &world->known[i].table;
}

double naive_quantile(naive_world *world, const pc_dist *dist, double u)
{
    return pc_table_at(table_of(world, dist), u);
}

double naive_draw(naive_when when, const pc_dist *dist, const char *stream, uint32_t period)
{
    if (when.at != NAIVE_SIMULATED) return dist->mean;
    const pc_address at = { .seed = when.seed, .stream = pc_stream(stream), .period = period };
    return pc_table_at(table_of(when.world, dist), pc_uniform(&at, when.trial));
}

static uint32_t period_of(pc_each each, int month)
{
    const int length = each == PC_EACH_TRIAL     ? 100000
                       : each == PC_EACH_YEAR    ? 12
                       : each == PC_EACH_QUARTER ? 3
                                                 : 1;
    return (uint32_t)(month / length);
}

static const pc_expr *element(const pc_expr *schedule, int i)
{
    const int last = (int)schedule->n_args - 1;
    return schedule->args[i < last ? i : last];
}

/* From the value before to the value after: the first month of a ramp has made the first step.
 */
static double ramp(naive_when when, const pc_expr *expr)
{
    const double from = naive_value(when, expr->args[0]), to = naive_value(when, expr->args[1]);
    const int steps = when.month - expr->first_month + 1;
    if (steps <= 0) return from;
    if (steps >= expr->n_months) return to;
    const double x = (double)steps / expr->n_months;
    return from + (to - from) * (expr->shape == PC_RAMP_LINEAR ? x : x * x * (3 - 2 * x));
}

static double operation(pc_expr_kind kind, double a, double b)
{
    switch (kind) {
    case PC_EXPR_NEG:
        return -a;
    case PC_EXPR_ADD:
        return a + b;
    case PC_EXPR_SUB:
        return a - b;
    case PC_EXPR_MUL:
        return a * b;
    case PC_EXPR_DIV:
        return a / b;
    case PC_EXPR_POW:
        return pc_pow(a, b);
    case PC_EXPR_MIN:
        return a < b ? a : b;
    case PC_EXPR_MAX:
        return a > b ? a : b;
    case PC_EXPR_LT:
        return a < b;
    case PC_EXPR_LE:
        return a <= b;
    case PC_EXPR_GT:
        return a > b;
    case PC_EXPR_GE:
        return a >= b;
    case PC_EXPR_EQ:
        return a == b;
    case PC_EXPR_NE:
        return a != b;
    default:
        assert(false && "an operation");
        return 0;
    }
}

/* Adds up the chances of 0, 1, 2, ... until they reach the uniform: the chance of k from its
 * logarithm each time (docs/model/distributions.md). */
double naive_count(naive_world *world, double mean, double d, double u)
{
    double upto = 0;
    if (mean <= 0) return 0;
    for (int k = 0;; k++) {
        double log_p = k * pc_log(mean) - mean - pc_log_gamma(k + 1.0);
        if (d > 0)
            log_p = pc_log_gamma(k + 1 / d) - pc_log_gamma(1 / d) - pc_log_gamma(k + 1.0) +
                    k * pc_log(d * mean / (1 + d * mean)) - pc_log(1 + d * mean) / d;
        upto += pc_exp(log_p);
        if (fabs(upto - u) < 1e-12) world->close_calls++;
        if (upto >= u) return k;
    }
}

double naive_value(naive_when when, const pc_expr *expr)
{
    if (!expr) return 0;
    switch (expr->kind) {
    case PC_EXPR_NUMBER:
        return expr->number;
    case PC_EXPR_DRAW:
        if (when.at != NAIVE_SIMULATED) return expr->draw->dist.mean;
        return pc_table_at(
            table_of(when.world, &expr->draw->dist),
            naive_uniform(when, expr->draw, period_of(expr->draw->each, when.month)));
    case PC_EXPR_ASSUMPTION:
        return naive_value(when, when.world->programme->assumptions[expr->assumption_id].value);
    case PC_EXPR_PLANNED:
        return naive_value(when, expr->args[when.at == NAIVE_PLAN ? 1 : 0]);
    case PC_EXPR_MONTH:
        return when.month + 1;
    case PC_EXPR_YEAR:
        return when.month / 12 + 1;
    case PC_EXPR_BY_YEAR:
        return naive_value(when, element(expr, (when.month + expr->elapsed) / 12));
    case PC_EXPR_BY_MONTH:
        return naive_value(when, element(expr, when.month));
    case PC_EXPR_RAMP:
        return ramp(when, expr);
    case PC_EXPR_COUNT: {
        const double mean = naive_value(when, expr->args[0]);
        if (when.at != NAIVE_SIMULATED) return mean > 0 ? mean : 0;
        return naive_count(when.world, mean, naive_value(when, expr->args[2]),
                           naive_value(when, expr->args[1]));
    }
    case PC_EXPR_IF:
        return naive_value(when, expr->args[naive_value(when, expr->args[0]) != 0 ? 1 : 2]);
    default:
        return operation(expr->kind, naive_value(when, expr->args[0]),
                         expr->n_args > 1 ? naive_value(when, expr->args[1]) : 0);
    }
}

naive_rate naive_rate_of(naive_when when, const pc_expr *expr)
{
    while (expr) {
        if (expr->kind == PC_EXPR_ASSUMPTION)
            expr = when.world->programme->assumptions[expr->assumption_id].value;
        else if (expr->kind == PC_EXPR_PLANNED)
            expr = expr->args[when.at == NAIVE_PLAN ? 1 : 0];
        else if (expr->kind == PC_EXPR_BY_YEAR)
            expr = element(expr, (when.month + expr->elapsed) / 12);
        else if (expr->kind == PC_EXPR_BY_MONTH)
            expr = element(expr, when.month);
        else if (expr->kind == PC_EXPR_RAMP && when.month < expr->first_month)
            expr = expr->args[0];
        else if (expr->kind == PC_EXPR_RAMP &&
                 when.month - expr->first_month + 1 >= expr->n_months)
            expr = expr->args[1];
        else
            break;
    }
    if (!expr) return (naive_rate) { .decimal = true };
    if (expr->kind != PC_EXPR_NUMBER || !expr->decimal)
        return (naive_rate) { .value = naive_value(when, expr) };
    return (naive_rate) { expr->number, true, expr->digits, expr->places };
}

bool naive_monthly(const pc_programme *programme, const pc_expr *expr)
{
    if (!expr) return false;
    switch (expr->kind) {
    case PC_EXPR_MONTH:
    case PC_EXPR_RAMP:
        return true;
    case PC_EXPR_BY_YEAR:
        if (expr->n_args > 1 && expr->elapsed) return true;
        break;
    case PC_EXPR_BY_MONTH:
        if (expr->n_args > 1) return true;
        break;
    case PC_EXPR_DRAW:
        return expr->draw->each > PC_EACH_YEAR;
    case PC_EXPR_ASSUMPTION:
        return naive_monthly(programme, programme->assumptions[expr->assumption_id].value);
    default:
        break;
    }
    for (size_t i = 0; i < expr->n_args; i++)
        if (naive_monthly(programme, expr->args[i])) return true;
    return false;
}

double naive_round(double x)
{
    const double down = floor(x), rest = x - down;
    if (rest != 0.5) return rest < 0.5 ? down : down + 1;
    return fmod(down, 2) == 0 ? down : down + 1;
}

double naive_exact(double amount, double digits, double base)
{
    const __int128 whole = (__int128)base, product = (__int128)amount * (__int128)digits;
    __int128 floored = product / whole;
    if (product % whole < 0) floored--;
    const __int128 twice = 2 * (product - floored * whole);
    if (twice > whole || (twice == whole && floored % 2 != 0)) floored++;
    return (double)floored;
}

double naive_entry(double amount, naive_rate rate)
{
    if (!rate.decimal) return naive_round(amount * rate.value);
    double whole = 1;
    for (int i = 0; i < rate.places; i++) whole *= 10;
    return naive_exact(amount, (double)rate.digits, whole);
}
