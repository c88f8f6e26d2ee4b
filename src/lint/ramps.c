/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L14 and L15: onboarding against what is promised of it, and a pipeline that does not carry
 * the revenue that is asked for. */
#include "lint/rules.h"

#include <math.h>
#include <string.h>

/* ---- L14 ---- */

static void check_promise(pc_linter *linter, const char *section, const char *id,
                          const pc_conduct *conduct)
{
    if (conduct->onboarding_within < 0 ||
        conduct->onboarding_months <= conduct->onboarding_within)
        return;
    pc_linter_find(
        linter, "L14", PC_WARNING,
        pc_linter_text(linter, "/%s/%s/onboarding_within", section, id),
        "shorten the stages, or promise what they take",
        "onboarding of %s takes %d months, stage by stage, and is promised within %d", id,
        conduct->onboarding_months, conduct->onboarding_within);
}

/* A named partner that is stated to sell before its onboarding is over. */
static void check_early(pc_linter *linter, const pc_partner *partner)
{
    const pc_conduct *conduct = partner->conduct;
    const int begins = partner->start_month + conduct->onboarding_months;
    const pc_expr *expr =
        partner->revenue.by_month ? partner->revenue.by_month : partner->revenue.by_year;
    for (int m = partner->start_month; m < begins && m < linter->programme->months; m++) {
        const double *weights = partner->revenue.profile;
        if (!(pc_at_plan_quantity(&linter->plan, expr, m) > 0) || (weights && weights[m] <= 0))
            continue;
        pc_linter_find(linter, "L14", PC_WARNING,
                       pc_linter_text(linter, "/partners/%s/onboarding", partner->id),
                       "let the revenue begin later (\"profile\"), or shorten the stages",
                       "%s sells in month %d, and its onboarding lasts through month %d",
                       partner->id, m + 1, begins);
        return;
    }
}

void pc_lint_onboarding(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_cohorts; i++)
        if (p->cohorts[i].conduct)
            check_promise(linter, "cohorts", p->cohorts[i].id, p->cohorts[i].conduct);
    for (size_t i = 0; i < p->n_partners; i++) {
        if (!p->partners[i].conduct) continue;
        check_promise(linter, "partners", p->partners[i].id, p->partners[i].conduct);
        if (p->partners[i].has_revenue) check_early(linter, &p->partners[i]);
    }
}

/* ---- L15 ---- */

/* What leads are worth at plan: counts by who brings them, won, and money. */
typedef struct worth {
    double leads, won, money;
} worth;

static double level(pc_linter *linter, const pc_expr *expr, int month)
{
    return expr ? pc_at_plan_quantity(&linter->plan, expr, month) : 0;
}

static void add(pc_linter *linter, worth *w, const pc_conduct *conduct, double partners,
                int month)
{
    if (!conduct || !conduct->leads || !conduct->win_rate) return;
    const pc_random *acv = &conduct->acv;
    const double scale = acv->scale ? level(linter, acv->scale, month) : 1;
    const double size =
        level(linter, acv->shift, month) + (acv->draw ? scale * acv->draw->dist.mean : 0);
    const double leads = partners * level(linter, conduct->leads, month);
    const double won = leads * level(linter, conduct->win_rate, month);
    w->leads += leads;
    w->won += won;
    w->money += won * size;
}

/* All leads of a period, by what partners of each kind there are to bring them. */
static worth worth_of(pc_linter *linter, const pc_period *period)
{
    const pc_programme *p = linter->programme;
    worth w = { 0 };
    for (int m = period->first_month; m <= period->last_month && m < p->months; m++) {
        for (size_t i = 0; i < p->n_cohorts; i++) {
            const pc_node *close = linter->plan.ledger.cohort[i].close;
            if (p->cohorts[i].conduct && close)
                add(linter, &w, p->cohorts[i].conduct,
                    linter->plan.ledger.values.dag.nodes[close[m]].at_plan, m);
        }
        for (size_t i = 0; i < p->n_partners; i++)
            if (p->partners[i].conduct && m >= p->partners[i].start_month)
                add(linter, &w, p->partners[i].conduct, 1, m);
    }
    return w;
}

/* What another target asks of partners' revenue in the same period; NAN when it does not. */
static double asked(pc_linter *linter, const pc_target *target)
{
    static const char *const money[] = { "revenue.set.", "revenue.credit.sourced",
                                         "revenue.attributed" };
    for (size_t i = 0; i < sizeof money / sizeof *money; i++)
        if (strncmp(target->metric, money[i], strlen(money[i])) == 0) return target->value;
    if (strncmp(target->metric, "share.set.", 10) == 0)
        return target->value * pc_linter_at(linter, "revenue.total", &target->period);
    return (double)NAN;
}

static void compare(pc_linter *linter, const pc_target *leads, const pc_target *revenue)
{
    const worth w = worth_of(linter, &leads->period);
    const double needed = asked(linter, revenue);
    const double brings = w.leads > 0 ? leads->value * w.money / w.leads : (double)NAN;
    if (isnan(needed) || isnan(brings) || !pc_linter_exceeds(needed, brings)) return;
    pc_linter_find(
        linter, "L15", PC_WARNING, pc_linter_text(linter, "/targets/%s", leads->id),
        "ask for more leads, or for less revenue; the two targets are not one plan",
        "%.4g leads in %s, %.3g%% of them won at %s each, bring %s; the target \"%s\" takes %s",
        leads->value, pc_linter_when(linter, &leads->period), 100 * w.won / w.leads,
        pc_linter_money(linter, round(w.money / w.won)), pc_linter_money(linter, round(brings)),
        revenue->id, pc_linter_money(linter, round(needed)));
}

static bool is_least(const pc_target *target)
{
    return target->op == PC_OP_GE || target->op == PC_OP_GT;
}

void pc_lint_pipelines(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_targets; i++) {
        if (strcmp(p->targets[i].metric, "leads.total") != 0 || !is_least(&p->targets[i]))
            continue;
        for (size_t k = 0; k < p->n_targets; k++)
            if (is_least(&p->targets[k]) &&
                pc_period_compare(&p->targets[i].period, &p->targets[k].period) == 0)
                compare(linter, &p->targets[i], &p->targets[k]);
    }
}
