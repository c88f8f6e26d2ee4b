/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The title's claim is recomputed from the run, with its guards; the words are people's. */
#include "chart/kinds/fan/fan.h"
#include "chart/text/clean.h"
#include "chart/text/names.h"
#include "tests/support/check.h"
#include "tests/unit/chart/fabricate.h"

static pc_arena arena;

static int set_up(void **state)
{
    (void)state;
    pc_arena_init(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pc_arena_clear(&arena);
    return 0;
}

static const char *title_of(const made *m, const char *metric)
{
    pc_fan fan;
    assert_int_equal(pc_fan_read(&fan, &arena, &m->results, metric, NULL, NULL), PC_OK);
    return pc_fan_title(&arena, &fan);
}

static void the_title_states_the_chance_of_the_plan(void **state)
{
    static const struct {
        const char *id, *unit;
        made_year year;
        const char *want, *why;
    } rows[] = {
        { "roi.multiple",
          "multiple",
          { { .84, 1, 1.17, 1.35, 1.63 }, 1.6, 0.0602, 0.748 },
          "6% chance that partner ROI reaches the plan\u2019s 1.6x in 2025",
          "stated" },
        { "roi.multiple",
          "multiple",
          { { .84, 1, 1.17, 1.35, 1.63 }, NAN, NAN, 0.748 },
          "75% chance that the programme earns back its cost in 2025",
          "nothing stated" },
        { "roi.multiple",
          "multiple",
          { { .84, 1, 1.17, 1.35, 1.63 }, 1.6, 0.94, 0.748 },
          "75% chance that the programme earns back its cost in 2025",
          "a chance that the median contradicts is not claimed" },
        { "roi.multiple",
          "multiple",
          { { .84, 1, 1.17, 1.35, 1.63 }, 1.6, 0.94, 0.1 },
          "Partner ROI in 2025: 9 in 10 futures lie between 0.8x and 1.6x",
          "nor any of both" },
        { "roi.multiple",
          "multiple",
          { { .84, 1, 1.17, 1.35, 1.63 }, NAN, NAN, NAN },
          "Partner ROI in 2025: 9 in 10 futures lie between 0.8x and 1.6x",
          "no chance at all" },
        { "share.set.partners",
          "fraction",
          { { .51, .57, .6, .64, .7 }, 0.3, 1, NAN },
          "All 20,480 futures reach the plan\u2019s 30% of partner share of revenue in 2025",
          "every trial agrees" },
        { "revenue.total",
          "currency",
          { { 1e6, 2e6, 3e6, 4e6, 5e6 }, 9e6, 0, NAN },
          "None of the 20,480 futures reaches the plan\u2019s $9M of revenue in 2025",
          "none" },
        { "revenue.total",
          "currency",
          { { 1e6, 2e6, 3e6, 4e6, 5e6 }, 9e6, 0.0001, NAN },
          "<1% chance that revenue reaches the plan\u2019s $9M in 2025",
          "hardly any" },
        { "cost.total",
          "currency",
          { { 1e6, 2e6, 3e6, 4e6, 5e6 }, 4e6, 0.25, NAN },
          "75% chance that programme cost stays below the plan\u2019s $4M in 2025",
          "costs meet their plan by staying below" },
        { "revenue.total",
          "currency",
          { { 1e6, 2e6, 3e6, 4e6, 5e6 }, NAN, NAN, NAN },
          "Revenue in 2025: 9 in 10 futures lie between $1.0M and $5.0M",
          "neutral" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        made m;
        make_results(&m, rows[i].id, rows[i].unit, NULL, &rows[i].year, 1);
        assert_string_equal(title_of(&m, rows[i].id), rows[i].want);
    }
}

static void few_trials_are_said(void **state)
{
    made m;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 1);
    m.results.trials = 500;
    assert_string_equal(
        title_of(&m, NULL),
        "About 6% chance that partner ROI reaches the plan\u2019s 1.6x in 2025");
    m.results.trials = 19;
    assert_string_equal(title_of(&m, NULL), "Median partner ROI is 1.2x in 2025; 19 futures "
                                            "are too few for ranges");
    m.results.trials = 1;
    assert_string_equal(title_of(&m, NULL),
                        "Partner ROI in 2025: 1.2x in the one simulated future");
}

static void the_headline_chooses_metric_and_year(void **state)
{
    static const struct {
        const char *headline;
        size_t at;
        bool speaks_of_years;
        const char *why;
    } rows[] = {
        { "revenue.total@y2", 1, false, "the headline's year" },
        { "revenue.total@y9", 2, true, "a year that is not there: no claim" },
        { "revenue.total@all", 2, true, "not a year: no claim" },
        { "revenue.totals@y3", 0, false, "another metric, without years: year 1" },
        { "payback.month@all", 0, false, "a headline without years: year 1" },
        { NULL, 0, false, "no headline: year 1, as the summary" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int asked = 0; asked < 2; asked++) {
            made m;
            pc_fan fan;
            make_results(&m, "revenue.total", "currency", rows[i].headline, made_revenue, 3);
            assert_int_equal(pc_fan_read(&fan, &arena, &m.results,
                                         asked ? "revenue.total" : NULL, NULL, NULL),
                             PC_OK);
            assert_int_equal(fan.at, rows[i].at);
            assert_int_equal(fan.speaks_of_years, rows[i].speaks_of_years);
            assert_int_equal(fan.aim, PC_AIM_PLAN);
            assert_string_equal(fan.metric_id, "revenue.total");
        }
}

/* A fiscal year is a programme year by another name when all its figures are the same. */
static void a_fiscal_headline_is_a_year_only_where_they_coincide(void **state)
{
    made m;
    pc_fan fan;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", "roi.multiple@fy2026", made_roi, 3);
    m.metrics[3] = m.metrics[1];
    m.metrics[3].period = "fy2026";
    m.results.n_metrics = 4;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_int_equal(fan.at, 1);
    assert_false(fan.speaks_of_years);
    assert_int_equal(fan.aim, PC_AIM_BREAK_EVEN);
    memcpy(m.metrics[0].q, m.metrics[1].q, sizeof m.metrics[0].q);
    m.metrics[0].stats[PC_MEAN] = m.metrics[1].stats[PC_MEAN];
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_true(fan.speaks_of_years); /* which of two that are alike? */
    made_metric(&m.metrics[0], &made_roi[0], 20480);
    m.metrics[3].q[7] *= 1.01;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_true(fan.speaks_of_years);
    assert_int_equal(fan.aim, PC_AIM_BREAK_EVEN); /* of the dots: the title makes no claim */
    assert_string_equal(pc_fan_title(&arena, &fan),
                        "Partner ROI by year: median 1.2x in 2025, 2.5x in 2027");
}

static void a_return_without_cost_gives_way_to_revenue(void **state)
{
    made m, roi;
    pc_fan fan;
    (void)state;
    make_results(&roi, "roi.multiple", "multiple", NULL, made_roi, 3);
    make_results(&m, "revenue.total", "currency", NULL, made_revenue, 3);
    for (int i = 0; i < 3; i++) {
        m.metrics[3 + i] = roi.metrics[i];
        m.metrics[3 + i].undefined.value = 1;
        for (int k = 0; k < PC_N_STATS; k++) m.metrics[3 + i].stats[k].value = NAN;
    }
    m.results.n_metrics = 6;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_string_equal(fan.metric_id, "revenue.total");
    assert_int_equal(fan.at, 0);
    m.headlines[0] = "roi.multiple@y2";
    m.results.headlines = m.headlines;
    m.results.n_headlines = 1;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_string_equal(fan.metric_id, "revenue.total");
    assert_int_equal(fan.at, 1);
    const char *two[] = { "roi.multiple@y2", "revenue.total@y3" };
    m.results.headlines = two;
    m.results.n_headlines = 2;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_int_equal(fan.at, 1); /* the first headline's year, not the second's */
}

static void what_is_certain_is_said_of_every_future(void **state)
{
    static const made_year year = { { 5e6, 5e6, 5e6, 5e6, 5e6 }, NAN, NAN, NAN };
    made m;
    pc_fan fan;
    (void)state;
    make_results(&m, "revenue.total", "currency", NULL, &year, 1);
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_true(fan.is_certain);
    assert_string_equal(pc_fan_title(&arena, &fan), "Revenue in 2025: $5.00M in every future");
}

static void a_figure_that_was_asked_for_and_is_missing_is_an_error(void **state)
{
    made m;
    pc_fan fan;
    (void)state;
    make_results(&m, "revenue.total", "currency", NULL, made_revenue, 3);
    pc_diags *diags = pc_diags_new();
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, "revenue.nothing", NULL, diags),
                     PC_EDATA);
    m.results.at = "plan";
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, "revenue.total", NULL, diags),
                     PC_EDATA);
    m.results.at = "simulated";
    for (int i = 0; i < 3; i++) m.metrics[i].stats[PC_P95].value = NAN;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, "revenue.total", NULL, diags),
                     PC_EDATA);
    assert_int_equal(pc_diags_errors(diags), 3);
    for (size_t i = 0; i < 3; i++) assert_string_equal(pc_diags_at(diags, i)->code, "E0602");
    pc_diags_free(diags);
}

