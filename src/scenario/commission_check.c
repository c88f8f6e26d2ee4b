/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether those who are paid by a commission plan have what it asks for. */
#include "scenario/commission.h"

#include <string.h>

typedef struct plan_check {
    pc_reader *reader;
    const pc_commission *plan;
    const pc_json *node; /* the plan's */
} plan_check;

static void need_partners(const plan_check *c, const pc_json *at, const char *channel)
{
    pc_json_key_error(c->reader->diags, at, "E0358",
                      "give a flat rate, or the channel \"type\": \"partners\"",
                      "\"%s\" needs partners that are simulated one by one, and the channel "
                      "\"%s\" pays by it",
                      at->key, channel);
}

/* What looks at a partner, at its deals, or at what it had before. */
static void check_parts_from_above(const plan_check *c, const pc_json *node,
                                   const char *channel)
{
    static const char *const parts[] = { "duration",    "renewal", "rate_lock",
                                         "cap",         "floor",   "spiff",
                                         "accelerator", "bonus",   "event" };
    static const char *const payments[] = { "minimum", "forfeit_after" };
    const pc_json *payment = pc_json_get(node, "payment");
    for (size_t i = 0; i < PC_COUNT(parts); i++) {
        const pc_json *part = pc_json_get(node, parts[i]);
        const bool is_default =
            part && part->kind == PC_JSON_STRING &&
            (strcmp(part->string, "new") == 0 || strcmp(part->string, "once") == 0);
        if (part && !is_default) need_partners(c, part, channel);
    }
    for (size_t i = 0; i < PC_COUNT(payments) && payment; i++) {
        const pc_json *part = pc_json_get(payment, payments[i]);
        if (part) need_partners(c, part, channel);
    }
}

/* A channel counted from above is one payee without a tier, whose deals are not told apart. */
static void check_from_above(const plan_check *c, const char *channel)
{
    if (c->plan->stacking != PC_STACKING_ADDITIVE)
        need_partners(c, pc_json_get(c->node, "stacking"), channel);
    for (size_t i = 0; i < c->plan->n_components; i++) {
        const pc_component *component = &c->plan->components[i];
        const pc_json *node = pc_json_get(c->node, component->id);
        const pc_json *schedule = pc_json_get(node, "schedule");
        if (component->schedule.kind != PC_SCHEDULE_FLAT)
            need_partners(c, pc_json_get(schedule, pc_schedule_ids[component->schedule.kind]),
                          channel);
        check_parts_from_above(c, node, channel);
        if (component->by_partner_month) need_partners(c, pc_json_get(node, "entry"), channel);
    }
}

void pc_check_commissions(pc_reader *reader)
{
    const pc_programme *programme = reader->programme;
    for (size_t p = 0; p < programme->n_commissions; p++) {
        const plan_check c = { reader, &programme->commissions[p],
                               pc_json_get(pc_json_get(reader->root, "commission"),
                                           programme->commissions[p].id) };
        const size_t errors = pc_diags_errors(reader->diags);
        if (!c.node || c.node->kind != PC_JSON_OBJECT) continue;
        pc_check_rates(reader, c.node, c.plan);
        pc_check_tier_rates(reader, c.node, p);
        if (pc_diags_errors(reader->diags) > errors) continue; /* one message is enough */
        for (size_t i = 0; i < programme->n_channels; i++)
            if (programme->channels[i].commission_id == p &&
                programme->channels[i].type != PC_CHANNEL_PARTNERS)
                check_from_above(&c, programme->channels[i].id);
    }
}
