/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Partners one by one against closed forms: counts, survival, ladders by chance; and what must
 * not matter to them: the order of keys, the unit of money, threads, vector paths.
 */
#include "naive/engine.h"

#include "../support/runs.h"

enum { TRIALS = 20480 };

#define HEAD                                                                                   \
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":24,"  \
    "\"run\":{\"record\":[\"*@m*\",\"*@y*\",\"*@all\"]},"                                      \
    "\"channels\":{\"si\":{\"type\":\"partners\"}},"

static pc_results *of(const char *rest, uint64_t seed)
{
    char *text = malloc(strlen(HEAD) + strlen(rest) + 1);
    assert_non_null(text);
    strcat(strcpy(text, HEAD), rest);
    pc_scenario *scenario = load(text);
    pc_results *results = run(scenario, TRIALS, seed);
    pc_scenario_free(scenario);
    free(text);
    return results;
}

static void check_mean(const pc_results *r, const char *id, const char *period, double want)
{
    check_within(find(r, id, period)->stats[PC_MEAN], want, 4, id);
}

static void check_sd(const pc_results *r, const char *id, const char *period, double want)
{
    check_within(find(r, id, period)->stats[PC_SD], want, 4, id);
}

/* ---- counts and money ---- */

/* A compound Poisson sum: mean n mu, variance n (sd^2 + mu^2). */
static void deals_are_compound_poisson(void **state)
{
    (void)state;
    pc_results *r = of("\"cohorts\":{\"p\":{\"channel\":\"si\",\"entry\":{\"by_month\":[1,0]},"
                       "\"deals\":{\"per_month\":0.4},\"acv\":{\"gamma\":{\"shape\":2,\"mean\":"
                       "20000},\"each\":\"deal\"}}}}",
                       1);
    const double n = 0.4 * 24, mu = 20000;
    check_mean(r, "deals.total", "all", n);
    check_sd(r, "deals.total", "all", sqrt(n));
    check_mean(r, "bookings.total", "all", n * mu);
    check_sd(r, "bookings.total", "all", sqrt(n * (mu * mu / 2 + mu * mu)));
    pc_results_free(r);
}

/* Variance n + d n^2 in each month, months by themselves. */
static void dispersed_counts_vary_more(void **state)
{
    (void)state;
    pc_results *r = of("\"cohorts\":{\"p\":{\"channel\":\"si\",\"entry\":{\"by_month\":[1,0]},"
                       "\"deals\":{\"per_month\":1.5,\"dispersion\":0.7},\"acv\":100}}}",
                       2);
    check_mean(r, "deals.total", "all", 36);
    check_sd(r, "deals.total", "all", sqrt(24 * (1.5 + 0.7 * 1.5 * 1.5)));
    pc_results_free(r);
}

/* Each deal has one class: deals of a class are compound Poisson by themselves, paid whole. At
 * means the chances divide the money. */
