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

/** Whose commissions: of a plan, of a named partner; PC_NONE: of all. */
typedef struct pc_payee {
    size_t plan_id, partner_id;
} pc_payee;

/** What is paid of commissions in the months first..last, what is lost of them then, and what
 *  was accrued until the close of `last` and is neither. */
pc_node pc_cash_commission_paid(pc_ledger *ledger, pc_payee payee, int first, int last);
pc_node pc_cash_commission_forfeited(pc_ledger *ledger, pc_payee payee, int first, int last);
pc_node pc_cash_commission_payable(pc_ledger *ledger, pc_payee payee, int last);

#endif
