/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values must stay inside the bounds of their unit: 0 to 1 for fractions, 0 or more for money,
 * counts, multiples and months. */
#include "scenario/quantity.h"

#include <math.h>

#define TOLERANCE 1e-9

typedef struct bounds {
    double low, high;
} bounds;

static bounds bounds_of(pc_unit unit)
{
    return (bounds) { 0, unit == PC_UNIT_FRACTION ? 1 : (double)INFINITY };
}

/* The draw that a value is, whatever names and wrappers stand around it; NULL when it is none.
 */
static const pc_draw *only_draw(const pc_reader *reader, const pc_expr *expr)
{
    while (expr && (expr->kind == PC_EXPR_PLANNED || expr->kind == PC_EXPR_ASSUMPTION))
        expr = expr->kind == PC_EXPR_PLANNED ? expr->args[0]
                                             : reader->scope.values[expr->assumption_id];
    return expr && expr->kind == PC_EXPR_DRAW ? expr->draw : NULL;
}

static const char *period_words(pc_reader *reader, pc_each grain, int month)
{
    if (grain == PC_EACH_TRIAL) return "";
    if (grain == PC_EACH_YEAR) return pc_help(reader, " in year %d", month / 12 + 1);
    return pc_help(reader, " in month %d", month + 1);
}

static void say_outside(pc_reader *reader, const pc_json *at, pc_range range, bounds allowed,
                        const char *when)
{
    const char *value = pc_number_words(reader, range.low);
    const char *high = range.low == range.high ? "" : pc_number_words(reader, range.high);
    const char *between = *high ? pc_help(reader, "from %s to %s", value, high) : value;
    if (isfinite(allowed.high))
        pc_json_error(reader->diags, at, "E0203",
                      "a fraction is a number from 0 to 1, or \"12%\"",
                      "this is %s%s, not a fraction from 0 to 1", between, when);
    else
        pc_json_error(reader->diags, at, "E0209", "0 or more belongs here", "this is %s%s",
                      between, when);
}

static void say_may_leave(pc_reader *reader, const pc_json *at, pc_range range, bounds allowed,
                          const char *when)
{
    const bool fraction = isfinite(allowed.high);
    pc_json_error(reader->diags, at, "E0219",
                  fraction ? "cut it off with \"min\": 0, \"max\": 1 beside the family, or use "
                             "{ \"beta\": { \"mean\": ..., \"n\": ... } }"
                           : "cut it off with \"min\": 0 beside the family, or use a lognormal",
                  "this distribution reaches from %s to %s%s, outside of %s",
                  pc_number_words(reader, range.low), pc_number_words(reader, range.high), when,
                  fraction ? "0 to 1" : "0 or more");
}

/* False when something was said. */
static bool check(pc_reader *reader, const pc_json *at, const pc_expr *expr, pc_range range,
                  bounds allowed, const char *when)
{
    if (isnan(range.low) || isnan(range.high)) return true;
    if (isinf(range.low) || isinf(range.high)) {
        pc_json_error(reader->diags, at, "E0236", "check what is divided by, and exponents",
                      "this has no finite value%s", when);
        return false;
    }
    if (range.low >= allowed.low - TOLERANCE && range.high <= allowed.high + TOLERANCE)
        return true;
    const bool always =
        range.high < allowed.low - TOLERANCE || range.low > allowed.high + TOLERANCE;
    if (always || range.low == range.high)
        say_outside(reader, at, range, allowed, when);
    else if (only_draw(reader, expr))
        say_may_leave(reader, at, range, allowed, when);
    else
        pc_warn(reader, at, "W0203", "limit it with min(...) and max(...)",
                "this can be from %s to %s%s, outside of %s",
                pc_number_words(reader, range.low), pc_number_words(reader, range.high), when,
                isfinite(allowed.high) ? "0 to 1" : "0 or more");
    return false;
}

void pc_check_bounds(pc_reader *reader, const pc_json *at, const pc_expr *expr, pc_unit unit)
{
    static const int months[] = {
        [PC_EACH_YEAR] = 12, [PC_EACH_QUARTER] = 3, [PC_EACH_MONTH] = 1
    };
    const pc_traits traits = pc_expr_traits(&reader->scope, expr);
    const int step =
        traits.grain == PC_EACH_TRIAL ? reader->scope.months : months[traits.grain];
    if (unit == PC_UNIT_NUMBER) return;
    for (int at_plan = 0; at_plan <= traits.plans; at_plan++)
        for (int month = 0; month < reader->scope.months; month += step) {
            const pc_range range = pc_expr_range(&reader->scope, expr, month, at_plan);
            const char *when = period_words(reader, traits.grain, month);
            if (!check(reader, at, expr, range, bounds_of(unit), when)) return;
        }
}
