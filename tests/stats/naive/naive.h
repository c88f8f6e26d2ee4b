/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_NAIVE_H
#define PC_TESTS_NAIVE_H

#include "partnercast/results.h"
#include "programme/programme.h"

/**
 * The model once more, as plainly as it can be said: one trial after the other, one
 * month after the other, expressions walked where they stand, every entry kept. It shares with
 * the engine the programme, the uniforms and the quantile tables, and nothing else;
 * docs/model/ is what both follow. Slow, and meant to be read.
 */
typedef enum naive_at { NAIVE_SIMULATED, NAIVE_PLAN, NAIVE_MEANS } naive_at;

enum {
    NAIVE_MONTHS = 60,
    NAIVE_CHANNELS = 20,
    NAIVE_COMPONENTS = 3,
    NAIVE_LINES = 6,
    NAIVE_COHORTS = 4,
    NAIVE_CLAIMS = 4,
    NAIVE_DRAWS = 256,
    NAIVE_GROUPS = NAIVE_COHORTS + NAIVE_CLAIMS, /* cohorts, then named partners */
    NAIVE_LADDERS = 6,
    NAIVE_TIERS = 6
};

/** What is known before the first trial: the programme and a quantile table for every draw met.
 */
typedef struct naive_world {
    const pc_programme *programme;
    pc_arena arena;
    struct {
        pc_dist dist;
        pc_table table;
    } known[NAIVE_DRAWS];
    size_t n_known;
    pc_dist normal;     /* the standard normal: what correlated draws are made of */
    size_t close_calls; /* uniforms nearer to a step of a count, or sums to a threshold, than
                           rounding can tell: the engine may have gone the other way */
} naive_world;

/** Which future, and when: what an expression needs to have a value. */
typedef struct naive_when {
    naive_world *world;
    naive_at at;
    uint64_t seed, trial;
    int month;  /* from 0 */
    int length; /* months that a period would have if the horizon did not cut it; 0: all it has
                 */
} naive_when;

/** A factor, and the decimal as the scenario writes it when it is one: digits / 10^places. */
typedef struct naive_rate {
    double value;
    bool decimal;
    int64_t digits;
    int places;
} naive_rate;

/** One future's books: whole minor units, month by month. */
typedef struct naive_ledger {
    double revenue[NAIVE_CHANNELS][NAIVE_MONTHS];
    double credit[NAIVE_CHANNELS][PC_N_CREDITS][NAIVE_MONTHS];
    double fee[NAIVE_CHANNELS][NAIVE_MONTHS];
    double commission[NAIVE_CHANNELS][NAIVE_COMPONENTS][NAIVE_MONTHS];
    double budget[NAIVE_LINES][NAIVE_MONTHS];
    double leads[NAIVE_LINES][NAIVE_MONTHS];
    /* cohorts: whole partners, at the close or in the month; minimum in minor units */
    double partners[NAIVE_GROUPS][NAIVE_MONTHS], active[NAIVE_GROUPS][NAIVE_MONTHS];
    double recruited[NAIVE_GROUPS][NAIVE_MONTHS], exited[NAIVE_GROUPS][NAIVE_MONTHS];
    double scheduled[NAIVE_COHORTS][NAIVE_MONTHS];
    double partner_leads[NAIVE_COHORTS][NAIVE_MONTHS], minimum[NAIVE_COHORTS][NAIVE_MONTHS];
    /* partners one by one, by group: minor units, and counts */
    double sold[NAIVE_GROUPS][NAIVE_MONTHS], won[NAIVE_GROUPS][NAIVE_MONTHS],
        brought[NAIVE_GROUPS][NAIVE_MONTHS]; /* leads */
    double owed[NAIVE_GROUPS][NAIVE_COMPONENTS][NAIVE_MONTHS],
        paid[NAIVE_GROUPS][NAIVE_COMPONENTS][NAIVE_MONTHS],
        forfeited[NAIVE_GROUPS][NAIVE_COMPONENTS][NAIVE_MONTHS];
    double group_credit[NAIVE_GROUPS][PC_N_CREDITS][NAIVE_MONTHS];
    /* of those whose deals have one credit each: influenced, and all that is not sourced */
    double influenced[NAIVE_GROUPS][NAIVE_MONTHS], unsourced[NAIVE_GROUPS][NAIVE_MONTHS];
    /* by channels, from others' sales */
    double taken[NAIVE_CHANNELS][NAIVE_MONTHS];
    /* by ladder: at the close, and in the month */
    double tier[NAIVE_LADDERS][NAIVE_TIERS][NAIVE_MONTHS];
    double tier_entry[NAIVE_LADDERS][NAIVE_TIERS][NAIVE_MONTHS],
        tier_exit[NAIVE_LADDERS][NAIVE_TIERS][NAIVE_MONTHS];
    double entered[NAIVE_LADDERS][NAIVE_TIERS][NAIVE_MONTHS]; /* by joining or rising */
    double moved[NAIVE_LADDERS][NAIVE_TIERS][NAIVE_TIERS][NAIVE_MONTHS];
    /* named partners, minor units */
    double target[NAIVE_CLAIMS][NAIVE_MONTHS], own_minimum[NAIVE_CLAIMS][NAIVE_MONTHS];
    double investment[NAIVE_CLAIMS][NAIVE_MONTHS];
    /* of channels with a product; ARR and customers at each month's close */
    double arr[NAIVE_CHANNELS][NAIVE_MONTHS], churn[NAIVE_CHANNELS][NAIVE_MONTHS],
        contraction[NAIVE_CHANNELS][NAIVE_MONTHS], expansion[NAIVE_CHANNELS][NAIVE_MONTHS],
        recognised[NAIVE_CHANNELS][NAIVE_MONTHS], deals[NAIVE_CHANNELS][NAIVE_MONTHS],
        customers[NAIVE_CHANNELS][NAIVE_MONTHS], lost[NAIVE_CHANNELS][NAIVE_MONTHS];
    /* what the horizon sold brings, by credit class: collected in the month, earned in it */
    double collected[NAIVE_CHANNELS][PC_N_CREDITS][NAIVE_MONTHS],
        earned[NAIVE_CHANNELS][PC_N_CREDITS][NAIVE_MONTHS];
    /* of what was there 12 months before the month's close: what is left, and what it was */
    double retained_net[NAIVE_CHANNELS][NAIVE_MONTHS],
        retained_gross[NAIVE_CHANNELS][NAIVE_MONTHS],
        retained_base[NAIVE_CHANNELS][NAIVE_MONTHS];
} naive_ledger;

