/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_CHART_WHOLE_H
#define PC_TESTS_CHART_WHOLE_H

#include "tests/unit/chart/fabricate.h"

/** Whole results made up for charts: channels with revenue and shares, a return, a payback. */

#define WHOLE_KINDS "mix exceed roi dist"

enum { WHOLE_METRICS = 4096 };

typedef struct whole {
    pc_results results;
    pc_metric *metrics; /* WHOLE_METRICS, sorted when finished */
    const char *channels[32];
    char headline[64];
    const char *headlines[1];
    char texts[1 << 18]; /* ids and periods */
    size_t n_text;
    char resolved[2048]; /* the scenario, as far as charts look at it */
} whole;

/** Adds a metric in a period; the strings are copied. */
pc_metric *whole_add(whole *w, const char *id, const char *period, const char *unit,
                     const made_year *year);
pc_metric *whole_find(whole *w, const char *id, const char *period);

typedef struct whole_case {
    const char *name;
    void (*make)(whole *w);
    const char *only; /* kinds that can be drawn: "exceed dist"; NULL: WHOLE_KINDS */
} whole_case;
extern const whole_case whole_cases[];
extern const size_t n_whole_cases;

const whole_case *whole_case_named(const char *name);

whole *whole_new(const whole_case *what);
void whole_free(whole *w);

#endif
