/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_ROWS_H
#define PC_REPORT_ROWS_H

#include "base/arena.h"
#include "partnercast/results.h"
#include "report/sheet.h"

/** Which metrics stand in the table of years, from the top. */

enum { PC_ROWS_MOST = 14 };

typedef struct pc_row {
    const char *id;        /* "revenue.total"; recorded for at least one year */
    const char *stated_id; /* where else the plan may state it, or NULL */
    const char *label, *short_label;
} pc_row;

/**
 * Revenue, ARR, the share and the return that matter, cost, commission, partners; and what the
 * plan's own table states by year besides, the headlines' metrics first. Channels' shares stand
 * with the mix.
 * @param n_left_out metrics that the plan states by year and that found no room
 * @return rows; texts in the arena, which fails sticky
 */
size_t pc_rows_choose(pc_row rows[PC_ROWS_MOST], size_t *n_left_out, const pc_sheet *page,
                      pc_arena *arena, const pc_results *results);

/** What the plan says of the metric in its period: the metric itself, or, where that states
 *  nothing, the row's other one; NULL: nothing. */
const pc_metric *pc_rows_stated(const pc_results *results, const pc_row *row,
                                const pc_metric *metric);

#endif
