/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is simulated beside what the plan states: gaps, commissions, shares, tiers. */
#include "fixture.h"

#include <stdio.h>

static const char *const years[] = { "y1", "y2", "y3" };

/* The plan's partner revenue is far away, its customers are there, its budget is passed. */
static void add_stated(fixture *f)
{
    static const double partners[] = { 0.17e6, 1.7e6, 4.4e6 },
                        stated[] = { 2.5e6, 8.5e6, 18e6 };
    for (size_t y = 0; y < 3; y++) {
        pc_metric *m = add_metric(f, "revenue.set.partners", years[y], "currency", partners[y],
                                  partners[y] / 1e3, 0.2 * partners[y], 3 * partners[y]);
        state(m, stated[y], 0.02);
        m = add_metric(f, "customers.set.partners", years[y], "count", 40, 0.05, 30, 50);
        state(m, 40.04, 0.48);
        add_metric(f, "commission.accrued", years[y], "currency", 2e5, 200, 1e5, 3e5);
        m = add_metric(f, "cost.commission", years[y], "currency", 2e5, 200, 1e5, 3e5);
        if (y == 0) state(m, 54e3, 0.93);
    }
}

/* Runs of blanks become one: columns are another test's matter. */
static char *squeeze(char *text)
{
    size_t n = 0;
    for (size_t i = 0; text[i]; i++)
        if (text[i] != ' ' || n == 0 || text[n - 1] != ' ') text[n++] = text[i];
    text[n] = '\0';
    return text;
}

static void gaps_and_chances_stand_below_the_figures(void **unused)
{
    static fixture f;
    (void)unused;
    make_plan(&f);
    add_stated(&f);
    char *text = squeeze(report(finish(&f), 110, true, false));
    check_has(text, " Partner revenue $170K 34K–510K $1.7M 0.3M–5.1M",
              "what the plan states has a row");
    check_has(text, " gap −$2.3M −93% −$6.8M −80%",
              "how far the mean is from it, in money and as a part of it");
    check_has(text, "+30 pp", "shares differ by points");
    check_has(text, " Partner customers 40 30–50 40 30–50", "customers, too");
    check_has(text, " Commission $200K 100K–300K $200K 100K–300K",
              "commissions have a row where somebody is paid");
    check_has(text, " plan $54K 93 in 100 not stated",
              "against what the plan states as a cost; to reach it is no success");
    check_has(text, " gap +$146K +270%", "and this may be passed");
    free(text);
}

static void a_gap_within_the_error_is_none(void **state)
{
    static fixture f;
    (void)state;
    make_plan(&f);
    add_stated(&f);
    char *text = report(finish(&f), 110, true, false);
    const char *row = strstr(text, "Partner customers");
    assert_non_null(row);
    assert_null(strstr(row, "    gap ")); /* 40 against 40.04 with an error of 0.05 */
    free(text);
}

static void more_than_six_stated_figures_are_counted(void **state)
{
    static fixture f;
    static char ids[9][32];
    (void)state;
    make_plan(&f);
    for (size_t i = 0; i < 9; i++) {
        snprintf(ids[i], sizeof ids[i], "revenue.partner.p%zu", i);
        pc_metric *m = add_metric(&f, ids[i], "y1", "currency", 1e6, 1e3, 5e5, 2e6);
        m->stated = 2e6;
        m = add_metric(&f, ids[i], "y2", "currency", 1e6, 1e3, 5e5, 2e6);
        m->stated = 2e6;
    }
    f.headlines[0] = "revenue.partner.p8@y1";
    char *text = report(finish(&f), 110, true, false);
    check_has(text, "3 more figures that the plan states by year: results.json",
              "not silently");
    check_has(text, "Revenue of p8", "the headline is among those that are shown");
    check_lacks(text, "Revenue of p5 ", "the others by name");
    free(text);
}

static void shares_stand_beside_those_of_the_plan(void **state)
{
    static fixture f;
    (void)state;
    make_plan(&f);
    for (size_t i = 0; i < f.results.n_metrics; i++)
        if (strcmp(f.metrics[i].id, "share.channel.si") == 0) {
            f.metrics[i].stated = 0.3;
            f.metrics[i].p_stated = (pc_estimate) { 0.09, 0.002 };
        }
    char *text = report(finish(&f), 100, true, false);
    check_has(text, "si           ████ 20%  plan 30% ✗ 9 in 100\n", "the plan's share");
    check_has(text, "oem          █ 5%\n", "nothing where none is stated");
    free(text);
}

/* ---- Tiers ---- */

static void add_ladder(fixture *f, const char *resolved)
{
    static const char *const ids[] = { "tier.level.low", "tier.level.mid", "tier.level.high" };
    static const double means[] = { 44, 2.8, 0.03 }, lows[] = { 26, 0, 0 },
                        highs[] = { 68, 7, 0 };
    for (size_t y = 0; y < 3; y++)
        for (size_t i = 0; i < 3; i++)
            add_metric(f, ids[i], years[y], "count", means[i], 0.01, lows[i], highs[i]);
    add_metric(f, "tier.level.promotions", "all", "count", 10.3, 0.02, 5, 18);
    add_metric(f, "tier.level.demotions", "all", "count", 0, 0, 0, 0);
    f->results.resolved = resolved;
}

static void tiers_and_moves_have_a_line(void **state)
{
    static fixture f;
    (void)state;
    make_plan(&f);
    add_ladder(&f, "{\"ladders\":{\"level\":{\"order\":[\"low\",\"mid\",\"high\"]}}}");
    for (size_t i = 0; i < f.results.n_metrics; i++)
        if (strcmp(f.metrics[i].id, "tier.level.mid") == 0) {
            f.metrics[i].stated = 5;
            f.metrics[i].p_stated = (pc_estimate) { 0.12, 0.002 };
        }
    char *text = report(finish(&f), 100, true, false);
    check_has(squeeze(text),
              " Tiers 2027 High <0.1 · Mid 2.8 (0–7), plan 5 ✗ 12 in 100 · Low 44 (26–68); 10 "
              "rise (5–18),\n"
              " 0 fall in 36 months\n",
              "the highest first, with ranges, the plan's figure and the moves");
    free(text);
}

static void several_ladders_have_names(void **state)
{
    static fixture f;
    (void)state;
    make_plan(&f);
    add_ladder(&f, "{\"ladders\":{\"level\":{\"order\":[\"low\",\"mid\",\"high\"]},"
                   "\"vip\":{\"order\":[\"one\"]}}}");
    for (size_t y = 0; y < 3; y++)
        add_metric(&f, "tier.vip.one", years[y], "count", 3, 0.01, 2, 4);
    char *text = report(finish(&f), 100, true, false);
    check_has(text, "  Tiers 2027         Level partners: High <0.1", "most partners first");
    check_has(text, "                     VIP partners: One 3", "then the others");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gaps_and_chances_stand_below_the_figures),
        cmocka_unit_test(a_gap_within_the_error_is_none),
        cmocka_unit_test(more_than_six_stated_figures_are_counted),
        cmocka_unit_test(shares_stand_beside_those_of_the_plan),
        cmocka_unit_test(tiers_and_moves_have_a_line),
        cmocka_unit_test(several_ladders_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
