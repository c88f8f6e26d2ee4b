/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sourced and influenced exclude each other, so they sum to at most 1. What is sure to exceed 1
 * is an error. What may is a warning: the engine then credits sourced first, and influenced
 * what is left at most.
 */
#include "scenario/quantity.h"

#include <math.h>

#define TOLERANCE 1e-9
enum { STEPS_MAX = 2000 }; /* assumptions that fan out would compare for ever */

/* A channel's two credits in one month. */
typedef struct credits {
    pc_reader *reader;
    const pc_json *at;
    const pc_expr *sourced, *influenced;
    pc_each grain;
    int month;
    bool at_plan;
    int n_steps; /* of comparing formulas */
} credits;

static pc_range range_of(const credits *c, const pc_expr *expr)
{
    return pc_expr_range(&c->reader->scope, expr, c->month, c->at_plan);
}

static double within_0_1(double x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x; /* NAN stays */
}

/* Credits that leave 0 to 1 by themselves were said already. */
static pc_range sum_of(const credits *c)
{
    const pc_range x = range_of(c, c->sourced), y = range_of(c, c->influenced);
    return (pc_range) { within_0_1(x.low) + within_0_1(y.low),
                        within_0_1(x.high) + within_0_1(y.high) };
}

/* ---- is one at most what the other leaves, whatever is drawn? ---- */

static const pc_expr *innermost(const credits *c, const pc_expr *expr)
{
    for (const pc_expr *next = expr; next;
         next = pc_behind(c->reader, next, c->month, c->at_plan))
        expr = next;
    return expr;
}

/* Whether two expressions are written alike, and so are equal in every trial. */
static bool is_same(credits *c, const pc_expr *a, const pc_expr *b)
{
    const bool are_assumptions = a->kind == PC_EXPR_ASSUMPTION && b->kind == PC_EXPR_ASSUMPTION;
    if (a == b || (are_assumptions && a->assumption_id == b->assumption_id)) return true;
    a = innermost(c, a);
    b = innermost(c, b);
    if (++c->n_steps > STEPS_MAX || a->kind != b->kind || a->n_args != b->n_args) return false;
    if (a->kind == PC_EXPR_NUMBER) return a->number == b->number;
    if (a->kind == PC_EXPR_DRAW) return a->draw == b->draw;
    if (a->shape != b->shape || a->first_month != b->first_month || a->n_months != b->n_months)
        return false;
    for (size_t i = 0; i < a->n_args; i++)
        if (!is_same(c, a->args[i], b->args[i])) return false;
    return true;
}

static bool is_fraction(const credits *c, const pc_expr *expr)
{
    const pc_range range = range_of(c, expr);
    return range.low >= -TOLERANCE && range.high <= 1 + TOLERANCE;
}

static bool fits(credits *c, const pc_expr *part, const pc_expr *other);

/* "=1 - other", or less. */
static bool difference_fits(credits *c, const pc_expr *part, const pc_expr *other)
{
    const pc_expr *whole = part->args[0], *taken = part->args[1];
    if (range_of(c, whole).high <= 1 + TOLERANCE && is_same(c, taken, other)) return true;
    return range_of(c, taken).low >= -TOLERANCE && fits(c, whole, other);
}

/* True only when part <= 1 - other for sure: by their ranges, or by how part is written. */
static bool fits(credits *c, const pc_expr *part, const pc_expr *other)
{
    if (within_0_1(range_of(c, part).high) + within_0_1(range_of(c, other).high) <=
        1 + TOLERANCE)
        return true;
    if (++c->n_steps > STEPS_MAX) return false;
    part = innermost(c, part);
    const pc_expr *const *args = part->args;
    switch (part->kind) {
    case PC_EXPR_SUB:
        return difference_fits(c, part, other);
    case PC_EXPR_MUL:
        return (is_fraction(c, args[1]) && fits(c, args[0], other)) ||
               (is_fraction(c, args[0]) && fits(c, args[1], other));
    case PC_EXPR_MIN:
        return fits(c, args[0], other) || fits(c, args[1], other);
    case PC_EXPR_MAX:
        return fits(c, args[0], other) && fits(c, args[1], other);
    case PC_EXPR_IF:
        return fits(c, args[1], other) && fits(c, args[2], other);
    default:
        return false;
    }
}

static bool may_exceed(credits *c)
{
    c->n_steps = 0;
    return sum_of(c).high > 1 + TOLERANCE && !fits(c, c->influenced, c->sourced) &&
           !fits(c, c->sourced, c->influenced);
}

/* ---- what is said ---- */

static void say_exceeds(const credits *c)
{
    const pc_range sum = sum_of(c);
    pc_json_error(c->reader->diags, c->at, "E0221",
                  "sourced and influenced exclude each other; what is left is uncredited",
                  "the credits of year %d sum to %s%s%s", c->month / 12 + 1,
                  sum.low < sum.high ? "at least " : "", pc_number_words(c->reader, sum.low),
                  c->at_plan ? " at plan" : "");
}

static void say_may_exceed(const credits *c)
{
    pc_warn(
        c->reader, c->at, "W0205",
        "sourced comes first, and influenced is cut to what it leaves; to say that yourself, "
        "write influenced as \"=1 - s\", \"=(1 - s) * part\" or \"=min(..., 1 - s)\", s being "
        "what sourced is",
        "sourced and influenced can sum to as much as %s%s%s; influenced then gets only "
        "what sourced leaves",
        pc_number_words(c->reader, sum_of(c).high), pc_when(c->reader, c->grain, c->month),
        c->at_plan ? " at plan" : "");
}

/* ---- the check ---- */

/* The first month, simulated before at plan, for which test holds; c is there then. */
static bool find_month(credits *c, bool plans, bool (*test)(credits *))
{
    const int step = c->grain > PC_EACH_YEAR ? 1 : 12;
    for (int at_plan = 0; at_plan < (plans ? 2 : 1); at_plan++)
        for (c->month = 0; c->month < c->reader->scope.months; c->month += step) {
            c->at_plan = at_plan;
            if (test(c)) return true;
        }
    return false;
}

static bool exceeds(credits *c)
{
    return sum_of(c).low > 1 + TOLERANCE;
}

void pc_check_credits(pc_reader *reader, const pc_json *at,
                      const pc_expr *const credit[PC_N_CREDITS])
{
    credits c = { .reader = reader,
                  .at = at,
                  .sourced = credit[PC_CREDIT_SOURCED],
                  .influenced = credit[PC_CREDIT_INFLUENCED] };
    if (!c.sourced || !c.influenced) return;
    const pc_traits x = pc_expr_traits(&reader->scope, c.sourced);
    const pc_traits y = pc_expr_traits(&reader->scope, c.influenced);
    c.grain = x.grain > y.grain ? x.grain : y.grain;
    if (find_month(&c, x.plans || y.plans, exceeds))
        say_exceeds(&c);
    else if (find_month(&c, x.plans || y.plans, may_exceed))
        say_may_exceed(&c);
}
