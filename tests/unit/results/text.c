/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.json and metrics.csv of small fabricated results, byte by byte. */
#include "results/results.h"
#include "tests/support/check.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

#define UNDEFINED ((double)NAN)

static pc_metric nothing_yet(const char *id, const char *period, const char *unit)
{
    pc_metric m = { .id = id,
                    .period = period,
                    .unit = unit,
                    .stated = UNDEFINED,
                    .at_plan = UNDEFINED,
                    .at_means = UNDEFINED,
                    .p_stated = { UNDEFINED, UNDEFINED },
                    .p_break_even = { UNDEFINED, UNDEFINED } };
    for (int i = 0; i < PC_N_STATS; i++) m.stats[i] = (pc_estimate) { UNDEFINED, UNDEFINED };
    for (int i = 0; i < PC_N_QUANTILES; i++) m.q[i] = UNDEFINED;
    for (int i = 0; i < PC_N_TRIALS_AT; i++) m.trial_of[i] = UINT64_MAX;
    return m;
}

static pc_results empty_results(void)
{
    static const char *const headlines[] = { "roi.multiple@y1" };
    return (pc_results) { .name = "plan, \"B\"",
                          .title = "A plan",
                          .version = "1.0",
                          .question = "Does it pay?",
                          .headlines = headlines,
                          .n_headlines = 1,
                          .currency = "USD",
                          .minor_digits = 2,
                          .start_year = 2025,
                          .start_month = 3,
                          .months = 36,
                          .fiscal_year_start = 7,
                          .roi_headline = "multiple",
                          .sha256 = "ab12",
                          .resolved = "{\"b\":[1,2],\"a\":0.1}",
                          .engine_version = "0.1.0",
                          .model_revision = 1,
                          .seed = 9007199254740991,
                          .trials = 20480,
                          .at = "simulated" };
}

#define HEAD(at, trials)                                                                       \
    "{\n"                                                                                      \
    "  \"format\": \"partnercast-results/1\",\n"                                               \
    "  \"engine\": { \"version\": \"0.1.0\", \"model_revision\": 1 },\n"                       \
    "  \"scenario\": {\n"                                                                      \
    "    \"name\": \"plan, \\\"B\\\"\",\n"                                                     \
    "    \"title\": \"A plan\",\n"                                                             \
    "    \"version\": \"1.0\",\n"                                                              \
    "    \"question\": \"Does it pay?\",\n"                                                    \
    "    \"headline\": [\"roi.multiple@y1\"],\n"                                               \
    "    \"currency\": \"USD\",\n"                                                             \
    "    \"minor_digits\": 2,\n"                                                               \
    "    \"start\": \"2025-03\",\n"                                                            \
    "    \"months\": 36,\n"                                                                    \
    "    \"fiscal_year_start\": 7,\n"                                                          \
    "    \"roi_headline\": \"multiple\",\n"                                                    \
    "    \"channels\": [],\n"                                                                  \
    "    \"sets\": [],\n"                                                                      \
    "    \"sha256\": \"ab12\",\n"                                                              \
    "    \"resolved\": {\n"                                                                    \
    "      \"b\": [1, 2],\n"                                                                   \
    "      \"a\": 0.1\n"                                                                       \
    "    }\n"                                                                                  \
    "  },\n"                                                                                   \
    "  \"run\": { \"seed\": 9007199254740991, \"trials\": " trials ", \"at\": \"" at "\" },\n"

static void check_text(char *got, const char *want)
{
    assert_non_null(got);
    assert_string_equal(got, want);
    free(got);
}

static void nothing_recorded(void **state)
{
    (void)state;
    const pc_results results = empty_results();
    check_text(pc_results_json(&results), HEAD("simulated", "20480") "  \"metrics\": [],\n"
                                                                     "  \"targets\": [],\n"
                                                                     "  \"drivers\": [],\n"
                                                                     "  \"assumptions\": [],\n"
                                                                     "  \"warnings\": [],\n"
                                                                     "  \"notes\": []\n"
                                                                     "}\n");
    check_text(pc_results_csv(&results), "scenario,metric,period,unit,stat,value,se\r\n");
}

