/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naive.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Random small scenarios: 1 to 6 channels of both types, formulas, schedules, draws of every
 * family and cadence, a mix, credits, fees, commissions, heads, definitions, sets, 1 to 40
 * months.
 */
typedef struct maker {
    uint64_t state;
    char *text;
    size_t n, capacity;
    int months, years;
    bool has_products;
    bool opens_with_partners;
    int terms[2]; /* of the two products */
    int sells[6]; /* by number in ids: the term of the product the channel has, or 0 */
    const char *channel[8];
    int n_channels;
    int cadence[5]; /* of a_cost, a_rate, a_money, a_growth, a_luck */
    bool has_margin;
} maker;

static uint64_t next(maker *m) /* SplitMix64 */
{
    uint64_t z = m->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static int below(maker *m, int n)
{
    return (int)(next(m) % (uint64_t)n);
}
static int between(maker *m, int low, int high)
{
    return low + below(m, high - low + 1);
}
static bool chance(maker *m, int percent)
{
    return below(m, 100) < percent;
}

__attribute__((format(printf, 2, 3))) static void put(maker *m, const char *format, ...)
{
    if (m->capacity - m->n < 2000)
        m->text = realloc(m->text, m->capacity = 2 * m->capacity + 8000);
    va_list args;
    va_start(args, format);
    m->n += (size_t)vsnprintf(m->text + m->n, m->capacity - m->n, format, args);
    va_end(args);
}

/* Fractions have two decimals, so that ties and exact sums are common. */
static void fraction(maker *m, int low_percent, int high_percent)
{
    const int percent = between(m, low_percent, high_percent);
    if (chance(m, 50))
        put(m, "\"%d%%\"", percent);
    else
        put(m, "%d.%02d", percent / 100, percent % 100);
}

/* A year's amount may not change within the year; a month's may. */
static void amount(maker *m, bool by_month)
{
    if (by_month && chance(m, 40)) {
        put(m, "\"=a_money * a_luck / %d + month\"", between(m, 2, 30));
        return;
    }
    switch (below(m, 4)) {
    case 0:
        put(m, "%d", 1000 * between(m, 1, 5000));
        break;
    case 1:
        put(m, "%d.%02d", between(m, 1, 99999), below(m, 100));
        break;
    case 2:
        put(m, "\"$%dK\"", between(m, 1, 5000));
        break;
    default:
        put(m, "\"=a_money * %d.%d + %d\"", below(m, 3), between(m, 1, 9), between(m, 1, 1000));
        break;
    }
}

/* The cadence is noted for the i-th of the assumptions that may be correlated. */
static const char *each(maker *m, int n, int i)
{
    static const char *const cadences[] = { "", ", \"each\": \"trial\"", ", \"each\": \"year\"",
                                            ", \"each\": \"quarter\"",
                                            ", \"each\": \"month\"" };
    const int k = below(m, n);
    m->cadence[i] = k ? k - 1 : 0;
    return cadences[k];
}

/* One with atoms, gaps, quantiles or a long tail, chosen by mid itself. */
static void rarer_distribution(maker *m, double low, double mid, double high)
{
    switch ((unsigned)(mid * 1000.0) % 5) {
    case 0:
        put(m, "{\"uniform\":{\"min\":%.6g,\"max\":%.6g}}", low, high);
        break;
    case 1:
        put(m, "{\"discrete\":{\"values\":[%.6g,%.6g,%.6g],\"weights\":[1,4,2]}}", low, mid,
            high);
        break;
    case 2:
        put(m,
            "{\"mixture\":[{\"weight\":2,\"of\":%.6g},{\"weight\":3,\"of\":{\"uniform\":{"
            "\"min\":%.6g,"
            "\"max\":%.6g}}}]}",
            low, mid, high);
        break;
    case 3:
        put(m,
            "{\"metalog\":{\"quantiles\":{\"10%%\":%.6g,\"30%%\":%.6g,\"50%%\":%.6g,\"90%%\":%."
            "6g},"
            "\"min\":0},\"max\":%.6g}",
            low, 0.88 * mid, mid, 1.4 * mid, high);
        break;
    default:
        put(m, "{\"weibull\":{\"shape\":4,\"mean\":%.6g},\"max\":%.6g}", mid, high);
        break;
    }
}

/* A distribution about `mid`, of any family. */
static void distribution(maker *m, double mid)
{
    const double low = mid * 0.7, high = mid * (1.2 + 0.1 * below(m, 5));
    switch (below(m, 9)) {
    case 0:
        rarer_distribution(m, low, mid, high);
        break;
    case 1:
        put(m, "{\"triangular\":{\"min\":%.6g,\"mode\":%.6g,\"max\":%.6g}}", low, mid, high);
        break;
    case 2:
        put(m, "{\"pert\":{\"min\":%.6g,\"mode\":%.6g,\"max\":%.6g}}", low, mid, high);
        break;
    case 3:
        put(m, "{\"normal\":{\"mean\":%.6g,\"sd\":%.6g},\"min\":0}", mid, 0.1 * mid);
        break;
    case 4:
        put(m, "{\"lognormal\":{\"mean\":%.6g,\"cv\":0.%d}}", mid, between(m, 1, 6));
        break;
    case 5:
        put(m, "{\"lognormal\":{\"median\":%.6g,\"sigma\":0.%d},\"max\":%.6g}", mid,
            between(m, 1, 6), 3 * mid);
        break;
    case 6:
        put(m, "{\"gamma\":{\"shape\":%d,\"mean\":%.6g}}", between(m, 1, 30), mid);
        break;
    case 7:
        put(m, "{\"normal\":{\"mean\":%.6g,\"sd\":%.6g},\"min\":%.6g,\"max\":%.6g}", mid,
            0.2 * mid, low, high);
        break;
    default:
        put(m, "{\"low\":%.6g,\"mid\":%.6g,\"high\":%.6g}", 0.7 * mid, mid, 1.4 * mid);
        break;
    }
}

static void uncertain(maker *m, const char *id, double mid, const char *unit, int n_cadences,
                      int i)
{
    put(m, "\"%s\":{\"value\":", id);
    distribution(m, mid);
    put(m, ",\"unit\":\"%s\"%s", unit, each(m, n_cadences, i));
    if (chance(m, 40)) put(m, ",\"plan\":%.6g", mid * 1.1);
    put(m, "},");
}

/* The named assumptions that are one draw of the same cadence, in pairs; weak enough that any
 * of them are possible together, strong ones where there are two. */
static void pairs_of(maker *m)
{
    static const char *const ids[] = { "a_cost", "a_rate", "a_money", "a_growth", "a_luck" };
    static const char *const strong[] = { "-1", "1", "0.9", "-0.85", "0.4" };
    const char *same[5];
    int n = 0, each_of = below(m, 3), pairs = 0;
    for (int i = 0; i < 5; i++)
        if (m->cadence[i] == each_of) same[n++] = ids[i];
    if (n < 2 || chance(m, 40)) return;
    put(m, "\"correlations\":{");
    if (chance(m, 30)) {
        put(m, "\"together\":{\"between\":[");
        for (int i = 0; i < n; i++) put(m, "%s\"%s\"", i ? "," : "", same[i]);
        put(m, "],\"spearman\":%s}", chance(m, 20) ? "1" : "0.55");
    } else if (n == 2) {
        put(m, "\"pair\":{\"between\":[\"%s\",\"%s\"],\"spearman\":%s}", same[0], same[1],
            strong[below(m, 5)]);
    } else {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++)
                if (chance(m, 60))
                    put(m, "%s\"p%d\":{\"between\":[\"%s\",\"%s\"],\"spearman\":%s0.%02d}",
                        pairs++ ? "," : "", 10 * i + j, same[i], same[j],
                        chance(m, 50) ? "-" : "", below(m, 23));
    }
    put(m, "},");
}

