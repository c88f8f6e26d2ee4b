/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interval arithmetic over expressions (Moore 1966), without directed rounding: bounds are used
 * with a tolerance. An assumption's ranges are remembered, so shared ones cost no repeated
 * walks. */
#include "programme/range.h"

#include "math/math.h"

#include <math.h>

const pc_expr pc_expr_broken = { .kind = PC_EXPR_NUMBER, .number = (double)NAN };

#define RARE 1e-9
static const pc_range unknown = { (double)NAN, (double)NAN };

bool pc_scope_init(pc_scope *scope, pc_arena *arena, size_t n, int months)
{
    *scope = (pc_scope) { .arena = arena, .months = months, .n = n };
    scope->values = PC_NEW_ARRAY(arena, const pc_expr *, n + 1);
    scope->traits = PC_NEW_ARRAY(arena, pc_traits, n + 1);
    scope->bounds[0] = PC_NEW_ARRAY(arena, pc_bounds *, n + 1);
    scope->bounds[1] = PC_NEW_ARRAY(arena, pc_bounds *, n + 1);
    return !arena->failed;
}

void pc_scope_set(pc_scope *scope, size_t assumption_id, const pc_expr *value)
{
    scope->values[assumption_id] = value;
    scope->traits[assumption_id] = pc_expr_traits(scope, value);
}

/* ---- what it depends on ---- */

static pc_traits joined(pc_traits a, pc_traits b)
{
    return (pc_traits) { .draws = a.draws || b.draws,
                         .plans = a.plans || b.plans,
                         .grain = a.grain > b.grain ? a.grain : b.grain,
                         .height = a.height > b.height ? a.height : b.height };
}

pc_traits pc_expr_traits(const pc_scope *scope, const pc_expr *expr)
{
    pc_traits traits = { .draws = expr->kind == PC_EXPR_DRAW,
                         .plans = expr->kind == PC_EXPR_PLANNED,
                         .grain = pc_expr_own_grain(expr) };
    if (expr->kind == PC_EXPR_ASSUMPTION && scope->values[expr->assumption_id])
        traits = scope->traits[expr->assumption_id];
    for (size_t i = 0; i < expr->n_args; i++)
        traits = joined(traits, pc_expr_traits(scope, expr->args[i]));
    traits.height++;
    return traits;
}

/* ---- between which bounds it stays ---- */

static bool is_known(pc_range x)
{
    return !isnan(x.low) && !isnan(x.high);
}
static bool is_point(pc_range x)
{
    return x.low == x.high;
}

static pc_range hull(const double *values, int n)
{
    pc_range range = { values[0], values[0] };
    for (int i = 0; i < n; i++) {
        if (isnan(values[i])) return unknown;
        if (values[i] < range.low) range.low = values[i];
        if (values[i] > range.high) range.high = values[i];
    }
    return range;
}

static pc_range times(pc_range x, pc_range y)
{
    return hull(
        (const double[]) { x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high }, 4);
}

static bool holds_0(pc_range x)
{
    return x.low <= 0 && x.high >= 0;
}

static pc_range divided(pc_range x, pc_range y)
{
    if (holds_0(y)) return unknown;
    return hull(
        (const double[]) { x.low / y.low, x.low / y.high, x.high / y.low, x.high / y.high }, 4);
}

static pc_range corner_powers(pc_range x, pc_range y)
{
    return hull((const double[]) { pc_pow(x.low, y.low), pc_pow(x.low, y.high),
                                   pc_pow(x.high, y.low), pc_pow(x.high, y.high) },
                4);
}

/* Of the numbers in x that have such a power. */
static pc_range power(pc_range x, pc_range y)
{
    const bool is_whole = is_point(y) && floor(y.low) == y.low;
    if (holds_0(x) && y.low < 0) return unknown;
    if (x.low >= 0) return corner_powers(x, y);
    if (!is_whole && x.high < 0) return unknown;
    if (!is_whole) return corner_powers((pc_range) { 0, x.high }, y);
    const pc_range ends = corner_powers(x, y);
    return holds_0(x) && ends.low > 0 && y.low > 0 ? (pc_range) { 0, ends.high } : ends;
}

