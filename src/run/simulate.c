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
    pc_arena *arena; /* of all that it writes but records of blocks */
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

static void work_blocks(worker *w)
{
    uint64_t block;
    pc_sums *record;
    while (pc_ring_take(w->ring, &block, &record)) {
        work_block(w, block, record);
        pc_ring_deliver(w->ring, block);
    }
}

/* By the worker itself, in memory far from the others': two cores that write beside each other
 * take each other's lines away, by what they fetch ahead, too. False without memory. */
static bool settle(worker *w)
{
    const pc_simulation *s = w->simulation;
    const size_t n = s->roster->n_slots;
    const pc_population *population = s->model->population;
    const size_t untouched = population ? pc_population_crowd_scratch(population) : 0;
    w->scratch = pc_arena_alloc_partly(w->arena, pc_sim_scratch(s->model), untouched,
                                       sizeof(double), 64);
    pc_tally *tallies = PC_NEW_ARRAY(w->arena, pc_tally, n);
    for (size_t i = 0; i < n && !w->arena->failed; i++) {
        const pc_slot *slot = &s->roster->slots[i];
        uint64_t *met = PC_NEW_ARRAY(w->arena, uint64_t, slot->n_thresholds);
        if (w->arena->failed) break;
        pc_tally_init(&tallies[i], w->arena, slot->pivot, slot->is_never, slot->thresholds, met,
                      slot->n_thresholds);
        tallies[i].is_few = s->trials < UINT16_MAX;
    }
    w->tallies = tallies;
    return !w->arena->failed;
}

static void *work(void *context)
{
    worker *w = context;
    const pc_simulation *s = w->simulation;
    if (w->is_first && s->beside) s->beside(s->beside_context);
    if (settle(w))
        work_blocks(w);
    else
        pc_ring_stop(w->ring);
    pc_ring_leave(w->ring);
    return NULL;
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
        if (m->workers[i].tallies) /* not that of a thread that was not to be had */
            pc_tally_merge(&m->workers[0].tallies[slot], &m->workers[i].tallies[slot]);
}

static pc_status merge(pc_outcome *out, const worker *workers)
{
    for (unsigned i = 0; i < out->n_workers; i++)
        if (out->arenas[i].failed) return PC_ENOMEM;
    merging m = { workers, out->n_workers };
    if (m.n > 1) pc_parallel(out->n, m.n, merge_slot, &m);
    out->tallies = workers[0].tallies;
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

static worker *new_workers(pc_outcome *out, const pc_simulation *s, pc_ring *ring, relay *rows,
                           pc_arena *arena)
{
    const unsigned n = pc_workers(s);
    worker *workers = PC_NEW_ARRAY(arena, worker, n);
    out->arenas = PC_NEW_ARRAY(arena, pc_arena, n);
    if (arena->failed) return NULL;
    out->n_workers = n;
    for (unsigned i = 0; i < n; i++) {
        pc_arena_init(&out->arenas[i]);
        workers[i] = (worker) { .simulation = s,
                                .relay = rows,
                                .path = pc_tally_path_named(s->kernel->isa),
                                .ring = ring,
                                .arena = &out->arenas[i],
                                .is_first = i == 0 };
    }
    return workers;
}

pc_status pc_simulate(pc_outcome *out, const pc_simulation *s, pc_arena *arena)
{
    *out = (pc_outcome) { .n = s->roster->n_slots };
    pc_ring ring;
    if (!pc_ring_init(&ring, n_blocks_of(s), pc_workers(s), out->n, arena)) return PC_ENOMEM;
    relay rows = { 0 };
    if (!relay_init(&rows, s, &ring, arena)) arena->failed = true;
    if (s->columns) ring.add = hand_on, ring.context = &rows;
    worker *workers = new_workers(out, s, &ring, &rows, arena);
    pc_status status = workers ? run_workers(workers, out->n_workers, s, &ring) : PC_ENOMEM;
    if (rows.status != PC_OK) status = rows.status;
    pc_ring_clear(&ring);
    out->sums = ring.totals;
    const pc_status merged = workers ? merge(out, workers) : PC_ENOMEM;
    return status == PC_OK ? merged : status;
}

void pc_outcome_clear(pc_outcome *outcome)
{
    for (unsigned i = 0; i < outcome->n_workers; i++) pc_arena_clear(&outcome->arenas[i]);
    *outcome = (pc_outcome) { 0 };
}
