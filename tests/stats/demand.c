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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deals_are_thinned_and_delayed_leads),
        cmocka_unit_test(leads_of_who_leaves_are_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
