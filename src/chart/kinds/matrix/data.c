/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/matrix/matrix.h"

#include "base/text.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <string.h>

/* ---- Reading ---- */

static pc_matrix_cell cell_of(const pc_metric *metric)
{
    const double none = (double)NAN;
    pc_matrix_cell cell = { pc_tiers_mean(metric), none, none, none, true };
    if (!metric) return cell;
    cell.p5 = metric->stats[PC_P5].value;
    cell.p95 = metric->stats[PC_P95].value;
    cell.is_never = !(cell.mean > 0);
    return cell;
}

static void read_cells(pc_matrix *m)
{
    const pc_tiers *t = &m->tiers;
    const size_t n = t->n;
    for (size_t i = 0; i < n; i++) {
        m->cells[n][i] = cell_of(pc_tiers_entry(t, i, m->period));
        m->cells[i][n] = cell_of(pc_tiers_exit(t, i, m->period));
        m->row[n] += m->cells[n][i].mean;
        m->left += m->cells[i][n].mean;
        for (size_t k = 0; k < n; k++) {
            m->cells[i][k] = cell_of(pc_tiers_flow(t, i, k, m->period));
            m->row[i] += m->cells[i][k].mean;
        }
    }
}

/* Leaving is no outcome of a review: it has a count and no share. */
static void set_shares(pc_matrix *m)
{
    const size_t n = m->tiers.n;
    double all = 0, up = 0, down = 0;
    for (size_t i = 0; i <= n; i++)
        for (size_t k = 0; k < n; k++) {
            pc_matrix_cell *cell = &m->cells[i][k];
            if (m->row[i] > 0) cell->share = cell->mean / m->row[i];
            if (i == n) continue;
            all += cell->mean;
            if (k < i) up += cell->mean;
            if (k > i) down += cell->mean;
        }
    m->up = all > 0 ? up / all : (double)NAN;
    m->down = all > 0 ? down / all : (double)NAN;
}

pc_status pc_matrix_read(pc_matrix *out, pc_draft *draft, pc_diags *diags)
{
    memset(out, 0, sizeof *out);
    const pc_status status = pc_tiers_read(&out->tiers, draft, diags);
    if (status != PC_OK) return status;
    const char *period = draft->spec->period;
    if (!period) period = pc_tiers_has_flows(&out->tiers, "all") ? "all" : "y1";
    if (!pc_tiers_has_flows(&out->tiers, period)) {
        const char *why = pc_arena_printf(
            draft->arena, "no moves between tiers are in the results for %s", period);
        return pc_draft_refuse(diags, "/period", draft->spec->period,
                               "record \"migration.*\" of that period: years and all are there "
                               "by default",
                               "is a period without moves between tiers in the results",
                               why ? why : "");
    }
    out->period = pc_arena_strdup(draft->arena, period);
    out->when = pc_phrase_when(draft->arena, draft->results, period);
    if (!out->period || !out->when) return PC_ENOMEM;
    read_cells(out);
    set_shares(out);
    return draft->arena->failed ? PC_ENOMEM : PC_OK;
}

/* ---- Words ---- */

const char *pc_matrix_share(pc_arena *arena, double share, double *half_digit)
{
    char shown[PC_SHOWN_SIZE];
    pc_format format = pc_format_for(PC_UNIT_FRACTION, NULL, share, (double)NAN);
    format.decimals = 0;
    *half_digit = 0;
    if (share > 0 && share < 0.005) return "<1%";
    if (share < 1 && share >= 0.995) return ">99%";
    *half_digit = pc_format_half_digit(&format);
    return pc_arena_strdup(arena, pc_format_write(shown, &format, share, false));
}

const char *pc_matrix_count(pc_arena *arena, double mean, double *half_digit)
{
    char shown[PC_SHOWN_SIZE];
    pc_format format = pc_format_for(PC_UNIT_COUNT, NULL, mean, (double)NAN);
    if (mean < 0.95 && mean != 0) format.decimals = 1;
    *half_digit = 0;
    if (mean > 0 && mean < 0.05) return "<0.1";
    *half_digit = pc_format_half_digit(&format);
    return pc_arena_strdup(arena, pc_format_write(shown, &format, mean, false));
}

const char *pc_matrix_title(pc_arena *arena, const pc_matrix *m)
{
    double half;
    if (!isfinite(m->up)) return pc_arena_printf(arena, "No partner is reviewed %s", m->when);
    if (m->tiers.n == 1)
        return pc_arena_printf(arena, "There is one tier: nobody moves %s", m->when);
    if (m->up == 0 && m->down == 0)
        return pc_arena_printf(arena, "At no review does anybody change tier, %s", m->when);
    return pc_arena_printf(arena, "At a review %s of partners rise and %s fall, %s",
                           pc_matrix_share(arena, m->up, &half),
                           pc_matrix_share(arena, m->down, &half), m->when);
}

static void add_row(pc_text *out, pc_arena *arena, const pc_matrix *m, size_t i)
{
    const size_t n = m->tiers.n;
    double half;
    pc_text_addf(out, " %s %s:", i < n ? "From" : "Those who",
                 i < n ? m->tiers.names[i] : "join");
    for (size_t k = 0; k < n; k++) {
        const pc_matrix_cell *cell = &m->cells[i][k];
        if (!cell->is_never)
            pc_text_addf(out, " %s to %s;", pc_matrix_share(arena, cell->share, &half),
                         m->tiers.names[k]);
    }
    if (i < n)
        pc_text_addf(out, " %s left.", pc_matrix_count(arena, m->cells[i][n].mean, &half));
}

const char *pc_matrix_description(pc_arena *arena, const pc_matrix *m)
{
    pc_text text = { 0 };
    pc_text_add(&text, "Tiers before and after reviews, as shares of each row.");
    for (size_t i = 0; i <= m->tiers.n; i++)
        if (m->row[i] > 0) add_row(&text, arena, m, i);
    const char *copy = text.failed ? NULL : pc_arena_strdup(arena, text.data);
    if (!copy) arena->failed = true;
    pc_text_clear(&text);
    return copy;
}
