/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L1 and L2: what a plan states of a whole, against its parts. */
#include "lint/rules.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- L1: stated shares that are no whole ---- */

/* The sum of the shares stated in the period of stated[first]; how many there are in *n. */
static double sum_of_shares(const pc_linter *linter, const pc_stated *first, size_t *n)
{
    const pc_programme *p = linter->programme;
    double sum = 0;
    *n = 0;
    for (size_t i = 0; i < p->n_stated; i++) {
        if (strncmp(p->stated[i].metric, "share.channel.", 14) != 0 ||
            pc_period_compare(&p->stated[i].period, &first->period) != 0)
            continue;
        sum += p->stated[i].value;
        ++*n;
    }
    return sum;
}

void pc_lint_stated_shares(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_stated; i++) {
        const pc_stated *stated = &p->stated[i];
        const char *channel = stated->metric + 14;
        if (strncmp(stated->metric, "share.channel.", 14) != 0 ||
            strcmp(channel, p->channels[0].id) != 0)
            continue; /* once a period: at the first channel */
        size_t n;
        const double sum = sum_of_shares(linter, stated, &n);
        if (n < p->n_channels || fabs(sum - 1) < 5e-4) continue;
        pc_linter_find(linter, "L1", PC_ERROR,
                       pc_linter_text(linter, "/stated/%s", stated->metric),
                       "correct a share, or say in a note what is missing",
                       "the stated shares of all %zu channels sum to %s in %s", n,
                       pc_linter_figure(linter, stated->metric, sum),
                       pc_linter_when(linter, &stated->period));
    }
}

/* ---- L2: a stated total that its parts do not come to ---- */

/* Half a unit of the last digit that is written, at most 1 % of money and counts: 24.3 million
 * may be 24,285,714, but 2 million is not 2,050,000. */
static double rounding_of(double stated, bool is_ratio)
{
    char text[40];
    snprintf(text, sizeof text, "%.11e", fabs(stated));
    int digits = 12;
    const size_t mantissa = strcspn(text, "e");
    int power = 0;
    sscanf(text + mantissa, "e%d", &power);
    for (size_t at = mantissa; at-- > 0 && digits > 1 && (text[at] == '0' || text[at] == '.');)
        if (text[at] == '0') digits--;
    double half = 0.5;
    for (int i = power - digits + 1; i > 0; i--) half *= 10;
    for (int i = power - digits + 1; i < 0; i++) half /= 10;
    const double most = 0.01 * fabs(stated);
    return is_ratio || half < most ? half : most;
}

/* A variant does not claim what the plan it varies states: there the difference is the point.
 */
static bool is_inherited(pc_linter *linter, const char *metric)
{
    const pc_json *stated = pc_json_get(linter->scenario->resolved, "stated");
    const pc_json *value = stated ? pc_json_get(stated, metric) : NULL;
    return value && strcmp(value->source->file, linter->scenario->file) != 0;
}

void pc_lint_totals(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_stated; i++) {
        const pc_stated *stated = &p->stated[i];
        const pc_metric_info *info =
            pc_metric_find(linter->plan.catalogue, linter->plan.n_catalogue, stated->metric);
        const double plan = pc_linter_at(linter, stated->metric, &stated->period);
        const bool is_ratio =
            strcmp(info->unit, "fraction") == 0 || strcmp(info->unit, "multiple") == 0;
        const double off = fabs(plan - stated->value);
        if (is_inherited(linter, stated->metric)) continue;
        if (!(off > rounding_of(stated->value, is_ratio) * (1 + 1e-9) + 1e-9)) continue;
        pc_linter_find(
            linter, "L2", PC_ERROR, pc_linter_text(linter, "/stated/%s", stated->metric),
            "look for the part that is missing or counted twice, and give what is not "
            "stated a name among the assumptions",
            "the plan states %s of %s in %s; its own numbers come to %s",
            pc_linter_figure(linter, stated->metric, stated->value), stated->metric,
            pc_linter_when(linter, &stated->period),
            pc_linter_figure(linter, stated->metric, plan));
    }
}
