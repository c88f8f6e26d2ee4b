/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes on from month to month: a market that drifts, states of it, an event. */
#ifndef PC_SCENARIO_PROCESSES_H
#define PC_SCENARIO_PROCESSES_H

#include "scenario/quantity.h"

/** Whether an object's keys say that it is one: "ar1", "regime", "event". */
bool pc_is_process(const pc_json *object);
/** Its value by month; pc_expr_broken after reporting. */
const pc_expr *pc_read_process(pc_quantity *q, const pc_json *object);

/** When an event happens: keys "probability" or "per_year", "month" or "window", "duration".
 *  They stand in `object` beside others. @return 1 while it lasts, else 0 */
enum { PC_N_EVENT_KEYS = 5 };
extern const pc_key pc_event_keys[PC_N_EVENT_KEYS];
const pc_expr *pc_read_event(pc_reader *reader, const pc_json *object, const char *name);

#endif
