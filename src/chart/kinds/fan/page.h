/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_PAGE_H
#define PC_CHART_PAGE_H

#include "chart/kinds/fan/fan.h"
#include "chart/layout/board.h"
#include "chart/layout/scale.h"
#include "chart/layout/years.h"

/** A fan chart while it is being laid out: plain numbers, no drawing. */

typedef struct pc_page {
    const pc_fan *fan;
    pc_board board;
    pc_scale y; /* values from the plot's bottom to its top */
    pc_years years;
    bool has_key; /* bands are named in a key, not by leaders */
} pc_page;

/** Lays the whole chart out into list. The texts stand in the arena; widths come from measure.
 *  Check arena->failed afterwards. */
void pc_fan_layout(pc_list *list, const pc_fan *fan, const pc_measure *measure,
                   const pc_theme *theme);

/* The parts, in the order of painting. */
void pc_page_heads(pc_page *page); /* title, subtitle, footer */
void pc_page_bands(pc_page *page); /* bands, median */
void pc_page_plan(pc_page *page);  /* what the plan states, over all lines */
void pc_page_cases(pc_page *page); /* lines of named cases */
/** Their names in full on the base line y, where any is shortened beside its line. */
void pc_page_case_key(pc_page *page, double y);
void pc_page_labels(pc_page *page); /* values at the right, plan label, names of the bands */
/** How wide the values at the right are; the fan leaves them that room. */
double pc_page_end_width(const pc_page *page);
void pc_page_names(pc_page *page); /* leaders, or a key */
void pc_page_strip(pc_page *page); /* the table under the axis */
void pc_page_dots(pc_page *page);  /* equally likely outcomes */

/* ---- Tools ---- */

bool pc_page_is_alone(const pc_page *page, size_t year); /* no neighbour to be joined with */
double pc_page_half_bar(const pc_page *page); /* half the width of a year that stands alone */
size_t pc_page_first(const pc_page *page);    /* years with a band */
size_t pc_page_last(const pc_page *page);

#endif
