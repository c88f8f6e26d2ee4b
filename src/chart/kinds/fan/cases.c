/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named cases of the results as lines of a fan. */
#include "chart/kinds/fan/fan.h"
#include "chart/kinds/kind.h"
#include "chart/text/clean.h"
#include "chart/text/names.h"

#include <math.h>
#include <string.h>

static const pc_case_result *find(const pc_results *results, const char *id)
{
    for (size_t i = 0; i < results->n_cases; i++)
        if (strcmp(results->cases[i].id, id) == 0) return &results->cases[i];
    return NULL;
}

/* The first 14 signs. */
static const char *shortened(pc_arena *arena, const char *title)
{
    enum { MOST = 14 };
    size_t n = 0, signs = 0;
    for (; title[n]; n++) {
        if (((unsigned char)title[n] & 0xC0) == 0x80) continue;
        if (signs++ == MOST) return pc_arena_printf(arena, "%.*s\xe2\x80\xa6", (int)n, title);
    }
    return title;
}

static void take(pc_fan *fan, pc_arena *arena, const pc_case_result *result)
{
    double *values = PC_NEW_ARRAY(arena, double, fan->n_years);
    bool any = false;
    if (!values || fan->n_cases == PC_FAN_CASES) return;
    for (size_t i = 0; i < fan->n_years; i++) {
        char period[24];
        values[i] = pc_results_case_value(result, fan->metric_id, pc_name_period(period, i));
        any |= isfinite(values[i]);
    }
    const char *title = pc_clean_text(arena, result->title);
    if (any && title)
        fan->cases[fan->n_cases++] = (pc_fan_case) { .id = result->id,
                                                     .title = title,
                                                     .short_title = shortened(arena, title),
                                                     .values = values };
}

pc_status pc_fan_take_cases(pc_fan *fan, pc_arena *arena, const char *const *ids, size_t n,
                            pc_diags *diags)
{
    const pc_results *results = fan->results;
    for (size_t i = 0; !ids && i < results->n_cases; i++) take(fan, arena, &results->cases[i]);
    for (size_t i = 0; ids && i < n; i++) {
        const pc_case_result *result = find(results, ids[i]);
        if (!result)
            return pc_draft_refuse(diags, "/cases", ids[i], "name a case of the scenario",
                                   "is no case of the results", "");
        take(fan, arena, result);
    }
    return arena->failed ? PC_ENOMEM : PC_OK;
}
