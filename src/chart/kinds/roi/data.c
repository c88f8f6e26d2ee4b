/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/roi/roi.h"

#include "chart/kinds/fan/fan.h"
#include "chart/text/names.h"

#include <math.h>
#include <string.h>

static bool has_range(const pc_results *results, const char *metric)
{
    pc_interval range;
    for (size_t i = 0; i < pc_name_count_years(results, metric, PC_ROI_YEARS); i++)
        if (pc_interval_of(&range, pc_name_year_of(results, metric, i))) return true;
    return false;
}

/* A programme without money has no cash to draw. */
static bool has_money(const pc_results *results, const char *metric)
{
    pc_interval range;
    for (size_t i = 0; i < pc_name_count_years(results, metric, PC_ROI_YEARS); i++)
        if (pc_interval_of(&range, pc_name_year_of(results, metric, i)) &&
            (range.p5 != 0 || range.p95 != 0))
            return true;
    return false;
}

/* The metric asked for; the headline's return, which the plan's own figures are about; cash;
 * any other return. */
static const char *choose(const pc_draft *draft)
{
    const pc_results *results = draft->results;
    const char *const others[] = { "roi.multiple", "roi.net", "roi.margin", "roi.incremental" };
    if (draft->spec->metric) return draft->spec->metric;
    const char *headline = results->roi_headline ? results->roi_headline : "multiple";
    const char *id = pc_arena_printf(draft->arena, "roi.%s", headline);
    if (id && has_range(results, id)) return id;
    if (has_money(results, "roi.cash")) return "roi.cash";
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (has_range(results, others[i])) return others[i];
    return NULL;
}

/* roi.net, but neither its parts (roi.net.costs) nor anything else: only what is over the cost
 * can be held against it. */
static bool is_return(const char *metric)
{
    return strncmp(metric, "roi.", 4) == 0 && !strchr(metric + 4, '.');
}

static bool read_years(pc_roi *roi, pc_arena *arena)
{
    roi->n_years = pc_name_count_years(roi->results, roi->metric_id, PC_ROI_YEARS);
    roi->years = PC_NEW_ARRAY(arena, pc_roi_year, roi->n_years);
    if (!roi->years) return false;
    for (size_t i = 0; i < roi->n_years; i++) {
        const pc_year_name name = pc_name_year(arena, roi->results, i);
        const pc_metric *metric = pc_name_year_of(roi->results, roi->metric_id, i);
        roi->years[i] = (pc_roi_year) { .name = name.alone,
                                        .in_words = name.in_words,
                                        .metric = metric,
                                        .stated = metric->stated,
                                        .earns_back_frac = metric->p_break_even.value };
        roi->years[i].has_range = pc_interval_of(&roi->years[i].range, metric);
    }
    return true;
}

/* Quantiles (i - 1/2) / 20 of all futures: "never" sorts above every month. */
static void read_payback(pc_roi *roi)
{
    const pc_metric *payback = pc_results_find(roi->results, "payback.month", "all");
    if (!payback || roi->results->trials < PC_ROI_DOTS) return;
    const double none = payback->undefined.value > 0 ? payback->undefined.value : 0;
    roi->has_payback = true;
    roi->pays_back = (pc_estimate) { 1 - none, payback->undefined.se };
    if (!isfinite(roi->pays_back.se)) roi->pays_back.se = 0;
    roi->median_month = payback->stats[PC_P50].value;
    for (int i = 0; i < PC_ROI_DOTS; i++) {
        const double month = payback->q[10 * i + 4]; /* q[k] is that of (k + 1) / 200 */
        if (isfinite(month)) roi->payback[roi->n_payback++] = month;
    }
}

pc_status pc_roi_read(pc_roi *out, pc_draft *draft, pc_diags *diags)
{
    const pc_results *results = draft->results;
    const bool simulated = !results->at || strcmp(results->at, "simulated") == 0;
    const char *id = simulated ? choose(draft) : NULL;
    if (draft->arena->failed) return PC_ENOMEM;
    if (id && !is_return(id))
        return pc_draft_refuse(diags, "/metric", id,
                               "name a return, such as roi.multiple, or leave \"metric\" out",
                               "is no return", NULL);
    if (!id || !has_range(results, id))
        return pc_draft_refuse(
            diags, "/metric", draft->spec->metric,
            simulated ? "record it by year: \"record\": [\"roi.*@y*\"]" : "run without --at",
            "is not in the results by year with a range",
            simulated ? "no return is in the results by year with a range"
                      : "nothing was simulated, so there is no range to draw");
    pc_roi roi = { .results = results,
                   .metric_id = pc_arena_strdup(draft->arena, id),
                   .name = pc_name_metric(draft->arena, id, false),
                   .is_cumulative = strcmp(id, "roi.cash") == 0,
                   .break_even = strcmp(id, "roi.multiple") == 0 ? 1 : 0,
                   .median_month = (double)NAN };
    if (draft->arena->failed || !read_years(&roi, draft->arena)) return PC_ENOMEM;
    roi.unit = pc_unit_of(roi.years[0].metric->unit);
    read_payback(&roi);
    *out = roi;
    return PC_OK;
}
