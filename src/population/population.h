/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_POPULATION_POPULATION_H
#define PC_POPULATION_POPULATION_H

#include "population/witness.h"

#include <stdint.h>

/**
 * Partners one by one, as flat arrays: who joins when, how they work, what they are tested on
 * and paid, and which sums of it are wanted. The kernel (population/kernel.h) works it for a
 * group of trials, each number a row over trials. Immutable; shared by all threads.
 * docs/model/cohorts.md
 */

enum {
    PC_TIERS_MAX = 16,
    PC_BANDS_MAX = 64,
    PC_COMPONENTS_MAX = 16, /* of one commission plan */
    PC_CHUNK = 64,          /* trials that are worked at once */
    PC_POP_GROUP = 256      /* trials of a call, the tape's group */
};

/** A number that rules read: a row with its value in each trial. Derived forms are computed
 *  once a group, not once a partner. */
typedef enum pc_param_form {
    PC_PARAM_VALUE,
    PC_PARAM_HAZARD,     /* -ln(1 - x), x a chance */
    PC_PARAM_MILLIONTHS, /* 10^6 x: whole for a decimal of up to six places */
    PC_PARAM_MINOR,      /* x in minor units */
    PC_PARAM_AMOUNT,     /* x in whole minor units */
} pc_param_form;

typedef struct pc_param_source {
    uint32_t source; /* index into the sources: values of the tape */
    pc_param_form form;
} pc_param_source;

/** A level over time: the parameter of each month; NULL where the plan has none. */
typedef const uint32_t *pc_levels;

/** A number drawn for each partner or deal: shift + scale q(u). */
typedef struct pc_pop_random {
    size_t table;    /* index into the model's tables; PC_NONE: nothing is drawn, q is 0 */
    double mean;     /* of the draw: what one expects */
    pc_levels shift; /* NULL: 0 */
    pc_levels scale; /* NULL: 1 */
    bool given;
} pc_pop_random;

/** Flows of a partner that tests may count. */
enum {
    PC_FLOW_BOOKINGS = PC_TEST_BOOKINGS,
    PC_FLOW_CERTIFICATIONS = PC_TEST_CERTIFICATIONS_EARNED,
    PC_FLOW_DEALS = PC_TEST_DEALS,
    PC_FLOW_LEADS = PC_TEST_LEADS,
    PC_N_FLOWS
};

/**
 * What a flow's running total was at earlier months' ends, for windows that begin there. Only
 * months that some window begins at are kept, in a ring of rows.
 */
typedef struct pc_history {
    size_t first_row, n_slots; /* rows of the ring, in a partner's state */
    const int32_t *keep;       /* one a month: its slot at the month's end; -1: not kept */
} pc_history;

typedef struct pc_pop_condition {
    pc_test_metric metric;
    int trailing_months;       /* flows: the window's; 0: since the entry */
    const pc_history *history; /* flows: the rings of `begin`; NULL: the ladder's */
    const int32_t *begin; /* flows: one a month of review, the slot at which the window begins;
                             -1: it begins before the start, or holds everything */
    pc_levels min, level;
    pc_levels floor;
    double weight;
} pc_pop_condition;

typedef struct pc_pop_test {
    size_t n_clauses;
    const size_t *ends; /* of each clause: index behind its last condition */
    const pc_pop_condition *conditions;
    bool points;
    pc_levels pass;
} pc_pop_test;

typedef struct pc_pop_tier {
    pc_pop_test qualify, maintain;
    bool keeps_as_qualifies; /* maintain is qualify */
    pc_levels capacity, top_share;
    bool keeps_rank;       /* the top share is part of staying, too */
    pc_pop_condition rank; /* the metric that ranks, where one of them is given */
    bool earned;
} pc_pop_tier;

typedef struct pc_pop_ladder {
    size_t n_tiers;
    const pc_pop_tier *tiers;
    pc_review promote, demote;
    bool same_month;
    const double *transition; /* cumulative rows; NULL: by tests */
    pc_history history[PC_N_FLOWS];
    bool gives;         /* a tier is only given: one step up or down passes over it */
    bool ranked;        /* a tier has a capacity or a top share: its partners meet */
    bool holds_so_many; /* a tier has a capacity */
} pc_pop_ladder;

/** Bands in rising order: whole minor units, and millionths. */
typedef struct pc_pop_bands {
    size_t n;
    const pc_levels *from, *rate;
    bool lower;
} pc_pop_bands;

/** What a component pays for a deal's anniversaries. What was sold in a month is renewed
 *  together. Rows: what is left of each month's sales, and, where the rate is that of the
 *  close, the tier of the close. */
