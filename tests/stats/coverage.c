/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Standard errors are what they claim: whole runs of one small plan under 1,000 seeds, and for
 * each figure how often the truth lies within one and within 1.96 of its standard errors. The
 * truth is known in closed form; GSL's distribution functions are the oracle.
 */
#include "partnercast/partnercast.h"

#include "../support/check.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SEEDS = 1000, TRIALS = 2048, MAX_FIGURES = 40 };

static const char *const plan =
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":12,"
    "\"assumptions\":{"
    "\"sales\":{\"value\":{\"lognormal\":{\"mean\":1000000,\"cv\":0.5}}},"
    "\"slow\":{\"value\":{\"gamma\":{\"shape\":0.8,\"mean\":1000000}}},"
    "\"deal\":{\"value\":{\"lognormal\":{\"mean\":50000,\"cv\":0.8}}},"
    "\"chance\":{\"value\":{\"uniform\":{\"min\":0,\"max\":1}}}},"
    "\"revenue\":{\"by_year\":[\"=sales\"],\"mix\":{\"dirichlet\":40}},"
    "\"channels\":{"
    "\"direct\":{\"type\":\"share\",\"share\":0.7},"
    "\"si\":{\"type\":\"share\",\"share\":0.3,\"credit\":{\"sourced\":1}},"
    "\"own\":{\"type\":\"amount\",\"revenue\":{\"by_year\":[\"=sales\"]}},"
    "\"slow\":{\"type\":\"amount\",\"revenue\":{\"by_year\":[\"=slow\"]}},"
    "\"reward\":{\"type\":\"amount\",\"revenue\":{\"by_year\":[\"=min(0.1 * deal, 5000)\"]}}},"
    "\"budget\":{\"events\":{\"by_year\":[\"=if(chance < 0.3, 0, 100000)\"]}},"
    "\"targets\":{"
    "\"own\":{\"metric\":\"revenue.channel.own@y1\",\"op\":\">=\",\"value\":1500000},"
    "\"reward\":{\"metric\":\"revenue.channel.reward@y1\",\"op\":\">=\",\"value\":5000}},"
    "\"run\":{\"record\":[\"revenue.channel.*@y1\",\"roi.net@y1\"]}}";

/* ---- the truth ---- */

typedef struct figure {
    const char *name;
    double truth;
    size_t within_1, within_2;
} figure;

static figure figures[MAX_FIGURES];
static size_t n_figures;

static size_t add(const char *name, double truth)
{
    assert_true(n_figures < MAX_FIGURES);
    figures[n_figures] = (figure) { .name = name, .truth = truth };
    return n_figures++;
}

/* Upper tail mean of a lognormal: mean Phi(s - z) / a; lower: mean Phi(-z - s) / a. */
static void add_lognormal(void)
{
    const double s = sqrt(log(1.25)), mu = log(1e6) - s * s / 2,
                 z = gsl_cdf_ugaussian_Pinv(0.95);
    add("lognormal mean", 1e6);
    add("lognormal sd", 5e5);
    add("lognormal p5", exp(mu - z * s));
    add("lognormal p50", exp(mu));
    add("lognormal p95", exp(mu + z * s));
    add("lognormal cvar5", 1e6 * gsl_cdf_ugaussian_P(-z - s) / 0.05);
    add("lognormal cvar95", 1e6 * gsl_cdf_ugaussian_P(s - z) / 0.05);
    add("lognormal target", gsl_cdf_ugaussian_Q((log(1.5e6) - mu) / s));
}

/* Upper tail mean of a gamma of shape k: mean Q(k + 1, q) / a. */
static void add_gamma(void)
{
    const double k = 0.8, scale = 1e6 / k, q = gsl_cdf_gamma_Pinv(0.95, k, scale);
    add("gamma mean", 1e6);
    add("gamma sd", 1e6 / sqrt(k));
    add("gamma p5", gsl_cdf_gamma_Pinv(0.05, k, scale));
    add("gamma p50", gsl_cdf_gamma_Pinv(0.50, k, scale));
    add("gamma p95", q);
    add("gamma cvar95", 1e6 * gsl_cdf_gamma_Q(q, k + 1, scale) / 0.05);
}

/* A tenth of the deal, capped at 5,000: the capped mean of docs/model, and the chance of the
 * cap. */
