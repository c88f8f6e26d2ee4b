/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public door to one distribution: published quantiles and moments without a draw, a
 * scenario's values, what is refused. */
#include "partnercast/dist.h"

#include "tests/support/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static pc_distribution *read_spec(const char *spec, const char *unit)
{
    const pc_distribution_options options = { .unit = unit };
    pc_distribution *d = NULL;
    pc_diags *diags = pc_diags_new();
    if (pc_distribution_make(&d, spec, &options, diags) != PC_OK)
        fail_msg("%s: %s", spec, pc_diags_count(diags) ? pc_diags_at(diags, 0)->text : "?");
    pc_diags_free(diags);
    return d;
}

/* ---- the published table (PC_SHARED): 40 digits, by mpmath ---- */

static const struct {
    const char *name, *spec;
} families[] = {
    { "normal", "{\"normal\":{\"mean\":0,\"sd\":1}}" },
    { "lognormal", "{\"lognormal\":{\"median\":4.4816890703380648226,\"sigma\":0.8}}" },
    { "beta", "{\"beta\":{\"a\":2,\"b\":5}}" },
    { "pert", "{\"pert\":{\"min\":100,\"mode\":130,\"max\":250}}" },
    { "triangular", "{\"triangular\":{\"min\":10,\"mode\":12,\"max\":30}}" },
    { "gamma", "{\"gamma\":{\"shape\":4,\"mean\":1}}" },
    { "exponential", "{\"exponential\":{\"mean\":25}}" },
};

static void check_row(char *line)
{
    char *value = strrchr(line, ',');
    *value++ = 0;
    const char *what = strrchr(line, ',') + 1;
    const double want = strtod(value, NULL), u = strtod(what, NULL);
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const size_t n = strlen(families[i].name);
        if (strncmp(line, families[i].name, n) != 0 || line[n] != ',') continue;
        pc_distribution *d = read_spec(families[i].spec, NULL);
        const double got = strcmp(what, "mean") == 0 ? d->mean
                           : strcmp(what, "sd") == 0 ? d->sd
                                                     : pc_distribution_quantile(d, u);
        CHECK_CLOSE(got, want, u >= 1e-6 && u <= 0.999 ? 1e-10 : 1e-8, 1e-15);
        if (u > 0.0) CHECK_CLOSE(pc_distribution_cdf(d, want), u, 1e-8, 0.0);
        pc_distribution_free(d);
        return;
    }
    fail_msg("no such family: %s", line);
}

static void published_table(void **state)
{
    (void)state;
    const char *shared = getenv("PC_SHARED");
    char path[4096], line[256];
    if (!shared) skip();
    snprintf(path, sizeof path, "%s/cases/data/quantiles/continuous.csv", shared);
    FILE *file = fopen(path, "r");
    if (!file) skip();
    size_t n = 0;
    for (bool head = true; fgets(line, sizeof line, file); head = false) {
        if (head) continue;
        check_row(line);
        n++;
    }
    fclose(file);
    assert_int_equal(n, 112);
}

/* ---- closed forms ---- */

static void metalog_of_the_published_case(void **state)
{
    (void)state;
    pc_distribution *d =
        read_spec("{\"metalog\":{\"quantiles\":{\"10%\":35,\"50%\":50,\"90%\":75}}}", NULL);
    CHECK_CLOSE(pc_distribution_quantile(d, 0.25), 41.5625, 1e-13, 0.0);
    CHECK_CLOSE(pc_distribution_quantile(d, 0.75), 61.5625, 1e-13, 0.0);
    CHECK_CLOSE(d->mean, 52.844497583, 1e-11, 0.0);
    CHECK_CLOSE(d->q[99], 50.0, 1e-14, 0.0);
    assert_string_equal(d->family, "metalog");
    assert_true(isinf(d->low) && !d->has_atoms);
    pc_distribution_free(d);
}

static void pert_with_its_mode_in_the_middle(void **state)
{
    (void)state;
    pc_distribution *d = read_spec("{\"pert\":{\"min\":0,\"mode\":5,\"max\":10}}", NULL);
    CHECK_CLOSE(d->mean, 5.0, 1e-15, 0.0);
    CHECK_CLOSE(d->sd, 10 / sqrt(28.0), 1e-14, 0.0); /* beta(3, 3): variance 1/28 */
    CHECK_CLOSE(pc_distribution_quantile(d, 0.5), 5.0, 1e-14, 0.0);
    pc_distribution_free(d);
}

