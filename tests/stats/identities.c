/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What books must keep, whatever the numbers (docs/model/topdown.md, arr.md, partners.md): in
 * every month and trial of random scenarios, and of every scenario of the folder scenarios/
 * with everything recorded. Money is exact to the minor unit.
 */
#include "naive/engine.h"

#include "../support/check.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum { N_SCENARIOS = 40, N_GROUPS = 1, MAX_SHEETS = 400 };

/* ---- the outputs of one trial, by period ---- */

typedef struct sheet {
    const char *period;
    const pc_output **outputs; /* sorted by id */
    size_t n;
} sheet;

typedef struct sum_of_months {
    const pc_output *whole, *months; /* n of them, one behind the other */
    size_t n;
} sum_of_months;

typedef struct book {
    engine *engine;
    sum_of_months *sums;
    size_t n_sums;
    const char *name;
    size_t trial, n_sheets;
    sheet sheets[MAX_SHEETS];
} book;

static sheet *sheet_of(book *b, const char *period)
{
    for (size_t i = 0; i < b->n_sheets; i++)
        if (strcmp(b->sheets[i].period, period) == 0) return &b->sheets[i];
    return NULL;
}

static void open_book(book *b, engine *e, const char *name)
{
    *b = (book) { .engine = e, .name = name };
    for (size_t o = 0; o < e->model->n_outputs; o++) {
        const pc_output *output = &e->model->outputs[o];
        sheet *s = sheet_of(b, output->period);
        if (!s) {
            assert_true(b->n_sheets < MAX_SHEETS);
            s = &b->sheets[b->n_sheets++];
            *s = (sheet) { .period = output->period,
                           .outputs = calloc(e->model->n_outputs, sizeof *s->outputs) };
        }
        s->outputs[s->n++] = output;
    }
}

static void close_book(book *b)
{
    for (size_t i = 0; i < b->n_sheets; i++) free(b->sheets[i].outputs);
    free(b->sums);
}

static double value(const book *b, const pc_output *output)
{
    return engine_value(b->engine, output, b->trial);
}

