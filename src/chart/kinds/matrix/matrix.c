/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heat map: from the left to the top, the highest tier first, those who stay outlined; who
 * joins in the last row, who leaves in the last column. */
#include "chart/kinds/matrix/matrix.h"

#include "chart/kinds/kinds.h"
#include "chart/kinds/mix/mix.h"
#include "chart/layout/heads.h"
#include "chart/text/phrases.h"

#include <math.h>
#include <string.h>

enum { LEFT = 250, RIGHT = 1376, TOP = 212, END = 820, APART = 14, MOST_ROW = 116 };

typedef struct page {
    pc_board board;
    const pc_matrix *matrix;
    double width, height; /* of a cell */
} page;

/* The cell of a row and a column; who joins and leaves stand a little apart. */
static pc_box box_of(const page *p, size_t row, size_t column)
{
    const size_t n = p->matrix->tiers.n;
    const double x = LEFT + p->width * (double)column + (column == n ? APART : 0);
    const double y = TOP + p->height * (double)row + (row == n ? APART : 0);
    return (pc_box) { x, y, x + p->width - 3, y + p->height - 3 };
}

static void add(page *p, const char *role, const char *text, pc_point at, const pc_type *type,
                pc_anchor anchor, uint32_t colour)
{
    pc_board_label(&p->board, &(pc_label) { .role = role,
                                            .text = text,
                                            .at = at,
                                            .type = *type,
                                            .anchor = anchor,
                                            .colour = colour });
}

/* ---- Cells ---- */

/* One ramp for all rows, from nothing to everything; by the root, because most moves are rare.
 */
static uint32_t colour_of(const page *p, double share)
{
    const double at = sqrt(share) * PC_N_RAMP;
    const size_t k = at >= PC_N_RAMP ? PC_N_RAMP - 1 : (size_t)at;
    return p->board.theme->ramp[k];
}

static void add_figure(page *p, const char *role, const char *text, pc_point at,
                       const pc_type *type, uint32_t colour, double value, double half)
{
    pc_board_label(&p->board, &(pc_label) { .role = role,
                                            .text = text,
                                            .at = at,
                                            .type = *type,
                                            .anchor = PC_MIDDLE,
                                            .colour = colour,
                                            .value = value,
                                            .half_digit = half });
}

/* "35 (28–43)", as much of it as there is room for; NULL: not even the count. */
static const char *count_words(page *p, const pc_matrix_cell *cell)
{
    pc_arena *arena = p->board.arena;
    const pc_type *type = &p->board.theme->small;
    double half;
    char low[PC_SHOWN_SIZE], high[PC_SHOWN_SIZE];
    const double ends[] = { cell->p5, cell->p95 }, room = p->width - 12;
    const char *count = pc_matrix_count(arena, cell->mean, &half);
    if (isfinite(cell->p5) && cell->p5 < cell->p95) {
        const pc_format format = pc_format_column(PC_UNIT_COUNT, NULL, ends, 2, 3);
        const char *full = pc_arena_printf(arena, "%s (%s\xe2\x80\x93%s)", count,
                                           pc_format_write(low, &format, cell->p5, true),
                                           pc_format_write(high, &format, cell->p95, false));
        if (pc_board_width(&p->board, full, type) <= room) return full;
    }
    return pc_board_width(&p->board, count, type) <= room ? count : NULL;
}

static void add_share(page *p, const pc_matrix_cell *cell, pc_box box, uint32_t ink)
{
    const pc_theme *theme = p->board.theme;
    const double x = (box.x0 + box.x1) / 2, y = (box.y0 + box.y1) / 2;
    const bool has_room = box.y1 - box.y0 >= 58;
    const char *count = has_room ? count_words(p, cell) : NULL;
    double half;
    const char *share = pc_matrix_share(p->board.arena, cell->share, &half);
    add_figure(p, "cell", share, (pc_point) { x, y + (count ? -3 : 7) }, &theme->figure_bold,
               ink, cell->share, half);
    if (count)
        add(p, "cell-count", count, (pc_point) { x, y + 22 }, &theme->small, PC_MIDDLE, ink);
}

