/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_ENTRIES_H
#define PC_REPORT_ENTRIES_H

#include "partnercast/report.h"
#include "report/sheet.h"

/** The entries of an explanation's ledger, partner by partner and month by month, with amounts
 *  to the last minor unit. */
void pc_entries_add(pc_sheet *page, const pc_explanation *explanation);

/** Partners, one a line: when they came and went, what they brought. */
void pc_entries_add_partners(pc_sheet *page, const pc_explanation *explanation,
                             const pc_explained_partner *const *list, size_t n);

#endif
