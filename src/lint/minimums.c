/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L7 and L8: what partners commit to, against what they are projected to bring. */
#include "lint/rules.h"

#include <math.h>

static const char remedy[] =
    "lower the minimum, count fewer partners, or say what happens when it is missed";

static double minimum_in(pc_linter *linter, const pc_expr *minimum, const pc_period *period)
{
    return pc_at_plan_quantity(&linter->plan, minimum, period->last_month);
}

/* ---- L7: one partner on average ---- */

static void check_cohort(pc_linter *linter, const pc_cohort *cohort, const pc_period *period)
{
    const char *channel = linter->programme->channels[cohort->channel_id].id;
    const double each = pc_linter_of(linter, "revenue.per_partner.channel.", channel, period);
    const double minimum = minimum_in(linter, cohort->minimum, period);
    const char *pointer = pc_linter_text(linter, "/cohorts/%s/minimum", cohort->id);
    if (isnan(each) || !pc_linter_exceeds(minimum, each) ||
        pc_linter_found_before(linter, "L7", pointer, "", period))
        return;
    pc_linter_find(linter, "L7", PC_WARNING, pointer, remedy,
                   "each partner commits to %s a year; in %s a partner of channel %s is "
                   "projected to bring %s",
                   pc_linter_money(linter, minimum), pc_linter_when(linter, period), channel,
                   pc_linter_money(linter, each));
}

/* A named partner whose target is below what its own kind commits to. */
static void check_named(pc_linter *linter, const pc_partner *partner, const pc_period *period)
{
    const pc_programme *p = linter->programme;
    const double target = pc_linter_money_of(
        linter, &linter->plan.ledger.claim[partner - p->partners].target, period);
    for (size_t i = 0; i < p->n_cohorts; i++) {
        const pc_cohort *cohort = &p->cohorts[i];
        if (!cohort->minimum || cohort->channel_id != partner->channel_id) continue;
        const double minimum = minimum_in(linter, cohort->minimum, period);
        if (!(target > 0) || !pc_linter_exceeds(minimum, target)) continue;
        pc_linter_find(linter, "L7", PC_WARNING,
                       pc_linter_text(linter, "/partners/%s/target", partner->id), remedy,
                       "%s is to bring %s in %s, less than the %s a year that partners of "
                       "cohort %s commit to",
                       partner->id, pc_linter_money(linter, target),
                       pc_linter_when(linter, period), pc_linter_money(linter, minimum),
                       cohort->id);
    }
}

void pc_lint_minimums_each(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (int y = 1; y <= pc_linter_years(linter); y++) {
        const pc_period year = pc_linter_year(linter, y);
        for (size_t i = 0; i < p->n_cohorts; i++)
            if (p->cohorts[i].minimum) check_cohort(linter, &p->cohorts[i], &year);
    }
    const pc_period first = pc_linter_year(linter, 1);
    for (size_t i = 0; i < p->n_partners; i++)
        if (p->partners[i].has_target) check_named(linter, &p->partners[i], &first);
}

/* ---- L8: all of them together ---- */

static double revenue_of_committed(pc_linter *linter, const pc_period *period)
{
    const pc_programme *p = linter->programme;
    double sum = 0;
    for (size_t c = 0; c < p->n_channels; c++) {
        bool committed = false;
        for (size_t i = 0; i < p->n_cohorts; i++)
            committed |= p->cohorts[i].minimum && p->cohorts[i].channel_id == c;
        if (committed)
            sum += pc_linter_of(linter, "revenue.channel.", p->channels[c].id, period);
    }
    return sum;
}

void pc_lint_minimums_together(pc_linter *linter)
{
    for (int y = 1; y <= pc_linter_years(linter); y++) {
        const pc_period year = pc_linter_year(linter, y);
        const double minimums = pc_linter_at(linter, "minimum.total", &year);
        const double projected = revenue_of_committed(linter, &year);
        if (isnan(minimums) || !pc_linter_exceeds(minimums, projected) ||
            pc_linter_found_before(linter, "L8", "/cohorts", "", &year))
            continue;
        pc_linter_find(linter, "L8", PC_ERROR, "/cohorts", remedy,
                       "counts times minimums come to %s in %s; the channels of these partners "
                       "are projected to bring %s",
                       pc_linter_money(linter, minimums), pc_linter_when(linter, &year),
                       pc_linter_money(linter, projected));
    }
}
