/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_SELLERS_H
#define PC_COMPILE_SELLERS_H

#include "compile/ledger.h"

/** How many deals a pipeline's sellers close in a month on average: docs/model/demand.md,
 *  "Sellers". */
pc_node pc_sellers_deals(pc_ledger *ledger, const pc_channel *channel, int month);

#endif
