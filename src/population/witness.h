/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_POPULATION_WITNESS_H
#define PC_POPULATION_WITNESS_H

#include "programme/programme.h"

struct pc_kind;

/** What the kernel tells of one trial while it works it: docs/model/explain.md. */
typedef enum pc_seen_kind {
    PC_SEEN_JOIN,  /* value: productivity; limit: its first month of work, INFINITY: none */
    PC_SEEN_LEAVE, /* at the month's opening */
    PC_SEEN_LEADS, /* value: how many came */
    PC_SEEN_WON,   /* number: which of the month's leads, from 0; value: months until it closes,
                      as many as are left where it does not within the horizon */
    PC_SEEN_DEAL,  /* number: which of the month, from 0; amount: its size; to: its credit,
                      PC_NONE where credits are parts of every deal */
    PC_SEEN_STATED,    /* amount: bookings that the plan states */
    PC_SEEN_CERTIFIED, /* value: certifications earned */
    PC_SEEN_PAY,       /* number: component; base, rate in millionths, amount; NAN: it has none.
                          value, limit: what its window held before and after, NAN: nothing
                          adds up; to: which pc_seen_part it is, where it is one alone */
    PC_SEEN_PART,      /* of the entry that comes next: number: component; to: pc_seen_part */
    PC_SEEN_TEST,      /* a condition of tier `to`, number: which of its test, from 0; value,
                           limit; holds. Of points: amount, what it counts, base, its floor */
    PC_SEEN_POINTS,    /* the sum of tier `to`: value, limit; holds */
    PC_SEEN_FULL,      /* the test of tier `to` holds, and there is no place in it */
    PC_SEEN_REVIEW,    /* from tier to `to`; value: reviews failed in a row, limit: the month
                           from which it may fall */
    PC_SEEN_CLOSE      /* of the month; holds: it works */
} pc_seen_kind;

/** What an entry of a commission is made of, besides its rate. */
typedef enum pc_seen_part {
    PC_PART_NONE,
    PC_PART_CATCH_UP, /* what the rate that is reached now adds for what was before */
    PC_PART_ACCELERATOR,
    PC_PART_BONUS,
    PC_PART_DEAL_LIMIT,
    PC_PART_CAP,
    PC_PART_STACKING,
    PC_PART_SPIFF,
    PC_PART_FLOOR,
    PC_PART_RENEWAL,
    PC_N_PARTS
} pc_seen_part;

/** Money in minor units. */
typedef struct pc_seen {
    pc_seen_kind kind;
    const struct pc_kind *of; /* whose partner: the nth (from 0) that joined in month `entry`;
                                 below 0: of its incumbents */
    int entry, month;
    uint32_t nth;
    size_t tier; /* its own in the month, as the review finds it */
    size_t to, number;
    bool keeps; /* TEST, POINTS: asked for staying in a tier, not for rising to it */
    bool holds;
    double value, limit, base, rate, amount;
} pc_seen;

/** Is told what happens in one trial of a group, partner by partner or month by month: in the
 *  order of work. It changes nothing. */
typedef struct pc_witness {
    size_t trial; /* in the group */
    void (*tell)(void *context, const pc_seen *event);
    void *context;
} pc_witness;

#endif
