/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_TESTS_GENERATE_H
#define PC_TESTS_GENERATE_H

#include "naive.h"

/*
 * Random small scenarios: 1 to 20 channels of both types, formulas, schedules (fiscal ones,
 * too), draws of every family and cadence, correlations, a mix, credits, fees, products that
 * renew, commissions, cohorts, named partners, heads, definitions, cases, sets, 1 to 40 months.
 */
enum { GEN_CHANNELS = 20 };
enum { GEN_NEVER, GEN_BY_PRODUCT, GEN_BY_LIFETIME };

typedef struct maker {
    uint64_t state;
    char *text;
    size_t n, capacity;
    int months, years;
    bool has_products;
    bool opens_with_partners;
    int terms[2];            /* of the two products */
    int sells[GEN_CHANNELS]; /* by number in gen_ids: the term of the channel's product, or 0 */
    const char *channel[GEN_CHANNELS];
    int n_channels;
    int cadence[5]; /* of a_cost, a_rate, a_money, a_growth, a_luck */
    bool has_margin;
    const char *plan; /* that gen_terms names; NULL: any */
    bool has_terms;   /* gen_terms: surely a plan and, where there are any, a product */
    int renews;       /* plans from below pay anniversaries: what is left of sales */
    bool all_climb;   /* from below: everybody is on a ladder of all five tiers */
    bool has_deals;   /* the channel has; by_deal: some channel's credit is by deal */
    bool by_deal;
    bool cannibalises; /* some channel takes sales from another one */
} maker;

/* ---- luck and text ---- */

int gen_below(maker *m, int n);
int gen_between(maker *m, int low, int high);
bool gen_chance(maker *m, int percent);
__attribute__((format(printf, 2, 3))) void gen_put(maker *m, const char *format, ...);

/* ---- values ---- */

void gen_fraction(maker *m, int low_percent, int high_percent);
/** A year's amount may not change within the year; a month's may. */
void gen_amount(maker *m, bool by_month);
/** About `mid`, of any family. */
void gen_distribution(maker *m, double mid);
/** Between 0 and 1: as a plan writes it, by year, or by formula. */
void gen_level(maker *m, int high_percent);
/** Whole numbers of fiscal years. */
void gen_fiscal(maker *m, int least, int most);
void gen_flow(maker *m);

/* ---- sections of a scenario ---- */

/** Route, fee, credit, commission and product of a channel, its number in gen_ids; closes it.
 */
void gen_terms(maker *m, int channel);

void gen_assumptions(maker *m);
void gen_correlations(maker *m);
void gen_products(maker *m);
void gen_channels(maker *m);
void gen_partners(maker *m);
void gen_commission(maker *m);
void gen_budget(maker *m);
/** The same of partners one by one: two channels of them beside one from above. */
void gen_below_channels(maker *m);
void gen_below_partners(maker *m);
void gen_below_commission(maker *m);
extern const char *const gen_tier_ids[5];
/** When the channels stand: those with a product open with something. */
void gen_opening(maker *m);

#endif
