/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios with partners one by one, worked a group of trials at a time. */
#ifndef PC_TESTS_SIM_WORLD_H
#define PC_TESTS_SIM_WORLD_H

#include "scenario/scenario.h"
#include "sim/sim.h"
#include "tests/support/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct world {
    pc_diags *diags;
    pc_scenario *scenario;
    pc_model *model;
    double *scratch;
} world;

/* JSON is written with ' for ". */
static inline world start(const char *quoted)
{
    char path[] = "/tmp/partnercast-world-XXXXXX.json";
    char *text = strdup(quoted);
    assert_non_null(text);
    for (char *c = text; *c; c++)
        if (*c == '\'') *c = '"';
    const int fd = mkstemps(path, 5);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    free(text);
    world w = { .diags = pc_diags_new() };
    pc_status status = pc_scenario_load(&w.scenario, path, NULL, w.diags);
    unlink(path);
    if (status == PC_OK) status = pc_compile(&w.model, &w.scenario->programme, 1, w.diags);
    for (size_t i = 0; status != PC_OK && i < pc_diags_count(w.diags); i++) {
        char *said = pc_diag_format(pc_diags_at(w.diags, i));
        print_error("%s\n", said);
        free(said);
    }
    assert_int_equal(status, PC_OK);
    /* room for the form that works everybody month by month */
    const size_t n = pc_sim_scratch(w.model) + 64 * 512 * 200;
    w.scratch = aligned_alloc(64, (n * sizeof(double) + 63) / 64 * 64);
    assert_non_null(w.scratch);
    memset(w.scratch, 0, n * sizeof(double));
    return w;
}

static inline void stop(world *w)
{
    free(w->scratch);
    pc_model_free(w->model);
    pc_scenario_free(w->scenario);
    pc_diags_free(w->diags);
}

static inline size_t output_of(const world *w, const char *id, const char *period)
{
    for (size_t i = 0; i < w->model->n_outputs; i++)
        if (strcmp(w->model->outputs[i].id, id) == 0 &&
            strcmp(w->model->outputs[i].period, period) == 0)
            return i;
    fail_msg("no %s@%s", id, period);
    return 0;
}

/* Works a group of trials. */
static inline bool work(const world *w, const pc_model *model, const char *isa, uint64_t first)
{
    const pc_kernel *kernel = pc_kernel_named(isa);
    if (kernel) pc_sim_group(kernel, model, 11, first, w->scratch);
    return kernel != NULL;
}

/* An output of a trial of the group that was worked last, in minor units. */
static inline double value_of(const world *w, size_t output, size_t trial)
{
    const pc_output *o = &w->model->outputs[output];
    if (o->constant) return o->value;
    return w->scratch[(size_t)o->reg * PC_GROUP + trial];
}

static inline double value(const world *w, const char *id, const char *period, size_t trial)
{
    return value_of(w, output_of(w, id, period), trial);
}

static inline const char *month_name(int month)
{
    static char names[2][16];
    static int turn;
    turn = !turn;
    snprintf(names[turn], sizeof names[turn], "m%d", month);
    return names[turn];
}

/* A partner whose sales the plan states: months, sourced, sales by month, more of it, plan. */
#define SOLD                                                                                   \
    "{ 'format': 'partnercast/1', 'currency': 'USD', 'start': '2025-01', 'months': %d, "       \
    "'run': { 'record': ['commission.*@m*'] }, 'roi': { 'collection': 0 }, "                   \
    "'channels': { 'si': { 'type': 'partners', 'credit': { 'sourced': %s }, 'commission': "    \
    "'c' } }, "                                                                                \
    "'partners': { 'x': { 'channel': 'si', 'start_month': 1, 'revenue': { 'by_month': [%s] } " \
    "%s } }, 'commission': { 'c': { %s } } }"
/* A component on sourced money. */
#define PAY(name, rest) "'" name "': { 'credit': 'sourced', " rest " }"

#endif
