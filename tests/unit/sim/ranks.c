/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is among the best, and who gets a place, by hand. docs/model/ladders.md */
#include "tests/unit/sim/world.h"

#include <stdarg.h>

/* Ten partners, a to j, and what each sells in a month; the best two, i and j, come in month 3.
 */
static const char *const sold[] = {
    "1000, 1000, 1000, 20000",  "2000", "3000", "4000", "5000", "6000", "7000", "8000", "9000",
    "10000, 10000, 10000, 5000"
};
#define BOOKED "'rank_by': { 'bookings': { 'trailing_months': 1 } } }"

static void append(char *text, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    const size_t n = strlen(text);
    vsnprintf(text + n, 4096 - n, format, list);
    va_end(list);
}

/* They climb from low to the tiers `best` and `old`, which are given. */
static world start_ten_by(const char *move, const char *tiers)
{
    char text[4096] =
        "{ 'format': 'partnercast/1', 'currency': 'USD', 'start': '2025-01', 'months': 12,"
        "'run': { 'trials': 512, 'seed': 11, 'record': ['*@m*'] },"
        "'channels': { 'si': { 'type': 'partners', 'credit': { 'sourced': 1 } } }, 'partners': "
        "{";
    for (int i = 0; i < 10; i++)
        append(text,
               "%s '%c': { 'channel': 'si', 'ladder': 'l', 'start_month': %d, 'revenue': { "
               "'by_month': [%s] } }",
               i ? "," : "", 'a' + i, i < 8 ? 1 : 3, sold[i]);
    append(
        text,
        "}, 'ladders': { 'l': { 'order': ['low', 'best', 'old'], 'review': { 'every_months': "
        "3, 'move': '%s', 'effective': 'same_month', 'demote': { 'every_months': 3, 'grace': "
        "0, 'move': 'one_step' } }, 'tiers': { 'low': {}, %s } } } }",
        move, tiers);
    return start(text);
}

static world start_ten(const char *tiers)
{
    return start_ten_by("to_qualified", tiers);
}

static void check(const world *w, const char *tier, const int *months, const double *expected,
                  size_t n)
{
    char id[32];
    snprintf(id, sizeof id, "tier.l.%s", tier);
    for (size_t i = 0; i < n; i++) {
        const pc_output *o = &w->model->outputs[output_of(w, id, month_name(months[i]))];
        assert_true(value(w, id, month_name(months[i]), 5) == expected[i]);
        assert_true(o->at_plan == expected[i] && o->at_means == expected[i]);
    }
}

static const int at[] = { 3, 6, 12 };

/* The best two of ten pass, and no others in their stead; a tier above without a share is open
 * to all who pass its own test. */
static void a_share_is_a_test(void **state)
{
    (void)state;
    world w = start_ten("'best': { 'qualify': { 'all': { 'months': { 'min': 3 } } },"
                        "'top_share': '20%', " BOOKED ","
                        "'old': { 'qualify': { 'all': { 'months': { 'min': 6 } } } }");
    assert_true(work(&w, w.model, "baseline", 0));
    check(&w, "best", at, (const double[]) { 0, 1, 0 }, 3);
    check(&w, "old", at, (const double[]) { 0, 8, 10 }, 3);
    stop(&w);
}

/* Five places, three of them in the tier above: who came later and sells most finds none. */
static void places_go_to_those_who_pass(void **state)
{
    (void)state;
    world w = start_ten("'best': { 'qualify': { 'all': { 'months': { 'min': 3 } } },"
                        "'capacity': 5, " BOOKED ","
                        "'old': { 'qualify': { 'all': { 'months': { 'min': 6 } } },"
                        "'capacity': 3, " BOOKED);
    assert_true(work(&w, w.model, "baseline", 0));
    check(&w, "best", at, (const double[]) { 5, 2, 2 }, 3);
    check(&w, "old", at, (const double[]) { 0, 3, 3 }, 3);
    stop(&w);
}

