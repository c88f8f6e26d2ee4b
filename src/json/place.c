/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where something stands in a text: line, column, and the part of the line to show. */
#include "json/place.h"

#include "json/utf8.h"

#include <string.h>

enum {
    MARK_BYTES = 4096,  /* a power of two */
    EXCERPT_WIDTH = 80, /* code points, cut marks included */
    LEAD = 24           /* how much of the line stays before a value in its middle */
};
#define CUT "\xE2\x80\xA6" /* U+2026, the ellipsis */

/* Moves the mark from byte `from` to byte `to`; a code point cut by `to` counts where it
 * starts.
 * @return the byte reached, which may lie up to 3 behind `to` */
static size_t advance(pc_json_mark *mark, const char *text, size_t n, size_t from, size_t to)
{
    while (from < to) {
        if (text[from] == '\n') {
            mark->lines++;
            mark->line_begin = from + 1;
        }
        from += pc_utf8_step(text + from, n - from, NULL);
        mark->characters++;
    }
    return from;
}

const pc_json_mark *pc_json_marks(pc_arena *arena, const char *text, size_t n)
{
    pc_json_mark *marks = PC_NEW_ARRAY(arena, pc_json_mark, n / MARK_BYTES + 1);
    if (!marks) return NULL;
    pc_json_mark mark = { 0 };
    size_t at = 0;
    for (size_t i = 1; i <= n / MARK_BYTES; i++) {
        at = advance(&mark, text, n, at, i * MARK_BYTES);
        marks[i] = mark;
    }
    return marks;
}

static size_t sequence_start(const char *text, size_t n, size_t at)
{
    for (size_t back = 1; back <= 3 && back <= at; back++)
        if (pc_utf8_step(text + at - back, n - at + back, NULL) > back) return at - back;
    return at;
}

static pc_json_mark mark_at(const pc_json_source *source, size_t at)
{
    pc_json_mark mark = { 0 };
    size_t from = 0;
    if (source->marks && at >= MARK_BYTES) {
        mark = source->marks[at / MARK_BYTES];
        from = at / MARK_BYTES * MARK_BYTES;
        /* the mark has counted the code point that straddles its byte */
        size_t start = sequence_start(source->text, source->n, from);
        if (start < from)
            from = start + pc_utf8_step(source->text + start, source->n - start, NULL);
    }
    advance(&mark, source->text, source->n, from, at);
    return mark;
}

unsigned pc_json_line_of(const pc_json_source *source, size_t at)
{
    return (unsigned)mark_at(source, at).lines + 1;
}

static size_t line_end_of(const pc_json_source *source, size_t at)
{
    const char *found = memchr(source->text + at, '\n', source->n - at);
    size_t end = found ? (size_t)(found - source->text) : source->n;
    return end > at && source->text[end - 1] == '\r' ? end - 1 : end;
}

static size_t characters_in(const pc_json_source *source, size_t from, size_t to)
{
    pc_json_mark mark = { 0 };
    advance(&mark, source->text, source->n, from, to);
    return mark.characters;
}

static size_t forward(const pc_json_source *source, size_t at, size_t end, size_t characters)
{
    while (at < end && characters-- > 0)
        at += pc_utf8_step(source->text + at, source->n - at, NULL);
    return at < end ? at : end;
}

static size_t backward(const pc_json_source *source, size_t at, size_t begin, size_t characters)
{
    while (at > begin && characters-- > 0) at = sequence_start(source->text, source->n, at - 1);
    return at > begin ? at : begin;
}

/* Control characters would move the caret or the terminal, and direction marks reorder the
 * line: each is shown as one space. */
static bool is_showable(int32_t code)
{
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return false;
    if (code >= 0x200B && code <= 0x200F) return false;
    if (code >= 0x2028 && code <= 0x202E) return false;
    return !(code >= 0x2060 && code <= 0x206F) && code != 0xFEFF;
}

const char *pc_json_show(pc_arena *arena, const char *text, size_t n)
{
    char *out = PC_NEW_ARRAY(arena, char, 3 * n + 1),
         *end = out; /* a broken byte takes three */
    if (!out) return "";
    for (size_t at = 0; at < n;) {
        int32_t code;
        size_t length = pc_utf8_step(text + at, n - at, &code);
        if (code == PC_UTF8_BROKEN)
            end = mempcpy(end, "\xEF\xBF\xBD", 3);
        else if (!is_showable(code))
            *end++ = ' ';
        else
            end = mempcpy(end, text + at, length);
        at += length;
    }
    return out;
}

/* Fills excerpt, caret and width. The line is kept whole when it fits; else the value stands
 * behind LEAD characters, or further right when nothing is left to show behind it. */
static void excerpt(pc_place *place, pc_arena *arena, const pc_json_source *source,
                    size_t line_begin, size_t begin, size_t end)
{
    size_t line_end = line_end_of(source, begin);
    size_t last = forward(source, begin, line_end, EXCERPT_WIDTH);
    size_t first = backward(source, begin, line_begin, EXCERPT_WIDTH);
    size_t behind = characters_in(source, first, begin);
    size_t ahead = characters_in(source, begin, last);
    if (behind + ahead > EXCERPT_WIDTH || first > line_begin || last < line_end) {
        size_t most = ahead > EXCERPT_WIDTH - LEAD ? LEAD : EXCERPT_WIDTH - ahead;
        if (behind > most) first = backward(source, begin, line_begin, most - 1);
        behind = characters_in(source, first, begin) + (first > line_begin);
        last = forward(source, begin, line_end, EXCERPT_WIDTH - behind);
        if (last < line_end) last = backward(source, last, begin, 1);
    }
    place->excerpt = pc_arena_printf(arena, "%s%s%s", first > line_begin ? CUT : "",
                                     pc_json_show(arena, source->text + first, last - first),
                                     last < line_end ? CUT : "");
    size_t width = characters_in(source, begin, end < last ? end : last);
    place->caret = (unsigned)characters_in(source, first, begin) + (first > line_begin);
    place->width = place->excerpt ? width ? (unsigned)width : 1 : 0;
}

pc_place pc_json_place_of(pc_arena *arena, const pc_json_source *source, size_t begin,
                          size_t end, const char *pointer)
{
    if (!source) return (pc_place) { .pointer = pointer };
    const pc_json_mark mark = mark_at(source, begin);
    pc_place place = { .file = source->file, .pointer = pointer };
    place.line = (unsigned)mark.lines + 1;
    const pc_json_mark line = mark_at(source, mark.line_begin);
    place.column = (unsigned)(mark.characters - line.characters) + 1;
    if (source->quotable && source->n > 0)
        excerpt(&place, arena, source, mark.line_begin, begin, end);
    return place;
}