static void classes_of_deals_are_thinned(void **state)
{
    (void)state;
    pc_scenario *scenario = load(
        "{\"format\":\"partnercast/"
        "1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":24,"
        "\"channels\":{\"si\":{\"type\":\"partners\",\"commission\":\"plan\",\"credit\":{"
        "\"by_deal\":{\"sourced\":0.5,\"influenced\":{\"by_year\":[0.3,0.1]}}}}},"
        "\"cohorts\":{\"p\":{\"channel\":\"si\",\"entry\":{\"by_month\":[2,0]},\"deals\":{"
        "\"per_month\":0.4},\"acv\":{\"gamma\":{\"shape\":2,\"mean\":20000},\"each\":\"deal\"}}"
        "},"
        "\"commission\":{\"plan\":{\"tenth\":{\"credit\":\"sourced\",\"entry\":\"partner_"
        "month\","
        "\"schedule\":{\"flat\":0.1}},\"each\":{\"credit\":\"any\",\"schedule\":{\"fixed\":50}}"
        "},"
        "\"other\":{\"large\":{\"credit\":\"influenced\",\"schedule\":{\"slab\":{\"0\":0,"
        "\"$20K\":0.05}}}}},\"partners\":{\"acme\":{\"channel\":\"si\",\"deals\":{\"per_"
        "month\":2},"
        "\"acv\":{\"exponential\":{\"mean\":20000},\"each\":\"deal\"},\"commission\":\"other\","
        "\"credit\":{\"by_deal\":{\"influenced\":0.25}}}}}");
    pc_results *r = run(scenario, TRIALS, 12);
    pc_scenario_free(scenario);
    const double n = 2 * 0.4 * 24, mu = 20000, square = 1.5 * mu * mu;
    check_mean(r, "revenue.credit.sourced", "all", 0.5 * n * mu);
    check_sd(r, "revenue.credit.sourced", "all", sqrt(0.5 * n * square));
    /* influenced: of the cohort, by year, and of the named one, whose deals are exponential */
    check_mean(r, "revenue.credit.influenced", "y1", (0.3 * n / 2 + 0.25 * 24) * mu);
    check_mean(r, "revenue.credit.influenced", "y2", (0.1 * n / 2 + 0.25 * 24) * mu);
    check_sd(r, "revenue.credit.influenced", "y1",
             sqrt(0.3 * n / 2 * square + 0.25 * 24 * 2 * mu * mu));
    check_mean(r, "revenue.credit.none", "y2", (0.4 * n / 2 + 0.75 * 24) * mu);
    check_mean(r, "commission.accrued.plan.plan", "all",
               0.1 * 0.5 * n * mu + 50 * (0.8 * n / 2 + 0.6 * n / 2));
    /* the part of an exponential amount that is above its mean m: E[X; X > m] = 2 m / e */
    check_mean(r, "commission.accrued.partner.acme", "all",
               0.05 * 0.25 * 48 * 2 * mu * exp(-1));
    CHECK_CLOSE(find(r, "revenue.credit.sourced", "all")->at_means, 0.5 * n * mu, 0, 0.5);
    CHECK_CLOSE(find(r, "revenue.credit.influenced", "y2")->at_means,
                (0.1 * n / 2 + 0.25 * 24) * mu, 0, 0.5);
    CHECK_CLOSE(find(r, "commission.accrued.plan.plan", "all")->at_means,
                0.1 * 0.5 * n * mu + 50 * 0.7 * n, 0, 0.5);
    pc_results_free(r);
}

/* Classes are independent of one another: their sum has the variance of both. */
static void classes_of_a_pipeline_sum_to_it(void **state)
{
    (void)state;
    pc_scenario *scenario = load(
        "{\"format\":\"partnercast/"
        "1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":24,"
        "\"channels\":{\"web\":{\"type\":\"pipeline\",\"acv\":100,\"deals\":{\"per_month\":30},"
        "\"commission\":\"fee\",\"credit\":{\"by_deal\":{\"sourced\":0.2,\"influenced\":0.5}}}}"
        ","
        "\"commission\":{\"fee\":{\"tenth\":{\"credit\":\"influenced\",\"schedule\":{\"flat\":"
        "0.1}}}}}");
    pc_results *r = run(scenario, TRIALS, 13);
    pc_scenario_free(scenario);
    const double n = 30 * 24;
    check_sd(r, "revenue.credit.sourced", "all", 100 * sqrt(0.2 * n));
    check_sd(r, "revenue.credit.influenced", "all", 100 * sqrt(0.5 * n));
    check_sd(r, "revenue.attributed", "all", 100 * sqrt(0.7 * n));
    check_mean(r, "revenue.attributed", "all", 100 * 0.7 * n);
    check_mean(r, "commission.accrued", "all", 10 * 0.5 * n);
    check_mean(r, "commission.rate", "all", 0.1);
    pc_results_free(r);
}

