/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tier ladders: the order of the tiers, and when partners are looked at. docs/model/ladders.md
 */
#include "scenario/ladders.h"

#include <math.h>
#include <string.h>

/* ---- review ---- */

static const char *const moves[] = { "to_qualified", "one_step" };

enum { LONGEST = 120 }; /* months between two reviews, at most */

static int read_cadence(pc_reader *reader, const pc_json *object, int fallback)
{
    return (int)pc_read_whole(reader, pc_json_get(object, "every_months"), 1, LONGEST,
                              fallback);
}

static pc_move read_move(pc_reader *reader, const pc_json *object, pc_move fallback)
{
    return (pc_move)pc_read_word(reader, pc_json_get(object, "move"), moves, PC_COUNT(moves),
                                 fallback);
}

static int read_months(pc_reader *reader, const pc_json *object, const char *key, int fallback)
{
    return (int)pc_read_whole(reader, pc_json_get(object, key), 0, LONGEST, fallback);
}

double pc_read_plain(pc_reader *reader, const pc_json *value, pc_unit unit, double fallback,
                     const char *help)
{
    if (!value) return fallback;
    pc_quantity q = { .reader = reader, .name = "", .unit = unit, .has_unit = true };
    if (value->kind != PC_JSON_NUMBER &&
        (value->kind != PC_JSON_STRING || value->string[0] == '=')) {
        pc_wrong_kind(reader, value, "a plain number", help);
        return fallback;
    }
    const pc_expr *expr = pc_read_value(&q, value);
    return expr->kind == PC_EXPR_NUMBER && isfinite(expr->number) ? expr->number : fallback;
}

static double read_hysteresis(pc_reader *reader, const pc_json *value, double fallback)
{
    return pc_read_plain(reader, value, PC_UNIT_FRACTION, fallback,
                         "0.8 means: to stay takes 80 % of what rising takes");
}

static void read_promote(pc_reader *reader, const pc_json *node, pc_review *promote)
{
    static const pc_key keys[] = { { "every_months", PC_MAY }, { "move", PC_MAY } };
    if (!node || !pc_read_keys(reader, node, "a promote review", keys, PC_COUNT(keys))) return;
    promote->every_months = read_cadence(reader, node, promote->every_months);
    promote->move = read_move(reader, node, promote->move);
}

static void read_demote(pc_reader *reader, const pc_json *node, pc_ladder *ladder)
{
    static const pc_key keys[] = { { "every_months", PC_MAY },
                                   { "move", PC_MAY },
                                   { "grace", PC_MAY },
                                   { "protected_months", PC_MAY },
                                   { "hysteresis", PC_MAY } };
    pc_review *demote = &ladder->demote;
    if (!node || !pc_read_keys(reader, node, "a demote review", keys, PC_COUNT(keys))) return;
    demote->every_months = read_cadence(reader, node, demote->every_months);
    demote->move = read_move(reader, node, demote->move);
    demote->grace = read_months(reader, node, "grace", demote->grace);
    demote->protected_months =
        read_months(reader, node, "protected_months", demote->protected_months);
    ladder->hysteresis =
        read_hysteresis(reader, pc_json_get(node, "hysteresis"), ladder->hysteresis);
}

static void read_effective(pc_reader *reader, const pc_json *review, pc_ladder *ladder)
{
    static const char *const words[] = { "next_month", "same_month" };
    ladder->same_month =
        pc_read_word(reader, pc_json_get(review, "effective"), words, PC_COUNT(words), 0) == 1;
}

/* What stands in the review itself holds for both directions. */
static void read_review(pc_reader *reader, const pc_json *review, pc_ladder *ladder)
{
    static const pc_key keys[] = {
        { "every_months", PC_MAY },     { "move", PC_MAY },       { "grace", PC_MAY },
        { "effective", PC_MAY },        { "hysteresis", PC_MAY }, { "promote", PC_MAY },
        { "protected_months", PC_MAY }, { "demote", PC_MAY }
    };
    if (!review || !pc_read_keys(reader, review, "a review", keys, PC_COUNT(keys))) return;
    pc_review *promote = &ladder->promote, *demote = &ladder->demote;
    if (pc_json_get(review, "every_months"))
        promote->every_months = demote->every_months =
            read_cadence(reader, review, promote->every_months);
    promote->move = demote->move = read_move(reader, review, promote->move);
    demote->grace = read_months(reader, review, "grace", demote->grace);
    demote->protected_months = read_months(reader, review, "protected_months", 0);
    ladder->hysteresis = read_hysteresis(reader, pc_json_get(review, "hysteresis"), 1);
    read_effective(reader, review, ladder);
    read_promote(reader, pc_json_get(review, "promote"), promote);
    read_demote(reader, pc_json_get(review, "demote"), ladder);
}

