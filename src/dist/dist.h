/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_DIST_DIST_H
#define PC_DIST_DIST_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * A distribution as the scenario states it, with constant parameters. Parameters describe the
 * untruncated family; [min, max] truncates it (-INFINITY, INFINITY: not at all).
 */
typedef enum pc_family {
    PC_NORMAL,     /* mean, sd >= 0 */
    PC_LOGNORMAL,  /* mu, sigma >= 0 of the logarithm (the reader turns mean, cv, median into
                      them) */
    PC_UNIFORM,    /* min, max */
    PC_TRIANGULAR, /* min, mode, max */
    PC_PERT,  /* min, mode, max, lambda > 0: beta with mean (min + lambda mode + max)/(lambda +
                 2) */
    PC_BETA,  /* a, b > 0, on 0..1 */
    PC_GAMMA, /* shape > 0, mean > 0 */
    PC_LOW_MID_HIGH, /* low, mid, high: 5 %, 50 %, 95 % of a three-term metalog; lower, upper
                        bound it */
    PC_EXPONENTIAL,  /* mean > 0 */
    PC_WEIBULL,      /* shape, mean > 0 */
    PC_STUDENT,      /* df, mean, scale: mean + scale T */
    PC_POISSON,      /* mean >= 0 */
    PC_BINOMIAL,     /* n a whole number >= 0, p in 0..1 */
    PC_NEGATIVE_BINOMIAL, /* mean >= 0, dispersion d >= 0: variance mean + d mean^2 */
    PC_DISCRETE,          /* atoms (pc_dist_set_atoms) */
    PC_METALOG, /* atoms: probability and value of each quantile; lower, upper bound it
                   (pc_dist_set_quantiles) */
    PC_MIXTURE, /* parts (pc_dist_set_parts) */
} pc_family;

enum { PC_METALOG_TERMS = 16 };

/** A value of a discrete distribution: P(X = value), P(X <= value), P(X > value). Of a metalog:
 * the value of the quantile at the probability upto. */
typedef struct pc_atom {
    double value, weight, upto, above;
} pc_atom;

struct pc_dist;

/** A part of a mixture: its weight (all sum to 1) and the checked distribution. */
typedef struct pc_dist_part {
    double weight;
    const struct pc_dist *dist;
} pc_dist_part;

typedef struct pc_dist_spec {
    pc_family family;
    double p[4];          /* parameters in the order above */
    double lower, upper;  /* LOW_MID_HIGH: natural bounds, -INFINITY and INFINITY when none */
    double min, max;      /* truncation */
    const pc_atom *atoms; /* DISCRETE, METALOG: n of them, values ascending; borrowed */
    const pc_dist_part *parts; /* MIXTURE: n of them; borrowed */
    size_t n;
} pc_dist_spec;

/** Why a set of parameters is no distribution: what is wrong, what would be right. */
typedef struct pc_dist_problem {
    char text[160], help[160];
} pc_dist_problem;

/**
 * A discrete distribution, not truncated: the values in any order, repeated ones are added up,
 * those of weight 0 left out. What spec points to lives in the arena.
 * @param weights  of each value, >= 0, of any sum > 0; NULL: all the same (an empirical
 *                 distribution: every observation is as likely as any other)
 * @return false with the reason in *problem, or without memory (problem->text is "" then)
 */
bool pc_dist_set_atoms(pc_dist_spec *out, pc_arena *arena, const double *values,
                       const double *weights, size_t n, pc_dist_problem *problem);

/**
 * A metalog through n quantiles, 3 to PC_METALOG_TERMS, in any order; set lower and upper
 * afterwards. What spec points to lives in the arena. Whether such a distribution exists is
 * checked by pc_dist_init, which names the quantile that stands out.
 * @param probabilities  of each, between 0 and 1
 * @return false with the reason, or without memory (problem->text is "" then)
 */
bool pc_dist_set_quantiles(pc_dist_spec *out, pc_arena *arena, const double *probabilities,
                           const double *values, size_t n, pc_dist_problem *problem);

/** A mixture: with the probability weights[i] / their sum a draw of dists[i], copied into the
 *  arena (their own arrays are borrowed). False as above. */
