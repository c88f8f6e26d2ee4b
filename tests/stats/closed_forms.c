/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole runs against textbook results: every figure within 4 of its own standard errors. */
#include "partnercast/partnercast.h"

#include "../support/runs.h"

enum { TRIALS = 102400 };

static const char *const head =
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":36,";

/* ---- families ---- */

static const struct {
    const char *spec;
    double mean, sd, p5, p50, p95; /* NAN: not checked */
    const char *why;
} families[] = {
    { "{\"uniform\":{\"min\":2,\"max\":8}}", 5, 6 / 3.4641016151377544, 2.3, 5, 7.7,
      "(a + b)/2, (b - a)/sqrt 12" },
    { "{\"normal\":{\"mean\":9,\"sd\":1.5}}", 9, 1.5, 9 - 1.5 * 1.6448536269514722, 9,
      9 + 1.5 * 1.6448536269514722, "normal" },
    { "{\"lognormal\":{\"mean\":3,\"cv\":0.5}}", 3, 1.5, NAN, 2.6832815729997477, NAN,
      "median = mean/sqrt(1 + cv^2)" },
    { "{\"triangular\":{\"min\":1,\"mode\":2,\"max\":6}}", 3, 1.0801234497346435, NAN, NAN, NAN,
      "(a + b + c)/3, (a^2 + b^2 + c^2 - ab - ac - bc)/18" },
    { "{\"pert\":{\"min\":8,\"mode\":12,\"max\":18}}", 12.333333333333334, 1.872948613266394,
      NAN, NAN, NAN,
      "beta(2.6, 3.4) on 8..18: mean (8 + 4 12 + 18)/6, var 100 2.6 3.4/(36 7)" },
    { "{\"gamma\":{\"shape\":4,\"mean\":2}}", 2, 1, NAN, NAN, NAN, "sd = mean/sqrt(shape)" },
    { "{\"beta\":{\"mean\":0.2,\"n\":19}}", 0.2, 0.0894427190999916, NAN, NAN, NAN,
      "var = m(1 - m)/(n + 1)" },
    { "{\"low\":1.6,\"mid\":2.4,\"high\":3.4}", NAN, NAN, 1.6, 2.4, 3.4,
      "what low, mid and high promise" },
    { "{\"exponential\":{\"mean\":3}}", 3, 3, 0.15387988316265172, 2.0794415416798357,
      8.9871968206619719, "quantiles -mean log q" },
    { "{\"weibull\":{\"shape\":2,\"mean\":3}}", 3, 1.5681696026311901, NAN, 2.818311836098954,
      NAN, "(sd/mean)^2 = 4/pi - 1; median = mean sqrt(4 log 2 / pi)" },
    { "{\"student\":{\"df\":5,\"mean\":500,\"scale\":2}}", 500, 2.5819888974716112, NAN, 500,
      NAN, "sd = scale sqrt(df/(df - 2))" },
    { "{\"poisson\":{\"mean\":6}}", 6, 2.4494897427831781, 2, 6, 10, "sd = sqrt(mean)" },
    { "{\"binomial\":{\"n\":10,\"p\":0.3}}", 3, 1.4491376746189439, 1, 3, NAN,
      "sd = sqrt(npq)" },
    { "{\"negative_binomial\":{\"mean\":4,\"dispersion\":0.5}}", 4, 3.4641016151377544, NAN,
      NAN, NAN, "var = m + d m^2" },
    { "{\"bernoulli\":{\"p\":0.3}}", 0.3, 0.45825756949558399, 0, 0, 1, "sd = sqrt(pq)" },
    { "{\"discrete\":{\"values\":[1,2,5],\"weights\":[55,25,20]}}", 2.05, 1.5321553446044563, 1,
      1, 5, "sums" },
    { "{\"mixture\":[{\"weight\":0.4,\"of\":0},{\"weight\":0.6,\"of\":{\"uniform\":{\"min\":2,"
      "\"max\":8}}}]}",
      3, 2.7928480087537881, 0, 3, 7.5, "var = 0.6 (3 + 25) - 9; median: 0.5 = 0.4 + 0.1 x" },
};

