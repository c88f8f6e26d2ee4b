/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/charts/lint/torture.h"

static void scaled(made *m, double by, double stated)
{
    made_year years[3];
    for (int i = 0; i < 3; i++) {
        years[i] = made_revenue[i];
        for (int k = 0; k < 5; k++) years[i].p[k] *= by;
        years[i].stated *= stated;
    }
    make_results(m, "revenue.total", "currency", MADE_LAST, years, 3);
}

static void same(made *m, const char *id, const char *unit, double value, double stated)
{
    const made_year year = { { value, value, value, value, value },
                             stated,
                             isnan(stated) ? NAN : value >= stated,
                             NAN };
    const made_year years[3] = { year, year, year };
    make_results(m, id, unit, MADE_LAST, years, 3);
}

/* n years of a share, from 10 % on; stated in the last. */
static void many(made *m, size_t n, double stated)
{
    made_year years[FABRICATE_YEARS];
    for (size_t i = 0; i < n; i++) {
        const double x = 0.1 + 0.7 * (double)i / (double)n,
                     w = 0.02 + 0.1 * (double)i / (double)n;
        years[i] = (made_year) { { x - 2 * w, x - w, x, x + w, x + 2 * w }, NAN, NAN, NAN };
    }
    years[n - 1].stated = stated;
    years[n - 1].p_stated = isnan(stated) ? NAN : 0.5;
    make_results(m, "share.set.partners", "fraction", MADE_LAST, years, n);
}

static void roi(made *m)
{
    make_results(m, "roi.multiple", "multiple", "roi.multiple@y1", made_roi, 3);
}
static void revenue(made *m)
{
    make_results(m, "revenue.total", "currency", MADE_LAST, made_revenue, 3);
}
static void one_year(made *m)
{
    make_results(m, "roi.multiple", "multiple", MADE_LAST, made_roi, 1);
}
static void one_revenue(made *m)
{
    make_results(m, "revenue.total", "currency", MADE_LAST, made_revenue, 1);
}
static void two_years(made *m)
{
    make_results(m, "roi.multiple", "multiple", MADE_LAST, made_roi, 2);
}
static void one_trial(made *m)
{
    same(m, "revenue.total", "currency", 5e6, 4e6);
    m->results.trials = 1;
}
static void all_equal(made *m)
{
    same(m, "revenue.total", "currency", 5e6, 5e6);
}
static void all_zero(made *m)
{
    same(m, "revenue.total", "currency", 0, NAN);
}
static void zero_roi(made *m)
{
    same(m, "roi.multiple", "multiple", 0, 1.6);
}

static void all_negative(made *m)
{
    static const made_year years[3] = {
        { { -5e6, -4e6, -3.2e6, -2.5e6, -1.5e6 }, -3e6, 0.45, NAN },
        { { -9e6, -7e6, -6e6, -5e6, -3e6 }, -5e6, 0.25, NAN },
        { { -15e6, -12e6, -9e6, -7e6, -4e6 }, -8e6, 0.4, NAN }
    };
    make_results(m, "roi.cash", "currency", MADE_LAST, years, 3);
}

static void tiny(made *m)
{
    scaled(m, 1e-9, 1e-9);
}
static void huge(made *m)
{
    scaled(m, 1e6, 1e6);
}
static void far_above(made *m)
{
    scaled(m, 1, 40);
}
static void far_below(made *m)
{
    scaled(m, 1, -20);
}
static void all_reach(made *m)
{
    scaled(m, 1, 0.1);
    for (int i = 0; i < 3; i++) m->metrics[i].p_stated.value = 1;
}
static void none_reaches(made *m)
{
    scaled(m, 1, 3.5);
    for (int i = 0; i < 3; i++) m->metrics[i].p_stated.value = 0;
}
static void ten_years(made *m)
{
    many(m, 10, 0.7);
}
static void thirty_years(made *m)
{
    many(m, 30, 0.7);
}
static void forty_years(made *m)
{
    many(m, 40, NAN);
}
static void hundred_years(made *m)
{
    many(m, 100, 0.7);
}