bool pc_dist_set_parts(pc_dist_spec *out, pc_arena *arena, const struct pc_dist *dists,
                       const double *weights, size_t n, pc_dist_problem *problem);

/** Whether two specs, arrays included, are the same distribution. */
bool pc_dist_same(const pc_dist_spec *a, const pc_dist_spec *b);

/** Whether every value of the family is an atom: counts and lists of values. */
bool pc_family_is_discrete(pc_family family);

/** A checked distribution. Plain data; copy freely. */
typedef struct pc_dist {
    pc_dist_spec spec;
    double a[PC_METALOG_TERMS]; /* what the family precomputes: src/dist/family.c */
    double f_min, f_max;        /* untruncated P(X < min), P(X <= max): 0 and 1 when none */
    double s_min, s_max;        /* untruncated P(X >= min), P(X > max): 1 and 0 when none */
    double span;      /* probability of the truncation interval, without cancellation */
    double low, high; /* least and greatest value, perhaps infinite */
    bool is_discrete; /* every value is an atom */
    bool is_constant; /* always `low` */
    double mean, sd;  /* of the (truncated) distribution; sd may be INFINITY (low/mid/high with
                         one bound and a wide spread) */
} pc_dist;

/** Checks spec and prepares it. False: *problem says why (infeasible low/mid/high: the nearest
 *  feasible mid), or has no text: no memory. Degenerate cases (sd 0, min = max) are
 * distributions. */
bool pc_dist_init(pc_dist *out, const pc_dist_spec *spec, pc_dist_problem *problem);

/** Exact to about 1e-10 relative: quantile at u in (0, 1), cdf at any x. Both nondecreasing.
 *  With atoms the quantile is the least x with P(X <= x) >= u. */
double pc_dist_quantile(const pc_dist *dist, double u);
double pc_dist_cdf(const pc_dist *dist, double x);

/** Rates above this are not counted one by one any more. */
enum { PC_MOST_COUNTED = 1000000 };

/**
 * The least k with P(X <= k) >= u of a negative binomial with that mean and dispersion, of a
 * Poisson where dispersion is 0: for a mean that differs in every trial. A mean of 0 or less
 * gives 0, NaN gives NaN; above PC_MOST_COUNTED a quantile by moments (Cornish and Fisher).
 */
double pc_count_at(double mean, double dispersion, double u);

/** The atoms of a discrete distribution within its truncation, weights summing to 1, *n of
 *  them; NULL without memory. */
const pc_atom *pc_dist_atoms(const pc_dist *dist, size_t *n, pc_arena *arena);

/** The value of a discrete draw: the first whose upto is not below u; guide[k] is where to
 * begin for u from k / n_guide on. */
typedef struct pc_steps {
    const double *upto, *values; /* n of each */
    const uint32_t *guide;
    size_t n, n_guide;
} pc_steps;

/**
 * The quantile function as a table for the simulation: two tails, octaves, 2^bits pieces each,
 * a cubic on each piece. |F(Q(u)) - u| < 1e-7, measured when it is built; nondecreasing.
 */
typedef struct pc_table {
    const double *coefficients; /* rows of four: see table.inl */
    size_t n_pieces;            /* of one tail; 0: in closed form, or steps */
    unsigned bits;
    const pc_steps *steps;             /* a discrete distribution: exact, nothing else is set */
    const struct pc_segment *segments; /* a mixture with atoms, gaps or edges */
    size_t n_segments;
} pc_table;

/** Where u of a mixture is from begin to end: one value, or a table of its own. */
typedef struct pc_segment {
    double begin, end, value;
    pc_table table; /* without coefficients: value */
} pc_segment;

/** Builds the table in the arena; false without memory or when 2^10 pieces an octave are not
 * enough. */
bool pc_table_build(pc_table *out, const pc_dist *dist, pc_arena *arena);

/** The value of steps, or of segments, at u. */
double pc_steps_at(const pc_steps *steps, double u);
double pc_segments_at(const pc_table *table, double u);

/** The table's value at u: what a draw gets. */
double pc_table_at(const pc_table *table, double u);

#endif
