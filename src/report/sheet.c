/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sheet.h"

#include "chart/text/clean.h"

#include <stdint.h>
#include <string.h>

enum { INDENT = 2, LABEL_WIDTH = PC_SHEET_MARGIN - INDENT };

const char *pc_sheet_sign(const pc_sheet *page, pc_sign sign)
{
    static const char *const signs[PC_N_SIGNS][2] = {
        [PC_SIGN_DASH] = { "-", "–" },     [PC_SIGN_SEPARATOR] = { ", ", " · " },
        [PC_SIGN_YES] = { "yes", "✓" },    [PC_SIGN_NO] = { "no", "✗" },
        [PC_SIGN_EVEN] = { "~", "≈" },     [PC_SIGN_BAR] = { "#", "█" },
        [PC_SIGN_MINUS] = { "-", "−" },    [PC_SIGN_AT_LEAST] = { ">=", "≥" },
        [PC_SIGN_AT_MOST] = { "<=", "≤" }, [PC_SIGN_CUT] = { "...", "…" },
    };
    return signs[sign][page->is_utf8];
}

/* ---- Width ---- */

/* The next code point of at most n > 0 bytes; broken bytes count as one U+FFFD each. */
static uint32_t next_code_point(size_t *length, const char *text, size_t n)
{
    const unsigned char *c = (const unsigned char *)text;
    const size_t more = c[0] < 0x80    ? 0
                        : c[0] >= 0xf0 ? 3
                        : c[0] >= 0xe0 ? 2
                        : c[0] >= 0xc2 ? 1
                                       : 4;
    *length = 1;
    if (more == 0) return c[0];
    if (more >= n || more == 4) return 0xfffd;
    uint32_t point = c[0] & (0x3fu >> more);
    for (size_t i = 1; i <= more; i++) {
        if ((c[i] & 0xc0) != 0x80) return 0xfffd;
        point = point << 6 | (c[i] & 0x3fu);
    }
    *length = more + 1;
    return point;
}

typedef struct range {
    uint32_t from, to;
} range;

static bool is_among(uint32_t point, const range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (point >= ranges[i].from && point <= ranges[i].to) return true;
    return false;
}

/* East Asian Wide and Fullwidth, emoji; combining marks and joiners. By blocks: good enough to
 * align a title. */
