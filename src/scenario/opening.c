/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is there at the start: ARR, customers and when they renew. */
#include "scenario/quantity.h"

/* The weights of the first months; the last one holds on to the end of the term. */
static const double *read_weights(pc_reader *reader, const pc_json *list, size_t term)
{
    const double *weights = pc_read_weights(reader, list, term);
    double sum = 0;
    if (!weights) return NULL;
    if (list->n_items > term)
        pc_json_error(reader->diags, &list->items[term], "E0283",
                      "everything that is there at the start is due once within the term",
                      "the term has %zu months, and here are %zu weights", term, list->n_items);
    for (size_t i = 0; i < term; i++) sum += weights[i];
    if (sum > 0) return weights;
    pc_json_error(reader->diags, list, "E0283", "the last weight holds on: one is above 0",
                  "these weights are all 0, so the opening ARR has no month to renew in");
    return NULL;
}

static const double *read_renewals(pc_reader *reader, const pc_json *renewals, size_t term)
{
    static const pc_key keys[] = { { "by_month", PC_MUST } };
    if (!renewals || !pc_read_keys(reader, renewals, "renewals", keys, PC_COUNT(keys)))
        return NULL;
    const pc_json *list = pc_json_get(renewals, "by_month");
    return list ? read_weights(reader, list, term) : NULL;
}

static void read_channel(pc_reader *reader, const pc_json *node, pc_channel *channel)
{
    static const pc_key keys[] = { { "arr", PC_MUST },
                                   { "customers", PC_MAY },
                                   { "renewals", PC_MAY } };
    if (!pc_read_keys(reader, node, "a channel's opening", keys, PC_COUNT(keys))) return;
    const pc_json *arr = pc_json_get(node, "arr"), *customers = pc_json_get(node, "customers");
    if (!channel->product) {
        pc_json_key_error(reader->diags, node, "E0282",
                          pc_help(reader, "give the channel \"product\": ..., which says how "
                                          "its subscriptions renew"),
                          "the channel \"%s\" has no product, so it cannot open with ARR",
                          channel->id);
        return;
    }
    if (arr) channel->opening.arr = pc_read_level(reader, arr, PC_UNIT_MONEY);
    if (customers) channel->opening.customers = pc_read_level(reader, customers, PC_UNIT_COUNT);
    channel->opening.renewals = read_renewals(reader, pc_json_get(node, "renewals"),
                                              (size_t)channel->product->term_months);
}

static void read_channels(pc_reader *reader, const pc_json *map, pc_channel *channels)
{
    const size_t n = reader->programme->n_channels;
    const pc_entities found = pc_read_entities(reader, map, "channels");
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, n + 1);
    for (size_t i = 0; i < n && ids; i++) ids[i] = channels[i].id;
    for (size_t i = 0; i < found.n && ids; i++) {
        const size_t id = pc_read_member(reader, found.items[i], "channel", ids, n);
        if (id != PC_NONE) read_channel(reader, found.items[i], &channels[id]);
    }
}

void pc_read_opening(pc_reader *reader, pc_channel *channels)
{
    static const pc_key keys[] = { { "channels", PC_MAY }, { "partners", PC_MAY } };
    const pc_json *opening = pc_json_get(reader->root, "opening");
    if (!opening || !pc_read_keys(reader, opening, "opening", keys, PC_COUNT(keys))) return;
    const pc_json *map = pc_json_get(opening, "channels");
    if (map) read_channels(reader, map, channels);
}
