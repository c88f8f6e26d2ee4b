/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Revenue by channel: up to four years as stacked bars, more as stacked areas. Each layer is
 * painted down to the base line, the highest first, so that no background leaks between two. */
#include "chart/kinds/mix/mix.h"

#include "chart/kinds/kinds.h"
#include "chart/layout/heads.h"
#include "chart/text/phrases.h"

#include <math.h>

enum { TOP = 226, BOTTOM = 656, RIGHT = 862, MOST_BARS = 4, MOST_YEARS = 100 };

typedef struct stack {
    pc_board board;
    const pc_mix *mix;
    pc_scale y;
    double left, column, x[MOST_YEARS];
    double half_bar; /* 0: areas */
} stack;

/* ---- Colours ---- */

uint32_t pc_mix_colour(const pc_theme *theme, const pc_mix *mix, size_t layer)
{
    size_t n_coloured = 0;
    /* Direct and Other may both be there: then Other is the darker grey */
    if (mix->layers[layer].is_grey)
        return layer > 0 && mix->layers[0].is_grey ? theme->ink3 : theme->other;
    for (size_t i = 0; i < layer; i++) n_coloured += !mix->layers[i].is_grey;
    if (n_coloured >= PC_N_CATEGORIES) return theme->plan[0]; /* a seventh that is not grey */
    return theme->category[n_coloured];
}

static double linear(uint32_t colour, int shift)
{
    const double c = (double)(colour >> shift & 0xFF) / 255;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour)
{
    return 0.2126 * linear(colour, 16) + 0.7152 * linear(colour, 8) +
           0.0722 * linear(colour, 0);
}

/* WCAG contrast; the better of the two reaches 4.5 on any colour. */
uint32_t pc_mix_text_on(const pc_theme *theme, uint32_t colour)
{
    const double l = luminance(colour);
    const double on_paper = (luminance(theme->paper) + 0.05) / (l + 0.05);
    const double on_ink = (l + 0.05) / (luminance(theme->ink) + 0.05);
    return on_ink >= on_paper ? theme->ink : theme->paper;
}

/* ---- Where everything stands ---- */

/* The top of a layer in a year, in money. */
static double top_of(const pc_mix *mix, size_t layer, size_t year)
{
    double sum = 0;
    for (size_t i = 0; i <= layer; i++) sum += mix->layers[i].parts[year];
    return sum * mix->totals[year];
}

static pc_box segment(const stack *s, size_t layer, size_t year)
{
    const double under = layer > 0 ? top_of(s->mix, layer - 1, year) : 0;
    return (pc_box) { s->x[year] - s->half_bar, pc_scale_at(&s->y, top_of(s->mix, layer, year)),
                      s->x[year] + s->half_bar, pc_scale_at(&s->y, under) };
}

static void set_places(stack *s, const char *currency)
{
    const pc_mix *mix = s->mix;
    double most = 0;
    for (size_t i = 0; i < mix->n_years; i++) most = fmax(most, mix->totals[i]);
    s->y = pc_scale_for(0, most, 6, BOTTOM, TOP);
    s->left = PC_HEADS_LEFT +
              fmax(62, pc_scale_width(&s->board, &s->y, PC_UNIT_MONEY, currency) + 14);
    const bool bars = mix->n_years <= MOST_BARS;
    const double n = (double)mix->n_years;
    s->column = (RIGHT - s->left) / (bars ? n : n - 1 + 0.5);
    s->half_bar = bars ? fmin(mix->n_years == 1 ? 240 : 90, s->column * 0.36) : 0;
    for (size_t i = 0; i < mix->n_years; i++) s->x[i] = s->left + s->column * ((double)i + 0.5);
    if (bars) /* the last bar stands where the leaders begin */
        for (size_t i = 0; i < mix->n_years; i++) s->x[i] += s->column / 2 - s->half_bar;
}

/* ---- Marks ---- */

static pc_paint paint_of(const stack *s, size_t layer)
{
    return (pc_paint) { (int32_t)pc_mix_colour(s->board.theme, s->mix, layer),
                        (int32_t)s->board.theme->paper, 1.5, 0 };
}

