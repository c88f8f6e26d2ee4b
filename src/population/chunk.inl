/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the stages of a month work on: a chunk of PC_CHUNK trials, and one partner's state in
 * them as rows of PC_CHUNK numbers. Included once a vector path.
 */
#ifndef PC_POPULATION_CHUNK_INL
#define PC_POPULATION_CHUNK_INL

#include "math/lane.h"
#include "population/population.h"

enum { N_CHANCES = 3 };

/* Rows of a partner's state; rings of histories and what components keep follow. */
enum {
    ROW_ALIVE, /* 1 there, 0 not (yet, or any more); expected: the chance of being there */
    ROW_WORKS, /* 1 when it works this month */
    ROW_TIER,
    ROW_NEXT,  /* the tier decided, in effect from the next opening */
    ROW_USED,  /* hazard met so far */
    ROW_LIMIT, /* hazard at which it leaves */
    ROW_FROM,  /* first month of work, INFINITY: never */
    ROW_AWAKE, /* 1, 0 dormant */
    ROW_PART,  /* 1; expected: the part that is ever activated */
    ROW_PRODUCTIVITY,
    ROW_DEMAND,  /* mean number of this month's deals (or leads) of those who are there */
    ROW_CHANCES, /* N_CHANCES rows: that there is none, one at most, ... */
    ROW_LAST_CHANCE = ROW_CHANCES + N_CHANCES - 1,
    ROW_MULTIPLIER, /* of its tier */
    ROW_HAZARD,     /* of its tier, this month's */
    ROW_FAILED,     /* reviews failed in a row */
    ROW_SAFE,       /* month from which it may be demoted */
    ROW_HELD,       /* certifications that are valid */
    ROW_CUSTOMERS,  /* that are still there, where they have a lifetime */
    ROW_PASSED,     /* bits: of each tier whose tests hold at the review */
    ROW_KEPT,       /* bits: of all ones where the tests of the present tier do */
    ROW_TOTAL,      /* running totals since the entry, one a flow */
    ROW_MORE = ROW_TOTAL + PC_N_FLOWS
};

/* Rows that a month's stages hand on. */
enum {
    WORK_COUNT,
    WORK_LEADS,
    WORK_AMOUNT,
    WORK_EARNED,
    WORK_RATE,
    WORK_INFLUENCED, /* of the amount and of the count, where each deal has one class */
    WORK_UNSOURCED,
    WORK_N_INFLUENCED,
    WORK_N_UNSOURCED,
    WORK_A,
    WORK_B,
    WORK_N
};

/* Single draws of one partner in a month, of whichever trials have them. Zeroed at the start:
 * what stands behind the last one, up to a whole lane, is worked, too, and not looked at. */
enum { DRAW_LIST = 256 };
typedef struct draw_list {
    _Alignas(64) uint64_t trial[DRAW_LIST + 8]; /* in the chunk; room for a lane behind them */
    _Alignas(64) uint64_t index[DRAW_LIST];
    _Alignas(64) double value[DRAW_LIST];
    size_t n;
    pc_credit credit[DRAW_LIST]; /* of deals, where each has one class */
} draw_list;

/* P(N <= k), k = 0, 1, ..., of the count that was drawn last. */
enum { COUNT_STEPS = 32 };
typedef struct count_steps {
    uint32_t of;       /* parameter + 1; 0: none yet */
    uint32_t n;        /* 0: more than there is room for */
    uint32_t n_common; /* that all trials are held against */
    double upto[COUNT_STEPS];
} count_steps;

typedef struct chunk {
    const pc_population *population;
    const pc_population_order *order;
    const double *const *params; /* the chunk's rows */
    uint64_t first_trial;
    bool expected;
    const pc_witness *witness; /* of a trial of this chunk; NULL: nobody looks */
    size_t watched;            /* its trial in the chunk */
    const uint32_t *sum_of;    /* one a series and month: its row of sums, or PC_NO_REGISTER */
    double *sums;    /* side by side; they go to the registers when the chunk is done */
    double *work;    /* WORK_N rows */
    double *budgets; /* used of each, by all partners */
    draw_list *list;
    count_steps *steps;
} chunk;

/* A partner: its state, its kind and the address of its draws. */
typedef struct member {
    const pc_kind *kind;
    const pc_pop_ladder *ladder; /* NULL: none */
    uint64_t stream;
    int entry;                       /* month; of those of the opening roster before 0 */
    int first;                       /* the first month of the horizon in which it is there */
    uint32_t nth;                    /* of that month, or of the roster, from 0 */
    const pc_pop_incumbent *opening; /* NULL: it joins later */
    double *state;
} member;

/* A stage of a month is a call: inlined all into one another they take minutes to compile and
 * gain nothing, since each works whole rows. */
#define STAGE        static __attribute__((noinline, unused))

#define EACH_LANE(i) for (size_t i = 0; i < PC_CHUNK; i += PC_LANE_WIDTH)

LANE_FN double *row_of(const member *p, size_t row)
{
    return p->state + row * PC_CHUNK;
}

LANE_FN double *work_row(const chunk *c, size_t row)
{
    return c->work + row * PC_CHUNK;
}

/* The values of a level in a month. */
LANE_FN const double *level_row(const chunk *c, pc_levels levels, int month)
{
    return c->params[levels[month]];
}

