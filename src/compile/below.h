/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_BELOW_H
#define PC_COMPILE_BELOW_H

#include "compile/people.h"

/** The books of channels whose sales come from partners one by one: each an entry a month. */

/** What the channel's partners sell: its gross revenue. */
pc_ledger_flow pc_below_sales(pc_ledger *ledger, size_t channel_id);

/** The channel's credit classes, from those of each cohort and named partner, by its own
 * credits or the channel's; these are kept as the ledger's sales. */
void pc_below_credit(pc_ledger *ledger, size_t channel_id);

/** What its partners earn: one entry a kind and component. */
void pc_below_commission(pc_ledger *ledger, size_t channel_id);

/** How many sales and entries that makes, of all channels. */
size_t pc_below_n_sales(const pc_ledger *ledger);
size_t pc_below_n_commission(const pc_ledger *ledger);

/** A cohort's numbers: at each close, joining, leaving, at work. */
void pc_below_cohort(pc_ledger *ledger, size_t cohort);

#endif
