/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine against the naive evaluator (naive/naive.h) on random small scenarios: every
 * metric of every trial, its named cases, then the statistics of whole runs. PC_TEST_MORE and
 * PC_TEST_FIRST ask for more of them, and for others.
 */
#include "naive/engine.h"

#include "../support/check.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = ENGINE_TRIALS, N_SCENARIOS = 50, N_BELOW = 60, N_RUNS = 5, RUN_TRIALS = 1024 };

/* Sizes below 2^-30 share one bin of the histogram (src/stats/tally.h). */
#define TINY 0x1p-30

/* Money is whole and must be equal; ratios may differ in the last digits. */
static bool agree(const pc_output *output, double got, double want)
{
    if (isnan(got) || isnan(want)) return isnan(got) && isnan(want);
    if (got == want) return true;
    const bool whole = strcmp(output->unit, "currency") == 0 &&
                       strncmp(output->id, "roi.npv", 7) != 0 &&
                       strcmp(output->id, "cac.partner") != 0;
    return !whole && fabs(got - want) <= 1e-12 * fabs(want) + 1e-13;
}

/* Without the horizon; 0: as long as it is. */
static int length_of(const pc_period *period)
{
    switch (period->kind) {
    case PC_PERIOD_MONTH:
        return 1;
    case PC_PERIOD_QUARTER:
        return 3;
    case PC_PERIOD_YEAR:
    case PC_PERIOD_FISCAL_YEAR:
        return 12;
    default:
        return 0;
    }
}

static void check_value(const engine *e, uint64_t number, const pc_output *output,
                        naive_when when, const naive_ledger *books, double got)
{
    pc_period period;
    double want;
    assert_true(pc_period_parse(&period, output->period, &e->scenario->programme));
    when.length = length_of(&period);
    if (!naive_metric(&want, books, when, output->id, period.first_month, period.last_month))
        fail_msg("the naive evaluator knows no %s", output->id);
    if (agree(output, got, want)) return;
    /* Parts of partners are no whole numbers: sums differ in the last digits. Where that turns
     * the cent of one of those that joined in a month, it turns that of all of them; months
     * add up. */
    const double cents = 40 + 10 * (period.last_month + 1);
    if (number >= NAIVE_BELOW && when.at != NAIVE_SIMULATED &&
        fabs(got - want) <= 1e-9 * fabs(want) + cents)
        return;
    char *text = naive_scenario(number);
    print_error("scenario %u, %s, trial %u: %s@%s is %.17g, naively %.17g\n%s\n",
                (unsigned)number,
                when.at == NAIVE_PLAN    ? "at plan"
                : when.at == NAIVE_MEANS ? "at means"
                                         : "simulated",
                (unsigned)when.trial, output->id, output->period, got, want, text);
    free(text);
    fail();
}

static void compare_trials(uint64_t first, uint64_t n)
{
    naive_ledger *books = malloc(sizeof *books);
    naive_world *world = malloc(sizeof *world);
    size_t close_calls = 0;
    for (uint64_t number = first; number < first + n; number++) {
        engine e = engine_start(number);
        naive_init(world, &e.scenario->programme);
        /* a few trials of many scenarios, each vector lane at least once over them */
        for (uint64_t k = 0; k < 12; k++) {
            naive_when when = { .world = world, .seed = e.scenario->programme.seed };
            when.at = k == 0 ? NAIVE_PLAN : k == 1 ? NAIVE_MEANS : NAIVE_SIMULATED;
            when.trial = k < 2 ? 0 : (number * 7 + k * 41) % TRIALS;
            world->close_calls = 0;
            naive_books(books, when);
            /* A uniform on a step, which rounding may pass on either side: hardly ever. What is
             * expected may well come to just a threshold. */
            if (world->close_calls > 0) {
                close_calls += when.at == NAIVE_SIMULATED;
                continue;
            }
            for (size_t o = 0; o < e.model->n_outputs; o++) {
                const pc_output *output = &e.model->outputs[o];
                if (output->base != PC_NONE) continue; /* a gap: its metric, shifted */
                check_value(&e, number, output, when, books,
                            k == 0   ? output->at_plan
                            : k == 1 ? output->at_means
                                     : engine_value(&e, output, when.trial));
            }
        }
        naive_clear(world);
        engine_stop(&e);
    }
    free(world);
    free(books);
    assert_true(close_calls <= 1 + n / 20); /* of ten times n trials */
}

