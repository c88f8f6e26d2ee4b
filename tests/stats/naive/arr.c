/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naive.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/*
 * Subscriptions in plain loops (docs/model/arr.md): a channel's pools by the month in which
 * they are due, those of the start apart from those sold later; every month the due one renews,
 * then the month's sales enter it.
 */
enum { TERM_MAX = 60 };

typedef struct pools {
    double open[TERM_MAX], sold[TERM_MAX], customers[TERM_MAX];
} pools;

static double sum_of(const double *pool, int term)
{
    double sum = 0;
    for (int i = 0; i < term; i++) sum += pool[i];
    return sum;
}

/* The opening ARR by month due, by cumulative difference; customers in the same proportions. */
static void open_channel(pools *p, naive_when when, const pc_channel *channel, double minor)
{
    const pc_opening *opening = &channel->opening;
    const int term = channel->product->term_months;
    double weights = 0, reached = 0, before = 0;
    const double amount =
        opening->arr ? naive_entry(minor, naive_rate_of(when, opening->arr)) : 0;
    bool whole = true;
    for (int i = 0; i < term; i++) {
        const double weight = opening->renewals ? opening->renewals[i] : 1;
        weights += weight;
        whole = whole && nearbyint(weight * 1e6) / 1e6 == weight;
    }
    double customers = 0;
    if (amount > 0 || opening->customers)
        customers = opening->customers
                        ? naive_value(when, opening->customers)
                        : amount / (naive_value(when, channel->product->acv) * minor);
    for (int i = 0; i < term; i++) {
        const double weight = opening->renewals ? opening->renewals[i] : 1;
        reached += weight;
        double until =
            whole ? naive_exact(amount, nearbyint(reached * 1e6), nearbyint(weights * 1e6))
                  : naive_round(amount * (reached / weights));
        if (i == term - 1) until = amount;
        p->open[i] = until - before;
        before = until;
        p->customers[i] = customers * (weight / weights);
    }
}

/* One pool's renewal; returns what is left of it. */
static double renew(naive_ledger *books, naive_when when, size_t c, double due)
{
    const pc_product *product = when.world->programme->channels[c].product;
    const double churn = naive_entry(due, naive_rate_of(when, product->churn));
    const double stays = due - churn;
    const double contraction = naive_entry(stays, naive_rate_of(when, product->contraction));
    const double growth = naive_entry(stays, naive_rate_of(when, product->expansion));
    const double uplift =
        naive_entry(stays - contraction + growth, naive_rate_of(when, product->uplift));
    books->churn[c][when.month] += churn;
    books->contraction[c][when.month] += contraction;
    books->expansion[c][when.month] += growth + uplift;
    return stays - contraction + growth + uplift;
}

/* What 12 months of renewals leave of what was there before them. */
static void retain(naive_ledger *books, naive_when when, size_t c, const double *before)
{
    const pc_product *product = when.world->programme->channels[c].product;
    const int term = product->term_months, end = when.month;
    double net[TERM_MAX], gross[TERM_MAX];
    memcpy(net, before, sizeof net);
    memcpy(gross, before, sizeof gross);
    for (when.month = end - 11; when.month <= end; when.month++) {
        const int due = when.month % term;
        const double stays = 1 - naive_value(when, product->churn);
        const double smaller = 1 - naive_value(when, product->contraction);
        gross[due] *= stays * smaller;
        net[due] *= stays * (smaller + naive_value(when, product->expansion)) *
                    (1 + naive_value(when, product->uplift));
    }
    books->retained_base[c][end] = sum_of(before, term);
    books->retained_net[c][end] = sum_of(net, term);
    books->retained_gross[c][end] = sum_of(gross, term);
}

static void snapshot(double *out, const pools *p)
{
    for (int i = 0; i < TERM_MAX; i++) out[i] = p->open[i] + p->sold[i];
}

/* A class's part of an amount reaches us so many months later. */
static void bring(double classes[PC_N_CREDITS][NAIVE_MONTHS], naive_when when, size_t c,
                  double amount, int lag)
{
    double parts[PC_N_CREDITS];
    naive_divide_credit(parts, when, when.world->programme->channels[c].credit, amount);
    for (int k = 0; k < PC_N_CREDITS; k++)
        if (when.month + lag < when.world->programme->months)
            classes[k][when.month + lag] = parts[k];
}

/* A year's bill is sent in the month of the sale and on its anniversaries: to the pools whose
 * month this is, as they are now. */
static double bill(const pools *p, const pc_product *product, int month, double before)
{
    if (product->billing == PC_BILLING_MONTHLY) return naive_exact(before, 1, 12);
    double sum = 0;
    for (int i = month % 12; i < product->term_months; i += 12) sum += p->sold[i];
    return sum;
}

