/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_ARR_H
#define PC_COMPILE_ARR_H

#include "compile/ledger.h"

/**
 * Subscriptions of one origin, month by month (docs/model/arr.md): what was there at the start,
 * or what is sold inside the horizon. A pool is what is due for renewal in the same month;
 * pool[m] is the one of month m (due, or sold then) at that month's close. Whole minor units.
 */
typedef struct pc_arr_book {
    const pc_node *pool; /* -term .. n_months - 1; below 0: at the start, pool[m - term] being
                            due in month m */
    const pc_node *churn, *contraction, *expansion; /* n_months; expansion with uplift */
    const pc_node *close; /* -1 .. n_months - 1: ARR at each month's close; -1: at the start */
} pc_arr_book;

/** The subscriptions of a channel that has a product. */
typedef struct pc_ledger_arr {
    const pc_product *product; /* NULL: none, and nothing else is set */
    pc_arr_book opening, sold;
    const pc_node *customers; /* in pools as above, both origins together; not whole numbers */
    const pc_node *lost;      /* n_months: customers that leave */
} pc_ledger_arr;

/** Fills ledger->arr; without products there is nothing to fill. Revenue must be there. */
pc_status pc_arr_build(pc_ledger *ledger);

/** What a deal closed in the month is worth a year, in minor units, not rounded. */
pc_node pc_arr_deal_value(pc_ledger *ledger, const pc_product *product, int month);

/** What a month's renewal leaves of a unit that is due: (1 - c)(1 - k + e)(1 + u), or without
 *  expansion and uplift (1 - c)(1 - k). */
pc_node pc_arr_retained(pc_ledger *ledger, const pc_product *product, int month, bool gross);

#endif
