/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named partners: what the plan claims of each, and how those work that are simulated. */
#include "scenario/conduct.h"

#include <string.h>

static void read_credit(pc_reader *reader, const pc_json *credit, pc_partner *partner)
{
    static const char *const credits[] = { "influenced", "sourced", "any" };
    const size_t found = pc_read_word(reader, credit, credits, PC_COUNT(credits), 2);
    partner->any_credit = found == 2;
    partner->credit = found == 0 ? PC_CREDIT_INFLUENCED : PC_CREDIT_SOURCED;
}

/* ---- what it is said to bring ---- */

static void read_claims(pc_reader *reader, const pc_json *node, pc_partner *partner)
{
    const pc_json *target = pc_json_get(node, "target"), *credit = pc_json_get(node, "credit");
    partner->has_target = target != NULL;
    if (target) partner->target = pc_read_flow(reader, target, NULL);
    partner->minimum = pc_read_optional_level(reader, node, "minimum", PC_UNIT_MONEY);
    partner->investment = pc_read_optional_level(reader, node, "investment", PC_UNIT_MONEY);
    if (!credit || credit->kind == PC_JSON_OBJECT) return;
    read_credit(reader, credit, partner);
    if (!target)
        pc_json_key_error(reader->diags, credit, "E0286",
                          "add \"target\": { \"by_year\": [...] }, or leave \"credit\" out",
                          "\"credit\" says which revenue the target means, and here is none");
}

/* ---- how it works ---- */

static void read_revenue(pc_reader *reader, const pc_json *node, pc_partner *partner)
{
    static const char *const twice[] = { "deals", "leads", "acv", "productivity" };
    const pc_json *revenue = pc_json_get(node, "revenue");
    partner->has_revenue = revenue != NULL;
    if (!revenue) return;
    partner->revenue = pc_read_flow(reader, revenue, NULL);
    for (size_t i = 0; i < PC_COUNT(twice); i++) {
        const pc_json *other = pc_json_get(node, twice[i]);
        if (other)
            pc_json_key_error(reader->diags, other, "E0334",
                              "keep \"revenue\", or what deals are made of",
                              "what the partner sells is stated twice");
    }
}

static int read_start(pc_reader *reader, const pc_json *start)
{
    const int month = (int)pc_read_whole(reader, start, 1, 1200, 1) - 1;
    if (start && month >= reader->scope.months)
        pc_json_error(reader->diags, start, "E0331",
                      "let it start within the horizon, or leave the partner out",
                      "this partner never starts: the horizon has %d months",
                      reader->scope.months);
    return month;
}

/* Parts of its own sales, or the class of each of its deals; those of its channel need deals.
 */
static void read_own_credit(pc_reader *reader, const pc_json *node, pc_partner *partner)
{
    const pc_json *credit = pc_json_get(node, "credit");
    const char *no_deals = partner->has_revenue ? "revenue that is stated" : NULL;
    partner->has_own_credit = credit && credit->kind == PC_JSON_OBJECT;
    if (partner->has_own_credit)
        partner->own_by_deal = pc_read_credits(reader, credit, no_deals, partner->own_credit);
    else if (no_deals && partner->channel_id != PC_NONE &&
             reader->programme->channels[partner->channel_id].credit_by_deal)
        pc_json_key_error(reader->diags, pc_json_get(node, "revenue"), "E0379",
                          "give the partner \"credit\" of its own: { \"sourced\": \"60%\" }",
                          "%s: there are no deals that could have the channel's credit by deal",
                          no_deals);
}

static void read_work(pc_reader *reader, const pc_json *node, pc_partner *partner)
{
    partner->stream = pc_read_own_stream(reader, node, "partners");
    partner->start_month = read_start(reader, pc_json_get(node, "start_month"));
    read_revenue(reader, node, partner);
    read_own_credit(reader, node, partner);
    partner->commission_id = pc_read_plan_reference(reader, pc_json_get(node, "commission"));
    const pc_conduct_of of = { .node = node,
                               .channel_id = partner->channel_id,
                               .is_named = true,
                               .states_revenue = partner->has_revenue };
    partner->conduct = pc_read_conduct(reader, &of);
}

/* Partners of channels whose revenue is stated as a whole are claims beside it. */
static void refuse_work(pc_reader *reader, const pc_json *node, const pc_key *keys, size_t n)
{
    const pc_json *credit = pc_json_get(node, "credit");
    for (size_t i = 0; i < n; i++) {
        const pc_json *member = pc_json_get(node, keys[i].name);
        if (member)
            pc_json_key_error(reader->diags, member, "E0330",
                              "give its channel the type \"partners\", or leave it out",
                              "\"%s\" belongs to partners that are simulated, and this one is "
                              "only named",
                              member->key);
    }
    if (credit && credit->kind == PC_JSON_OBJECT)
        pc_json_error(reader->diags, credit, "E0330",
                      "write \"influenced\", \"sourced\" or \"any\": which revenue the target "
                      "means; or give its channel the type \"partners\"",
                      "credit by parts is of partners that are simulated, and this one is only "
                      "named");
}

static void read_partner(pc_reader *reader, const pc_json *node, pc_partner *partner)
{
    pc_key keys[PC_N_CONDUCT_KEYS + 11] = {
        { "revenue", PC_MAY },     { "commission", PC_MAY },
        { "start_month", PC_MAY }, { "stream", PC_MAY },
        { "channel", PC_MUST },    { "target", PC_MAY },
        { "credit", PC_MAY },      { "minimum", PC_MAY },
        { "investment", PC_MAY },  { "volume_discount", PC_LATER },
        { "agreement", PC_LATER }
    };
    const size_t n_claims = 7, n_work = PC_COUNT(keys) - n_claims;
    memmove(keys + n_work, keys + 4, n_claims * sizeof *keys);
    memcpy(keys + 4, pc_conduct_keys, sizeof pc_conduct_keys);
    *partner = (pc_partner) {
        .id = node->key, .channel_id = PC_NONE, .any_credit = true, .commission_id = PC_NONE
    };
    if (!pc_read_keys(reader, node, "a partner", keys, PC_COUNT(keys))) return;
    const pc_json *channel = pc_json_get(node, "channel");
    if (channel) partner->channel_id = pc_read_channel_reference(reader, channel);
    read_claims(reader, node, partner);
    bool works = false;
    for (size_t i = 0; i < n_work; i++) works |= pc_json_get(node, keys[i].name) != NULL;
    if (pc_is_type_known(reader, partner->channel_id) &&
        !pc_is_from_below(reader, partner->channel_id))
        refuse_work(reader, node, keys, n_work);
    else if (works)
        read_work(reader, node, partner);
}

void pc_read_partners(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "partners"), "partners");
    pc_partner *list = PC_NEW_ARRAY(reader->arena, pc_partner, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++) read_partner(reader, found.items[i], &list[i]);
    reader->programme->partners = reader->partners = list;
    reader->programme->n_partners = list ? found.n : 0;
}
