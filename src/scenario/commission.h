/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_COMMISSION_H
#define PC_SCENARIO_COMMISSION_H

#include "scenario/quantity.h"

/** Readers of the parts of a commission component; all report what is wrong and go on. */

/** "schedule"; NULL: flat and broken, for it was reported that it is missing. */
pc_commission_schedule pc_read_commission_schedule(pc_reader *reader, const pc_json *schedule);

#endif
