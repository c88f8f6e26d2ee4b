/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/charts/lint/ladder_cases.h"

#include <stdlib.h>

enum { MOST = 16 };

static void add(whole *w, const ladder_made *m, const char *id, const char *period, double mean)
{
    const double s = m->spread * mean;
    const made_year year = { { fmax(0, floor(mean - 1.6 * s)), fmax(0, floor(mean - 0.6 * s)),
                               mean, ceil(mean + 0.6 * s), ceil(mean + 1.8 * s) },
                             NAN,
                             NAN,
                             NAN };
    const made_year certain = { { mean, mean, mean, mean, mean }, NAN, NAN, NAN };
    whole_add(w, id, period, "count", s > 0 ? &year : &certain);
}

static const char *name_of(const ladder_made *m)
{
    return m->name ? m->name : "level";
}

static void add_flow(whole *w, const ladder_made *m, const char *from, const char *to,
                     const char *period, double mean)
{
    char id[256];
    snprintf(id, sizeof id, "migration.%s.%s.%s", name_of(m), from, to);
    add(w, m, id, period, mean);
}

/* The year's moves out of and into each tier, those who have just joined included. */
static void step(const ladder_made *m, const double *before, double *after,
                 double moves[MOST][MOST], double *joined, double *left)
{
    memset(moves, 0, MOST * sizeof *moves);
    for (size_t i = 0; i < m->n; i++) {
        joined[i] = i == 0 ? m->joining : 0;
        left[i] = before[i] * m->leaving;
        const double there = before[i] + joined[i] - left[i];
        if (i + 1 < m->n) moves[i][i + 1] = there * m->up;
        if (i + 2 < m->n) moves[i][i + 2] = there * m->up / 10;
        if (i > 0) moves[i][i - 1] = there * m->down;
        moves[i][i] = there * (1 - m->down * (i > 0) - m->up * (i + 1 < m->n) -
                               m->up / 10 * (i + 2 < m->n));
    }
    for (size_t k = 0; k < m->n; k++) {
        after[k] = 0;
        for (size_t i = 0; i < m->n; i++) after[k] += moves[i][k];
    }
}

static void add_period(whole *w, const ladder_made *m, const char *period,
                       double moves[MOST][MOST], const double *joined, const double *left)
{
    for (size_t i = 0; i < m->n; i++) {
        add_flow(w, m, "entry", m->tiers[i], period, joined[i]);
        add_flow(w, m, m->tiers[i], "exit", period, left[i]);
        for (size_t k = 0; k < m->n; k++)
            add_flow(w, m, m->tiers[i], m->tiers[k], period, moves[i][k]);
    }
}

static void add_counts(whole *w, const ladder_made *m, const char *period, const double *counts)
{
    char id[256];
    double all = 0;
    for (size_t i = 0; i < m->n; i++) {
        snprintf(id, sizeof id, "tier.%s.%s", name_of(m), m->tiers[i]);
        add(w, m, id, period, counts[i]);
        all += counts[i];
    }
    if (!m->name) add(w, m, "partners.total", period, all);
}

static void write_order(whole *w, const ladder_made *m)
{
    size_t n = (size_t)snprintf(w->resolved, sizeof w->resolved,
                                "{\"ladders\":{\"level\":{\"order\":[");
    for (size_t i = 0; i < m->n; i++) {
        n += (size_t)snprintf(w->resolved + n, sizeof w->resolved - n, "%s\"%s\"",
                              i > 0 ? "," : "", m->tiers[i]);
        if (n >= sizeof w->resolved) abort();
    }
    snprintf(w->resolved + n, sizeof w->resolved - n, "]}}}");
    w->results.resolved = w->resolved;
}

void ladder_add(whole *w, const ladder_made *m)
{
    double counts[MOST] = { 0 }, after[MOST], moves[MOST][MOST], joined[MOST], left[MOST];
    double all_moves[MOST][MOST] = { { 0 } }, all_joined[MOST] = { 0 }, all_left[MOST] = { 0 };
    char period[24];
    for (size_t i = 0; m->opening && i < m->n; i++) counts[i] = m->opening[i];
    for (size_t y = 0; y < m->n_years; y++) {
        snprintf(period, sizeof period, "y%zu", y + 1);
        step(m, counts, after, moves, joined, left);
        add_period(w, m, period, moves, joined, left);
        add_counts(w, m, period, after);
        memcpy(counts, after, sizeof counts);
        for (size_t i = 0; i < m->n; i++) {
            all_joined[i] += joined[i];
            all_left[i] += left[i];
            for (size_t k = 0; k < m->n; k++) all_moves[i][k] += moves[i][k];
        }
    }
    add_period(w, m, "all", all_moves, all_joined, all_left);
    w->results.months = m->months ? m->months : 12 * (int)m->n_years;
    write_order(w, m);
}

/* ---- The cases ---- */

static const char *const usual[] = { "registered", "select", "premier", "strategic" };
static const double usual_opening[] = { 98, 54, 22, 6 };
static const ladder_made usual_one = { .tiers = usual,
                                       .n = 4,
                                       .n_years = 3,
                                       .opening = usual_opening,
                                       .joining = 38,
                                       .up = 0.2,
                                       .down = 0.06,
                                       .leaving = 0.12,
                                       .spread = 0.2 };

