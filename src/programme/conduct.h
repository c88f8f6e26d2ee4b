/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_CONDUCT_H
#define PC_PROGRAMME_CONDUCT_H

#include "programme/ladder.h"

/** How a partner that is simulated one by one works, month by month: docs/model/cohorts.md.
 *  A cohort's partners share one conduct, a named partner has its own. */

/** A number that is drawn for each partner, or for each deal: shift + scale * draw. */
typedef struct pc_random {
    const pc_draw *draw;  /* NULL: the number is shift, nothing is drawn */
    const pc_expr *shift; /* NULL: 0 */
    const pc_expr *scale; /* NULL: 1 */
} pc_random;

#define PC_NONE ((size_t)-1)

typedef struct pc_conduct {
    size_t ladder_id;           /* PC_NONE: no ladder */
    size_t first_tier;          /* in which a new partner starts */
    int onboarding_months;      /* from the entry month, nothing is done in them */
    int onboarding_within;      /* what the plan promises of it, compared only; -1: nothing */
    const pc_expr *activation;  /* fraction that ever works; NULL: all */
    pc_random activation_delay; /* months from the end of onboarding to work; draw and shift
                                   NULL: 0 */
    const pc_expr *dormancy; /* chance a month that a working partner falls asleep; NULL: 0 */
    const pc_expr *waking;   /* chance a month that a sleeping one wakes */
    pc_random productivity;  /* drawn once a partner; nothing given: 1 */
    int ramp_months; /* min(1, (age + 1) / n), age from the first working month; 0: no ramp */
    const pc_expr *deals;    /* won deals a month; NULL: from leads */
    const pc_expr *leads;    /* leads a month; NULL: none */
    const pc_expr *win_rate; /* of leads; NULL: the leads bring no deals of their own */
    pc_random cycle;         /* months from the lead to the close; nothing given: 0 */
    double dispersion;       /* of the monthly count: variance mean + d mean^2; 0: Poisson */
    pc_random acv;           /* money of a deal */
    const pc_expr *certifications;      /* earned a month, Poisson; NULL: none */
    int certification_months;           /* how long one is valid; 0: for ever */
    const pc_expr *exit;                /* chance a month; NULL: none, or by tier */
    const pc_expr *const *exit_by_tier; /* one a tier; NULL: none */
    const pc_expr
        *lifetime_months; /* customers: mean lifetime of a deal's customer; NULL: for ever */
} pc_conduct;

#endif
