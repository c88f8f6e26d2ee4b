/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/migrate/migrate.h"

#include "chart/text/names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double none = (double)NAN;

/* ---- Columns ---- */

static pc_migrate_count count_of(const pc_metric *metric)
{
    pc_migrate_count count = { pc_tiers_mean(metric), 0, none, none, none };
    if (!metric) return count;
    count.se = metric->stats[PC_MEAN].se;
    count.p5 = metric->stats[PC_P5].value;
    count.p95 = metric->stats[PC_P95].value;
    count.stated = metric->stated;
    return count;
}

/* The range of all partners is that of the ladder where nobody stands beside it. */
static pc_migrate_count total_of(const pc_tiers *t, const pc_migrate_column *column,
                                 const char *period)
{
    const pc_metric *all = pc_results_find(t->results, "partners.total", period);
    pc_migrate_count total = { 0, 0, none, none, none };
    for (size_t i = 0; i < t->n; i++) total.mean += column->tier[i].mean;
    if (all && fabs(pc_tiers_mean(all) - total.mean) <= 1e-6 * (1 + total.mean)) {
        total = count_of(all);
    }
    return total;
}

static void read_column(pc_migrate_column *column, const pc_tiers *t, size_t year)
{
    char period[24];
    const pc_year_name name = pc_name_year(t->arena, t->results, year);
    pc_name_period(period, year);
    column->year = year + 1;
    column->in_words = name.in_words;
    column->name = pc_arena_printf(t->arena, "End %s", name.alone);
    for (size_t i = 0; i < t->n; i++) column->tier[i] = count_of(pc_tiers_count(t, i, period));
    column->total = total_of(t, column, period);
}

/* ---- What lies between ---- */

/* Moves decided in a year's last month that take effect in the next one: year 0 has none. */
static double decided_late(const pc_tiers *t, size_t from, size_t to, size_t years)
{
    char period[24];
    const int month = (int)years * 12, end = t->results->months;
    if (years == 0) return 0;
    snprintf(period, sizeof period, "m%d", month < end ? month : end);
    return pc_tiers_mean(pc_tiers_flow(t, from, to, period));
}

static void add_year(pc_migrate_gap *gap, const pc_tiers *t, size_t year, bool late)
{
    char period[24];
    pc_name_period(period, year);
    for (size_t i = 0; i < t->n; i++) {
        gap->gross[PC_OUTSIDE][i] += pc_tiers_mean(pc_tiers_entry(t, i, period));
        gap->gross[i][PC_OUTSIDE] += pc_tiers_mean(pc_tiers_exit(t, i, period));
        for (size_t k = 0; k < t->n; k++) {
            if (k == i) continue;
            gap->gross[i][k] += pc_tiers_mean(pc_tiers_flow(t, i, k, period));
            if (late)
                gap->gross[i][k] +=
                    decided_late(t, i, k, year) - decided_late(t, i, k, year + 1);
        }
    }
}

static double net_gain(const pc_migrate_gap *gap, size_t tier, size_t n)
{
    double sum = gap->gross[PC_OUTSIDE][tier] - gap->gross[tier][PC_OUTSIDE];
    for (size_t i = 0; i < n; i++) sum += gap->gross[i][tier] - gap->gross[tier][i];
    return sum;
}

/* Who was there before the first month: what the first year's moves leave of its end. */
static void make_start(pc_migrate_column *start, const pc_migrate_column *end,
                       const pc_migrate_gap *gap, const pc_tiers *t)
{
    *start = (pc_migrate_column) { .year = 0, .in_words = "the start" };
    start->name = t->results->start_month == 1
                      ? pc_arena_printf(t->arena, "Start of %d", t->results->start_year)
                      : "Start";
    start->total = (pc_migrate_count) { 0, 0, none, none, none };
    for (size_t i = 0; i < t->n; i++) {
        const double gain = net_gain(gap, i, t->n), left = end->tier[i].mean - gain;
        const bool is_dust = fabs(left) < 1e-6 * (1 + end->tier[i].mean + fabs(gain));
        start->tier[i] = (pc_migrate_count) { is_dust ? 0 : left, 0, none, none, none };
        start->total.mean += start->tier[i].mean;
    }
}

