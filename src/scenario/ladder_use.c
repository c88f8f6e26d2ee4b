/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ladders and the partners on them: a ladder without any, a test of what none of them does,
 * more partners than places. */
#include "scenario/ladders.h"
#include "scenario/members.h"

#include <math.h>
#include <string.h>

/* The partners of one ladder. */
typedef struct crew {
    size_t n;
    const pc_member **members;
} crew;

static crew who_is_on(pc_reader *reader, const pc_member *all, size_t n, size_t ladder)
{
    crew c = { 0, PC_NEW_ARRAY(reader->arena, const pc_member *, n + 1) };
    for (size_t i = 0; i < n && c.members; i++)
        if (all[i].conduct->ladder_id == ladder) c.members[c.n++] = &all[i];
    return c;
}

/* ---- tests on what nobody does ---- */

static bool does(pc_reader *reader, const pc_member *member, pc_test_metric metric)
{
    switch (metric) {
    case PC_TEST_BOOKINGS:
        return member->revenue || pc_member_wins(reader, member);
    case PC_TEST_DEALS:
    case PC_TEST_CUSTOMERS:
        return pc_member_wins(reader, member);
    case PC_TEST_LEADS:
        return pc_member_leads(reader, member);
    case PC_TEST_CERTIFICATIONS:
    case PC_TEST_CERTIFICATIONS_EARNED:
        return pc_member_certifies(reader, member);
    default:
        return true;
    }
}

static size_t how_many_do(pc_reader *reader, const crew *c, pc_test_metric metric)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) n += does(reader, c->members[i], metric);
    return n;
}

static const char who_does[] =
    "say in the cohort how many deals, leads or certifications its partners have";

static void warn_of_metric(pc_reader *reader, const pc_json *at, const crew *c,
                           pc_test_metric metric, const char *use)
{
    if (!at || how_many_do(reader, c, metric) > 0) return;
    pc_warn(reader, at, "W0317", who_does, "no partner on this ladder has %s, %s",
            pc_test_ids[metric], use);
}

static void warn_of_test(pc_reader *reader, const pc_json *at, const crew *c,
                         const pc_tier_test *test)
{
    for (size_t i = 0; i < test->n && at; i++)
        for (size_t k = 0; k < test->clauses[i].n; k++)
            warn_of_metric(reader, at, c, test->clauses[i].conditions[k].metric,
                           "which this test asks for");
}

/* Where some partners of the ladder do it, those who never do are told of by name: the tier is
 * closed to them. */
static void warn_of_some(pc_reader *reader, const pc_json *at, const crew *c,
                         const pc_tier_test *test)
{
    const pc_tier_clause *all = test->n == 1 && !test->points ? test->clauses : NULL;
    for (size_t k = 0; all && at && k < all->n; k++) {
        const pc_test_metric metric = all->conditions[k].metric;
        for (size_t i = 0; i < c->n; i++) {
            const pc_member *member = c->members[i];
            if (does(reader, member, metric) || how_many_do(reader, c, metric) == 0) continue;
            pc_warn(reader, at, "W0317", who_does,
                    "\"%s\" never has %s, which this test asks for", member->id,
                    pc_test_ids[metric]);
        }
    }
}

/* ---- more partners than places ---- */

static double from_roster(const pc_programme *programme, size_t ladder, size_t tier)
{
    double n = 0;
    for (size_t i = 0; i < programme->n_incumbents; i++) {
        const pc_incumbent *one = &programme->incumbents[i];
        const pc_conduct *conduct = programme->cohorts[one->cohort_id].conduct;
        n += conduct && conduct->ladder_id == ladder && one->tier == tier;
    }
    return n;
}

static void warn_of_places(pc_reader *reader, const pc_json *tiers, const crew *c,
                           size_t ladder, size_t k)
{
    const pc_tier *tier = &reader->programme->ladders[ladder].tiers[k];
    double start = from_roster(reader->programme, ladder, k);
    const char *who = start > 0 ? "the roster" : NULL;
    if (!tier->capacity) return;
    for (size_t i = 0; i < c->n; i++) {
        const pc_member *member = c->members[i];
        if (member->conduct->first_tier != k || !(member->entries > 0)) continue;
        start += member->entries;
        who = who ? pc_help(reader, "%s, \"%s\"", who, member->id)
                  : pc_help(reader, "\"%s\"", member->id);
    }
    const double most = pc_most(reader, tier->capacity);
    if (!who || !(start > most)) return;
    pc_warn(reader, pc_json_get(pc_json_get(tiers, tier->id), "capacity"), "W0314",
            "a capacity holds for those who rise; raise it, or let them start lower",
            "there are %s places in \"%s\", and %s partners of %s start there in the "
            "first year",
            pc_number_words(reader, most), tier->id, pc_number_words(reader, start), who);
}

/* ---- one ladder ---- */

static void warn_of_tier(pc_reader *reader, const pc_json *tiers, const crew *c, size_t ladder,
                         size_t k)
{
    const pc_tier *tier = &reader->programme->ladders[ladder].tiers[k];
    const pc_json *at = pc_json_get(tiers, tier->id);
    const pc_json *qualify = pc_json_get(at, "qualify");
    warn_of_test(reader, qualify, c, &tier->qualify);
    warn_of_some(reader, qualify, c, &tier->qualify);
    warn_of_test(reader, pc_json_get(at, "maintain"), c, &tier->maintain);
    warn_of_metric(reader, pc_json_get(at, "rank_by"), c, tier->rank_by,
                   "by which this ranks them");
    warn_of_places(reader, tiers, c, ladder, k);
}

static void warn_of_ladder(pc_reader *reader, const crew *c, size_t i)
{
    const pc_ladder *ladder = &reader->programme->ladders[i];
    const pc_json *node = pc_json_get(pc_json_get(reader->root, "ladders"), ladder->id);
    const pc_json *tiers = pc_json_get(node, "tiers");
    if (c->n == 0) {
        pc_warn(reader, node, "W0310",
                pc_help(reader, "give a cohort \"ladder\": \"%s\"", ladder->id),
                "no partners are on the ladder \"%s\"", ladder->id);
        return;
    }
    for (size_t k = 0; k < ladder->n_tiers; k++) warn_of_tier(reader, tiers, c, i, k);
    pc_warn_of_reach(reader, c->members, c->n, i);
}

void pc_warn_of_ladders(pc_reader *reader)
{
    size_t n = 0;
    const pc_member *all = pc_list_members(reader, &n);
    for (size_t i = 0; i < reader->programme->n_ladders && all; i++) {
        const crew c = who_is_on(reader, all, n, i);
        if (c.members) warn_of_ladder(reader, &c, i);
    }
    pc_warn_of_idle(reader, all, all ? n : 0);
}
