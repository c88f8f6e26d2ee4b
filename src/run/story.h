/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RUN_STORY_H
#define PC_RUN_STORY_H

#include "compile/memo.h"
#include "compile/model.h"
#include "partnercast/explain.h"

/** Of one kind of partners: where its entries are added up, what they are called. */
typedef struct pc_story_kind {
    size_t channel;          /* index into the programme's */
    const pc_ladder *ladder; /* NULL: none */
    const char **tiers;      /* their ids */
} pc_story_kind;

/** What a partner has done so far. */
typedef struct pc_story_partner {
    pc_explained_partner shown;
    const pc_kind *kind;
    uint32_t nth;
    bool is_wanted, works, has_worked, misses; /* misses: a test for staying, since a review */
} pc_story_partner;

/** Parts of a month's entries of one partner: 16 components, none with more than 8. */
enum { PC_STORY_PARTS = 128 };

/**
 * The ledger of one trial while it is written: what a witness is told becomes entries with
 * names, money in currency units. Everything lives in the arena.
 */
typedef struct pc_story {
    const pc_model *model;
    pc_arena *arena;
    const char *partner; /* filter; NULL: everybody */
    int month;           /* filter; -1: all */
    pc_story_kind *kinds;
    pc_memo numbers; /* (kind, entry and n-th) -> index into partners */
    pc_story_partner *partners;
    pc_happening *happenings;
    size_t n_partners, n_happenings, partners_capacity, happenings_capacity;
    size_t n_parts;
    pc_seen parts[PC_STORY_PARTS]; /* of entries that are told next */
    /* of everybody: channel * months + month, in minor units; all commission a month */
    double *bookings, *present, *commission;
} pc_story;

/** Prepares: ask whether the arena failed. */
void pc_story_begin(pc_story *story, const pc_model *model, pc_arena *arena);

/** A pc_witness's tell, whose context is the story. */
void pc_story_tell(void *context, const pc_seen *seen);

/** Adds a commission that is counted from above, in minor units. */
void pc_story_add_commission(pc_story *story, const pc_trace *trace, double base,
                             double amount);

/** Puts partners and entries in their order. */
void pc_story_end(pc_story *story);

/** Whether a partner of that name is meant by the filter. */
bool pc_story_is_meant(const char *filter, const char *name);

#endif
