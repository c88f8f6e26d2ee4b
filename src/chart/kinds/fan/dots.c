/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twenty equally likely outcomes, the quantiles (i - 1/2) / 20, as dots: filled where the plan
 * is met. Bins are one dot high and start at the plan, so that no dot straddles it. The scale
 * is the plot's, unless dots would be too small to count: then it is the panel's own, with its
 * ticks. */
#include "chart/kinds/fan/page.h"

#include <math.h>
#include <string.h>

enum {
    DOTS = 20,
    PANEL_RIGHT = 1544,
    HEAD_X = 1240,
    AXIS_X = 1240,
    OWN_AXIS_X = 1260, /* leaves room for ticks */
    SMALLEST = 6,
    LARGEST = 27,
    SMALLEST_SHARED = 20,
    HEADROOM = 86,    /* of the plan's line, for the count above it */
    GAP_TO_NONE = 18, /* between the lowest outcome and those without a value */
    OWN_TOP = 244,
    OWN_HEIGHT = 270
};

typedef struct panel {
    double values[DOTS]; /* n of them, rising; the others have no value and fall short */
    int n;
    double aim;                    /* NAN: none */
    double line;                   /* the aim where it is on the scale, else NAN */
    double low, high, top, bottom; /* its scale */
    double axis_x, dots_right;     /* beyond dots_right words stand */
    double size;                   /* diameter of a dot with its gap */
    bool own_scale;
    double first_y, last_y; /* highest and lowest edge of the dots */
} panel;

static double y_of(const panel *p, double value)
{
    return p->bottom - (value - p->low) / (p->high - p->low) * (p->bottom - p->top);
}

/* Where bins start: the plan, else the median outcome. */
static double anchor_of(const panel *p)
{
    return isfinite(p->line) ? p->line : p->values[p->n / 2];
}

static bool is_above(const panel *p, double value)
{
    return value >= anchor_of(p);
}

/* Bins count away from the plan: 0, 1, ... above it, -1, -2, ... below. */
static int bin_of(const panel *p, double value)
{
    const double distance = (y_of(p, anchor_of(p)) - y_of(p, value)) / p->size;
    if (is_above(p, value)) return (int)fmin(400, floor(distance + 1e-9));
    return (int)fmax(-400, fmin(-1, floor(distance)));
}

static int tallest_stack(const panel *p)
{
    int tallest = DOTS - p->n;
    for (int i = 0; i < p->n; i++) {
        int n = 0;
        for (int k = 0; k < p->n; k++) n += bin_of(p, p->values[k]) == bin_of(p, p->values[i]);
        if (n > tallest) tallest = n;
    }
    return tallest;
}

static void choose_size(panel *p)
{
    for (p->size = LARGEST; p->size > SMALLEST; p->size -= 0.5)
        if (p->axis_x + 11 + tallest_stack(p) * p->size <= p->dots_right) return;
}

/* ---- The scale ---- */

static void share_scale(panel *p, const pc_page *page)
{
    p->low = page->low;
    p->high = page->high;
    p->top = page->top;
    p->bottom = page->bottom;
    p->axis_x = AXIS_X;
    choose_size(p);
}

static void own_scale(panel *p)
{
    double low = p->values[0], high = p->values[p->n - 1];
    if (isfinite(p->line)) {
        low = fmin(low, p->line);
        high = fmax(high, p->line);
    }
    if (!(high - low > 0)) high = low + fmax(1e-9, fabs(low) * 0.1);
    p->low = low;
    p->high = high;
    p->top = OWN_TOP;
    p->bottom = OWN_TOP + OWN_HEIGHT;
    const double lack = isfinite(p->line) ? OWN_TOP - 16 + HEADROOM - y_of(p, p->line) : 0;
    p->top += fmax(0, lack);
    p->bottom += fmax(0, lack);
    p->axis_x = OWN_AXIS_X;
    p->own_scale = true;
    choose_size(p);
}

/* Dots outside the drawing area would be lost: extreme outcomes stay in the last bin inside. */
static double bin_y(const panel *p, int bin)
{
    return y_of(p, anchor_of(p)) - (bin + 0.5) * p->size;
}

