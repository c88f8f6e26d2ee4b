/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naive.h"

#include <math.h>
#include <string.h>

typedef struct span {
    const naive_ledger *books;
    naive_when when;
    int first, last;
} span;

static double sum(span at, const double *months)
{
    double total = 0;
    for (int m = at.first; m <= at.last; m++) total += months[m];
    return total;
}

static const pc_programme *programme_of(span at)
{
    return at.when.world->programme;
}

static double total_revenue(span at)
{
    double total = 0;
    for (size_t c = 0; c < programme_of(at)->n_channels; c++)
        total += sum(at, at.books->revenue[c]);
    return total;
}

static double credit_revenue(span at, size_t credit)
{
    double total = 0;
    for (size_t c = 0; c < programme_of(at)->n_channels; c++)
        total += sum(at, at.books->credit[c][credit]);
    return total;
}

static double attributed(span at, bool sourced, bool influenced)
{
    if (sourced && influenced && programme_of(at)->roi.subset) sourced = false;
    return (sourced ? credit_revenue(at, PC_CREDIT_SOURCED) : 0) +
           (influenced ? credit_revenue(at, PC_CREDIT_INFLUENCED) : 0);
}

/* Whether a component of the plan is paid on the class. */
static bool stands_on(const pc_commission *plan, size_t credit)
{
    for (size_t k = 0; k < plan->n_components; k++) {
        const pc_component *component = &plan->components[k];
        if (component->event != PC_EVENT_NEW && component->event != PC_EVENT_RENEWAL)
            continue; /* by number */
        if (component->any_credit && credit != PC_CREDIT_NONE) return true;
        if (!component->any_credit && (size_t)component->credit == credit) return true;
    }
    return false;
}

static bool is_plan(span at, size_t id, const char *plan)
{
    return id != PC_NONE && (!plan || strcmp(plan, programme_of(at)->commissions[id].id) == 0);
}

/* The same of partners one by one. */
static double commission_below(span at, const char *plan, bool base)
{
    double total = 0;
    for (size_t g = 0; g < NAIVE_GROUPS; g++) {
        size_t channel_id, id;
        if (!naive_group(programme_of(at), g, &channel_id, &id) || !is_plan(at, id, plan))
            continue;
        for (size_t k = 0; k < NAIVE_COMPONENTS && !base; k++)
            total += sum(at, at.books->owed[g][k]);
        for (size_t k = 0; k < PC_N_CREDITS && base; k++)
            if (stands_on(&programme_of(at)->commissions[id], k))
                total += sum(at, at.books->group_credit[g][k]);
    }
    return total;
}

/* Everything of the channels, or of one plan: what is paid, or the credited money that it is
 * paid on, counted once. */
static double commission(span at, const char *plan, bool base)
{
    double total = commission_below(at, plan, base);
    for (size_t c = 0; c < programme_of(at)->n_channels; c++) {
        const size_t id = programme_of(at)->channels[c].commission_id;
        if (!is_plan(at, id, plan) || programme_of(at)->channels[c].type == PC_CHANNEL_PARTNERS)
            continue;
        for (size_t k = 0; k < NAIVE_COMPONENTS && !base; k++)
            total += sum(at, at.books->commission[c][k]);
        for (size_t k = 0; k < PC_N_CREDITS && base; k++)
            if (stands_on(&programme_of(at)->commissions[id], k))
                total += sum(at, at.books->credit[c][k]);
    }
    return total;
}

static double fees(span at)
{
    double total = 0;
    for (size_t c = 0; c < programme_of(at)->n_channels; c++)
        total += sum(at, at.books->fee[c]);
    return total;
}

static double budget(span at, const bool *lines)
{
    double total = 0;
    for (size_t i = 0; i < programme_of(at)->n_budget; i++)
        if (lines ? lines[i] : !programme_of(at)->budget[i].memo)
            total += sum(at, at.books->budget[i]);
    return total;
}

static double over(double above, double below)
{
    return below != 0 ? above / below : (double)NAN;
}

/* ---- return ---- */

static double definition_attributed(span at, const pc_roi_definition *definition)
{
    return attributed(at, definition->attributed[PC_CREDIT_SOURCED],
                      definition->attributed[PC_CREDIT_INFLUENCED]);
}

