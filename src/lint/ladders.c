/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L9: tiers that ask for more than even the best partner shows. docs/model/lint.md#tiers */
#include "lint/rules.h"

#include "math/math.h"

#include <math.h>
#include <string.h>

/* A cohort or a named partner of a ladder, at plan. */
typedef struct climber {
    const pc_conduct *conduct;
    const pc_partner *named; /* NULL: a cohort */
    double n;                /* how many there are in all */
    int first_month;         /* the earliest entry; below 0 out of the roster */
} climber;

typedef struct ascent {
    pc_linter *linter;
    const pc_ladder *ladder;
    const climber *climbers;
    size_t n;
} ascent;

/* ---- what one of them shows ---- */

static double level(const ascent *a, const pc_expr *expr, int month, double fallback)
{
    return expr ? pc_at_plan_quantity(&a->linter->plan, expr, month) : fallback;
}

/* With even odds the best of n draws is above this one. */
static double best_of(const ascent *a, const pc_random *random, double n, int month)
{
    const double shift = level(a, random->shift, month, random->draw ? 0 : 1);
    if (!random->draw) return shift;
    const double u = pc_exp(-pc_log(2.0) / fmax(n, 1));
    return shift + level(a, random->scale, month, 1) * pc_dist_quantile(&random->draw->dist, u);
}

static double mean_of(const ascent *a, const pc_random *random, int month)
{
    const double shift = level(a, random->shift, month, 0);
    return random->draw ? shift + level(a, random->scale, month, 1) * random->draw->dist.mean
                        : shift;
}

/* The greatest multiplier of the tiers beneath, in which it shows it. */
static double multiplier(const ascent *a, size_t tier, int month)
{
    double most = 1;
    for (size_t i = 0; i < tier; i++)
        most = fmax(most, level(a, a->ladder->tiers[i].lead_multiplier, month, 1));
    return most;
}

/* Expected of the best in a month, of what the metric counts. */
static double in_month(const ascent *a, const climber *c, pc_test_metric metric, size_t tier,
                       int month)
{
    const pc_conduct *conduct = c->conduct;
    const int age = month - c->first_month - conduct->onboarding_months;
    if (metric == PC_TEST_CERTIFICATIONS || metric == PC_TEST_CERTIFICATIONS_EARNED)
        return month < c->first_month ? 0 : level(a, conduct->certifications, month, 0);
    if (age < 0) return 0;
    const double ramp =
        conduct->ramp_months > 0 ? fmin(1, (age + 1.0) / conduct->ramp_months) : 1;
    const double scale = ramp * multiplier(a, tier, month) *
                         fmax(0, best_of(a, &conduct->productivity, c->n, month));
    if (metric == PC_TEST_LEADS) return scale * level(a, conduct->leads, month, 0);
    return scale * (conduct->deals ? level(a, conduct->deals, month, 0)
                                   : level(a, conduct->leads, month, 0) *
                                         level(a, conduct->win_rate, month, 0));
}

static double stated_sales(const ascent *a, const climber *c, int from, int to)
{
    double sum = 0;
    for (int m = from < 0 ? 0 : from; m <= to; m++) {
        const pc_expr *expr =
            c->named->revenue.by_month ? c->named->revenue.by_month : c->named->revenue.by_year;
        sum += level(a, expr, m, 0) / (c->named->revenue.by_month ? 1 : 12);
    }
    return sum;
}

/* Over the window that ends with the month: with even odds somebody shows that much. */
static double over_window(const ascent *a, const climber *c, const pc_tier_condition *one,
                          size_t tier, int month)
{
    const bool certificates = one->metric == PC_TEST_CERTIFICATIONS;
    const int valid = certificates ? c->conduct->certification_months : one->trailing_months;
    const int from = valid > 0 ? month - valid + 1 : c->first_month;
    if (c->named && c->named->has_revenue)
        return one->metric == PC_TEST_BOOKINGS ? stated_sales(a, c, from, month) : 0;
    double sum = 0;
    for (int m = from < c->first_month ? c->first_month : from; m <= month; m++)
        sum += in_month(a, c, one->metric, tier, m < 0 ? 0 : m);
    const double u = pc_exp(-pc_log(2.0) / fmax(c->n, 1));
    const double count =
        sum < PC_MOST_COUNTED ? pc_count_at(sum, c->conduct->dispersion, u) : sum;
    if (one->metric != PC_TEST_BOOKINGS) return fmax(sum, count);
    return fmax(sum, count) * mean_of(a, &c->conduct->acv, month);
}

/* Months are certain: nothing at plan but what the reader says already (W0225). */
static double at_best(const ascent *a, const pc_tier_condition *one, size_t tier, int month)
{
    if (one->metric == PC_TEST_MONTHS) return (double)INFINITY;
    if (one->metric == PC_TEST_STATED) return level(a, one->level, month, 0);
    double best = 0;
    for (size_t i = 0; i < a->n; i++)
        best = fmax(best, over_window(a, &a->climbers[i], one, tier, month));
    return best;
}

