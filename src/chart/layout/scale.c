/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/scale.h"

#include <math.h>

pc_scale pc_scale_for(double low, double high, double m, double from, double to)
{
    if (!(high - low > 1e-12 * fmax(fabs(low), fabs(high)))) {
        const double pad = low == 0 ? 1 : 0.1 * fabs(low);
        low -= low == 0 ? 0 : pad;
        high += pad;
    }
    pc_ticks t = pc_ticks_for(low, high, m, pc_nice_money);
    /* a tick more only when the data pass the last one by more than a quarter of a step */
    if (high > pc_ticks_at(&t, t.n - 1) + t.step / 4) t.n++;
    if (low < t.first - t.step / 4) {
        t.first -= t.step;
        t.n++;
    }
    return (pc_scale) { fmin(low, t.first), fmax(high, pc_ticks_at(&t, t.n - 1)), from, to, t };
}

double pc_scale_at(const pc_scale *s, double value)
{
    return s->from + (value - s->low) / (s->high - s->low) * (s->to - s->from);
}

double pc_scale_within(const pc_scale *s, double value)
{
    return pc_scale_at(s, fmax(s->low, fmin(s->high, value)));
}

bool pc_scale_has(const pc_scale *s, double value)
{
    return value >= s->low && value <= s->high;
}

static double largest_tick(const pc_scale *s)
{
    return fmax(fabs(s->ticks.first), fabs(pc_ticks_at(&s->ticks, s->ticks.n - 1)));
}

pc_format pc_scale_format(const pc_scale *s, pc_unit unit, const char *currency)
{
    return pc_format_ticks(unit, currency, s->ticks.first, s->ticks.step, largest_tick(s));
}

/* Floating steps miss zero by a hair. */
static double tick_value(const pc_scale *s, size_t i)
{
    const double value = pc_ticks_at(&s->ticks, i);
    return fabs(value) < 1e-9 * s->ticks.step ? 0 : value;
}

static char *write_tick(char out[PC_SHOWN_SIZE], const pc_format *format, double value,
                        bool bare)
{
    pc_format plain = *format;
    if (value == 0) plain.decimals = 0;
    return pc_format_write(out, &plain, value, bare);
}

double pc_scale_width(pc_board *board, const pc_scale *s, pc_unit unit, const char *currency)
{
    const pc_format format = pc_scale_format(s, unit, currency);
    double widest = 0;
    for (size_t i = 0; i < s->ticks.n; i++) {
        char shown[PC_SHOWN_SIZE];
        write_tick(shown, &format, tick_value(s, i), false);
        widest = fmax(widest, pc_board_width(board, shown, &board->theme->figure));
    }
    return widest;
}

static double snap(double place)
{
    return floor(place + 0.5) + 0.5;
}

/* The unit stands on the top tick only; where that is zero, on the lowest. */
static size_t tick_with_unit(const pc_scale *s)
{
    return tick_value(s, s->ticks.n - 1) > 0 ? s->ticks.n - 1 : 0;
}

void pc_scale_draw_left(pc_board *board, const pc_scale *s, pc_unit unit, const char *currency,
                        double left, double right)
{
    const pc_theme *theme = board->theme;
    const pc_format format = pc_scale_format(s, unit, currency);
    for (size_t i = 0; i < s->ticks.n; i++) {
        const double value = tick_value(s, i), y = snap(pc_scale_at(s, value));
        char shown[PC_SHOWN_SIZE];
        pc_list_line(board->list, value == 0 ? "zero" : "grid", (pc_point) { left, y },
                     (pc_point) { right, y },
                     value == 0 ? pc_stroke(theme->zero, 1.5) : pc_stroke(theme->grid, 1.25));
        write_tick(shown, &format, value, i != tick_with_unit(s));
        pc_board_label(board, &(pc_label) { .role = "tick",
                                            .text = shown,
                                            .at = { left - 14, y + 7 },
                                            .type = theme->figure,
                                            .anchor = PC_END,
                                            .colour = theme->ink2,
                                            .value = value,
                                            .half_digit = pc_format_half_digit(&format) });
    }
}

void pc_scale_draw_below(pc_board *board, const pc_scale *s, pc_unit unit, const char *currency,
                         double y)
{
    const pc_theme *theme = board->theme;
    const pc_format format = pc_scale_format(s, unit, currency);
    const pc_paint line = pc_stroke(theme->axis, 1.5);
    y = snap(y);
    pc_list_line(board->list, "axis", (pc_point) { fmin(s->from, s->to), y },
                 (pc_point) { fmax(s->from, s->to), y }, line);
    for (size_t i = 0; i < s->ticks.n; i++) {
        const double value = tick_value(s, i), x = snap(pc_scale_at(s, value));
        char shown[PC_SHOWN_SIZE];
        write_tick(shown, &format, value, false);
        const pc_label label = { .role = "tick",
                                 .text = shown,
                                 .at = { x, y + 32 },
                                 .type = theme->figure,
                                 .anchor = PC_MIDDLE,
                                 .colour = theme->ink2,
                                 .value = value,
                                 .half_digit = pc_format_half_digit(&format) };
        const pc_box box = pc_label_box(board->measure, &label);
        if (box.x0 < 8 || box.x1 > PC_CANVAS_WIDTH - 8 || !pc_board_is_free(board, box, 8))
            continue;
        pc_list_line(board->list, "axis", (pc_point) { x, y }, (pc_point) { x, y + 8 }, line);
        pc_board_label(board, &label);
    }
}

void pc_scale_draw_beside(pc_board *board, const pc_scale *s, pc_unit unit,
                          const char *currency, double x, double top, double bottom)
{
    const pc_theme *theme = board->theme;
    const pc_format format = pc_scale_format(s, unit, currency);
    for (size_t i = 0; i < s->ticks.n; i++) {
        const double value = tick_value(s, i), y = floor(pc_scale_at(s, value)) + 0.5;
        char shown[PC_SHOWN_SIZE];
        write_tick(shown, &format, value, false);
        const pc_label label = { .role = "tick",
                                 .text = shown,
                                 .at = { x - 11, y + 6 },
                                 .type = { 18, 400, false, true },
                                 .anchor = PC_END,
                                 .colour = theme->ink2,
                                 .value = value,
                                 .half_digit = pc_format_half_digit(&format) };
        if (y < top || y > bottom ||
            !pc_board_is_free(board, pc_label_box(board->measure, &label), 3))
            continue;
        pc_list_line(board->list, "axis", (pc_point) { x - 6, y }, (pc_point) { x, y },
                     pc_stroke(theme->axis, 1.5));
        pc_board_label(board, &label);
    }
}