/* A lognormal factor of mean 1 for all months of a partner: mean L, variance L + L^2 cv^2. */
static void productivity_is_kept_for_life(void **state)
{
    (void)state;
    pc_results *r =
        of("\"cohorts\":{\"p\":{\"channel\":\"si\",\"entry\":{\"by_month\":[3,0]},"
           "\"productivity\":{\"lognormal\":{\"mean\":1,\"cv\":0.6},\"each\":\"partner\"},"
           "\"deals\":{\"per_month\":0.5},\"acv\":100}}}",
           3);
    const double n = 12;
    check_mean(r, "deals.total", "all", 3 * n);
    check_sd(r, "deals.total", "all", sqrt(3 * (n + n * n * 0.36)));
    pc_results_free(r);
}

/* Sum of min(1, (k + 1) / 6) over 24 months, from the fourth on: 5 months of 90 days' training.
 */
static void ramps_begin_with_the_work(void **state)
{
    (void)state;
    pc_results *r = of(
        "\"cohorts\":{\"p\":{\"channel\":\"si\",\"entry\":{\"by_month\":[2,0]},"
        "\"onboarding\":\"90 days\",\"deals\":{\"per_month\":0.5,\"ramp\":{\"linear_months\":"
        "6}},\"acv\":100}}}",
        4);
    double months = 0;
    for (int m = 3; m < 24; m++) months += m - 3 < 5 ? (m - 3 + 1) / 6.0 : 1;
    check_mean(r, "deals.total", "all", 2 * 0.5 * months);
    assert_true(find(r, "deals.total", "m3")->stats[PC_MAX].value == 0);
    check_mean(r, "deals.total", "m4", 1 / 6.0);
    pc_results_free(r);
}

/* ---- who is there ---- */

static void chances_to_leave_survive_as_powers(void **state)
{
    (void)state;
    pc_results *r =
        of("\"cohorts\":{\"p\":{\"channel\":\"si\",\"entry\":{\"by_month\":[10,0]},"
           "\"deals\":{\"per_month\":0.5},\"acv\":100,\"exit\":{\"per_month\":0.04}"
           "},\"q\":{\"channel\":\"si\",\"entry\":{\"by_month\":[0,5,0]},\"deals\":{"
           "\"per_month\":0},\"acv\":1,\"exit\":{\"per_year\":0.15}}}}",
           5);
    const double year = pow(0.85, 1 / 12.0);
    for (int t = 0; t < 24; t++) {
        char period[16];
        snprintf(period, sizeof period, "m%d", t + 1);
        const double p = pow(0.96, t), q = t >= 1 ? pow(year, t - 1) : 0;
        const pc_metric *present = find(r, "partners.total", period);
        if (t < 1)
            assert_true(present->stats[PC_MEAN].value == 10);
        else
            check_within(present->stats[PC_MEAN], 10 * p + 5 * q, 4, period);
        check_mean(r, "deals.total", period, 5 * p); /* none in the month of leaving */
    }
    const double left = 10 * pow(0.96, 23);
    check_sd(r, "partners.total", "m24",
             sqrt(left * (1 - left / 10) + 5 * pow(year, 22) * (1 - pow(year, 22))));
    pc_results_free(r);
}

static void arrivals_are_poisson(void **state)
{
    (void)state;
    pc_results *r =
        of("\"cohorts\":{\"p\":{\"channel\":\"si\",\"entry\":{\"arrivals_per_month\":0.7},"
           "\"deals\":{\"per_month\":1},\"acv\":100}}}",
           6);
    check_mean(r, "partners.recruited", "all", 0.7 * 24);
    check_sd(r, "partners.recruited", "all", sqrt(0.7 * 24));
    check_mean(r, "deals.total", "m24", 0.7 * 24);
    pc_results_free(r);
}

/* Part f ever works, from the first month of at least the delay on: f (1 - exp(-k / mean)). */
static void activation_is_a_fraction_with_a_delay(void **state)
{
    (void)state;
    pc_results *r =
        of("\"cohorts\":{\"p\":{\"channel\":\"si\",\"entry\":{\"by_month\":[10,0]},"
           "\"activation\":{\"fraction\":0.6,\"delay\":{\"exponential\":{\"mean\":4}"
           ",\"each\":\"partner\"}},\"deals\":{\"per_month\":1},\"acv\":100}}}",
           7);
    for (int k = 1; k < 24; k += 2) {
        char period[16];
        snprintf(period, sizeof period, "m%d", k + 1);
        const double part = 0.6 * (1 - exp(-k / 4.0));
        check_mean(r, "partners.active", period, 10 * part);
        check_sd(r, "partners.active", period, sqrt(10 * part * (1 - part)));
        check_mean(r, "deals.total", period, 10 * part);
    }
    pc_results_free(r);
}

