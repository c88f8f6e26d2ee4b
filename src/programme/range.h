/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_RANGE_H
#define PC_PROGRAMME_RANGE_H

#include "base/arena.h"
#include "programme/expr.h"

/**
 * What can be said of an expression before anything is simulated: what it depends on and
 * between which bounds it stays. For checking scenarios; nothing here reaches a result.
 */

/** What an expression reaches, assumptions followed. */
typedef struct pc_traits {
    bool draws;      /* something random */
    bool plans;      /* something whose plan and value may differ */
    pc_each grain;   /* how finely it changes over time */
    unsigned height; /* how deep a walk over it goes */
} pc_traits;

/** Least and greatest value; equal for a constant, NAN when nothing is known. A draw counts
 * from its quantile at 1e-9 to that at 1 - 1e-9. */
typedef struct pc_range {
    double low, high;
} pc_range;

/** Why an expression has no value: no number, or none that is finite. */
typedef enum pc_undefined {
    PC_DEFINED,
    PC_UNDEFINED_ROOT,     /* a negative number to the power of what is not whole */
    PC_UNDEFINED_DIVISION, /* by 0 */
    PC_UNDEFINED_OVERFLOW, /* beyond all numbers */
} pc_undefined;

typedef struct pc_bounds {
    pc_range range; /* of the values that there are */
    pc_undefined undefined;
    bool always; /* undefined whatever happens, not only at some inputs */
} pc_bounds;

/** The assumptions that expressions refer to. A value is NULL while it is not known yet. */
typedef struct pc_scope {
    pc_arena *arena;
    int months;
    size_t n;
    const pc_expr **values; /* by assumption_id */
    pc_traits *traits;      /* of each, filled by pc_scope_set */
    pc_bounds **bounds[2];  /* remembered: simulated, at plan */
} pc_scope;

/** Room for n assumptions; false without memory. */
bool pc_scope_init(pc_scope *scope, pc_arena *arena, size_t n, int months);
/** The value of an assumption is known from here on. */
void pc_scope_set(pc_scope *scope, size_t assumption_id, const pc_expr *value);

pc_traits pc_expr_traits(const pc_scope *scope, const pc_expr *expr);
/** Bounds in a programme month (from 0), simulated or at plan. */
pc_range pc_expr_range(pc_scope *scope, const pc_expr *expr, int month, bool at_plan);
/** ...and whether it may have no value there. What an if() chooses by an uncertain condition
 * counts as guarded by it. */
pc_bounds pc_expr_bounds(pc_scope *scope, const pc_expr *expr, int month, bool at_plan);
/** Whether expr is one number whatever happens, and which. */
bool pc_expr_constant(pc_scope *scope, const pc_expr *expr, double *value);

/** A value that could not be read: its range is unknown, so nothing more is said about it. */
extern const pc_expr pc_expr_broken;

#endif
