/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners that are there at the start, certifications that run out, customers that leave: by
 * hand, as expected, and the same bits on every vector path and in both forms of the kernel. */
#include "tests/unit/sim/world.h"

enum { MONTHS = 18 };

/* An export of a portal, with its own headers and a column that nobody wants. Young partners
 * have sold in the months that they had. */
static const char roster[] = "Partner;Member since;Level;Sold 12 m;Certified;Comment\n"
                             "acme;2020-05-01;Gold Partner;120000.00;0;x\n"
                             "zeta;2023-03-10;-;0;12;\n"
                             "young;2024-12-01;-;90000;0;\n";

static const char scenario_text[] =
    "{ 'format': 'partnercast/1', 'currency': 'USD', 'start': '2025-01', 'months': 18, "
    "'run': { 'record': ['partners.*@m*', 'tier.*@m*', 'migration.*@m*', 'bookings.total@m*'] "
    "}, 'channels': { 'si': { 'type': 'partners', 'credit': { 'sourced': 1 } } }, "
    "'ladders': { 'level': { 'order': ['low', 'gold'], 'review': { 'every_months': 1, "
    "'grace': 0 }, 'tiers': { 'low': {}, 'gold': { 'qualify': { 'any': { %s } } } } } }, "
    "'cohorts': { 'old': { 'channel': 'si', 'ladder': 'level', 'entry': { 'by_month': [0, 1, "
    "0] }, 'acv': 100, %s } }, "
    "'opening': { 'partners': { 'old': { 'file': 'roster.csv', 'columns': { 'id': 'Partner', "
    "'since': 'Member since', 'tier': 'Level', 'bookings': 'Sold 12 m', 'certifications': "
    "'Certified' }, 'tiers': { 'Gold Partner': 'gold', '-': 'low' } } } } }";

#define BY_HISTORY                                                                             \
    "'bookings': { 'trailing_months': 12, 'min': 90000 }, 'certifications': { 'min': 5 }"
#define STILL                                                                                  \
    "'deals': { 'per_month': 0 }, 'certifications': { 'earned_per_month': 0, 'valid_months': " \
    "12 }"
#define LIVELY                                                                                 \
    "'deals': { 'per_month': 0.8, 'ramp': { 'linear_months': 6 } }, 'onboarding': { 'a': "     \
    "'40 days' }, 'activation': { 'fraction': 0.6, 'delay': { 'exponential': { 'mean': 3 }, "  \
    "'each': 'partner' } }, 'dormancy': { 'per_month': 0.1, 'wakes_per_month': 0.2 }, "        \
    "'productivity': { 'gamma': { 'shape': 0.8, 'mean': 1 }, 'each': 'partner' }, "            \
    "'certifications': { 'earned_per_month': 0.7, 'valid_months': 4 }, 'customers': { "        \
    "'lifetime': 5 }, 'exit': { 'per_month': 0.04 }"
#define BY_LIFE                                                                                \
    "'certifications': { 'min': 4 }, 'customers': { 'min': 3 }, 'bookings': { "                \
    "'trailing_months': 7, 'min': 40000 }"

static world start_with(const char *tests, const char *conduct)
{
    char text[8192];
    snprintf(text, sizeof text, scenario_text, tests, conduct);
    return start_beside(text, roster);
}

static double value_in(const world *w, const double *values, const char *id, int month,
                       size_t trial)
{
    return values[output_of(w, id, month_name(month)) * PC_GROUP + trial];
}

/* acme has sold 10,000 a month for a year: twelve months hold 90,000 at the reviews of months 1
 * to 3 and 80,000 at that of month 4. zeta's twelve certifications run out one a month: 11 at
 * the first review, 5 at that of month 7. young has sold 90,000 in December, which is in the
 * window until the review of month 11. One partner joins in month 2. */
static void history_by_hand(void **state)
{
    (void)state;
    static const double gold[MONTHS] = { 1, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1 };
    world g = start_with(BY_HISTORY, STILL);
    double *values = run(&g, g.model, "baseline", 0);
    for (int month = 1; month <= MONTHS; month++) {
        const size_t at = output_of(&g, "tier.level.gold", month_name(month));
        const double there = month < 2 ? 3 : 4;
        assert_true(g.model->outputs[at].at_plan == gold[month - 1]);
        for (size_t t = 0; t < PC_GROUP; t++) {
            assert_true(value_in(&g, values, "tier.level.gold", month, t) == gold[month - 1]);
            assert_true(value_in(&g, values, "partners.total", month, t) == there);
            assert_true(value_in(&g, values, "partners.recruited", month, t) == (month == 2));
            assert_true(value_in(&g, values, "migration.level.entry.low", month, t) ==
                        (month == 2));
        }
    }
    free(values);
    stop(&g);
}

