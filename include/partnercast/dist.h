/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_DIST_H
#define PARTNERCAST_DIST_H

#include "partnercast/diagnostics.h"
#include "partnercast/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A value of a discrete distribution and its probability. */
typedef struct pc_distribution_atom {
    double value, probability;
} pc_distribution_atom;

enum { PC_DISTRIBUTION_QUANTILES = 199 };

/**
 * One distribution, without simulation: moments and quantiles are computed, not drawn. Plain
 * data, immutable, may be shared by threads; everything it points to lives as long as it does.
 * Values are in the unit as people write it: fractions 0..1, money in currency units.
 */
typedef struct pc_distribution {
    const char *name;     /* "/assumptions/acv" of a scenario; "" of a spec by itself */
    const char *spec;     /* as stated, canonical JSON text */
    const char *family;   /* "lognormal", "low/mid/high"; "constant" */
    const char *unit;     /* "fraction" "money" "count" "multiple" "months" "number" */
    const char *currency; /* ISO code; "" when none is known */
    bool is_constant;     /* always `low` */
    bool is_discrete;     /* every value is an atom */
    bool has_atoms;       /* some single value has a probability above 0 */
    bool is_cut;          /* a min or max beside the family cuts it off */
    const char *data;     /* what it was fitted to or observed in, and which parameters were
                             fitted, in words; "" where it is stated by itself */
    double mean, sd;      /* after the cut; sd INFINITY where there is none */
    double low, high;     /* least and greatest possible value; -INFINITY, INFINITY: no limit */
    double plan;          /* what the document states; NAN: nothing */
    double q[PC_DISTRIBUTION_QUANTILES]; /* at 0.5 %, 1 %, ... 99.5 % */
    const pc_distribution_atom *atoms;   /* is_discrete, at most 1,000 values: all of them, */
    size_t n_atoms;                      /* ascending; else 0 */
    const struct pc_dist *inner;         /* for the functions below */
} pc_distribution;

typedef struct pc_distribution_options {
    const char *unit;     /* of a spec by itself: one of the words above; NULL: what it says */
    const char *currency; /* ISO code; NULL: "USD" */
    const char *const *sets; /* as those of pc_scenario_options, for FILE#...: n_sets of them */
    size_t n_sets;
} pc_distribution_options;

/**
 * Makes a distribution from what a scenario would say of it.
 * @param spec    JSON of a distribution or of { "value": ..., "unit": ... }, a literal ("12%"),
 *                or "FILE#/assumptions/acv" (or "FILE#acv"): an uncertain value of a scenario
 * @param options may be NULL
 * @return PC_OK, PC_EUSAGE (unit or currency unknown, E0416: sets without a scenario),
 * PC_ENOINPUT, PC_EDATA or PC_ENOMEM; the words are in diags. *out is set only with PC_OK; free
 * it with pc_distribution_free.
 */
pc_status pc_distribution_make(pc_distribution **out, const char *spec,
                               const pc_distribution_options *options, pc_diags *diags);
void pc_distribution_free(pc_distribution *distribution);

/** The least x with P(X <= x) >= p, 0 < p < 1: relative error about 1e-10, far into the tails.
 *  For p above 1/2 the digits of 1 - p count. */
double pc_distribution_quantile(const pc_distribution *distribution, double p);
/** P(X <= x). */
double pc_distribution_cdf(const pc_distribution *distribution, double x);

/** A number as people write it in this distribution's unit: "12%", "$1.2M", "0.12". PC_OK or
 *  PC_EDATA with the words in diags. */
pc_status pc_distribution_number(double *out, const pc_distribution *distribution,
                                 const char *text, pc_diags *diags);

/** What is asked beside the table: quantiles at p, probabilities up to x. */
typedef struct pc_distribution_questions {
    const double *p, *x;
    size_t n_p, n_x;
} pc_distribution_questions;

/** Everything as one JSON object ending in a line end; questions may be NULL. free() it; NULL
 *  without memory. */
char *pc_distribution_json(const pc_distribution *distribution,
                           const pc_distribution_questions *questions);

#ifdef __cplusplus
}
#endif

#endif
