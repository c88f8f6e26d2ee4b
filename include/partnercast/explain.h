/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_EXPLAIN_H
#define PARTNERCAST_EXPLAIN_H

#include "partnercast/run.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Which future is explained. */
typedef enum pc_explain_by {
    PC_EXPLAIN_TRIAL, /* by its number */
    PC_EXPLAIN_NEAR,  /* whose value of a metric is nearest to a quantile of all futures */
    PC_EXPLAIN_WORST, /* the lowest; of costs and what one waits for the highest */
} pc_explain_by;

typedef struct pc_explain_options {
    pc_explain_by by;
    uint64_t trial;      /* TRIAL: from 0, as pc_metric.trial_of and `--trials-csv` count */
    double quantile;     /* NEAR: 0 to 1 */
    const char *metric;  /* NEAR, WORST: "bookings.total@y3"; without a period that of the
                            first headline of this metric, else over all */
    const char *partner; /* what the ledger holds: a partner ("cohorts/si/2025-03/2", the second
                            that joined in March; "partners/accenture" or "accenture"), or all
                            of a cohort ("cohorts/si", "si"), or of a month of it
                            ("cohorts/si/2025-03"); NULL: everybody */
    const char *month;   /* "m3" or "2025-03"; NULL: all */
    bool has_seed;       /* as in pc_run_options, and so the next three */
    uint64_t seed;
    uint64_t trials; /* NEAR, WORST: futures that are searched; TRIAL: not asked */
    unsigned threads;
    pc_progress_fn *progress; /* of the search; NULL: nobody asks */
    void *progress_context;
} pc_explain_options;

/** The value of an assumption, or of an uncertain number of the plan, in this future. */
typedef struct pc_explained_draw {
    const char *pointer, *unit;  /* "/assumptions/arr_y1", "money" */
    int first_month, last_month; /* from 0, in which it holds */
    double value;
    double below;      /* the part of its distribution at or below the value; NAN: a formula */
    double plan, mean; /* as in pc_assumption_result */
} pc_explained_draw;

/** A recorded metric in this future: the same bits as in the full run. */
typedef struct pc_explained_metric {
    const char *id, *period, *unit;
    double value;   /* as results show it; NAN: undefined, or never */
    double at_plan; /* likewise */
    bool is_headline;
} pc_explained_metric;

/** One partner that was there, whether its entries were asked for or not. */
typedef struct pc_explained_partner {
    const char *name;                   /* "cohorts/si/2025-03/2" */
    int joined, left;                   /* months from 0, joined below 0: of the opening
                                           roster; left -1: still there at the end */
    int works;                          /* first month of work; -1: none within the horizon */
    double productivity;                /* 1: the cohort's mean where it is so stated */
    const char *tier;                   /* at the end, or when it left; "" without a ladder */
    double deals, bookings, commission; /* over the whole horizon */
} pc_explained_partner;

typedef enum pc_happening_kind {
    PC_LEFT, /* at the month's opening */
    PC_JOINED,
    PC_STARTED, /* works from this month on */
    PC_SLEPT,   /* falls dormant */
    PC_WOKE,
    PC_LEADS,      /* value: how many came */
    PC_WON,        /* value: which of the month's leads is won, from 1; limit: months until it
                      closes; NAN: not within the plan */
    PC_DEAL,       /* value: which of the month, from 1; amount: its size; rule: its credit,
                      where each deal has one */
    PC_BOOKED,     /* amount: as the plan states it */
    PC_CERTIFIED,  /* value: certifications earned */
    PC_PART,       /* of the commission before it: rule "plan/component: cap", also
                      "catch-up", "accelerator", "bonus", "stacking", "spiff"; amount: what it
                      adds or takes */
    PC_COMMISSION, /* rule "plan/component", of what is no sale also ": floor" or ": renewal";
                      base, rate (of bands that which is reached), amount; value, limit: what
                      its window held before and after; NAN: it has none */
    PC_TEST,       /* rule "bookings in 12 months" of tier `to`: value, limit, passed; amount:
                      the points that it counts, NAN where tests have none */
    PC_POINTS,     /* the points of tier `to` in all: value, limit, passed */
    PC_FULL,       /* tier `to` would be kept or reached, and has no place */
    PC_REVIEWED,   /* tier before, `to` after; rule: "rises" "stays" "falls", and why */
    PC_N_HAPPENINGS
} pc_happening_kind;
extern const char *const pc_happening_ids[PC_N_HAPPENINGS]; /* "joined", "deal", ... */

