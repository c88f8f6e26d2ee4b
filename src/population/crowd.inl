/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The partners that meet, as long as they are there. */
#ifndef PC_POPULATION_CROWD_INL
#define PC_POPULATION_CROWD_INL

#include "population/month.inl"

/* Those there are, in the order in which they joined; room for `capacity` states. A state is
 * free again when its partner is gone in every trial. */
typedef struct crowd {
    member *members;
    double **spare; /* states that are free */
    double *values; /* one a member, to rank them */
    size_t n, capacity, n_spare;
    bool overflowed;
} crowd;

static crowd new_crowd(const pc_population *population, double *scratch)
{
    const size_t capacity = population->capacity;
    const size_t rows = pc_population_most_rows(population);
    crowd w = { .capacity = capacity, .n_spare = capacity };
    double *states = scratch;
    scratch += capacity * rows * PC_CHUNK;
    w.members = (member *)(void *)scratch;
    scratch += (capacity * sizeof(member) + 7) / 8;
    w.spare = (double **)(void *)scratch;
    scratch += capacity;
    w.values = scratch;
    for (size_t i = 0; i < capacity; i++)
        w.spare[i] = states + (capacity - 1 - i) * rows * PC_CHUNK;
    return w;
}

/* Leaves those who are gone in every trial out of the list. */
static void forget_gone(const chunk *c, crowd *w, int month)
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++) {
        if (any_above_zero(row_of(&w->members[i], ROW_ALIVE))) {
            w->members[n++] = w->members[i];
            continue;
        }
        settle_rest(c, &w->members[i], month + 1);
        w->spare[w->n_spare++] = w->members[i].state;
    }
    w->n = n;
}

#endif
