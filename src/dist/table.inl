/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The value of a quantile table, over a lane; included once a vector path.
 *
 * v = min(u, 1 - u) is exact. Its exponent and highest `bits` fraction bits number the piece,
 * from 2^-53 (the least v that a draw has) up to 1/2, which has a piece of its own with the
 * median; the pieces of the upper tail stand behind those of the lower one. The remaining
 * fraction bits are the local coordinate t, exactly, 0 <= t < 2^-bits. A piece is a row of four
 * coefficients: c0 + t (c1 + t (c2 + t c3)).
 *
 * A triangular distribution bends at its mode, where no cubic follows; it has a square root on
 * either side and needs no pieces (n_pieces = 0, see enum below).
 */
#ifndef PC_DIST_TABLE_INL
#define PC_DIST_TABLE_INL

#include "dist/dist.h"
#include "math/lane.h"

/* The coefficients of a triangular: x = min + sqrt(p scale_min) or max - sqrt(q scale_max),
 * with p = p0 + u span, q = q1 + (1 - u) span of the untruncated distribution; low and high
 * truncate. */
enum {
    TRI_P0,
    TRI_Q1,
    TRI_SPAN,
    TRI_P_MODE,
    TRI_MIN,
    TRI_MAX,
    TRI_SCALE_MIN,
    TRI_SCALE_MAX,
    TRI_LOW,
    TRI_HIGH,
    TRI_N
};

LANE_FN lane table_triangular(lane u, const double *c)
{
    const lane span = lane_set(c[TRI_SPAN]);
    const lane p = lane_set(c[TRI_P0]) + u * span;
    const lane q = lane_set(c[TRI_Q1]) + (lane_set(1.0) - u) * span;
    const lane left = lane_set(c[TRI_MIN]) + lane_sqrt(p * lane_set(c[TRI_SCALE_MIN]));
    const lane right = lane_set(c[TRI_MAX]) - lane_sqrt(q * lane_set(c[TRI_SCALE_MAX]));
    const lane x = lane_select(lane_lt(p, lane_set(c[TRI_P_MODE])), left, right);
    return lane_max(lane_min(x, lane_set(c[TRI_HIGH])), lane_set(c[TRI_LOW]));
}

/* Steps have no vector form: one value after the other, the same in every lane width. */
LANE_FN lane table_steps(lane u, const pc_table *t)
{
    _Alignas(64) double x[PC_LANE_WIDTH];
    lane_store(x, u);
    for (size_t i = 0; i < PC_LANE_WIDTH; i++) x[i] = pc_steps_at(t->steps, x[i]);
    return lane_load(x);
}

LANE_FN lane table_at(lane u, const pc_table *t)
{
    if (t->steps) return table_steps(u, t);
    if (t->n_pieces == 0) return table_triangular(u, t->coefficients);
    const lane one = lane_set(1.0), least = lane_set(0x1p-53);
    const unsigned shift = 52 - t->bits;
    const ilane v = lane_bits(lane_max(lane_min(u, one - u), least));
    const ilane tail = lane_lt(lane_set(0.5), u) & ilane_set(t->n_pieces);
    const ilane piece = (v >> shift) - ilane_set((uint64_t)(1023 - 53) << t->bits) + tail;
    const ilane fraction = v & ilane_set(((uint64_t)1 << shift) - 1);
    const lane x = lane_from_bits(fraction | lane_bits(one)) - one;
    lane c[4];
    lane_rows(c, t->coefficients, piece);
    return c[0] + x * (c[1] + x * (c[2] + x * c[3]));
}

#endif
