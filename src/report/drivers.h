/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_DRIVERS_H
#define PC_REPORT_DRIVERS_H

#include "partnercast/results.h"
#include "report/sheet.h"

/** What drives the first headline, largest first, and how much of its range the plan does not
 *  state: "growth_2 46% · arr_y1 31%   (58% of the range is assumed, not stated)". Nothing when
 *  nothing drives it. */
void pc_drivers_add(pc_text *out, const pc_sheet *page, const pc_results *results);

#endif
