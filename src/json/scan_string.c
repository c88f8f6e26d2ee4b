/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strings, in double quotes and in those that JSON does not have. */
#include "json/scan.h"
#include "json/utf8.h"

#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* The four hexadecimal digits at byte `at`, or -1. */
static int32_t hex4(const pc_json_scan *scan, size_t at)
{
    int32_t code = 0;
    if (scan->n - at < 4) return -1;
    for (size_t i = 0; i < 4; i++) {
        int digit = hex_digit(scan->text[at + i]);
        if (digit < 0) return -1;
        code = code * 16 + digit;
    }
    return code;
}

static size_t bytes_of(int32_t code)
{
    return code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
}

/* The second half of a surrogate pair. @return bytes of the character: 4 */
static size_t scan_pair(pc_json_scan *scan, size_t begin, int32_t first)
{
    bool is_escape = pc_scan_peek(scan, 0) == '\\' && pc_scan_peek(scan, 1) == 'u';
    int32_t second = first < 0xDC00 && is_escape ? hex4(scan, scan->at + 2) : -1;
    if (second >= 0xDC00 && second <= 0xDFFF)
        scan->at += 6;
    else
        pc_scan_fault(scan, begin, scan->at, "E0107",
                      "characters above U+FFFF are two escapes: \\uD83D\\uDE00",
                      "'%s' is half of a surrogate pair", pc_scan_quote(scan, begin, scan->at));
    return 4;
}

/* \uXXXX, scan->at at the u. @return bytes of the character */
static size_t scan_unicode(pc_json_scan *scan)
{
    size_t begin = scan->at - 1;
    int32_t code = hex4(scan, scan->at + 1);
    if (code < 0) {
        scan->at++;
        for (int i = 0; i < 4 && hex_digit(pc_scan_peek(scan, 0)) >= 0; i++) scan->at++;
        pc_scan_fault(scan, begin, scan->at, "E0107", "write \\u and four digits of 0-9, a-f",
                      "\\u without four hexadecimal digits");
        return 1;
    }
    scan->at += 5;
    if (code >= 0xD800 && code <= 0xDFFF) return scan_pair(scan, begin, code);
    if (code == 0 && scan->mode == PC_JSON_STRICT)
        pc_scan_fault(scan, begin, scan->at, "E0112", "take it away",
                      "\\u0000 ends strings in many programs and is not accepted");
    return bytes_of(code);
}

static size_t scan_escape(pc_json_scan *scan)
{
    size_t begin = scan->at++;
    char c = pc_scan_peek(scan, 0);
    if (c == 'u') return scan_unicode(scan);
    if (scan->at == scan->n || c == '\n') return 0; /* the string is not closed: said there */
    int32_t code;
    size_t length = pc_utf8_step(scan->text + scan->at, scan->n - scan->at, &code);
    if (code == PC_UTF8_BROKEN) return 0; /* said by the next step */
    scan->at += length;
    if (code > 0x7F || code == 0 || !strchr("\"\\/bfnrt", c))
        pc_scan_fault(scan, begin, scan->at, "E0107", "for a backslash write \\\\",
                      "no such escape: a backslash is followed by one of \" \\ / b f n r t u");
    return 1;
}

static void control_character(pc_json_scan *scan)
{
    int code = (unsigned char)pc_scan_peek(scan, 0);
    const char *help = code == '\t' ? "write \\t"
                       : code == 0  ? "take it away; no text can hold it"
                                    : pc_scan_printf(scan, "write \\u%04X", (unsigned)code);
    pc_scan_fault(scan, scan->at, scan->at + 1, "E0107", help,
                  code == '\t' ? "a tab inside a string"
                               : "a control character (U+%04X) inside a string",
                  (unsigned)code);
    scan->at++;
}

static void broken_utf8(pc_json_scan *scan, bool *is_known)
{
    if (!*is_known)
        pc_scan_fault(scan, scan->at, scan->at + 1, "E0104", "save the file as UTF-8",
                      "the byte 0x%02X is not UTF-8", (unsigned char)scan->text[scan->at]);
    *is_known = true;
    scan->at++;
}

static void not_closed(pc_json_scan *scan, size_t begin)
{
    pc_scan_fault(scan, begin, scan->at, "E0107",
                  "write '\"' at its end; a line break inside a string is written \\n",
                  "this string is not closed on its line");
    scan->stopped = true;
}

static void check_length(pc_json_scan *scan, size_t begin, size_t n)
{
    if (n > scan->limits->string_bytes)
        pc_scan_fault(
            scan, begin, scan->at, "E0110",
            pc_scan_printf(scan, "a string may have %zu bytes", scan->limits->string_bytes),
            "this string has %zu bytes", n);
}

size_t pc_scan_string(pc_json_scan *scan)
{
    size_t begin = scan->at++, n = 0;
    bool is_broken = false;
    for (;;) {
        char c = pc_scan_peek(scan, 0);
        if (scan->at == scan->n || c == '\n' || c == '\r') break;
        if (c == '"') {
            scan->at++;
            check_length(scan, begin, n);
            return n;
        }
        int32_t code;
        size_t length = pc_utf8_step(scan->text + scan->at, scan->n - scan->at, &code);
        if (c == '\\') {
            n += scan_escape(scan);
        } else if (code == PC_UTF8_BROKEN) {
            broken_utf8(scan, &is_broken);
        } else if (code < 0x20) {
            control_character(scan);
        } else {
            scan->at += length;
            n += length;
        }
    }
    not_closed(scan, begin);
    return n;
}

/* ---- Other quotes ---- */

static size_t typographic_quote(const pc_json_scan *scan)
{
    static const char *const quotes[] = { "\u201C", "\u201D", "\u201E", "\u2018",
                                          "\u2019", "\u00AB", "\u00BB" };
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t length = strlen(quotes[i]);
        if (scan->n - scan->at >= length &&
            memcmp(scan->text + scan->at, quotes[i], length) == 0)
            return length;
    }
    return 0;
}

size_t pc_scan_foreign_quote(const pc_json_scan *scan)
{
    if (scan->at == scan->n) return 0;
    return pc_scan_peek(scan, 0) == '\'' ? 1 : typographic_quote(scan);
}

bool pc_scan_foreign_string(pc_json_scan *scan)
{
    size_t begin = scan->at, closing = 0;
    bool is_single = pc_scan_peek(scan, 0) == '\'';
    scan->at += pc_scan_foreign_quote(scan);
    while (scan->at < scan->n && pc_scan_peek(scan, 0) != '\n') {
        closing = is_single ? pc_scan_peek(scan, 0) == '\'' : typographic_quote(scan);
        if (!is_single && pc_scan_peek(scan, 0) == '"') closing = 1;
        if (closing) break;
        scan->at += pc_scan_peek(scan, 0) == '\\' && pc_scan_peek(scan, 1) == '\'' ? 2 : 1;
    }
    scan->at += closing;
    pc_scan_fault(scan, begin, closing ? scan->at : begin + 1, "E0107", "write \"...\"",
                  is_single ? "single quotes: strings have double quotes"
                            : "typographic quotes: strings have straight double quotes");
    return closing;
}
