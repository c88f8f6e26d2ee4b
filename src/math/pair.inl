/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact sums and products of doubles, as pairs; included once a vector path. */
#ifndef PC_MATH_PAIR_INL
#define PC_MATH_PAIR_INL

#include "math/lane.h"

/* A sum of two doubles, |low| at most half a unit in the last place of high (about). */
typedef struct lane_pair {
    lane high, low;
} lane_pair;

/* a + b for |a| >= |b| (Dekker 1971). */
LANE_FN lane_pair pair_sum(lane a, lane b)
{
    const lane high = a + b;
    return (lane_pair) { high, b - (high - a) };
}

/* a + b; exact for pairs of whole numbers whose sums stay below 2^100: the error of the high
 * parts' sum (Knuth's) and the low parts are then whole numbers far below 2^53. */
LANE_FN lane_pair pair_add(lane_pair a, lane_pair b)
{
    const lane high = a.high + b.high, part = high - a.high;
    const lane error = (a.high - (high - part)) + (b.high - part);
    return pair_sum(high, error + (a.low + b.low));
}

/* a b exactly, for |a|, |b| below 2^500 (Dekker 1971, Veltkamp's split). */
LANE_FN lane_pair pair_product(lane a, lane b)
{
    const lane splitter = lane_set(134217729.0); /* 2^27 + 1 */
    const lane split_a = splitter * a, split_b = splitter * b;
    const lane a1 = split_a - (split_a - a), b1 = split_b - (split_b - b);
    const lane a2 = a - a1, b2 = b - b1, product = a * b;
    return (lane_pair) { product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2 };
}

#endif
