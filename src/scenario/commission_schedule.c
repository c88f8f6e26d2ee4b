/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a commission component pays: a rate, rates by tier, by band, or an amount. */
#include "scenario/commission.h"

#include <string.h>

static const pc_expr *read_tier_rate(pc_reader *reader, const pc_json *rate, pc_unit unit)
{
    if (rate->kind == PC_JSON_STRING && strcmp(rate->string, "custom") == 0) return NULL;
    return pc_read_level(reader, rate, unit);
}

static void read_tiers(pc_reader *reader, const pc_json *node, pc_unit unit,
                       pc_commission_schedule *schedule)
{
    const pc_entities found = pc_read_entities(reader, node, "tiers' rates");
    pc_tier_rate *list = PC_NEW_ARRAY(reader->arena, pc_tier_rate, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++)
        list[i] = (pc_tier_rate) { .tier = found.items[i]->key,
                                   .rate = read_tier_rate(reader, found.items[i], unit) };
    schedule->tiers = list;
    schedule->n_tiers = list ? found.n : 0;
    if (node->kind == PC_JSON_OBJECT && found.n == 0)
        pc_json_error(reader->diags, node, "E0202",
                      "{ \"silver\": \"10%\", \"gold\": \"15%\" }",
                      "rates by tier need a tier");
}

/* The first month (from 1) whose target is surely 0; 0 when there is none. */
static int month_without_target(pc_reader *reader, const pc_expr *target)
{
    for (int m = 0; m < reader->scope.months; m++)
        if (pc_expr_range(&reader->scope, target, m, false).high <= 0) return m + 1;
    return 0;
}

/* A target, and bands of its multiples that pay as one of the two. */
static void read_attainment(pc_reader *reader, const pc_json *node,
                            pc_commission_schedule *schedule)
{
    static const char *const ways[] = { "retroactive", "marginal" };
    static const pc_key keys[] = { { "target", PC_MUST },
                                   { "bands", PC_MUST },
                                   { "pays", PC_MAY } };
    schedule->target = &pc_expr_broken;
    if (!pc_read_keys(reader, node, "an attainment", keys, PC_COUNT(keys))) return;
    const pc_json *target = pc_json_get(node, "target"), *bands = pc_json_get(node, "bands");
    if (target) schedule->target = pc_read_level(reader, target, PC_UNIT_MONEY);
    const int none = target ? month_without_target(reader, schedule->target) : 0;
    if (none > 0)
        pc_json_error(reader->diags, target, "E0359", "write what is to be reached",
                      "nothing is a multiple of a target of 0, which it is in month %d", none);
    if (bands) schedule->bands = pc_read_bands(reader, bands, PC_UNIT_MULTIPLE, true);
    schedule->attained_marginal =
        pc_read_word(reader, pc_json_get(node, "pays"), ways, PC_COUNT(ways), 0) == 1;
}

/* An amount, or amounts { "by_tier": ... }. */
static void read_fixed(pc_reader *reader, const pc_json *node, pc_commission_schedule *schedule)
{
    static const pc_key keys[] = { { "by_tier", PC_MUST } };
    const pc_json *tiers = node->kind == PC_JSON_OBJECT ? pc_json_get(node, "by_tier") : NULL;
    if (!tiers)
        schedule->rate = pc_read_level(reader, node, PC_UNIT_MONEY);
    else if (pc_read_keys(reader, node, "amounts", keys, PC_COUNT(keys)))
        read_tiers(reader, tiers, PC_UNIT_MONEY, schedule);
}

/* One kind, and only one: says what is wrong. PC_N_SCHEDULES then. */
static pc_schedule_kind the_kind(pc_reader *reader, const pc_json *node)
{
    pc_schedule_kind found = PC_N_SCHEDULES;
    for (pc_schedule_kind i = PC_SCHEDULE_FLAT; i < PC_N_SCHEDULES; i++) {
        const pc_json *kind = pc_json_get(node, pc_schedule_ids[i]);
        if (found != PC_N_SCHEDULES && kind) {
            pc_json_key_error(
                reader->diags, kind, "E0229", "two components of a plan add up; keep one here",
                "a schedule is \"%s\" or \"%s\", not both", pc_schedule_ids[found], kind->key);
            return PC_N_SCHEDULES;
        }
        if (kind) found = i;
    }
    if (found == PC_N_SCHEDULES)
        pc_json_key_error(reader->diags, node, "E0202", "add \"flat\": ...",
                          "a commission's schedule needs \"flat\"");
    return found;
}

static void read_kind(pc_reader *reader, const pc_json *node, pc_commission_schedule *schedule)
{
    switch (schedule->kind) {
    case PC_SCHEDULE_BY_TIER:
        read_tiers(reader, node, PC_UNIT_FRACTION, schedule);
        break;
    case PC_SCHEDULE_SLAB:
    case PC_SCHEDULE_MARGINAL:
    case PC_SCHEDULE_RETROACTIVE:
    case PC_SCHEDULE_INTERPOLATED:
        schedule->bands = pc_read_bands(reader, node, PC_UNIT_MONEY, true);
        break;
    case PC_SCHEDULE_ATTAINMENT:
        read_attainment(reader, node, schedule);
        break;
    case PC_SCHEDULE_FIXED:
        read_fixed(reader, node, schedule);
        break;
    default:
        schedule->rate = pc_read_level(reader, node, PC_UNIT_FRACTION);
    }
}

pc_commission_schedule pc_read_commission_schedule(pc_reader *reader, const pc_json *node)
{
    pc_commission_schedule schedule = { .rate = &pc_expr_broken };
    pc_key keys[PC_N_SCHEDULES];
    for (size_t i = 0; i < PC_N_SCHEDULES; i++)
        keys[i] = (pc_key) { pc_schedule_ids[i], PC_MAY };
    if (!node || !pc_read_keys(reader, node, "a commission's schedule", keys, PC_COUNT(keys)))
        return schedule;
    const pc_schedule_kind kind = the_kind(reader, node);
    if (kind == PC_N_SCHEDULES) return schedule;
    schedule.kind = kind;
    read_kind(reader, pc_json_get(node, pc_schedule_ids[kind]), &schedule);
    return schedule;
}
