/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of blocks on one scale, standing on a common line; ribbons between them; who joins
 * and leaves in a lane below, so that nobody crosses the page. */
#include "chart/kinds/migrate/page.h"

#include "chart/kinds/kinds.h"
#include "chart/layout/heads.h"
#include "chart/text/phrases.h"

#include <math.h>

enum {
    TOP = 272,
    BASE = 706,
    END = 828,
    NOTE = 24,
    LANE_GAP = 34,
    LANE_LABEL = 28,
    BETWEEN = 27
};

/* ---- Where everything stands ---- */

static bool has_rerouted(const pc_migrate *m)
{
    for (size_t g = 0; g + 1 < m->n_columns; g++)
        if (m->gaps[g].rerouted) return true;
    return false;
}

/* As large as columns, the gaps between blocks, and the lane leave room for. */
static void set_scale(pc_migrate_page *p)
{
    const pc_migrate *m = p->migrate;
    const double gaps = BETWEEN * (double)(m->tiers.n - 1);
    double lane = 0;
    for (size_t g = 0; g + 1 < m->n_columns; g++)
        lane = fmax(lane, fmax(m->gaps[g].joined, m->gaps[g].left));
    const double end = has_rerouted(m) ? END - NOTE : END;
    const double together = (end - TOP - gaps - LANE_GAP - LANE_LABEL) / (m->largest + lane);
    const double columns = (BASE - TOP - gaps) / m->largest;
    p->unit = fmin(together, columns);
    p->base = fmin(BASE, TOP + p->unit * m->largest + gaps);
    p->lane = p->base + LANE_GAP;
}

static void set_columns(pc_migrate_page *p)
{
    const pc_migrate *m = p->migrate;
    const double n = (double)m->n_columns;
    static const double widths[] = { 260, 260, 240, 216, 190, 164 };
    p->width = widths[m->n_columns - 1];
    for (size_t i = 0; i < m->n_columns; i++)
        p->x[i] = PC_HEADS_LEFT +
                  (double)i * (PC_HEADS_RIGHT - PC_HEADS_LEFT - p->width) / fmax(1, n - 1);
}

/* From the base up, the lowest tier first. */
static void set_blocks(pc_migrate_page *p)
{
    const pc_migrate *m = p->migrate;
    for (size_t c = 0; c < m->n_columns; c++) {
        double y = p->base;
        for (size_t i = m->tiers.n; i-- > 0;) {
            const double height = p->unit * m->columns[c].tier[i].mean;
            p->block[c][i] = (pc_box) { p->x[c], y - height, p->x[c] + p->width, y };
            y -= height + BETWEEN;
        }
    }
}

/* ---- Blocks ---- */

static void add_blocks(pc_migrate_page *p)
{
    const pc_migrate *m = p->migrate;
    for (size_t c = 0; c < m->n_columns; c++)
        for (size_t i = 0; i < m->tiers.n; i++) {
            pc_box box = p->block[c][i];
            if (box.y1 - box.y0 < 1.5) box.y0 = box.y1 - 1.5; /* an empty tier is a line */
            const uint32_t colour = pc_tiers_colour(p->board.theme, i, m->tiers.n);
            pc_list_rect(p->board.list, "tier", box, pc_fill(colour));
        }
}

/* ---- The key and the heads ---- */

static void add_key(pc_migrate_page *p)
{
    static const char *const names[] = { "Promoted", "Demoted", "Joined", "Left programme",
                                         "Stayed in tier" };
    static const pc_moved order[] = { PC_PROMOTED, PC_DEMOTED, PC_STAYED, PC_JOINED, PC_LEFT };
    const pc_theme *theme = p->board.theme;
    double x = PC_HEADS_LEFT;
    for (size_t i = 0; i < PC_N_MOVES; i++) {
        const pc_moved move = order[i];
        const uint32_t drawn =
            pc_colour_veiled(theme->move[move], theme->paper, pc_move_veil[move]);
        pc_list_rect(p->board.list, "key", (pc_box) { x, 146, x + 26, 162 }, pc_fill(drawn));
        pc_board_label(&p->board, &(pc_label) { .role = "key",
                                                .text = names[move],
                                                .at = { x + 36, 160 },
                                                .type = theme->label,
                                                .colour = theme->ink2 });
        x += 36 + pc_board_width(&p->board, names[move], &theme->label) + 34;
    }
}

