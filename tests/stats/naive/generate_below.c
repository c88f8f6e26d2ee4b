/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programmes of partners one by one: how they come, work, climb, are paid and leave. */
#include "generate.h"

#include <string.h>

static const char *const ladder_ids[] = { "level", "track", "score" };

/* ---- ladders ---- */

typedef struct rung {
    int n_tiers;
    bool by_chance, counts_customers;
} rung;

/* Thresholds rise with the tier, so that all of them are met by somebody. */
static void condition(maker *m, int kind, int tier, bool points)
{
    static const char *const names[] = { "bookings", "deals", "certifications_earned",
                                         "months",   "csat",  "certifications",
                                         "customers" };
    gen_put(m, "\"%s\":{", names[kind]);
    if (kind < 3) switch (gen_below(m, 4)) {
        case 0:
            gen_put(m, "\"window\":\"lifetime\",");
            break;
        default:
            gen_put(m, "\"trailing_months\":%d,", gen_between(m, 1, 14));
        }
    if (kind == 0 && gen_chance(m, 30))
        gen_put(m, "\"min\":\"=a_money * %d / 9\"", tier);
    else if (kind == 0)
        gen_put(m, "\"min\":%d", tier * gen_between(m, 5, 60) * 1000);
    else if (kind == 4)
        gen_put(m, "\"level\":{\"by_month\":[3,4,%d.5]},\"min\":%d", gen_between(m, 1, 4),
                gen_between(m, 2, 4));
    else
        gen_put(m, "\"min\":%d", tier * gen_between(m, kind == 1 ? 0 : 1, 3));
    if (points) {
        gen_put(m, ",\"weight\":%d", gen_between(m, 30, 60));
        if (gen_chance(m, 40)) gen_put(m, ",\"floor\":%d", gen_between(m, 0, 8));
    }
    gen_put(m, "}");
}

static void conditions(maker *m, int tier, bool points)
{
    const int which = gen_between(m, 1, 127);
    bool any = false;
    gen_put(m, "{");
    for (int k = 0; k < 7; k++) {
        if (!(which & (1 << k)) || (k > 2 && gen_chance(m, 60) && which != (1 << k))) continue;
        if (any) gen_put(m, ",");
        condition(m, k, tier, points);
        any = true;
    }
    if (!any) condition(m, 0, tier, points);
    gen_put(m, "}");
}

static void test(maker *m, const char *name, int tier)
{
    gen_put(m, ",\"%s\":", name);
    switch (gen_below(m, 4)) {
    case 0:
        gen_put(m, "{\"any\":");
        conditions(m, tier, false);
        break;
    case 1:
        gen_put(m, "{\"any_of\":{\"sales\":{\"all\":");
        conditions(m, tier, false);
        gen_put(m, "},\"skills\":{\"all\":");
        conditions(m, tier, false);
        gen_put(m, "}}");
        break;
    case 2:
        gen_put(m, "{\"points\":{\"pass\":%d,\"metrics\":", gen_between(m, 5, 30));
        conditions(m, tier, true);
        gen_put(m, "}");
        break;
    default:
        gen_put(m, "{\"all\":");
        conditions(m, tier, false);
    }
    gen_put(m, "}");
}

static void direction(maker *m, const char *name, bool down)
{
    gen_put(m, ",\"%s\":{\"every_months\":%d,\"move\":\"%s\"", name, gen_between(m, 1, 12),
            gen_chance(m, 50) ? "one_step" : "to_qualified");
    if (down && gen_chance(m, 60)) gen_put(m, ",\"grace\":%d", gen_below(m, 3));
    gen_put(m, "}");
}

static void review(maker *m)
{
    gen_put(m, ",\"review\":{\"effective\":\"%s\"",
            gen_chance(m, 50) ? "next_month" : "same_month");
    if (gen_chance(m, 50)) {
        direction(m, "promote", false);
        direction(m, "demote", true);
    } else if (gen_chance(m, 60)) {
        gen_put(m, ",\"every_months\":%d,\"grace\":%d", gen_between(m, 1, 6), gen_below(m, 2));
    }
    if (gen_chance(m, 40)) gen_put(m, ",\"hysteresis\":0.%d", gen_between(m, 3, 9));
    if (gen_chance(m, 40)) gen_put(m, ",\"protected_months\":%d", gen_between(m, 1, 9));
    gen_put(m, "}");
}

