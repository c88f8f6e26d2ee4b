/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_RESULTS_H
#define PARTNERCAST_RESULTS_H

#include "partnercast/diagnostics.h"
#include "partnercast/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A figure with its standard error (NAN where it has none, as minimum and maximum). A value of
 *  NAN is undefined: "never" for a quantile of a payback month, nothing otherwise. */
typedef struct pc_estimate {
    double value, se;
} pc_estimate;

typedef enum pc_stat {
    PC_MEAN,
    PC_SD,
    PC_P5,
    PC_P10,
    PC_P25,
    PC_P50,
    PC_P75,
    PC_P90,
    PC_P95,
    PC_CVAR5,
    PC_CVAR95,
    PC_MIN,
    PC_MAX,
    PC_N_STATS
} pc_stat;
extern const char *const pc_stat_ids[PC_N_STATS]; /* "mean", "sd", "p5", ... */

enum { PC_N_QUANTILES = 199 }; /* 0.5 %, 1 %, ... 99.5 % */

/** Trials (from 0) that show a value: the lowest numbered one at the minimum, in the histogram
 *  bin of the quantile, at the maximum. UINT64_MAX: none (one pass, or undefined everywhere).
 */
typedef enum pc_trial_at {
    PC_TRIAL_MIN,
    PC_TRIAL_P5,
    PC_TRIAL_P50,
    PC_TRIAL_P95,
    PC_TRIAL_MAX,
    PC_N_TRIALS_AT
} pc_trial_at;

/** One metric in one period. Money in currency units, ratios as fractions. */
typedef struct pc_metric {
    const char *id;     /* "roi.multiple" */
    const char *period; /* "y1" */
    const char *unit;   /* "currency" "fraction" "multiple" "count" "months" */
    bool is_never;      /* undefined means "never" and sorts above every value (payback) */
    double stated;      /* NAN: not stated */
    double at_plan, at_means;      /* NAN: undefined */
    pc_estimate stats[PC_N_STATS]; /* deterministic runs: PC_MEAN alone, the rest NAN */
    double q[PC_N_QUANTILES];      /* NAN in deterministic runs */
    pc_estimate undefined;         /* share of trials without a value */
    pc_estimate p_stated;     /* P(simulated >= stated), of a payback <=; NAN: not stated */
    pc_estimate p_break_even; /* roi metrics: P(return covers the cost); NAN: no roi */
    uint64_t trial_of[PC_N_TRIALS_AT];
} pc_metric;

typedef struct pc_target_result {
    const char *id, *metric, *period, *op, *source;
    double value, require; /* require NAN: none */
    pc_estimate probability;
} pc_target_result;

/** An input's share in what drives a headline: "/assumptions/arr_y1", "/revenue/mix". */
typedef struct pc_driver_item {
    const char *pointer;
    pc_estimate share; /* 0 .. 1; those of a headline sum to 1 */
    bool stated;       /* the plan states it: it has a source in a document and is no guess */
} pc_driver_item;

/**
 * What drives a headline: squared rank correlations with the draws of its inputs, normalised
 * (docs/model/drivers.md).
 */
typedef struct pc_driver {
    const char *metric, *period;
    uint64_t trials;  /* looked at: the first 8,192 at most, those without a value left out */
    double explained; /* the sum of the squares: 1 when inputs act alone and steadily */
    size_t n_items;
    const pc_driver_item *items; /* largest share first */
    pc_estimate assumed;         /* share of what the plan does not state */
} pc_driver;

typedef struct pc_assumption_result {
    const char *pointer, *spec, *each, *source, *note, *confidence;
    const char *data; /* JSON: the data files behind it, and what was fitted; "" for none */
    double plan, mean, p5, p95; /* NAN: not stated, or no single value */
} pc_assumption_result;

typedef struct pc_warning_result {
    const char *code, *pointer, *text;
} pc_warning_result;

/** What a part of the scenario says of itself: its key "source", "note", "owner", "as_of",
 *  "review_by", "confidence", or one of those of the plan as a whole ("status", "decision"). */
typedef struct pc_note_result {
    const char *pointer, *key, *text;
} pc_note_result;

/** A metric of a case in one period; NAN: undefined. */
typedef struct pc_case_value {
    const char *metric, *period;
    double value;
} pc_case_value;

/** A named case: one pass at plan with some assumptions replaced. Values as the metrics are:
 *  the same ones in the same order, money in currency units. */
typedef struct pc_case_result {
    const char *id, *title;
    const pc_case_value *values;
    size_t n_values;
} pc_case_result;

/** A run as data. Strings and arrays are owned by it; immutable, so threads may share it.
 * Strings are never NULL ("" where nothing is known). */
typedef struct pc_results {
    const char *name, *title, *version, *question, *sha256;
    const char *resolved; /* the resolved scenario, JSON text */
    const char *engine_version;
    int model_revision;
    const char *currency;
    int minor_digits; /* decimals of the currency's minor unit */
    int start_year, start_month, months;
    int fiscal_year_start;    /* calendar month, 1 to 12 */
    uint64_t seed, trials;    /* trials: 1 for one pass */
    const char *at;           /* "simulated" "plan" "means" */
    const char *roi_headline; /* "multiple" */
    size_t n_headlines, n_channels, n_sets, n_metrics, n_targets, n_assumptions, n_warnings,
        n_notes, n_drivers, n_cases;
    const char *const *headlines; /* "roi.multiple@y1" */
    const char *const *channels;  /* ids, sorted */
    const char *const *sets;
    const pc_metric *metrics; /* sorted by id, then period */
    const pc_target_result *targets;
    const pc_driver *drivers; /* one a headline that something drives */
    const pc_assumption_result *assumptions;
    const pc_warning_result *warnings;
    const pc_case_result *cases; /* sorted by id */
    const pc_note_result *notes; /* sorted by pointer, then key */
    void *arena;                 /* owns all of it; not for callers */
} pc_results;

/**
 * Reads results.json again, strictly: what was not written by a run (unknown keys, missing
 * ones, impossible figures, metrics out of order) is refused, every problem with its place.
 * Writing what was read gives the same bytes.
 * @param path the file, the folder of a run that holds results.json, or "-" for stdin
 * @return PC_OK; PC_EDATA (E01xx); PC_ENOINPUT; PC_EIO; PC_ENOMEM. *out is set only with PC_OK
 */
pc_status pc_results_load(pc_results **out, const char *path, pc_diags *diags);
/** Accepts NULL. */
void pc_results_free(pc_results *results);

/** The metric in that period ("roi.multiple", "y1"), or NULL when it was not recorded. */
const pc_metric *pc_results_find(const pc_results *results, const char *id, const char *period);

/** The value of a case in that metric and period; NAN when it is undefined or not recorded. */
double pc_results_case_value(const pc_case_result *result, const char *metric,
                             const char *period);

/** results.json and metrics.csv as text, to be released with free(); NULL without memory. */
char *pc_results_json(const pc_results *results);
char *pc_results_csv(const pc_results *results);

/** Writes results.json or metrics.csv, whole or not at all (temporary file, fsync, rename):
 * PC_OK, PC_ECREATE (E0401), PC_EIO (E0402), PC_ENOMEM. */
pc_status pc_results_save(const pc_results *results, const char *path, pc_diags *diags);
pc_status pc_results_save_csv(const pc_results *results, const char *path, pc_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