static void one_pass(void **state)
{
    (void)state;
    pc_metric metrics[] = { nothing_yet("payback.month", "all", "months"),
                            nothing_yet("roi.multiple", "y1", "multiple") };
    metrics[0].is_never = true;
    metrics[0].undefined = (pc_estimate) { 1, 0 };
    metrics[1].stated = 1.6;
    metrics[1].at_plan = metrics[1].at_means = 1.5915119363395225;
    metrics[1].stats[PC_MEAN] = (pc_estimate) { metrics[1].at_plan, 0 };
    const pc_target_result target = { .id = "roi",
                                      .metric = "roi.multiple",
                                      .period = "y1",
                                      .op = ">=",
                                      .source = "",
                                      .value = 1.6,
                                      .require = 0.5,
                                      .probability = { 0, 0 } };
    pc_results results = empty_results();
    results.at = "plan";
    results.trials = 1;
    results.metrics = metrics;
    results.n_metrics = 2;
    results.targets = &target;
    results.n_targets = 1;
    check_text(pc_results_json(&results),
               HEAD("plan", "1") "  \"metrics\": [\n"
                                 "    {\n"
                                 "      \"id\": \"payback.month\",\n"
                                 "      \"period\": \"all\",\n"
                                 "      \"unit\": \"months\",\n"
                                 "      \"never\": true,\n"
                                 "      \"at_plan\": null,\n"
                                 "      \"at_means\": null,\n"
                                 "      \"stats\": {\n"
                                 "        \"mean\": null\n"
                                 "      },\n"
                                 "      \"undefined\": [1, 0]\n"
                                 "    },\n"
                                 "    {\n"
                                 "      \"id\": \"roi.multiple\",\n"
                                 "      \"period\": \"y1\",\n"
                                 "      \"unit\": \"multiple\",\n"
                                 "      \"stated\": 1.6,\n"
                                 "      \"at_plan\": 1.5915119363395225,\n"
                                 "      \"at_means\": 1.5915119363395225,\n"
                                 "      \"stats\": {\n"
                                 "        \"mean\": [1.5915119363395225, 0]\n"
                                 "      }\n"
                                 "    }\n"
                                 "  ],\n"
                                 "  \"targets\": [\n"
                                 "    {\n"
                                 "      \"id\": \"roi\",\n"
                                 "      \"metric\": \"roi.multiple\",\n"
                                 "      \"period\": \"y1\",\n"
                                 "      \"op\": \">=\",\n"
                                 "      \"value\": 1.6,\n"
                                 "      \"probability\": [0, 0],\n"
                                 "      \"require\": 0.5,\n"
                                 "      \"source\": \"\"\n"
                                 "    }\n"
                                 "  ],\n"
                                 "  \"drivers\": [],\n"
                                 "  \"assumptions\": [],\n"
                                 "  \"warnings\": [],\n"
                                 "  \"notes\": []\n"
                                 "}\n");
    check_text(pc_results_csv(&results),
               "scenario,metric,period,unit,stat,value,se\r\n"
               "\"plan, \"\"B\"\"\",payback.month,all,months,at_plan,,\r\n"
               "\"plan, \"\"B\"\"\",payback.month,all,months,at_means,,\r\n"
               "\"plan, \"\"B\"\"\",payback.month,all,months,mean,,\r\n"
               "\"plan, \"\"B\"\"\",payback.month,all,months,undefined,1,0\r\n"
               "\"plan, \"\"B\"\"\",roi.multiple,y1,multiple,stated,1.6,\r\n"
               "\"plan, \"\"B\"\"\",roi.multiple,y1,multiple,at_plan,1.5915119363395225,\r\n"
               "\"plan, \"\"B\"\"\",roi.multiple,y1,multiple,at_means,1.5915119363395225,\r\n"
               "\"plan, \"\"B\"\"\",roi.multiple,y1,multiple,mean,1.5915119363395225,0\r\n");
}

/* ---- A simulated metric, read back through the json module ---- */

static pc_metric simulated_metric(void)
{
    pc_metric m = nothing_yet("roi.net", "y2", "fraction");
    for (int i = 0; i < PC_N_STATS; i++) m.stats[i] = (pc_estimate) { (i + 1) / 10.0, 0.001 };
    m.stats[PC_MIN].se = m.stats[PC_MAX].se = UNDEFINED;
    m.stats[PC_P95] = (pc_estimate) { UNDEFINED, UNDEFINED };
    for (int i = 0; i < PC_N_QUANTILES - 1; i++) m.q[i] = i / 3.0;
    for (int i = 0; i < PC_N_TRIALS_AT; i++) m.trial_of[i] = (uint64_t)i * 1000;
    m.undefined = (pc_estimate) { 0.25, 0.01 };
    m.p_stated = (pc_estimate) { 0.5, 0.003 };
    m.p_break_even = (pc_estimate) { 1, 4.9e-5 };
    m.stated = -1e-7;
    return m;
}

