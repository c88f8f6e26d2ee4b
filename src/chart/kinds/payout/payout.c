/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column a year, its average divided among the commission plans; beside it the range of the
 * whole and what the plan states. Each layer is painted down to the base line, the highest
 * first, so that no background shows between two. */
#include "chart/kinds/payout/payout.h"

#include "chart/kinds/kinds.h"
#include "chart/kinds/mix/mix.h"
#include "chart/layout/heads.h"
#include "chart/layout/key.h"
#include "chart/layout/years.h"
#include "chart/text/phrases.h"

#include <math.h>

enum {
    TOP = 246,
    BOTTOM = 602,
    RIGHT = 1180,
    KEY = 168,
    ROW = 34,
    NAMES = 1206,
    LAYER_ROW = 42
};

typedef struct page {
    pc_board board;
    const pc_payout *payout;
    pc_scale y;
    pc_years years;
    double half_bar, half_range; /* of a column, and of the range beside it */
} page;

/* ---- Where everything stands ---- */

static void set_places(page *p)
{
    const char *currency = p->payout->results->currency;
    p->y = pc_scale_for(0, p->payout->most, 6, BOTTOM, TOP);
    const double left =
        PC_HEADS_LEFT +
        fmax(62, pc_scale_width(&p->board, &p->y, PC_UNIT_MONEY, currency) + 14);
    const double n = (double)p->payout->n_years;
    p->years = (pc_years) { .left = left,
                            .right = RIGHT,
                            .bottom = BOTTOM,
                            .column = (RIGHT - left) / n,
                            .n = p->payout->n_years };
    p->half_bar = fmin(75, p->years.column * 0.27);
    p->half_range = fmin(11, p->years.column * 0.08);
}

static double bar_middle(const page *p, size_t year)
{
    return pc_years_middle(&p->years, year) - p->half_range - fmin(6, p->half_bar * 0.1);
}

static double range_middle(const page *p, size_t year)
{
    return bar_middle(p, year) + p->half_bar + fmin(12, p->half_bar * 0.2) + p->half_range;
}

static uint32_t colour_of(const page *p, size_t layer)
{
    const pc_theme *theme = p->board.theme;
    const bool is_rest = !p->payout->layers[layer].id && p->payout->n_layers > 1;
    return is_rest ? theme->other : theme->category[layer % PC_N_CATEGORIES];
}

/* ---- Marks ---- */

/* What lies under a layer of a year, and its own top; the first layer stands on the line. */
static double top_of(const page *p, size_t layer, size_t year)
{
    double sum = 0;
    for (size_t i = 0; i <= layer; i++) sum += p->payout->layers[i].means[year];
    return sum;
}

static void add_bar(page *p, size_t year)
{
    const double x = bar_middle(p, year);
    for (size_t i = p->payout->n_layers; i-- > 0;) {
        const double top = pc_scale_at(&p->y, top_of(p, i, year));
        const pc_paint paint = { (int32_t)colour_of(p, i), (int32_t)p->board.theme->paper,
                                 p->half_bar > 6 ? 1.5 : 0.5, 0 };
        if (p->payout->layers[i].means[year] > 0)
            pc_list_rect(p->board.list, "layer",
                         (pc_box) { x - p->half_bar, top, x + p->half_bar, BOTTOM }, paint);
    }
}

/* The mean of a layer, where it is high and wide enough. */
static void add_inside(page *p, size_t year, size_t layer)
{
    const pc_theme *theme = p->board.theme;
    const double mean = p->payout->layers[layer].means[year];
    const double y1 = pc_scale_at(&p->y, top_of(p, layer, year) - mean),
                 y0 = pc_scale_at(&p->y, top_of(p, layer, year));
    const double *ses = p->payout->layers[layer].ses;
    const pc_format format = pc_format_for(PC_UNIT_MONEY, p->payout->results->currency, mean,
                                           ses ? ses[year] : (double)NAN);
    char shown[PC_SHOWN_SIZE];
    pc_format_write(shown, &format, mean, false);
    if (y1 - y0 < 28 || pc_board_width(&p->board, shown, &theme->figure) > 2 * p->half_bar - 12)
        return;
    pc_board_label(&p->board,
                   &(pc_label) { .role = "inside",
                                 .text = shown,
                                 .at = { bar_middle(p, year), (y0 + y1) / 2 + 7 },
                                 .type = theme->figure,
                                 .anchor = PC_MIDDLE,
                                 .colour = pc_mix_text_on(theme, colour_of(p, layer)),
                                 .value = mean,
                                 .half_digit = pc_format_half_digit(&format) });
}