static void every_trial_is_what_plain_loops_give(void **state)
{
    (void)state;
    compare_trials(engine_first(0), engine_many(N_SCENARIOS));
}

static void every_partner_is_what_plain_loops_give(void **state)
{
    (void)state;
    compare_trials(engine_first(NAIVE_BELOW), engine_many(N_BELOW));
}

/* ---- statistics of whole runs ---- */

typedef struct sample {
    double x[RUN_TRIALS]; /* defined values, ascending; "never" is infinite */
    size_t n, n_undefined;
} sample;

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A histogram's error is relative to the values that a quantile lies between. */
static double reach(const sample *s, double p, double shift)
{
    const size_t k = (size_t)((double)(s->n - 1) * p);
    const double low = fabs(s->x[k] + shift),
                 high = fabs(s->x[k + 1 < s->n ? k + 1 : k] + shift);
    return low > high ? low : high;
}

/* Values that many trials share: their standard error covers the bin (docs/decisions.md, 8). */
static bool is_shared(const sample *s, double p)
{
    const size_t k = (size_t)((double)(s->n - 1) * p);
    return (k > 0 && s->x[k] == s->x[k - 1]) || (k + 2 < s->n && s->x[k + 1] == s->x[k + 2]);
}

/* Type 7: between the order statistics around (n - 1) p. */
static double quantile(const sample *s, double p)
{
    const double at_rank = (double)(s->n - 1) * p;
    const size_t k = (size_t)at_rank;
    const double low = s->x[k], high = s->x[k + 1 < s->n ? k + 1 : k];
    return low == high ? low : low + (at_rank - (double)k) * (high - low);
}

static void check_figure(const pc_metric *metric, pc_stat stat, double want, double relative,
                         double absolute)
{
    const double got = metric->stats[stat].value;
    if (got == want || fabs(got - want) <= relative * fabs(want) + absolute) return;
    fail_msg("%s@%s: %s is %.17g, naively %.17g", metric->id, metric->period, pc_stat_ids[stat],
             got, want);
}

/* `shift`: what a gap has taken off its metric; a histogram's error is relative to the metric.
 */
static void check_stats(const pc_metric *metric, const sample *s, double shift)
{
    double sum = 0, squares = 0;
    CHECK_CLOSE(isnan(metric->undefined.value) ? 0 : metric->undefined.value,
                (double)s->n_undefined / RUN_TRIALS, 1e-15, 0);
    if (s->n == 0 || isinf(s->x[s->n - 1])) return;
    for (size_t i = 0; i < s->n; i++) sum += s->x[i];
    const double mean = sum / (double)s->n, n = (double)s->n;
    for (size_t i = 0; i < s->n; i++) squares += (s->x[i] - mean) * (s->x[i] - mean);
    const double sd = s->n > 1 ? sqrt(squares / (n - 1)) : 0;
    check_figure(metric, PC_MEAN, mean, 1e-12, 1e-13);
    CHECK_CLOSE(metric->stats[PC_MEAN].se, sd / sqrt(n), 1e-6, 1e-9 * fabs(mean));
    check_figure(metric, PC_SD, sd, 1e-6, 1e-9 * fabs(mean));
    check_figure(metric, PC_MIN, s->x[0], 1e-12, 1e-13);
    check_figure(metric, PC_MAX, s->x[s->n - 1], 1e-12, 1e-13);
    static const double levels[] = { .05, .10, .25, .50, .75, .90, .95 };
    for (size_t i = 0; i < 7; i++) {
        const double want = quantile(s, levels[i]);
        const double se = is_shared(s, levels[i]) ? metric->stats[PC_P5 + i].se : 0;
        check_figure(metric, PC_P5 + (pc_stat)i, want, 0,
                     fmax(5e-4 * reach(s, levels[i], shift), se) + TINY);
    }
    if (!isnan(metric->p_stated.value)) {
        size_t reached = 0;
        for (size_t i = 0; i < s->n; i++)
            reached += metric->is_never ? s->x[i] <= metric->stated : s->x[i] >= metric->stated;
        CHECK_CLOSE(metric->p_stated.value, (double)reached / n, 1e-15, 0);
    }
}

static double shift_of(const pc_programme *programme, const char *id, const char *period)
{
    for (size_t i = 0; i < programme->n_stated; i++) {
        char text[PC_PERIOD_SIZE];
        if (strcmp(programme->stated[i].metric, id) == 0 &&
            strcmp(pc_period_text(text, &programme->stated[i].period), period) == 0)
            return programme->stated[i].value;
    }
    return NAN;
}

