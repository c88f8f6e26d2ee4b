/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/board.h"

#include <string.h>

/* A text that memory refused is no text; the arena remembers. */
static const char *some(const char *text)
{
    return text ? text : "";
}

void pc_board_take(pc_board *board, pc_box box)
{
    if (board->n_taken < PC_BOARD_TAKEN) board->taken[board->n_taken++] = box;
}

bool pc_board_is_free(const pc_board *board, pc_box box, double margin)
{
    for (size_t i = 0; i < board->n_taken; i++)
        if (pc_boxes_touch(board->taken[i], box, margin)) return false;
    return true;
}

void pc_board_label(pc_board *board, const pc_label *asked)
{
    pc_label there = *asked;
    const pc_label *label = &there;
    there.text = some(asked->text);
    pc_list_label(board->list, board->measure, label);
    pc_board_take(board, pc_label_box(board->measure, label));
}

double pc_board_width(const pc_board *board, const char *text, const pc_type *type)
{
    return board->measure->extent(board->measure->self, some(text), type).width;
}

/* The signs that end within the first n bytes, and an ellipsis. */
static const char *cut(pc_board *board, const char *text, size_t n)
{
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80) n--;
    while (n > 0 && text[n - 1] == ' ') n--;
    return some(pc_arena_printf(board->arena, "%.*s\xe2\x80\xa6", (int)n, text));
}

const char *pc_board_fit(pc_board *board, const char *text, const pc_type *type, double width)
{
    text = some(text);
    if (pc_board_width(board, text, type) <= width) return text;
    size_t fits = 0, too_long = strlen(text);
    while (too_long - fits > 1) { /* bisected: a plan's title can be as long as its file */
        const size_t middle = fits + (too_long - fits) / 2;
        if (pc_board_width(board, cut(board, text, middle), type) <= width)
            fits = middle;
        else
            too_long = middle;
    }
    return cut(board, text, fits);
}

pc_paint pc_fill(uint32_t colour)
{
    return (pc_paint) { (int32_t)colour, PC_NO_COLOUR, 0, 0 };
}

pc_paint pc_stroke(uint32_t colour, double width)
{
    return (pc_paint) { PC_NO_COLOUR, (int32_t)colour, width, 0 };
}

void pc_board_diamond(pc_board *board, pc_point c, double half)
{
    const pc_point corners[4] = {
        { c.x, c.y - half }, { c.x + half, c.y }, { c.x, c.y + half }, { c.x - half, c.y }
    };
    const pc_paint paint = { (int32_t)board->theme->paper, (int32_t)board->theme->target,
                             half > 9 ? 3.5 : 2.5, 0 };
    pc_list_path(board->list, "plan", corners, 4, true, paint);
}

void pc_board_empty(pc_board *board, const char *text)
{
    const double width = PC_CANVAS_WIDTH - 2 * 56;
    pc_board_label(board,
                   &(pc_label) { .role = "empty",
                                 .text = pc_board_fit(board, text, &board->theme->big, width),
                                 .at = { PC_CANVAS_WIDTH / 2.0, PC_CANVAS_HEIGHT / 2.0 },
                                 .type = board->theme->big,
                                 .anchor = PC_MIDDLE,
                                 .colour = board->theme->ink2 });
}