/* 1 when always, 0 when never, else either. */
static pc_range truth(bool always, bool never)
{
    return (pc_range) { always ? 1 : 0, never ? 0 : 1 };
}

static pc_range equal(pc_range x, pc_range y)
{
    return truth(is_point(x) && is_point(y) && x.low == y.low,
                 x.high < y.low || y.high < x.low);
}

static pc_range chosen(pc_range condition, pc_range x, pc_range y)
{
    if (condition.low > 0 || condition.high < 0) return x;
    if (condition.low == 0 && condition.high == 0) return y;
    return hull((const double[]) { x.low, x.high, y.low, y.high }, 4);
}

static pc_range operation(pc_expr_kind kind, pc_range x, pc_range y, pc_range z)
{
    switch (kind) {
    case PC_EXPR_NEG:
        return (pc_range) { -x.high, -x.low };
    case PC_EXPR_ADD:
        return (pc_range) { x.low + y.low, x.high + y.high };
    case PC_EXPR_SUB:
        return (pc_range) { x.low - y.high, x.high - y.low };
    case PC_EXPR_MUL:
        return times(x, y);
    case PC_EXPR_DIV:
        return divided(x, y);
    case PC_EXPR_POW:
        return power(x, y);
    case PC_EXPR_MIN:
        return (pc_range) { x.low < y.low ? x.low : y.low, x.high < y.high ? x.high : y.high };
    case PC_EXPR_MAX:
        return (pc_range) { x.low > y.low ? x.low : y.low, x.high > y.high ? x.high : y.high };
    case PC_EXPR_LT:
        return truth(x.high < y.low, x.low >= y.high);
    case PC_EXPR_LE:
        return truth(x.high <= y.low, x.low > y.high);
    case PC_EXPR_GT:
        return truth(x.low > y.high, x.high <= y.low);
    case PC_EXPR_GE:
        return truth(x.low >= y.high, x.high < y.low);
    case PC_EXPR_EQ:
        return equal(x, y);
    case PC_EXPR_NE:
        x = equal(x, y);
        return (pc_range) { 1 - x.high, 1 - x.low };
    case PC_EXPR_IF:
        return chosen(x, y, z);
    case PC_EXPR_COUNT: /* the uniform's own range is RARE and 1 - RARE */
        return (pc_range) { pc_count_at(x.low, z.low, RARE),
                            pc_count_at(x.high, z.low, 1 - RARE) };
    default:
        return unknown;
    }
}

/* ---- where it has no value ---- */

static pc_bounds defined(pc_range range)
{
    return (pc_bounds) { .range = range };
}

static void mark(pc_bounds *x, pc_undefined why, bool always)
{
    if (always > x->always || x->undefined == PC_DEFINED) x->undefined = why;
    x->always |= always;
}

static void mark_power(pc_bounds *result, pc_range x, pc_range y)
{
    const bool is_whole = is_point(y) && floor(y.low) == y.low;
    if (holds_0(x) && y.low < 0) mark(result, PC_UNDEFINED_DIVISION, is_point(x) && y.high < 0);
    if (x.low < 0 && !is_whole) mark(result, PC_UNDEFINED_ROOT, x.high < 0 && is_point(y));
}

/* What the operation itself cannot compute, its arguments being sound. */
static void mark_operation(pc_bounds *result, pc_expr_kind kind, const pc_bounds *args)
{
    const pc_range x = args[0].range, y = args[1].range;
    if (kind == PC_EXPR_POW) mark_power(result, x, y);
    if (kind == PC_EXPR_DIV && holds_0(y)) mark(result, PC_UNDEFINED_DIVISION, is_point(y));
    if (result->undefined == PC_DEFINED && !is_known(result->range))
        mark(result, PC_UNDEFINED_OVERFLOW, true); /* infinity minus infinity, and the like */
}

