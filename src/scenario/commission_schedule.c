/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a commission component pays: a rate, rates by tier. */
#include "scenario/commission.h"

#include <string.h>

static const pc_expr *read_tier_rate(pc_reader *reader, const pc_json *rate)
{
    if (rate->kind == PC_JSON_STRING && strcmp(rate->string, "custom") == 0) return NULL;
    return pc_read_level(reader, rate, PC_UNIT_FRACTION);
}

static void read_tiers(pc_reader *reader, const pc_json *node, pc_commission_schedule *schedule)
{
    const pc_entities found = pc_read_entities(reader, node, "tiers' rates");
    pc_tier_rate *list = PC_NEW_ARRAY(reader->arena, pc_tier_rate, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++)
        list[i] = (pc_tier_rate) { .tier = found.items[i]->key,
                                   .rate = read_tier_rate(reader, found.items[i]) };
    schedule->kind = PC_SCHEDULE_BY_TIER;
    schedule->tiers = list;
    schedule->n_tiers = list ? found.n : 0;
    if (node->kind == PC_JSON_OBJECT && found.n == 0)
        pc_json_error(reader->diags, node, "E0202",
                      "{ \"silver\": \"10%\", \"gold\": \"15%\" }",
                      "rates by tier need a tier");
}

/* One kind, and only one: says what is wrong. NULL then. */
static const pc_json *the_kind(pc_reader *reader, const pc_json *node)
{
    const pc_json *found = NULL;
    for (size_t i = 0; i < PC_N_SCHEDULES; i++) {
        const pc_json *kind = pc_json_get(node, pc_schedule_ids[i]);
        if (found && kind) {
            pc_json_key_error(
                reader->diags, kind, "E0229", "two components of a plan add up; keep one here",
                "a schedule is \"%s\" or \"%s\", not both", found->key, kind->key);
            return NULL;
        }
        if (kind) found = kind;
    }
    if (!found)
        pc_json_key_error(reader->diags, node, "E0202", "add \"flat\": ...",
                          "a commission's schedule needs \"flat\"");
    return found;
}

pc_commission_schedule pc_read_commission_schedule(pc_reader *reader, const pc_json *node)
{
    pc_commission_schedule schedule = { .rate = &pc_expr_broken };
    pc_key keys[PC_N_SCHEDULES];
    for (size_t i = 0; i < PC_N_SCHEDULES; i++)
        keys[i] = (pc_key) { pc_schedule_ids[i], i > PC_SCHEDULE_BY_TIER ? PC_LATER : PC_MAY };
    if (!node || !pc_read_keys(reader, node, "a commission's schedule", keys, PC_COUNT(keys)))
        return schedule;
    const pc_json *kind = the_kind(reader, node);
    if (kind && strcmp(kind->key, "flat") == 0)
        schedule.rate = pc_read_level(reader, kind, PC_UNIT_FRACTION);
    if (kind && strcmp(kind->key, "by_tier") == 0) read_tiers(reader, kind, &schedule);
    return schedule;
}
