/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ladders and the partners on them: a ladder without any, a test of what none of them does,
 * more partners than places. */
#include "scenario/ladders.h"

#include <math.h>

/* What the partners of a ladder do. */
typedef struct doing {
    size_t n; /* cohorts and named partners */
    bool deals, bookings, leads, certifications;
} doing;

static void add(doing *d, const pc_conduct *conduct, bool has_revenue)
{
    const bool wins = conduct->deals || (conduct->leads && conduct->win_rate);
    d->n++;
    d->deals |= wins;
    d->bookings |= wins || has_revenue;
    d->leads |= conduct->leads != NULL;
    d->certifications |= conduct->certifications != NULL;
}

static doing who_is_on(const pc_programme *programme, size_t ladder)
{
    doing d = { 0 };
    for (size_t i = 0; i < programme->n_cohorts; i++) {
        const pc_conduct *conduct = programme->cohorts[i].conduct;
        if (conduct && conduct->ladder_id == ladder) add(&d, conduct, false);
    }
    for (size_t i = 0; i < programme->n_partners; i++) {
        const pc_partner *partner = &programme->partners[i];
        if (partner->conduct && partner->conduct->ladder_id == ladder)
            add(&d, partner->conduct, partner->has_revenue);
    }
    return d;
}

static bool is_done(const doing *d, pc_test_metric metric)
{
    switch (metric) {
    case PC_TEST_BOOKINGS:
        return d->bookings;
    case PC_TEST_DEALS:
    case PC_TEST_CUSTOMERS:
        return d->deals;
    case PC_TEST_LEADS:
        return d->leads;
    case PC_TEST_CERTIFICATIONS:
    case PC_TEST_CERTIFICATIONS_EARNED:
        return d->certifications;
    default:
        return true;
    }
}

static void warn_of_test(pc_reader *reader, const pc_json *at, const doing *d,
                         const pc_tier_test *test)
{
    for (size_t i = 0; i < test->n && at; i++)
        for (size_t k = 0; k < test->clauses[i].n; k++) {
            const pc_tier_condition *one = &test->clauses[i].conditions[k];
            if (is_done(d, one->metric)) continue;
            pc_warn(
                reader, at, "W0317",
                "say in the cohort how many deals, leads or certifications its partners have",
                "no partner on this ladder has %s, which this test asks for",
                pc_test_ids[one->metric]);
        }
}

/* Entries of the first twelve months: few of them have left by then. */
static double first_entries(pc_reader *reader, const pc_cohort *cohort)
{
    double sum = 0;
    for (int month = 0; month < 12 && month < reader->scope.months; month++) {
        const pc_flow *entry = &cohort->entry;
        const double one =
            entry->by_month ? pc_expr_range(&reader->scope, entry->by_month, month, false).low
            : entry->by_year
                ? pc_expr_range(&reader->scope, entry->by_year, month, false).low / 12
                : 0;
        if (one > 0) sum += one;
    }
    return sum;
}

static double most_places(pc_reader *reader, const pc_tier *tier)
{
    double most = tier->capacity ? 0 : (double)INFINITY;
    for (int month = 0; month < reader->scope.months && tier->capacity; month++)
        most = fmax(most, pc_expr_range(&reader->scope, tier->capacity, month, false).high);
    return most;
}

static void warn_of_places(pc_reader *reader, const pc_json *tiers, size_t ladder)
{
    const pc_programme *programme = reader->programme;
    for (size_t i = 0; i < programme->n_cohorts; i++) {
        const pc_cohort *cohort = &programme->cohorts[i];
        if (!cohort->conduct || cohort->conduct->ladder_id != ladder) continue;
        const pc_tier *tier = &programme->ladders[ladder].tiers[cohort->conduct->first_tier];
        const double entries = first_entries(reader, cohort), most = most_places(reader, tier);
        if (!(entries > most)) continue;
        pc_warn(reader, pc_json_get(pc_json_get(tiers, tier->id), "capacity"), "W0314",
                "a capacity holds for those who rise; raise it, or let them start lower",
                "there are %s places in \"%s\", and %s partners of \"%s\" start there in the "
                "first year",
                pc_number_words(reader, most), tier->id, pc_number_words(reader, entries),
                cohort->id);
    }
}

static void warn_of_ladder(pc_reader *reader, size_t i)
{
    const pc_ladder *ladder = &reader->programme->ladders[i];
    const pc_json *node = pc_json_get(pc_json_get(reader->root, "ladders"), ladder->id);
    const pc_json *tiers = pc_json_get(node, "tiers");
    const doing d = who_is_on(reader->programme, i);
    if (d.n == 0) {
        pc_warn(reader, node, "W0310",
                pc_help(reader, "give a cohort \"ladder\": \"%s\"", ladder->id),
                "no partners are on the ladder \"%s\"", ladder->id);
        return;
    }
    for (size_t k = 0; k < ladder->n_tiers; k++) {
        const pc_tier *tier = &ladder->tiers[k];
        const pc_json *at = pc_json_get(tiers, tier->id);
        warn_of_test(reader, pc_json_get(at, "qualify"), &d, &tier->qualify);
        warn_of_test(reader, pc_json_get(at, "maintain"), &d, &tier->maintain);
    }
    warn_of_places(reader, tiers, i);
}

void pc_warn_of_ladders(pc_reader *reader)
{
    for (size_t i = 0; i < reader->programme->n_ladders; i++) warn_of_ladder(reader, i);
}
