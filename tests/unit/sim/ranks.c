/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is among the best, and who gets a place, by hand. docs/model/ladders.md */
#include "tests/unit/sim/world.h"

/* Ten partners sell 1,000 to 10,000 a month; the best two, i and j, come in month 3;
 * a sells 20,000 and j 5,000 from month 4 on. */
#define TEN                                                                                                                                                                                                 \
    "{ 'format': 'partnercast/1', 'currency': 'USD', 'start': '2025-01', 'months': 12,"                                                                                                                     \
    "'run': { 'trials': 512, 'seed': 11, 'record': ['*@m*'] },"                                                                                                                                             \
    "'channels': { 'si': { 'type': 'partners', 'credit': { 'sourced': 1 } } },"                                                                                                                             \
    "'partners': {" PARTNER("a", "1000, 1000, 1000, 20000", "1") "," PARTNER("b", "2000", "1") "," PARTNER("c", "3000", "1") "," PARTNER(                                                                   \
        "d", "4000",                                                                                                                                                                                        \
        "1") "," PARTNER("e", "5000",                                                                                                                                                                       \
                         "1") "," PARTNER("f", "6000",                                                                                                                                                      \
                                          "1") "," PARTNER("g", "7000",                                                                                                                                     \
                                                           "1") "," PARTNER("h", "8000",                                                                                                                    \
                                                                            "1") "," PARTNER("i",                                                                                                           \
                                                                                             "9000",                                                                                                        \
                                                                                             "3") "," PARTNER("j",                                                                                          \
                                                                                                              "10000",                                                                                      \
                                                                                                              "3") "}, 'ladders': { 'l': { 'order': ['low', 'best', 'old'], 'review': { 'every_months': 3," \
                                                                                                                   "'effective': 'same_month', 'demote': { 'every_months': 3, 'grace': 0, 'move': 'one_step' } }, 'tiers': { 'low': {},"
#define PARTNER(id, revenue, start)                                                            \
    "'" id "': { 'channel': 'si', 'ladder': 'l', 'start_month': " start                        \
    ", 'revenue': { 'by_month': [" revenue "] } }"
#define BOOKED "'rank_by': { 'bookings': { 'trailing_months': 1 } } }"

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
    world w = start(TEN "'best': { 'qualify': { 'all': { 'months': { 'min': 3 } } },"
                        "'top_share': '20%', " BOOKED ","
                        "'old': { 'qualify': { 'all': { 'months': { 'min': 6 } } } } } } } }");
    assert_true(work(&w, w.model, "baseline", 0));
    check(&w, "best", at, (const double[]) { 0, 1, 0 }, 3);
    check(&w, "old", at, (const double[]) { 0, 8, 10 }, 3);
    stop(&w);
}

/* Five places, three of them in the tier above: who came later and sells most finds none. */
static void places_go_to_those_who_pass(void **state)
{
    (void)state;
    world w = start(TEN "'best': { 'qualify': { 'all': { 'months': { 'min': 3 } } },"
                        "'capacity': 5, " BOOKED ","
                        "'old': { 'qualify': { 'all': { 'months': { 'min': 6 } } },"
                        "'capacity': 3, " BOOKED "} } } }");
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
        char text[4096];
        snprintf(text, sizeof text,
                 TEN
                 "'best': { 'qualify': { 'all': { 'bookings': { 'trailing_months': 1, 'min':"
                 " 1 } } }, 'top_share': '20%%', %s " BOOKED ","
                 "'old': { 'earned': false } } } } }",
                 own ? "'maintain': { 'all': { 'months': { 'min': 1 } } }," : "");
        world w = start(text);
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
    world w = start(TEN "'best': { 'qualify': { 'all': { 'bookings': { 'trailing_months': 1,"
                        "'min': 1 } } }, 'capacity': 2, " BOOKED ","
                        "'old': { 'qualify': { 'all': { 'bookings': { 'trailing_months': 1,"
                        "'min': 9500 } } }, 'capacity': 1, " BOOKED "} } } }");
    assert_true(work(&w, w.model, "baseline", 0));
    check(&w, "best", at, (const double[]) { 1, 2, 2 }, 3);
    check(&w, "old", at, (const double[]) { 1, 0, 0 }, 3);
    stop(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_share_is_a_test),
        cmocka_unit_test(places_go_to_those_who_pass),
        cmocka_unit_test(a_share_is_part_of_staying),
        cmocka_unit_test(falls_keep_their_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
