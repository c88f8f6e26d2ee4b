/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naive.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* docs/model/partners.md once more: partners month by month, leads, growth, claims. */

/* ---- the books ---- */

static double opening_of(naive_when when, const pc_cohort *cohort)
{
    when.month = 0;
    return cohort->opening ? naive_amount(when, cohort->opening, 1, 1, 1) : 0;
}

/* The number to be reached at the end of the year that `when` is in, on the way from `from`. */
static double on_the_way(naive_when when, const pc_cohort *cohort, double from, int k, int n)
{
    const double to = naive_amount(when, cohort->stock.by_year, 1, 1, 1);
    return from + naive_exact(to - from, k, n);
}

/* The part of the year's opening number that leaves in the month. */
static double leaving(naive_when when, const pc_cohort *cohort, const double *closes)
{
    const int k = when.month % 12;
    if (!cohort->exit) return 0;
    when.month -= k;
    const double there = when.month ? closes[when.month - 1] : opening_of(when, cohort);
    const double leave = naive_entry(there, naive_rate_of(when, cohort->exit));
    return naive_exact(leave, k + 1, 12) - naive_exact(leave, k, 12);
}

static double times(naive_when when, double amount, const pc_expr *level)
{
    return naive_entry(amount, naive_rate_of(when, level));
}

/* The month in which the fiscal year of a month begins; below 0 before the plan. */
static int fiscal_begin(const pc_programme *programme, int month)
{
    while ((programme->start_month - 1 + month + 120) % 12 != programme->fiscal_year_start - 1)
        month--;
    return month;
}

/* What a stock has at the month's close. */
static double wanted(naive_when when, const pc_cohort *cohort, const double *closes)
{
    const int m = when.month;
    if (cohort->stock.by_month) return naive_amount(when, cohort->stock.by_month, 1, 1, 1);
    int first = m / 12 * 12, end = first + 12;
    if (cohort->stock.fiscal) {
        const int begins = fiscal_begin(when.world->programme, m);
        first = begins > 0 ? begins : 0;
        end = begins + 12;
    }
    const double from = first ? closes[first - 1] : opening_of(when, cohort);
    return on_the_way(when, cohort, from, m - first + 1, end - first);
}

static void month_of(naive_ledger *books, naive_when when, size_t i)
{
    const pc_cohort *cohort = &when.world->programme->cohorts[i];
    double *closes = books->partners[i];
    const int m = when.month;
    const double opening = m ? closes[m - 1] : opening_of(when, cohort);
    const double left = leaving(when, cohort, closes);
    closes[m] = cohort->has_stock ? wanted(when, cohort, closes)
                                  : opening + books->scheduled[i][m] - left;
    const double change = closes[m] - opening;
    books->recruited[i][m] = change + left > 0 ? change + left : 0;
    books->exited[i][m] = books->recruited[i][m] - change;
    books->active[i][m] = cohort->active ? times(when, closes[m], cohort->active) : closes[m];
    if (cohort->leads) books->partner_leads[i][m] = times(when, closes[m], cohort->leads);
    if (cohort->minimum && m % 12 == 11)
        books->minimum[i][m] =
            times(when, closes[m] * naive_minor_units(when.world->programme), cohort->minimum);
}

void naive_stock(double *closes, naive_when when, const pc_cohort *cohort)
{
    const pc_programme *programme = when.world->programme;
    for (when.month = 0; when.month < programme->months; when.month++)
        closes[when.month] = wanted(when, cohort, closes);
}

static void claim(naive_ledger *books, naive_when when, size_t i)
{
    const pc_partner *partner = &when.world->programme->partners[i];
    const double units = naive_minor_units(when.world->programme);
    if (partner->has_target) naive_flow(books->target[i], when, &partner->target, units);
    when.month = 0;
    if (partner->investment)
        books->investment[i][0] = naive_amount(when, partner->investment, units, 1, 1);
    for (when.month = 11; when.month < when.world->programme->months; when.month += 12)
        if (partner->minimum)
            books->own_minimum[i][when.month] =
                naive_amount(when, partner->minimum, units, 1, 1);
}