static void add_cell(page *p, size_t row, size_t column)
{
    const pc_theme *theme = p->board.theme;
    const size_t n = p->matrix->tiers.n;
    const pc_matrix_cell *cell = &p->matrix->cells[row][column];
    const pc_box box = box_of(p, row, column);
    const bool is_share = column < n && !cell->is_never && isfinite(cell->share);
    const uint32_t colour = is_share ? colour_of(p, cell->share) : theme->ramp[0];
    const bool stays = row == column && row < n;
    const pc_paint paint = { (int32_t)colour, stays ? (int32_t)theme->ink : PC_NO_COLOUR,
                             stays ? 2 : 0, 0 };
    const pc_point middle = { (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 + 7 };
    double half;
    pc_list_rect(p->board.list, is_share ? "cell-share" : "cell-other", box, paint);
    if (cell->is_never)
        add(p, "cell-never", "\xe2\x80\x93", middle, &theme->label, PC_MIDDLE, theme->ink2);
    else if (is_share)
        add_share(p, cell, box, pc_mix_text_on(theme, colour));
    else {
        const char *count = pc_matrix_count(p->board.arena, cell->mean, &half);
        add_figure(p, "cell-left", count, middle, &theme->figure, theme->ink, cell->mean, half);
    }
}

/* ---- Names ---- */

static void add_column_names(page *p)
{
    const pc_theme *theme = p->board.theme;
    const size_t n = p->matrix->tiers.n;
    for (size_t k = 0; k <= n; k++) {
        const pc_box box = box_of(p, 0, k);
        const char *name = k < n ? p->matrix->tiers.names[k] : "Left";
        add(p, "column-name", pc_board_fit(&p->board, name, &theme->label_bold, p->width - 10),
            (pc_point) { (box.x0 + box.x1) / 2, TOP - 14 }, &theme->label_bold, PC_MIDDLE,
            k < n ? theme->ink : theme->move_text[PC_LEFT]);
    }
    add(p, "corner", "from \u2193   to \u2192", (pc_point) { PC_HEADS_LEFT, TOP - 14 },
        &theme->label, PC_START, theme->ink2);
}

static void add_row_names(page *p)
{
    const pc_theme *theme = p->board.theme;
    const size_t n = p->matrix->tiers.n;
    double half;
    for (size_t i = 0; i <= n; i++) {
        const double y = (box_of(p, i, 0).y0 + box_of(p, i, 0).y1) / 2 + 7;
        const char *name = i < n ? p->matrix->tiers.names[i] : "Joined";
        add(p, "row-name",
            pc_board_fit(&p->board, name, &theme->label_bold, LEFT - PC_HEADS_LEFT - 16),
            (pc_point) { PC_HEADS_LEFT, y }, &theme->label_bold, PC_START,
            i < n ? theme->ink : theme->move_text[PC_JOINED]);
        const char *all = pc_matrix_count(p->board.arena, p->matrix->row[i], &half);
        add(p, "row-total",
            pc_arena_printf(p->board.arena, "%s %s", all,
                            i == n                         ? "joined"
                            : all && strcmp(all, "1") == 0 ? "review"
                                                           : "reviews"),
            (pc_point) { PC_HEADS_RIGHT, y }, &theme->small, PC_END, theme->ink2);
    }
}

/* ---- The whole ---- */

static const char *const how_to_read[] = {
    "How to read: shares are of the row, below them mean numbers (9 in 10 futures). Outlined: "
    "stayed. –: in no future.",
    "Shares are of the row; outlined: stayed; –: in no future."
};

static void add_heads(page *p, const pc_draft *draft)
{
    const pc_matrix *m = p->matrix;
    pc_arena *arena = p->board.arena;
    const pc_heads heads = {
        .title = draft->title,
        .subject = pc_arena_printf(
            arena, "%s by tier before and after each review, %s, from %s",
            pc_tiers_whose(&m->tiers), m->when, pc_phrase_futures(arena, m->tiers.results)),
        .how_to_read = how_to_read,
        .n_how_to_read = sizeof how_to_read / sizeof *how_to_read,
    };
    pc_heads_add(&p->board, m->tiers.results, &heads);
}

static void lay_out(pc_list *list, const pc_draft *draft, const pc_measure *measure)
{
    page *p = PC_NEW(list->arena, page);
    if (!p) return;
    *p = (page) { .board = { .arena = list->arena,
                             .list = list,
                             .measure = measure,
                             .theme = draft->theme },
                  .matrix = draft->data };
    const size_t n = p->matrix->tiers.n;
    add_heads(p, draft);
    if (!isfinite(p->matrix->up) && !(p->matrix->row[n] > 0)) {
        pc_board_empty(&p->board, "Nobody is reviewed or joins: there is nothing to draw.");
        return;
    }
    p->width = (RIGHT - LEFT - APART) / (double)(n + 1);
    p->height = fmin(MOST_ROW, (END - TOP - APART) / (double)(n + 1));
    pc_list_group(list, "matrix", NULL);
    for (size_t i = 0; i <= n; i++)
        for (size_t k = 0; k <= n; k++)
            if (i < n || k < n) add_cell(p, i, k);
    add_column_names(p);
    add_row_names(p);
    pc_list_group_end(list);
}

/* ---- The table beside it ---- */

static void add_rows(pc_draft *draft, const pc_matrix *m, const char *id,
                     const pc_matrix_cell *cell)
{
    if (!id) return;
    pc_draft_row(draft, id, m->period, "count", "mean", cell->mean);
    if (isfinite(cell->p5)) pc_draft_row(draft, id, m->period, "count", "p5", cell->p5);
    if (isfinite(cell->p95)) pc_draft_row(draft, id, m->period, "count", "p95", cell->p95);
    if (isfinite(cell->share))
        pc_draft_row(draft, id, m->period, "fraction", "share_of_row", cell->share);
}

static pc_status read_matrix(pc_draft *draft, pc_diags *diags)
{
    pc_matrix *m = PC_NEW(draft->arena, pc_matrix);
    if (!m) return PC_ENOMEM;
    const pc_status status = pc_matrix_read(m, draft, diags);
    if (status != PC_OK) return status;
    draft->data = m;
    draft->about = m->tiers.ladder;
    draft->title = pc_matrix_title(draft->arena, m);
    draft->description = pc_matrix_description(draft->arena, m);
    const size_t n = m->tiers.n;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++)
            add_rows(draft, m, pc_tiers_flow_id(&m->tiers, i, k), &m->cells[i][k]);
        add_rows(draft, m, pc_tiers_exit_id(&m->tiers, i), &m->cells[i][n]);
        add_rows(draft, m, pc_tiers_entry_id(&m->tiers, i), &m->cells[n][i]);
    }
    return draft->arena->failed ? PC_ENOMEM : PC_OK;
}

const pc_kind pc_kind_matrix = { "matrix", false, pc_tiers_concern, read_matrix, lay_out };
