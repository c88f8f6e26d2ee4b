/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/charts/lint/commission_cases.h"

static const char *const usual[] = { "referral_fee", "by_level", "bonus" };
static const char *const many[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                    "k", "l", "m", "n", "o", "p", "q", "r", "s", "t" };
static const char *const long_ids[] = { "an_id_of_forty_characters_as_long_as_it_g",
                                        "alliances-with-consulting-companies-europe",
                                        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
                                        "referral-partners-of-the-first-and-second",
                                        "\U0001f680 & <fast>" };

static void add(whole *w, const char *id, int year, double mean, double spread)
{
    char period[16];
    const double s = mean * spread;
    const made_year y = {
        { mean - 1.2 * s, mean - 0.6 * s, mean, mean + 0.5 * s, mean + 2 * s }, NAN, NAN, NAN
    };
    snprintf(period, sizeof period, "y%d", year);
    whole_add(w, id, period, "currency", &y);
}

/* Each plan half of the one before, growing by 60% a year. */
static void make(whole *w, const char *const *plans, size_t n, int n_years, double first,
                 double spread)
{
    char id[256];
    w->results.months = 12 * n_years;
    for (int y = 1; y <= n_years; y++) {
        double total = 0;
        for (size_t i = 0; i < n; i++) {
            const double mean = first * pow(1.6, y - 1) / pow(2, (double)i);
            snprintf(id, sizeof id, "commission.accrued.plan.%s", plans[i]);
            add(w, id, y, mean, spread);
            total += mean;
        }
        add(w, "commission.accrued", y, total, spread);
        const made_year rate = { { 0.11, 0.12, 0.125, 0.13, 0.14 }, NAN, NAN, NAN };
        char period[16];
        snprintf(period, sizeof period, "y%d", y);
        whole_add(w, "commission.rate", period, "fraction", &rate);
    }
}

static void state(whole *w, const char *period, double stated, double p)
{
    pc_metric *m = whole_find(w, "commission.accrued", period);
    m->stated = stated;
    m->p_stated = (pc_estimate) { p, 0.003 };
}

void commission_ordinary(whole *w)
{
    make(w, usual, 3, 3, 1e5, 0.3);
    state(w, "y1", 1.5e5, 0.71);
    state(w, "y2", 3.5e5, 0.18);
}
void commission_one_plan(whole *w)
{
    make(w, usual, 1, 3, 1e5, 0.3);
}
void commission_many_plans(whole *w)
{
    make(w, many, 10, 4, 1e6, 0.3);
}
void commission_twenty_plans(whole *w)
{
    make(w, many, 20, 3, 1e6, 0.3);
}
/* A pilot of one month, in which almost nothing is paid. */
void commission_one_month(whole *w)
{
    make(w, usual, 3, 1, 12.5, 1.2);
    w->results.months = 1;
}
/* What partners earned once is not earned again. */
void commission_dries_up(whole *w)
{
    make(w, usual, 3, 1, 1e5, 0.4);
    for (int y = 2; y <= 3; y++)
        for (size_t i = 0; i <= 3; i++) {
            char id[64];
            snprintf(id, sizeof id, "commission.accrued%s%s", i < 3 ? ".plan." : "",
                     i < 3 ? usual[i] : "");
            add(w, id, y, 0, 0);
        }
    w->results.months = 36;
}
/* Figures just below a suffix, known to tens of them. */
void commission_nearly_a_million(whole *w)
{
    make(w, usual, 3, 3, 2.19e5, 0.7);
}
void commission_one_year(whole *w)
{
    make(w, usual, 2, 1, 1e5, 0.5);
}
void commission_forty_years(whole *w)
{
    make(w, usual, 3, 40, 1, 0.3);
    state(w, "y40", 3e8, 0.4);
}
void commission_huge(whole *w)
{
    make(w, usual, 3, 3, 1e12, 0.3);
}
void commission_certain(whole *w)
{
    make(w, usual, 2, 3, 1e5, 0);
    state(w, "y3", 9e5, 0);
}
void commission_none(whole *w)
{
    make(w, usual, 2, 3, 0, 0);
}
void commission_far_below_the_plan(whole *w)
{
    make(w, usual, 3, 3, 1e5, 0.3);
    state(w, "y3", 9e8, 0);
}
void commission_long_names(whole *w)
{
    make(w, long_ids, 5, 5, 1e5, 0.3);
    state(w, "y5", 9e5, 0.6);
    w->results.currency = "CHF";
}
void commission_negative(whole *w)
{
    make(w, usual, 2, 3, 1e5, 0.3);
    whole_find(w, "commission.accrued.plan.by_level", "y2")->stats[PC_MEAN].value = -5e4;
}
