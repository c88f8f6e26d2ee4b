/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners counted from above: how many there are, join, leave and work, channel by channel. */
#include "scenario/conduct.h"
#include "scenario/incumbents.h"

#include <math.h>
#include <string.h>

static const pc_expr *opening_of(pc_reader *reader, const char *id)
{
    const pc_json *count = pc_opening_of(reader, id);
    return count && !pc_is_roster(count) ? pc_read_level(reader, count, PC_UNIT_COUNT) : NULL;
}

/* A year's exits are a part of the number at its opening: one rate a year. */
static const pc_expr *read_exit(pc_reader *reader, const pc_json *exit)
{
    static const pc_key keys[] = { { "per_year", PC_MUST },
                                   { "per_month", PC_MAY },
                                   { "per_month_by_tier", PC_MAY },
                                   { "per_year_by_tier", PC_MAY } };
    pc_key own[] = { keys[0], keys[1], keys[2], keys[3] };
    if (!exit) return NULL;
    for (size_t i = 1; i < PC_COUNT(keys) && exit->kind == PC_JSON_OBJECT; i++) {
        const pc_json *finer = pc_json_get(exit, keys[i].name);
        if (!finer) continue;
        own[0].presence = PC_MAY; /* one message is enough */
        pc_json_key_error(reader->diags, finer, "E0330",
                          "write \"per_year\", or give its channel the type \"partners\"",
                          "\"%s\" belongs to partners that are simulated one by one, and "
                          "these are counted",
                          finer->key);
    }
    if (!pc_read_keys(reader, exit, "an exit", own, PC_COUNT(own))) return NULL;
    const pc_json *rate = pc_json_get(exit, "per_year");
    if (!rate) return NULL;
    const pc_expr *expr = pc_read_level(reader, rate, PC_UNIT_FRACTION);
    if (pc_expr_traits(&reader->scope, expr).grain > PC_EACH_YEAR)
        pc_json_error(reader->diags, rate, "E0215", "write { \"by_year\": [...] }",
                      "a year's exits cannot change with the month or the quarter");
    return expr;
}

/* Whole partners are counted; a plan that writes 12.5 means something else. */
void pc_warn_of_parts(pc_reader *reader, const pc_json *node, const pc_flow *stock)
{
    const pc_expr *expr = stock->by_year ? stock->by_year : stock->by_month;
    for (int month = 0; month < reader->scope.months; month++) {
        const pc_range range = pc_expr_range(&reader->scope, expr, month, false);
        if (range.low != range.high || range.low == nearbyint(range.low)) continue;
        pc_warn(reader, node, "W0505",
                "write whole numbers; a part of a partner that works is \"active\"",
                "partners are counted whole: %s becomes %s", pc_number_words(reader, range.low),
                pc_number_words(reader, nearbyint(range.low)));
        return;
    }
}

void pc_warn_of_parts_joining(pc_reader *reader, const pc_json *entry, const pc_flow *flow)
{
    if (entry->kind == PC_JSON_OBJECT && pc_json_get(entry, "by_month"))
        pc_warn_of_parts(reader, entry, flow);
}

static void read_numbers(pc_reader *reader, const pc_json *node, pc_cohort *cohort)
{
    const pc_json *stock = pc_json_get(node, "stock"), *entry = pc_json_get(node, "entry");
    cohort->has_stock = stock != NULL;
    cohort->has_entry = entry != NULL;
    if (stock) cohort->stock = pc_read_stock(reader, stock);
    if (entry) cohort->entry = pc_read_count_flow(reader, entry);
    if (stock) pc_warn_of_parts(reader, stock, &cohort->stock);
    if (entry) pc_warn_of_parts_joining(reader, entry, &cohort->entry);
    if (!stock && !entry)
        pc_json_key_error(
            reader->diags, node, "E0285",
            "add \"stock\": { \"by_year\": [50, 150] }, the number at each year's "
            "end, or \"entry\", how many join",
            "a cohort needs \"stock\" or \"entry\"");
}

