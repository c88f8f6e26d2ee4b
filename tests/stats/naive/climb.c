/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "person.h"

#include <math.h>

/* docs/model/ladders.md once more: what a partner shows, what it passes, where it goes. */
enum { DRAWS_TRANSITION = 8 };

static double shown(naive_when when, const person *p, const pc_tier_condition *test)
{
    const double *flow = NULL;
    int window = test->trailing_months;
    switch (test->metric) {
    case PC_TEST_BOOKINGS:
        flow = p->flow[PERSON_BOOKINGS];
        break;
    case PC_TEST_CERTIFICATIONS_EARNED:
        flow = p->flow[PERSON_CERTIFICATIONS];
        break;
    case PC_TEST_DEALS:
        flow = p->flow[PERSON_DEALS];
        break;
    case PC_TEST_LEADS:
        flow = p->flow[PERSON_LEADS];
        break;
    case PC_TEST_CERTIFICATIONS: /* those that are valid */
        flow = p->flow[PERSON_CERTIFICATIONS];
        window = p->conduct->certification_months;
        break;
    case PC_TEST_CUSTOMERS: {
        double there = 0;
        for (int m = p->entry; m <= when.month; m++)
            there += p->flow[PERSON_DEALS][m] - p->lost[m];
        return there;
    }
    case PC_TEST_MONTHS:
        return when.month - p->entry + 1;
    default:
        return naive_value(when, test->level);
    }
    double sum = 0;
    for (int m = p->entry; m <= when.month; m++)
        if (window == 0 || m > when.month - window) sum += flow[m];
    return sum;
}

static double threshold(naive_when when, const pc_tier_condition *test)
{
    const bool money = test->metric == PC_TEST_BOOKINGS;
    return naive_value(when, test->min) *
           (money ? naive_minor_units(when.world->programme) : 1);
}

static bool reaches(naive_when when, double x, double least)
{
    if (x != least && fabs(x - least) <= 1e-12 * fabs(least)) when.world->close_calls++;
    return x >= least;
}

/* Points of all conditions, and each at least its floor. */
static bool has_points(naive_when when, const person *p, const pc_tier_test *test,
                       double factor)
{
    const pc_tier_clause *all = &test->clauses[0];
    double sum = 0;
    bool enough = true;
    for (size_t k = 0; k < all->n; k++) {
        const pc_tier_condition *of = &all->conditions[k];
        const double x = shown(when, p, of), full = threshold(when, of);
        double points = of->weight;
        if (full > 0 && x < full) points = of->weight * x / full;
        sum += points;
        if (of->floor)
            enough = reaches(when, points, factor * naive_value(when, of->floor)) && enough;
    }
    return reaches(when, sum, factor * naive_value(when, test->pass)) && enough;
}

bool person_passes(naive_when when, const person *p, const pc_tier_test *test, double factor)
{
    if (test->n == 0) return true;
    if (test->points) return has_points(when, p, test, factor);
    for (size_t i = 0; i < test->n; i++) {
        bool all = true;
        for (size_t k = 0; k < test->clauses[i].n; k++) {
            const pc_tier_condition *of = &test->clauses[i].conditions[k];
            all = reaches(when, shown(when, p, of), factor * threshold(when, of)) && all;
        }
        if (all) return true;
    }
    return false;
}

/* The highest tier below `limit` whose tests are passed; 0: none is. */
static size_t highest(naive_when when, const person *p, const pc_ladder *ladder, size_t limit)
{
    for (size_t t = limit; t-- > 1;)
        if (ladder->tiers[t].earned && person_passes(when, p, &ladder->tiers[t].qualify, 1))
            return t;
    return 0;
}

static bool keeps(naive_when when, const person *p, const pc_ladder *ladder)
{
    const pc_tier *tier = &ladder->tiers[p->tier];
    if (tier->has_maintain) return person_passes(when, p, &tier->maintain, 1);
    return person_passes(when, p, &tier->qualify, ladder->hysteresis);
}

static bool is_due(const pc_review *review, int month)
{
    return review->every_months > 0 && (month + 1) % review->every_months == 0;
}

bool naive_is_review(const pc_ladder *ladder, int month)
{
    return is_due(&ladder->promote, month) ||
           (!ladder->transition && is_due(&ladder->demote, month));
}

static bool rises(naive_when when, person *p, const pc_ladder *ladder)
{
    const size_t best = highest(when, p, ladder, ladder->n_tiers);
    if (!is_due(&ladder->promote, when.month) || best <= p->tier) return false;
    p->next = best;
    if (ladder->promote.move == PC_MOVE_ONE_STEP) {
        p->next = p->tier + 1;
        while (!ladder->tiers[p->next].earned) p->next++;
    }
    p->failed = 0;
    p->safe_until = when.month + 1 + ladder->demote.protected_months;
    return true;
}

static void may_fall(naive_when when, person *p, const pc_ladder *ladder)
{
    if (!is_due(&ladder->demote, when.month) || p->tier == 0) return;
    if (when.month < p->safe_until) return;
    if (keeps(when, p, ladder)) {
        p->failed = 0;
        return;
    }
    if (++p->failed <= ladder->demote.grace) return;
    p->failed = 0;
    p->next = p->tier - 1;
    if (ladder->demote.move == PC_MOVE_ONE_STEP)
        while (p->next > 0 && !ladder->tiers[p->next].earned) p->next--;
    else
        p->next = highest(when, p, ladder, p->tier);
}

/* The least tier at which the row's shares, added up, exceed the uniform. At plan and means the
 * median move. */
static void by_chance(naive_when when, person *p, const pc_ladder *ladder)
{
    const double u = when.at == NAIVE_SIMULATED
                         ? person_uniform(when, p, when.month, DRAWS_TRANSITION)
                         : 0.5;
    const double *row = ladder->transition + p->tier * ladder->n_tiers;
    double upto = 0;
    for (p->next = 0; p->next + 1 < ladder->n_tiers; p->next++) {
        upto += row[p->next];
        if (fabs(upto - u) < 1e-12) when.world->close_calls++;
        if (u < upto) return;
    }
}

void naive_review(naive_ledger *books, naive_when when, person *people, size_t n,
                  size_t ladder_id)
{
    const pc_ladder *ladder = &when.world->programme->ladders[ladder_id];
    if (!naive_is_review(ladder, when.month)) return;
    for (size_t i = 0; i < n; i++) {
        person *p = &people[i];
        if (p->weight <= 0 || p->conduct->ladder_id != ladder_id) continue;
        if (ladder->transition)
            by_chance(when, p, ladder);
        else if (!rises(when, p, ladder))
            may_fall(when, p, ladder);
        books->moved[ladder_id][p->tier][p->next][when.month] += p->weight;
    }
}
