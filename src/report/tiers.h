/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_TIERS_H
#define PC_REPORT_TIERS_H

#include "base/arena.h"
#include "partnercast/results.h"
#include "report/sheet.h"

/** Partners by tier at the end of the last year, the highest tier first, and how many rose and
 *  fell: a line a ladder, that with most partners first. Nothing without ladders. */
void pc_tiers_add(pc_sheet *page, pc_arena *arena, const pc_results *results);

#endif
