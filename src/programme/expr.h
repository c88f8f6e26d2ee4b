/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_EXPR_H
#define PC_PROGRAMME_EXPR_H

#include "dist/dist.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * A quantity of the scenario as an expression: numbers, draws, assumptions, schedules,
 * formulas. Immutable, in the programme's arena; nodes may be shared. Its value depends on the
 * period in which it is asked for (month index from 0, programme years of 12 months).
 */
typedef enum pc_expr_kind {
    PC_EXPR_NUMBER,
    PC_EXPR_DRAW,       /* draw */
    PC_EXPR_ASSUMPTION, /* assumption_id */
    PC_EXPR_PLANNED,  /* args[0] uncertain value, args[1] what the document states: at plan the
                         second */
    PC_EXPR_MONTH,    /* programme month from 1 */
    PC_EXPR_YEAR,     /* programme year from 1 */
    PC_EXPR_BY_YEAR,  /* args[y], the last one holds on */
    PC_EXPR_BY_MONTH, /* args[m], the last one holds on */
    PC_EXPR_RAMP,     /* args[0] to args[1] over n_months from first_month, by shape */
    PC_EXPR_NEG,
    PC_EXPR_ADD,
    PC_EXPR_SUB,
    PC_EXPR_MUL,
    PC_EXPR_DIV,
    PC_EXPR_POW,
    PC_EXPR_MIN,
    PC_EXPR_MAX, /* two arguments; more are nested */
    PC_EXPR_LT,
    PC_EXPR_LE,
    PC_EXPR_GT,
    PC_EXPR_GE,
    PC_EXPR_EQ,
    PC_EXPR_NE,    /* 1 or 0 */
    PC_EXPR_IF,    /* args[0] != 0 ? args[1] : args[2] */
    PC_EXPR_COUNT, /* a negative binomial count of mean args[0] at the uniform args[1], of
                      dispersion args[2], a number (0: Poisson); at plan and means the mean */
    PC_EXPR_AR1, /* s = number s_before + sqrt(1 - number^2) args[0], a standard normal draw */
    PC_EXPR_STATE,  /* which state of `chain`, by args[0], a uniform draw */
    PC_EXPR_REGIME, /* args[1 + state args[0]]; at plan and means the mean over the states */
    PC_EXPR_EVENT, /* 1 while it lasts, else 0: args[0] a uniform draw, args[1] its chance, once
                      a trial, or a programme year where args[0] is drawn by year; it begins in
                      one of n_months months from first_month, and lasts `duration` */
} pc_expr_kind;

/** How often something is drawn or changes, coarse to fine. */
typedef enum pc_each {
    PC_EACH_TRIAL,
    PC_EACH_YEAR,
    PC_EACH_QUARTER,
    PC_EACH_MONTH,
    PC_EACH_PARTNER, /* the last two only where partners are simulated one by one */
    PC_EACH_DEAL,
} pc_each;

typedef enum pc_unit {
    PC_UNIT_NUMBER,
    PC_UNIT_FRACTION,
    PC_UNIT_MONEY,
    PC_UNIT_COUNT,
    PC_UNIT_MULTIPLE,
    PC_UNIT_MONTHS,
} pc_unit;

typedef enum pc_ramp_shape { PC_RAMP_LINEAR, PC_RAMP_S_CURVE } pc_ramp_shape;

/**
 * One uncertain input: one uniform per trial and period, turned by the quantile function.
 * Parameters that are formulas have been taken out of it by the reader: normal {mean: m, sd: s}
 * becomes m + s * draw of the standard normal, and so on for location-scale families.
 */
typedef struct pc_draw {
    const char
        *name; /* its stream: the pointer of the value ("assumptions/arr_y1"), or "stream" */
    pc_each each;
    pc_dist dist;
} pc_draw;

/** States, and the chances of going from one to another: rows of n chances. */
enum { PC_STATES_MAX = 8 };
typedef struct pc_chain {
    size_t n;
    const double *start; /* the first period's */
    const double *moves; /* from * n + to: from one period to the next */
} pc_chain;

typedef struct pc_expr pc_expr;
struct pc_expr {
    pc_expr_kind kind;
    double number; /* NUMBER; money in currency units as written */
    bool decimal;  /* NUMBER: exactly digits / 10^places, as written */
    int64_t digits;
    int places; /* 0..6 */
    size_t assumption_id;
    const pc_draw *draw;
    pc_ramp_shape shape;
    int first_month,
        n_months; /* RAMP: index from 0; the value is args[0] before, args[1] after. EVENT */
    const pc_chain *chain; /* STATE, REGIME */
    int duration;          /* EVENT: months */
    bool is_hazard; /* EVENT of one month: at plan and means the chance given that it did not
                       happen before */
    int elapsed;    /* BY_YEAR: months of the first (fiscal) year that are over at the start */
    size_t n_args;
    const pc_expr **args;
};

/** Which year of a BY_YEAR holds the month, from 0. */
static inline int pc_expr_year(const pc_expr *by_year, int month)
{
    return (month + by_year->elapsed) / 12;
}

/** Of the months in which an EVENT that is drawn once in the trial, or in that year, may begin
 *  and then lasts in this month: `before` is how many of its months are too early, `upto` how
 *  many are not too late, `of` how many it has. */
typedef struct pc_onset {
    int before, upto, of;
} pc_onset;
pc_onset pc_expr_onset(const pc_expr *event, int year, int month);

/** How often the node itself changes, its arguments and assumptions left aside. */
pc_each pc_expr_own_grain(const pc_expr *expr);

#endif
