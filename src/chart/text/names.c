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

const pc_metric *pc_name_year_of(const pc_results *results, const char *metric, size_t i)
{
    char period[24];
    return pc_results_find(results, metric, pc_name_period(period, i));
}

size_t pc_name_count_years(const pc_results *results, const char *metric, size_t most)
{
    size_t n = 0;
    while (n < most && pc_name_year_of(results, metric, n)) n++;
    return n;
}

const char *pc_name_of_year(char out[24], const pc_results *results, size_t i)
{
    const int first = results->start_year + (int)i;
    if (results->start_month == 1)
        snprintf(out, 24, "%d", first);
    else
        snprintf(out, 24, "%d/%02d", first, (first + 1) % 100);
    return out;
}

pc_year_name pc_name_year(pc_arena *arena, const pc_results *results, size_t i)
{
    char text[24];
    const int months = results->months - 12 * (int)i;
    const char *year = pc_arena_strdup(arena, pc_name_of_year(text, results, i));
    const char *alone = year;
    if (year && months > 0 && months < 12)
        alone = pc_arena_printf(arena, "%s (%d\xc2\xa0mo)", year, months);
    return (pc_year_name) { alone, year };
}

/* ---- Metrics ---- */

/* A metric as a sentence of the summary says it; as a chart's title says it, and its axis,
 * where those are others. Whole ids first, then families, those of longer names before; * is
 * one part of the id, %s takes the rest. */
typedef struct pc_metric_words {
    const char *id, *spoken, *brief, *full;
} pc_metric_words;

static const pc_metric_words words[] = {
    { "arr.grr", "gross revenue retention", NULL, NULL },
    { "arr.nrr", "net revenue retention", NULL, NULL },
    { "arr.total", "ARR", "recurring revenue", "annual recurring revenue (ARR)" },
    { "bookings.total", "bookings", NULL, NULL },
    { "cac.partner", "cost of a partner customer", NULL, NULL },
    { "commission.accrued", "commission accrued", NULL, NULL },
    { "commission.paid", "commission paid", NULL, NULL },
    { "commission.payable", "commission payable", NULL, NULL },
    { "commission.rate", "commission rate", NULL, NULL },
    { "cost.budget", "budget", "programme budget", NULL },
    { "cost.commission", "commission", NULL, NULL },
    { "cost.leads", "cost of leads", NULL, NULL },
    { "cost.marketplace_fee", "marketplace fees", NULL, NULL },
    { "cost.mdf", "market development funds", NULL, NULL },
    { "cost.per_lead", "cost per lead", NULL, NULL },
    { "cost.total", "programme cost", NULL, NULL },
    { "customers.set.partners", "partner customers", NULL, NULL },
    { "customers.total", "customers", NULL, NULL },
    { "deals.total", "deals", "deals won", NULL },
    { "growth.quarterly.revenue.total", "quarterly revenue growth", NULL, NULL },
    { "growth.revenue.total", "revenue growth", NULL, NULL },
    { "leads.total", "leads", NULL, NULL },
    { "minimum.shortfall.total", "shortfall below the minimum", NULL, NULL },
    { "minimum.total", "committed minimum", NULL, NULL },
    { "partner.coverage.total", "coverage of partner targets", NULL, NULL },
    { "partner.investment.total", "investment in named partners", NULL, NULL },
    { "partner.minimum.total", "minimum of named partners", NULL, NULL },
    { "partner.target.total", "partner targets", NULL, NULL },
    { "partners.active", "active partners", "number of active partners", NULL },
    { "partners.exited", "partners lost", NULL, NULL },
    { "partners.recruited", "recruited partners", "partners recruited", NULL },
    { "partners.scheduled", "scheduled partners", NULL, NULL },
    { "partners.total", "partners", "number of partners", NULL },
    { "payback.month", "payback", NULL, "payback on margin" },
    { "revenue.attributed", "partner revenue", "attributed revenue",
      "revenue attributed to partners" },
    { "revenue.per_active_partner", "revenue per active partner", NULL, NULL },
    { "revenue.per_partner", "revenue per partner", NULL, NULL },
    { "revenue.recognised.total", "recognised revenue", NULL, NULL },
    { "revenue.set.partners", "partner revenue", NULL, NULL },
    { "revenue.total", "revenue", NULL, NULL },
    { "roi.cash", "cumulative cash return", "net cash of the programme",
      "cash from partners less the programme’s cost" },
    { "roi.incremental", "incremental ROI", "incremental partner ROI", NULL },
    { "roi.margin", "margin ROI", "partner ROI on margin", "partner ROI on gross margin" },
    { "roi.multiple", "partner ROI", NULL, "partner ROI (revenue/cost)" },
    { "roi.net", "net partner ROI", NULL, "net partner ROI (revenue less cost, over cost)" },
    { "roi.npv", "net present value", NULL, "net present value of the programme" },
    { "share.set.partners", "partner share", "partner share of revenue", NULL },
    { "growth.quarterly.revenue.set.%s", "quarterly revenue growth of %s", NULL, NULL },
    { "arr.grr.channel.%s", "gross revenue retention of %s", NULL, NULL },
    { "arr.grr.set.%s", "gross revenue retention of %s", NULL, NULL },
    { "arr.nrr.channel.%s", "net revenue retention of %s", NULL, NULL },
    { "arr.nrr.set.%s", "net revenue retention of %s", NULL, NULL },
    { "cost.per_lead.budget.%s", "cost per lead of %s", NULL, NULL },
    { "growth.revenue.set.%s", "revenue growth of %s", NULL, NULL },
    { "minimum.shortfall.channel.%s", "shortfall of %s below the minimum", NULL, NULL },
    { "partner.coverage.channel.%s", "coverage of partner targets of %s", NULL, NULL },
    { "partner.coverage.credit.%s", "coverage of %s partner targets", NULL, NULL },
    { "partner.investment.channel.%s", "investment in named partners of %s", NULL, NULL },
    { "partner.minimum.channel.%s", "minimum of named partners of %s", NULL, NULL },
    { "partner.target.channel.%s", "partner targets of %s", NULL, NULL },
    { "partner.target.credit.%s", "%s partner targets", NULL, NULL },
    { "revenue.per_partner.channel.%s", "revenue per partner of %s", NULL, NULL },
    { "arr.channel.%s", "ARR of %s", NULL, NULL },
    { "arr.set.%s", "ARR of %s", NULL, NULL },
    { "bookings.channel.%s", "bookings of %s", NULL, NULL },
    { "bookings.set.%s", "bookings of %s", NULL, NULL },
    { "cost.budget.%s", "budget for %s", "%s cost", NULL },
    { "customers.channel.%s", "customers of %s", NULL, NULL },
    { "customers.set.%s", "customers of %s", NULL, NULL },
    { "deals.channel.%s", "deals of %s", NULL, NULL },
    { "deals.set.%s", "deals of %s", NULL, NULL },
    { "leads.budget.%s", "leads of %s", NULL, NULL },
    { "leads.channel.%s", "leads of %s", NULL, NULL },
    { "minimum.channel.%s", "committed minimum of %s", NULL, NULL },
    { "partners.channel.%s", "partners of %s", NULL, NULL },
    { "revenue.channel.%s", "revenue of %s", "%s revenue", NULL },
    { "revenue.credit.%s", "%s revenue", NULL, NULL },
    { "revenue.partner.%s", "revenue of %s", "revenue with %s", NULL },
    { "revenue.route.%s", "revenue by %s", NULL, NULL },
    { "revenue.set.%s", "revenue of %s", "%s revenue", NULL },
    { "commission.accrued.partner.%s", "commission of %s", NULL, NULL },
    { "commission.accrued.plan.%s", "commission by %s", NULL, NULL },
    { "commission.rate.plan.%s", "commission rate of %s", NULL, NULL },
    { "bookings.partner.%s", "bookings of %s", "bookings with %s", NULL },
    { "deals.partner.%s", "deals of %s", "deals with %s", NULL },
    { "income.tier_fees.ladder.%s", "fees for tiers of %s", NULL, NULL },
    { "tier.*.promotions", "promotions", NULL, NULL },
    { "tier.*.demotions", "demotions", NULL, NULL },
    { "tier.*.%s", "%s partners", "number of %s partners", NULL },
    { "migration.*.entry.%s", "partners that join as %s", NULL, NULL },
    { "share.channel.%s", "share of %s", "%s share of revenue", NULL },
    { "share.credit.%s", "%s share", "%s share of revenue", NULL },
    { "share.set.%s", "share of %s", "%s share of revenue", NULL },
};

