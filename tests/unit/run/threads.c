/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks over threads: the same bytes for any number of them, progress, cancelling. */
#include "fixture.h"

#include <pthread.h>

static char *json_of(uint64_t trials, unsigned threads)
{
    fixture f;
    fixture_init(&f);
    pc_results *results;
    const pc_simulation orders = { .seed = 5, .trials = trials, .threads = threads };
    assert_int_equal(fixture_run(&results, &f, &orders), PC_OK);
    char *text = pc_results_json(results);
    assert_non_null(text);
    pc_results_free(results);
    return text;
}

static void any_number_of_threads_gives_the_same_bytes(void **state)
{
    (void)state;
    static const uint64_t trials[] = { 1, 1024, 1025, 30000, 100 * 1024 };
    static const unsigned threads[] = { 2, 3, 7, 64 };
    for (size_t t = 0; t < sizeof trials / sizeof *trials; t++) {
        char *one = json_of(trials[t], 1);
        for (size_t k = 0; k < sizeof threads / sizeof *threads; k++) {
            char *many = json_of(trials[t], threads[k]);
            assert_string_equal(many, one);
            free(many);
        }
        free(one);
    }
}

static void note(void *context)
{
    ++*(int *)context; /* by one thread, once: nobody else touches it */
}

static void other_work_is_done_once(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 4; threads++) {
        fixture f;
        fixture_init(&f);
        pc_results *results;
        int n_done = 0;
        const pc_simulation orders = { .seed = 5,
                                       .trials = 3000,
                                       .threads = threads,
                                       .beside = note,
                                       .beside_context = &n_done };
        assert_int_equal(fixture_run(&results, &f, &orders), PC_OK);
        assert_int_equal(n_done, 1);
        pc_results_free(results);
    }
}

typedef struct watcher {
    pthread_t thread;
    uint64_t calls, last, total, stop_at;
    bool went_back, elsewhere;
} watcher;

static bool watch(void *context, uint64_t done, uint64_t total)
{
    watcher *w = context;
    w->calls++;
    w->went_back |= done < w->last;
    w->elsewhere |= !pthread_equal(w->thread, pthread_self());
    w->last = done;
    w->total = total;
    return done < w->stop_at;
}

static void slow_run(const pc_model *model, uint64_t seed, uint64_t first_trial,
                     double *registers, const pc_witness *witness)
{
    if (first_trial % PC_BLOCK == 0) nanosleep(&(struct timespec) { .tv_nsec = 2000000 }, NULL);
    fixture_kernel_run(model, seed, first_trial, registers, witness);
}
static const pc_kernel slow_kernel = { "baseline", 2, slow_run };

static void progress_is_told_to_the_caller(void **state)
{
    (void)state;
    fixture f;
    fixture_init(&f);
    pc_results *results;
    watcher w = { .thread = pthread_self(), .stop_at = UINT64_MAX };
    const pc_simulation orders = { .seed = 1,
                                   .trials = 200 * 1024 + 1,
                                   .threads = 2,
                                   .kernel = &slow_kernel,
                                   .progress = watch,
                                   .progress_context = &w };
    assert_int_equal(fixture_run(&results, &f, &orders), PC_OK);
    pc_results_free(results);
    assert_int_equal(w.last, orders.trials); /* a last word when all is done */
    assert_int_equal(w.total, orders.trials);
    assert_false(w.went_back);
    assert_false(w.elsewhere);
    assert_in_range(w.calls, 2, 100); /* 0.2 s and more, ten times a second */
}

static void cancelling_stops_at_a_block(void **state)
{
    (void)state;
    fixture f;
    fixture_init(&f);
    pc_results *results;
    for (unsigned threads = 1; threads <= 3; threads++) {
        watcher w = { .thread = pthread_self(), .stop_at = 1 };
        const pc_simulation orders = { .seed = 1,
                                       .trials = PC_TRIALS_MAX,
                                       .threads = threads,
                                       .kernel = &slow_kernel,
                                       .progress = watch,
                                       .progress_context = &w };
        assert_int_equal(fixture_run(&results, &f, &orders), PC_ECANCELLED);
        assert_null(results);
        assert_int_equal(w.calls, 1); /* not asked again */
        assert_true(w.last > 0 && w.last < PC_TRIALS_MAX);
    }
}

/* Two runs at once share nothing. */
static void *run_beside(void *context)
{
    char **text = context;
    *text = json_of(20000, 2);
    return NULL;
}

static void runs_do_not_meet(void **state)
{
    (void)state;
    pthread_t threads[2];
    char *texts[2];
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run_beside, &texts[i]), 0);
    for (size_t i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    assert_string_equal(texts[0], texts[1]);
    free(texts[0]);
    free(texts[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_threads_gives_the_same_bytes),
        cmocka_unit_test(other_work_is_done_once),
        cmocka_unit_test(progress_is_told_to_the_caller),
        cmocka_unit_test(cancelling_stops_at_a_block),
        cmocka_unit_test(runs_do_not_meet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