/* Opening, joined, left and those there make up, month by month, in all and by tier. */
static void numbers_add_up(void **state)
{
    (void)state;
    world g = start_with(BY_LIFE, LIVELY);
    double *v = run(&g, g.model, "baseline", 0), left = 0, rose = 0, fell = 0;
    for (size_t t = 0; t < PC_GROUP; t++) {
        double there = 3;
        for (int month = 1; month <= MONTHS; month++) {
            const double exited = value_in(&g, v, "partners.exited", month, t);
            there += value_in(&g, v, "partners.recruited", month, t) - exited;
            assert_true(value_in(&g, v, "partners.total", month, t) == there);
            assert_true(value_in(&g, v, "tier.level.low", month, t) +
                            value_in(&g, v, "tier.level.gold", month, t) ==
                        there);
            left += exited;
            rose += value_in(&g, v, "tier.level.promotions", month, t);
            fell += value_in(&g, v, "tier.level.demotions", month, t);
        }
    }
    assert_true(left > PC_GROUP && rose > PC_GROUP &&
                fell > PC_GROUP / 2); /* it is looked at */
    free(v);
    stop(&g);
}

static void paths_and_forms_agree(void **state)
{
    (void)state;
    world g = start_with(BY_LIFE, LIVELY);
    pc_population population = *g.model->population;
    pc_kind kind = population.kinds[0];
    pc_model coupled = *g.model;
    kind.meets = true;
    population.kinds = &kind;
    population.capacity = 8;
    coupled.population = &population;
    assert_int_equal(g.model->population->n_kinds, 1);
    double *values = run(&g, g.model, "baseline", 0);
    check_same(&g, values, run(&g, g.model, "avx2", 0), "avx2");
    check_same(&g, values, run(&g, g.model, "avx512", 0), "avx512");
    check_same(&g, values, run(&g, &coupled, "baseline", 0), "month by month");
    check_same(&g, values, run(&g, &coupled, "avx512", 0), "month by month, avx512");
    free(values);
    stop(&g);
}

/* The part that has left by the first month's opening, and how much is sold in it: those who
 * have sold are activated and past their ramp; of zeta 60 % ever work. */
static void first_month_as_expected(void **state)
{
    (void)state;
    world g = start_with(BY_LIFE, LIVELY);
    const pc_output *total = &g.model->outputs[output_of(&g, "partners.total", "m1")];
    const pc_output *active = &g.model->outputs[output_of(&g, "partners.active", "m1")];
    const double awake = 0.9; /* one chance to fall asleep, for who began before */
    assert_true(fabs(total->at_plan - 3 * 0.96) < 1e-12);
    /* young is trained in February */
    assert_true(fabs(active->at_plan - 0.96 * awake * (1 + 0.6)) < 1e-12);
    stop(&g);
}

/* ---- what was credited, and is owed ---- */

static const char balances[] = "Partner,Since,Credited,Owed\n"
                               "acme,2023-05-01,280000,1234.56\n"
                               "zeta,2024-02-01,0,0.44\n";

static const char paying_text[] =
    "{ 'format': 'partnercast/1', 'currency': 'USD', 'start': '2025-04', 'months': 18, "
    "'run': { 'record': ['commission.*@m*', 'deals.total@m*'] }, 'channels': { 'si': { 'type': "
    "'partners', 'credit': { 'sourced': 1 }, 'commission': 'plan' } }, 'commission': { 'plan': "
    "{ 'fee': { 'credit': 'sourced', 'window': 'year', 'schedule': { '%s': { '0': '3%%', "
    "'$300K': '5%%' } }%s } } }, 'cohorts': { 'old': { 'channel': 'si', 'entry': { 'by_month': "
    "[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] }, 'deals': { 'per_month': 1 }, "
    "'acv': 15000 } }, 'opening': { 'partners': { 'old': { 'file': 'roster.csv', 'columns': { "
    "'id': 'Partner', 'since': 'Since', 'credited_ytd': 'Credited', 'payable': 'Owed' } } } } "
    "}";

static world start_paying(const char *schedule, const char *payment, const char *table)
{
    char text[4096];
    snprintf(text, sizeof text, paying_text, schedule, payment);
    return start_beside(text, table);
}

static void check_plan(const world *g, const char *id, const double *units, int n)
{
    for (int month = 1; month <= n; month++) {
        const double is = g->model->outputs[output_of(g, id, month_name(month))].at_plan;
        if (fabs(is - 100 * units[month - 1]) > 1e-6)
            fail_msg("%s@m%d is %.10g, not %.10g", id, month, is / 100, units[month - 1]);
    }
}

