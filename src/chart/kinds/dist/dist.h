/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_DIST_H
#define PC_CHART_DIST_H

#include "chart/kinds/subject.h"

/** One figure as 50 equally likely outcomes over an interval bar. */

const char *pc_dist_title(pc_arena *arena, const pc_subject *subject);
/** A distribution in words: "Half below $42K, 1 in 20 above $160K". */
const char *pc_dist_title_of(pc_arena *arena, const pc_subject *subject,
                             const pc_distribution *distribution);
const char *pc_dist_description_of(pc_arena *arena, const pc_subject *subject,
                                   const pc_distribution *distribution);
const char *pc_dist_description(pc_arena *arena, const pc_subject *subject);

#endif
