/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results made up for charts: a metric by year from five quantiles, without a simulation. */
#ifndef PC_TESTS_FABRICATE_H
#define PC_TESTS_FABRICATE_H

#include "partnercast/results.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FABRICATE_YEARS = 100 };

/* p5, p25, p50, p75, p95 of one year; stated and chances may be NAN. */
typedef struct made_year {
    double p[5], stated, p_stated, p_break_even;
} made_year;

typedef struct made {
    pc_results results;
    pc_metric metrics[FABRICATE_YEARS];
    char periods[FABRICATE_YEARS][24];
    const char *headlines[1];
    char last[128]; /* "<id>@y3" */
} made;

/* The quantile at u, straight between the five given and on beyond them at half the slope. */
static inline double made_quantile(const made_year *year, double u)
{
    static const double at[5] = { 0.05, 0.25, 0.5, 0.75, 0.95 };
    int k = 0;
    if (u <= at[0]) return year->p[0] - (at[0] - u) * (year->p[1] - year->p[0]) / 0.2;
    if (u >= at[4]) return year->p[4] + (u - at[4]) * (year->p[4] - year->p[3]) / 0.1;
    while (u > at[k + 1]) k++;
    return year->p[k] + (year->p[k + 1] - year->p[k]) * (u - at[k]) / (at[k + 1] - at[k]);
}

static inline void made_metric(pc_metric *metric, const made_year *year, double trials)
{
    static const struct {
        pc_stat stat;
        double u;
    } rows[] = { { PC_P5, 0.05 },  { PC_P10, 0.1 }, { PC_P25, 0.25 }, { PC_P50, 0.5 },
                 { PC_P75, 0.75 }, { PC_P90, 0.9 }, { PC_P95, 0.95 } };
    const double spread = (year->p[4] - year->p[0]) / 3.3;
    for (int i = 0; i < PC_N_STATS; i++) metric->stats[i] = (pc_estimate) { NAN, NAN };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        metric->stats[rows[i].stat] =
            (pc_estimate) { made_quantile(year, rows[i].u), 1.3 * spread / sqrt(trials) };
    for (int i = 0; i < PC_N_QUANTILES; i++)
        metric->q[i] = made_quantile(year, (i + 1) / 200.0);
    metric->stats[PC_MEAN] = (pc_estimate) { year->p[2], spread / sqrt(trials) };
    metric->stated = year->stated;
    metric->p_stated = (pc_estimate) { year->p_stated, 0.002 };
    metric->p_break_even = (pc_estimate) { year->p_break_even, 0.002 };
}

/* headline may be NULL, or MADE_LAST for the last year that is stated, else the last. The
 * strings are borrowed. */
#define MADE_LAST ""
static inline void make_results(made *m, const char *id, const char *unit, const char *headline,
                                const made_year *years, size_t n)
{
    memset(m, 0, sizeof *m);
    m->results = (pc_results) { .name = "neurectomy",
                                .title = "NEURECTOMY partnership plan",
                                .version = "1.0",
                                .sha256 = "3f1a",
                                .engine_version = "0.1.0",
                                .currency = "USD",
                                .minor_digits = 2,
                                .start_year = 2025,
                                .start_month = 1,
                                .months = (int)n * 12,
                                .seed = 2025,
                                .trials = 20480,
                                .at = "simulated",
                                .roi_headline = "multiple",
                                .metrics = m->metrics,
                                .n_metrics = n };
    if (headline) {
        size_t last = n;
        while (last > 0 && isnan(years[last - 1].stated)) last--;
        snprintf(m->last, sizeof m->last, "%s@y%zu", id, last > 0 ? last : n);
        m->headlines[0] = *headline ? headline : m->last;
        m->results.headlines = m->headlines;
        m->results.n_headlines = 1;
    }
    for (size_t i = 0; i < n; i++) {
        snprintf(m->periods[i], sizeof m->periods[i], "y%zu", i + 1);
        m->metrics[i] = (pc_metric) { .id = id, .period = m->periods[i], .unit = unit };
        made_metric(&m->metrics[i], &years[i], 20480);
    }
}

static const made_year made_roi[3] = {
    { { 0.84, 1.0, 1.17, 1.35, 1.63 }, 1.6, 0.0602, 0.748 },
    { { 1.05, 1.5, 1.86, 2.3, 3.0 }, NAN, NAN, 0.962 },
    { { 1.3, 1.95, 2.5, 3.2, 4.7 }, NAN, NAN, 0.991 },
};

static const made_year made_revenue[3] = {
    { { 2.1e6, 2.6e6, 2.95e6, 3.4e6, 4.1e6 }, 3e6, 0.47, NAN },
    { { 4.2e6, 5.8e6, 7.1e6, 8.6e6, 11.8e6 }, 6e6, 0.72, NAN },
    { { 7.4e6, 11.0e6, 14.2e6, 18.3e6, 26.6e6 }, 12e6, 0.66, NAN },
};

#endif
