/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/drivers.h"

#include "base/arena.h"
#include "results/results.h"
#include "stats/drivers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TABLE_NUMBERS = 1 << 21,   /* 16 MB of values, and half of it again as ranks */
    FUTURES_OF_PARTNERS = 2048 /* where partners are worked one by one, a trial costs */
};

typedef struct study {
    const pc_model *model; /* of the run */
    const pc_probe *probe;
    uint64_t seed;
    pc_arena scratch;
    size_t n;        /* trials */
    size_t n_rows;   /* headlines, then columns */
    double *values;  /* n_rows x n */
    pc_ranks *ranks; /* one a row; of columns in all trials */
    pc_ranks *part;  /* the same, in the trials where a headline is defined */
    pc_rank_work *work;
} study;

size_t pc_drivers_trials(uint64_t trials, size_t n_columns)
{
    size_t most = TABLE_NUMBERS / (n_columns + 1) / PC_BLOCK * PC_BLOCK;
    if (most > PC_RANKS_MAX) most = PC_RANKS_MAX;
    if (most < PC_BLOCK) most = PC_BLOCK;
    return trials < most ? (size_t)trials : most;
}

/* ---- The table ---- */

/* The model with the probe's tape. */
static pc_model model_of_probe(const study *s)
{
    pc_model model = *s->model;
    model.instructions = s->probe->instructions;
    model.n_instructions = s->probe->n_instructions;
    model.n_registers = s->probe->n_registers;
    return model;
}

static void simulate(study *s)
{
    const pc_model model = model_of_probe(s);
    double *registers = pc_arena_alloc(&s->scratch, pc_sim_scratch(&model), sizeof(double), 64);
    const pc_kernel *kernel = pc_kernel_best();
    for (size_t first = 0; first < s->n && registers; first += PC_GROUP) {
        const size_t left = s->n - first, n = left < PC_GROUP ? left : (size_t)PC_GROUP;
        pc_sim_group(kernel, &model, s->seed, first, registers);
        for (size_t row = 0; row < s->n_rows; row++)
            memcpy(s->values + row * s->n + first,
                   registers + (size_t)s->probe->regs[row] * PC_GROUP, n * sizeof(double));
    }
}

static pc_ranks new_ranks(study *s)
{
    return (pc_ranks) { .order = PC_NEW_ARRAY(&s->scratch, uint16_t, s->n),
                        .rank2 = PC_NEW_ARRAY(&s->scratch, uint16_t, s->n) };
}

static bool prepare(study *s, uint64_t trials)
{
    const pc_probe *probe = s->probe;
    s->n_rows = probe->n_headlines + probe->n_columns;
    if (s->model->population && trials > FUTURES_OF_PARTNERS) trials = FUTURES_OF_PARTNERS;
    s->n = pc_drivers_trials(trials, s->n_rows);
    s->values = PC_NEW_ARRAY(&s->scratch, double, s->n_rows * s->n);
    s->ranks = PC_NEW_ARRAY(&s->scratch, pc_ranks, s->n_rows);
    s->work = PC_NEW(&s->scratch, pc_rank_work);
    for (size_t i = 0; i < s->n_rows && !s->scratch.failed; i++) s->ranks[i] = new_ranks(s);
    if (s->scratch.failed) return false;
    simulate(s);
    for (size_t c = probe->n_headlines; c < s->n_rows && !s->scratch.failed; c++)
        pc_rank(&s->ranks[c], s->values + c * s->n, s->n, s->work);
    return !s->scratch.failed;
}

/* ---- One headline ---- */

/* Ranks the headline; where it is undefined in some trials, everything in the others. Returns
 * the ranks of all rows, or NULL without memory. */
static const pc_ranks *rank_headline(study *s, size_t h)
{
    const pc_output *output = &s->model->outputs[s->probe->outputs[h]];
    double *y = s->values + h * s->n;
    uint16_t *place = PC_NEW_ARRAY(&s->scratch, uint16_t, s->n);
    size_t n = 0;
    if (!place) return NULL;
    for (size_t i = 0; i < s->n; i++) {
        if (isnan(y[i]) && output->is_never) y[i] = (double)INFINITY;
        place[i] = isnan(y[i]) ? PC_RANK_NONE : (uint16_t)n;
        if (!isnan(y[i])) y[n++] = y[i];
    }
    pc_rank(&s->ranks[h], y, n, s->work);
    if (n == s->n) return s->ranks;
    if (!s->part) {
        s->part = PC_NEW_ARRAY(&s->scratch, pc_ranks, s->n_rows);
        for (size_t i = 0; s->part && i < s->n_rows; i++) s->part[i] = new_ranks(s);
    }
    if (s->scratch.failed) return NULL;
    s->part[h] = s->ranks[h];
    for (size_t c = s->probe->n_headlines; c < s->n_rows; c++)
        pc_rank_part(&s->part[c], &s->ranks[c], place, n);
    return s->part;
}