static void units_and_literals(void **state)
{
    (void)state;
    double x;
    pc_diags *diags = pc_diags_new();
    pc_distribution *d = read_spec("{\"low\":\"10%\",\"mid\":\"12%\",\"high\":\"15%\"}", NULL);
    assert_string_equal(d->unit, "fraction");
    CHECK_CLOSE(pc_distribution_quantile(d, 0.95), 0.15, 1e-14, 0.0);
    assert_true(d->low == 0.0 && d->high == 1.0);
    assert_int_equal(pc_distribution_number(&x, d, "12%", diags), PC_OK);
    CHECK_CLOSE(x, 0.12, 1e-16, 0.0);
    CHECK_CLOSE(pc_distribution_cdf(d, x), 0.5, 1e-12, 0.0);
    assert_int_equal(pc_distribution_number(&x, d, "$12", diags), PC_EDATA);
    assert_int_equal(pc_distribution_number(&x, d, "twelve", diags), PC_EDATA);
    pc_distribution_free(d);
    d = read_spec("\"$1.2M\"", NULL);
    assert_true(d->is_constant && d->mean == 1.2e6 && d->sd == 0.0);
    assert_string_equal(d->unit, "money");
    pc_distribution_free(d);
    d = read_spec("{\"value\":{\"poisson\":{\"mean\":4}},\"unit\":\"count\",\"plan\":5}", NULL);
    assert_string_equal(d->unit, "count");
    assert_string_equal(d->spec, "{\"poisson\":{\"mean\":4}}");
    assert_true(d->plan == 5.0 && d->is_discrete && d->n_atoms > 20);
    CHECK_CLOSE(d->atoms[0].probability, exp(-4.0), 1e-13, 0.0);
    pc_distribution_free(d);
    pc_diags_free(diags);
}

static void refusals(void **state)
{
    (void)state;
    static const struct {
        const char *spec, *unit, *currency, *code;
        pc_status status;
    } rows[] = {
        { "{\"normal\":{\"mean\":0,\"sd\":-1}}", NULL, NULL, "E0301", PC_EDATA },
        { "{\"normal\":{\"mean\":0,\"sd\":1}}", "fraction", NULL, "E0219", PC_EDATA },
        { "{\"normal\":", NULL, NULL, "E0105", PC_EDATA },
        { "{\"by_year\":[{\"normal\":{\"mean\":0,\"sd\":1}}]}", NULL, NULL, "E0307", PC_EDATA },
        { "=month", NULL, NULL, "E0307", PC_EDATA },
        { "{\"low\":1,\"mid\":2,\"high\":3}", NULL, NULL, "E0218", PC_EDATA },
        { "1", "metres", NULL, "E0224", PC_EUSAGE },
        { "1", NULL, "XYZ", "E0227", PC_EUSAGE },
        { "nowhere.json#a", NULL, NULL, "E0101", PC_ENOINPUT },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const pc_distribution_options options = { .unit = rows[i].unit,
                                                  .currency = rows[i].currency };
        pc_distribution *d = NULL;
        pc_diags *diags = pc_diags_new();
        const pc_status status = pc_distribution_make(&d, rows[i].spec, &options, diags);
        if (status != rows[i].status || d || pc_diags_count(diags) == 0 ||
            strcmp(pc_diags_at(diags, 0)->code, rows[i].code) != 0)
            fail_msg("row %zu: status %d, %s", i, status,
                     pc_diags_count(diags) ? pc_diags_at(diags, 0)->code : "no word");
        pc_diags_free(diags);
    }
}

static void values_of_a_scenario(void **state)
{
    (void)state;
    pc_distribution *d = read_spec("scenarios/neurectomy.json#referral", NULL);
    assert_string_equal(d->name, "/assumptions/referral");
    assert_string_equal(d->family, "pert");
    CHECK_CLOSE(d->plan, 0.12, 1e-15, 0.0);
    CHECK_CLOSE(d->mean, (0.10 + 4 * 0.12 + 0.15) / 6, 1e-14, 0.0);
    pc_distribution *same = read_spec("scenarios/neurectomy.json#/assumptions/referral", NULL);
    assert_true(same->mean == d->mean);
    pc_distribution_free(same);
    pc_distribution_free(d);
}

static void as_json(void **state)
{
    (void)state;
    static const double p[] = { 0.5 }, x[] = { 3 };
    const pc_distribution_questions questions = { p, x, 1, 1 };
    pc_distribution *d = read_spec("{\"student\":{\"df\":2,\"mean\":3,\"scale\":1}}", NULL);
    char *text = pc_distribution_json(d, &questions);
    assert_non_null(strstr(text, "\"sd\": \"infinite\""));
    assert_non_null(strstr(text, "{ \"p\": 0.5, \"x\": 3 }"));
    assert_null(strstr(text, "\"low\""));
    free(text);
    pc_distribution_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_table),
        cmocka_unit_test(metalog_of_the_published_case),
        cmocka_unit_test(pert_with_its_mode_in_the_middle),
        cmocka_unit_test(units_and_literals),
        cmocka_unit_test(refusals),
        cmocka_unit_test(values_of_a_scenario),
        cmocka_unit_test(as_json),
    };
    return cmocka_run_group_tests_name("scenario/one_distribution", tests, NULL, NULL);
}