static void tier(maker *m, const char *id, int t)
{
    const int lift = gen_below(m, 90);
    gen_put(m, "%s\"%s\":{\"lead_multiplier\":1.%d", t ? "," : "", id, lift);
    if (lift % 3 == 0) /* half a cent is rounded to even */
        gen_put(m, ",\"fee\":{\"by_year\":[%d.125,\"=a_money / 1000\"]}", lift * 40);
    if (t > 0) {
        if (gen_chance(m, 15))
            gen_put(m, ",\"earned\":false");
        else
            test(m, "qualify", t);
        if (gen_chance(m, 30)) test(m, "maintain", t);
    }
    gen_put(m, "}");
}

/* Rows of a transition matrix in hundredths. */
static void transition(maker *m, int n)
{
    gen_put(m,
            ",\"review\":{\"every_months\":3,\"effective\":\"%s\"},\"transition\":{\"every\":"
            "\"quarter\",\"matrix\":{",
            gen_chance(m, 50) ? "next_month" : "same_month");
    for (int i = 0; i < n; i++) {
        int left = 100;
        gen_put(m, "%s\"%s\":{", i ? "," : "", gen_tier_ids[i]);
        for (int k = 0; k < n; k++) {
            const int part = k + 1 < n ? gen_below(m, left + 1) : left;
            gen_put(m, "%s\"%s\":%d.%02d", k ? "," : "", gen_tier_ids[k], part / 100,
                    part % 100);
            left -= part;
        }
        gen_put(m, "}");
    }
    gen_put(m, "}}");
}

static void ladder(maker *m, const char *id, rung *of)
{
    of->n_tiers = m->all_climb ? 5 : gen_between(m, 2, 5);
    of->by_chance = gen_chance(m, 20);
    const size_t begins = m->n;
    gen_put(m, "\"%s\":{\"order\":[", id);
    for (int t = 0; t < of->n_tiers; t++) gen_put(m, "%s\"%s\"", t ? "," : "", gen_tier_ids[t]);
    gen_put(m, "]");
    if (of->by_chance)
        transition(m, of->n_tiers);
    else
        review(m);
    gen_put(m, ",\"tiers\":{");
    for (int t = 0; t < of->n_tiers; t++)
        if (of->by_chance)
            gen_put(m, "%s\"%s\":{\"lead_multiplier\":1.%d,\"fee\":%d}", t ? "," : "",
                    gen_tier_ids[t], t, 100 * t);
        else
            tier(m, gen_tier_ids[t], t);
    gen_put(m, "}}");
    of->counts_customers = strstr(m->text + begins, "\"customers\"") != NULL;
}

/* ---- who works how ---- */

static void dozing(maker *m)
{
    if (gen_chance(m, 40)) {
        gen_put(m, ",\"activation\":{\"fraction\":");
        gen_level(m, 100);
        if (gen_chance(m, 60))
            gen_put(m, ",\"delay\":{\"exponential\":{\"mean\":%d.5},\"each\":\"partner\"}",
                    gen_between(m, 0, 6));
        gen_put(m, "}");
    }
    if (gen_chance(m, 30))
        gen_put(m, ",\"dormancy\":{\"per_month\":0.%d,\"wakes_per_month\":0.%d}",
                gen_between(m, 1, 5), gen_between(m, 0, 9));
}

static void sizes(maker *m)
{
    gen_put(m, ",\"acv\":");
    switch (gen_below(m, 4)) {
    case 0:
        gen_put(m, "%d.25", gen_between(m, 100, 90000));
        break;
    case 1:
        gen_put(m, "\"=a_money / %d\"", gen_between(m, 20, 90));
        break;
    case 2:
        gen_put(m, "{\"lognormal\":{\"mean\":\"=a_money / 40\",\"cv\":0.%d},\"each\":\"deal\"}",
                gen_between(m, 2, 9));
        break;
    default:
        gen_put(m, "{\"gamma\":{\"shape\":1.5,\"mean\":%d},\"each\":\"deal\"}",
                gen_between(m, 500, 60000));
    }
}

