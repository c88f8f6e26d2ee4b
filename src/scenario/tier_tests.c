/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of tiers: conditions on metrics in their windows, combined by all, any, any_of, points.
 */
#include "scenario/ladders.h"

#include <string.h>

enum { LONGEST = 120 }; /* months of a window, at most */

/* ---- which metric, over which months ---- */

static bool is_flow(pc_test_metric metric)
{
    return metric <= PC_TEST_LEADS;
}

static pc_test_metric find_metric(const char *name)
{
    size_t i = 0;
    while (i < PC_TEST_STATED && strcmp(pc_test_ids[i], name) != 0) i++;
    return (pc_test_metric)i;
}

static pc_unit unit_of(pc_test_metric metric)
{
    return metric == PC_TEST_BOOKINGS ? PC_UNIT_MONEY
           : metric == PC_TEST_MONTHS ? PC_UNIT_MONTHS
           : metric == PC_TEST_STATED ? PC_UNIT_NUMBER
                                      : PC_UNIT_COUNT;
}

#define nothing_produces "nothing in the programme produces \"%s\""

static void read_level(pc_reader *reader, const pc_json *node, pc_tier_condition *condition)
{
    const pc_json *level = pc_json_get(node, "level");
    const pc_json *named = pc_json_get(node, "metric");
    if (condition->metric != PC_TEST_STATED) {
        if (level)
            pc_json_key_error(reader->diags, level, "E0312",
                              "leave it out, or call the condition by another name",
                              "\"%s\" is what the simulated partner does, no stated level",
                              condition->name);
        return;
    }
    condition->level = &pc_expr_broken;
    if (level) {
        condition->level = pc_read_level(reader, level, PC_UNIT_NUMBER);
        return;
    }
    const char *word = named ? named->string : node->key;
    const char *nearest = word ? pc_json_did_you_mean(word, pc_test_ids, PC_TEST_STATED) : NULL;
    const char *help = nearest ? pc_help(reader, "did you mean \"%s\"?", nearest)
                               : "give its level: { \"level\": ..., \"min\": ... }, or test "
                                 "bookings, deals, leads, certifications, "
                                 "certifications_earned, customers or months";
    if (named && word)
        pc_json_error(reader->diags, named, "E0312", help, nothing_produces, word);
    else if (!named)
        pc_json_key_error(reader->diags, node, "E0312", help, nothing_produces, word);
}

static void read_flow_window(pc_reader *reader, const pc_json *node, pc_tier_condition *c)
{
    static const char *const windows[] = { "lifetime" };
    const pc_json *trailing = pc_json_get(node, "trailing_months");
    const pc_json *window = pc_json_get(node, "window");
    if (trailing) {
        c->trailing_months = (int)pc_read_whole(reader, trailing, 1, LONGEST, 1);
        if (window)
            pc_json_key_error(reader->diags, window, "E0311", "leave one of the two out",
                              "\"trailing_months\" says over which months it is counted");
    } else if (window) {
        pc_read_word(reader, window, windows, PC_COUNT(windows), 0);
    } else {
        pc_json_key_error(
            reader->diags, node, "E0311",
            "add \"trailing_months\": 12, the last 12 months with the review's, or "
            "\"window\": \"lifetime\", since the entry",
            "\"%s\" is counted over months, and nothing says which", c->name);
    }
}

static void read_window(pc_reader *reader, const pc_json *node, pc_tier_condition *c)
{
    static const char *const windows[] = { "current" };
    if (is_flow(c->metric)) {
        read_flow_window(reader, node, c);
        return;
    }
    const pc_json *trailing = pc_json_get(node, "trailing_months");
    pc_read_word(reader, pc_json_get(node, "window"), windows, PC_COUNT(windows), 0);
    if (trailing)
        pc_json_key_error(reader->diags, trailing, "E0311",
                          c->metric == PC_TEST_CERTIFICATIONS
                              ? "leave it out, or test \"certifications_earned\""
                              : "leave it out",
                          "\"%s\" is what there is at the review, not counted over months",
                          c->name);
}

/* What a condition is called is its metric, unless "metric" says another: so one test can look
 * at a metric in two windows. */
static void read_metric(pc_reader *reader, const pc_json *node, pc_tier_condition *c)
{
    const char *named = pc_read_text(reader, pc_json_get(node, "metric"), node->key);
    c->metric = find_metric(named);
    c->level = NULL;
}

/* ---- points ---- */

