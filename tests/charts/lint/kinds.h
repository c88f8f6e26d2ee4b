/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_CHART_KINDS_H
#define PC_TESTS_CHART_KINDS_H

#include "chart/kinds/kind.h"
#include "tests/charts/lint/lint.h"

/** How many marks of a mix, an exceedance curve, a return or a dot plot tell something else
 * than the results: counts, sums, orders, and the claim of the title recomputed. */
int lint_kind(const char *kind, const pc_list *list, const pc_draft *draft, const char *name);

#endif
