/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_RUN_ROSTER_H
#define PC_RUN_ROSTER_H

#include "compile/model.h"
#include "stats/statistics.h"

/** What is tallied: one slot a register that some output shows, with all thresholds asked of
 * it. Constant outputs have no slot; a gap has that of its base. */
typedef struct pc_slot {
    uint32_t reg;
    double pivot;
    bool is_never;
    size_t n_thresholds;
    pc_threshold *thresholds;
} pc_slot;

typedef struct pc_roster {
    size_t n_slots, n_outputs, n_thresholds; /* thresholds of all slots */
    pc_slot *slots;
    size_t *slot_of;   /* one an output; PC_NONE: constant */
    size_t *stated_at; /* one an output: its threshold in the slot, or PC_NONE */
    size_t *break_even_at;
    size_t *targets_at; /* the first target's; the others follow */
} pc_roster;

/** Arrays live in the arena: ask whether it failed. */
void pc_roster_init(pc_roster *out, const pc_model *model, pc_arena *arena);

/** The value that decides whether an output is at its stated value (or a target's raw value, or
 *  break even): a gap's is that of its base, further off by what is stated. */
double pc_output_threshold(const pc_model *model, const pc_output *output, double raw);

/** How an output is as good as its stated value: at least, of a payback at most (earlier). */
static inline pc_relation pc_output_reaches(const pc_output *output)
{
    return output->is_never ? PC_AT_MOST : PC_AT_LEAST;
}

/** A target's operator as a relation. */
pc_relation pc_relation_of(pc_op op);

#endif
