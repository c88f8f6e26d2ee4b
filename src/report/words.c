/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words.h"

#include "report/figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Metrics ---- */

/* The longest prefix that fits decides; %s stands for what is left of the id. */
static const struct {
    const char *prefix, *words;
} names[] = {
    { "revenue.total", "revenue" },
    { "revenue.attributed", "partner revenue" },
    { "revenue.set.partners", "partner revenue" },
    { "revenue.set.", "revenue of %s" },
    { "revenue.channel.", "revenue of %s" },
    { "revenue.partner.", "revenue of %s" },
    { "revenue.credit.", "%s revenue" },
    { "revenue.route.", "revenue by %s" },
    { "share.set.partners", "partner share" },
    { "share.set.", "share of %s" },
    { "share.channel.", "share of %s" },
    { "share.credit.", "%s share" },
    { "cost.total", "programme cost" },
    { "cost.budget", "budget" },
    { "cost.budget.", "budget for %s" },
    { "cost.commission", "commission" },
    { "cost.marketplace_fee", "marketplace fees" },
    { "commission.accrued", "commission accrued" },
    { "commission.rate", "commission rate" },
    { "roi.multiple", "partner ROI" },
    { "roi.net", "net partner ROI" },
    { "roi.margin", "margin ROI" },
    { "roi.incremental", "incremental ROI" },
    { "roi.cash", "cumulative cash return" },
    { "roi.npv", "net present value" },
    { "cac.partner", "cost of a partner customer" },
    { "commission.paid", "commission paid" },
    { "commission.payable", "commission payable" },
    { "arr.total", "ARR" },
    { "arr.channel.", "ARR of %s" },
    { "arr.set.", "ARR of %s" },
    { "arr.nrr", "net revenue retention" },
    { "arr.nrr.channel.", "net revenue retention of %s" },
    { "arr.nrr.set.", "net revenue retention of %s" },
    { "arr.grr", "gross revenue retention" },
    { "arr.grr.channel.", "gross revenue retention of %s" },
    { "arr.grr.set.", "gross revenue retention of %s" },
    { "bookings.total", "bookings" },
    { "bookings.channel.", "bookings of %s" },
    { "bookings.set.", "bookings of %s" },
    { "deals.total", "deals" },
    { "deals.channel.", "deals of %s" },
    { "deals.set.", "deals of %s" },
    { "customers.total", "customers" },
    { "customers.set.partners", "partner customers" },
    { "customers.channel.", "customers of %s" },
    { "customers.set.", "customers of %s" },
    { "revenue.recognised.total", "recognised revenue" },
    { "payback.month", "payback" },
    { "partners.total", "partners" },
    { "partners.channel.", "partners of %s" },
    { "partners.active", "active partners" },
    { "partners.recruited", "recruited partners" },
    { "partners.exited", "partners lost" },
    { "partners.scheduled", "scheduled partners" },
    { "revenue.per_partner", "revenue per partner" },
    { "revenue.per_active_partner", "revenue per active partner" },
    { "revenue.per_partner.channel.", "revenue per partner of %s" },
    { "minimum.total", "committed minimum" },
    { "minimum.channel.", "committed minimum of %s" },
    { "minimum.shortfall.total", "shortfall below the minimum" },
    { "minimum.shortfall.channel.", "shortfall of %s below the minimum" },
    { "leads.total", "leads" },
    { "leads.budget.", "leads of %s" },
    { "leads.channel.", "leads of %s" },
    { "cost.leads", "cost of leads" },
    { "cost.per_lead", "cost per lead" },
    { "cost.per_lead.budget.", "cost per lead of %s" },
    { "growth.revenue.total", "revenue growth" },
    { "growth.revenue.set.", "revenue growth of %s" },
    { "growth.quarterly.revenue.total", "quarterly revenue growth" },
    { "growth.quarterly.revenue.set.", "quarterly revenue growth of %s" },
    { "partner.target.total", "partner targets" },
    { "partner.target.channel.", "partner targets of %s" },
    { "partner.target.credit.", "%s partner targets" },
    { "partner.coverage.total", "coverage of partner targets" },
    { "partner.coverage.channel.", "coverage of partner targets of %s" },
    { "partner.coverage.credit.", "coverage of %s partner targets" },
    { "partner.minimum.total", "minimum of named partners" },
    { "partner.minimum.channel.", "minimum of named partners of %s" },
    { "partner.investment.total", "investment in named partners" },
    { "partner.investment.channel.", "investment in named partners of %s" },
};

