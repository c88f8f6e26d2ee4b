/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/payout/payout.h"

#include "chart/text/names.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <string.h>

static const char whole_id[] = "commission.accrued", plan_family[] = "commission.accrued.plan.";

static double mean_of(const pc_metric *metric)
{
    const double mean = metric ? metric->stats[PC_MEAN].value : 0;
    return isfinite(mean) ? mean : 0;
}

static const pc_metric *find(const pc_payout *p, const char *id, size_t year)
{
    return pc_name_year_of(p->results, id, year);
}

bool pc_payout_concerns(const pc_results *results)
{
    for (size_t i = 0; i < results->n_metrics; i++)
        if (strcmp(results->metrics[i].id, whole_id) == 0 && mean_of(&results->metrics[i]) != 0)
            return true;
    return false;
}

/* ---- Years ---- */

/* What the plan states of commissions, as accrued or as a cost. */
static void read_stated(pc_payout_year *year, const pc_metric *accrued, const pc_metric *cost)
{
    const pc_metric *of = isfinite(accrued->stated)        ? accrued
                          : cost && isfinite(cost->stated) ? cost
                                                           : NULL;
    year->stated = of ? of->stated : (double)NAN;
    year->p_stated = of ? of->p_stated : (pc_estimate) { (double)NAN, (double)NAN };
}

static void read_year(pc_payout_year *year, const pc_payout *p, pc_arena *arena, size_t i)
{
    const pc_metric *accrued = find(p, whole_id, i), *rate = find(p, "commission.rate", i);
    const pc_year_name name = pc_name_year(arena, p->results, i);
    *year = (pc_payout_year) { .name = name.alone,
                               .in_words = name.in_words,
                               .mean = accrued->stats[PC_MEAN],
                               .p5 = accrued->stats[PC_P5],
                               .p95 = accrued->stats[PC_P95],
                               .rate = { (double)NAN, (double)NAN } };
    if (rate) year->rate = rate->stats[PC_MEAN];
    year->has_range = pc_interval_of(&year->range, accrued) && year->range.p5 < year->range.p95;
    read_stated(year, accrued, find(p, "cost.commission", i));
}

static void set_most(pc_payout *p)
{
    double drawn = 0, stated = 0;
    for (size_t i = 0; i < p->n_years; i++) {
        drawn = fmax(drawn, p->years[i].mean.value);
        if (p->years[i].has_range) drawn = fmax(drawn, p->years[i].range.p95);
        if (isfinite(p->years[i].stated)) stated = fmax(stated, p->years[i].stated);
    }
    p->most = fmax(drawn, fmin(stated, 2 * drawn)); /* beyond, a mark stands at the edge */
}

/* ---- Plans ---- */

static bool read_layer(pc_payout_layer *layer, const pc_payout *p, pc_arena *arena,
                       const char *id)
{
    const char *metric = pc_arena_printf(arena, "%s%s", plan_family, id);
    layer->id = pc_arena_strdup(arena, id);
    layer->name = pc_phrase_channel(arena, id);
    layer->means = PC_NEW_ARRAY(arena, double, p->n_years);
    layer->ses = PC_NEW_ARRAY(arena, double, p->n_years);
    if (!metric || !layer->means || !layer->ses) return false;
    for (size_t i = 0; i < p->n_years; i++) {
        const pc_metric *in_year = find(p, metric, i);
        layer->means[i] = mean_of(in_year);
        layer->ses[i] = in_year ? in_year->stats[PC_MEAN].se : (double)NAN;
    }
    return true;
}

static bool is_before(const pc_payout_layer *a, const pc_payout_layer *b, size_t last)
{
    if (a->means[last] != b->means[last]) return a->means[last] > b->means[last];
    return strcmp(a->id, b->id) < 0;
}

/* The largest of the last year first. */
static void sort(pc_payout_layer *layers, size_t n, size_t last)
{
    for (size_t i = 1; i < n; i++) {
        const pc_payout_layer moved = layers[i];
        size_t k = i;
        for (; k > 0 && is_before(&moved, &layers[k - 1], last); k--) layers[k] = layers[k - 1];
        layers[k] = moved;
    }
}

