/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Building quantile tables: exact quantiles and slopes at the ends of each piece, a cubic
 * through them (Hermite), its slopes limited where it would fall (F. Fritsch and R. Carlson,
 * SIAM J. Numer. Anal. 17, 1980). A piece is measured in its middle, where such a cubic errs
 * most; when one errs too much the pieces are made smaller and everything is built again.
 * Pieces of less than the allowed error need no measuring: they rise from one exact value to
 * the next.
 */
#define PC_LANE_WIDTH 1
#include "dist/table.inl"

#include "dist/family.h"

#include <math.h>
#include <stdalign.h>

enum { FIRST_BITS = 3, MOST_BITS = 10, OCTAVES = 52 };

/* In the middle of a piece; dist.h promises 1e-7 for the rest of the piece. */
static const double most_error = 8e-8;

typedef struct builder {
    const pc_dist *dist;
    double *rows; /* of the tail in work */
    size_t n;     /* pieces of a tail, the median's not counted */
    unsigned bits;
    bool upper;
    pc_near near_node, near_middle;
} builder;

/* Where the octave of piece i begins. */
static double octave_of(const builder *b, size_t i)
{
    return lane_from_bits((uint64_t)(1023 - 53 + (i >> b->bits)) << 52);
}

/* v at the beginning of piece i and a fraction of the way to its end. */
static double v_at(const builder *b, size_t i, double fraction)
{
    const double t = ((double)(i & ((1u << b->bits) - 1)) + fraction) / (double)(1u << b->bits);
    return octave_of(b, i) * (1.0 + t);
}

static pc_point node_at(builder *b, size_t i)
{
    return pc_dist_point(b->dist, v_at(b, i, 0.0), b->upper, &b->near_node);
}

/* The slopes of a cubic that does not turn between its ends. */
static void limit(double rise, double *first, double *last)
{
    const double most = 1e100;
    double a = rise == 0.0 ? 0.0 : *first / rise, b = rise == 0.0 ? 0.0 : *last / rise;
    if (!(a < most)) a = most;
    if (!(b < most)) b = most;
    const double r = a * a + b * b, shrink = r > 9.0 ? 3.0 / lane_sqrt(r) : 1.0;
    *first = shrink * a * rise;
    *last = shrink * b * rise;
}

static double cubic(const double *c, double t)
{
    return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
}

/* Rounding may carry the last value of a piece beyond the next piece's first. */
static void trim(double *c, double next, double width)
{
    const double last = width - 0x1p-52;
    for (int i = 1; i <= 16; i++) {
        const double beyond = cubic(c, last) - next;
        if (next > c[0] ? beyond <= 0.0 : beyond >= 0.0) return;
        c[1] -= i * beyond / width;
    }
    c[1] = c[2] = c[3] = 0.0;
}

/* The cubic in t from one point to another; slopes are in t. */
static void set_piece(double *c, pc_point from, pc_point to, double width)
{
    const double rise = (to.x - from.x) / width;
    double first = from.slope, last = to.slope;
    limit(rise, &first, &last);
    c[0] = from.x;
    c[1] = first;
    c[2] = (3.0 * rise - 2.0 * first - last) / width;
    c[3] = (first + last - 2.0 * rise) / (width * width);
    trim(c, to.x, width);
}

/* |F(Q(u)) - u| at a fraction of the piece, by the density there; doubles beside each other are
 * exact. */
static double error_at(builder *b, size_t i, double fraction)
{
    const double v = v_at(b, i, fraction);
    const pc_point want = pc_dist_point(b->dist, v, b->upper, &b->near_middle);
    const double miss =
        fabs(cubic(b->rows + 4 * i, fraction / (double)(1u << b->bits)) - want.x);
    if (miss <= 4.0 * 0x1p-52 * fabs(want.x) || want.slope == 0.0) return 0.0;
    return miss / want.slope;
}

/* A node inside a span whose cubic in t from 0 to its width is c. */
static pc_point inner_node(const double *c, double t)
{
    return (pc_point) { cubic(c, t), c[1] + t * (2.0 * c[2] + t * 3.0 * c[3]) };
}

/*
 * Pieces begin .. end - 1, a span between two exact nodes; slopes are in t. Near the median a
 * span is one piece. Below 2^-24, where all of v is less than the allowed error, it is half an
 * octave: its cubic is written as those of its pieces, and the build is twice as quick.
 */
