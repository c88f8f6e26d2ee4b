/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What partners are paid for deals, through whole scenarios: on every vector path and in both
 * forms of the kernel, against closed forms, in whatever order deals come. */
#include "tests/unit/sim/world.h"

#define DEALS                                                                                  \
    "{ 'format': 'partnercast/1', 'currency': 'USD', 'start': '2025-01', 'months': 24, "       \
    "'fiscal_year_start': 4, 'run': { 'record': ['commission.*@m*', 'bookings.*@m*', "         \
    "'deals.*@m*', 'tier.*@m*'] }, 'roi': { 'collection': 0 }, "                               \
    "'channels': { 'si': { 'type': 'partners', 'credit': { %s }, 'commission': "               \
    "'c' } }, "                                                                                \
    "'ladders': { 'l': { 'order': ['low', 'high'], 'review': { 'every_months': 3 }, 'tiers': " \
    "{ 'low': {}, 'high': { 'qualify': { 'all': { 'bookings': { 'trailing_months': 6, 'min': " \
    "300000 } } } } } } }, "                                                                   \
    "'cohorts': { 'p': { 'channel': 'si', 'ladder': 'l', 'entry': { 'by_month': [3, 2, 0] }, " \
    "'deals': { 'per_month': 0.8 }, 'acv': %s, 'certifications': { 'earned_per_month': 0.5 "   \
    "}, 'exit': { 'per_month': 0.03 } %s } }, "                                                \
    "'commission': { 'c': { %s } } }"
#define LOGNORMAL "{ 'lognormal': { 'mean': 50000, 'cv': %g }, 'each': 'deal' }"

static world start_deals(const char *credit, const char *acv, const char *plan)
{
    char text[8192];
    const char *stay = strstr(plan, "'duration'") ? ", 'customers': { 'lifetime': 30 }" : "";
    snprintf(text, sizeof text, DEALS, credit, acv, stay, plan);
    return start(text);
}

static const char every_rule[] = PAY(
    "a",
    "'window': 'year', 'schedule': { 'marginal': { '0': 0.03, '100000': 0.05 } }, "
    "'cap': { 'deal': 9000, 'year': 20000 }, 'floor': { 'quarter': 100 }, 'payment': "
    "{ "
    "'minimum': 1000, 'forfeit_after': 5, 'calendar': 'quarterly', 'hold': '30 days' "
    "}") ", "
         "'b': { 'event': 'certification', 'schedule': { 'fixed': { 'by_tier': { "
         "'low': 100, "
         "'high': 200 } } } }, 'd': { 'event': 'migration', 'schedule': { 'fixed': "
         "1000 } }, " PAY(
             "e",
             "'schedule': { 'by_tier': { 'low': 0.0125, 'high': 0.02 } }, 'duration': "
             "'life', "
             "'bonus': { 'when': { 'all': { 'deals': { 'trailing_months': 4, 'min': 3 "
             "} } }, "
             "'multiplier': 1.1 }") ", " PAY("f",
                                             "'schedule': { 'slab': { '0': 0.02, "
                                             "'50K': 0.01 } }") ", " PAY("h",
                                                                         "'window': "
                                                                         "'trailing_"
                                                                         "12', "
                                                                         "'schedule': "
                                                                         "{ "
                                                                         "'marginal': "
                                                                         "{ '0': "
                                                                         "0.01, "
                                                                         "'100K': "
                                                                         "0.02 } }, "
                                                                         "'accelerator"
                                                                         "': { "
                                                                         "'200K': "
                                                                         "0.01 }") ","
                                                                                   " " PAY(
                                                                                       "r",
                                                                                       "'window"
                                                                                       "': "
                                                                                       "'quarte"
                                                                                       "r', "
                                                                                       "'entry'"
                                                                                       ": "
                                                                                       "'partne"
                                                                                       "r_"
                                                                                       "month',"
                                                                                       " '"
                                                                                       "schedul"
                                                                                       "e': { "
                                                                                       "'retroa"
                                                                                       "ctive':"
                                                                                       " { "
                                                                                       "'0': "
                                                                                       "0.01, "
                                                                                       "'60K': "
                                                                                       "0.02 } "
                                                                                       "}, "
                                                                                       "'bounda"
                                                                                       "ry': "
                                                                                       "'lower"
                                                                                       "'");

static double *copy_outputs(const world *w)
{
    double *values = malloc(w->model->n_outputs * PC_GROUP * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < w->model->n_outputs; i++)
        for (size_t t = 0; t < PC_GROUP; t++) values[i * PC_GROUP + t] = value_of(w, i, t);
    return values;
}

static void check_path(const world *w, const pc_model *model, const char *isa,
                       const double *expected)
{
    if (!work(w, model, isa, 0)) return;
    double *values = copy_outputs(w);
    for (size_t i = 0; i < w->model->n_outputs * PC_GROUP; i++)
        if (memcmp(&values[i], &expected[i], sizeof *values) != 0)
            fail_msg("%s: %s@%s is %.17g, not %.17g", isa, w->model->outputs[i / PC_GROUP].id,
                     w->model->outputs[i / PC_GROUP].period, values[i], expected[i]);
    free(values);
}

