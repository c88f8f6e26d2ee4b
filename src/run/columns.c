/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/columns.h"

#include "base/diags.h"
#include "programme/selection.h"

#include <string.h>

/* ---- Choosing ---- */

typedef struct choice {
    const pc_model *model;
    pc_arena *arena;
    size_t n;
    size_t *outputs;
    const char **names; /* one an output of the model */
    bool *is_taken;     /* likewise */
} choice;

static void take(choice *c, size_t output)
{
    if (c->is_taken[output]) return;
    c->is_taken[output] = true;
    c->outputs[c->n++] = output;
}

/* A headline or target that is not recorded is no column; the run warns of it. */
static void take_named(choice *c, const char *metric, const pc_period *period)
{
    char text[PC_PERIOD_SIZE];
    pc_period_text(text, period);
    for (size_t i = 0; i < c->model->n_outputs; i++)
        if (strcmp(c->model->outputs[i].id, metric) == 0 &&
            strcmp(c->model->outputs[i].period, text) == 0)
            take(c, i);
}

static void take_usual(choice *c)
{
    const pc_programme *p = c->model->programme;
    for (size_t i = 0; i < p->n_headlines; i++)
        take_named(c, p->headlines[i].metric, &p->headlines[i].period);
    for (size_t i = 0; i < p->n_targets; i++)
        take_named(c, p->targets[i].metric, &p->targets[i].period);
}

static bool take_matching(choice *c, const char *glob)
{
    bool any = false;
    for (size_t i = 0; i < c->model->n_outputs; i++)
        if (pc_glob_match(glob, strlen(glob), c->names[i])) {
            take(c, i);
            any = true;
        }
    return any;
}

static pc_status choose(choice *c, const pc_run_options *options, pc_diags *diags)
{
    pc_status status = PC_OK;
    take_usual(c);
    for (size_t i = 0; i < options->n_columns; i++)
        if (!take_matching(c, options->columns[i])) {
            pc_diag_add(diags, PC_ERROR, "E0413", NULL,
                        "write METRIC@PERIOD as in metrics.csv, with * for any characters; "
                        "run.record says what is recorded",
                        "the column \"%.80s\" matches no recorded metric", options->columns[i]);
            status = PC_EUSAGE;
        }
    if (status != PC_OK || c->n > 0) return status;
    pc_diag_add(diags, PC_ERROR, "E0414", NULL, "name columns: --columns 'roi.*@y1'",
                "single trials have no columns: the scenario has no headline and no target");
    return PC_EUSAGE;
}

pc_status pc_columns_init(pc_columns *out, const pc_model *model, const pc_run_options *options,
                          uint64_t total, pc_arena *arena, pc_diags *diags)
{
    const size_t n = model->n_outputs;
    choice c = { .model = model,
                 .arena = arena,
                 .outputs = PC_NEW_ARRAY(arena, size_t, n),
                 .names = PC_NEW_ARRAY(arena, const char *, n),
                 .is_taken = PC_NEW_ARRAY(arena, bool, n) };
    for (size_t i = 0; i < n && !arena->failed; i++)
        c.names[i] =
            pc_arena_printf(arena, "%s@%s", model->outputs[i].id, model->outputs[i].period);
    const char **names = PC_NEW_ARRAY(arena, const char *, n);
    if (arena->failed) return PC_ENOMEM;
    const pc_status status = choose(&c, options, diags);
    for (size_t i = 0; i < c.n; i++) names[i] = c.names[c.outputs[i]];
    *out = (pc_columns) { .model = model,
                          .n = c.n,
                          .outputs = c.outputs,
                          .names = names,
                          .total = total,
                          .receive = options->trials_to,
                          .context = options->trials_context };
    return status;
}

/* ---- Filling and handing on ---- */

void pc_columns_fill(double *rows, const pc_columns *columns, const double *scratch, size_t n)
{
    for (size_t i = 0; i < columns->n; i++) {
        const pc_output *output = &columns->model->outputs[columns->outputs[i]];
        const double *raw = scratch + (size_t)output->reg * PC_GROUP;
        for (size_t t = 0; t < n; t++)
            rows[t * columns->n + i] =
                pc_output_shown(output, output->constant ? output->value : raw[t]);
    }
}

pc_status pc_columns_hand_on(const pc_columns *columns, uint64_t first, size_t n,
                             const double *rows)
{
    const pc_trials trials = { .total = columns->total,
                               .first = first,
                               .n = n,
                               .n_columns = columns->n,
                               .columns = columns->names,
                               .values = rows };
    return columns->receive(columns->context, &trials);
}