/* Each sells 15,000 a month. acme begins at 280,000 and zeta at 0 of the fiscal year that began
 * in January: acme passes 300,000 in May (5,000 below, 10,000 above), zeta never; January (the
 * tenth month) begins anew. */
static void credited_ytd_by_hand(void **state)
{
    (void)state;
    static const double marginal[] = { 900,  1100, 1200, 1200, 1200, 1200,
                                       1200, 1200, 1200, 900,  900 };
    /* 5 % of 310,000 less 3 % of 295,000 */
    static const double retroactive[] = { 900, 450 + 6650, 1200, 1200 };
    world g = start_paying("marginal", "", balances);
    check_plan(&g, "commission.accrued", marginal, 11);
    stop(&g);
    g = start_paying("retroactive", "", balances);
    check_plan(&g, "commission.accrued", retroactive, 4);
    stop(&g);
}

/* Whatever is sold: with one partner, what accrues until December is M of all less M of what
 * was there. */
static void credited_ytd_telescopes(void **state)
{
    (void)state;
    world g =
        start_paying("marginal", "", "Partner,Since,Credited,Owed\nacme,2023-05-01,280000,1\n");
    double *v = run(&g, g.model, "baseline", 0);
    for (size_t t = 0; t < PC_GROUP; t++) {
        double deals = 0, accrued = 0;
        for (int month = 1; month <= 9; month++) {
            deals += value_in(&g, v, "deals.total", month, t);
            accrued += value_in(&g, v, "commission.accrued", month, t);
        }
        const double all = 280000 + 15000 * deals, above = all > 300000 ? all - 300000 : 0;
        assert_true(accrued == 100 * (0.03 * (all - above) + 0.05 * above - 0.03 * 280000));
    }
    free(v);
    stop(&g);
}

/* What is owed at the start is due with the first payout, and the minimum looks at each one's:
 * acme's 1,234.56 and 450 at once; zeta's 0.44 and 450 not before 900 are due. */
static void payable_by_hand(void **state)
{
    (void)state;
    static const double monthly[] = { 1235 + 900, 1100, 1200 };
    static const double none[] = { 0, 0, 0, 0 };
    static const double waits[] = { 1234.56 + 450, 650 + 0.44 + 900, 750, 750 + 900 };
    static const double owed[] = { 450.44, 0, 450, 0 };
    static const double closes[] = { 0, 0, 1235 + 900 + 1100 + 1200, 0, 0, 3600 };
    static const double before[] = { 1235 + 900, 1235 + 2000, 0, 1200, 2400, 0 };
    static const double lost[] = { 0, 450.44, 0, 0 };
    world g = start_paying("marginal", "", balances);
    check_plan(&g, "commission.paid", monthly, 3);
    check_plan(&g, "commission.payable", none, 4);
    stop(&g);
    g = start_paying("marginal", ", 'payment': { 'minimum': 600 }", balances);
    check_plan(&g, "commission.paid", waits, 4);
    check_plan(&g, "commission.payable", owed, 4);
    stop(&g);
    g = start_paying("marginal", ", 'payment': { 'calendar': 'quarterly' }", balances);
    check_plan(&g, "commission.paid", closes, 6);
    check_plan(&g, "commission.payable", before, 6);
    stop(&g);
    g = start_paying(
        "marginal", ", 'payment': { 'minimum': '=if(month < 3, 1000, 1)', 'forfeit_after': 1 }",
        balances);
    check_plan(&g, "commission.forfeited", lost, 2);
    stop(&g);
}

/* At every close: what was owed at the start and accrued is paid, lost, or owed. */
static void balances_add_up(void **state)
{
    (void)state;
    world g = start_paying("retroactive",
                           ", 'lag': 1, 'payment': { 'minimum': 900, 'calendar': 'quarterly', "
                           "'forfeit_after': 4 }",
                           balances);
    double *v = run(&g, g.model, "baseline", 0);
    double *other = run(&g, g.model, "avx512", 0);
    for (size_t t = 0; t < PC_GROUP; t++) {
        double owed = 123500;
        for (int month = 1; month <= MONTHS; month++) {
            owed += value_in(&g, v, "commission.accrued", month, t) -
                    value_in(&g, v, "commission.paid", month, t) -
                    value_in(&g, v, "commission.forfeited", month, t);
            assert_true(value_in(&g, v, "commission.payable", month, t) == owed);
        }
    }
    check_same(&g, v, other, "avx512");
    free(v);
    stop(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(history_by_hand),       cmocka_unit_test(numbers_add_up),
        cmocka_unit_test(paths_and_forms_agree), cmocka_unit_test(first_month_as_expected),
        cmocka_unit_test(credited_ytd_by_hand),  cmocka_unit_test(credited_ytd_telescopes),
        cmocka_unit_test(payable_by_hand),       cmocka_unit_test(balances_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