typedef struct pc_pop_renewal {
    int months;             /* n rows: no anniversary is paid later; 0: none is */
    bool all_schedule;      /* by the component's own schedule: it adds up with new sales */
    const pc_levels *rates; /* else a rate: millionths, one a tier (or one) */
    size_t n_rates;
    bool current; /* at the rate of the anniversary's month */
    size_t left_row, tier_row;
} pc_pop_renewal;

/** When what is accrued is paid, where balances decide it. Rows: of the month, of each month
 *  of delay, what is due, and, where it may be lost, of each month in which what waits can be
 *  paid first; and the same again, not weighted by who is there, where it is expected. */
typedef struct pc_pop_payment {
    bool given;
    int delay_months, forfeit_months; /* forfeit 0: never */
    bool quarterly;
    pc_levels minimum; /* minor units; NULL: none */
    size_t row, n_rows;
    uint32_t paid, forfeited; /* series */
    double opening_amt; /* minor units that incumbents are owed at the start, all together */
} pc_pop_payment;

/** One commission component as a kind's partners earn it. Rows are counted from the kind's
 *  pay_rows; PC_NONE: none. */
typedef struct pc_pop_component {
    const pc_component *terms;
    pc_levels influenced; /* fraction of the deal that is influenced; NULL: not paid on */
    pc_levels others; /* fraction that is not sourced; NULL: sourced is not paid on, or, with
                         `influenced` NULL, too, all of the deal is */
    bool on_sourced, on_influenced; /* which deals it is paid on, where each has one class */
    const pc_levels *rates;         /* millionths, or FIXED minor units; one a tier (or one) */
    size_t n_rates;
    uint32_t accrued;          /* series */
    bool by_rule;              /* more than one rate on a month's amount: what follows holds */
    pc_schedule_kind schedule; /* ATTAINMENT: as the one it is paid like */
    pc_pop_bands bands, accelerator;
    size_t window_row;   /* what the window held before this entry */
    size_t trailing_row; /* TRAILING_12: of the last 12 months */
    pc_levels cap[PC_N_WINDOWS], floor[PC_N_WINDOWS]; /* minor units; NULL: none */
    size_t cap_row[PC_N_WINDOWS], floor_row[PC_N_WINDOWS];
    const pc_pop_test *bonus; /* NULL: none */
    size_t bonus_row;         /* bits: all ones where the test held at the last close */
    pc_levels points, multiplier;
    pc_levels spiff_amount, spiff_points, spiff_budget;
    size_t budget; /* which of the population's */
    pc_pop_renewal renewal;
    pc_pop_payment payment;
} pc_pop_component;

/** Sums that are wanted of a kind: indices of series, PC_NO_SERIES where nobody asks. */
#define PC_NO_SERIES UINT32_MAX
typedef struct pc_pop_sums {
    uint32_t bookings, deals, leads, certifications;
    uint32_t influenced, unsourced; /* of bookings, where each deal has one class */
    uint32_t present, active;       /* at the month's close */
    uint32_t recruited, exited;
    uint32_t promotions, demotions;
    uint32_t tiers, entries, exits; /* the first of n_tiers */
    uint32_t moves;                 /* the first of n_tiers^2: from * n_tiers + to */
} pc_pop_sums;

/** The part of a month's wins that waits so long for its close, where it is expected. */
typedef struct pc_wait {
    double at_plan, at_means;
} pc_wait;

/** A partner that is there at the start: what it has shown is spread evenly, in whole units,
 *  over the last months before it. */
typedef struct pc_pop_incumbent {
    const pc_incumbent *row;
    uint64_t stream;
    int certified_months; /* over which its valid certifications were earned */
} pc_pop_incumbent;

/** Of those that join in a month, where it is expected: the part that works in a later month,
 * and that part by how far it has ramped up. */
typedef struct pc_attendance {
    double works_plan, works_means, strength_plan, strength_means;
} pc_attendance;