/* What the mix says of itself, or else the revenue it divides. */
static const char *note_on_mix(const pc_programme *programme, const char *key)
{
    static const char *const places[] = { "/revenue/mix", "/revenue" };
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < programme->n_notes; i++)
            if (strcmp(programme->notes[i].pointer, places[k]) == 0 &&
                strcmp(programme->notes[i].key, key) == 0)
                return programme->notes[i].text;
    return "";
}

/* Whether the plan states it: it has a source in a document and is no guess. */
static bool is_stated(const pc_programme *programme, const pc_source *source)
{
    const pc_input *input = source->input == PC_NONE ? NULL : &programme->inputs[source->input];
    const char *from = input ? input->source : note_on_mix(programme, "source");
    const char *confidence = input ? input->confidence : note_on_mix(programme, "confidence");
    return pc_results_is_stated(from, confidence);
}

typedef struct inputs {
    pc_driver_in *list;
    pc_driver_item *items;
    pc_figure *shares;
    size_t n;
} inputs;

/* The inputs that the headline depends on; a source's columns stand together. */
static void gather(study *s, size_t h, const pc_ranks *ranks, inputs *in, pc_arena *arena)
{
    const pc_probe *probe = s->probe;
    pc_ranks *columns = PC_NEW_ARRAY(&s->scratch, pc_ranks, probe->n_columns);
    in->list = PC_NEW_ARRAY(&s->scratch, pc_driver_in, probe->n_sources);
    in->shares = PC_NEW_ARRAY(&s->scratch, pc_figure, probe->n_sources);
    in->items = PC_NEW_ARRAY(arena, pc_driver_item, probe->n_sources);
    size_t last = PC_NONE;
    if (s->scratch.failed || arena->failed) return;
    for (size_t c = 0; c < probe->n_columns; c++) {
        const size_t from = probe->source_of[c];
        if (!probe->reaches[h * probe->stride + c]) continue;
        columns[c] = ranks[probe->n_headlines + c];
        if (from != last) {
            const pc_source *source = &probe->sources[from];
            const bool stated = is_stated(s->model->programme, source);
            in->items[in->n] =
                (pc_driver_item) { .pointer = pc_arena_strdup(arena, source->pointer),
                                   .stated = stated };
            in->list[in->n++] = (pc_driver_in) { &columns[c], 0, !stated };
        }
        last = from;
        pc_driver_in *own = &in->list[in->n - 1];
        /* those of the same source that the headline does not reach leave no gap */
        pc_ranks *to = columns + (own->columns - columns) + own->n++;
        if (to != &columns[c]) *to = columns[c];
    }
}

static int by_share(const void *x, const void *y)
{
    const pc_driver_item *a = x, *b = y;
    if (a->share.value != b->share.value) return a->share.value > b->share.value ? -1 : 1;
    return strcmp(a->pointer, b->pointer);
}

/* False without memory; a headline that nothing drives is left out. */
static bool explain(study *s, size_t h, pc_driver *list, size_t *n_list, pc_arena *arena)
{
    const pc_output *output = &s->model->outputs[s->probe->outputs[h]];
    const pc_ranks *ranks = rank_headline(s, h);
    inputs in = { 0 };
    if (ranks) gather(s, h, ranks, &in, arena);
    if (s->scratch.failed || arena->failed) return false;
    const size_t n = ranks[h].n;
    double *work = PC_NEW_ARRAY(&s->scratch, double, pc_drivers_work(in.n, n));
    pc_figure assumed = { 0, 0 };
    if (!work) return false;
    const double explained = pc_drivers_of(in.shares, &assumed, &ranks[h], in.list, in.n, work);
    if (!(explained > 0)) return true;
    for (size_t i = 0; i < in.n; i++)
        in.items[i].share = (pc_estimate) { in.shares[i].value, in.shares[i].se };
    qsort(in.items, in.n, sizeof *in.items, by_share);
    list[(*n_list)++] = (pc_driver) { .metric = pc_arena_strdup(arena, output->id),
                                      .period = pc_arena_strdup(arena, output->period),
                                      .trials = n,
                                      .explained = explained,
                                      .n_items = in.n,
                                      .items = in.items,
                                      .assumed = { assumed.value, assumed.se } };
    return !arena->failed;
}

bool pc_drivers_find(pc_drivers *out, const pc_model *model, uint64_t seed, uint64_t trials,
                     pc_arena *arena)
{
    const pc_probe *probe = &model->probe;
    *out = (pc_drivers) { 0 };
    if (probe->n_headlines == 0 || probe->n_columns == 0) return true;
    study s = { .model = model, .probe = probe, .seed = seed };
    pc_arena_init(&s.scratch);
    pc_driver *list = PC_NEW_ARRAY(arena, pc_driver, probe->n_headlines);
    bool ok = list && prepare(&s, trials);
    for (size_t h = 0; h < probe->n_headlines && ok; h++)
        ok = explain(&s, h, list, &out->n, arena);
    out->list = list;
    pc_arena_clear(&s.scratch);
    return ok;
}
