/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks over threads. Who works a block, and when, reaches no result: sums are added in the
 * order of blocks by the ring, the rest is integers and extremes. */
#include "run/simulate.h"

#include "base/parallel.h"
#include "run/ring.h"

#include <signal.h>

_Static_assert((int)PC_TALLY_GROUP == (int)PC_GROUP, "the kernel's groups are tallied whole");
_Static_assert(PC_BLOCK % PC_GROUP == 0, "a block is whole groups");

enum { PROGRESS_MS = 100 };

/* Single trials of the blocks in the ring, until they are handed on in order. */
typedef struct relay {
    const pc_columns *columns; /* NULL: nobody wants them */
    double *rows;              /* as many blocks as the ring has records */
    size_t n_blocks;
    uint64_t trials;
    pc_status status; /* the receiver's last word */
} relay;

typedef struct worker {
    const pc_simulation *simulation;
    relay *relay;
    const pc_tally_path *path;
    pc_ring *ring;
    double *scratch;
    pc_tally *tallies;
    pthread_t thread;
    bool is_first;
} worker;

/* ---- Single trials ---- */

static bool relay_init(relay *r, const pc_simulation *s, const pc_ring *ring, pc_arena *arena)
{
    *r = (relay) { .columns = s->columns, .n_blocks = ring->n_records, .trials = s->trials };
    if (!r->columns) return true;
    size_t n;
    if (__builtin_mul_overflow(r->n_blocks * PC_BLOCK, r->columns->n, &n)) return false;
    r->rows = PC_NEW_ARRAY(arena, double, n);
    return r->rows != NULL;
}

static double *rows_of(const relay *r, uint64_t first_trial)
{
    return r->rows + first_trial % (r->n_blocks * PC_BLOCK) * r->columns->n;
}

static bool hand_on(void *context, uint64_t block)
{
    relay *r = context;
    const uint64_t first = block * PC_BLOCK, left = r->trials - first;
    r->status =
        pc_columns_hand_on(r->columns, first, left < PC_BLOCK ? (size_t)left : (size_t)PC_BLOCK,
                           rows_of(r, first));
    return r->status == PC_OK;
}

/* ---- A worker ---- */

static void work_group(worker *w, uint64_t first, size_t n_valid)
{
    const pc_simulation *s = w->simulation;
    pc_sim_group(s->kernel, s->model, s->seed, first, w->scratch);
    for (size_t i = 0; i < s->roster->n_slots; i++)
        pc_tally_add(w->path, &w->tallies[i],
                     w->scratch + (size_t)s->roster->slots[i].reg * PC_GROUP, n_valid, first);
    if (s->columns) pc_columns_fill(rows_of(w->relay, first), s->columns, w->scratch, n_valid);
}

static void work_block(worker *w, uint64_t block, pc_sums *record)
{
    const uint64_t first = block * PC_BLOCK, trials = w->simulation->trials;
    const uint64_t end = first + PC_BLOCK < trials ? first + PC_BLOCK : trials;
    for (uint64_t t = first; t < end; t += PC_GROUP)
        work_group(w, t, end - t < PC_GROUP ? (size_t)(end - t) : (size_t)PC_GROUP);
    for (size_t i = 0; i < w->simulation->roster->n_slots; i++)
        record[i] = pc_tally_close_block(&w->tallies[i]);
}

static void *work(void *context)
{
    worker *w = context;
    const pc_simulation *s = w->simulation;
    uint64_t block;
    pc_sums *record;
    if (w->is_first && s->beside) s->beside(s->beside_context);
    while (pc_ring_take(w->ring, &block, &record)) {
        work_block(w, block, record);
        pc_ring_deliver(w->ring, block);
    }
    pc_ring_leave(w->ring);
    return NULL;
}

static void worker_init(worker *w, const pc_simulation *simulation, pc_ring *ring, relay *rows,
                        pc_arena *histograms, pc_arena *arena)
{
    const pc_roster *roster = simulation->roster;
    *w = (worker) { .simulation = simulation,
                    .relay = rows,
                    .path = pc_tally_path_named(simulation->kernel->isa),
                    .ring = ring,
                    .scratch = pc_arena_alloc(arena, pc_sim_scratch(simulation->model),
                                              sizeof(double), 64),
                    .tallies = PC_NEW_ARRAY(arena, pc_tally, roster->n_slots) };
    for (size_t i = 0; i < roster->n_slots; i++) {
        const pc_slot *slot = &roster->slots[i];
        uint64_t *met = PC_NEW_ARRAY(arena, uint64_t, slot->n_thresholds);
        if (arena->failed) return;
        pc_tally_init(&w->tallies[i], histograms, slot->pivot, slot->is_never, slot->thresholds,
                      met, slot->n_thresholds);
    }
}

