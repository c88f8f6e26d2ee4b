/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether those who are paid by a commission plan have what it asks for. */
#include "scenario/commission.h"

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

/* A channel counted from above is one payee without a tier, whose deals are not told apart. */
static void check_from_above(const plan_check *c, const char *channel)
{
    for (size_t i = 0; i < c->plan->n_components; i++) {
        const pc_component *component = &c->plan->components[i];
        const pc_json *node = pc_json_get(c->node, component->id);
        const pc_json *schedule = pc_json_get(node, "schedule");
        if (component->schedule.kind != PC_SCHEDULE_FLAT)
            need_partners(c, pc_json_get(schedule, pc_schedule_ids[component->schedule.kind]),
                          channel);
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
        pc_refuse_commission_parts(reader, c.node, c.plan);
        pc_check_rates(reader, c.node, c.plan);
        pc_check_tier_rates(reader, c.node, p);
        if (pc_diags_errors(reader->diags) > errors) continue; /* one message is enough */
        for (size_t i = 0; i < programme->n_channels; i++)
            if (programme->channels[i].commission_id == p &&
                programme->channels[i].type != PC_CHANNEL_PARTNERS)
                check_from_above(&c, programme->channels[i].id);
    }
}
