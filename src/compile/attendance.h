/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_ATTENDANCE_H
#define PC_COMPILE_ATTENDANCE_H

#include "compile/people.h"

/** Which part of those that join in a month works later, in the deterministic cases: fills
 *  `attendance` of a kind whose delay is drawn. docs/model/cohorts.md, "At plan and at means"
 */
void pc_attendance_build(pc_ledger *ledger, pc_arena *keep, pc_kind *kind,
                         const pc_conduct *conduct);

#endif
