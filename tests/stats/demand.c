/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demand from below, the market and events against textbook results. */
#include "../support/runs.h"

#define HEAD                                                                                   \
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":24,"
enum { TRIALS = 51200 };

/* A run of HEAD, what is given, and a record of those metrics. */
static pc_results *run_of(const char *body, const char *record)
{
    char *text = NULL;
    assert_true(asprintf(&text, "%s\"run\":{\"record\":[%s]},%s}", HEAD, record, body) > 0);
    pc_scenario *scenario = load(text);
    pc_results *results = run(scenario, TRIALS, 7);
    pc_scenario_free(scenario);
    free(text);
    return results;
}

static const pc_metric *in_month(const pc_results *results, const char *id, int month)
{
    char period[16];
    (void)snprintf(period, sizeof period, "m%d", month);
    return find(results, id, period);
}

/* A count that is Poisson: mean and variance are one number. */
static void check_poisson(const pc_metric *metric, double mean)
{
    check_within(metric->stats[PC_MEAN], mean, 4, "mean");
    check_within(metric->stats[PC_SD], sqrt(mean), 4, "sd");
    CHECK_CLOSE(metric->at_means, mean, 1e-6, 1e-6);
}

/* ---- leads ---- */

/* Poisson leads that are each won or not, and close after a time of their own, give Poisson
 * deals: those of month t have the mean of all leads before them, times the chance of closing
 * just then (thinning and displacement; Kingman, Poisson Processes, 1993). */
static void deals_are_thinned_and_delayed_leads(void **state)
{
    (void)state;
    pc_results *results = run_of(
        "\"channels\":{\"si\":{\"type\":\"partners\"}},\"cohorts\":{\"p\":{\"channel\":\"si\","
        "\"entry\":{\"by_month\":[20,0]},\"acv\":100,\"leads\":{\"per_month\":1.5,"
        "\"win_rate\":0.3,\"cycle\":{\"exponential\":{\"mean\":2},\"each\":\"deal\"}}}}",
        "\"leads.total@m*\",\"leads.channel.si@m*\",\"deals.total@m*\",\"bookings.total@m*\"");
    double before = 0; /* e^(-t/2): still open after t months */
    for (int t = 0; t < 24; t++) {
        const double closed = t == 0 ? 0 : 1 - pow(exp(-0.5), t);
        check_poisson(in_month(results, "leads.total", t + 1), 30);
        check_poisson(in_month(results, "leads.channel.si", t + 1), 30);
        if (t > 0) check_poisson(in_month(results, "deals.total", t + 1), 9 * closed);
        check_within(in_month(results, "bookings.total", t + 1)->stats[PC_MEAN], 900 * closed,
                     4, "bookings");
        assert_true(closed >= before);
        before = closed;
    }
    assert_true(in_month(results, "deals.total", 1)->stats[PC_MEAN].value == 0);
    pc_results_free(results);
}

/* Who leaves takes the open leads along: of those of month s, 0.9^(t-s) are left in t. */
static void leads_of_who_leaves_are_lost(void **state)
{
    (void)state;
    pc_results *results = run_of(
        "\"channels\":{\"si\":{\"type\":\"partners\"}},\"cohorts\":{\"p\":{\"channel\":\"si\","
        "\"entry\":{\"by_month\":[40,0]},\"acv\":100,\"exit\":{\"per_month\":0.1},"
        "\"leads\":{\"per_month\":{\"by_month\":[1,0]},\"win_rate\":0.5,\"cycle\":3}}}",
        "\"deals.total@m*\"");
    for (int t = 0; t < 24; t++) {
        const pc_metric *deals = in_month(results, "deals.total", t + 1);
        const double mean = t == 3 ? 40 * 0.5 * 0.9 * 0.9 * 0.9 : 0;
        check_within(deals->stats[PC_MEAN], mean, 4, "deals");
        CHECK_CLOSE(deals->at_means, mean, 1e-9, 1e-9);
    }
    pc_results_free(results);
}

/* ---- pipelines ---- */

