/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values beside the end of the fan, moved apart, and the name of the first plan mark. */
#include "chart/kinds/fan/page.h"

#include "chart/layout/ends.h"

#include <math.h>
#include <string.h>

enum { END_LABELS = 6 + PC_FAN_CASES };
_Static_assert((int)END_LABELS <= (int)PC_ENDS, "all have room");

static const int at_end[] = { PC_FAN_50, PC_FAN_95, PC_FAN_5, PC_FAN_75, PC_FAN_25 };
enum { N_AT_END = sizeof at_end / sizeof *at_end };

static pc_end value_at_end(const pc_page *page, const pc_format *format, int q)
{
    const pc_fan_year *year = &page->fan->years[pc_page_last(page)];
    const pc_theme *theme = page->board.theme;
    const bool is_median = q == PC_FAN_50;
    const pc_format supported = pc_format_supported(format, year->q[q], year->se[q]);
    char shown[PC_SHOWN_SIZE];
    pc_format_write(shown, &supported, year->q[q], false);
    return (pc_end) { .role = is_median ? "end-median" : "end",
                      .text =
                          pc_arena_printf(page->board.arena, "%s%s", shown,
                                          is_median && !page->fan->is_certain ? " median" : ""),
                      .value = year->q[q],
                      .half_digit = pc_format_half_digit(&supported),
                      .wanted_y = pc_scale_at(&page->y, year->q[q]),
                      .colour = is_median ? theme->median : theme->ink2,
                      .type = is_median ? theme->figure_bold : theme->figure };
}

/* Values that read alike are said once, the median before the others: whether the n-th label
 * says what one before it says. */
static bool is_said(const pc_end *ends, size_t n)
{
    if (!ends[n].text) return true;
    const size_t length = strlen(ends[n].text);
    for (size_t i = 0; i < n; i++)
        if (strcspn(ends[i].text, " ") == length &&
            strncmp(ends[i].text, ends[n].text, length) == 0)
            return true;
    return false;
}

static size_t gather_values(pc_end *ends, const pc_page *page)
{
    const pc_fan *fan = page->fan;
    const pc_fan_year *year = &fan->years[pc_page_last(page)];
    double values[N_AT_END];
    for (size_t i = 0; i < N_AT_END; i++) values[i] = year->q[at_end[i]];
    const pc_format format = pc_format_column(fan->unit, fan->currency, values, N_AT_END, 3);
    size_t n = 0;
    for (size_t i = 0; i < N_AT_END; i++) {
        ends[n] = value_at_end(page, &format, at_end[i]);
        if (!is_said(ends, n)) n++;
    }
    return n;
}

/* "Downside $5.1M": in ink, since not every line's colour is dark enough for text. */
static size_t gather_cases(pc_end *ends, size_t n, const pc_page *page)
{
    const pc_fan *fan = page->fan;
    const size_t last = pc_page_last(page);
    for (size_t k = 0; k < fan->n_cases; k++) {
        const double value = fan->cases[k].values[last];
        if (!isfinite(value)) continue;
        char shown[PC_SHOWN_SIZE];
        const pc_format format = pc_format_column(fan->unit, fan->currency, &value, 1, 3);
        const char *beyond = value > page->y.high  ? " \xe2\x86\x91"
                             : value < page->y.low ? " \xe2\x86\x93"
                                                   : "";
        pc_format_write(shown, &format, value, false);
        ends[n++] =
            (pc_end) { .role = "end-case",
                       .text = pc_arena_printf(page->board.arena, "%s %s%s",
                                               fan->cases[k].short_title, shown, beyond),
                       .value = value,
                       .half_digit = pc_format_half_digit(&format),
                       .wanted_y = pc_scale_within(&page->y, value),
                       .colour = page->board.theme->ink,
                       .type = page->board.theme->label_bold };
    }
    return n;
}

/* A return that is far from covering its cost has that mark above the scale, with an arrow. */
static size_t gather(pc_end *ends, const pc_page *page)
{
    const pc_fan *fan = page->fan;
    const double even = fan->break_even;
    const size_t n = gather_cases(ends, gather_values(ends, page), page);
    if (!isfinite(even)) return n;
    const bool beyond = even > page->y.high;
    const pc_format format = pc_format_column(fan->unit, fan->currency, &even, 1, 2);
    char shown[PC_SHOWN_SIZE];
    pc_format_write(shown, &format, even, false);
    ends[n] = (pc_end) { .role = "break-even",
                         .text = pc_arena_printf(page->board.arena, "%s = cost covered%s",
                                                 even == 0 ? "0" : shown,
                                                 beyond ? " \xe2\x86\x91" : ""),
                         .value = even,
                         .half_digit = pc_format_half_digit(&format),
                         .wanted_y = beyond ? page->y.to - 8 : pc_scale_at(&page->y, even),
                         .colour = page->board.theme->ink2,
                         .type = page->board.theme->small };
    return n + 1;
}

double pc_page_end_width(const pc_page *page)
{
    pc_end ends[END_LABELS];
    return pc_ends_width(&page->board, ends, gather(ends, page));
}

static void add_end_labels(pc_page *page)
{
    pc_end ends[END_LABELS];
    const size_t n = gather(ends, page), last = pc_page_last(page);
    const double bar = pc_page_is_alone(page, last) ? pc_page_half_bar(page) : 0;
    pc_ends_draw(&page->board, ends, n, &page->y, pc_years_middle(&page->years, last) + bar,
                 page->y.to - 20, page->years.bottom - 4);
}

/* ---- The plan's first mark ---- */

static bool inside_plot(const pc_page *page, pc_box box)
{
    return box.x0 >= page->years.left + 4 && box.x1 <= page->years.right &&
           box.y0 >= page->y.to - 40 && box.y1 <= page->years.bottom - 4;
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
                 x = pc_years_middle(&page->years, year);
    const double under = at->has_band ? fmax(y, pc_scale_at(&page->y, at->q[PC_FAN_5])) : y;
    const double over = at->has_band ? fmin(y, pc_scale_at(&page->y, at->q[PC_FAN_95])) : y;
    const struct {
        pc_point at;
        pc_anchor anchor;
        double leader_from, leader_to;
    } places[] = {
        { { x - half - 20, fmin(y + 7, page->years.bottom - 12) }, PC_END, 0, 0 },
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
        const bool beyond = !pc_scale_has(&page->y, stated);
        const char *text = pc_arena_printf(page->board.arena, "Plan %s%s", figure,
                                           beyond ? ", off the scale" : "");
        if (text && last && strcmp(text, last) == 0) continue;
        last = text;
        const double y = pc_scale_within(&page->y, stated);
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
