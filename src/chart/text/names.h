/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_NAMES_H
#define PC_CHART_NAMES_H

#include "base/arena.h"
#include "partnercast/results.h"

#include <stdbool.h>

/** What people call metrics and years. */

/** "y1" for index 0. @return out */
const char *pc_name_period(char out[24], size_t i);

typedef struct pc_year_name {
    const char *alone;    /* "2025"; "Year 1" where years do not begin in January; a last year
                             cut short says its months */
    const char *in_words; /* "2025", "year 1", as after "in" */
} pc_year_name;

/** The i-th programme year; NULL where memory is out. */
pc_year_name pc_name_year(pc_arena *arena, const pc_results *results, size_t i);

/** A metric in people's words, as inside a sentence: "revenue", "partner share of revenue".
 *  brief leaves explanations in brackets out. */
const char *pc_name_metric(pc_arena *arena, const char *id, bool brief);

#endif
