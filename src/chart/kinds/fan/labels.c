/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values beside the end of the fan, moved apart, and the name of the first plan mark. */
#include "chart/kinds/fan/page.h"

#include "chart/layout/spread.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { END_LABELS = 6 + PC_FAN_CASES, LINE = 24, GAP = 3 };

typedef struct end_label {
    char text[PC_SHOWN_SIZE + 64];
    const char *role;
    double value, half_digit, wanted_y;
    uint32_t colour;
    pc_type type;
} end_label;

static const int at_end[] = { PC_FAN_95, PC_FAN_75, PC_FAN_50, PC_FAN_25, PC_FAN_5 };
enum { N_AT_END = sizeof at_end / sizeof *at_end };

static void add_value(end_label *label, const pc_page *page, const pc_format *format, int q)
{
    const pc_fan_year *year = &page->fan->years[pc_page_last(page)];
    const bool is_median = q == PC_FAN_50;
    const pc_format supported = pc_format_supported(format, year->q[q], year->se[q]);
    pc_format_write(label->text, &supported, year->q[q], false);
    if (is_median && !page->fan->is_certain) strcat(label->text, " median");
    label->role = is_median ? "end-median" : "end";
    label->value = year->q[q];
    label->half_digit = pc_format_half_digit(&supported);
    label->wanted_y = pc_page_y(page, year->q[q]);
    label->colour = is_median ? page->board.theme->median : page->board.theme->ink2;
    label->type = is_median ? page->board.theme->figure_bold : page->board.theme->figure;
}

/* Values that read alike are said once, the median before the others: whether the n-th label
 * says what one before it says. */
static bool is_said(const end_label *labels, size_t n)
{
    const size_t length = strlen(labels[n].text);
    for (size_t i = 0; i < n; i++)
        if (strcspn(labels[i].text, " ") == length &&
            strncmp(labels[i].text, labels[n].text, length) == 0)
            return true;
    return false;
}

static size_t gather_values(end_label *labels, const pc_page *page)
{
    static const int order[N_AT_END] = { PC_FAN_50, PC_FAN_95, PC_FAN_5, PC_FAN_75, PC_FAN_25 };
    const pc_fan *fan = page->fan;
    const pc_fan_year *year = &fan->years[pc_page_last(page)];
    double values[N_AT_END];
    for (size_t i = 0; i < N_AT_END; i++) values[i] = year->q[at_end[i]];
    const pc_format format = pc_format_column(fan->unit, fan->currency, values, N_AT_END, 2);
    size_t n = 0;
    for (size_t i = 0; i < N_AT_END; i++) {
        add_value(&labels[n], page, &format, order[i]);
        if (!is_said(labels, n)) n++;
    }
    return n;
}

/* "Downside $5.1M": in ink, since not every line's colour is dark enough for text. */
static size_t gather_cases(end_label *labels, size_t n, const pc_page *page)
{
    const pc_fan *fan = page->fan;
    const size_t last = pc_page_last(page);
    for (size_t k = 0; k < fan->n_cases; k++) {
        const double value = fan->cases[k].values[last];
        if (!isfinite(value)) continue;
        char shown[PC_SHOWN_SIZE];
        const pc_format format = pc_format_column(fan->unit, fan->currency, &value, 1, 2);
        const char *beyond = value > page->high  ? " \xe2\x86\x91"
                             : value < page->low ? " \xe2\x86\x93"
                                                 : "";
        labels[n] =
            (end_label) { .role = "end-case",
                          .value = value,
                          .half_digit = pc_format_half_digit(&format),
                          .wanted_y = pc_page_y(page, fmin(page->high, fmax(page->low, value))),
                          .colour = page->board.theme->ink,
                          .type = page->board.theme->label_bold };
        pc_format_write(shown, &format, value, false);
        snprintf(labels[n].text, sizeof labels[n].text, "%s %s%s", fan->cases[k].short_title,
                 shown, beyond);
        n++;
    }
    return n;
}

/* A return that is far from covering its cost has that mark above the scale, with an arrow. */
static size_t gather(end_label *labels, const pc_page *page)
{
    const pc_fan *fan = page->fan;
    const double even = fan->break_even;
    const size_t n = gather_cases(labels, gather_values(labels, page), page);
    if (!isfinite(even)) return n;
    const bool beyond = even > page->high;
    const pc_format format = pc_format_column(fan->unit, fan->currency, &even, 1, 2);
    end_label *label = &labels[n];
    *label = (end_label) { .role = "break-even",
                           .value = even,
                           .half_digit = pc_format_half_digit(&format),
                           .wanted_y = beyond ? page->top - 8 : pc_page_y(page, even),
                           .colour = page->board.theme->ink2,
                           .type = page->board.theme->small };
    pc_format_write(label->text, &format, even, false);
    if (even == 0) strcpy(label->text, "0");
    strcat(label->text, beyond ? " = cost covered \xe2\x86\x91" : " = cost covered");
    return n + 1;
}

double pc_page_end_width(const pc_page *page)
{
    end_label labels[END_LABELS];
    const size_t n = gather(labels, page);
    double width = 0;
    for (size_t i = 0; i < n; i++)
        width = fmax(width, pc_board_width(&page->board, labels[i].text, &labels[i].type));
    return width;
}

