/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row a layer, in the order of the stack from the top, each tied to its layer by a leader:
 * the name, the range of its share in the last year, and the percent. */
#include "chart/kinds/mix/mix.h"

#include "chart/kinds/fan/fan.h"
#include "chart/layout/heads.h"
#include "chart/layout/key.h"
#include "chart/text/clean.h"

#include <math.h>

enum {
    NAME = 934,
    NAME_WIDTH = 170,
    FROM = 1126,
    TO = 1464,
    HEAD = 178,
    TOP = 222,
    BOTTOM = 648,
    MOST_ROW = 66
};

static double row_height(const pc_mix *mix)
{
    return fmin(MOST_ROW, (BOTTOM - TOP) / (double)mix->n_layers);
}

/* From the top: the highest layer first; few rows stand in the middle. */
static double row_y(const pc_mix *mix, size_t layer)
{
    const double height = row_height(mix), all = height * (double)mix->n_layers;
    const double top = TOP + fmin(60, (BOTTOM - TOP - all) / 2);
    return top + height * ((double)(mix->n_layers - 1 - layer) + 0.5);
}

static pc_scale make_scale(const pc_mix *mix)
{
    double high = 0.05;
    for (size_t i = 0; i < mix->n_layers; i++) {
        const pc_mix_layer *layer = &mix->layers[i];
        high = fmax(high, layer->parts[mix->n_years - 1]);
        if (layer->has_range) high = fmax(high, layer->range.p95);
        if (isfinite(layer->stated)) high = fmax(high, layer->stated);
    }
    return pc_scale_for(0, fmin(high, 1), 5, FROM, TO);
}

/* ---- A row ---- */

static void add_leader(pc_board *board, pc_point from, double y)
{
    const pc_point bend[3] = { { from.x + 6, from.y }, { from.x + 24, y }, { NAME - 32, y } };
    pc_list_path(board->list, "leader", bend, 3, false, pc_stroke(board->theme->axis, 1.25));
}

static void add_name(pc_board *board, const pc_mix *mix, size_t i, double y)
{
    const pc_theme *theme = board->theme;
    pc_list_rect(board->list, "key", (pc_box) { NAME - 26, y - 8, NAME - 10, y + 8 },
                 pc_fill(pc_mix_colour(theme, mix, i)));
    pc_board_label(board, &(pc_label) { .role = "layer-name",
                                        .text = pc_board_fit(board, mix->layers[i].name,
                                                             &theme->label_bold, NAME_WIDTH),
                                        .at = { NAME, y + 7 },
                                        .type = theme->label_bold,
                                        .colour = theme->ink });
}

/* A diamond where the plan's share stands; a hollow dot where there is no range. */
static void add_marks(pc_board *board, const pc_scale *scale, const pc_mix *mix, size_t i,
                      double y)
{
    const pc_mix_layer *layer = &mix->layers[i];
    const double part = layer->parts[mix->n_years - 1];
    if (layer->has_range)
        pc_interval_draw(board, scale, &layer->range, y, fmin(20, row_height(mix) - 12), false);
    else
        pc_list_circle(board->list, "range-median",
                       (pc_point) { pc_scale_within(scale, part), y }, 7,
                       pc_fill(board->theme->median), part);
    if (isfinite(layer->stated))
        pc_board_diamond(board, (pc_point) { pc_scale_within(scale, layer->stated), y }, 9);
}

static void add_percent(pc_board *board, const pc_mix *mix, size_t i, double y)
{
    const pc_mix_layer *layer = &mix->layers[i];
    const size_t last = mix->n_years - 1;
    const char *text = layer->percents[last] == 0 && layer->parts[last] > 0
                           ? "<1%"
                           : pc_arena_printf(board->arena, "%d%%", layer->percents[last]);
    pc_board_label(board, &(pc_label) { .role = "share",
                                        .text = text ? text : "",
                                        .at = { PC_HEADS_RIGHT, y + 7 },
                                        .type = board->theme->figure_bold,
                                        .anchor = PC_END,
                                        .colour = board->theme->median,
                                        .value = layer->parts[last],
                                        .half_digit = 0.01 });
}

/* ---- The panel ---- */

static void add_scale_lines(pc_board *board, const pc_scale *scale, double bottom)
{
    for (size_t i = 0; i < scale->ticks.n; i++) {
        const double x = floor(pc_scale_at(scale, pc_ticks_at(&scale->ticks, i)) + 0.5) + 0.5;
        pc_list_line(board->list, "grid", (pc_point) { x, TOP - 6 }, (pc_point) { x, bottom },
                     pc_stroke(board->theme->grid, 1.25));
    }
}

static void add_head(pc_board *board, const pc_mix *mix)
{
    const char *text = pc_arena_printf(board->arena, "Share of revenue in %s",
                                       mix->in_years[mix->n_years - 1]);
    pc_board_label(board, &(pc_label) { .role = "panel-head",
                                        .text = text ? text : "",
                                        .at = { NAME - 26, HEAD },
                                        .type = board->theme->label_bold,
                                        .colour = board->theme->ink });
    pc_board_label(board, &(pc_label) { .role = "panel-head",
                                        .text = "average",
                                        .at = { PC_HEADS_RIGHT, HEAD },
                                        .type = board->theme->small,
                                        .anchor = PC_END,
                                        .colour = board->theme->ink2 });
}

static void add_key(pc_board *board, const pc_mix *mix)
{
    bool any_range = false, any_stated = false;
    for (size_t i = 0; i < mix->n_layers; i++) {
        any_range |=
            mix->layers[i].has_range && mix->layers[i].range.p5 < mix->layers[i].range.p95;
        any_stated |= isfinite(mix->layers[i].stated);
    }
    double x = NAME - 26;
    if (any_range) {
        x = pc_key_add(board, PC_KEY_90, "futures", x, 742);
        x = pc_key_add(board, PC_KEY_50, "futures", x, 742);
    }
    x = pc_key_add(board, PC_KEY_MEDIAN, "futures", x, 742);
    if (any_stated) pc_key_add(board, PC_KEY_PLAN, "futures", x, 742);
}

void pc_mix_rows(pc_board *board, const pc_mix *mix, const pc_point *from)
{
    const pc_scale scale = make_scale(mix);
    add_head(board, mix);
    add_scale_lines(board, &scale, BOTTOM + 8);
    for (size_t i = 0; i < mix->n_layers; i++) {
        const double y = row_y(mix, i);
        pc_list_group(board->list, "row",
                      mix->layers[i].id ? pc_clean_text(board->arena, mix->layers[i].id)
                                        : "other");
        add_leader(board, from[i], y);
        add_name(board, mix, i, y);
        add_marks(board, &scale, mix, i, y);
        add_percent(board, mix, i, y);
        pc_list_group_end(board->list);
    }
    pc_scale_draw_below(board, &scale, PC_UNIT_FRACTION, NULL, BOTTOM + 8);
    add_key(board, mix);
}
