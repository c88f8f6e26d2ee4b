/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finding is true, and English, for any numbers. */
#include "report/finding.h"
#include "fixture.h"

static const pc_sheet utf8 = { .columns = 100, .is_utf8 = true };

static void check_finding(const pc_results *results, const char *want, const char *why)
{
    pc_text text = { 0 };
    pc_text_add(&text, "");
    pc_finding_add(&text, &utf8, results);
    char *got = pc_text_take(&text);
    assert_non_null(got);
    if (strcmp(got, want) != 0) print_error("%s\n", why);
    assert_string_equal(got, want);
    free(got);
}

/* One headline, a partner ROI in year 1. */
static pc_metric *make_roi(fixture *f, double break_even)
{
    begin(f);
    f->headlines[0] = "roi.multiple@y1";
    f->results.n_headlines = 1;
    pc_metric *m = add_metric(f, "roi.multiple", "y1", "multiple", 1.15, 0.002, 0.84, 1.63);
    m->p_break_even = (pc_estimate) { break_even, 0.003 };
    return m;
}

static void break_even_in_words(void **state)
{
    (void)state;
    static const struct {
        double break_even;
        const char *want, *why;
    } rows[] = {
        { 0.64, "64 in 100 futures earn back the programme in year 1.", "the usual case" },
        { 0.01, "1 in 100 futures earns back the programme in year 1.",
          "one future, singular" },
        { 0.0, "No future earns back the programme in year 1.", "none at all" },
        { 0.004, "Fewer than 1 in 100 futures earn back the programme in year 1.",
          "not 0 in 100" },
        { 0.996, "More than 99 in 100 futures earn back the programme in year 1.",
          "not 100 in 100" },
        { 1.0, "Every future earns back the programme in year 1.", "all agree" },
    };
    static fixture f;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make_roi(&f, rows[i].break_even);
        check_finding(finish(&f), rows[i].want, rows[i].why);
    }
}

static void plan_reached_in_words(void **state)
{
    (void)state;
    static const struct {
        double chance;
        const char *want;
    } rows[] = {
        { 0.06, "64 in 100 futures earn back the programme in year 1; the plan's 1.6x is "
                "reached in 6 of 100." },
        { 0.0, "64 in 100 futures earn back the programme in year 1; the plan's 1.6x is "
               "reached in none." },
        { 0.002, "64 in 100 futures earn back the programme in year 1; the plan's 1.6x is "
                 "reached in fewer than 1 of 100 futures." },
        { 1.0, "64 in 100 futures earn back the programme in year 1; the plan's 1.6x is "
               "reached in all of the 20,480 futures." },
    };
    static fixture f;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_metric *m = make_roi(&f, 0.64);
        m->stated = 1.6;
        m->p_stated = (pc_estimate) { rows[i].chance, 0.001 };
        check_finding(finish(&f), rows[i].want, "the plan's own figure");
    }
}

static void few_trials_say_about(void **state)
{
    (void)state;
    static fixture f;
    make_roi(&f, 0.64);
    f.results.trials = 500;
    check_finding(finish(&f), "About 64 in 100 futures earn back the programme in year 1.",
                  "500 trials");
}

static void a_deterministic_pass_has_no_chances(void **state)
{
    (void)state;
    static fixture f;
    for (int i = 0; i < 2; i++) {
        pc_metric *m = make_roi(&f, 1.0);
        f.results.at = i ? "means" : "plan";
        m->stats[PC_MEAN] = (pc_estimate) { 1.591512, 0 };
        m->stats[PC_P5] = m->stats[PC_P95] = (pc_estimate) { NOTHING, NOTHING };
        m->stated = 1.6;
        check_finding(finish(&f),
                      i ? "With every assumption at its mean, partner ROI in year 1 is 1.59x; "
                          "the plan states 1.6x."
                        : "At plan, partner ROI in year 1 is 1.59x; the plan states 1.6x.",
                      f.results.at);
    }
}

static void other_metrics_in_words(void **state)
{
    (void)state;
    static fixture f;
    begin(&f);
    f.headlines[0] = "revenue.total@y3";
    f.results.n_headlines = 1;
    pc_metric *m =
        add_metric(&f, "revenue.total", "y3", "currency", 15.1e6, 41e3, 7.4e6, 26.6e6);
    check_finding(
        finish(&f),
        "Revenue in year 3 is $15.1M on average, and $7.4M to $26.6M in 9 of 10 futures.",
        "nothing stated");
    m->stated = 12e6;
    m->p_stated = (pc_estimate) { 0.62, 0.003 };
    check_finding(finish(&f),
                  "The plan's revenue of $12M in year 3 is reached in 62 of 100 futures.",
                  "stated");

    begin(&f);
    f.headlines[0] = "cost.budget@y1";
    f.results.n_headlines = 1;
    m = add_metric(&f, "cost.budget", "y1", "currency", 9e5, 1e3, 8e5, 1e6);
    m->stated = 7e5;
    m->p_stated = (pc_estimate) { 1.0, 0 };
    check_finding(
        finish(&f),
        "The plan's budget of $700K in year 1 is met or exceeded in all of the 20,480 futures.",
        "reaching a cost is no success");
}

