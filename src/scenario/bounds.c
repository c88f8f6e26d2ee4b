/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values must stay inside the bounds of their unit: 0 to 1 for fractions, 0 or more for money,
 * counts, multiples and months; money also below 2^53 minor units, in which it is counted. A
 * formula must have a value at all. */
#include "scenario/quantity.h"

#include <math.h>

#define TOLERANCE 1e-9

typedef struct checking {
    pc_reader *reader;
    const pc_json *at;
    const pc_expr *expr;
    bool is_fraction, is_number;
    double limit; /* of money, in currency units */
    pc_each grain;
    bool at_plan;
} checking;

/* ---- is it one draw? ---- */

const pc_expr *pc_behind(const pc_reader *reader, const pc_expr *expr, int month, bool at_plan)
{
    const size_t last = expr->n_args ? expr->n_args - 1 : 0;
    const size_t at =
        (size_t)(expr->kind == PC_EXPR_BY_YEAR ? pc_expr_year(expr, month) : month);
    switch (expr->kind) {
    case PC_EXPR_PLANNED:
        return expr->args[at_plan];
    case PC_EXPR_ASSUMPTION:
        return reader->scope.values[expr->assumption_id];
    case PC_EXPR_BY_YEAR:
    case PC_EXPR_BY_MONTH:
        return expr->args[at < last ? at : last];
    default:
        return NULL;
    }
}

static bool is_draw(const checking *c, int month)
{
    const pc_expr *expr = c->expr;
    for (const pc_expr *next = expr; next; next = pc_behind(c->reader, next, month, false))
        expr = next;
    return expr->kind == PC_EXPR_DRAW;
}

/* ---- what is said ---- */

const char *pc_when(pc_reader *reader, pc_each grain, int month)
{
    if (grain == PC_EACH_TRIAL) return "";
    if (grain == PC_EACH_YEAR) return pc_help(reader, " in year %d", month / 12 + 1);
    return pc_help(reader, " in month %d", month + 1);
}

static const char *when(const checking *c, int month)
{
    const char *words = pc_when(c->reader, c->grain, month);
    return c->at_plan ? pc_help(c->reader, "%s at plan", words) : words;
}

static const char *between(const checking *c, pc_range range)
{
    const char *low = pc_number_words(c->reader, range.low);
    if (range.low == range.high) return low;
    return pc_help(c->reader, "from %s to %s", low, pc_number_words(c->reader, range.high));
}

static void say_outside(const checking *c, pc_range range, int month)
{
    if (c->is_fraction)
        pc_json_error(
            c->reader->diags, c->at, "E0203", "a fraction is a number from 0 to 1, or \"12%\"",
            "this is %s%s, not a fraction from 0 to 1", between(c, range), when(c, month));
    else
        pc_json_error(c->reader->diags, c->at, "E0209", "0 or more belongs here",
                      "this is %s%s; it cannot be negative here", between(c, range),
                      when(c, month));
}

static void say_may_leave(const checking *c, pc_range range, int month)
{
    const char *bounds = c->is_fraction ? "outside of 0 to 1" : "below 0";
    if (!is_draw(c, month)) {
        pc_warn(c->reader, c->at, "W0203",
                c->is_fraction ? "limit it: =max(0, min(1, ...))" : "limit it: =max(0, ...)",
                "this can be %s%s, %s", between(c, range), when(c, month), bounds);
        return;
    }
    pc_json_error(c->reader->diags, c->at, "E0219",
                  c->is_fraction
                      ? "cut it off with \"min\": 0, \"max\": 1 beside the family, or "
                        "use { \"beta\": { \"mean\": ..., \"n\": ... } }"
                      : "cut it off with \"min\": 0 beside the family, or use a lognormal",
                  "this can be %s%s, %s", between(c, range), when(c, month), bounds);
}

/* ---- has it a value? ---- */

static void say_undefined(const checking *c, pc_undefined why, const char *when_it_is)
{
    if (why == PC_UNDEFINED_OVERFLOW)
        pc_json_error(c->reader->diags, c->at, "E0236", "check exponents and factors",
                      "this has no finite value%s: it grows beyond all numbers", when_it_is);
    else if (why == PC_UNDEFINED_ROOT)
        pc_json_error(c->reader->diags, c->at, "E0236",
                      "a power of a negative number needs a whole exponent",
                      "this has no value%s: it is a root of a negative number", when_it_is);
    else
        pc_json_error(c->reader->diags, c->at, "E0236", "check what is divided by",
                      "this has no finite value%s: it divides by 0", when_it_is);
}