/* With luck of their own, so that the scenarios are else what they were without. */
static void correlations(maker *m)
{
    const uint64_t state = m->state;
    m->state ^= 0x5851f42d4c957f2du;
    pairs_of(m);
    m->state = state;
}

static void assumptions(maker *m)
{
    put(m, "\"assumptions\":{");
    uncertain(m, "a_money", 1000.0 * between(m, 1, 4000), "money", 3, 2);
    uncertain(m, "a_growth", 0.5 + 0.1 * below(m, 20), "multiple", 3, 3);
    uncertain(m, "a_luck", 1, "multiple", 5, 4);
    put(m, "\"a_rate\":{\"value\":{\"beta\":{\"mean\":0.%02d,\"n\":%d}}%s,\"plan\":\"%d%%\"},",
        between(m, 5, 30), between(m, 4, 60), each(m, 5, 1), between(m, 5, 30));
    put(m,
        "\"a_cost\":{\"value\":{\"low\":\"$%dK\",\"mid\":\"$150K\",\"high\":\"$%dK\"},\"plan\":"
        "%d},",
        between(m, 90, 120), between(m, 190, 230), 1000 * below(m, 200));
    put(m, "\"a_fixed\":\"%d%%\",", between(m, 1, 60));
    put(m, "\"a_by_year\":{\"value\":{\"by_year\":[0.%02d,0.%02d,\"=a_rate\"]}},",
        between(m, 1, 60), between(m, 1, 60));
    put(m, "\"a_path\":{\"value\":{\"by_month\":[0.%02d,0.%02d,0.%02d]}},", between(m, 1, 50),
        between(m, 1, 50), between(m, 1, 50));
    put(m,
        "\"a_ramp\":{\"value\":{\"from\":0.1,\"to\":\"=a_fixed\",\"start_month\":%d,\"months\":"
        "%d,\"shape\":\"%s\"}},",
        between(m, 1, 6), between(m, 1, 9), chance(m, 50) ? "linear" : "s-curve");
    put(m,
        "\"a_formula\":{\"value\":\"=min(0.9, max(a_rate, 0.1) ^ %d * if(year >= 2, 0.8, 1) + "
        "a_fixed / 4)\"}},",
        between(m, 1, 3));
}

