/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_SELECTION_H
#define PC_PROGRAMME_SELECTION_H

#include "programme/metric.h"

/** Whether text matches the first n characters of a glob in which `*` stands for any
 * characters. */
bool pc_glob_match(const char *glob, size_t n, const char *text);

/**
 * Every single period of the horizon: months, quarters, years, fiscal years, all; no ranges.
 * @return how many; 0 without memory
 */
size_t pc_period_list(pc_arena *arena, const pc_programme *programme, const pc_period **out);

/** Whether the metric has a value in the period: a payback is over the whole horizon only. */
bool pc_metric_has_period(const pc_metric_info *metric, const pc_period *period);

#endif
