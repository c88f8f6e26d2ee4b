/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Title, subtitle and footer: measured first, then shrunk, wrapped or shortened until they fit.
 */
#include "chart/page.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

enum { LEFT = 56, RIGHT = 1544, WIDTH = RIGHT - LEFT, SMALLEST_TITLE = 30 };

static void title_line(pc_page *page, const char *text, const pc_type *type, double y)
{
    pc_page_label(page, &(pc_label) { .role = "title",
                                      .text = text,
                                      .at = { LEFT, y },
                                      .type = *type,
                                      .colour = page->theme->ink });
}

/* Bytes of the longest start of text, cut at a blank, that fits; 0 when not even one word does.
 */
static size_t fitting_words(pc_page *page, const char *text, const pc_type *type)
{
    size_t best = 0;
    for (const char *blank = strchr(text, ' '); blank; blank = strchr(blank + 1, ' ')) {
        const size_t n = (size_t)(blank - text);
        const char *start = pc_arena_strndup(page->arena, text, n);
        if (!start || pc_page_width(page, start, type) > WIDTH) break;
        best = n;
    }
    return best;
}

/* Where the subtitle goes. */
static double add_title(pc_page *page, const char *title)
{
    pc_type type = pc_type_title;
    while (type.size > SMALLEST_TITLE && pc_page_width(page, title, &type) > WIDTH) type.size--;
    if (pc_page_width(page, title, &type) <= WIDTH) {
        title_line(page, title, &type, 74);
        return 114;
    }
    const size_t n = fitting_words(page, title, &type);
    if (n == 0) {
        title_line(page, pc_page_fit(page, title, &type, WIDTH), &type, 74);
        return 114;
    }
    const char *first = pc_arena_strndup(page->arena, title, n);
    title_line(page, first ? first : "", &type, 58);
    title_line(page, pc_page_fit(page, title + n + 1, &type, WIDTH), &type, 95);
    return 129;
}

static const char *unit_words(const pc_page *page)
{
    switch (page->fan->unit) {
    case PC_UNIT_MONEY:
        return page->fan->currency ? page->fan->currency : "";
    case PC_UNIT_MONTHS:
        return "months";
    default:
        return "";
    }
}

/* "NEURECTOMY partnership plan · Partner ROI (revenue/cost) by year · 20,480 simulated
 * futures": the plan's name is shortened first. */
static void add_subtitle(pc_page *page, double y)
{
    const pc_fan *fan = page->fan;
    const pc_type *type = &pc_type_subtitle;
    char trials[PC_SHOWN_SIZE];
    const char *unit = unit_words(page), *plan = pc_fan_clean(page->arena, fan->results->title);
    char *rest =
        pc_arena_printf(page->arena, "%s by year%s%s, from %s simulated future%s", fan->name,
                        *unit ? ", " : "", unit, pc_format_count(trials, fan->results->trials),
                        fan->results->trials == 1 ? "" : "s");
    if (!rest) return;
    if (*rest >= 'a' && *rest <= 'z') *rest = (char)(*rest - 'a' + 'A');
    const double room = WIDTH - pc_page_width(page, rest, type) - 24;
    if (*plan && room > 120)
        rest = pc_arena_printf(page->arena, "%s \xc2\xa0\xc2\xb7\xc2\xa0 %s",
                               pc_page_fit(page, plan, type, room), rest);
    pc_page_label(page, &(pc_label) { .role = "subtitle",
                                      .text = pc_page_fit(page, rest ? rest : "", type, WIDTH),
                                      .at = { LEFT, y },
                                      .type = *type,
                                      .colour = page->theme->ink2 });
}

static const char *how_to_read(const pc_page *page, double room)
{
    static const char long_one[] = "How to read: in any one year, 9 in 10 simulated futures "
                                   "lie inside the palest band and "
                                   "1 in 10 lies outside it, above or below.";
    static const char shorter[] =
        "How to read: in any one year, 9 in 10 futures lie inside the "
        "palest band, 1 in 10 outside.";
    static const char *const texts[] = { long_one, shorter,
                                         "9 in 10 futures: the palest band." };
    if (page->fan->results->trials == 1) return "One future was simulated: there is no range.";
    if (page->fan->is_certain) return "Certain: every simulated future has these values.";
    const size_t n = sizeof texts / sizeof *texts;
    for (size_t i = 0; i + 1 < n; i++)
        if (pc_page_width(page, texts[i], &pc_type_footer) <= room) return texts[i];
    return texts[n - 1];
}

static const char *provenance(pc_page *page)
{
    const pc_results *results = page->fan->results;
    char trials[PC_SHOWN_SIZE];
    const char *name =
        pc_page_fit(page, pc_fan_clean(page->arena, results->name), &pc_type_footer, 300);
    const char *text = pc_arena_printf(
        page->arena, "%s.json \xc2\xb7 seed %llu \xc2\xb7 %s future%s \xc2\xb7 v%s", name,
        (unsigned long long)results->seed, pc_format_count(trials, results->trials),
        results->trials == 1 ? "" : "s",
        results->engine_version ? results->engine_version : "");
    return text ? text : "";
}

static void add_footer(pc_page *page)
{
    const pc_theme *theme = page->theme;
    const char *from = provenance(page);
    const double room = WIDTH - pc_page_width(page, from, &pc_type_footer) - 32;
    pc_list_line(page->list, "rule", (pc_point) { LEFT, 846.5 }, (pc_point) { RIGHT, 846.5 },
                 pc_stroke(theme->grid, 1.25));
    pc_page_label(page, &(pc_label) { .role = "how-to-read",
                                      .text = how_to_read(page, room),
                                      .at = { LEFT, 872 },
                                      .type = pc_type_footer,
                                      .colour = theme->ink2 });
    pc_page_label(page, &(pc_label) { .role = "provenance",
                                      .text = from,
                                      .at = { RIGHT, 872 },
                                      .type = pc_type_footer,
                                      .anchor = PC_END,
                                      .colour = theme->ink3 });
}

static void add_footnote(pc_page *page)
{
    const char *note = pc_fan_footnote(page->arena, page->fan);
    if (!note) return;
    pc_page_label(page, &(pc_label) { .role = "footnote",
                                      .text = pc_page_fit(page, note, &pc_type_footer, WIDTH),
                                      .at = { LEFT, 835 },
                                      .type = pc_type_footer,
                                      .colour = page->theme->ink2 });
}

void pc_page_heads(pc_page *page)
{
    const char *title = pc_fan_title(page->arena, page->fan);
    add_subtitle(page, add_title(page, title ? title : ""));
    add_footer(page);
    add_footnote(page);
}
