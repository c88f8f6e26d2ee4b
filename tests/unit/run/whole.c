/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small scenario from its file to its results, against closed forms. */
#include "partnercast/run.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Revenue: lognormal, mean 1M, cv 0.2. Direct 60 %, partners 40 % of it, all sourced, at 10 %.
 * The budget is 200K; the plan states a return of 2 and a revenue of 1M. */
static const char scenario_text[] =
    "{ \"format\": \"partnercast/1\", \"about\": { \"title\": \"t\", \"headline\": "
    "[\"roi.multiple@y1\"] }, \"currency\": \"USD\", \"start\": \"2025-01\", \"months\": 12,"
    "  \"run\": { \"trials\": 20000, \"seed\": 7 },"
    "  \"assumptions\": { \"arr\": { \"value\": { \"lognormal\": { \"mean\": 1000000, \"cv\": "
    "0.2 } "
    "}, \"plan\": 900000, \"unit\": \"money\", \"source\": \"assumed\" } },"
    "  \"revenue\": { \"by_year\": [\"=arr\"] },"
    "  \"channels\": { \"direct\": { \"type\": \"share\", \"share\": 0.6 }, \"si\": { "
    "\"type\": "
    "\"share\", \"share\": 0.4, \"credit\": { \"sourced\": 1 }, \"commission\": \"fee\" } },"
    "  \"commission\": { \"fee\": { \"referral\": { \"event\": \"new\", \"credit\": "
    "\"sourced\", "
    "\"base\": \"net_price\", \"schedule\": { \"flat\": 0.1 } } } },"
    "  \"budget\": { \"team\": { \"by_year\": [200000] } },"
    "  \"roi\": { \"headline\": \"multiple\" },"
    "  \"stated\": { \"roi.multiple\": { \"by_year\": [2] }, \"revenue.total\": { \"by_year\": "
    "[1000000] } },"
    "  \"targets\": { \"half\": { \"metric\": \"roi.multiple@y1\", \"op\": \"<\", \"value\": "
    "1.6666666666666667 } } }";

static pc_scenario *scenario;

static int load(void **state)
{
    (void)state;
    char path[] = "/tmp/partnercast-test-XXXXXX";
    const int file = mkstemp(path);
    assert_true(file >= 0);
    assert_true(write(file, scenario_text, strlen(scenario_text)) > 0);
    close(file);
    pc_diags *diags = pc_diags_new();
    const pc_status status = pc_scenario_load(&scenario, path, NULL, diags);
    unlink(path);
    for (size_t i = 0; i < pc_diags_count(diags) && status != PC_OK; i++)
        print_error("%s\n", pc_diags_at(diags, i)->text);
    pc_diags_free(diags);
    return status == PC_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    pc_scenario_free(scenario);
    return 0;
}

static pc_results *results_of(const pc_run_options *options)
{
    pc_results *results = NULL;
    assert_int_equal(pc_run(&results, scenario, options, NULL), PC_OK);
    return results;
}

static const pc_metric *find(const pc_results *r, const char *id)
{
    const pc_metric *m = pc_results_find(r, id, "y1");
    assert_non_null(m);
    return m;
}

static void check_figure(pc_estimate got, double want)
{
    CHECK_CLOSE(got.value, want, 5e-4, 4 * got.se);
}

/* Quantiles of the lognormal: mean / sqrt(1 + cv^2) e^(s z), s^2 = ln(1 + cv^2). The return is
 * 0.4 A / (200K + 0.04 A), rising in A, so its quantiles are those of A put through it. */
static void closed_forms(void **state)
{
    (void)state;
    pc_results *r = results_of(NULL);
    const double s = sqrt(log(1.04)), z = 1.6448536269514727, median = 1e6 / sqrt(1.04);
    const pc_metric *arr = find(r, "revenue.total"), *roi = find(r, "roi.multiple");
    check_figure(arr->stats[PC_MEAN], 1e6);
    check_figure(arr->stats[PC_SD], 2e5);
    check_figure(arr->stats[PC_P50], median);
    check_figure(arr->stats[PC_P95], median * exp(s * z));
    check_figure(roi->stats[PC_P5], 0.4 / (2e5 / (median * exp(-s * z)) + 0.04));
    check_figure(roi->stats[PC_P50], 0.4 / (2e5 / median + 0.04));
    /* at least 2: A >= 400K / 0.32 = 1.25M; below 5/3: A < 1M, the median e^(s^2 / 2) */
    check_figure(roi->p_stated, 0.5 * erfc(log(1.25e6 / median) / s / sqrt(2)));
    check_figure(r->targets[0].probability, 0.5 * erfc(-s / 2 / sqrt(2)));
    check_figure(arr->p_stated, 1 - 0.5 * erfc(-s / 2 / sqrt(2)));
    CHECK_CLOSE(arr->at_plan, 9e5, 0, 0);
    CHECK_CLOSE(arr->at_means, 1e6, 1e-8, 0);
    const pc_metric *gap = find(r, "gap.revenue.total");
    CHECK_CLOSE(gap->stats[PC_P50].value, arr->stats[PC_P50].value - 1e6, 0, 1e-6);
    CHECK_CLOSE(find(r, "cost.budget")->stats[PC_SD].value, 0, 0, 0);
    pc_results_free(r);
}

