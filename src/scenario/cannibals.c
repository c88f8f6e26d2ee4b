/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals that another channel would have closed: docs/model/demand.md, "Cannibalisation". */
#include "scenario/quantity.h"

/* Why a channel's sales cannot be taken; NULL: they can. */
static const char *why_not(const pc_channel *from, const pc_channel *by)
{
    if (from == by) return "these are its own sales";
    if (from->type == PC_CHANNEL_PARTNERS)
        return "its sales are single partners', who are paid and promoted for them";
    if (from->credit_by_deal) return "its deals have a credit each, and none of them is taken";
    return NULL;
}

static void read_cannibal(pc_reader *reader, const pc_json *node, pc_channel *channels,
                          pc_channel *channel)
{
    static const pc_key keys[] = { { "channel", PC_MUST }, { "share", PC_MUST } };
    if (!pc_channel_is_below(channel)) {
        pc_json_key_error(
            reader->diags, node, "E0380",
            "state the other channel's revenue as what is left of it",
            "only what a channel of type \"partners\" or \"pipeline\" sells takes "
            "from another one");
        return;
    }
    if (!pc_read_keys(reader, node, "cannibalises", keys, PC_COUNT(keys))) return;
    const pc_json *from = pc_json_get(node, "channel"), *share = pc_json_get(node, "share");
    const size_t id = pc_read_channel_reference(reader, from);
    const pc_expr *part = share ? pc_read_level(reader, share, PC_UNIT_FRACTION) : NULL;
    if (id == PC_NONE || !part) return;
    const char *reason = why_not(&channels[id], channel);
    if (reason)
        pc_json_error(reader->diags, from, "E0380",
                      "name a channel of type \"share\", \"amount\" or \"pipeline\"",
                      "nothing can be taken from \"%s\": %s", channels[id].id, reason);
    if (pc_is_zero(part)) return;
    channel->cannibalises_id = id;
    channel->cannibalises = part;
}

void pc_read_cannibals(pc_reader *reader, pc_channel *channels)
{
    const pc_json *map = pc_json_get(reader->root, "channels");
    for (size_t i = 0; i < reader->programme->n_channels; i++) {
        const pc_json *node = pc_json_get(map, channels[i].id);
        const pc_json *of =
            node->kind == PC_JSON_OBJECT ? pc_json_get(node, "cannibalises") : NULL;
        if (of) read_cannibal(reader, of, channels, &channels[i]);
    }
}