/* Ids as people read them: "channel_partners" is "channel partners". */
static void add_id(pc_text *out, const char *id)
{
    for (; *id; id++) pc_text_add_n(out, *id == '_' || *id == '-' ? " " : id, 1);
}

void pc_words_add_metric(pc_text *out, const char *id)
{
    if (strncmp(id, "gap.", 4) == 0) {
        pc_text_add(out, "gap to the plan's ");
        id += 4;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *words = names[i].words, *rest = strstr(words, "%s");
        const size_t n = strlen(names[i].prefix);
        if (!rest && strcmp(names[i].prefix, id) == 0) {
            pc_text_add(out, words);
            return;
        }
        if (!rest || strncmp(names[i].prefix, id, n) != 0 || !id[n]) continue;
        pc_text_add_n(out, words, (size_t)(rest - words));
        add_id(out, id + n);
        pc_text_add(out, rest + 2);
        return;
    }
    pc_text_add(out, id);
}

/* ---- Periods ---- */

void pc_words_add_months(pc_text *out, int months)
{
    pc_figure_add_count(out, (uint64_t)months);
    pc_text_add(out, months == 1 ? " month" : " months");
}

void pc_words_add_period(pc_text *out, const pc_results *results, const char *period)
{
    int from, to;
    if (sscanf(period, "y%d..y%d", &from, &to) == 2)
        pc_text_addf(out, "in years %d to %d", from, to);
    else if (sscanf(period, "fy%d", &from) == 1)
        pc_text_addf(out, "in fiscal %d", from);
    else if (sscanf(period, "y%d", &from) == 1)
        pc_text_addf(out, "in year %d", from);
    else if (sscanf(period, "q%d", &from) == 1)
        pc_text_addf(out, "in quarter %d", from);
    else if (sscanf(period, "m%d", &from) == 1)
        pc_text_addf(out, "in month %d", from);
    else if (strcmp(period, "all") == 0) {
        pc_text_add(out, "over ");
        pc_words_add_months(out, results->months);
    } else
        pc_text_add(out, period);
}

int pc_words_years(const pc_results *results)
{
    return (results->months + 11) / 12;
}

void pc_words_add_year(pc_text *out, const pc_results *results, int year)
{
    const int first = results->start_year + year - 1;
    const int n_months = results->months - 12 * (year - 1);
    pc_text_addf(out, "%d", first);
    if (results->start_month > 1) pc_text_addf(out, "/%02d", (first + 1) % 100);
    if (n_months < 12) pc_text_addf(out, " (%d m)", n_months);
}

/* ---- Chances ---- */

bool pc_words_is_deterministic(const pc_results *results)
{
    return strcmp(results->at, "simulated") != 0;
}

pc_chance pc_words_chance(const pc_results *results, pc_estimate probability)
{
    const double p = probability.value;
    pc_chance chance = { .kind = PC_CHANCE_SOME, .is_rough = results->trials < 1000 };
    chance.in_100 = (int)(100.0 * p + 0.5);
    if (p <= 0.0)
        chance.kind = PC_CHANCE_NONE;
    else if (p >= 1.0)
        chance.kind = PC_CHANCE_ALL;
    else if (p < 0.01)
        chance.kind = PC_CHANCE_FEW;
    else if (p > 0.99)
        chance.kind = PC_CHANCE_MOST;
    return chance;
}

