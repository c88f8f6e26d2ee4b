/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commission plans and their components. */
#include "scenario/commission.h"

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
    static const char *const entries[] = { "deal", "partner_month" };
    static const char *const windows[] = { "deal", "month" };
    pc_read_word_or_later(reader, pc_json_get(node, "base"), bases, PC_COUNT(bases),
                          later_bases, PC_COUNT(later_bases), 0);
    component->window = (pc_window)pc_read_word_or_later(
        reader, pc_json_get(node, "window"), windows, PC_COUNT(windows),
        pc_window_ids + PC_COUNT(windows), PC_N_WINDOWS - PC_COUNT(windows), PC_WINDOW_DEAL);
    component->by_partner_month =
        pc_read_word(reader, pc_json_get(node, "entry"), entries, PC_COUNT(entries), 0) == 1;
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
        { "base", PC_MAY },          { "lag", PC_MAY },         { "window", PC_MAY },
        { "trigger", PC_LATER },     { "duration", PC_LATER },  { "clawback", PC_LATER },
        { "entry", PC_MAY },         { "rate_lock", PC_LATER }, { "boundary", PC_LATER },
        { "renewal", PC_LATER },     { "cap", PC_LATER },       { "floor", PC_LATER },
        { "accelerator", PC_LATER }, { "bonus", PC_LATER },     { "spiff", PC_LATER },
        { "stacking", PC_LATER },    { "payment", PC_LATER },   { "rounding", PC_LATER }
    };
    *component = (pc_component) { .id = node->key,
                                  .credit = PC_CREDIT_SOURCED,
                                  .schedule = { .rate = &pc_expr_broken },
                                  .duration_months = 1 };
    if (!pc_read_keys(reader, node, "a commission component", keys, PC_COUNT(keys))) return;
    read_words(reader, node, component);
    component->schedule = pc_read_commission_schedule(reader, pc_json_get(node, "schedule"));
    component->payment.lag_months = pc_read_duration(reader, pc_json_get(node, "lag"));
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
