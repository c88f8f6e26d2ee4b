/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fan as a kind of chart: bands, median, plan marks, outcomes as dots, and a strip with the
 * chance of meeting the plan. */
#include "chart/kinds/fan/fan.h"

#include "chart/kinds/fan/page.h"
#include "chart/kinds/kinds.h"

#include <math.h>

/* What the picture shows of a year. */
static void add_year(pc_draft *draft, const pc_fan *fan, const pc_fan_year *year)
{
    static const pc_stat shown[] = { PC_P5, PC_P10, PC_P25, PC_P50, PC_P75, PC_P90, PC_P95 };
    const pc_metric *metric = year->metric;
    const struct {
        const char *stat;
        double value;
    } others[] = { { "stated", metric->stated },
                   { fan->lower_is_better ? "p_below_stated" : "p_stated", year->chance_frac },
                   { "p_break_even", year->earns_back_frac },
                   { "undefined",
                     metric->undefined.value > 0 ? metric->undefined.value : (double)NAN } };
    for (size_t k = 0; k < PC_FAN_QUANTILES; k++)
        pc_draft_row(draft, metric->id, metric->period, metric->unit, pc_stat_ids[shown[k]],
                     year->q[k]);
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
        if (isfinite(others[k].value))
            pc_draft_row(draft, metric->id, metric->period, k == 0 ? metric->unit : "fraction",
                         others[k].stat, others[k].value);
}

static void add_case(pc_draft *draft, const pc_fan *fan, const pc_fan_case *line)
{
    const char *stat = pc_arena_printf(draft->arena, "case.%s", line->id);
    for (size_t i = 0; stat && i < fan->n_years; i++) {
        const pc_metric *metric = fan->years[i].metric;
        pc_draft_row(draft, metric->id, metric->period, metric->unit, stat, line->values[i]);
    }
}

static pc_status read_fan(pc_draft *draft, pc_diags *diags)
{
    pc_fan *fan = PC_NEW(draft->arena, pc_fan);
    if (!fan) return PC_ENOMEM;
    const pc_status status = pc_fan_read(fan, draft->arena, draft->results, draft->spec->metric,
                                         draft->spec->period, diags);
    if (status != PC_OK) return status;
    const pc_status of_cases =
        pc_fan_take_cases(fan, draft->arena, draft->spec->has_cases ? draft->spec->cases : NULL,
                          draft->spec->n_cases, diags);
    if (of_cases != PC_OK) return of_cases;
    draft->data = fan;
    draft->about = fan->metric_id;
    draft->title = pc_fan_title(draft->arena, fan);
    draft->description = pc_fan_description(draft->arena, fan);
    for (size_t i = 0; i < fan->n_years; i++) add_year(draft, fan, &fan->years[i]);
    for (size_t k = 0; k < fan->n_cases; k++) add_case(draft, fan, &fan->cases[k]);
    return PC_OK;
}

static void lay_out(pc_list *list, const pc_draft *draft, const pc_measure *measure)
{
    pc_fan *fan = draft->data;
    fan->title = draft->title;
    pc_fan_layout(list, fan, measure, draft->theme);
}

const pc_kind pc_kind_fan = { "fan", true, NULL, read_fan, lay_out };
