/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Risks: what may happen, when, and to whom. An event is a factor on the numbers of those whom
 * it meets, or a partner's leaving. docs/model/demand.md, "Events". */
#include "scenario/conduct.h"
#include "scenario/processes.h"

#include <string.h>

typedef struct event {
    pc_reader *reader;
    const pc_json *node;
    const pc_expr *lasts; /* 1 while it does */
    const bool *meets;    /* one a channel; NULL: all */
} event;

static const pc_expr *one_of(pc_reader *reader)
{
    return pc_make_number(reader, &(pc_written) { .number = 1, .decimal = true, .digits = 1 });
}

/* number x (1 + (factor - 1) lasts); NULL stays NULL. */
static const pc_expr *changed(const event *e, const pc_expr *number, const pc_expr *factor)
{
    pc_reader *reader = e->reader;
    if (!number) return NULL;
    const pc_expr *one = one_of(reader);
    const pc_expr *change = pc_make2(reader, PC_EXPR_SUB, factor, one);
    const pc_expr *now =
        pc_make2(reader, PC_EXPR_ADD, one, pc_make2(reader, PC_EXPR_MUL, change, e->lasts));
    return pc_make2(reader, PC_EXPR_MUL, number, now);
}

static bool meets(const event *e, size_t channel_id)
{
    return channel_id != PC_NONE && (!e->meets || e->meets[channel_id]);
}

/* ---- on demand ---- */

static void change_conduct(const event *e, const pc_conduct *conduct, const pc_expr *factor)
{
    pc_conduct *own = (pc_conduct *)(uintptr_t)conduct; /* still being read */
    own->leads = changed(e, own->leads, factor);
    own->deals = changed(e, own->deals, factor);
}

/* Months of an amount; a year's is one number that no month can change. */
static void change_amount(const event *e, pc_channel *channel, const pc_expr *factor)
{
    if (channel->type == PC_CHANNEL_AMOUNT && channel->revenue.by_month) {
        channel->revenue.by_month = changed(e, channel->revenue.by_month, factor);
    } else if (e->meets) {
        pc_json_key_error(e->reader->diags, pc_json_get(e->node, "channels"), "E0377",
                          channel->type == PC_CHANNEL_AMOUNT
                              ? "write its revenue \"by_month\""
                              : "multiply the total revenue by an assumption of the family "
                                "\"event\"",
                          "the channel \"%s\" has no months that an event could change",
                          channel->id);
    }
}

static void change_demand(const event *e, const pc_expr *factor)
{
    const pc_programme *programme = e->reader->programme;
    for (size_t i = 0; i < programme->n_channels; i++) {
        pc_channel *channel = &e->reader->channels[i];
        if (!meets(e, i)) continue;
        if (channel->sellers) {
            pc_sellers *sellers = (pc_sellers *)(uintptr_t)channel->sellers;
            sellers->quota = changed(e, sellers->quota, factor);
        }
        if (channel->conduct) change_conduct(e, channel->conduct, factor);
        if (!pc_channel_is_below(channel)) change_amount(e, channel, factor);
    }
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (programme->cohorts[i].conduct && meets(e, programme->cohorts[i].channel_id))
            change_conduct(e, programme->cohorts[i].conduct, factor);
    for (size_t i = 0; i < programme->n_partners; i++) {
        pc_partner *partner = &e->reader->partners[i];
        if (!partner->conduct || !meets(e, partner->channel_id)) continue;
        change_conduct(e, partner->conduct, factor);
        if (partner->has_revenue && partner->revenue.by_month)
            partner->revenue.by_month = changed(e, partner->revenue.by_month, factor);
    }
}

/* ---- on fees ---- */

static void change_fees(const event *e, const pc_expr *factor)
{
    for (size_t i = 0; i < e->reader->programme->n_channels; i++)
        if (meets(e, i))
            e->reader->channels[i].fee = changed(e, e->reader->channels[i].fee, factor);
}

/* ---- the loss of a partner ---- */

/* The chance of leaving by either: 1 - (1 - a)(1 - b). */
static const pc_expr *either(pc_reader *reader, const pc_expr *a, const pc_expr *b)
{
    const pc_expr *one = one_of(reader);
    if (!a) return b;
    const pc_expr *stays = pc_make2(reader, PC_EXPR_MUL, pc_make2(reader, PC_EXPR_SUB, one, a),
                                    pc_make2(reader, PC_EXPR_SUB, one, b));
    return pc_make2(reader, PC_EXPR_SUB, one, stays);
}

