/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Share of an input: the sum over its draws of r^2, over that of all inputs; r is Spearman's
 * rank correlation with the figure, r^2 is lessened by what chance gives, (1 - r^2) / (n - 2).
 *
 * Standard errors by the influence of each trial. With F and G the shares of trials below a
 * value (ties half), f = F - 1/2, g = G - 1/2, C = mean(f g), V = mean(f^2), W = mean(g^2):
 *
 *   r = C / sqrt(V W)
 *   influence on C   f g + S(x) + S(y) - 3 C,  S(x) = mean of g over trials above x (ties half)
 *   influence on V   f^2 + 2 T(x) - 3 V,       T(x) = mean of f over trials above x
 *
 * The influence on a share follows by the chain rule, the variance is the mean square over n.
 * Near r = 0 the square bends: the second term, 2 var(r)^2, is added.
 */
#include "stats/drivers.h"

#include "math/math.h"

#include <string.h>

/* ---- Ranks ---- */

/* A number that sorts as the value does; -0 and 0 are one. */
static uint64_t key_of(double value)
{
    uint64_t bits;
    value += 0.0;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

/* One pass of a radix sort; false when all have the same digit. */
static bool sort_by_digit(pc_rank_work *w, size_t from, size_t n, unsigned shift)
{
    enum { DIGITS = 2048 };
    uint16_t at[DIGITS] = { 0 };
    const uint64_t *keys = w->keys[from];
    for (size_t i = 0; i < n; i++) at[keys[i] >> shift & (DIGITS - 1)]++;
    if (at[keys[0] >> shift & (DIGITS - 1)] == n) return false;
    for (size_t d = 0, sum = 0; d < DIGITS; d++) {
        const size_t count = at[d];
        at[d] = (uint16_t)sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++) {
        const size_t to = at[keys[i] >> shift & (DIGITS - 1)]++;
        w->keys[1 - from][to] = keys[i];
        w->ids[1 - from][to] = w->ids[from][i];
    }
    return true;
}

void pc_rank(pc_ranks *out, const double *values, size_t n, pc_rank_work *work)
{
    size_t from = 0;
    out->n = n;
    out->has_ties = false;
    for (size_t i = 0; i < n; i++) {
        work->keys[0][i] = key_of(values[i]);
        work->ids[0][i] = (uint16_t)i;
    }
    for (unsigned shift = 0; shift < 64 && n; shift += 11)
        if (sort_by_digit(work, from, n, shift)) from = 1 - from;
    const uint64_t *keys = work->keys[from];
    memcpy(out->order, work->ids[from], n * sizeof *out->order);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && keys[end] == keys[i];) end++;
        for (size_t k = i; k < end; k++) out->rank2[out->order[k]] = (uint16_t)(i + end);
        out->has_ties |= end > i + 1;
    }
}

void pc_rank_part(pc_ranks *out, const pc_ranks *whole, const uint16_t *place, size_t n)
{
    size_t at = 0;
    out->n = n;
    out->has_ties = false;
    for (size_t i = 0; i < whole->n;) {
        const size_t begin = at;
        const uint16_t level = whole->rank2[whole->order[i]];
        for (; i < whole->n && whole->rank2[whole->order[i]] == level; i++)
            if (place[whole->order[i]] != PC_RANK_NONE)
                out->order[at++] = place[whole->order[i]];
        for (size_t k = begin; k < at; k++) out->rank2[out->order[k]] = (uint16_t)(begin + at);
        out->has_ties |= at > begin + 1;
    }
}

/* ---- One draw ---- */

static void centre(double *f, const pc_ranks *ranks)
{
    const double per = 0.5 / (double)ranks->n;
    for (size_t i = 0; i < ranks->n; i++) f[i] = ranks->rank2[i] * per - 0.5;
}

static double mean_product(const double *f, const double *g, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += f[i] * g[i];
    return sum / (double)n;
}

/* out[i] += factor times the mean of g over the trials above i in that order, ties half. */
static void add_above(double *out, const pc_ranks *ranks, const double *g, double factor)
{
    const size_t n = ranks->n;
    const double per = factor / (double)n;
    double above = 0;
    for (size_t i = n; i > 0;) {
        size_t begin = i - 1;
        double level = g[ranks->order[begin]];
        const uint16_t rank2 = ranks->rank2[ranks->order[begin]];
        while (begin > 0 && ranks->rank2[ranks->order[begin - 1]] == rank2)
            level += g[ranks->order[--begin]];
        for (size_t k = begin; k < i; k++) out[ranks->order[k]] += (above + 0.5 * level) * per;
        above += level;
        i = begin;
    }
}