/* Whether id fits the pattern, * being any one part of it; *rest is what %s stands for. */
static bool fits(const char *pattern, const char *id, const char **rest)
{
    *rest = "";
    for (; *pattern && *pattern != '%'; pattern++) {
        if (*pattern == '*') {
            id += strcspn(id, ".");
        } else if (*pattern != *id++) {
            return false;
        }
    }
    if (!*pattern) return !*id;
    *rest = id;
    return *id != '\0';
}

static const char *fill(pc_arena *arena, const char *pattern, const char *rest)
{
    const char *hole = strchr(pattern, '%');
    if (!hole) return pc_arena_strdup(arena, pattern);
    return pc_arena_printf(arena, "%.*s%s%s", (int)(hole - pattern), pattern, rest, hole + 2);
}

const char *pc_name_pattern(const char *id, pc_name_form form, const char **rest)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const pc_metric_words *w = &words[i];
        if (!fits(w->id, id, rest)) continue;
        const char *brief = w->brief ? w->brief : w->spoken;
        if (form == PC_NAME_SPOKEN) return w->spoken;
        return form == PC_NAME_FULL && w->full ? w->full : brief;
    }
    *rest = "";
    return NULL;
}

const char *pc_name_metric(pc_arena *arena, const char *id, bool brief)
{
    const char *rest;
    const char *pattern = pc_name_pattern(id, brief ? PC_NAME_BRIEF : PC_NAME_FULL, &rest);
    return pattern ? fill(arena, pattern, pc_clean_text(arena, rest))
                   : pc_clean_text(arena, id);
}