static void channel_months(naive_ledger *books, naive_when when, size_t c, double minor)
{
    const pc_programme *programme = when.world->programme;
    const pc_channel *channel = &programme->channels[c];
    const int term = channel->product->term_months;
    pools p = { 0 };
    double history[NAIVE_MONTHS + 1][TERM_MAX];
    when.month = 0;
    open_channel(&p, when, channel, minor);
    snapshot(history[0], &p);
    double opening_arr = sum_of(history[0], term);
    for (; when.month < programme->months; when.month++) {
        const int m = when.month, due = m % term;
        books->recognised[c][m] = naive_exact(opening_arr, 1, 12);
        const double sold_before = sum_of(p.sold, term);
        bring(books->earned[c], when, c, naive_exact(sold_before, 1, 12), 0);
        p.open[due] = renew(books, when, c, p.open[due]);
        p.sold[due] = renew(books, when, c, p.sold[due]) + books->revenue[c][m];
        books->lost[c][m] = p.customers[due] * naive_value(when, channel->product->churn);
        if (channel->type != PC_CHANNEL_PARTNERS) /* else they are counted */
            books->deals[c][m] =
                books->revenue[c][m] / (naive_value(when, channel->product->acv) * minor);
        p.customers[due] += books->deals[c][m] - books->lost[c][m];
        bring(books->collected[c], when, c, bill(&p, channel->product, m, sold_before),
              channel->product->collection_months);
        snapshot(history[m + 1], &p);
        opening_arr = books->arr[c][m] = sum_of(history[m + 1], term);
        books->customers[c][m] = sum_of(p.customers, term);
        if (m >= 11) retain(books, when, c, history[m - 11]);
    }
}

/* Without a product money comes in as it is sold, or later. */
static void plain_months(naive_ledger *books, naive_when when, size_t c)
{
    const pc_programme *programme = when.world->programme;
    for (int k = 0; k < PC_N_CREDITS; k++)
        for (int m = 0; m < programme->months; m++) {
            const int later = m + programme->roi.collection_months;
            books->earned[c][k][m] = books->credit[c][k][m];
            if (later < programme->months)
                books->collected[c][k][later] = books->credit[c][k][m];
        }
}

void naive_subscriptions(naive_ledger *books, naive_when when)
{
    const pc_programme *programme = when.world->programme;
    double minor = 1;
    for (int i = 0; i < programme->minor_digits; i++) minor *= 10;
    for (size_t c = 0; c < programme->n_channels; c++)
        if (programme->channels[c].product)
            channel_months(books, when, c, minor);
        else
            plain_months(books, when, c);
}

/* ---- metrics: "<name>", "<name>.channel.<id>", "<name>.set.<id>" ---- */

typedef struct scope {
    const pc_programme *programme;
    const char *channel;
    const pc_set *set;
} scope;

static bool read_scope(scope *s, const char *rest)
{
    if (!*rest || strcmp(rest, ".total") == 0) return true;
    if (strncmp(rest, ".channel.", 9) == 0) return s->channel = rest + 9, true;
    if (strncmp(rest, ".set.", 5) != 0) return false;
    for (size_t i = 0; i < s->programme->n_sets; i++)
        if (strcmp(s->programme->sets[i].id, rest + 5) == 0) s->set = &s->programme->sets[i];
    return s->set != NULL;
}

static bool is_in(const scope *s, size_t c, bool sale)
{
    const pc_channel *channel = &s->programme->channels[c];
    if (!channel->product && !(sale && channel->type == PC_CHANNEL_PARTNERS)) return false;
    if (s->channel) return strcmp(s->programme->channels[c].id, s->channel) == 0;
    for (size_t i = 0; s->set && i < s->set->n_channels; i++)
        if (s->set->channel_ids[i] == c) return true;
    return !s->set;
}

static double over(const scope *s, const double all[NAIVE_CHANNELS][NAIVE_MONTHS], int first,
                   int last, bool sale)
{
    double sum = 0;
    for (size_t c = 0; c < s->programme->n_channels; c++)
        for (int m = first; m <= last && is_in(s, c, sale); m++) sum += all[c][m];
    return sum;
}

bool naive_subscription_metric(double *out, const naive_ledger *books, naive_when when,
                               const char *id, int first, int last)
{
    const struct {
        const char *name;
        const double (*of)[NAIVE_MONTHS], (*below)[NAIVE_MONTHS];
        bool is_stock, is_sale;
    } rows[] = {
        { "bookings", books->revenue, NULL, false, true },
        { "deals", books->deals, NULL, false, true },
        { "customers.lost", books->lost, NULL, false, false },
        { "customers", books->customers, NULL, true, false },
        { "arr.new", books->revenue, NULL, false, false },
        { "arr.expansion", books->expansion, NULL, false, false },
        { "arr.contraction", books->contraction, NULL, false, false },
        { "arr.churn", books->churn, NULL, false, false },
        { "arr.nrr", books->retained_net, books->retained_base, true, false },
        { "arr.grr", books->retained_gross, books->retained_base, true, false },
        { "arr", books->arr, NULL, true, false },
        { "revenue.recognised", books->recognised, NULL, false, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scope s = { .programme = when.world->programme };
        const size_t n = strlen(rows[i].name);
        if (strncmp(id, rows[i].name, n) != 0 || (id[n] && id[n] != '.') ||
            !read_scope(&s, id + n))
            continue;
        *out = over(&s, rows[i].of, rows[i].is_stock ? last : first, last, rows[i].is_sale);
        if (!rows[i].below) return true;
        const double below = over(&s, rows[i].below, last, last, false);
        *out = last >= 11 && below != 0 ? *out / below : (double)NAN;
        return true;
    }
    return false;
}
