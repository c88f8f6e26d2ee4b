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

static inline void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* JSON is written with ' for ". `table`: what stands beside it as roster.csv, or NULL. */
static inline pc_status load(pc_scenario **out, const char *quoted, const char *table,
                             pc_diags *diags)
{
    char folder[] = "/tmp/partnercast-world-XXXXXX", json[64], csv[64];
    char *text = strdup(quoted);
    assert_non_null(text);
    for (char *c = text; *c; c++)
        if (*c == '\'') *c = '"';
    assert_non_null(mkdtemp(folder));
    snprintf(json, sizeof json, "%s/case.json", folder);
    snprintf(csv, sizeof csv, "%s/roster.csv", folder);
    put_file(json, text);
    if (table) put_file(csv, table);
    free(text);
    const pc_status status = pc_scenario_load(out, json, NULL, diags);
    unlink(json);
    if (table) unlink(csv);
    rmdir(folder);
    return status;
}

static inline world start_beside(const char *quoted, const char *table)
{
    world w = { .diags = pc_diags_new() };
    pc_status status = load(&w.scenario, quoted, table, w.diags);
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

static inline world start(const char *quoted)
{
    return start_beside(quoted, NULL);
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

/* All outputs of a group, one after the other; NULL: the processor has not the path. */
static inline double *run(const world *w, const pc_model *model, const char *isa,
                          uint64_t first)
{
    const pc_kernel *kernel = pc_kernel_named(isa);
    if (!kernel) return NULL;
    pc_sim_group(kernel, model, 7, first, w->scratch);
    double *values = malloc(model->n_outputs * PC_GROUP * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < model->n_outputs; i++)
        memcpy(values + i * PC_GROUP, w->scratch + (size_t)model->outputs[i].reg * PC_GROUP,
               PC_GROUP * sizeof *values);
    return values;
}

/* The same bits; frees `b`, which may be NULL. */
static inline void check_same(const world *w, const double *a, double *b, const char *what)
{
    if (!b) return;
    for (size_t i = 0; i < w->model->n_outputs * PC_GROUP; i++)
        if (memcmp(&a[i], &b[i], sizeof *a) != 0) {
            print_error("%s: %s@%s is %.17g, not %.17g\n", what,
                        w->model->outputs[i / PC_GROUP].id,
                        w->model->outputs[i / PC_GROUP].period, b[i], a[i]);
            fail();
        }
    free(b);
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
