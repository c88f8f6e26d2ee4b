/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One future alone is what it is in the full run, and its ledger keeps the books: in every
 * scenario of the folder scenarios/, and in one with every kind of entry, whose tests and
 * commissions are worked out anew from its own entries.
 */
#include "partnercast/explain.h"
#include "tests/support/check.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

static const char everything[] = "tests/cli/explain.json";

static pc_scenario *load(const char *path)
{
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    assert_int_equal(pc_scenario_load(&scenario, path, NULL, diags), PC_OK);
    pc_diags_free(diags);
    return scenario;
}

static pc_explanation *explain(const pc_scenario *scenario, pc_explain_options options)
{
    pc_diags *diags = pc_diags_new();
    pc_explanation *e = NULL;
    const pc_status status = pc_explain(&e, scenario, &options, diags);
    if (status != PC_OK && pc_diags_count(diags))
        print_error("%s: %s\n", pc_diags_at(diags, 0)->code, pc_diags_at(diags, 0)->text);
    assert_int_equal(status, PC_OK);
    pc_diags_free(diags);
    return e;
}

/* ---- every trial of a run ---- */

enum { N_TRIALS = 700 };

typedef struct rows {
    size_t n_columns;
    char **names;
    double *values;
} rows;

static pc_status keep(void *context, const pc_trials *trials)
{
    rows *r = context;
    if (trials->n == 0) { // the header alone: there are no rows yet
        r->n_columns = trials->n_columns;
        r->names = calloc(r->n_columns, sizeof *r->names);
        r->values = calloc(r->n_columns * trials->total, sizeof *r->values);
        for (size_t i = 0; i < r->n_columns; i++) r->names[i] = strdup(trials->columns[i]);
        return PC_OK;
    }
    memcpy(r->values + trials->first * r->n_columns, trials->values,
           trials->n * r->n_columns * sizeof *r->values);
    return PC_OK;
}

static pc_results *run(rows *r, const pc_scenario *scenario, uint64_t trials)
{
    static const char *const all[] = { "*" };
    pc_diags *diags = pc_diags_new();
    pc_results *results = NULL;
    *r = (rows) { 0 };
    const pc_run_options options = {
        .trials = trials, .trials_to = keep, .trials_context = r, .columns = all, .n_columns = 1
    };
    assert_int_equal(pc_run(&results, scenario, &options, diags), PC_OK);
    pc_diags_free(diags);
    return results;
}

static void forget(rows *r)
{
    for (size_t i = 0; i < r->n_columns; i++) free(r->names[i]);
    free(r->names);
    free(r->values);
}

static size_t column_of(const rows *r, const char *name)
{
    for (size_t i = 0; i < r->n_columns; i++)
        if (strcmp(r->names[i], name) == 0) return i;
    return r->n_columns;
}

static void same_bits(const char *path, const char *name, double got, double want)
{
    if (memcmp(&got, &want, sizeof got) == 0 || (isnan(got) && isnan(want))) return;
    fail_msg("%s, %s: %.17g alone, %.17g in the run", path, name, got, want);
}

/* Every recorded metric is there, and has the run's bits. */
static void compare(const char *path, const rows *r, const pc_explanation *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->n_metrics; i++) {
        char name[512];
        snprintf(name, sizeof name, "%s@%s", e->metrics[i].id, e->metrics[i].period);
        const size_t column = column_of(r, name);
        if (column == r->n_columns) continue; /* beyond what the run records */
        n++;
        same_bits(path, name, e->metrics[i].value, r->values[e->trial * r->n_columns + column]);
    }
    assert_int_equal(n, r->n_columns);
}

static void balance(const char *path, const pc_explanation *e)
{
    for (size_t i = 0; i < e->n_sums; i++)
        if (e->sums[i].ledger != e->sums[i].value)
            fail_msg("%s, trial %u, month %d: %s is %.17g, its entries come to %.17g", path,
                     (unsigned)e->trial, e->sums[i].month, e->sums[i].metric, e->sums[i].value,
                     e->sums[i].ledger);
}

static void replay_some(const char *path)
{
    static const uint64_t trials[] = { 0, 63, 64, 255, 256, 511, N_TRIALS - 1 };
    pc_scenario *scenario = load(path);
    rows r;
    pc_results *results = run(&r, scenario, N_TRIALS);
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        pc_explanation *e = explain(scenario, (pc_explain_options) { .trial = trials[i] });
        compare(path, &r, e);
        balance(path, e);
        pc_explanation_free(e);
    }
    forget(&r);
    pc_results_free(results);
    pc_scenario_free(scenario);
}