/* A channel's own leads: Poisson in, Poisson out two months later. Of many in a month, too. */
static void pipelines_close_their_leads(void **state)
{
    (void)state;
    pc_results *results = run_of(
        "\"channels\":{\"direct\":{\"type\":\"pipeline\",\"acv\":1000,\"leads\":{\"per_month\":"
        "40,"
        "\"win_rate\":0.25,\"cycle\":2}},\"web\":{\"type\":\"pipeline\",\"acv\":10,\"deals\":{"
        "\"per_month\":{\"by_month\":[1300,0,10]}}}}",
        "\"leads.channel.direct@m5\",\"deals.channel.*@m*\",\"bookings.channel.web@m1\"");
    check_poisson(in_month(results, "leads.channel.direct", 5), 40);
    for (int month = 3; month <= 24; month += 3)
        check_poisson(in_month(results, "deals.channel.direct", month), 10);
    check_poisson(in_month(results, "deals.channel.web", 1), 1300);
    check_poisson(in_month(results, "deals.channel.web", 3), 10);
    check_within(in_month(results, "bookings.channel.web", 1)->stats[PC_MEAN], 13000, 4, "web");
    assert_true(in_month(results, "deals.channel.direct", 2)->stats[PC_MEAN].value == 0);
    assert_true(in_month(results, "deals.channel.web", 2)->stats[PC_MEAN].value == 0);
    pc_results_free(results);
}

/* Two trained sellers, four new ones from month 4 on who take four months, one who goes. */
static void sellers_learn(void **state)
{
    (void)state;
    pc_results *results = run_of(
        "\"budget\":{\"ae\":{\"heads\":{\"by_month\":[2,2,2,6,6,6,6,6,5]},\"cost_per_head\":"
        "120000}},\"channels\":{\"direct\":{\"type\":\"pipeline\",\"acv\":{\"lognormal\":{"
        "\"mean\":50000,\"cv\":0.5},\"each\":\"deal\"},\"sellers\":{\"line\":\"ae\",\"quota\":"
        "600000,"
        "\"attainment\":0.5,\"ramp\":{\"linear_months\":4}}}}",
        "\"deals.total@m*\",\"bookings.total@m*\",\"cost.budget@m5\"");
    static const double trained[] = { 2, 2, 2, 3, 4, 5, 6, 6, 5, 5 };
    for (int month = 1; month <= 10; month++) {
        const double deals = trained[month - 1] * 600000 * 0.5 / 12 / 50000;
        check_poisson(in_month(results, "deals.total", month), deals);
        const pc_metric *bookings = in_month(results, "bookings.total", month);
        check_within(bookings->stats[PC_MEAN], deals * 50000, 4, "bookings");
        /* compound Poisson: variance = mean number x (sd^2 + mean^2) */
        check_within(bookings->stats[PC_SD], 50000 * sqrt(deals * 1.25), 4, "their spread");
    }
    CHECK_CLOSE(in_month(results, "cost.budget", 5)->at_means, 60000, 0, 0);
    pc_results_free(results);
}

/* ---- cannibalisation ---- */

/* What a pipeline of Poisson deals takes of a stated month is min(k B, G); of several that take
 * from one the first by id comes first. Incremental return: g (A - K) - C, of what it costs. */