static void families_have_their_moments(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        char text[900];
        snprintf(text, sizeof text,
                 "%s\"assumptions\":{\"x\":{\"value\":%s,\"unit\":\"multiple\"}},\"channels\":{"
                 "\"a\":{\"type\":\"amount\","
                 "\"revenue\":{\"by_year\":[\"=1000000 * "
                 "x\"]}}},\"run\":{\"record\":[\"revenue.total@y1\"]}}",
                 head, families[i].spec);
        pc_scenario *scenario = load(text);
        pc_results *results = run(scenario, TRIALS, 20 + i);
        const pc_estimate *stats = find(results, "revenue.total", "y1")->stats;
        const double want[] = { families[i].mean, families[i].sd, families[i].p5,
                                families[i].p50, families[i].p95 };
        static const pc_stat which[] = { PC_MEAN, PC_SD, PC_P5, PC_P50, PC_P95 };
        for (size_t k = 0; k < 5; k++)
            if (!isnan(want[k]))
                check_within(stats[which[k]], 1e6 * want[k], 4, families[i].why);
        pc_results_free(results);
        pc_scenario_free(scenario);
    }
}

/* ---- the model ---- */

static void a_mix_is_dirichlet(void **state)
{
    (void)state;
    char text[900];
    snprintf(text, sizeof text,
             "%s\"revenue\":{\"by_year\":[1000000],\"mix\":{\"dirichlet\":50,\"each\":\"year\"}"
             "},\"channels\":{"
             "\"a\":{\"type\":\"share\",\"share\":0.6},\"b\":{\"type\":\"share\",\"share\":0.3}"
             ",\"c\":{\"type\":\"share\",\"share\":0.1}},"
             "\"run\":{\"record\":[\"share.channel.*@y*\",\"share.channel.a@all\"]}}",
             head);
    pc_scenario *scenario = load(text);
    pc_results *results = run(scenario, TRIALS, 3);
    static const struct {
        const char *id;
        double share;
    } rows[] = { { "share.channel.a", 0.6 },
                 { "share.channel.b", 0.3 },
                 { "share.channel.c", 0.1 } };
    for (size_t i = 0; i < 3; i++) {
        const double m = rows[i].share,
                     sd = sqrt(m * (1 - m) / 51); /* var = m(1 - m)/(k + 1) */
        for (int y = 1; y <= 3; y++) {
            char period[4] = { 'y', (char)('0' + y), 0, 0 };
            const pc_estimate *stats = find(results, rows[i].id, period)->stats;
            check_within(stats[PC_MEAN], m, 4, rows[i].id);
            check_within(stats[PC_SD], sd, 4, rows[i].id);
        }
    }
    /* three independent years of equal revenue: the variance of their mean is a third */
    check_within(find(results, "share.channel.a", "all")->stats[PC_SD], sqrt(0.24 / 51 / 3), 4,
                 "years are independent");
    pc_results_free(results);
    pc_scenario_free(scenario);
}

static void commission_is_rate_times_credited_revenue(void **state)
{
    (void)state;
    char text[1200];
    snprintf(
        text, sizeof text,
        "%s\"assumptions\":{\"arr\":{\"value\":{\"lognormal\":{\"mean\":2000000,\"cv\":0.4}}},"
        "\"rate\":{\"value\":{\"pert\":{\"min\":0.08,\"mode\":0.12,\"max\":0.18}},\"each\":"
        "\"month\"}},"
        "\"channels\":{\"si\":{\"type\":\"amount\",\"revenue\":\"=arr\",\"credit\":{"
        "\"sourced\":\"40%%\"},\"commission\":\"p\"}},"
        "\"commission\":{\"p\":{\"fee\":{\"event\":\"new\",\"credit\":\"sourced\",\"base\":"
        "\"net_price\",\"schedule\":{\"flat\":\"=rate\"}}}},"
        "\"targets\":{\"t\":{\"metric\":\"revenue.total@y1\",\"op\":\">=\",\"value\":2500000}},"
        "\"run\":{\"record\":[\"cost.commission@y1\"]}}",
        head);
    pc_scenario *scenario = load(text);
    pc_results *results = run(scenario, TRIALS, 4);
    const pc_estimate *stats = find(results, "cost.commission", "y1")->stats;
    const double r = 0.74 / 6, var_r = 0.01 * 2.6 * 3.4 / (36 * 7);
    check_within(stats[PC_MEAN], 2e6 * 0.4 * r, 4, "E = E[revenue] credited E[rate]");
    /* twelve monthly rates on one year's luck: var = E[X^2] var(r)/12 + var(X) r^2, X = 0.4
     * revenue */
    const double x = 0.8e6, var_x = x * x * 0.16;
    check_within(stats[PC_SD], sqrt((x * x + var_x) * var_r / 12 + var_x * r * r), 4,
                 "monthly luck averages out");
    /* P(lognormal >= 2.5M): mu = ln 2e6 - s^2/2, s^2 = ln 1.16 */
    const double s = sqrt(log(1.16)), z = (log(2.5e6) - (log(2e6) - s * s / 2)) / s;
    check_within(results->targets[0].probability, 0.5 * erfc(z / sqrt(2)), 4,
                 "chance of a target");
    pc_results_free(results);
    pc_scenario_free(scenario);
}

