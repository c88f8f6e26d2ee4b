/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spearman and Pearson under a Gaussian copula: rho = 2 sin(pi r / 6) (K. Pearson, 1907), and
 * the factor of a correlation matrix that may be singular.
 */
#include "dist/copula.h"

#include "math/math.h"

#include <math.h>
#include <string.h>

/* sin x by its Taylor series, |x| <= pi / 6: what is left out is below 1e-19. */
static double small_sine(double x)
{
    const double square = x * x;
    double sum = 1.0;
    for (int k = 16; k > 0; k -= 2) sum = 1.0 - square / (double)(k * (k + 1)) * sum;
    return x * sum;
}

double pc_copula_pearson(double spearman)
{
    const double sixth_of_pi = 0x1.0c152382d7366p-1;
    if (spearman >= 1.0) return 1.0;
    if (spearman <= -1.0) return -1.0;
    return 2.0 * small_sine(spearman * sixth_of_pi);
}

double pc_copula_spearman(double pearson)
{
    double low = -1.0, high = 1.0;
    if (pearson >= 1.0 || pearson <= -1.0 || pearson == 0.0) return pearson;
    for (int i = 0; i < 60; i++) {
        const double middle = 0.5 * (low + high);
        if (pc_copula_pearson(middle) < pearson)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

/* Less of a member's own variance than this is rounding: it is determined by the others. */
static const double least_pivot = 1e-10;
/* What such a member may still seem to have in common with a later one: sqrt(least_pivot). */
static const double most_rest = 1e-5;

static double rest_of(const double *l, const double *a, size_t n, size_t i, size_t j)
{
    double rest = a[i * n + j];
    for (size_t k = 0; k < j; k++) rest -= l[i * n + k] * l[j * n + k];
    return rest;
}

bool pc_copula_factor(double *l, const double *a, size_t n)
{
    memset(l, 0, n * n * sizeof *l);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            const double rest = rest_of(l, a, n, i, j), pivot = l[j * n + j];
            if (pivot == 0.0 && !(fabs(rest) <= most_rest)) return false;
            l[i * n + j] = pivot == 0.0 ? 0.0 : rest / pivot;
        }
        const double own = rest_of(l, a, n, i, i);
        if (!(own >= -least_pivot)) return false;
        l[i * n + i] = own <= least_pivot ? 0.0 : pc_sqrt(own);
    }
    return true;
}

/* ---- Culprits ---- */

enum { MOST_TRIES = 400000 };

typedef struct search {
    const double *a;
    size_t n, *members;
    double *small, *factor; /* the matrix of the members, and its factor */
    unsigned tries;
} search;

static bool is_impossible(search *s, size_t n_members)
{
    for (size_t i = 0; i < n_members; i++)
        for (size_t j = 0; j < n_members; j++)
            s->small[i * n_members + j] = s->a[s->members[i] * s->n + s->members[j]];
    s->tries++;
    return !pc_copula_factor(s->factor, s->small, n_members);
}

/* The next set of that many members, in the order of the alphabet. */
static bool next_set(search *s, size_t n_members)
{
    size_t i = n_members;
    while (i && s->members[i - 1] == s->n - n_members + i - 1) i--;
    if (!i) return false;
    s->members[i - 1]++;
    for (; i < n_members; i++) s->members[i] = s->members[i - 1] + 1;
    return true;
}

static bool find_of_size(search *s, size_t n_members)
{
    for (size_t i = 0; i < n_members; i++) s->members[i] = i;
    do
        if (is_impossible(s, n_members)) return true;
    while (s->tries < MOST_TRIES && next_set(s, n_members));
    return false;
}

/* Leaves out whoever can be left out. */
static size_t thin(search *s)
{
    size_t n_members = s->n;
    for (size_t i = 0; i < s->n; i++) s->members[i] = i;
    for (size_t at = s->n; at-- > 0;) {
        const size_t left_out = s->members[at], after = n_members - at - 1;
        memmove(&s->members[at], &s->members[at + 1], after * sizeof *s->members);
        if (is_impossible(s, n_members - 1)) {
            n_members--;
            continue;
        }
        memmove(&s->members[at + 1], &s->members[at], after * sizeof *s->members);
        s->members[at] = left_out;
    }
    return n_members;
}

size_t pc_copula_culprits(size_t *members, bool *smallest, double *work, const double *a,
                          size_t n)
{
    search s = { .a = a, .n = n, .members = members, .small = work, .factor = work + n * n };
    *smallest = true;
    for (size_t size = 2; size < n; size++) {
        if (find_of_size(&s, size)) return size;
        if (s.tries < MOST_TRIES) continue;
        *smallest = false;
        return thin(&s);
    }
    for (size_t i = 0; i < n; i++) members[i] = i;
    return n;
}
