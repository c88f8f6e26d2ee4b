/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_EXCEED_H
#define PC_CHART_EXCEED_H

#include "chart/kinds/subject.h"

/** The chance of at least each value: what can be promised, and how likely the aim is. */

/** The title: what 8 in 10 futures reach, and the chance of the aim. */
const char *pc_exceed_title(pc_arena *arena, const pc_subject *subject);
const char *pc_exceed_description(pc_arena *arena, const pc_subject *subject);

void pc_exceed_layout(pc_list *list, const pc_draft *draft, const pc_measure *measure);

#endif
