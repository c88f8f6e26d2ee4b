/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the thresholds of a ladder say together: tiers that ask less than the one beneath, that
 * nobody stays in, that no level reaches. Warnings, because each may be meant. */
#include "scenario/ladders.h"

#include <math.h>
#include <string.h>

typedef struct checking {
    pc_reader *reader;
    const pc_json *tiers; /* the object */
    const pc_ladder *ladder;
} checking;

/* The part of a test that holds in every case: the one clause of "all". */
static const pc_tier_clause *all_of(const pc_tier *tier)
{
    const pc_tier_test *test = &tier->qualify;
    return test->n == 1 && !test->points ? test->clauses : NULL;
}

/* Whether they count the same over the same months. */
static bool are_alike(const pc_tier_condition *a, const pc_tier_condition *b)
{
    return a->metric == b->metric && a->trailing_months == b->trailing_months &&
           (a->metric != PC_TEST_STATED || strcmp(a->name, b->name) == 0);
}

static const pc_tier_condition *same_in(const pc_tier_clause *clause,
                                        const pc_tier_condition *condition)
{
    for (size_t i = 0; i < clause->n; i++)
        if (are_alike(&clause->conditions[i], condition)) return &clause->conditions[i];
    return NULL;
}

/* Whether a < b (or a <= b) in every month, whatever is drawn. */
static bool is_below(const checking *c, const pc_expr *a, const pc_expr *b, bool or_equal)
{
    for (int month = 0; month < c->reader->scope.months; month++) {
        const double high = pc_expr_range(&c->reader->scope, a, month, false).high;
        const double low = pc_expr_range(&c->reader->scope, b, month, false).low;
        if (!(high < low || (or_equal && high <= low))) return false;
    }
    return true;
}

static const pc_json *node_of(const checking *c, size_t tier)
{
    return pc_json_get(c->tiers, c->ladder->tiers[tier].id);
}

static void check_order(const checking *c, size_t lower, const pc_tier_clause *own,
                        const pc_tier_clause *above)
{
    const pc_tier *tiers = c->ladder->tiers;
    for (size_t i = 0; i < above->n; i++) {
        const pc_tier_condition *one = &above->conditions[i], *other = same_in(own, one);
        if (!other || !is_below(c, one->min, other->min, false)) continue;
        pc_warn(c->reader, pc_json_get(node_of(c, lower + 1), "qualify"), "W0311",
                "look at the order and at the thresholds",
                "\"%s\" asks for a lower \"%s\" than \"%s\", the tier beneath",
                tiers[lower + 1].id, one->name, tiers[lower].id);
        return;
    }
}

/* Whoever passes the lower test passes the upper one. */
static bool follows(const checking *c, const pc_tier_clause *lower, const pc_tier_clause *upper)
{
    for (size_t i = 0; i < upper->n; i++) {
        const pc_tier_condition *one = &upper->conditions[i], *other = same_in(lower, one);
        if (!other || !is_below(c, one->min, other->min, true)) return false;
    }
    return upper->n > 0;
}

static void check_pair(const checking *c, size_t lower)
{
    const pc_tier *tiers = c->ladder->tiers, *above = &tiers[lower + 1];
    const pc_tier_clause *own = all_of(&tiers[lower]), *next = all_of(above);
    const bool at_once = c->ladder->promote.move == PC_MOVE_TO_QUALIFIED && !above->capacity &&
                         !above->top_share;
    if (!own || !next) return;
    if (!at_once || !follows(c, own, next)) {
        check_order(c, lower, own, next);
        return;
    }
    pc_warn(c->reader, node_of(c, lower), "W0312", "raise what the tier above asks for",
            "nobody rests in \"%s\": who qualifies for it qualifies for \"%s\", too",
            tiers[lower].id, above->id);
}

static void check_levels(const checking *c, size_t tier, const char *which,
                         const pc_tier_test *test)
{
    for (size_t i = 0; i < test->n && !test->points; i++)
        for (size_t k = 0; k < test->clauses[i].n; k++) {
            const pc_tier_condition *one = &test->clauses[i].conditions[k];
            if (!one->level || !is_below(c, one->level, one->min, false)) continue;
            pc_warn(c->reader, pc_json_get(node_of(c, tier), which), "W0313",
                    "are both written in the same unit, 0.9 and not 90?",
                    "no partner can pass: \"%s\" is always below what is asked for", one->name);
        }
}

void pc_check_tiers(pc_reader *reader, const pc_json *node, const pc_ladder *ladder)
{
    const checking c = { reader, node, ladder };
    for (size_t i = 1; i < ladder->n_tiers; i++) {
        if (i + 1 < ladder->n_tiers) check_pair(&c, i);
        check_levels(&c, i, "qualify", &ladder->tiers[i].qualify);
        if (ladder->tiers[i].has_maintain)
            check_levels(&c, i, "maintain", &ladder->tiers[i].maintain);
    }
}
