/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twenty equally likely outcomes, the quantiles (i - 1/2) / 20, as dots beside the fan. The
 * scale is the plot's, unless dots would be too small to count or leave it: then it is the
 * panel's own, with its ticks. */
#include "chart/layout/dots.h"
#include "chart/kinds/fan/page.h"

#include <math.h>

enum {
    DOTS = 20,
    PANEL_RIGHT = 1544,
    HEAD_X = 1240,
    AXIS_X = 1240,
    OWN_AXIS_X = 1260, /* leaves room for ticks */
    GAP = 11,          /* between the axis and the dots */
    LARGEST = 27,
    SMALLEST_SHARED = 20,
    HEADROOM = 86,    /* of the plan's line, for the count above it */
    GAP_TO_NONE = 18, /* between the lowest outcome and those without a value */
    OWN_TOP = 244,
    OWN_HEIGHT = 270
};

typedef struct panel {
    double values[DOTS]; /* dots.n of them, rising; the others have no value and fall short */
    pc_dots dots;        /* aim: NAN where there is none */
    double line;         /* the aim where it is on the scale, else NAN */
    pc_scale scale;
    double axis_x;
    pc_dots_place place;
    bool own_scale;
} panel;

/* ---- The scale ---- */

static void set_axis(panel *p, double x, double right)
{
    p->axis_x = x;
    p->dots.floor = x + GAP;
    p->dots.room = right - p->dots.floor;
}

/* At least three ticks inside, so that the distance of two can be read. */
static void set_ticks(panel *p)
{
    for (double m = 4; m < 9; m++) {
        size_t n_inside = 0;
        p->scale.ticks = pc_ticks_for(p->scale.low, p->scale.high, m, pc_nice_money);
        for (size_t i = 0; i < p->scale.ticks.n; i++)
            n_inside += pc_scale_has(&p->scale, pc_ticks_at(&p->scale.ticks, i));
        if (n_inside >= 3) return;
    }
}

static void set_own_scale(panel *p)
{
    double low = p->values[0], high = p->values[p->dots.n - 1], lack = 0;
    if (isfinite(p->line)) {
        low = fmin(low, p->line);
        high = fmax(high, p->line);
    }
    if (!(high - low > 0)) high = low + fmax(1e-9, fabs(low) * 0.1);
    p->own_scale = true;
    p->scale =
        (pc_scale) { .low = low, .high = high, .from = OWN_TOP + OWN_HEIGHT, .to = OWN_TOP };
    if (isfinite(p->line))
        lack = fmax(0, OWN_TOP - 16 + HEADROOM - pc_scale_at(&p->scale, p->line));
    p->scale.from += lack;
    p->scale.to += lack;
    set_ticks(p);
}

static bool runs_out(const panel *p, const pc_page *page)
{
    const pc_dots_place *at = &p->place;
    const double aim = isfinite(p->line) ? pc_scale_at(&p->scale, p->line) : at->from;
    const double bottom = page->years.bottom, top = page->y.to;
    if (p->dots.n < DOTS && at->to + GAP_TO_NONE + at->size > bottom) return true;
    return at->from < top - 22 || at->to > bottom + 2 || aim < top - 10 + HEADROOM ||
           aim > bottom - HEADROOM;
}

/* The quantile at p of the futures that have a value: q holds those at 1/200, 2/200, ... */
static double quantile(const pc_metric *metric, double p)
{
    const double at = fmin(PC_N_QUANTILES - 1, fmax(0, p * 200 - 1));
    const int k = (int)fmin(PC_N_QUANTILES - 2, floor(at + 1e-9));
    const double part = at - k;
    if (fabs(part) < 1e-6) return metric->q[k];
    return metric->q[k] + part * (metric->q[k + 1] - metric->q[k]);
}

/* Quantiles of all futures: those without a value lie at the end that falls short. */
static size_t read_values(double values[DOTS], const pc_page *page)
{
    const pc_fan_year *year = &page->fan->years[page->fan->at];
    const double none = year->undefined_frac, below = page->fan->lower_is_better ? 0 : none;
    size_t n = 0;
    for (int i = 0; i < DOTS; i++) {
        const double level = ((i + 0.5) / DOTS - below) / (1 - none);
        if (level > 0 && level < 1) values[n++] = quantile(year->metric, level);
    }
    return n;
}