/* Only what is chosen matters; what may be chosen is taken for guarded by its condition, as in
 * if(b > 0, a / b, 0). */
static void mark_choice(pc_bounds *result, const pc_bounds *args)
{
    const pc_range condition = args[0].range;
    const bool is_known_choice =
        is_known(condition) && (is_point(condition) || !holds_0(condition));
    const pc_bounds *x = &args[1], *y = &args[2];
    if (is_known_choice) {
        const pc_bounds *taken = is_point(condition) && condition.low == 0 ? y : x;
        *result = *taken;
    } else {
        if (x->always) mark(result, x->undefined, y->always);
        if (y->always) mark(result, y->undefined, x->always);
    }
    if (args[0].undefined) mark(result, args[0].undefined, args[0].always);
}

static pc_bounds of_args(pc_scope *scope, const pc_expr *expr, int month, bool at_plan)
{
    pc_bounds args[3] = { { .range = unknown }, { .range = unknown }, { .range = unknown } };
    pc_bounds result = { .range = unknown };
    bool known = true;
    for (size_t i = 0; i < expr->n_args && i < 3; i++) {
        args[i] = pc_expr_bounds(scope, expr->args[i], month, at_plan);
        known = known && is_known(args[i].range);
        if (args[i].undefined && expr->kind != PC_EXPR_IF)
            mark(&result, args[i].undefined, args[i].always);
    }
    if (known)
        result.range = operation(expr->kind, args[0].range, args[1].range, args[2].range);
    if (expr->kind == PC_EXPR_IF)
        mark_choice(&result, args);
    else if (known)
        mark_operation(&result, expr->kind, args);
    return result;
}

static pc_range of_draw(const pc_draw *draw)
{
    return (pc_range) { pc_dist_quantile(&draw->dist, RARE),
                        pc_dist_quantile(&draw->dist, 1 - RARE) };
}

static pc_bounds of_ramp(pc_scope *scope, const pc_expr *expr, int month, bool at_plan)
{
    const double t = month - expr->first_month + 1;
    const double x = t <= 0 ? 0 : t >= expr->n_months ? 1 : t / expr->n_months;
    const double way = expr->shape == PC_RAMP_LINEAR ? x : x * x * (3 - 2 * x);
    const pc_bounds from = pc_expr_bounds(scope, expr->args[0], month, at_plan);
    const pc_bounds to = pc_expr_bounds(scope, expr->args[1], month, at_plan);
    pc_bounds result = { .range = { from.range.low * (1 - way) + to.range.low * way,
                                    from.range.high * (1 - way) + to.range.high * way } };
    if (from.undefined) mark(&result, from.undefined, from.always);
    if (to.undefined) mark(&result, to.undefined, to.always);
    return result;
}

static size_t period_of(pc_each grain, int month)
{
    static const int months[] = {
        [PC_EACH_YEAR] = 12, [PC_EACH_QUARTER] = 3, [PC_EACH_MONTH] = 1
    };
    return grain == PC_EACH_TRIAL ? 0 : (size_t)(month / months[grain]);
}

static void widen(pc_bounds *all, const pc_bounds *one)
{
    if (one->undefined) mark(all, one->undefined, one->always);
    if (!(all->range.low <= one->range.low)) all->range.low = one->range.low;
    if (!(all->range.high >= one->range.high)) all->range.high = one->range.high;
}

/* Any of the states' values. */
static pc_bounds of_regime(pc_scope *scope, const pc_expr *expr, int month, bool at_plan)
{
    pc_bounds result = defined(unknown);
    for (size_t i = 1; i < expr->n_args; i++) {
        const pc_bounds one = pc_expr_bounds(scope, expr->args[i], month, at_plan);
        widen(&result, &one);
        if (!is_known(one.range))
            return (pc_bounds) { unknown, result.undefined, result.always };
    }
    return result;
}