static void forms_and_paths_agree(void **state)
{
    (void)state;
    char acv[128];
    snprintf(acv, sizeof acv, LOGNORMAL, 0.8);
    world w = start_deals("'sourced': 0.7, 'influenced': 0.2", acv, every_rule);
    pc_population population = *w.model->population;
    pc_kind kinds[2];
    memcpy(kinds, population.kinds, population.n_kinds * sizeof *kinds);
    for (size_t k = 0; k < population.n_kinds; k++) kinds[k].meets = true;
    population.kinds = kinds;
    population.capacity = 20;
    pc_model together = *w.model;
    together.population = &population;
    work(&w, w.model, "baseline", 0);
    double *expected = copy_outputs(&w);
    check_path(&w, w.model, "avx2", expected);
    check_path(&w, w.model, "avx512", expected);
    check_path(&w, &together, "baseline", expected);
    check_path(&w, &together, "avx512", expected);
    free(expected);
    stop(&w);
}

/* The referral reward of 10 %, at most 5,000 a deal: 4,000, 5,000, 5,000. */
#define REWARD PAY("a", "'schedule': { 'flat': 0.1 }, 'cap': { 'deal': 5000 }")

static void a_cap_of_a_deal(void **state)
{
    (void)state;
    static const struct {
        const char *acv;
        double each;
    } deals[] = { { "40000", 4000 }, { "50000", 5000 }, { "75000", 5000 } };
    for (size_t i = 0; i < sizeof deals / sizeof *deals; i++) {
        world w = start_deals("'sourced': 1", deals[i].acv, REWARD);
        work(&w, w.model, "baseline", 0);
        for (int m = 1; m <= 24; m++)
            for (size_t t = 0; t < PC_GROUP; t++)
                CHECK_CLOSE(value(&w, "commission.accrued", month_name(m), t),
                            100 * deals[i].each * value(&w, "deals.total", month_name(m), t), 0,
                            0);
        stop(&w);
    }
}

static double normal_below(double x)
{
    return 0.5 * erfc(-x / sqrt(2));
}

/* E[min(X, k)^power], X lognormal. */
static double capped_moment(double mu, double sigma, double k, int power)
{
    const double z = (log(k) - mu) / sigma;
    return exp(power * mu + power * power * sigma * sigma / 2) *
               normal_below(z - power * sigma) +
           pow(k, power) * (1 - normal_below(z));
}

/* ... and of deals of mean 50,000: what an average deal does not know. */
static void a_cap_under_risk(void **state)
{
    (void)state;
    static const struct {
        double cv, each;
    } deals[] = { { 0.5, 4066.42 }, { 0.8, 3625.42 }, { 1.2, 3183.82 } };
    for (size_t i = 0; i < sizeof deals / sizeof *deals; i++) {
        char acv[128];
        snprintf(acv, sizeof acv, LOGNORMAL, deals[i].cv);
        world w = start_deals("'sourced': 1", acv, REWARD);
        double paid = 0, n = 0;
        for (uint64_t first = 0; first < 4 * PC_GROUP; first += PC_GROUP) {
            work(&w, w.model, "baseline", first);
            for (int m = 1; m <= 24; m++)
                for (size_t t = 0; t < PC_GROUP; t++) {
                    paid += value(&w, "commission.accrued", month_name(m), t) / 100;
                    n += value(&w, "deals.total", month_name(m), t);
                }
        }
        const double variance = log(1 + deals[i].cv * deals[i].cv), sigma = sqrt(variance);
        const double mu = log(5000) - variance / 2;
        const double mean = capped_moment(mu, sigma, 5000, 1);
        const double sd = sqrt(capped_moment(mu, sigma, 5000, 2) - mean * mean);
        CHECK_CLOSE(mean, deals[i].each, 0, 0.005);
        CHECK_CLOSE(paid / n, mean, 0, 4 * sd / sqrt(n));
        stop(&w);
    }
}

/* A month's sales of mean 450,000, cv 0.5: E[M] and E[R] are not M and R of the mean. */
static void bands_under_risk(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        double mean, sd;
    } schedules[] = { { "marginal", 18187, 13700 }, { "retroactive", 25815, 19200 } };
    for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++) {
        char text[4096], plan[512];
        snprintf(plan, sizeof plan,
                 PAY("a", "'window': 'month', 'schedule': { '%s': { '0': 0.03, '300K': 0.05, "
                          "'500K': 0.07 } }"),
                 schedules[i].kind);
        snprintf(text, sizeof text, SOLD, 37, "1",
                 "{ 'lognormal': { 'mean': 450000, 'cv': 0.5 }, 'each': 'month' }", "", plan);
        world w = start(text);
        double paid = 0, n = 0;
        for (uint64_t first = 0; first < 4 * PC_GROUP; first += PC_GROUP) {
            work(&w, w.model, "baseline", first);
            for (int m = 1; m <= 37; m++)
                for (size_t t = 0; t < PC_GROUP; t++, n++)
                    paid += value(&w, "commission.accrued", month_name(m), t) / 100;
        }
        CHECK_CLOSE(paid / n, schedules[i].mean, 0, 4 * schedules[i].sd / sqrt(n) + 0.5);
        stop(&w);
    }
}

