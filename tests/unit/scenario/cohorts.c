/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners that are simulated one by one, as the programme holds them. */
#include "load.h"
#include "programme/concentration.h"
#include "programme/range.h"

#include <math.h>

/* A scenario with a channel of partners, whose cohort "p" has these keys, and these sections.
 * To be freed. */
static char *with_cohort(const char *keys, const char *sections)
{
    char *text = NULL;
    const int n =
        asprintf(&text,
                 "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\","
                 "\"months\":36,\"cohorts\":{\"p\":{\"channel\":\"si\",%s}},"
                 "\"channels\":{\"si\":{\"type\":\"partners\",\"credit\":{\"sourced\":1}}}%s}",
                 keys, sections);
    assert_true(n > 0);
    return text;
}

static loaded load_cohort(const char *keys, const char *sections)
{
    char *text = with_cohort(keys, sections);
    const loaded l = load_with(text, NULL);
    if (!l.scenario) print_problems(&l);
    free(text);
    assert_non_null(l.scenario);
    return l;
}

static double value(const pc_expr *expr)
{
    assert_non_null(expr);
    assert_int_equal(expr->kind, PC_EXPR_NUMBER);
    return expr->number;
}

static void the_workload(void **state)
{
    (void)state;
    loaded l = load_cohort(
        "\"entry\":{\"by_month\":[25,25,0]},"
        "\"productivity\":{\"gamma\":{\"shape\":0.8,\"mean\":1},\"each\":\"partner\"},"
        "\"deals\":{\"per_month\":0.30,\"ramp\":{\"linear_months\":6}},"
        "\"acv\":{\"lognormal\":{\"mean\":75000,\"sigma\":0.8},\"each\":\"deal\"},"
        "\"certifications\":{\"earned_per_month\":0.6},\"exit\":{\"per_month\":0.025}",
        "");
    const pc_cohort *cohort = &l.scenario->programme.cohorts[0];
    const pc_conduct *conduct = cohort->conduct;
    assert_int_equal(l.scenario->programme.channels[0].type, PC_CHANNEL_PARTNERS);
    assert_true(cohort->has_entry && !cohort->has_stock && !cohort->arrivals);
    assert_string_equal(cohort->stream, "cohorts/p");
    assert_int_equal(cohort->entry.by_month->n_args, 3);
    assert_true(conduct->ladder_id == PC_NONE);
    const pc_draw *productivity = conduct->productivity.draw, *acv = conduct->acv.draw;
    assert_int_equal(productivity->each, PC_EACH_PARTNER);
    CHECK_CLOSE(productivity->dist.mean, 1, 1e-12, 0);
    assert_int_equal(productivity->dist.spec.family, PC_GAMMA);
    assert_null(conduct->productivity.shift);
    assert_null(conduct->productivity.scale);
    assert_int_equal(acv->each, PC_EACH_DEAL);
    CHECK_CLOSE(acv->dist.mean, 75000, 1e-12, 0);
    CHECK_CLOSE(value(conduct->deals), 0.3, 0, 0);
    assert_int_equal(conduct->ramp_months, 6);
    CHECK_CLOSE(value(conduct->certifications), 0.6, 0, 0);
    assert_int_equal(conduct->certification_months, 0);
    CHECK_CLOSE(value(conduct->exit), 0.025, 0, 0);
    assert_null(conduct->leads);
    unload(&l);
}

