/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values must stay inside the bounds of their unit: 0 to 1 for fractions, 0 or more for money,
 * counts, multiples and months. */
#include "scenario/quantity.h"

#include <math.h>

#define TOLERANCE 1e-9

typedef struct checking {
    pc_reader *reader;
    const pc_json *at;
    const pc_expr *expr;
    bool is_fraction;
    pc_each grain;
} checking;

/* ---- is it one draw? ---- */

const pc_expr *pc_behind(const pc_reader *reader, const pc_expr *expr, int month, bool at_plan)
{
    const size_t last = expr->n_args ? expr->n_args - 1 : 0;
    const size_t at = (size_t)(expr->kind == PC_EXPR_BY_YEAR ? month / 12 : month);
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
    return pc_when(c->reader, c->grain, month);
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

/* ---- the check ---- */

/* False when something was said: once for each value is enough. */
static bool check(const checking *c, pc_range range, int month)
{
    const double low = -TOLERANCE, high = c->is_fraction ? 1 + TOLERANCE : (double)INFINITY;
    if (isnan(range.low) || isnan(range.high)) return true;
    if (isinf(range.low) || isinf(range.high)) {
        pc_json_error(c->reader->diags, c->at, "E0236",
                      "check what is divided by, and exponents", "this has no finite value%s",
                      when(c, month));
        return false;
    }
    if (range.low >= low && range.high <= high) return true;
    if (range.high < low || range.low > high)
        say_outside(c, range, month);
    else
        say_may_leave(c, range, month);
    return false;
}

void pc_check_bounds(pc_reader *reader, const pc_json *at, const pc_expr *expr, pc_unit unit)
{
    static const int months[] = {
        [PC_EACH_YEAR] = 12, [PC_EACH_QUARTER] = 3, [PC_EACH_MONTH] = 1
    };
    const pc_traits traits = pc_expr_traits(&reader->scope, expr);
    const checking c = { reader, at, expr, unit == PC_UNIT_FRACTION, traits.grain };
    const int end = reader->scope.months;
    const int step = traits.grain == PC_EACH_TRIAL ? end : months[traits.grain];
    if (unit == PC_UNIT_NUMBER) return;
    for (int at_plan = 0; at_plan < (traits.plans ? 2 : 1); at_plan++)
        for (int month = 0; month < end; month += step)
            if (!check(&c, pc_expr_range(&reader->scope, expr, month, at_plan), month)) return;
}