static void add_range(page *p, size_t year)
{
    const pc_payout_year *y = &p->payout->years[year];
    const double x = range_middle(p, year);
    if (y->has_range) pc_interval_draw(&p->board, &p->y, &y->range, x, 2 * p->half_range, true);
    if (isfinite(y->stated))
        pc_board_diamond(&p->board, (pc_point) { x, pc_scale_within(&p->y, y->stated) },
                         fmax(5, fmin(10, p->half_range)));
}

/* ---- The key, and the plans by name ---- */

static void add_key(page *p)
{
    bool ranges = false, stated = false;
    double x = p->years.left;
    for (size_t i = 0; i < p->payout->n_years; i++) {
        ranges |= p->payout->years[i].has_range;
        stated |= isfinite(p->payout->years[i].stated);
    }
    if (ranges) {
        x = pc_key_add(&p->board, PC_KEY_90, "futures", x, KEY);
        x = pc_key_add(&p->board, PC_KEY_50, "futures", x, KEY);
        x = pc_key_add(&p->board, PC_KEY_MEDIAN, "futures", x, KEY);
    }
    if (stated) pc_key_add(&p->board, PC_KEY_PLAN, "futures", x, KEY);
}

/* A layer's mean in the last year, at the right edge; returns its width. */
static double add_layer_mean(page *p, size_t layer, double y)
{
    const pc_theme *theme = p->board.theme;
    const pc_payout_layer *l = &p->payout->layers[layer];
    const size_t last = p->payout->n_years - 1;
    const double mean = l->means[last];
    const pc_format format = pc_format_for(PC_UNIT_MONEY, p->payout->results->currency, mean,
                                           l->ses ? l->ses[last] : (double)NAN);
    char shown[PC_SHOWN_SIZE];
    pc_format_write(shown, &format, mean, false);
    pc_board_label(&p->board, &(pc_label) { .role = "layer-mean",
                                            .text = shown,
                                            .at = { PC_HEADS_RIGHT, y },
                                            .type = theme->figure_bold,
                                            .anchor = PC_END,
                                            .colour = theme->median,
                                            .value = mean,
                                            .half_digit = pc_format_half_digit(&format) });
    return pc_board_width(&p->board, shown, &theme->figure_bold);
}

static void add_layer_row(page *p, size_t layer, double y)
{
    const pc_theme *theme = p->board.theme;
    const double taken = add_layer_mean(p, layer, y);
    const double room = PC_HEADS_RIGHT - taken - 20 - (NAMES + 28);
    pc_list_rect(p->board.list, "key", (pc_box) { NAMES, y - 15, NAMES + 16, y + 1 },
                 pc_fill(colour_of(p, layer)));
    pc_board_label(&p->board,
                   &(pc_label) { .role = "layer-name",
                                 .text = pc_board_fit(&p->board, p->payout->layers[layer].name,
                                                      &theme->label, room),
                                 .at = { NAMES + 28, y },
                                 .type = theme->label,
                                 .colour = theme->ink });
}

/* The plans in the order of the stack, the highest layer first. */
static void add_layers(page *p)
{
    const pc_theme *theme = p->board.theme;
    const size_t n = p->payout->n_layers, last = p->payout->n_years - 1;
    const char *head = pc_arena_printf(p->board.arena, "Average by plan in %s",
                                       p->payout->years[last].in_words);
    if (n == 0) return;
    pc_board_label(&p->board, &(pc_label) { .role = "panel-head",
                                            .text = head ? head : "",
                                            .at = { NAMES, TOP },
                                            .type = theme->label_bold,
                                            .colour = theme->ink });
    for (size_t i = 0; i < n; i++)
        add_layer_row(p, n - 1 - i, TOP + LAYER_ROW * (double)(i + 1));
}

