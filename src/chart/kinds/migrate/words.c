/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/kinds/migrate/migrate.h"

#include "base/text.h"
#include "chart/text/format.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <string.h>

/* ---- Figures ---- */

const char *pc_migrate_range(pc_arena *arena, const pc_migrate_count *count)
{
    if (!isfinite(count->p5) || !isfinite(count->p95) || !(count->p5 < count->p95)) return NULL;
    char low[PC_SHOWN_SIZE], high[PC_SHOWN_SIZE];
    const double values[] = { count->p5, count->p95 };
    const pc_format format = pc_format_column(PC_UNIT_COUNT, NULL, values, 2, 3);
    return pc_arena_printf(arena, "(%s\xe2\x80\x93%s)",
                           pc_format_write(low, &format, count->p5, true),
                           pc_format_write(high, &format, count->p95, false));
}

/* Partners are whole; one digit tells them apart where a few are all there is, and less than
 * one from none. */
const char *pc_migrate_moves(pc_arena *arena, const pc_migrate *m, double moves,
                             double *half_digit)
{
    char shown[PC_SHOWN_SIZE];
    pc_format format = pc_format_for(PC_UNIT_COUNT, NULL, moves, (double)NAN);
    const bool is_whole = fabs(moves - floor(moves + 0.5)) < 1e-9;
    if (!is_whole && (moves < 0.95 || (moves < 9.95 && m->largest < 20))) format.decimals = 1;
    if (half_digit) *half_digit = pc_format_half_digit(&format);
    if (moves > 0 && moves < 0.05) {
        if (half_digit) *half_digit = 0;
        return "<0.1";
    }
    return pc_arena_strdup(arena, pc_format_write(shown, &format, moves, false));
}

/* ---- The finding ---- */

static const pc_migrate_column *first_of(const pc_migrate *m)
{
    return &m->columns[0];
}
static const pc_migrate_column *last_of(const pc_migrate *m)
{
    return &m->columns[m->n_columns - 1];
}

/* More than both errors together, and at least one partner in twenty. */
static int change_of(const pc_migrate_count *then, const pc_migrate_count *now)
{
    const double change = now->mean - then->mean;
    const double noise =
        2 * ((isfinite(then->se) ? then->se : 0) + (isfinite(now->se) ? now->se : 0));
    if (fabs(change) <= fmax(noise, 0.05 * fmax(then->mean, now->mean))) return 0;
    return change > 0 ? 1 : -1;
}

/* "Select and Premier grow", of the tiers above the lowest; NULL where fewer than all of many,
 * or none of them do. */
static const char *who_grows(pc_arena *arena, const pc_migrate *m)
{
    size_t n = 0, which[2] = { 0 };
    const size_t upper = m->tiers.n - 1;
    for (size_t i = 0; i < upper; i++) {
        const size_t tier = upper - 1 - i; /* from the lower to the higher */
        if (change_of(&first_of(m)->tier[tier], &last_of(m)->tier[tier]) <= 0) continue;
        if (n < 2) which[n] = tier;
        n++;
    }
    const char *const *names = m->tiers.names;
    if (n == 1) return pc_arena_printf(arena, "%s grows", names[which[0]]);
    if (n == 2)
        return pc_arena_printf(arena, "%s and %s grow", names[which[0]], names[which[1]]);
    if (n > 2 && n == upper)
        return pc_arena_printf(arena, "All tiers above %s grow", names[upper]);
    return NULL;
}

static const char *how_many(pc_arena *arena, const pc_migrate *m)
{
    const pc_migrate_count *then = &first_of(m)->total, *now = &last_of(m)->total;
    const char *was = pc_migrate_moves(arena, m, then->mean, NULL),
               *is = pc_migrate_moves(arena, m, now->mean, NULL);
    const int change = change_of(then, now);
    if (change == 0) return pc_arena_printf(arena, "The programme stays near %s partners", is);
    return pc_arena_printf(arena, "The programme %s from %s to %s partners",
                           change > 0 ? "grows" : "shrinks", was, is);
}

