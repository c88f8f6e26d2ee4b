/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/ring.h"

#include <time.h>

/* Waiting with a limit is by the clock that nobody sets. */
static bool init_locks(pc_ring *ring)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0) return false;
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    const bool ok = pthread_mutex_init(&ring->lock, NULL) == 0 &&
                    pthread_cond_init(&ring->room, NULL) == 0 &&
                    pthread_cond_init(&ring->left, &attributes) == 0;
    pthread_condattr_destroy(&attributes);
    return ok;
}

bool pc_ring_init(pc_ring *ring, uint64_t n_blocks, unsigned n_workers, size_t n_sums,
                  pc_arena *arena)
{
    const size_t n_records = 4 * (size_t)n_workers;
    *ring = (pc_ring) { .n_blocks = n_blocks, .n_records = n_records, .n_sums = n_sums };
    ring->is_done = PC_NEW_ARRAY(arena, bool, n_records);
    ring->records = PC_NEW_ARRAY(arena, pc_sums, n_records * n_sums);
    ring->totals = PC_NEW_ARRAY(arena, pc_sums, n_sums);
    if (arena->failed) return false;
    return init_locks(ring);
}

void pc_ring_clear(pc_ring *ring)
{
    pthread_mutex_destroy(&ring->lock);
    pthread_cond_destroy(&ring->room);
    pthread_cond_destroy(&ring->left);
}

bool pc_ring_take(pc_ring *ring, uint64_t *block, pc_sums **record)
{
    pthread_mutex_lock(&ring->lock);
    while (!ring->stopped && ring->next < ring->n_blocks &&
           ring->next >= ring->n_added + ring->n_records)
        pthread_cond_wait(&ring->room, &ring->lock);
    const bool taken = !ring->stopped && ring->next < ring->n_blocks;
    if (taken) {
        *block = ring->next++;
        *record = ring->records + *block % ring->n_records * ring->n_sums;
    }
    pthread_mutex_unlock(&ring->lock);
    return taken;
}

static void add_record(pc_ring *ring, size_t record)
{
    const pc_sums *sums = ring->records + record * ring->n_sums;
    for (size_t i = 0; i < ring->n_sums; i++) {
        ring->totals[i].sum += sums[i].sum;
        ring->totals[i].sum_sq += sums[i].sum_sq;
    }
}

void pc_ring_deliver(pc_ring *ring, uint64_t block)
{
    pthread_mutex_lock(&ring->lock);
    ring->is_done[block % ring->n_records] = true;
    ring->n_done++;
    const uint64_t n_before = ring->n_added;
    for (bool *done; *(done = &ring->is_done[ring->n_added % ring->n_records]);
         ring->n_added++) {
        add_record(ring, ring->n_added % ring->n_records);
        if (ring->add && !ring->stopped && !ring->add(ring->context, ring->n_added))
            ring->stopped = true;
        *done = false;
    }
    if (ring->n_added > n_before || ring->stopped) pthread_cond_broadcast(&ring->room);
    pthread_mutex_unlock(&ring->lock);
}

void pc_ring_stop(pc_ring *ring)
{
    pthread_mutex_lock(&ring->lock);
    ring->stopped = true;
    pthread_cond_broadcast(&ring->room);
    pthread_mutex_unlock(&ring->lock);
}

void pc_ring_enter(pc_ring *ring)
{
    pthread_mutex_lock(&ring->lock);
    ring->n_working++;
    pthread_mutex_unlock(&ring->lock);
}

void pc_ring_leave(pc_ring *ring)
{
    pthread_mutex_lock(&ring->lock);
    ring->n_working--;
    pthread_cond_signal(&ring->left);
    pthread_mutex_unlock(&ring->lock);
}

static struct timespec from_now(unsigned milliseconds)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    t.tv_sec += (time_t)(milliseconds / 1000) + t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

uint64_t pc_ring_wait(pc_ring *ring, unsigned milliseconds, bool *working)
{
    const struct timespec until = from_now(milliseconds);
    pthread_mutex_lock(&ring->lock);
    while (ring->n_working > 0)
        if (pthread_cond_timedwait(&ring->left, &ring->lock, &until) != 0) break;
    *working = ring->n_working > 0;
    const uint64_t n_done = ring->n_done;
    pthread_mutex_unlock(&ring->lock);
    return n_done;
}
