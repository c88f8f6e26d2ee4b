/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_INCUMBENT_H
#define PC_PROGRAMME_INCUMBENT_H

#include <stddef.h>

/**
 * A partner that is there when the first month begins: one row of the opening roster. It works
 * as its cohort does, at the age it has; docs/model/cohorts.md.
 */
typedef struct pc_incumbent {
    const char *id;     /* as the roster has it */
    const char *stream; /* of its draws: "<stream of its cohort>/<id>" */
    size_t cohort_id;
    size_t tier; /* of its cohort's ladder; the cohort's first tier where the roster has none */
    int months;  /* from its entry to the start, 1 or more: it entered in month -months */
    double bookings_amt;     /* minor units, of the last history_months before the start */
    double certifications;   /* that are valid at the start: a whole number */
    double credited_ytd_amt; /* minor units credited to it in the fiscal year so far */
    double payable_amt;      /* minor units it is owed at the start */
    int history_months;      /* 1 or more; not above months */
} pc_incumbent;

#endif
