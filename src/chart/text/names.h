/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_NAMES_H
#define PC_CHART_NAMES_H

#include "base/arena.h"
#include "partnercast/results.h"

#include <stdbool.h>

/** What people call metrics and years. */

/** "y1" for index 0. @return out */
const char *pc_name_period(char out[24], size_t i);

/** The metric in the i-th programme year, or NULL; and of how many years from the first on
 * there is one, at most `most`. */
const pc_metric *pc_name_year_of(const pc_results *results, const char *metric, size_t i);
size_t pc_name_count_years(const pc_results *results, const char *metric, size_t most);

/** "2025", or "2025/26" where the programme's years do not begin in January, for the i-th from
 * 0.
 *  @return out */
const char *pc_name_of_year(char out[24], const pc_results *results, size_t i);

typedef struct pc_year_name {
    const char *alone;    /* "2025"; a last year cut short says its months */
    const char *in_words; /* "2025", as after "in" */
} pc_year_name;

/** The i-th programme year; NULL where memory is out. */
pc_year_name pc_name_year(pc_arena *arena, const pc_results *results, size_t i);

typedef enum pc_name_form {
    PC_NAME_SPOKEN, /* inside a sentence of the summary */
    PC_NAME_BRIEF,  /* inside a title */
    PC_NAME_FULL,   /* with explanations in brackets */
} pc_name_form;

/** The words for a metric, where %s stands for *rest, the end of its id that names a channel, a
 *  set or the like; NULL where there is no better word than the id. */
const char *pc_name_pattern(const char *id, pc_name_form form, const char **rest);

/** A metric in people's words, as inside a sentence: "revenue", "partner share of revenue".
 *  brief leaves explanations in brackets out. */
const char *pc_name_metric(pc_arena *arena, const char *id, bool brief);

#endif