/* ---- The table under it ---- */

typedef struct table {
    pc_years_row rows[PC_YEARS_ROWS];
    size_t n;
} table;

static pc_cell *add_row(page *p, table *t, const char *role, const char *name, uint32_t colour)
{
    pc_cell *cells = PC_NEW_ARRAY(p->board.arena, pc_cell, p->payout->n_years);
    if (cells)
        t->rows[t->n++] =
            (pc_years_row) { .role = role, .name = name, .colour = colour, .cells = cells };
    return cells;
}

static void add_figures(page *p, table *t, const char *role, const char *name, uint32_t colour,
                        pc_unit unit, const pc_estimate *figures)
{
    pc_cell *cells = add_row(p, t, role, name, colour);
    if (cells)
        pc_years_figures(p->board.arena, cells, unit, p->payout->results->currency, figures,
                         p->payout->n_years);
}

static void add_stated(page *p, table *t)
{
    const pc_payout *payout = p->payout;
    pc_arena *arena = p->board.arena;
    pc_cell *plan = add_row(p, t, "plan-row", "Plan", p->board.theme->target);
    if (plan) t->rows[t->n - 1].is_plan = true;
    pc_cell *chance =
        add_row(p, t, "chance-row", "Chance of that or more", p->board.theme->ink);
    if (!plan || !chance) return;
    t->rows[t->n - 1].is_chance = true;
    for (size_t i = 0; i < payout->n_years; i++) {
        const pc_payout_year *y = &payout->years[i];
        const bool there = isfinite(y->stated);
        plan[i] = chance[i] = (pc_cell) { .text = "\xe2\x80\x93", .is_missing = true };
        if (!there) continue;
        plan[i] = (pc_cell) { .text = pc_phrase_stated(arena, PC_UNIT_MONEY,
                                                       payout->results->currency, y->stated) };
        chance[i] = (pc_cell) { .text = pc_phrase_chance(arena, y->p_stated.value,
                                                         payout->results->trials) };
    }
}

/* "$90K–$290K". */
static void add_ranges(page *p, table *t)
{
    const pc_payout *payout = p->payout;
    pc_cell *cells = add_row(p, t, "range", "9 in 10 futures", p->board.theme->ink2);
    for (size_t i = 0; cells && i < payout->n_years; i++) {
        const char *range = pc_payout_range(p->board.arena, payout, &payout->years[i]);
        cells[i] = (pc_cell) { .text = range ? range : "\xe2\x80\x93", .is_missing = !range };
    }
}

static void add_table(page *p)
{
    const pc_payout *payout = p->payout;
    const size_t n = payout->n_years;
    pc_estimate *means = PC_NEW_ARRAY(p->board.arena, pc_estimate, n);
    pc_estimate *rates = PC_NEW_ARRAY(p->board.arena, pc_estimate, n);
    table t = { .n = 0 };
    bool any_rate = false, any_stated = false, any_range = false;
    pc_cell *names = add_row(p, &t, "year", NULL, p->board.theme->ink);
    if (!means || !rates || !names) return;
    for (size_t i = 0; i < n; i++) {
        names[i] = (pc_cell) { .text = payout->years[i].name };
        means[i] = payout->years[i].mean;
        rates[i] = payout->years[i].rate;
        any_rate |= isfinite(rates[i].value);
        any_range |= payout->years[i].has_range;
        any_stated |= isfinite(payout->years[i].stated);
    }
    add_figures(p, &t, "mean", "Average commission", p->board.theme->median, PC_UNIT_MONEY,
                means);
    if (any_range) add_ranges(p, &t);
    if (any_rate)
        add_figures(p, &t, "rate", "of the revenue it is paid for", p->board.theme->ink2,
                    PC_UNIT_FRACTION, rates);
    if (any_stated) add_stated(p, &t);
    pc_years_table(&p->board, &p->years, t.rows, t.n, ROW, NAMES);
}

/* ---- The whole ---- */