/* Two states by chance: awake a_t+1 = a_t (1 - s) + (1 - a_t) w. */
static void dormancy_is_a_chain(void **state)
{
    (void)state;
    pc_results *r = of("\"cohorts\":{\"p\":{\"channel\":\"si\",\"entry\":{\"by_month\":[10,0]},"
                       "\"dormancy\":{\"per_month\":0.2,\"wakes_per_month\":0.1},\"deals\":{"
                       "\"per_month\":1},\"acv\":100}}}",
                       8);
    double awake = 1;
    for (int m = 2; m <= 24; m++) {
        char period[16];
        snprintf(period, sizeof period, "m%d", m);
        awake = awake * 0.8 + (1 - awake) * 0.1;
        check_mean(r, "partners.active", period, 10 * awake);
    }
    pc_results_free(r);
}

/* ---- ladders ---- */

/* Where a partner is after k reviews: the first row of the k-th power of the matrix. */
static void ladders_by_chance_are_powers(void **state)
{
    (void)state;
    static const double matrix[3][3] = { { 0.7, 0.2, 0.1 },
                                         { 0.15, 0.6, 0.25 },
                                         { 0.05, 0.15, 0.8 } };
    static const char *const ids[] = { "tier.l.a", "tier.l.b", "tier.l.c" };
    pc_results *r =
        of("\"cohorts\":{\"p\":{\"channel\":\"si\",\"ladder\":\"l\",\"entry\":{\"by_"
           "month\":[10,0]},\"deals\":{\"per_month\":0},\"acv\":1}},\"ladders\":{"
           "\"l\":{\"order\":[\"a\",\"b\",\"c\"],\"review\":{\"every_months\":3},"
           "\"transition\":{\"every\":\"quarter\",\"matrix\":{\"a\":{\"a\":0.7,\"b\":"
           "0.2,\"c\":0.1},\"b\":{\"a\":0.15,\"b\":0.6,\"c\":0.25},\"c\":{\"a\":0.05,"
           "\"b\":0.15,\"c\":0.8}}},\"tiers\":{\"a\":{},\"b\":{},\"c\":{}}}}}",
           9);
    double at[3] = { 1, 0, 0 };
    for (int review = 1; review < 8; review++) {
        double next[3] = { 0 };
        for (int i = 0; i < 3; i++)
            for (int k = 0; k < 3; k++) next[k] += at[i] * matrix[i][k];
        char period[16]; /* of next_month: the month behind the review */
        snprintf(period, sizeof period, "m%d", 3 * review + 1);
        for (int k = 0; k < 3; k++) {
            at[k] = next[k];
            check_mean(r, ids[k], period, 10 * next[k]);
            check_sd(r, ids[k], period, sqrt(10 * next[k] * (1 - next[k])));
        }
    }
    pc_results_free(r);
}

/* A test on a Poisson count alone: P(N >= 2) of the 3 months before the first review. */
static void tests_are_passed_as_often_as_counts_say(void **state)
{
    (void)state;
    pc_results *r =
        of("\"cohorts\":{\"p\":{\"channel\":\"si\",\"ladder\":\"l\",\"entry\":{\"by_"
           "month\":[10,0]},\"deals\":{\"per_month\":0.5},\"acv\":1}},\"ladders\":{"
           "\"l\":{\"order\":[\"a\",\"b\"],\"review\":{\"every_months\":3,\"grace\":"
           "0},\"tiers\":{\"a\":{},\"b\":{\"qualify\":{\"all\":{\"deals\":{\"trailing"
           "_months\":3,\"min\":2}}}}}}}}",
           10);
    const double passes = 1 - exp(-1.5) * (1 + 1.5);
    check_mean(r, "tier.l.b", "m4", 10 * passes);
    check_mean(r, "tier.l.b", "m7", 10 * passes);
    check_mean(r, "tier.l.promotions", "m3", 10 * passes);
    check_mean(r, "tier.l.promotions", "m6", 10 * passes * (1 - passes));
    check_mean(r, "tier.l.demotions", "m6", 10 * passes * (1 - passes));
    check_mean(r, "migration.l.b.b", "m6", 10 * passes * passes);
    pc_results_free(r);
}

