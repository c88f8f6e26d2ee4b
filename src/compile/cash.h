/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_CASH_H
#define PC_COMPILE_CASH_H

#include "compile/ledger.h"

/** When money moves: docs/model/arr.md, "Cash". Months from 0; whole minor units. */

/** What a credit class of the channel brings in the month: collected of what the horizon sold.
 */
pc_node pc_cash_collected(pc_ledger *ledger, size_t channel_id, size_t credit, int month);

/** What a credit class of the channel earns in the month: revenue that is recognised of what
 * the horizon sold; without a product, the revenue. */
pc_node pc_cash_earned(pc_ledger *ledger, size_t channel_id, size_t credit, int month);

/** What commission plan `plan` (PC_NONE: all) pays in the months first..last, and what it has
 *  accrued and not paid at the close of `last`. */
pc_node pc_cash_commission_paid(pc_ledger *ledger, size_t plan, int first, int last);
pc_node pc_cash_commission_payable(pc_ledger *ledger, size_t plan, int last);

#endif