static void uncertain_parameters_are_taken_out(void **state)
{
    static const struct {
        const char *acv;
        pc_family family;
        bool shifted, scaled;
    } rows[] = {
        { "{\"lognormal\":{\"mean\":\"=m\",\"cv\":1},\"each\":\"deal\"}", PC_LOGNORMAL, false,
          true },
        { "{\"lognormal\":{\"median\":\"=m\",\"sigma\":1},\"each\":\"deal\"}", PC_LOGNORMAL,
          false, true },
        { "{\"gamma\":{\"shape\":2,\"mean\":\"=m\"},\"each\":\"deal\"}", PC_GAMMA, false,
          true },
        { "{\"exponential\":{\"mean\":\"=m\"},\"each\":\"deal\"}", PC_EXPONENTIAL, false,
          true },
        { "{\"uniform\":{\"min\":1000,\"max\":\"=m\"},\"each\":\"deal\"}", PC_UNIFORM, true,
          true },
        { "{\"value\":{\"weibull\":{\"shape\":2,\"mean\":\"=m\"}},\"each\":\"deal\"}",
          PC_WEIBULL, false, true },
        { "{\"triangular\":{\"min\":1,\"mode\":2,\"max\":3},\"each\":\"deal\"}", PC_TRIANGULAR,
          false, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char keys[300];
        snprintf(keys, sizeof keys, "\"entry\":12,\"deals\":{\"per_month\":1},\"acv\":%s",
                 rows[i].acv);
        loaded l = load_cohort(keys, ",\"assumptions\":{\"m\":{\"value\":{\"uniform\":{"
                                     "\"min\":4000,\"max\":5000}},\"unit\":\"money\"},"
                                     "\"u\":\"=m\"}");
        const pc_random *acv = &l.scenario->programme.cohorts[0].conduct->acv;
        assert_non_null(acv->draw);
        assert_int_equal(acv->draw->dist.spec.family, rows[i].family);
        assert_int_equal(acv->shift != NULL, rows[i].shifted);
        assert_int_equal(acv->scale != NULL, rows[i].scaled);
        unload(&l);
    }
}

static void what_all_share_is_the_shift(void **state)
{
    static const char *const acvs[] = {
        "5000", "{\"by_year\":[5000,6000]}",
        "{\"lognormal\":{\"mean\":5000,\"cv\":1},\"each\":\"trial\"}",
        "{\"value\":{\"lognormal\":{\"mean\":5000,\"cv\":1}},\"each\":\"year\",\"plan\":4000}"
    };
    (void)state;
    for (size_t i = 0; i < sizeof acvs / sizeof *acvs; i++) {
        char keys[300];
        snprintf(keys, sizeof keys, "\"entry\":12,\"deals\":{\"per_month\":1},\"acv\":%s",
                 acvs[i]);
        loaded l = load_cohort(keys, "");
        const pc_random *acv = &l.scenario->programme.cohorts[0].conduct->acv;
        assert_null(acv->draw);
        assert_non_null(acv->shift);
        assert_null(acv->scale);
        unload(&l);
    }
}

static void a_years_exits_are_a_twelfth_root_a_month(void **state)
{
    (void)state;
    loaded l = load_cohort("\"entry\":12,\"exit\":{\"per_year\":\"15%\"}", "");
    const pc_expr *exit = l.scenario->programme.cohorts[0].conduct->exit;
    pc_scope scope;
    pc_arena arena;
    pc_arena_init(&arena);
    assert_true(pc_scope_init(&scope, &arena, 0, 36));
    double chance = 0;
    assert_true(pc_expr_constant(&scope, exit, &chance));
    CHECK_CLOSE(chance, 0.01345194, 1e-6, 0); /* 15 % a year is 1.345 % a month */
    CHECK_CLOSE(pow(1 - chance, 12), 0.85, 1e-14, 0);
    pc_arena_clear(&arena);
    unload(&l);
}

static void stages_are_summed_before_they_are_rounded(void **state)
{
    static const struct {
        const char *onboarding;
        int months;
        const char *why;
    } rows[] = {
        { "{\"a\":\"2 weeks\",\"b\":\"2 weeks\",\"c\":\"2 weeks\"}", 2, "42 days" },
        { "{\"a\":\"15 days\",\"b\":\"15 days\"}", 1, "30 days, not two begun months" },
        { "{\"a\":\"31 days\"}", 2, "a begun month counts" },
        { "{\"a\":1,\"b\":\"1 week\"}", 2, "37 days" },
        { "\"12 weeks\"", 3, "84 days" },
        { "{\"a\":\"0 days\"}", 0, "none" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char keys[200];
        snprintf(keys, sizeof keys, "\"entry\":12,\"onboarding\":%s", rows[i].onboarding);
        loaded l = load_cohort(keys, "");
        const int got = l.scenario->programme.cohorts[0].conduct->onboarding_months;
        if (got != rows[i].months) fail_msg("%s: %d months", rows[i].why, got);
        unload(&l);
    }
}

static void the_top_is_of_the_cohorts_size(void **state)
{
    static const struct {
        const char *entry, *size;
        double n;
    } rows[] = {
        { "{\"by_month\":[25,25,0]}", "", 50 },
        { "10", "", 30 },
        { "{\"arrivals_per_month\":0.5}", "", 18 },
        { "10", ",\"size\":245", 245 },
        { "10", ",\"size\":\"asymptotic\"", (double)INFINITY },
        { "{\"value\":{\"uniform\":{\"min\":8,\"max\":20}},\"plan\":10}", "", 30 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char keys[300];
        snprintf(keys, sizeof keys,
                 "\"entry\":%s,\"productivity\":{\"top\":\"20%%\",\"earn\":\"80%%\"%s}",
                 rows[i].entry, rows[i].size);
        loaded l = load_cohort(keys, "");
        const pc_draw *draw = l.scenario->programme.cohorts[0].conduct->productivity.draw;
        assert_int_equal(draw->each, PC_EACH_PARTNER);
        CHECK_CLOSE(draw->dist.spec.p[1], pc_top_share_sigma(0.2, 0.8, rows[i].n), 1e-12, 0);
        CHECK_CLOSE(draw->dist.mean, 1, 1e-12, 0);
        unload(&l);
    }
}

static void named_partners_have_their_own_terms(void **state)
{
    (void)state;
    loaded l = load_cohort(
        "\"entry\":12",
        ",\"partners\":{"
        "\"accenture\":{\"channel\":\"si\",\"start_month\":3,\"revenue\":{\"by_year\":[5e6]},"
        "\"credit\":{\"sourced\":\"20%\",\"influenced\":0},\"commission\":\"fee\"},"
        "\"claimed\":{\"channel\":\"si\",\"target\":1e6,\"credit\":\"influenced\"},"
        "\"slalom\":{\"channel\":\"si\",\"deals\":{\"per_month\":1},\"acv\":5000,"
        "\"stream\":\"partners/old\"}},"
        "\"commission\":{\"fee\":{\"c\":{\"credit\":\"sourced\",\"schedule\":{\"flat\":0.1}}}"
        "}");
    const pc_partner *p = l.scenario->programme.partners;
    assert_int_equal(p[0].start_month, 2);
    assert_true(p[0].has_revenue && p[0].conduct);
    assert_int_equal(p[0].commission_id, 0);
    CHECK_CLOSE(value(p[0].own_credit[PC_CREDIT_SOURCED]), 0.2, 0, 0);
    assert_null(p[0].own_credit[PC_CREDIT_INFLUENCED]);
    assert_null(p[1].conduct);
    assert_int_equal(p[1].credit, PC_CREDIT_INFLUENCED);
    assert_true(p[1].commission_id == PC_NONE);
    assert_true(p[2].conduct && !p[2].has_revenue && p[2].commission_id == PC_NONE);
    assert_string_equal(p[2].stream, "partners/old");
    CHECK_CLOSE(value(p[2].conduct->acv.shift), 5000, 0, 0);
    unload(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_workload),
        cmocka_unit_test(uncertain_parameters_are_taken_out),
        cmocka_unit_test(what_all_share_is_the_shift),
        cmocka_unit_test(a_years_exits_are_a_twelfth_root_a_month),
        cmocka_unit_test(stages_are_summed_before_they_are_rounded),
        cmocka_unit_test(the_top_is_of_the_cohorts_size),
        cmocka_unit_test(named_partners_have_their_own_terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
