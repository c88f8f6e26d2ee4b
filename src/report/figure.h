/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_FIGURE_H
#define PC_REPORT_FIGURE_H

#include "partnercast/results.h"
#include "report/page.h"

/**
 * How a figure of a metric is written: its unit, its suffix (K, M, B, T) and its decimals,
 * chosen once and shared by a mean and its range. Never more digits than the standard error
 * supports: decimals is negative where whole tens or hundreds are all that is known.
 */
typedef struct pc_figure {
    const char *unit;     /* as pc_metric.unit */
    const char *currency; /* ISO code */
    int power, decimals;  /* shown = value / 10^power, to so many decimals */
} pc_figure;

/** The way to write `value`, known to within the standard error se (NAN: exactly). */
pc_figure pc_figure_for(const pc_results *results, const char *unit, double value, double se);

/** The same figure with fewer decimals, where se asks for it. */
pc_figure pc_figure_coarser(pc_figure figure, double se);

/** Adds the value: "$3.0M", "40%", "1.59x", "14"; NAN as a dash. `bare` leaves the currency
 * out. */
void pc_figure_add(pc_text *out, const pc_page *page, const pc_figure *figure, double value,
                   bool bare);

/** Adds a figure that people stated, as they would write it: 1.6x, 30%, $1.45M. */
void pc_figure_add_stated(pc_text *out, const pc_page *page, const pc_results *results,
                          const char *unit, double value);

/** Adds a whole number with thousands separators. */
void pc_figure_add_count(pc_text *out, unsigned long long n);

#endif
