/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drives a headline, end to end, against linear models (docs/model/drivers.md). */
#include "partnercast/partnercast.h"

#include "../support/check.h"
#include "run/drivers.h"
#include "scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

static pc_results *run(const char *body, uint64_t trials, unsigned threads)
{
    char text[4000];
    const int n = snprintf(text, sizeof text,
                           "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":"
                           "\"2025-01\",\"months\":36,%s}",
                           body);
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    pc_results *results = NULL;
    pc_scenario_load_text(&scenario, "test.json", text, (size_t)n, NULL, diags);
    for (size_t i = 0; !scenario && i < pc_diags_count(diags); i++)
        print_error("%s\n", pc_diags_at(diags, i)->text);
    assert_non_null(scenario);
    const pc_run_options options = { .trials = trials, .threads = threads };
    assert_int_equal(pc_run(&results, scenario, &options, diags), PC_OK);
    pc_scenario_free(scenario);
    pc_diags_free(diags);
    return results;
}

static const pc_driver *driver_of(const pc_results *results, const char *metric)
{
    for (size_t i = 0; i < results->n_drivers; i++)
        if (strcmp(results->drivers[i].metric, metric) == 0) return &results->drivers[i];
    return NULL;
}

static const pc_driver_item *item_of(const pc_driver *driver, const char *pointer)
{
    for (size_t i = 0; i < driver->n_items; i++)
        if (strcmp(driver->items[i].pointer, pointer) == 0) return &driver->items[i];
    return NULL;
}

static void check_share(const pc_driver *driver, const char *pointer, double want)
{
    const pc_driver_item *item = item_of(driver, pointer);
    if (!item) fail_msg("%s is missing", pointer);
    if (fabs(item->share.value - want) <= 4 * item->share.se && item->share.se < 0.02) return;
    fail_msg("%s: %g +- %g, not %g", pointer, item->share.value, item->share.se, want);
}

/* Spearman's correlation of a normal with a sum whose Pearson correlation with it is rho. */
static double rank_square(double rho)
{
    const double r = 6 * asin(rho / 2) / M_PI;
    return r * r;
}

static const char three[] =
    "\"assumptions\":{"
    "\"large\":{\"value\":{\"normal\":{\"mean\":9000,\"sd\":300}},\"source\":\"plan 2.1\"},"
    "\"middle\":{\"value\":{\"normal\":{\"mean\":9000,\"sd\":200}},\"source\":\"assumed by "
    "us\"},"
    "\"small\":{\"value\":{\"normal\":{\"mean\":9000,\"sd\":100}},\"source\":\"plan 2.2\","
    "\"confidence\":\"guess\"},"
    "\"idle\":{\"value\":{\"normal\":{\"mean\":9000,\"sd\":900}},\"source\":\"plan 2.3\"},"
    "\"lost\":{\"value\":{\"normal\":{\"mean\":9000,\"sd\":900}}}},"
    "\"about\":{\"headline\":[\"revenue.total@y1\",\"cost.total@y1\"]},"
    "\"budget\":{\"events\":1000,\"later\":{\"by_year\":[0,\"=lost\"]}},"
    "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":\"=large + middle - small + 0.0001 * "
    "idle\"}}";

static void a_linear_model(void **state)
{
    (void)state;
    pc_results *results = run(three, 20480, 2);
    assert_int_equal(results->n_drivers, 1); /* the cost is certain */
    const pc_driver *driver = driver_of(results, "revenue.total");
    const double square = 300 * 300 + 200 * 200 + 100 * 100;
    const double l = rank_square(300 / sqrt(square)), m = rank_square(200 / sqrt(square)),
                 s = rank_square(100 / sqrt(square)), all = l + m + s;
    assert_non_null(driver);
    assert_int_equal(driver->trials, 8192);
    assert_int_equal(driver->n_items, 4); /* what other figures need is none of them */
    check_share(driver, "/assumptions/large", l / all);
    check_share(driver, "/assumptions/middle", m / all);
    check_share(driver, "/assumptions/small", s / all);
    check_share(driver, "/assumptions/idle", 0);
    CHECK_CLOSE(driver->explained, all, 0, 0.02);
    CHECK_CLOSE(driver->assumed.value, (m + s) / all, 0, 4 * driver->assumed.se);
    assert_string_equal(driver->items[0].pointer, "/assumptions/large");
    assert_true(item_of(driver, "/assumptions/large")->stated);
    assert_true(item_of(driver, "/assumptions/idle")->stated);
    assert_false(item_of(driver, "/assumptions/middle")->stated); /* "assumed" */
    assert_false(item_of(driver, "/assumptions/small")->stated);  /* a guess */
    pc_results_free(results);
}

