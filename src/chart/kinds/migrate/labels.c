/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of the migration: each tier's name, mean and range on its block where it is high
 * enough, above it elsewhere; what does not fit is left to the table: the range first. */
#include "chart/kinds/migrate/page.h"

#include "chart/kinds/mix/mix.h"

#include <math.h>
#include <string.h>

enum { INSET = 14, ONE_LINE = 30, TWO_LINES = 58, THREE_LINES = 84 };

/* What stands on one block. */
typedef struct words {
    const char *name, *figure, *range, *plan; /* range, plan: NULL where there is none */
    double mean, half;
    uint32_t colour, faint, plan_colour;
} words;

static double width_of(const pc_migrate_page *p, const char *text, const pc_type *type)
{
    return text ? pc_board_width(&p->board, text, type) : 0;
}

static void add(pc_migrate_page *p, const char *role, const char *text, pc_point at,
                const pc_type *type, pc_anchor anchor, uint32_t colour)
{
    pc_board_label(&p->board, &(pc_label) { .role = role,
                                            .text = text,
                                            .at = at,
                                            .type = *type,
                                            .anchor = anchor,
                                            .colour = colour });
}

static void add_mean(pc_migrate_page *p, const words *w, pc_point at)
{
    pc_board_label(&p->board, &(pc_label) { .role = "count",
                                            .text = w->figure,
                                            .at = at,
                                            .type = p->board.theme->figure_bold,
                                            .colour = w->colour,
                                            .value = w->mean,
                                            .half_digit = w->half });
}

/* The mean at x, its range behind it as far as there is room. @return where they end */
static double add_figures(pc_migrate_page *p, const words *w, double x, double y, double room)
{
    const pc_theme *theme = p->board.theme;
    const double figure = width_of(p, w->figure, &theme->figure_bold);
    const double range = w->range ? 8 + width_of(p, w->range, &theme->small) : 0;
    add_mean(p, w, (pc_point) { x, y });
    if (range == 0 || figure + range > room) return x + figure;
    add(p, "range", w->range, (pc_point) { x + figure + 8, y }, &theme->small, PC_START,
        w->faint);
    return x + figure + range;
}

static bool has_room_for_range(const pc_migrate_page *p, const words *w, double room)
{
    const pc_theme *theme = p->board.theme;
    return width_of(p, w->name, &theme->label_bold) + 12 +
               width_of(p, w->figure, &theme->figure_bold) + 8 +
               width_of(p, w->range, &theme->small) <=
           room;
}

/* The name at the left, mean and range at the right, all on one line. */
static void add_line(pc_migrate_page *p, const words *w, double left, double right, double y)
{
    const pc_theme *theme = p->board.theme;
    const double figure = width_of(p, w->figure, &theme->figure_bold);
    const double range = w->range ? 8 + width_of(p, w->range, &theme->small) : 0;
    const bool with_range = range > 0 && has_room_for_range(p, w, right - left);
    const double at = right - figure - (with_range ? range : 0);
    add(p, "tier-name", pc_board_fit(&p->board, w->name, &theme->label_bold, at - 12 - left),
        (pc_point) { left, y }, &theme->label_bold, PC_START, w->colour);
    add_mean(p, w, (pc_point) { at, y });
    if (with_range)
        add(p, "range", w->range, (pc_point) { right, y }, &theme->small, PC_END, w->faint);
}

/* On a line of its own, or at the end of the figures' line. */
static void add_plan(pc_migrate_page *p, const words *w, pc_box box, double figures_end,
                     double y)
{
    const pc_type *type = &p->board.theme->small;
    const double width = width_of(p, w->plan, type), left = box.x0 + INSET,
                 right = box.x1 - INSET;
    if (box.y1 - box.y0 >= THREE_LINES && width <= right - left)
        add(p, "plan-count", w->plan, (pc_point) { left, y + 25 }, type, PC_START, w->colour);
    else if (figures_end + 12 + width <= right)
        add(p, "plan-count", w->plan, (pc_point) { right, y }, type, PC_END, w->colour);
}

static void add_lines(pc_migrate_page *p, const words *w, pc_box box)
{
    const pc_theme *theme = p->board.theme;
    const double x = box.x0 + INSET, room = box.x1 - box.x0 - 2 * INSET;
    const bool is_high = w->plan && box.y1 - box.y0 >= THREE_LINES;
    const double y = (box.y0 + box.y1) / 2 - (is_high ? 13 : 0);
    add(p, "tier-name", pc_board_fit(&p->board, w->name, &theme->label_bold, room),
        (pc_point) { x, y - 5 }, &theme->label_bold, PC_START, w->colour);
    const double end = add_figures(p, w, x, y + 20, room);
    if (w->plan) add_plan(p, w, box, end, y + 20);
}

