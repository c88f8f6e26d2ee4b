/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L16 and L17: rates that leave nothing, and bands in which selling more is paid less. */
#include "lint/rules.h"

#include <math.h>
#include <string.h>

/* ---- L16 ---- */

static double at_plan(void *linter, const pc_expr *rate, int month)
{
    return pc_at_plan_quantity(&((pc_linter *)linter)->plan, rate, month);
}

/* The month in which commissions and the marketplace's fee leave least of a unit of money. */
static int worst_month(pc_linter *linter, const pc_commission *plan, const pc_channel *channel,
                       pc_credit credit, double *paid, double *fee)
{
    int worst = 0;
    *paid = *fee = 0;
    for (int m = 0; m < linter->programme->months; m++) {
        const double most = pc_commission_most(plan, credit, m, at_plan, linter);
        const double kept = channel->fee ? at_plan(linter, channel->fee, m) : 0;
        if (!(most + kept > *paid + *fee)) continue;
        *paid = most;
        *fee = kept;
        worst = m;
    }
    return worst;
}

static const char *percent(pc_linter *linter, double fraction)
{
    return pc_linter_text(linter, "%.4g%%", 100 * fraction);
}

static void check_plan(pc_linter *linter, size_t plan_id, const pc_channel *channel,
                       const char *pointer)
{
    const pc_programme *p = linter->programme;
    if (plan_id == PC_NONE) return;
    const pc_commission *plan = &p->commissions[plan_id];
    for (int c = PC_N_CREDITS - 1; c >= 0; c--) { /* sourced before influenced */
        double paid = 0, fee = 0;
        if (c == PC_CREDIT_NONE) continue;
        const int month = worst_month(linter, plan, channel, (pc_credit)c, &paid, &fee);
        const double margin =
            p->roi.gross_margin ? at_plan(linter, p->roi.gross_margin, month) : 1;
        if (!(paid > 0) || !pc_linter_exceeds(paid + fee, fmin(1, margin))) continue;
        const bool all = pc_linter_exceeds(paid + fee, 1);
        pc_linter_find(
            linter, "L16", all ? PC_ERROR : PC_WARNING, pointer,
            "lower a rate, cap what they pay together, or say that such deals are meant to "
            "lose",
            "%s money of channel %s is paid up to %s of it by \"%s\"%s: %s", pc_credit_ids[c],
            channel->id, percent(linter, paid), plan->id,
            fee > 0 ? pc_linter_text(linter, ", and %s are kept as a fee", percent(linter, fee))
                    : "",
            all ? "more than is sold"
                : pc_linter_text(linter, "more than the gross margin of %s",
                                 percent(linter, margin)));
        return;
    }
}

void pc_lint_rates(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_channels; i++)
        check_plan(linter, p->channels[i].commission_id, &p->channels[i],
                   pc_linter_text(linter, "/channels/%s/commission", p->channels[i].id));
    for (size_t i = 0; i < p->n_partners; i++)
        if (p->partners[i].conduct && p->partners[i].commission_id != PC_NONE &&
            p->partners[i].commission_id !=
                p->channels[p->partners[i].channel_id].commission_id)
            check_plan(linter, p->partners[i].commission_id,
                       &p->channels[p->partners[i].channel_id],
                       pc_linter_text(linter, "/partners/%s/commission", p->partners[i].id));
}

/* ---- L17 ---- */

/* Whether the rate of a band stands on all of the amount, so that a lower one takes away. */
static bool pays_on_all(const pc_commission_schedule *schedule)
{
    return schedule->kind == PC_SCHEDULE_SLAB || schedule->kind == PC_SCHEDULE_RETROACTIVE ||
           (schedule->kind == PC_SCHEDULE_ATTAINMENT && !schedule->attained_marginal);
}

static void check_component(pc_linter *linter, const char *plan, const pc_component *component)
{
    const pc_commission_schedule *schedule = &component->schedule;
    for (size_t i = 1; pays_on_all(schedule) && i < schedule->bands.n; i++) {
        const double below = at_plan(linter, schedule->bands.rate[i - 1], 0);
        const double rate = at_plan(linter, schedule->bands.rate[i], 0);
        double from = at_plan(linter, schedule->bands.from[i], 0);
        if (schedule->kind == PC_SCHEDULE_ATTAINMENT)
            from *= at_plan(linter, schedule->target, 0);
        if (!pc_linter_exceeds(below, rate)) continue;
        pc_linter_find(linter, "L17", PC_WARNING,
                       pc_linter_text(linter, "/commission/%s/%s/schedule/%s", plan,
                                      component->id, pc_schedule_ids[schedule->kind]),
                       "pay it \"marginal\", so that each part has its own rate, or let rates "
                       "rise",
                       "at %s the commission falls from %s to %s: the rate goes from %s to %s, "
                       "and stands on all of it",
                       pc_linter_money(linter, from), pc_linter_money(linter, below * from),
                       pc_linter_money(linter, rate * from), percent(linter, below),
                       percent(linter, rate));
        return;
    }
}

void pc_lint_bands(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_commissions; i++)
        for (size_t k = 0; k < p->commissions[i].n_components; k++)
            check_component(linter, p->commissions[i].id, &p->commissions[i].components[k]);
}