static void that_there_is_nothing_to_draw_is_a_warning(void **state)
{
    made m;
    pc_fan fan;
    (void)state;
    make_results(&m, "revenue.total", "currency", NULL, made_revenue, 3);
    pc_diags *diags = pc_diags_new();
    m.results.at = "plan";
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, diags), PC_EDATA);
    m.results.at = "simulated";
    for (int i = 0; i < 3; i++) m.metrics[i].stats[PC_P95].value = NAN;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, diags), PC_EDATA);
    m.results.n_metrics = 0;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, diags), PC_EDATA);
    assert_int_equal(pc_diags_errors(diags), 0);
    assert_int_equal(pc_diags_count(diags), 3);
    for (size_t i = 0; i < 3; i++) assert_string_equal(pc_diags_at(diags, i)->code, "W0603");
    pc_diags_free(diags);
}

static void futures_without_a_value_fall_short(void **state)
{
    static const struct {
        const char *id;
        double p_stated, undefined, want;
        const char *why;
    } rows[] = { { "roi.multiple", 0.7, 0.16, 0.7, "not counted as reaching" },
                 { "cost.total", 0.3, 0.16, 0.54, "nor as staying below" } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        made m;
        pc_fan fan;
        const made_year year = { { 4, 12, 18, 25, 60 }, 10, rows[i].p_stated, NAN };
        make_results(&m, rows[i].id, "multiple", NULL, &year, 1);
        m.metrics[0].undefined.value = rows[i].undefined;
        assert_int_equal(pc_fan_read(&fan, &arena, &m.results, rows[i].id, NULL, NULL), PC_OK);
        CHECK_CLOSE(fan.years[0].chance_frac, rows[i].want, 0, 1e-12);
    }
}