static void selling(maker *m)
{
    if (gen_chance(m, 50))
        gen_put(m, ",\"productivity\":{\"%s\":{\"shape\":0.8,\"mean\":1},\"each\":\"partner\"}",
                "gamma");
    else if (gen_chance(m, 50))
        gen_put(m, ",\"productivity\":{\"top\":\"20%%\",\"earn\":\"70%%\",\"size\":30}");
    const bool leads = gen_chance(m, 30);
    gen_put(m, ",\"%s\":{\"per_month\":", leads ? "leads" : "deals");
    if (gen_chance(m, 30))
        gen_put(m, "\"=a_rate * %d\"", gen_between(m, 1, 4));
    else
        gen_put(m, "0.%d", gen_between(m, 1, 9));
    if (gen_chance(m, 50)) gen_put(m, ",\"ramp\":{\"linear_months\":%d}", gen_between(m, 1, 9));
    if (gen_chance(m, 30)) gen_put(m, ",\"dispersion\":0.%d", gen_between(m, 1, 9));
    if (leads) {
        gen_put(m, ",\"win_rate\":");
        gen_level(m, 90);
        if (gen_chance(m, 70))
            gen_put(m,
                    ",\"cycle\":{\"weibull\":{\"shape\":1.2,\"mean\":%d.6},\"each\":\"deal\"}",
                    gen_between(m, 0, 7));
    }
    gen_put(m, "}");
    sizes(m);
}

static void leaving(maker *m, const rung *of)
{
    const char *each = gen_chance(m, 50) ? "month" : "year";
    if (!gen_chance(m, 80)) return;
    if (!of || gen_chance(m, 40)) {
        gen_put(m, ",\"exit\":{\"per_%s\":", each);
        gen_level(m, *each == 'm' ? 8 : 60);
        gen_put(m, "}");
        return;
    }
    gen_put(m, ",\"exit\":{\"per_%s_by_tier\":{", each);
    for (int t = 0; t < of->n_tiers; t++)
        gen_put(m, "%s\"%s\":0.%02d", t ? "," : "", gen_tier_ids[t], gen_between(m, 0, 9));
    gen_put(m, "}}");
}

static void conduct(maker *m, int ladder, const rung *of)
{
    if (of) {
        gen_put(m, ",\"ladder\":\"%s\"", ladder_ids[ladder]);
        if (gen_chance(m, 30))
            gen_put(m, ",\"tier\":\"%s\"", gen_tier_ids[gen_below(m, of->n_tiers)]);
    }
    if (gen_chance(m, 40))
        gen_put(m, ",\"onboarding\":{\"meet\":\"%d weeks\",\"learn\":\"%d days\"}",
                gen_between(m, 0, 9), gen_between(m, 1, 60));
    dozing(m);
    if (gen_chance(m, 50))
        gen_put(m, ",\"certifications\":{\"earned_per_month\":0.%d%s", gen_between(m, 1, 9),
                gen_chance(m, 50) ? ",\"valid_months\":5}" : "}");
    if (m->renews == GEN_BY_LIFETIME || (of && of->counts_customers && gen_chance(m, 60)))
        gen_put(m, ",\"customers\":{\"lifetime\":%d}", gen_between(m, 2, 20));
    leaving(m, of);
}

/* ---- who comes ---- */

static void coming(maker *m)
{
    gen_put(m, ",\"entry\":");
    switch (gen_below(m, 4)) {
    case 0:
        gen_put(m, "{\"arrivals_per_month\":");
        if (gen_chance(m, 50))
            gen_put(m, "0.%d}", gen_between(m, 1, 9));
        else
            gen_put(m, "\"=a_rate\"}");
        break;
    case 1:
        gen_put(m, "{\"by_year\":[%d,%d]}", gen_between(m, m->months < 12 ? 12 : 1, 20),
                gen_between(m, 0, 15));
        break;
    default:
        gen_put(m, "{\"by_month\":[%d,%d,%d,0,1,0]}", gen_between(m, 1, 12), gen_below(m, 4),
                gen_below(m, 5));
    }
}

/* Or so many are to be there, whoever leaves. */
static void stock(maker *m)
{
    if (gen_chance(m, 50))
        gen_put(m, ",\"stock\":{\"by_year\":[%d,%d]}", gen_between(m, 2, 20),
                gen_between(m, 5, 30));
    else
        gen_put(m, ",\"stock\":{\"by_month\":[%d,3,4,2,%d]}", gen_between(m, 0, 5),
                gen_between(m, 2, 9));
}

