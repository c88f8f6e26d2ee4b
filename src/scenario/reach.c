/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiers that no partner of a ladder can get into within the horizon, by bounds alone: reviews
 * that never come, places that are none, more months than anybody stays, more sales than a
 * named partner states, points of which too few are left. */
#include "scenario/members.h"

#include <math.h>

typedef struct reach {
    pc_reader *reader;
    const pc_member *const *members;
    size_t n;
    const pc_ladder *ladder;
    const pc_json *tiers; /* the object */
    const pc_json *node;  /* the ladder */
    int longest;          /* months that anybody can be there */
} reach;

static const char unreachable[] =
    "lower what it takes, or let partners start in it with \"tier\"";

/* Somebody is in the tier without rising into it. */
static bool is_given(const reach *r, size_t tier)
{
    const pc_programme *p = r->reader->programme;
    for (size_t i = 0; i < r->n; i++)
        if (r->members[i]->conduct->first_tier == tier) return true;
    for (size_t i = 0; i < p->n_incumbents; i++) {
        const pc_conduct *conduct = p->cohorts[p->incumbents[i].cohort_id].conduct;
        if (conduct && &p->ladders[conduct->ladder_id] == r->ladder &&
            p->incumbents[i].tier == tier)
            return true;
    }
    return false;
}

/* ---- what the partners can show at most ---- */

static double stated_in(pc_reader *reader, const pc_flow *flow, int month)
{
    const pc_expr *expr = flow->by_month ? flow->by_month : flow->by_year;
    const double high = pc_expr_range(&reader->scope, expr, month, false).high;
    if (isnan(high)) return (double)INFINITY;
    return flow->by_month || flow->profile ? high : high / 12;
}

/* The most that a partner with stated revenue sells in any window. */
static double stated_window(const reach *r, const pc_flow *flow, int window)
{
    double most = 0, sum = 0;
    for (int m = 0; m < r->reader->scope.months; m++) {
        sum += stated_in(r->reader, flow, m);
        if (window > 0 && m >= window) sum -= stated_in(r->reader, flow, m - window);
        if (isnan(sum)) return (double)INFINITY;
        most = fmax(most, sum);
    }
    return most;
}

/* An upper bound of a condition's figure, over all partners. */
static double bound_of(const reach *r, const pc_tier_condition *one)
{
    double most = 0;
    if (one->metric == PC_TEST_STATED) return pc_most(r->reader, one->level);
    if (one->metric == PC_TEST_MONTHS) return r->longest;
    for (size_t i = 0; i < r->n; i++) {
        const pc_member *member = r->members[i];
        switch (one->metric) {
        case PC_TEST_LEADS:
            if (pc_member_leads(r->reader, member)) return (double)INFINITY;
            break;
        case PC_TEST_CERTIFICATIONS:
        case PC_TEST_CERTIFICATIONS_EARNED:
            if (pc_member_certifies(r->reader, member)) return (double)INFINITY;
            break;
        default:
            if (pc_member_wins(r->reader, member)) return (double)INFINITY;
            if (member->revenue && one->metric == PC_TEST_BOOKINGS)
                most = fmax(most, stated_window(r, member->revenue, one->trailing_months));
        }
    }
    return most;
}

/* The points that can be had, each metric at its bound. */
static double points_of(const reach *r, const pc_tier_clause *clause)
{
    double sum = 0;
    for (size_t i = 0; i < clause->n; i++) {
        const pc_tier_condition *one = &clause->conditions[i];
        const double least = pc_least(r->reader, one->min), most = bound_of(r, one);
        sum += least > 0 ? one->weight * fmin(1, most / least) : one->weight;
    }
    return sum;
}

/* The first condition that nobody can meet; NULL when all can be. Tests on what nobody does are
 * W0317, levels W0313. */
static const pc_tier_condition *too_much(const reach *r, const pc_tier_clause *clause)
{
    for (size_t i = 0; i < clause->n; i++) {
        const pc_tier_condition *one = &clause->conditions[i];
        if (bound_of(r, one) < pc_least(r->reader, one->min)) return one;
    }
    return NULL;
}

static void check_test(const reach *r, size_t tier)
{
    const pc_tier *t = &r->ladder->tiers[tier];
    const pc_json *at = pc_json_get(pc_json_get(r->tiers, t->id), "qualify");
    const pc_tier_condition *blocks = NULL;
    if (t->qualify.points && t->qualify.n == 1) {
        const double have = points_of(r, t->qualify.clauses);
        if (have < pc_least(r->reader, t->qualify.pass))
            pc_warn(r->reader, at, "W0225", unreachable,
                    "nobody reaches \"%s\": at most %s of the %s points can be had", t->id,
                    pc_number_words(r->reader, have),
                    pc_number_words(r->reader, pc_least(r->reader, t->qualify.pass)));
        return;
    }
    for (size_t i = 0; i < t->qualify.n; i++) {
        blocks = too_much(r, &t->qualify.clauses[i]);
        if (!blocks) return; /* this path is open */
    }
    const double most = blocks ? bound_of(r, blocks) : 0;
    if (!blocks || most <= 0 || blocks->metric == PC_TEST_STATED) return;
    pc_warn(r->reader, at, "W0225", unreachable,
            "nobody reaches \"%s\" within the horizon: it asks for %s of \"%s\", and %s is the "
            "most that a partner on this ladder can have",
            t->id, pc_number_words(r->reader, pc_least(r->reader, blocks->min)), blocks->name,
            pc_number_words(r->reader, most));
}

