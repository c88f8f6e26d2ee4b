/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Correlated assumptions, worked anew for every draw (docs/model/dependence.md). */
#include "naive.h"

#include "math/math.h"
#include "random/random.h"

#include <assert.h>
#include <math.h>

enum { MOST = 16 };

static const pc_draw *draw_of(const pc_programme *programme, size_t assumption)
{
    const pc_expr *value = programme->assumptions[assumption].value;
    if (value->kind == PC_EXPR_PLANNED) value = value->args[0];
    return value->kind == PC_EXPR_DRAW ? value->draw : NULL;
}

static double spearman_of(const pc_programme *programme, size_t a, size_t b)
{
    for (size_t i = 0; i < programme->n_correlations; i++) {
        const pc_correlation *c = &programme->correlations[i];
        if ((c->a == a && c->b == b) || (c->a == b && c->b == a)) return c->spearman;
    }
    return 0;
}

static bool is_in(const size_t *group, size_t n, size_t assumption)
{
    for (size_t i = 0; i < n; i++)
        if (group[i] == assumption) return true;
    return false;
}

/* Everybody who hangs together with the assumption, in order of id. */
static size_t group_of(size_t *group, const pc_programme *programme, size_t assumption)
{
    size_t found[MOST] = { assumption }, n = 1;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < programme->n_correlations; k++) {
            const pc_correlation *c = &programme->correlations[k];
            const size_t other = c->a == found[i] ? c->b : c->b == found[i] ? c->a : found[i];
            if (is_in(found, n, other)) continue;
            assert(n < MOST);
            found[n++] = other;
        }
    size_t sorted = 0;
    for (size_t id = 0; id < programme->n_assumptions; id++)
        if (is_in(found, n, id)) group[sorted++] = id;
    return n;
}

/* The lower factor of the group's matrix of normals: columns from the left, a column whose
 * pivot vanishes left empty. */
static void factor(double l[MOST][MOST], const pc_programme *programme, const size_t *group,
                   size_t n)
{
    const double pi = 3.14159265358979323846;
    for (size_t j = 0; j < n; j++)
        for (size_t i = j; i < n; i++) {
            double rest =
                i == j ? 1 : 2 * sin(pi / 6 * spearman_of(programme, group[i], group[j]));
            for (size_t k = 0; k < j; k++) rest -= l[i][k] * l[j][k];
            if (i == j)
                l[i][j] = rest < 1e-9 ? 0 : sqrt(rest);
            else
                l[i][j] = l[j][j] == 0 ? 0 : rest / l[j][j];
        }
}

static size_t assumption_of(const pc_programme *programme, const pc_draw *draw)
{
    for (size_t i = 0; i < programme->n_correlations; i++) {
        const pc_correlation *c = &programme->correlations[i];
        if (draw_of(programme, c->a) == draw) return c->a;
        if (draw_of(programme, c->b) == draw) return c->b;
    }
    return PC_NONE;
}

double naive_uniform(naive_when when, const pc_draw *draw, uint32_t period)
{
    const pc_programme *programme = when.world->programme;
    const size_t assumption = assumption_of(programme, draw);
    pc_address at = { .seed = when.seed, .stream = pc_stream(draw->name), .period = period };
    if (assumption == PC_NONE) return pc_uniform(&at, when.trial);
    size_t group[MOST], me = 0;
    double l[MOST][MOST], z = 0;
    const size_t n = group_of(group, programme, assumption);
    while (group[me] != assumption) me++;
    if (me == 0) return pc_uniform(&at, when.trial);
    factor(l, programme, group, n);
    for (size_t k = 0; k <= me; k++) {
        if (l[me][k] == 0) continue;
        const char *name = draw_of(programme, group[k])->name;
        z += l[me][k] * naive_draw(when, &when.world->normal, name, period);
    }
    return pc_normal_cdf(z);
}