/* ---- nothing is drawn ---- */

/* What a plan states of partners, and rules on it, with no chance anywhere. */
#define CERTAIN                                                                                \
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":24,"  \
    "\"run\":{\"record\":[\"*@m*\",\"*@y*\",\"*@all\"]},"                                      \
    "\"channels\":{\"si\":{\"type\":\"partners\",\"credit\":{\"sourced\":\"35%\","             \
    "\"influenced\":\"12.5%\"},\"commission\":\"by_level\",\"fee\":\"3.3%\"}},"                \
    "\"ladders\":{\"l\":{\"order\":[\"a\",\"b\",\"c\"],\"review\":{\"every_months\":3,"        \
    "\"grace\":0},\"tiers\":{\"a\":{},"                                                        \
    "\"b\":{\"qualify\":{\"all\":{\"bookings\":{\"trailing_months\":6,\"min\":50000}}}},"      \
    "\"c\":{\"qualify\":{\"all\":{\"bookings\":{\"trailing_months\":6,\"min\":90000}}}}}}},"   \
    "\"cohorts\":{\"p\":{\"channel\":\"si\",\"ladder\":\"l\",\"entry\":{\"by_year\":[7,5]},"   \
    "\"onboarding\":\"7 weeks\",\"deals\":{\"per_month\":0},\"acv\":10}},"                     \
    "\"partners\":{\"acme\":{\"channel\":\"si\",\"ladder\":\"l\",\"start_month\":2,"           \
    "\"onboarding\":\"30 days\",\"revenue\":{\"by_year\":[100000.07,333333.33],\"profile\":{"  \
    "\"by_month\":[1,2,3,0,5,1,1]}}},\"zeta\":{\"channel\":\"si\",\"ladder\":\"l\","           \
    "\"start_month\":5,\"revenue\":{\"by_year\":[240001,12345.67]},\"credit\":{\"sourced\":"   \
    "\"33.3%\"}}},"                                                                            \
    "\"commission\":{\"by_level\":{\"fee\":{\"event\":\"new\",\"credit\":\"sourced\","         \
    "\"base\":\"net_price\",\"window\":\"month\",\"entry\":\"partner_month\",\"schedule\":{"   \
    "\"by_tier\":{\"a\":\"5%\",\"b\":\"10.25%\",\"c\":\"15%\"}}}}}}"

static void without_chance_all_quantiles_are_the_case_at_means(void **state)
{
    (void)state;
    pc_diags *diags = pc_diags_new();
    engine e = engine_of(engine_load(CERTAIN, diags), diags);
    size_t n_moved = 0;
    assert_true(e.model->n_outputs > 500);
    for (size_t o = 0; o < e.model->n_outputs; o++) {
        const pc_output *output = &e.model->outputs[o];
        for (size_t t = 0; t < ENGINE_TRIALS; t += 51) {
            const double got = engine_value(&e, output, t);
            if (isnan(got) && isnan(output->at_means) && isnan(output->at_plan)) continue;
            if (got != output->at_means || got != output->at_plan)
                fail_msg("%s@%s: trial %u %.17g, at means %.17g, at plan %.17g", output->id,
                         output->period, (unsigned)t, got, output->at_means, output->at_plan);
        }
        n_moved += strcmp(output->id, "tier.l.promotions") == 0 && output->at_means > 0;
    }
    assert_true(n_moved > 2);
    engine_stop(&e);
}

/* ---- what must not matter ---- */