static bool runs_out(const panel *p, const pc_page *page)
{
    const double first = bin_y(p, bin_of(p, p->values[p->n - 1])) - p->size / 2;
    const double last = bin_y(p, bin_of(p, p->values[0])) + p->size / 2;
    const double aim = isfinite(p->line) ? y_of(p, p->line) : first;
    if (p->n < DOTS && last + GAP_TO_NONE + p->size > page->bottom) return true;
    return first < page->top - 22 || last > page->bottom + 2 ||
           aim < page->top - 10 + HEADROOM || aim > page->bottom - HEADROOM;
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
static void read_values(panel *p, const pc_page *page)
{
    const pc_fan_year *year = &page->fan->years[page->fan->at];
    const double none = year->undefined_frac, below = page->fan->lower_is_better ? 0 : none;
    p->n = 0;
    for (int i = 0; i < DOTS; i++) {
        const double level = ((i + 0.5) / DOTS - below) / (1 - none);
        if (level > 0 && level < 1) p->values[p->n++] = quantile(year->metric, level);
    }
}

/* An aim so far away that it would crush the dots stands on no scale. */
static void set_line(panel *p)
{
    const double low = p->values[0], high = p->values[p->n - 1];
    const double distance = fmax(p->aim - high, low - p->aim);
    p->line = distance > 6 * (high - low) && high > low ? (double)NAN : p->aim;
}

static panel make(pc_page *page)
{
    const pc_fan *fan = page->fan;
    panel p = { .aim = fan->aim == PC_AIM_NONE ? (double)NAN : fan->aim_value };
    p.dots_right = PANEL_RIGHT - 14 -
                   pc_board_width(&page->board, "About 20 of 20", &page->board.theme->big);
    read_values(&p, page);
    set_line(&p);
    share_scale(&p, page);
    if (p.size < SMALLEST_SHARED || runs_out(&p, page)) own_scale(&p);
    p.first_y = bin_y(&p, bin_of(&p, p.values[p.n - 1])) - p.size / 2;
    p.last_y = bin_y(&p, bin_of(&p, p.values[0])) + p.size / 2;
    return p;
}

/* Twenty times the same value says nothing, and fewer futures than dots say too much. */
static bool has_outcomes(const pc_page *page)
{
    const pc_fan_year *year = &page->fan->years[page->fan->at];
    panel p;
    if (page->fan->results->trials < DOTS || year->is_certain) return false;
    read_values(&p, page);
    for (int i = 0; i < p.n; i++)
        if (!isfinite(p.values[i])) return false;
    return p.n > 0;
}

/* ---- Drawing ---- */

static bool meets(const pc_page *page, const panel *p, double value)
{
    if (!isfinite(p->aim)) return true;
    return (value >= p->aim) != page->fan->lower_is_better;
}

static void add_dot(pc_page *page, const panel *p, int i, int in_bin)
{
    const double value = p->values[i], radius = p->size * 0.44;
    const pc_point at = { p->axis_x + 11 + p->size * (in_bin + 0.5),
                          bin_y(p, bin_of(p, value)) };
    const double line = fmax(1.5, p->size * 0.1);
    const pc_paint hollow = { (int32_t)page->board.theme->paper,
                              (int32_t)page->board.theme->target, line, 0 };
    const bool filled = meets(page, p, value);
    pc_list_circle(page->board.list, filled ? "dot-meets" : "dot-short", at,
                   filled ? radius : radius - line / 2,
                   filled ? pc_fill(page->board.theme->median) : hollow, value);
    pc_board_take(&page->board, (pc_box) { at.x - p->size / 2, at.y - p->size / 2,
                                           at.x + p->size / 2, at.y + p->size / 2 });
}

/* Futures without a value, in a row of their own below the scale. */
static void add_none(pc_page *page, const panel *p)
{
    const double line = fmax(1.5, p->size * 0.1), radius = p->size * 0.44 - line / 2;
    const double low = isfinite(p->line) ? fmax(p->last_y, y_of(p, p->line)) : p->last_y;
    const double y = low + GAP_TO_NONE + p->size / 2;
    const uint32_t colour =
        isfinite(p->aim) ? page->board.theme->target : page->board.theme->ink3;
    const pc_paint hollow = { (int32_t)page->board.theme->paper, (int32_t)colour, line, 0 };
    double x = p->axis_x + 11;
    for (int i = p->n; i < DOTS; i++, x += p->size) {
        pc_list_circle(page->board.list, "dot-none", (pc_point) { x + p->size / 2, y }, radius,
                       hollow, (double)NAN);
        pc_board_take(&page->board,
                      (pc_box) { x, y - p->size / 2, x + p->size, y + p->size / 2 });
    }
    if (p->n < DOTS)
        pc_board_label(&page->board, &(pc_label) { .role = "none-name",
                                                   .text = "no value",
                                                   .at = { x + 8, y + 6 },
                                                   .type = page->board.theme->small,
                                                   .colour = page->board.theme->ink2 });
}

static void add_dots(pc_page *page, const panel *p)
{
    for (int i = 0; i < p->n; i++) {
        int in_bin = 0;
        for (int k = 0; k < i; k++)
            in_bin += bin_of(p, p->values[k]) == bin_of(p, p->values[i]);
        add_dot(page, p, i, in_bin);
    }
}

static void add_axis(pc_page *page, const panel *p)
{
    const double aim = isfinite(p->line) ? y_of(p, p->line) : p->first_y;
    pc_list_line(page->board.list, "axis",
                 (pc_point) { p->axis_x + 0.5, fmin(p->first_y, aim) - 10 },
                 (pc_point) { p->axis_x + 0.5, fmax(p->last_y, aim) + 10 },
                 pc_stroke(page->board.theme->axis, 1.5));
}

static void add_ticks(pc_page *page, const panel *p)
{
    const pc_fan *fan = page->fan;
    const pc_ticks ticks = pc_ticks_for(p->low, p->high, 4, pc_nice_money);
    const double last = pc_ticks_at(&ticks, ticks.n - 1);
    const pc_format format = pc_format_ticks(fan->unit, fan->currency, ticks.first, ticks.step,
                                             fmax(fabs(last), fabs(ticks.first)));
    for (size_t i = 0; i < ticks.n; i++) {
        const double value = pc_ticks_at(&ticks, i), y = floor(y_of(p, value)) + 0.5;
        char shown[PC_SHOWN_SIZE];
        pc_format plain = format;
        if (value == 0) plain.decimals = 0;
        if (y < p->first_y - 10 || y > p->last_y + 10) continue;
        const pc_label label = { .role = "tick",
                                 .text = pc_format_write(shown, &plain, value, false),
                                 .at = { p->axis_x - 11, y + 6 },
                                 .type = { 18, 400, false, true },
                                 .anchor = PC_END,
                                 .colour = page->board.theme->ink2,
                                 .value = value,
                                 .half_digit = pc_format_half_digit(&format) };
        if (!pc_board_is_free(&page->board, pc_label_box(page->board.measure, &label), 3))
            continue;
        pc_list_line(page->board.list, "axis", (pc_point) { p->axis_x - 6, y },
                     (pc_point) { p->axis_x, y }, pc_stroke(page->board.theme->axis, 1.5));
        pc_board_label(&page->board, &label);
    }
}

static bool is_enlarged(const pc_page *page, const panel *p)
{
    return p->own_scale && (p->bottom - p->top) / (p->high - p->low) >
                               (page->bottom - page->top) / (page->high - page->low);
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
    const double y = floor(y_of(p, p->aim)) + 0.5;
    pc_paint paint = pc_stroke(page->board.theme->target, 2);
    paint.dash = 6;
    pc_list_line(page->board.list, "aim", (pc_point) { p->axis_x, y },
                 (pc_point) { PANEL_RIGHT, y }, paint);
    const char *text =
        page->fan->aim == PC_AIM_PLAN
            ? pc_arena_printf(page->board.arena, "%s plan",
                              pc_fan_stated(page->board.arena, page->fan, p->aim))
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
    /* "about" even for none and for all: twenty dots round the chance */
    const char *big = pc_arena_printf(page->board.arena, "About %d of %d", n, (int)DOTS);
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
    int above = 0;
    for (int i = 0; i < p->n; i++) above += p->values[i] >= p->aim;
    const bool low = page->fan->lower_is_better;
    const double y = isfinite(p->line) ? y_of(p, p->line) : p->first_y + 58 + 28;
    const int below = p->n - above, none = DOTS - p->n;
    add_count(page, y - 58, -4, low ? above + none : above, !low);
    add_count(page, y + 52, 4, low ? below : below + none, low);
}

void pc_page_dots(pc_page *page)
{
    if (!has_outcomes(page)) return;
    const panel p = make(page);
    pc_list_group(page->board.list, "dots", NULL);
    add_head(page, &p);
    add_axis(page, &p);
    add_dots(page, &p);
    add_none(page, &p);
    if (p.own_scale) add_ticks(page, &p);
    if (isfinite(p.aim)) {
        if (isfinite(p.line)) add_aim_line(page, &p);
        add_counts(page, &p);
    }
    pc_list_group_end(page->board.list);
}