/* An aim so far away that it would crush the dots stands on no scale. */
static void set_line(panel *p)
{
    const double low = p->values[0], high = p->values[p->dots.n - 1], aim = p->dots.aim;
    const double distance = fmax(aim - high, low - aim);
    p->line = distance > 6 * (high - low) && high > low ? (double)NAN : aim;
}

static void park(panel *p)
{
    const double line = isfinite(p->line) ? pc_scale_at(&p->scale, p->line) : p->place.to;
    p->dots.parked =
        (pc_point) { p->dots.floor, fmax(p->place.to, line) + GAP_TO_NONE + p->place.size / 2 };
}

static void place(panel *p, const pc_page *page)
{
    const double right =
        PANEL_RIGHT - 14 -
        pc_board_width(&page->board, "About 20 of 20", &page->board.theme->big);
    p->dots.values = p->values;
    p->dots.n = read_values(p->values, page);
    p->dots.n_none = DOTS - p->dots.n;
    set_line(p);
    p->scale = page->y;
    set_axis(p, AXIS_X, right);
    p->place = pc_dots_fit(&p->scale, &p->dots);
    if (p->place.size < SMALLEST_SHARED || runs_out(p, page)) {
        set_own_scale(p);
        set_axis(p, OWN_AXIS_X, right);
        p->place = pc_dots_fit(&p->scale, &p->dots);
    }
    park(p);
}

/* Twenty times the same value says nothing, and fewer futures than dots say too much. */
static bool has_outcomes(const pc_page *page)
{
    const pc_fan_year *year = &page->fan->years[page->fan->at];
    double values[DOTS];
    if (page->fan->results->trials < DOTS || year->is_certain) return false;
    const size_t n = read_values(values, page);
    for (size_t i = 0; i < n; i++)
        if (!isfinite(values[i])) return false;
    return n > 0;
}

/* ---- Around the dots ---- */

static void add_axis(pc_page *page, const panel *p)
{
    const double aim = isfinite(p->line) ? pc_scale_at(&p->scale, p->line) : p->place.from;
    const double top = fmin(p->place.from, aim) - 10, bottom = fmax(p->place.to, aim) + 10;
    pc_list_line(page->board.list, "axis", (pc_point) { p->axis_x + 0.5, top },
                 (pc_point) { p->axis_x + 0.5, bottom },
                 pc_stroke(page->board.theme->axis, 1.5));
    if (p->own_scale)
        pc_scale_draw_beside(&page->board, &p->scale, page->fan->unit, page->fan->currency,
                             p->axis_x, top, bottom);
}

static bool is_enlarged(const pc_page *page, const panel *p)
{
    const pc_scale *own = &p->scale, *plot = &page->y;
    return p->own_scale && (own->from - own->to) / (own->high - own->low) >
                               (plot->from - plot->to) / (plot->high - plot->low);
}

static void add_head(pc_page *page, const panel *p)
{
    const char *first = pc_arena_printf(page->board.arena, "%s as %d equally",
                                        page->fan->years[page->fan->at].name, (int)DOTS);
    const double x = HEAD_X, y = 166;
    pc_board_label(&page->board, &(pc_label) { .role = "dots-head",
                                               .text = first ? first : "",
                                               .at = { x, y },
                                               .type = page->board.theme->label_bold,
                                               .colour = page->board.theme->ink });
    pc_board_label(&page->board,
                   &(pc_label) { .role = "dots-head",
                                 .text = is_enlarged(page, p) ? "likely outcomes, enlarged"
                                                              : "likely outcomes",
                                 .at = { x, y + 27 },
                                 .type = page->board.theme->label_bold,
                                 .colour = page->board.theme->ink });
}

/* ---- Words beside the dots ---- */

/* The label moved up or down (step) until nothing is in its way. */
static void slide(pc_page *page, pc_label *label, double step)
{
    for (int i = 0; i < 200; i++, label->at.y += step)
        if (pc_board_is_free(&page->board, pc_label_box(page->board.measure, label), 7)) return;
}

