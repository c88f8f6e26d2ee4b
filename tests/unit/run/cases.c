/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case is the run at plan with the same assumptions set, figure by figure. */
#include "partnercast/partnercast.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char cases[] =
    "{ \"extends\": \"neurectomy.json\", \"cases\": {"
    " \"downside\": null, \"stretch\": null," /* the plan's own */
    " \"lean\": { \"assumptions\": { \"growth_2\": 1.6, \"referral\": \"15%\" } },"
    " \"rich\": { \"title\": \"Stretch\", \"assumptions\": { \"growth_3\": "
    "{ \"value\": 3, \"source\": \"board\" } } } } }";
static const char *const downside[] = { "growth_2=1.6", "referral=15%" };
static const char *const stretch[] = { "growth_3=3" };

static pc_results *run(const char *path, pc_at at, const char *const *sets, size_t n)
{
    pc_scenario *scenario = NULL;
    pc_results *results = NULL;
    const pc_scenario_options options = { .sets = sets, .n_sets = n };
    const pc_run_options how = { .at = at, .trials = at == PC_AT_SIMULATED ? 1000 : 0 };
    assert_int_equal(pc_scenario_load(&scenario, path, &options, NULL), PC_OK);
    assert_int_equal(pc_run(&results, scenario, &how, NULL), PC_OK);
    pc_scenario_free(scenario);
    return results;
}

static void check_case(const pc_case_result *got, const pc_results *want)
{
    assert_int_equal(got->n_values, want->n_metrics);
    for (size_t i = 0; i < want->n_metrics; i++) {
        const pc_metric *m = &want->metrics[i];
        const pc_case_value *v = &got->values[i];
        assert_string_equal(v->metric, m->id);
        assert_string_equal(v->period, m->period);
        if (isnan(m->at_plan))
            assert_true(isnan(v->value));
        else
            CHECK_CLOSE(v->value, m->at_plan, 0, 0);
        CHECK_CLOSE(isnan(v->value) ? 0 : pc_results_case_value(got, m->id, m->period),
                    isnan(v->value) ? 0 : v->value, 0, 0);
    }
}

static void a_case_is_what_set_gives(void **state)
{
    char folder[] = "/tmp/partnercast-cases-XXXXXX", file[64], command[128];
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command, "cp scenarios/neurectomy.json %s", folder);
    assert_int_equal(system(command), 0);
    snprintf(file, sizeof file, "%s/cases.json", folder);
    FILE *f = fopen(file, "wb");
    assert_non_null(f);
    fputs(cases, f);
    fclose(f);
    pc_results *all = run(file, PC_AT_SIMULATED, NULL, 0);
    pc_results *plan = run(file, PC_AT_PLAN, NULL, 0);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
    pc_results *without = run("scenarios/neurectomy.json", PC_AT_SIMULATED, NULL, 0);
    pc_results *low = run("scenarios/neurectomy.json", PC_AT_PLAN, downside, 2);
    pc_results *high = run("scenarios/neurectomy.json", PC_AT_PLAN, stretch, 1);
    assert_int_equal(all->n_cases, 2);
    assert_string_equal(all->cases[0].title, "lean");
    assert_string_equal(all->cases[1].title, "Stretch");
    check_case(&all->cases[0], low);
    check_case(&all->cases[1], high);
    check_case(&plan->cases[0], low);
    assert_int_equal(without->n_cases, 2);                /* the plan's own */
    assert_int_equal(without->n_metrics, all->n_metrics); /* cases move no draw */
    for (size_t i = 0; i < all->n_metrics; i++)
        assert_memory_equal(all->metrics[i].q, without->metrics[i].q,
                            sizeof without->metrics[i].q);
    pc_results_free(all);
    pc_results_free(plan);
    pc_results_free(without);
    pc_results_free(low);
    pc_results_free(high);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_case_is_what_set_gives) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
