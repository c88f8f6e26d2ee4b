/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sells what: products, channels with their terms, what there is at the start. */
#include "generate.h"

#include <string.h>

static const char *const ids[GEN_CHANNELS] = { "zeta",  "direct", "m-1", "beta",   "oem_2",
                                               "alpha", "si",     "var", "resell", "zz9",
                                               "msp-b", "aws",    "isv", "gamma",  "kappa",
                                               "b2",    "delta",  "eta", "theta",  "iota" };

/* Shares of n channels that sum to 1 in every year, two decimals each; one may be the rest. */
static void shares(maker *m, int n, int years, int out[GEN_CHANNELS][4])
{
    for (int y = 0; y < years; y++) {
        int left = 100;
        for (int c = 0; c + 1 < n; c++) left -= out[c][y] = gen_below(m, left / (n - c) + 1);
        out[n - 1][y] = left;
    }
}

static void credit(maker *m)
{
    if (m->has_deals && gen_chance(m, 40)) {
        m->by_deal = true;
        gen_put(m, ",\"credit\":{\"by_deal\":{\"sourced\":");
        gen_level(m, 50);
        if (gen_chance(m, 70)) {
            gen_put(m, ",\"influenced\":");
            gen_level(m, 49);
        }
        gen_put(m, "}}");
        return;
    }
    switch (gen_below(m, 6)) {
    case 0:
        break;
    case 1:
        gen_put(m, ",\"credit\":{\"sourced\":1}");
        break;
    case 2:
        gen_put(m, ",\"credit\":{\"influenced\":1}");
        break;
    case 3:
        gen_put(m, ",\"credit\":{\"sourced\":\"=a_fixed\",\"influenced\":\"=1 - a_fixed\"}");
        break;
    default:
        gen_put(m, ",\"credit\":{\"sourced\":");
        gen_level(m, 50);
        gen_put(m, ",\"influenced\":");
        gen_level(m, 49);
        gen_put(m, "}");
    }
}

void gen_terms(maker *m, int channel)
{
    static const char *const routes[] = { "direct", "resale", "marketplace", "wholesale",
                                          "oem" };
    static const char *const plans[] = { "plan_a", "plan_b" };
    if (gen_chance(m, 50)) gen_put(m, ",\"route\":\"%s\"", routes[gen_below(m, 5)]);
    if (gen_chance(m, 40)) {
        gen_put(m, ",\"fee\":");
        gen_level(m, 20);
    }
    credit(m);
    if (m->has_terms || gen_chance(m, 60))
        gen_put(m, ",\"commission\":\"%s\"", m->plan ? m->plan : plans[gen_below(m, 2)]);
    m->sells[channel] = 0;
    if (m->has_products && (m->has_terms || gen_chance(m, 70))) {
        const int which = gen_below(m, 2);
        m->sells[channel] = m->terms[which];
        gen_put(m, ",\"product\":\"%s\"", which ? "add-on" : "suite");
    }
    gen_put(m, "}");
}

static void rate(maker *m, const char *key, int high_percent)
{
    if (!gen_chance(m, 70)) return;
    gen_put(m, ",\"%s\":", key);
    gen_level(m, high_percent);
}

/* What renews every month may not grow by half each time: amounts stay below 2^53. */
static void growth(maker *m, const char *key, int high_percent, int term)
{
    if (term >= 6) {
        rate(m, key, high_percent);
    } else if (gen_chance(m, 70)) {
        gen_put(m, ",\"%s\":", key);
        gen_fraction(m, 1, term);
    }
}

static void product(maker *m, const char *id, int *term)
{
    static const int terms[] = { 1, 2, 3, 4, 6, 12, 12, 12, 24, 36, 48, 60 };
    gen_put(m, "\"%s\":{\"acv\":", id);
    if (gen_chance(m, 50))
        gen_put(m, "%d", 100 * gen_between(m, 1, 900));
    else if (gen_chance(m, 50))
        gen_put(m, "\"=a_money / %d + 100 * %s\"", gen_between(m, 5, 90),
                gen_chance(m, 50) ? "1" : "month");
    else {
        gen_put(m, "{\"value\":");
        gen_distribution(m, 100.0 * gen_between(m, 1, 900));
        gen_put(m, ",\"each\":\"%s\"}", gen_chance(m, 50) ? "trial" : "month");
    }
    gen_put(m, ",\"term_months\":%d", *term = terms[gen_below(m, 12)]);
    rate(m, "churn", 40);
    rate(m, "contraction", 30);
    growth(m, "expansion", 40, *term);
    growth(m, "uplift", 10, *term);
    if (gen_chance(m, 40))
        gen_put(m, ",\"billing\":\"%s\"",
                *term < 12 || gen_chance(m, 50) ? "monthly" : "annual");
    if (gen_chance(m, 50)) gen_put(m, ",\"collection\":\"%d days\"", gen_between(m, 0, 120));
    gen_put(m, "}");
}