static void add_bars(stack *s)
{
    for (size_t y = 0; y < s->mix->n_years; y++)
        for (size_t i = s->mix->n_layers; i-- > 0;) {
            pc_box box = segment(s, i, y);
            if (!(s->mix->layers[i].parts[y] > 0)) continue;
            box.y1 = BOTTOM;
            pc_list_rect(s->board.list, "layer", box, paint_of(s, i));
        }
}

static void add_areas(stack *s)
{
    const size_t n = s->mix->n_years;
    pc_point area[MOST_YEARS + 2];
    for (size_t i = s->mix->n_layers; i-- > 0;) {
        for (size_t y = 0; y < n; y++) area[y] = (pc_point) { s->x[y], segment(s, i, y).y0 };
        area[n] = (pc_point) { s->x[n - 1], BOTTOM };
        area[n + 1] = (pc_point) { s->x[0], BOTTOM };
        pc_list_path(s->board.list, "layer", area, n + 2, true, paint_of(s, i));
    }
}

/* ---- Words on the marks ---- */

static void add_inside(stack *s, size_t layer, size_t year, const char *text, double share,
                       double half_digit)
{
    const pc_theme *theme = s->board.theme;
    const pc_box box = segment(s, layer, year);
    pc_board_label(&s->board, &(pc_label) { .role = "inside",
                                            .text = text,
                                            .at = { s->x[year], (box.y0 + box.y1) / 2 + 7 },
                                            .type = theme->figure_bold,
                                            .anchor = PC_MIDDLE,
                                            .colour = pc_mix_text_on(
                                                theme, pc_mix_colour(theme, s->mix, layer)),
                                            .value = share,
                                            .half_digit = half_digit });
}

/* Percents in the bars' segments that are high enough. */
static void add_percents(stack *s)
{
    for (size_t y = 0; y < s->mix->n_years; y++)
        for (size_t i = 0; i < s->mix->n_layers; i++) {
            const pc_box box = segment(s, i, y);
            const int percent = s->mix->layers[i].percents[y];
            if (box.y1 - box.y0 < 28 || percent == 0) continue;
            const char *text = pc_arena_printf(s->board.arena, "%d%%", percent);
            if (text) add_inside(s, i, y, text, s->mix->layers[i].parts[y], 0.01);
        }
}

/* Whether the area is high enough over the whole width of a name around a year. */
static bool fits_at(const stack *s, size_t layer, size_t year, double half_width)
{
    const pc_mix *mix = s->mix;
    const pc_box here = segment(s, layer, year);
    const double middle = (here.y0 + here.y1) / 2;
    if (s->x[year] - half_width < s->x[0] + 4 ||
        s->x[year] + half_width > s->x[mix->n_years - 1] - 4)
        return false;
    for (size_t y = 0; y < mix->n_years; y++) {
        const pc_box box = segment(s, layer, y);
        if (fabs(s->x[y] - s->x[year]) > half_width + s->column) continue;
        if (box.y0 > middle - 13 || box.y1 < middle + 13) return false;
    }
    return true;
}

/* A name stands in its area at the best year: where the area is highest. */
static void add_area_name(stack *s, size_t layer)
{
    const pc_mix_layer *l = &s->mix->layers[layer];
    const double half = pc_board_width(&s->board, l->name, &s->board.theme->figure_bold) / 2;
    double best = 28;
    size_t at = MOST_YEARS;
    for (size_t y = 0; y < s->mix->n_years; y++) {
        const pc_box box = segment(s, layer, y);
        if (box.y1 - box.y0 <= best || !fits_at(s, layer, y, half)) continue;
        best = box.y1 - box.y0;
        at = y;
    }
    if (at < MOST_YEARS) add_inside(s, layer, at, l->name, (double)NAN, 0);
}

/* ---- Years and totals ---- */

