/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as scenarios write them: fractions, amounts, distributions, assumptions, flows. */
#include "generate.h"

/* Fractions have two decimals, so that ties and exact sums are common. */
void gen_fraction(maker *m, int low_percent, int high_percent)
{
    const int percent = gen_between(m, low_percent, high_percent);
    if (gen_chance(m, 50))
        gen_put(m, "\"%d%%\"", percent);
    else
        gen_put(m, "%d.%02d", percent / 100, percent % 100);
}

/* A year's amount may not change within the year; a month's may. */
void gen_amount(maker *m, bool by_month)
{
    if (by_month && gen_chance(m, 40)) {
        gen_put(m, "\"=a_money * a_luck / %d + month * a_visits\"", gen_between(m, 2, 30));
        return;
    }
    switch (gen_below(m, 4)) {
    case 0:
        gen_put(m, "%d", 1000 * gen_between(m, 1, 5000));
        break;
    case 1:
        gen_put(m, "%d.%02d", gen_between(m, 1, 99999), gen_below(m, 100));
        break;
    case 2:
        gen_put(m, "\"$%dK\"", gen_between(m, 1, 5000));
        break;
    default:
        gen_put(m, "\"=a_money * %d.%d + %d * a_deals\"", gen_below(m, 3), gen_between(m, 1, 9),
                gen_between(m, 1, 1000));
        break;
    }
}

/* The cadence is noted for the i-th of the assumptions that may be correlated. */
static const char *each(maker *m, int n, int i)
{
    static const char *const cadences[] = { "", ", \"each\": \"trial\"", ", \"each\": \"year\"",
                                            ", \"each\": \"quarter\"",
                                            ", \"each\": \"month\"" };
    const int k = gen_below(m, n);
    m->cadence[i] = k ? k - 1 : 0;
    return cadences[k];
}

/* One with atoms, gaps, quantiles or a long tail, chosen by mid itself. */
static void rarer_distribution(maker *m, double low, double mid, double high)
{
    switch ((unsigned)(mid * 1000.0) % 8) {
    case 0:
        gen_put(m, "{\"uniform\":{\"min\":%.6g,\"max\":%.6g}}", low, high);
        break;
    case 1:
        gen_put(m, "{\"discrete\":{\"values\":[%.6g,%.6g,%.6g],\"weights\":[1,4,2]}}", low, mid,
                high);
        break;
    case 2:
        gen_put(m,
                "{\"mixture\":[{\"weight\":2,\"of\":%.6g},{\"weight\":3,\"of\":{\"uniform\":{"
                "\"min\":%.6g,"
                "\"max\":%.6g}}}]}",
                low, mid, high);
        break;
    case 3:
        gen_put(
            m,
            "{\"metalog\":{\"quantiles\":{\"10%%\":%.6g,\"30%%\":%.6g,\"50%%\":%.6g,\"90%%\":%."
            "6g},"
            "\"min\":0},\"max\":%.6g}",
            low, 0.88 * mid, mid, 1.4 * mid, high);
        break;
    case 4:
        gen_put(m, "{\"exponential\":{\"mean\":%.6g},\"max\":%.6g}", mid, 4 * mid);
        break;
    case 5:
        gen_put(m,
                "{\"student\":{\"df\":%u,\"mean\":%.6g,\"scale\":%.6g},\"min\":0,\"max\":%.6g}",
                3 + (unsigned)mid % 4, mid, 0.1 * mid, 2 * mid);
        break;
    case 6:
        gen_put(m, "{\"empirical\":{\"values\":[%.6g,%.6g,%.6g,%.6g]}}", mid, low, high, low);
        break;
    default:
        gen_put(m, "{\"weibull\":{\"shape\":4,\"mean\":%.6g},\"max\":%.6g}", mid, high);
        break;
    }
}

