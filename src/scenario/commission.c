/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commission plans: components with a flat rate on new sales. */
#include "scenario/quantity.h"

#include <string.h>

static const pc_expr *read_schedule(pc_reader *reader, const pc_json *schedule)
{
    static const pc_key keys[] = { { "flat", PC_MUST },         { "by_tier", PC_LATER },
                                   { "slab", PC_LATER },        { "marginal", PC_LATER },
                                   { "retroactive", PC_LATER }, { "attainment", PC_LATER },
                                   { "fixed", PC_LATER } };
    if (!schedule) return &pc_expr_broken;
    bool is_later = false;
    for (size_t i = 1; i < PC_COUNT(keys) && schedule->kind == PC_JSON_OBJECT; i++)
        is_later |= pc_json_get(schedule, keys[i].name) != NULL;
    pc_key own[PC_COUNT(keys)];
    memcpy(own, keys, sizeof own);
    if (is_later) own[0].presence = PC_MAY; /* one message is enough */
    if (!pc_read_keys(reader, schedule, "a commission's schedule", own, PC_COUNT(own)))
        return &pc_expr_broken;
    const pc_json *flat = pc_json_get(schedule, "flat");
    return flat ? pc_read_level(reader, flat, PC_UNIT_FRACTION) : &pc_expr_broken;
}

static void read_words(pc_reader *reader, const pc_json *node, pc_component *component)
{
    static const char *const events[] = { "new" };
    static const char *const later_events[] = { "expansion",    "renewal",       "lead",
                                                "registration", "certification", "migration",
                                                "services" };
    static const char *const bases[] = { "net_price" };
    static const char *const later_bases[] = { "list",           "customer_price",
                                               "first_year_acv", "tcv",
                                               "invoiced",       "collected",
                                               "gross_margin" };
    static const char *const credits[] = { "influenced", "sourced", "any" };
    static const char *const later_credits[] = { "transacted", "delivered" };
    pc_read_word_or_later(reader, pc_json_get(node, "event"), events, PC_COUNT(events),
                          later_events, PC_COUNT(later_events), 0);
    pc_read_word_or_later(reader, pc_json_get(node, "base"), bases, PC_COUNT(bases),
                          later_bases, PC_COUNT(later_bases), 0);
    const size_t credit =
        pc_read_word_or_later(reader, pc_json_get(node, "credit"), credits, PC_COUNT(credits),
                              later_credits, PC_COUNT(later_credits), 1);
    component->any_credit = credit == 2;
    component->credit = credit == 0 ? PC_CREDIT_INFLUENCED : PC_CREDIT_SOURCED;
}

static void read_component(pc_reader *reader, const pc_json *node, pc_component *component)
{
    static const pc_key keys[] = {
        { "credit", PC_MUST },       { "schedule", PC_MUST },   { "event", PC_MAY },
        { "base", PC_MAY },          { "lag", PC_MAY },         { "window", PC_LATER },
        { "trigger", PC_LATER },     { "duration", PC_LATER },  { "clawback", PC_LATER },
        { "entry", PC_LATER },       { "rate_lock", PC_LATER }, { "boundary", PC_LATER },
        { "renewal", PC_LATER },     { "cap", PC_LATER },       { "floor", PC_LATER },
        { "accelerator", PC_LATER }, { "bonus", PC_LATER },     { "spiff", PC_LATER },
        { "stacking", PC_LATER },    { "payment", PC_LATER },   { "rounding", PC_LATER }
    };
    *component = (pc_component) { .id = node->key,
                                  .credit = PC_CREDIT_SOURCED,
                                  .rate = &pc_expr_broken };
    if (!pc_read_keys(reader, node, "a commission component", keys, PC_COUNT(keys))) return;
    read_words(reader, node, component);
    component->rate = read_schedule(reader, pc_json_get(node, "schedule"));
    component->lag_months = pc_read_duration(reader, pc_json_get(node, "lag"));
}

static void read_plan(pc_reader *reader, const pc_json *node, pc_commission *plan)
{
    const pc_entities found = pc_read_entities(reader, node, "components");
    pc_component *list = PC_NEW_ARRAY(reader->arena, pc_component, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++)
        read_component(reader, found.items[i], &list[i]);
    *plan = (pc_commission) { .id = node->key,
                              .n_components = list ? found.n : 0,
                              .components = list };
    if (node->kind == PC_JSON_OBJECT && found.n == 0)
        pc_json_key_error(reader->diags, node, "E0202",
                          "add one: \"fee\": { \"credit\": \"sourced\", \"schedule\": { "
                          "\"flat\": \"10%\" } }",
                          "a commission plan needs a component");
}

void pc_read_commissions(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "commission"), "commission plans");
    pc_commission *list = PC_NEW_ARRAY(reader->arena, pc_commission, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++) read_plan(reader, found.items[i], &list[i]);
    reader->programme->commissions = list;
    reader->programme->n_commissions = list ? found.n : 0;
}