static void payback_may_never_come(void **state)
{
    (void)state;
    static const struct {
        double median, never;
        const char *want;
    } rows[] = {
        { 14, 0.12,
          "The programme pays back by month 14 in half of the futures; never in 12 of 100 "
          "futures." },
        { 14, 0, "The programme pays back by month 14 in half of the futures." },
        { 1, 0, "The programme pays back from its first month on in half of the futures." },
        { NOTHING, 0.7,
          "The programme pays back in fewer than half of the futures within 36 months; never "
          "in 70 of 100 futures." },
        { 36, 0, "The programme pays back by month 36 in every future." },
        { NOTHING, 1, "The programme does not pay back within 36 months." },
    };
    static fixture f;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(&f);
        f.headlines[0] = "payback.month@all";
        f.results.n_headlines = 1;
        pc_metric *m = add_metric(&f, "payback.month", "all", "months", 15, 0.1, 8, NOTHING);
        m->is_never = true;
        m->stats[PC_P50] = (pc_estimate) { rows[i].median, 0.1 };
        m->stats[PC_MAX] = (pc_estimate) { 36, NOTHING };
        m->undefined = (pc_estimate) { rows[i].never, 0.002 };
        check_finding(finish(&f), rows[i].want, "never sorts above every month");
    }
}

static void a_stated_payback_is_compared(void **state)
{
    (void)state;
    static fixture f;
    begin(&f);
    f.headlines[0] = "payback.month@all";
    f.results.n_headlines = 1;
    pc_metric *m = add_metric(&f, "payback.month", "all", "months", 15, 0.1, 8, 20);
    m->is_never = true;
    m->stats[PC_P50] = (pc_estimate) { 14, 0.1 };
    m->stats[PC_MAX] = (pc_estimate) { 30, NOTHING };
    m->stated = 12;
    m->p_stated = (pc_estimate) { 0.3, 0.003 }; /* month 12 or earlier */
    check_finding(finish(&f),
                  "The programme pays back by month 14 in half of the futures; by the plan's "
                  "month 12 in 30 of 100 futures.",
                  "the plan's own month");
}

static void without_a_headline(void **state)
{
    (void)state;
    static fixture f;
    make_roi(&f, 0.64);
    f.results.n_headlines = 0;
    check_finding(finish(&f), "64 in 100 futures earn back the programme in year 1.",
                  "the headline ROI of year 1");
    f.headlines[0] = "roi.multiple@y9";
    f.results.n_headlines = 1;
    check_finding(finish(&f), "The headline roi.multiple@y9 was not recorded.",
                  "what is not there is said");
    begin(&f);
    add_metric(&f, "revenue.total", "y1", "currency", 3e6, 4e3, 2.1e6, 4.1e6);
    add_metric(&f, "revenue.total", "y3", "currency", 9e6, 4e3, 8.1e6, 9.9e6);
    check_finding(
        finish(&f),
        "Revenue in year 1 is $3.0M on average, and $2.1M to $4.1M in 9 of 10 futures.",
        "no return: the revenue of year 1");
    begin(&f);
    f.results.months = 12;
    check_finding(finish(&f), "The headline revenue.total@y1 was not recorded.",
                  "no metric at all");
}

static void without_a_cost(void **state)
{
    (void)state;
    static fixture f;
    for (size_t i = 0; i < 2; i++) {
        make_roi(&f, 0)->undefined = (pc_estimate) { 1, 0 };
        f.results.n_headlines = i; /* asked for, or by default */
        add_metric(&f, "revenue.total", "y1", "currency", 3e6, 4e3, 2.1e6, 4.1e6);
        check_finding(finish(&f),
                      "Revenue in year 1 is $3.0M on average, and $2.1M to $4.1M in 9 of 10 "
                      "futures; there is no programme cost to compare it with.",
                      "a return on nothing is none");
    }
    make_roi(&f, 0)->undefined = (pc_estimate) { 1, 0 };
    add_metric(&f, "cost.total", "all", "currency", 2e6, 1e3, 1e6, 3e6);
    add_metric(&f, "revenue.total", "y1", "currency", 3e6, 4e3, 2.1e6, 4.1e6);
    check_finding(finish(&f),
                  "Revenue in year 1 is $3.0M on average, and $2.1M to $4.1M in 9 of 10 "
                  "futures; there is no programme cost in year 1 to compare it with.",
                  "later years have one");
    make_roi(&f, 0)->undefined = (pc_estimate) { 1, 0 };
    check_finding(
        finish(&f),
        "Partner ROI in year 1 is undefined in every future: nothing stands below the "
        "line.",
        "no revenue was recorded either");
}

static void the_second_headline_is_a_second_sentence(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    check_finding(
        finish(&f),
        "64 in 100 futures earn back the programme in year 1; the plan's 1.6x is reached in 6 "
        "of 100. "
        "The target partner share of 30% in year 3 is reached in all of the 20,480 futures.",
        "a target on it");
    f.results.n_targets = 0;
    check_finding(finish(&f),
                  "64 in 100 futures earn back the programme in year 1; the plan's 1.6x is "
                  "reached in 6 of 100.",
                  "nothing stated about it: one sentence");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(break_even_in_words),
        cmocka_unit_test(plan_reached_in_words),
        cmocka_unit_test(few_trials_say_about),
        cmocka_unit_test(a_deterministic_pass_has_no_chances),
        cmocka_unit_test(other_metrics_in_words),
        cmocka_unit_test(payback_may_never_come),
        cmocka_unit_test(a_stated_payback_is_compared),
        cmocka_unit_test(without_a_headline),
        cmocka_unit_test(without_a_cost),
        cmocka_unit_test(the_second_headline_is_a_second_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