static size_t columns_of(uint32_t point)
{
    static const range wide[] = {
        { 0x1100, 0x115f }, { 0x2e80, 0xa4cf },   { 0xac00, 0xd7a3 },
        { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f },   { 0xff00, 0xff60 },
        { 0xffe0, 0xffe6 }, { 0x1f300, 0x1faff }, { 0x20000, 0x3fffd }
    };
    static const range none[] = {
        { 0x0300, 0x036f }, { 0x200b, 0x200f }, { 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }
    };
    if (is_among(point, none, sizeof none / sizeof *none)) return 0;
    return is_among(point, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

size_t pc_sheet_columns(const char *text, size_t n)
{
    size_t width = 0, length = 1;
    for (size_t at = 0; at < n; at += length)
        width += columns_of(next_code_point(&length, text + at, n - at));
    return width;
}

/* ---- Text ---- */

char *pc_sheet_clean(const pc_sheet *page, const char *text)
{
    pc_text clean = { 0 };
    const size_t n = strlen(text);
    pc_text_add(&clean, "");
    for (size_t at = 0, length = 1; at < n; at += length) {
        const uint32_t point = next_code_point(&length, text + at, n - at);
        const bool is_control = point < 0x20 || (point >= 0x7f && point < 0xa0);
        const bool is_foreign = point == 0xfffd || (point > 0x7f && !page->is_utf8);
        if (pc_is_steering(point))
            pc_text_addf(&clean, "\\u%04x", (unsigned)point);
        else if (is_control)
            pc_text_add(&clean, " ");
        else if (is_foreign)
            pc_text_add(&clean, "?");
        else
            pc_text_add_n(&clean, text + at, length);
    }
    return pc_text_take(&clean);
}

void pc_sheet_add_short(pc_text *out, const pc_sheet *page, const char *text, size_t columns)
{
    const char *cut = pc_sheet_sign(page, PC_SIGN_CUT);
    const size_t n = strlen(text), cut_columns = pc_sheet_columns(cut, strlen(cut));
    if (pc_sheet_columns(text, n) <= columns) {
        pc_text_add(out, text);
        return;
    }
    const size_t room = columns > cut_columns ? columns - cut_columns : 0;
    size_t at = 0, length = 1;
    for (size_t taken = 0; at < n; at += length) {
        taken += columns_of(next_code_point(&length, text + at, n - at));
        if (taken > room) break;
    }
    pc_text_add_n(out, text, at);
    pc_text_add(out, cut);
}

static void begin_style(pc_sheet *page, pc_sheet_style style)
{
    if (!page->is_coloured || style == PC_SHEET_PLAIN) return;
    pc_text_add(&page->out, style == PC_SHEET_BOLD ? "\033[1m" : "\033[2m");
}

static void end_style(pc_sheet *page, pc_sheet_style style)
{
    if (page->is_coloured && style != PC_SHEET_PLAIN) pc_text_add(&page->out, "\033[0m");
}

void pc_sheet_add(pc_sheet *page, pc_sheet_style style, const char *text)
{
    if (!*text) return;
    begin_style(page, style);
    pc_text_add(&page->out, text);
    end_style(page, style);
}

void pc_sheet_add_padded(pc_sheet *page, pc_sheet_style style, const char *text, size_t width,
                         bool right)
{
    const size_t taken = pc_sheet_columns(text, strlen(text));
    const size_t blanks = taken < width ? width - taken : 0;
    if (right) pc_text_repeat(&page->out, ' ', blanks);
    pc_sheet_add(page, style, text);
    if (!right) pc_text_repeat(&page->out, ' ', blanks);
}

/* ---- Paragraphs ---- */

/* A word of at most so many columns, its glue turned back into blanks. Returns its columns. */
static size_t add_word(pc_sheet *page, const char *word, size_t n, size_t room)
{
    pc_text whole = { 0 }, shown = { 0 };
    pc_text_add(&whole, "");
    for (size_t i = 0; i < n; i++)
        pc_text_add_n(&whole, word[i] == *PC_SHEET_GLUE ? " " : &word[i], 1);
    if (!whole.failed) pc_sheet_add_short(&shown, page, whole.data, room);
    const bool is_well = !whole.failed && !shown.failed && shown.data;
    if (is_well)
        pc_text_add(&page->out, shown.data);
    else
        page->out.failed = true;
    const size_t width = is_well ? pc_sheet_columns(shown.data, shown.n) : 0;
    pc_text_clear(&whole);
    pc_text_clear(&shown);
    return width;
}

void pc_sheet_paragraph(pc_sheet *page, const char *label, pc_sheet_style style,
                        const char *text)
{
    const size_t indent = INDENT + (*label ? LABEL_WIDTH : 0);
    pc_text_repeat(&page->out, ' ', INDENT);
    if (*label) pc_sheet_add_padded(page, PC_SHEET_PLAIN, label, LABEL_WIDTH, false);
    begin_style(page, style);
    size_t at = indent;
    for (const char *word = text; *word;) {
        const size_t n = strcspn(word, " "), blanks = strspn(word + n, " ");
        const size_t width = pc_sheet_columns(word, n);
        if (at > indent && at + width > page->columns) {
            while (page->out.n > 0 && page->out.data[page->out.n - 1] == ' ')
                page->out.data[--page->out.n] = '\0';
            pc_text_add(&page->out, "\n");
            pc_text_repeat(&page->out, ' ', indent);
            at = indent;
        }
        at += add_word(page, word, n, page->columns - indent) + blanks;
        word += n + blanks;
        if (*word) pc_text_repeat(&page->out, ' ', blanks);
    }
    end_style(page, style);
    pc_text_add(&page->out, "\n");
}

void pc_sheet_glue(pc_text *text, size_t from)
{
    for (size_t i = from; i < text->n; i++)
        if (text->data[i] == ' ') text->data[i] = *PC_SHEET_GLUE;
}