/* values[trial], in the metric's own unit, against its statistics; sorts them. */
static void check_metric(const pc_programme *programme, const pc_metric *metric,
                         const double *values)
{
    const bool gap = strncmp(metric->id, "gap.", 4) == 0,
               money = strcmp(metric->unit, "currency") == 0;
    const double stated = gap ? shift_of(programme, metric->id + 4, metric->period) : 0;
    sample *s = malloc(sizeof *s);
    s->n = s->n_undefined = 0;
    for (size_t t = 0; t < RUN_TRIALS; t++) {
        if (isnan(values[t])) s->n_undefined++;
        if (!isnan(values[t]) || metric->is_never)
            s->x[s->n++] = isnan(values[t]) ? (double)INFINITY
                                            : (money ? values[t] / 100 : values[t]) - stated;
    }
    qsort(s->x, s->n, sizeof *s->x, ascending);
    check_stats(metric, s, stated);
    free(s);
}

/* A metric of the books, as results name it. */
static double naively(const naive_ledger *books, naive_when when, const char *id,
                      const char *period_text)
{
    pc_period period;
    double value;
    assert_true(pc_period_parse(&period, period_text, when.world->programme));
    when.length = length_of(&period);
    if (strncmp(id, "gap.", 4) == 0) id += 4;
    assert_true(naive_metric(&value, books, when, id, period.first_month, period.last_month));
    return value;
}

static void check_run(naive_world *world, naive_ledger *books, const pc_results *results)
{
    const size_t n = results->n_metrics;
    double *values = malloc(n * RUN_TRIALS * sizeof *values);
    for (size_t t = 0; t < RUN_TRIALS; t++) {
        const naive_when when = { .world = world, .seed = world->programme->seed, .trial = t };
        naive_books(books, when);
        for (size_t i = 0; i < n; i++)
            values[i * RUN_TRIALS + t] =
                naively(books, when, results->metrics[i].id, results->metrics[i].period);
    }
    for (size_t i = 0; i < n; i++)
        check_metric(world->programme, &results->metrics[i], values + i * RUN_TRIALS);
    free(values);
}

/* A case is its own programme, at plan. */
static void check_case(naive_world *world, naive_ledger *books, const pc_scenario_case *of,
                       const pc_case_result *result, const pc_metric *metrics)
{
    naive_init(world, &of->programme);
    const naive_when when = { .world = world, .at = NAIVE_PLAN };
    naive_books(books, when);
    for (size_t i = 0; i < result->n_values; i++) {
        const pc_case_value *value = &result->values[i];
        double want = naively(books, when, value->metric, value->period);
        if (strcmp(metrics[i].unit, "currency") == 0) want /= 100;
        if (strncmp(value->metric, "gap.", 4) == 0)
            want -= shift_of(&of->programme, value->metric + 4, value->period);
        if (isnan(want) && isnan(value->value)) continue;
        if (!(fabs(value->value - want) <= 1e-12 * fabs(want) + 1e-9))
            fail_msg("case %s: %s@%s is %.17g, naively %.17g", result->id, value->metric,
                     value->period, value->value, want);
    }
    naive_clear(world);
}

static void runs_have_the_statistics_of_their_trials(void **state)
{
    (void)state;
    naive_ledger *books = malloc(sizeof *books);
    naive_world *world = malloc(sizeof *world);
    const uint64_t first = engine_first(2000);
    for (uint64_t number = first; number < first + engine_many(N_RUNS); number++) {
        pc_diags *diags = pc_diags_new();
        char *text = naive_scenario(number);
        pc_scenario *scenario = engine_load(text, diags);
        pc_results *results = NULL;
        assert_int_equal(pc_run(&results, scenario,
                                &(pc_run_options) { .trials = RUN_TRIALS, .threads = 2 },
                                diags),
                         PC_OK);
        naive_init(world, &scenario->programme);
        check_run(world, books, results);
        naive_clear(world);
        assert_int_equal(results->n_cases, scenario->n_cases);
        for (size_t i = 0; i < results->n_cases; i++)
            check_case(world, books, &scenario->cases[i], &results->cases[i], results->metrics);
        pc_results_free(results);
        pc_scenario_free(scenario);
        pc_diags_free(diags);
        free(text);
    }
    free(world);
    free(books);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_trial_is_what_plain_loops_give),
        cmocka_unit_test(every_partner_is_what_plain_loops_give),
        cmocka_unit_test(runs_have_the_statistics_of_their_trials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
