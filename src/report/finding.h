/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_FINDING_H
#define PC_REPORT_FINDING_H

#include "partnercast/results.h"
#include "report/sheet.h"

/** Metric and period of "roi.multiple@y1"; metric is NULL when it was not recorded. */
typedef struct pc_headline {
    const pc_metric *metric;
    char id[160];    /* as the scenario names it, "roi.multiple@y1" */
    bool lacks_cost; /* a return was asked for, but there is no cost to divide by: revenue */
} pc_headline;

/** The i-th headline of the scenario; without headlines, for i = 0, the headline ROI of year 1,
 *  else the revenue of year 1. A return that is undefined in every future, because nothing was
 *  spent, gives way to the revenue of its period. */
pc_headline pc_finding_headline(const pc_results *results, size_t i);

/** Adds the finding: one or two sentences on the headlines, true for any numbers. */
void pc_finding_add(pc_text *out, const pc_sheet *page, const pc_results *results);

/** "Partner ROI": the word with a capital. */
void pc_finding_capitalise(char *text);

#endif
