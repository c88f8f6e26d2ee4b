/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run refuses, and that its memory does not grow with trials. */
#include "fixture.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void settings_have_ranges(void **state)
{
    (void)state;
    static const struct {
        uint64_t trials, seed;
        pc_status want;
        const char *why;
    } rows[] = {
        { 1, 0, PC_OK, "the smallest of both" },
        { PC_TRIALS_MAX, PC_SEED_MAX, PC_OK, "the largest of both" },
        { PC_TRIALS_MAX + 1, 1, PC_EUSAGE, "too many trials" },
        { 0, 1, PC_EUSAGE, "no trials" },
        { 1, PC_SEED_MAX + 1, PC_EUSAGE, "a seed that JSON cannot hold exactly" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_diags *diags = pc_diags_new();
        const pc_status got = pc_check_settings(rows[i].trials, rows[i].seed, diags);
        if (got != rows[i].want) fail_msg("%s", rows[i].why);
        if (got != PC_OK) assert_string_equal(pc_diags_at(diags, 0)->code, "E0501");
        pc_diags_free(diags);
    }
}

static void memory_is_refused_with_the_figure(void **state)
{
    (void)state;
    pc_diags *diags = pc_diags_new();
    assert_int_equal(pc_check_memory(75, 100, diags), PC_OK);
    assert_int_equal(pc_check_memory(3000000000, 2000000000, diags), PC_ENOMEM);
    assert_string_equal(pc_diags_at(diags, 0)->code, "E0502");
    assert_non_null(strstr(pc_diags_at(diags, 0)->text, "3000 MB"));
    assert_non_null(strstr(pc_diags_at(diags, 0)->text, "1500 MB"));
    pc_diags_free(diags);
    assert_true(pc_memory_available() > 1000000);
    assert_true(pc_processors() >= 1);
}

static void estimates_do_not_overflow(void **state)
{
    (void)state;
    fixture f;
    fixture_init(&f);
    pc_roster roster = { .n_slots = 100, .n_outputs = 100 };
    pc_simulation s = {
        .model = &f.model, .roster = &roster, .trials = 100 * PC_BLOCK, .threads = 2
    };
    const size_t small = pc_memory_estimate(&s);
    assert_in_range(small, 100 * sizeof(pc_metric), 100000000);
    s.threads = 4;
    const size_t four = pc_memory_estimate(&s);
    assert_true(four > small);
    s.trials = 3 * PC_BLOCK + 1;
    s.threads = 1000; /* four blocks: no more than four will work */
    assert_int_equal(pc_memory_estimate(&s), four);
    roster.n_slots = SIZE_MAX / 2;
    assert_true(pc_memory_estimate(&s) == SIZE_MAX);
}

static void infinite_run(const pc_model *model, uint64_t seed, uint64_t first,
                         double *registers, const pc_witness *witness)
{
    fixture_kernel_run(model, seed, first, registers, witness);
    if (first == 1024) registers[1 * PC_GROUP + 5] = (double)INFINITY;
}
static void enormous_run(const pc_model *model, uint64_t seed, uint64_t first,
                         double *registers, const pc_witness *witness)
{
    fixture_kernel_run(model, seed, first, registers, witness);
    if (first == 1024) registers[1 * PC_GROUP + 5] = 1e200; /* its square is infinite */
}
static void minus_infinite_run(const pc_model *model, uint64_t seed, uint64_t first,
                               double *registers, const pc_witness *witness)
{
    fixture_kernel_run(model, seed, first, registers, witness);
    if (first == 1024) registers[1 * PC_GROUP + 5] = -(double)INFINITY;
}

static void undefined_revenue_run(const pc_model *model, uint64_t seed, uint64_t first,
                                  double *registers, const pc_witness *witness)
{
    fixture_kernel_run(model, seed, first, registers, witness);
    if (first == 1024) registers[0 * PC_GROUP + 5] = (double)NAN;
}

static void numbers_nobody_can_use_are_named(void **state)
{
    (void)state;
    static const struct {
        pc_kernel kernel;
        const char *metric, *text; /* NULL: all is well */
        const char *why;
    } rows[] = {
        { { "baseline", 2, infinite_run }, "roi.multiple@y1", "too large", "infinite" },
        { { "baseline", 2, enormous_run }, "roi.multiple@y1", "too large", "its square is" },
        { { "baseline", 2, minus_infinite_run }, "roi.multiple@y1", "too large", "minus" },
        { { "baseline", 2, undefined_revenue_run },
          "revenue.total@y1",
          "not a number",
          "money always has a value" },
        { { "baseline", 2, fixture_kernel_run }, NULL, NULL, "a ratio may be undefined" },
    };
    fixture f;
    fixture_init(&f);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        pc_arena arena;
        pc_arena_init(&arena);
        pc_roster roster;
        pc_outcome outcome;
        pc_roster_init(&roster, &f.model, &arena);
        const pc_simulation s = { .model = &f.model,
                                  .roster = &roster,
                                  .kernel = &rows[k].kernel,
                                  .trials = 3000,
                                  .threads = 1 };
        assert_int_equal(pc_simulate(&outcome, &s, &arena), PC_OK);
        pc_diags *diags = pc_diags_new();
        const pc_status got = pc_check_finite(&f.model, &roster, &outcome, diags);
        if (got != (rows[k].metric ? PC_EDATA : PC_OK)) fail_msg("%s", rows[k].why);
        if (rows[k].metric) {
            const pc_diag *d = pc_diags_at(diags, 0);
            assert_string_equal(d->code, "E0507");
            /* a gap is named before the metric it shifts */
            assert_non_null(strstr(d->text, rows[k].metric));
            assert_non_null(strstr(d->text, rows[k].text));
            assert_non_null(strstr(d->text, "trial 1029"));
        }
        pc_diags_free(diags);
        pc_outcome_clear(&outcome);
        pc_arena_clear(&arena);
    }
}

