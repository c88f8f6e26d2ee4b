/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/flow.h"

#include <math.h>

static double weight_before(const double *weights, int k)
{
    double sum = 0;
    for (int i = 0; i < k; i++) sum += weights[i];
    return sum;
}

/* The same in millionths, exactly, when each of n weights is a decimal of at most six places;
 * else -1. */
static double millionths_before(const double *weights, int n, int k)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        const double scaled = nearbyint(weights[i] * 1e6);
        if (!(scaled < 0x1p48) || scaled / 1e6 != weights[i]) return -1;
        if (i < k) sum += scaled;
    }
    return sum;
}

pc_node pc_flow_until(pc_dag *dag, pc_node amount, const double *weights, int n, int k)
{
    if (!weights) return pc_dag_part(dag, amount, k, n);
    const double whole = weight_before(weights, n);
    if (k == n || whole <= 0) return k == n ? amount : pc_dag_constant(dag, 0);
    const double millionths = millionths_before(weights, n, k);
    if (millionths >= 0)
        return pc_dag_part(dag, amount, millionths, millionths_before(weights, n, n));
    const double part = weight_before(weights, k) / whole;
    return pc_dag_op(dag, PC_TAPE_ROUND_MUL, amount, pc_dag_constant(dag, part), 0);
}

static pc_node months_of(pc_dag *dag, const double *profile, pc_node amount, int first,
                         int last)
{
    const double *weights = profile ? profile + first / 12 * 12 : NULL;
    return pc_dag_sub(dag, pc_flow_until(dag, amount, weights, 12, last % 12 + 1),
                      pc_flow_until(dag, amount, weights, 12, first % 12));
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