#define RULES                                                                                  \
    "\"ladders\":{\"l\":{\"order\":[\"a\",\"b\"],\"review\":{\"every_months\":3,\"grace\":0}," \
    "\"tiers\":{\"a\":{},\"b\":{\"lead_multiplier\":1.5,\"qualify\":{\"all\":{\"bookings\":{"  \
    "\"trailing_months\":6,\"min\":%s}}}}}}},\"commission\":{\"plan\":{\"fee\":{\"event\":"    \
    "\"new\",\"credit\":\"sourced\",\"base\":\"net_price\",\"window\":\"month\",\"entry\":"    \
    "\"partner_month\",\"schedule\":{\"by_tier\":{\"a\":\"5%%\",\"b\":\"12%%\"}}}}},"
#define FRAME                                                                                  \
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":24,"  \
    "\"run\":{\"seed\":%d,\"record\":[\"*@m*\",\"*@y*\",\"*@all\"]},\"channels\":{\"si\":{"    \
    "\"type\":"                                                                                \
    "\"partners\",\"commission\":\"plan\",\"credit\":{\"sourced\":1}}},"
#define P                                                                                      \
    "\"p\":{\"channel\":\"si\",\"ladder\":\"l\",\"entry\":{\"by_year\":[9,4]},\"deals\":{"     \
    "\"per_month\":0.4},\"acv\":{\"lognormal\":{\"mean\":%s,\"cv\":0.8},\"each\":\"deal\"},"   \
    "\"exit\":{\"per_month_by_tier\":{\"a\":0.03,\"b\":0.01}}}"
#define Q                                                                                      \
    "\"q\":{\"exit\":{\"per_month\":0.02},\"acv\":%s,\"deals\":{\"per_month\":0.7},\"entry\":" \
    "{\"arrivals_per_month\":0.3},\"channel\":\"si\",\"ladder\":\"l\"}"

static engine programme_of(const char *format, ...)
{
    char text[8000];
    va_list arguments;
    va_start(arguments, format);
    const int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    assert_true(n > 0 && n < (int)sizeof text);
    pc_diags *diags = pc_diags_new();
    return engine_of(engine_load(text, diags), diags);
}

static void the_order_of_keys_is_nothing(void **state)
{
    (void)state;
    engine a =
        programme_of(FRAME RULES "\"cohorts\":{" P "," Q "}}", 11, "60000", "15000", "9000.5");
    engine b = programme_of(FRAME "\"cohorts\":{" Q "," P "}," RULES "\"sets\":{}}", 11,
                            "9000.5", "15000", "60000");
    assert_int_equal(a.model->n_outputs, b.model->n_outputs);
    for (size_t o = 0; o < a.model->n_outputs; o++)
        for (size_t t = 0; t < ENGINE_TRIALS; t++) {
            const double x = engine_value(&a, &a.model->outputs[o], t),
                         y = engine_value(&b, &b.model->outputs[o], t);
            assert_true(x == y || (isnan(x) && isnan(y)));
        }
    engine_stop(&a);
    engine_stop(&b);
}

/* A cohort that comes beside another one changes nobody's luck. */
static void others_change_nobodys_luck(void **state)
{
    (void)state;
    engine a = programme_of(FRAME RULES "\"cohorts\":{" P "}}", 12, "60000", "15000");
    engine b =
        programme_of(FRAME RULES "\"cohorts\":{" P "," Q "}}", 12, "60000", "15000", "9000");
    engine c = programme_of(FRAME RULES "\"cohorts\":{" Q "}}", 12, "60000", "9000");
    for (size_t o = 0; o < b.model->n_outputs; o++) {
        const pc_output *output = &b.model->outputs[o];
        const pc_metric_info *metric = pc_metric_find(b.catalogue, b.n_catalogue, output->id);
        if (metric->kind != PC_METRIC_FLOW && metric->kind != PC_METRIC_STOCK) continue;
        for (size_t t = 0; t < ENGINE_TRIALS; t++)
            assert_true(engine_value(&b, output, t) ==
                        engine_value(&a, &a.model->outputs[o], t) +
                            engine_value(&c, &c.model->outputs[o], t));
    }
    engine_stop(&a);
    engine_stop(&b);
    engine_stop(&c);
}

