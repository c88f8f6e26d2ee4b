/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opening roster, from files in a fresh folder. */
#include "load.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static int enter(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/partnercast-roster-XXXXXX");
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static void save(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* A plan that starts in April 2025 with two cohorts, and the given opening partners. */
static loaded load_opening(const char *partners)
{
    char text[2000];
    loaded l = { .diags = pc_diags_new() };
    snprintf(text, sizeof text,
             "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-04\","
             "\"months\":12,\"channels\":{\"si\":{\"type\":\"partners\",\"commission\":"
             "\"fee\"}},\"commission\":{\"fee\":{\"a\":{\"credit\":\"sourced\","
             "\"window\":\"year\",\"schedule\":{\"marginal\":{\"0\":0.1}}}}},"
             "\"cohorts\":{\"b\":{\"channel\":\"si\",\"stream\":\"cohorts/old\"},"
             "\"a\":{\"channel\":\"si\",\"entry\":12}},"
             "\"opening\":{\"partners\":%s}}",
             partners);
    save("plan.json", text);
    const pc_status status = pc_scenario_load(&l.scenario, "plan.json", NULL, l.diags);
    if (status != PC_OK) print_problems(&l);
    assert_int_equal(status, PC_OK);
    return l;
}

static void rows_become_partners(void **state)
{
    (void)state;
    save("roster.csv", "Name;Joined;Sold;Certs;Owed;YTD\n"
                       "zeta;31.12.2023;1.250.000,50;12;0;7,25\n"
                       "alpha;01.03.2025;;;1.200,25;\n"
                       "mid;15.02.2025;300;1;;\n");
    loaded l = load_opening(
        "{\"b\":{\"file\":\"roster.csv\",\"columns\":{\"id\":\"Name\",\"since\":\"Joined\","
        "\"bookings\":\"Sold\",\"certifications\":\"Certs\",\"payable\":\"Owed\","
        "\"credited_ytd\":\"YTD\"}}}");
    const pc_programme *p = &l.scenario->programme;
    assert_int_equal(p->n_incumbents, 3);
    const pc_incumbent *alpha = &p->incumbents[0], *mid = &p->incumbents[1],
                       *zeta = &p->incumbents[2];
    assert_string_equal(alpha->id, "alpha");
    assert_string_equal(alpha->stream, "cohorts/old/alpha");
    assert_string_equal(p->cohorts[alpha->cohort_id].id, "b");
    assert_int_equal(alpha->months, 1);
    assert_int_equal(alpha->history_months, 1);
    CHECK_CLOSE(alpha->payable_amt, 120025, 0, 0);
    CHECK_CLOSE(alpha->bookings_amt, 0, 0, 0);
    assert_int_equal(mid->months, 2);
    assert_int_equal(zeta->months, 16);
    assert_int_equal(zeta->history_months, 12);
    CHECK_CLOSE(zeta->bookings_amt, 125000050, 0, 0);
    CHECK_CLOSE(zeta->certifications, 12, 0, 0);
    CHECK_CLOSE(zeta->credited_ytd_amt, 725, 0, 0);
    assert_int_equal(zeta->tier, 0);
    unload(&l);
}

static void one_file_may_hold_all_cohorts(void **state)
{
    (void)state;
    save("all.csv", "Name,Joined,Program\nx,2020-01-01,b\ny,2021-05-01,a\nw,2022-01-01,b\n");
    loaded l = load_opening("{\"file\":\"all.csv\",\"history\":\"6 months\",\"columns\":{"
                            "\"id\":\"Name\",\"since\":\"Joined\",\"cohort\":\"Program\"}}");
    const pc_programme *p = &l.scenario->programme;
    static const char *const ids[] = { "y", "w", "x" };
    assert_int_equal(p->n_incumbents, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(p->incumbents[i].id, ids[i]);
        assert_int_equal(p->incumbents[i].history_months, 6);
    }
    assert_string_equal(p->incumbents[0].stream, "cohorts/a/y");
    unload(&l);
}

/* The scenario's hash is of its data, too; the order of their rows is none of the plan's. */
static void the_order_of_rows_changes_nothing(void **state)
{
    static const char opening[] = "{\"cohort\":\"b\",\"file\":\"some.csv\",\"columns\":{"
                                  "\"id\":\"Name\",\"since\":\"Joined\"}}";
    (void)state;
    save("some.csv", "Name,Joined\nx,2020-01-01\ny,2021-05-01\n");
    loaded one = load_opening(opening);
    save("some.csv", "Name,Joined\ny,2021-05-01\nx,2020-01-01\n");
    loaded other = load_opening(opening);
    assert_string_not_equal(one.scenario->sha256, other.scenario->sha256);
    for (size_t i = 0; i < 2; i++) {
        const pc_incumbent *x = &one.scenario->programme.incumbents[i],
                           *y = &other.scenario->programme.incumbents[i];
        assert_string_equal(x->stream, y->stream);
        assert_int_equal(x->months, y->months);
    }
    unload(&one);
    unload(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_become_partners),
        cmocka_unit_test(one_file_may_hold_all_cohorts),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
