/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The n-th allocation of any kind fails, for every n, alone or with all that follow: what is
 * read then is refused for want of memory, or whole. */
#include "load.h"

#include "../json/failing_malloc.h"

#include "partnercast/dist.h"

static const char plan[] =
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":12,"
    "\"assumptions\":{"
    "\"deal\":{\"unit\":\"money\",\"value\":{\"empirical\":{\"file\":\"deals.csv\",\"column\":"
    "\"amount\"}}},"
    "\"growth\":{\"unit\":\"multiple\",\"value\":{\"mixture\":[{\"weight\":1,\"of\":1},"
    "{\"weight\":2,\"of\":{\"uniform\":{\"min\":1,\"max\":2}}}]}},"
    "\"fee\":{\"value\":\"5%\"}},"
    "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":\"=deal * "
    "growth\",\"fee\":\"=fee\"}},"
    "\"cases\":{\"low\":{\"assumptions\":{\"growth\":1}}}}";

/* Reads, and says whether all of it is there. */
typedef pc_status reader(bool *is_whole, pc_diags *diags);

static pc_status read_plan(bool *is_whole, pc_diags *diags)
{
    static const char *const sets[] = { "fee=7%", "/months=24" };
    const pc_scenario_options options = { .sets = sets,
                                          .n_sets = 2,
                                          .root = "tests/fuzz/data" };
    pc_scenario *s = NULL;
    const pc_status status =
        pc_scenario_load_text(&s, "plan.json", plan, strlen(plan), &options, diags);
    if (status != PC_OK) return status;
    const pc_programme *p = &s->programme, *low = &s->cases[0].programme;
    *is_whole = p->months == 24 && p->n_assumptions == 3 && low->n_assumptions == 3;
    for (size_t i = 0; *is_whole && i < 3; i++) {
        const bool is_fee = strcmp(p->assumptions[i].id, "fee") == 0,
                   is_growth = strcmp(p->assumptions[i].id, "growth") == 0;
        const pc_expr *value = p->assumptions[i].value, *of_low = low->assumptions[i].value;
        if (is_fee) *is_whole &= value->kind == PC_EXPR_NUMBER && value->number == 0.07;
        if (is_growth) *is_whole &= of_low->kind == PC_EXPR_NUMBER && of_low->number == 1;
        if (is_growth) *is_whole &= value->kind == PC_EXPR_DRAW;
    }
    pc_scenario_free(s);
    return PC_OK;
}

static pc_status read_spec(bool *is_whole, const char *spec, double mean, pc_diags *diags)
{
    pc_distribution *d = NULL;
    const pc_status status = pc_distribution_make(&d, spec, NULL, diags);
    if (status != PC_OK) return status;
    *is_whole = fabs(d->mean - mean) < 1e-9 * fabs(mean);
    pc_distribution_free(d);
    return PC_OK;
}

static pc_status read_word(bool *is_whole, pc_diags *diags)
{
    return read_spec(is_whole, "7%", 0.07, diags);
}

static pc_status read_mixture(bool *is_whole, pc_diags *diags)
{
    return read_spec(is_whole,
                     "{\"mixture\":[{\"weight\":1,\"of\":{\"poisson\":{\"mean\":3}}},"
                     "{\"weight\":1,\"of\":{\"uniform\":{\"min\":1,\"max\":2}}}]}",
                     2.25, diags);
}

static pc_status read_data(bool *is_whole, pc_diags *diags)
{
    return read_spec(is_whole,
                     "{\"fit\":{\"file\":\"tests/fuzz/data/deals.csv\",\"column\":\"amount\","
                     "\"family\":\"normal\"}}",
                     1399.2916666666667, diags);
}

static void walk(reader *read, bool once)
{
    fails_once = once;
    bool refused = true;
    for (long n = 0; refused; n++) {
        pc_diags *diags = pc_diags_new();
        bool is_whole = false;
        allocations_left = n;
        const pc_status status = read(&is_whole, diags);
        refused = allocations_left < 0;
        allocations_left = LONG_MAX;
        const bool fits =
            status == PC_OK ? is_whole && (once || !refused) : status == PC_ENOMEM && refused;
        if (!fits)
            fail_msg("allocation %ld fails%s: status %d: %s", n, once ? ", alone" : "",
                     (int)status, pc_diags_count(diags) ? pc_diags_at(diags, 0)->text : "");
        pc_diags_free(diags);
        assert_true(n < 100000);
    }
}

static reader *const readers[] = { read_plan, read_word, read_mixture, read_data };

static void memory_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) walk(readers[i], false);
}

static void memory_lacks_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) walk(readers[i], true);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(memory_ends),
                                        cmocka_unit_test(memory_lacks_once) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