/* The usual one with something changed. */
#define VARIANT(function, ...)                                                                 \
    void function(whole *w)                                                                    \
    {                                                                                          \
        ladder_made l = usual_one;                                                             \
        __VA_ARGS__                                                                            \
        ladder_add(w, &l);                                                                     \
    }

static const char *const twelve[] = { "t0", "t1", "t2", "t3",  "t4",  "t5", "t6",
                                      "t7", "t8", "t9", "t10", "t11", "t12" };
static const double many[] = { 30, 20, 15, 12, 9, 7, 5, 3, 2, 1, 0, 0, 0 };
static const char *const long_ids[] = { "an_id_of_forty_characters_as_long_as_it_g",
                                        "alliances-with-consulting-companies-europe",
                                        "referral-partners-of-the-first-and-second",
                                        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW" };
static const char *const scripts[] = { "\u65e5\u672c\u96fb\u6c17",
                                       "\u05ea\u05d5\u05db\u05e0\u05d9\u05ea",
                                       "\u0628\u0631\u0646\u0627\u0645\u062c",
                                       "\U0001f680 & <fast>" };

VARIANT(ladder_ordinary, (void)0;)
VARIANT(ladder_one_tier, l.n = 1;)
VARIANT(ladder_twelve_tiers, l.n = 12; l.tiers = twelve; l.opening = many;)
VARIANT(ladder_thirteen_tiers, l.n = 13; l.tiers = twelve; l.opening = many;)
VARIANT(ladder_eight_tiers, l.n = 8; l.tiers = twelve; l.opening = many;)
VARIANT(ladder_one_year, l.n_years = 1;)
VARIANT(ladder_one_month, l.n_years = 1; l.months = 1; l.joining = 1; l.up = 0;)
VARIANT(ladder_all_churned, l.leaving = 1; l.joining = 0;)
VARIANT(ladder_ten_years, l.n_years = 10;)
VARIANT(ladder_from_nobody, l.opening = NULL; l.up = 0.7;)
VARIANT(ladder_nobody, l.opening = NULL; l.joining = 0;)
static const double millions[] = { 98e6, 54e6, 22e6, 6e6 };
VARIANT(ladder_huge, l.opening = millions; l.joining = 38e6;)
static const double few[] = { 2, 1, 0, 0 };
VARIANT(ladder_tiny, l.opening = few; l.joining = 0.7;)
VARIANT(ladder_certain, l.spread = 0;)
VARIANT(ladder_long_names, l.tiers = long_ids; l.n_years = 10;)
VARIANT(ladder_scripts, l.tiers = scripts;)
VARIANT(ladder_falling, l.up = 0.02; l.down = 0.3; l.joining = 2; l.leaving = 0.3;)
VARIANT(ladder_frozen, l.up = 0; l.down = 0; l.joining = 0; l.leaving = 0;)
static const double holes[] = { 98, 0, 22, 0 };
VARIANT(ladder_empty_tier, l.opening = holes; l.up = 0; l.down = 0;)

void ladder_stated(whole *w)
{
    static const char *const ids[] = { "tier.level.registered", "tier.level.select",
                                       "tier.level.premier", "tier.level.strategic" };
    ladder_ordinary(w);
    for (size_t i = 0; i < 4; i++)
        for (int y = 1; y <= 3; y++) {
            char period[16];
            snprintf(period, sizeof period, "y%d", y);
            pc_metric *m = whole_find(w, ids[i], period);
            m->stated = 10 * (double)(8 - 2 * i);
            m->p_stated = (pc_estimate) { 0.4, 0.003 };
        }
}

/* A second ladder, of fewer partners: the pictures must say whose they are. */
void ladder_several(whole *w)
{
    ladder_made other = usual_one;
    other.name = "channel_partners";
    other.n = 2;
    other.joining = 4;
    ladder_ordinary(w);
    ladder_add(w, &other);
    snprintf(w->resolved, sizeof w->resolved,
             "{\"ladders\":{\"level\":{\"order\":[\"registered\",\"select\",\"premier\","
             "\"strategic\"]},\"channel_partners\":{\"order\":[\"registered\",\"select\"]}}}");
}

void ladder_part_year(whole *w)
{
    ladder_ordinary(w);
    w->results.start_month = 7;
    w->results.months = 30;
}

static void drop(whole *w, const char *prefix)
{
    size_t n = 0;
    for (size_t i = 0; i < w->results.n_metrics; i++)
        if (strncmp(w->metrics[i].id, prefix, strlen(prefix)) != 0)
            w->metrics[n++] = w->metrics[i];
    w->results.n_metrics = n;
}

void ladder_counts_alone(whole *w)
{
    ladder_ordinary(w);
    drop(w, "migration.");
}

void ladder_lost_moves(whole *w)
{
    ladder_ordinary(w);
    drop(w, "migration.level.select.exit");
}

void ladder_no_order(whole *w)
{
    ladder_ordinary(w);
    snprintf(w->resolved, sizeof w->resolved, "{\"ladders\":{\"other\":{\"order\":[\"a\"]}}}");
}