/* Three years of luck against one unknown: 3 draws of sd 100 each, and 3 times one of sd 100.
 */
static void draws_of_several_years_add_up(void **state)
{
    (void)state;
    pc_results *results =
        run("\"assumptions\":{"
            "\"known\":{\"value\":{\"normal\":{\"mean\":9000,\"sd\":100}}},"
            "\"luck\":{\"value\":{\"normal\":{\"mean\":9000,\"sd\":100}},\"each\":\"year\"}},"
            "\"about\":{\"headline\":[\"revenue.total@all\"]},"
            "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":\"=known + luck\"}}",
            8192, 1);
    const pc_driver *driver = driver_of(results, "revenue.total");
    const double k = rank_square(3 / sqrt(12)), y = 3 * rank_square(1 / sqrt(12));
    assert_non_null(driver);
    check_share(driver, "/assumptions/known", k / (k + y));
    check_share(driver, "/assumptions/luck", y / (k + y));
    CHECK_CLOSE(driver->assumed.value, 1, 1e-12, 0);
    pc_results_free(results);
}

/* The mix of four channels is one input, its draws of one trial and channel count once. */
static void the_mix_is_one_input(void **state)
{
    (void)state;
    pc_results *results = run(
        "\"revenue\":{\"by_year\":[\"$1M\"],\"mix\":{\"dirichlet\":40,\"source\":\"plan 6\"}},"
        "\"about\":{\"headline\":[\"share.channel.a@y3\"]},"
        "\"channels\":{\"a\":{\"type\":\"share\",\"share\":0.5},\"b\":{\"type\":\"share\","
        "\"share\":0.3},\"c\":{\"type\":\"share\",\"share\":{\"by_year\":[0.2, 0.2, 0.2]}}}",
        8192, 1);
    const pc_driver *driver = driver_of(results, "share.channel.a");
    assert_non_null(driver);
    assert_int_equal(driver->n_items, 1);
    assert_string_equal(driver->items[0].pointer, "/revenue/mix");
    assert_true(driver->items[0].stated && driver->assumed.value == 0);
    CHECK_CLOSE(driver->items[0].share.value, 1, 1e-12, 0);
    CHECK_CLOSE(driver->explained, 0.95, 0, 0.06);
    pc_results_free(results);
}

/* A return that is undefined where nothing is spent: the other trials tell what drives it. */
static void undefined_trials_are_left_out(void **state)
{
    (void)state;
    pc_results *results =
        run("\"assumptions\":{"
            "\"spend\":{\"value\":{\"uniform\":{\"min\":-1,\"max\":1}}},"
            "\"sales\":{\"value\":{\"normal\":{\"mean\":9000,\"sd\":100}}}},"
            "\"about\":{\"headline\":[\"roi.multiple@y1\"]},"
            "\"budget\":{\"events\":\"=if(spend > 0, 1000, 0)\"},"
            "\"channels\":{\"a\":{\"type\":\"amount\",\"credit\":{\"sourced\":1},"
            "\"revenue\":\"=sales\"}}",
            4096, 1);
    const pc_driver *driver = driver_of(results, "roi.multiple");
    assert_non_null(driver);
    assert_true(driver->trials > 1900 && driver->trials < 2200);
    check_share(driver, "/assumptions/sales", 1);
    check_share(driver, "/assumptions/spend", 0);
    pc_results_free(results);
}

static void threads_and_length_do_not_matter(void **state)
{
    (void)state;
    pc_results *one = run(three, 8192, 1), *more = run(three, 30000, 3);
    assert_int_equal(one->drivers[0].n_items, more->drivers[0].n_items);
    for (size_t i = 0; i < one->drivers[0].n_items; i++) {
        const pc_driver_item *a = &one->drivers[0].items[i], *b = &more->drivers[0].items[i];
        assert_string_equal(a->pointer, b->pointer);
        assert_true(a->share.value == b->share.value && a->share.se == b->share.se);
    }
    pc_results_free(one);
    pc_results_free(more);
}

/* The table is bounded, and never too small to rank. */
static void the_table_is_bounded(void **state)
{
    (void)state;
    assert_int_equal(pc_drivers_trials(500, 10), 500);
    assert_int_equal(pc_drivers_trials(1000000, 10), 8192);
    assert_int_equal(pc_drivers_trials(1000000, 255), 8192);
    assert_int_equal(pc_drivers_trials(1000000, 300), 6144);
    assert_int_equal(pc_drivers_trials(1000000, 1000000), 1024);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_linear_model),
        cmocka_unit_test(draws_of_several_years_add_up),
        cmocka_unit_test(the_mix_is_one_input),
        cmocka_unit_test(undefined_trials_are_left_out),
        cmocka_unit_test(threads_and_length_do_not_matter),
        cmocka_unit_test(the_table_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
