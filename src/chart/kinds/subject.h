/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_SUBJECT_H
#define PC_CHART_SUBJECT_H

#include "chart/kinds/kind.h"
#include "chart/text/format.h"

/** One uncertain figure, and what it is held against: a metric in a period of the results, or a
 *  distribution. `exceed` and `dist` draw it. */

typedef enum pc_held_against {
    PC_AGAINST_NOTHING,
    PC_AGAINST_PLAN,
    PC_AGAINST_TARGET,
    PC_AGAINST_COST /* a return that just covers its cost */
} pc_held_against;

typedef struct pc_subject {
    const pc_results *results; /* NULL: of a distribution, known exactly */
    const char *metric_id, *period;
    const char *name, *short_name; /* "partner ROI (revenue/cost)", "partner ROI" */
    const char *when;              /* "in 2025" */
    pc_unit unit;
    const char *currency;
    uint64_t trials;
    bool lower_is_better;     /* costs: what is aimed at is staying below */
    double q[PC_N_QUANTILES]; /* rising; of the futures that have a value */
    size_t n_q;               /* the first n_q of them are numbers: beyond, "never" */
    double undefined_frac;    /* of futures without a value; they fall short */
    bool is_certain;          /* the same in every future */
    pc_estimate stats[PC_N_STATS];
    pc_held_against against;
    double aim;                  /* NAN: none */
    pc_estimate chance_at_least; /* P(value >= aim) over all futures */
} pc_subject;

/**
 * The metric and period of the spec, else those of the first headline that has a range, else
 * the return or revenue of the first year.
 * @return PC_OK; PC_EDATA (pc_draft_refuse); strings live in the draft's arena
 */
pc_status pc_subject_read(pc_subject *out, pc_draft *draft, pc_diags *diags);

/** A distribution: exact, held against what the document states. Borrows its texts. */
void pc_subject_of(pc_subject *out, pc_arena *arena, const pc_distribution *distribution);

/** The value at quantile p (0..1) of the futures that have one, and its standard error: half
 *  the distance of the quantiles at p -+ sqrt(p (1 - p) / n). NAN where it is "never". */
pc_estimate pc_subject_quantile(const pc_subject *subject, double p);

/** The value that a share p of all futures does at least as well as, those without one being
 *  the worst: at least it, or at most it where lower is better. NAN: they have none. */
pc_estimate pc_subject_promise(const pc_subject *subject, double p);

/** One way of writing for the subject's figures that stand together: three digits of the
 *  largest, before the standard error of each takes its own away. */
pc_format pc_subject_format(const pc_subject *subject);

/** A figure in that way with the digits that its standard error supports, "never" or an en dash
 * where there is none. In the arena. */
const char *pc_subject_figure(pc_arena *arena, const pc_subject *subject, pc_estimate figure);

/** The share of all futures with at least value, read from the quantiles. */
double pc_subject_survival(const pc_subject *subject, double value);

/** P(doing what is aimed at): at least the aim, or below it where lower is better. */
pc_estimate pc_subject_chance(const pc_subject *subject);

/** n equally likely outcomes, rising, into out; those without a value are left out at the end
 *  that falls short. @return how many have a value */
size_t pc_subject_outcomes(double *out, size_t n, const pc_subject *subject);

/** "the plan's 1.6x", "the target of $5M", "its cost". */
const char *pc_subject_aim_words(pc_arena *arena, const pc_subject *subject);

/** Whether the chance stands on the same side as the median: a wrong headline is worse than
 *  none. */
bool pc_subject_agrees(const pc_subject *subject);

/** The rows of the table beside the picture. */
void pc_subject_rows(pc_draft *draft, const pc_subject *subject);

#endif