/* ---- order ---- */

#define BANDS "{ '0': 0.03, '300000': 0.05, '500000': 0.07 }"

/* In integers: minor units times rates in hundredths. */
static double marginal(double x)
{
    const double low = x < 3e7 ? x : 3e7, high = x > 5e7 ? x - 5e7 : 0;
    return nearbyint((3 * low + 5 * (x - low - high) + 7 * high) / 100);
}

static double retroactive(double x)
{
    return nearbyint(x * (x < 3e7 ? 3 : x < 5e7 ? 5 : 7) / 100);
}

/* One partner, so that what is booked is what its window holds: whatever the order in which
 * deals come, by the deal and by the month, a fiscal year pays what its total pays. */
static void check_order(const char *kind, const char *entry, double whole(double))
{
    char text[4096];
    snprintf(
        text, sizeof text,
        "{ 'format': 'partnercast/1', 'currency': 'USD', 'start': '2025-04', 'months': 24, "
        "'fiscal_year_start': 4, 'run': { 'record': ['commission.*@y*', 'bookings.*@y*'] "
        "}, 'channels': { 'si': { 'type': 'partners', 'credit': { 'sourced': 1 }, "
        "'commission': 'c' } }, 'partners': { 'x': { 'channel': 'si', 'deals': { "
        "'per_month': 1 }, 'acv': { 'lognormal': { 'mean': 40000, 'cv': 1 }, 'each': "
        "'deal' } } }, 'commission': { 'c': { " PAY("a",
                                                    "'window': 'year', 'entry': '%s', "
                                                    "'schedule': { '%s': " BANDS " }") " } } }",
        entry, kind);
    world w = start(text);
    work(&w, w.model, "baseline", 0);
    for (int year = 1; year <= 2; year++)
        for (size_t t = 0; t < PC_GROUP; t++) {
            const char *period = year == 1 ? "y1" : "y2";
            CHECK_CLOSE(value(&w, "commission.accrued.partner.x", period, t),
                        whole(value(&w, "bookings.partner.x", period, t)), 0, 0);
        }
    stop(&w);
}

static void totals_do_not_know_the_order(void **state)
{
    (void)state;
    check_order("marginal", "deal", marginal);
    check_order("marginal", "partner_month", marginal);
    check_order("retroactive", "deal", retroactive);
    check_order("retroactive", "partner_month", retroactive);
}

/* ---- events, budgets ---- */

static void a_promotion_pays_once(void **state)
{
    (void)state;
    world w = start_deals("'sourced': 1", "60000",
                          "'d': { 'event': 'migration', 'schedule': { 'fixed': 1000 } }");
    work(&w, w.model, "baseline", 0);
    double all = 0;
    for (int m = 1; m <= 24; m++)
        for (size_t t = 0; t < PC_GROUP; t++) {
            const double paid = value(&w, "commission.accrued", month_name(m), t);
            CHECK_CLOSE(paid, 1e5 * value(&w, "tier.l.promotions", month_name(m), t), 0, 0);
            all += paid;
        }
    assert_true(all > 0);
    stop(&w);
}

/* 500 a deal until all partners together have had 3,000. */
static void a_budget_is_used_up(void **state)
{
    (void)state;
    world w = start_deals("'sourced': 1", "60000",
                          PAY("a", "'schedule': { 'flat': 0 }, 'spiff': { 'from_month': 2, "
                                   "'to_month': 9, 'amount': 500, 'budget': 3000 }"));
    work(&w, w.model, "baseline", 0);
    for (size_t t = 0; t < PC_GROUP; t++) {
        double deals = 0;
        for (int m = 1; m <= 24; m++) {
            const double before = fmin(5e4 * deals, 3e5);
            if (m >= 2 && m <= 9) deals += value(&w, "deals.total", month_name(m), t);
            CHECK_CLOSE(value(&w, "commission.accrued", month_name(m), t),
                        fmin(5e4 * deals, 3e5) - before, 0, 0);
        }
    }
    stop(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_and_paths_agree),
        cmocka_unit_test(a_cap_of_a_deal),
        cmocka_unit_test(a_cap_under_risk),
        cmocka_unit_test(bands_under_risk),
        cmocka_unit_test(totals_do_not_know_the_order),
        cmocka_unit_test(a_promotion_pays_once),
        cmocka_unit_test(a_budget_is_used_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