static const pc_json *read_back(pc_arena *arena, const pc_results *results)
{
    char *text = pc_results_json(results);
    assert_non_null(text);
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "inf"));
    const pc_json *root = pc_json_read(arena, "results.json", text, strlen(text),
                                       PC_JSON_STRICT, &pc_json_limits_default, NULL);
    free(text);
    assert_non_null(root);
    return root;
}

static void check_keys(const pc_json *object, const char *const *want, size_t n)
{
    assert_int_equal(object->n_items, n);
    for (size_t i = 0; i < n; i++) assert_string_equal(object->items[i].key, want[i]);
}

static void simulated_metrics_read_back(void **state)
{
    (void)state;
    pc_metric metric = simulated_metric();
    pc_results results = empty_results();
    results.metrics = &metric;
    results.n_metrics = 1;
    pc_arena arena;
    pc_arena_init(&arena);
    const pc_json *m = pc_json_at_pointer(read_back(&arena, &results), "/metrics/0");
    static const char *const keys[] = { "id",        "period",   "unit",         "stated",
                                        "at_plan",   "at_means", "stats",        "q",
                                        "undefined", "p_stated", "p_break_even", "trial_of" };
    check_keys(m, keys, sizeof keys / sizeof *keys);
    const pc_json *stats = pc_json_get(m, "stats");
    check_keys(stats, pc_stat_ids, PC_N_STATS);
    assert_int_equal(pc_json_get(stats, "p95")->kind, PC_JSON_NULL); /* never, or undefined */
    assert_int_equal(pc_json_get(stats, "min")->n_items, 1);
    assert_int_equal(pc_json_get(stats, "sd")->n_items, 2);
    CHECK_CLOSE(pc_json_at_pointer(stats, "/cvar5/0")->number, (PC_CVAR5 + 1) / 10.0, 0, 0);
    assert_int_equal(pc_json_get(m, "q")->n_items, PC_N_QUANTILES);
    CHECK_CLOSE(pc_json_at_pointer(m, "/q/1")->number, 1 / 3.0, 0, 0);
    assert_int_equal(pc_json_at_pointer(m, "/q/198")->kind, PC_JSON_NULL);
    static const char *const trials[] = { "min", "p5", "p50", "p95", "max" };
    check_keys(pc_json_get(m, "trial_of"), trials, PC_N_TRIALS_AT);
    CHECK_CLOSE(pc_json_at_pointer(m, "/trial_of/max")->number, 4000, 0, 0);
    pc_arena_clear(&arena);
}

static void what_is_undefined_is_left_out(void **state)
{
    (void)state;
    pc_metric metric = nothing_yet("share.channel.si", "y1", "fraction");
    pc_results results = empty_results();
    results.metrics = &metric;
    results.n_metrics = 1;
    pc_arena arena;
    pc_arena_init(&arena);
    const pc_json *m = pc_json_at_pointer(read_back(&arena, &results), "/metrics/0");
    static const char *const keys[] = { "id",       "period", "unit", "at_plan",
                                        "at_means", "stats",  "q" };
    check_keys(m, keys, sizeof keys / sizeof *keys);
    pc_arena_clear(&arena);
}

