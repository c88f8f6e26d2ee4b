/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A partner's draws. Each has an address: the partner's stream, the month, and which of its
 * draws it is (docs/decisions.md). Counts by inversion, so that one uniform is one count.
 */
#ifndef PC_POPULATION_DRAWS_INL
#define PC_POPULATION_DRAWS_INL

#include "dist/table.inl"
#include "math/elementary.inl"
#include "population/chunk.inl"
#include "random/philox.inl"

enum {
    DRAW_PRODUCTIVITY,
    DRAW_EXIT,
    DRAW_ACTIVATION,
    DRAW_DELAY,
    DRAW_DEALS,
    DRAW_CERTIFICATIONS,
    DRAW_LEADS,
    DRAW_DORMANCY,
    DRAW_TRANSITION,
    DRAW_REFERRAL,
    DRAW_OF_DEAL = 16, /* and four for each further deal of the month: size, ., ., credit */
    DRAWS_A_DEAL = 4,
    DEAL_CREDIT = 3,
    DRAW_OF_LEAD = 1 << 18, /* and two for each further lead: win, cycle */
    DRAWS_A_LEAD = 2
};

LANE_FN void draw_row(const chunk *c, double *u, uint64_t stream, int month, uint32_t index)
{
    const pc_address at = {
        .seed = c->order->seed, .stream = stream, .period = (uint32_t)month, .index = index
    };
    uniform_fill(u, PC_CHUNK, &at, c->first_trial);
}

/* shift + scale q, q at u or, where it is expected, its mean. */
LANE_FN void turn_random(const chunk *c, double *u, const pc_pop_random *random, int month)
{
    const bool drawn = random->table != PC_NONE;
    if (drawn && !c->expected)
        table_turn(u, PC_CHUNK, &c->population->tables[random->table]);
    else
        fill_row(u, drawn ? random->mean : 0.0);
    if (random->scale) {
        const double *scale = level_row(c, random->scale, month);
        EACH_LANE(i) lane_store(u + i, lane_load(u + i) * lane_load(scale + i));
    }
    if (random->shift) {
        const double *shift = level_row(c, random->shift, month);
        EACH_LANE(i) lane_store(u + i, lane_load(shift + i) + lane_load(u + i));
    }
}

/* What is drawn once for a partner, by the levels of the month in which it joins. */
LANE_FN void draw_random(const chunk *c, double *out, const pc_pop_random *random,
                         const member *p, uint32_t index)
{
    if (random->table != PC_NONE && !c->expected) draw_row(c, out, p->stream, 0, index);
    turn_random(c, out, random, p->entry);
}

/* exp(-mean) for a mean up to 700, relative error below 1e-14: e^r by its Taylor series to
 * r^11. Larger means are worked as 700, which the reader refuses. */
LANE_FN lane no_event(lane mean)
{
    static const double series[] = { 1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0,
                                     1.0 / 40320.0,    1.0 / 5040.0,    1.0 / 720.0,
                                     1.0 / 120.0,      1.0 / 24.0,      1.0 / 6.0,
                                     1.0 / 2.0 };
    const lane one = lane_set(1.0), magic = lane_set(0x1.8p52);
    const lane x = lane_set(0.0) - lane_min(mean, lane_set(700.0));
    const lane shifted = x * lane_set(0x1.71547652b82fep0) + magic;
    const lane n = shifted - magic;
    const lane r = (x - n * lane_set(LN2_HIGH)) - n * lane_set(LN2_LOW);
    lane sum = lane_set(series[0]);
#pragma GCC unroll 9
    for (int i = 1; i < 10; i++) sum = sum * r + lane_set(series[i]);
    const ilane power = (lane_bits(shifted) - lane_bits(magic) + ilane_set(1023)) << 52;
    return (one + (r + r * r * sum)) * lane_from_bits(power);
}

/* Lanes that are inverted together: while one's sum is under way, the others compute. */
enum { INVERT_SETS = 4 };

/* The least k with u <= P(N <= k), N Poisson of that mean; `none` is exp(-mean). The terms go
 * on until every uniform is below the sum, or they no longer add anything (a uniform above what
 * rounding leaves of 1). */
