/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine against the naive evaluator (naive/naive.h) on random small scenarios: every
 * metric of every trial, then the statistics of whole runs, then the identities that books must
 * keep.
 */
#include "naive/naive.h"

#include "../support/check.h"
#include "compile/model.h"
#include "partnercast/run.h"
#include "programme/metric.h"
#include "scenario/scenario.h"
#include "sim/sim.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TRIALS = PC_GROUP, N_SCENARIOS = 300, N_RUNS = 25, RUN_TRIALS = 1024 };

/* A scenario loaded, compiled and simulated: values[output][trial], raw. */
typedef struct engine {
    pc_diags *diags;
    pc_scenario *scenario;
    pc_model *model;
    double *scratch;
    pc_arena arena;
    const pc_metric_info *catalogue;
    size_t n_catalogue;
} engine;

static void print_diags(const pc_diags *diags, const char *text)
{
    for (size_t i = 0; i < pc_diags_count(diags); i++) {
        char *said = pc_diag_format(pc_diags_at(diags, i));
        print_error("%s", said ? said : "?");
        free(said);
    }
    if (text) print_error("%s\n", text);
}

/* Loads scenario text through a file, as users do. */
static pc_scenario *load(const char *text, pc_diags *diags)
{
    char path[] = "/tmp/partnercast-naive-XXXXXX.json";
    const int fd = mkstemps(path, 5);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    assert_true(fputs(text, file) >= 0 && fclose(file) == 0);
    pc_scenario *scenario = NULL;
    const pc_status status = pc_scenario_load(&scenario, path, NULL, diags);
    unlink(path);
    if (status == PC_OK) return scenario;
    print_diags(diags, text);
    fail_msg("a generated scenario is refused");
    return NULL;
}

static engine start(uint64_t number)
{
    engine e = { .diags = pc_diags_new() };
    char *text = naive_scenario(number);
    e.scenario = load(text, e.diags);
    if (pc_compile(&e.model, &e.scenario->programme, 2, e.diags) != PC_OK) {
        print_diags(e.diags, text);
        fail_msg("scenario %u does not compile", (unsigned)number);
    }
    free(text);
    e.scratch = aligned_alloc(64, (pc_sim_scratch(e.model) * sizeof(double) + 63) / 64 * 64);
    assert_non_null(e.scratch);
    pc_arena_init(&e.arena);
    e.n_catalogue = pc_metric_catalogue(&e.arena, &e.scenario->programme, &e.catalogue);
    pc_sim_group(pc_kernel_best(), e.model, e.scenario->programme.seed, 0, e.scratch);
    return e;
}

static void stop(engine *e)
{
    free(e->scratch);
    pc_arena_clear(&e->arena);
    pc_model_free(e->model);
    pc_scenario_free(e->scenario);
    pc_diags_free(e->diags);
}

static double value_of(const engine *e, const pc_output *output, size_t trial)
{
    return output->constant ? output->value
                            : e->scratch[output->reg * (size_t)PC_GROUP + trial];
}

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

static void every_trial_is_what_plain_loops_give(void **state)
{
    (void)state;
    naive_ledger *books = malloc(sizeof *books);
    naive_world *world = malloc(sizeof *world);
    for (uint64_t number = 0; number < N_SCENARIOS; number++) {
        engine e = start(number);
        naive_init(world, &e.scenario->programme);
        /* a few trials of many scenarios, each vector lane at least once over them */
        for (uint64_t k = 0; k < 12; k++) {
            naive_when when = { .world = world, .seed = e.scenario->programme.seed };
            when.at = k == 0 ? NAIVE_PLAN : k == 1 ? NAIVE_MEANS : NAIVE_SIMULATED;
            when.trial = k < 2 ? 0 : (number * 7 + k * 41) % TRIALS;
            naive_books(books, when);
            for (size_t o = 0; o < e.model->n_outputs; o++) {
                const pc_output *output = &e.model->outputs[o];
                if (output->base != PC_NONE) continue; /* a gap: its metric, shifted */
                check_value(&e, number, output, when, books,
                            k == 0   ? output->at_plan
                            : k == 1 ? output->at_means
                                     : value_of(&e, output, when.trial));
            }
        }
        naive_clear(world);
        stop(&e);
    }
    free(world);
    free(books);
}

