/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named partners of a plan made from above: what it claims of each. */
#include "scenario/quantity.h"

static void read_credit(pc_reader *reader, const pc_json *credit, pc_partner *partner)
{
    static const char *const credits[] = { "influenced", "sourced", "any" };
    const size_t found = pc_read_word(reader, credit, credits, PC_COUNT(credits), 2);
    partner->any_credit = found == 2;
    partner->credit = found == 0 ? PC_CREDIT_INFLUENCED : PC_CREDIT_SOURCED;
}

/* Shares of credit would be those of deals, which named partners do not have yet. */
static void read_credit_word(pc_reader *reader, const pc_json *credit, pc_partner *partner)
{
    partner->any_credit = true;
    if (credit && credit->kind == PC_JSON_OBJECT)
        pc_value_not_yet(reader, credit, "a named partner's credit by parts");
    else
        read_credit(reader, credit, partner);
}

static void read_partner(pc_reader *reader, const pc_json *node, pc_partner *partner)
{
    static const pc_key keys[] = { { "channel", PC_MUST },
                                   { "target", PC_MAY },
                                   { "credit", PC_MAY },
                                   { "minimum", PC_MAY },
                                   { "investment", PC_MAY },
                                   { "onboarding", PC_LATER },
                                   { "revenue", PC_LATER },
                                   { "commission", PC_LATER },
                                   { "volume_discount", PC_LATER },
                                   { "tier", PC_LATER },
                                   { "productivity", PC_LATER },
                                   { "deals", PC_LATER },
                                   { "acv", PC_LATER },
                                   { "certifications", PC_LATER },
                                   { "ramp", PC_LATER },
                                   { "agreement", PC_LATER },
                                   { "start_month", PC_LATER } };
    *partner = (pc_partner) { .id = node->key, .channel_id = PC_NONE, .any_credit = true };
    if (!pc_read_keys(reader, node, "a partner", keys, PC_COUNT(keys))) return;
    const pc_json *target = pc_json_get(node, "target"),
                  *minimum = pc_json_get(node, "minimum"),
                  *investment = pc_json_get(node, "investment");
    partner->channel_id = pc_read_channel_reference(reader, pc_json_get(node, "channel"));
    partner->has_target = target != NULL;
    if (target) partner->target = pc_read_flow(reader, target, NULL);
    read_credit_word(reader, pc_json_get(node, "credit"), partner);
    if (minimum) partner->minimum = pc_read_level(reader, minimum, PC_UNIT_MONEY);
    if (investment) partner->investment = pc_read_level(reader, investment, PC_UNIT_MONEY);
    if (!target && pc_json_get(node, "credit"))
        pc_json_key_error(reader->diags, pc_json_get(node, "credit"), "E0286",
                          "add \"target\": { \"by_year\": [...] }, or leave \"credit\" out",
                          "\"credit\" says which revenue the target means, and here is none");
}

void pc_read_partners(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "partners"), "partners");
    pc_partner *list = PC_NEW_ARRAY(reader->arena, pc_partner, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++) read_partner(reader, found.items[i], &list[i]);
    reader->programme->partners = list;
    reader->programme->n_partners = list ? found.n : 0;
}
