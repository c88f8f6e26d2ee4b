/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every allocation of an arena fails in turn: the scenario is then refused, never half read. */
#include "load.h"

#include "base/text.h"

static long n_until_failure = -1; /* -1: never */

/* Takes the place of the C library's in this program. */
void *aligned_alloc(size_t alignment, size_t n)
{
    void *memory = NULL;
    if (n_until_failure >= 0 && n_until_failure-- == 0) return NULL;
    return posix_memalign(&memory, alignment, n) == 0 ? memory : NULL;
}

static const char text[] =
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":12,"
    "\"assumptions\":{\"r\":{\"value\":{\"uniform\":{\"min\":0.1,\"max\":0.2}},\"plan\":\"15%"
    "\"}},"
    "\"revenue\":{\"by_year\":[\"=1000000 * (1 + r)\"],\"mix\":{\"dirichlet\":50}},"
    "\"channels\":{\"p\":{\"type\":\"partners\"},\"a\":{\"type\":\"share\",\"share\":\"rest\","
    "\"fee\":\"=r / 2\"},"
    "\"b\":{\"type\":\"share\",\"share\":{\"by_year\":[0.3]},\"credit\":{\"sourced\":1},"
    "\"commission\":\"c\"}},\"commission\":{\"c\":{\"f\":{\"credit\":\"any\",\"schedule\":"
    "{\"flat\":\"=r\"}}}},\"budget\":{\"e\":\"$10K\"},\"stated\":{\"roi.net\":1},"
    "\"targets\":{\"t\":{\"metric\":\"roi.net@y1\",\"op\":\">=\",\"value\":1}},"
    "\"ladders\":{\"l\":{\"order\":[\"u\",\"v\",\"w\"],\"tiers\":{\"u\":{},\"v\":{\"qualify\":"
    "{\"any_of\":{\"p\":{\"all\":{\"deals\":{\"trailing_months\":3,\"min\":\"=10 * r\"}}}}}},"
    "\"w\":{\"qualify\":{\"points\":{\"pass\":7,\"metrics\":{\"csat\":{\"level\":0.9,\"min\":0."
    "8,"
    "\"weight\":9}}}},\"top_share\":0.2,\"rank_by\":{\"deals\":{\"window\":\"lifetime\"}}}}},"
    "\"m\":{\"order\":[\"u\",\"v\"],\"tiers\":{\"u\":{},\"v\":{}},\"review\":{\"every_months\":"
    "1},"
    "\"transition\":{\"every\":\"year\",\"matrix\":{\"u\":{\"u\":0.8,\"v\":0.2},\"v\":{\"v\":1}"
    "}}}},"
    "\"cohorts\":{\"k\":{\"channel\":\"p\",\"ladder\":\"l\",\"entry\":{\"by_month\":[1]},"
    "\"deals\":{\"per_month\":1},\"acv\":5000},"
    "\"n\":{\"channel\":\"p\",\"ladder\":\"m\",\"entry\":{\"by_month\":[1]},\"deals\":{\"per_"
    "month\":1},\"acv\":5000}}}";

/* The file lies beside the fuzz targets. */
static const char with_data[] =
    "{\"format\":\"partnercast/1\",\"currency\":\"EUR\",\"start\":\"2025-01\",\"months\":12,"
    "\"assumptions\":{\"x\":{\"unit\":\"money\",\"value\":{\"fit\":{\"file\":\"deals.csv\","
    "\"column\":\"amount\",\"where\":\"stage=Won and closed>=2025-03-02\",\"date_column\":"
    "\"closed\"}}},\"y\":{\"value\":{\"empirical\":{\"file\":\"deals.csv\",\"column\":"
    "\"amount\","
    "\"weights\":\"w\"}}}},"
    "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":\"=x + y\"}}}";

/* Chunks of arenas are large; a wide scenario needs several of them. */
static char *wide(void)
{
    pc_text out = { 0 };
    pc_text_add(&out, "{\"format\":\"partnercast/"
                      "1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"channels\":{");
    for (int i = 0; i < 300; i++)
        pc_text_addf(
            &out,
            "%s\"c%d\":{\"type\":\"amount\",\"revenue\":{\"by_month\":[1,2,\"=x / 3\"]},"
            "\"fee\":{\"uniform\":{\"min\":0,\"max\":\"=0.1 * 2\"}}}",
            i ? "," : "", i);
    pc_text_add(&out,
                "},\"assumptions\":{\"x\":{\"value\":{\"gamma\":{\"shape\":2,\"mean\":5}}}}}");
    return pc_text_take(&out);
}

static void check(const char *scenario_text)
{
    static const char *const sets[] = { "/months=24" };
    const pc_scenario_options options = { .sets = sets,
                                          .n_sets = 1,
                                          .root = "tests/fuzz/data" };
    for (long n = 0; n < 2000; n++) {
        pc_scenario *scenario = NULL;
        pc_diags *diags = pc_diags_new();
        n_until_failure = n;
        const pc_status status = pc_scenario_load_text(&scenario, "t.json", scenario_text,
                                                       strlen(scenario_text), &options, diags);
        const bool failed = n_until_failure < 0;
        n_until_failure = -1;
        assert_int_equal(status, failed ? PC_ENOMEM : PC_OK);
        pc_scenario_free(scenario);
        pc_diags_free(diags);
        if (!failed) return;
    }
    fail_msg("it never succeeds");
}

static void failing_memory_is_reported(void **state)
{
    (void)state;
    check(text);
    check(with_data);
    char *more = wide();
    check(more);
    free(more);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(failing_memory_is_reported) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