/* A level between 0 and 1: as a plan writes it, by year, or by formula. */
static void level(maker *m, int high_percent)
{
    static const char *const formulas[] = {
        /* all below 1; halved where only half is free */
        "a_rate",       "a_fixed / 2",      "a_formula / 2",
        "a_by_year",    "a_path",           "a_ramp",
        "0.3 * a_rate", "(1 - a_rate) / 2", "a_rate * (year < 2) / 2 + a_fixed / 50"
    };
    switch (below(m, 4)) {
    case 0:
    case 1:
        fraction(m, 1, high_percent);
        break;
    case 2:
        put(m, "{\"by_year\":[");
        fraction(m, 1, high_percent);
        put(m, ",");
        fraction(m, 1, high_percent);
        put(m, chance(m, 20) ? "],\"basis\":\"fiscal\"}" : "]}");
        break;
    default:
        put(m, high_percent > 40 ? "\"=(%s) / 2\"" : "\"=%s\"", formulas[below(m, 9)]);
        break;
    }
}

/* Numbers of fiscal years: nothing in them may change with the programme year. */
static void fiscal(maker *m, int least, int most)
{
    put(m, "{\"by_year\":[");
    for (int i = 0, n = between(m, 1, m->years + 1); i < n; i++)
        put(m, "%s%d", i ? "," : "", between(m, least, most));
    put(m, "],\"basis\":\"fiscal\"}");
}

