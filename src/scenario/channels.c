/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Channels: shares of the total, amounts of their own, what partners sell. */
#include "scenario/quantity.h"

#include <string.h>

static const char *const types[] = { "share", "amount", "partners", "pipeline" };
static const char *const later_types[] = { "agreement" };

/* Reads the type's word alone, so that what else is said fits it; a later type says E0290. */
static bool read_type(pc_reader *reader, const pc_json *node, pc_channel *channel)
{
    const pc_json *type = pc_json_get(node, "type");
    if (!type) {
        pc_json_key_error(reader->diags, node, "E0202",
                          "\"share\" of the total revenue, an \"amount\" of its own, what its "
                          "\"partners\" sell, or the deals of a \"pipeline\"",
                          "a channel needs \"type\"");
        return false;
    }
    const size_t none = PC_COUNT(types);
    const size_t found = pc_read_word_or_later(reader, type, types, none, later_types,
                                               PC_COUNT(later_types), none);
    if (found == none) return false;
    channel->type = (pc_channel_type)found;
    return true;
}

/* What says how large it is belongs to its type alone. */
static const struct {
    const char *key;
    pc_channel_type type;
} owned[] = { { "share", PC_CHANNEL_SHARE },    { "revenue", PC_CHANNEL_AMOUNT },
              { "leads", PC_CHANNEL_PIPELINE }, { "deals", PC_CHANNEL_PIPELINE },
              { "acv", PC_CHANNEL_PIPELINE },   { "sellers", PC_CHANNEL_PIPELINE },
              { "stream", PC_CHANNEL_PIPELINE } };

static const char *sizes_of(pc_channel_type type)
{
    static const char *const words[] = {
        "a channel of type \"share\" has \"share\"",
        "a channel of type \"amount\" has \"revenue\"",
        "a channel of type \"partners\" has what its cohorts and partners sell",
        "a channel of type \"pipeline\" has \"leads\", \"deals\" or \"sellers\""
    };
    return words[type];
}

static void check_keys(pc_reader *reader, const pc_json *node, pc_channel_type type)
{
    const pc_key keys[] = { { "share", type == PC_CHANNEL_SHARE ? PC_MUST : PC_MAY },
                            { "revenue", type == PC_CHANNEL_AMOUNT ? PC_MUST : PC_MAY },
                            { "type", PC_MAY },
                            { "route", PC_MAY },
                            { "fee", PC_MAY },
                            { "credit", PC_MAY },
                            { "commission", PC_MAY },
                            { "product", PC_MAY },
                            { "leads", PC_MAY },
                            { "deals", PC_MAY },
                            { "acv", PC_MAY },
                            { "sellers", PC_MAY },
                            { "cannibalises", PC_MAY },
                            { "stream", PC_MAY } };
    pc_read_keys(reader, node, "a channel", keys, PC_COUNT(keys));
    for (size_t i = 0; i < PC_COUNT(owned); i++) {
        const pc_json *wrong = owned[i].type == type ? NULL : pc_json_get(node, owned[i].key);
        if (wrong)
            pc_json_key_error(reader->diags, wrong, "E0201", sizes_of(type),
                              "\"%s\" belongs to channels of type \"%s\"", owned[i].key,
                              types[owned[i].type]);
    }
}

static void read_share(pc_reader *reader, const pc_json *share, pc_channel *channel)
{
    channel->share = &pc_expr_broken;
    if (share && share->kind == PC_JSON_STRING && strcmp(share->string, "rest") == 0)
        channel->share = NULL;
    else if (share)
        channel->share = pc_read_level(reader, share, PC_UNIT_FRACTION);
}

static void read_size(pc_reader *reader, const pc_json *node, pc_channel *channel)
{
    const pc_json *revenue = pc_json_get(node, "revenue");
    channel->revenue = (pc_flow) { 0 };
    if (channel->type == PC_CHANNEL_SHARE)
        read_share(reader, pc_json_get(node, "share"), channel);
    else if (channel->type == PC_CHANNEL_AMOUNT)
        channel->revenue = revenue ? pc_read_flow(reader, revenue, NULL)
                                   : (pc_flow) { .by_year = &pc_expr_broken };
}

static void read_classes(pc_reader *reader, const pc_json *of, const pc_expr *out[PC_N_CREDITS])
{
    static const pc_key keys[] = { { "influenced", PC_MAY }, { "sourced", PC_MAY } };
    if (!pc_read_keys(reader, of, "credit", keys, PC_COUNT(keys))) return;
    out[PC_CREDIT_INFLUENCED] =
        pc_read_optional_level(reader, of, "influenced", PC_UNIT_FRACTION);
    out[PC_CREDIT_SOURCED] = pc_read_optional_level(reader, of, "sourced", PC_UNIT_FRACTION);
    pc_check_credits(reader, of, out);
    for (size_t c = 0; c < PC_N_CREDITS; c++)
        if (out[c] && pc_is_zero(out[c])) out[c] = NULL;
}

