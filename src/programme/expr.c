/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/expr.h"

pc_each pc_expr_own_grain(const pc_expr *expr)
{
    switch (expr->kind) {
    case PC_EXPR_DRAW: /* a partner's, a deal's: another for each, but none changes over time */
        return expr->draw->each > PC_EACH_MONTH ? PC_EACH_TRIAL : expr->draw->each;
    case PC_EXPR_YEAR:
        return PC_EACH_YEAR;
    case PC_EXPR_BY_YEAR: /* fiscal years begin inside of programme years */
        if (expr->n_args < 2) return PC_EACH_TRIAL;
        if (expr->elapsed == 0) return PC_EACH_YEAR;
        return expr->elapsed % 3 ? PC_EACH_MONTH : PC_EACH_QUARTER;
    case PC_EXPR_BY_MONTH:
        return expr->n_args > 1 ? PC_EACH_MONTH : PC_EACH_TRIAL;
    case PC_EXPR_EVENT:
    case PC_EXPR_MONTH:
    case PC_EXPR_RAMP:
        return PC_EACH_MONTH;
    default:
        return PC_EACH_TRIAL;
    }
}

static int later(int a, int b)
{
    return a > b ? a : b;
}

pc_onset pc_expr_onset(const pc_expr *event, int year, int month)
{
    const bool yearly = event->args[0]->draw->each == PC_EACH_YEAR;
    const int first = yearly ? 12 * year : event->first_month;
    const int of = yearly ? 12 : event->n_months;
    const int end = event->first_month + event->n_months; /* nothing begins from here on */
    const int from = later(later(first, event->first_month), month - event->duration + 1);
    const int upto = -later(-(month + 1), later(-end, -(first + of)));
    if (upto <= from) return (pc_onset) { 0, 0, of };
    return (pc_onset) { from - first, upto - first, of };
}