static void flow(maker *m)
{
    const bool by_year = chance(m, 60);
    if (chance(m, 10)) {
        fiscal(m, 1000, 3000000);
        return;
    }
    if (chance(m, 25)) {
        amount(m, false);
        return;
    }
    put(m, "{\"%s\":[", by_year ? "by_year" : "by_month");
    for (int i = 0, n = between(m, 1, by_year ? m->years : 5); i < n; i++) {
        if (i) put(m, ",");
        amount(m, !by_year);
    }
    put(m, "]");
    if (by_year && chance(m, 20)) put(m, ",\"profile\":{\"by_month\":[1,2,3,0,1]}");
    put(m, "}");
}

/* Shares of n channels that sum to 1 in every year, two decimals each; one may be the rest. */
static void shares(maker *m, int n, int years, int out[8][4])
{
    for (int y = 0; y < years; y++) {
        int left = 100;
        for (int c = 0; c + 1 < n; c++) left -= out[c][y] = below(m, left / (n - c) + 1);
        out[n - 1][y] = left;
    }
}

static void credit(maker *m)
{
    switch (below(m, 6)) {
    case 0:
        break;
    case 1:
        put(m, ",\"credit\":{\"sourced\":1}");
        break;
    case 2:
        put(m, ",\"credit\":{\"influenced\":1}");
        break;
    case 3:
        put(m, ",\"credit\":{\"sourced\":\"=a_fixed\",\"influenced\":\"=1 - a_fixed\"}");
        break;
    default:
        put(m, ",\"credit\":{\"sourced\":");
        level(m, 50);
        put(m, ",\"influenced\":");
        level(m, 49);
        put(m, "}");
    }
}

static void terms(maker *m, int channel)
{
    static const char *const routes[] = { "direct", "resale", "marketplace", "wholesale",
                                          "oem" };
    static const char *const plans[] = { "plan_a", "plan_b" };
    if (chance(m, 50)) put(m, ",\"route\":\"%s\"", routes[below(m, 5)]);
    if (chance(m, 40)) {
        put(m, ",\"fee\":");
        level(m, 20);
    }
    credit(m);
    if (chance(m, 60)) put(m, ",\"commission\":\"%s\"", plans[below(m, 2)]);
    m->sells[channel] = 0;
    if (m->has_products && chance(m, 70)) {
        const int which = below(m, 2);
        m->sells[channel] = m->terms[which];
        put(m, ",\"product\":\"%s\"", which ? "add-on" : "suite");
    }
    put(m, "}");
}

static void rate(maker *m, const char *key, int high_percent)
{
    if (!chance(m, 70)) return;
    put(m, ",\"%s\":", key);
    level(m, high_percent);
}

static void product(maker *m, const char *id, int *term)
{
    static const int terms[] = { 1, 2, 3, 4, 6, 12, 12, 12, 24, 36, 48, 60 };
    put(m, "\"%s\":{\"acv\":", id);
    if (chance(m, 50))
        put(m, "%d", 100 * between(m, 1, 900));
    else if (chance(m, 50))
        put(m, "\"=a_money / %d + 100 * %s\"", between(m, 5, 90),
            chance(m, 50) ? "1" : "month");
    else {
        put(m, "{\"value\":");
        distribution(m, 100.0 * between(m, 1, 900));
        put(m, ",\"each\":\"%s\"}", chance(m, 50) ? "trial" : "month");
    }
    put(m, ",\"term_months\":%d", *term = terms[below(m, 12)]);
    rate(m, "churn", 40);
    rate(m, "contraction", 30);
    rate(m, "expansion", 40);
    rate(m, "uplift", 10);
    if (chance(m, 40))
        put(m, ",\"billing\":\"%s\"", *term < 12 || chance(m, 50) ? "monthly" : "annual");
    if (chance(m, 50)) put(m, ",\"collection\":\"%d days\"", between(m, 0, 120));
    put(m, "}");
}

static void products(maker *m)
{
    if (!(m->has_products = chance(m, 50))) return;
    put(m, "\"products\":{");
    product(m, "suite", &m->terms[0]);
    put(m, ",");
    product(m, "add-on", &m->terms[1]);
    put(m, "},");
}

