/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_PROGRAMME_LADDER_H
#define PC_PROGRAMME_LADDER_H

#include "programme/expr.h"

/** A tier ladder: what a partner has to show to rise and to stay, and when that is looked at.
 *  docs/model/ladders.md */

/** What a test looks at. Flows are counted over the condition's window. */
typedef enum pc_test_metric {
    PC_TEST_BOOKINGS, /* money: contract value of the partner's deals */
    PC_TEST_CERTIFICATIONS_EARNED,
    PC_TEST_DEALS,
    PC_TEST_LEADS,
    PC_TEST_CERTIFICATIONS, /* a stock: those that are still valid */
    PC_TEST_CUSTOMERS,      /* a stock: deals whose customers are still there */
    PC_TEST_MONTHS,         /* a stock: months since the entry, 1 in the entry month */
    PC_TEST_STATED,         /* a level that the plan gives: satisfaction, retention, ... */
    PC_N_TESTS
} pc_test_metric;
extern const char *const pc_test_ids[PC_N_TESTS]; /* "bookings", ...; STATED: "" */

typedef struct pc_tier_condition {
    pc_test_metric metric;
    int trailing_months;  /* flows: the last so many months, the review's included; 0: since
                             the entry */
    const pc_expr *min;   /* money, counts or what the level has; holds at exactly min */
    const pc_expr *level; /* STATED: the level */
    const char *name;     /* as written: "bookings", "csat" */
    double weight;        /* points: what it counts in full */
    const pc_expr *floor; /* points: least points of this one; NULL: none */
} pc_tier_condition;

/** Conditions that must all hold. */
typedef struct pc_tier_clause {
    const char *id; /* of a path in `any_of`; "" elsewhere */
    size_t n;
    const pc_tier_condition *conditions;
} pc_tier_clause;

/** Passed where one clause holds, or (points) where the sum of min(weight, weight x / min) of
 *  the one clause reaches `pass`. Without clauses: always. */
typedef struct pc_tier_test {
    size_t n;
    const pc_tier_clause *clauses;
    bool points;
    const pc_expr *pass;
} pc_tier_test;

typedef struct pc_tier {
    const char *id;
    pc_tier_test qualify;
    bool has_maintain; /* else: qualify, thresholds times the ladder's hysteresis */
    pc_tier_test maintain;
    const pc_expr *lead_multiplier; /* NULL: 1 */
    const pc_expr *fee;      /* money a partner pays on entering it from below; NULL: nothing */
    const pc_expr *capacity; /* most partners of this tier and above it; NULL: any number */
    const pc_expr *top_share; /* only the best so large a part of the ladder's partners; NULL */
    pc_test_metric rank_by;   /* who is best, for capacity and top_share: BOOKINGS ... LEADS */
    int rank_months;          /* its window, as trailing_months */
    bool earned;              /* false: nobody qualifies, it is given (by `tier` or a start) */
} pc_tier;

typedef enum pc_move { PC_MOVE_TO_QUALIFIED, PC_MOVE_ONE_STEP } pc_move;

/** One direction of the review. */
typedef struct pc_review {
    int every_months; /* looked at in programme months n, 2n, ... */
    pc_move move;
    int grace;            /* demotion: failed reviews in a row that are forgiven */
    int protected_months; /* demotion: after the entry or a promotion */
} pc_review;

typedef struct pc_ladder {
    const char *id;
    size_t n_tiers;
    const pc_tier *tiers; /* in order, lowest first */
    pc_review promote, demote;
    bool same_month;   /* the month's recorded tier is already the new one */
    double hysteresis; /* maintain = hysteresis x qualify, where no maintain test is given */
    const double *transition; /* n_tiers x n_tiers row-stochastic, of one promote.every_months;
                                 NULL: tiers go by tests. Row: from. */
} pc_ladder;

/** Whether entering one of the ladder's tiers costs something. */
bool pc_ladder_has_fees(const pc_ladder *ladder);

/** The longest window any of the ladder's conditions has, in months; 0 without one. */
int pc_ladder_longest_window(const pc_ladder *ladder);

#endif
