/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run reports, against plain loops over the same numbers. */
#include "fixture.h"

static pc_results *run_of(uint64_t trials)
{
    fixture f;
    fixture_init(&f);
    pc_results *results;
    const pc_simulation orders = { .seed = 3, .trials = trials, .threads = 2 };
    assert_int_equal(fixture_run(&results, &f, &orders), PC_OK);
    return results;
}

typedef struct plain {
    double mean, sd, min, max, at_least, above;
    uint64_t n;
} plain;

static plain plain_loop(uint64_t trials, uint64_t reg, double threshold)
{
    plain p = { .min = (double)INFINITY, .max = -(double)INFINITY };
    for (uint64_t t = 0; t < trials; t++) {
        const double x = register_of(3, t, reg);
        if (isnan(x)) continue;
        p.n++;
        p.mean += x;
        p.min = x < p.min ? x : p.min;
        p.max = x > p.max ? x : p.max;
        p.at_least += x >= threshold;
        p.above += x > threshold;
    }
    p.mean /= (double)p.n;
    for (uint64_t t = 0; t < trials; t++) {
        const double x = register_of(3, t, reg);
        if (!isnan(x)) p.sd += (x - p.mean) * (x - p.mean);
    }
    p.sd = sqrt(p.sd / (double)(p.n - 1));
    return p;
}

/* The last block is cut anywhere: no trial is lost, none added. */
static void every_trial_counts_once(void **state)
{
    (void)state;
    static const uint64_t trials[] = { 2, 255, 256, 257, 1023, 1024, 1025, 5000 };
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        pc_results *r = run_of(trials[i]);
        const pc_metric *m = pc_results_find(r, "revenue.total", "y1");
        const plain want = plain_loop(trials[i], 0, 1e8);
        CHECK_CLOSE(m->stats[PC_MEAN].value, want.mean / 100, 1e-14, 0);
        CHECK_CLOSE(m->stats[PC_SD].value, want.sd / 100, 1e-12, 0);
        CHECK_CLOSE(m->stats[PC_MIN].value, want.min / 100, 0, 0);
        CHECK_CLOSE(m->stats[PC_MAX].value, want.max / 100, 0, 0);
        CHECK_CLOSE(m->p_stated.value, want.at_least / (double)trials[i], 1e-15, 0);
        CHECK_CLOSE(register_of(3, m->trial_of[PC_TRIAL_MAX], 0), want.max, 0, 0);
        assert_int_equal(r->trials, trials[i]);
        pc_results_free(r);
    }
}

static void gaps_are_their_metric_shifted(void **state)
{
    (void)state;
    pc_results *r = run_of(5000);
    const pc_metric *base = pc_results_find(r, "revenue.total", "y1");
    const pc_metric *gap = pc_results_find(r, "gap.revenue.total", "y1");
    for (int i = 0; i < PC_N_STATS; i++) {
        const double shift = i == PC_SD ? 0 : 1e6;
        CHECK_CLOSE(gap->stats[i].value, base->stats[i].value - shift, 0, 1e-9);
        if (i != PC_MIN && i != PC_MAX) CHECK_CLOSE(gap->stats[i].se, base->stats[i].se, 0, 0);
    }
    for (int i = 0; i < PC_N_QUANTILES; i++) CHECK_CLOSE(gap->q[i], base->q[i] - 1e6, 0, 1e-9);
    for (int i = 0; i < PC_N_TRIALS_AT; i++)
        assert_int_equal(gap->trial_of[i], base->trial_of[i]);
    CHECK_CLOSE(gap->at_plan, 0, 0, 0);
    assert_true(isnan(gap->stated) && isnan(gap->p_stated.value));
    pc_results_free(r);
}

static void constants_are_not_simulated(void **state)
{
    (void)state;
    pc_results *r = run_of(2000);
    const pc_metric *m = pc_results_find(r, "cost.total", "y1");
    CHECK_CLOSE(m->stats[PC_MEAN].value, 12345.67, 0, 0);
    CHECK_CLOSE(m->stats[PC_MEAN].se, 0, 0, 0);
    CHECK_CLOSE(m->stats[PC_SD].value, 0, 0, 0);
    CHECK_CLOSE(m->q[198], 12345.67, 0, 0);
    assert_int_equal(m->trial_of[PC_TRIAL_MAX], 0);
    CHECK_CLOSE(m->p_stated.value, 1, 0, 0); /* what is exactly as stated is reached */
    CHECK_CLOSE(r->targets[5].probability.value, 1, 0, 0);
    CHECK_CLOSE(r->targets[5].probability.se, 0, 0, 0);
    pc_results_free(r);
}

