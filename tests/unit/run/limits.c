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
    pc_simulation s = { .model = &f.model, .roster = &roster, .threads = 2 };
    const size_t small = pc_memory_estimate(&s);
    assert_in_range(small, 100 * sizeof(pc_metric), 100000000);
    s.threads = 4;
    assert_true(pc_memory_estimate(&s) > small);
    roster.n_slots = SIZE_MAX / 2;
    assert_true(pc_memory_estimate(&s) == SIZE_MAX);
}

static void infinite_run(const pc_model *model, uint64_t seed, uint64_t first,
                         double *registers)
{
    fixture_kernel_run(model, seed, first, registers);
    if (first == 1024) registers[1 * PC_GROUP + 5] = (double)INFINITY;
}
static void enormous_run(const pc_model *model, uint64_t seed, uint64_t first,
                         double *registers)
{
    fixture_kernel_run(model, seed, first, registers);
    if (first == 1024) registers[1 * PC_GROUP + 5] = 1e200; /* its square is infinite */
}
static void minus_infinite_run(const pc_model *model, uint64_t seed, uint64_t first,
                               double *registers)
{
    fixture_kernel_run(model, seed, first, registers);
    if (first == 1024) registers[1 * PC_GROUP + 5] = -(double)INFINITY;
}

static void numbers_too_large_are_named(void **state)
{
    (void)state;
    static const pc_kernel kernels[] = { { "baseline", 2, infinite_run },
                                         { "baseline", 2, enormous_run },
                                         { "baseline", 2, minus_infinite_run },
                                         { "baseline", 2, fixture_kernel_run } };
    fixture f;
    fixture_init(&f);
    for (size_t k = 0; k < 4; k++) {
        pc_arena arena;
        pc_arena_init(&arena);
        pc_roster roster;
        pc_outcome outcome;
        pc_roster_init(&roster, &f.model, &arena);
        const pc_simulation s = { .model = &f.model,
                                  .roster = &roster,
                                  .kernel = &kernels[k],
                                  .trials = 3000,
                                  .threads = 1 };
        assert_int_equal(pc_simulate(&outcome, &s, &arena), PC_OK);
        pc_diags *diags = pc_diags_new();
        assert_int_equal(pc_check_finite(&f.model, &roster, &outcome, diags),
                         k < 3 ? PC_EDATA : PC_OK);
        if (k < 3) {
            assert_string_equal(pc_diags_at(diags, 0)->code, "E0507");
            assert_non_null(strstr(pc_diags_at(diags, 0)->text, "roi.multiple@y1"));
            assert_non_null(strstr(pc_diags_at(diags, 0)->text, "trial 1029"));
        }
        pc_diags_free(diags);
        pc_outcome_clear(&outcome);
        pc_arena_clear(&arena);
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
        cmocka_unit_test(numbers_too_large_are_named),
        cmocka_unit_test(memory_does_not_grow_with_trials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