static void certain_numbers_are_checked_too(void **state)
{
    (void)state;
    static const double inf = (double)INFINITY, nan = (double)NAN;
    static const struct {
        size_t output;
        double value;
        pc_at at;
        const char *want, *why;
    } rows[] = {
        { OUT_COST, 1, PC_AT_SIMULATED, NULL, "as it should be" },
        { OUT_COST, inf, PC_AT_SIMULATED, "cost.total@y1 is too large", "a constant" },
        { OUT_COST, 0x1p54, PC_AT_SIMULATED, "cost.total@y1 is too large", "beyond 2^53" },
        { OUT_COST, -0x1p54, PC_AT_SIMULATED, "cost.total@y1 is too large", "on either side" },
        { OUT_COST, 0x1p53, PC_AT_SIMULATED, NULL, "just exact" },
        { OUT_COST, nan, PC_AT_SIMULATED, "cost.total@y1 is not a number", "a flow" },
        { OUT_ROI, nan, PC_AT_PLAN, NULL, "a ratio may be undefined" },
        { OUT_ROI, inf, PC_AT_PLAN, "too large a number to compute with as the plan counts",
          "but not infinite" },
        { OUT_REVENUE, nan, PC_AT_MEANS, "not a number with every assumption at its mean",
          "the pass is named" },
        { OUT_REVENUE, inf, PC_AT_SIMULATED, NULL, "not constant: the trials decide" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f;
        fixture_init(&f);
        pc_output outputs[N_OUT];
        memcpy(outputs, fixture_outputs, sizeof outputs);
        pc_output *changed = &outputs[rows[i].output];
        changed->value = changed->at_plan = changed->at_means = rows[i].value;
        f.model.outputs = outputs;
        pc_diags *diags = pc_diags_new();
        const pc_status got = pc_check_certain(&f.model, rows[i].at, diags);
        if (got != (rows[i].want ? PC_EDATA : PC_OK)) fail_msg("%s", rows[i].why);
        if (rows[i].want && !strstr(pc_diags_at(diags, 0)->text, rows[i].want))
            fail_msg("%s: %s", rows[i].why, pc_diags_at(diags, 0)->text);
        pc_diags_free(diags);
    }
}

/* Peak memory of a child that runs so many trials, in KB. */
static long peak_of(uint64_t trials)
{
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        fixture f;
        fixture_init(&f);
        pc_results *results;
        const pc_simulation orders = { .seed = 1, .trials = trials, .threads = 2 };
        _exit(fixture_run(&results, &f, &orders) == PC_OK ? 0 : 1);
    }
    int status;
    struct rusage usage;
    assert_int_equal(wait4(child, &status, 0, &usage), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return usage.ru_maxrss;
}

static void memory_does_not_grow_with_trials(void **state)
{
    (void)state;
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
    skip(); /* sanitizers keep memory of their own */
#endif
    const long some = peak_of(100000), many = peak_of(1000000);
    if (many > some + 1024) fail_msg("%ld KB for 10^5 trials, %ld KB for 10^6", some, many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_have_ranges),
        cmocka_unit_test(memory_is_refused_with_the_figure),
        cmocka_unit_test(estimates_do_not_overflow),
        cmocka_unit_test(numbers_nobody_can_use_are_named),
        cmocka_unit_test(certain_numbers_are_checked_too),
        cmocka_unit_test(memory_does_not_grow_with_trials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