static void warn_of_undefined(const checking *c, pc_undefined why, int month)
{
    pc_warn(c->reader, c->at, "W0203",
            why == PC_UNDEFINED_ROOT ? "limit it: =max(0, ...) ^ 0.5"
                                     : "say what holds then: =if(b > 0, a / b, 0)",
            "this may be undefined%s: %s", when(c, month),
            why == PC_UNDEFINED_ROOT ? "root of what can be a negative number"
                                     : "it divides by what can be 0");
}

static bool is_infinite(pc_range range)
{
    return isinf(range.low) || isinf(range.high);
}

bool pc_check_defined(pc_reader *reader, const pc_json *at, const pc_expr *expr)
{
    const checking c = { .reader = reader, .at = at, .expr = expr };
    const pc_bounds bounds = pc_expr_bounds(&reader->scope, expr, 0, false);
    if (pc_expr_traits(&reader->scope, expr).grain != PC_EACH_TRIAL) return true;
    if (bounds.always)
        say_undefined(&c, bounds.undefined, "");
    else if (isinf(bounds.range.low) && bounds.range.low == bounds.range.high)
        say_undefined(&c, PC_UNDEFINED_OVERFLOW, "");
    else
        return true;
    return false;
}

/* ---- the check ---- */

static void say_too_large(const checking *c, int month)
{
    pc_json_error(c->reader->diags, c->at, "E0225",
                  pc_help(c->reader, "amounts reach to %.0f (2^53 of the smallest unit)",
                          floor(c->limit)),
                  "this amount is too large%s", when(c, month));
}

/* False when something was said: once for each value is enough. */
static bool check_range(const checking *c, pc_range range, int month)
{
    const double low = -TOLERANCE, high = c->is_fraction ? 1 + TOLERANCE : (double)INFINITY;
    if (isnan(range.low) || isnan(range.high) || c->is_number) return true;
    if (range.low > c->limit) {
        say_too_large(c, month);
        return false;
    }
    if (range.low >= low && range.high <= high) return true;
    if (range.high < low || range.low > high)
        say_outside(c, range, month);
    else
        say_may_leave(c, range, month);
    return false;
}

static bool check(const checking *c, pc_bounds bounds, int month)
{
    if (bounds.always)
        say_undefined(c, bounds.undefined, when(c, month));
    else if (bounds.undefined)
        warn_of_undefined(c, bounds.undefined, month);
    else if (is_infinite(bounds.range))
        say_undefined(c, PC_UNDEFINED_OVERFLOW, when(c, month));
    else
        return check_range(c, bounds.range, month);
    return false;
}

/* 2^53 minor units, in currency units. */
static double money_limit(const pc_reader *reader)
{
    double limit = 9007199254740992.0;
    for (int i = 0; i < reader->programme->minor_digits; i++) limit /= 10;
    return limit;
}

void pc_check_bounds(pc_reader *reader, const pc_json *at, const pc_expr *expr, pc_unit unit)
{
    static const int months[] = {
        [PC_EACH_YEAR] = 12, [PC_EACH_QUARTER] = 3, [PC_EACH_MONTH] = 1
    };
    const pc_traits traits = pc_expr_traits(&reader->scope, expr);
    checking c = { .reader = reader,
                   .at = at,
                   .expr = expr,
                   .is_fraction = unit == PC_UNIT_FRACTION,
                   .is_number = unit == PC_UNIT_NUMBER,
                   .limit = unit == PC_UNIT_MONEY ? money_limit(reader) : (double)INFINITY,
                   .grain = traits.grain };
    const int end = reader->scope.months;
    const int step = traits.grain == PC_EACH_TRIAL ? end : months[traits.grain];
    for (int at_plan = 0; at_plan < (traits.plans ? 2 : 1); at_plan++)
        for (int month = 0; month < end; month += step) {
            c.at_plan = at_plan;
            if (!check(&c, pc_expr_bounds(&reader->scope, expr, month, at_plan), month)) return;
        }
}

void pc_check_amount(pc_reader *reader, const pc_json *at, const pc_expr *expr)
{
    const checking c = { .reader = reader,
                         .at = at,
                         .limit = money_limit(reader),
                         .grain = pc_expr_traits(&reader->scope, expr).grain };
    for (int month = 0; month < reader->scope.months; month++)
        if (pc_expr_range(&reader->scope, expr, month, false).low > c.limit) {
            say_too_large(&c, month);
            return;
        }
}