/* A distribution about `mid`, of any family. */
void gen_distribution(maker *m, double mid)
{
    const double low = mid * 0.7, high = mid * (1.2 + 0.1 * gen_below(m, 5));
    switch (gen_below(m, 9)) {
    case 0:
        rarer_distribution(m, low, mid, high);
        break;
    case 1:
        gen_put(m, "{\"triangular\":{\"min\":%.6g,\"mode\":%.6g,\"max\":%.6g}}", low, mid,
                high);
        break;
    case 2:
        gen_put(m, "{\"pert\":{\"min\":%.6g,\"mode\":%.6g,\"max\":%.6g}}", low, mid, high);
        break;
    case 3:
        gen_put(m, "{\"normal\":{\"mean\":%.6g,\"sd\":%.6g},\"min\":0}", mid, 0.1 * mid);
        break;
    case 4:
        gen_put(m, "{\"lognormal\":{\"mean\":%.6g,\"cv\":0.%d}}", mid, gen_between(m, 1, 6));
        break;
    case 5:
        gen_put(m, "{\"lognormal\":{\"median\":%.6g,\"sigma\":0.%d},\"max\":%.6g}", mid,
                gen_between(m, 1, 6), 3 * mid);
        break;
    case 6:
        gen_put(m, "{\"gamma\":{\"shape\":%d,\"mean\":%.6g}}", gen_between(m, 1, 30), mid);
        break;
    case 7:
        gen_put(m, "{\"normal\":{\"mean\":%.6g,\"sd\":%.6g},\"min\":%.6g,\"max\":%.6g}", mid,
                0.2 * mid, low, high);
        break;
    default:
        gen_put(m, "{\"low\":%.6g,\"mid\":%.6g,\"high\":%.6g}", 0.7 * mid, mid, 1.4 * mid);
        break;
    }
}

static void uncertain(maker *m, const char *id, double mid, const char *unit, int n_cadences,
                      int i)
{
    gen_put(m, "\"%s\":{\"value\":", id);
    gen_distribution(m, mid);
    gen_put(m, ",\"unit\":\"%s\"%s", unit, each(m, n_cadences, i));
    if (gen_chance(m, 40)) gen_put(m, ",\"plan\":%.6g", mid * 1.1);
    gen_put(m, "},");
}

/* The named assumptions that are one draw of the same cadence, in pairs; weak enough that any
 * of them are possible together, strong ones where there are two. */
static void pairs_of(maker *m)
{
    static const char *const ids[] = { "a_cost", "a_rate", "a_money", "a_growth", "a_luck" };
    static const char *const strong[] = { "-1", "1", "0.9", "-0.85", "0.4" };
    const char *same[5];
    int n = 0, each_of = gen_below(m, 3), pairs = 0;
    for (int i = 0; i < 5; i++)
        if (m->cadence[i] == each_of) same[n++] = ids[i];
    if (n < 2 || gen_chance(m, 40)) return;
    gen_put(m, "\"correlations\":{");
    if (gen_chance(m, 30)) {
        gen_put(m, "\"together\":{\"between\":[");
        for (int i = 0; i < n; i++) gen_put(m, "%s\"%s\"", i ? "," : "", same[i]);
        gen_put(m, "],\"spearman\":%s}", gen_chance(m, 20) ? "1" : "0.55");
    } else if (n == 2) {
        gen_put(m, "\"pair\":{\"between\":[\"%s\",\"%s\"],\"spearman\":%s}", same[0], same[1],
                strong[gen_below(m, 5)]);
    } else {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++)
                if (gen_chance(m, 60))
                    gen_put(m, "%s\"p%d\":{\"between\":[\"%s\",\"%s\"],\"spearman\":%s0.%02d}",
                            pairs++ ? "," : "", 10 * i + j, same[i], same[j],
                            gen_chance(m, 50) ? "-" : "", gen_below(m, 23));
    }
    gen_put(m, "},");
}

/* With luck of their own, so that the scenarios are else what they were without. */
void gen_correlations(maker *m)
{
    const uint64_t state = m->state;
    m->state ^= 0x5851f42d4c957f2du;
    pairs_of(m);
    m->state = state;
}

/* Counts whose mean is drawn itself: of every size, and a negative binomial of dispersion 0. */
static void counted(maker *m)
{
    const int size = (int)(m->state >> 60);
    gen_put(m,
            "\"a_deals\":{\"value\":{\"poisson\":{\"mean\":\"=%d * a_growth\"},\"each\":"
            "\"year\"},\"unit\":\"count\"},",
            1 + 7 * size);
    gen_put(m,
            "\"a_visits\":{\"value\":{\"negative_binomial\":{\"mean\":\"=a_growth * a_luck * "
            "(%d + month)\",\"dispersion\":%s},\"each\":\"month\"},\"unit\":\"count\"},",
            size / 2, size % 3 ? "0.4" : "0");
}