void pc_words_add_chance(pc_text *out, pc_chance chance)
{
    switch (chance.kind) {
    case PC_CHANCE_NONE:
        pc_text_add(out, "0 in 100");
        break;
    case PC_CHANCE_FEW:
        pc_text_add(out, "<1 in 100");
        break;
    case PC_CHANCE_MOST:
        pc_text_add(out, ">99 in 100");
        break;
    case PC_CHANCE_ALL:
        pc_text_add(out, "100 in 100");
        break;
    case PC_CHANCE_SOME:
        pc_text_addf(out, "%s%d in 100", chance.is_rough ? "~" : "", chance.in_100);
        break;
    }
}

bool pc_words_are_few(const pc_results *results)
{
    return !pc_words_is_deterministic(results) && results->trials < 20;
}

bool pc_words_is_undefined(const pc_metric *metric)
{
    return metric && !metric->is_never && metric->undefined.value >= 1.0;
}

void pc_words_add_odds(pc_text *out, const pc_sheet *page, const pc_results *results,
                       const pc_metric *metric, pc_estimate probability)
{
    const double p = probability.value;
    const pc_sign sign = p > 0.6 ? PC_SIGN_YES : p < 0.4 ? PC_SIGN_NO : PC_SIGN_EVEN;
    pc_chance chance = pc_words_chance(results, probability);
    if (sign == PC_SIGN_EVEN) chance.is_rough = false; /* the sign says so */
    if (pc_words_is_undefined(metric)) {
        pc_text_add(out, "undefined");
    } else if (pc_words_are_few(results)) {
        pc_text_add(out, "too few futures");
    } else {
        pc_text_addf(out, "%s ", pc_sheet_sign(page, sign));
        pc_words_add_chance(out, chance);
    }
}

void pc_words_add_futures(pc_text *out, const pc_results *results, pc_chance chance)
{
    const char *about = chance.is_rough ? "about " : "";
    switch (chance.kind) {
    case PC_CHANCE_NONE:
        pc_text_add(out, "none of the ");
        pc_figure_add_count(out, results->trials);
        pc_text_add(out, " futures");
        break;
    case PC_CHANCE_FEW:
        pc_text_add(out, "fewer than 1 of 100 futures");
        break;
    case PC_CHANCE_MOST:
        pc_text_add(out, "more than 99 of 100 futures");
        break;
    case PC_CHANCE_ALL:
        pc_text_add(out, "all of the ");
        pc_figure_add_count(out, results->trials);
        pc_text_add(out, " futures");
        break;
    case PC_CHANCE_SOME:
        pc_text_addf(out, "%s%d of 100 futures", about, chance.in_100);
        break;
    }
}

/* ; by the plan's month 14 in 30 of 100 futures */
static void add_by_plan(pc_text *out, const pc_results *results, const pc_metric *metric)
{
    if (isnan(metric->stated) || isnan(metric->p_stated.value)) return;
    pc_text_addf(out, "; by the plan's month %.0f in ", metric->stated);
    pc_words_add_futures(out, results, pc_words_chance(results, metric->p_stated));
}

void pc_words_add_when(pc_text *out, const pc_results *results, const pc_metric *metric)
{
    const double middle = metric->stats[PC_P50].value, last = metric->stats[PC_MAX].value;
    if (metric->undefined.value >= 1.0) {
        pc_text_add(out, "never within ");
        pc_words_add_months(out, results->months);
        return;
    }
    if (isnan(middle)) {
        pc_text_add(out, "in fewer than half of the futures within ");
        pc_words_add_months(out, results->months);
    } else {
        pc_text_addf(out, "by month %d in %s", (int)(middle + 0.5),
                     last <= middle ? "every future" : "half of the futures");
    }
    if (metric->undefined.value > 0.0) {
        pc_text_add(out, "; never in ");
        pc_words_add_futures(out, results, pc_words_chance(results, metric->undefined));
    }
    add_by_plan(out, results, metric);
}
