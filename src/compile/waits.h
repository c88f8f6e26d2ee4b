/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_WAITS_H
#define PC_COMPILE_WAITS_H

#include "compile/people.h"

/** The chance that what is drawn in a month is at most so much, in the deterministic cases. */
pc_wait pc_waits_within(pc_ledger *ledger, const pc_random *random, double most, int month);

/** How long wins wait for their close: fills closing_months and waits of a kind with a win
 *  rate. docs/model/demand.md */
void pc_waits_build(pc_ledger *ledger, pc_arena *keep, pc_kind *kind, const pc_random *cycle);

#endif
