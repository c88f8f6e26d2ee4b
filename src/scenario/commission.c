/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commission plans and their components. */
#include "scenario/commission.h"

#include <string.h>

static const char stacking_key[] = "stacking"; /* the plan's own, beside its components */

static void read_event(pc_reader *reader, const pc_json *node, pc_component *component)
{
    static const char *const later_events[] = { "expansion", "registration", "services" };
    static const char *const bases[] = { "net_price" };
    static const char *const later_bases[] = { "list",           "customer_price",
                                               "first_year_acv", "tcv",
                                               "invoiced",       "collected",
                                               "gross_margin" };
    static const char *const triggers[] = { "booked" };
    static const char *const later_triggers[] = { "invoiced", "collected" };
    component->event = (pc_event)pc_read_word_or_later(reader, pc_json_get(node, "event"),
                                                       pc_event_ids, PC_N_EVENTS, later_events,
                                                       PC_COUNT(later_events), PC_EVENT_NEW);
    pc_read_word_or_later(reader, pc_json_get(node, "base"), bases, PC_COUNT(bases),
                          later_bases, PC_COUNT(later_bases), 0);
    pc_read_word_or_later(reader, pc_json_get(node, "trigger"), triggers, PC_COUNT(triggers),
                          later_triggers, PC_COUNT(later_triggers), 0);
}

static void read_credit(pc_reader *reader, const pc_json *node, pc_component *component)
{
    static const char *const credits[] = { "influenced", "sourced", "any" };
    static const char *const later_credits[] = { "transacted", "delivered" };
    const size_t credit =
        pc_read_word_or_later(reader, pc_json_get(node, "credit"), credits, PC_COUNT(credits),
                              later_credits, PC_COUNT(later_credits), 1);
    component->any_credit = credit == 2;
    component->credit = credit == 0 ? PC_CREDIT_INFLUENCED : PC_CREDIT_SOURCED;
}

static void read_entry(pc_reader *reader, const pc_json *node, pc_component *component)
{
    static const char *const entries[] = { "deal", "partner_month" };
    static const char *const boundaries[] = { "upper", "lower" };
    component->window = (pc_window)pc_read_word(reader, pc_json_get(node, "window"),
                                                pc_window_ids, PC_N_WINDOWS, PC_WINDOW_DEAL);
    component->by_partner_month =
        pc_read_word(reader, pc_json_get(node, "entry"), entries, PC_COUNT(entries), 0) == 1;
    component->lower = pc_read_word(reader, pc_json_get(node, "boundary"), boundaries,
                                    PC_COUNT(boundaries), 0) == 1;
}

static void read_component(pc_reader *reader, const pc_json *node, pc_component *component)
{
    static const pc_key keys[] = {
        { "credit", PC_MAY },      { "schedule", PC_MUST },  { "event", PC_MAY },
        { "base", PC_MAY },        { "lag", PC_MAY },        { "window", PC_MAY },
        { "trigger", PC_MAY },     { "duration", PC_MAY },   { "clawback", PC_LATER },
        { "entry", PC_MAY },       { "rate_lock", PC_MAY },  { "boundary", PC_MAY },
        { "renewal", PC_MAY },     { "cap", PC_MAY },        { "floor", PC_MAY },
        { "accelerator", PC_MAY }, { "bonus", PC_MAY },      { "spiff", PC_MAY },
        { "payment", PC_MAY },     { "rounding", PC_LATER },
    };
    *component = (pc_component) { .id = node->key,
                                  .credit = PC_CREDIT_SOURCED,
                                  .schedule = { .rate = &pc_expr_broken },
                                  .duration_months = 1 };
    if (!pc_read_keys(reader, node, "a commission component", keys, PC_COUNT(keys))) return;
    read_event(reader, node, component);
    read_credit(reader, node, component);
    read_entry(reader, node, component);
    const pc_json *schedule = pc_json_get(node, "schedule");
    component->schedule = pc_read_commission_schedule(reader, schedule);
    pc_read_commission_terms(reader, node, component);
    if (schedule) pc_check_component(reader, node, component);
}

/* "additive", "exclusive", or { "additive_capped": a part of the credited money }. */
static void read_stacking(pc_reader *reader, const pc_json *node, pc_commission *plan)
{
    static const char *const words[] = { "additive", "exclusive" };
    static const pc_key keys[] = { { "additive_capped", PC_MUST } };
    if (!node) return;
    if (node->kind != PC_JSON_OBJECT) {
        plan->stacking = (pc_stacking)pc_read_word(reader, node, words, PC_COUNT(words),
                                                   PC_STACKING_ADDITIVE);
        return;
    }
    if (!pc_read_keys(reader, node, "a stacking", keys, PC_COUNT(keys))) return;
    plan->stacking = PC_STACKING_CAPPED;
    const pc_json *limit = pc_json_get(node, keys[0].name); /* without one it was refused */
    plan->limit = limit ? pc_read_level(reader, limit, PC_UNIT_FRACTION) : &pc_expr_broken;
}

static void read_plan(pc_reader *reader, const pc_json *node, pc_commission *plan)
{
    const pc_entities found = pc_read_entities(reader, node, "components");
    pc_component *list = PC_NEW_ARRAY(reader->arena, pc_component, found.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < found.n && list; i++)
        if (strcmp(found.items[i]->key, stacking_key) != 0)
            read_component(reader, found.items[i], &list[n++]);
    *plan = (pc_commission) { .id = node->key, .n_components = n, .components = list };
    if (node->kind != PC_JSON_OBJECT) return;
    read_stacking(reader, pc_json_get(node, stacking_key), plan);
    if (n == 0)
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
