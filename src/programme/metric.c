/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/metric.h"

#include <stdlib.h>
#include <string.h>

/* The catalogue while it grows. */
typedef struct lister {
    pc_arena *arena;
    const pc_programme *programme;
    pc_metric_info *list;
    size_t n, capacity;
} lister;

static void add(lister *l, pc_metric_family family, size_t index, pc_metric_kind kind,
                const char *unit, const char *id)
{
    if (!id || !PC_GROW(l->arena, pc_metric_info, l->list, l->n, l->capacity)) return;
    l->list[l->n++] = (pc_metric_info) {
        .id = id, .unit = unit, .kind = kind, .family = family, .index = index
    };
}

static void add_flow(lister *l, pc_metric_family family, size_t index, const char *prefix,
                     const char *id)
{
    add(l, family, index, PC_METRIC_FLOW, "currency",
        pc_arena_printf(l->arena, "%s%s", prefix, id));
}

static void add_ratio(lister *l, pc_metric_family family, size_t index, const char *unit,
                      const char *prefix, const char *id)
{
    add(l, family, index, PC_METRIC_RATIO, unit, pc_arena_printf(l->arena, "%s%s", prefix, id));
}

static void list_channels(lister *l)
{
    const pc_programme *p = l->programme;
    for (size_t i = 0; i < p->n_channels; i++) {
        const char *id = p->channels[i].id;
        add_flow(l, PC_METRIC_REVENUE_CHANNEL, i, "revenue.channel.", id);
        add_ratio(l, PC_METRIC_SHARE_CHANNEL, i, "fraction", "share.channel.", id);
    }
    for (size_t i = 0; i < p->n_sets; i++) {
        add_flow(l, PC_METRIC_REVENUE_SET, i, "revenue.set.", p->sets[i].id);
        add_ratio(l, PC_METRIC_SHARE_SET, i, "fraction", "share.set.", p->sets[i].id);
    }
}

static void list_routes(lister *l)
{
    bool used[PC_N_ROUTES] = { false };
    for (size_t i = 0; i < l->programme->n_channels; i++)
        used[l->programme->channels[i].route] = true;
    for (size_t i = 0; i < PC_N_ROUTES; i++)
        if (used[i]) add_flow(l, PC_METRIC_REVENUE_ROUTE, i, "revenue.route.", pc_route_ids[i]);
}

static void list_revenue(lister *l)
{
    add_flow(l, PC_METRIC_REVENUE_TOTAL, 0, "revenue.total", "");
    add_flow(l, PC_METRIC_REVENUE_ATTRIBUTED, 0, "revenue.attributed", "");
    list_channels(l);
    list_routes(l);
    for (size_t i = 0; i < PC_N_CREDITS; i++) {
        add_flow(l, PC_METRIC_REVENUE_CREDIT, i, "revenue.credit.", pc_credit_ids[i]);
        add_ratio(l, PC_METRIC_SHARE_CREDIT, i, "fraction", "share.credit.", pc_credit_ids[i]);
    }
}

static void list_costs(lister *l)
{
    const pc_programme *p = l->programme;
    add_flow(l, PC_METRIC_COST_TOTAL, 0, "cost.total", "");
    add_flow(l, PC_METRIC_COST_BUDGET, 0, "cost.budget", "");
    add_flow(l, PC_METRIC_COST_COMMISSION, 0, "cost.commission", "");
    add_flow(l, PC_METRIC_COST_FEE, 0, "cost.marketplace_fee", "");
    for (size_t i = 0; i < p->n_budget; i++)
        add_flow(l, PC_METRIC_COST_BUDGET_LINE, i, "cost.budget.", p->budget[i].id);
}

static bool plan_is_used(const pc_programme *programme, size_t commission_id)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].commission_id == commission_id) return true;
    return false;
}

static void list_commissions(lister *l)
{
    const pc_programme *p = l->programme;
    bool any = false;
    for (size_t i = 0; i < p->n_commissions; i++) {
        if (!plan_is_used(p, i)) continue;
        const char *id = p->commissions[i].id;
        add_flow(l, PC_METRIC_COMMISSION_ACCRUED_PLAN, i, "commission.accrued.plan.", id);
        add_ratio(l, PC_METRIC_COMMISSION_RATE_PLAN, i, "fraction", "commission.rate.plan.",
                  id);
        any = true;
    }
    if (!any) return;
    add_flow(l, PC_METRIC_COMMISSION_ACCRUED, 0, "commission.accrued", "");
    add_ratio(l, PC_METRIC_COMMISSION_RATE, 0, "fraction", "commission.rate", "");
}

static void list_returns(lister *l)
{
    for (size_t i = 0; i < PC_N_ROIS; i++) {
        const bool needs_margin = i == PC_ROI_MARGIN || i == PC_ROI_INCREMENTAL;
        if (needs_margin && !l->programme->roi.gross_margin) continue;
        const char *id = pc_arena_printf(l->arena, "roi.%s", pc_roi_ids[i]);
        if (!id) return;
        add_ratio(l, PC_METRIC_ROI, i, i == PC_ROI_MULTIPLE ? "multiple" : "fraction", id, "");
        add_flow(l, PC_METRIC_ROI_ATTRIBUTED, i, id, ".attributed");
        add_flow(l, PC_METRIC_ROI_COSTS, i, id, ".costs");
    }
    if (l->programme->roi.gross_margin)
        add(l, PC_METRIC_PAYBACK, 0, PC_METRIC_NEVER, "months", "payback.month");
}

static int by_id(const void *x, const void *y)
{
    const pc_metric_info *a = x, *b = y;
    return strcmp(a->id, b->id);
}

static void sort(lister *l)
{
    if (l->n) qsort(l->list, l->n, sizeof *l->list, by_id);
}

/* One gap for each stated metric; `index` is that metric's id until the list is sorted. */
static void list_gaps(lister *l)
{
    const pc_programme *p = l->programme;
    const size_t n_metrics = l->n;
    for (size_t i = 0; i < p->n_stated; i++) {
        const char *id = p->stated[i].metric;
        if (i && strcmp(id, p->stated[i - 1].metric) == 0) continue; /* sorted by metric */
        const pc_metric_info *metric = pc_metric_find(l->list, n_metrics, id);
        if (metric)
            add(l, PC_METRIC_GAP, (size_t)(metric - l->list), metric->kind, metric->unit,
                pc_arena_printf(l->arena, "gap.%s", id));
    }
    size_t n_before = 0; /* gaps sort before every metric that follows them */
    const size_t n_gaps = l->n - n_metrics;
    while (n_before < n_metrics && strcmp(l->list[n_before].id, "gap.") < 0) n_before++;
    for (size_t i = n_metrics; i < l->n; i++)
        if (l->list[i].index >= n_before) l->list[i].index += n_gaps;
}

size_t pc_metric_catalogue(pc_arena *arena, const pc_programme *programme,
                           const pc_metric_info **out)
{
    lister l = { .arena = arena, .programme = programme };
    list_revenue(&l);
    list_costs(&l);
    list_commissions(&l);
    list_returns(&l);
    sort(&l);
    list_gaps(&l);
    sort(&l);
    if (arena->failed) return 0;
    *out = l.list;
    return l.n;
}

const pc_metric_info *pc_metric_find(const pc_metric_info *catalogue, size_t n, const char *id)
{
    const pc_metric_info key = { .id = id };
    return n ? bsearch(&key, catalogue, n, sizeof *catalogue, by_id) : NULL;
}