/* Who is not among the best any more falls; with tests of its own for staying, it stays. */
static void a_share_is_part_of_staying(void **state)
{
    (void)state;
    for (int own = 0; own < 2; own++) {
        char text[1024];
        snprintf(text, sizeof text,
                 "'best': { 'qualify': { 'all': { 'bookings': { 'trailing_months': 1, 'min':"
                 " 1 } } }, 'top_share': '20%%', %s " BOOKED ","
                 "'old': { 'earned': false }",
                 own ? "'maintain': { 'all': { 'months': { 'min': 1 } } }," : "");
        world w = start_ten(text);
        assert_true(work(&w, w.model, "baseline", 0));
        check(&w, "best", at, (const double[]) { 2, 2 + own, 2 + own }, 3);
        assert_true(value(&w, "tier.l.promotions", "m6", 5) == 1);
        assert_true(value(&w, "tier.l.demotions", "m6", 5) == 1 - own);
        stop(&w);
    }
}

/* Falls come first: who falls by a step has a place where it lands, and the one above is out of
 * reach while there is none. */
static void falls_keep_their_places(void **state)
{
    (void)state;
    world w = start_ten("'best': { 'qualify': { 'all': { 'bookings': { 'trailing_months': 1,"
                        "'min': 1 } } }, 'capacity': 2, " BOOKED ","
                        "'old': { 'qualify': { 'all': { 'bookings': { 'trailing_months': 1,"
                        "'min': 9500 } } }, 'capacity': 1, " BOOKED);
    assert_true(work(&w, w.model, "baseline", 0));
    check(&w, "best", at, (const double[]) { 1, 2, 2 }, 3);
    check(&w, "old", at, (const double[]) { 1, 0, 0 }, 3);
    stop(&w);
}

/* Who goes up by a step needs a place there, not in the tier it qualifies for. */
static void steps_need_the_next_place(void **state)
{
    (void)state;
    world w =
        start_ten_by("one_step", "'best': { 'qualify': { 'all': { 'months': { 'min': 9 } } }, "
                                 "'maintain': { 'all': { 'months': { 'min': 1 } } } },"
                                 "'old': { 'qualify': { 'all': { 'months': { 'min': 3 } } },"
                                 "'capacity': 1, " BOOKED);
    assert_true(work(&w, w.model, "baseline", 0));
    check(&w, "best", at, (const double[]) { 8, 9, 9 }, 3);
    check(&w, "old", at, (const double[]) { 0, 1, 1 }, 3);
    stop(&w);
}

/* A tenth of a deal a month is nine tenths in the ninth, whatever the last digits of the sum.
 */
static void what_is_expected_reaches_its_threshold(void **state)
{
    (void)state;
    world w =
        start("{ 'format': 'partnercast/1', 'currency': 'USD', 'start': '2025-01', "
              "'months': 12, 'run': { 'trials': 512, 'record': ['*@m*'] }, 'channels': { "
              "'si': { 'type': 'partners', 'credit': { 'sourced': 1 } } }, 'cohorts': { 'p': "
              "{ 'channel': 'si', 'ladder': 'l', 'entry': { 'by_month': [1, 0] }, 'deals': { "
              "'per_month': 0.1 }, 'acv': 1000 } }, 'ladders': { 'l': { 'order': ['low', "
              "'high'], 'review': { 'every_months': 1, 'effective': 'same_month' }, "
              "'tiers': { 'low': {}, 'high': { 'qualify': { 'all': { 'deals': { 'window': "
              "'lifetime', 'min': 0.9 } } } } } } } }");
    for (int month = 1; month <= 12; month++) {
        const pc_output *o = &w.model->outputs[output_of(&w, "tier.l.high", month_name(month))];
        assert_true(o->at_plan == (month >= 9) && o->at_means == (month >= 9));
    }
    stop(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_share_is_a_test),
        cmocka_unit_test(places_go_to_those_who_pass),
        cmocka_unit_test(a_share_is_part_of_staying),
        cmocka_unit_test(falls_keep_their_places),
        cmocka_unit_test(steps_need_the_next_place),
        cmocka_unit_test(what_is_expected_reaches_its_threshold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
