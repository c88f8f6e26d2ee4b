/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_CHART_TIERS_H
#define PC_TESTS_CHART_TIERS_H

#include "chart/kinds/kind.h"
#include "tests/charts/lint/lint.h"

/** A migration: one scale, ribbons inside their blocks and not on each other, those who come
 * and go counted again from the results, the title's ratio. */
int lint_migrate(const pc_list *list, const pc_draft *draft, const char *name);

/** A matrix: rows of the table that sum to 1, shares that are the metrics', the title's two
 *  counted again. */
int lint_matrix(const pc_list *list, const pc_draft *draft, const char *name);

#endif
