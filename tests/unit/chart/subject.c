/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What exceedance curve and dot plot read out of a figure, and the words of chance. */
#include "chart/kinds/subject.h"

#include "chart/text/phrases.h"
#include "tests/support/check.h"
#include "tests/unit/chart/fabricate.h"

static void read_first(pc_subject *s, pc_arena *arena, made *m, const char *metric)
{
    const pc_chart_spec spec = { .kind = "dist", .metric = metric };
    pc_draft draft = { .arena = arena, .results = &m->results, .spec = &spec };
    pc_arena_init(arena);
    assert_int_equal(pc_subject_read(s, &draft, NULL), PC_OK);
}

static void quantiles_and_survival_are_inverse(void **state)
{
    made m;
    pc_arena arena;
    pc_subject s;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", "roi.multiple@y1", made_roi, 3);
    read_first(&s, &arena, &m, NULL);
    assert_string_equal(s.when, "in 2025");
    for (int k = 1; k < 40; k++) {
        const double p = k / 40.0;
        CHECK_CLOSE(pc_subject_survival(&s, pc_subject_quantile(&s, p).value), 1 - p, 1e-9, 0);
        /* straight between the five quantiles given: computed without the grid */
        CHECK_CLOSE(pc_subject_quantile(&s, p).value, made_quantile(&made_roi[0], p), 3e-3, 0);
    }
    CHECK_CLOSE(pc_subject_promise(&s, 0.8).value, made_quantile(&made_roi[0], 0.2), 1e-9, 0);
    CHECK_CLOSE(s.aim, 1.6, 0, 0);
    CHECK_CLOSE(pc_subject_chance(&s).value, 0.0602, 0, 0);
    pc_arena_clear(&arena);
}

/* The density of a uniform is known, so is a quantile's error: sqrt(p (1 - p) / n) / f. */
static void the_error_of_a_quantile_is_that_of_its_density(void **state)
{
    made m;
    pc_arena arena;
    pc_subject s;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", "roi.multiple@y1", made_roi, 1);
    m.results.trials = 100;
    for (int k = 0; k < PC_N_QUANTILES; k++) m.metrics[0].q[k] = 10 * (k + 1) / 200.0;
    read_first(&s, &arena, &m, NULL);
    CHECK_CLOSE(pc_subject_quantile(&s, 0.5).se, 10 * sqrt(0.25 / 100), 1e-9, 0);
    CHECK_CLOSE(pc_subject_quantile(&s, 0.2).se, 10 * sqrt(0.16 / 100), 1e-9, 0);
    pc_arena_clear(&arena);
}

static void futures_without_a_value_fall_short(void **state)
{
    made m;
    pc_arena arena;
    pc_subject s;
    double outcomes[50];
    (void)state;
    make_results(&m, "roi.multiple", "multiple", "roi.multiple@y1", made_roi, 3);
    m.metrics[0].undefined = (pc_estimate) { 0.3, 0.003 };
    read_first(&s, &arena, &m, NULL);
    assert_true(isnan(pc_subject_promise(&s, 0.8).value)); /* only 7 in 10 have a value */
    /* 6 in 10 of all are 6 in 7 of those with a value */
    CHECK_CLOSE(pc_subject_promise(&s, 0.6).value, made_quantile(&made_roi[0], 1 - 6 / 7.0),
                2e-3, 0);
    assert_int_equal(pc_subject_outcomes(outcomes, 50, &s), 35);
    CHECK_CLOSE(pc_subject_survival(&s, 0), 0.7, 1e-12, 0);
    pc_arena_clear(&arena);
}

static void costs_are_promised_from_above(void **state)
{
    static const made_year year = {
        { 0.9e6, 0.97e6, 1.0e6, 1.05e6, 1.1e6 }, 0.98e6, 0.68, NAN
    };
    made m;
    pc_arena arena;
    pc_subject s;
    (void)state;
    make_results(&m, "cost.total", "currency", "cost.total@y1", &year, 1);
    read_first(&s, &arena, &m, NULL);
    assert_true(s.lower_is_better);
    CHECK_CLOSE(pc_subject_promise(&s, 0.8).value, made_quantile(&year, 0.8), 1e-6, 0);
    CHECK_CLOSE(pc_subject_chance(&s).value, 0.32, 1e-12, 0);
    pc_arena_clear(&arena);
}

static void a_target_is_the_aim_where_the_plan_is_silent(void **state)
{
    static const pc_target_result target = { .id = "t",
                                             .metric = "roi.multiple",
                                             .period = "y2",
                                             .op = ">=",
                                             .value = 2,
                                             .probability = { 0.4, 0.003 } };
    made m;
    pc_arena arena;
    pc_subject s;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", "roi.multiple@y2", made_roi, 3);
    read_first(&s, &arena, &m, NULL);
    assert_int_equal(s.against, PC_AGAINST_COST);
    pc_arena_clear(&arena);
    m.results.targets = &target;
    m.results.n_targets = 1;
    read_first(&s, &arena, &m, NULL);
    assert_int_equal(s.against, PC_AGAINST_TARGET);
    CHECK_CLOSE(pc_subject_chance(&s).value, 0.4, 0, 0);
    assert_string_equal(pc_subject_aim_words(&arena, &s), "the target of 2x");
    pc_arena_clear(&arena);
}

