/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/kinds.h"

#include "chart/kinds/tiers.h"

#include <string.h>

const pc_kind *const pc_kinds[] = { &pc_kind_fan,    &pc_kind_mix,     &pc_kind_exceed,
                                    &pc_kind_roi,    &pc_kind_migrate, &pc_kind_matrix,
                                    &pc_kind_payout, &pc_kind_dist,    NULL };

enum { N_KINDS = sizeof pc_kinds / sizeof *pc_kinds - 1 };

const pc_kind *pc_kind_find(const char *name)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (strcmp(pc_kinds[i]->name, name) == 0) return pc_kinds[i];
    return NULL;
}

const char *pc_chart_kind(size_t i)
{
    return i < N_KINDS ? pc_kinds[i]->name : NULL;
}

const char *pc_chart_default(size_t i)
{
    for (size_t k = 0; k < N_KINDS; k++)
        if (pc_kinds[k]->is_default && i-- == 0) return pc_kinds[k]->name;
    return NULL;
}

bool pc_chart_concerns(const char *kind, const pc_results *results)
{
    const pc_kind *found = pc_kind_find(kind);
    return found && (!found->concerns || found->concerns(results));
}

bool pc_chart_ladder(char out[PC_CHART_LADDER_SIZE], const pc_results *results, size_t i)
{
    pc_arena arena;
    pc_arena_init(&arena);
    const char **ids = PC_NEW_ARRAY(&arena, const char *, i + 1);
    const size_t n = ids ? pc_tiers_ladders(ids, i + 1, &arena, results) : 0;
    const bool is_there = i < n && strlen(ids[i]) < PC_CHART_LADDER_SIZE;
    if (is_there) strcpy(out, ids[i]);
    pc_arena_clear(&arena);
    return is_there;
}

void pc_draft_row(pc_draft *draft, const char *metric, const char *period, const char *unit,
                  const char *stat, double value)
{
    pc_arena *arena = draft->arena;
    if (!metric || !period) return; /* made in the same arena, without memory */
    if (!PC_GROW(arena, pc_chart_row, draft->rows, draft->n_rows, draft->rows_capacity)) return;
    draft->rows[draft->n_rows++] = (pc_chart_row) { .metric = pc_arena_strdup(arena, metric),
                                                    .period = pc_arena_strdup(arena, period),
                                                    .unit = pc_arena_strdup(arena, unit),
                                                    .stat = pc_arena_strdup(arena, stat),
                                                    .value = value };
}

pc_status pc_draft_refuse(pc_diags *diags, const char *key, const char *asked, const char *help,
                          const char *what, const char *nothing)
{
    if (asked)
        pc_diag_add(diags, PC_ERROR, "E0602", &(pc_place) { .pointer = key }, help, "%s %s",
                    asked, what);
    else
        pc_diag_add(diags, PC_WARNING, "W0603", NULL, help, "%s", nothing);
    return PC_EDATA;
}
