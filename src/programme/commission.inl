/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a commission plan pays, written once over a lane (math/lane.h): at width 1 for
 * explanations and deterministic cases, wider in the simulation. docs/model/commission.md
 *
 * Amounts are whole minor units below 2^52, and so is every entry: it is rounded once, half to
 * even. Each element of a lane is one trial with rates and thresholds of its own.
 *
 *   marginal M(X)     = sum over bands of r_i max(0, min(X, b_i+1) - b_i), b_n+1 = infinity
 *   retroactive R(X)  = r_k X with b_k <= X < b_k+1
 *   an entry of a     = round(P(X + a)) - round(P(X)), where X is what the window held before:
 *                       a window's entries sum to round(P(total)) in any order of its deals
 */
#ifndef PC_PROGRAMME_COMMISSION_INL
#define PC_PROGRAMME_COMMISSION_INL

#include "programme/arithmetic.inl"

/* Rates are fractions (base 0), or, where they were all written as decimals, whole digits over
 * one base, the same in every trial: 0.125 is 125 of base 1000. Then entries are exact. */
typedef struct pay_rate {
    lane value;
    double base;
} pay_rate;

/* Bands in rising order. A band is [from, next from), or (from, next from] with `lower`. The
 * first `from` is 0, but above 0 for an accelerator, which adds nothing below. */
typedef struct pay_bands {
    size_t n;
    const lane *from; /* whole minor units */
    const lane *rate; /* as pay_rate's value */
    double base;      /* as pay_rate's */
    bool lower;
} pay_bands;

/* A rate written digits / 10^places, on the base of the others. */
LANE_FN lane pay_on_base(double digits, double own_base, double base)
{
    return lane_set(digits * (base / own_base));
}

/* ---- one rate ---- */

/* The commission on an amount: flat, by tier, or any rate that was looked up. */
LANE_FN lane pay_flat(lane amount, pay_rate rate)
{
    if (rate.base == 0) return lane_round_product(amount, rate.value);
    return lane_round_rate(amount, rate.value, lane_set(rate.base));
}

/* So many events at an amount each. */
LANE_FN lane pay_fixed(lane events, lane amount)
{
    return events * lane_round(amount);
}

/* rate[i] where tier is i. */
LANE_FN lane pay_by_tier(lane tier, const lane *rate, size_t n)
{
    lane found = rate[0];
    for (size_t i = 1; i < n; i++)
        found = lane_select(lane_eq(tier, lane_set((double)i)), rate[i], found);
    return found;
}

/* ---- bands ---- */

/* Whether an amount is in the band that begins at `from`, or in a higher one. */
LANE_FN mask pay_reaches(lane amount, lane from, bool lower)
{
    return lower ? lane_lt(from, amount) : lane_le(from, amount);
}

/* The part of an amount that lies in band i. */
LANE_FN lane pay_slice(lane amount, const pay_bands *bands, size_t i)
{
    const lane upto = i + 1 < bands->n ? lane_min(amount, bands->from[i + 1]) : amount;
    return lane_max(upto - bands->from[i], lane_set(0.0));
}

/* M(X), before it is rounded; for bands without a base. */
LANE_FN lane pay_marginal_sum(lane cumulative, const pay_bands *bands)
{
    lane owed = lane_set(0.0);
    for (size_t i = 0; i < bands->n; i++)
        owed += bands->rate[i] * pay_slice(cumulative, bands, i);
    return owed;
}

/* round(M(X)). */
LANE_FN lane pay_marginal(lane cumulative, const pay_bands *bands)
{
    if (bands->base == 0) return lane_round(pay_marginal_sum(cumulative, bands));
    lane_pair owed = { lane_set(0.0), lane_set(0.0) };
    for (size_t i = 0; i < bands->n; i++)
        owed = pair_add(owed, pair_product(pay_slice(cumulative, bands, i), bands->rate[i]));
    return lane_round_quotient(owed, lane_set(bands->base));
}