static void assumptions_and_warnings(void **state)
{
    (void)state;
    const pc_assumption_result assumptions[] = {
        { "/assumptions/acv", "{\"normal\":{\"mean\":5,\"sd\":1}}", "year", "000 \"3\"", "a\nb",
          "low", "[{\"file\":\"a.csv\"}]", 5, 5, 3.3551463730485, 6.6448536269515 },
        { "/assumptions/fee", "\"3%\"", "trial", "", "", "", "", 0.03, 0.03, UNDEFINED,
          UNDEFINED },
    };
    const pc_warning_result warning = { "W0501", "/roi", "not given" };
    pc_results results = empty_results();
    results.assumptions = assumptions;
    results.n_assumptions = 2;
    const pc_note_result note = { "/channels/si", "source", "\u00a76.1" };
    results.notes = &note;
    results.n_notes = 1;
    results.warnings = &warning;
    results.n_warnings = 1;
    pc_arena arena;
    pc_arena_init(&arena);
    const pc_json *root = read_back(&arena, &results);
    static const char *const keys[] = { "pointer",    "spec", "data", "each", "source", "note",
                                        "confidence", "plan", "mean", "p5",   "p95" };
    check_keys(pc_json_at_pointer(root, "/assumptions/0"), keys, 11);
    assert_string_equal(pc_json_at_pointer(root, "/assumptions/0/data/0/file")->string,
                        "a.csv");
    assert_null(pc_json_at_pointer(root, "/assumptions/1/data"));
    CHECK_CLOSE(pc_json_at_pointer(root, "/assumptions/0/spec/normal/sd")->number, 1, 0, 0);
    assert_string_equal(pc_json_at_pointer(root, "/assumptions/0/note")->string, "a\nb");
    assert_string_equal(pc_json_at_pointer(root, "/assumptions/1/spec")->string, "3%");
    assert_int_equal(pc_json_at_pointer(root, "/assumptions/1/p95")->kind, PC_JSON_NULL);
    assert_string_equal(pc_json_at_pointer(root, "/warnings/0/pointer")->string, "/roi");
    assert_string_equal(pc_json_at_pointer(root, "/notes/0/2")->string, "\u00a76.1");
    pc_arena_clear(&arena);
}

static void csv_quotes_what_it_must(void **state)
{
    (void)state;
    static const struct {
        const char *name, *want, *why;
    } rows[] = {
        { "plain", "plain,", "nothing to quote" },
        { "a,b", "\"a,b\",", "a comma" },
        { "a\"b", "\"a\"\"b\",", "a quote is doubled" },
        { "a\nb", "\"a\nb\",", "a line feed" },
        { "a\rb", "\"a\rb\",", "a lone carriage return" },
        { "", ",", "empty" },
    };
    pc_metric metric = simulated_metric();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_results results = empty_results();
        results.name = rows[i].name;
        results.metrics = &metric;
        results.n_metrics = 1;
        char *text = pc_results_csv(&results);
        assert_non_null(text);
        const char *line = strchr(text, '\n') + 1;
        if (strncmp(line, rows[i].want, strlen(rows[i].want)) != 0) fail_msg("%s", rows[i].why);
        assert_non_null(strstr(text, ",roi.net,y2,fraction,stated,-1e-07,\r\n"));
        assert_non_null(strstr(text, ",roi.net,y2,fraction,p95,,\r\n"));
        assert_non_null(strstr(text, ",roi.net,y2,fraction,min,1.2,\r\n"));
        assert_non_null(strstr(text, ",roi.net,y2,fraction,p_break_even,1,4.9e-05\r\n"));
        free(text);
    }
}

static void metrics_are_found(void **state)
{
    (void)state;
    static const char *const keys[][2] = { { "arr", "q4" },  { "arr", "y1" },
                                           { "arr", "y2" },  { "arr", "y10" },
                                           { "arr", "all" }, { "arr.new", "y1" },
                                           { "cost", "y1" } };
    pc_metric metrics[7];
    for (size_t i = 0; i < 7; i++) metrics[i] = nothing_yet(keys[i][0], keys[i][1], "count");
    pc_results results = empty_results();
    results.metrics = metrics;
    results.n_metrics = 7;
    for (size_t i = 0; i < 7; i++)
        assert_ptr_equal(pc_results_find(&results, keys[i][0], keys[i][1]), &metrics[i]);
    assert_null(pc_results_find(&results, "arr", "y3"));
    assert_null(pc_results_find(&results, "ar", "y1"));
    assert_null(pc_results_find(&results, "zzz", "y1"));
    results.n_metrics = 0;
    assert_null(pc_results_find(&results, "arr", "y1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_recorded),
        cmocka_unit_test(one_pass),
        cmocka_unit_test(simulated_metrics_read_back),
        cmocka_unit_test(what_is_undefined_is_left_out),
        cmocka_unit_test(assumptions_and_warnings),
        cmocka_unit_test(csv_quotes_what_it_must),
        cmocka_unit_test(metrics_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
