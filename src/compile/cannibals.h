/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_CANNIBALS_H
#define PC_COMPILE_CANNIBALS_H

#include "compile/ledger.h"

/** Takes what channels from below sell in others' place out of ledger->channel of those, never
 *  more than there is, and fills ledger->taken and taken_beyond. docs/model/demand.md,
 * "Cannibalisation" */
void pc_cannibals_build(pc_ledger *ledger);

#endif
