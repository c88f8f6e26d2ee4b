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

/* The least k with u <= P(N <= k), N Poisson of that mean and `none` exp(-mean), by adding up
 * the terms from there on; in so many lanes. */
LANE_FN void invert_sets(double *count, const double *u, const double *mean, const double *none,
                         const size_t sets)
{
    const lane zero = lane_set(0.0), one = lane_set(1.0), most = lane_set(MOST_UNIFORM);
    lane x[INVERT_SETS], m[INVERT_SETS], term[INVERT_SETS], sum[INVERT_SETS], n[INVERT_SETS];
#pragma GCC unroll 4
    for (size_t v = 0; v < sets; v++) {
        x[v] = lane_min(lane_load(u + v * PC_LANE_WIDTH), most);
        m[v] = lane_load(mean + v * PC_LANE_WIDTH);
        sum[v] = term[v] = lane_load(none + v * PC_LANE_WIDTH);
        n[v] = zero;
    }
    unsigned any;
    double k = 1.0;
    do {
        const lane inverse = lane_set(1.0 / k);
        any = 0;
#pragma GCC unroll 4
        for (size_t v = 0; v < sets; v++) {
            const mask above = lane_lt(sum[v], x[v]);
            n[v] = n[v] + lane_select(above, one, zero);
            any |= lane_mask_bits(above);
            term[v] = term[v] * (m[v] * inverse);
            sum[v] = sum[v] + term[v];
        }
        k += 1.0;
    } while (any);
#pragma GCC unroll 4
    for (size_t v = 0; v < sets; v++) lane_store(count + v * PC_LANE_WIDTH, n[v]);
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

/* The counts of some of the trials, which are worked side by side. */
STAGE void invert_some(double *count, const double *u, const double *mean, const double *none,
                       uint64_t some)
{
    _Alignas(64) double x[PC_CHUNK], m[PC_CHUNK], e[PC_CHUNK], n[PC_CHUNK];
    uint8_t of[PC_CHUNK];
    size_t n_some = 0;
    for (; some; some &= some - 1, n_some++) {
        const size_t i = (size_t)__builtin_ctzll(some);
        x[n_some] = u[i];
        m[n_some] = mean[i];
        e[n_some] = none[i];
        of[n_some] = (uint8_t)i;
    }
    for (size_t i = n_some; i % (INVERT_SETS * PC_LANE_WIDTH); i++) x[i] = m[i] = e[i] = 0.0;
    if (n_some <= PC_LANE_WIDTH)
        invert_sets(n, x, m, e, 1);
    else
        for (size_t i = 0; i < n_some; i += INVERT_SETS * PC_LANE_WIDTH)
            invert_sets(n + i, x + i, m + i, e + i, INVERT_SETS);
    for (size_t i = 0; i < n_some; i++) count[of[i]] = n[i];
}

/* P(N = 0), P(N <= 1), P(N <= 2): the first sums of terms, a row of each. */
LANE_FN void chances_at(double *out, const double *mean, size_t i, size_t stride)
{
    const lane m = lane_load(mean + i);
    lane term = no_event(m), sum = term;
    lane_store(out + i, sum);
    for (size_t k = 1; k < N_CHANCES; k++) {
        term = term * (m * lane_set(1.0 / (double)k));
        sum = sum + term;
        lane_store(out + k * stride + i, sum);
    }
}

STAGE void first_chances(double *chances, const double *mean)
{
    EACH_LANE(i) chances_at(chances, mean, i, PC_CHUNK);
}

/* The same where they were taken for another mean, which in few trials has changed. (Before
 * the first time they are 0.) */
STAGE void renew_chances(double *chances, const double *mean, const double *before)
{
    enum { FEW = PC_CHUNK / 4 };
    uint64_t moved = 0;
    EACH_LANE(i)
    moved |= (uint64_t)lane_mask_bits(~lane_eq(lane_load(mean + i), lane_load(before + i)) |
                                      lane_eq(lane_load(chances + i), lane_set(0.0)))
             << i;
    if (__builtin_popcountll(moved) > FEW) {
        first_chances(chances, mean);
        return;
    }
    _Alignas(64) double m[FEW], some[N_CHANCES * FEW];
    uint8_t of[FEW];
    size_t n = 0;
    for (; moved; moved &= moved - 1) {
        of[n] = (uint8_t)__builtin_ctzll(moved);
        m[n] = mean[of[n]];
        n++;
    }
    for (size_t i = n; i % PC_LANE_WIDTH; i++) m[i] = 0.0;
    for (size_t i = 0; i < n; i += PC_LANE_WIDTH) chances_at(some, m, i, FEW);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < N_CHANCES; k++)
            chances[k * PC_CHUNK + of[i]] = some[k * FEW + i];
}