/* In the month in which the event begins. */
static const pc_expr *begins(const event *e)
{
    const pc_expr *onset = pc_make(e->reader, PC_EXPR_EVENT, e->lasts->args, 2);
    if (onset == &pc_expr_broken) return onset;
    pc_expr *own = (pc_expr *)(uintptr_t)onset; /* just made */
    own->first_month = e->lasts->first_month;
    own->n_months = e->lasts->n_months;
    own->duration = 1;
    own->is_hazard = true;
    return own;
}

static void lose(const event *e, const pc_json *at)
{
    const pc_programme *programme = e->reader->programme;
    const char **ids = PC_NEW_ARRAY(e->reader->arena, const char *, programme->n_partners + 1);
    if (!at || !ids) return;
    for (size_t i = 0; i < programme->n_partners; i++) ids[i] = programme->partners[i].id;
    const size_t id = pc_read_reference(e->reader, at, "partner", ids, programme->n_partners);
    if (id == PC_NONE) return;
    pc_conduct *conduct = (pc_conduct *)(uintptr_t)programme->partners[id].conduct;
    if (!conduct) {
        pc_json_error(e->reader->diags, at, "E0377",
                      "give its channel the type \"partners\", and say what it sells",
                      "the partner \"%s\" is only named, and sells nothing that could be lost",
                      ids[id]);
        return;
    }
    const pc_expr *leaves = begins(e);
    if (!conduct->exit_by_tier) {
        conduct->exit = either(e->reader, conduct->exit, leaves);
        return;
    }
    const pc_expr **by_tier = (const pc_expr **)(uintptr_t)conduct->exit_by_tier;
    for (size_t t = 0; t < programme->ladders[conduct->ladder_id].n_tiers; t++)
        by_tier[t] = either(e->reader, by_tier[t], leaves);
}

/* ---- one event ---- */

static const bool *read_channels(pc_reader *reader, const pc_json *list)
{
    bool *found = PC_NEW_ARRAY(reader->arena, bool, reader->programme->n_channels + 1);
    if (!list || !found) return NULL;
    if (list->kind != PC_JSON_ARRAY) {
        pc_wrong_kind(reader, list, "a list of channels", "[\"si\", \"direct\"]");
        return found;
    }
    for (size_t i = 0; i < list->n_items; i++) {
        const size_t id = pc_read_channel_reference(reader, &list->items[i]);
        if (id != PC_NONE) found[id] = true;
    }
    return found;
}

static void read_effect(event *e)
{
    static const pc_key keys[] = { { "demand", PC_MAY }, { "fee", PC_MAY } };
    pc_reader *reader = e->reader;
    const pc_json *effect = pc_json_get(e->node, "effect");
    const pc_json *loses = pc_json_get(e->node, "loses");
    if (!effect && !loses)
        pc_json_key_error(reader->diags, e->node, "E0377",
                          "add \"effect\": { \"demand\": 0.7 }, or \"loses\": a named partner",
                          "this event changes nothing");
    if (effect && pc_read_keys(reader, effect, "an effect", keys, PC_COUNT(keys))) {
        const pc_expr *demand =
            pc_read_optional_level(reader, effect, "demand", PC_UNIT_MULTIPLE);
        const pc_expr *fee = pc_read_optional_level(reader, effect, "fee", PC_UNIT_MULTIPLE);
        if (demand) change_demand(e, demand);
        if (fee) change_fees(e, fee);
    }
    lose(e, loses);
}

static void read_event(pc_reader *reader, const pc_json *node)
{
    pc_key keys[PC_N_EVENT_KEYS + 4] = {
        { "effect", PC_MAY }, { "channels", PC_MAY }, { "loses", PC_MAY }, { "stream", PC_MAY }
    };
    memcpy(keys + 4, pc_event_keys, sizeof pc_event_keys);
    if (!pc_read_keys(reader, node, "a risk", keys, PC_COUNT(keys))) return;
    const char *name = pc_read_text(reader, pc_json_get(node, "stream"), NULL);
    if (!name || !*name) name = pc_arena_printf(reader->arena, "events/%s", node->key);
    event e = { .reader = reader,
                .node = node,
                .meets = read_channels(reader, pc_json_get(node, "channels")),
                .lasts = pc_read_event(reader, node, name) };
    if (e.lasts == &pc_expr_broken || reader->arena->failed) return;
    read_effect(&e);
    pc_quantity q = { .reader = reader, .name = name, .unit = PC_UNIT_NUMBER };
    pc_register_input(&q, node, e.lasts);
}

void pc_read_events(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "events"), "events");
    for (size_t i = 0; i < found.n; i++) read_event(reader, found.items[i]);
}
