/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole summary: wide, narrow, in ASCII, in colour, with much and with little in it. */
#include "fixture.h"
#include "report/sheet.h"

#include <stdio.h>

static void wide_terminal_shows_everything(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    static const char want[] =
        "NEURECTOMY partnership plan 1.0                         20,480 futures · seed 2025 · "
        "36 months · USD\n"
        "\n"
        "  64 in 100 futures earn back the programme in year 1; the plan's 1.6x is reached in "
        "6 of 100. The\n"
        "  target partner share of 30% in year 3 is reached in all of the 20,480 futures.\n"
        "\n"
        "                                 2025                    2026                   2027\n"
        "  Revenue                        $3.0M   2.1M–4.1M       $7.3M  4.2M–11.8M      "
        "$15.1M  7.4M–26.6M\n"
        "    plan                         $3M     ≈ 46 in 100     not stated             not "
        "stated\n"
        "  Partner share                  40%     31%–50%         50%    41%–60%         60%   "
        "  51%–70%\n"
        "    plan                         not stated              not stated             30%   "
        "  ✓ 100 in 100\n"
        "    gap                                                                         +30 "
        "pp\n"
        "  Partner ROI (revenue/cost)     1.15x   0.84x–1.63x     1.86x  1.05x–3.00x     2.6x  "
        "  1.3x–4.7x\n"
        "    plan                         1.6x    ✗ 6 in 100      not stated             not "
        "stated\n"
        "    gap                          −0.45x  −28%\n"
        "  Programme cost                 $1.0M   0.9M–1.1M       $2.1M  1.9M–2.3M       $4.1M "
        "  3.6M–4.7M\n"
        "\n"
        "  Channel mix 2027   direct       ████████ 40%\n"
        "                     marketplace  █████ 25%\n"
        "                     si           ████ 20%\n"
        "                     technology   ██ 10%\n"
        "                     oem          █ 5%\n"
        "  Plan to forecast   1.59x as the plan counts · 1.14x with every assumption at its "
        "mean ·\n"
        "                     1.15x simulated\n"
        "  What is assumed    3 of 5 uncertain assumptions are not stated by the plan: "
        "growth_2, growth_3,\n"
        "                     manager_cost\n";
    char *text = report(finish(&f), 100, true, false);
    assert_string_equal(text, want);
    free(text);
}

/* A register of one assumption, with a range or (p5 NOTHING) without. */
static char *report_of_one(const char *spec, double p5, double p95)
{
    static fixture f;
    make_plan(&f);
    f.results.n_assumptions = 1;
    f.assumptions[0] = (pc_assumption_result) { .pointer = "/assumptions/x",
                                                .spec = spec,
                                                .each = "trial",
                                                .source = "assumed",
                                                .note = "",
                                                .confidence = "",
                                                .plan = NOTHING,
                                                .mean = NOTHING,
                                                .p5 = p5,
                                                .p95 = p95 };
    return report(finish(&f), 100, true, false);
}

