/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A distribution while it is read; within the readers of distributions only. */
#ifndef PC_SCENARIO_DISTRIBUTION_H
#define PC_SCENARIO_DISTRIBUTION_H

#include "scenario/quantity.h"

typedef struct pc_family_read {
    pc_quantity *q;
    const pc_json *object;     /* with the truncation beside the family */
    const pc_json *parameters; /* the family's own value; for low/mid/high the object itself */
    pc_dist_spec spec;
    const pc_expr *location, *scale; /* X = location + scale Z; NULL: 0 and 1 */
    const pc_expr *rate;             /* a count of this mean, Z its uniform; NULL: none */
    double dispersion;               /* ... 0 or more */
    bool failed, is_part;            /* is_part: of a mixture */
} pc_family_read;

/** One parameter: a constant, or an expression that is none. */
typedef struct pc_parameter {
    const pc_json *at; /* NULL when not given */
    const pc_expr *expr;
    bool constant;
    double value;
} pc_parameter;

/** Reads the family's parameters into f->spec; problems are reported and set f->failed. */
typedef void pc_read_family(pc_family_read *f);
pc_read_family pc_read_normal, pc_read_lognormal, pc_read_uniform, pc_read_triangular,
    pc_read_pert, pc_read_gamma, pc_read_beta, pc_read_low_mid_high; /* families.c */
pc_read_family pc_read_exponential, pc_read_weibull, pc_read_student, pc_read_poisson,
    pc_read_binomial, pc_read_negative_binomial, pc_read_bernoulli; /* families_more.c */
pc_read_family pc_read_discrete, pc_read_empirical, pc_read_metalog,
    pc_read_mixture;                      /* families_lists.c */
pc_read_family pc_read_data, pc_read_fit; /* data_spec.c: empirical from a file, and fit */

/** A distribution that is part of another: its family and truncation, nothing uncertain. */
bool pc_read_part(pc_dist *out, pc_quantity *q, const pc_json *object);

/* ---- Parameters (parameter.c) ---- */

#define PC_SHAPED "the shape of this family would change with it"

/** Reports keys that the family does not have. */
void pc_check_parameters(pc_family_read *f, const char *what, const char *const *names,
                         size_t n);
/** A parameter that may be missing, or may not (E0202). `is_located` ones have the unit of the
 *  value itself. */
pc_parameter pc_read_parameter(pc_family_read *f, const char *name, bool is_located);
pc_parameter pc_need_parameter(pc_family_read *f, const char *name, bool is_located);
/** ...that must be a number; else E0217 with the reason `why`. */
double pc_need_constant(pc_family_read *f, const char *name, bool is_located, const char *why);
/** A number that stands at `at`, in a list or an object, as pc_need_constant. */
double pc_need_constant_at(pc_family_read *f, const pc_json *at, bool is_located,
                           const char *why);
/** E0301 and the like: the words, and f->failed. */
void pc_refuse_family(pc_family_read *f, const pc_json *at, const char *code, const char *help,
                      const char *text);
void pc_set_spec(pc_family_read *f, pc_family family, double a, double b, double c, double d);
/** The mean of a count is a formula: f->rate, with what rates must be (E0209, W0203, E0301). */
void pc_set_rate(pc_family_read *f, const pc_parameter *mean, double dispersion);
/** The middle of a positive family: 1 when it is taken out as a factor, else its value. */
double pc_factor_out(pc_family_read *f, const pc_parameter *p);

#endif