static void years_are_named(void **state)
{
    made m;
    pc_fan fan;
    (void)state;
    make_results(&m, "revenue.total", "currency", NULL, made_revenue, 3);
    m.results.months = 30;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_string_equal(fan.years[0].name, "2025");
    assert_string_equal(fan.years[2].name, "2027 (6\u00a0mo)");
    m.results.start_month = 7;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_string_equal(fan.years[1].name, "2026/27");
    assert_string_equal(fan.years[1].in_words, "2026/27");
}

static void metrics_have_names(void **state)
{
    static const struct {
        const char *id, *name;
    } rows[] = {
        { "roi.multiple", "partner ROI (revenue/cost)" },
        { "revenue.total", "revenue" },
        { "share.set.partners", "partner share of revenue" },
        { "share.channel.si", "si share of revenue" },
        { "revenue.partner.accenture", "revenue with accenture" },
        { "tier.level.gold", "number of gold partners" },
        { "tier.level.promotions", "promotions" },
        { "quota.level.gold", "quota.level.gold" },
        { "share.channel.", "share.channel." },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(pc_name_metric(&arena, rows[i].id, false), rows[i].name);
}

static void texts_from_outside_are_cleaned(void **state)
{
    static const struct {
        const char *text, *want, *why;
    } rows[] = {
        { "plan\nof\ttwo", "plan of two", "controls become blanks" },
        { "a\xc3", "a\ufffd", "a cut sequence" },
        { "\xff\xfe", "\ufffd\ufffd", "no UTF-8 at all" },
        { "\xed\xa0\x80", "\ufffd\ufffd\ufffd", "half a surrogate pair" },
        { "\xef\xbf\xbf", "\ufffd\ufffd\ufffd", "what XML forbids" },
        { "\xe2\x80\xa8", " ", "a line separator" },
        { "\xc2\x85", " ", "a C1 control" },
        { "a\u202eb\u061c", "a\\u202eb\\u061c", "what turns the writing is shown" },
        { "\u65e5\u672c", "\u65e5\u672c", "good text stays" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(pc_clean_text(&arena, rows[i].text), rows[i].want);
    assert_string_equal(pc_clean_text(&arena, NULL), "");
}

static void the_description_tells_what_the_eye_sees(void **state)
{
    made m;
    pc_fan fan;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 3);
    m.metrics[1].undefined.value = 0.03;
    assert_int_equal(pc_fan_read(&fan, &arena, &m.results, NULL, NULL, NULL), PC_OK);
    assert_string_equal(pc_fan_description(&arena, &fan),
                        "Fan chart of partner ROI (revenue/cost) by year. The median rises "
                        "from 1.2x in 2025 to "
                        "2.5x in 2027; 9 in 10 futures in 2027 lie between 1.3x and 4.7x. "
                        "Chance of at least the "
                        "plan: 6% in 2025 (plan 1.6x). Chance of earning back the cost: 75% in "
                        "2025, 96% in 2026, "
                        ">99% in 2027. Without a value, so counted as falling short "
                        "and left out of bands and medians: 3% of futures in 2026.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_title_states_the_chance_of_the_plan),
        cmocka_unit_test(few_trials_are_said),
        cmocka_unit_test(the_headline_chooses_metric_and_year),
        cmocka_unit_test(a_fiscal_headline_is_a_year_only_where_they_coincide),
        cmocka_unit_test(a_return_without_cost_gives_way_to_revenue),
        cmocka_unit_test(what_is_certain_is_said_of_every_future),
        cmocka_unit_test(a_figure_that_was_asked_for_and_is_missing_is_an_error),
        cmocka_unit_test(that_there_is_nothing_to_draw_is_a_warning),
        cmocka_unit_test(futures_without_a_value_fall_short),
        cmocka_unit_test(years_are_named),
        cmocka_unit_test(metrics_have_names),
        cmocka_unit_test(texts_from_outside_are_cleaned),
        cmocka_unit_test(the_description_tells_what_the_eye_sees),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
