/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_PATH_H
#define PC_REPORT_PATH_H

#include "partnercast/report.h"
#include "report/sheet.h"

/** A partner's way through its tiers, and what held it back most often: "learning from 2025-01,
 *  ready from 2026-05; held back by certifications in 16 of 36 reviews". Nothing for partners
 *  without a tier, and where only one month is shown. */
void pc_path_add(pc_sheet *page, const pc_explanation *explanation, size_t partner);

#endif
