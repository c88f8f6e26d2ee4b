/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_COMPILE_WINDOWS_H
#define PC_COMPILE_WINDOWS_H

#include "population/population.h"

/** Which months' totals a ladder's windows look back at. Collect every condition, then lay out
 *  the rings, then ask where each window begins. Arrays live in the arena. */
typedef struct pc_windows {
    pc_arena *arena;
    int n_months;
    const pc_pop_ladder *ladder; /* whose reviews look back; NULL: every month does */
    const pc_history *home;      /* where the rings will be found; NULL: with the ladder */
    bool *wanted[PC_N_FLOWS];    /* by month: some window begins at its end */
    int longest[PC_N_FLOWS];
    pc_history history[PC_N_FLOWS];
} pc_windows;

void pc_windows_init(pc_windows *w, const pc_pop_ladder *ladder, int n_months, pc_arena *arena);
void pc_windows_collect(pc_windows *w, const pc_tier_condition *condition);
/** Rings stand one behind the other from that row on. @return the first row behind them */
size_t pc_windows_lay_out(pc_windows *w, size_t first_row);
/** By month: the slot at which the condition's window of a review in the month begins; -1: at
 *  the entry. NULL: the condition has no window. */
const int32_t *pc_windows_begin(const pc_windows *w, const pc_tier_condition *condition);

/** Whether the ladder looks at its partners at the end of a month. */
bool pc_is_review(const pc_pop_ladder *ladder, int month);

#endif
