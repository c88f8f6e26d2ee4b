/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/text/names.h"

#include "chart/text/clean.h"

#include <stdio.h>
#include <string.h>

/* ---- Years ---- */

const char *pc_name_period(char out[24], size_t i)
{
    snprintf(out, 24, "y%zu", i + 1);
    return out;
}

pc_year_name pc_name_year(pc_arena *arena, const pc_results *results, size_t i)
{
    const int n = (int)i, months = results->months - 12 * n;
    const char *year = results->start_month == 1
                           ? pc_arena_printf(arena, "%d", results->start_year + n)
                           : pc_arena_printf(arena, "Year %d", n + 1);
    const char *in_words =
        results->start_month == 1 ? year : pc_arena_printf(arena, "year %d", n + 1);
    if (year && months > 0 && months < 12)
        year = pc_arena_printf(arena, "%s (%d\xc2\xa0mo)", year, months);
    return (pc_year_name) { year, in_words };
}

/* ---- Metrics ---- */

/* Whole ids first, then families whose rest is somebody's id. %s takes it. */
static const struct {
    const char *id, *brief, *full;
} words[] = {
    { "roi.multiple", "partner ROI", "partner ROI (revenue/cost)" },
    { "roi.net", "net partner ROI", "net partner ROI (revenue less cost, over cost)" },
    { "roi.margin", "partner ROI on margin", "partner ROI on gross margin" },
    { "roi.incremental", "incremental partner ROI", "incremental partner ROI" },
    { "roi.cash", "net cash of the programme", "cash from partners less the programme’s cost" },
    { "roi.npv", "net present value", "net present value of the programme" },
    { "revenue.total", "revenue", "revenue" },
    { "revenue.attributed", "attributed revenue", "revenue attributed to partners" },
    { "revenue.per_partner", "revenue per partner", "revenue per partner" },
    { "revenue.channel.%s", "%s revenue", "%s revenue" },
    { "revenue.set.partners", "partner revenue", "partner revenue" },
    { "revenue.set.%s", "%s revenue", "%s revenue" },
    { "revenue.partner.%s", "revenue with %s", "revenue with %s" },
    { "revenue.credit.%s", "%s revenue", "%s revenue" },
    { "bookings.total", "bookings", "bookings" },
    { "deals.total", "deals won", "deals won" },
    { "leads.total", "leads", "leads" },
    { "arr.total", "recurring revenue", "annual recurring revenue (ARR)" },
    { "share.set.partners", "partner share of revenue", "partner share of revenue" },
    { "share.channel.%s", "%s share of revenue", "%s share of revenue" },
    { "share.set.%s", "%s share of revenue", "%s share of revenue" },
    { "share.credit.%s", "%s share of revenue", "%s share of revenue" },
    { "cost.total", "programme cost", "programme cost" },
    { "cost.budget", "programme budget", "programme budget" },
    { "cost.budget.%s", "%s cost", "%s cost" },
    { "cost.commission", "commission", "commission" },
    { "cost.marketplace_fee", "marketplace fees", "marketplace fees" },
    { "cost.mdf", "market development funds", "market development funds" },
    { "commission.accrued", "commission accrued", "commission accrued" },
    { "commission.paid", "commission paid", "commission paid" },
    { "commission.rate", "commission rate", "commission rate" },
    { "payback.month", "payback", "payback on margin" },
    { "partners.total", "number of partners", "number of partners" },
    { "partners.active", "number of active partners", "number of active partners" },
    { "partners.recruited", "partners recruited", "partners recruited" },
    { "partners.exited", "partners lost", "partners lost" },
    { "partners.channel.%s", "partners of %s", "partners of %s" },
    { "revenue.per_active_partner", "revenue per active partner",
      "revenue per active partner" },
    { "revenue.per_partner.channel.%s", "revenue per partner of %s",
      "revenue per partner of %s" },
    { "revenue.recognised.total", "recognised revenue", "recognised revenue" },
    { "minimum.total", "committed minimum", "committed minimum" },
    { "minimum.channel.%s", "committed minimum of %s", "committed minimum of %s" },
    { "minimum.shortfall.total", "shortfall below the minimum", "shortfall below the minimum" },
    { "minimum.shortfall.channel.%s", "shortfall of %s below the minimum",
      "shortfall of %s below the minimum" },
    { "cost.leads", "cost of leads", "cost of leads" },
    { "cost.per_lead", "cost per lead", "cost per lead" },
    { "growth.revenue.total", "revenue growth", "revenue growth" },
    { "growth.quarterly.revenue.total", "quarterly revenue growth",
      "quarterly revenue growth" },
    { "customers.total", "customers", "customers" },
    { "arr.nrr", "net revenue retention", "net revenue retention" },
    { "arr.grr", "gross revenue retention", "gross revenue retention" },
    { "cac.partner", "cost of a partner customer", "cost of a partner customer" },
    { "partner.target.total", "partner targets", "partner targets" },
    { "partner.coverage.total", "coverage of partner targets", "coverage of partner targets" },
};

/* Whether id fits the pattern; *rest is what %s stands for. */
static bool fits(const char *pattern, const char *id, const char **rest)
{
    const char *hole = strchr(pattern, '%');
    *rest = "";
    if (!hole) return strcmp(pattern, id) == 0;
    const size_t n = (size_t)(hole - pattern);
    *rest = id + (strlen(id) > n ? n : 0);
    return strncmp(pattern, id, n) == 0 && id[n] != '\0';
}

static const char *fill(pc_arena *arena, const char *pattern, const char *rest)
{
    const char *hole = strchr(pattern, '%');
    if (!hole) return pc_arena_strdup(arena, pattern);
    return pc_arena_printf(arena, "%.*s%s%s", (int)(hole - pattern), pattern, rest, hole + 2);
}

const char *pc_name_metric(pc_arena *arena, const char *id, bool brief)
{
    const char *rest;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (fits(words[i].id, id, &rest))
            return fill(arena, brief ? words[i].brief : words[i].full,
                        pc_clean_text(arena, rest));
    return pc_clean_text(arena, id);
}