static words words_of(pc_migrate_page *p, size_t c, size_t i)
{
    pc_arena *arena = p->board.arena;
    const pc_migrate *m = p->migrate;
    const pc_migrate_count *count = &m->columns[c].tier[i];
    words w = { .name = m->tiers.names[i],
                .range = pc_migrate_range(arena, count),
                .mean = count->mean };
    w.figure = pc_migrate_moves(arena, m, count->mean, &w.half);
    if (isfinite(count->stated))
        w.plan =
            pc_arena_printf(arena, "plan %s", pc_migrate_moves(arena, m, count->stated, NULL));
    return w;
}

static void add_words(pc_migrate_page *p, size_t c, size_t i)
{
    const pc_theme *theme = p->board.theme;
    const pc_box box = p->block[c][i];
    const double height = box.y1 - box.y0;
    words w = words_of(p, c, i);
    w.colour = theme->ink;
    w.faint = theme->ink2;
    const double inside = box.x1 - box.x0 - 2 * INSET;
    const bool is_better_above = height < TWO_LINES && w.range &&
                                 !has_room_for_range(p, &w, inside) &&
                                 has_room_for_range(p, &w, inside + 2 * INSET);
    if (height < ONE_LINE || is_better_above) {
        add_line(p, &w, box.x0, box.x1, box.y0 - 7);
        return;
    }
    w.colour = w.faint = pc_mix_text_on(theme, pc_tiers_colour(theme, i, p->migrate->tiers.n));
    if (height < TWO_LINES)
        add_line(p, &w, box.x0 + INSET, box.x1 - INSET, (box.y0 + box.y1) / 2 + 7);
    else
        add_lines(p, &w, box);
}

/* ---- Over columns and gaps ---- */

static const char *total_words(pc_migrate_page *p, const pc_migrate_column *column, double room)
{
    pc_arena *arena = p->board.arena;
    const pc_type *type = &p->board.theme->small;
    const char *range = pc_migrate_range(arena, &column->total);
    const char *figure = pc_migrate_moves(arena, p->migrate, column->total.mean, NULL);
    const char *noun = figure && strcmp(figure, "1") == 0 ? "partner" : "partners";
    const char *long_one =
        pc_arena_printf(arena, "%s %s%s%s", figure, noun, range ? " " : "", range ? range : "");
    if (width_of(p, long_one, type) <= room) return long_one;
    const char *brief = range ? pc_arena_printf(arena, "%s %s", figure, range) : long_one;
    return width_of(p, brief, type) <= room ? brief : figure;
}

static void add_column_head(pc_migrate_page *p, size_t c)
{
    const pc_theme *theme = p->board.theme;
    const pc_migrate_column *column = &p->migrate->columns[c];
    const double x = p->x[c] + p->width / 2, room = p->width + 8;
    add(p, "column", pc_board_fit(&p->board, column->name, &theme->figure_bold, room),
        (pc_point) { x, 206 }, &theme->figure_bold, PC_MIDDLE, theme->ink);
    add(p, "column-total", total_words(p, column, room), (pc_point) { x, 233 }, &theme->small,
        PC_MIDDLE, theme->ink2);
}

static void add_gap_line(pc_migrate_page *p, size_t g, pc_moved move, double count, double y)
{
    const pc_theme *theme = p->board.theme;
    pc_arena *arena = p->board.arena;
    double half;
    const char *figure = pc_migrate_moves(arena, p->migrate, count, &half);
    pc_board_label(&p->board,
                   &(pc_label) { .role = move == PC_PROMOTED ? "gap-up" : "gap-down",
                                 .text = pc_arena_printf(arena,
                                                         move == PC_PROMOTED ? "\u25b2 %s up"
                                                                             : "\u25bc %s down",
                                                         figure),
                                 .at = { (p->x[g] + p->width + p->x[g + 1]) / 2, y },
                                 .type = theme->label_bold,
                                 .anchor = PC_MIDDLE,
                                 .colour = theme->move_text[move],
                                 .value = count,
                                 .half_digit = half });
}

void pc_migrate_labels(pc_migrate_page *p)
{
    const pc_migrate *m = p->migrate;
    for (size_t c = 0; c < m->n_columns; c++) {
        add_column_head(p, c);
        for (size_t i = 0; i < m->tiers.n; i++) add_words(p, c, i);
        if (c + 1 == m->n_columns || m->tiers.n < 2) continue;
        add_gap_line(p, c, PC_PROMOTED, m->gaps[c].up, 206);
        add_gap_line(p, c, PC_DEMOTED, m->gaps[c].down, 233);
    }
}