static void all_moves(const pc_migrate *m, double *up, double *down)
{
    *up = *down = 0;
    for (size_t g = 0; g + 1 < m->n_columns; g++) {
        *up += m->gaps[g].up;
        *down += m->gaps[g].down;
    }
}

/* "promotions outnumber demotions 4 to 1". */
static const char *ratio_words(pc_arena *arena, const char *more, const char *fewer, double a,
                               double b)
{
    const double ratio = a / b;
    if (ratio < 1.5) return pc_arena_printf(arena, "%s outnumber %s", more, fewer);
    if (ratio < 20.5)
        return pc_arena_printf(arena, "%s outnumber %s %.0f to 1", more, fewer,
                               floor(ratio + 0.5));
    return pc_arena_printf(arena, "%s far outnumber %s", more, fewer);
}

static const char *about_moves(pc_arena *arena, const pc_migrate *m)
{
    double up, down;
    all_moves(m, &up, &down);
    if (up + down < m->least) return "hardly anybody changes tier";
    if (down < m->least) return "partners rise and hardly any fall";
    if (up < m->least) return "partners fall and hardly any rise";
    if (fmax(up, down) < 1.1 * fmin(up, down)) return "promotions and demotions balance";
    return up > down ? ratio_words(arena, "promotions", "demotions", up, down)
                     : ratio_words(arena, "demotions", "promotions", down, up);
}

const char *pc_migrate_title(pc_arena *arena, const pc_migrate *m)
{
    double up, down;
    if (!(m->largest > 0)) return "No partner in any tier in any year";
    const char *who = m->tiers.n > 1 ? who_grows(arena, m) : NULL;
    const bool tiers_grow = who != NULL;
    if (!who) who = how_many(arena, m);
    if (m->tiers.n == 1) return who;
    all_moves(m, &up, &down);
    const char *moves = about_moves(arena, m);
    return pc_arena_printf(arena, "%s%s %s", who,
                           tiers_grow && up > down && up + down >= m->least ? " as" : ", and",
                           moves);
}

/* ---- The description ---- */

static void add_column(pc_text *out, pc_arena *arena, const pc_migrate *m,
                       const pc_migrate_column *column)
{
    pc_text_addf(out, " %s: %s partners", column->name,
                 pc_migrate_moves(arena, m, column->total.mean, NULL));
    for (size_t i = 0; i < m->tiers.n; i++) {
        const char *range = pc_migrate_range(arena, &column->tier[i]);
        pc_text_addf(out, "%s %s %s%s%s", i == 0 ? ", of whom" : ",", m->tiers.names[i],
                     pc_migrate_moves(arena, m, column->tier[i].mean, NULL), range ? " " : "",
                     range ? range : "");
    }
    pc_text_add(out, ".");
}

static void add_gap(pc_text *out, pc_arena *arena, const pc_migrate *m, size_t g)
{
    const pc_migrate_gap *gap = &m->gaps[g];
    pc_text_addf(out, " From %s to %s: %s promoted, %s demoted, %s joined, %s left.",
                 m->columns[g].name, m->columns[g + 1].name,
                 pc_migrate_moves(arena, m, gap->up, NULL),
                 pc_migrate_moves(arena, m, gap->down, NULL),
                 pc_migrate_moves(arena, m, gap->joined, NULL),
                 pc_migrate_moves(arena, m, gap->left, NULL));
}

const char *pc_migrate_description(pc_arena *arena, const pc_migrate *m)
{
    pc_text text = { 0 };
    pc_text_add(&text, "Partners by tier at year ends, and their moves: averages of all "
                       "futures, in brackets the range of 9 in 10.");
    for (size_t i = 0; i < m->n_columns; i++) {
        add_column(&text, arena, m, &m->columns[i]);
        if (i + 1 < m->n_columns) add_gap(&text, arena, m, i);
    }
    const char *copy = text.failed ? NULL : pc_arena_strdup(arena, text.data);
    if (!copy) arena->failed = true;
    pc_text_clear(&text);
    return copy;
}
