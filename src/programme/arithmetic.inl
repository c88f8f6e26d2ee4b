/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arithmetic of ledger entries, written once over a lane (math/lane.h): at width 1 for
 * deterministic cases and explanations, wider in the simulation. Amounts are whole minor units.
 */
#ifndef PC_PROGRAMME_ARITHMETIC_INL
#define PC_PROGRAMME_ARITHMETIC_INL

#include "math/pair.inl"

/* An entry: amount times a rate that is no written decimal, rounded once. */
LANE_FN lane lane_round_product(lane amount, lane rate)
{
    return lane_round(amount * rate);
}

/*
 * round(dividend / base), ties to even, exact for whole numbers whose quotient is below 2^52.
 * The rounded quotient is at most one off; the exact remainder dividend - quotient * base
 * corrects it and decides ties.
 */
LANE_FN lane lane_round_quotient(lane_pair dividend, lane base)
{
    const lane zero = lane_set(0.0), one = lane_set(1.0), half = lane_set(0.5);
    const lane quotient = lane_round(dividend.high / base);
    const lane_pair whole = pair_product(quotient, base);
    const lane remainder = (dividend.high - whole.high) + (dividend.low - whole.low);
    const lane half_base = base * half;
    const mask odd = ~lane_eq(lane_round(quotient * half), quotient * half);
    const mask tie = lane_eq(lane_abs(remainder), half_base) & odd;
    const mask up = lane_lt(half_base, remainder) | (tie & lane_lt(zero, remainder));
    const mask down = lane_lt(remainder, zero - half_base) | (tie & lane_lt(remainder, zero));
    return quotient + lane_select(up, one, zero) - lane_select(down, one, zero);
}

/* round(amount * digits / base), ties to even, exact for whole numbers below 2^52 whose
 * quotient is below 2^52: the rate 0.125 is 125 / 1000. */
LANE_FN lane lane_round_rate(lane amount, lane digits, lane base)
{
    return lane_round_quotient(pair_product(amount, digits), base);
}

/* A ratio of sums; nothing below it is undefined (NaN), never infinite. */
LANE_FN lane lane_ratio(lane above, lane below)
{
    const lane undefined = lane_from_bits(ilane_set(0x7ff8000000000000));
    return lane_select(lane_eq(below, lane_set(0.0)), undefined, above / below);
}

/* 1 where m, else 0. */
LANE_FN lane lane_truth(mask m)
{
    return lane_select(m, lane_set(1.0), lane_set(0.0));
}

#endif