/* ---- All of them ---- */

/* Signals are for the caller's thread. @return how many could be started, at least none */
static unsigned start(worker *workers, unsigned n)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    unsigned started = 0;
    while (started < n) {
        pc_ring_enter(workers[started].ring);
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) {
            pc_ring_leave(workers[started].ring);
            break;
        }
        started++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

static bool report(const pc_simulation *s, uint64_t n_blocks_done)
{
    const uint64_t done = n_blocks_done * PC_BLOCK;
    if (!s->progress) return true;
    return s->progress(s->progress_context, done < s->trials ? done : s->trials, s->trials);
}

/* Reports until all have left. @return false when the caller wanted to stop */
static bool watch(const pc_simulation *s, pc_ring *ring)
{
    bool working = true, wanted = true;
    while (working) {
        const uint64_t n_done = pc_ring_wait(ring, PROGRESS_MS, &working);
        if (!wanted) continue;
        wanted = report(s, n_done);
        if (!wanted) pc_ring_stop(ring);
    }
    return wanted;
}

static pc_status run_workers(worker *workers, unsigned n, const pc_simulation *s, pc_ring *ring)
{
    const unsigned started = start(workers, n);
    if (started == 0) { /* no threads to be had: the caller's */
        pc_ring_enter(ring);
        work(&workers[0]);
    }
    const bool wanted = watch(s, ring);
    for (unsigned i = 0; i < started; i++) pthread_join(workers[i].thread, NULL);
    return wanted ? PC_OK : PC_ECANCELLED;
}

typedef struct merging {
    const worker *workers;
    unsigned n;
} merging;

static void merge_slot(void *context, size_t slot, unsigned by)
{
    const merging *m = context;
    (void)by;
    for (unsigned i = 1; i < m->n; i++)
        pc_tally_merge(&m->workers[0].tallies[slot], &m->workers[i].tallies[slot]);
}

static pc_status merge(pc_outcome *out, const worker *workers)
{
    merging m = { workers, out->n_workers };
    if (m.n > 1) pc_parallel(out->n, m.n, merge_slot, &m);
    out->tallies = workers[0].tallies;
    for (size_t k = 0; k < out->n; k++)
        if (out->tallies[k].failed) return PC_ENOMEM;
    return PC_OK;
}

static uint64_t n_blocks_of(const pc_simulation *s)
{
    return (s->trials + PC_BLOCK - 1) / PC_BLOCK;
}

unsigned pc_workers(const pc_simulation *s)
{
    const uint64_t n_blocks = n_blocks_of(s);
    return s->threads < n_blocks ? s->threads : (unsigned)n_blocks;
}

/* The outcome's histograms, which workers fill, are there from the beginning. */
static pc_status outcome_init(pc_outcome *out, const pc_simulation *s, pc_arena *arena)
{
    *out = (pc_outcome) { .n = s->roster->n_slots };
    out->histograms = PC_NEW_ARRAY(arena, pc_arena, pc_workers(s));
    if (!out->histograms) return PC_ENOMEM;
    out->n_workers = pc_workers(s);
    for (unsigned i = 0; i < out->n_workers; i++) pc_arena_init(&out->histograms[i]);
    return PC_OK;
}

pc_status pc_simulate(pc_outcome *out, const pc_simulation *s, pc_arena *arena)
{
    if (outcome_init(out, s, arena) != PC_OK) return PC_ENOMEM;
    const unsigned n = out->n_workers;
    worker *workers = PC_NEW_ARRAY(arena, worker, n);
    pc_ring ring;
    if (!pc_ring_init(&ring, n_blocks_of(s), n, out->n, arena)) return PC_ENOMEM;
    relay rows = { 0 };
    if (!relay_init(&rows, s, &ring, arena)) arena->failed = true;
    if (s->columns) ring.add = hand_on, ring.context = &rows;
    for (unsigned i = 0; i < n && !arena->failed; i++)
        worker_init(&workers[i], s, &ring, &rows, &out->histograms[i], arena);
    if (!arena->failed) workers[0].is_first = true;
    pc_status status = arena->failed ? PC_ENOMEM : run_workers(workers, n, s, &ring);
    if (rows.status != PC_OK) status = rows.status;
    pc_ring_clear(&ring);
    if (arena->failed) return status;
    out->sums = ring.totals;
    const pc_status merged = merge(out, workers);
    return status == PC_OK ? merged : status;
}

void pc_outcome_clear(pc_outcome *outcome)
{
    for (unsigned i = 0; i < outcome->n_workers; i++) pc_arena_clear(&outcome->histograms[i]);
    *outcome = (pc_outcome) { 0 };
}