/* Counts of the mean whose first chances these are. In most trials it is 0, 1 or 2, and there
 * is nothing to add up. `there`: 0 where nothing happens whatever the mean; NULL: nowhere. */
LANE_FN void invert_row(double *count, const double *u, const double *mean,
                        const double *chances, const double *there)
{
    const lane zero = lane_set(0.0), one = lane_set(1.0), most = lane_set(MOST_UNIFORM);
    const double *last = chances + (N_CHANCES - 1) * PC_CHUNK;
    uint64_t more = 0;
    EACH_LANE(i)
    {
        lane x = lane_min(lane_load(u + i), most), n = zero;
        if (there) x = lane_select(lane_lt(zero, lane_load(there + i)), x, zero);
        for (size_t k = 0; k < N_CHANCES; k++) {
            const mask above = lane_lt(lane_load(chances + k * PC_CHUNK + i), x);
            n = n + lane_select(above, one, zero);
        }
        lane_store(count + i, n);
        more |= (uint64_t)lane_mask_bits(lane_lt(lane_load(last + i), x)) << i;
    }
    if (more) invert_some(count, u, mean, chances, more);
}

/* A large count in parts: Poisson numbers add up to one, and a part's inversion is exact. */
enum { PART_OF_COUNT = 512 };
STAGE void draw_in_parts(const chunk *c, double *count, const double *mean, uint64_t stream,
                         int month, uint32_t index)
{
    const lane zero = lane_set(0.0), most = lane_set((double)PART_OF_COUNT);
    _Alignas(64) double u[PC_CHUNK], part[PC_CHUNK], left[PC_CHUNK], more[PC_CHUNK];
    _Alignas(64) double chances[N_CHANCES * PC_CHUNK];
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
        first_chances(chances, part);
        invert_row(more, u, part, chances, NULL);
        add_row(count, more);
    }
}