static void add_aim_line(pc_page *page, const panel *p)
{
    const double y = floor(pc_scale_at(&p->scale, p->line)) + 0.5;
    pc_paint paint = pc_stroke(page->board.theme->target, 2);
    paint.dash = 6;
    pc_list_line(page->board.list, "aim", (pc_point) { p->axis_x, y },
                 (pc_point) { PANEL_RIGHT, y }, paint);
    const char *text =
        page->fan->aim == PC_AIM_PLAN
            ? pc_arena_printf(page->board.arena, "%s plan",
                              pc_fan_stated(page->board.arena, page->fan, p->dots.aim))
            : "cost covered";
    pc_label label = { .role = "aim-name",
                       .text = text ? text : "",
                       .at = { PANEL_RIGHT, y - 9 },
                       .type = { 18, 600, false, true },
                       .anchor = PC_END,
                       .colour = page->board.theme->target };
    if (!pc_board_is_free(&page->board, pc_label_box(page->board.measure, &label), 4))
        label.at.y = y + 22;
    slide(page, &label, 4);
    pc_board_label(&page->board, &label);
    pc_board_take(&page->board, (pc_box) { p->axis_x, y - 2, PANEL_RIGHT, y + 2 });
}

static const char *outcome_words(const pc_page *page, bool met, int n)
{
    const bool plan = page->fan->aim == PC_AIM_PLAN;
    const bool low = page->fan->lower_is_better, one = n == 1;
    if (!plan)
        return met ? (one ? "earns back the cost" : "earn back the cost")
                   : (one ? "falls short" : "fall short");
    if (low)
        return met ? (one ? "stays below the plan" : "stay below the plan")
                   : (one ? "reaches or passes it" : "reach or pass it");
    return met ? (one ? "reaches the plan" : "reach the plan")
               : (one ? "falls short" : "fall short");
}

/* Two lines as one block: it is slid as a whole. */
static void add_count(pc_page *page, double y, double step, int n, bool met)
{
    const char *big = pc_dots_count_words(page->board.arena, (size_t)n, DOTS);
    const char *small = outcome_words(page, met, n);
    const uint32_t colour = met ? page->board.theme->median : page->board.theme->target;
    pc_label label = { .role = met ? "count-meets" : "count-short",
                       .text = big ? big : "",
                       .at = { PANEL_RIGHT, y },
                       .type = page->board.theme->big,
                       .anchor = PC_END,
                       .colour = colour };
    pc_label below = label;
    below.role = "count-words";
    below.text = small;
    below.type = page->board.theme->label;
    below.colour = page->board.theme->ink2;
    for (int i = 0; i < 200; i++, label.at.y += step) {
        below.at.y = label.at.y + 29;
        pc_box box = pc_label_box(page->board.measure, &label);
        const pc_box under = pc_label_box(page->board.measure, &below);
        box.x0 = fmin(box.x0, under.x0);
        box.y1 = under.y1;
        if (pc_board_is_free(&page->board, box, 12)) break;
    }
    pc_board_label(&page->board, &label);
    pc_board_label(&page->board, &below);
}

static void add_counts(pc_page *page, const panel *p)
{
    const bool low = page->fan->lower_is_better;
    const double y =
        isfinite(p->line) ? pc_scale_at(&p->scale, p->line) : p->place.from + 58 + 28;
    const int met = (int)pc_dots_met(&p->dots);
    add_count(page, y - 58, -4, low ? DOTS - met : met, !low);
    add_count(page, y + 52, 4, low ? met : DOTS - met, low);
}

void pc_page_dots(pc_page *page)
{
    const pc_fan *fan = page->fan;
    panel p = { .dots = { .none_name = "no value",
                          .aim = fan->aim == PC_AIM_NONE ? (double)NAN : fan->aim_value,
                          .lower_is_better = fan->lower_is_better,
                          .is_sideways = true,
                          .largest = LARGEST } };
    if (!has_outcomes(page)) return;
    place(&p, page);
    pc_list_group(page->board.list, "dots", NULL);
    add_head(page, &p);
    pc_dots_draw(&page->board, &p.scale, &p.dots);
    add_axis(page, &p);
    if (isfinite(p.dots.aim)) {
        if (isfinite(p.line)) add_aim_line(page, &p);
        add_counts(page, &p);
    }
    pc_list_group_end(page->board.list);
}
