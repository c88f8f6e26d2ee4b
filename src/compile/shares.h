/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_SHARES_H
#define PC_COMPILE_SHARES_H

#include "compile/ledger.h"

/** Divides the top-down total over the share channels: by the stated shares, or by one
 * Dirichlet draw with them as its means. Fills ledger->channel of those. */
pc_status pc_shares_build(pc_ledger *ledger, const pc_ledger_flow *total, pc_diags *diags);

#endif