void naive_partners(naive_ledger *books, naive_when when)
{
    const pc_programme *programme = when.world->programme;
    assert(programme->n_cohorts <= NAIVE_COHORTS && programme->n_partners <= NAIVE_CLAIMS);
    for (size_t i = 0; i < programme->n_cohorts; i++) {
        if (programme->cohorts[i].has_entry)
            naive_flow(books->scheduled[i], when, &programme->cohorts[i].entry, 1);
        for (when.month = 0; !programme->cohorts[i].conduct && when.month < programme->months;
             when.month++)
            month_of(books, when, i);
    }
    for (size_t i = 0; i < programme->n_partners; i++) claim(books, when, i);
    for (size_t i = 0; i < programme->n_budget; i++)
        if (programme->budget[i].has_leads)
            naive_flow(books->leads[i], when, &programme->budget[i].leads, 1);
}

/* ---- metrics ---- */

typedef struct span {
    const naive_ledger *books;
    naive_when when;
    int first, last;
} span;

static const pc_programme *programme_of(const span *at)
{
    return at->when.world->programme;
}

static double sum(const span *at, const double *months)
{
    double total = 0;
    for (int m = at->first; m <= at->last; m++) total += months[m];
    return total;
}

static double over(double above, double below)
{
    return below != 0 ? above / below : (double)NAN;
}

static const char *after(const char *id, const char *prefix)
{
    const size_t n = strlen(prefix);
    return strncmp(id, prefix, n) == 0 ? id + n : NULL;
}

/* Another metric, in these months. */
static double metric_in(const span *at, const char *id, int first, int last)
{
    double value;
    const bool known = naive_metric(&value, at->books, at->when, id, first, last);
    assert(known);
    (void)known;
    return value;
}

/* NULL is every channel. */
static bool is_channel(const span *at, size_t channel_id, const char *id)
{
    return !id || strcmp(programme_of(at)->channels[channel_id].id, id) == 0;
}

/* A table of the cohorts of a channel: summed over the months, or at their close. */
static double cohorts(const span *at, const double table[][NAIVE_MONTHS], const char *channel,
                      bool at_close)
{
    double total = 0;
    for (size_t i = 0; i < programme_of(at)->n_cohorts; i++)
        if (is_channel(at, programme_of(at)->cohorts[i].channel_id, channel))
            total += at_close ? table[i][at->last] : sum(at, table[i]);
    return total;
}

/* The same with the named partners that work. */
static double people(const span *at, const double table[][NAIVE_MONTHS], const char *channel,
                     bool at_close)
{
    double total = cohorts(at, table, channel, at_close);
    for (size_t i = 0; i < programme_of(at)->n_partners; i++) {
        const double *row = table[NAIVE_COHORTS + i];
        if (programme_of(at)->partners[i].conduct &&
            is_channel(at, programme_of(at)->partners[i].channel_id, channel))
            total += at_close ? row[at->last] : sum(at, row);
    }
    return total;
}

static double scheduled(const span *at)
{
    double total = 0;
    for (size_t i = 0; i < programme_of(at)->n_cohorts; i++)
        if (programme_of(at)->cohorts[i].has_stock) total += sum(at, at->books->scheduled[i]);
    return total;
}

static double revenue(const span *at, size_t channel_id, int first, int last)
{
    double total = 0;
    for (int m = first; m <= last; m++) total += at->books->revenue[channel_id][m];
    return total;
}

static double revenue_per(const span *at, double partners)
{
    double total = 0;
    for (size_t c = 0; c < programme_of(at)->n_channels; c++) {
        bool has = false;
        for (size_t i = 0; i < programme_of(at)->n_cohorts; i++)
            has |= programme_of(at)->cohorts[i].channel_id == c;
        for (size_t i = 0; i < programme_of(at)->n_partners; i++)
            has |= programme_of(at)->partners[i].conduct &&
                   programme_of(at)->partners[i].channel_id == c;
        if (has) total += revenue(at, c, at->first, at->last);
    }
    return over(total, partners);
}

