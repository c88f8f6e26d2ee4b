/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_TABLE_H
#define PC_REPORT_TABLE_H

#include "base/arena.h"
#include "partnercast/results.h"
#include "report/page.h"

/**
 * The years side by side: revenue, the share and the ROI that matter, cost; means in front, the
 * range of 9 in 10 futures beside, what the plan states below. Where the page is narrow the
 * long labels go first, then the ranges, then years from the middle.
 */
void pc_table_add(pc_page *page, pc_arena *arena, const pc_results *results);

/** Whether the table shows this target, so that it need not be listed again. */
bool pc_table_shows_target(const pc_results *results, const pc_target_result *target);

/** The metric whose share is shown ("share.set.partners"), or NULL. In the arena. */
const char *pc_table_share_id(pc_arena *arena, const pc_results *results);

#endif
