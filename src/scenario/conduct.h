/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a partner works that is simulated one by one: of cohorts and of named partners. */
#ifndef PC_SCENARIO_CONDUCT_H
#define PC_SCENARIO_CONDUCT_H

#include "scenario/quantity.h"

/** Most that is simulated one by one: leads or deals of a partner or a channel in a month (of
 *  more deals the addresses would meet those of leads), and partners of a cohort. */
enum { PC_MOST_A_MONTH = 50000, PC_MOST_JOINING = 200000 };

/** What it is read for. */
typedef struct pc_conduct_of {
    const pc_json *node; /* the cohort, or the named partner */
    size_t channel_id;   /* PC_NONE when it could not be read */
    double size;         /* how many partners share it, for "top"; NAN: not known for certain */
    bool is_named;
    bool states_revenue; /* named: its bookings are stated, so it needs no deals */
} pc_conduct_of;

/** Keys of a conduct, to be added to those of its object (cohorts_below.c). */
enum { PC_N_CONDUCT_KEYS = 13 };
extern const pc_key pc_conduct_keys[PC_N_CONDUCT_KEYS];

/** Reads it; never NULL but without memory. */
const pc_conduct *pc_read_conduct(pc_reader *reader, const pc_conduct_of *of);

/** Its parts that channels of the vendor's own have, too: "leads" and "deals", "acv", "ramp"
 *  (0: none). */
void pc_read_demand(pc_reader *reader, const pc_json *node, pc_conduct *conduct);
void pc_read_deal_value(pc_reader *reader, const pc_conduct_of *of, pc_conduct *conduct);
int pc_read_ramp(pc_reader *reader, const pc_json *object);

/** "exit" into the conduct (exits.c). */
void pc_read_exits(pc_reader *reader, const pc_json *exit, pc_conduct *conduct);

/** { "top": "20%", "earn": "80%" } (top_share.c). @param size  as of pc_conduct_of */
pc_random pc_read_top_share(pc_reader *reader, const pc_json *object, const pc_conduct_of *of);

/** The name of an entity's draws: its "stream", else "<map>/<id>". */
const char *pc_read_own_stream(pc_reader *reader, const pc_json *node, const char *map);

/** Whether the channel's partners are simulated one by one. */
bool pc_is_from_below(const pc_reader *reader, size_t channel_id);

/** Whether one can tell: the channel is there, and its type was read. */
bool pc_is_type_known(const pc_reader *reader, size_t channel_id);

/** A cohort of such a channel (cohorts_below.c). */
void pc_read_cohort_below(pc_reader *reader, const pc_json *node, pc_cohort *cohort);

/** Warns of parts of partners in a stock, or in what a list by month says of those who join
 *  (W0505; cohorts.c). */
void pc_warn_of_parts(pc_reader *reader, const pc_json *node, const pc_flow *stock);
void pc_warn_of_parts_joining(pc_reader *reader, const pc_json *entry, const pc_flow *flow);

#endif