static const char *const how_to_read[] = {
    "How to read: columns are averages, which add up; the bar beside each is the range of that "
    "year’s commission.",
    "Columns are averages, which add up; bars are ranges."
};

static void add_heads(page *p, const pc_draft *draft)
{
    const pc_results *results = p->payout->results;
    pc_arena *arena = p->board.arena;
    const pc_heads heads = {
        .title = draft->title,
        .subject = pc_arena_printf(arena, "Commission accrued by plan and year, %s, from %s",
                                   results->currency ? results->currency : "",
                                   pc_phrase_futures(arena, results)),
        .how_to_read = how_to_read,
        .n_how_to_read = sizeof how_to_read / sizeof *how_to_read,
    };
    pc_heads_add(&p->board, results, &heads);
}

static void add_plot(page *p)
{
    pc_list *list = p->board.list;
    set_places(p);
    add_key(p);
    pc_list_group(list, "plans", NULL);
    add_layers(p);
    pc_list_group_end(list);
    pc_list_group(list, "axis", NULL);
    pc_scale_draw_left(&p->board, &p->y, PC_UNIT_MONEY, p->payout->results->currency,
                       p->years.left, RIGHT);
    pc_list_group_end(list);
    pc_list_group(list, "payout", NULL);
    for (size_t i = 0; i < p->payout->n_years; i++) {
        add_bar(p, i);
        for (size_t k = 0; k < p->payout->n_layers; k++) add_inside(p, i, k);
        add_range(p, i);
    }
    pc_years_axis(&p->board, &p->years);
    pc_list_group_end(list);
    pc_list_group(list, "strip", NULL);
    add_table(p);
    pc_list_group_end(list);
}

static void lay_out(pc_list *list, const pc_draft *draft, const pc_measure *measure)
{
    page *p = PC_NEW(list->arena, page);
    if (!p) return;
    *p = (page) { .board = { .arena = list->arena,
                             .list = list,
                             .measure = measure,
                             .theme = draft->theme },
                  .payout = draft->data };
    add_heads(p, draft);
    if (p->payout->most > 0)
        add_plot(p);
    else
        pc_board_empty(&p->board, "No partner is paid in any year: there is nothing to draw.");
}

/* ---- The table beside it ---- */

static void add_year_rows(pc_draft *draft, const pc_payout *payout, size_t i)
{
    const pc_payout_year *y = &payout->years[i];
    const char *period = pc_arena_printf(draft->arena, "y%zu", i + 1);
    const struct {
        const char *stat;
        double value;
        bool is_there;
    } rows[] = { { "mean", y->mean.value, true },
                 { "p5", y->range.p5, y->has_range },
                 { "p25", y->range.p25, y->has_range },
                 { "p50", y->range.p50, y->has_range },
                 { "p75", y->range.p75, y->has_range },
                 { "p95", y->range.p95, y->has_range },
                 { "stated", y->stated, isfinite(y->stated) } };
    if (!period) return;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (rows[k].is_there)
            pc_draft_row(draft, "commission.accrued", period, "currency", rows[k].stat,
                         rows[k].value);
    for (size_t k = 0; k < payout->n_layers; k++) {
        const char *id = payout->layers[k].id;
        const char *metric =
            id ? pc_arena_printf(draft->arena, "commission.accrued.plan.%s", id) : "other";
        if (metric)
            pc_draft_row(draft, metric, period, "currency", "mean", payout->layers[k].means[i]);
    }
}

static pc_status read_payout(pc_draft *draft, pc_diags *diags)
{
    pc_payout *payout = PC_NEW(draft->arena, pc_payout);
    if (!payout) return PC_ENOMEM;
    const pc_status status = pc_payout_read(payout, draft, diags);
    if (status != PC_OK) return status;
    draft->data = payout;
    draft->about = "commission";
    draft->title = pc_payout_title(draft->arena, payout);
    draft->description = pc_payout_description(draft->arena, payout);
    for (size_t i = 0; i < payout->n_years; i++) add_year_rows(draft, payout, i);
    return draft->arena->failed ? PC_ENOMEM : PC_OK;
}

const pc_kind pc_kind_payout = { "payout", true, pc_payout_concerns, read_payout, lay_out };
