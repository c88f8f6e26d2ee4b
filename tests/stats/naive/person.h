/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_PERSON_H
#define PC_TESTS_PERSON_H

#include "naive.h"

/** What a partner has shown, month by month: what the tests of its ladder look at. */
typedef enum person_flow {
    PERSON_BOOKINGS,
    PERSON_CERTIFICATIONS,
    PERSON_DEALS,
    PERSON_LEADS,
    PERSON_N_FLOWS
} person_flow;

/**
 * One partner. At plan and at means: all that a cohort gets in a month, of whom `weight` are
 * left; its flows are then those of one of them, as long as it is there.
 */
typedef struct person {
    const pc_conduct *conduct;
    size_t group, channel_id, commission_id;
    const pc_expr *const *credit;
    uint64_t stream;
    int entry;
    double weight;            /* 1 or 0 when simulated */
    double hazard, allowance; /* met until now, and that it can meet */
    double productivity;
    /* the part of it that begins to work in a month, and of that the part that is awake */
    double begins[NAIVE_MONTHS], awake[NAIVE_MONTHS];
    double working; /* this month */
    size_t tier, next;
    int failed, safe_until; /* failed reviews in a row; the first month that it may fall in */
    double flow[PERSON_N_FLOWS][NAIVE_MONTHS];
    double lost[NAIVE_MONTHS]; /* customers that are no longer there from that month on */
    double wins[NAIVE_MONTHS]; /* deals that leads of earlier months close */
    const double *stated;      /* its bookings as the plan has them; NULL: deals */
} person;

/** A uniform of the partner. */
double person_uniform(naive_when when, const person *p, int period, uint32_t index);

/** The month's review, for all who stand on a ladder and are here (climb.c). */
void naive_review(naive_ledger *books, naive_when when, person *people, size_t n,
                  size_t ladder_id);
/** Whether somebody is looked at in the month. */
bool naive_is_review(const pc_ladder *ladder, int month);

/** What one component owes the partner for the deals of a month, in minor units (pay.c). */
double naive_owed(naive_when when, const person *p, const pc_component *component,
                  const double *deals, size_t n_deals);

#endif
