/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/waits.h"

#include <math.h>

/* A cycle in a month of one deterministic case: shift + scale q. */
typedef struct cycle_case {
    const pc_draw *draw; /* NULL: q is 0 */
    double shift, scale;
} cycle_case;

/* P(cycle <= months) */
static double closed_within(const cycle_case *cycle, double months)
{
    const double left = months - cycle->shift;
    if (!cycle->draw || cycle->scale == 0) return left >= 0 ? 1 : 0;
    return pc_dist_cdf(&cycle->draw->dist, left / cycle->scale);
}

/* Of waits of whole months, begun ones counted as such. */
static double part_of(const cycle_case *cycle, int wait)
{
    const double upto = closed_within(cycle, wait);
    return wait == 0 ? upto : upto - closed_within(cycle, wait - 1);
}

/* The cycle's level in a month; a missing one is `other`. */
static pc_node level_of(pc_ledger *ledger, const pc_expr *expr, double other, int month)
{
    return expr ? pc_value_at(&ledger->values, expr, month)
                : pc_dag_constant(&ledger->values.dag, other);
}

/* The longest wait, in whole months, of cycles that begin in the month; the horizon where it
 * may be any. */
static int longest(pc_ledger *ledger, const pc_random *cycle, int month)
{
    const pc_dag *dag = &ledger->values.dag;
    const pc_node shift = level_of(ledger, cycle->shift, 0, month);
    const pc_node scale = level_of(ledger, cycle->scale, 1, month);
    if (!pc_dag_is_constant(dag, shift) || !pc_dag_is_constant(dag, scale))
        return ledger->n_months;
    const double high = cycle->draw ? cycle->draw->dist.high : 0;
    const pc_dag_node *a = &dag->nodes[shift], *b = &dag->nodes[scale];
    const double most = fmax(fmax(a->k + b->k * high, a->at_plan + b->at_plan * high),
                             a->at_means + b->at_means * high);
    if (!(most < ledger->n_months)) return ledger->n_months;
    return most > 0 ? (int)ceil(most) : 0;
}

pc_wait pc_waits_within(pc_ledger *ledger, const pc_random *random, double most, int month)
{
    const pc_node shift = level_of(ledger, random->shift, 0, month);
    const pc_node scale = level_of(ledger, random->scale, 1, month);
    const pc_dag_node *nodes = ledger->values.dag.nodes;
    const cycle_case plan = { random->draw, nodes[shift].at_plan, nodes[scale].at_plan };
    const cycle_case means = { random->draw, nodes[shift].at_means, nodes[scale].at_means };
    return (pc_wait) { closed_within(&plan, most), closed_within(&means, most) };
}

void pc_waits_build(pc_ledger *ledger, pc_arena *keep, pc_kind *kind, const pc_random *cycle)
{
    const int n_months = ledger->n_months;
    int most = 0;
    for (int m = 0; m < n_months && !ledger->values.dag.arena->failed; m++) {
        const int here = longest(ledger, cycle, m);
        if (here > most) most = here;
    }
    /* a month more: the last bits of a table's end may pass the distribution's */
    kind->closing_months = most + 2 < n_months ? most + 2 : n_months;
    const size_t n = (size_t)n_months * (size_t)kind->closing_months;
    pc_wait *waits = PC_NEW_ARRAY(keep, pc_wait, n);
    for (int m = 0; m < n_months && waits && !ledger->values.dag.arena->failed; m++) {
        const pc_node shift = level_of(ledger, cycle->shift, 0, m);
        const pc_node scale = level_of(ledger, cycle->scale, 1, m);
        const pc_dag_node *nodes = ledger->values.dag.nodes;
        const cycle_case plan = { cycle->draw, nodes[shift].at_plan, nodes[scale].at_plan };
        const cycle_case means = { cycle->draw, nodes[shift].at_means, nodes[scale].at_means };
        for (int w = 0; w < kind->closing_months; w++)
            waits[m * kind->closing_months + w] =
                (pc_wait) { part_of(&plan, w), part_of(&means, w) };
    }
    kind->waits = waits;
}
