/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/metric.h"

#include <stdlib.h>
#include <string.h>

typedef struct catalogue {
    pc_arena *arena;
    const pc_programme *programme;
    pc_metric_info *items;
    size_t n, capacity;
} catalogue;

static const char currency[] = "currency", fraction[] = "fraction", multiple[] = "multiple",
                  months[] = "months";

static void add(catalogue *c, const char *id, const char *unit, pc_metric_kind kind,
                pc_metric_family family, size_t index)
{
    if (!id || !PC_GROW(c->arena, pc_metric_info, c->items, c->n, c->capacity)) return;
    c->items[c->n++] = (pc_metric_info) { id, unit, kind, family, index };
}

static void add_flow(catalogue *c, const char *id, pc_metric_family family)
{
    add(c, id, currency, PC_METRIC_FLOW, family, 0);
}

/* "<prefix><id>" */
static void add_for(catalogue *c, const char *prefix, const char *id, const char *unit,
                    pc_metric_kind kind, pc_metric_family family, size_t index)
{
    add(c, pc_arena_printf(c->arena, "%s%s", prefix, id), unit, kind, family, index);
}

static bool route_in_use(const pc_programme *programme, size_t route)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].route == (pc_route)route) return true;
    return false;
}

static void add_revenue(catalogue *c)
{
    const pc_programme *p = c->programme;
    add_flow(c, "revenue.total", PC_METRIC_REVENUE_TOTAL);
    add_flow(c, "revenue.attributed", PC_METRIC_REVENUE_ATTRIBUTED);
    for (size_t i = 0; i < p->n_channels; i++) {
        add_for(c, "revenue.channel.", p->channels[i].id, currency, PC_METRIC_FLOW,
                PC_METRIC_REVENUE_CHANNEL, i);
        add_for(c, "share.channel.", p->channels[i].id, fraction, PC_METRIC_RATIO,
                PC_METRIC_SHARE_CHANNEL, i);
    }
    for (size_t i = 0; i < p->n_sets; i++) {
        add_for(c, "revenue.set.", p->sets[i].id, currency, PC_METRIC_FLOW,
                PC_METRIC_REVENUE_SET, i);
        add_for(c, "share.set.", p->sets[i].id, fraction, PC_METRIC_RATIO, PC_METRIC_SHARE_SET,
                i);
    }
    for (size_t i = 0; i < PC_N_CREDITS; i++) {
        add_for(c, "revenue.credit.", pc_credit_ids[i], currency, PC_METRIC_FLOW,
                PC_METRIC_REVENUE_CREDIT, i);
        add_for(c, "share.credit.", pc_credit_ids[i], fraction, PC_METRIC_RATIO,
                PC_METRIC_SHARE_CREDIT, i);
    }
    for (size_t i = 0; i < PC_N_ROUTES; i++)
        if (route_in_use(p, i))
            add_for(c, "revenue.route.", pc_route_ids[i], currency, PC_METRIC_FLOW,
                    PC_METRIC_REVENUE_ROUTE, i);
}

static void add_costs(catalogue *c)
{
    const pc_programme *p = c->programme;
    add_flow(c, "cost.total", PC_METRIC_COST_TOTAL);
    add_flow(c, "cost.budget", PC_METRIC_COST_BUDGET);
    add_flow(c, "cost.commission", PC_METRIC_COST_COMMISSION);
    add_flow(c, "cost.marketplace_fee", PC_METRIC_COST_FEE);
    for (size_t i = 0; i < p->n_budget; i++)
        add_for(c, "cost.budget.", p->budget[i].id, currency, PC_METRIC_FLOW,
                PC_METRIC_COST_BUDGET_LINE, i);
}

static bool commission_in_use(const pc_programme *programme, size_t commission_id)
{
    for (size_t i = 0; i < programme->n_channels; i++)
        if (programme->channels[i].commission_id == commission_id) return true;
    return false;
}

static void add_commissions(catalogue *c)
{
    const pc_programme *p = c->programme;
    bool any = false;
    for (size_t i = 0; i < p->n_commissions; i++) {
        if (!commission_in_use(p, i)) continue;
        any = true;
        add_for(c, "commission.accrued.plan.", p->commissions[i].id, currency, PC_METRIC_FLOW,
                PC_METRIC_COMMISSION_ACCRUED_PLAN, i);
        add_for(c, "commission.rate.plan.", p->commissions[i].id, fraction, PC_METRIC_RATIO,
                PC_METRIC_COMMISSION_RATE_PLAN, i);
    }
    if (!any) return;
    add_flow(c, "commission.accrued", PC_METRIC_COMMISSION_ACCRUED);
    add(c, "commission.rate", fraction, PC_METRIC_RATIO, PC_METRIC_COMMISSION_RATE, 0);
}

static void add_returns(catalogue *c)
{
    const bool has_margin = c->programme->roi.gross_margin != NULL;
    for (size_t i = 0; i < PC_N_ROIS; i++) {
        if (!has_margin && (i == PC_ROI_MARGIN || i == PC_ROI_INCREMENTAL)) continue;
        const char *id = pc_arena_printf(c->arena, "roi.%s", pc_roi_ids[i]);
        if (!id) return;
        add(c, id, i == PC_ROI_MULTIPLE ? multiple : fraction, PC_METRIC_RATIO, PC_METRIC_ROI,
            i);
        add_for(c, id, ".attributed", currency, PC_METRIC_FLOW, PC_METRIC_ROI_ATTRIBUTED, i);
        add_for(c, id, ".costs", currency, PC_METRIC_FLOW, PC_METRIC_ROI_COSTS, i);
    }
    if (has_margin) add(c, "payback.month", months, PC_METRIC_NEVER, PC_METRIC_PAYBACK, 0);
}

static int by_id(const void *x, const void *y)
{
    return strcmp(((const pc_metric_info *)x)->id, ((const pc_metric_info *)y)->id);
}

static void sort(catalogue *c)
{
    if (c->n) qsort(c->items, c->n, sizeof *c->items, by_id);
}

static bool is_stated(const pc_programme *programme, const char *id)
{
    for (size_t i = 0; i < programme->n_stated; i++)
        if (strcmp(programme->stated[i].metric, id) == 0) return true;
    return false;
}

/* "gap." sorts as a block; its index must survive the sort, so it is found again afterwards. */
static void add_gaps(catalogue *c)
{
    const size_t n = c->n;
    for (size_t i = 0; i < n; i++)
        if (is_stated(c->programme, c->items[i].id))
            add_for(c, "gap.", c->items[i].id, c->items[i].unit, c->items[i].kind,
                    PC_METRIC_GAP, 0);
    sort(c);
    for (size_t i = 0; i < c->n; i++) {
        if (c->items[i].family != PC_METRIC_GAP) continue;
        const pc_metric_info *base = pc_metric_find(c->items, c->n, c->items[i].id + 4);
        c->items[i].index = (size_t)(base - c->items);
    }
}

size_t pc_metric_catalogue(pc_arena *arena, const pc_programme *programme,
                           const pc_metric_info **out)
{
    catalogue c = { .arena = arena, .programme = programme };
    add_revenue(&c);
    add_costs(&c);
    add_commissions(&c);
    add_returns(&c);
    if (arena->failed) return 0;
    sort(&c);
    add_gaps(&c);
    if (arena->failed) return 0;
    *out = c.items;
    return c.n;
}

const pc_metric_info *pc_metric_find(const pc_metric_info *catalogue_items, size_t n,
                                     const char *id)
{
    const pc_metric_info wanted = { .id = id };
    return n ? bsearch(&wanted, catalogue_items, n, sizeof wanted, by_id) : NULL;
}
