/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_METRICS_H
#define PC_SCENARIO_METRICS_H

#include "scenario/quantity.h"

/** Makes the catalogue from the sections read so far. */
void pc_list_metrics(pc_reader *reader);

/** The metric of that id, or NULL after reporting: unknown, not supported yet, or lacking an
 *  input. `at` is a key or a text; of a text, its first n bytes are meant. */
const pc_metric_info *pc_read_metric(pc_reader *reader, const pc_json *at, bool is_key,
                                     const char *id);

/** "roi.multiple@y1"; false after reporting. */
bool pc_read_metric_ref(pc_reader *reader, const pc_json *text, pc_metric_ref *out,
                        const pc_metric_info **metric);

/** Reports what is wrong with a period that pc_period_parse refuses, at n bytes of a text. */
void pc_say_period(pc_reader *reader, const pc_json *text, size_t at, const char *period);

/** Reports a period in which the metric has no meaning, at n bytes of a text (n 0: the value).
 */
void pc_say_no_period(pc_reader *reader, const pc_json *at, size_t from, size_t n,
                      const pc_metric_info *metric);

/** A stated figure or a target: a number or literal in the metric's unit; NAN after reporting.
 */
double pc_read_figure(pc_reader *reader, const pc_json *value, const pc_metric_info *metric);

#endif