static void only_what_is_uncertain_is_counted(void **state)
{
    static const struct {
        const char *spec;
        double p5, p95;
        bool is_counted;
        const char *why;
    } rows[] = {
        { "{\"uniform\":{\"max\":1,\"min\":0}}", 0.05, 0.95, true, "a distribution" },
        { "{\"uniform\":{\"max\":1,\"min\":1}}", 1, 1, false, "one without width" },
        { "{\"normal\":{\"mean\":\"=a\",\"sd\":3}}", NOTHING, NOTHING, true,
          "a distribution around a formula has no range of its own" },
        { "{\"each\":\"year\",\"gamma\":{\"mean\":\"=a\",\"shape\":3}}", NOTHING, NOTHING, true,
          "luck of a year" },
        { "0.3", NOTHING, NOTHING, false, "a number" },
        { "\"12%\"", NOTHING, NOTHING, false, "a literal" },
        { "\"=a * b\"", NOTHING, NOTHING, false, "a formula: its names are counted" },
        { "{\"from\":0,\"months\":5,\"shape\":\"s-curve\",\"to\":1}", NOTHING, NOTHING, false,
          "a ramp between numbers" },
        { "{\"from\":0,\"months\":5,\"to\":{\"beta\":{\"mean\":0.5,\"n\":9}}}", NOTHING,
          NOTHING, true, "a ramp to a distribution" },
        { "{\"by_year\":[1,\"$2K\",\"=a\"]}", NOTHING, NOTHING, false,
          "a schedule of numbers and formulas" },
        { "{\"by_month\":[0,1]}", NOTHING, NOTHING, false, "a schedule by month" },
        { "{\"by_year\":[1,{\"high\":3,\"low\":1,\"mid\":2}]}", NOTHING, NOTHING, true,
          "a schedule with a distribution" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = report_of_one(rows[i].spec, rows[i].p5, rows[i].p95);
        if (rows[i].is_counted)
            check_has(text, "the one uncertain assumption is not stated by the plan: x",
                      rows[i].why);
        else
            check_lacks(text, "What is assumed", rows[i].why);
        free(text);
    }
}

static size_t widest_line(const char *text)
{
    size_t widest = 0;
    for (const char *line = text; *line;) {
        const size_t n = strcspn(line, "\n"), width = pc_sheet_columns(line, n);
        if (width > widest) widest = width;
        assert_true(n == 0 || line[n - 1] != ' '); /* no blanks at the end of a line */
        line += n + (line[n] == '\n');
    }
    return widest;
}

static void no_line_is_wider_than_the_page(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    const pc_results *results = finish(&f);
    for (unsigned columns = 46; columns <= 130; columns++) {
        char *text = report(results, columns, columns % 2, false);
        if (widest_line(text) > columns) print_error("at %u columns:\n%s", columns, text);
        assert_true(widest_line(text) <= columns);
        free(text);
    }
}

static void narrow_terminals_lose_ranges_first_then_years(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    const pc_results *results = finish(&f);
    char *text = report(results, 80, true, false);
    check_has(text, "0.84x–1.63x", "80 columns have room for ranges, with short labels");
    check_has(text, "  Partner ROI      1.15x  0.84x–1.63x", "short label");
    free(text);
    text = report(results, 60, true, false);
    check_lacks(text, "0.84x–1.63x", "60 columns have not");
    check_has(text, "2026", "all years are there");
    check_has(text, "reached          ✗ 6 in 100", "chances stand on a line of their own");
    free(text);
    text = report(results, 40, true, false);
    check_has(text, "2026 and 2027 are left out here:", "years go with a word");
    check_lacks(text, "2.1M–4.1M", "and ranges do not come back");
    check_has(text, "2025", "the first stays");
    free(text);
}

static void ascii_is_plain(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    f.results.title = "Übernahmeplan";
    f.results.currency = "EUR";
    char *text = report(finish(&f), 100, false, false);
    for (const char *c = text; *c; c++) assert_true((*c >= ' ' && *c <= '~') || *c == '\n');
    check_has(text, "?bernahmeplan", "letters that ASCII lacks");
    check_has(text, "no 6 in 100", "words for signs");
    check_has(text, "EUR 3.0M 2.1M-4.1M", "the currency's code");
    free(text);
}

static void colour_only_supports(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    char *plain = report(finish(&f), 100, true, false),
         *coloured = report(finish(&f), 100, true, true);
    check_has(coloured, "\033[1mNEURECTOMY partnership plan 1.0\033[0m", "a bold title");
    check_has(coloured, "\033[2m0.84x–1.63x\033[0m", "dim ranges");
    char *to = coloured; /* without its codes it is the plain text */
    for (const char *from = coloured; *from; from++)
        if (*from == '\033')
            from = strchr(from, 'm');
        else
            *to++ = *from;
    *to = '\0';
    assert_string_equal(coloured, plain);
    free(plain);
    free(coloured);
}

static void titles_of_any_kind(void **state)
{
    (void)state;
    static fixture f;
    static const struct {
        const char *title, *want, *why;
    } rows[] = {
        { "計画", "計画 1.0                                                20,480",
          "wide letters take two columns" },
        { "A\033[31mred", "A [31mred 1.0", "a title cannot steer the terminal" },
        { "in\u202egdp.exe\u2066 \u200fx", "in\\u202egdp.exe\\u2066 \\u200fx 1.0",
          "nor turn what one reads" },
        { "bad \xff utf8", "bad ? utf8 1.0", "broken bytes" },
        { "", "plan 1.0", "no title: the name" },
        { "A title that is so long that the facts about the run must go to the next line",
          "next line 1.0\n20,480 futures", "no room beside it" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make_plan(&f);
        f.results.title = rows[i].title;
        char *text = report(finish(&f), 100, true, false);
        check_has(text, rows[i].want, rows[i].why);
        free(text);
    }
}

static void long_plans_show_the_first_years_and_the_last(void **state)
{
    (void)state;
    static fixture f;
    static char periods[10][16];
    begin(&f);
    f.results.months = 118;
    for (int y = 0; y < 10; y++) {
        snprintf(periods[y], sizeof periods[y], "y%d", y + 1);
        add_metric(&f, "revenue.total", periods[y], "currency", (y + 1) * 1e6, 1e3, y * 1e6 + 1,
                   (y + 2) * 1e6);
    }
    char *text = report(finish(&f), 100, true, false);
    check_has(text, "2025", "the first year");
    check_has(text, "2034 (10 m)", "the last year, cut short, says so");
    check_lacks(text, "2029", "not the middle");
    assert_true(widest_line(text) <= 100);
    free(text);
}

static void years_that_do_not_begin_in_january(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    f.results.start_month = 7;
    f.results.months = 30;
    char *text = report(finish(&f), 100, true, false);
    check_has(text, "2025/26", "two calendar years");
    check_has(text, "2027/28 (6 m)", "half a year");
    free(text);
}

static void targets_that_the_table_lacks_are_listed(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    add_metric(&f, "revenue.partner.accenture", "y1", "currency", 4e6, 1e3, 3e6, 5e6);
    f.targets[1] = (pc_target_result) {
        "acc", "revenue.partner.accenture", "y1", ">=", "000", 5e6, NOTHING, { 0.12, 0.002 }
    };
    f.results.n_targets = 2;
    char *text = report(finish(&f), 100, true, false);
    check_has(text, "  Targets            Revenue of accenture ≥ $5M in year 1  ✗ 12 in 100\n",
              "listed");
    check_lacks(text, "Partner share ≥", "the other one stands in the table");
    free(text);
}

static void a_required_probability_is_met_or_not(void **state)
{
    (void)state;
    static const struct {
        double probability, require;
        const char *want, *why;
    } rows[] = {
        { 0.64, 0.8, "in year 1  ✗ 64 in 100, required in 80 of 100\n",
          "good odds, not enough" },
        { 0.3, 0.25, "in year 1  ✓ 30 in 100, required in 25 of 100\n", "poor odds, enough" },
        { 0.5, 0.5, "in year 1  ✓ 50 in 100, required in 50 of 100\n", "just met" },
        { 0, 0.1, "in year 1  ✗ <1 in 100, required in 10 of 100\n",
          "none of those simulated is not none at all" },
        { 1, 0.1, "in year 1  ✓ >99 in 100, required in 10 of 100\n", "nor is all" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static fixture f;
        make_plan(&f);
        add_metric(&f, "revenue.partner.accenture", "y1", "currency", 4e6, 1e3, 3e6, 5e6);
        f.targets[1] = (pc_target_result) {
            "acc",           "revenue.partner.accenture",   "y1", ">=", "000", 5e6,
            rows[i].require, { rows[i].probability, 0.002 }
        };
        f.results.n_targets = 2;
        char *text = report(finish(&f), 100, true, false);
        check_has(text, rows[i].want, rows[i].why);
        free(text);
    }
}

static void many_targets_are_counted(void **state)
{
    (void)state;
    static fixture f;
    static pc_target_result targets[20];
    make_plan(&f);
    for (size_t i = 0; i < 20; i++)
        targets[i] = (pc_target_result) { "t",     "gap.roi.multiple", "y1", ">=", "", 0.1,
                                          NOTHING, { 0.5, 0.002 } };
    targets[7] = (pc_target_result) { "p", "payback.month", "all",          "<=", "",
                                      12,  NOTHING,         { 0.12, 0.002 } };
    add_metric(&f, "payback.month", "all", "months", 15, 0.1, 8, NOTHING)->is_never = true;
    add_metric(&f, "gap.roi.multiple", "y1", "multiple", 0.1, 0.01, 0, 1);
    f.results.targets = targets;
    f.results.n_targets = 20;
    f.results.trials = 500;
    char *text = report(finish(&f), 100, true, false);
    check_has(text,
              "Gap to the plan's partner ROI ≥ 0.1x in year 1  ≈ 50 in 100\n"
              "                     Payback by month 12  ✗ ~12 in 100\n"
              "                     and 12 more in results.json\n",
              "eight of them, and how many are left; one sign for about");
    free(text);
}

static void what_is_undefined_now_and_then(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    for (size_t i = 0; i < f.results.n_metrics; i++)
        if (strcmp(f.metrics[i].id, "roi.multiple") == 0)
            f.metrics[i].undefined = (pc_estimate) { 0.16, 0.003 };
    add_metric(&f, "roi.net", "y1", "multiple", 0.1, 0.01, 0, 1)->undefined =
        (pc_estimate) { 0.16, 0.003 };
    add_metric(&f, "roi.net", "y2", "multiple", NOTHING, 0, NOTHING, NOTHING)->undefined =
        (pc_estimate) { 1, 0 };
    f.targets[1] =
        (pc_target_result) { "a", "roi.net", "y1", ">=", "", 0, NOTHING, { 0.34, 0.002 } };
    f.targets[2] = (pc_target_result) { "b", "roi.net", "y2", "<=", "", 0, NOTHING, { 0, 0 } };
    f.results.n_targets = 3;
    char *text = report(finish(&f), 100, true, false);
    check_has(text, "partner ROI is undefined in 16 of 100 futures.", "the finding says so");
    check_has(text, "in year 1  ✗ 34 in 100, undefined in 16 of 100 futures\n", "a target too");
    check_has(text, "in year 2  undefined\n", "no cross where nothing can be compared");
    free(text);
}

static void a_handful_of_futures(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    f.results.trials = 2;
    add_metric(&f, "roi.net", "y1", "multiple", 0.1, 0.01, 0, 1);
    f.targets[1] =
        (pc_target_result) { "a", "roi.net", "y1", ">=", "", 0, NOTHING, { 0.5, 0.002 } };
    f.results.n_targets = 2;
    char *text = report(finish(&f), 100, true, false);
    check_has(text,
              "Partner ROI in year 1 is 1.15x on average; 2 futures are too few for ranges and "
              "chances.",
              "the finding");
    check_has(text, "in year 1  too few futures\n", "a target");
    check_lacks(text, "in 100", "no chances");
    check_lacks(text, "1.63x", "no ranges");
    free(text);
}

static void long_names_are_cut(void **state)
{
    (void)state;
    static fixture f;
    static char title[600], channel[120], metric[140];
    memset(title, 't', sizeof title - 1);
    memset(channel, 'c', sizeof channel - 1);
    snprintf(metric, sizeof metric, "revenue.channel.%s", channel);
    make_plan(&f);
    f.results.title = title;
    f.targets[1] =
        (pc_target_result) { "a", metric, "y1", ">=", "", 0, NOTHING, { 0.34, 0.002 } };
    f.results.n_targets = 2;
    for (unsigned columns = 40; columns <= 120; columns += 40) {
        char *text = report(finish(&f), columns, true, false);
        assert_true(widest_line(text) <= columns);
        check_has(text, "ttt…\n", "the title");
        check_has(text, "ccc…", "a channel");
        free(text);
    }
}

static void doubts_are_few(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    for (int i = 0; i < 5; i++)
        f.warnings[i] = (pc_warning_result) { "W0201", "/roi", "gross_margin is missing" };
    f.results.n_warnings = 5;
    char *text = report(finish(&f), 100, true, false);
    check_has(text, "  Doubts             W0201 /roi: gross_margin is missing\n", "the first");
    check_has(text, "and 2 more in results.json", "the others are counted");
    free(text);
}

static void a_deterministic_pass_has_values_only(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    f.results.at = "plan";
    f.targets[1] =
        (pc_target_result) { "r", "revenue.total", "y1", ">=", "", 4e6, NOTHING, { 0, 0 } };
    f.results.n_targets = 2;
    for (size_t i = 0; i < f.results.n_metrics; i++)
        for (int s = 0; s < PC_N_STATS; s++)
            if (s != PC_MEAN) f.metrics[i].stats[s] = (pc_estimate) { NOTHING, NOTHING };
    char *text = report(finish(&f), 100, true, false);
    check_has(text, "at plan · 36 months · USD", "no futures, no seed");
    check_lacks(text, "in 100", "no chances");
    check_has(text, "Revenue ≥ $4M in year 1  ✗ $3.0M\n", "a target is met or not");
    check_lacks(text, "–", "no ranges");
    free(text);
}

static void what_is_certain_has_no_range(void **state)
{
    (void)state;
    static fixture f;
    begin(&f);
    f.results.months = 12;
    add_metric(&f, "cost.total", "y1", "currency", 7e5, 0, 7e5, 7e5);
    char *text = report(finish(&f), 100, true, false);
    check_has(text, "$700K\n", "700K–700K says nothing more");
    free(text);
}

static void files_are_the_last_line(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    static const char *const files[] = { "results.json", "metrics.csv" };
    pc_terminal_options options = {
        .utf8 = true, .folder = "out/plan/", .files = files, .n_files = 2
    };
    char *text = pc_report_terminal(finish(&f), &options);
    assert_non_null(text);
    check_has(text, "\n\n  out/plan/          results.json  metrics.csv\n",
              "beside the folder");
    free(text);
    options.folder = "a/folder/with/a/long/name/";
    text = pc_report_terminal(finish(&f), &options);
    assert_non_null(text);
    check_has(text, "\n  a/folder/with/a/long/name/\n                     results.json",
              "below it");
    free(text);
}

static void undefined_is_not_a_number(void **state)
{
    (void)state;
    static fixture f;
    make_plan(&f);
    for (size_t i = 0; i < f.results.n_metrics; i++)
        if (strcmp(f.metrics[i].id, "roi.multiple") == 0) {
            for (int s = 0; s < PC_N_STATS; s++) f.metrics[i].stats[s].value = NOTHING;
            f.metrics[i].p_break_even.value = 0;
            f.metrics[i].undefined = (pc_estimate) { 1, 0 };
        }
    char *text = report(finish(&f), 100, true, false);
    check_lacks(text, "nan", "never");
    check_has(text, "there is no programme cost to", "said in words: revenue instead");
    check_has(text, "1.6x   undefined", "no chance of what is undefined");
    free(text);
}

static void empty_results_do_not_break_it(void **state)
{
    (void)state;
    static fixture f;
    begin(&f);
    char *text = report(finish(&f), 100, true, true);
    check_has(text, "NEURECTOMY", "at least the head");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide_terminal_shows_everything),
        cmocka_unit_test(only_what_is_uncertain_is_counted),
        cmocka_unit_test(no_line_is_wider_than_the_page),
        cmocka_unit_test(narrow_terminals_lose_ranges_first_then_years),
        cmocka_unit_test(ascii_is_plain),
        cmocka_unit_test(colour_only_supports),
        cmocka_unit_test(titles_of_any_kind),
        cmocka_unit_test(long_plans_show_the_first_years_and_the_last),
        cmocka_unit_test(years_that_do_not_begin_in_january),
        cmocka_unit_test(targets_that_the_table_lacks_are_listed),
        cmocka_unit_test(a_required_probability_is_met_or_not),
        cmocka_unit_test(many_targets_are_counted),
        cmocka_unit_test(what_is_undefined_now_and_then),
        cmocka_unit_test(a_handful_of_futures),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(doubts_are_few),
        cmocka_unit_test(a_deterministic_pass_has_values_only),
        cmocka_unit_test(what_is_certain_has_no_range),
        cmocka_unit_test(files_are_the_last_line),
        cmocka_unit_test(undefined_is_not_a_number),
        cmocka_unit_test(empty_results_do_not_break_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
