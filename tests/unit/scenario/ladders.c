/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ladders as the reader hands them on: order, defaults and overrides, tests, matrices. */
#include "load.h"

#include "scenario/quantity.h"

/* A scenario whose ladders are the given members. */
static loaded load_ladders(const char *ladders)
{
    char text[3000];
    snprintf(text, sizeof text,
             "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\","
             "\"months\":24,\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":1000}},"
             "\"assumptions\":{\"bar\":{\"value\":{\"uniform\":{\"min\":1,\"max\":2}},"
             "\"unit\":\"money\"}},\"ladders\":{%s}}",
             ladders);
    loaded l = load_with(text, NULL);
    if (!l.scenario) print_problems(&l);
    assert_non_null(l.scenario);
    return l;
}

static const pc_ladder *ladder_of(const loaded *l, const char *id)
{
    const pc_programme *programme = &l->scenario->programme;
    for (size_t i = 0; i < programme->n_ladders; i++)
        if (strcmp(programme->ladders[i].id, id) == 0) return &programme->ladders[i];
    fail_msg("no ladder %s", id);
    return NULL;
}

#define TIERS                                                                                  \
    "\"order\":[\"z\",\"m\",\"a\"],\"tiers\":{\"a\":{\"earned\":false},\"m\":{\"earned\":"     \
    "false},"                                                                                  \
    "\"z\":{}}"