static double read_weight(pc_reader *reader, const pc_json *weight)
{
    if (!weight) return 0;
    if (weight->kind == PC_JSON_NUMBER && weight->number > 0 && weight->number <= 1e9)
        return weight->number;
    if (weight->kind == PC_JSON_NUMBER)
        pc_json_error(reader->diags, weight, "E0225", "write the points that it brings in full",
                      "%s is not between 0 and 10^9", weight->string);
    else
        pc_wrong_kind(reader, weight, "a number", "write the points that it brings in full");
    return 0;
}

static void read_points_of(pc_reader *reader, const pc_json *node, pc_tier_condition *c)
{
    const pc_json *floor = pc_json_get(node, "floor");
    c->weight = read_weight(reader, pc_json_get(node, "weight"));
    if (!floor) return;
    c->floor = pc_read_level(reader, floor, PC_UNIT_COUNT);
    const pc_range range = pc_expr_range(&reader->scope, c->floor, 0, false);
    if (c->weight > 0 && range.low > c->weight)
        pc_json_error(reader->diags, floor, "E0315", "write less than the weight",
                      "no partner can have %s points of %s", pc_number_words(reader, range.low),
                      pc_number_words(reader, c->weight));
}

/* ---- conditions ---- */

static void read_condition(pc_reader *reader, const pc_json *node, bool points,
                           pc_tier_condition *c)
{
    const pc_key keys[] = { { "min", PC_MUST },   { "trailing_months", PC_MAY },
                            { "window", PC_MAY }, { "level", PC_MAY },
                            { "metric", PC_MAY }, { "weight", PC_MUST },
                            { "floor", PC_MAY } };
    *c = (pc_tier_condition) { .metric = PC_TEST_STATED,
                               .min = &pc_expr_broken,
                               .level = &pc_expr_broken,
                               .name = node->key };
    if (!pc_read_keys(reader, node, points ? "a condition for points" : "a condition", keys,
                      PC_COUNT(keys) - (points ? 0 : 2)))
        return;
    read_metric(reader, node, c);
    read_level(reader, node, c);
    if (c->level != &pc_expr_broken) read_window(reader, node, c);
    const pc_json *min = pc_json_get(node, "min");
    if (min) c->min = pc_read_level(reader, min, unit_of(c->metric));
    if (points) read_points_of(reader, node, c);
}

static void read_clause(pc_reader *reader, const pc_json *map, bool points,
                        pc_tier_clause *clause)
{
    const pc_entities found = pc_read_entities(reader, map, "conditions");
    pc_tier_condition *list = PC_NEW_ARRAY(reader->arena, pc_tier_condition, found.n + 1);
    *clause = (pc_tier_clause) { .id = "", .conditions = list };
    if (!list) return;
    clause->n = found.n;
    for (size_t i = 0; i < found.n; i++)
        read_condition(reader, found.items[i], points, &list[i]);
    if (map->kind == PC_JSON_OBJECT && found.n == 0)
        pc_json_key_error(reader->diags, map, "E0314",
                          "add one: \"bookings\": { \"trailing_months\": 12, \"min\": ... }",
                          "\"%s\" has no condition, so every partner passes", map->key);
}

void pc_read_rank(pc_reader *reader, const pc_json *node, pc_tier *tier)
{
    static const pc_key keys[] = { { "trailing_months", PC_MAY }, { "window", PC_MAY } };
    const pc_entities found = pc_read_entities(reader, node, "metrics");
    pc_tier_condition c = { .name = "" };
    if (node->kind != PC_JSON_OBJECT) return;
    if (found.n == 1)
        c = (pc_tier_condition) { .metric = find_metric(found.items[0]->key),
                                  .name = found.items[0]->key };
    if (found.n != 1 || !is_flow(c.metric)) {
        pc_json_key_error(reader->diags, node, "E0311",
                          "write { \"bookings\": { \"trailing_months\": 12 } }",
                          "partners are ranked by one of bookings, certifications_earned, "
                          "deals and leads");
        return;
    }
    if (!pc_read_keys(reader, found.items[0], "a rank's metric", keys, PC_COUNT(keys))) return;
    read_flow_window(reader, found.items[0], &c);
    tier->rank_by = c.metric;
    tier->rank_months = c.trailing_months;
}

/* ---- how conditions are combined ---- */

static void set_clauses(pc_tier_test *out, const pc_tier_clause *clauses, size_t n)
{
    out->clauses = clauses;
    out->n = clauses ? n : 0;
}

