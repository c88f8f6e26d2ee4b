/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_RECORD_H
#define PC_COMPILE_RECORD_H

#include "base/arena.h"
#include "programme/metric.h"

/** A metric in a period that the run records. */
typedef struct pc_record {
    const pc_metric_info *metric;
    pc_period period;
} pc_record;

/**
 * What is recorded: the globs of run.record, or by default every metric by year and over all;
 * and always what headlines, stated figures and targets name, the first headline's metric by
 * year (the fan chart draws it) and the gap of what is stated. Sorted by id, then period, no
 * duplicates.
 * @return how many; 0 without memory
 */
size_t pc_record_list(pc_arena *arena, const pc_programme *programme,
                      const pc_metric_info *catalogue, size_t n_catalogue,
                      const pc_record **out);

#endif
