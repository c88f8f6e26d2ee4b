/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text without quotes, white space, and comments. */
#include "json/scan.h"
#include "json/utf8.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- White space and comments ---- */

static void skip_line(pc_json_scan *scan)
{
    const char *found = memchr(scan->text + scan->at, '\n', scan->n - scan->at);
    scan->at = found ? (size_t)(found - scan->text) : scan->n;
}

static void skip_block(pc_json_scan *scan)
{
    const char *found = memmem(scan->text + scan->at, scan->n - scan->at, "*/", 2);
    scan->at = found ? (size_t)(found - scan->text) + 2 : scan->n;
    scan->stopped |= !found;
}

/* Only the first comment is reported: who writes one writes many. */
static bool skip_comment(pc_json_scan *scan)
{
    size_t begin = scan->at;
    char c = pc_scan_peek(scan, 0), next = pc_scan_peek(scan, 1);
    if (c == '#' || (c == '/' && next == '/')) {
        skip_line(scan);
    } else if (c == '/' && next == '*') {
        scan->at += 2;
        skip_block(scan);
    } else {
        return false;
    }
    if (!scan->seen_comment || scan->stopped)
        pc_scan_fault(scan, begin, scan->at, "E0108",
                      "remarks go into a \"note\" or \"$comment\" key",
                      scan->stopped ? "this comment is not closed, and JSON has no comments"
                                    : "JSON has no comments");
    scan->seen_comment = true;
    return true;
}

/* Control characters, no-break and other typographic spaces, byte order marks. */
static bool is_foreign_space(int32_t code)
{
    return code < 0x20 || code == 0x7F || code == 0x85 || code == 0xA0 || code == 0xFEFF ||
           (code >= 0x2000 && code <= 0x200F) || code == 0x2028 || code == 0x2029 ||
           code == 0x202F || code == 0x205F || code == 0x2060 || code == 0x3000;
}

static bool skip_foreign_space(pc_json_scan *scan)
{
    int32_t code;
    size_t length = pc_utf8_step(scan->text + scan->at, scan->n - scan->at, &code);
    if (code == PC_UTF8_BROKEN || !is_foreign_space(code)) return false;
    pc_scan_fault(scan, scan->at, scan->at + length, "E0105",
                  "between values stand blanks, tabs and line ends only",
                  "the invisible character U+%04X", (unsigned)code);
    scan->at += length;
    return true;
}

void pc_scan_space(pc_json_scan *scan)
{
    while (scan->at < scan->n && !scan->stopped) {
        char c = scan->text[scan->at];
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
            scan->at++;
        else if (!skip_comment(scan) && !skip_foreign_space(scan))
            break;
    }
}

/* ---- Text without quotes ---- */

static bool starts_comment(const pc_json_scan *scan)
{
    char c = pc_scan_peek(scan, 0), next = pc_scan_peek(scan, 1);
    return (c == '/' && (next == '/' || next == '*')) || c == '#';
}

void pc_scan_skip_bare(pc_json_scan *scan)
{
    size_t end = scan->at;
    while (scan->at < scan->n && !starts_comment(scan)) {
        char c = scan->text[scan->at];
        if (c == '\0' || strchr(",:[]{}\"\n\r", c)) break;
        scan->at++;
        if (c != ' ' && c != '\t') end = scan->at;
    }
    scan->at = end;
}

/* What people from other languages write for true, false and null. */
static const char *meant(const char *word, size_t n)
{
    static const struct {
        const char *word, *meant;
    } table[] = {
        { "true", "write true" },   { "yes", "write true" },       { "on", "write true" },
        { "false", "write false" }, { "no", "write false" },       { "off", "write false" },
        { "null", "write null" },   { "none", "write null" },      { "nil", "write null" },
        { "n/a", "write null" },    { "undefined", "write null" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strlen(table[i].word) == n && strncasecmp(table[i].word, word, n) == 0)
            return table[i].meant;
    return NULL;
}

static bool is_word(const pc_json_scan *scan, size_t begin, const char *word)
{
    return scan->at - begin == strlen(word) &&
           memcmp(scan->text + begin, word, scan->at - begin) == 0;
}

static bool is_broken_utf8(const pc_json_scan *scan, size_t from, size_t *broken)
{
    for (int32_t code; from < scan->at;) {
        size_t length = pc_utf8_step(scan->text + from, scan->n - from, &code);
        *broken = from;
        if (code == PC_UTF8_BROKEN) return true;
        from += length;
    }
    return false;
}

static void bad_word(pc_json_scan *scan, size_t begin, const char *what)
{
    size_t n = scan->at - begin, broken;
    if (is_broken_utf8(scan, begin, &broken)) {
        pc_scan_fault(scan, broken, broken + 1, "E0104", "save the file as UTF-8",
                      "the byte 0x%02X is not UTF-8", (unsigned char)scan->text[broken]);
        return;
    }
    const char *quote = pc_scan_quote(scan, begin, scan->at),
               *help = meant(scan->text + begin, n);
    if (is_word(scan, begin, "NaN") || is_word(scan, begin, "nan") ||
        is_word(scan, begin, "Infinity")) {
        pc_scan_fault(scan, begin, scan->at, "E0106",
                      "numbers are finite; leave the key out when there is none",
                      "%s is not a number in JSON", quote);
        return;
    }
    if (!help && !scan->n_records && pc_scan_peek(scan, 0) == ':')
        help = "a document begins with {, and its keys stand in quotes";
    if (!help) help = pc_scan_printf(scan, "write \"%s\"", quote);
    pc_scan_fault(scan, begin, scan->at, "E0109", n <= 40 ? help : NULL,
                  "%s without quotes: %s", what, quote);
}

pc_json_kind pc_scan_word(pc_json_scan *scan)
{
    size_t begin = scan->at;
    while (isalnum((unsigned char)pc_scan_peek(scan, 0))) scan->at++;
    if (is_word(scan, begin, "true")) return PC_JSON_TRUE;
    if (is_word(scan, begin, "false")) return PC_JSON_FALSE;
    if (is_word(scan, begin, "null")) return PC_JSON_NULL;
    scan->at = begin;
    pc_scan_skip_bare(scan);
    bad_word(scan, begin, "text");
    return PC_JSON_NULL;
}

void pc_scan_bare_key(pc_json_scan *scan)
{
    size_t begin = scan->at;
    pc_scan_skip_bare(scan);
    bad_word(scan, begin, "a key");
}