/* Written when the channels stand: those that were given a product open with something. */
static void opening(maker *m)
{
    static const char *const ids[] = { "zeta", "direct", "m-1", "beta", "oem_2", "alpha" };
    bool any = false;
    put(m, "\"opening\":{");
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (!m->sells[i] || !chance(m, 70)) continue;
        put(m, "%s\"%s\":{\"arr\":", any ? "," : "\"channels\":{", ids[i]);
        any = true;
        amount(m, false);
        if (chance(m, 30)) put(m, ",\"customers\":%d", below(m, 90));
        if (chance(m, 60)) {
            put(m, ",\"renewals\":{\"by_month\":[%d.25", below(m, 4));
            for (int k = between(m, 1, m->sells[i]); k > 1; k--)
                put(m, ",%d", below(m, 3) + (k == 2));
            put(m, "]}");
        }
        put(m, "}");
    }
    if (any) put(m, "}");
    if (m->opens_with_partners)
        put(m, "%s\"partners\":{\"si\":%d}", any ? "," : "", between(m, 1, 80));
    put(m, "},");
}

static void channels(maker *m)
{
    static const char *const ids[] = { "zeta", "direct", "m-1", "beta", "oem_2", "alpha" };
    const int n_share = between(m, 0, 4), n_amount = between(m, n_share ? 0 : 1, 2);
    int share[8][4];
    const bool by_year = chance(m, 60), mixed = n_share > 1 && chance(m, 50);
    const int rest = !mixed && n_share > 0 && chance(m, 40) ? below(m, n_share) : -1;
    if (n_share) {
        shares(m, n_share, by_year ? m->years : 1, share);
        put(m, "\"revenue\":");
        const size_t begin = m->n;
        flow(m);
        if (mixed) { /* a mix stands beside a schedule */
            if (m->text[begin] == '{')
                m->n--;
            else {
                m->n = begin;
                put(m, "{\"by_year\":[\"=a_money\",\"=a_money * a_growth\"]");
            }
            put(m, ",\"mix\":{\"dirichlet\":%d,\"each\":\"%s\"}}", between(m, 5, 80),
                chance(m, 50) ? "year" : "trial");
        }
        put(m, ",");
    }
    put(m, "\"channels\":{");
    for (int c = 0; c < n_share; c++) {
        m->channel[m->n_channels++] = ids[c];
        put(m, "%s\"%s\":{\"type\":\"share\",\"share\":", c ? "," : "", ids[c]);
        if (c == rest)
            put(m, "\"rest\"");
        else if (!by_year)
            put(m, "%d.%02d", share[c][0] / 100, share[c][0] % 100);
        else {
            put(m, "{\"by_year\":[");
            for (int y = 0; y < m->years; y++)
                put(m, "%s%d.%02d", y ? "," : "", share[c][y] / 100, share[c][y] % 100);
            put(m, "]}");
        }
        terms(m, c);
    }
    for (int c = 0; c < n_amount; c++) {
        m->channel[m->n_channels++] = ids[4 + c];
        put(m, "%s\"%s\":{\"type\":\"amount\",\"revenue\":", c || n_share ? "," : "",
            ids[4 + c]);
        flow(m);
        terms(m, 4 + c);
    }
    put(m, "},\"sets\":{\"some\":[\"%s\"]},", n_amount ? ids[4] : ids[0]);
}

/* ---- partners ---- */

static void count(maker *m, int most)
{
    switch (below(m, 4)) {
    case 0:
        put(m, "\"=%d * a_growth\"", between(m, 1, most));
        break;
    case 1:
        put(m, "{\"lognormal\":{\"mean\":%d,\"cv\":0.%d}}", between(m, 2, most),
            between(m, 1, 5));
        break;
    default:
        put(m, "%d", below(m, most));
        break;
    }
}