void naive_init(naive_world *world, const pc_programme *programme);
void naive_clear(naive_world *world);

/** The value of an expression; NULL is 0. */
double naive_value(naive_when when, const pc_expr *expr);
/** The same as a factor of an entry. */
naive_rate naive_rate_of(naive_when when, const pc_expr *expr);
/** Whether the value changes inside a year. */
bool naive_monthly(const pc_programme *programme, const pc_expr *expr);
/** The uniform of a draw, correlated or not. */
double naive_uniform(naive_when when, const pc_draw *draw, uint32_t period);
/** A draw's value from its distribution, by the address of its uniform. */
double naive_draw(naive_when when, const pc_dist *dist, const char *stream, uint32_t period);

/** Nearest whole number, ties to even; of amount x rate exactly when the rate is a decimal. */
double naive_round(double x);
/** What partners pay on entering tiers, of one ladder or (NULL) all, in these months. */
double naive_tier_fees(const naive_ledger *books, naive_when when, const char *ladder, int from,
                       int to);
double naive_entry(double amount, naive_rate rate);
/* round(amount * digits / base), ties to even, in integers */
double naive_exact(double amount, double digits, double base);

/** An amount of money, or (units 1) a count, in whole units: `part` of `whole` of it. */
double naive_amount(naive_when when, const pc_expr *expr, double units, int part, int whole);
double naive_minor_units(const pc_programme *programme);
/** A flow of such units, spread over the months of the horizon. */
void naive_flow(double *months, naive_when when, const pc_flow *flow, double units);
/** Divides a year's amount over its months: twelfths, or by profile. */
void naive_divide(double *months, double amount, int year, const double *profile, int horizon);

/** A draw's value at a uniform. */
double naive_quantile(naive_world *world, const pc_dist *dist, double u);
/** The least whole number whose chance, and that of all below it, reaches the uniform: Poisson,
 *  or (dispersion above 0) negative binomial. */
double naive_count(naive_world *world, double mean, double dispersion, double u);

/** How many there are to be at each month's close, from none at the start (partners.c). */
void naive_stock(double *closes, naive_when when, const pc_cohort *cohort);
/** Partners one by one, all months, into books (below.c); their metrics (below_metric.c). */
void naive_below(naive_ledger *books, naive_when when);
bool naive_below_metric(double *out, const naive_ledger *books, naive_when when, const char *id,
                        int first_month, int last_month);
/** The group's channel, the plan that pays it (PC_NONE: none), and its conduct; NULL: nobody of
 *  it is simulated, or there is no such group. */
const pc_conduct *naive_group(const pc_programme *programme, size_t group, size_t *channel_id,
                              size_t *commission_id);
/** The shares of a group's sales that carry credit; by_deal: the chances that a deal has it. */
const pc_expr *const *naive_group_credit(const pc_programme *programme, size_t group,
                                         bool *by_deal);

/** Partners, leads and claims of the whole horizon, into books (partners.c). */
void naive_partners(naive_ledger *books, naive_when when);
/** Their metrics; false: not one of them. */
bool naive_partner_metric(double *out, const naive_ledger *books, naive_when when,
                          const char *id, int first_month, int last_month);

/** The books of one future. */
void naive_books(naive_ledger *out, naive_when when);
/** Money in minor units, anything else as it is; NAN where undefined or never. False: no such
 * metric. */
bool naive_metric(double *out, const naive_ledger *books, naive_when when, const char *id,
                  int first_month, int last_month);

/** Influenced, none and sourced of an amount, by the fractions of each. */
void naive_divide_credit(double parts[PC_N_CREDITS], naive_when when,
                         const pc_expr *const credit[PC_N_CREDITS], double amount);
/** The months of subscriptions, once the revenue is in the books; and their metrics. */
void naive_subscriptions(naive_ledger *books, naive_when when);
bool naive_subscription_metric(double *out, const naive_ledger *books, naive_when when,
                               const char *id, int first_month, int last_month);

/** A random small scenario as JSON text; the same for the same number. free() it. Numbers from
 *  NAIVE_BELOW on have partners one by one. */
#define NAIVE_BELOW ((uint64_t)1 << 40)
char *naive_scenario(uint64_t number);

#endif
