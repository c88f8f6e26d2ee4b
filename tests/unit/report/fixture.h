/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results made up for the tests: a three-year plan whose figures are easy to recognise. */
#ifndef PC_TESTS_REPORT_FIXTURE_H
#define PC_TESTS_REPORT_FIXTURE_H

#include "partnercast/report.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_METRICS = 64 };

typedef struct fixture {
    pc_results results;
    pc_metric metrics[MOST_METRICS];
    pc_target_result targets[4];
    pc_assumption_result assumptions[8];
    pc_warning_result warnings[8];
    const char *headlines[4], *channels[12], *sets[2];
} fixture;

#define NOTHING ((double)NAN)

static inline int by_id_and_period(const void *a, const void *b)
{
    const pc_metric *x = a, *y = b;
    const int ids = strcmp(x->id, y->id);
    return ids ? ids : strcmp(x->period, y->period);
}

/* A metric that is nowhere undefined, with a mean and the range of 9 in 10. */
static inline pc_metric *add_metric(fixture *f, const char *id, const char *period,
                                    const char *unit, double mean, double se, double p5,
                                    double p95)
{
    pc_metric *m = &f->metrics[f->results.n_metrics++];
    *m = (pc_metric) { .id = id, .period = period, .unit = unit };
    for (int s = 0; s < PC_N_STATS; s++) m->stats[s] = (pc_estimate) { NOTHING, NOTHING };
    m->stats[PC_MEAN] = (pc_estimate) { mean, se };
    m->stats[PC_P5] = (pc_estimate) { p5, se };
    m->stats[PC_P95] = (pc_estimate) { p95, se };
    m->stated = NOTHING;
    m->at_plan = m->at_means = mean;
    m->p_stated = m->p_break_even = (pc_estimate) { NOTHING, NOTHING };
    return m;
}

static inline void state(pc_metric *m, double stated, double chance)
{
    m->stated = stated;
    m->p_stated = (pc_estimate) { chance, 0.001 };
}

/* Call when all metrics are added: pointers from add_metric are invalid afterwards. */
static inline const pc_results *finish(fixture *f)
{
    qsort(f->metrics, f->results.n_metrics, sizeof *f->metrics, by_id_and_period);
    return &f->results;
}

static inline void begin(fixture *f)
{
    memset(f, 0, sizeof *f);
    f->results = (pc_results) { .name = "plan",
                                .title = "NEURECTOMY partnership plan",
                                .version = "1.0",
                                .currency = "USD",
                                .minor_digits = 2,
                                .start_year = 2025,
                                .start_month = 1,
                                .months = 36,
                                .seed = 2025,
                                .trials = 20480,
                                .at = "simulated",
                                .roi_headline = "multiple",
                                .headlines = f->headlines,
                                .channels = f->channels,
                                .sets = f->sets,
                                .metrics = f->metrics,
                                .targets = f->targets,
                                .assumptions = f->assumptions,
                                .warnings = f->warnings };
}

/* The mock of the design: what the summary should look like. */
static inline void make_plan(fixture *f)
{
    begin(f);
    pc_metric *m;
    m = add_metric(f, "revenue.total", "y1", "currency", 3.0e6, 4e3, 2.1e6, 4.1e6);
    state(m, 3e6, 0.46);
    add_metric(f, "revenue.total", "y2", "currency", 7.3e6, 16e3, 4.2e6, 11.8e6);
    add_metric(f, "revenue.total", "y3", "currency", 15.1e6, 41e3, 7.4e6, 26.6e6);
    add_metric(f, "share.set.partners", "y1", "fraction", 0.4, 0.0005, 0.31, 0.50);
    add_metric(f, "share.set.partners", "y2", "fraction", 0.5, 0.0005, 0.41, 0.60);
    add_metric(f, "share.set.partners", "y3", "fraction", 0.6, 0.0005, 0.51, 0.70);
    m = add_metric(f, "roi.multiple", "y1", "multiple", 1.15, 0.002, 0.84, 1.63);
    state(m, 1.6, 0.06);
    m->p_break_even = (pc_estimate) { 0.64, 0.003 };
    m->at_plan = 1.591512;
    m->at_means = 1.14;
    add_metric(f, "roi.multiple", "y2", "multiple", 1.86, 0.004, 1.05, 3.0);
    add_metric(f, "roi.multiple", "y3", "multiple", 2.6, 0.008, 1.3, 4.7);
    add_metric(f, "cost.total", "y1", "currency", 1.0e6, 5e2, 0.9e6, 1.1e6);
    add_metric(f, "cost.total", "y2", "currency", 2.1e6, 1e3, 1.9e6, 2.3e6);
    add_metric(f, "cost.total", "y3", "currency", 4.1e6, 3e3, 3.6e6, 4.7e6);
    static const char *const ids[] = { "share.channel.direct", "share.channel.marketplace",
                                       "share.channel.si", "share.channel.technology",
                                       "share.channel.oem" };
    static const double shares[] = { 0.40, 0.25, 0.20, 0.10, 0.05 };
    for (size_t i = 0; i < 5; i++) {
        add_metric(f, ids[i], "y3", "fraction", shares[i], 0.0005, 0.9 * shares[i],
                   1.1 * shares[i]);
        f->channels[i] = ids[i] + strlen("share.channel.");
    }
    f->results.n_channels = 5;
    f->targets[0] = (pc_target_result) { "share", "share.set.partners", "y3", ">=", "000", 0.3,
                                         NOTHING, { 1.0, 0.0 } };
    f->results.n_targets = 1;
    f->headlines[0] = "roi.multiple@y1";
    f->headlines[1] = "share.set.partners@y3";
    f->results.n_headlines = 2;
    f->sets[0] = "partners";
    f->results.n_sets = 1;
    static const char *const pointers[] = { "/assumptions/arr_y1", "/assumptions/growth_2",
                                            "/assumptions/growth_3", "/assumptions/referral",
                                            "/assumptions/manager_cost" };
    for (size_t i = 0; i < 5; i++)
        f->assumptions[i] =
            (pc_assumption_result) { .pointer = pointers[i],
                                     .spec = "{}",
                                     .each = "trial",
                                     .source = i == 0 || i == 3 ? "000 6.3" : "assumed",
                                     .note = "",
                                     .confidence = "",
                                     .plan = NOTHING,
                                     .mean = 1,
                                     .p5 = 0.5,
                                     .p95 = 1.5 };
    f->results.n_assumptions = 5;
}

/* The report as a string that the caller frees. */
static inline char *report(const pc_results *results, unsigned columns, bool is_utf8,
                           bool is_coloured)
{
    const pc_terminal_options options = { .columns = columns,
                                          .utf8 = is_utf8,
                                          .colour = is_coloured };
    char *text = pc_report_terminal(results, &options);
    assert_non_null(text);
    return text;
}

static inline void check_has(const char *text, const char *piece, const char *why)
{
    if (strstr(text, piece)) return;
    print_error("missing (%s):\n%s\nin:\n%s\n", why, piece, text);
    fail();
}

static inline void check_lacks(const char *text, const char *piece, const char *why)
{
    if (!strstr(text, piece)) return;
    print_error("should not be there (%s):\n%s\nin:\n%s\n", why, piece, text);
    fail();
}

#endif