static void alone_as_in_the_run(void **state)
{
    (void)state;
    glob_t files;
    replay_some(everything);
    assert_int_equal(glob("scenarios/*.json", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) replay_some(files.gl_pathv[i]);
    globfree(&files);
}

/* The ledger's own entries make the sums, too, not only its running totals. */
static void entries_make_the_sums(void **state)
{
    (void)state;
    pc_scenario *scenario = load(everything);
    for (uint64_t trial = 0; trial < 40; trial++) {
        pc_explanation *e = explain(scenario, (pc_explain_options) { .trial = trial });
        double bookings = 0, commission = 0, want_bookings = 0, want_commission = 0;
        for (size_t i = 0; i < e->n_happenings; i++) {
            const pc_happening *h = &e->happenings[i];
            if (h->kind == PC_DEAL || h->kind == PC_BOOKED) bookings += h->amount;
            if (h->kind == PC_COMMISSION) commission += h->amount;
        }
        for (size_t i = 0; i < e->n_sums; i++) {
            if (strncmp(e->sums[i].metric, "bookings.", 9) == 0)
                want_bookings += e->sums[i].value;
            if (strcmp(e->sums[i].metric, "commission.accrued") == 0)
                want_commission += e->sums[i].value;
        }
        assert_true(want_bookings > 0 && want_commission > 0);
        CHECK_CLOSE(bookings, want_bookings, 1e-12, 0);
        CHECK_CLOSE(commission, want_commission, 1e-12, 0);
        pc_explanation_free(e);
    }
    pc_scenario_free(scenario);
}

/* ---- what the rules say, from the entries alone ---- */

/* Sum of a partner's entries of a kind in months from..to: amounts, or `value`s. */
static double sum_of(const pc_explanation *e, size_t partner, pc_happening_kind kind, int from,
                     int to)
{
    double sum = 0;
    for (size_t i = 0; i < e->n_happenings; i++) {
        const pc_happening *h = &e->happenings[i];
        if (h->partner != partner || h->kind != kind || h->month < from || h->month > to)
            continue;
        sum += kind == PC_DEAL || kind == PC_BOOKED ? h->amount : h->value;
    }
    return sum;
}

static double count_of(const pc_explanation *e, size_t partner, pc_happening_kind kind,
                       int from, int to)
{
    double n = 0;
    for (size_t i = 0; i < e->n_happenings; i++)
        n += e->happenings[i].partner == partner && e->happenings[i].kind == kind &&
             e->happenings[i].month >= from && e->happenings[i].month <= to;
    return n;
}

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* What a test must have seen. */
static double looked_at(const pc_explanation *e, const pc_happening *h)
{
    const char *colon = strstr(h->rule, ": "), *rule = colon ? colon + 2 : h->rule;
    int months = 0;
    const char *in = strstr(rule, " in ");
    if (in) months = atoi(in + 4);
    const int from = months ? h->month - months + 1 : 0;
    if (begins(rule, "bookings"))
        return sum_of(e, h->partner, PC_DEAL, from, h->month) +
               sum_of(e, h->partner, PC_BOOKED, from, h->month);
    if (begins(rule, "deals")) return count_of(e, h->partner, PC_DEAL, from, h->month);
    if (begins(rule, "leads")) return sum_of(e, h->partner, PC_LEADS, from, h->month);
    assert_true(begins(rule, "certifications"));
    return sum_of(e, h->partner, PC_CERTIFIED, 0, h->month);
}

static void tests_see_the_entries(void **state)
{
    (void)state;
    pc_scenario *scenario = load(everything);
    size_t n = 0, n_full = 0, n_rises = 0, n_falls = 0;
    for (uint64_t trial = 0; trial < 60; trial++) {
        pc_explanation *e = explain(scenario, (pc_explain_options) { .trial = trial });
        for (size_t i = 0; i < e->n_happenings; i++) {
            const pc_happening *h = &e->happenings[i];
            n_full += h->kind == PC_FULL;
            n_rises += h->kind == PC_REVIEWED && begins(h->rule, "rises");
            n_falls += h->kind == PC_REVIEWED && begins(h->rule, "falls");
            if (h->kind != PC_TEST) continue;
            n++;
            CHECK_CLOSE(h->value, looked_at(e, h), 1e-12, 1e-9);
            if (isnan(h->amount)) assert_int_equal(h->passed, h->value >= h->limit);
        }
        pc_explanation_free(e);
    }
    assert_true(n > 1000 && n_full > 0 && n_rises > 20 && n_falls > 0);
    pc_scenario_free(scenario);
}

/* base x rate to the cent; the base is the credited part of the month's sales; the rate is that
 * of the tier. */
static void commissions_follow_their_rule(void **state)
{
    (void)state;
    pc_scenario *scenario = load(everything);
    static const char *const tiers[] = { "bronze", "silver", "gold" };
    static const double rates[] = { 0.05, 0.1, 0.15 };
    size_t n = 0, met[3] = { 0 };
    for (uint64_t trial = 0; trial < 40; trial++) {
        pc_explanation *e = explain(scenario, (pc_explain_options) { .trial = trial });
        for (size_t i = 0; i < e->n_happenings; i++) {
            const pc_happening *h = &e->happenings[i];
            if (h->kind != PC_COMMISSION || h->partner == PC_NO_PARTNER) continue;
            const double sales = sum_of(e, h->partner, PC_DEAL, h->month, h->month) +
                                 sum_of(e, h->partner, PC_BOOKED, h->month, h->month);
            const bool is_flat = strcmp(h->rule, "flat/fee") == 0;
            CHECK_CLOSE(h->base, is_flat ? sales : 0.8 * sales, 0, 0.00501);
            CHECK_CLOSE(h->amount, h->base * h->rate, 0, 0.00501);
            n++;
            if (is_flat) CHECK_CLOSE(h->rate, 0.125, 0, 1e-15);
            for (size_t t = 0; t < 3 && !is_flat; t++) {
                if (strcmp(h->tier, tiers[t]) != 0) continue;
                CHECK_CLOSE(h->rate, rates[t], 0, 1e-15);
                met[t]++;
            }
        }
        pc_explanation_free(e);
    }
    assert_true(n > 500 && met[0] && met[1] && met[2]);
    pc_scenario_free(scenario);
}

/* Nobody does anything before it joined, or after it left; who falls asleep was awake. */
static void lives_are_whole(void **state)
{
    (void)state;
    pc_scenario *scenario = load(everything);
    for (uint64_t trial = 0; trial < 40; trial++) {
        pc_explanation *e = explain(scenario, (pc_explain_options) { .trial = trial });
        bool works = false;
        for (size_t i = 0; i < e->n_happenings; i++) {
            const pc_happening *h = &e->happenings[i];
            if (h->partner == PC_NO_PARTNER) continue;
            const pc_explained_partner *p = &e->partners[h->partner];
            if (h->kind == PC_JOINED) works = false;
            assert_true(h->month >= p->joined && (p->left < 0 || h->month <= p->left));
            if (h->month == p->left) assert_int_equal(h->kind, PC_LEFT);
            if (h->kind == PC_STARTED || h->kind == PC_WOKE) assert_false(works), works = true;
            if (h->kind == PC_SLEPT) assert_true(works), works = false;
            if (h->kind == PC_LEADS) assert_true(works);
            if (h->kind == PC_STARTED) assert_int_equal(h->month, p->works);
        }
        pc_explanation_free(e);
    }
    pc_scenario_free(scenario);
}

/* ---- choosing ---- */

static int by_size(const void *x, const void *y)
{
    const double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void nearest_and_worst_are_found(void **state)
{
    (void)state;
    static const char name[] = "bookings.total@all";
    pc_scenario *scenario = load(everything);
    rows r;
    pc_results *results = run(&r, scenario, N_TRIALS);
    double sorted[N_TRIALS], values[N_TRIALS];
    const size_t column = column_of(&r, name);
    for (size_t i = 0; i < N_TRIALS; i++)
        sorted[i] = values[i] = r.values[i * r.n_columns + column];
    qsort(sorted, N_TRIALS, sizeof *sorted, by_size);
    const double p10 = sorted[69] + 0.9 * (sorted[70] - sorted[69]); /* at 699 x 0.1 */
    pc_explain_options options = {
        .by = PC_EXPLAIN_NEAR, .quantile = 0.1, .metric = name, .trials = N_TRIALS, .threads = 2
    };
    pc_explanation *e = explain(scenario, options);
    CHECK_CLOSE(e->wanted, p10, 1e-12, 0);
    for (size_t i = 0; i < N_TRIALS; i++)
        assert_true(fabs(values[i] - e->wanted) > fabs(values[e->trial] - e->wanted) ||
                    i == e->trial ||
                    (fabs(values[i] - e->wanted) == fabs(values[e->trial] - e->wanted) &&
                     i > e->trial));
    pc_explanation_free(e);

    const pc_metric *metric = pc_results_find(results, "bookings.total", "all");
    options.by = PC_EXPLAIN_WORST;
    e = explain(scenario, options);
    assert_int_equal(e->trial, metric->trial_of[PC_TRIAL_MIN]);
    pc_explanation_free(e);
    options.metric = "cost.total@all";
    e = explain(scenario, options);
    metric = pc_results_find(results, "cost.total", "all");
    assert_int_equal(e->trial, metric->trial_of[PC_TRIAL_MAX]);
    pc_explanation_free(e);
    forget(&r);
    pc_results_free(results);
    pc_scenario_free(scenario);
}

/* What is asked for is a part of the whole, entry for entry. */
static void filters_leave_out(void **state)
{
    (void)state;
    pc_scenario *scenario = load(everything);
    pc_explanation *all = explain(scenario, (pc_explain_options) { .trial = 5 });
    pc_explanation *some = explain(
        scenario, (pc_explain_options) { .trial = 5, .partner = "isv", .month = "2025-12" });
    size_t n = 0;
    for (size_t i = 0; i < all->n_happenings; i++) {
        const pc_happening *a = &all->happenings[i];
        if (a->month != 9 || a->partner == PC_NO_PARTNER ||
            !begins(all->partners[a->partner].name, "cohorts/isv/"))
            continue;
        assert_true(n < some->n_happenings);
        const pc_happening *b = &some->happenings[n++];
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->partner, b->partner);
        assert_string_equal(a->rule, b->rule);
        same_bits(everything, "amount", b->amount, a->amount);
    }
    assert_true(n > 0);
    assert_int_equal(n, some->n_happenings);
    assert_int_equal(all->n_sums, some->n_sums);
    balance(everything, some);
    pc_explanation_free(all);
    pc_explanation_free(some);
    pc_scenario_free(scenario);
}

static void the_same_on_every_path(void **state)
{
    (void)state;
    pc_scenario *scenario = load(everything);
    char *want = NULL;
    static const char *const paths[] = { "baseline", "avx2", "avx512" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (!pc_run_has_isa(paths[i])) continue;
        setenv("PARTNERCAST_ISA", paths[i], 1);
        pc_explanation *e = explain(scenario, (pc_explain_options) { .trial = 77 });
        char *json = pc_explanation_json(e);
        if (want) assert_string_equal(json, want);
        free(want);
        want = json;
        pc_explanation_free(e);
    }
    free(want);
    unsetenv("PARTNERCAST_ISA");
    pc_scenario_free(scenario);
}

/* ---- entries of all rules ---- */

static bool is_marginal(const char *rule)
{
    return strcmp(rule, "tiered/volume") == 0 || strcmp(rule, "tiered/goal") == 0;
}

/* Rate of the base, and the parts behind it, are the amount; n_parts: how often each is met. */
static void check_entry(const pc_explanation *e, size_t at, size_t *n_parts)
{
    static const char *const parts[] = { "catch-up", "bonus", "spiff", "cap" };
    const pc_happening *h = &e->happenings[at];
    double sum = 0;
    for (size_t i = at + 1; i < e->n_happenings && e->happenings[i].kind == PC_PART; i++) {
        const char *rule = e->happenings[i].rule;
        assert_true(strncmp(rule, h->rule, strlen(h->rule)) == 0);
        sum += e->happenings[i].amount;
        for (size_t k = 0; k < 4; k++)
            n_parts[k] += strcmp(strrchr(rule, ' ') + 1, parts[k]) == 0;
    }
    if (!isnan(h->value)) CHECK_CLOSE(h->limit - h->value, h->base, 0, 1e-6);
    if (isnan(h->base) || isnan(h->rate) || is_marginal(h->rule)) return;
    CHECK_CLOSE(h->base * h->rate + sum, h->amount, 0, 0.00501);
}

static void entries_of_all_rules_say_how_they_come_about(void **state)
{
    (void)state;
    pc_scenario *scenario = load("tests/cli/every-key-below/case.json");
    size_t n_parts[4] = { 0 }, n_floors = 0, n_renewals = 0;
    for (uint64_t trial = 0; trial < 30; trial++) {
        pc_explanation *e = explain(scenario, (pc_explain_options) { .trial = trial });
        for (size_t i = 0; i < e->n_happenings; i++) {
            const pc_happening *h = &e->happenings[i];
            if (h->kind != PC_COMMISSION || h->partner == PC_NO_PARTNER) continue;
            check_entry(e, i, n_parts);
            n_floors += strstr(h->rule, ": floor") != NULL;
            n_renewals += strstr(h->rule, ": renewal") != NULL;
        }
        for (size_t i = 0; i < e->n_sums; i++)
            assert_true(e->sums[i].ledger == e->sums[i].value);
        pc_explanation_free(e);
    }
    for (size_t k = 0; k < 4; k++) assert_true(n_parts[k] > 0);
    assert_true(n_floors > 100 && n_renewals > 10);
    pc_scenario_free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alone_as_in_the_run),
        cmocka_unit_test(entries_make_the_sums),
        cmocka_unit_test(tests_see_the_entries),
        cmocka_unit_test(commissions_follow_their_rule),
        cmocka_unit_test(lives_are_whole),
        cmocka_unit_test(nearest_and_worst_are_found),
        cmocka_unit_test(filters_leave_out),
        cmocka_unit_test(the_same_on_every_path),
        cmocka_unit_test(entries_of_all_rules_say_how_they_come_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
