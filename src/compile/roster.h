/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_ROSTER_H
#define PC_COMPILE_ROSTER_H

#include "compile/ledger.h"

/** Partners counted from above, leads and named claims as nodes, in the order of
 *  docs/model/partners.md. Fills the ledger's cohort, lead and claim; needs nothing else of it.
 */
void pc_roster_build(pc_ledger *ledger);

/** How many partners the cohort's stock wants at each month's close, whole numbers: by year in
 * equal steps from the number before. n_months nodes; NULL without memory. */
const pc_node *pc_roster_stock(pc_ledger *ledger, const pc_cohort *cohort);

#endif