/* Every how many years a text of that width has room; the last year always has. */
static size_t every(const stack *s, double width)
{
    static const size_t nice[] = { 1, 2, 5, 10, 20, 25, 50, 100 };
    for (size_t i = 0; i < sizeof nice / sizeof *nice; i++)
        if (width + 16 <= s->column * (double)nice[i]) return nice[i];
    return MOST_YEARS;
}

/* formats: NULL where the texts are no figures. */
static void add_row(stack *s, const char *role, const char *const *texts, double y,
                    const pc_format *formats)
{
    const pc_theme *theme = s->board.theme;
    double widest = 0;
    for (size_t i = 0; i < s->mix->n_years; i++)
        widest = fmax(widest, pc_board_width(&s->board, texts[i], &theme->figure_bold));
    const size_t step = every(s, widest), n = s->mix->n_years;
    for (size_t i = 0; i < n; i++) {
        if ((n - 1 - i) % step != 0) continue;
        pc_board_label(
            &s->board,
            &(pc_label) { .role = role,
                          .text = texts[i],
                          .at = { s->x[i], y },
                          .type = theme->figure_bold,
                          .anchor = PC_MIDDLE,
                          .colour = formats ? theme->median : theme->ink,
                          .value = formats ? s->mix->totals[i] : (double)NAN,
                          .half_digit = formats ? pc_format_half_digit(&formats[i]) : 0 });
    }
}

static void add_totals(stack *s)
{
    const char **texts = PC_NEW_ARRAY(s->board.arena, const char *, s->mix->n_years);
    pc_format *formats = PC_NEW_ARRAY(s->board.arena, pc_format, s->mix->n_years);
    char shown[PC_SHOWN_SIZE];
    if (!texts || !formats) return;
    for (size_t i = 0; i < s->mix->n_years; i++) {
        formats[i] = pc_format_supported(&s->mix->total_format, s->mix->totals[i], (double)NAN);
        pc_format_write(shown, &formats[i], s->mix->totals[i], false);
        texts[i] = pc_arena_strdup(s->board.arena, shown);
        if (!texts[i]) return;
    }
    add_row(s, "year", s->mix->year_names, BOTTOM + 35, NULL);
    add_row(s, "total", texts, BOTTOM + 82, formats);
    const pc_label name = { .role = "row-name",
                            .text = "Median revenue",
                            .at = { PC_HEADS_LEFT, BOTTOM + 82 },
                            .type = s->board.theme->small,
                            .colour = s->board.theme->ink2 };
    pc_label placed = name;
    if (!pc_board_is_free(&s->board, pc_label_box(s->board.measure, &name), 8))
        placed.at.y = BOTTOM + 114;
    pc_board_label(&s->board, &placed);
    pc_list_line(s->board.list, "rule", (pc_point) { PC_HEADS_LEFT, BOTTOM + 52.5 },
                 (pc_point) { RIGHT, BOTTOM + 52.5 }, pc_stroke(s->board.theme->grid, 1.25));
}

/* ---- The whole ---- */

static const char how_in_full[] = "How to read: the whole is the median revenue, divided by "
                                  "average shares, which add up; how "
                                  "sure each share is stands at the right.";
static const char *const how_to_read[] = {
    how_in_full,
    "How to read: the median revenue, divided by average shares; their ranges at the right.",
    "The median revenue, divided by average shares."
};

static void add_heads(stack *s, const pc_draft *draft)
{
    const pc_mix *mix = s->mix;
    pc_arena *arena = s->board.arena;
    const pc_heads heads = {
        .title = draft->title,
        .subject = pc_arena_printf(arena, "Revenue by channel and year, %s, from %s",
                                   mix->results->currency ? mix->results->currency : "",
                                   pc_phrase_futures(arena, mix->results)),
        .how_to_read = how_to_read,
        .n_how_to_read = sizeof how_to_read / sizeof *how_to_read,
        .footnote = mix->n_grouped > 0
                        ? pc_arena_printf(arena,
                                          "Other holds the %zu smallest channels of the last "
                                          "year; no range was recorded for them together.",
                                          mix->n_grouped)
                        : NULL,
    };
    pc_heads_add(&s->board, mix->results, &heads);
}