/* ---- the tests ---- */

/* Whether the threshold is above the best in every month; the nearest of both in *min, *best.
 */
static bool is_beyond(const ascent *a, const pc_tier_condition *one, size_t tier, double *min,
                      double *best)
{
    double nearest = (double)INFINITY;
    for (int m = 0; m < a->linter->programme->months; m++) {
        const double asked = level(a, one->min, m, 0), shown = at_best(a, one, tier, m);
        if (!(asked > shown)) return false;
        if (asked - shown >= nearest) continue;
        nearest = asked - shown;
        *min = asked;
        *best = shown;
    }
    return true;
}

static const char *in_words(pc_linter *linter, const pc_tier_condition *one, double value)
{
    return one->metric == PC_TEST_BOOKINGS ? pc_linter_money(linter, value)
                                           : pc_linter_text(linter, "%.3g", value);
}

static const pc_tier_condition *beyond_in(const ascent *a, const pc_tier_clause *clause,
                                          size_t tier, double *min, double *best)
{
    for (size_t i = 0; i < clause->n; i++)
        if (is_beyond(a, &clause->conditions[i], tier, min, best))
            return &clause->conditions[i];
    return NULL;
}

static void check_tier(const ascent *a, size_t k)
{
    const pc_tier *tier = &a->ladder->tiers[k];
    const pc_tier_condition *one = NULL;
    double min = 0, best = 0, partners = 0;
    for (size_t i = 0; i < tier->qualify.n; i++) {
        one = beyond_in(a, &tier->qualify.clauses[i], k, &min, &best);
        if (!one) return;
    }
    for (size_t i = 0; i < a->n; i++) partners += a->climbers[i].n;
    if (!one) return;
    pc_linter_find(
        a->linter, "L9", PC_WARNING,
        pc_linter_text(a->linter, "/ladders/%s/tiers/%s/qualify", a->ladder->id, tier->id),
        "lower the threshold, or say what makes partners show that much",
        "at plan even the best of %.0f partner%s shows at most %s of %s in its best %s; the "
        "tier "
        "\"%s\" asks for %s",
        partners, partners == 1 ? "" : "s", in_words(a->linter, one, best), one->name,
        one->trailing_months > 0 ? pc_linter_text(a->linter, "%d months", one->trailing_months)
                                 : "time",
        tier->id, in_words(a->linter, one, min));
}

/* ---- who climbs ---- */

static pc_period whole(const pc_linter *linter)
{
    pc_period period;
    pc_period_parse(&period, "all", linter->programme);
    return period;
}

static climber of_cohort(pc_linter *linter, size_t i)
{
    const pc_programme *p = linter->programme;
    const pc_ledger_flow *joining = &linter->plan.ledger.cohort[i].recruited;
    const pc_period all = whole(linter);
    climber c = { .conduct = p->cohorts[i].conduct, .first_month = p->months };
    c.n = pc_linter_count_of(linter, joining, &all);
    for (int m = p->months - 1; m >= 0; m--) {
        const pc_period month = { .kind = PC_PERIOD_MONTH, .first_month = m, .last_month = m };
        if (pc_linter_count_of(linter, joining, &month) > 0) c.first_month = m;
    }
    for (size_t k = 0; k < p->n_incumbents; k++) {
        if (p->incumbents[k].cohort_id != i) continue;
        c.n++;
        if (-p->incumbents[k].months < c.first_month) c.first_month = -p->incumbents[k].months;
    }
    return c;
}

static void check_ladder(pc_linter *linter, size_t ladder)
{
    const pc_programme *p = linter->programme;
    climber *list = PC_NEW_ARRAY(linter->arena, climber, p->n_cohorts + p->n_partners + 1);
    ascent a = { linter, &p->ladders[ladder], list, 0 };
    for (size_t i = 0; i < p->n_cohorts && list; i++)
        if (p->cohorts[i].conduct && p->cohorts[i].conduct->ladder_id == ladder)
            list[a.n++] = of_cohort(linter, i);
    for (size_t i = 0; i < p->n_partners && list; i++)
        if (p->partners[i].conduct && p->partners[i].conduct->ladder_id == ladder)
            list[a.n++] = (climber) { p->partners[i].conduct, &p->partners[i], 1,
                                      p->partners[i].start_month };
    for (size_t k = 1; k < a.ladder->n_tiers && a.n > 0; k++)
        if (!a.ladder->tiers[k].qualify.points) check_tier(&a, k);
}

void pc_lint_ladders(pc_linter *linter)
{
    for (size_t i = 0; i < linter->programme->n_ladders; i++)
        if (!linter->programme->ladders[i].transition) check_ladder(linter, i);
}
