/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_TIERS_H
#define PC_CHART_TIERS_H

#include "chart/kinds/kind.h"

/** A ladder as results tell of it: its tiers by rank, how many partners each has, who moved. */

enum { PC_TIERS_MOST = 12 }; /* more than a picture can hold */

typedef struct pc_tiers {
    const pc_results *results;
    pc_arena *arena;
    const char *ladder; /* its id */
    size_t n;
    const char *ids[PC_TIERS_MOST];   /* the highest first */
    const char *names[PC_TIERS_MOST]; /* for people */
    size_t n_years;                   /* with counts: y1 ... */
    size_t n_ladders;                 /* of the scenario, as far as they can be shown */
    bool same_month; /* a review's month already has its new tiers; else the next one */
} pc_tiers;

/** Whether the results count partners by tier. */
bool pc_tiers_concern(const pc_results *results);

/**
 * The ladder that the specification's metric names ("tier.level", "migration.level"), else that
 * with most partners at the end. The order of tiers is the resolved scenario's.
 * @return PC_OK; PC_EDATA (pc_draft_refuse): no ladder, no counts by year, nothing simulated,
 *         too many tiers; PC_ENOMEM. Texts live in the draft's arena.
 */
pc_status pc_tiers_read(pc_tiers *out, pc_draft *draft, pc_diags *diags);

/**
 * The ladders that a picture can show, that with most partners at the end first.
 * @param ids    NULL, or room for `most` of them; in the arena
 * @return how many there are, without memory 0
 */
size_t pc_tiers_ladders(const char **ids, size_t most, pc_arena *arena,
                        const pc_results *results);

/** The ladder of that id; false where a picture could not show it. Texts in the arena. */
bool pc_tiers_find(pc_tiers *out, pc_arena *arena, const pc_results *results, const char *id);

/** tier.<ladder>.<tier>, migration.<ladder>.<from>.<to>, .entry.<to>, .<from>.exit; NULL where
 *  the results do not hold it. */
const pc_metric *pc_tiers_count(const pc_tiers *tiers, size_t tier, const char *period);
const pc_metric *pc_tiers_flow(const pc_tiers *tiers, size_t from, size_t to,
                               const char *period);
const pc_metric *pc_tiers_entry(const pc_tiers *tiers, size_t to, const char *period);
const pc_metric *pc_tiers_exit(const pc_tiers *tiers, size_t from, const char *period);

/** The mean, and 0 where the results do not hold it. */
double pc_tiers_mean(const pc_metric *metric);

/** The ids of those metrics, for tables; in the arena. */
const char *pc_tiers_count_id(const pc_tiers *tiers, size_t tier);
const char *pc_tiers_flow_id(const pc_tiers *tiers, size_t from, size_t to);
const char *pc_tiers_entry_id(const pc_tiers *tiers, size_t to);
const char *pc_tiers_exit_id(const pc_tiers *tiers, size_t from);

/** Whether any migration of the ladder is in the results for the period. */
bool pc_tiers_has_flows(const pc_tiers *tiers, const char *period);

/** Whom a picture shows: "Partners"; of several ladders "SI partners", by the ladder's name. */
const char *pc_tiers_whose(const pc_tiers *tiers);

/** The colour of a tier's block: dark for the highest, the palest for the lowest. */
uint32_t pc_tiers_colour(const pc_theme *theme, size_t tier, size_t n);

#endif
