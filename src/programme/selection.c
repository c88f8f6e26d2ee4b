/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/selection.h"

#include <stdio.h>

/* Greedy with one step back to the last star: never exponential. */
bool pc_glob_match(const char *glob, size_t n, const char *text)
{
    size_t g = 0, star = n;
    const char *resume = text;
    while (*text) {
        if (g < n && glob[g] == '*') {
            star = g++;
            resume = text;
        } else if (g < n && glob[g] == *text) {
            g++, text++;
        } else if (star < n) {
            g = star + 1;
            text = ++resume;
        } else {
            return false;
        }
    }
    while (g < n && glob[g] == '*') g++;
    return g == n;
}

static size_t add(pc_period *list, size_t n, const pc_programme *programme, const char *prefix,
                  int number)
{
    char text[PC_PERIOD_SIZE];
    snprintf(text, sizeof text, "%s%d", prefix, number);
    return n + pc_period_parse(&list[n], text, programme);
}

size_t pc_period_list(pc_arena *arena, const pc_programme *programme, const pc_period **out)
{
    const int months = programme->months, quarters = (months + 2) / 3,
              years = (months + 11) / 12;
    pc_period *list =
        PC_NEW_ARRAY(arena, pc_period, (size_t)(months + quarters + 2 * years + 4));
    size_t n = 0;
    if (!list) return 0;
    for (int i = 1; i <= months; i++) n = add(list, n, programme, "m", i);
    for (int i = 1; i <= quarters; i++) n = add(list, n, programme, "q", i);
    for (int i = 1; i <= years; i++) n = add(list, n, programme, "y", i);
    for (int i = 0; i <= years + 1; i++)
        n = add(list, n, programme, "fy", programme->start_year + i);
    n += pc_period_parse(&list[n], "all", programme);
    *out = list;
    return n;
}

bool pc_metric_has_period(const pc_metric_info *metric, const pc_period *period)
{
    switch (metric->family) {
    case PC_METRIC_GROWTH_TOTAL:
    case PC_METRIC_GROWTH_SET:
    case PC_METRIC_GROWTH_QUARTERLY_TOTAL:
    case PC_METRIC_GROWTH_QUARTERLY_SET:
        return period->kind != PC_PERIOD_ALL; /* nothing is before all */
    default:
        return metric->kind != PC_METRIC_NEVER || period->kind == PC_PERIOD_ALL;
    }
}