static void sales_are_taken_from_another_channel(void **state)
{
    (void)state;
    pc_results *results = run_of(
        "\"channels\":{\"direct\":{\"type\":\"amount\",\"revenue\":{\"by_month\":[1200]},"
        "\"fee\":0.1},\"a\":{\"type\":\"pipeline\",\"acv\":1000,\"deals\":{\"per_month\":3},"
        "\"credit\":{\"sourced\":0.5},\"cannibalises\":{\"channel\":\"direct\",\"share\":0.2}},"
        "\"b\":{\"type\":\"pipeline\",\"acv\":1000,\"deals\":{\"per_month\":2},"
        "\"cannibalises\":{"
        "\"channel\":\"direct\",\"share\":0.3}}},\"budget\":{\"x\":{\"by_month\":[500]}},"
        "\"roi\":{"
        "\"gross_margin\":0.5}",
        "\"revenue.*@m*\",\"cost.marketplace_fee@m*\",\"roi.*@m*\",\"roi.*@y1\"");
    /* a takes 200 a deal up to 1200, b 300 a deal of what is left */
    double of_a[41], of_b[41], taken_a = 0, taken_both = 0;
    for (int k = 0; k <= 40; k++) {
        of_a[k] = exp(k * log(3) - 3 - lgamma(k + 1));
        of_b[k] = exp(k * log(2) - 2 - lgamma(k + 1));
    }
    for (int i = 0; i <= 40; i++) {
        taken_a += of_a[i] * fmin(200 * i, 1200);
        for (int k = 0; k <= 40; k++)
            taken_both += of_a[i] * of_b[k] * fmin(200 * i + 300 * k, 1200);
    }

    for (int month = 1; month <= 24; month += 6) {
        check_within(in_month(results, "revenue.cannibalised", month)->stats[PC_MEAN],
                     taken_both, 4, "taken");
        check_within(in_month(results, "revenue.cannibalised.channel.a", month)->stats[PC_MEAN],
                     taken_a, 4, "taken by the first");
        check_within(in_month(results, "revenue.channel.direct", month)->stats[PC_MEAN],
                     1200 - taken_both, 4, "left");
        check_within(in_month(results, "revenue.total", month)->stats[PC_MEAN],
                     6200 - taken_both, 4, "total");
        check_within(in_month(results, "cost.marketplace_fee", month)->stats[PC_MEAN],
                     120 - 0.1 * taken_both, 4, "fee");
        CHECK_CLOSE(in_month(results, "revenue.channel.direct", month)->at_means, 0, 0, 0);
        CHECK_CLOSE(in_month(results, "revenue.cannibalised.channel.b", month)->at_means, 600,
                    0, 1e-9);
    }
    const double fee = 12 * (120 - 0.1 * 1200); /* at means all of it is taken */
    CHECK_CLOSE(find(results, "roi.incremental", "y1")->at_means,
                (0.5 * 12 * (1500 - 300) - 6000 - fee) / (6000 + fee), 1e-12, 0);
    CHECK_CLOSE(find(results, "roi.margin", "y1")->at_means,
                (0.5 * 12 * 1500 - 6000 - fee) / (6000 + fee), 1e-12, 0);
    pc_results_free(results);
}

/* A share that always finds enough is a baseline: the same incremental return, to the bit of
 * rounding, of the same deals. */
static void what_is_taken_is_the_baseline_of_a_return(void **state)
{
    (void)state;
#define PLAN                                                                                   \
    "\"channels\":{\"direct\":{\"type\":\"amount\",\"revenue\":{\"by_month\":[100000000]}},"   \
    "\"si\":{\"type\":\"partners\",\"credit\":{\"sourced\":0.6,\"influenced\":0.4}%s}},"       \
    "\"cohorts\":{\"p\":{\"channel\":\"si\",\"entry\":{\"by_month\":[3,0]},\"acv\":4000,"      \
    "\"deals\":{\"per_month\":0.7}}},\"budget\":{\"x\":{\"by_month\":[4000]}},"                \
    "\"roi\":{\"gross_margin\":0.8%s}"
    static const char *const record = "\"roi.incremental@*\",\"payback.month@all\"";
    char taken[800], based[800];
    (void)snprintf(taken, sizeof taken, PLAN,
                   ",\"cannibalises\":{\"channel\":\"direct\",\"share\":0.25}", "");
    (void)snprintf(based, sizeof based, PLAN, "", ",\"baseline\":0.25");
    pc_results *a = run_of(taken, record), *b = run_of(based, record);
    for (int s = PC_MEAN; s <= PC_SD; s++) {
        const char *const years[] = { "y1", "y2", "all" };
        for (int y = 0; y < 3; y++)
            CHECK_CLOSE(find(a, "roi.incremental", years[y])->stats[s].value,
                        find(b, "roi.incremental", years[y])->stats[s].value, 1e-9, 1e-9);
    }
    CHECK_CLOSE(find(a, "payback.month", "all")->stats[PC_P50].value,
                find(b, "payback.month", "all")->stats[PC_P50].value, 0, 0);
    pc_results_free(a);
    pc_results_free(b);
#undef PLAN
}

/* ---- events ---- */

