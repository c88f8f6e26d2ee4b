/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/charts/lint/whole.h"

#include "tests/charts/lint/commission_cases.h"
#include "tests/charts/lint/ladder_cases.h"

#include <stdlib.h>

static const char *keep(whole *w, const char *text)
{
    char *at = w->texts + w->n_text;
    const size_t n = strlen(text) + 1;
    if (w->n_text + n > sizeof w->texts) abort();
    memcpy(at, text, n);
    w->n_text += n;
    return at;
}

pc_metric *whole_add(whole *w, const char *id, const char *period, const char *unit,
                     const made_year *year)
{
    if (w->results.n_metrics >= WHOLE_METRICS) abort();
    pc_metric *m = &w->metrics[w->results.n_metrics++];
    *m = (pc_metric) { .id = keep(w, id), .period = keep(w, period), .unit = unit };
    made_metric(m, year, (double)w->results.trials);
    return m;
}

pc_metric *whole_find(whole *w, const char *id, const char *period)
{
    for (size_t i = 0; i < w->results.n_metrics; i++)
        if (strcmp(w->metrics[i].id, id) == 0 && strcmp(w->metrics[i].period, period) == 0)
            return &w->metrics[i];
    return NULL;
}

static const char *year_name(size_t i)
{
    static char name[16];
    snprintf(name, sizeof name, "y%zu", i + 1);
    return name;
}

static made_year around(double middle, double cv)
{
    const double spread = fabs(middle) * cv;
    return (made_year) { { middle - 1.5 * spread, middle - 0.6 * spread, middle,
                           middle + 0.7 * spread, middle + 2 * spread },
                         NAN,
                         NAN,
                         NAN };
}

static void start(whole *w, size_t n_years)
{
    w->results.months = 12 * (int)n_years;
    snprintf(w->headline, sizeof w->headline, "roi.multiple@y1");
}

static void add_channel(whole *w, const char *name, size_t n_years, double first, double last,
                        double total)
{
    char id[256];
    w->channels[w->results.n_channels++] = name;
    for (size_t y = 0; y < n_years; y++) {
        const double part = n_years > 1 ? (double)y / (double)(n_years - 1) : 1;
        const double share = first + part * (last - first);
        made_year year = around(share, 0.25);
        if (year.p[4] > 1) year.p[4] = 1;
        if (year.p[3] > 1) year.p[3] = 1;
        snprintf(id, sizeof id, "share.channel.%s", name);
        pc_metric *m = whole_add(w, id, year_name(y), "fraction", &year);
        if (y + 1 == n_years && w->results.n_channels % 2 == 0) {
            m->stated = share * 1.1;
            m->p_stated = (pc_estimate) { 0.3, 0.003 };
        }
        year = around(share * total * pow(1.8, (double)y), 0.35);
        snprintf(id, sizeof id, "revenue.channel.%s", name);
        whole_add(w, id, year_name(y), "currency", &year);
    }
}

static void add_totals(whole *w, size_t n_years, double total, double partners)
{
    for (size_t y = 0; y < n_years; y++) {
        made_year year = around(total * pow(1.8, (double)y), 0.3);
        pc_metric *m = whole_add(w, "revenue.total", year_name(y), "currency", &year);
        m->stated = total * pow(1.8, (double)y);
        m->p_stated = (pc_estimate) { 0.5, 0.0035 };
        year = around(partners * (0.6 + 0.4 * (double)(y + 1) / (double)n_years), 0.12);
        whole_add(w, "share.set.partners", year_name(y), "fraction", &year);
    }
}

static void add_returns(whole *w, size_t n_years)
{
    for (size_t y = 0; y < n_years; y++)
        whole_add(w, "roi.multiple", year_name(y), "multiple", &made_roi[y % 3]);
}