/* A matrix moves partners both ways at once. */
static void read_chance_review(pc_reader *reader, const pc_json *review, int months,
                               pc_ladder *ladder)
{
    static const pc_key keys[] = { { "every_months", PC_MAY }, { "effective", PC_MAY } };
    ladder->promote.every_months = ladder->demote.every_months = months ? months : 12;
    if (!review || !pc_read_keys(reader, review, "the review of a transition matrix", keys,
                                 PC_COUNT(keys)))
        return;
    ladder->promote.every_months = ladder->demote.every_months =
        read_cadence(reader, review, ladder->promote.every_months);
    read_effective(reader, review, ladder);
}

/* ---- order ---- */

static bool is_in(const char *id, const char *const *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(ids[i], id) == 0) return true;
    return false;
}

static void say_left_out(pc_reader *reader, const pc_entities *found, const char *const *order,
                         size_t n)
{
    for (size_t i = 0; i < found->n; i++)
        if (!is_in(found->items[i]->key, order, n))
            pc_json_key_error(reader->diags, found->items[i], "E0310",
                              "put it into the order, lowest tier first",
                              "the tier \"%s\" is not in \"order\"", found->items[i]->key);
}

/* The tiers' ids, lowest first; *n of them. */
static const char **read_order(pc_reader *reader, const pc_json *order,
                               const pc_entities *found, size_t *n)
{
    const char **known = PC_NEW_ARRAY(reader->arena, const char *, found->n + 1);
    if (!order || !known) return NULL;
    if (order->kind != PC_JSON_ARRAY || order->n_items == 0) {
        pc_wrong_kind(reader, order, "a list of at least one tier",
                      "lowest first: [\"registered\", \"silver\", \"gold\"]");
        return NULL;
    }
    const char **ids = PC_NEW_ARRAY(reader->arena, const char *, order->n_items + 1);
    for (size_t i = 0; i < found->n; i++) known[i] = found->items[i]->key;
    for (size_t i = 0; i < order->n_items && ids; i++) {
        const pc_json *item = &order->items[i];
        const size_t id = pc_read_reference(reader, item, "tier", known, found->n);
        if (id == PC_NONE) continue;
        if (is_in(known[id], ids, *n))
            pc_json_error(reader->diags, item, "E0310", "name each tier once",
                          "\"%s\" is in the order already", known[id]);
        else
            ids[(*n)++] = known[id];
    }
    if (ids) say_left_out(reader, found, ids, *n);
    return ids;
}

/* ---- the ladder ---- */

static void read_tiers(pc_reader *reader, const pc_json *node, const char *const *ids,
                       pc_ladder *ladder)
{
    pc_tier *tiers = PC_NEW_ARRAY(reader->arena, pc_tier, ladder->n_tiers + 1);
    const bool by_chance = pc_json_get(node, "transition") != NULL;
    const pc_json *map = pc_json_get(node, "tiers");
    ladder->tiers = tiers;
    for (size_t i = 0; i < ladder->n_tiers && tiers; i++)
        pc_read_tier(reader, pc_json_get(map, ids[i]), i == 0, by_chance, &tiers[i]);
    if (!tiers) ladder->n_tiers = 0;
}

static void read_ladder(pc_reader *reader, const pc_json *node, pc_ladder *ladder)
{
    static const pc_key keys[] = { { "order", PC_MUST },
                                   { "tiers", PC_MUST },
                                   { "review", PC_MAY },
                                   { "transition", PC_MAY } };
    *ladder = (pc_ladder) { .id = node->key,
                            .promote = { .every_months = 3 },
                            .demote = { .every_months = 12, .grace = 1 },
                            .hysteresis = 1 };
    if (!pc_read_keys(reader, node, "a ladder", keys, PC_COUNT(keys))) return;
    const pc_json *map = pc_json_get(node, "tiers"), *review = pc_json_get(node, "review");
    const pc_json *transition = pc_json_get(node, "transition");
    const pc_entities found = pc_read_entities(reader, map, "tiers");
    const size_t n_errors = pc_diags_errors(reader->diags);
    const char **ids =
        map ? read_order(reader, pc_json_get(node, "order"), &found, &ladder->n_tiers) : NULL;
    const bool ordered = ids && pc_diags_errors(reader->diags) == n_errors;
    if (!ids) ladder->n_tiers = 0;
    read_tiers(reader, node, ids, ladder);
    if (!transition) {
        read_review(reader, review, ladder);
        if (ordered) pc_check_tiers(reader, map, ladder);
        return;
    }
    read_chance_review(reader, review, pc_transition_months(transition), ladder);
    if (ordered)
        ladder->transition = pc_read_transition(reader, transition, ids, ladder->n_tiers,
                                                ladder->promote.every_months);
}

void pc_read_ladders(pc_reader *reader)
{
    const pc_entities found =
        pc_read_entities(reader, pc_json_get(reader->root, "ladders"), "ladders");
    pc_ladder *list = PC_NEW_ARRAY(reader->arena, pc_ladder, found.n + 1);
    for (size_t i = 0; i < found.n && list; i++) read_ladder(reader, found.items[i], &list[i]);
    reader->programme->ladders = list;
    reader->programme->n_ladders = list ? found.n : 0;
}