/* Half the demand for three months of five in which it may begin; the fee doubles with it. */
static void events_meet_demand_and_fees(void **state)
{
    (void)state;
    pc_results *results = run_of(
        "\"channels\":{\"direct\":{\"type\":\"pipeline\",\"acv\":1000,\"deals\":{\"per_month\":"
        "40},"
        "\"fee\":\"5%\"},\"web\":{\"type\":\"pipeline\",\"acv\":10,\"deals\":{\"per_month\":4}}"
        "},"
        "\"events\":{\"rival\":{\"probability\":0.4,\"window\":{\"from\":3,\"to\":7},"
        "\"duration\":3,"
        "\"effect\":{\"demand\":0.5},\"channels\":[\"direct\"]},\"rise\":{\"probability\":0.4,"
        "\"month\":12,\"effect\":{\"fee\":2}}}",
        "\"deals.channel.*@m*\",\"cost.marketplace_fee@m*\"");
    static const int lasting[24] = { 0, 0, 1, 2, 3, 3, 3, 2, 1 };
    for (int month = 1; month <= 24; month++) {
        const double mean = 40 * (1 - 0.5 * 0.4 * lasting[month - 1] / 5);
        const pc_metric *deals = in_month(results, "deals.channel.direct", month);
        check_within(deals->stats[PC_MEAN], mean, 4, "deals under a rival");
        CHECK_CLOSE(deals->at_means, mean, 1e-9, 0);
        check_poisson(in_month(results, "deals.channel.web", month), 4);
    }
    const pc_metric *fee = in_month(results, "cost.marketplace_fee", 20);
    check_within(fee->stats[PC_MEAN], 40 * 1000 * 0.05 * 1.4, 4, "fee");
    pc_results_free(results);
}

/* A named partner that may be lost in months 4 to 8, and leaves by itself with 2 % a month. */
static void partners_are_lost(void **state)
{
    (void)state;
    pc_results *results = run_of("\"channels\":{\"si\":{\"type\":\"partners\"}},\"partners\":{"
                                 "\"big\":{\"channel\":\"si\",\"acv\":100,"
                                 "\"deals\":{\"per_month\":5},\"exit\":{\"per_month\":0.02}}},"
                                 "\"events\":{\"loss\":{\"probability\":"
                                 "0.6,\"window\":{\"from\":4,\"to\":8},\"loses\":\"big\"}}",
                                 "\"deals.total@m*\"");
    double stays = 1;
    for (int month = 1; month <= 24; month++) {
        const int over = month < 4 ? 0 : month < 8 ? month - 3 : 5;
        const double mean = 5 * stays * (1 - 0.6 * over / 5);
        const pc_metric *deals = in_month(results, "deals.total", month);
        check_within(deals->stats[PC_MEAN], mean, 4, "deals of one that may be lost");
        CHECK_CLOSE(deals->at_means, mean, 1e-9, 0);
        stays *= 0.98;
    }
    pc_results_free(results);
}

/* ---- the market ---- */

