/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How partners that are simulated one by one leave: a chance a month, the same for all or by
 * tier. p a year is 1 - (1 - p)^(1/12) a month, so that twelve months leave p of a year.
 */
#include "scenario/conduct.h"

#include <string.h>

static const pc_expr *monthly(pc_reader *reader, const pc_expr *yearly)
{
    const pc_expr *one =
        pc_make_number(reader, &(pc_written) { .number = 1, .decimal = true, .digits = 1 });
    const pc_expr *twelfth = pc_make_number(reader, &(pc_written) { .number = 1.0 / 12 });
    const pc_expr *stays = pc_make2(reader, PC_EXPR_SUB, one, yearly);
    return pc_make2(reader, PC_EXPR_SUB, one, pc_make2(reader, PC_EXPR_POW, stays, twelfth));
}

/* A chance a month; NULL for 0. */
static const pc_expr *read_chance(pc_reader *reader, const pc_json *value, bool per_year)
{
    const pc_expr *expr = pc_read_level(reader, value, PC_UNIT_FRACTION);
    if (pc_is_zero(expr)) return NULL;
    return per_year ? monthly(reader, expr) : expr;
}

static void read_by_tier(pc_reader *reader, const pc_json *map, bool per_year,
                         pc_conduct *conduct)
{
    const pc_entities found = pc_read_entities(reader, map, "tiers");
    if (conduct->ladder_id == PC_NONE) {
        if (!pc_json_get(map->parent->parent, "ladder"))
            pc_json_key_error(reader->diags, map, "E0335", "add \"ladder\": ...",
                              "tiers belong to a ladder, and none is given");
        return;
    }
    const pc_ladder *ladder = &reader->programme->ladders[conduct->ladder_id];
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, ladder->n_tiers + 1);
    const pc_expr **list = PC_NEW_ARRAY(reader->arena, const pc_expr *, ladder->n_tiers + 1);
    if (!ids || !list) return;
    for (size_t i = 0; i < ladder->n_tiers; i++) ids[i] = ladder->tiers[i].id;
    for (size_t i = 0; i < found.n; i++) {
        const size_t tier =
            pc_read_member(reader, found.items[i], "tier", ids, ladder->n_tiers);
        if (tier != PC_NONE) list[tier] = read_chance(reader, found.items[i], per_year);
    }
    for (size_t i = 0; i < ladder->n_tiers && map->kind == PC_JSON_OBJECT; i++)
        if (!pc_json_get(map, ids[i]))
            pc_json_key_error(reader->diags, map, "E0335",
                              pc_help(reader, "add \"%s\": 0 if nobody leaves there", ids[i]),
                              "the tier \"%s\" has no chance of leaving", ids[i]);
    conduct->exit_by_tier = list;
}

void pc_read_exits(pc_reader *reader, const pc_json *exit, pc_conduct *conduct)
{
    static const pc_key keys[] = { { "per_month", PC_MAY },
                                   { "per_year", PC_MAY },
                                   { "per_month_by_tier", PC_MAY },
                                   { "per_year_by_tier", PC_MAY } };
    const pc_json *said = NULL;
    if (!exit || !pc_read_keys(reader, exit, "an exit", keys, PC_COUNT(keys))) return;
    for (size_t i = 0; i < PC_COUNT(keys); i++) {
        const pc_json *one = pc_json_get(exit, keys[i].name);
        if (one && said)
            pc_json_key_error(reader->diags, one, "E0339",
                              "keep one; in a variant, take the other away with null",
                              "a partner's chance of leaving is stated twice: also as \"%s\"",
                              said->key);
        if (!one || said) continue;
        said = one;
        if (i < 2)
            conduct->exit = read_chance(reader, one, i == 1);
        else
            read_by_tier(reader, one, i == 3, conduct);
    }
    if (!said)
        pc_json_error(reader->diags, exit, "E0202",
                      "add \"per_month\", \"per_year\", \"per_month_by_tier\" or "
                      "\"per_year_by_tier\"",
                      "an exit needs a chance of leaving");
}