void gen_products(maker *m)
{
    if (!(m->has_products = gen_chance(m, 50))) return;
    gen_put(m, "\"products\":{");
    product(m, "suite", &m->terms[0]);
    gen_put(m, ",");
    product(m, "add-on", &m->terms[1]);
    gen_put(m, "},");
}

/* Written when the channels stand: those that were given a product open with something. */
void gen_opening(maker *m)
{
    bool any = false;
    gen_put(m, "\"opening\":{");
    for (size_t i = 0; i < GEN_CHANNELS; i++) {
        if (!m->sells[i] || !gen_chance(m, 70)) continue;
        gen_put(m, "%s\"%s\":{\"arr\":", any ? "," : "\"channels\":{", m->channel[i]);
        any = true;
        gen_amount(m, false);
        if (gen_chance(m, 30)) gen_put(m, ",\"customers\":%d", gen_below(m, 90));
        if (gen_chance(m, 60)) {
            gen_put(m, ",\"renewals\":{\"by_month\":[%d.25", gen_below(m, 4));
            for (int k = gen_between(m, 1, m->sells[i]); k > 1; k--)
                gen_put(m, ",%d", gen_below(m, 3) + (k == 2));
            gen_put(m, "]}");
        }
        gen_put(m, "}");
    }
    if (any) gen_put(m, "}");
    if (m->opens_with_partners)
        gen_put(m, "%s\"partners\":{\"si\":%d}", any ? "," : "", gen_between(m, 1, 80));
    gen_put(m, "},");
}

void gen_channels(maker *m)
{
    const int n = gen_chance(m, 75) ? gen_between(m, 1, 6) : gen_between(m, 7, GEN_CHANNELS);
    const int n_amount =
        gen_chance(m, 30) ? gen_below(m, n + 1) : gen_below(m, n < 2 ? n + 1 : 3);
    const int n_share = n - n_amount;
    int share[GEN_CHANNELS][4];
    const bool by_year = gen_chance(m, 60), mixed = n_share > 1 && gen_chance(m, 50);
    const int rest = !mixed && n_share > 0 && gen_chance(m, 40) ? gen_below(m, n_share) : -1;
    if (n_share) {
        shares(m, n_share, by_year ? m->years : 1, share);
        gen_put(m, "\"revenue\":");
        const size_t begin = m->n;
        gen_flow(m);
        if (mixed) { /* a mix stands beside a schedule */
            if (m->text[begin] == '{')
                m->n--;
            else {
                m->n = begin;
                gen_put(m, "{\"by_year\":[\"=a_money\",\"=a_money * a_growth\"]");
            }
            gen_put(m, ",\"mix\":{\"dirichlet\":%d,\"each\":\"%s\"}}", gen_between(m, 5, 80),
                    gen_chance(m, 50) ? "year" : "trial");
        }
        gen_put(m, ",");
    }
    gen_put(m, "\"channels\":{");
    for (int c = 0; c < n_share; c++) {
        m->channel[m->n_channels++] = ids[c];
        gen_put(m, "%s\"%s\":{\"type\":\"share\",\"share\":", c ? "," : "", ids[c]);
        if (c == rest)
            gen_put(m, "\"rest\"");
        else if (!by_year)
            gen_put(m, "%d.%02d", share[c][0] / 100, share[c][0] % 100);
        else {
            gen_put(m, "{\"by_year\":[");
            for (int y = 0; y < m->years; y++)
                gen_put(m, "%s%d.%02d", y ? "," : "", share[c][y] / 100, share[c][y] % 100);
            gen_put(m, "]}");
        }
        gen_terms(m, c);
    }
    for (int c = 0; c < n_amount; c++) {
        m->channel[m->n_channels++] = ids[n_share + c];
        gen_put(m, "%s\"%s\":{\"type\":\"amount\",\"revenue\":", c || n_share ? "," : "",
                ids[n_share + c]);
        gen_flow(m);
        gen_terms(m, n_share + c);
    }
    gen_put(m, "},\"sets\":{\"some\":[\"%s\"]},", n_amount ? ids[n_share] : ids[0]);
}
