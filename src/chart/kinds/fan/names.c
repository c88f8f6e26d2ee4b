/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which band is which: horizontal leaders ending in a dot inside the band they name, where
 * there is room above the fan's start; otherwise a key. */
#include "chart/kinds/fan/page.h"

#include <math.h>

enum { BANDS = 3 };

static const struct {
    const char *name;
    int from, to; /* quantiles of the band's upper part, which no narrower band covers */
} bands[BANDS] = { { "9 in 10 futures", PC_FAN_90, PC_FAN_95 },
                   { "8 in 10 futures", PC_FAN_75, PC_FAN_90 },
                   { "Half of futures", PC_FAN_50, PC_FAN_75 } };

/* The height of a quantile at x, between the years; NAN where there is no band. */
static double height_at(const pc_page *page, int quantile, double x)
{
    const pc_fan_year *years = page->fan->years;
    for (size_t i = 0; i < page->fan->n_years; i++) {
        if (!years[i].has_band) continue;
        const double y = pc_scale_at(&page->y, years[i].q[quantile]);
        if (pc_page_is_alone(page, i) &&
            fabs(x - pc_years_middle(&page->years, i)) <= pc_page_half_bar(page))
            return y;
        if (i + 1 == page->fan->n_years || !years[i + 1].has_band) continue;
        if (x < pc_years_middle(&page->years, i) || x > pc_years_middle(&page->years, i + 1))
            continue;
        const double next = pc_scale_at(&page->y, years[i + 1].q[quantile]);
        return y +
               (next - y) * (x - pc_years_middle(&page->years, i)) /
                   (pc_years_middle(&page->years, i + 1) - pc_years_middle(&page->years, i));
    }
    return (double)NAN;
}

/* x at a share of the way through the last stretch of the fan. */
static double x_of_share(const pc_page *page, double share)
{
    const size_t last = pc_page_last(page);
    if (pc_page_is_alone(page, last))
        return pc_years_middle(&page->years, last) + (2 * share - 1) * pc_page_half_bar(page);
    return pc_years_middle(&page->years, last - 1) +
           share *
               (pc_years_middle(&page->years, last) - pc_years_middle(&page->years, last - 1));
}

static bool set_dots(pc_point dots[BANDS], const pc_page *page, const double shares[BANDS])
{
    for (size_t b = 0; b < BANDS; b++) {
        dots[b].x = x_of_share(page, shares[b]);
        const double low = height_at(page, bands[b].from, dots[b].x);
        const double high = height_at(page, bands[b].to, dots[b].x);
        dots[b].y = floor((low + high) / 2) + 0.5;
        if (!(low - high >= 12)) return false;
        if (b > 0 && dots[b].y - dots[b - 1].y < 28) return false;
    }
    return true;
}

/* The label and its leader, both clear of the fan where the label is, and of other marks. */
static bool is_clear(const pc_page *page, pc_box label, pc_point dot)
{
    if (label.x0 < page->years.left + 8) return false;
    for (double x = label.x0; x <= label.x1 + 12; x += 6)
        if (height_at(page, PC_FAN_95, x) < label.y1 + 8) return false;
    const pc_box leader = { label.x1, dot.y - 2, dot.x + 5, dot.y + 2 };
    return pc_board_is_free(&page->board, label, 6) &&
           pc_board_is_free(&page->board, leader, 3);
}

static pc_label name_of(const pc_page *page, size_t b, double right, pc_point dot)
{
    return (pc_label) { .role = "band-name",
                        .text = bands[b].name,
                        .at = { right, dot.y + 7 },
                        .type = page->board.theme->label,
                        .anchor = PC_END,
                        .colour = page->board.theme->ink,
                        .halo = true };
}

static bool all_clear(const pc_page *page, const pc_point dots[BANDS], double right)
{
    for (size_t b = 0; b < BANDS; b++) {
        const pc_label label = name_of(page, b, right, dots[b]);
        if (!is_clear(page, pc_label_box(page->board.measure, &label), dots[b])) return false;
    }
    return true;
}

static void draw_leaders(pc_page *page, const pc_point dots[BANDS], double right)
{
    for (size_t b = 0; b < BANDS; b++) {
        const pc_label label = name_of(page, b, right, dots[b]);
        pc_list_line(page->board.list, "leader", (pc_point) { right + 10, dots[b].y }, dots[b],
                     pc_stroke(page->board.theme->ink2, 1.5));
        pc_list_circle(page->board.list, "leader", dots[b], 4.5,
                       pc_fill(page->board.theme->ink2), (double)NAN);
        pc_board_label(&page->board, &label);
    }
}

static bool add_leaders(pc_page *page)
{
    static const double shares[][BANDS] = { { 0.92, 0.84, 0.76 },
                                            { 0.9, 0.86, 0.82 },
                                            { 0.88, 0.76, 0.64 },
                                            { 0.8, 0.8, 0.8 },
                                            { 0.7, 0.8, 0.9 } };
    for (size_t s = 0; s < sizeof shares / sizeof *shares; s++) {
        pc_point dots[BANDS];
        if (!set_dots(dots, page, shares[s])) continue;
        const double most = fmin(dots[0].x, fmin(dots[1].x, dots[2].x)) - 40;
        for (double right = floor(most); right > page->years.left; right -= 8)
            if (all_clear(page, dots, right)) {
                draw_leaders(page, dots, right);
                return true;
            }
    }
    return false;
}

/* ---- The key ---- */

static double add_key_label(pc_page *page, double x, double y, const char *text)
{
    const pc_label label = { .role = "key",
                             .text = text,
                             .at = { x, y },
                             .type = page->board.theme->small,
                             .colour = page->board.theme->ink };
    pc_board_label(&page->board, &label);
    return x + pc_board_width(&page->board, text, &label.type) + 30;
}

static void add_key(pc_page *page)
{
    const uint32_t colours[BANDS] = { page->board.theme->band_90, page->board.theme->band_80,
                                      page->board.theme->band_50 };
    const double y = 168;
    double x = page->years.left;
    for (size_t b = BANDS; b-- > 0 && pc_fan_has_bands(page->fan);) {
        pc_list_rect(page->board.list, "key", (pc_box) { x, y - 15, x + 26, y + 1 },
                     pc_fill(colours[b]));
        x = add_key_label(page, x + 34, y, bands[b].name);
    }
    pc_list_line(page->board.list, "key", (pc_point) { x, y - 6.5 },
                 (pc_point) { x + 26, y - 6.5 }, pc_stroke(page->board.theme->median, 3.5));
    x = add_key_label(page, x + 34, y, page->fan->is_certain ? "Every future" : "Median");
    if (!page->fan->states_any) return;
    pc_board_diamond(&page->board, (pc_point) { x + 13, y - 7 }, 8);
    add_key_label(page, x + 34, y, "Plan");
}

void pc_page_names(pc_page *page)
{
    pc_list_group(page->board.list, "names", NULL);
    page->has_key = !pc_fan_has_bands(page->fan) || !add_leaders(page);
    if (page->has_key) add_key(page);
    pc_page_case_key(page, page->has_key ? 198 : 168);
    pc_list_group_end(page->board.list);
}