static void check_minimum(pc_reader *reader, const pc_json *node, const pc_cohort *cohort)
{
    const pc_expr *count =
        cohort->stock.by_year ? cohort->stock.by_year : cohort->stock.by_month;
    if (cohort->minimum && count)
        pc_check_amount(reader, pc_json_get(node, "minimum"),
                        pc_make2(reader, PC_EXPR_MUL, count, cohort->minimum));
}

/* Whether a key is of partners that are simulated one by one alone. */
static bool is_of_conduct(const char *key)
{
    static const char *const below[] = { "referral", "stream" };
    if (strcmp(key, "exit") == 0 || strcmp(key, "leads") == 0) return false;
    for (size_t k = 0; k < PC_N_CONDUCT_KEYS; k++)
        if (strcmp(pc_conduct_keys[k].name, key) == 0) return true;
    for (size_t k = 0; k < PC_COUNT(below); k++)
        if (strcmp(below[k], key) == 0) return true;
    return false;
}

/* Where its channel is not known, what it says decides: one mistake, one message. */
static bool is_simulated(const pc_reader *reader, const pc_json *node, size_t channel_id)
{
    if (pc_is_type_known(reader, channel_id)) return pc_is_from_below(reader, channel_id);
    for (size_t i = 0; i < node->n_items; i++)
        if (is_of_conduct(node->items[i].key)) return true;
    return false;
}

/* Such keys have no meaning for those that are counted. */
static void refuse_conduct(pc_reader *reader, const pc_json *node)
{
    const char *help = "give its channel the type \"partners\", or leave it out";
    for (size_t i = 0; i < node->n_items; i++) {
        const pc_json *member = &node->items[i];
        if (!is_of_conduct(member->key)) continue;
        pc_json_key_error(reader->diags, member, "E0330", help,
                          "\"%s\" belongs to partners that are simulated one by one, and "
                          "these are counted",
                          member->key);
    }
}

static void read_counted(pc_reader *reader, const pc_json *node, pc_cohort *cohort)
{
    pc_key keys[PC_N_CONDUCT_KEYS + 9] = { { "channel", PC_MUST }, { "stock", PC_MAY },
                                           { "entry", PC_MAY },    { "exit", PC_MAY },
                                           { "active", PC_MAY },   { "minimum", PC_MAY },
                                           { "leads", PC_MAY },    { "referral", PC_MAY },
                                           { "stream", PC_MAY } };
    memcpy(keys + 9, pc_conduct_keys, sizeof pc_conduct_keys);
    pc_read_keys(reader, node, "a cohort", keys, PC_COUNT(keys));
    refuse_conduct(reader, node);
    read_numbers(reader, node, cohort);
    cohort->exit = read_exit(reader, pc_json_get(node, "exit"));
    cohort->active = pc_read_optional_level(reader, node, "active", PC_UNIT_FRACTION);
    cohort->minimum = pc_read_optional_level(reader, node, "minimum", PC_UNIT_MONEY);
    cohort->leads = pc_read_optional_level(reader, node, "leads", PC_UNIT_COUNT);
    cohort->opening = opening_of(reader, node->key);
    check_minimum(reader, node, cohort);
}

static void read_cohort(pc_reader *reader, const pc_json *node, pc_cohort *cohort)
{
    *cohort = (pc_cohort) { .id = node->key, .channel_id = PC_NONE };
    if (node->kind != PC_JSON_OBJECT) {
        pc_wrong_kind(reader, node, "an object: a cohort", NULL);
        return;
    }
    cohort->channel_id = pc_read_channel_reference(reader, pc_json_get(node, "channel"));
    if (is_simulated(reader, node, cohort->channel_id))
        pc_read_cohort_below(reader, node, cohort);
    else
        read_counted(reader, node, cohort);
}

void pc_read_cohorts(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "cohorts"), "cohorts");
    pc_cohort *list = PC_NEW_ARRAY(reader->arena, pc_cohort, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++) read_cohort(reader, found.items[i], &list[i]);
    reader->programme->cohorts = list;
    reader->programme->n_cohorts = list ? found.n : 0;
    pc_read_incumbents(reader);
}
