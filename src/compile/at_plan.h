/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_AT_PLAN_H
#define PC_COMPILE_AT_PLAN_H

#include "base/diags.h"
#include "compile/ledger.h"
#include "programme/metric.h"

/** A programme's books, of which any metric can be asked in any period, at plan. Nothing is put
 *  on a tape and no table is built. Lives in the arena. */
typedef struct pc_at_plan {
    pc_ledger ledger;
    const pc_metric_info *catalogue;
    size_t n_catalogue;
} pc_at_plan;

/** PC_OK, PC_EDATA (as pc_compile) or PC_ENOMEM. */
pc_status pc_at_plan_init(pc_at_plan *out, pc_arena *arena, const pc_programme *programme,
                          pc_diags *diags);

/** As results show it: currency units, fractions, counts. NAN: undefined, or no such metric. */
double pc_at_plan_value(pc_at_plan *plan, const char *metric, const pc_period *period);

/** The value of a quantity in a month (from 0), at plan. */
double pc_at_plan_quantity(pc_at_plan *plan, const pc_expr *quantity, int month);

#endif