/* The rate of the band that an amount is in. */
LANE_FN pay_rate pay_band_rate(lane amount, const pay_bands *bands)
{
    lane rate = bands->rate[0];
    for (size_t i = 1; i < bands->n; i++)
        rate = lane_select(pay_reaches(amount, bands->from[i], bands->lower), bands->rate[i],
                           rate);
    return (pay_rate) { rate, bands->base };
}

/* round(R(X)); of one deal's amount: a slab. */
LANE_FN lane pay_retroactive(lane cumulative, const pay_bands *bands)
{
    return pay_flat(cumulative, pay_band_rate(cumulative, bands));
}

/* round(r(X) X), r straight between the points (from_i, rate_i) and level behind the last. */
LANE_FN lane pay_interpolated(lane cumulative, const pay_bands *bands)
{
    lane rate = bands->rate[0];
    for (size_t i = 0; i < bands->n; i++) {
        const bool last = i + 1 == bands->n;
        const lane beyond = cumulative - bands->from[i];
        const lane slope = last ? lane_set(0.0)
                                : (bands->rate[i + 1] - bands->rate[i]) /
                                      (bands->from[i + 1] - bands->from[i]);
        rate =
            lane_select(lane_le(lane_set(0.0), beyond), bands->rate[i] + slope * beyond, rate);
    }
    const lane owed = cumulative * rate;
    return lane_round(bands->base == 0 ? owed : owed / lane_set(bands->base));
}

/* An attainment's threshold: a multiple of the target, in whole minor units. With such bands
 * it is paid as marginal or retroactive ones. */
LANE_FN lane pay_threshold(lane target, lane multiple)
{
    return lane_round(target * multiple);
}

/* ---- an entry in a window ---- */

LANE_FN lane pay_marginal_entry(lane before, lane amount, const pay_bands *bands)
{
    return pay_marginal(before + amount, bands) - pay_marginal(before, bands);
}

/* Less than 0 where rates fall. */
LANE_FN lane pay_retroactive_entry(lane before, lane amount, const pay_bands *bands)
{
    return pay_retroactive(before + amount, bands) - pay_retroactive(before, bands);
}

LANE_FN lane pay_interpolated_entry(lane before, lane amount, const pay_bands *bands)
{
    return pay_interpolated(before + amount, bands) - pay_interpolated(before, bands);
}

/* ---- limits ---- */

/* What is left of an entry when all of a window together may be at most `cap`; `before` is what
 * the window's entries came to without the cap. Of a deal: before 0. A SPIFF's budget is such a
 * cap on all partners together. */
LANE_FN lane pay_capped(lane before, lane entry, lane cap)
{
    return lane_min(before + entry, cap) - lane_min(before, cap);
}

/* What is added at the close of a window so that it holds the floor; of a deal: accrued is its
 * entry. */
LANE_FN lane pay_guarantee(lane accrued, lane floor)
{
    return lane_max(floor - accrued, lane_set(0.0));
}

/* ---- bonus ---- */

/* What a multiplier adds to an entry; 1.25 is 125 of base 100. */
LANE_FN lane pay_multiplied(lane entry, pay_rate multiplier)
{
    return pay_flat(entry, multiplier) - entry;
}

/* ---- components of one plan ---- */

/* Keeps the highest entry, of equal ones the first; the others become 0. */
LANE_FN void pay_exclusive(lane *entry, size_t n)
{
    const lane zero = lane_set(0.0);
    lane best = entry[0];
    for (size_t i = 1; i < n; i++) best = lane_max(best, entry[i]);
    mask open = lane_eq(zero, zero);
    for (size_t i = 0; i < n; i++) {
        const mask kept = open & lane_eq(entry[i], best);
        entry[i] = lane_select(kept, entry[i], zero);
        open &= ~kept;
    }
}

/* Together at most `limit`: the first take what they have, the later ones what is left. */
LANE_FN void pay_together(lane *entry, size_t n, lane limit)
{
    lane before = lane_set(0.0);
    for (size_t i = 0; i < n; i++) {
        const lane whole = entry[i];
        entry[i] = pay_capped(before, whole, limit);
        before += whole;
    }
}

#endif
