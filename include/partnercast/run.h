/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_RUN_H
#define PARTNERCAST_RUN_H

#include "partnercast/results.h"
#include "partnercast/scenario.h"
#include "partnercast/trials.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum pc_at {
    PC_AT_SIMULATED, /* Monte Carlo */
    PC_AT_PLAN,      /* one pass, every assumption at its stated number, else at its mean */
    PC_AT_MEANS,     /* one pass, every assumption at its mean */
} pc_at;

/** Asked about ten times a second in the caller's thread. done and total count trials.
 *  @return false to stop at the next block */
typedef bool pc_progress_fn(void *context, uint64_t done, uint64_t total);

typedef struct pc_run_options {
    uint64_t trials; /* 0: the scenario's */
    bool has_seed;
    uint64_t seed;    /* 0 .. 2^53 - 1, when has_seed; else the scenario's */
    unsigned threads; /* 0: one a processor */
    pc_at at;
    pc_progress_fn *progress; /* NULL: nobody asks */
    void *progress_context;   /* handed to it */
    pc_trials_fn *trials_to;  /* receives single trials; NULL: nobody. Not in one pass */
    void *trials_context;     /* handed to it */
    const char *const
        *columns;     /* what they hold beside headlines and targets: n_columns globs */
    size_t n_columns; /* of "metric@period", in which * stands for any characters */
} pc_run_options;

/**
 * Simulates. The same scenario, seed and trials give the same bytes of results for any number
 * of threads on any x86-64 processor.
 * @param options may be NULL for the scenario's own settings
 * @return PC_OK, PC_EUSAGE (trials, seed or columns make no sense), PC_EDATA (the scenario
 * cannot be compiled, or a number leaves the range of doubles), PC_ENOMEM (diags may say how
 * much it would need), PC_ECANCELLED, or what trials_to returned. *out is set only with PC_OK;
 * free it with pc_results_free.
 */
pc_status pc_run(pc_results **out, const pc_scenario *scenario, const pc_run_options *options,
                 pc_diags *diags);

/** The vector path this process would take: "avx512", "avx2" or "baseline" (the best that the
 *  processor has, unless PARTNERCAST_ISA names a lesser one). */
const char *pc_run_isa(void);
/** Whether this processor has the vector path of that name. */
bool pc_run_has_isa(const char *name);

/** The engine's version, and the integer raised when results are meant to change. */
const char *pc_version(void);
int pc_model_revision(void);

#ifdef __cplusplus
}
#endif

#endif