typedef struct side {
    const pc_ranks *ranks;
    double *f, variance;
    double *influence; /* on the variance, over it */
} side;

static void weigh(side *s)
{
    const size_t n = s->ranks->n;
    centre(s->f, s->ranks);
    s->variance = mean_product(s->f, s->f, n);
    memset(s->influence, 0, n * sizeof *s->influence);
    if (!s->ranks->has_ties || !(s->variance > 0)) return; /* without ties it is a constant */
    add_above(s->influence, s->ranks, s->f, 2);
    for (size_t i = 0; i < n; i++)
        s->influence[i] = (s->influence[i] + s->f[i] * s->f[i]) / s->variance - 3;
}

/* r, with the influence of each trial on it in e. */
static double correlate(double *e, const side *x, const side *y)
{
    const size_t n = x->ranks->n;
    const double scale = pc_sqrt(x->variance * y->variance);
    if (!(scale > 0)) {
        memset(e, 0, n * sizeof *e);
        return 0;
    }
    const double c = mean_product(x->f, y->f, n), r = c / scale;
    for (size_t i = 0; i < n; i++) e[i] = x->f[i] * y->f[i] - 3 * c;
    add_above(e, x->ranks, y->f, 1);
    add_above(e, y->ranks, x->f, 1);
    for (size_t i = 0; i < n; i++)
        e[i] = e[i] / scale - 0.5 * r * (x->influence[i] + y->influence[i]);
    return r;
}

/* ---- Inputs ---- */

typedef struct square {
    double value;  /* sum of r^2, lessened */
    double raw;    /* sum of r^2 */
    double curved; /* sum of 2 var(r)^2 */
} square;

/* The sum over an input's draws; their influence in total. */
static square add_up(double *total, const pc_driver_in *input, const side *y, double *work)
{
    const size_t n = y->ranks->n;
    const double trials = (double)n;
    double *e = work + 2 * n;
    square s = { 0 };
    memset(total, 0, n * sizeof *total);
    for (size_t k = 0; k < input->n; k++) {
        side x = { .ranks = &input->columns[k], .f = work, .influence = work + n };
        weigh(&x);
        const double r = correlate(e, &x, y), variance = mean_product(e, e, n) / trials;
        for (size_t i = 0; i < n; i++) total[i] += 2 * r * e[i];
        s.raw += r * r;
        s.value += r * r - (1 - r * r) / (trials - 2);
        s.curved += 2 * variance * variance;
    }
    if (s.value < 0) s.value = 0;
    return s;
}

/* part / whole, given each trial's influence on both. */
static pc_figure ratio(const double *part, const double *whole, square p, square w, size_t n)
{
    const double share = p.value / w.value, trials = (double)n;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        const double e = part[i] - share * whole[i];
        sum += e * e;
    }
    const double bent =
        p.curved * (1 - share) * (1 - share) + (w.curved - p.curved) * share * share;
    return (pc_figure) { share, pc_sqrt(sum / (trials * trials) + bent) / w.value };
}

size_t pc_drivers_work(size_t n_inputs, size_t n_trials)
{
    return (n_inputs + 7) * n_trials;
}

static void add_to(double *sum, const double *e, square *of, square s, size_t n)
{
    for (size_t i = 0; i < n; i++) sum[i] += e[i];
    of->value += s.value;
    of->raw += s.raw;
    of->curved += s.curved;
}

double pc_drivers_of(pc_figure *shares, pc_figure *assumed, const pc_ranks *y,
                     const pc_driver_in *inputs, size_t n_inputs, double *work)
{
    const size_t n = y->n;
    double *whole = work, *part = work + n, *rest = work + 2 * n, *each = work + 7 * n;
    side of_y = { .ranks = y, .f = rest, .influence = rest + n };
    square all = { 0 }, of_part = { 0 };
    if (n < 30) return 0;
    weigh(&of_y);
    memset(work, 0, 2 * n * sizeof *work);
    for (size_t i = 0; i < n_inputs; i++) {
        const square s = add_up(each + i * n, &inputs[i], &of_y, rest + 2 * n);
        shares[i] = (pc_figure) { s.value, s.curved };
        add_to(whole, each + i * n, &all, s, n);
        if (inputs[i].is_assumed) add_to(part, each + i * n, &of_part, s, n);
    }
    if (!(all.value > 0)) return 0;
    for (size_t i = 0; i < n_inputs; i++) {
        const square s = { .value = shares[i].value, .curved = shares[i].se };
        shares[i] = ratio(each + i * n, whole, s, all, n);
    }
    *assumed = ratio(part, whole, of_part, all, n);
    return all.raw;
}