/** Partners that work alike: a cohort's, or one named partner. */
typedef struct pc_kind {
    const char *name; /* "cohorts/si", "partners/accenture": the stream of its draws */
    uint64_t stream;
    bool meets;  /* what becomes of one depends on the others: worked month by month */
    bool single; /* a named one: its stream is its own, it joins in start_month */
    int start_month;
    pc_levels entry; /* how many join in each month; whole numbers but for fractions at plan */
    pc_levels arrivals; /* mean number joining */
    pc_levels stock;    /* how many there shall be at each month's close */
    pc_levels referral; /* new ones a month by active one */
    size_t ladder;      /* PC_NONE */
    size_t first_tier;
    int onboarding_months, ramp_months;
    pc_levels activation, dormancy, waking;
    pc_pop_random activation_delay, productivity, cycle, acv;
    pc_levels deals, leads, win_rate;
    double dispersion;
    size_t closing_rows; /* with a win rate: the first row of the ring of wins in the state */
    int closing_months;  /* ... and its length: no win waits so long, or it is lost */
    const pc_attendance *attendance; /* n_months x n_months, row: the entry; NULL: all that join
                                        in a month begin at once */
    const pc_wait *waits;            /* month * closing_months + months of wait */
    pc_levels sourced, credited;     /* chances that a deal is sourced, that it is sourced or
                                        influenced; NULL: credits are parts of every deal */
    pc_levels bookings; /* stated instead of deals: money of each month, minor units */
    pc_levels certifications;
    int certification_months;
    size_t n_incumbents;
    const pc_pop_incumbent *incumbents; /* in order of their ids */
    size_t held_rows, n_held_rows; /* what was earned in each of the last months; none where
                                      nothing that is earned runs out before the end */
    pc_levels lifetime;   /* months that a customer stays on average; NULL: nobody asks, or
                             for ever */
    size_t customer_rows; /* with a lifetime: one a month, who leaves in it */
    const pc_levels *multipliers; /* of leads and deals, one a tier; NULL: 1 */
    const bool *changes;      /* one a month: something of a tier may differ from the last */
    size_t rate_rows;         /* the first row of the components' rates in the state */
    const pc_levels *hazards; /* one a tier, or one: -ln(1 - chance of leaving); NULL: none */
    size_t n_hazards;
    size_t n_components;
    const pc_pop_component *components;
    size_t pay_rows, n_pay_rows; /* what components keep, in the state */
    bool pays_by_deal, keeps_pay, settles;
    bool pays_event[PC_N_EVENTS];
    pc_stacking stacking;
    pc_levels limit;                    /* CAPPED: millionths */
    const pc_pop_component *any_credit; /* ... of the money that some component stands on */
    pc_history bonus_history[PC_N_FLOWS];
    pc_levels retained; /* of what is due, by the end of its term; NULL: all */
    int term_months;
    pc_pop_sums sums;
} pc_kind;

typedef struct pc_population {
    int n_months;
    int fiscal_elapsed; /* months of the first fiscal year that are over at the start */
    double minor;       /* minor units of one currency unit */
    size_t n_budgets;   /* that partners use up together */
    size_t n_sources, n_params, n_kinds, n_ladders, n_series;
    const pc_param_source *params;
    const pc_kind *kinds;
    const pc_pop_ladder *ladders;
    const pc_table *tables;
    size_t capacity; /* of those that meet, most there may be at once; 0: nobody meets */
} pc_population;

/** Where a call finds its sources and leaves its sums: registers of the tape. */
#define PC_NO_REGISTER UINT32_MAX
typedef struct pc_population_call {
    const uint32_t *source_regs; /* PC_NO_REGISTER: the constant */
    const double *constants;
    const uint32_t *series_regs; /* series * n_months + month; PC_NO_REGISTER: not wanted */
} pc_population_call;

/** What is drawn, and what is expected: the deterministic cases have no draws, weights of
 *  partners instead of their fates, and counts that are no whole numbers. */
typedef enum pc_population_mode { PC_POP_SIMULATED, PC_POP_EXPECTED } pc_population_mode;

typedef struct pc_population_order {
    const pc_population *population;
    const pc_population_call *call;
    pc_population_mode mode;
    uint64_t seed, first_trial; /* a multiple of PC_POP_GROUP */
    size_t stride; /* of the registers: PC_POP_GROUP trials, or one chunk where expected */
    double *registers;
    double *scratch;           /* pc_population_scratch doubles, aligned to 64 bytes */
    const pc_witness *witness; /* NULL: nobody looks. Not where it is expected */
} pc_population_order;

typedef void pc_population_fn(const pc_population_order *order);

/** The kernel of each vector path: the same bits. */
pc_population_fn pc_population_run_sse2, pc_population_run_avx2, pc_population_run_avx512;

/** Doubles at the end of the scratch that hold the states of partners who meet: the most that
 *  there may be, seldom all of them used, so they need not be zero and are left alone. */
size_t pc_population_crowd_scratch(const pc_population *population);

/** Doubles of scratch that a call needs which wants so many sums. */
size_t pc_population_scratch(const pc_population *population, size_t n_sums);

/** The first row of a partner's state that is free for rings of history; rates stand behind
 *  them. */
size_t pc_population_first_ring(void);

/** The most that a partner of any kind has. */
size_t pc_population_most_rows(const pc_population *population);

/** Rows of state of one partner of the kind. */
size_t pc_population_rows(const pc_population *population, const pc_kind *kind);

#endif