static void add_heads(pc_migrate_page *p, const pc_draft *draft)
{
    const pc_migrate *m = p->migrate;
    pc_arena *arena = p->board.arena;
    const char *least = pc_migrate_moves(arena, m, m->least, NULL);
    const char *const how[] = {
        pc_arena_printf(arena,
                        "How to read: heights are mean numbers of partners, brackets 9 in 10 "
                        "futures; moves under %s a year are not drawn.",
                        least),
        pc_arena_printf(arena,
                        "Heights are mean partners, brackets 9 in 10 futures; moves under %s a "
                        "year are not drawn.",
                        least),
        "Heights are mean partners, brackets 9 in 10 futures.",
    };
    const pc_heads heads = {
        .title = draft->title,
        .subject = pc_arena_printf(
            arena, "%s by tier at year end, and moves between; means of %s",
            pc_tiers_whose(&m->tiers), pc_phrase_futures(arena, m->tiers.results)),
        .how_to_read = how,
        .n_how_to_read = arena->failed ? 0 : sizeof how / sizeof *how,
        .footnote = has_rerouted(m)
                        ? "Counts at the top are all moves. Who joined and moved on before "
                          "the year’s end runs straight to the tier reached."
                        : NULL,
    };
    pc_heads_add(&p->board, m->tiers.results, &heads);
}

/* ---- The whole ---- */

static void lay_out(pc_list *list, const pc_draft *draft, const pc_measure *measure)
{
    pc_migrate_page *p = PC_NEW(list->arena, pc_migrate_page);
    if (!p) return;
    *p = (pc_migrate_page) { .board = { .arena = list->arena,
                                        .list = list,
                                        .measure = measure,
                                        .theme = draft->theme },
                             .migrate = draft->data };
    add_heads(p, draft);
    if (!(p->migrate->largest > 0)) {
        pc_board_empty(&p->board,
                       "Nobody is in any tier in any year: there is nothing to draw.");
        return;
    }
    set_scale(p);
    set_columns(p);
    set_blocks(p);
    add_key(p);
    pc_list_group(list, "ribbons", NULL);
    pc_migrate_ribbons(p);
    pc_list_group_end(list);
    pc_list_group(list, "tiers", NULL);
    add_blocks(p);
    pc_migrate_labels(p);
    pc_list_group_end(list);
}

/* ---- The table beside it ---- */

static void add_count_rows(pc_draft *draft, const pc_migrate *m,
                           const pc_migrate_column *column)
{
    const char *period = pc_arena_printf(draft->arena, "y%zu", column->year);
    if (column->year == 0) period = "start";
    for (size_t i = 0; period && i < m->tiers.n; i++) {
        const pc_migrate_count *count = &column->tier[i];
        const char *id = pc_tiers_count_id(&m->tiers, i);
        if (!id) return;
        pc_draft_row(draft, id, period, "count", "mean", count->mean);
        if (isfinite(count->p5)) pc_draft_row(draft, id, period, "count", "p5", count->p5);
        if (isfinite(count->p95)) pc_draft_row(draft, id, period, "count", "p95", count->p95);
        if (isfinite(count->stated))
            pc_draft_row(draft, id, period, "count", "stated", count->stated);
    }
}

static const char *gap_period(pc_arena *arena, const pc_migrate *m, size_t g)
{
    const size_t from = m->columns[g].year + 1, to = m->columns[g + 1].year;
    return from == to ? pc_arena_printf(arena, "y%zu", to)
                      : pc_arena_printf(arena, "y%zu..y%zu", from, to);
}

/* Every move, drawn or not. */
static void add_move_rows(pc_draft *draft, const pc_migrate *m, size_t g)
{
    const pc_tiers *t = &m->tiers;
    const pc_migrate_gap *gap = &m->gaps[g];
    const char *period = gap_period(draft->arena, m, g);
    if (!period) return;
    for (size_t i = 0; i < t->n; i++) {
        for (size_t k = 0; k < t->n; k++)
            if (k != i)
                pc_draft_row(draft, pc_tiers_flow_id(t, i, k), period, "count", "mean",
                             gap->gross[i][k]);
        pc_draft_row(draft, pc_tiers_entry_id(t, i), period, "count", "mean",
                     gap->gross[PC_OUTSIDE][i]);
        pc_draft_row(draft, pc_tiers_exit_id(t, i), period, "count", "mean",
                     gap->gross[i][PC_OUTSIDE]);
    }
}

static pc_status read_migrate(pc_draft *draft, pc_diags *diags)
{
    pc_migrate *m = PC_NEW(draft->arena, pc_migrate);
    if (!m) return PC_ENOMEM;
    const pc_status status = pc_migrate_read(m, draft, diags);
    if (status != PC_OK) return status;
    draft->data = m;
    draft->about = m->tiers.ladder;
    draft->title = pc_migrate_title(draft->arena, m);
    draft->description = pc_migrate_description(draft->arena, m);
    for (size_t i = 0; i < m->n_columns; i++) {
        add_count_rows(draft, m, &m->columns[i]);
        if (i + 1 < m->n_columns) add_move_rows(draft, m, i);
    }
    return draft->arena->failed ? PC_ENOMEM : PC_OK;
}

const pc_kind pc_kind_migrate = { "migrate", true, pc_tiers_concern, read_migrate, lay_out };
