/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Standard errors are what they claim: whole runs of one small plan under 1,000 seeds, and for
 * each figure how often the truth lies within one and within 1.96 of its standard errors. The
 * truth is known in closed form; GSL's distribution functions are the oracle.
 */
#include "naive/engine.h"
#include "partnercast/partnercast.h"

#include "../support/check.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SEEDS = 1000, TRIALS = 2048, MAX_FIGURES = 60 };

static const char *const plan =
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":12,"
    "\"about\":{\"headline\":[\"cost.budget.product@y1\"]},"
    "\"assumptions\":{"
    "\"sales\":{\"value\":{\"lognormal\":{\"mean\":1000000,\"cv\":0.5}}},"
    "\"spend\":{\"value\":{\"lognormal\":{\"mean\":400000,\"cv\":0.3}}},"
    "\"factor\":{\"value\":{\"lognormal\":{\"mean\":1,\"cv\":0.3}},\"unit\":\"multiple\","
    "\"source\":\"p. 1\"},"
    "\"slow\":{\"value\":{\"gamma\":{\"shape\":0.8,\"mean\":1000000}}},"
    "\"deal\":{\"value\":{\"lognormal\":{\"mean\":50000,\"cv\":0.8}}},"
    "\"visits\":{\"value\":{\"poisson\":{\"mean\":3}}},"
    "\"chance\":{\"value\":{\"uniform\":{\"min\":0,\"max\":1}}}},"
    "\"revenue\":{\"by_year\":[\"=sales\"],\"mix\":{\"dirichlet\":40}},"
    "\"channels\":{"
    "\"direct\":{\"type\":\"share\",\"share\":0.7,\"credit\":{\"influenced\":1}},"
    "\"si\":{\"type\":\"share\",\"share\":0.3,\"credit\":{\"influenced\":1}}},"
    "\"budget\":{\"events\":{\"by_year\":[\"=if(chance < 0.3, 0, 100000)\"]},"
    "\"spend\":{\"by_year\":[\"=spend\"]},"
    "\"product\":{\"by_year\":[\"=sales * factor\"]},"
    "\"slow\":{\"by_year\":[\"=slow\"]},"
    "\"visits\":{\"by_year\":[\"=1000 * visits\"]},"
    "\"setup\":{\"by_month\":[280000,0]},"
    "\"reward\":{\"by_year\":[\"=min(0.1 * deal, 5000)\"]}},"
    "\"roi\":{\"gross_margin\":0.8,\"definitions\":{"
    "\"multiple\":{\"attributed\":[\"influenced\"],\"costs\":[\"budget.spend\"]},"
    "\"net\":{\"costs\":[\"budget.events\"]},"
    "\"incremental\":{\"attributed\":[\"influenced\"],\"costs\":[\"budget.setup\"]}}},"
    "\"stated\":{\"payback.month\":5},"
    "\"targets\":{"
    "\"own\":{\"metric\":\"revenue.total@y1\",\"op\":\">=\",\"value\":1500000},"
    "\"reward\":{\"metric\":\"cost.budget.reward@y1\",\"op\":\">=\",\"value\":5000}},"
    "\"run\":{\"record\":[\"cost.budget.*@y1\",\"revenue.*@y1\",\"share.channel.*@y1\",\"roi.*@"
    "y1\","
    "\"payback.month@all\"]}}";

/* ---- the truth ---- */