static const char *channel(maker *m)
{
    return gen_chance(m, 70) ? "si" : "var";
}

static void cohort(maker *m, int i, const rung *rungs, int n_ladders)
{
    static const char *const ids[] = { "big", "small", "new" };
    const int of = gen_below(m, m->all_climb ? n_ladders : n_ladders + 1);
    gen_put(m, "%s\"%s\":{\"channel\":\"%s\"", i ? "," : "", ids[i], channel(m));
    if (gen_chance(m, 80))
        coming(m);
    else
        stock(m);
    if (gen_chance(m, 15))
        gen_put(m, ",\"referral\":{\"per_partner_month\":0.0%d}", gen_between(m, 1, 5));
    conduct(m, of, of < n_ladders ? &rungs[of] : NULL);
    selling(m);
    if (gen_chance(m, 20)) gen_put(m, ",\"stream\":\"cohorts/other-%d\"", i);
    gen_put(m, "}");
}

static void named(maker *m, int i, const rung *rungs, int n_ladders)
{
    static const char *const ids[] = { "acme", "slalom" };
    const int of = gen_below(m, m->all_climb ? n_ladders : n_ladders + 1);
    gen_put(m, "%s\"%s\":{\"channel\":\"%s\",\"start_month\":%d", i ? "," : "", ids[i],
            channel(m), gen_between(m, 1, m->months));
    conduct(m, of, of < n_ladders ? &rungs[of] : NULL);
    const bool stated = gen_chance(m, 50);
    if (stated) {
        gen_put(m, ",\"revenue\":");
        gen_flow(m);
    } else {
        selling(m);
    }
    if (gen_chance(m, 50) || (m->by_deal && stated)) {
        const bool by_deal = !stated && gen_chance(m, 40);
        gen_put(m, ",\"credit\":{%s\"sourced\":", by_deal ? "\"by_deal\":{" : "");
        gen_level(m, 50);
        gen_put(m, ",\"influenced\":");
        gen_level(m, 49);
        gen_put(m, by_deal ? "}}" : "}");
    }
    if (stated || gen_chance(m, 40)) gen_put(m, ",\"commission\":\"plan_c\"");
    gen_put(m, "}");
}

/* ---- sections ---- */

void gen_below_channels(maker *m)
{
    static const char *const ids[] = { "si", "var" };
    gen_put(m, "\"channels\":{");
    if (gen_chance(m, 40))
        m->renews = m->has_products && gen_chance(m, 60) ? GEN_BY_PRODUCT : GEN_BY_LIFETIME;
    m->has_terms = m->renews;
    for (int i = 0; i < 2; i++) {
        m->channel[m->n_channels++] = ids[i];
        gen_put(m, "\"%s\":{\"type\":\"partners\"", ids[i]);
        if (gen_chance(m, 35)) {
            m->cannibalises = true;
            gen_put(m, ",\"cannibalises\":{\"channel\":\"direct\",\"share\":");
            gen_level(m, 90);
            gen_put(m, "}");
        }
        m->has_deals = true;
        gen_terms(m, i);
        m->has_deals = false;
        gen_put(m, ",");
    }
    m->channel[m->n_channels++] = "direct";
    gen_put(m, "\"direct\":{\"type\":\"amount\",\"revenue\":");
    gen_flow(m);
    m->plan = "plan_d";
    m->has_terms = false;
    gen_terms(m, 2);
    gen_put(m, "},\"sets\":{\"some\":[\"si\",\"direct\"]},");
}

void gen_below_partners(maker *m)
{
    rung rungs[3];
    m->all_climb = gen_chance(m, 50);
    const int n_ladders = gen_between(m, 1, 3), n_cohorts = gen_between(m, 1, 3),
              n_named = gen_below(m, 3);
    gen_put(m, "\"ladders\":{");
    for (int i = 0; i < n_ladders; i++) {
        if (i) gen_put(m, ",");
        ladder(m, ladder_ids[i], &rungs[i]);
    }
    gen_put(m, "},\"cohorts\":{");
    for (int i = 0; i < n_cohorts; i++) cohort(m, i, rungs, n_ladders);
    gen_put(m, "},\"partners\":{");
    for (int i = 0; i < n_named; i++) named(m, i, rungs, n_ladders);
    gen_put(m, "},");
}
