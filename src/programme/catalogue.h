/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_CATALOGUE_H
#define PC_PROGRAMME_CATALOGUE_H

#include "programme/metric.h"

/**
 * The catalogue while it is made: each subject adds the metrics that the programme can be asked
 * for, in any order. A NULL id and a full arena are passed over; the arena knows.
 */
typedef struct pc_catalogue {
    pc_arena *arena;
    const pc_programme *programme;
    pc_metric_info *items;
    size_t n, capacity;
} pc_catalogue;

/** What the metrics of one row share. */
typedef struct pc_metric_class {
    const char *unit;
    pc_metric_kind kind;
    pc_metric_family family;
    pc_metric_scope scope;
} pc_metric_class;

/** A flow of money, and a ratio of two of them. */
static inline pc_metric_class pc_money(pc_metric_family family)
{
    return (pc_metric_class) { "currency", PC_METRIC_FLOW, family, PC_SCOPE_TOTAL };
}
static inline pc_metric_class pc_fraction(pc_metric_family family)
{
    return (pc_metric_class) { "fraction", PC_METRIC_RATIO, family, PC_SCOPE_TOTAL };
}

void pc_catalogue_add(pc_catalogue *c, const char *id, pc_metric_class of, size_t index);
/** "<prefix><id>" */
void pc_catalogue_add_for(pc_catalogue *c, const char *prefix, const char *id,
                          pc_metric_class of, size_t index);

/** Whether a commission plan (PC_NONE: any) lets go what waits too long. */
bool pc_may_forfeit(const pc_programme *programme, size_t plan_id);

void pc_catalogue_revenue(pc_catalogue *c);
void pc_catalogue_costs(pc_catalogue *c);
void pc_catalogue_returns(pc_catalogue *c);
void pc_catalogue_arr(pc_catalogue *c);
void pc_catalogue_partners(pc_catalogue *c);
void pc_catalogue_below(pc_catalogue *c);

#endif