#define MONTHLY(formula)                                                                       \
    "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":{\"by_month\":[\"=" formula "\"]}}}" \
    ","

/* Stationary: mean m, sd s in every month; months j apart have the correlation p^j, so n of
 * them sum to the variance s^2 (n + 2 sum (n - j) p^j). */
static void a_market_drifts(void **state)
{
    (void)state;
    pc_results *results =
        run_of(MONTHLY("100000 * m") "\"assumptions\":{\"m\":{\"ar1\":{\"mean\":1.1,"
                                     "\"sd\":0.15,\"persistence\":0.9}}}",
               "\"revenue.total@m*\",\"revenue.total@y2\"");
    double variance = 12, kept = 1;
    for (int month = 1; month <= 24; month++) {
        const pc_metric *m = in_month(results, "revenue.total", month);
        check_within(m->stats[PC_MEAN], 110000, 4, "mean of the market");
        check_within(m->stats[PC_SD], 15000, 4, "its spread");
        CHECK_CLOSE(m->at_means, 110000, 0, 0);
    }
    for (int j = 1; j < 12; j++) variance += 2 * (12 - j) * (kept *= 0.9);
    const pc_metric *year = find(results, "revenue.total", "y2");
    check_within(year->stats[PC_SD], 15000 * sqrt(variance), 4, "spread of a year");
    pc_results_free(results);
}

/* Two states: stationary q/(p + q); covariance of months j apart falls as (1 - p - q)^j. */
static void regimes_come_to_rest(void **state)
{
    (void)state;
    pc_results *results = run_of(
        MONTHLY("100000 * m") "\"assumptions\":{\"m\":{\"regime\":{\"states\":{\"normal\":{"
                              "\"value\":1,\"to\":{\"slump\":\"4%\"}},\"slump\":{\"value\":0,"
                              "\"to\":{\"normal\":0.16}}}}}}",
        "\"revenue.total@m*\",\"revenue.total@y2\"");
    double variance = 12, kept = 1;
    for (int month = 1; month <= 24; month++) {
        const pc_metric *m = in_month(results, "revenue.total", month);
        check_within(m->stats[PC_MEAN], 80000, 4, "share of the normal state");
        CHECK_CLOSE(m->at_means, 80000, 1e-9, 0);
    }
    for (int j = 1; j < 12; j++) variance += 2 * (12 - j) * (kept *= 0.8);
    const pc_metric *year = find(results, "revenue.total", "y2");
    check_within(year->stats[PC_SD], 100000 * sqrt(0.16 * variance), 4, "spread of a year");
    pc_results_free(results);
}

/* From a known state: its chance t months later, by the two-state chain's closed form. */
static void regimes_start_where_they_are_said_to(void **state)
{
    (void)state;
    pc_results *results = run_of(
        MONTHLY("100000 * m") "\"assumptions\":{\"m\":{\"regime\":{\"start\":\"slump\","
                              "\"states\":{\"normal\":{\"value\":1,\"to\":{\"slump\":0.04}},"
                              "\"slump\":{\"value\":0,\"to\":{\"normal\":0.16}}}}}}",
        "\"revenue.total@m*\"");
    double kept = 1;
    for (int month = 1; month <= 24; month++, kept *= 0.8) {
        const pc_metric *m = in_month(results, "revenue.total", month);
        check_within(m->stats[PC_MEAN], 80000 * (1 - kept), 4, "share of the normal state");
        CHECK_CLOSE(m->at_means, round(80000 * (1 - kept) * 100) / 100, 1e-12, 1e-9);
    }
    pc_results_free(results);
}

/* Begins in one of six months from the fourth, lasts four: counted by hand. */
static void events_happen_as_often_as_they_should(void **state)
{
    (void)state;
    pc_results *results = run_of(
        MONTHLY("100000 * e") "\"assumptions\":{\"e\":{\"event\":{\"probability\":0.3,"
                              "\"window\":{\"from\":4,\"to\":9},\"duration\":4,\"factor\":0}}}",
        "\"revenue.total@m*\",\"revenue.total@all\"");
    static const int lasting[24] = { 0, 0, 0, 1, 2, 3, 4, 4, 4, 3, 2, 1 };
    for (int month = 1; month <= 24; month++) {
        const pc_metric *m = in_month(results, "revenue.total", month);
        const double mean = 100000 * (1 - 0.3 * lasting[month - 1] / 6);
        check_within(m->stats[PC_MEAN], mean, 4, "event");
        CHECK_CLOSE(m->at_means, mean, 1e-12, 0);
    }
    const pc_metric *all = find(results, "revenue.total", "all"); /* once, or not at all */
    check_within(all->stats[PC_MEAN], 100000 * (24 - 0.3 * 4), 4, "event");
    check_within(all->stats[PC_SD], 400000 * sqrt(0.3 * 0.7), 4, "event");
    pc_results_free(results);
}

/* Each year by itself: in a year's third month and later three of its twelve months reach it.
 */
static void yearly_events_are_independent(void **state)
{
    (void)state;
    pc_results *results =
        run_of(MONTHLY("100000 * e") "\"assumptions\":{\"e\":{\"event\":{\"per_year\":0.4,"
                                     "\"duration\":3,\"factor\":0}}}",
               "\"revenue.total@m*\"");
    for (int month = 1; month <= 24; month++) {
        const int k = (month - 1) % 12, own = k < 2 ? k + 1 : 3;
        const int before = month > 12 && k < 2 ? 2 - k : 0;
        const double none = (1 - 0.4 * own / 12) * (1 - 0.4 * before / 12);
        const pc_metric *m = in_month(results, "revenue.total", month);
        check_within(m->stats[PC_MEAN], 100000 * none, 4, "yearly event");
        CHECK_CLOSE(m->at_means, 100000 * none, 1e-6, 0);
    }
    pc_results_free(results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deals_are_thinned_and_delayed_leads),
        cmocka_unit_test(leads_of_who_leaves_are_lost),
        cmocka_unit_test(pipelines_close_their_leads),
        cmocka_unit_test(sellers_learn),
        cmocka_unit_test(sales_are_taken_from_another_channel),
        cmocka_unit_test(what_is_taken_is_the_baseline_of_a_return),
        cmocka_unit_test(events_meet_demand_and_fees),
        cmocka_unit_test(partners_are_lost),
        cmocka_unit_test(a_market_drifts),
        cmocka_unit_test(regimes_come_to_rest),
        cmocka_unit_test(regimes_start_where_they_are_said_to),
        cmocka_unit_test(events_happen_as_often_as_they_should),
        cmocka_unit_test(yearly_events_are_independent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
