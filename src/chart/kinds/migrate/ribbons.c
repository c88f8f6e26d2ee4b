/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ribbons leave a block in the order of where they go, those who leave last, and reach one in
 * the order of where they come from, those who join last: no layout has to be searched for. */
#include "chart/kinds/migrate/page.h"

#include <math.h>

enum { BAR = 8 }; /* of those who left, and who joined */

typedef struct gap_page {
    pc_migrate_page *page;
    const pc_migrate_gap *gap;
    size_t g, n;
    pc_ribbon ribbon[PC_MIGRATE_ENDS][PC_MIGRATE_ENDS];
    double x_left, x_joined; /* upper corners of the bars */
} gap_page;

static pc_moved move_of(size_t from, size_t to)
{
    if (from == PC_OUTSIDE) return PC_JOINED;
    if (to == PC_OUTSIDE) return PC_LEFT;
    return to == from ? PC_STAYED : to < from ? PC_PROMOTED : PC_DEMOTED;
}

/* The i-th end: tiers by rank, then outside. */
static size_t end_at(size_t i, size_t n)
{
    return i < n ? i : PC_OUTSIDE;
}

static void set_sources(gap_page *p)
{
    for (size_t i = 0; i <= p->n; i++) {
        const size_t from = end_at(i, p->n);
        const bool outside = from == PC_OUTSIDE;
        double y = outside ? p->page->lane : p->page->block[p->g][i].y0;
        const double x = outside ? p->x_joined + BAR : p->page->block[p->g][i].x1;
        for (size_t k = 0; k <= p->n; k++) {
            pc_ribbon *ribbon = &p->ribbon[from][end_at(k, p->n)];
            ribbon->from = (pc_point) { x, y };
            y += ribbon->height;
        }
    }
}

static void set_targets(gap_page *p)
{
    for (size_t k = 0; k <= p->n; k++) {
        const size_t to = end_at(k, p->n);
        const bool outside = to == PC_OUTSIDE;
        double y = outside ? p->page->lane : p->page->block[p->g + 1][k].y0;
        const double x = outside ? p->x_left : p->page->block[p->g + 1][k].x0;
        for (size_t i = 0; i <= p->n; i++) {
            pc_ribbon *ribbon = &p->ribbon[end_at(i, p->n)][to];
            ribbon->to = (pc_point) { x, y };
            y += ribbon->height;
        }
    }
}

static void set_ribbons(gap_page *p)
{
    static const char *const roles[] = { "promoted", "demoted", "joined", "left", "stayed" };
    const pc_theme *theme = p->page->board.theme;
    for (size_t i = 0; i < PC_MIGRATE_ENDS; i++)
        for (size_t k = 0; k < PC_MIGRATE_ENDS; k++) {
            const pc_moved move = move_of(i, k);
            p->ribbon[i][k] = (pc_ribbon) { .role = roles[move],
                                            .height = p->page->unit * p->gap->drawn[i][k],
                                            .value = p->gap->drawn[i][k],
                                            .colour = theme->move[move],
                                            .veil = pc_move_veil[move] };
        }
    set_sources(p);
    set_targets(p);
}

/* How many years lie in the gap: what is too little to be drawn is told a year. */
static double years_of(const gap_page *p)
{
    const pc_migrate_column *before = &p->page->migrate->columns[p->g];
    return (double)(before[1].year - before->year);
}

static void draw(gap_page *p, pc_moved first, pc_moved second)
{
    const double least = p->page->migrate->least * years_of(p);
    for (size_t i = 0; i < PC_MIGRATE_ENDS; i++)
        for (size_t k = 0; k < PC_MIGRATE_ENDS; k++) {
            const pc_moved move = move_of(i, k);
            if ((i >= p->n && i != PC_OUTSIDE) || (k >= p->n && k != PC_OUTSIDE)) continue;
            if ((move != first && move != second) || (i == PC_OUTSIDE && k == PC_OUTSIDE))
                continue;
            if (p->gap->drawn[i][k] < least) continue;
            pc_list_ribbon(p->page->board.list, &p->ribbon[i][k]);
        }
}

/* ---- The lane ---- */

static void add_lane(gap_page *p, pc_moved move, double x, double count)
{
    const pc_theme *theme = p->page->board.theme;
    pc_board *board = &p->page->board;
    double half, drawn = 0;
    for (size_t i = 0; i < p->n; i++)
        drawn += move == PC_LEFT ? p->gap->drawn[i][PC_OUTSIDE] : p->gap->drawn[PC_OUTSIDE][i];
    const double height = p->page->unit * drawn;
    if (!(count > 0)) return;
    pc_list_rect(board->list, move == PC_LEFT ? "lane-left" : "lane-joined",
                 (pc_box) { x, p->page->lane, x + BAR, p->page->lane + fmax(1.5, height) },
                 pc_fill(theme->move_text[move]));
    const char *figure = pc_migrate_moves(board->arena, p->page->migrate, count, &half);
    const char *text = pc_arena_printf(board->arena, "%s %s", figure ? figure : "",
                                       move == PC_LEFT ? "left" : "joined");
    pc_board_label(board, &(pc_label) { .role = "lane",
                                        .text = text,
                                        .at = { move == PC_LEFT ? x + BAR : x,
                                                p->page->lane + fmax(1.5, height) + 24 },
                                        .type = theme->label_bold,
                                        .anchor = move == PC_LEFT ? PC_END : PC_START,
                                        .colour = theme->move_text[move],
                                        .value = count,
                                        .half_digit = half });
}

static void add_gap(pc_migrate_page *page, size_t g)
{
    const double left = page->x[g] + page->width, right = page->x[g + 1];
    gap_page *p = PC_NEW(page->board.arena, gap_page);
    if (!p) return;
    *p = (gap_page) { .page = page,
                      .gap = &page->migrate->gaps[g],
                      .g = g,
                      .n = page->migrate->tiers.n,
                      .x_left = left + 0.44 * (right - left) - BAR / 2.0,
                      .x_joined = left + 0.53 * (right - left) - BAR / 2.0 };
    if (p->x_joined < p->x_left + BAR + 14) p->x_joined = p->x_left + BAR + 14;
    set_ribbons(p);
    draw(p, PC_STAYED, PC_STAYED);
    draw(p, PC_LEFT, PC_JOINED);
    draw(p, PC_DEMOTED, PC_PROMOTED);
    add_lane(p, PC_LEFT, p->x_left, p->gap->left);
    add_lane(p, PC_JOINED, p->x_joined, p->gap->joined);
}

void pc_migrate_ribbons(pc_migrate_page *page)
{
    for (size_t g = 0; g + 1 < page->migrate->n_columns; g++) add_gap(page, g);
}