/* By year, by month, or one for all. */
static void counts(maker *m, int most)
{
    const bool by_year = chance(m, 70);
    if (chance(m, 15)) {
        fiscal(m, 0, most);
        return;
    }
    if (chance(m, 20)) {
        put(m, "%d", between(m, 1, most));
        return;
    }
    put(m, "{\"%s\":[", by_year ? "by_year" : "by_month");
    for (int i = 0, n = between(m, 1, by_year ? m->years : 5); i < n; i++) {
        if (i) put(m, ",");
        count(m, most);
    }
    put(m, "]}");
}

static const char *a_channel(maker *m)
{
    return m->channel[below(m, m->n_channels)];
}

static void cohort(maker *m, const char *id)
{
    static const char *const exits[] = { "0.15", "\"=a_fixed\"",
                                         "{\"by_year\":[\"10%\",0.125]}",
                                         "{\"beta\":{\"mean\":0.1,\"n\":30}}" };
    const int kinds = between(m, 1, 3);
    put(m, "\"%s\":{\"channel\":\"%s\"", id, a_channel(m));
    if (kinds & 1) {
        put(m, ",\"stock\":");
        if (chance(m, 10))
            put(m, "{\"from\":3,\"to\":%d,\"months\":%d}", between(m, 4, 90), between(m, 1, 9));
        else
            counts(m, 200);
    }
    if (kinds & 2) {
        put(m, ",\"entry\":");
        counts(m, 60);
    }
    if (chance(m, 50)) put(m, ",\"exit\":{\"per_year\":%s}", exits[below(m, 4)]);
    if (chance(m, 50)) {
        put(m, ",\"active\":");
        level(m, 100);
    }
    if (chance(m, 50)) {
        put(m, ",\"minimum\":");
        if (chance(m, 70))
            put(m, "\"$%dK\"", between(m, 1, 200));
        else
            put(m, "\"=a_cost / %d\"", between(m, 1, 9));
    }
    if (chance(m, 40)) put(m, ",\"leads\":%d.%d", below(m, 9), below(m, 10));
    put(m, "}");
}

static void claim(maker *m, const char *id)
{
    static const char *const credits[] = { "", ",\"credit\":\"sourced\"",
                                           ",\"credit\":\"influenced\"",
                                           ",\"credit\":\"any\"" };
    put(m, "\"%s\":{\"channel\":\"%s\"", id, a_channel(m));
    if (chance(m, 80)) {
        put(m, ",\"target\":");
        flow(m);
        put(m, "%s", credits[below(m, 4)]);
    }
    if (chance(m, 50)) put(m, ",\"minimum\":%d.%02d", between(m, 1, 90000), below(m, 100));
    if (chance(m, 50)) put(m, ",\"investment\":\"=a_money / 7\"");
    put(m, "}");
}

static void partners(maker *m)
{
    static const char *const cohorts[] = { "si", "agencies", "var", "tech" };
    static const char *const claims[] = { "accenture", "aws", "zoho" };
    const int n_cohorts = below(m, 5), n_claims = below(m, 4);
    if (n_cohorts) {
        put(m, "\"cohorts\":{");
        for (int i = 0; i < n_cohorts; i++) {
            put(m, i ? "," : "");
            cohort(m, cohorts[i]);
        }
        put(m, "},");
        m->opens_with_partners = chance(m, 60);
    }
    if (n_claims == 0) return;
    put(m, "\"partners\":{");
    for (int i = 0; i < n_claims; i++) {
        put(m, i ? "," : "");
        claim(m, claims[i]);
    }
    put(m, "},");
}

static void component(maker *m, const char *id)
{
    static const char *const credits[] = { "sourced", "influenced", "any" };
    put(m,
        "\"%s\":{\"event\":\"new\",\"credit\":\"%s\",\"base\":\"net_price\",\"schedule\":{"
        "\"flat\":",
        id, credits[below(m, 3)]);
    level(m, 30);
    put(m, "}");
    if (chance(m, 20)) put(m, ",\"lag\":\"%d weeks\"", between(m, 0, 14));
    put(m, "}");
}

