/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_ENGINE_H
#define PC_TESTS_ENGINE_H

#include "naive.h"

#include "compile/model.h"
#include "partnercast/run.h"
#include "programme/metric.h"
#include "scenario/scenario.h"
#include "sim/sim.h"

/** A scenario loaded, compiled and simulated: one group of trials in `scratch`. */
typedef struct engine {
    pc_diags *diags;
    pc_scenario *scenario;
    pc_model *model;
    double *scratch;
    pc_arena arena;
    const pc_metric_info *catalogue;
    size_t n_catalogue;
} engine;

enum { ENGINE_TRIALS = PC_GROUP };

/** Loads a scenario's text through a file, as users do; what is refused fails the test. */
pc_scenario *engine_load(const char *text, pc_diags *diags);
/** The random scenario of that number, the first group of its trials simulated. */
engine engine_start(uint64_t number);
/** The same of a scenario that is loaded; the engine owns it and the diagnostics. */
engine engine_of(pc_scenario *scenario, pc_diags *diags);
/** Simulates another group, from that trial on (a multiple of ENGINE_TRIALS). */
void engine_simulate(engine *e, uint64_t first_trial);
void engine_stop(engine *e);

/** Raw: minor units. */
double engine_value(const engine *e, const pc_output *output, size_t trial);

/** How many of something a test takes: `usual`, or times the factor in the environment's
 *  PC_TEST_MORE (for the night); and the first of them, PC_TEST_FIRST added. */
uint64_t engine_many(uint64_t usual);
uint64_t engine_first(uint64_t usual);

#endif
