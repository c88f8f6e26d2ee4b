/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The families as they are, without truncation; within dist only. */
#ifndef PC_DIST_FAMILY_H
#define PC_DIST_FAMILY_H

#include "dist/dist.h"
#include "math/math.h"

/** A probability and its complement, each without cancellation. */
typedef struct pc_chance {
    double p, q;
} pc_chance;

/** A quantile x and dx/dp there. */
typedef struct pc_point {
    double x, slope;
} pc_point;

/**
 * Where an iteration ended, for the start of the next one at a probability nearby: y with its
 * first two derivatives in the logarithm of the probability. Zero it before the first call.
 */
typedef struct pc_near {
    double target, y, first, second;
    bool known, upper;
    pc_gamma gamma; /* of the shape asked for last: what need not be computed again */
    pc_beta beta;
} pc_near;

/** Fills a[], low and high from a checked spec (low/mid/high: a[] is set already). */
void pc_family_prepare(pc_dist *dist);

/** The untruncated quantile; near may be NULL. */
pc_point pc_family_point(const pc_dist *dist, pc_chance at, pc_near *near);

/** The untruncated distribution function. */
pc_chance pc_family_chance(const pc_dist *dist, double x);

/** The untruncated P(X < x) and P(X >= x). */
pc_chance pc_family_below(const pc_dist *dist, double x);

/** Atoms (atoms.c): the least value with P(X <= value) >= p, from whichever tail is smaller;
 *  P(X <= x), or strictly below; the first index whose value is >= x. */
double pc_atoms_quantile(const pc_dist_spec *spec, pc_chance at);
pc_chance pc_atoms_chance(const pc_dist_spec *spec, double x, bool below);
size_t pc_atoms_from(const pc_dist_spec *spec, double x);

/** Sets upto and above from weights of any sum, which then sum to 1. */
void pc_atoms_accumulate(pc_atom *atoms, size_t n);

/** Counts have at most this many values that are ever drawn. */
enum { PC_MOST_ATOMS = 1 << 20 };

/** Counts (counts.c): the least k with P(X <= k) >= p; P(X <= x); how many values are ever
 *  drawn, from *first on (PC_MOST_ATOMS + 1 and more: too many); their relative weights. */
double pc_counts_quantile(const pc_dist *dist, pc_chance at);
pc_chance pc_counts_chance(const pc_dist *dist, double x);
size_t pc_counts_span(const pc_dist *dist, double *first);
void pc_counts_weigh(pc_atom *atoms, size_t n, const pc_dist *dist, double first);

/** As pc_family_is_discrete; a mixture is when all its parts are. */
bool pc_spec_is_discrete(const pc_dist_spec *spec);

/** Mean and sd of a discrete distribution; false without memory (discrete.c). */
bool pc_discrete_moments(pc_dist *dist);

/** The table of a discrete distribution; false without memory (steps.c). */
bool pc_steps_build(pc_table *out, const pc_dist *dist, pc_arena *arena);

/** The point at u = v (upper: 1 - v) of the truncated distribution, 0 < v <= 1/2; slope =
 * dx/du. */
pc_point pc_dist_point(const pc_dist *dist, double v, bool upper, pc_near *near);

/** P(X <= x), or strictly below, of the truncated distribution, and the complement. */
pc_chance pc_dist_chance(const pc_dist *dist, double x, bool below);

/** Its density; 0 outside, and of atoms. */
double pc_dist_density(const pc_dist *dist, double x);

/** Exponential and Weibull (waiting.c), Student (student.c), mixtures (mixture.c). */
void pc_waiting_prepare(pc_dist *dist);
pc_point pc_waiting_point(const pc_dist *dist, pc_chance at);
pc_chance pc_waiting_chance(const pc_dist *dist, double x);
void pc_waiting_moments(pc_dist *dist);
pc_point pc_student_point(const pc_dist *dist, pc_chance at, pc_near *near);
pc_chance pc_student_chance(const pc_dist *dist, double x);
void pc_student_moments(pc_dist *dist);
void pc_mixture_prepare(pc_dist *dist);
pc_point pc_mixture_point(const pc_dist *dist, pc_chance at);
pc_chance pc_mixture_chance(const pc_dist *dist, double x, bool below);
bool pc_mixture_moments(pc_dist *dist); /* false without memory */

/** The table of a mixture; whether it has few enough atoms and edges for one (segments.c),
 * which is not known, and false, without memory. */
bool pc_mixture_build(pc_table *out, const pc_dist *dist, pc_arena *arena);
bool pc_mixture_is_countable(const pc_dist *dist, bool *no_memory);

/** The table of cubics of a continuous distribution without jumps (table.c). */
bool pc_table_build_smooth(pc_table *out, const pc_dist *dist, pc_arena *arena);

/** Low, mid and high as coefficients of the metalog on its scale. */
void pc_metalog_fit(double a[3], const pc_dist_spec *spec);

/** To the metalog's unbounded scale and back: x, log(x - lower), -log(upper - x), or the logit.
 */
double pc_metalog_scale(const pc_dist_spec *spec, double x);
double pc_metalog_unscale(const pc_dist_spec *spec, double m);

/** Sets mean and sd of a prepared, truncated distribution. mean may become infinite. False
 *  without memory. */
bool pc_dist_moments(pc_dist *dist);

/** Checks spec; false with the words in *problem. *constant: it has one value only. */
bool pc_dist_check(const pc_dist_spec *spec, bool *constant, pc_dist_problem *problem);

/** Writes the words; help may hold % too. Returns false, so that a check can end in one line.
 */
bool pc_dist_refuse(pc_dist_problem *problem, const char *help, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