/* The tier whose partners come from nowhere or get lost, or NULL. */
static const char *unbalanced(const pc_migrate *m, const pc_migrate_gap *gap,
                              const pc_migrate_column *before, const pc_migrate_column *after)
{
    for (size_t i = 0; i < m->tiers.n; i++) {
        const double now = after->tier[i].mean, was = before->tier[i].mean;
        if (was < 0 || fabs(was + net_gain(gap, i, m->tiers.n) - now) > 1e-6 * (1 + m->largest))
            return m->tiers.names[i];
    }
    return NULL;
}

/* ---- The whole ---- */

/* Years that get a column, the last one among them; the start comes first where somebody is
 * there, or where it is all there is to compare with. */
static void choose_columns(pc_migrate *m)
{
    const size_t n = m->tiers.n_years;
    pc_migrate_gap first = { .up = 0 };
    pc_migrate_column start, end;
    add_year(&first, &m->tiers, 0, m->late);
    read_column(&end, &m->tiers, 0);
    make_start(&start, &end, &first, &m->tiers);
    const bool from_start = start.total.mean >= 0.5 || n == 1;
    const size_t room = PC_MIGRATE_COLUMNS - from_start, step = (n + room - 1) / room;
    if (from_start) m->columns[m->n_columns++] = start;
    for (size_t year = (n - 1) % step; year < n; year += step)
        read_column(&m->columns[m->n_columns++], &m->tiers, year);
}

/* @return the tier that does not balance, or NULL */
static const char *fill_gaps(pc_migrate *m)
{
    for (size_t g = 0; g + 1 < m->n_columns; g++) {
        const pc_migrate_column *before = &m->columns[g], *after = before + 1;
        pc_migrate_gap *gap = &m->gaps[g];
        double counts[PC_TIERS_MOST];
        for (size_t y = before->year; y < after->year; y++)
            add_year(gap, &m->tiers, y, m->late);
        const char *lost = unbalanced(m, gap, before, after);
        if (lost) return lost;
        for (size_t i = 0; i < m->tiers.n; i++) counts[i] = before->tier[i].mean;
        pc_migrate_route(gap, counts, m->tiers.n);
    }
    return NULL;
}

/* late: reviews take effect in the month after them, so those of a year's last month belong to
 * the next. */
static const char *fill(pc_migrate *m, const pc_tiers *tiers, bool late)
{
    memset(m, 0, sizeof *m);
    m->tiers = *tiers;
    m->late = late;
    choose_columns(m);
    for (size_t i = 0; i < m->n_columns; i++)
        m->largest = fmax(m->largest, m->columns[i].total.mean);
    m->least = fmin(0.5, m->largest / 100);
    return fill_gaps(m);
}

static pc_status refuse_lost(pc_draft *draft, const char *tier, pc_diags *diags)
{
    const char *text = pc_arena_printf(
        draft->arena,
        "the moves into and out of %s do not lead from one year’s partners to the next’s",
        tier);
    if (!text) return PC_ENOMEM;
    return pc_draft_refuse(diags, "/metric", draft->spec->metric,
                           "record all of \"tier.*@y*\" and \"migration.*@y*\", and "
                           "\"migration.*@m*\" where reviews take effect in the next month",
                           text, text);
}

pc_status pc_migrate_read(pc_migrate *out, pc_draft *draft, pc_diags *diags)
{
    pc_tiers tiers;
    const pc_status status = pc_tiers_read(&tiers, draft, diags);
    if (status != PC_OK) return status;
    if (!pc_tiers_has_flows(&tiers, "y1"))
        return pc_draft_refuse(diags, "/metric", draft->spec->metric,
                               "record \"migration.*@y*\"",
                               "has counts, but no moves between tiers, in the results by year",
                               "the moves between tiers are not in the results by year");
    const char *lost = fill(out, &tiers, !tiers.same_month);
    if (draft->arena->failed) return PC_ENOMEM;
    return lost ? refuse_lost(draft, lost, diags) : PC_OK;
}
