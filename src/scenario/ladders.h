/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_LADDERS_H
#define PC_SCENARIO_LADDERS_H

#include "scenario/quantity.h"

/** The parts of a ladder's reader. */

/** A number or a literal, which cannot be uncertain; fallback after reporting, or for NULL. */
double pc_read_plain(pc_reader *reader, const pc_json *value, pc_unit unit, double fallback,
                     const char *help);

/** A tier out of its object; is_first: the one in which partners start. by_chance: the ladder
 *  goes by a transition matrix, so tests decide nothing. */
void pc_read_tier(pc_reader *reader, const pc_json *node, bool is_first, bool by_chance,
                  pc_tier *tier);

/** "qualify" or "maintain"; *out is left alone for NULL. */
void pc_read_tier_test(pc_reader *reader, const pc_json *node, pc_tier_test *out);

/** The one condition under a metric's name, {"bookings": {"trailing_months": 12}}, by which
 *  partners are ranked. */
void pc_read_rank(pc_reader *reader, const pc_json *node, pc_tier *tier);

/** "transition": the matrix of one review, or NULL after reporting; ids and n of the tiers. */
const double *pc_read_transition(pc_reader *reader, const pc_json *node, const char *const *ids,
                                 size_t n, int review_months);
/** Months of the period that "transition" speaks of; 0 when it cannot be read. */
int pc_transition_months(const pc_json *node);

/** What the tiers' thresholds say together: W0311, W0312, W0313. node: the ladder's tiers. */
void pc_check_tiers(pc_reader *reader, const pc_json *node, const pc_ladder *ladder);

#endif