static void reviews(void **state)
{
    static const struct {
        const char *review;
        int promote, demote;
        pc_move up, down;
        int grace, protected_months;
        double hysteresis;
        bool same_month;
        const char *why;
    } rows[] = {
        { "", 3, 12, PC_MOVE_TO_QUALIFIED, PC_MOVE_TO_QUALIFIED, 1, 0, 1, false, "defaults" },
        { "\"every_months\":6,\"move\":\"one_step\",\"grace\":0", 6, 6, PC_MOVE_ONE_STEP,
          PC_MOVE_ONE_STEP, 0, 0, 1, false, "in the review: both directions" },
        { "\"every_months\":6,\"demote\":{\"every_months\":24,\"move\":\"one_step\"}", 6, 24,
          PC_MOVE_TO_QUALIFIED, PC_MOVE_ONE_STEP, 1, 0, 1, false, "one direction by itself" },
        { "\"promote\":{\"every_months\":1},\"grace\":3,\"effective\":\"same_month\"", 1, 12,
          PC_MOVE_TO_QUALIFIED, PC_MOVE_TO_QUALIFIED, 3, 0, 1, true,
          "the other keeps its own" },
        { "\"hysteresis\":\"90%\",\"protected_months\":4", 3, 12, PC_MOVE_TO_QUALIFIED,
          PC_MOVE_TO_QUALIFIED, 1, 4, 0.9, false, "of falling alone" },
        { "\"hysteresis\":0.9,\"protected_months\":4,\"grace\":2,"
          "\"demote\":{\"hysteresis\":0.8,\"protected_months\":6,\"grace\":0}",
          3, 12, PC_MOVE_TO_QUALIFIED, PC_MOVE_TO_QUALIFIED, 0, 6, 0.8, false,
          "what stands in demote comes before" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[600];
        snprintf(text, sizeof text, "\"l\":{" TIERS ",\"review\":{%s}}", rows[i].review);
        loaded l = load_ladders(text);
        const pc_ladder *got = ladder_of(&l, "l");
        const bool same =
            got->promote.every_months == rows[i].promote &&
            got->demote.every_months == rows[i].demote && got->promote.move == rows[i].up &&
            got->demote.move == rows[i].down && got->demote.grace == rows[i].grace &&
            got->demote.protected_months == rows[i].protected_months &&
            got->hysteresis == rows[i].hysteresis && got->same_month == rows[i].same_month;
        if (!same) fail_msg("%s", rows[i].why);
        assert_int_equal(got->n_tiers, 3);
        assert_string_equal(got->tiers[0].id, "z");
        assert_string_equal(got->tiers[2].id, "a");
        assert_true(got->tiers[0].earned && !got->tiers[2].earned && !got->transition);
        unload(&l);
    }
}

static void tests_of_tiers(void **state)
{
    (void)state;
    loaded l = load_ladders(
        "\"l\":{\"order\":[\"none-yet\",\"t\",\"u\",\"v\"],\"tiers\":{\"none-yet\":{},"
        "\"t\":{\"qualify\":{\"all\":{\"deals\":{\"window\":\"lifetime\",\"min\":3},"
        "\"bookings\":{\"min\":\"=bar\",\"trailing_months\":12}}},"
        "\"maintain\":{\"any\":{\"csat\":{\"level\":0.9,\"min\":\"85%\"},\"months\":{\"min\":"
        "\"1 "
        "year\"}}}},"
        "\"u\":{\"qualify\":{\"any_of\":{\"y\":{\"all\":{\"leads\":{\"trailing_months\":3,"
        "\"min\":1}}},\"x\":{\"all\":{\"recent\":{\"metric\":\"leads\",\"trailing_months\":1,"
        "\"min\":2}}}}},\"capacity\":5,\"top_share\":\"25%\",\"rank_by\":{\"leads\":"
        "{\"trailing_months\":6}},\"lead_multiplier\":1.5},"
        "\"v\":{\"qualify\":{\"points\":{\"pass\":70,\"metrics\":{\"customers\":{\"min\":9,"
        "\"weight\":80,\"floor\":1},\"certifications\":{\"min\":2,\"weight\":20}}}},"
        "\"lead_multiplier\":1}}}");
    const pc_ladder *ladder = ladder_of(&l, "l");
    const pc_tier *t = &ladder->tiers[1], *u = &ladder->tiers[2], *v = &ladder->tiers[3];
    assert_true(t->qualify.n == 1 && t->qualify.clauses[0].n == 2 && !t->qualify.points);
    const pc_tier_condition *c = t->qualify.clauses[0].conditions;
    assert_true(c[0].metric == PC_TEST_BOOKINGS && c[0].trailing_months == 12); /* by name */
    assert_true(c[0].min->kind == PC_EXPR_ASSUMPTION && !c[0].level);
    assert_true(c[1].metric == PC_TEST_DEALS && c[1].trailing_months == 0);
    assert_true(c[1].min->number == 3 && !c[1].floor);

    assert_true(t->has_maintain && t->maintain.n == 2); /* any: a clause each */
    c = t->maintain.clauses[0].conditions;
    assert_true(t->maintain.clauses[0].n == 1 && c->metric == PC_TEST_STATED);
    assert_string_equal(c->name, "csat");
    CHECK_CLOSE(c->level->number, 0.9, 0, 0);
    CHECK_CLOSE(c->min->number, 0.85, 1e-15, 0);
    c = t->maintain.clauses[1].conditions;
    assert_true(c->metric == PC_TEST_MONTHS && c->min->number == 12);

    assert_true(u->qualify.n == 2 && !u->has_maintain);
    assert_string_equal(u->qualify.clauses[0].id, "x");
    c = u->qualify.clauses[0].conditions;
    assert_true(c->metric == PC_TEST_LEADS && c->trailing_months == 1);
    assert_string_equal(c->name, "recent");
    assert_true(u->capacity->number == 5 && u->top_share->number == 0.25);
    assert_true(u->rank_by == PC_TEST_LEADS && u->rank_months == 6);
    assert_true(u->lead_multiplier->number == 1.5);

    assert_true(v->qualify.points && v->qualify.n == 1 && v->qualify.pass->number == 70);
    c = v->qualify.clauses[0].conditions;
    assert_true(c[0].metric == PC_TEST_CERTIFICATIONS && c[0].weight == 20 && !c[0].floor);
    assert_true(c[1].metric == PC_TEST_CUSTOMERS && c[1].floor->number == 1);
    assert_true(!v->lead_multiplier && !v->capacity); /* as if not written */
    assert_true(v->rank_by == PC_TEST_BOOKINGS && v->rank_months == 12);
    assert_int_equal(pc_ladder_longest_window(ladder), 12);
    unload(&l);
}

/* Two tiers, 20 % up and 10 % down a year: in closed form for any number of months. */
static void matrices(void **state)
{
    static const struct {
        const char *review;
        int months;
    } rows[] = { { "", 12 },
                 { "\"every_months\":1", 1 },
                 { "\"every_months\":8", 8 },
                 { "\"every_months\":24,\"effective\":\"same_month\"", 24 } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[600];
        snprintf(text, sizeof text,
                 "\"l\":{\"order\":[\"z\",\"a\"],\"tiers\":{\"z\":{},\"a\":{}},\"review\":{%s},"
                 "\"transition\":{\"every\":\"year\",\"matrix\":{\"a\":{\"a\":0.9,\"z\":0.1},"
                 "\"z\":{\"a\":\"20%%\",\"z\":0.8}}}}",
                 rows[i].review);
        loaded l = load_ladders(text);
        const pc_ladder *ladder = ladder_of(&l, "l");
        const double moved = (1 - pow(0.7, rows[i].months / 12.0)) / 0.3;
        assert_non_null(ladder->transition);
        assert_int_equal(ladder->promote.every_months, rows[i].months);
        CHECK_CLOSE(ladder->transition[1], 0.2 * moved, 1e-13, 0); /* z to a */
        CHECK_CLOSE(ladder->transition[2], 0.1 * moved, 1e-13, 0);
        CHECK_CLOSE(ladder->transition[0], 1 - 0.2 * moved, 1e-13, 0);
        unload(&l);
    }
}

static void generators(void **state)
{
    (void)state;
    loaded l = load_ladders("\"l\":{\"order\":[\"z\",\"a\"],\"tiers\":{\"z\":{},\"a\":{}},"
                            "\"review\":{\"every_months\":6},\"transition\":{\"every\":"
                            "\"quarter\",\"generator\":{\"z\":{\"a\":0.3}}}}");
    const pc_ladder *ladder = ladder_of(&l, "l");
    CHECK_CLOSE(ladder->transition[0], exp(-0.6), 1e-14, 0); /* two quarters */
    CHECK_CLOSE(ladder->transition[1], 1 - exp(-0.6), 1e-14, 0);
    assert_true(ladder->transition[2] == 0 && ladder->transition[3] == 1);
    unload(&l);
}

/* Keys in another order are the same scenario; the order of the tiers is not. */
static void order_of_keys(void **state)
{
    static const char *const tiers = "\"tiers\":{\"z\":{},\"a\":{\"earned\":false}}";
    char text[600];
    (void)state;
    loaded a = load_ladders("\"x\":{" TIERS "},\"b\":{\"order\":[\"z\",\"a\"],\"tiers\":{"
                            "\"z\":{},\"a\":{\"earned\":false}}}");
    snprintf(text, sizeof text, "\"b\":{%s,\"order\":[\"z\",\"a\"]},\"x\":{" TIERS "}", tiers);
    loaded b = load_ladders(text);
    assert_string_equal(a.scenario->sha256, b.scenario->sha256);
    assert_int_equal(a.scenario->programme.n_ladders, 2);
    assert_string_equal(a.scenario->programme.ladders[0].id, "b");
    assert_string_equal(b.scenario->programme.ladders[0].id, "b");
    unload(&a);
    unload(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reviews),       cmocka_unit_test(tests_of_tiers),
        cmocka_unit_test(matrices),      cmocka_unit_test(generators),
        cmocka_unit_test(order_of_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