static void costs(maker *m)
{
    put(m, "\"commission\":{\"plan_a\":{");
    component(m, "fee");
    put(m, "},\"plan_b\":{");
    component(m, "fee");
    put(m, ",");
    component(m, "extra");
    put(m, "}},\"budget\":{\"marketing\":");
    flow(m);
    put(m, ",\"events\":");
    flow(m);
    if (chance(m, 50)) {
        put(m, ",\"webinars\":{\"by_year\":[%d,%d],\"leads\":", 1000 * between(m, 0, 90),
            1000 * between(m, 1, 90));
        counts(m, 900);
        put(m, "%s}", chance(m, 50) ? ",\"memo\":true" : "");
    }
    if (chance(m, 60))
        put(m,
            ",\"managers\":{\"heads\":{\"by_year\":[%d,%d.5]},\"cost_per_head\":\"=a_cost\"}",
            between(m, 1, 3), between(m, 2, 5));
    if (chance(m, 30))
        put(m, ",\"staff\":{\"heads\":{\"by_month\":[1,2,3]},\"cost_per_head\":\"$%dK\"}",
            between(m, 50, 200));
    put(m, "},");
}

static void definitions(maker *m)
{
    put(m, "\"roi\":{\"headline\":\"%s\",\"overlap\":\"%s\"",
        chance(m, 50) ? "multiple" : "net", chance(m, 30) ? "subset" : "exclusive");
    m->has_margin = chance(m, 80);
    if (m->has_margin) {
        put(m, ",\"gross_margin\":");
        if (chance(m, 70))
            fraction(m, 40, 95);
        else
            put(m, "\"=1 - a_rate\"");
    }
    if (chance(m, 50)) {
        put(m, ",\"baseline\":");
        fraction(m, 1, 40);
    }
    if (chance(m, 40)) {
        put(m, ",\"discount_rate\":");
        level(m, 20);
    }
    if (chance(m, 15)) put(m, ",\"collection\":%d", between(m, 0, 5));
    put(m, ",\"definitions\":{\"multiple\":{\"attributed\":[\"sourced\"],\"costs\":[\"budget."
           "marketing\",\"commission\"]}}}");
}

char *naive_scenario(uint64_t number)
{
    maker m = { .state = number * 1000003 + 17 };
    m.months = chance(&m, 20) ? between(&m, 1, 40) : 12 * between(&m, 1, 3);
    m.years = (m.months + 11) / 12 > 3 ? 3 : (m.months + 11) / 12;
    put(&m,
        "{\"format\":\"partnercast/1\",\"about\":{\"title\":\"random "
        "%llu\"},\"currency\":\"%s\",\"start\":\"2025-0%d\",\"months\":%d,"
        "\"fiscal_year_start\":%d,",
        (unsigned long long)number, "USD", between(&m, 1, 9), m.months, between(&m, 1, 12));
    put(&m,
        "\"run\":{\"trials\":1024,\"seed\":%d,\"record\":[\"*@m*\",\"*@q*\",\"*@y*\",\"*@all\"]"
        "},",
        below(&m, 1000));
    assumptions(&m);
    correlations(&m);
    products(&m);
    channels(&m);
    costs(&m);
    partners(&m);
    opening(&m);
    definitions(&m);
    put(&m, ",\"stated\":{\"revenue.total\":{\"by_year\":[%d]},\"cost.budget\":%d",
        between(&m, 1000, 4000000), between(&m, 1000, 4000000));
    if (m.has_margin) put(&m, ",\"payback.month\":%d", between(&m, 1, m.months));
    put(&m, "},");
    put(&m, "\"targets\":{\"t\":{\"metric\":\"cost.total@y1\",\"op\":\"<=\",\"value\":%d}}}\n",
        between(&m, 1000, 4000000));
    return m.text;
}
