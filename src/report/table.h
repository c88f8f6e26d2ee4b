/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_TABLE_H
#define PC_REPORT_TABLE_H

#include "base/arena.h"
#include "partnercast/results.h"
#include "report/sheet.h"

/**
 * The years side by side: revenue, the share and the ROI that matter, cost; means in front, the
 * range of 9 in 10 futures beside, what the plan states below. Where the page is narrow the
 * long labels go first, then the ranges, then years from the middle.
 *
 * @param is_shown one flag for each target of the results, set for those that the table shows
 */
void pc_table_add(bool *is_shown, pc_sheet *page, pc_arena *arena, const pc_results *results);

#endif