static void add_reward(void)
{
    const double s = sqrt(log(1.64)), mu = log(50000) - s * s / 2, cap = 50000;
    const double capped = 50000 * gsl_cdf_ugaussian_P((log(cap) - mu - s * s) / s) +
                          cap * gsl_cdf_ugaussian_Q((log(cap) - mu) / s);
    CHECK_CLOSE(0.1 * capped, 3625.42, 0, 0.005);
    add("capped mean", 0.1 * capped);
    add("capped p25", 0.1 * exp(mu - s * gsl_cdf_ugaussian_Pinv(0.75)));
    add("chance of the cap", gsl_cdf_ugaussian_Q((log(cap) - mu) / s));
}

/* Lognormal times beta(12, 28): moments of a product of independents. And what is undefined. */
static void add_product(void)
{
    const double b = 0.3, b2 = 0.3 * 0.7 / 41 + 0.09, x2 = 1.25e12;
    add("product mean", 1e6 * b);
    add("product sd", sqrt(x2 * b2 - 1e12 * b * b));
    add("undefined", 0.3);
}

static void list_truths(void)
{
    n_figures = 0;
    add_lognormal();
    add_gamma();
    add_reward();
    add_product();
}

/* ---- the runs ---- */

static void note(size_t *i, pc_estimate got)
{
    figure *f = &figures[(*i)++];
    const double off = fabs(got.value - f->truth);
    f->within_1 += off <= got.se;
    f->within_2 += off <= 1.959964 * got.se;
}

static const pc_metric *channel(const pc_results *results, const char *id)
{
    const pc_metric *metric = pc_results_find(results, id, "y1");
    if (!metric) fail_msg("%s was not recorded", id);
    return metric;
}

static void note_run(const pc_results *results)
{
    static const pc_stat own[] = { PC_MEAN, PC_SD, PC_P5, PC_P50, PC_P95, PC_CVAR5, PC_CVAR95 };
    static const pc_stat slow[] = { PC_MEAN, PC_SD, PC_P5, PC_P50, PC_P95, PC_CVAR95 };
    static const pc_stat reward[] = { PC_MEAN, PC_P25 }, product[] = { PC_MEAN, PC_SD };
    size_t i = 0;
    for (size_t k = 0; k < 7; k++)
        note(&i, channel(results, "revenue.channel.own")->stats[own[k]]);
    note(&i, results->targets[0].probability);
    for (size_t k = 0; k < 6; k++)
        note(&i, channel(results, "revenue.channel.slow")->stats[slow[k]]);
    for (size_t k = 0; k < 2; k++)
        note(&i, channel(results, "revenue.channel.reward")->stats[reward[k]]);
    note(&i, results->targets[1].probability);
    for (size_t k = 0; k < 2; k++)
        note(&i, channel(results, "revenue.channel.si")->stats[product[k]]);
    note(&i, channel(results, "roi.net")->undefined);
    assert_int_equal(i, n_figures);
}

static pc_scenario *load(void)
{
    char path[] = "/tmp/partnercast-coverage-XXXXXX.json";
    const int fd = mkstemps(path, 5);
    FILE *file = fdopen(fd, "w");
    assert_true(file && fputs(plan, file) >= 0 && fclose(file) == 0);
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    assert_int_equal(pc_scenario_load(&scenario, path, NULL, diags), PC_OK);
    unlink(path);
    pc_diags_free(diags);
    return scenario;
}

/* As often as a binomial of 1,000 allows at 4 standard errors, and 1.5 % for the normal
 * approximation itself (sd and tail means of skewed figures at this many trials). */
static void check_share(size_t n_inside, double want, const char *name, const char *how)
{
    const double share = (double)n_inside / SEEDS;
    const double allowed = 4 * sqrt(want * (1 - want) / SEEDS) + 0.015;
    if (fabs(share - want) > allowed)
        fail_msg("%s: %s standard errors hold the truth in %.1f %% of %d runs, should be %.1f "
                 "+- %.1f",
                 name, how, 100 * share, SEEDS, 100 * want, 100 * allowed);
}

static void standard_errors_cover(void **state)
{
    (void)state;
    list_truths();
    pc_scenario *scenario = load();
    pc_diags *diags = pc_diags_new();
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        const pc_run_options options = {
            .trials = TRIALS, .has_seed = true, .seed = seed, .threads = 1
        };
        pc_results *results = NULL;
        assert_int_equal(pc_run(&results, scenario, &options, diags), PC_OK);
        note_run(results);
        pc_results_free(results);
    }
    pc_diags_free(diags);
    pc_scenario_free(scenario);
    for (size_t i = 0; i < n_figures; i++) {
        check_share(figures[i].within_1, 0.6827, figures[i].name, "1");
        check_share(figures[i].within_2, 0.95, figures[i].name, "1.96");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(standard_errors_cover) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
