/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the stages of a month work on: a chunk of PC_CHUNK trials, and one partner's state in
 * them as rows of PC_CHUNK numbers. Included once a vector path.
 */
#ifndef PC_POPULATION_CHUNK_INL
#define PC_POPULATION_CHUNK_INL

#include "math/lane.h"
#include "population/population.h"

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
    ROW_DEMAND,     /* mean number of this month's deals (or leads) of those who are there */
    ROW_NONE,       /* the chance that there is none */
    ROW_ONE,        /* ... that there is one at most */
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
    _Alignas(64) uint64_t trial[DRAW_LIST]; /* in the chunk */
    uint64_t index[DRAW_LIST];
    double value[DRAW_LIST];
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
    const double *const *params; /* rows of PC_POP_GROUP */
    size_t offset;               /* of the chunk's first trial in the group */
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
    return c->params[levels[month]] + c->offset;
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

LANE_FN void fill_row(double *row, double value)
{
    EACH_LANE(i) lane_store(row + i, lane_set(value));
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
    _Alignas(64) double trial[PC_CHUNK + PC_LANE_WIDTH]; /* its number in the chunk, as bits */
    _Alignas(64) double left[PC_CHUNK + PC_LANE_WIDTH];  /* how many; 0 behind the last */
    size_t n;
    uint64_t nth;
} turns;

LANE_FN void end_turns(turns *t, size_t n)
{
    memset(t->left + n, 0, PC_LANE_WIDTH * sizeof *t->left);
    t->n = n;
}

LANE_FN void begin_turns(turns *t, const double *count)
{
    const lane zero = lane_set(0.0);
    size_t n = 0;
    EACH_LANE(i)
    {
        const lane left = lane_load(count + i);
        const unsigned bits = lane_mask_bits(lane_lt(zero, left));
        lane_pack(t->trial + n, lane_from_bits(ilane_set(i) + ilane_count()), bits);
        n += lane_pack(t->left + n, left, bits);
    }
    end_turns(t, n);
    t->nth = 0;
}

/* Adds the next of each trial to the list, the n-th at index first + n step. */
LANE_FN void list_turn(draw_list *list, turns *t, uint64_t first, uint64_t step)
{
    const ilane index = ilane_set(first + step * t->nth++);
    const lane zero = lane_set(0.0), one = lane_set(1.0);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i += PC_LANE_WIDTH) {
        const lane trial = lane_load(t->trial + i), left = lane_load(t->left + i) - one;
        const unsigned bits = lane_mask_bits(lane_lt(zero, left));
        memcpy(list->trial + list->n + i, &trial, sizeof trial);
        memcpy(list->index + list->n + i, &index, sizeof index);
        lane_pack(t->trial + n, trial, bits);
        n += lane_pack(t->left + n, left, bits);
    }
    list->n += t->n;
    end_turns(t, n);
}

#endif
