/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates by tier against the ladders of those who are paid: every tier has its rate, and every
 * rate its tier. */
#include "scenario/commission.h"

#include <string.h>

typedef struct plan_check {
    pc_reader *reader;
    const pc_commission *plan;
    const pc_json *node; /* the plan's */
} plan_check;

/* The object of the component's tiers: of rates, or of amounts; NULL when it has none. */
static const pc_json *tiers_of(const plan_check *c, const pc_component *component)
{
    const pc_json *schedule = pc_json_get(pc_json_get(c->node, component->id), "schedule");
    if (!component->schedule.n_tiers) return NULL;
    return component->schedule.kind == PC_SCHEDULE_FIXED
               ? pc_json_get(pc_json_get(schedule, "fixed"), "by_tier")
               : pc_json_get(schedule, "by_tier");
}

static bool ladder_has(const pc_ladder *ladder, const char *tier)
{
    for (size_t i = 0; i < ladder->n_tiers; i++)
        if (strcmp(ladder->tiers[i].id, tier) == 0) return true;
    return false;
}

/* Every tier in which a partner of the ladder can be needs its rate. */
static void check_tiers(const plan_check *c, const pc_json *tiers,
                        const pc_commission_schedule *schedule, const pc_conduct *conduct,
                        const char *who)
{
    if (conduct->ladder_id == PC_NONE) {
        pc_json_key_error(
            c->reader->diags, tiers, "E0354",
            pc_help(c->reader, "give \"%s\" a ladder, or pay it a flat rate", who),
            "\"%s\" is paid by tier and has no ladder", who);
        return;
    }
    const pc_ladder *ladder = &c->reader->programme->ladders[conduct->ladder_id];
    for (size_t i = 0; i < ladder->n_tiers; i++) {
        const pc_tier *tier = &ladder->tiers[i];
        const pc_tier_rate *rate = pc_schedule_tier(schedule, tier->id);
        if (!rate)
            pc_json_key_error(c->reader->diags, tiers, "E0354",
                              pc_help(c->reader, "add \"%s\": ...; 0 pays nothing", tier->id),
                              "the tier \"%s\" of the ladder \"%s\" has no rate", tier->id,
                              ladder->id);
        else if (!rate->rate && (tier->earned || i == conduct->first_tier))
            pc_json_error(c->reader->diags, pc_json_get(tiers, tier->id), "E0355",
                          "state a rate; a named partner may have a \"commission\" of its own",
                          "\"%s\" can be in this tier, and nobody says what it is paid", who);
    }
}

typedef struct payees {
    const pc_ladder **ladders; /* of those paid by the plan, some of them twice */
    size_t n;
} payees;

static void check_payee(const plan_check *c, const pc_conduct *conduct, const char *who,
                        payees *paid)
{
    for (size_t i = 0; i < c->plan->n_components; i++) {
        const pc_component *component = &c->plan->components[i];
        const pc_json *schedule = pc_json_get(pc_json_get(c->node, component->id), "schedule");
        if (component->schedule.kind == PC_SCHEDULE_BY_TIER)
            check_tiers(c, pc_json_get(schedule, "by_tier"), &component->schedule, conduct,
                        who);
    }
    if (conduct->ladder_id != PC_NONE)
        paid->ladders[paid->n++] = &c->reader->programme->ladders[conduct->ladder_id];
}

/* A rate of a tier that none of them has. */
static void check_names(const plan_check *c, const payees *paid)
{
    for (size_t i = 0; i < c->plan->n_components && paid->n; i++) {
        const pc_component *component = &c->plan->components[i];
        const pc_json *tiers = tiers_of(c, component);
        for (size_t t = 0; t < component->schedule.n_tiers; t++) {
            const char *id = component->schedule.tiers[t].tier, *names[32];
            bool known = false;
            size_t n = 0;
            for (size_t k = 0; k < paid->n; k++) known |= ladder_has(paid->ladders[k], id);
            if (known) continue;
            for (size_t k = 0; k < paid->ladders[0]->n_tiers && n < PC_COUNT(names); k++)
                names[n++] = paid->ladders[0]->tiers[k].id;
            pc_json_key_error(c->reader->diags, pc_json_get(tiers, id), "E0353",
                              pc_help_names(c->reader, id, names, n),
                              "no ladder of those who are paid has a tier \"%s\"", id);
        }
    }
}

void pc_check_tier_rates(pc_reader *reader, const pc_json *node, size_t plan_id)
{
    const plan_check check = { reader, &reader->programme->commissions[plan_id], node };
    const plan_check *c = &check;
    const pc_programme *programme = c->reader->programme;
    payees paid = { .ladders = PC_NEW_ARRAY(c->reader->arena, const pc_ladder *,
                                            programme->n_cohorts + programme->n_partners + 1) };
    if (!paid.ladders) return;
    for (size_t i = 0; i < programme->n_cohorts; i++) {
        const pc_cohort *cohort = &programme->cohorts[i];
        if (cohort->conduct && cohort->channel_id != PC_NONE &&
            programme->channels[cohort->channel_id].commission_id == plan_id)
            check_payee(c, cohort->conduct, cohort->id, &paid);
    }
    for (size_t i = 0; i < programme->n_partners; i++) {
        const pc_partner *partner = &programme->partners[i];
        if (!partner->conduct || partner->channel_id == PC_NONE) continue;
        const size_t of_channel = programme->channels[partner->channel_id].commission_id;
        if ((partner->commission_id != PC_NONE ? partner->commission_id : of_channel) ==
            plan_id)
            check_payee(c, partner->conduct, partner->id, &paid);
    }
    check_names(c, &paid);
}
