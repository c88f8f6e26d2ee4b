/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of commission plans that are read and checked, and that nothing can simulate yet. */
#include "scenario/commission.h"

#include <string.h>

static void refuse(pc_reader *reader, const pc_json *member)
{
    if (member) pc_key_not_yet(reader, member, pc_help(reader, "\"%s\"", member->key));
}

static void refuse_value(pc_reader *reader, const pc_json *value, bool is_simulated)
{
    if (value && !is_simulated)
        pc_value_not_yet(reader, value,
                         pc_help(reader, "%s \"%s\"", value->key, value->string));
}

static void refuse_parts(pc_reader *reader, const pc_json *node, const pc_component *component)
{
    static const char *const later[] = { "duration",    "renewal",  "rate_lock",
                                         "cap",         "floor",    "spiff",
                                         "accelerator", "boundary", "bonus" };
    static const char *const later_payment[] = { "minimum", "forfeit_after" };
    const pc_json *payment = pc_json_get(node, "payment");
    const pc_schedule_kind kind = component->schedule.kind;
    for (size_t i = 0; i < PC_COUNT(later); i++) refuse(reader, pc_json_get(node, later[i]));
    for (size_t i = 0; i < PC_COUNT(later_payment) && payment; i++)
        refuse(reader, pc_json_get(payment, later_payment[i]));
    if (kind > PC_SCHEDULE_BY_TIER)
        refuse(reader, pc_json_get(pc_json_get(node, "schedule"), pc_schedule_ids[kind]));
    refuse_value(reader, pc_json_get(node, "event"), component->event == PC_EVENT_NEW);
}

void pc_refuse_commission_parts(pc_reader *reader, const pc_json *node,
                                const pc_commission *plan)
{
    if (node->kind == PC_JSON_OBJECT) refuse(reader, pc_json_get(node, "stacking"));
    for (size_t i = 0; i < plan->n_components; i++)
        refuse_parts(reader, pc_json_get(node, plan->components[i].id), &plan->components[i]);
}