typedef struct figure {
    const char *name;
    double truth;
    bool is_step; /* one of few values: at least as often as for a smooth figure */
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

static void add_step(const char *name, double truth)
{
    figures[add(name, truth)].is_step = true;
}

/* A lognormal over a lognormal is one, too. */
static void add_ratio(void)
{
    const double a = log(1.25), b = log(1.09), s = sqrt(a + b);
    const double mu = (log(1e6) - a / 2) - (log(4e5) - b / 2);
    const double mean = exp(mu + s * s / 2), z = gsl_cdf_ugaussian_Pinv(0.95);
    add("ratio mean", mean);
    add("ratio sd", mean * sqrt(expm1(s * s)));
    add("ratio p5", exp(mu - z * s));
    add("ratio p50", exp(mu));
    add("ratio p95", exp(mu + z * s));
}

/* A share of a Dirichlet mix: beta(12, 28). */
static void add_share(void)
{
    add("share mean", 0.3);
    add("share sd", sqrt(0.3 * 0.7 / 41));
    add("share p5", gsl_cdf_beta_Pinv(0.05, 12, 28));
    add("share p50", gsl_cdf_beta_Pinv(0.50, 12, 28));
    add("share p95", gsl_cdf_beta_Pinv(0.95, 12, 28));
}

/* log y = log x + log z: Spearman's 6 asin(r / 2) / pi of normals, r = s_x / s. */
static void add_drivers(void)
{
    const double a = log(1.25), b = log(1.09);
    const double x = 6 / M_PI * asin(sqrt(a / (a + b)) / 2),
                 z = 6 / M_PI * asin(sqrt(b / (a + b)) / 2);
    add("largest driver", x * x / (x * x + z * z));
    add("share that is assumed", x * x / (x * x + z * z));
}

/* What few values are made of: the moments, and quantiles that are no edge of a step. */
static void add_counts(void)
{
    add("count mean", 3000);
    add("count sd", 1000 * sqrt(3));
    add_step("count p25", 2000);
    add_step("count p50", 3000);
    add_step("count p75", 4000);
}

/* Month m is enough when sales reach 280,000 * 12 / (0.8 m); by month 5 in 55 of 100 futures.
 */
static double paid_back_by(int month)
{
    const double s = sqrt(log(1.25)), mu = log(1e6) - s * s / 2;
    return gsl_cdf_ugaussian_Q((log(280000 * 12 / 0.8 / month) - mu) / s);
}

static double month_of(double p)
{
    int month = 1;
    while (paid_back_by(month) < p) month++;
    return month;
}

static void add_payback(void)
{
    add("never paid back", 1 - paid_back_by(12));
    add("paid back in time", paid_back_by(5));
    add_step("payback p10", month_of(0.10));
    add_step("payback p50", month_of(0.50));
    add_step("payback p90", month_of(0.90));
}

static void list_truths(void)
{
    n_figures = 0;
    add_lognormal();
    add_gamma();
    add_reward();
    add_product();
    add_ratio();
    add_share();
    add_drivers();
    add_counts();
    add_payback();
}

/* ---- the runs ---- */

static void note(size_t *i, pc_estimate got)
{
    figure *f = &figures[(*i)++];
    const double off = fabs(got.value - f->truth);
    f->within_1 += off <= got.se;
    f->within_2 += off <= 1.959964 * got.se;
}

static void note_all(size_t *i, const pc_results *results, const char *id, const char *period,
                     const pc_stat *stats, size_t n)
{
    const pc_metric *metric = pc_results_find(results, id, period);
    if (!metric) fail_msg("%s was not recorded", id);
    for (size_t k = 0; k < n; k++) note(i, metric->stats[stats[k]]);
}

static pc_estimate undefined(const pc_results *results, const char *id, const char *period)
{
    const pc_metric *metric = pc_results_find(results, id, period);
    assert_non_null(metric);
    return metric->undefined;
}

static void note_drivers(size_t *i, const pc_results *results)
{
    assert_int_equal(results->n_drivers, 1);
    const pc_driver *driver = &results->drivers[0];
    assert_int_equal(driver->n_items, 2);
    assert_string_equal(driver->items[0].pointer, "/assumptions/sales");
    note(i, driver->items[0].share);
    note(i, driver->assumed);
}

static void note_run(const pc_results *results)
{
    static const pc_stat
        sales[] = { PC_MEAN, PC_SD, PC_P5, PC_P50, PC_P95, PC_CVAR5, PC_CVAR95 },
        slow[] = { PC_MEAN, PC_SD, PC_P5, PC_P50, PC_P95, PC_CVAR95 },
        reward[] = { PC_MEAN, PC_P25 }, moments[] = { PC_MEAN, PC_SD },
        counts[] = { PC_MEAN, PC_SD, PC_P25, PC_P50, PC_P75 },
        months[] = { PC_P10, PC_P50, PC_P90 };
    size_t i = 0;
    note_all(&i, results, "revenue.total", "y1", sales, 7);
    note(&i, results->targets[0].probability);
    note_all(&i, results, "cost.budget.slow", "y1", slow, 6);
    note_all(&i, results, "cost.budget.reward", "y1", reward, 2);
    note(&i, results->targets[1].probability);
    note_all(&i, results, "revenue.channel.si", "y1", moments, 2);
    note(&i, undefined(results, "roi.net", "y1"));
    note_all(&i, results, "roi.multiple", "y1", sales, 5);
    note_all(&i, results, "share.channel.si", "y1", sales, 5);
    note_drivers(&i, results);
    note_all(&i, results, "cost.budget.visits", "y1", counts, 5);
    note(&i, undefined(results, "payback.month", "all"));
    note(&i, pc_results_find(results, "payback.month", "all")->p_stated);
    note_all(&i, results, "payback.month", "all", months, 3);
    assert_int_equal(i, n_figures);
}

/* As often as a binomial of 1,000 allows at 4 standard errors, and 1.5 % for the normal
 * approximation itself (sd and tail means of skewed figures at this many trials). */
static void check_share(const figure *f, size_t n_inside, double want, const char *how)
{
    const char *name = f->name;
    const double share = (double)n_inside / SEEDS;
    const double allowed = 4 * sqrt(want * (1 - want) / SEEDS) + 0.015;
    if (share < want - allowed || (share > want + allowed && !f->is_step))
        fail_msg("%s: %s standard errors hold the truth in %.1f %% of %d runs, should be %.1f "
                 "+- %.1f",
                 name, how, 100 * share, SEEDS, 100 * want, 100 * allowed);
}

static void standard_errors_cover(void **state)
{
    (void)state;
    list_truths();
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = engine_load(plan, diags);
    const uint64_t first = engine_first(0);
    for (uint64_t seed = first; seed < first + SEEDS; seed++) {
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
        check_share(&figures[i], figures[i].within_1, 0.6827, "1");
        check_share(&figures[i], figures[i].within_2, 0.95, "1.96");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(standard_errors_cover) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