static void add_plot(stack *s)
{
    const char *currency = s->mix->results->currency;
    pc_point ends[PC_MIX_LAYERS];
    const size_t last = s->mix->n_years - 1;
    set_places(s, currency);
    pc_list_group(s->board.list, "axis", NULL);
    pc_scale_draw_left(&s->board, &s->y, PC_UNIT_MONEY, currency, s->left, RIGHT);
    pc_list_group_end(s->board.list);
    pc_list_group(s->board.list, "mix", NULL);
    if (s->half_bar > 0)
        add_bars(s);
    else
        add_areas(s);
    pc_list_line(s->board.list, "zero", (pc_point) { s->left, BOTTOM + 0.5 },
                 (pc_point) { RIGHT, BOTTOM + 0.5 }, pc_stroke(s->board.theme->zero, 1.5));
    if (s->half_bar > 0)
        add_percents(s);
    else
        for (size_t i = 0; i < s->mix->n_layers; i++) add_area_name(s, i);
    pc_list_group_end(s->board.list);
    pc_list_group(s->board.list, "strip", NULL);
    add_totals(s);
    pc_list_group_end(s->board.list);
    for (size_t i = 0; i < s->mix->n_layers; i++) {
        const pc_box box = segment(s, i, last);
        ends[i] = (pc_point) { box.x1, (box.y0 + box.y1) / 2 };
    }
    pc_mix_rows(&s->board, s->mix, ends);
}

static void lay_out(pc_list *list, const pc_draft *draft, const pc_measure *measure)
{
    stack *s = PC_NEW(list->arena, stack);
    if (!s) return;
    *s = (stack) { .board = { .arena = list->arena,
                              .list = list,
                              .measure = measure,
                              .theme = draft->theme },
                   .mix = draft->data };
    add_heads(s, draft);
    double most = 0;
    for (size_t i = 0; i < s->mix->n_years; i++) most = fmax(most, s->mix->totals[i]);
    if (most > 0)
        add_plot(s);
    else
        pc_board_empty(&s->board, "Nothing is sold in any year: there is no mix to draw.");
}

/* ---- The table beside it ---- */

static void add_rows(pc_draft *draft, const pc_mix *mix)
{
    for (size_t i = 0; i < mix->n_layers; i++) {
        const pc_mix_layer *layer = &mix->layers[i];
        const char *metric =
            layer->id ? pc_arena_printf(draft->arena, "share.channel.%s", layer->id) : "other";
        if (!metric) return;
        for (size_t y = 0; y < mix->n_years; y++) {
            const char *period = pc_arena_printf(draft->arena, "y%zu", y + 1);
            if (period)
                pc_draft_row(draft, metric, period, "fraction", "mean", layer->parts[y]);
        }
        const char *last = pc_arena_printf(draft->arena, "y%zu", mix->n_years);
        const struct {
            const char *stat;
            double value;
        } ranges[] = { { "p5", layer->range.p5 },   { "p25", layer->range.p25 },
                       { "p50", layer->range.p50 }, { "p75", layer->range.p75 },
                       { "p95", layer->range.p95 }, { "stated", layer->stated } };
        for (size_t k = 0; last && k < sizeof ranges / sizeof *ranges; k++)
            if (k < 5 ? layer->has_range : isfinite(layer->stated))
                pc_draft_row(draft, metric, last, "fraction", ranges[k].stat, ranges[k].value);
    }
}

static pc_status read_mix(pc_draft *draft, pc_diags *diags)
{
    pc_mix *mix = PC_NEW(draft->arena, pc_mix);
    if (!mix) return PC_ENOMEM;
    const pc_status status = pc_mix_read(mix, draft, diags);
    if (status != PC_OK) return status;
    draft->data = mix;
    draft->about = "channels";
    draft->title = pc_mix_title(draft->arena, mix);
    draft->description = pc_mix_description(draft->arena, mix);
    add_rows(draft, mix);
    return PC_OK;
}

const pc_kind pc_kind_mix = { "mix", true, NULL, read_mix, lay_out };
