/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_PAYOUT_H
#define PC_CHART_PAYOUT_H

#include "chart/kinds/kind.h"
#include "chart/layout/board.h"
#include "chart/layout/interval.h"
#include "chart/text/format.h"

/** What partners are paid, by year and commission plan, and how sure it is. */

enum { PC_PAYOUT_LAYERS = 7, PC_PAYOUT_YEARS = 100 };

typedef struct pc_payout_layer {
    const char *id;   /* of the commission plan; NULL: what is left, or the group of others */
    const char *name; /* "Referral fee", "4 more" */
    double *means;    /* by year */
    double *ses;      /* their standard errors; NULL: unknown */
} pc_payout_layer;

typedef struct pc_payout_year {
    const char *name, *in_words;
    pc_estimate mean;
    pc_interval range; /* of the year's commission; only where has_range */
    bool has_range;
    pc_estimate p5, p95;  /* its ends, with their standard errors */
    pc_estimate rate;     /* commission on the revenue it is paid for; NAN: none */
    double stated;        /* NAN: none */
    pc_estimate p_stated; /* of reaching what is stated, or more */
} pc_payout_year;

typedef struct pc_payout {
    const pc_results *results;
    size_t n_years, n_layers;
    pc_payout_year *years;
    pc_payout_layer layers[PC_PAYOUT_LAYERS]; /* the largest of the last year first */
    double most; /* of means, ranges and what is stated: the scale's end */
} pc_payout;

/** @return PC_OK; PC_EDATA (pc_draft_refuse): nothing is paid, or nothing was simulated;
 *          PC_ENOMEM */
pc_status pc_payout_read(pc_payout *out, pc_draft *draft, pc_diags *diags);

/** Whether any commission is in the results. */
bool pc_payout_concerns(const pc_results *results);

/** "$90K–$290K", the range of 9 in 10 futures; NULL where there is none. */
const char *pc_payout_range(pc_arena *arena, const pc_payout *payout,
                            const pc_payout_year *year);

const char *pc_payout_title(pc_arena *arena, const pc_payout *payout);
const char *pc_payout_description(pc_arena *arena, const pc_payout *payout);

#endif