/** An entry of the ledger. Texts are "" and numbers NAN where they have no meaning. */
typedef struct pc_happening {
    pc_happening_kind kind;
    size_t partner; /* index into partners; PC_NO_PARTNER: of a channel counted from above */
    int month;      /* from 0 */
    const char *channel; /* of commission that is counted from above */
    const char *rule;
    const char *tier, *to; /* ids; tier: the partner's own, before a review takes effect */
    const char *unit;      /* of value and limit: "currency" "count" "points" "number" */
    double value, limit;
    bool passed;
    double base, rate, amount; /* money in currency units; rate a fraction */
} pc_happening;
#define PC_NO_PARTNER ((size_t)-1)

/** Entries of the ledger added up beside the metric that they make. */
typedef struct pc_explained_sum {
    const char *metric;
    int month;
    double ledger, value; /* equal, to the last digit */
} pc_explained_sum;

/** One future with its ledger. Owns all it points to; immutable, so threads may share it. */
typedef struct pc_explanation {
    const char *name, *title, *sha256, *engine_version, *currency;
    int model_revision, minor_digits, start_year, start_month, months;
    uint64_t seed, trial;
    pc_explain_by by;
    const char *metric, *period, *metric_unit; /* NEAR, WORST; else "" */
    double quantile, wanted;                   /* NEAR: the quantile, and its value; else NAN */
    uint64_t searched;                         /* NEAR, WORST: how many futures; else 0 */
    size_t n_draws, n_metrics, n_partners, n_happenings, n_sums;
    const pc_explained_draw *draws;       /* sorted by pointer, then month */
    const pc_explained_metric *metrics;   /* sorted as in pc_results */
    const pc_explained_partner *partners; /* cohorts by id, entry, number; then named ones */
    const pc_happening
        *happenings;              /* what was asked for: by partner, month and order of work */
    const pc_explained_sum *sums; /* of everybody, month by month */
    const char *partner;          /* as asked for; "": everybody */
    int month;                    /* -1: all */
    void *arena;                  /* not for callers */
} pc_explanation;

/**
 * Replays one future alone: bit for bit what it is in the full run, with every rule that fired.
 * NEAR and WORST first simulate all futures for the one metric; ties: the lowest number.
 * @param options NULL: trial 0
 * @return PC_OK; PC_EUSAGE (E0420: no such partner in this future, E0421: no such metric,
 * E0422: no such month, E0423: the metric is never defined, E0501: trials, seed); PC_EDATA,
 * PC_ENOMEM, PC_ECANCELLED as pc_run. *out is set only with PC_OK
 */
pc_status pc_explain(pc_explanation **out, const pc_scenario *scenario,
                     const pc_explain_options *options, pc_diags *diags);
/** Accepts NULL. */
void pc_explanation_free(pc_explanation *explanation);

/** A month (from 0) of its plan: "2025-03". @return out */
enum { PC_MONTH_SIZE = 24 };
const char *pc_explanation_month(char out[PC_MONTH_SIZE], const pc_explanation *explanation,
                                 int month);

/** All of it as JSON, or as one CSV table (docs/manual/explain.md). free() it; NULL without
 *  memory. */
char *pc_explanation_json(const pc_explanation *explanation);
char *pc_explanation_csv(const pc_explanation *explanation);

#ifdef __cplusplus
}
#endif

#endif
