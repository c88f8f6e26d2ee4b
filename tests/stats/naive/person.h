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

/** What one component of its plan has seen of a partner, and what it owes it: months from 0,
 *  minor units. */
typedef struct person_account {
    double seen[NAIVE_MONTHS];                  /* credited money that its window adds up */
    double limited[PC_N_WINDOWS][NAIVE_MONTHS]; /* entries that each cap has looked at */
    double accrued[NAIVE_MONTHS], weighed[NAIVE_MONTHS]; /* of one of them; of all there were */
    bool settled[NAIVE_MONTHS];                          /* paid, or lost */
    double
        left[NAIVE_MONTHS]; /* by month of the sale, what was there at its last anniversary */
} person_account;

/**
 * One partner. At plan and at means: all that a cohort gets in a month, of whom `weight` are
 * left; its flows are then those of one of them, as long as it is there.
 */
typedef struct person {
    const pc_conduct *conduct;
    size_t group, channel_id, commission_id;
    const pc_expr *const *credit;
    bool by_deal; /* each of its deals has one credit */
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
    size_t tier_at[NAIVE_MONTHS];
    person_account account[NAIVE_COMPONENTS];
} person;

/** A uniform of the partner. */
double person_uniform(naive_when when, const person *p, int period, uint32_t index);

/** The month's review, for all who stand on a ladder and are here (climb.c). */
void naive_review(naive_ledger *books, naive_when when, person *people, size_t n,
                  size_t ladder_id);
/** Whether somebody is looked at in the month. */
bool naive_is_review(const pc_ladder *ladder, int month);

/** Whether it has passed a test by the end of the month (climb.c). */
bool person_passes(naive_when when, const person *p, const pc_tier_test *test, double factor);

/** The month's deals: `n` of them, each of `size` minor units. Expected, n is no whole number.
 */
enum { NAIVE_DEALS = 4000 };
typedef struct naive_sale {
    double n, size;
    pc_credit credit; /* of those whose deals have one each */
} naive_sale;

/** A fraction of minor units, rounded; the part of an amount that a component stands on; what
 *  its bands pay for an amount that comes to those that its window holds (pay.c). */
double naive_part(naive_world *world, double amount, double fraction);
double naive_credited(naive_when when, const person *p, const pc_component *component,
                      double amount);
double naive_banded(naive_when when, const pc_component *component,
                    const pc_commission_schedule *schedule, double before, double more);
double naive_accelerated(naive_when when, const pc_component *component, double before,
                         double more);
/** The rate of a size, of a tier, of everybody; money where the schedule is FIXED. */
double naive_rate_at(naive_when when, const person *p, size_t tier,
                     const pc_commission_schedule *schedule);
double naive_slab(naive_when when, const pc_component *component, double size);
/** A level of money in whole minor units. */
double naive_money(naive_when when, const pc_expr *level);

/** What extras that all partners share have cost so far, by plan and component. */
enum { NAIVE_PLANS = 8 };
typedef double naive_spent[NAIVE_PLANS][NAIVE_COMPONENTS];

/** The month's commissions of a partner: anniversaries, deals, leads and certificates; its
 *  promotion; what floors add; and who is paid what (earn.c, settle.c). */
void naive_earn(naive_ledger *books, naive_when when, person *p, const naive_sale *sales,
                size_t n_sales, naive_spent spent);
void naive_promoted(naive_ledger *books, naive_when when, person *p);
void naive_close(naive_ledger *books, naive_when when, person *p);
void naive_settle(naive_ledger *books, naive_when when, person *p);

/** What a component owes it from this month on. */
void naive_accrue(naive_ledger *books, naive_when when, person *p, size_t k, double amount);
/** The first month of what the window holds in this one. */
int naive_window_begin(naive_when when, const person *p, pc_window window);

#endif