static double shortfall(const span *at, const char *channel)
{
    double total = 0;
    for (size_t c = 0; c < programme_of(at)->n_channels; c++)
        for (int m = 11; m <= at->last; m += 12) {
            if (m < at->first || !is_channel(at, c, channel)) continue;
            double owed = 0;
            for (size_t i = 0; i < programme_of(at)->n_cohorts; i++)
                if (programme_of(at)->cohorts[i].channel_id == c)
                    owed += at->books->minimum[i][m];
            const double missing = owed - revenue(at, c, m - 11, m);
            if (owed > 0 && missing > 0) total += missing;
        }
    return total;
}

/* Leads of partners one by one. */
static double brought(const span *at, const char *channel)
{
    double total = 0;
    for (size_t g = 0; g < NAIVE_GROUPS; g++) {
        size_t channel_id, commission_id;
        if (naive_group(programme_of(at), g, &channel_id, &commission_id) &&
            is_channel(at, channel_id, channel))
            total += sum(at, at->books->brought[g]);
    }
    return total;
}

/* Of the lines with leads, or of the one named: what they bring, or cost. */
static double lines(const span *at, const char *name, bool costs)
{
    double total = 0;
    for (size_t i = 0; i < programme_of(at)->n_budget; i++) {
        const pc_budget_line *line = &programme_of(at)->budget[i];
        if (!line->has_leads || (name && strcmp(name, line->id) != 0)) continue;
        total += sum(at, costs ? at->books->budget[i] : at->books->leads[i]);
    }
    return total;
}

static double claims(const span *at, const double table[][NAIVE_MONTHS], const char *channel)
{
    double total = 0;
    for (size_t i = 0; i < programme_of(at)->n_partners; i++)
        if (is_channel(at, programme_of(at)->partners[i].channel_id, channel))
            total += sum(at, table[i]);
    return total;
}

static double claims_of_credit(const span *at, const char *credit)
{
    double total = 0;
    for (size_t i = 0; i < programme_of(at)->n_partners; i++) {
        const pc_partner *partner = &programme_of(at)->partners[i];
        if (!partner->any_credit && strcmp(pc_credit_ids[partner->credit], credit) == 0)
            total += sum(at, at->books->target[i]);
    }
    return total;
}

static double claimed_revenue(const span *at)
{
    double total = 0;
    for (size_t c = 0; c < programme_of(at)->n_channels; c++) {
        bool has = false;
        for (size_t i = 0; i < programme_of(at)->n_partners; i++)
            has |= programme_of(at)->partners[i].channel_id == c &&
                   programme_of(at)->partners[i].has_target;
        if (has) total += revenue(at, c, at->first, at->last);
    }
    return total;
}

/* Against the period of the same whole length before; both must lie inside of the horizon. */
static double growth(const span *at, const char *id, int length, bool quarterly)
{
    const int first = at->first - length;
    if (at->last - at->first + 1 < length || first < 0) return NAN;
    const double now = metric_in(at, id, at->first, at->last);
    const double then = metric_in(at, id, first, at->first - 1);
    if (then == 0) return NAN;
    return quarterly ? pow(now / then, 3.0 / length) - 1 : now / then - 1;
}

static bool growth_metric(double *out, const span *at, const char *name)
{
    const int length = at->when.length ? at->when.length : at->last - at->first + 1;
    const char *quarterly = after(name, "quarterly.");
    *out = growth(at, quarterly ? quarterly : name, length, quarterly != NULL);
    return true;
}

