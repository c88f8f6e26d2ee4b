/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_COMMISSION_H
#define PC_SCENARIO_COMMISSION_H

#include "scenario/quantity.h"

/** Readers of the parts of a commission component; all report what is wrong and go on. */

/** "schedule" or "renewal"; NULL: flat and broken, for it was reported that it is missing. */
pc_commission_schedule pc_read_commission_schedule(pc_reader *reader, const pc_json *schedule);

/** Bands { "0": "3%", "$300K": "5%" }: each threshold with the rate from there on, sorted by
 *  threshold. unit: MONEY, or MULTIPLE of a target. from_zero: the first must be 0 (E0350). */
pc_bands pc_read_bands(pc_reader *reader, const pc_json *node, pc_unit unit, bool from_zero);

/** "duration", "renewal", "cap", "floor", "accelerator", "bonus", "spiff", "payment", "lag" of
 * a component. */
void pc_read_commission_terms(pc_reader *reader, const pc_json *node, pc_component *component);

/** Whether the parts of a component fit one another: E0353, E0356, E0357, E0359. */
void pc_check_component(pc_reader *reader, const pc_json *node, const pc_component *component);

/** E0352, W0350: rates that stack above the whole. node: the plan's. */
void pc_check_rates(pc_reader *reader, const pc_json *node, const pc_commission *plan);

/** E0353, E0354, E0355: the tiers of those who are paid by the plan. */
void pc_check_tier_rates(pc_reader *reader, const pc_json *node, size_t plan_id);

#endif
