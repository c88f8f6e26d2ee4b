/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_ROI_H
#define PC_CHART_ROI_H

#include "chart/kinds/kind.h"
#include "chart/layout/board.h"
#include "chart/layout/interval.h"
#include "chart/layout/scale.h"

/** What the programme returns by year, and when it has paid back. */

enum { PC_ROI_YEARS = 100, PC_ROI_DOTS = 20 };

typedef struct pc_roi_year {
    const char *name, *in_words; /* "Year 1", "year 1" */
    const pc_metric *metric;
    bool has_range;
    pc_interval range;
    double stated;          /* NAN: none */
    double earns_back_frac; /* NAN: none */
} pc_roi_year;

typedef struct pc_roi {
    const pc_results *results;
    const char *metric_id, *name; /* "partner ROI (revenue/cost)" */
    pc_unit unit;
    bool is_cumulative; /* roi.cash: it begins at nothing, and stands at each year's end */
    double break_even;
    size_t n_years;
    pc_roi_year *years;
    bool has_payback;
    double payback[PC_ROI_DOTS]; /* months of equally likely outcomes; those that have one */
    size_t n_payback;
    double median_month;   /* NAN: never */
    pc_estimate pays_back; /* share of futures */
} pc_roi;

/** Cumulative cash by year where it was recorded, else the headline's return.
 *  @return PC_OK; PC_EDATA (pc_draft_refuse); PC_ENOMEM */
pc_status pc_roi_read(pc_roi *out, pc_draft *draft, pc_diags *diags);

const char *pc_roi_title(pc_arena *arena, const pc_roi *roi);
const char *pc_roi_description(pc_arena *arena, const pc_roi *roi);

/** The strip of payback months under the plot, on its axis of time.
 *  @param left, right  where month 0 and the end of the last month stand */
void pc_roi_payback(pc_board *board, const pc_roi *roi, double left, double right);

#endif
