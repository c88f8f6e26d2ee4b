/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/flow.h"

#include <math.h>

static double weight_before(const double *profile, int year, int month)
{
    double sum = 0;
    for (int m = 0; m < month; m++) sum += profile[year * 12 + m];
    return sum;
}

/* The same in millionths, exactly, when every weight of the year is a decimal of at most six
 * places; else -1. */
static double millionths_before(const double *profile, int year, int month)
{
    double sum = 0;
    for (int m = 0; m < 12; m++) {
        const double scaled = nearbyint(profile[year * 12 + m] * 1e6);
        if (!(scaled < 0x1p48) || scaled / 1e6 != profile[year * 12 + m]) return -1;
        if (m < month) sum += scaled;
    }
    return sum;
}

/* What the first n months of a year hold of its amount. */
static pc_node until(pc_dag *dag, const double *profile, pc_node amount, int year, int n)
{
    if (!profile) return pc_dag_part(dag, amount, n, 12);
    const double whole = weight_before(profile, year, 12);
    if (n == 12 || whole <= 0) return n == 12 ? amount : pc_dag_constant(dag, 0);
    const double millionths = millionths_before(profile, year, n);
    if (millionths >= 0)
        return pc_dag_part(dag, amount, millionths, millionths_before(profile, year, 12));
    const double part = weight_before(profile, year, n) / whole;
    return pc_dag_op(dag, PC_TAPE_ROUND_MUL, amount, pc_dag_constant(dag, part), 0);
}

static pc_node months_of(pc_dag *dag, const double *profile, pc_node amount, int first,
                         int last)
{
    const int year = first / 12;
    return pc_dag_sub(dag, until(dag, profile, amount, year, last % 12 + 1),
                      until(dag, profile, amount, year, first % 12));
}

static pc_node within_year(pc_dag *dag, const pc_ledger_flow *flow, int first, int last)
{
    const int year = first / 12;
    const pc_node upper = months_of(dag, flow->profile, flow->entries[year], first, last);
    if (!flow->below) return upper;
    return pc_dag_sub(dag, upper,
                      months_of(dag, flow->profile, flow->below[year], first, last));
}

pc_node pc_flow_entry(pc_dag *dag, const pc_ledger_flow *flow, int p)
{
    return flow->below ? pc_dag_sub(dag, flow->entries[p], flow->below[p]) : flow->entries[p];
}

pc_node pc_flow_between(pc_dag *dag, const pc_ledger_flow *flow, int first, int last)
{
    pc_node sum = pc_dag_constant(dag, 0);
    for (int m = first; m <= last;) {
        int end = flow->monthly ? m : m / 12 * 12 + 11;
        if (end > last) end = last;
        sum = pc_dag_add(dag, sum,
                         flow->monthly ? pc_flow_entry(dag, flow, m)
                                       : within_year(dag, flow, m, end));
        m = end + 1;
    }
    return sum;
}
