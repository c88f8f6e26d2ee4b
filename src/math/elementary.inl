/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * exp, log and pow over a lane, without branches, so that every width gives the same bits.
 *
 *   exp(x)  x = n ln 2 + r, |r| <= ln 2 / 2; e^r = 1 + r + r^2 P(r), P by its Taylor series
 *   log(x)  x = 2^k m, m in [sqrt(1/2), sqrt 2); s = (m - 1)/(m + 1); log m = 2 atanh s by
 * series pow     exp(y log x), with log x and the product as sums of two doubles
 *
 * Errors measured against 40-digit references: tests/unit/math/elementary.c.
 */
#ifndef PC_MATH_ELEMENTARY_INL
#define PC_MATH_ELEMENTARY_INL

#include "math/pair.inl"

LANE_FN lane_pair pair_times(lane_pair a, lane_pair b)
{
    const lane_pair product = pair_product(a.high, b.high);
    return pair_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

#define LN2_HIGH 0x1.62e42feep-1       /* 33 bits: its products with exponents are exact */
#define LN2_LOW  0x1.a39ef35793c76p-33 /* ln 2 - LN2_HIGH */

/* Coefficients r^2 .. r^13 of e^r, from the highest. */
static const double exp_series[] = {
    1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0,
    1.0 / 362880.0,     1.0 / 40320.0,     1.0 / 5040.0,     1.0 / 720.0,
    1.0 / 120.0,        1.0 / 24.0,        1.0 / 6.0,        1.0 / 2.0,
};

/* e^(x + low), low far below x's last place times a thousand; x may be anything but NaN. */
LANE_FN lane exp_of_sum(lane x, lane low)
{
    const lane least = lane_set(-746.0), most = lane_set(710.0);
    const lane bounded = lane_max(lane_min(x, most), least);
    low = lane_select(lane_eq(bounded, x), low, lane_set(0.0));
    const lane magic = lane_set(0x1.8p52); /* adding it rounds to a whole number */
    const lane shifted = bounded * lane_set(0x1.71547652b82fep0) + magic;
    const lane n = shifted - magic;
    const lane high = bounded - n * lane_set(LN2_HIGH);
    const lane rest = n * lane_set(LN2_LOW) - low;
    const lane r = high - rest;
    const lane lost = (high - r) - rest;
    lane series = lane_set(exp_series[0]);
#pragma GCC unroll 11
    for (int i = 1; i < 12; i++) series = series * r + lane_set(exp_series[i]);
    const lane result = lane_set(1.0) + (r + (lost + r * r * series));
    /* 2^n in two factors: n reaches -1076 and 1024, beyond what one can hold. */
    const ilane doubled = lane_bits(shifted) - lane_bits(magic) + ilane_set(2046);
    const ilane half = doubled >> 1;
    return result * lane_from_bits(half << 52) * lane_from_bits((doubled - half) << 52);
}

LANE_FN lane lane_exp(lane x)
{
    return lane_select(lane_eq(x, x), exp_of_sum(x, lane_set(0.0)), x);
}

/* x = 2^k m for positive finite x, subnormal ones too. */
LANE_FN lane log_reduce(lane x, lane *k)
{
    const mask tiny = lane_lt(x, lane_set(0x1p-1022));
    const ilane bits = lane_bits(lane_select(tiny, x * lane_set(0x1p54), x));
    /* Counted from sqrt(1/2), so that m straddles 1. */
    const ilane from = bits - ilane_set(0x3fe6a09e667f3bcd);
    const ilane exponent = ((from >> 52) + ilane_set(0x800)) & ilane_set(0xfff);
    /* exponent holds k + 2048 (modulo 4096); as a double through the bits of 2^52. */
    *k = lane_from_bits(exponent | ilane_set(0x4330000000000000)) - lane_set(0x1p52 + 2048.0);
    *k = *k - lane_select(tiny, lane_set(54.0), lane_set(0.0));
    return lane_from_bits((from & ilane_set(0x000fffffffffffff)) +
                          ilane_set(0x3fe6a09e667f3bcd));
}

/* Coefficients of (atanh(s) / s - 1) / s^2 - 1/3 in s^2, from the highest: 1/23 .. 1/5. */
static const double atanh_series[] = {
    1.0 / 23.0, 1.0 / 21.0, 1.0 / 19.0, 1.0 / 17.0, 1.0 / 15.0,
    1.0 / 13.0, 1.0 / 11.0, 1.0 / 9.0,  1.0 / 7.0,  1.0 / 5.0,
};

LANE_FN lane atanh_tail(lane s2)
{
    lane series = lane_set(atanh_series[0]);
#pragma GCC unroll 9
    for (int i = 1; i < 10; i++) series = series * s2 + lane_set(atanh_series[i]);
    return series;
}

/* What log gives at 0 (-inf), below (NaN), at infinity and NaN (themselves). */
LANE_FN lane log_special(lane x, lane result)
{
    const lane zero = lane_set(0.0), infinity = lane_from_bits(ilane_set(0x7ff0000000000000));
    const lane undefined = lane_from_bits(ilane_set(0x7ff8000000000000));
    result = lane_select(lane_lt(x, infinity), result, x);
    result = lane_select(lane_eq(x, zero), zero - infinity, result);
    return lane_select(lane_lt(x, zero), undefined, result);
}

LANE_FN lane lane_log(lane x)
{
    lane k;
    const lane f = log_reduce(x, &k) - lane_set(1.0);
    const lane s = f / (lane_set(2.0) + f), s2 = s * s;
    const lane half_square = lane_set(0.5) * f * f;
    /* log(1 + f) = f - f^2/2 + s (f^2/2 + R): f is exact and leads (Ng, fdlibm). */
    const lane series = lane_set(2.0) * s2 * (lane_set(1.0 / 3.0) + s2 * atanh_tail(s2));
    const lane rest = s * (half_square + series) + k * lane_set(LN2_LOW);
    return log_special(x, k * lane_set(LN2_HIGH) - ((half_square - rest) - f));
}

/* log x as a sum, relative error about 2^-64, for positive finite x. */
LANE_FN lane_pair log_pair(lane x)
{
    lane k;
    const lane m = log_reduce(x, &k), one = lane_set(1.0);
    const lane f = m - one, g = m + one, g_lost = m - (g - one);
    const lane s = f / g;
    const lane_pair back = pair_product(s, g);
    const lane s_low = (((f - back.high) - back.low) - s * g_lost) / g;
    const lane_pair quotient = { s, s_low }, square = pair_times(quotient, quotient);
    const lane_pair third = { lane_set(0x1.5555555555555p-2), lane_set(0x1.5555555555555p-56) };
    const lane_pair sum = pair_times(square, third);
    const lane tail = square.high * square.high * atanh_tail(square.high);
    const lane_pair curve = pair_sum(sum.high, sum.low + tail);
    const lane_pair twice = { s + s, s_low + s_low };
    const lane_pair bend = pair_times(twice, curve);
    const lane_pair lead = pair_sum(twice.high, bend.high);
    const lane_pair log_m = pair_sum(lead.high, lead.low + (twice.low + bend.low));
    const lane_pair whole = pair_sum(k * lane_set(LN2_HIGH), log_m.high);
    const lane_pair sum_k = { whole.high, whole.low + (log_m.low + k * lane_set(LN2_LOW)) };
    const mask no_k = lane_eq(k, lane_set(0.0));
    return (lane_pair) { lane_select(no_k, log_m.high, sum_k.high),
                         lane_select(no_k, log_m.low, sum_k.low) };
}

/* |x|^y for |x| positive and finite. Beyond 2^65 an exponent gives 0, 1 or infinity only. */
LANE_FN lane pow_magnitude(lane magnitude, lane y)
{
    const lane most = lane_set(0x1p65);
    const lane exponent = lane_max(lane_min(y, most), -most);
    const lane_pair log_x = log_pair(magnitude);
    const lane_pair product = pair_product(exponent, log_x.high);
    return exp_of_sum(product.high, product.low + exponent * log_x.low);
}

/* All special cases of C11 annex F.10.4.4: pow(x, 0) = pow(1, y) = 1 even for NaN; a negative
 * base has a power only for whole exponents, and its sign for odd ones. */
LANE_FN lane lane_pow(lane x, lane y)
{
    const lane zero = lane_set(0.0), one = lane_set(1.0), half = lane_set(0.5);
    const lane infinity = lane_from_bits(ilane_set(0x7ff0000000000000));
    const lane undefined = lane_from_bits(ilane_set(0x7ff8000000000000));
    const lane magnitude = lane_abs(x);
    const mask is_zero = lane_eq(magnitude, zero), is_infinite = lane_eq(magnitude, infinity);
    const mask rises = (is_zero & lane_lt(y, zero)) | (is_infinite & lane_lt(zero, y));
    lane result = pow_magnitude(magnitude, y);
    result = lane_select(is_zero | is_infinite, zero, result);
    result = lane_select(rises, infinity, result);
    const mask whole = lane_eq(lane_round(y), y);
    const mask odd = whole & ~lane_eq(lane_round(y * half), y * half);
    const ilane sign = lane_bits(x) & ilane_set(0x8000000000000000) & lane_fill(odd);
    result = lane_from_bits(lane_bits(result) | sign);
    const mask negative = lane_lt(x, zero) & ~is_infinite;
    result = lane_select(negative & ~whole, undefined, result);
    result = lane_select(lane_eq(x, x) & lane_eq(y, y), result, undefined);
    return lane_select(lane_eq(y, zero) | lane_eq(x, one), one, result);
}

#endif