static void nothing_uncertain_is_the_deterministic_run(void **state)
{
    (void)state;
    char text[900];
    snprintf(text, sizeof text,
             "%s\"revenue\":{\"by_year\":[1000000.01, "
             "\"$2M\"]},\"channels\":{\"a\":{\"type\":\"share\",\"share\":0.7},"
             "\"b\":{\"type\":\"share\",\"share\":\"rest\",\"credit\":{\"sourced\":1}}},"
             "\"budget\":{\"x\":{\"by_year\":[300000]}},"
             "\"run\":{\"record\":[\"*@y*\"]}}",
             head);
    pc_scenario *scenario = load(text);
    pc_results *results = run(scenario, 2048, 1);
    for (size_t i = 0; i < results->n_metrics; i++) {
        const pc_metric *metric = &results->metrics[i];
        if (isnan(metric->at_plan)) continue;
        static const pc_stat which[] = { PC_MEAN, PC_P10, PC_P50, PC_P90, PC_MIN, PC_MAX };
        for (size_t k = 0; k < sizeof which / sizeof *which; k++)
            CHECK_CLOSE(metric->stats[which[k]].value, metric->at_plan, 0, 0);
        CHECK_CLOSE(metric->stats[PC_SD].value, 0, 0, 0);
    }
    pc_results_free(results);
    pc_scenario_free(scenario);
}

/* ---- W1 (tests/bench) ---- */

static void w1_has_its_analytic_means(void **state)
{
    (void)state;
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    assert_int_equal(pc_scenario_load(&scenario, "tests/bench/w1.json", NULL, diags), PC_OK);
    pc_results *results = run(scenario, TRIALS, 5);
    static const double arr[] = { 3e6, 7.2e6, 14.4e6 }, f[] = { .375, .40, .45 },
                        budget[] = { .7e6, 1.45e6, 2.7e6 };
    static const double m[3][5] = { { .60, .15, .10, .10, .05 },
                                    { .50, .20, .15, .10, .05 },
                                    { .40, .25, .20, .10, .05 } };
    static const double w[] = { 0, .25, 1, .8, 1.5 };
    for (int y = 0; y < 3; y++) {
        const char period[3] = { 'y', (char)('1' + y), 0 };
        double weighted = 0;
        for (int c = 1; c < 5; c++) weighted += w[c] * m[y][c];
        const double r = .08 + .10 * 2.6 / 6;
        check_within(find(results, "revenue.credit.sourced", period)->stats[PC_MEAN],
                     f[y] * arr[y] * (1 - m[y][0]), 4, "sourced");
        check_within(find(results, "cost.total", period)->stats[PC_MEAN],
                     budget[y] + r * f[y] * arr[y] * weighted, 4, "cost");
    }
    pc_results_free(results);
    pc_scenario_free(scenario);
    pc_diags_free(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_have_their_moments),
        cmocka_unit_test(a_mix_is_dirichlet),
        cmocka_unit_test(commission_is_rate_times_credited_revenue),
        cmocka_unit_test(nothing_uncertain_is_the_deterministic_run),
        cmocka_unit_test(w1_has_its_analytic_means),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
