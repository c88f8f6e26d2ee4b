/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opening roster: which partners there are at the start, one row of a CSV file each. */
#ifndef PC_SCENARIO_INCUMBENTS_H
#define PC_SCENARIO_INCUMBENTS_H

#include "scenario/reader.h"

/** Whether the value names a file of partners (data_files.c reads it): below /opening/partners.
 */
bool pc_is_roster(const pc_json *value);

/** Whether a roster holds, or may hold, partners of the cohort. */
bool pc_has_roster(const pc_reader *reader, const char *cohort);

/** What /opening/partners says of the cohort; NULL: nothing, or in the one roster of all. */
const pc_json *pc_opening_of(const pc_reader *reader, const char *cohort);

/** Reads /opening/partners into the programme, after the cohorts. */
void pc_read_incumbents(pc_reader *reader);

#endif