/* 0, and 1 in months in which it may last. */
static pc_bounds of_event(pc_scope *scope, const pc_expr *expr, int month, bool at_plan)
{
    pc_bounds result = pc_expr_bounds(scope, expr->args[1], month, at_plan);
    const bool yearly = expr->args[0]->draw->each == PC_EACH_YEAR;
    bool may = false;
    for (int year = 0; year <= (yearly ? month / 12 : 0); year++) {
        const pc_onset onset = pc_expr_onset(expr, year, month);
        may |= onset.upto > onset.before;
    }
    if (is_known(result.range))
        result.range = (pc_range) { 0, may && result.range.high > 0 ? 1 : 0 };
    return result;
}

/* Computed once for each period in which it can differ. */
static pc_bounds of_assumption(pc_scope *scope, size_t id, int month, bool at_plan)
{
    if (!scope->values[id]) return defined(unknown);
    const pc_each grain = scope->traits[id].grain;
    pc_bounds **known = &scope->bounds[at_plan][id];
    if (!*known) {
        const size_t n = period_of(grain, scope->months - 1) + 1;
        *known = PC_NEW_ARRAY(scope->arena, pc_bounds, n);
        if (!*known) return defined(unknown);
        for (size_t i = 0; i < n; i++)
            (*known)[i].range.high = (double)-INFINITY; /* not computed yet */
    }
    pc_bounds *bounds = &(*known)[period_of(grain, month)];
    if (bounds->range.high == (double)-INFINITY)
        *bounds = pc_expr_bounds(scope, scope->values[id], month, at_plan);
    return *bounds;
}

static const pc_expr *element(const pc_expr *schedule, int at)
{
    const size_t last = schedule->n_args - 1;
    return schedule->args[(size_t)at < last ? (size_t)at : last];
}

pc_bounds pc_expr_bounds(pc_scope *scope, const pc_expr *expr, int month, bool at_plan)
{
    switch (expr->kind) {
    case PC_EXPR_NUMBER:
        return defined((pc_range) { expr->number, expr->number });
    case PC_EXPR_MONTH:
        return defined((pc_range) { month + 1, month + 1 });
    case PC_EXPR_YEAR:
        return defined((pc_range) { month / 12 + 1, month / 12 + 1 });
    case PC_EXPR_DRAW:
        return defined(of_draw(expr->draw));
    case PC_EXPR_ASSUMPTION:
        return of_assumption(scope, expr->assumption_id, month, at_plan);
    case PC_EXPR_PLANNED:
        return pc_expr_bounds(scope, expr->args[at_plan], month, at_plan);
    case PC_EXPR_BY_YEAR:
        return pc_expr_bounds(scope, element(expr, pc_expr_year(expr, month)), month, at_plan);
    case PC_EXPR_BY_MONTH:
        return pc_expr_bounds(scope, element(expr, month), month, at_plan);
    case PC_EXPR_RAMP:
        return of_ramp(scope, expr, month, at_plan);
    case PC_EXPR_AR1: /* as wide as each of its draws: it is standard normal, too */
        return defined(of_draw(expr->args[0]->draw));
    case PC_EXPR_STATE:
        return defined((pc_range) { 0, (double)expr->chain->n - 1 });
    case PC_EXPR_REGIME:
        return of_regime(scope, expr, month, at_plan);
    case PC_EXPR_EVENT:
        return of_event(scope, expr, month, at_plan);
    default:
        return of_args(scope, expr, month, at_plan);
    }
}

pc_range pc_expr_range(pc_scope *scope, const pc_expr *expr, int month, bool at_plan)
{
    return pc_expr_bounds(scope, expr, month, at_plan).range;
}

bool pc_expr_constant(pc_scope *scope, const pc_expr *expr, double *value)
{
    const pc_traits traits = pc_expr_traits(scope, expr);
    if (traits.draws || traits.plans || traits.grain != PC_EACH_TRIAL) return false;
    *value = pc_expr_range(scope, expr, 0, false).low;
    return true;
}