/* ---- identities (docs/model/topdown.md), on what the engine gives, every trial and month ----
 */

/* The first output whose id is not below `id`: outputs are sorted by id, then period. */
static size_t first_of(const engine *e, const char *id)
{
    size_t low = 0, high = e->model->n_outputs;
    while (low < high) {
        const size_t mid = (low + high) / 2;
        if (strcmp(e->model->outputs[mid].id, id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static double at(const engine *e, const char *id, const char *period, size_t trial)
{
    const pc_output *outputs = e->model->outputs;
    for (size_t o = first_of(e, id); o < e->model->n_outputs && strcmp(outputs[o].id, id) == 0;
         o++)
        if (strcmp(outputs[o].period, period) == 0) return value_of(e, &outputs[o], trial);
    return NAN;
}

/* Lines whose money other lines contain. */
static bool is_memo(const engine *e, const char *id)
{
    static const char family[] = "cost.budget.";
    const pc_programme *programme = &e->scenario->programme;
    if (strncmp(id, family, sizeof family - 1) != 0) return false;
    for (size_t i = 0; i < programme->n_budget; i++)
        if (strcmp(programme->budget[i].id, id + sizeof family - 1) == 0)
            return programme->budget[i].memo;
    return false;
}

/* Every metric "<family><one id>" of a period, added up; `of` leaves out deeper ids. */
static double family_sum(const engine *e, const char *family, const char *period, size_t trial)
{
    double sum = 0;
    const size_t n = strlen(family);
    for (size_t o = 0; o < e->model->n_outputs; o++) {
        const pc_output *output = &e->model->outputs[o];
        if (strncmp(output->id, family, n) == 0 && strcmp(output->period, period) == 0 &&
            !is_memo(e, output->id))
            sum += value_of(e, output, trial);
    }
    return sum;
}

static void check_period(const engine *e, uint64_t number, const char *period, size_t trial)
{
    static const struct {
        const char *family, *total, *why;
    } rows[] = {
        { "revenue.channel.", "revenue.total", "channels sum to the total" },
        { "revenue.route.", "revenue.total", "routes sum to the total" },
        { "revenue.credit.", "revenue.total",
          "sourced, influenced and uncredited are disjoint and all" },
        { "cost.budget.", "cost.budget", "the budget is its lines, heads included" },
        { "commission.accrued.plan.", "cost.commission", "commission is the sum of its plans" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double sum = family_sum(e, rows[i].family, period, trial);
        const double total = at(e, rows[i].total, period, trial);
        if (isnan(total) || sum == total) continue;
        fail_msg("scenario %u, trial %u, %s: %s: %.17g against %.17g", (unsigned)number,
                 (unsigned)trial, period, rows[i].why, sum, total);
    }
    const double total = at(e, "revenue.total", period, trial);
    if (total != 0) CHECK_CLOSE(family_sum(e, "share.channel.", period, trial), 1, 1e-12, 0);
    for (size_t c = 0; c < PC_N_CREDITS; c++) {
        char id[40];
        snprintf(id, sizeof id, "revenue.credit.%s", pc_credit_ids[c]);
        /* months divide both bounds of a class: one that is almost nothing may lack one unit */
        const double least = *period == 'm' || *period == 'q' ? -1 : 0;
        assert_true(at(e, id, period, trial) >= least);
    }
    const double cost = at(e, "cost.total", period, trial);
    double parts = at(e, "cost.budget", period, trial);
    const double commission = at(e, "cost.commission", period, trial),
                 fees = at(e, "cost.marketplace_fee", period, trial);
    parts += (isnan(commission) ? 0 : commission) + (isnan(fees) ? 0 : fees);
    if (cost != parts)
        fail_msg("scenario %u: cost.total@%s %.17g is not %.17g", (unsigned)number, period,
                 cost, parts);
    const double gained = at(e, "roi.multiple.attributed", period, trial),
                 spent = at(e, "roi.multiple.costs", period, trial);
    if (spent != 0 && !isnan(spent))
        CHECK_CLOSE(at(e, "roi.multiple", period, trial), gained / spent, 1e-15, 0);
}

static bool is_flow(const engine *e, const char *id)
{
    const pc_metric_info *metric = pc_metric_find(e->catalogue, e->n_catalogue, id);
    return metric && metric->kind == PC_METRIC_FLOW && metric->family != PC_METRIC_GAP;
}

/* Months sum to quarters, years and all, for every flow. */
static void check_months(const engine *e, uint64_t number, size_t trial)
{
    const pc_programme *programme = &e->scenario->programme;
    for (size_t o = 0; o < e->model->n_outputs; o++) {
        const pc_output *output = &e->model->outputs[o];
        if (!is_flow(e, output->id) || output->period[0] == 'm') continue;
        pc_period period;
        assert_true(pc_period_parse(&period, output->period, programme));
        double sum = 0;
        /* outputs are sorted by id, then period: the months stand before their sums */
        for (size_t m = o; m-- > 0 && strcmp(e->model->outputs[m].id, output->id) == 0;) {
            if (e->model->outputs[m].period[0] != 'm') continue;
            const int month = atoi(e->model->outputs[m].period + 1) - 1;
            if (month >= period.first_month && month <= period.last_month)
                sum += value_of(e, &e->model->outputs[m], trial);
        }
        const double slack = /* implied deals are no whole numbers */
            strcmp(output->unit, "count") == 0 ? 1e-12 * fabs(sum) : 0;
        if (fabs(sum - value_of(e, output, trial)) > slack)
            fail_msg("scenario %u, trial %u: the months of %s@%s sum to %.17g, not %.17g",
                     (unsigned)number, (unsigned)trial, output->id, output->period, sum,
                     value_of(e, output, trial));
    }
}

/* ---- identities of subscriptions (docs/model/arr.md) ---- */

/* "<name>" or "<name>.channel.<id>" of a metric in month m, 0 being the start. */
static double of_channel(const engine *e, const char *name, const char *total,
                         const char *channel, int m, size_t trial)
{
    char id[160], period[16];
    snprintf(period, sizeof period, "m%d", m);
    if (channel)
        snprintf(id, sizeof id, "%s.channel.%s", name, channel);
    else
        snprintf(id, sizeof id, "%s", total);
    const double value = at(e, id, period, trial);
    if (isnan(value) && strcmp(name, "arr.nrr") != 0 && strcmp(name, "arr.grr") != 0)
        fail_msg("there is no %s@%s", id, period);
    return value;
}

/* ARR and customers at a month's close are those before, and what came, less what went; from
 * the second month on, because no metric holds the start. */
static void check_roll_forward(const engine *e, uint64_t number, const char *channel, int m,
                               size_t trial)
{
    const double before = of_channel(e, "arr", "arr.total", channel, m - 1, trial);
    const double close = of_channel(e, "arr", "arr.total", channel, m, trial);
    const double made = before + of_channel(e, "arr.new", "arr.new", channel, m, trial) +
                        of_channel(e, "arr.expansion", "arr.expansion", channel, m, trial) -
                        of_channel(e, "arr.contraction", "arr.contraction", channel, m, trial) -
                        of_channel(e, "arr.churn", "arr.churn", channel, m, trial);
    if (close != made)
        fail_msg("scenario %u, trial %u, m%d, channel %s: ARR is %.17g, not %.17g",
                 (unsigned)number, (unsigned)trial, m, channel ? channel : "all", close, made);
    const double people = of_channel(e, "customers", "customers.total", channel, m - 1, trial) +
                          of_channel(e, "deals", "deals.total", channel, m, trial) -
                          of_channel(e, "customers.lost", "customers.lost", channel, m, trial);
    CHECK_CLOSE(of_channel(e, "customers", "customers.total", channel, m, trial), people, 1e-12,
                1e-9);
    const double grr = of_channel(e, "arr.grr", "arr.grr", channel, m, trial),
                 nrr = of_channel(e, "arr.nrr", "arr.nrr", channel, m, trial);
    assert_int_equal(isnan(grr), isnan(nrr));
    if (m < 12) assert_true(isnan(grr));
    if (!isnan(grr)) assert_true(grr <= 1 + 1e-15 && grr <= nrr + 1e-15);
}

/* What is owed at a month's close: what was before, and what is accrued, less what is paid. */
static void check_payable(const engine *e, uint64_t number, int m, size_t trial)
{
    char now[16], before[16];
    snprintf(now, sizeof now, "m%d", m);
    snprintf(before, sizeof before, "m%d", m - 1);
    const double payable = at(e, "commission.payable", now, trial);
    if (isnan(payable)) return;
    const double owed = m > 1 ? at(e, "commission.payable", before, trial) : 0;
    const double made =
        owed + at(e, "commission.accrued", now, trial) - at(e, "commission.paid", now, trial);
    if (payable != made)
        fail_msg("scenario %u, trial %u: commission.payable@m%d is %.17g, not %.17g",
                 (unsigned)number, (unsigned)trial, m, payable, made);
}

static void check_subscriptions(const engine *e, uint64_t number, int m, size_t trial)
{
    const pc_programme *programme = &e->scenario->programme;
    bool any = false;
    for (size_t c = 0; c < programme->n_channels; c++) {
        if (!programme->channels[c].product) continue;
        any = true;
        if (m > 1) check_roll_forward(e, number, programme->channels[c].id, m, trial);
    }
    if (any && m > 1) check_roll_forward(e, number, NULL, m, trial);
}

static void books_keep_their_identities(void **state)
{
    (void)state;
    for (uint64_t number = 1000; number < 1060; number++) {
        engine e = start(number);
        for (size_t trial = 0; trial < TRIALS;
             trial += 1 + (size_t)e.scenario->programme.months / 4) {
            char period[16];
            for (int m = 1; m <= e.scenario->programme.months; m++) {
                snprintf(period, sizeof period, "m%d", m);
                check_period(&e, number, period, trial);
                check_subscriptions(&e, number, m, trial);
                check_payable(&e, number, m, trial);
            }
            check_period(&e, number, "all", trial);
            check_months(&e, number, trial);
        }
        stop(&e);
    }
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
                     fmax(5e-4 * reach(s, levels[i], shift), se) + 1e-12);
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

static void check_run(naive_world *world, const naive_ledger *books, const pc_results *results,
                      size_t n_trials)
{
    sample *s = malloc(sizeof *s);
    for (size_t i = 0; i < results->n_metrics; i++) {
        const pc_metric *metric = &results->metrics[i];
        const bool gap = strncmp(metric->id, "gap.", 4) == 0,
                   money = strcmp(metric->unit, "currency") == 0;
        const char *id = metric->id + (gap ? 4 : 0);
        const double stated = gap ? shift_of(world->programme, id, metric->period) : 0;
        pc_period period;
        assert_true(pc_period_parse(&period, metric->period, world->programme));
        s->n = s->n_undefined = 0;
        for (size_t t = 0; t < n_trials; t++) {
            const naive_when when = { .world = world,
                                      .seed = world->programme->seed,
                                      .trial = t,
                                      .length = length_of(&period) };
            double value;
            assert_true(naive_metric(&value, &books[t], when, id, period.first_month,
                                     period.last_month));
            if (isnan(value)) s->n_undefined++;
            if (!isnan(value) || metric->is_never)
                s->x[s->n++] =
                    isnan(value) ? (double)INFINITY : (money ? value / 100 : value) - stated;
        }
        qsort(s->x, s->n, sizeof *s->x, ascending);
        check_stats(metric, s, stated);
    }
    free(s);
}

static void runs_have_the_statistics_of_their_trials(void **state)
{
    (void)state;
    naive_ledger *books = malloc(RUN_TRIALS * sizeof *books);
    naive_world *world = malloc(sizeof *world);
    for (uint64_t number = 2000; number < 2000 + N_RUNS; number++) {
        pc_diags *diags = pc_diags_new();
        char *text = naive_scenario(number);
        pc_scenario *scenario = load(text, diags);
        pc_results *results = NULL;
        assert_int_equal(pc_run(&results, scenario,
                                &(pc_run_options) { .trials = RUN_TRIALS, .threads = 2 },
                                diags),
                         PC_OK);
        naive_init(world, &scenario->programme);
        for (uint64_t t = 0; t < RUN_TRIALS; t++)
            naive_books(
                &books[t],
                (naive_when) { .world = world, .seed = scenario->programme.seed, .trial = t });
        check_run(world, books, results, RUN_TRIALS);
        naive_clear(world);
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
        cmocka_unit_test(books_keep_their_identities),
        cmocka_unit_test(runs_have_the_statistics_of_their_trials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