/* Months 1 .. horizon, never in the last part. */
static void add_payback(whole *w, double never)
{
    const made_year none = { { 0, 0, 0, 0, 0 }, NAN, NAN, NAN };
    pc_metric *m = whole_add(w, "payback.month", "all", "months", &none);
    static const struct {
        pc_stat stat;
        int k;
    } rows[] = { { PC_P5, 9 },    { PC_P10, 19 },  { PC_P25, 49 }, { PC_P50, 99 },
                 { PC_P75, 149 }, { PC_P90, 179 }, { PC_P95, 189 } };
    m->is_never = true;
    for (int k = 0; k < PC_N_QUANTILES; k++) {
        const double u = (k + 1) / 200.0;
        m->q[k] = u > 1 - never ? NAN : ceil(w->results.months * u / fmax(1e-9, 1 - never));
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        m->stats[rows[i].stat] = (pc_estimate) { m->q[rows[i].k], 0 };
    m->stats[PC_MEAN].value = NAN;
    m->p_break_even.value = NAN;
    m->undefined = (pc_estimate) { never, sqrt(never * (1 - never) / 20480) };
}

static void five_channels(whole *w, size_t n_years, double total)
{
    start(w, n_years);
    add_channel(w, "direct", n_years, 0.6, 0.4, total);
    add_channel(w, "marketplace", n_years, 0.15, 0.25, total);
    add_channel(w, "oem", n_years, 0.05, 0.05, total);
    add_channel(w, "si", n_years, 0.1, 0.2, total);
    add_channel(w, "technology", n_years, 0.1, 0.1, total);
    add_totals(w, n_years, total, 0.6);
    add_returns(w, n_years);
    add_payback(w, 0.22);
}

static void many_channels(whole *w, const char *const *names, size_t n, size_t n_years)
{
    start(w, n_years);
    for (size_t i = 0; i < n; i++)
        add_channel(w, names[i], n_years, 1.0 / (double)n,
                    (1 + 0.8 * (0.5 - (double)i / (double)n)) / (double)n, 5e6);
    add_totals(w, n_years, 5e6, 0.5);
    add_returns(w, n_years);
    add_payback(w, 0.4);
}

/* ---- The cases ---- */

static void ordinary(whole *w)
{
    five_channels(w, 3, 3e6);
}
static void one_period(whole *w)
{
    five_channels(w, 1, 3e6);
}
static void two_periods(whole *w)
{
    five_channels(w, 2, 3e6);
}
static void four_periods(whole *w)
{
    five_channels(w, 4, 3e6);
}
static void five_periods(whole *w)
{
    five_channels(w, 5, 3e6);
}
static void ten_periods(whole *w)
{
    five_channels(w, 10, 3e6);
}
static void forty_periods(whole *w)
{
    five_channels(w, 40, 3);
}

static void set_all(whole *w, double value)
{
    for (size_t i = 0; i < w->results.n_metrics; i++) {
        pc_metric *m = &w->metrics[i];
        if (m->is_never) continue;
        const double v = isnan(value) ? m->stats[PC_P50].value : value;
        for (int k = 0; k < PC_N_QUANTILES; k++) m->q[k] = v;
        for (int k = 0; k < PC_N_STATS; k++)
            if (k != PC_SD) m->stats[k] = (pc_estimate) { v, 0 };
        if (isfinite(m->stated)) m->p_stated.value = v >= m->stated;
        if (isfinite(m->p_break_even.value)) m->p_break_even.value = v >= 1;
    }
}

static void one_trial(whole *w)
{
    five_channels(w, 3, 3e6);
    set_all(w, NAN);
    w->results.trials = 1;
}
static void all_equal(whole *w)
{
    five_channels(w, 3, 3e6);
    set_all(w, NAN);
}
static void all_zero(whole *w)
{
    five_channels(w, 3, 3e6);
    set_all(w, 0);
}
static void tiny(whole *w)
{
    five_channels(w, 3, 1e-3);
    snprintf(w->headline, sizeof w->headline, "revenue.total@y3");
}
static void huge(whole *w)
{
    five_channels(w, 3, 1e12);
    snprintf(w->headline, sizeof w->headline, "revenue.total@y3");
}

static void negative(whole *w)
{
    five_channels(w, 3, 3e6);
    for (size_t i = 0; i < w->results.n_metrics; i++) {
        pc_metric *m = &w->metrics[i];
        if (strncmp(m->id, "roi.", 4) != 0) continue;
        made_year year = { { -3.2, -2.1, -1.5, -0.9, -0.2 }, 0.4, 0, 0 };
        made_metric(m, &year, 20480);
    }
}

static void negative_channel(whole *w)
{
    five_channels(w, 3, 3e6);
    pc_metric *m = whole_find(w, "share.channel.oem", "y2");
    m->stats[PC_MEAN].value = m->stats[PC_P50].value = -0.05;
}

static void long_names(whole *w)
{
    static const char *const names[] = { "direct", "alliances-with-consulting-companies-europe",
                                         "an_id_of_forty_characters_as_long_as_it_g",
                                         "referral-partners-of-the-first-and-second",
                                         "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW" };
    many_channels(w, names, 5, 3);
    w->results.currency = "CHF";
    w->results.title =
        "The partnership programme of a company whose lawyers insist on the full "
        "name of every party, version for the board";
    w->results.name = "a-scenario-file-with-a-name-that-nobody-would-want-to-type-twice";
}

static void scripts(whole *w)
{
    static const char *const names[] = { "\u65e5\u672c\u96fb\u6c17",
                                         "\u05ea\u05d5\u05db\u05e0\u05d9\u05ea",
                                         "\u0628\u0631\u0646\u0627\u0645\u062c",
                                         "\U0001f680 & <fast> \"1\"", "bad\xff\n" };
    many_channels(w, names, 5, 3);
    w->results.title = "\u05ea\u05d5\u05db\u05e0\u05d9\u05ea \U0001f680 & <plan>";
}

static const char *const twenty[] = { "direct", "alpha", "bravo",  "charlie", "delta",
                                      "echo",   "fox",   "golf",   "hotel",   "india",
                                      "jul",    "kilo",  "lima",   "mike",    "november",
                                      "oscar",  "papa",  "quebec", "romeo",   "sierra" };
static void twenty_channels(whole *w)
{
    many_channels(w, twenty, 20, 3);
}
static void twenty_over_ten_years(whole *w)
{
    many_channels(w, twenty, 20, 10);
}
static void eight_without_direct(whole *w)
{
    many_channels(w, twenty + 1, 8, 4);
}
static void seven_without_direct(whole *w)
{
    many_channels(w, twenty + 1, 7, 3);
}
static void one_channel(whole *w)
{
    static const char *const only[] = { "marketplace" };
    many_channels(w, only, 1, 3);
}
static void dominated(whole *w)
{
    start(w, 3);
    add_channel(w, "direct", 3, 0.985, 0.99, 3e6);
    add_channel(w, "marketplace", 3, 0.007, 0.004, 3e6);
    add_channel(w, "oem", 3, 0.005, 0.004, 3e6);
    add_channel(w, "si", 3, 0.003, 0.002, 3e6);
    add_totals(w, 3, 3e6, 0.01);
    add_returns(w, 3);
    add_payback(w, 0.97);
}

static void certain_event(whole *w)
{
    five_channels(w, 3, 3e6);
    pc_metric *m = whole_find(w, "roi.multiple", "y1");
    m->stated = 0.3;
    m->p_stated.value = 1;
    whole_find(w, "payback.month", "all")->undefined = (pc_estimate) { 0, 0 };
    pc_metric *payback = whole_find(w, "payback.month", "all");
    for (int k = 0; k < PC_N_QUANTILES; k++) payback->q[k] = 7;
    payback->stats[PC_P50].value = 7;
}

static void impossible_event(whole *w)
{
    five_channels(w, 3, 3e6);
    pc_metric *m = whole_find(w, "roi.multiple", "y1");
    m->stated = 9;
    m->p_stated.value = 0;
    pc_metric *payback = whole_find(w, "payback.month", "all");
    payback->undefined = (pc_estimate) { 1, 0 };
    for (int k = 0; k < PC_N_QUANTILES; k++) payback->q[k] = NAN;
    payback->stats[PC_P50].value = NAN;
}

static void undefined_some(whole *w)
{
    five_channels(w, 3, 3e6);
    whole_find(w, "roi.multiple", "y1")->undefined = (pc_estimate) { 1e-4, 7e-5 };
}
static void undefined_many(whole *w)
{
    five_channels(w, 3, 3e6);
    whole_find(w, "roi.multiple", "y1")->undefined = (pc_estimate) { 0.46, 0.003 };
    pc_metric *m = whole_find(w, "roi.multiple", "y3");
    m->undefined = (pc_estimate) { 1, 0 };
    for (int k = 0; k < PC_N_STATS; k++) m->stats[k].value = NAN;
    for (int k = 0; k < PC_N_QUANTILES; k++) m->q[k] = NAN;
}

static void far_aim(whole *w)
{
    five_channels(w, 3, 3e6);
    whole_find(w, "roi.multiple", "y1")->stated = 40;
}
static void no_aim(whole *w)
{
    five_channels(w, 3, 3e6);
    pc_metric *m = whole_find(w, "roi.multiple", "y1");
    m->stated = m->p_stated.value = m->p_break_even.value = NAN;
}

static void few_trials(whole *w)
{
    w->results.trials = 200;
    five_channels(w, 3, 3e6);
}

static void discrete(whole *w)
{
    five_channels(w, 3, 3e6);
    pc_metric *m = whole_find(w, "roi.multiple", "y1");
    for (int k = 0; k < PC_N_QUANTILES; k++) m->q[k] = floor(m->q[k] * 4) / 4;
    for (int k = 0; k < PC_N_STATS; k++) m->stats[k].value = floor(m->stats[k].value * 4) / 4;
}

static void cash(whole *w)
{
    static const made_year years[3] = { { { -9e5, -7e5, -6e5, -5e5, -3e5 }, NAN, NAN, 0.01 },
                                        { { -8e5, -2e5, 1e5, 5e5, 1.2e6 }, 2e5, 0.4, 0.6 },
                                        { { -5e5, 8e5, 1.6e6, 2.6e6, 4.4e6 }, NAN, NAN, 0.9 } };
    five_channels(w, 3, 3e6);
    for (size_t y = 0; y < 3; y++)
        whole_add(w, "roi.cash", year_name(y), "currency", &years[y]);
}

static void part_year(whole *w)
{
    five_channels(w, 3, 3e6);
    w->results.start_month = 7;
    w->results.months = 30;
}

static void cost(whole *w)
{
    five_channels(w, 3, 3e6);
    const made_year year = { { 0.9e6, 0.97e6, 1.0e6, 1.05e6, 1.1e6 }, 0.98e6, 0.68, NAN };
    whole_add(w, "cost.total", "y1", "currency", &year);
    snprintf(w->headline, sizeof w->headline, "cost.total@y1");
}

static void no_payback(whole *w)
{
    start(w, 3);
    add_channel(w, "direct", 3, 0.5, 0.4, 3e6);
    add_channel(w, "si", 3, 0.5, 0.6, 3e6);
    add_totals(w, 3, 3e6, 0.6);
    add_returns(w, 3);
}

static void hundred_months_of_payback(whole *w)
{
    five_channels(w, 30, 3);
    whole_find(w, "payback.month", "all")->q[0] = 1;
}

const whole_case whole_cases[] = {
    { "ordinary", ordinary, NULL },
    { "one-period", one_period, NULL },
    { "two-periods", two_periods, NULL },
    { "four-periods", four_periods, NULL },
    { "five-periods", five_periods, NULL },
    { "ten-periods", ten_periods, NULL },
    { "forty-periods", forty_periods, NULL },
    { "one-trial", one_trial, NULL },
    { "all-equal", all_equal, NULL },
    { "all-zero", all_zero, NULL },
    { "tiny", tiny, NULL },
    { "huge", huge, NULL },
    { "negative", negative, NULL },
    { "negative-channel", negative_channel, "exceed dist roi" },
    { "long-names", long_names, NULL },
    { "scripts", scripts, NULL },
    { "twenty-channels", twenty_channels, NULL },
    { "twenty-over-ten-years", twenty_over_ten_years, NULL },
    { "eight-without-direct", eight_without_direct, NULL },
    { "seven-without-direct", seven_without_direct, NULL },
    { "one-channel", one_channel, NULL },
    { "dominated", dominated, NULL },
    { "certain-event", certain_event, NULL },
    { "impossible-event", impossible_event, NULL },
    { "undefined-some", undefined_some, NULL },
    { "undefined-many", undefined_many, NULL },
    { "far-aim", far_aim, NULL },
    { "no-aim", no_aim, NULL },
    { "few-trials", few_trials, NULL },
    { "discrete", discrete, NULL },
    { "cash", cash, NULL },
    { "part-year", part_year, NULL },
    { "cost", cost, NULL },
    { "no-payback", no_payback, NULL },
    { "thirty-years", hundred_months_of_payback, NULL },
    { "commissions", commission_ordinary, "payout" },
    { "one-commission", commission_one_plan, "payout" },
    { "ten-commissions", commission_many_plans, "payout" },
    { "twenty-commissions", commission_twenty_plans, "payout" },
    { "commission-one-month", commission_one_month, "payout" },
    { "commission-dries-up", commission_dries_up, "payout" },
    { "commission-nearly-a-million", commission_nearly_a_million, "payout" },
    { "commissions-one-year", commission_one_year, "payout" },
    { "commissions-forty-years", commission_forty_years, "payout" },
    { "commissions-huge", commission_huge, "payout" },
    { "commissions-certain", commission_certain, "payout" },
    { "commissions-none", commission_none, "payout" },
    { "commissions-far-below", commission_far_below_the_plan, "payout" },
    { "commissions-long-names", commission_long_names, "payout" },
    { "commissions-negative", commission_negative, "" },
    { "tiers", ladder_ordinary, "migrate matrix" },
    { "one-tier", ladder_one_tier, "migrate matrix" },
    { "twelve-tiers", ladder_twelve_tiers, "migrate matrix" },
    { "thirteen-tiers", ladder_thirteen_tiers, "" },
    { "tiers-one-year", ladder_one_year, "migrate matrix" },
    { "eight-tiers", ladder_eight_tiers, "migrate matrix" },
    { "tiers-one-month", ladder_one_month, "migrate matrix" },
    { "tiers-all-churned", ladder_all_churned, "migrate matrix" },
    { "several-ladders", ladder_several, "migrate matrix" },
    { "tiers-ten-years", ladder_ten_years, "migrate matrix" },
    { "tiers-from-nobody", ladder_from_nobody, "migrate matrix" },
    { "nobody", ladder_nobody, "migrate matrix" },
    { "tiers-huge", ladder_huge, "migrate matrix" },
    { "tiers-tiny", ladder_tiny, "migrate matrix" },
    { "tiers-certain", ladder_certain, "migrate matrix" },
    { "tiers-long-names", ladder_long_names, "migrate matrix" },
    { "tiers-scripts", ladder_scripts, "migrate matrix" },
    { "falling", ladder_falling, "migrate matrix" },
    { "frozen", ladder_frozen, "migrate matrix" },
    { "empty-tier", ladder_empty_tier, "migrate matrix" },
    { "tiers-stated", ladder_stated, "migrate matrix" },
    { "tiers-part-year", ladder_part_year, "migrate matrix" },
    { "counts-alone", ladder_counts_alone, "" },
    { "lost-moves", ladder_lost_moves, "matrix" },
    { "no-order", ladder_no_order, "" },
};
const size_t n_whole_cases = sizeof whole_cases / sizeof *whole_cases;

const whole_case *whole_case_named(const char *name)
{
    for (size_t i = 0; i < n_whole_cases; i++)
        if (strcmp(whole_cases[i].name, name) == 0) return &whole_cases[i];
    abort();
}

static int by_id(const void *a, const void *b)
{
    const pc_metric *x = a, *y = b;
    const int order = strcmp(x->id, y->id);
    if (order != 0) return order;
    return atoi(x->period + 1) - atoi(y->period + 1);
}

whole *whole_new(const whole_case *what)
{
    whole *w = calloc(1, sizeof *w);
    w->metrics = calloc(WHOLE_METRICS, sizeof *w->metrics);
    w->results = (pc_results) { .name = "neurectomy",
                                .title = "NEURECTOMY partnership plan",
                                .version = "1.0",
                                .sha256 = "3f1a",
                                .engine_version = "0.1.0",
                                .currency = "USD",
                                .minor_digits = 2,
                                .start_year = 2025,
                                .start_month = 1,
                                .seed = 2025,
                                .trials = 20480,
                                .at = "simulated",
                                .roi_headline = "multiple" };
    what->make(w);
    w->headlines[0] = w->headline;
    w->results.headlines = w->headlines;
    w->results.n_headlines = 1;
    w->results.channels = w->channels;
    w->results.metrics = w->metrics;
    qsort(w->metrics, w->results.n_metrics, sizeof *w->metrics, by_id);
    return w;
}

void whole_free(whole *w)
{
    free(w->metrics);
    free(w);
}
