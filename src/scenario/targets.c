/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets, headlines and what is recorded. */
#include "scenario/metrics.h"

#include <math.h>
#include <string.h>

static bool read_target(pc_reader *reader, const pc_json *node, pc_target *target)
{
    static const pc_key keys[] = {
        { "metric", PC_MUST }, { "op", PC_MUST }, { "value", PC_MUST }, { "require", PC_MAY }
    };
    *target = (pc_target) { .id = node->key, .source = "", .require = (double)NAN };
    if (!pc_read_keys(reader, node, "a target", keys, PC_COUNT(keys))) return false;
    const pc_json *metric = pc_json_get(node, "metric"), *value = pc_json_get(node, "value");
    const pc_json *require = pc_json_get(node, "require"),
                  *source = pc_json_get(node, "source");
    target->op = (pc_op)pc_read_word(reader, pc_json_get(node, "op"), pc_op_texts, 4, 0);
    if (source && source->kind == PC_JSON_STRING) target->source = source->string;
    if (require) {
        pc_quantity q = {
            .reader = reader, .unit = PC_UNIT_FRACTION, .has_unit = true, .in_plan = true
        };
        target->require = pc_read_value(&q, require)->number;
    }
    pc_metric_ref ref;
    const pc_metric_info *info;
    if (!metric || !pc_read_metric_ref(reader, metric, &ref, &info)) return false;
    target->metric = ref.metric;
    target->period = ref.period;
    if (value) target->value = pc_read_figure(reader, value, info);
    return true;
}

void pc_read_targets(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "targets"), "targets");
    pc_target *list = PC_NEW_ARRAY(reader->arena, pc_target, found.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < found.n && list; i++)
        if (read_target(reader, found.items[i], &list[n])) n++;
    reader->programme->targets = list;
    reader->programme->n_targets = n;
}

void pc_read_headlines(pc_reader *reader)
{
    const pc_json *about = pc_json_get(reader->root, "about");
    const pc_json *list = about ? pc_json_get(about, "headline") : NULL;
    if (!list) return;
    if (list->kind != PC_JSON_ARRAY) {
        pc_wrong_kind(reader, list, "a list of metrics", "write [\"roi.multiple@y1\"]");
        return;
    }
    pc_metric_ref *headlines = PC_NEW_ARRAY(reader->arena, pc_metric_ref, list->n_items + 1);
    size_t n = 0;
    for (size_t i = 0; i < list->n_items && headlines; i++) {
        const pc_metric_info *unused;
        if (pc_read_metric_ref(reader, &list->items[i], &headlines[n], &unused)) n++;
    }
    reader->programme->headlines = headlines;
    reader->programme->n_headlines = n;
}
