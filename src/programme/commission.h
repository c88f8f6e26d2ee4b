/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_COMMISSION_H
#define PC_PROGRAMME_COMMISSION_H

#include "programme/ladder.h"

/** What is paid to partners, for what, and when: docs/model/commission.md. Money is in currency
 *  units as written, rates are fractions of the credited amount. */

/** Credit classes in order of id, the order in which an amount is divided over them. */
typedef enum pc_credit {
    PC_CREDIT_INFLUENCED,
    PC_CREDIT_NONE,
    PC_CREDIT_SOURCED,
    PC_N_CREDITS
} pc_credit;
extern const char *const pc_credit_ids[PC_N_CREDITS];

/** What a component pays for. */
typedef enum pc_event {
    PC_EVENT_NEW,           /* a deal that closes */
    PC_EVENT_CERTIFICATION, /* one that is earned */
    PC_EVENT_LEAD,          /* one that is brought */
    PC_EVENT_MIGRATION,     /* a promotion; its tier is the one that is reached */
    PC_EVENT_RENEWAL,       /* a deal's anniversary while its customer is there */
    PC_N_EVENTS
} pc_event;
extern const char *const pc_event_ids[PC_N_EVENTS];

/** Over what amounts add up: for bands, and for caps and floors. */
typedef enum pc_window {
    PC_WINDOW_DEAL,    /* nothing adds up: each deal by itself */
    PC_WINDOW_MONTH,   /* ...since the month's begin, the month's deals together */
    PC_WINDOW_QUARTER, /* of the fiscal year */
    PC_WINDOW_YEAR,    /* fiscal */
    PC_WINDOW_TRAILING_12,
    PC_WINDOW_LIFETIME, /* since the partner's entry */
    PC_N_WINDOWS
} pc_window;
extern const char *const pc_window_ids[PC_N_WINDOWS];

typedef enum pc_schedule_kind {
    PC_SCHEDULE_FLAT,
    PC_SCHEDULE_BY_TIER,      /* the rate of the partner's tier */
    PC_SCHEDULE_SLAB,         /* the rate of the deal's own size, on the whole deal */
    PC_SCHEDULE_MARGINAL,     /* each part of the window's amount at its own band's rate */
    PC_SCHEDULE_RETROACTIVE,  /* the rate of the window's amount on all of it */
    PC_SCHEDULE_ATTAINMENT,   /* as one of the two, bands being multiples of a target */
    PC_SCHEDULE_INTERPOLATED, /* rate of the window's amount between points, on all of it */
    PC_SCHEDULE_FIXED,        /* money an event */
    PC_N_SCHEDULES
} pc_schedule_kind;
extern const char *const pc_schedule_ids[PC_N_SCHEDULES];

/** Bands in rising order, the first from 0, the last open. A band is [from, next from), or
 *  (from, next from] where the boundary is the lower band's. */
typedef struct pc_bands {
    size_t n;
    const pc_expr *const *from; /* money; ATTAINMENT: multiples of the target. from[0] is 0 */
    const pc_expr *const *rate; /* fraction; INTERPOLATED: at `from`, the last one holds on */
} pc_bands;

/** What holds in one tier: a rate, or FIXED an amount. */
typedef struct pc_tier_rate {
    const char *tier;    /* its id */
    const pc_expr *rate; /* NULL: "custom", the partner brings a plan of its own */
} pc_tier_rate;

typedef struct pc_commission_schedule {
    pc_schedule_kind kind;
    const pc_expr *rate; /* FLAT: fraction; FIXED without tiers: money an event */
    size_t n_tiers;
    const pc_tier_rate *tiers; /* BY_TIER, and FIXED where the tier decides; sorted by id */
    pc_bands bands;            /* SLAB ... INTERPOLATED */
    const pc_expr *target;     /* ATTAINMENT: money in a window */
    bool attained_marginal;    /* ATTAINMENT: as MARGINAL, else as RETROACTIVE */
} pc_commission_schedule;

/** The tier's entry, or NULL. */
const pc_tier_rate *pc_schedule_tier(const pc_commission_schedule *schedule, const char *tier);

/** More than the rate where something holds: points on top of it, or times so much. */
typedef struct pc_bonus {
    bool given;
    pc_tier_test when;         /* of the partner, as a ladder's test */
    const pc_expr *points;     /* fraction of the base; or NULL, and */
    const pc_expr *multiplier; /* multiple of the component's commission */
} pc_bonus;

/** An extra for a time: money a deal, or points of its amount. */
typedef struct pc_spiff {
    int first_month, last_month; /* from 0 */
    const pc_expr *amount;       /* money a deal; or NULL, and */
    const pc_expr *points;       /* fraction; both NULL: no extra */
    const pc_expr *budget;       /* money for all partners together; NULL: no end */
} pc_spiff;

typedef struct pc_payment {
    int hold_months, lag_months; /* from the accrual: held, then as long until it is paid */
    bool quarterly;              /* paid at the close of fiscal quarters, else of every month */
    const pc_expr *minimum;      /* money: less than this waits; NULL: none */
    int forfeit_months;          /* what has waited so long is lost; 0: never */
} pc_payment;

typedef struct pc_component {
    const char *id;
    pc_event event;
    pc_credit credit;      /* INFLUENCED or SOURCED... */
    bool any_credit;       /* ...or, when set, sourced and influenced together */
    pc_window window;      /* of bands; DEAL where nothing adds up */
    bool lower;            /* an amount exactly on a threshold belongs to the lower band */
    bool by_partner_month; /* one entry a partner and month; else one a deal */
    pc_commission_schedule schedule;
    int duration_months; /* 1: once; n: anniversaries before n months are over; 0: for life */
    const pc_commission_schedule *renewal; /* of anniversaries; NULL: as `schedule` */
    bool current_rate;    /* of anniversaries: the rate of their month, else of the close */
    pc_bands accelerator; /* n 0: none. Points on the window's amount beyond each `from` */
    const pc_expr *cap[PC_N_WINDOWS];   /* money; NULL: none. Not TRAILING_12 */
    const pc_expr *floor[PC_N_WINDOWS]; /* money; NULL: none. DEAL, MONTH, QUARTER, YEAR */
    pc_bonus bonus;
    pc_spiff spiff;
    pc_payment payment;
} pc_component;

/** How the components of a plan stand to one another, on one entry's money. */
typedef enum pc_stacking {
    PC_STACKING_ADDITIVE,
    PC_STACKING_EXCLUSIVE, /* the highest alone, of equal ones the first by id */
    PC_STACKING_CAPPED,    /* together at most the limit's part of the credited money */
} pc_stacking;

typedef struct pc_commission {
    const char *id;
    size_t n_components;
    const pc_component *components; /* sorted by id */
    pc_stacking stacking;
    const pc_expr *limit; /* CAPPED: fraction */
} pc_commission;

/** A rate of a plan in a month; NAN where nothing is known. */
typedef double pc_rate_value(void *context, const pc_expr *rate, int month);

/**
 * The most that a plan can pay for a new deal, as a part of money of that credit, in a month:
 * every component at the highest rate of its tiers or bands, with its accelerator, bonus and
 * extra points, stacked as the plan says. Fixed amounts, caps and floors are not parts.
 */
double pc_commission_most(const pc_commission *plan, pc_credit credit, int month,
                          pc_rate_value *value, void *context);

#endif
