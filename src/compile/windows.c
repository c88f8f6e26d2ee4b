/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/windows.h"

#include <assert.h>

static bool is_due(const pc_review *review, int month)
{
    return review->every_months > 0 && (month + 1) % review->every_months == 0;
}

bool pc_is_review(const pc_pop_ladder *ladder, int month)
{
    return is_due(&ladder->promote, month) || is_due(&ladder->demote, month);
}

static bool looks_back(const pc_windows *w, int month)
{
    return !w->ladder || pc_is_review(w->ladder, month);
}

static bool is_flow(const pc_tier_condition *condition)
{
    return condition->metric < (pc_test_metric)PC_N_FLOWS;
}

void pc_windows_init(pc_windows *w, const pc_pop_ladder *ladder, int n_months, pc_arena *arena)
{
    *w = (pc_windows) { .arena = arena, .n_months = n_months, .ladder = ladder };
    for (size_t f = 0; f < PC_N_FLOWS; f++)
        w->wanted[f] = PC_NEW_ARRAY(arena, bool, (size_t)n_months);
}

void pc_windows_collect(pc_windows *w, const pc_tier_condition *condition)
{
    const int n = condition->trailing_months;
    if (!is_flow(condition) || n <= 0 || w->arena->failed) return;
    if (n > w->longest[condition->metric]) w->longest[condition->metric] = n;
    for (int m = n; m < w->n_months; m++)
        if (looks_back(w, m)) w->wanted[condition->metric][m - n] = true;
}

/* Most kept months that stand between the begin of the longest window and its review. */
static size_t most_at_once(const pc_windows *w, size_t flow)
{
    size_t most = 0;
    for (int m = 0; m < w->n_months; m++) {
        size_t n = 0;
        for (int b = m - w->longest[flow]; b <= m; b++) n += b >= 0 && w->wanted[flow][b];
        if (n > most) most = n;
    }
    return most;
}

size_t pc_windows_lay_out(pc_windows *w, size_t first_row)
{
    for (size_t f = 0; f < PC_N_FLOWS && !w->arena->failed; f++) {
        const size_t n_slots = most_at_once(w, f);
        int32_t *keep = PC_NEW_ARRAY(w->arena, int32_t, (size_t)w->n_months);
        if (!keep) return first_row;
        size_t n = 0;
        for (int m = 0; m < w->n_months; m++) {
            assert(n_slots > 0 || !w->wanted[f][m]);
            keep[m] = w->wanted[f][m] ? (int32_t)(n++ % n_slots) : -1;
        }
        w->history[f] = (pc_history) { first_row, n_slots, keep };
        first_row += n_slots;
    }
    return first_row;
}

const int32_t *pc_windows_begin(const pc_windows *w, const pc_tier_condition *condition)
{
    if (!is_flow(condition)) return NULL;
    int32_t *begin = PC_NEW_ARRAY(w->arena, int32_t, (size_t)w->n_months);
    const int n = condition->trailing_months;
    for (int m = 0; m < w->n_months && begin; m++)
        begin[m] = n > 0 && m >= n && looks_back(w, m)
                       ? w->history[condition->metric].keep[m - n]
                       : -1;
    return begin;
}
