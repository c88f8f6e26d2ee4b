/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of a mixture. Its quantile function jumps where there is a gap between the parts,
 * stays on atoms, and bends where a part begins or ends or has an edge. So u is divided there:
 * each segment is an atom, or a table of its own of the mixture between two such values.
 */
#include "dist/family.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_SEGMENTS = 512 };

typedef struct breaks {
    double at[MOST_SEGMENTS];
    size_t n;
    bool too_many, no_memory;
} breaks;

static void add(breaks *b, double x)
{
    if (!isfinite(x)) return;
    for (size_t i = 0; i < b->n; i++)
        if (b->at[i] == x) return;
    if (b->n == MOST_SEGMENTS)
        b->too_many = true;
    else
        b->at[b->n++] = x;
}

static void add_atoms(breaks *b, const pc_dist *dist, const pc_dist *whole)
{
    pc_arena arena;
    size_t n;
    pc_arena_init(&arena);
    const pc_atom *atoms = pc_dist_atoms(dist, &n, &arena);
    if (!atoms) b->too_many = b->no_memory = true;
    for (size_t i = 0; atoms && i < n && !b->too_many; i++)
        if (atoms[i].value >= whole->low && atoms[i].value <= whole->high)
            add(b, atoms[i].value);
    pc_arena_clear(&arena);
}

static void add_breaks(breaks *b, const pc_dist *dist, const pc_dist *whole)
{
    if (dist->spec.family == PC_MIXTURE) {
        for (size_t i = 0; i < dist->spec.n; i++)
            add_breaks(b, dist->spec.parts[i].dist, whole);
    } else if (dist->is_discrete || dist->is_constant) {
        add_atoms(b, dist, whole);
        return;
    } else if (dist->spec.family == PC_TRIANGULAR) {
        add(b, dist->spec.p[1]);
    }
    add(b, dist->low);
    add(b, dist->high);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void find_breaks(breaks *b, const pc_dist *dist)
{
    b->n = 0;
    b->too_many = b->no_memory = false;
    add_breaks(b, dist, dist);
    qsort(b->at, b->n, sizeof *b->at, by_size);
    size_t kept = 0;
    for (size_t i = 0; i < b->n; i++)
        if (b->at[i] >= dist->low && b->at[i] <= dist->high) b->at[kept++] = b->at[i];
    b->n = kept;
}

bool pc_mixture_is_countable(const pc_dist *dist, bool *no_memory)
{
    breaks b;
    *no_memory = false;
    if (dist->is_discrete) return true;
    find_breaks(&b, dist);
    *no_memory = b.no_memory;
    return !b.too_many;
}

/* The mixture between two values, both left out; false when nothing is there. */
static bool between(pc_dist *out, const pc_dist *dist, double low, double high)
{
    const pc_chance below = pc_mixture_chance(dist, low, false),
                    above = pc_mixture_chance(dist, high, true);
    *out = *dist;
    out->f_min = below.p, out->s_min = below.q;
    out->f_max = above.p, out->s_max = above.q;
    out->span = below.q <= 0.5   ? below.q - above.q
                : above.p <= 0.5 ? above.p - below.p
                                 : 1.0 - (below.p + above.q);
    out->low = low;
    out->high = high;
    return out->span > 0x1p-53 * dist->span;
}

static double weight_at(const pc_dist *dist, double x)
{
    double sum = 0.0;
    for (size_t i = 0; i < dist->spec.n; i++) {
        const pc_dist *part = dist->spec.parts[i].dist;
        double weight = 0.0;
        if (part->spec.family == PC_MIXTURE) {
            weight = weight_at(part, x) / part->span;
        } else if (part->is_discrete || part->is_constant) {
            const pc_chance upto = pc_dist_chance(part, x, false),
                            below = pc_dist_chance(part, x, true);
            weight = upto.p < upto.q ? upto.p - below.p : below.q - upto.q;
        }
        sum += dist->spec.parts[i].weight * weight;
    }
    return sum;
}

typedef struct builder {
    pc_segment *segments;
    size_t n;
    double upto; /* P(X <= the last segment's end) so far, not yet divided by the span */
} builder;

static void add_segment(builder *b, double share, double value, const pc_table *table)
{
    b->segments[b->n++] = (pc_segment) { .begin = b->upto,
                                         .end = b->upto + share,
                                         .value = value,
                                         .table = table ? *table : (pc_table) { 0 } };
    b->upto += share;
}

static bool add_between(builder *b, const pc_dist *dist, double low, double high,
                        pc_arena *arena)
{
    pc_dist part;
    pc_table table;
    if (!(low < high) || !between(&part, dist, low, high)) return true;
    if (!pc_table_build_smooth(&table, &part, arena)) return false;
    add_segment(b, part.span, 0.0, &table);
    return true;
}

/* The ends of all segments are scaled so that the last is 1. */
static void finish(builder *b)
{
    for (size_t i = 0; i < b->n; i++) {
        b->segments[i].begin = i ? b->segments[i - 1].end : 0.0;
        b->segments[i].end = i + 1 < b->n ? b->segments[i].end / b->upto : 1.0;
    }
}

bool pc_mixture_build(pc_table *out, const pc_dist *dist, pc_arena *arena)
{
    breaks edges;
    if (dist->is_discrete) return pc_steps_build(out, dist, arena);
    find_breaks(&edges, dist);
    builder b = { .segments = PC_NEW_ARRAY(arena, pc_segment, 2 * edges.n + 1) };
    if (edges.no_memory) arena->failed = true;
    if (edges.too_many || !b.segments) return false;
    double last = dist->low;
    for (size_t i = 0; i < edges.n; i++) {
        if (!add_between(&b, dist, last, edges.at[i], arena)) return false;
        const double weight = weight_at(dist, edges.at[i]);
        if (weight > 0.0) add_segment(&b, weight, edges.at[i], NULL);
        last = edges.at[i];
    }
    if (!add_between(&b, dist, last, dist->high, arena)) return false;
    finish(&b);
    if (b.n == 1 && b.segments[0].table.coefficients) {
        *out = b.segments[0].table;
        return true;
    }
    *out = (pc_table) { .segments = b.segments, .n_segments = b.n };
    return b.n > 0;
}

double pc_segments_at(const pc_table *table, double u)
{
    size_t low = 0, high = table->n_segments - 1;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (u <= table->segments[middle].end)
            high = middle;
        else
            low = middle + 1;
    }
    const pc_segment *s = &table->segments[low];
    if (!s->table.coefficients) return s->value;
    const double v = (u - s->begin) / (s->end - s->begin);
    return pc_table_at(&s->table, v);
}