static void what_is_not_there_is_refused(void **state)
{
    made m;
    pc_arena arena;
    pc_subject s;
    pc_diags *diags = pc_diags_new();
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 3);
    const pc_chart_spec spec = { .kind = "dist", .metric = "leads.total" };
    pc_draft draft = { .arena = &arena, .results = &m.results, .spec = &spec };
    pc_arena_init(&arena);
    assert_int_equal(pc_subject_read(&s, &draft, diags), PC_EDATA);
    assert_string_equal(pc_diags_at(diags, 0)->code, "E0602");
    pc_arena_clear(&arena);
    pc_diags_free(diags);
}

/* ---- Words ---- */

static void words_of_chance_change_at_their_bounds(void **state)
{
    static const struct {
        double p, se;
        const char *word;
    } rows[] = {
        { 0.95, 0, "almost certainly" },
        { 0.9499, 0, "very likely" },
        { 0.80, 0, "very likely" },
        { 0.7999, 0, "more likely than not" },
        { 0.60, 0, "more likely than not" },
        { 0.5999, 0, NULL },
        { 0.96, 0.01, "very likely" },
        { 0.82, 0.02, "more likely than not" },
        { 0.61, 0.01, NULL },
        { NAN, 0, NULL },
        { 0.96, NAN, "almost certainly" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *word = pc_phrase_likely((pc_estimate) { rows[i].p, rows[i].se });
        assert_int_equal(word == NULL, rows[i].word == NULL);
        if (word) assert_string_equal(word, rows[i].word);
    }
}

static void percents_sum_to_a_hundred(void **state)
{
    static const struct {
        double shares[4];
        size_t n;
        int want[4];
    } rows[] = {
        { { 1, 1, 1 }, 3, { 34, 33, 33 } },          /* ties: the first */
        { { 0.005, 0.005, 0.99 }, 3, { 1, 0, 99 } }, /* 0.5 and 0.5 beside 99 */
        { { 0.126, 0.126, 0.126, 0.622 }, 4, { 13, 13, 12, 62 } },
        { { 5 }, 1, { 100 } },
        { { 0.25, 0.75, 0 }, 3, { 25, 75, 0 } },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int got[4];
        pc_phrase_percents(got, rows[i].shares, rows[i].n);
        for (size_t k = 0; k < rows[i].n; k++) assert_int_equal(got[k], rows[i].want[k]);
    }
}

static void names_and_times_are_for_people(void **state)
{
    pc_arena arena;
    pc_arena_init(&arena);
    const pc_results calendar = { .start_year = 2025, .start_month = 1, .months = 36 };
    const pc_results fiscal = { .start_year = 2025, .start_month = 7, .months = 36 };
    (void)state;
    assert_string_equal(pc_phrase_when(&arena, &calendar, "y2"), "in 2026");
    assert_string_equal(pc_phrase_when(&arena, &fiscal, "y2"), "in year 2");
    assert_string_equal(pc_phrase_when(&arena, &calendar, "y1..y3"), "from 2025 to 2027");
    assert_string_equal(pc_phrase_when(&arena, &calendar, "all"), "over all 36 months");
    assert_string_equal(pc_phrase_when(&arena, &calendar, "q3"), "in quarter 3");
    assert_string_equal(pc_phrase_when(&arena, &calendar, "fy2026"), "in fiscal 2026");
    assert_string_equal(pc_phrase_channel(&arena, "si"), "SI");
    assert_string_equal(pc_phrase_channel(&arena, "cloud_marketplace"), "Cloud marketplace");
    assert_string_equal(pc_phrase_channel(&arena, "oem-europe"), "OEM europe");
    assert_string_equal(pc_phrase_claim(&arena, "very likely", "revenue", "rises"),
                        "Revenue very likely rises");
    assert_string_equal(pc_phrase_claim(&arena, "more likely than not", "revenue", "rises"),
                        "More likely than not, revenue rises");
    pc_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_and_survival_are_inverse),
        cmocka_unit_test(the_error_of_a_quantile_is_that_of_its_density),
        cmocka_unit_test(futures_without_a_value_fall_short),
        cmocka_unit_test(costs_are_promised_from_above),
        cmocka_unit_test(a_target_is_the_aim_where_the_plan_is_silent),
        cmocka_unit_test(what_is_not_there_is_refused),
        cmocka_unit_test(words_of_chance_change_at_their_bounds),
        cmocka_unit_test(percents_sum_to_a_hundred),
        cmocka_unit_test(names_and_times_are_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
