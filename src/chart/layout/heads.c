/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/heads.h"

#include "chart/kinds/fan/fan.h"
#include "chart/text/clean.h"
#include "chart/text/format.h"

#include <string.h>

enum { LEFT = PC_HEADS_LEFT, RIGHT = PC_HEADS_RIGHT, WIDTH = RIGHT - LEFT };

/* How far a title shrinks before it is wrapped. */
static double smallest_title(const pc_theme *theme)
{
    return theme->title.size * 5 / 6;
}

static void title_line(pc_board *board, const char *text, const pc_type *type, double y)
{
    pc_board_label(board, &(pc_label) { .role = "title",
                                        .text = text,
                                        .at = { LEFT, y },
                                        .type = *type,
                                        .colour = board->theme->ink });
}

/* Bytes of the longest start of text, cut at a blank, that fits; 0 when not even one word does.
 */
static size_t fitting_words(pc_board *board, const char *text, const pc_type *type)
{
    size_t best = 0;
    for (const char *blank = strchr(text, ' '); blank; blank = strchr(blank + 1, ' ')) {
        const size_t n = (size_t)(blank - text);
        const char *start = pc_arena_strndup(board->arena, text, n);
        if (!start || pc_board_width(board, start, type) > WIDTH) break;
        best = n;
    }
    return best;
}

/* Where the subtitle goes. */
static double add_title(pc_board *board, const char *title)
{
    pc_type type = board->theme->title;
    while (type.size > smallest_title(board->theme) &&
           pc_board_width(board, title, &type) > WIDTH)
        type.size--;
    if (pc_board_width(board, title, &type) <= WIDTH) {
        title_line(board, title, &type, 74);
        return 114;
    }
    const size_t n = fitting_words(board, title, &type);
    if (n == 0) {
        title_line(board, pc_board_fit(board, title, &type, WIDTH), &type, 74);
        return 114;
    }
    const char *first = pc_arena_strndup(board->arena, title, n);
    title_line(board, first ? first : "", &type, 58);
    title_line(board, pc_board_fit(board, title + n + 1, &type, WIDTH), &type, 95);
    return 129;
}

/* "NEURECTOMY partnership plan · Partner ROI (revenue/cost) by year, from 20,480 simulated
 * futures": the plan's name is shortened first. */
static void add_subtitle(pc_board *board, const pc_results *results, const char *subject,
                         double y)
{
    const pc_type *type = &board->theme->subtitle;
    const char *plan = results ? pc_clean_text(board->arena, results->title) : NULL;
    const char *text = subject;
    const double room = WIDTH - pc_board_width(board, subject, type) - 24;
    if (plan && *plan && room > 120)
        text = pc_arena_printf(board->arena, "%s \xc2\xa0\xc2\xb7\xc2\xa0 %s",
                               pc_board_fit(board, plan, type, room), subject);
    pc_board_label(board,
                   &(pc_label) { .role = "subtitle",
                                 .text = pc_board_fit(board, text ? text : "", type, WIDTH),
                                 .at = { LEFT, y },
                                 .type = *type,
                                 .colour = board->theme->ink2 });
}

static const char *how_to_read(const pc_board *board, const pc_heads *heads, double room)
{
    const size_t n = heads->n_how_to_read;
    for (size_t i = 0; i + 1 < n; i++)
        if (pc_board_width(board, heads->how_to_read[i], &board->theme->footer) <= room)
            return heads->how_to_read[i];
    return n > 0 ? heads->how_to_read[n - 1] : "";
}

static const char *provenance(pc_board *board, const pc_results *results)
{
    char trials[PC_SHOWN_SIZE];
    const char *clean = pc_clean_text(board->arena, results->name);
    const char *name = pc_board_fit(board, clean ? clean : "", &board->theme->footer, 300);
    const char *text = pc_arena_printf(
        board->arena, "%s.json \xc2\xb7 seed %llu \xc2\xb7 %s future%s \xc2\xb7 v%s", name,
        (unsigned long long)results->seed, pc_format_count(trials, results->trials),
        results->trials == 1 ? "" : "s",
        results->engine_version ? results->engine_version : "");
    return text ? text : "";
}

static void add_footer(pc_board *board, const pc_results *results, const pc_heads *heads)
{
    const pc_theme *theme = board->theme;
    const char *from = results ? provenance(board, results)
                               : pc_board_fit(board, heads->origin, &theme->footer, WIDTH / 2);
    const double room = WIDTH - pc_board_width(board, from, &theme->footer) - 32;
    pc_list_line(board->list, "rule", (pc_point) { LEFT, 846.5 }, (pc_point) { RIGHT, 846.5 },
                 pc_stroke(theme->grid, 1.25));
    pc_board_label(board, &(pc_label) { .role = "how-to-read",
                                        .text = how_to_read(board, heads, room),
                                        .at = { LEFT, 872 },
                                        .type = theme->footer,
                                        .colour = theme->ink2 });
    pc_board_label(board, &(pc_label) { .role = "provenance",
                                        .text = from,
                                        .at = { RIGHT, 872 },
                                        .type = theme->footer,
                                        .anchor = PC_END,
                                        .colour = theme->ink3 });
}

static void add_footnote(pc_board *board, const char *note)
{
    const pc_type *type = &board->theme->footer;
    if (!note) return;
    pc_board_label(board, &(pc_label) { .role = "footnote",
                                        .text = pc_board_fit(board, note, type, WIDTH),
                                        .at = { LEFT, 835 },
                                        .type = *type,
                                        .colour = board->theme->ink2 });
}

void pc_heads_add(pc_board *board, const pc_results *results, const pc_heads *heads)
{
    const double y = add_title(board, heads->title ? heads->title : "");
    add_subtitle(board, results, heads->subject ? heads->subject : "", y);
    add_footer(board, results, heads);
    add_footnote(board, heads->footnote);
}
