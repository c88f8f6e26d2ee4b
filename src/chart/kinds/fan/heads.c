/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words around a fan. */
#include "chart/layout/heads.h"
#include "chart/kinds/fan/page.h"
#include "chart/text/phrases.h"

static const char *unit_words(const pc_fan *fan)
{
    switch (fan->unit) {
    case PC_UNIT_MONEY:
        return fan->currency ? fan->currency : "";
    case PC_UNIT_MONTHS:
        return "months";
    default:
        return "";
    }
}

static const char *subject(const pc_page *page)
{
    const pc_fan *fan = page->fan;
    char trials[PC_SHOWN_SIZE];
    const char *unit = unit_words(fan);
    return pc_phrase_capitalise(pc_arena_printf(
        page->board.arena, "%s by year%s%s, from %s simulated future%s", fan->name,
        *unit ? ", " : "", unit, pc_format_count(trials, fan->results->trials),
        fan->results->trials == 1 ? "" : "s"));
}

static const char *const how_to_read[] = {
    "How to read: in any one year, 9 in 10 simulated futures lie inside the widest band and "
    "1 in 10 lies outside it, above or below.",
    "How to read: in any one year, 9 in 10 futures lie inside the widest band, 1 in 10 "
    "outside.",
    "9 in 10 futures: the widest band."
};
static const char *const one_future[] = { "One future was simulated: there is no range." };
static const char *const few_futures[] = {
    "Too few futures for ranges and chances: the line is their median."
};
static const char *const no_range[] = { "Certain: every simulated future has these values." };

void pc_page_heads(pc_page *page)
{
    const pc_fan *fan = page->fan;
    pc_heads heads = {
        .title = fan->title ? fan->title : pc_fan_title(page->board.arena, fan),
        .subject = subject(page),
        .how_to_read = how_to_read,
        .n_how_to_read = sizeof how_to_read / sizeof *how_to_read,
        .footnote = pc_fan_footnote(page->board.arena, fan),
    };
    if (!pc_fan_has_bands(fan)) {
        heads.how_to_read = fan->results->trials == 1 ? one_future
                            : fan->is_few             ? few_futures
                                                      : no_range;
        heads.n_how_to_read = 1;
    }
    pc_heads_add(&page->board, fan->results, &heads);
}
