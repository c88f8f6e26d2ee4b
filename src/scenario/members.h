/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_MEMBERS_H
#define PC_SCENARIO_MEMBERS_H

#include "scenario/reader.h"

/** Partners that are simulated one by one: a cohort, or a named partner. For warnings of what
 *  they can and cannot do; nothing here reaches a result. */
typedef struct pc_member {
    const char *id;
    const pc_json *node; /* its object in the scenario */
    size_t channel_id;
    const pc_conduct *conduct;
    bool is_cohort;
    const pc_flow *revenue; /* what a named partner sells, as stated; NULL: none */
    int first_month;        /* the earliest entry, from 0; below 0 out of a roster; the horizon
                               when nobody surely or perhaps enters */
    double
        entries; /* that are sure to join in the first year, a stock included, a roster not */
} pc_member;

/** All of them, cohorts first; lives in the reader's arena. */
const pc_member *pc_list_members(pc_reader *reader, size_t *n);

/** Whether a level is 0 in every month, whatever is drawn; NULL is. */
bool pc_is_never(pc_reader *reader, const pc_expr *level);
/** The greatest a level can be in any month, and the least. */
double pc_most(pc_reader *reader, const pc_expr *level);
double pc_least(pc_reader *reader, const pc_expr *level);

/** Whether it can ever win a deal, bring a lead, earn a certification. */
bool pc_member_wins(pc_reader *reader, const pc_member *member);
bool pc_member_leads(pc_reader *reader, const pc_member *member);
bool pc_member_certifies(pc_reader *reader, const pc_member *member);

/** W0225, W0227, W0229: tiers of a ladder that none of these can get into, windows and
 *  capacities that do not fit (reach.c). */
void pc_warn_of_reach(pc_reader *reader, const pc_member *const *members, size_t n,
                      size_t ladder);
/** W0226, W0228: partners that never work within the horizon, channels without any (idle.c). */
void pc_warn_of_idle(pc_reader *reader, const pc_member *members, size_t n);

#endif
