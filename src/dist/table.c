/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Building quantile tables: exact quantiles and slopes at the ends of each piece, a cubic
 * through them (Hermite), its slopes limited where it would fall (F. Fritsch and R. Carlson,
 * SIAM J. Numer. Anal. 17, 1980). A span of pieces with one cubic is measured in its middle,
 * where such a cubic errs most; when a single piece errs too much the pieces are made smaller
 * and everything is built again. What has less probability than the allowed error needs no
 * measuring: it rises from one exact value to the next.
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
    pc_near near; /* the last node */
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
    return pc_dist_point(b->dist, v_at(b, i, 0.0), b->upper, &b->near);
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

/* A node inside a span whose cubic in t from 0 to its width is c. */
static pc_point inner_node(const double *c, double t)
{
    return (pc_point) { cubic(c, t), c[1] + t * (2.0 * c[2] + t * 3.0 * c[3]) };
}

/* |F(Q(u)) - u| in the middle of pieces begin .. end - 1, by the density there. Doubles beside
 * each other are as near as a piece can be, and leave no room for a wider span. Called when the
 * last node was the span's begin. */
static double error_of(const builder *b, size_t begin, size_t end)
{
    const size_t n = end - begin, middle = begin + n / 2;
    const double fraction = n == 1 ? 0.5 : 0.0;
    const double got = cubic(b->rows + 4 * middle, fraction / (double)(1u << b->bits));
    pc_near near = b->near;
    const pc_point want = pc_dist_point(b->dist, v_at(b, middle, fraction), b->upper, &near);
    const double miss = fabs(got - want.x);
    if (miss == 0.0 || want.slope == 0.0) return 0.0;
    const bool is_beside = miss <= 4.0 * 0x1p-52 * fabs(want.x);
    return n == 1 && is_beside ? 0.5 * most_error : miss / want.slope;
}

/* Pieces begin .. end - 1 between two exact nodes, slopes in t: one cubic, written as those of
 * its pieces. */
static void set_span(builder *b, size_t begin, size_t end, pc_point from, pc_point to)
{
    const double width = 1.0 / (double)(1u << b->bits);
    double c[4] = { 0 };
    if (end - begin > 1) set_piece(c, from, to, (double)(end - begin) * width);
    for (size_t i = end; i-- > begin;) {
        const pc_point left = i == begin ? from : inner_node(c, (double)(i - begin) * width);
        set_piece(b->rows + 4 * i, left, to, width);
        to = left;
    }
}

/* The span that ends before piece `end`, between its begin and `right`. *right becomes its
 * begin. @return its error, 0 where all of v is less than the allowed one */
static double build_span(builder *b, size_t begin, size_t end, pc_point *right)
{
    const double sign = b->upper ? -1.0 : 1.0, octave = octave_of(b, begin);
    pc_point left = node_at(b, begin);
    if (sign * (left.x - right->x) > 0.0) left.x = right->x;
    const pc_point from = { left.x, sign * octave * left.slope },
                   to = { right->x, sign * octave * right->slope };
    set_span(b, begin, end, from, to);
    *right = left;
    const double width = (double)(end - begin) / (double)(1u << b->bits);
    return octave * width <= most_error ? 0.0 : error_of(b, begin, end);
}

/*
 * One tail, from the median out, so that a table too coarse is given up soon. Half as far out
 * an octave holds half the probability, and less of it may be missed, so the spans between
 * exact nodes widen, up to an octave: twice as wide errs 16 times as much in the same octave.
 */
static bool build_tail(builder *b, double *worst)
{
    b->near = (pc_near) { 0 };
    pc_point right = node_at(b, b->n);
    right.x = pc_dist_quantile(b->dist, 0.5);
    b->rows[4 * b->n] = right.x;
    size_t span = 1;
    for (size_t end = b->n; end > 0;) {
        const pc_point last = right;
        const pc_near near = b->near;
        *worst = build_span(b, end - span, end, &right);
        if (*worst > most_error) {
            if (span == 1) return false;
            span /= 2;
            right = last;
            b->near = near;
            continue;
        }
        end -= span;
        const bool fits = end % (2 * span) == 0 && 2 * span <= (size_t)1 << b->bits;
        if (fits && *worst < most_error / 24.0) span *= 2;
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