void gen_assumptions(maker *m)
{
    gen_put(m, "\"assumptions\":{");
    counted(m);
    uncertain(m, "a_money", 1000.0 * gen_between(m, 1, 4000), "money", 3, 2);
    uncertain(m, "a_growth", 0.5 + 0.1 * gen_below(m, 20), "multiple", 3, 3);
    uncertain(m, "a_luck", 1, "multiple", 5, 4);
    gen_put(m,
            "\"a_rate\":{\"value\":{\"beta\":{\"mean\":0.%02d,\"n\":%d}}%s,\"plan\":\"%d%%\"},",
            gen_between(m, 5, 30), gen_between(m, 4, 60), each(m, 5, 1), gen_between(m, 5, 30));
    gen_put(
        m,
        "\"a_cost\":{\"value\":{\"low\":\"$%dK\",\"mid\":\"$150K\",\"high\":\"$%dK\"},\"plan\":"
        "%d},",
        gen_between(m, 90, 120), gen_between(m, 190, 230), 1000 * gen_below(m, 200));
    gen_put(m, "\"a_fixed\":\"%d%%\",", gen_between(m, 1, 60));
    gen_put(m, "\"a_by_year\":{\"value\":{\"by_year\":[0.%02d,0.%02d,\"=a_rate\"]}},",
            gen_between(m, 1, 60), gen_between(m, 1, 60));
    gen_put(m, "\"a_path\":{\"value\":{\"by_month\":[0.%02d,0.%02d,0.%02d]}},",
            gen_between(m, 1, 50), gen_between(m, 1, 50), gen_between(m, 1, 50));
    gen_put(
        m,
        "\"a_ramp\":{\"value\":{\"from\":0.1,\"to\":\"=a_fixed\",\"start_month\":%d,\"months\":"
        "%d,\"shape\":\"%s\"}},",
        gen_between(m, 1, 6), gen_between(m, 1, 9), gen_chance(m, 50) ? "linear" : "s-curve");
    gen_put(
        m,
        "\"a_formula\":{\"value\":\"=min(0.9, max(a_rate, 0.1) ^ %d * if(year >= 2, 0.8, 1) + "
        "a_fixed / 4)\"}},",
        gen_between(m, 1, 3));
}

/* A level between 0 and 1: as a plan writes it, by year, or by formula. */
void gen_level(maker *m, int high_percent)
{
    static const char *const formulas[] = { /* all below 1; halved where only half is free */
                                            "a_rate",
                                            "a_fixed / 2",
                                            "a_formula / 2",
                                            "a_by_year",
                                            "a_path",
                                            "a_ramp",
                                            "0.3 * a_rate",
                                            "(1 - a_rate) / 2",
                                            "a_rate * (year < 2) / 2 + a_fixed / 50",
                                            "if(a_fixed > a_rate, a_rate, a_fixed) / 3"
    };
    switch (gen_below(m, 4)) {
    case 0:
    case 1:
        gen_fraction(m, 1, high_percent);
        break;
    case 2:
        gen_put(m, "{\"by_year\":[");
        gen_fraction(m, 1, high_percent);
        gen_put(m, ",");
        gen_fraction(m, 1, high_percent);
        gen_put(m, gen_chance(m, 20) ? "],\"basis\":\"fiscal\"}" : "]}");
        break;
    default:
        gen_put(m, high_percent > 40 ? "\"=(%s) / 2\"" : "\"=%s\"", formulas[gen_below(m, 10)]);
        break;
    }
}

/* Numbers of fiscal years: nothing in them may change with the programme year. */
void gen_fiscal(maker *m, int least, int most)
{
    gen_put(m, "{\"by_year\":[");
    for (int i = 0, n = gen_between(m, 1, m->years + 1); i < n; i++)
        gen_put(m, "%s%d", i ? "," : "", gen_between(m, least, most));
    gen_put(m, "],\"basis\":\"fiscal\"}");
}

void gen_flow(maker *m)
{
    const bool by_year = gen_chance(m, 60);
    if (gen_chance(m, 10)) {
        gen_fiscal(m, 1000, 3000000);
        return;
    }
    if (gen_chance(m, 25)) {
        gen_amount(m, false);
        return;
    }
    gen_put(m, "{\"%s\":[", by_year ? "by_year" : "by_month");
    for (int i = 0, n = gen_between(m, 1, by_year ? m->years : 5); i < n; i++) {
        if (i) gen_put(m, ",");
        gen_amount(m, !by_year);
    }
    gen_put(m, "]");
    if (by_year && gen_chance(m, 20)) gen_put(m, ",\"profile\":{\"by_month\":[1,2,3,0,1]}");
    gen_put(m, "}");
}