/* A month's count of that mean, which may be the same row. */
STAGE void draw_count(const chunk *c, double *count, const double *mean, double dispersion,
                      uint64_t stream, int month, uint32_t index)
{
    if (c->expected) {
        EACH_LANE(i) lane_store(count + i, lane_load(mean + i));
        return;
    }
    if (dispersion <= 0.0 && any_above(mean, (double)PART_OF_COUNT)) {
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
    _Alignas(64) double chances[N_CHANCES * PC_CHUNK], own[PC_CHUNK];
    EACH_LANE(i) lane_store(own + i, lane_load(mean + i)); /* the count may take its place */
    first_chances(chances, own);
    invert_row(count, u, own, chances, NULL);
}

/* Beyond this chance a step is for few. */
#define MOST_COMMON 0.95

/* The sums of terms that invert_sets would meet, for a mean that all trials share. */
STAGE void take_steps(const chunk *c, uint32_t param)
{
    count_steps *steps = c->steps;
    if (steps->of == param + 1) return;
    const double mean = c->params[param][0];
    _Alignas(64) double m[PC_LANE_WIDTH], none[PC_LANE_WIDTH];
    lane_store(m, lane_set(mean));
    lane_store(none, no_event(lane_load(m)));
    double term = none[0], sum = term;
    steps->of = param + 1;
    for (steps->n = 0; steps->n < COUNT_STEPS; steps->n++) {
        steps->upto[steps->n] = sum;
        if (steps->n == 0 || steps->upto[steps->n - 1] < MOST_COMMON)
            steps->n_common = steps->n + 1;
        if (sum >= MOST_UNIFORM) return;
        term = term * (mean * (1.0 / (double)(steps->n + 1)));
        sum = sum + term;
    }
    steps->n = 0; /* too many */
}

/* How many of the steps a uniform is above, in every trial. After the steps that a few percent
 * of them pass, the others are worked one by one. */
LANE_FN void climb_steps(double *count, const double *u, const count_steps *steps)
{
    const lane zero = lane_set(0.0), one = lane_set(1.0), most = lane_set(MOST_UNIFORM);
    const lane last = lane_set(steps->upto[steps->n_common - 1]);
    uint64_t higher = 0;
    EACH_LANE(i)
    {
        const lane x = lane_min(lane_load(u + i), most);
        lane n = zero;
        for (size_t k = 0; k < steps->n_common; k++)
            n = n + lane_select(lane_lt(lane_set(steps->upto[k]), x), one, zero);
        higher |= (uint64_t)lane_mask_bits(lane_lt(last, x)) << i;
        lane_store(count + i, n);
    }
    for (; higher; higher &= higher - 1) {
        const size_t i = (size_t)__builtin_ctzll(higher);
        const double x = u[i] < MOST_UNIFORM ? u[i] : MOST_UNIFORM;
        for (size_t k = steps->n_common; steps->upto[k] < x; k++) count[i] += 1.0;
    }
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
    climb_steps(count, u, c->steps);
}

/* The uniforms of so many lanes of the list. */
LANE_FN void draw_sets(const chunk *c, double *value, const uint64_t *trials,
                       const uint64_t *indices, uint64_t stream, int month, const size_t sets)
{
    const uint32_t key0 = (uint32_t)stream, key1 = (uint32_t)(stream >> 32);
    const ilane base = ilane_set(c->first_trial / 64 * 32);
    ilane trial[PHILOX_SETS], word[PHILOX_SETS][4];
#pragma GCC unroll 4
    for (size_t s = 0; s < sets; s++) {
        ilane index;
        memcpy(&trial[s], trials + s * PC_LANE_WIDTH, sizeof trial[s]);
        memcpy(&index, indices + s * PC_LANE_WIDTH, sizeof index);
        word[s][0] = base + (trial[s] & ilane_set(31));
        word[s][1] = ilane_set((uint64_t)month) + (index << 12);
        word[s][2] = ilane_set(c->order->seed & 0xffffffffu);
        word[s][3] = ilane_set(c->order->seed >> 32);
    }
#pragma GCC unroll 10
    for (uint32_t round = 0; round < 10; round++)
#pragma GCC unroll 4
        for (size_t s = 0; s < sets; s++) philox_round(word[s], key0, key1, round);
#pragma GCC unroll 4
    for (size_t s = 0; s < sets; s++) {
        const mask upper = ilane_meets(trial[s], ilane_set(32));
        const lane first = philox_uniform(word[s][0], word[s][1]);
        const lane second = philox_uniform(word[s][2], word[s][3]);
        lane_store(value + s * PC_LANE_WIDTH, lane_select(upper, second, first));
    }
}

/* Turns the list's addresses into uniforms, several lanes at once. */
STAGE void draw_listed(const chunk *c, draw_list *list, uint64_t stream, int month)
{
    enum { MANY = PHILOX_SETS * PC_LANE_WIDTH, HALF = MANY / 2 };
    for (size_t i = 0; i < list->n; i += MANY) {
        if (list->n - i > HALF)
            draw_sets(c, list->value + i, list->trial + i, list->index + i, stream, month,
                      PHILOX_SETS);
        else
            draw_sets(c, list->value + i, list->trial + i, list->index + i, stream, month,
                      PHILOX_SETS / 2);
    }
}

#endif
