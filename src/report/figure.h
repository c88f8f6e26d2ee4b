/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_REPORT_FIGURE_H
#define PC_REPORT_FIGURE_H

#include "chart/text/format.h"
#include "partnercast/results.h"
#include "report/sheet.h"

/**
 * The way to write `value` in running text and tables, known to within the standard error se
 * (NAN: exactly): never more digits than it supports. Money has one decimal below 100 of its
 * suffix ($3.0M, $754K), multiples below 2 have two (1.59x), shares below 10 % have one. A mean
 * and its range share one format.
 */
pc_format pc_figure_for(const pc_results *results, const char *unit, double value, double se);

/** Adds a figure with no more digits than its standard error supports, but never fewer than one
 *  that counts; behind the sign for "about" when the error exceeds the figure. In the format of
 *  the figures beside it, unless that would write a false zero. */
void pc_figure_add_estimate(pc_text *out, const pc_sheet *page, const pc_format *shared,
                            pc_estimate estimate, bool bare);

/** Adds the value in the page's letters; NAN as a dash. `bare` leaves the currency out. */
void pc_figure_add(pc_text *out, const pc_sheet *page, const pc_format *format, double value,
                   bool bare);

/** Adds a figure that people stated, as they would write it: 1.6x, 30%, $1.45M. */
void pc_figure_add_stated(pc_text *out, const pc_sheet *page, const pc_results *results,
                          const char *unit, double value);

/** Adds a whole number with thousands separators. */
void pc_figure_add_count(pc_text *out, uint64_t n);

#endif