static double total_of(const engine *e, const char *id, const char *period, size_t trial)
{
    for (size_t o = 0; o < e->model->n_outputs; o++)
        if (strcmp(e->model->outputs[o].id, id) == 0 &&
            strcmp(e->model->outputs[o].period, period) == 0)
            return engine_value(e, &e->model->outputs[o], trial);
    fail_msg("no %s@%s", id, period);
    return 0;
}

/* Twice the money, thresholds too: each deal and each entry is off by half a unit at most, and
 * nothing else changes. */
static void double_money_doubles_money(void **state)
{
    (void)state;
    engine one =
        programme_of(FRAME RULES "\"cohorts\":{" P "," Q "}}", 13, "60000", "15000", "9000.31");
    engine two = programme_of(FRAME RULES "\"cohorts\":{" P "," Q "}}", 13, "120000", "30000",
                              "18000.62");
    for (size_t o = 0; o < one.model->n_outputs; o++) {
        const pc_output *output = &one.model->outputs[o];
        const bool money = strcmp(output->unit, "currency") == 0;
        if (!money && strcmp(output->unit, "count") != 0) continue;
        if (money && strstr(output->id, "per_")) continue;
        for (size_t t = 0; t < ENGINE_TRIALS; t++) {
            const double x = engine_value(&one, output, t),
                         y = engine_value(&two, &two.model->outputs[o], t);
            const double deals = total_of(&one, "deals.total", output->period, t);
            if (!money && x != y)
                fail_msg("%s@%s: %g and %g", output->id, output->period, x, y);
            if (money && !(fabs(y - 2 * x) <= 2 * deals))
                fail_msg("%s@%s: %.17g and %.17g, %g deals", output->id, output->period, x, y,
                         deals);
        }
    }
    engine_stop(&one);
    engine_stop(&two);
}

static void threads_and_paths_give_the_same_bytes(void **state)
{
    (void)state;
    static const char *const isas[] = { "baseline", "avx2", "avx512" };
    for (uint64_t k = 0; k < engine_many(4); k++) {
        char *text = naive_scenario(engine_first(NAIVE_BELOW + 500) + k), *want = NULL;
        pc_scenario *scenario = load(text);
        for (int p = 2; p >= 0; p--)
            for (unsigned threads = 1; threads <= 3; threads += 2) {
                pc_results *results = NULL;
                pc_diags *diags = pc_diags_new();
                setenv("PARTNERCAST_ISA", isas[p], 1);
                const pc_run_options options = { .trials = 1500, .threads = threads };
                assert_int_equal(pc_run(&results, scenario, &options, diags), PC_OK);
                char *got = pc_results_json(results);
                if (want) assert_string_equal(got, want);
                free(want);
                want = got;
                pc_results_free(results);
                pc_diags_free(diags);
            }
        unsetenv("PARTNERCAST_ISA");
        free(want);
        free(text);
        pc_scenario_free(scenario);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deals_are_compound_poisson),
        cmocka_unit_test(dispersed_counts_vary_more),
        cmocka_unit_test(classes_of_deals_are_thinned),
        cmocka_unit_test(classes_of_a_pipeline_sum_to_it),
        cmocka_unit_test(productivity_is_kept_for_life),
        cmocka_unit_test(ramps_begin_with_the_work),
        cmocka_unit_test(chances_to_leave_survive_as_powers),
        cmocka_unit_test(arrivals_are_poisson),
        cmocka_unit_test(activation_is_a_fraction_with_a_delay),
        cmocka_unit_test(dormancy_is_a_chain),
        cmocka_unit_test(ladders_by_chance_are_powers),
        cmocka_unit_test(tests_are_passed_as_often_as_counts_say),
        cmocka_unit_test(without_chance_all_quantiles_are_the_case_at_means),
        cmocka_unit_test(the_order_of_keys_is_nothing),
        cmocka_unit_test(others_change_nobodys_luck),
        cmocka_unit_test(double_money_doubles_money),
        cmocka_unit_test(threads_and_paths_give_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
