/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RESULTS_READ_H
#define PC_RESULTS_READ_H

#include "partnercast/results.h"
#include "json/fields.h"

/** Parts of the reader of results.json. */

/** The metrics, sorted by id and each once, with figures that a run can have. */
void pc_read_metrics(pc_fields *fields, pc_results *results, const pc_json *list,
                     bool is_simulated);

/** What drives the headlines. */
void pc_read_drivers(pc_fields *fields, pc_results *results, const pc_json *list);

/** [value, se] with a value from 0 to 1, or null: both NAN. */
void pc_read_share(pc_fields *fields, pc_estimate *out, const pc_json *value);

#endif