static size_t count_plans(const pc_results *results)
{
    size_t n = 0;
    for (size_t i = 0; i < results->n_metrics; i++)
        n += strncmp(results->metrics[i].id, plan_family, strlen(plan_family)) == 0 &&
             strcmp(results->metrics[i].period, "y1") == 0;
    return n;
}

/* What the plans kept do not account for: the others, or all of it where none is recorded. */
static bool add_rest(pc_payout *p, pc_arena *arena, size_t n_others)
{
    pc_payout_layer rest = { .means = PC_NEW_ARRAY(arena, double, p->n_years),
                             .ses = PC_NEW_ARRAY(arena, double, p->n_years) };
    double most = 0;
    rest.name = n_others > 0       ? pc_arena_printf(arena, "%zu more", n_others)
                : p->n_layers == 0 ? "Commission"
                                   : "Other";
    if (!rest.means || !rest.ses || !rest.name) return false;
    for (size_t y = 0; y < p->n_years; y++) {
        double left = p->years[y].mean.value;
        for (size_t i = 0; i < p->n_layers; i++) left -= p->layers[i].means[y];
        rest.means[y] = fabs(left) < 1e-9 * (1 + fabs(p->years[y].mean.value)) ? 0 : left;
        rest.ses[y] = p->years[y].mean.se; /* a part is hardly known better than the whole */
        most = fmax(most, fabs(rest.means[y]));
    }
    if (most > 0) p->layers[p->n_layers++] = rest;
    return true;
}

static bool read_layers(pc_payout *p, pc_arena *arena)
{
    const pc_results *results = p->results;
    const size_t n = count_plans(results);
    pc_payout_layer *all = PC_NEW_ARRAY(arena, pc_payout_layer, n + 1);
    size_t k = 0;
    if (!all) return false;
    for (size_t i = 0; i < results->n_metrics; i++) {
        const char *id = results->metrics[i].id;
        if (strncmp(id, plan_family, strlen(plan_family)) != 0 ||
            strcmp(results->metrics[i].period, "y1") != 0)
            continue;
        if (!read_layer(&all[k++], p, arena, id + strlen(plan_family))) return false;
    }
    sort(all, k, p->n_years - 1);
    p->n_layers = k < PC_PAYOUT_LAYERS ? k : PC_PAYOUT_LAYERS - 1;
    memcpy(p->layers, all, p->n_layers * sizeof *all);
    return add_rest(p, arena, k - p->n_layers);
}

/* ---- The whole ---- */

static pc_status refuse(pc_diags *diags, const char *why)
{
    return pc_draft_refuse(diags, "/metric", NULL, "record \"commission.accrued*@y*\"", "",
                           why);
}

static bool has_negative(const pc_payout *p)
{
    for (size_t i = 0; i < p->n_layers; i++)
        for (size_t y = 0; y < p->n_years; y++)
            if (p->layers[i].means[y] < 0) return true;
    return false;
}

pc_status pc_payout_read(pc_payout *out, pc_draft *draft, pc_diags *diags)
{
    pc_payout p = { .results = draft->results };
    if (draft->results->at && strcmp(draft->results->at, "simulated") != 0)
        return refuse(diags, "nothing was simulated, so there are no ranges of commissions");
    p.n_years = pc_name_count_years(draft->results, whole_id, PC_PAYOUT_YEARS);
    if (p.n_years == 0) return refuse(diags, "commissions are not in the results by year");
    p.years = PC_NEW_ARRAY(draft->arena, pc_payout_year, p.n_years);
    if (!p.years) return PC_ENOMEM;
    for (size_t i = 0; i < p.n_years; i++) read_year(&p.years[i], &p, draft->arena, i);
    set_most(&p);
    if (!read_layers(&p, draft->arena) || draft->arena->failed) return PC_ENOMEM;
    if (has_negative(&p))
        return refuse(diags,
                      "the average commission of a plan is negative, and a negative part "
                      "cannot be stacked");
    *out = p;
    return PC_OK;
}
