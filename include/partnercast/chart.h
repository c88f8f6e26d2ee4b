/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_CHART_H
#define PARTNERCAST_CHART_H

#include "partnercast/results.h"

/** A drawing: what stands where, in plain numbers, before anything is rendered. */
typedef struct pc_chart pc_chart;

typedef struct pc_chart_options {
    const char *metric;      /* "roi.multiple"; NULL: that of the first headline */
    const char *font_folder; /* where Inter lies; NULL: the system's */
    int scale;               /* pixels per unit of the 1600 x 900 canvas: 1, 2, 3; 0 = 1 */
} pc_chart_options;

/**
 * The fan chart of a metric over the years of a simulated run: bands, median, plan marks,
 * outcomes as dots, and a strip with the chance of meeting the plan. The title is the finding.
 * @return PC_OK; PC_EDATA when the results do not hold the metric by year or were not
 * simulated; PC_ENOINPUT without a usable font; PC_ENOMEM. diags may hold font warnings
 * (W06xx).
 */
pc_status pc_chart_fan(pc_chart **out, const pc_results *results,
                       const pc_chart_options *options, pc_diags *diags);
void pc_chart_free(pc_chart *chart);

/** The finding, and the description for readers who cannot see the picture. Owned by the chart.
 */
const char *pc_chart_title(const pc_chart *chart);
const char *pc_chart_description(const pc_chart *chart);

/** Renders into a file, whole or not at all: PC_OK, PC_ECREATE, PC_EIO, PC_ENOMEM. */
pc_status pc_chart_save_png(const pc_chart *chart, const char *path, pc_diags *diags);
pc_status pc_chart_save_svg(const pc_chart *chart, const char *path, pc_diags *diags);

/** Every mark and text with box, colour and value, as JSON; free() it. For tests and reviews.
 */
char *pc_chart_layout_json(const pc_chart *chart);

#endif