static void undefined_and_never(void **state)
{
    (void)state;
    pc_results *r = run_of(5000);
    const plain roi = plain_loop(5000, 1, 1.6), payback = plain_loop(5000, 2, 24);
    const pc_metric *m = pc_results_find(r, "roi.multiple", "y1");
    CHECK_CLOSE(m->undefined.value, 1 - (double)roi.n / 5000, 1e-12, 0);
    CHECK_CLOSE(m->stats[PC_MEAN].value, roi.mean, 1e-13, 0);
    CHECK_CLOSE(m->p_stated.value, roi.at_least / 5000, 1e-15, 0);
    CHECK_CLOSE(m->p_break_even.value, (double)roi.n / 5000, 1e-15, 0);
    const pc_metric *never = pc_results_find(r, "payback.month", "all");
    const double share = never->undefined.value;
    CHECK_CLOSE(share, 1 - (double)payback.n / 5000, 1e-12, 0);
    assert_true(isnan(never->stats[PC_MEAN].value) && isnan(never->stats[PC_P90].value));
    assert_true(isfinite(never->stats[PC_P75].value) && isnan(never->stats[PC_MAX].value));
    assert_true(isnan(register_of(3, never->trial_of[PC_TRIAL_MAX], 2)));
    CHECK_CLOSE(never->p_stated.value, ((double)payback.n - payback.above) / 5000, 1e-12, 0);
    CHECK_CLOSE(r->targets[0].probability.value, roi.at_least / 5000, 1e-15, 0);
    CHECK_CLOSE(r->targets[1].probability.value, roi.above / 5000, 1e-15, 0);
    CHECK_CLOSE(r->targets[2].probability.value, ((double)roi.n - roi.above) / 5000, 1e-15, 0);
    CHECK_CLOSE(r->targets[3].probability.value, ((double)roi.n - roi.at_least) / 5000, 1e-15,
                0);
    CHECK_CLOSE(r->targets[4].probability.value, payback.above / 5000 + share, 1e-12, 0);
    CHECK_CLOSE(r->targets[6].probability.value, plain_loop(5000, 0, 1.1e8).at_least / 5000,
                1e-15, 0);
    pc_results_free(r);
}

static pc_results *one_pass_of(pc_at at)
{
    fixture f;
    fixture_init(&f);
    const pc_findings findings = {
        .scenario = &f.scenario, .model = &f.model, .seed = 1, .trials = 1, .at = at
    };
    pc_results *results;
    assert_int_equal(pc_assemble(&results, &findings), PC_OK);
    return results;
}

static void one_pass_has_means_alone(void **state)
{
    (void)state;
    pc_results *r = one_pass_of(PC_AT_PLAN);
    assert_string_equal(r->at, "plan");
    const pc_metric *m = pc_results_find(r, "roi.multiple", "y1");
    CHECK_CLOSE(m->stats[PC_MEAN].value, 1.5915, 0, 0);
    CHECK_CLOSE(m->stats[PC_MEAN].se, 0, 0, 0);
    assert_true(isnan(m->stats[PC_SD].value) && isnan(m->q[0]) && isnan(m->p_stated.value));
    CHECK_CLOSE(r->targets[0].probability.value, 0, 0, 0); /* 1.5915 >= 1.6 */
    CHECK_CLOSE(r->targets[2].probability.value, 1, 0, 0);
    CHECK_CLOSE(r->targets[4].probability.value, 1, 0, 0); /* never is later than month 24 */
    assert_true(isnan(pc_results_find(r, "payback.month", "all")->stats[PC_MEAN].value));
    pc_results_free(r);
    r = one_pass_of(PC_AT_MEANS);
    CHECK_CLOSE(pc_results_find(r, "roi.multiple", "y1")->stats[PC_MEAN].value, 1.7, 0, 0);
    CHECK_CLOSE(pc_results_find(r, "payback.month", "all")->stats[PC_MEAN].value, 14, 0, 0);
    CHECK_CLOSE(r->targets[0].probability.value, 1, 0, 0);
    CHECK_CLOSE(r->targets[4].probability.value, 0, 0, 0);
    pc_results_free(r);
}

/* Results outlive the scenario they came from. */
static void results_own_what_they_say(void **state)
{
    (void)state;
    pc_results *r = run_of(100);
    assert_string_equal(r->name, "made");
    assert_string_equal(r->sha256, "00");
    assert_string_equal(r->resolved, "{}");
    assert_string_equal(r->warnings[0].code, "W0501");
    assert_string_equal(r->targets[0].period, "y1");
    pc_results_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_trial_counts_once),
        cmocka_unit_test(gaps_are_their_metric_shifted),
        cmocka_unit_test(constants_are_not_simulated),
        cmocka_unit_test(undefined_and_never),
        cmocka_unit_test(one_pass_has_means_alone),
        cmocka_unit_test(results_own_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