/* { "by_deal": { ... } } alone, of what has deals. */
static void read_by_deal(pc_reader *reader, const pc_json *credit, const char *no_deals,
                         const pc_expr *out[PC_N_CREDITS])
{
    static const pc_key keys[] = { { "by_deal", PC_MUST } };
    const pc_json *by_deal = pc_json_get(credit, "by_deal");
    const pc_json *parts = pc_json_get(credit, "sourced");
    if (!parts) parts = pc_json_get(credit, "influenced");
    if (parts)
        pc_json_key_error(reader->diags, parts, "E0378",
                          "a deal has one class that is drawn (\"by_deal\"), or every deal is "
                          "divided: keep one of them",
                          "credit is stated by deal and by parts");
    else if (!pc_read_keys(reader, credit, "credit of deals", keys, PC_COUNT(keys)))
        return;
    if (no_deals)
        pc_json_key_error(reader->diags, by_deal, "E0379",
                          "write parts of all of it: \"credit\": { \"sourced\": \"60%\", "
                          "\"influenced\": \"40%\" }",
                          "%s: there are no deals that could have a credit of their own",
                          no_deals);
    read_classes(reader, by_deal, out);
}

bool pc_read_credits(pc_reader *reader, const pc_json *credit, const char *no_deals,
                     const pc_expr *out[PC_N_CREDITS])
{
    static const char by_deal[] = "by_deal";
    if (credit->kind == PC_JSON_OBJECT && pc_json_get(credit, by_deal)) {
        read_by_deal(reader, credit, no_deals, out);
        return true;
    }
    if (credit->kind == PC_JSON_STRING && strcmp(credit->string, by_deal) == 0)
        pc_json_error(reader->diags, credit, "E0378",
                      "say how likely: { \"by_deal\": { \"sourced\": \"60%\", "
                      "\"influenced\": \"30%\" } }; what is left is uncredited",
                      "which credit does a deal have?");
    else
        read_classes(reader, credit, out);
    return false;
}

static void read_credit(pc_reader *reader, const pc_json *credit, pc_channel *channel)
{
    static const char *const none[] = {
        [PC_CHANNEL_SHARE] = "a share of the total",
        [PC_CHANNEL_AMOUNT] = "an amount that is stated",
        [PC_CHANNEL_PARTNERS] = NULL,
        [PC_CHANNEL_PIPELINE] = NULL,
    };
    if (credit)
        channel->credit_by_deal =
            pc_read_credits(reader, credit, none[channel->type], channel->credit);
}

size_t pc_read_plan_reference(pc_reader *reader, const pc_json *plan)
{
    const pc_programme *programme = reader->programme;
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, programme->n_commissions + 1);
    if (!plan || !ids) return PC_NONE;
    for (size_t i = 0; i < programme->n_commissions; i++) ids[i] = programme->commissions[i].id;
    if (plan->kind == PC_JSON_STRING)
        return pc_read_reference(reader, plan, "commission plan", ids,
                                 programme->n_commissions);
    pc_wrong_kind(reader, plan, "the id of a commission plan", NULL);
    return PC_NONE;
}

static const pc_product *read_product(pc_reader *reader, const pc_json *product)
{
    const pc_programme *programme = reader->programme;
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, programme->n_products + 1);
    if (!product || !ids) return NULL;
    for (size_t i = 0; i < programme->n_products; i++) ids[i] = programme->products[i].id;
    const size_t id = pc_read_reference(reader, product, "product", ids, programme->n_products);
    return id == PC_NONE ? NULL : &programme->products[id];
}

static void read_channel(pc_reader *reader, const pc_json *node, pc_channel *channel)
{
    *channel = (pc_channel) { .id = node->key,
                              .type = PC_CHANNEL_AMOUNT,
                              .revenue = { .by_year = &pc_expr_broken },
                              .commission_id = PC_NONE,
                              .cannibalises_id = PC_NONE };
    if (node->kind != PC_JSON_OBJECT) {
        pc_wrong_kind(reader, node, "an object: a channel", NULL);
        reader->shares_unknown = true;
        return;
    }
    if (read_type(reader, node, channel)) {
        check_keys(reader, node, channel->type);
        read_size(reader, node, channel);
    } else {
        reader->shares_unknown = true;
    }
    channel->route = (pc_route)pc_read_word(reader, pc_json_get(node, "route"), pc_route_ids,
                                            PC_N_ROUTES, PC_ROUTE_DIRECT);
    const pc_json *fee = pc_json_get(node, "fee");
    if (fee) channel->fee = pc_read_level(reader, fee, PC_UNIT_FRACTION);
    if (channel->fee && pc_is_zero(channel->fee)) channel->fee = NULL;
    read_credit(reader, pc_json_get(node, "credit"), channel);
    channel->product = read_product(reader, pc_json_get(node, "product"));
    channel->commission_id = pc_read_plan_reference(reader, pc_json_get(node, "commission"));
}

void pc_read_channels(pc_reader *reader)
{
    const pc_json *map = pc_json_get(reader->root, "channels");
    const pc_entities found = pc_read_entities(reader, map, "channels");
    pc_channel *list = PC_NEW_ARRAY(reader->arena, pc_channel, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++) read_channel(reader, found.items[i], &list[i]);
    reader->programme->channels = reader->channels = list;
    reader->programme->n_channels = list ? found.n : 0;
    if (list) pc_read_opening(reader, list);
    if (list) pc_read_cannibals(reader, list);
    if (map && map->kind == PC_JSON_OBJECT && found.n == 0)
        pc_json_key_error(reader->diags, map, "E0234", "add one: \"direct\": { \"type\": ... }",
                          "there is no channel");
}
