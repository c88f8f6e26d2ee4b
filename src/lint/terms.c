/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L10 and L11: a partner's own rate that no tier has, and commissions on what recurs without a
 * word on how long. */
#include "lint/rules.h"

#include <math.h>
#include <string.h>

/* ---- L10 ---- */

/* The one flat rate of a plan; NULL when it pays otherwise. */
static const pc_expr *flat_rate(const pc_commission *plan)
{
    if (plan->n_components != 1 || plan->components[0].schedule.kind != PC_SCHEDULE_FLAT)
        return NULL;
    return plan->components[0].schedule.rate;
}

static const pc_commission_schedule *by_tier(const pc_commission *plan)
{
    for (size_t i = 0; i < plan->n_components; i++)
        if (plan->components[i].schedule.kind == PC_SCHEDULE_BY_TIER)
            return &plan->components[i].schedule;
    return NULL;
}

static void check_own(pc_linter *linter, const pc_partner *partner, double own,
                      const pc_commission_schedule *tiers, const pc_ladder *ladder)
{
    const char *list = "";
    for (size_t i = 0; i < ladder->n_tiers; i++) {
        const pc_tier_rate *tier = pc_schedule_tier(tiers, ladder->tiers[i].id);
        if (!tier || !tier->rate) continue;
        const double rate = pc_at_plan_quantity(&linter->plan, tier->rate, 0);
        if (!(fabs(rate - own) > 1e-9)) return;
        list = pc_linter_text(linter, "%s%s%s %.4g%%", list, *list ? ", " : "", tier->tier,
                              100 * rate);
    }
    pc_linter_find(linter, "L10", PC_WARNING,
                   pc_linter_text(linter, "/partners/%s/commission", partner->id),
                   "say in the agreement which tier the partner has, or pay it by its tier",
                   "%s is paid %.4g%% by its own terms, and no tier of the ladder \"%s\" has "
                   "that rate (%s)",
                   partner->id, 100 * own, ladder->id, list);
}

void pc_lint_own_rates(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    for (size_t i = 0; i < p->n_partners; i++) {
        const pc_partner *partner = &p->partners[i];
        const size_t general = p->channels[partner->channel_id].commission_id;
        if (!partner->conduct || partner->conduct->ladder_id == PC_NONE || general == PC_NONE ||
            partner->commission_id == PC_NONE)
            continue;
        const pc_expr *own = flat_rate(&p->commissions[partner->commission_id]);
        const pc_commission_schedule *tiers = by_tier(&p->commissions[general]);
        if (own && tiers)
            check_own(linter, partner, pc_at_plan_quantity(&linter->plan, own, 0), tiers,
                      &p->ladders[partner->conduct->ladder_id]);
    }
}

/* ---- L11 ---- */

/* Whether partners of a channel whose customers renew are paid by the plan. */
static bool recurs(const pc_programme *p, size_t plan)
{
    for (size_t i = 0; i < p->n_channels; i++)
        if (p->channels[i].type == PC_CHANNEL_PARTNERS && p->channels[i].product &&
            p->channels[i].commission_id == plan)
            return true;
    for (size_t i = 0; i < p->n_partners; i++)
        if (p->partners[i].conduct && p->channels[p->partners[i].channel_id].product &&
            p->partners[i].commission_id == plan)
            return true;
    return false;
}

static bool says_how_long(const pc_commission *plan)
{
    for (size_t i = 0; i < plan->n_components; i++)
        if (plan->components[i].event == PC_EVENT_RENEWAL || plan->components[i].renewal)
            return true;
    return false;
}

static bool is_written(pc_linter *linter, const char *plan, const char *component,
                       const char *key)
{
    const pc_json *value = pc_json_at_pointer(
        linter->scenario->resolved,
        pc_linter_text(linter, "/commission/%s/%s/%s", plan, component, key));
    return value && strcmp(value->source->file, "defaults") != 0;
}

void pc_lint_durations(pc_linter *linter)
{
    const pc_programme *p = linter->programme;
    const char *list = "";
    size_t n = 0;
    for (size_t i = 0; i < p->n_commissions; i++) {
        const pc_commission *plan = &p->commissions[i];
        if (!recurs(p, i) || says_how_long(plan)) continue;
        for (size_t k = 0; k < plan->n_components; k++) {
            const pc_component *component = &plan->components[k];
            if (component->event != PC_EVENT_NEW ||
                component->schedule.kind == PC_SCHEDULE_FIXED ||
                is_written(linter, plan->id, component->id, "duration"))
                continue;
            list = pc_linter_text(linter, "%s%s%s/%s", list, n++ ? ", " : "", plan->id,
                                  component->id);
        }
    }
    if (n > 0)
        pc_linter_find(
            linter, "L11", PC_WARNING, "/commission",
            "write \"duration\": \"once\", \"36 months\" or \"life\"",
            "%zu share%s of what customers pay again each term %s for how long it is "
            "paid, and counts once: %s",
            n, n == 1 ? "" : "s", n == 1 ? "does not say" : "do not say", list);
}
