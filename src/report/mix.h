/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_MIX_H
#define PC_REPORT_MIX_H

#include "base/arena.h"
#include "partnercast/results.h"
#include "report/sheet.h"

/** The channels' mean shares of the last year as bars, the largest first, the smallest together
 *  as "others"; nothing where fewer than two channels have a share. */
void pc_mix_add(pc_sheet *page, pc_arena *arena, const pc_results *results);

#endif