static double definition_costs(span at, const pc_roi_definition *definition)
{
    double total = 0;
    if (definition->budget)
        total += budget(at, NULL);
    else if (definition->budget_lines)
        total += budget(at, definition->budget_lines);
    if (definition->commission) total += commission(at, NULL, false);
    if (definition->marketplace_fee) total += fees(at);
    return total;
}

/* Of a month's attributed revenue what other channels would have sold. */
static double displaced(span at, const bool credits[PC_N_CREDITS])
{
    const pc_programme *programme = programme_of(at);
    bool sourced = credits[PC_CREDIT_SOURCED];
    double total = 0;
    if (programme->roi.subset && credits[PC_CREDIT_INFLUENCED]) sourced = false;
    for (size_t c = 0; c < programme->n_channels; c++) {
        if (!programme->channels[c].cannibalises) continue;
        double of = sourced ? at.books->credit[c][PC_CREDIT_SOURCED][at.first] : 0;
        if (credits[PC_CREDIT_INFLUENCED])
            of += at.books->credit[c][PC_CREDIT_INFLUENCED][at.first];
        total += fmin(naive_value(at.when, programme->channels[c].cannibalises) * of,
                      at.books->taken[c][at.first]);
    }
    return total;
}

/* Attributed revenue times what a unit of it is worth, month by month. */
static double gain(span at, pc_roi_kind kind)
{
    const pc_roi *roi = &programme_of(at)->roi;
    double total = 0;
    for (int m = at.first; m <= at.last; m++) {
        naive_when when = at.when;
        when.month = m;
        double worth = naive_value(when, roi->gross_margin);
        if (kind == PC_ROI_INCREMENTAL) worth *= 1 - naive_value(when, roi->baseline);
        const span month = { at.books, when, m, m };
        double gained = definition_attributed(month, &roi->definitions[kind]);
        if (kind == PC_ROI_INCREMENTAL)
            gained -= displaced(month, roi->definitions[kind].attributed);
        total += worth * gained;
    }
    return total;
}

static double roi(span at, pc_roi_kind kind)
{
    const pc_roi_definition *definition = &programme_of(at)->roi.definitions[kind];
    const double cost = definition_costs(at, definition);
    switch (kind) {
    case PC_ROI_MULTIPLE:
        return over(definition_attributed(at, definition), cost);
    case PC_ROI_NET:
        return over(definition_attributed(at, definition) - cost, cost);
    default:
        return over(gain(at, kind) - cost, cost);
    }
}

static double payback(span at)
{
    double cumulative = 0;
    int never_below_from = 0;
    for (int m = 0; m < programme_of(at)->months; m++) {
        const span month = { at.books, at.when, m, m };
        cumulative +=
            gain(month, PC_ROI_INCREMENTAL) -
            definition_costs(month, &programme_of(at)->roi.definitions[PC_ROI_INCREMENTAL]);
        if (cumulative < 0) never_below_from = m + 1;
    }
    return never_below_from == programme_of(at)->months ? (double)NAN : never_below_from + 1;
}

/* ---- money over time ---- */

/* The month in which something accrued in `month` is paid: held, then late, then at the close
 * of a month or of a fiscal quarter. */
static int payday(const pc_programme *programme, const pc_payment *payment, int month)
{
    int day = month + payment->hold_months + payment->lag_months;
    while (payment->quarterly &&
           (programme->start_month + day - programme->fiscal_year_start + 12) % 3 != 2)
        day++;
    return day;
}

static double paid_of(span at, const double accrued[][NAIVE_MONTHS], const pc_commission *plan,
                      int first, int last)
{
    double total = 0;
    for (size_t k = 0; k < plan->n_components; k++)
        for (int m = 0; m <= last; m++) {
            const int day = payday(programme_of(at), &plan->components[k].payment, m);
            if (day >= first && day <= last) total += accrued[k][m];
        }
    return total;
}

static double paid(span at, const char *plan, int first, int last)
{
    const pc_programme *programme = programme_of(at);
    double total = 0;
    for (size_t c = 0; c < programme->n_channels; c++) {
        const size_t id = programme->channels[c].commission_id;
        if (is_plan(at, id, plan))
            total +=
                paid_of(at, at.books->commission[c], &programme->commissions[id], first, last);
    }
    for (size_t g = 0; g < NAIVE_GROUPS; g++) {
        size_t channel_id, id;
        if (!naive_group(programme, g, &channel_id, &id) || !is_plan(at, id, plan)) continue;
        for (size_t k = 0; k < NAIVE_COMPONENTS; k++)
            total += sum((span) { at.books, at.when, first, last }, at.books->paid[g][k]);
    }
    return total;
}

