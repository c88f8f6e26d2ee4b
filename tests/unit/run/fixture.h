/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model made by hand and a kernel whose numbers are written here, so that what comes out of a
 * run can be worked out with plain loops. */
#ifndef PC_TESTS_RUN_FIXTURE_H
#define PC_TESTS_RUN_FIXTURE_H

#include "run/assemble.h"
#include "run/limits.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline double uniform_of(uint64_t seed, uint64_t trial, uint64_t input)
{
    uint64_t z = (seed * 1000003 + trial) * 8 + input + 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return ((double)((z ^ (z >> 31)) >> 12) + 0.5) * 0x1p-52;
}

/* Registers: 0 revenue in cents, 1 return (undefined now and then), 2 payback month or never.
 * Some stand exactly at what is stated. */
static inline double register_of(uint64_t seed, uint64_t trial, uint64_t reg)
{
    const double u = uniform_of(seed, trial, reg);
    if (reg == 0) return u < 0.05 ? 1e8 : floor(1e8 * (0.5 + u));
    if (reg == 1) return u < 0.01 ? (double)NAN : u < 0.05 ? 1.6 : 1.2 + u;
    return u < 0.2 ? (double)NAN : floor(36 * u) + 1;
}

/* Some blocks take longer, so that they are finished out of order. */
static inline void fixture_kernel_run(const pc_model *model, uint64_t seed,
                                      uint64_t first_trial, double *registers,
                                      const pc_witness *witness)
{
    (void)witness; /* nobody happens here */
    if (first_trial / PC_BLOCK % 7 == 3 && first_trial % PC_BLOCK == 0)
        nanosleep(&(struct timespec) { .tv_nsec = 300000 }, NULL);
    for (size_t r = 0; r < model->n_registers; r++)
        for (size_t n = 0; n < PC_GROUP; n++)
            registers[r * PC_GROUP + n] = register_of(seed, first_trial + n, r);
}

static const pc_kernel fixture_kernel = { "baseline", 2, fixture_kernel_run };

enum { OUT_COST, OUT_GAP, OUT_PAYBACK, OUT_REVENUE, OUT_ROI, N_OUT };

static const size_t roi_targets[] = { 0, 1, 2, 3 }, payback_targets[] = { 4 },
                    cost_targets[] = { 5 }, gap_targets[] = { 6 };
static const double roi_raw[] = { 1.6, 1.6, 1.6, 1.6 }, payback_raw[] = { 24 },
                    cost_raw[] = { 5e6 }, gap_raw[] = { 1e7 };

static const pc_output fixture_outputs[N_OUT] = {
    [OUT_COST] = { .base = PC_NONE,
                   .id = "cost.total",
                   .period = "y1",
                   .unit = "currency",
                   .always_defined = true,
                   .per_unit = 100,
                   .constant = true,
                   .value = 1234567,
                   .at_plan = 1234567,
                   .at_means = 1234567,
                   .stated = 12345.67,
                   .stated_raw = 1234567,
                   .n_targets = 1,
                   .target_ids = cost_targets,
                   .target_raw = cost_raw },
    [OUT_GAP] = { .id = "gap.revenue.total",
                  .period = "y1",
                  .unit = "currency",
                  .always_defined = true,
                  .per_unit = 100,
                  .shift = -1e6,
                  .base = OUT_REVENUE,
                  .reg = 0,
                  .at_plan = 1e8,
                  .at_means = 1e8,
                  .stated = (double)NAN,
                  .stated_raw = (double)NAN,
                  .n_targets = 1,
                  .target_ids = gap_targets,
                  .target_raw = gap_raw },
    [OUT_PAYBACK] = { .base = PC_NONE,
                      .id = "payback.month",
                      .period = "all",
                      .unit = "months",
                      .is_never = true,
                      .per_unit = 1,
                      .reg = 2,
                      .at_plan = (double)NAN,
                      .at_means = 14,
                      .stated = 24,
                      .stated_raw = 24,
                      .n_targets = 1,
                      .target_ids = payback_targets,
                      .target_raw = payback_raw },
    [OUT_REVENUE] = { .id = "revenue.total",
                      .period = "y1",
                      .unit = "currency",
                      .always_defined = true,
                      .per_unit = 100,
                      .base = PC_NONE,
                      .reg = 0,
                      .at_plan = 1e8,
                      .at_means = 1e8,
                      .stated = 1e6,
                      .stated_raw = 1e8 },
    [OUT_ROI] = { .id = "roi.multiple",
                  .period = "y1",
                  .unit = "multiple",
                  .per_unit = 1,
                  .base = PC_NONE,
                  .reg = 1,
                  .at_plan = 1.5915,
                  .at_means = 1.7,
                  .stated = 1.6,
                  .stated_raw = 1.6,
                  .is_roi = true,
                  .break_even_raw = 1,
                  .n_targets = 4,
                  .target_ids = roi_targets,
                  .target_raw = roi_raw },
};