static void read_all(pc_reader *reader, const pc_json *map, pc_tier_test *out)
{
    pc_tier_clause *clause = PC_NEW(reader->arena, pc_tier_clause);
    if (clause) read_clause(reader, map, false, clause);
    set_clauses(out, clause, 1);
}

/* One clause for each condition: one of them is enough. */
static void read_any(pc_reader *reader, const pc_json *map, pc_tier_test *out)
{
    pc_tier_clause all;
    read_clause(reader, map, false, &all);
    pc_tier_clause *clauses = PC_NEW_ARRAY(reader->arena, pc_tier_clause, all.n + 1);
    for (size_t i = 0; i < all.n && clauses; i++)
        clauses[i] = (pc_tier_clause) { .id = all.conditions[i].name,
                                        .n = 1,
                                        .conditions = &all.conditions[i] };
    set_clauses(out, clauses, all.n);
}

static void read_any_of(pc_reader *reader, const pc_json *map, pc_tier_test *out)
{
    static const pc_key keys[] = { { "all", PC_MUST } };
    const pc_entities found = pc_read_entities(reader, map, "paths");
    pc_tier_clause *clauses = PC_NEW_ARRAY(reader->arena, pc_tier_clause, found.n + 1);
    for (size_t i = 0; i < found.n && clauses; i++) {
        const pc_json *path = found.items[i];
        const bool is_path = pc_read_keys(reader, path, "a path", keys, PC_COUNT(keys));
        const pc_json *all = is_path ? pc_json_get(path, "all") : NULL;
        if (all) read_clause(reader, all, false, &clauses[i]);
        clauses[i].id = path->key;
    }
    set_clauses(out, clauses, found.n);
    if (map->kind == PC_JSON_OBJECT && found.n == 0)
        pc_json_key_error(reader->diags, map, "E0314",
                          "add one: \"by-revenue\": { \"all\": { ... } }",
                          "\"any_of\" has no path, so nobody can pass");
}

static void check_pass(pc_reader *reader, const pc_json *pass, const pc_tier_test *test)
{
    double most = 0;
    for (size_t i = 0; i < test->clauses->n; i++) {
        if (!(test->clauses->conditions[i].weight > 0)) return; /* said already */
        most += test->clauses->conditions[i].weight;
    }
    const pc_range range = pc_expr_range(&reader->scope, test->pass, 0, false);
    if (range.low > most * (1 + 1e-12))
        pc_json_error(reader->diags, pass, "E0315", "lower it, or raise the weights",
                      "no partner can reach %s points: the weights sum to %s",
                      pc_number_words(reader, range.low), pc_number_words(reader, most));
}

static void read_points(pc_reader *reader, const pc_json *node, pc_tier_test *out)
{
    static const pc_key keys[] = { { "pass", PC_MUST }, { "metrics", PC_MUST } };
    out->points = true;
    out->pass = &pc_expr_broken;
    if (!pc_read_keys(reader, node, "points", keys, PC_COUNT(keys))) return;
    const pc_json *pass = pc_json_get(node, "pass"), *metrics = pc_json_get(node, "metrics");
    pc_tier_clause *clause = PC_NEW(reader->arena, pc_tier_clause);
    if (!clause || !metrics) return;
    read_clause(reader, metrics, true, clause);
    set_clauses(out, clause, 1);
    if (!pass) return;
    out->pass = pc_read_level(reader, pass, PC_UNIT_COUNT);
    check_pass(reader, pass, out);
}

void pc_read_tier_test(pc_reader *reader, const pc_json *node, pc_tier_test *out)
{
    static const pc_key keys[] = {
        { "all", PC_MAY }, { "any", PC_MAY }, { "any_of", PC_MAY }, { "points", PC_MAY }
    };
    static void (*const read[])(pc_reader *, const pc_json *,
                                pc_tier_test *) = { read_all, read_any, read_any_of,
                                                    read_points };
    size_t n = 0;
    if (!node || !pc_read_keys(reader, node, "a tier's test", keys, PC_COUNT(keys))) return;
    for (size_t i = 0; i < PC_COUNT(keys); i++) n += pc_json_get(node, keys[i].name) != NULL;
    if (n != 1)
        pc_json_key_error(reader->diags, node, "E0314",
                          "write \"all\" (every condition), \"any\" (one of them), \"any_of\" "
                          "(one path of several) or \"points\"",
                          "a tier's test combines its conditions in one way, and here are %zu",
                          n);
    for (size_t i = 0; i < PC_COUNT(keys); i++) {
        const pc_json *found = pc_json_get(node, keys[i].name);
        if (found && n == 1) read[i](reader, found, out);
    }
}
