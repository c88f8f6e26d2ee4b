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

/* Steps and segments have no vector form: one value after the other, the same in every lane
 * width. */
LANE_FN lane table_steps(lane u, const pc_table *t)
{
    _Alignas(64) double x[PC_LANE_WIDTH];
    lane_store(x, u);
    for (size_t i = 0; i < PC_LANE_WIDTH; i++) x[i] = pc_table_at(t, x[i]);
    return lane_load(x);
}

/* The row that u falls in, and its local coordinate. */
LANE_FN ilane table_row(lane *t, lane u, const pc_table *table)
{
    const lane one = lane_set(1.0), least = lane_set(0x1p-53);
    const unsigned shift = 52 - table->bits;
    const ilane v = lane_bits(lane_max(lane_min(u, one - u), least));
    const ilane tail = lane_fill(lane_lt(lane_set(0.5), u)) & ilane_set(table->n_pieces);
    const ilane fraction = v & ilane_set(((uint64_t)1 << shift) - 1);
    *t = lane_from_bits(fraction | lane_bits(one)) - one;
    return (v >> shift) - ilane_set((uint64_t)(1023 - 53) << table->bits) + tail;
}

/* The cubics of `rows` at t. */
LANE_FN lane table_cubic(const uint64_t *rows, lane t, const pc_table *table)
{
    lane c[4];
    lane_rows(c, table->coefficients, rows);
    return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
}

LANE_FN lane table_at(lane u, const pc_table *table)
{
    if (!table->coefficients) return table_steps(u, table);
    if (table->n_pieces == 0) return table_triangular(u, table->coefficients);
    lane t;
    const ilane row = table_row(&t, u, table);
    uint64_t rows[PC_LANE_WIDTH];
    memcpy(rows, &row, sizeof rows);
    return table_cubic(rows, t, table);
}

/* Uniforms become values, n of them, a multiple of 64. All rows of 64 are found before the
 * first is read: they reach memory meanwhile, and no vector need be taken apart. */
LANE_FN void table_turn(double *x, size_t n, const pc_table *table)
{
    const pc_table copy = *table; /* no store can change it */
    if (copy.n_pieces == 0) {
        for (size_t i = 0; i < n; i += PC_LANE_WIDTH)
            lane_store(x + i, table_at(lane_load(x + i), &copy));
        return;
    }
    for (double *end = x + n; x < end; x += 64) {
        _Alignas(64) uint64_t rows[64];
        for (size_t i = 0; i < 64; i += PC_LANE_WIDTH) {
            lane t;
            const ilane row = table_row(&t, lane_load(x + i), &copy);
            memcpy(rows + i, &row, sizeof row);
            lane_store(x + i, t);
        }
        for (size_t i = 0; i < 64; i += PC_LANE_WIDTH)
            lane_store(x + i, table_cubic(rows + i, lane_load(x + i), &copy));
    }
}

#endif
