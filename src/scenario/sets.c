/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named sets of channels. */
#include "scenario/reader.h"

static const char **channel_ids(pc_reader *reader)
{
    const pc_programme *programme = reader->programme;
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, programme->n_channels + 1);
    for (size_t i = 0; i < programme->n_channels && ids; i++)
        ids[i] = programme->channels[i].id;
    return ids;
}

size_t pc_read_channel_reference(pc_reader *reader, const pc_json *value)
{
    const char **ids = channel_ids(reader);
    return ids && value
               ? pc_read_reference(reader, value, "channel", ids, reader->programme->n_channels)
               : PC_NONE;
}

static void read_set(pc_reader *reader, const pc_json *node, const char **ids, pc_set *set)
{
    const size_t n = reader->programme->n_channels;
    bool *member = PC_NEW_ARRAY(reader->arena, bool, n + 1);
    size_t *list = PC_NEW_ARRAY(reader->arena, size_t, n + 1);
    *set = (pc_set) { .id = node->key, .channel_ids = list };
    if (!member || !list) return;
    if (node->kind != PC_JSON_ARRAY || node->n_items == 0) {
        pc_wrong_kind(reader, node, "a list of at least one channel",
                      "write [\"si\", \"oem\"]");
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        const size_t id = pc_read_reference(reader, &node->items[i], "channel", ids, n);
        if (id == PC_NONE) continue;
        if (member[id])
            pc_json_error(reader->diags, &node->items[i], "E0222", "name each channel once",
                          "\"%s\" is in this set already", ids[id]);
        member[id] = true;
    }
    for (size_t i = 0; i < n; i++)
        if (member[i]) list[set->n_channels++] = i;
}

void pc_read_sets(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "sets"), "sets");
    pc_set *list = PC_NEW_ARRAY(reader->arena, pc_set, found.n + 1);
    const char **ids = channel_ids(reader);
    for (size_t i = 0; i < found.n && list && ids; i++)
        read_set(reader, found.items[i], ids, &list[i]);
    reader->programme->sets = list;
    reader->programme->n_sets = list ? found.n : 0;
}
