/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RUN_SEARCH_H
#define PC_RUN_SEARCH_H

#include "partnercast/explain.h"
#include "programme/metric.h"

/** One metric in one period, and which of its futures is wanted. */
typedef struct pc_search {
    const pc_programme *programme;
    pc_explain_by by; /* NEAR or WORST */
    double quantile;
    const pc_metric_info *metric; /* of a catalogue of the programme's */
    pc_period period;
    uint64_t seed, trials;
    unsigned threads;
    pc_progress_fn *progress;
    void *progress_context;
} pc_search;

/** A trial that was found; NEAR: the quantile's value, else NAN. */
typedef struct pc_found {
    uint64_t trial;
    double wanted;
} pc_found;

/** Whether less of the metric is better: costs, and what one waits for or loses. */
bool pc_search_is_cost(const char *metric);

/**
 * Simulates the metric in all trials and picks one; ties: the lowest number. An exact quantile
 * of type 7; "never" stands above every value, undefined is left out.
 * @return PC_OK; PC_EUSAGE (E0421: not recorded there, E0423: defined nowhere); PC_EDATA,
 *         PC_ENOMEM, PC_ECANCELLED
 */
pc_status pc_search_run(pc_found *out, const pc_search *search, pc_diags *diags);

#endif