/* The zero line is too dark for a halo alone. */
static void clear_zero(pc_page *page, const pc_label *label)
{
    const pc_box box = pc_label_box(page->board.measure, label);
    const double zero = pc_page_y(page, 0);
    if (zero < box.y0 - 2 || zero > box.y1 + 2) return;
    pc_list_rect(page->board.list, "clear",
                 (pc_box) { box.x0 - 4, zero - 2, box.x1 + 4, zero + 3 },
                 pc_fill(page->board.theme->paper));
}

static void add_end_labels(pc_page *page)
{
    end_label labels[END_LABELS];
    double y[END_LABELS], heights[END_LABELS];
    const size_t n = gather(labels, page), last = pc_page_last(page);
    const double edge =
        page->x[last] + (pc_page_is_alone(page, last) ? pc_page_half_bar(page) : 0);
    bool moved = false;
    for (size_t i = 0; i < n; i++) {
        y[i] = labels[i].wanted_y;
        heights[i] = LINE;
    }
    pc_spread(y, heights, n, GAP, page->top - 20, page->bottom - 4);
    for (size_t i = 0; i < n; i++) moved |= fabs(y[i] - labels[i].wanted_y) > 6;
    const double x = edge + (moved ? 38 : 20);
    for (size_t i = 0; i < n; i++) {
        if (fabs(y[i] - labels[i].wanted_y) > 6)
            pc_list_line(page->board.list, "leader",
                         (pc_point) { edge + 14, labels[i].wanted_y },
                         (pc_point) { x - 5, y[i] }, pc_stroke(page->board.theme->axis, 1.25));
        const pc_label label = { .role = labels[i].role,
                                 .text = labels[i].text,
                                 .at = { x, y[i] + 7 },
                                 .type = labels[i].type,
                                 .colour = labels[i].colour,
                                 .halo = true,
                                 .value = labels[i].value,
                                 .half_digit = labels[i].half_digit };
        clear_zero(page, &label);
        pc_board_label(&page->board, &label);
    }
}

/* ---- The plan's first mark ---- */

static bool inside_plot(const pc_page *page, pc_box box)
{
    return box.x0 >= page->left + 4 && box.x1 <= page->right && box.y0 >= page->top - 40 &&
           box.y1 <= page->bottom - 4;
}

static bool fits_there(const pc_page *page, const pc_label *label)
{
    const pc_box box = pc_label_box(page->board.measure, label);
    return inside_plot(page, box) && pc_board_is_free(&page->board, box, 4);
}

/* Beside the mark, below the fan, above it; otherwise the table says it. */
static void name_plan(pc_page *page, size_t year, double y, const char *text, bool beyond)
{
    const pc_fan_year *at = &page->fan->years[year];
    const double half = pc_page_is_alone(page, year) ? pc_page_half_bar(page) : 0,
                 x = page->x[year];
    const double under = at->has_band ? fmax(y, pc_page_y(page, at->q[PC_FAN_5])) : y;
    const double over = at->has_band ? fmin(y, pc_page_y(page, at->q[PC_FAN_95])) : y;
    const struct {
        pc_point at;
        pc_anchor anchor;
        double leader_from, leader_to;
    } places[] = {
        { { x - half - 20, fmin(y + 7, page->bottom - 12) }, PC_END, 0, 0 },
        { { x, under + 58 }, PC_MIDDLE, y + 15, under + 36 },
        { { x, over - 42 }, PC_MIDDLE, y - 15, over - 36 },
        { { x, y - 22 }, PC_MIDDLE, 0, 0 },
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const pc_label label = { .role = "plan-name",
                                 .text = text,
                                 .at = places[i].at,
                                 .type = page->board.theme->label_bold,
                                 .anchor = places[i].anchor,
                                 .colour = page->board.theme->target,
                                 .halo = true };
        if (beyond && places[i].leader_to != places[i].leader_from) continue;
        if (!fits_there(page, &label)) continue;
        if (places[i].leader_to != places[i].leader_from)
            pc_list_line(page->board.list, "leader", (pc_point) { x, places[i].leader_from },
                         (pc_point) { x, places[i].leader_to },
                         pc_stroke(page->board.theme->target, 1.5));
        pc_board_label(&page->board, &label);
        return;
    }
}

static void add_plan_name(pc_page *page)
{
    const char *last = NULL;
    for (size_t i = 0; i < page->fan->n_years; i++) {
        const double stated = page->fan->years[i].metric->stated;
        if (!isfinite(stated)) continue;
        const char *figure = pc_fan_stated(page->board.arena, page->fan, stated);
        const bool beyond = stated > page->high || stated < page->low;
        const char *text = pc_arena_printf(page->board.arena, "Plan %s%s", figure,
                                           beyond ? ", off the scale" : "");
        if (text && last && strcmp(text, last) == 0) continue;
        last = text;
        const double y = pc_page_y(page, fmin(page->high, fmax(page->low, stated)));
        if (text) name_plan(page, i, y, text, beyond);
        if (!beyond) return; /* one name is enough; each mark off the scale has its own */
    }
}

void pc_page_labels(pc_page *page)
{
    pc_list_group(page->board.list, "labels", NULL);
    add_end_labels(page);
    add_plan_name(page);
    pc_list_group_end(page->board.list);
}