/* ---- places ---- */

static void check_places(const reach *r, size_t tier)
{
    const pc_tier *t = &r->ladder->tiers[tier];
    const pc_json *at = pc_json_get(r->tiers, t->id);
    if (t->capacity && pc_most(r->reader, t->capacity) < 1)
        pc_warn(r->reader, pc_json_get(at, "capacity"), "W0225", unreachable,
                "nobody rises into \"%s\": it has at most %s places", t->id,
                pc_number_words(r->reader, pc_most(r->reader, t->capacity)));
    if (t->top_share && pc_is_never(r->reader, t->top_share))
        pc_warn(r->reader, pc_json_get(at, "top_share"), "W0225", unreachable,
                "nobody rises into \"%s\": it is for the best 0%%", t->id);
    if (!t->earned && !is_given(r, tier))
        pc_warn(r->reader, pc_json_get(at, "earned"), "W0225",
                "give it to a cohort, a named partner or a partner of the roster: \"tier\"",
                "nobody is ever in \"%s\": it is only given, and nobody is given it", t->id);
    const pc_tier *below = &r->ladder->tiers[tier - 1];
    if (t->capacity && below->capacity &&
        pc_least(r->reader, t->capacity) > pc_most(r->reader, below->capacity))
        pc_warn(r->reader, pc_json_get(at, "capacity"), "W0229",
                "a capacity counts the partners of its tier and of all above it",
                "\"%s\" has %s places, and \"%s\" beneath, whose places hold for both, %s",
                t->id, pc_number_words(r->reader, pc_least(r->reader, t->capacity)), below->id,
                pc_number_words(r->reader, pc_most(r->reader, below->capacity)));
}

/* ---- reviews ---- */

/* Whether reviews come before the end, early enough for a rise to take effect. */
static bool check_cadence(const reach *r)
{
    const int first = r->ladder->promote.every_months, months = r->reader->scope.months;
    if (first <= months) return true;
    const pc_json *review = pc_json_get(r->node, "review");
    pc_warn(r->reader, review ? review : r->node, "W0225",
            "review more often, or lengthen \"months\"",
            "nobody rises on this ladder: its first review is in month %d, and the scenario "
            "ends after %d",
            first, months);
    return false;
}

/* The months between two looks that a trailing window leaves out. A shorter window for staying
 * is a plan's own choice: so much in the quarter of the review. */
static void check_windows(const reach *r, size_t tier)
{
    const pc_tier *t = &r->ladder->tiers[tier];
    const int cadence = r->ladder->promote.every_months;
    const pc_json *at = pc_json_get(pc_json_get(r->tiers, t->id), "qualify");
    for (size_t i = 0; i < t->qualify.n && at; i++)
        for (size_t k = 0; k < t->qualify.clauses[i].n; k++) {
            const pc_tier_condition *one = &t->qualify.clauses[i].conditions[k];
            if (one->trailing_months == 0 || one->trailing_months >= cadence) continue;
            pc_warn(r->reader, at, "W0227", "widen the window, or review more often",
                    "\"%s\" is counted over %d month%s and looked at every %d: what is done "
                    "in the others never counts",
                    one->name, one->trailing_months, one->trailing_months == 1 ? "" : "s",
                    cadence);
            return;
        }
}

/* ---- moves by chance ---- */

static void check_chances(const reach *r)
{
    const size_t n = r->ladder->n_tiers;
    bool *open = PC_NEW_ARRAY(r->reader->arena, bool, n);
    if (!open) return;
    for (size_t i = 0; i < n; i++) open[i] = is_given(r, i);
    for (size_t round = 0; round < n; round++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n && open[i]; j++)
                open[j] |= r->ladder->transition[i * n + j] > 0;
    for (size_t i = 0; i < n; i++)
        if (!open[i])
            pc_warn(r->reader, pc_json_get(r->node, "transition"), "W0225",
                    "give a tier beneath a share that rises, or let partners start in it",
                    "nobody is ever in \"%s\": no partner starts there, and none moves there",
                    r->ladder->tiers[i].id);
}

void pc_warn_of_reach(pc_reader *reader, const pc_member *const *members, size_t n,
                      size_t ladder)
{
    const pc_ladder *l = &reader->programme->ladders[ladder];
    reach r = { .reader = reader, .members = members, .n = n, .ladder = l };
    r.node = pc_json_get(pc_json_get(reader->root, "ladders"), l->id);
    r.tiers = pc_json_get(r.node, "tiers");
    for (size_t i = 0; i < n; i++)
        if (reader->scope.months - members[i]->first_month > r.longest)
            r.longest = reader->scope.months - members[i]->first_month;
    if (l->n_tiers > 1 && !check_cadence(&r)) return;
    if (l->transition) {
        check_chances(&r);
        return;
    }
    for (size_t k = 1; k < l->n_tiers; k++) {
        const pc_tier *tier = &l->tiers[k];
        check_places(&r, k);
        if (tier->earned) check_test(&r, k);
        check_windows(&r, k);
    }
}