static bool partners_metric(double *out, const span *at, const char *name)
{
    const char *channel;
    if (strcmp(name, "total") == 0)
        *out = people(at, at->books->partners, NULL, true);
    else if ((channel = after(name, "channel.")))
        *out = people(at, at->books->partners, channel, true);
    else if (strcmp(name, "active") == 0)
        *out = people(at, at->books->active, NULL, true);
    else if (strcmp(name, "recruited") == 0)
        *out = people(at, at->books->recruited, NULL, false);
    else if (strcmp(name, "exited") == 0)
        *out = people(at, at->books->exited, NULL, false);
    else if (strcmp(name, "scheduled") == 0)
        *out = scheduled(at);
    else
        return false;
    return true;
}

static bool claim_metric(double *out, const span *at, const char *name)
{
    const char *id;
    if (strcmp(name, "target.total") == 0)
        *out = claims(at, at->books->target, NULL);
    else if ((id = after(name, "target.channel.")))
        *out = claims(at, at->books->target, id);
    else if ((id = after(name, "target.credit.")))
        *out = claims_of_credit(at, id);
    else if (strcmp(name, "coverage.total") == 0)
        *out = over(claimed_revenue(at), claims(at, at->books->target, NULL));
    else if ((id = after(name, "coverage.channel.")))
        for (size_t c = 0; c < programme_of(at)->n_channels; c++) {
            if (is_channel(at, c, id))
                *out = over(revenue(at, c, at->first, at->last),
                            claims(at, at->books->target, id));
        }
    else if ((id = after(name, "coverage.credit.")))
        *out = over(metric_in(at,
                              strcmp(id, "sourced") == 0 ? "revenue.credit.sourced"
                                                         : "revenue.credit.influenced",
                              at->first, at->last),
                    claims_of_credit(at, id));
    else if ((id = after(name, "minimum.")))
        *out = claims(at, at->books->own_minimum, after(id, "channel."));
    else if ((id = after(name, "investment.")))
        *out = claims(at, at->books->investment, after(id, "channel."));
    else
        return false;
    return true;
}

bool naive_partner_metric(double *out, const naive_ledger *books, naive_when when,
                          const char *id, int first_month, int last_month)
{
    const span at = { books, when, first_month, last_month };
    const char *name;
    if ((name = after(id, "partners."))) return partners_metric(out, &at, name);
    if ((name = after(id, "partner."))) return claim_metric(out, &at, name);
    if ((name = after(id, "growth."))) return growth_metric(out, &at, name);
    if ((name = after(id, "minimum.shortfall.")))
        return *out = shortfall(&at, after(name, "channel.")), true;
    if ((name = after(id, "minimum.")))
        return *out = cohorts(&at, books->minimum, after(name, "channel."), false), true;
    if (strcmp(id, "revenue.per_partner") == 0)
        return *out = revenue_per(&at, people(&at, books->partners, NULL, true)), true;
    if (strcmp(id, "revenue.per_active_partner") == 0)
        return *out = revenue_per(&at, people(&at, books->active, NULL, true)), true;
    if ((name = after(id, "revenue.per_partner.channel."))) {
        for (size_t c = 0; c < programme_of(&at)->n_channels; c++)
            if (is_channel(&at, c, name))
                *out = over(revenue(&at, c, first_month, last_month),
                            people(&at, books->partners, name, true));
        return true;
    }
    if (strcmp(id, "leads.total") == 0)
        return *out = lines(&at, NULL, false) +
                      cohorts(&at, books->partner_leads, NULL, false) + brought(&at, NULL),
               true;
    if ((name = after(id, "leads.channel.")))
        return *out = cohorts(&at, books->partner_leads, name, false) + brought(&at, name),
               true;
    if ((name = after(id, "leads.budget."))) return *out = lines(&at, name, false), true;
    if (strcmp(id, "cost.leads") == 0) return *out = lines(&at, NULL, true), true;
    if (strcmp(id, "cost.per_lead") == 0)
        return *out = over(lines(&at, NULL, true), lines(&at, NULL, false)), true;
    if ((name = after(id, "cost.per_lead.budget.")))
        return *out = over(lines(&at, name, true), lines(&at, name, false)), true;
    return false;
}
