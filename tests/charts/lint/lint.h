/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_CHART_LINT_H
#define PC_TESTS_CHART_LINT_H

#include "chart/kinds/fan/fan.h"
#include "chart/layout/list.h"

/** How many rules of layout the list breaks; each is printed with the chart's name: texts off
 * the canvas, on each other, too small, hard to read on what lies behind, lines over them, dots
 * that hide dots. */
int lint_layout(const pc_list *list, const char *name);

/** What holds for fans alone: bands without a name, values in the right margin, the zero line.
 */
int lint_fan(const pc_list *list, const char *name);

/** Figures that are not their value's, to half the last digit. */
int lint_figures(const pc_list *list, const char *name);

/** How many marks tell something else than the data: figures beyond half their last digit, dots
 *  on the wrong side or miscounted, values out of order. */
int lint_truth(const pc_list *list, const pc_fan *fan, const char *name);

/** The number in a label: "−$1.2M" is -1.2e6, "40%" 0.4; NAN when there is none. *bare: it has
 *  neither unit nor suffix, so its scale stands elsewhere. */
double lint_parse(const char *text, bool *bare);

#endif
