/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The normal distribution function over a lane, without branches, so that every width gives the
 * same bits; included once a vector path.
 *
 *   tail      P(Z > z) = e^(-z^2 / 2) T(t) / (1 + z) for z >= 0, t = (z - 4) / (z + 4) in -1..1
 *             (J. L. Schonfelder, Math. Comp. 32, 1978: that product is nearly constant);
 *             T by its Chebyshev expansion of degree 29, whose rest is below 1e-19
 */
#ifndef PC_MATH_NORMAL_INL
#define PC_MATH_NORMAL_INL

#include "math/elementary.inl"

/* T in powers of t, from the highest; computed with 60 digits (mpmath). */
static const double tail_series[] = {
    0x1.7d49691d5e1e8p-38,  -0x1.1484c789e9980p-36, -0x1.682e5cc6a28acp-34,
    0x1.0cac3391e8594p-33,  0x1.508cd85c9a258p-31,  -0x1.0c5e0a5096e60p-32,
    -0x1.9e68f6a4e7ebdp-29, -0x1.e352766838081p-30, 0x1.6f23e5c0aa5ddp-27,
    0x1.486ae856f33c1p-26,  -0x1.b2f3b72e0347ep-26, -0x1.e72cf3059a914p-24,
    0x1.8b8607fc08664p-28,  0x1.2984a3d57ccf3p-21,  0x1.afd970bae8389p-22,
    -0x1.5edc33f8e6528p-19, -0x1.cc8ca93f069b3p-19, 0x1.c941a1af49c1cp-17,
    0x1.64835f1ce2edfp-16,  -0x1.707bbed7ab4e3p-14, -0x1.8c11ad13e45c3p-14,
    0x1.6c5383350733dp-11,  -0x1.2b7f5e1525abep-12, -0x1.47d5fc74c11ccp-8,
    0x1.25dd720603c8ep-6,   -0x1.07c3c2582b983p-5,  0x1.d4969f10dff3ep-6,
    0x1.cabd72a60f89fp-7,   -0x1.8c18f2086e34ap-4,  0x1.e361ea6fba141p-2,
};

/* e^(-z^2 / 2) with the square in full: its rounding alone would cost 1e-13 far out. */
LANE_FN lane normal_bell(lane z)
{
    const lane most = lane_set(39.0), zero = lane_set(0.0), half = lane_set(-0.5);
    const lane magnitude = lane_abs(z);
    const lane_pair square = pair_product(lane_min(magnitude, most), lane_min(magnitude, most));
    const lane bell = exp_of_sum(half * square.high, half * square.low);
    const lane within = lane_select(lane_lt(magnitude, most), bell, zero);
    return lane_select(lane_eq(z, z), within, z);
}

LANE_FN lane normal_tail_beyond(lane z)
{
    const lane t = (z - lane_set(4.0)) / (z + lane_set(4.0));
    lane sum = lane_set(tail_series[0]);
    for (int i = 1; i < 30; i++) sum = sum * t + lane_set(tail_series[i]);
    const lane tail = normal_bell(z) * sum / (lane_set(1.0) + z);
    return lane_select(lane_lt(lane_set(39.0), z), lane_set(0.0), tail);
}

/* P(Z > z) */
LANE_FN lane normal_tail(lane z)
{
    const lane beyond = normal_tail_beyond(lane_abs(z));
    return lane_select(lane_lt(z, lane_set(0.0)), lane_set(1.0) - beyond, beyond);
}

/* P(Z <= z) as a uniform for a quantile table: never 0 or 1. */
LANE_FN lane normal_uniform(lane z)
{
    const lane least = lane_set(0x1p-53), most = lane_set(1.0 - 0x1p-53);
    return lane_max(lane_min(normal_tail(-z), most), least);
}

#endif
