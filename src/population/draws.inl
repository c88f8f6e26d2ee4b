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
    DRAW_OF_DEAL = 16, /* and four for each further deal: size, customer, ., credit */
    DRAWS_A_DEAL = 4,
    DEAL_CUSTOMER = 1,
    DEAL_CREDIT = 3,
    DRAW_OF_LEAD = 1 << 18, /* and two for each further lead: win, cycle */
    DRAWS_A_LEAD = 2,
    DRAW_MORE = 1 << 19 /* and 16 for each further part of a large count, plus its own index */
};

LANE_FN void draw_row(const chunk *c, double *u, uint64_t stream, int month, uint32_t index)
{
    const pc_address at = {
        .seed = c->order->seed, .stream = stream, .period = (uint32_t)month, .index = index
    };
    uniform_fill(u, PC_CHUNK, &at, c->first_trial);
}

/* shift + scale q, q at u or, where it is expected, its mean. */
STAGE void turn_random(const chunk *c, double *u, const pc_pop_random *random, int month)
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

/* What is drawn once for a partner, by the levels of the month in which it joins; of those that
 * are there already, of the first month. */
STAGE void draw_random(const chunk *c, double *out, const pc_pop_random *random,
                       const member *p, uint32_t index)
{
    if (random->table != PC_NONE && !c->expected) draw_row(c, out, p->stream, 0, index);
    turn_random(c, out, random, p->first);
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

/* What rounding leaves of the sum of all chances is above this; so is one uniform in 10^12,
 * which counts as it. */
#define MOST_UNIFORM (1.0 - 0x1p-40)

/* The least k with u <= P(N <= k), N Poisson of that mean, by adding up the terms from
 * exp(-mean) on. */
LANE_FN void invert_poisson(double *count, const double *u, const double *mean)
{
    const lane zero = lane_set(0.0), one = lane_set(1.0), most = lane_set(MOST_UNIFORM);
    lane x[INVERT_SETS], m[INVERT_SETS], term[INVERT_SETS], sum[INVERT_SETS], n[INVERT_SETS];
#pragma GCC unroll 4
    for (size_t v = 0; v < INVERT_SETS; v++) {
        x[v] = lane_min(lane_load(u + v * PC_LANE_WIDTH), most);
        m[v] = lane_load(mean + v * PC_LANE_WIDTH);
        sum[v] = term[v] = no_event(m[v]);
        n[v] = zero;
    }
    mask any;
    double k = 1.0;
    do {
        const lane inverse = lane_set(1.0 / k);
        any = (mask) { 0 };
#pragma GCC unroll 4
        for (size_t v = 0; v < INVERT_SETS; v++) {
            const mask above = lane_lt(sum[v], x[v]);
            n[v] = n[v] + lane_select(above, one, zero);
            any |= above;
            term[v] = term[v] * (m[v] * inverse);
            sum[v] = sum[v] + term[v];
        }
        k += 1.0;
    } while (lane_any(any));
#pragma GCC unroll 4
    for (size_t v = 0; v < INVERT_SETS; v++) lane_store(count + v * PC_LANE_WIDTH, n[v]);
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

/* Fewer than this many of a chunk are gathered and worked side by side. */
enum { GATHERED = PC_CHUNK / 2 };

/* Counts of those trials alone that may have one: exp(-m) >= 1 - m, so below that there is none
 * and nothing to compute. The same numbers as for all of them. */
LANE_FN void invert_few(double *count, const double *u, const double *mean, uint64_t few)
{
    _Alignas(64) double x[GATHERED] = { 0 }, m[GATHERED] = { 0 }, n[GATHERED];
    size_t of[GATHERED], n_few = 0;
    for (; few; few &= few - 1) {
        const size_t i = (size_t)__builtin_ctzll(few);
        x[n_few] = u[i];
        m[n_few] = mean[i];
        of[n_few++] = i;
    }
    for (size_t i = 0; i < n_few; i += INVERT_SETS * PC_LANE_WIDTH)
        invert_poisson(n + i, x + i, m + i);
    fill_row(count, 0.0);
    for (size_t i = 0; i < n_few; i++) count[of[i]] = n[i];
}

LANE_FN void invert_row(double *count, const double *u, const double *mean)
{
    const lane one = lane_set(1.0);
    uint64_t may = 0;
    EACH_LANE(i)
    {
        const mask above = lane_lt(one - lane_load(mean + i), lane_load(u + i));
        may |= (uint64_t)lane_mask_bits(above) << i;
    }
    if (__builtin_popcountll(may) <= GATHERED) {
        invert_few(count, u, mean, may);
        return;
    }
    for (size_t i = 0; i < PC_CHUNK; i += INVERT_SETS * PC_LANE_WIDTH)
        invert_poisson(count + i, u + i, mean + i);
}

/* A large count in parts: Poisson numbers add up to one, and a part's inversion is exact. */
enum { PART_OF_COUNT = 512 };
STAGE void draw_in_parts(const chunk *c, double *count, const double *mean, uint64_t stream,
                         int month, uint32_t index)
{
    const lane zero = lane_set(0.0), most = lane_set((double)PART_OF_COUNT);
    _Alignas(64) double u[PC_CHUNK], part[PC_CHUNK], left[PC_CHUNK], more[PC_CHUNK];
    EACH_LANE(i) lane_store(left + i, lane_load(mean + i));
    fill_row(count, 0.0);
    for (uint32_t n = 0; any_above_zero(left); n++) {
        EACH_LANE(i)
        {
            const lane now = lane_min(lane_load(left + i), most);
            lane_store(part + i, now);
            lane_store(left + i, lane_max(lane_load(left + i) - now, zero));
        }
        draw_row(c, u, stream, month, n == 0 ? index : DRAW_MORE + 16 * n + index);
        invert_row(more, u, part);
        add_row(count, more);
    }
}

/* A month's count of that mean. */
STAGE void draw_count(const chunk *c, double *count, const double *mean, double dispersion,
                      uint64_t stream, int month, uint32_t index)
{
    if (c->expected) {
        EACH_LANE(i) lane_store(count + i, lane_load(mean + i));
        return;
    }
    if (dispersion <= 0.0 && trials_above(mean, (double)PART_OF_COUNT)) {
        draw_in_parts(c, count, mean, stream, month, index);
        return;
    }
    _Alignas(64) double u[PC_CHUNK];
    draw_row(c, u, stream, month, index);
    if (dispersion > 0.0) {
        EACH_LANE(i)
        lane_store(count + i, dispersed_count(lane_load(u + i), lane_load(mean + i),
                                              lane_set(dispersion)));
        return;
    }
    invert_row(count, u, mean);
}

/* The sums of terms that invert_poisson would meet, for a mean that all trials share. */
STAGE void take_steps(const chunk *c, uint32_t param)
{
    count_steps *steps = c->steps;
    if (steps->of == param + 1) return;
    const double mean = c->params[param][c->offset];
    _Alignas(64) double m[PC_LANE_WIDTH], none[PC_LANE_WIDTH];
    lane_store(m, lane_set(mean));
    lane_store(none, no_event(lane_load(m)));
    double term = none[0], sum = term;
    steps->of = param + 1;
    for (steps->n = 0; steps->n < COUNT_STEPS; steps->n++) {
        steps->upto[steps->n] = sum;
        if (sum >= MOST_UNIFORM) return;
        term = term * (mean * (1.0 / (double)(steps->n + 1)));
        sum = sum + term;
    }
    steps->n = 0; /* too many */
}

/* The same where the mean is the month's level: one that no draw reaches has the same steps in
 * all trials. */
STAGE void draw_level_count(const chunk *c, double *count, pc_levels levels, uint64_t stream,
                            int month, uint32_t index)
{
    const uint32_t param = levels[month];
    const bool shared =
        c->order->call->source_regs[c->population->params[param].source] == PC_NO_REGISTER;
    if (shared && !c->expected) take_steps(c, param);
    if (!shared || c->expected || c->steps->n == 0) {
        draw_count(c, count, level_row(c, levels, month), 0.0, stream, month, index);
        return;
    }
    _Alignas(64) double u[PC_CHUNK];
    draw_row(c, u, stream, month, index);
    lane n[PC_CHUNK / PC_LANE_WIDTH] = { 0 };
    const lane one = lane_set(1.0), most = lane_set(MOST_UNIFORM);
    mask any = ~(mask) { 0 };
    for (size_t k = 0; lane_any(any); k++) {
        const lane upto = lane_set(c->steps->upto[k]);
        any = (mask) { 0 };
        EACH_LANE(i)
        {
            const mask above = lane_lt(upto, lane_min(lane_load(u + i), most));
            n[i / PC_LANE_WIDTH] =
                n[i / PC_LANE_WIDTH] + lane_select(above, one, lane_set(0.0));
            any |= above;
        }
    }
    EACH_LANE(i) lane_store(count + i, n[i / PC_LANE_WIDTH]);
}

/* Turns the list's addresses into uniforms, several lanes at once. */
STAGE void draw_listed(const chunk *c, draw_list *list, uint64_t stream, int month)
{
    const uint32_t key0 = (uint32_t)stream, key1 = (uint32_t)(stream >> 32);
    const ilane base = ilane_set(c->first_trial / 64 * 32);
    for (size_t i = 0; i < list->n; i += PHILOX_SETS * PC_LANE_WIDTH) {
        ilane trial[PHILOX_SETS], word[PHILOX_SETS][4];
#pragma GCC unroll 4
        for (size_t s = 0; s < PHILOX_SETS; s++) {
            ilane index;
            memcpy(&trial[s], list->trial + i + s * PC_LANE_WIDTH, sizeof trial[s]);
            memcpy(&index, list->index + i + s * PC_LANE_WIDTH, sizeof index);
            word[s][0] = base + (trial[s] & ilane_set(31));
            word[s][1] = ilane_set((uint64_t)month) + (index << 12);
            word[s][2] = ilane_set(c->order->seed & 0xffffffffu);
            word[s][3] = ilane_set(c->order->seed >> 32);
        }
#pragma GCC unroll 10
        for (uint32_t round = 0; round < 10; round++)
#pragma GCC unroll 4
            for (size_t s = 0; s < PHILOX_SETS; s++) philox_round(word[s], key0, key1, round);
#pragma GCC unroll 4
        for (size_t s = 0; s < PHILOX_SETS; s++) {
            const mask upper = (mask)(ilane_set(0) - (trial[s] >> 5));
            const ilane low = (word[s][2] & upper) | (word[s][0] & ~upper);
            const ilane high = (word[s][3] & upper) | (word[s][1] & ~upper);
            lane_store(list->value + i + s * PC_LANE_WIDTH, philox_uniform(low, high));
        }
    }
}

#endif
