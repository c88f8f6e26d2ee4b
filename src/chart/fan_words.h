/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_FAN_WORDS_H
#define PC_CHART_FAN_WORDS_H

#include "chart/fan.h"

/** "y1" for index 0. @return out */
const char *pc_fan_period(char out[24], size_t i);

/** Sets name and in_words of the i-th programme year; a last year cut short says its months. */
void pc_fan_name_year(pc_fan_year *year, pc_arena *arena, const pc_results *results, size_t i);

/** How the plan's figure is written: "1.6x", "$30M". In the arena. */
const char *pc_fan_stated(pc_arena *arena, const pc_fan *fan, double value);

#endif