LANE_FN void invert_poisson(lane count[INVERT_SETS], const lane u[INVERT_SETS],
                            const lane mean[INVERT_SETS], const lane none[INVERT_SETS])
{
    const lane zero = lane_set(0.0), one = lane_set(1.0), least = lane_set(0x1p-60);
    lane term[INVERT_SETS], sum[INVERT_SETS];
#pragma GCC unroll 4
    for (size_t v = 0; v < INVERT_SETS; v++) term[v] = sum[v] = none[v], count[v] = zero;
    mask any;
    double k = 1.0;
    do {
        const lane inverse = lane_set(1.0 / k), kth = lane_set(k);
        any = (mask) { 0 };
#pragma GCC unroll 4
        for (size_t v = 0; v < INVERT_SETS; v++) {
            const mask above = lane_lt(sum[v], u[v]);
            count[v] = count[v] + lane_select(above, one, zero);
            term[v] = term[v] * (mean[v] * inverse);
            sum[v] = sum[v] + term[v];
            any |= above & lane_lt(sum[v], u[v]) &
                   (lane_lt(least, term[v]) | lane_lt(kth, mean[v]));
        }
        k += 1.0;
    } while (lane_any(any));
}

/* Variance mean + d mean^2: a Poisson of a gamma mean of shape 1 / d. */
LANE_FN lane dispersed_count(lane u, lane mean, lane dispersion)
{
    const lane zero = lane_set(0.0), one = lane_set(1.0), least = lane_set(0x1p-60);
    const lane odds = dispersion * mean, grown = one + odds, shape = one / dispersion;
    lane term = lane_exp(zero - lane_log(grown) / dispersion);
    lane count = zero, sum = term, k = zero;
    mask more = lane_lt(sum, u);
    while (lane_any(more)) {
        count = count + lane_select(more, one, zero);
        term = term * ((shape + k) / (k + one)) * (odds / grown);
        sum = sum + term;
        more &= lane_lt(sum, u) & (lane_lt(least, term) | lane_lt(k, mean));
        k = k + one;
    }
    return count;
}

/* A month's count of that mean. `none` is exp(-mean) where it is known, else NULL. */
LANE_FN void draw_count(const chunk *c, double *count, const double *mean, const double *none,
                        double dispersion, uint64_t stream, int month, uint32_t index)
{
    if (c->expected) {
        EACH_LANE(i) lane_store(count + i, lane_load(mean + i));
        return;
    }
    _Alignas(64) double u[PC_CHUNK];
    draw_row(c, u, stream, month, index);
    if (dispersion > 0.0) {
        EACH_LANE(i)
        lane_store(u + i, dispersed_count(lane_load(u + i), lane_load(mean + i),
                                          lane_set(dispersion)));
        EACH_LANE(i) lane_store(count + i, lane_load(u + i));
        return;
    }
    for (size_t i = 0; i < PC_CHUNK; i += INVERT_SETS * PC_LANE_WIDTH) {
        lane k[INVERT_SETS], x[INVERT_SETS], m[INVERT_SETS], p[INVERT_SETS];
        for (size_t v = 0; v < INVERT_SETS; v++) {
            const size_t at = i + v * PC_LANE_WIDTH;
            x[v] = lane_load(u + at);
            m[v] = lane_load(mean + at);
            p[v] = none ? lane_load(none + at) : no_event(m[v]);
        }
        invert_poisson(k, x, m, p);
        for (size_t v = 0; v < INVERT_SETS; v++)
            lane_store(count + i + v * PC_LANE_WIDTH, k[v]);
    }
}

/* Turns the list's addresses into uniforms. */
LANE_FN void draw_listed(const chunk *c, draw_list *list, uint64_t stream, int month)
{
    const uint32_t key0 = (uint32_t)stream, key1 = (uint32_t)(stream >> 32);
    const ilane base = ilane_set(c->first_trial / 64 * 32);
    for (size_t i = 0; i < list->n; i += PC_LANE_WIDTH) {
        ilane trial, index, word[4];
        memcpy(&trial, list->trial + i, sizeof trial);
        memcpy(&index, list->index + i, sizeof index);
        word[0] = base + (trial & ilane_set(31));
        word[1] = ilane_set((uint64_t)month) + (index << 12);
        word[2] = ilane_set(c->order->seed & 0xffffffffu);
        word[3] = ilane_set(c->order->seed >> 32);
        philox_rounds(word, key0, key1);
        const mask upper = (mask)(ilane_set(0) - (trial >> 5));
        const ilane low = (word[2] & upper) | (word[0] & ~upper);
        const ilane high = (word[3] & upper) | (word[1] & ~upper);
        lane_store(list->value + i, philox_uniform(low, high));
    }
}

#endif
