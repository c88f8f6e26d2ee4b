/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cohorts and named partners, and what the programme costs. */
#include "generate.h"

/* ---- partners ---- */

static void count(maker *m, int most)
{
    switch (gen_below(m, 8)) {
    case 0:
        gen_put(m, "\"=%d * a_growth\"", gen_between(m, 1, most));
        break;
    case 1:
        gen_put(m, "{\"lognormal\":{\"mean\":%d,\"cv\":0.%d}}", gen_between(m, 2, most),
                gen_between(m, 1, 5));
        break;
    case 2:
        gen_put(m, "{\"poisson\":{\"mean\":%d.5}}", gen_between(m, 0, most));
        break;
    case 3:
        gen_put(m, "{\"negative_binomial\":{\"mean\":%d,\"dispersion\":0.%d}}",
                gen_between(m, 1, most), gen_between(m, 1, 9));
        break;
    case 4:
        gen_put(m, "{\"binomial\":{\"n\":%d,\"p\":0.%02d}}", gen_between(m, 1, most),
                gen_between(m, 5, 95));
        break;
    default:
        gen_put(m, "%d", gen_below(m, most));
        break;
    }
}

/* By year, by month, or one for all. */
static void counts(maker *m, int most)
{
    const bool by_year = gen_chance(m, 70);
    if (gen_chance(m, 15)) {
        gen_fiscal(m, 0, most);
        return;
    }
    if (gen_chance(m, 20)) {
        gen_put(m, "%d", gen_between(m, 1, most));
        return;
    }
    gen_put(m, "{\"%s\":[", by_year ? "by_year" : "by_month");
    for (int i = 0, n = gen_between(m, 1, by_year ? m->years : 5); i < n; i++) {
        if (i) gen_put(m, ",");
        count(m, most);
    }
    gen_put(m, "]}");
}

static const char *a_channel(maker *m)
{
    return m->channel[gen_below(m, m->n_channels)];
}

static void cohort(maker *m, const char *id)
{
    static const char *const exits[] = { "0.15", "\"=a_fixed\"",
                                         "{\"by_year\":[\"10%\",0.125]}",
                                         "{\"beta\":{\"mean\":0.1,\"n\":30}}" };
    const int kinds = gen_between(m, 1, 3);
    gen_put(m, "\"%s\":{\"channel\":\"%s\"", id, a_channel(m));
    if (kinds & 1) {
        gen_put(m, ",\"stock\":");
        if (gen_chance(m, 10))
            gen_put(m, "{\"from\":3,\"to\":%d,\"months\":%d}", gen_between(m, 4, 90),
                    gen_between(m, 1, 9));
        else
            counts(m, 200);
    }
    if (kinds & 2) {
        gen_put(m, ",\"entry\":");
        counts(m, 60);
    }
    if (gen_chance(m, 50)) gen_put(m, ",\"exit\":{\"per_year\":%s}", exits[gen_below(m, 4)]);
    if (gen_chance(m, 50)) {
        gen_put(m, ",\"active\":");
        gen_level(m, 100);
    }
    if (gen_chance(m, 50)) {
        gen_put(m, ",\"minimum\":");
        if (gen_chance(m, 70))
            gen_put(m, "\"$%dK\"", gen_between(m, 1, 200));
        else
            gen_put(m, "\"=a_cost / %d\"", gen_between(m, 1, 9));
    }
    if (gen_chance(m, 40)) gen_put(m, ",\"leads\":%d.%d", gen_below(m, 9), gen_below(m, 10));
    gen_put(m, "}");
}

static void claim(maker *m, const char *id)
{
    static const char *const credits[] = { "", ",\"credit\":\"sourced\"",
                                           ",\"credit\":\"influenced\"",
                                           ",\"credit\":\"any\"" };
    gen_put(m, "\"%s\":{\"channel\":\"%s\"", id, a_channel(m));
    if (gen_chance(m, 80)) {
        gen_put(m, ",\"target\":");
        gen_flow(m);
        gen_put(m, "%s", credits[gen_below(m, 4)]);
    }
    if (gen_chance(m, 50))
        gen_put(m, ",\"minimum\":%d.%02d", gen_between(m, 1, 90000), gen_below(m, 100));
    if (gen_chance(m, 50)) gen_put(m, ",\"investment\":\"=a_money / 7\"");
    gen_put(m, "}");
}

void gen_partners(maker *m)
{
    static const char *const cohorts[] = { "si", "agencies", "var", "tech" };
    static const char *const claims[] = { "accenture", "aws", "zoho" };
    const int n_cohorts = gen_below(m, 5), n_claims = gen_below(m, 4);
    if (n_cohorts) {
        gen_put(m, "\"cohorts\":{");
        for (int i = 0; i < n_cohorts; i++) {
            gen_put(m, i ? "," : "");
            cohort(m, cohorts[i]);
        }
        gen_put(m, "},");
        m->opens_with_partners = gen_chance(m, 60);
    }
    if (n_claims == 0) return;
    gen_put(m, "\"partners\":{");
    for (int i = 0; i < n_claims; i++) {
        gen_put(m, i ? "," : "");
        claim(m, claims[i]);
    }
    gen_put(m, "},");
}

/* The second one of a plan has a number: both together stay below 1. */
static void component(maker *m, const char *id, bool second)
{
    static const char *const credits[] = { "sourced", "influenced", "any" };
    gen_put(m,
            "\"%s\":{\"event\":\"new\",\"credit\":\"%s\",\"base\":\"net_price\",\"schedule\":{"
            "\"flat\":",
            id, credits[gen_below(m, 3)]);
    if (second)
        gen_fraction(m, 1, 30);
    else
        gen_level(m, 30);
    gen_put(m, "}");
    if (gen_chance(m, 20)) gen_put(m, ",\"lag\":\"%d weeks\"", gen_between(m, 0, 14));
    if (gen_chance(m, 20))
        gen_put(m, ",\"payment\":{\"hold\":%d,\"calendar\":\"%s\"}", gen_between(m, 0, 4),
                gen_chance(m, 50) ? "quarterly" : "monthly");
    gen_put(m, "}");
}

void gen_commission(maker *m)
{
    gen_put(m, "\"commission\":{\"plan_a\":{");
    component(m, "fee", false);
    gen_put(m, "},\"plan_b\":{");
    component(m, "fee", false);
    gen_put(m, ",");
    component(m, "extra", true);
    gen_put(m, "}},");
}

void gen_budget(maker *m)
{
    gen_put(m, "\"budget\":{\"marketing\":");
    gen_flow(m);
    gen_put(m, ",\"events\":");
    gen_flow(m);
    if (gen_chance(m, 50)) {
        gen_put(m,
                ",\"webinars\":{\"by_year\":[%d,%d],\"leads\":", 1000 * gen_between(m, 0, 90),
                1000 * gen_between(m, 1, 90));
        counts(m, 900);
        gen_put(m, "%s}", gen_chance(m, 50) ? ",\"memo\":true" : "");
    }
    if (gen_chance(m, 60))
        gen_put(
            m,
            ",\"managers\":{\"heads\":{\"by_year\":[%d,%d.5]},\"cost_per_head\":\"=a_cost\"}",
            gen_between(m, 1, 3), gen_between(m, 2, 5));
    if (gen_chance(m, 30))
        gen_put(m, ",\"staff\":{\"heads\":{\"by_month\":[1,2,3]},\"cost_per_head\":\"$%dK\"}",
                gen_between(m, 50, 200));
    gen_put(m, "},");
}