/* n years of a return, with its cost mark and its wide median label. */
static void roi_for(made *m, size_t n, double scale)
{
    made_year years[FABRICATE_YEARS];
    for (size_t i = 0; i < n; i++) {
        years[i] = made_roi[i % 3];
        for (int k = 0; k < 5; k++) years[i].p[k] *= scale;
        if (scale < 0.4) years[i].p_break_even = 0;
    }
    years[0].stated = scale < 1 ? NAN : years[0].stated;
    make_results(m, "roi.multiple", "multiple", MADE_LAST, years, n);
}
static void roi_ten_years(made *m)
{
    roi_for(m, 10, 1);
}
static void roi_forty_years(made *m)
{
    roi_for(m, 40, 1);
}
static void roi_hundred_years(made *m)
{
    roi_for(m, 100, 1);
}
static void loss(made *m)
{
    roi_for(m, 3, 0.15);
}
static void tiny_roi(made *m)
{
    roi_for(m, 3, 0.002);
}

static void part_undefined(made *m)
{
    static const made_year years[2] = { { { 4, 12, 18, 25, 60 }, 10, 0.67, 0.84 },
                                        { { 5, 14, 20, 29, 80 }, NAN, NAN, 0.84 } };
    make_results(m, "roi.multiple", "multiple", "roi.multiple@y1", years, 2);
    for (int i = 0; i < 2; i++) m->metrics[i].undefined = (pc_estimate) { 0.16, 0.002 };
}

static void whole_horizon(made *m)
{
    make_results(m, "roi.multiple", "multiple", "roi.multiple@all", made_roi, 3);
}

static void rough(made *m)
{
    static const made_year year = { { 1e3, 2e5, 4e6, 9e6, 1.56e7 }, NAN, NAN, NAN };
    make_results(m, "revenue.total", "currency", MADE_LAST, &year, 1);
    for (int i = 0; i < PC_N_STATS; i++) m->metrics[0].stats[i].se = 4e6;
    m->results.trials = 40;
}

static void nothing_stated(made *m)
{
    many(m, 5, NAN);
}

static void cost(made *m)
{
    static const made_year years[2] = {
        { { 0.9e6, 0.97e6, 1.0e6, 1.05e6, 1.1e6 }, 0.7e6, 1, NAN },
        { { 1.9e6, 2.0e6, 2.1e6, 2.2e6, 2.3e6 }, 2.15e6, 0.4, NAN }
    };
    make_results(m, "cost.total", "currency", MADE_LAST, years, 2);
}

static void falling(made *m)
{
    static const made_year years[3] = { { { 80, 95, 100, 108, 120 }, NAN, NAN, NAN },
                                        { { 40, 55, 60, 70, 90 }, NAN, NAN, NAN },
                                        { { 5, 15, 22, 30, 50 }, 25, 0.4, NAN } };
    make_results(m, "partners.total", "count", MADE_LAST, years, 3);
}

static void crossing_zero(made *m)
{
    static const made_year years[3] = { { { -4e5, -2e5, -1e5, 1e5, 3e5 }, NAN, NAN, 0.35 },
                                        { { -2e5, 1e5, 3e5, 6e5, 1.1e6 }, 4e5, 0.42, 0.8 },
                                        { { 1e5, 8e5, 1.3e6, 2e6, 3.1e6 }, 1e6, 0.63, 0.97 } };
    make_results(m, "roi.npv", "currency", MADE_LAST, years, 3);
}

static void long_names(made *m)
{
    make_results(
        m, "share.channel.an-extraordinarily-long-channel-name-of-the-alliance-with-europe",
        "fraction", MADE_LAST, made_roi, 3);
    m->results.name =
        "a-scenario-file-with-a-name-that-nobody-would-want-to-type-twice-in-a-day";
    m->results.title =
        "The partnership programme of a company whose lawyers insist on the full "
        "name of every party, version for the board";
    m->results.currency = "CHF";
}

static void many_scripts(made *m)
{
    make_results(m, "revenue.partner.\u65e5\u672c\u96fb\u6c17", "currency", MADE_LAST,
                 made_revenue, 3);
    m->results.title =
        "\u05ea\u05d5\u05db\u05e0\u05d9\u05ea \u05e9\u05d5\u05ea\u05e4\u05d9\u05dd "
        "\u0628\u0631\u0646\u0627\u0645\u062c \U0001f680 & <plan> \"1\"";
    m->results.name = "\u8a08\u756b\n\xff";
}