static bool build_span(builder *b, size_t begin, size_t end, pc_point from, pc_point to,
                       double *worst)
{
    const double width = 1.0 / (double)(1u << b->bits), octave = octave_of(b, begin);
    double c[4] = { 0 };
    if (end - begin > 1) set_piece(c, from, to, (double)(end - begin) * width);
    for (size_t i = end; i-- > begin;) {
        const pc_point left = i == begin ? from : inner_node(c, (double)(i - begin) * width);
        set_piece(b->rows + 4 * i, left, to, width);
        to = left;
    }
    if (octave * width <= most_error) return true;
    *worst = error_at(b, begin, 0.5);
    return *worst <= most_error;
}

/* One tail, from the median out, so that a table too coarse is given up soon. */
static bool build_tail(builder *b, double *worst)
{
    const double sign = b->upper ? -1.0 : 1.0;
    const size_t half = b->bits ? (size_t)1 << (b->bits - 1) : 1;
    b->near_node = b->near_middle = (pc_near) { 0 };
    pc_point right = node_at(b, b->n);
    right.x = pc_dist_quantile(b->dist, 0.5);
    b->rows[4 * b->n] = right.x;
    for (size_t end = b->n; end > 0;) {
        const size_t begin = end - (octave_of(b, end - 1) < 0x1p-24 ? half : 1);
        const double octave = sign * octave_of(b, begin);
        pc_point left = node_at(b, begin);
        if (sign * (left.x - right.x) > 0.0) left.x = right.x;
        const pc_point from = { left.x, left.slope * octave },
                       to = { right.x, right.slope * octave };
        if (!build_span(b, begin, end, from, to, worst)) return false;
        right = left;
        end = begin;
    }
    return true;
}

static void set_table(pc_table *out, const double *rows, unsigned bits)
{
    *out = (pc_table) { .coefficients = rows,
                        .n_pieces = ((size_t)OCTAVES << bits) + 1,
                        .bits = bits };
}

static double *new_rows(pc_arena *arena, unsigned bits)
{
    const size_t n = 2 * (((size_t)OCTAVES << bits) + 1);
    return pc_arena_alloc(arena, 4 * n, sizeof(double), 64);
}

/* 2^bits pieces an octave; false when they err too much (*worst above most_error). */
static bool build(pc_table *out, const pc_dist *dist, unsigned bits, double *worst,
                  pc_arena *arena)
{
    double *rows = new_rows(arena, bits);
    *worst = 0.0;
    if (!rows) return false;
    builder b = { .dist = dist, .rows = rows, .n = (size_t)OCTAVES << bits, .bits = bits };
    if (!build_tail(&b, worst)) return false;
    b.rows += 4 * (b.n + 1);
    b.upper = true;
    if (!build_tail(&b, worst)) return false;
    set_table(out, rows, bits);
    return true;
}

static bool build_triangular(pc_table *out, const pc_dist *dist, pc_arena *arena)
{
    const double *p = dist->spec.p, width = p[2] - p[0];
    double *c = PC_NEW_ARRAY(arena, double, TRI_N);
    if (!c) return false;
    c[TRI_P0] = dist->f_min;
    c[TRI_Q1] = dist->s_max;
    c[TRI_SPAN] = dist->span;
    c[TRI_P_MODE] = dist->a[0];
    c[TRI_MIN] = p[0];
    c[TRI_MAX] = p[2];
    c[TRI_LOW] = dist->low;
    c[TRI_HIGH] = dist->high;
    c[TRI_SCALE_MIN] = width * (p[1] - p[0]);
    c[TRI_SCALE_MAX] = width * (p[2] - p[1]);
    *out = (pc_table) { .coefficients = c };
    return true;
}

bool pc_table_build(pc_table *out, const pc_dist *dist, pc_arena *arena)
{
    if (dist->spec.family == PC_MIXTURE) return pc_mixture_build(out, dist, arena);
    if (dist->is_discrete) return pc_steps_build(out, dist, arena);
    if (dist->spec.family == PC_TRIANGULAR && !dist->is_constant)
        return build_triangular(out, dist, arena);
    return pc_table_build_smooth(out, dist, arena);
}

bool pc_table_build_smooth(pc_table *out, const pc_dist *dist, pc_arena *arena)
{
    /* Straight lines need one piece an octave. */
    const bool is_line = dist->is_constant || dist->spec.family == PC_UNIFORM;
    for (unsigned bits = is_line ? 0 : FIRST_BITS; bits <= MOST_BITS; bits++) {
        double worst;
        if (build(out, dist, bits, &worst, arena)) return true;
        if (arena->failed) return false;
        /* The error falls with the fourth power of the width. */
        for (; worst > 16.0 * most_error && bits < MOST_BITS; worst /= 16.0) bits++;
    }
    return false;
}

double pc_table_at(const pc_table *table, double u)
{
    if (table->steps) return pc_steps_at(table->steps, u);
    if (table->segments) return pc_segments_at(table, u);
    return table_at(u, table);
}