static void assumptions_are_registered(void **state)
{
    (void)state;
    pc_results *r = results_of(NULL);
    const double s = sqrt(log(1.04)), z = 1.6448536269514727, median = 1e6 / sqrt(1.04);
    const pc_assumption_result *arr = NULL;
    for (size_t i = 0; i < r->n_assumptions; i++)
        if (strcmp(r->assumptions[i].pointer, "/assumptions/arr") == 0)
            arr = &r->assumptions[i];
    assert_non_null(arr);
    CHECK_CLOSE(arr->plan, 9e5, 0, 0);
    CHECK_CLOSE(arr->mean, 1e6, 1e-9, 0);
    CHECK_CLOSE(arr->p5, median * exp(-s * z), 1e-9, 0);
    CHECK_CLOSE(arr->p95, median * exp(s * z), 1e-9, 0);
    assert_string_equal(arr->source, "assumed");
    pc_results_free(r);
}

static char *json_of(unsigned threads, uint64_t seed)
{
    const pc_run_options options = { .threads = threads, .has_seed = true, .seed = seed };
    pc_results *r = results_of(&options);
    char *text = pc_results_json(r);
    assert_non_null(text);
    pc_results_free(r);
    return text;
}

static void threads_and_paths_give_the_same_bytes(void **state)
{
    (void)state;
    static const char *const isas[] = { "baseline", "avx2", "avx512" };
    char *want = json_of(1, 7), *other_seed = json_of(1, 8);
    assert_string_not_equal(want, other_seed);
    for (size_t p = 0; p < 3; p++)
        for (unsigned threads = 1; threads <= 3; threads++) {
            setenv("PARTNERCAST_ISA", isas[p], 1);
            char *got = json_of(threads, 7);
            assert_string_equal(got, want);
            free(got);
        }
    unsetenv("PARTNERCAST_ISA");
    free(want);
    free(other_seed);
}

/* The first trials of a long run are those of a short one. */
static void more_trials_keep_the_first(void **state)
{
    (void)state;
    const pc_run_options few = { .trials = 100 }, more = { .trials = 101 };
    pc_results *a = results_of(&few), *b = results_of(&more);
    const pc_estimate mean_a = find(a, "revenue.total")->stats[PC_MEAN];
    const pc_estimate mean_b = find(b, "revenue.total")->stats[PC_MEAN];
    const pc_estimate max = find(b, "revenue.total")->stats[PC_MAX];
    const double last = mean_b.value * 101 - mean_a.value * 100;
    assert_true(last > 0 && last <= max.value * (1 + 1e-9));
    assert_int_equal(a->trials, 100);
    pc_results_free(a);
    pc_results_free(b);
}

static bool refuse(void *context, uint64_t done, uint64_t total)
{
    (void)context;
    (void)done;
    (void)total;
    return false;
}

static void what_is_refused(void **state)
{
    (void)state;
    static const struct {
        pc_run_options options;
        pc_status want;
        const char *code;
    } rows[] = {
        { { .trials = 2000000000 }, PC_EUSAGE, "E0501" },
        { { .has_seed = true, .seed = UINT64_C(1) << 53 }, PC_EUSAGE, "E0501" },
        { { .trials = 1000000000, .progress = refuse }, PC_ECANCELLED, NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_diags *diags = pc_diags_new();
        pc_results *results = NULL;
        assert_int_equal(pc_run(&results, scenario, &rows[i].options, diags), rows[i].want);
        assert_null(results);
        if (rows[i].code) assert_string_equal(pc_diags_at(diags, 0)->code, rows[i].code);
        pc_diags_free(diags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_forms),
        cmocka_unit_test(assumptions_are_registered),
        cmocka_unit_test(threads_and_paths_give_the_same_bytes),
        cmocka_unit_test(more_trials_keep_the_first),
        cmocka_unit_test(what_is_refused),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
