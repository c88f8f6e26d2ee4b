/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One tier: what it takes, and what it brings. */
#include "scenario/ladders.h"

static const pc_expr *optional(pc_reader *reader, const pc_json *node, const char *key,
                               pc_unit unit)
{
    const pc_json *value = pc_json_get(node, key);
    return value ? pc_read_level(reader, value, unit) : NULL;
}

static bool is_one(const pc_expr *expr)
{
    return expr->kind == PC_EXPR_NUMBER && expr->number == 1;
}

/* Keys that would decide nothing are mistakes of the plan. */
static void say_decides_nothing(pc_reader *reader, const pc_json *node, const char *key,
                                const char *help, const char *why)
{
    const pc_json *member = pc_json_get(node, key);
    if (member)
        pc_json_key_error(reader->diags, member, "E0318", help, "\"%s\" decides nothing: %s",
                          key, why);
}

static void check_earned(pc_reader *reader, const pc_json *node, const pc_tier *tier)
{
    static const char *const keys[] = { "qualify", "capacity", "top_share" };
    for (size_t i = 0; i < PC_COUNT(keys) && !tier->earned; i++)
        say_decides_nothing(reader, node, keys[i], "leave one of the two out",
                            "with \"earned\": false nobody qualifies");
}

static void check_first(pc_reader *reader, const pc_json *node)
{
    static const char *const keys[] = { "qualify", "maintain", "capacity", "top_share",
                                        "earned" };
    for (size_t i = 0; i < PC_COUNT(keys); i++)
        say_decides_nothing(reader, node, keys[i],
                            "put a tier beneath, { } in \"tiers\" and first in \"order\", for "
                            "those who miss it",
                            "partners start in the lowest tier and cannot fall below it");
}

static void check_chance(pc_reader *reader, const pc_json *node)
{
    static const char *const keys[] = { "qualify",   "maintain", "capacity",
                                        "top_share", "earned",   "rank_by" };
    for (size_t i = 0; i < PC_COUNT(keys); i++)
        say_decides_nothing(reader, node, keys[i], "leave it out, or the matrix",
                            "\"transition\" says who moves");
}

/* Whoever looks at a tier without a test would take it for one that everybody passes. */
static void check_test(pc_reader *reader, const pc_json *node, const pc_tier *tier)
{
    if (!tier->earned || pc_json_get(node, "qualify") || tier->capacity || tier->top_share)
        return;
    pc_json_key_error(reader->diags, node, "E0313",
                      "add \"qualify\": { \"all\": { \"bookings\": { \"trailing_months\": 12, "
                      "\"min\": ... } } "
                      "}, or \"earned\": false for a tier that is only given",
                      "the tier \"%s\" has no test, so nobody can tell who reaches it",
                      tier->id);
}

static void read_rank(pc_reader *reader, const pc_json *node, pc_tier *tier)
{
    const pc_json *rank = pc_json_get(node, "rank_by");
    tier->rank_by = PC_TEST_BOOKINGS;
    tier->rank_months = 12;
    if (!rank) return;
    if (!tier->capacity && !tier->top_share)
        say_decides_nothing(reader, node, "rank_by", "add \"capacity\" or \"top_share\"",
                            "nobody is ranked");
    pc_read_rank(reader, rank, tier);
}

static void read_benefits(pc_reader *reader, const pc_json *node, pc_tier *tier)
{
    tier->lead_multiplier = optional(reader, node, "lead_multiplier", PC_UNIT_MULTIPLE);
    tier->fee = optional(reader, node, "fee", PC_UNIT_MONEY);
    if (tier->fee && pc_is_zero(tier->fee)) tier->fee = NULL;
    if (tier->lead_multiplier && is_one(tier->lead_multiplier)) tier->lead_multiplier = NULL;
}

static void read_tests(pc_reader *reader, const pc_json *node, pc_tier *tier)
{
    const pc_json *maintain = pc_json_get(node, "maintain"),
                  *earned = pc_json_get(node, "earned");
    pc_read_tier_test(reader, pc_json_get(node, "qualify"), &tier->qualify);
    tier->has_maintain = maintain != NULL;
    pc_read_tier_test(reader, maintain, &tier->maintain);
    tier->capacity = optional(reader, node, "capacity", PC_UNIT_COUNT);
    tier->top_share = optional(reader, node, "top_share", PC_UNIT_FRACTION);
    if (earned && earned->kind != PC_JSON_TRUE && earned->kind != PC_JSON_FALSE)
        pc_wrong_kind(reader, earned, "true or false", NULL);
    tier->earned = !earned || earned->kind != PC_JSON_FALSE;
    read_rank(reader, node, tier);
}

void pc_read_tier(pc_reader *reader, const pc_json *node, bool is_first, bool by_chance,
                  pc_tier *tier)
{
    static const pc_key keys[] = {
        { "qualify", PC_MAY },    { "maintain", PC_MAY },         { "lead_multiplier", PC_MAY },
        { "capacity", PC_MAY },   { "top_share", PC_MAY },        { "rank_by", PC_MAY },
        { "fee", PC_MAY },        { "earned", PC_MAY },           { "mdf", PC_LATER },
        { "discount", PC_LATER }, { "protection_days", PC_LATER }
    };
    *tier = (pc_tier) { .id = node->key, .earned = true };
    if (!pc_read_keys(reader, node, "a tier", keys, PC_COUNT(keys))) return;
    read_tests(reader, node, tier);
    read_benefits(reader, node, tier);
    if (by_chance) {
        check_chance(reader, node);
    } else if (is_first) {
        check_first(reader, node);
    } else {
        check_earned(reader, node, tier);
        check_test(reader, node, tier);
    }
}