/* NAN where there is no such metric. */
static double at(const book *b, const sheet *s, const char *id)
{
    size_t low = 0, high = s->n;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (strcmp(s->outputs[middle]->id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->n && strcmp(s->outputs[low]->id, id) == 0 ? value(b, s->outputs[low])
                                                              : (double)NAN;
}

static double or_nothing(double x)
{
    return isnan(x) ? 0 : x;
}

static void must_be(const book *b, const sheet *s, const char *why, double got, double want)
{
    if (got == want) return;
    fail_msg("%s, trial %u, %s: %s: %.17g against %.17g", b->name, (unsigned)b->trial,
             s->period, why, got, want);
}

/* Lines whose money other lines contain. */
static bool is_memo(const book *b, const char *id)
{
    static const char family[] = "cost.budget.";
    const pc_programme *programme = &b->engine->scenario->programme;
    if (strncmp(id, family, sizeof family - 1) != 0) return false;
    for (size_t i = 0; i < programme->n_budget; i++)
        if (strcmp(programme->budget[i].id, id + sizeof family - 1) == 0)
            return programme->budget[i].memo;
    return false;
}

/* Every metric "<family><one id>" of a period, added up. */
static double family_sum(const book *b, const sheet *s, const char *family)
{
    double sum = 0;
    const size_t n = strlen(family);
    for (size_t o = 0; o < s->n; o++)
        if (strncmp(s->outputs[o]->id, family, n) == 0 && !is_memo(b, s->outputs[o]->id))
            sum += value(b, s->outputs[o]);
    return sum;
}

/* ---- sums of parts ---- */

static void check_totals(const book *b, const sheet *s)
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
        { "partners.channel.", "partners.total", "partners are those of the channels" },
        { "minimum.channel.", "minimum.total", "minimums are those of the channels" },
        { "bookings.channel.", "bookings.total", "bookings are those of the channels" },
        { "arr.channel.", "arr.total", "ARR is that of the channels" },
        { "revenue.recognised.channel.", "revenue.recognised.total", "what is recognised" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double total = at(b, s, rows[i].total);
        if (!isnan(total)) must_be(b, s, rows[i].why, family_sum(b, s, rows[i].family), total);
    }
}

static void check_credits(const book *b, const sheet *s)
{
    const double total = at(b, s, "revenue.total"), touched = at(b, s, "revenue.attributed");
    /* months divide both bounds of a class: one that is almost nothing may lack one unit */
    const double slack = *s->period == 'm' || *s->period == 'q' ? 1 : 0;
    for (size_t c = 0; c < PC_N_CREDITS; c++) {
        char id[40];
        snprintf(id, sizeof id, "revenue.credit.%s", pc_credit_ids[c]);
        assert_true(at(b, s, id) >= -slack);
    }
    assert_true(touched <= total + slack);
    if (total == 0) return;
    CHECK_CLOSE(family_sum(b, s, "share.channel."), 1, 1e-12, 0);
    const pc_programme *programme = &b->engine->scenario->programme;
    for (size_t i = 0; i < programme->n_sets; i++) {
        char share[120], revenue[120];
        snprintf(share, sizeof share, "share.set.%s", programme->sets[i].id);
        snprintf(revenue, sizeof revenue, "revenue.set.%s", programme->sets[i].id);
        CHECK_CLOSE(at(b, s, revenue), total * at(b, s, share), 1e-12, 0);
    }
}

/* What partners paid for their tiers up to the period's end; 0 where nothing is asked for. */
static double fees_until(const book *b, const sheet *s)
{
    pc_period period;
    double sum = 0;
    if (isnan(at(b, s, "income.tier_fees"))) return 0;
    assert_true(pc_period_parse(&period, s->period, &b->engine->scenario->programme));
    for (size_t i = 0; i < b->n_sheets; i++) {
        pc_period month;
        assert_true(
            pc_period_parse(&month, b->sheets[i].period, &b->engine->scenario->programme));
        if (month.kind == PC_PERIOD_MONTH && month.last_month <= period.last_month)
            sum += at(b, &b->sheets[i], "income.tier_fees");
    }
    return sum;
}

/* The return as the plan's totals give it, against the definition's own sums. */
static void check_return(const book *b, const sheet *s)
{
    must_be(b, s, "costs are budget, commission and fees", at(b, s, "cost.total"),
            at(b, s, "cost.budget") + or_nothing(at(b, s, "cost.commission")) +
                or_nothing(at(b, s, "cost.marketplace_fee")));
    static const struct {
        const char *id, *attributed, *costs;
        bool is_net;
    } rows[] = {
        { "roi.multiple", "roi.multiple.attributed", "roi.multiple.costs", false },
        { "roi.net", "roi.net.attributed", "roi.net.costs", true },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double gained = at(b, s, rows[i].attributed), spent = at(b, s, rows[i].costs);
        if (isnan(gained) || isnan(spent) || spent == 0) continue;
        const double above = rows[i].is_net ? gained - spent : gained;
        CHECK_CLOSE(at(b, s, rows[i].id), above / spent, 1e-15, 0);
    }
    const double cash = at(b, s, "roi.cash");
    if (!isnan(cash))
        must_be(b, s, "cash is what came in and what tiers cost less what was paid", cash,
                at(b, s, "roi.cash.attributed") - at(b, s, "roi.cash.costs") +
                    fees_until(b, s));
}

static void check_period(const book *b, const sheet *s)
{
    check_totals(b, s);
    check_credits(b, s);
    check_return(b, s);
}

/* ---- from one month's close to the next ---- */

/* "<name>" or "<name>.channel.<id>"; there must be one. */
static double of_channel(const book *b, const sheet *s, const char *name, const char *total,
                         const char *channel)
{
    char id[160];
    snprintf(id, sizeof id, channel ? "%s.channel.%s" : "%.0s%s", channel ? name : "",
             channel ? channel : total);
    const double found = at(b, s, id);
    if (isnan(found) && strcmp(name, "arr.nrr") != 0 && strcmp(name, "arr.grr") != 0)
        fail_msg("%s: there is no %s@%s", b->name, id, s->period);
    return found;
}

/* Partners one by one have deals, customers only with a product. */
static bool sells_without_product(const pc_programme *programme)
{
    for (size_t c = 0; c < programme->n_channels; c++)
        if (programme->channels[c].type == PC_CHANNEL_PARTNERS &&
            !programme->channels[c].product)
            return true;
    return false;
}

/* ARR and customers at a month's close are those before, and what came, less what went. */
static void check_roll_forward(const book *b, const sheet *before, const sheet *s, int month,
                               const char *channel)
{
    must_be(b, s, "ARR is what was, came and went",
            of_channel(b, s, "arr", "arr.total", channel),
            of_channel(b, before, "arr", "arr.total", channel) +
                of_channel(b, s, "arr.new", "arr.new", channel) +
                of_channel(b, s, "arr.expansion", "arr.expansion", channel) -
                of_channel(b, s, "arr.contraction", "arr.contraction", channel) -
                of_channel(b, s, "arr.churn", "arr.churn", channel));
    if (channel || !sells_without_product(&b->engine->scenario->programme))
        CHECK_CLOSE(of_channel(b, s, "customers", "customers.total", channel),
                    of_channel(b, before, "customers", "customers.total", channel) +
                        of_channel(b, s, "deals", "deals.total", channel) -
                        of_channel(b, s, "customers.lost", "customers.lost", channel),
                    1e-12, 1e-9);
    const double grr = of_channel(b, s, "arr.grr", "arr.grr", channel),
                 nrr = of_channel(b, s, "arr.nrr", "arr.nrr", channel);
    assert_int_equal(isnan(grr), isnan(nrr));
    if (month < 12) assert_true(isnan(grr));
    if (!isnan(grr)) assert_true(grr <= 1 + 1e-15 && grr <= nrr + 1e-15);
}

static void check_subscriptions(const book *b, const sheet *before, const sheet *s, int month)
{
    const pc_programme *programme = &b->engine->scenario->programme;
    bool any = false;
    for (size_t c = 0; c < programme->n_channels; c++) {
        if (!programme->channels[c].product) continue;
        any = true;
        check_roll_forward(b, before, s, month, programme->channels[c].id);
    }
    if (any) check_roll_forward(b, before, s, month, NULL);
}

/* What is owed, and who is there, at a month's close; `before` NULL: the first month. */
static void check_stocks(const book *b, const sheet *before, const sheet *s)
{
    const double payable = at(b, s, "commission.payable"),
                 partners = at(b, s, "partners.total");
    if (!isnan(payable))
        must_be(b, s, "payable is what was, was accrued, paid and forfeited", payable,
                (before ? at(b, before, "commission.payable") : 0) +
                    at(b, s, "commission.accrued") - at(b, s, "commission.paid") -
                    or_nothing(at(b, s, "commission.forfeited")));
    if (!isnan(partners) && before)
        must_be(b, s, "partners are who were, joined and left", partners,
                at(b, before, "partners.total") + at(b, s, "partners.recruited") -
                    at(b, s, "partners.exited"));
}

/* ---- ladders ---- */

/* "<prefix><ladder>.<name>", 0 where there is none such. */
static double of_ladder(const book *b, const sheet *s, const char *prefix,
                        const pc_ladder *ladder, const char *name)
{
    char id[300];
    snprintf(id, sizeof id, "%s%s.%s", prefix, ladder->id, name);
    const double found = at(b, s, id);
    if (isnan(found)) fail_msg("%s: there is no %s@%s", b->name, id, s->period);
    return found;
}

/* What moves bring to a tier on balance; counts all of them, up and down, on the way. */
static double brought(const book *b, const sheet *s, const pc_ladder *ladder, size_t tier,
                      double *up, double *down)
{
    double sum = 0;
    for (size_t k = 0; k < ladder->n_tiers; k++) {
        char in[220], out[220];
        snprintf(in, sizeof in, "%s.%s", ladder->tiers[k].id, ladder->tiers[tier].id);
        snprintf(out, sizeof out, "%s.%s", ladder->tiers[tier].id, ladder->tiers[k].id);
        const double comes = of_ladder(b, s, "migration.", ladder, in);
        sum += comes - of_ladder(b, s, "migration.", ladder, out);
        *up += k < tier ? comes : 0;
        *down += k > tier ? comes : 0;
    }
    return sum;
}

/* closing = opening + entries - exits + moves in - moves out, of each tier: the moves of this
 * month's review, or, where it takes effect in the next month, of the last one's. */
static double check_tiers(const book *b, const sheet *before, const sheet *s,
                          const pc_ladder *ladder)
{
    double up = 0, down = 0, unused = 0, all = 0;
    for (size_t t = 0; t < ladder->n_tiers; t++) {
        char entry[120], exit[120];
        const char *id = ladder->tiers[t].id;
        snprintf(entry, sizeof entry, "entry.%s", id);
        snprintf(exit, sizeof exit, "%s.exit", id);
        const double now = brought(b, s, ladder, t, &up, &down);
        double want = of_ladder(b, s, "migration.", ladder, entry) -
                      of_ladder(b, s, "migration.", ladder, exit);
        if (before) {
            want += of_ladder(b, before, "tier.", ladder, id);
            if (!ladder->same_month) want += brought(b, before, ladder, t, &unused, &unused);
        }
        if (ladder->same_month) want += now;
        const double there = of_ladder(b, s, "tier.", ladder, id);
        must_be(b, s, "a tier is who was in it, came, went and moved", there, want);
        assert_true(there >= 0);
        all += there;
    }
    must_be(b, s, "promotions are the moves up", of_ladder(b, s, "tier.", ladder, "promotions"),
            up);
    must_be(b, s, "demotions are the moves down", of_ladder(b, s, "tier.", ladder, "demotions"),
            down);
    return all;
}

static bool is_on(const pc_conduct *conduct, size_t ladder)
{
    return conduct && conduct->ladder_id == ladder;
}

/* Whether the partners that are counted are those on ladders, each on one. */
static bool all_climb(const pc_programme *programme)
{
    for (size_t i = 0; i < programme->n_cohorts; i++)
        if (!programme->cohorts[i].conduct || is_on(programme->cohorts[i].conduct, PC_NONE))
            return false;
    for (size_t i = 0; i < programme->n_partners; i++)
        if (is_on(programme->partners[i].conduct, PC_NONE)) return false;
    return programme->n_cohorts > 0;
}

static void check_ladders(const book *b, const sheet *before, const sheet *s)
{
    const pc_programme *programme = &b->engine->scenario->programme;
    double all = 0;
    for (size_t i = 0; i < programme->n_ladders; i++) {
        bool used = false;
        for (size_t k = 0; k < programme->n_cohorts; k++)
            used |= is_on(programme->cohorts[k].conduct, i);
        for (size_t k = 0; k < programme->n_partners; k++)
            used |= is_on(programme->partners[k].conduct, i);
        if (used) all += check_tiers(b, before, s, &programme->ladders[i]);
    }
    if (all_climb(programme))
        must_be(b, s, "partners are those of all tiers", all, at(b, s, "partners.total"));
}

/* Named partners are a part of their channel. */
static void check_named(const book *b, const sheet *s)
{
    const pc_programme *programme = &b->engine->scenario->programme;
    for (size_t c = 0; c < programme->n_channels; c++) {
        double sum = 0;
        char id[200];
        for (size_t i = 0; i < programme->n_partners; i++) {
            if (!programme->partners[i].conduct || programme->partners[i].channel_id != c)
                continue;
            snprintf(id, sizeof id, "revenue.partner.%s", programme->partners[i].id);
            sum += or_nothing(at(b, s, id));
        }
        snprintf(id, sizeof id, "revenue.channel.%s", programme->channels[c].id);
        assert_true(sum == 0 || sum <= at(b, s, id));
    }
}

/* ---- months make up longer periods ---- */

static bool is_flow(const engine *e, const char *id)
{
    const pc_metric_info *metric = pc_metric_find(e->catalogue, e->n_catalogue, id);
    return metric && metric->kind == PC_METRIC_FLOW && metric->family != PC_METRIC_GAP;
}

/* Outputs are sorted by id, then period, so a metric's months stand together in front. */
static void find_sums(book *b)
{
    const engine *e = b->engine;
    size_t first_month = 0;
    b->sums = calloc(e->model->n_outputs, sizeof *b->sums);
    for (size_t o = 0; o < e->model->n_outputs; o++) {
        const pc_output *output = &e->model->outputs[o];
        if (strcmp(output->period, "m1") == 0) first_month = o;
        if (output->period[0] == 'm' || !is_flow(e, output->id)) continue;
        pc_period period;
        assert_true(pc_period_parse(&period, output->period, &e->scenario->programme));
        assert_string_equal(e->model->outputs[first_month].id, output->id);
        b->sums[b->n_sums++] =
            (sum_of_months) { output, e->model->outputs + first_month + period.first_month,
                              (size_t)(period.last_month - period.first_month + 1) };
    }
}

static void check_months(const book *b)
{
    for (size_t i = 0; i < b->n_sums; i++) {
        const sum_of_months *s = &b->sums[i];
        double sum = 0;
        for (size_t m = 0; m < s->n; m++) sum += value(b, &s->months[m]);
        const double slack = /* implied deals are no whole numbers */
            strcmp(s->whole->unit, "count") == 0 ? 1e-12 * fabs(sum) : 0;
        if (fabs(sum - value(b, s->whole)) > slack)
            fail_msg("%s, trial %u: the months of %s@%s sum to %.17g, not %.17g", b->name,
                     (unsigned)b->trial, s->whole->id, s->whole->period, sum,
                     value(b, s->whole));
    }
}

/* ---- all of it ---- */

static void check_trial(book *b)
{
    const sheet *before = NULL;
    for (int m = 1; m <= b->engine->scenario->programme.months; m++) {
        char period[16];
        snprintf(period, sizeof period, "m%d", m);
        const sheet *s = sheet_of(b, period);
        assert_non_null(s);
        if (before) check_subscriptions(b, before, s, m);
        check_stocks(b, before, s);
        check_ladders(b, before, s);
        check_named(b, s);
        before = s;
    }
    for (size_t i = 0; i < b->n_sheets; i++) check_period(b, &b->sheets[i]);
    check_months(b);
}

static void check_books(engine *e, const char *name, size_t step)
{
    book *b = malloc(sizeof *b);
    open_book(b, e, name);
    find_sums(b);
    for (b->trial = 0; b->trial < ENGINE_TRIALS; b->trial += step) check_trial(b);
    close_book(b);
    free(b);
}

static void check_random(uint64_t first, uint64_t n)
{
    for (uint64_t k = 0; k < n; k++) {
        char name[40];
        snprintf(name, sizeof name, "random scenario %u", (unsigned)(first % NAIVE_BELOW + k));
        engine e = engine_start(first + k);
        check_books(&e, name, 1 + (size_t)e.scenario->programme.months / 4);
        engine_stop(&e);
    }
}

static void random_scenarios(void **state)
{
    (void)state;
    check_random(engine_first(1000), engine_many(N_SCENARIOS));
}

static void random_scenarios_from_below(void **state)
{
    (void)state;
    check_random(engine_first(NAIVE_BELOW + 1000), engine_many(N_SCENARIOS));
}

static void check_file(const char *path)
{
    static const char *const sets[] = {
        "/run/record=[\"*@m*\",\"*@q*\",\"*@y*\",\"*@fy*\",\"*@all\"]"
    };
    pc_diags *diags = pc_diags_new();
    pc_scenario *scenario = NULL;
    const pc_scenario_options options = { .sets = sets, .n_sets = 1, .root = "scenarios" };
    if (pc_scenario_load(&scenario, path, &options, diags) != PC_OK)
        fail_msg("%s cannot be read", path);
    engine e = engine_of(scenario, diags);
    for (uint64_t group = 0; group < engine_many(N_GROUPS); group++) {
        engine_simulate(&e, group * ENGINE_TRIALS);
        check_books(&e, path, 1);
    }
    engine_stop(&e);
}

static void shipped_scenarios(void **state)
{
    (void)state;
    glob_t found = { 0 };
    assert_int_equal(glob("scenarios/*.json", 0, NULL, &found), 0);
    glob("scenarios/variants/*.json", GLOB_APPEND, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc; i++) check_file(found.gl_pathv[i]);
    globfree(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_scenarios),
        cmocka_unit_test(random_scenarios_from_below),
        cmocka_unit_test(shipped_scenarios),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
