/* SPDX-License-Identifier: GPL-3.0-or-later */
/* score = 0.25 simplicity + 0.2 coverage + 0.5 density + 0.05 legibility, searched over step
 * q j 10^z and k labels from the best possible score downwards (J. Talbot, S. Lin, P. Hanrahan,
 * An Extension of Wilkinson's Algorithm for Positioning Tick Labels on Axes, 2010). Density's
 * constant is 2, as in the authors' code. Legibility is 1: labels are written with as many
 * decimals as the step needs, so they always differ. */
#include "chart/layout/ticks.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

static const double all_steps[] = { 1, 5, 2, 2.5, 4, 3 };
const pc_nice pc_nice_all = { all_steps, 6, 20 };
const pc_nice pc_nice_money = { all_steps, 4, 1 };

enum { MOST_LABELS = 60, MOST_SCALES = 4 };

typedef struct search {
    double low, high, m;
    pc_nice nice;
    double best_score;
    pc_ticks best;
} search;

static double square(double x)
{
    return x * x;
}

static double weigh(double simplicity, double coverage, double density)
{
    return 0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05;
}

static double most_simplicity(const search *s, size_t i, int j)
{
    return 1 - (double)i / ((double)s->nice.n - 1) - j + 1;
}

static bool has_zero(double first, double step, int n)
{
    const double at = first / step, last = first + step * (n - 1);
    return fabs(at - floor(at + 0.5)) < 1e-10 && first <= 0 && last >= 0;
}

static double coverage(const search *s, double first, double last)
{
    return 1 - 0.5 * (square(s->high - last) + square(s->low - first)) /
                   square(0.1 * (s->high - s->low));
}

static double most_coverage(const search *s, double span)
{
    const double range = s->high - s->low;
    return span > range ? 1 - square((span - range) / 2) / square(0.1 * range) : 1;
}

static double density(const search *s, int k, double first, double last)
{
    const double r = (k - 1) / (last - first);
    const double wanted = (s->m - 1) / (fmax(last, s->high) - fmin(first, s->low));
    return 2 - fmax(r / wanted, wanted / r);
}

static double most_density(const search *s, int k)
{
    return k >= s->m ? 2 - (k - 1) / (s->m - 1) : 1;
}

/* 10^z >= x, the smallest z. */
static double power_above(double x)
{
    double p = 1;
    while (p < x) p *= 10;
    while (p / 10 >= x) p /= 10;
    return p;
}

static void try_starts(search *s, size_t i, int j, int k, double step)
{
    const double from = floor(s->high / step) * j - (k - 1) * j;
    const double to = ceil(s->low / step) * j;
    for (double start = from; start <= to; start++) {
        const double first = start * (step / j), last = first + step * (k - 1);
        const double simple = most_simplicity(s, i, j) - (has_zero(first, step, k) ? 0 : 1);
        const double score =
            weigh(simple, coverage(s, first, last), density(s, k, first, last));
        if (score > s->best_score) {
            s->best_score = score;
            s->best = (pc_ticks) { first, step, (size_t)k };
        }
    }
}

static void try_steps(search *s, size_t i, int j)
{
    const double q = s->nice.q[i], simple = most_simplicity(s, i, j);
    for (int k = 2; k < MOST_LABELS; k++) {
        const double dense = most_density(s, k);
        if (weigh(simple, 1, dense) < s->best_score) break;
        double scale = power_above((s->high - s->low) / (k + 1) / j / q);
        for (int z = 0; z < MOST_SCALES; z++, scale *= 10) {
            const double step = j * q * scale;
            const double cover = most_coverage(s, step * (k - 1));
            if (weigh(simple, cover, dense) < s->best_score) break;
            try_starts(s, i, j, k, step);
        }
    }
}

static void separate(double *low, double *high)
{
    if (*high - *low > 1e-9 * fmax(fabs(*low), fabs(*high))) return;
    const double pad = *low == 0 ? 1 : fabs(*low) / 10;
    *low -= pad;
    *high += pad;
}

pc_ticks pc_ticks_for(double low, double high, double m, pc_nice nice)
{
    assert(isfinite(low) && isfinite(high) && low <= high && m > 1);
    separate(&low, &high);
    search s = { .low = low, .high = high, .m = m, .nice = nice, .best_score = -2 };
    s.best = (pc_ticks) { low, high - low, 2 };
    for (int j = 1; j <= nice.most_skips; j++)
        for (size_t i = 0; i < nice.n; i++) {
            if (weigh(most_simplicity(&s, i, j), 1, 1) < s.best_score) return s.best;
            try_steps(&s, i, j);
        }
    return s.best;
}

double pc_ticks_at(const pc_ticks *ticks, size_t i)
{
    const double value = ticks->first + ticks->step * (double)i;
    return fabs(value) < 1e-9 * ticks->step ? 0 : value;
}