static void undefined_years(made *m)
{
    make_results(m, "roi.multiple", "multiple", MADE_LAST, made_roi, 3);
    m->metrics[0].undefined = (pc_estimate) { 0.12, 0.002 };
    m->metrics[1].undefined = (pc_estimate) { 0.0001, 0.00005 };
    m->metrics[2].undefined = (pc_estimate) { 1, 0 };
    for (int i = 0; i < PC_N_STATS; i++) m->metrics[2].stats[i].value = NAN;
    for (int i = 0; i < PC_N_QUANTILES; i++) m->metrics[2].q[i] = NAN;
}

static void gap_between(made *m)
{
    make_results(m, "revenue.total", "currency", MADE_LAST, made_revenue, 3);
    for (int i = 0; i < PC_N_STATS; i++) m->metrics[1].stats[i].value = NAN;
    m->metrics[2].q[190] = NAN;
}

static void many_trials(made *m)
{
    make_results(m, "roi.multiple", "multiple", MADE_LAST, made_roi, 3);
    m->results.trials = 1000000000;
    m->results.seed = 9007199254740992;
    for (int i = 0; i < 3; i++) m->metrics[i].p_break_even.value = 1;
}

static void fiscal(made *m)
{
    many(m, 5, 0.6);
    m->results.start_month = 7;
    m->results.months = 54;
}

static void narrow_high(made *m)
{
    static const made_year years[3] = { { { 98, 99, 100, 101, 102 }, 100.5, 0.4, NAN },
                                        { { 98, 99, 100, 101, 102 }, 100.5, 0.4, NAN },
                                        { { 98, 99, 100, 101, 102 }, 100.5, 0.4, NAN } };
    make_results(m, "partners.total", "count", MADE_LAST, years, 3);
}

/* Three lines: one inside the fan, one far beyond it, one with a long name and a gap. */
static void named_cases(made *m)
{
    static const pc_case_value near[] = { { "revenue.total", "y1", 13e6 },
                                          { "revenue.total", "y2", 19e6 },
                                          { "revenue.total", "y3", 23e6 } },
                               far[] = { { "revenue.total", "y1", 13e6 },
                                         { "revenue.total", "y2", 90e6 },
                                         { "revenue.total", "y3", 9e9 } },
                               gap[] = { { "revenue.total", "y1", 13e6 },
                                         { "revenue.total", "y3", 28e6 } };
    static const pc_case_result cases[] = {
        { "down", "Downside", near, 3 },
        { "far", "Stretch", far, 3 },
        { "gap", "What the chair of the board asked about last time", gap, 2 },
    };
    revenue(m);
    m->results.cases = cases;
    m->results.n_cases = 3;
}

static void cases_of_one_year(made *m)
{
    static const pc_case_value value[] = { { "revenue.total", "y1", 11e6 } };
    static const pc_case_result cases[] = { { "one", "Downside", value, 1 },
                                            { "same", "Stretch", value, 1 } };
    one_revenue(m);
    m->results.cases = cases;
    m->results.n_cases = 2;
}

const torture tortures[] = {
    { "roi", roi },
    { "revenue", revenue },
    { "named-cases", named_cases },
    { "cases-of-one-year", cases_of_one_year },
    { "one-year", one_year },
    { "one-revenue", one_revenue },
    { "two-years", two_years },
    { "one-trial", one_trial },
    { "all-equal", all_equal },
    { "all-zero", all_zero },
    { "zero-roi", zero_roi },
    { "all-negative", all_negative },
    { "tiny", tiny },
    { "huge", huge },
    { "far-above", far_above },
    { "far-below", far_below },
    { "all-reach", all_reach },
    { "none-reaches", none_reaches },
    { "ten-years", ten_years },
    { "thirty-years", thirty_years },
    { "forty-years", forty_years },
    { "hundred-years", hundred_years },
    { "roi-ten-years", roi_ten_years },
    { "roi-forty-years", roi_forty_years },
    { "roi-hundred-years", roi_hundred_years },
    { "loss", loss },
    { "tiny-roi", tiny_roi },
    { "part-undefined", part_undefined },
    { "whole-horizon", whole_horizon },
    { "rough", rough },
    { "nothing-stated", nothing_stated },
    { "cost", cost },
    { "falling", falling },
    { "crossing-zero", crossing_zero },
    { "long-names", long_names },
    { "many-scripts", many_scripts },
    { "undefined-years", undefined_years },
    { "gap-between", gap_between },
    { "many-trials", many_trials },
    { "fiscal", fiscal },
    { "narrow-high", narrow_high },
};
const size_t n_tortures = sizeof tortures / sizeof *tortures;