#define FIXTURE_TARGET(ID, METRIC, OP, VALUE)                                                  \
    {                                                                                          \
        .id = ID, .metric = METRIC, .op = OP, .value = VALUE, .require = (double)NAN,          \
        .source = "", .period = {                                                              \
            .kind = PC_PERIOD_YEAR,                                                            \
            .number = 1,                                                                       \
            .last_month = 11                                                                   \
        }                                                                                      \
    }
static const pc_target fixture_targets[] = {
    FIXTURE_TARGET("ge", "roi.multiple", PC_OP_GE, 1.6),
    FIXTURE_TARGET("gt", "roi.multiple", PC_OP_GT, 1.6),
    FIXTURE_TARGET("le", "roi.multiple", PC_OP_LE, 1.6),
    FIXTURE_TARGET("lt", "roi.multiple", PC_OP_LT, 1.6),
    FIXTURE_TARGET("late", "payback.month", PC_OP_GT, 24),
    FIXTURE_TARGET("cheap", "cost.total", PC_OP_LE, 50000),
    FIXTURE_TARGET("ahead", "gap.revenue.total", PC_OP_GE, 1e5),
};
enum { N_TARGETS = 7 };

typedef struct fixture {
    pc_scenario scenario;
    pc_model model;
    pc_json resolved;
    pc_warning warning;
} fixture;

static inline void fixture_init(fixture *f)
{
    *f = (fixture) { .resolved = { .kind = PC_JSON_OBJECT },
                     .warning = { "W0501", "/roi", "not given" } };
    pc_programme *p = &f->scenario.programme;
    *p = (pc_programme) { .name = "made",
                          .title = "",
                          .version = "",
                          .question = "",
                          .currency = "USD",
                          .minor_digits = 2,
                          .start_year = 2025,
                          .start_month = 1,
                          .months = 12,
                          .seed = 1,
                          .trials = 5000,
                          .targets = fixture_targets,
                          .n_targets = N_TARGETS };
    f->scenario.resolved = &f->resolved;
    memcpy(f->scenario.sha256, "00", 3);
    f->model = (pc_model) { .programme = p,
                            .n_registers = 3,
                            .n_outputs = N_OUT,
                            .outputs = fixture_outputs,
                            .warnings = &f->warning,
                            .n_warnings = 1 };
}

/* Simulates and assembles. NULL results unless PC_OK. */
static inline pc_status fixture_run(pc_results **out, fixture *f, const pc_simulation *orders)
{
    pc_arena arena;
    pc_arena_init(&arena);
    pc_roster roster;
    pc_roster_init(&roster, &f->model, &arena);
    assert_false(arena.failed);
    pc_simulation simulation = *orders;
    simulation.model = &f->model;
    simulation.roster = &roster;
    if (!simulation.kernel) simulation.kernel = &fixture_kernel;
    pc_outcome outcome;
    pc_status status = pc_simulate(&outcome, &simulation, &arena);
    const pc_findings findings = { .scenario = &f->scenario,
                                   .model = &f->model,
                                   .roster = &roster,
                                   .outcome = &outcome,
                                   .seed = orders->seed,
                                   .trials = orders->trials };
    *out = NULL;
    if (status == PC_OK) status = pc_assemble(out, &findings);
    pc_outcome_clear(&outcome);
    pc_arena_clear(&arena);
    return status;
}

#endif