/* Where a series' sum of the month stands; NULL: nobody wants it. */
LANE_FN double *sum_row(const chunk *c, uint32_t series, int month)
{
    if (series == PC_NO_SERIES) return NULL;
    const uint32_t at =
        c->sum_of[(size_t)series * (size_t)c->population->n_months + (size_t)month];
    return at == PC_NO_REGISTER ? NULL : c->sums + (size_t)at * PC_CHUNK;
}

/* sum += weight value */
LANE_FN void add_weighted(double *sum, const double *weight, const double *value)
{
    if (!sum) return;
    EACH_LANE(i)
    lane_store(sum + i, lane_load(sum + i) + lane_load(weight + i) * lane_load(value + i));
}

LANE_FN void add_row(double *sum, const double *value)
{
    if (!sum) return;
    EACH_LANE(i) lane_store(sum + i, lane_load(sum + i) + lane_load(value + i));
}

/* The value to the sum of each trial's tier: `first` and the n - 1 series behind it. */
LANE_FN void add_by_tier(const chunk *c, uint32_t first, size_t n, int month,
                         const double *tier, const double *value)
{
    if (first == PC_NO_SERIES) return;
    for (size_t t = 0; t < n; t++) {
        double *sum = sum_row(c, first + (uint32_t)t, month);
        if (!sum) continue;
        const lane of = lane_set((double)t);
        EACH_LANE(i)
        {
            const lane here = lane_select(lane_eq(lane_load(tier + i), of),
                                          lane_load(value + i), lane_set(0.0));
            lane_store(sum + i, lane_load(sum + i) + here);
        }
    }
}

LANE_FN void fill_lanes(double *row, lane value, size_t n)
{
    for (size_t i = 0; i < n; i += PC_LANE_WIDTH) lane_store(row + i, value);
}

LANE_FN void fill_row(double *row, double value)
{
    fill_lanes(row, lane_set(value), PC_CHUNK);
}

LANE_FN bool any_above(const double *row, double x)
{
    const lane at = lane_set(x);
    mask any = lane_lt(at, lane_load(row));
    for (size_t i = PC_LANE_WIDTH; i < PC_CHUNK; i += PC_LANE_WIDTH)
        any |= lane_lt(at, lane_load(row + i));
    return lane_any(any);
}

LANE_FN bool any_above_zero(const double *row)
{
    return any_above(row, 0.0);
}

/* dst = the level of each trial's tier; one level for all where n is 1. */
LANE_FN void take_by_tier(const chunk *c, double *dst, const pc_levels *levels, size_t n,
                          int month, const double *tier)
{
    const double *rows[PC_TIERS_MAX];
    rows[0] = level_row(c, levels[0], month);
    for (size_t t = 1; t < n; t++) rows[t] = level_row(c, levels[t], month);
    EACH_LANE(i)
    {
        const lane is = lane_load(tier + i);
        lane x = lane_load(rows[0] + i);
        for (size_t t = 1; t < n; t++)
            x = lane_select(lane_eq(is, lane_set((double)t)), lane_load(rows[t] + i), x);
        lane_store(dst + i, x);
    }
}

/* The trials of a row that are above n, a bit each. */
LANE_FN uint64_t trials_above(const double *row, double n)
{
    uint64_t bits = 0;
    EACH_LANE(i)
    bits |= (uint64_t)lane_mask_bits(lane_lt(lane_set(n), lane_load(row + i))) << i;
    return bits;
}

/* A row's numbers in some of the trials, side by side. `to` has room for a lane behind them. */
/* What happens several times in a month, one by one: the first of every trial that has one,
 * then the second of those that have two, and so on. */
typedef struct turns {
    const double *count;
    uint64_t waiting; /* the trials that have a further one */
    uint64_t nth;
} turns;

LANE_FN turns begin_turns(const double *count)
{
    return (turns) { .count = count, .waiting = trials_above(count, 0.0) };
}

/* The numbers of the waiting trials, side by side. */
LANE_FN size_t list_trials(uint64_t *trial, uint64_t waiting)
{
    size_t n = 0;
    EACH_LANE(i)
    n += lane_pack(trial + n, lane_from_bits(ilane_set(i) + ilane_count()),
                   (unsigned)(waiting >> i) & ((1u << PC_LANE_WIDTH) - 1));
    return n;
}

/* Adds the next of each trial to the list, the n-th at index first + n step. */
LANE_FN void list_turn(draw_list *list, turns *t, uint64_t first, uint64_t step)
{
    const uint64_t index = first + step * t->nth++;
    if (__builtin_popcountll(t->waiting) > 8) {
        const size_t n = list_trials(list->trial + list->n, t->waiting);
        for (size_t i = 0; i < n; i++) list->index[list->n + i] = index;
        list->n += n;
        t->waiting &= trials_above(t->count, (double)t->nth);
        return;
    }
    uint64_t more = 0;
    for (uint64_t left = t->waiting; left; left &= left - 1) {
        const uint64_t i = (uint64_t)__builtin_ctzll(left);
        list->trial[list->n] = i;
        list->index[list->n++] = index;
        more |= (uint64_t)(t->count[i] > (double)t->nth) << i;
    }
    t->waiting = more;
}

#endif