/* What a definition attributes of what comes in, or is earned, in one month. */
static double attributed_in(span at, const double (*by_class)[PC_N_CREDITS][NAIVE_MONTHS],
                            const pc_roi_definition *definition, int month)
{
    bool sourced = definition->attributed[PC_CREDIT_SOURCED],
         influenced = definition->attributed[PC_CREDIT_INFLUENCED];
    double total = 0;
    if (sourced && influenced && programme_of(at)->roi.subset) sourced = false;
    for (size_t c = 0; c < programme_of(at)->n_channels; c++)
        total += (sourced ? by_class[c][PC_CREDIT_SOURCED][month] : 0) +
                 (influenced ? by_class[c][PC_CREDIT_INFLUENCED][month] : 0);
    return total;
}

/* From the first month on: cash as it moves, or values brought to the start. */
static bool money_metric(double *out, span at, pc_roi_kind kind, const char *rest)
{
    const pc_roi *roi = &programme_of(at)->roi;
    const pc_roi_definition *definition = &roi->definitions[kind];
    double gained = 0, attributed_sum = 0, spent = 0;
    naive_when start = at.when;
    start.month = 0;
    for (int m = 0; m <= at.last; m++) {
        naive_when when = at.when;
        when.month = m;
        const span month = { at.books, when, m, m };
        double cost = definition_costs(month, definition), factor = 1, worth = 1;
        if (kind == PC_ROI_CASH && definition->commission)
            cost += paid(month, NULL, m, m) - commission(month, NULL, false);
        if (kind == PC_ROI_NPV) {
            factor = pow(1 + naive_value(start, roi->discount_rate), -(m + 1) / 12.0);
            worth = naive_value(when, roi->gross_margin);
        }
        const double in = attributed_in(
            at, kind == PC_ROI_NPV ? at.books->earned : at.books->collected, definition, m);
        attributed_sum += factor * in;
        spent += factor * cost;
        gained += factor * (worth * in - cost + naive_tier_fees(at.books, when, NULL, m, m));
    }
    if (!*rest) return *out = gained, true;
    if (strcmp(rest, ".attributed") == 0) return *out = attributed_sum, true;
    return *out = spent, strcmp(rest, ".costs") == 0;
}

static double partner_cac(span at)
{
    double won = 0;
    for (size_t c = 0; c < programme_of(at)->n_channels; c++) {
        const pc_channel *channel = &programme_of(at)->channels[c];
        if (channel->product &&
            (channel->credit[PC_CREDIT_SOURCED] || channel->credit[PC_CREDIT_INFLUENCED]))
            won += sum(at, at.books->deals[c]);
    }
    return over(definition_costs(
                    at, &programme_of(at)->roi.definitions[programme_of(at)->roi.headline]),
                won);
}

/* ---- by name ---- */

static const char *after(const char *id, const char *prefix)
{
    const size_t n = strlen(prefix);
    return strncmp(id, prefix, n) == 0 ? id + n : NULL;
}

static bool revenue_metric(double *out, span at, const char *name)
{
    const pc_programme *programme = programme_of(at);
    const char *id;
    *out = 0;
    if (strcmp(name, "total") == 0) return *out = total_revenue(at), true;
    if (strcmp(name, "attributed") == 0) return *out = attributed(at, true, true), true;
    if ((id = after(name, "cannibalised"))) {
        for (size_t c = 0; c < programme->n_channels; c++)
            if (!*id || strcmp(id + strlen(".channel."), programme->channels[c].id) == 0)
                *out += sum(at, at.books->taken[c]);
        return true;
    }
    if ((id = after(name, "channel.")))
        for (size_t c = 0; c < programme->n_channels; c++)
            if (strcmp(id, programme->channels[c].id) == 0)
                return *out = sum(at, at.books->revenue[c]), true;
    if ((id = after(name, "credit.")))
        for (size_t c = 0; c < PC_N_CREDITS; c++)
            if (strcmp(id, pc_credit_ids[c]) == 0) return *out = credit_revenue(at, c), true;
    if ((id = after(name, "set.")))
        for (size_t s = 0; s < programme->n_sets; s++)
            if (strcmp(id, programme->sets[s].id) == 0) {
                for (size_t i = 0; i < programme->sets[s].n_channels; i++)
                    *out += sum(at, at.books->revenue[programme->sets[s].channel_ids[i]]);
                return true;
            }
    if (!(id = after(name, "route."))) return false;
    for (size_t c = 0; c < programme->n_channels; c++)
        if (strcmp(id, pc_route_ids[programme->channels[c].route]) == 0)
            *out += sum(at, at.books->revenue[c]);
    return true;
}

