/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/dots.h"

#include "chart/layout/stack.h"

#include <math.h>

enum { SMALLEST = 6, MOST = 64, PARKED_COLUMNS = 4, MOST_COLUMNS = 6 };

static bool is_met(const pc_dots *dots, double value)
{
    return !isfinite(dots->aim) || (value >= dots->aim) != dots->lower_is_better;
}

size_t pc_dots_met(const pc_dots *dots)
{
    size_t n = 0;
    for (size_t i = 0; i < dots->n; i++) n += is_met(dots, dots->values[i]);
    return n;
}

/* ---- Where they stand ---- */

typedef struct bins {
    pc_stack stack;
    int bin[MOST], level[MOST];
    size_t n;
    double at[MOST], anchor, width; /* along the axis, in its direction */
    bool is_counted; /* few values, each with a bin of its own: stacks stand at the values */
    int fullest;
} bins;

/* Along the axis towards greater values: upwards on a vertical one. */
static double along(const pc_scale *scale, const pc_dots *dots, double value)
{
    return pc_scale_within(scale, value) * (dots->is_sideways ? -1 : 1);
}

/* Nothing is aimed at, and neighbouring values are equal or a bin apart. */
static bool is_counted(const bins *b, const pc_dots *dots)
{
    for (size_t i = 1; i < b->n; i++)
        if (b->at[i] != b->at[i - 1] && b->at[i] - b->at[i - 1] < b->width) return false;
    return !isfinite(dots->aim);
}

static bins sort_into_bins(const pc_scale *scale, const pc_dots *dots)
{
    bins b = { .n = dots->n < MOST ? dots->n : MOST };
    b.anchor = along(scale, dots,
                     isfinite(dots->aim) ? dots->aim
                     : b.n > 0           ? dots->values[b.n / 2]
                                         : 0);
    for (size_t i = 0; i < b.n; i++) b.at[i] = along(scale, dots, dots->values[i]);
    b.stack = pc_stack_fit(b.at, b.n, b.anchor, SMALLEST, dots->largest, dots->room,
                           dots->is_sideways ? 1 : MOST_COLUMNS);
    b.width = b.stack.size * b.stack.columns;
    b.fullest = pc_stack_dots(b.bin, b.level, b.at, b.n, b.anchor, b.width);
    b.is_counted = is_counted(&b, dots);
    return b;
}

static double highest(const bins *b)
{
    return (b->fullest + b->stack.columns - 1) / b->stack.columns * b->stack.size;
}

pc_dots_place pc_dots_fit(const pc_scale *scale, const pc_dots *dots)
{
    const bins b = sort_into_bins(scale, dots);
    double from = b.anchor, to = from;
    for (size_t i = 0; i < b.n; i++) {
        const double start = b.anchor + b.width * b.bin[i];
        from = i == 0 ? start : fmin(from, start);
        to = i == 0 ? start + b.width : fmax(to, start + b.width);
    }
    return (pc_dots_place) { b.stack.size, dots->is_sideways ? -to : from,
                             dots->is_sideways ? -from : to, highest(&b) };
}

/* ---- Drawing ---- */

static void add_dot(pc_board *board, const char *role, pc_point at, double size, bool met,
                    uint32_t colour, double value)
{
    const pc_theme *theme = board->theme;
    const pc_paint hollow = { (int32_t)theme->paper, (int32_t)colour,
                              fmin(3, fmax(1.5, size * 0.1)), 0 };
    pc_list_circle(board->list, role, at, size * 0.44 - (met ? 0 : hollow.width / 2),
                   met ? pc_fill(theme->median) : hollow, value);
    pc_board_take(
        board, (pc_box) { at.x - size / 2, at.y - size / 2, at.x + size / 2, at.y + size / 2 });
}

static void name_parked(pc_board *board, const pc_dots *dots, double size)
{
    const pc_theme *theme = board->theme;
    const pc_point beside = { dots->parked.x + size * (double)dots->n_none + 8,
                              dots->parked.y + 6 };
    const pc_point below = { dots->parked.x, dots->floor + 32 };
    pc_board_label(board,
                   &(pc_label) { .role = "none-name",
                                 .text = dots->none_name,
                                 .at = dots->is_sideways ? beside : below,
                                 .type = dots->is_sideways ? theme->small : theme->label,
                                 .colour = dots->is_sideways ? theme->ink2 : theme->target });
}

/* Sideways: one row. Upright: a stack on the floor, a few dots wide. @return its height */
static double park(pc_board *board, const pc_dots *dots, double size)
{
    const double n = (double)dots->n_none, rows = fmax(1, floor(dots->room / size));
    const double columns =
        dots->is_sideways ? n : fmax(fmin(n, PARKED_COLUMNS), ceil(n / rows));
    const uint32_t colour =
        isfinite(dots->aim) || !dots->is_sideways ? board->theme->target : board->theme->ink3;
    double height = 0;
    if (dots->n_none == 0) return 0;
    for (size_t i = 0; i < dots->n_none; i++) {
        const double row = floor((double)i / columns), column = (double)i - row * columns;
        const pc_point at = { dots->parked.x + size * (column + 0.5),
                              dots->is_sideways ? dots->parked.y
                                                : dots->parked.y - size * (row + 0.5) };
        add_dot(board, "dot-none", at, size, false, colour, (double)NAN);
        height = (row + 1) * size;
    }
    name_parked(board, dots, size);
    return height;
}

double pc_dots_draw(pc_board *board, const pc_scale *scale, const pc_dots *dots)
{
    const bins b = sort_into_bins(scale, dots);
    const double size = b.stack.size;
    for (size_t i = 0; i < b.n; i++) {
        const bool met = is_met(dots, dots->values[i]);
        const int row = b.level[i] / b.stack.columns, column = b.level[i] % b.stack.columns;
        const double start =
            b.is_counted ? b.at[i] - b.width / 2 : b.anchor + b.width * b.bin[i];
        const double where = start + size * (column + 0.5);
        const double up = size * (row + 0.5);
        const pc_point centre = dots->is_sideways ? (pc_point) { dots->floor + up, -where }
                                                  : (pc_point) { where, dots->floor - up };
        add_dot(board, met ? "dot-meets" : "dot-short", centre, size, met, board->theme->target,
                dots->values[i]);
    }
    return fmax(highest(&b), park(board, dots, size));
}

const char *pc_dots_count_words(pc_arena *arena, size_t n, size_t of)
{
    if (n == 0) return pc_arena_printf(arena, "Under 1 of %zu", of);
    if (n == of) return pc_arena_printf(arena, "Over %zu of %zu", n - 1, of);
    return pc_arena_printf(arena, "About %zu of %zu", n, of);
}

void pc_dots_count(pc_board *board, bool met, size_t n, size_t of, const char *words,
                   pc_point at, pc_anchor anchor)
{
    const pc_theme *theme = board->theme;
    const char *count = pc_dots_count_words(board->arena, n, of);
    pc_board_label(board, &(pc_label) { .role = met ? "count-meets" : "count-short",
                                        .text = count ? count : "",
                                        .at = at,
                                        .type = theme->big,
                                        .anchor = anchor,
                                        .colour = met ? theme->median : theme->target,
                                        .halo = true });
    pc_board_label(board, &(pc_label) { .role = "count-words",
                                        .text = words,
                                        .at = { at.x, at.y + 29 },
                                        .type = theme->label,
                                        .anchor = anchor,
                                        .colour = theme->ink2,
                                        .halo = true });
}