static bool cost_metric(double *out, span at, const char *name)
{
    if (strcmp(name, "total") == 0)
        *out = budget(at, NULL) + commission(at, NULL, false) + fees(at);
    else if (strcmp(name, "budget") == 0)
        *out = budget(at, NULL);
    else if (strcmp(name, "commission") == 0)
        *out = commission(at, NULL, false);
    else if (strcmp(name, "marketplace_fee") == 0)
        *out = fees(at);
    else {
        const char *line = after(name, "budget.");
        for (size_t i = 0; line && i < programme_of(at)->n_budget; i++)
            if (strcmp(line, programme_of(at)->budget[i].id) == 0)
                return *out = sum(at, at.books->budget[i]), true;
        return false;
    }
    return true;
}

/* What partners one by one have waited for too long. */
static double forfeited(span at, const char *plan)
{
    double total = 0;
    for (size_t g = 0; g < NAIVE_GROUPS; g++) {
        size_t channel_id, id;
        if (naive_group(programme_of(at), g, &channel_id, &id) && is_plan(at, id, plan))
            for (size_t k = 0; k < NAIVE_COMPONENTS; k++)
                total += sum(at, at.books->forfeited[g][k]);
    }
    return total;
}

static bool commission_metric(double *out, span at, const char *name)
{
    static const char *const names[] = { "accrued", "paid", "forfeited", "payable", "rate" };
    const span all = { at.books, at.when, 0, at.last };
    for (size_t k = 0; k < 5; k++) {
        const char *rest = after(name, names[k]);
        const char *plan = rest && *rest ? after(rest, ".plan.") : NULL;
        if (!rest || (*rest && !plan)) continue;
        if (k == 0) *out = commission(at, plan, false);
        if (k == 1) *out = paid(at, plan, at.first, at.last);
        if (k == 2) *out = forfeited(at, plan);
        if (k == 3)
            *out = commission(all, plan, false) - paid(all, plan, 0, at.last) -
                   forfeited(all, plan);
        if (k == 4) *out = over(commission(at, plan, false), commission(at, plan, true));
        return true;
    }
    return false;
}

static bool roi_metric(double *out, span at, const char *name)
{
    for (size_t k = 0; k < PC_N_ROIS; k++) {
        const pc_roi_definition *definition = &programme_of(at)->roi.definitions[k];
        const char *rest = after(name, pc_roi_ids[k]);
        if (!rest) continue;
        if (k == PC_ROI_CASH || k == PC_ROI_NPV)
            return money_metric(out, at, (pc_roi_kind)k, rest);
        if (!*rest)
            *out = roi(at, (pc_roi_kind)k);
        else if (strcmp(rest, ".attributed") == 0)
            *out = definition_attributed(at, definition);
        else if (strcmp(rest, ".costs") == 0)
            *out = definition_costs(at, definition);
        else
            return false;
        return true;
    }
    return false;
}

bool naive_metric(double *out, const naive_ledger *books, naive_when when, const char *id,
                  int first_month, int last_month)
{
    when.month = first_month;
    const span at = { books, when, first_month, last_month };
    const char *name;
    if (naive_below_metric(out, books, when, id, first_month, last_month)) return true;
    if (naive_partner_metric(out, books, when, id, first_month, last_month)) return true;
    if (naive_subscription_metric(out, books, when, id, first_month, last_month)) return true;
    if ((name = after(id, "revenue."))) return revenue_metric(out, at, name);
    if ((name = after(id, "cost."))) return cost_metric(out, at, name);
    if ((name = after(id, "commission."))) return commission_metric(out, at, name);
    if ((name = after(id, "roi."))) return roi_metric(out, at, name);
    if (strcmp(id, "cac.partner") == 0) return *out = partner_cac(at), true;
    if (strcmp(id, "payback.month") == 0) return *out = payback(at), true;
    if (!(name = after(id, "share."))) return false;
    if (!revenue_metric(out, at, name)) return false;
    *out = over(*out, total_revenue(at));
    return true;
}
