/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The structure of a document: values, keys, commas, brackets. Iterative: the open containers
 * are the chain of the records' parents. */
#include "json/scan.h"

#include "json/place.h"

#include <ctype.h>
#include <string.h>

typedef enum { VALUE, FIRST_VALUE, KEY, FIRST_KEY, AFTER, DONE } step;

static pc_json_record *container(pc_json_scan *scan)
{
    return scan->open == PC_JSON_NO_RECORD ? NULL : &scan->records[scan->open];
}

static bool in_object(pc_json_scan *scan)
{
    return container(scan) && container(scan)->kind == PC_JSON_OBJECT;
}

static step stop(pc_json_scan *scan)
{
    scan->stopped = true;
    return DONE;
}

static void count_item(pc_json_scan *scan)
{
    pc_json_record *parent = container(scan);
    if (!parent) return;
    parent->n_items++;
    if (parent->kind == PC_JSON_OBJECT && parent->n_items == scan->limits->keys + 1)
        pc_scan_fault(scan, scan->key.key_begin, scan->key.key_end, "E0110",
                      pc_scan_printf(scan, "an object may have %zu keys", scan->limits->keys),
                      "too many keys in one object");
}

static void add_record(pc_json_scan *scan, pc_json_kind kind, size_t begin, size_t string_n)
{
    if (scan->n_records >= scan->limits->values) {
        pc_scan_fault(
            scan, begin, begin + 1, "E0110",
            pc_scan_printf(scan, "a document may have %zu values", scan->limits->values),
            "too many values");
        scan->stopped = true;
        return;
    }
    if (!PC_GROW(scan->arena, pc_json_record, scan->records, scan->n_records, scan->capacity)) {
        scan->stopped = true;
        return;
    }
    count_item(scan);
    pc_json_record record = scan->key;
    record.begin = begin;
    record.end = scan->at;
    record.string_n = string_n;
    record.parent = scan->open;
    record.kind = kind;
    scan->records[scan->n_records++] = record;
    scan->key = (pc_json_record) { 0 };
    scan->last_end = scan->at;
}

static step open_container(pc_json_scan *scan, pc_json_kind kind)
{
    size_t depth = scan->limits->depth < 900 ? scan->limits->depth : 900;
    if (scan->depth >= depth) {
        pc_scan_fault(scan, scan->at, scan->at + 1, "E0110",
                      pc_scan_printf(scan, "at most %zu levels may be nested", depth),
                      "brackets are nested too deeply");
        return stop(scan);
    }
    size_t begin = scan->at++;
    add_record(scan, kind, begin, 0);
    if (scan->stopped) return DONE;
    scan->open = scan->n_records - 1;
    scan->depth++;
    return kind == PC_JSON_OBJECT ? FIRST_KEY : FIRST_VALUE;
}

static step close_container(pc_json_scan *scan)
{
    pc_json_record *closed = container(scan);
    char want = closed->kind == PC_JSON_OBJECT ? '}' : ']';
    char found = pc_scan_peek(scan, 0);
    if (found != want) {
        pc_scan_fault(scan, scan->at, scan->at + 1, "E0105",
                      pc_scan_printf(scan, "write '%c'", want),
                      "'%c' cannot close the '%c' of line %u", found, scan->text[closed->begin],
                      pc_json_line_of(scan->source, closed->begin));
        return stop(scan);
    }
    closed->end = scan->last_end = ++scan->at;
    scan->open = closed->parent;
    scan->depth--;
    return AFTER;
}

static step never_closed(pc_json_scan *scan)
{
    const pc_json_record *open = container(scan);
    if (!open) {
        pc_scan_fault(scan, scan->n, scan->n, "E0105", NULL,
                      "a value is missing: the text ends here");
        return stop(scan);
    }
    char bracket = scan->text[open->begin];
    pc_scan_fault(scan, open->begin, open->begin + 1, "E0105",
                  pc_scan_printf(scan, "a '%c' is missing", bracket == '{' ? '}' : ']'),
                  "this '%c' is not closed: the text ends in line %u", bracket,
                  pc_json_line_of(scan->source, scan->n));
    return stop(scan);
}

/* A comma or a closing bracket stands where a value should. */
static step missing_value(pc_json_scan *scan)
{
    char found = pc_scan_peek(scan, 0);
    bool is_closing = found == ']' || found == '}';
    if (is_closing && container(scan) && (found == '}') != in_object(scan))
        return close_container(scan);
    if (scan->key.key_end)
        pc_scan_fault(scan, scan->key.key_begin, scan->key.key_end, "E0105", NULL,
                      "this key has no value");
    else if (is_closing && scan->told_comma && scan->told_comma == scan->comma)
        ; /* one comma too many: said already */
    else if (is_closing && container(scan) && scan->comma >= scan->last_end)
        pc_scan_fault(scan, scan->comma, scan->comma + 1, "E0105", "take the comma away",
                      "no comma may stand before '%c'", found);
    else
        pc_scan_fault(scan, scan->at, scan->at + 1, "E0105", NULL,
                      "a value is missing before '%c'", found);
    if (found == ',') scan->told_comma = scan->at;
    scan->key = (pc_json_record) { 0 };
    return container(scan) ? AFTER : stop(scan);
}

static step foreign_string(pc_json_scan *scan)
{
    size_t begin = scan->at;
    if (!pc_scan_foreign_string(scan)) return stop(scan);
    add_record(scan, PC_JSON_STRING, begin, 0);
    return AFTER;
}

static bool looks_like_number(const pc_json_scan *scan)
{
    char c = pc_scan_peek(scan, 0), next = pc_scan_peek(scan, 1);
    if (c >= '0' && c <= '9') return true;
    return c == '-' ||
           ((c == '+' || c == '.') && ((next >= '0' && next <= '9') || next == '.'));
}

static step stray_colon(pc_json_scan *scan)
{
    pc_scan_fault(scan, scan->at, scan->at + 1, "E0105",
                  in_object(scan) ? NULL : "keys stand in an object: { \"key\": value }",
                  "':' does not belong here");
    return stop(scan);
}

/* Something behind a value that can be neither a key nor a value: a unit, a stray sign. */
static step stray_text(pc_json_scan *scan)
{
    size_t begin = scan->at;
    pc_scan_skip_bare(scan);
    bool is_bracket = begin == scan->at;
    size_t end = is_bracket ? begin + 1 : scan->at;
    pc_scan_fault(scan, begin, end, "E0105", "text, and a value with a unit, stand in quotes",
                  "'%s' where a comma or '%c' should be", pc_scan_quote(scan, begin, end),
                  in_object(scan) ? '}' : ']');
    return is_bracket ? stop(scan) : AFTER;
}

static step value(pc_json_scan *scan)
{
    if (scan->at == scan->n) return never_closed(scan);
    size_t begin = scan->at, string_n = 0;
    pc_json_kind kind = PC_JSON_NUMBER;
    char c = pc_scan_peek(scan, 0);
    if (c == '{') return open_container(scan, PC_JSON_OBJECT);
    if (c == '[') return open_container(scan, PC_JSON_ARRAY);
    if (c == ',' || c == ']' || c == '}') return missing_value(scan);
    if (c == ':') return stray_colon(scan);
    if (pc_scan_foreign_quote(scan)) return foreign_string(scan);
    if (c == '"') {
        kind = PC_JSON_STRING;
        string_n = pc_scan_string(scan);
    } else if (looks_like_number(scan)) {
        pc_scan_number(scan);
    } else {
        const size_t n_errors = scan->n_errors;
        kind = pc_scan_word(scan);
        /* text instead of a document: what follows makes no sense either */
        if (!container(scan) && scan->n_errors > n_errors) return stop(scan);
    }
    if (!scan->stopped) add_record(scan, kind, begin, string_n);
    return AFTER;
}

static step first_value(pc_json_scan *scan)
{
    return pc_scan_peek(scan, 0) == ']' ? close_container(scan) : value(scan);
}

/* What stands between a key and its value. */
static step colon(pc_json_scan *scan)
{
    pc_scan_space(scan);
    char c = pc_scan_peek(scan, 0);
    if (scan->at == scan->n) return never_closed(scan);
    if (c == ',' || c == '}') return missing_value(scan);
    if (c == ':') {
        scan->at++;
        return VALUE;
    }
    if (c == '=') {
        size_t begin = scan->at;
        scan->at += pc_scan_peek(scan, 1) == '>' ? 2 : 1;
        pc_scan_fault(scan, begin, scan->at, "E0105", "write ':'", "'%s' behind a key",
                      pc_scan_quote(scan, begin, scan->at));
        return VALUE;
    }
    if (c == ']') return close_container(scan);
    pc_scan_fault(scan, scan->key.key_end, scan->key.key_end + 1, "E0105",
                  "write ':' behind the key", "a colon is missing");
    return VALUE;
}

/* A comma or a closing bracket stands where a key should. */
static step missing_member(pc_json_scan *scan)
{
    if (pc_scan_peek(scan, 0) != ',') return missing_value(scan);
    pc_scan_fault(scan, scan->at, scan->at + 1, "E0105", "take it away", "one comma too many");
    scan->told_comma = scan->at;
    return AFTER;
}

static step key(pc_json_scan *scan)
{
    if (scan->at == scan->n) return never_closed(scan);
    size_t begin = scan->at, key_n = 0;
    char c = pc_scan_peek(scan, 0);
    if (pc_scan_is_split_number(scan)) {
        pc_scan_split_number(scan);
        return AFTER;
    }
    if (c == '}' || c == ',' || c == ']') return missing_member(scan);
    if (c == '"') {
        key_n = pc_scan_string(scan);
    } else if (pc_scan_foreign_quote(scan)) {
        if (!pc_scan_foreign_string(scan)) return stop(scan);
    } else if (c == '{' || c == '[' || c == ':') {
        pc_scan_fault(scan, begin, begin + 1, "E0105",
                      "members of an object are written \"key\": value",
                      "'%c' where a key should be", c);
        return stop(scan);
    } else {
        pc_scan_bare_key(scan);
    }
    scan->key = (pc_json_record) { .key_begin = begin, .key_end = scan->at, .key_n = key_n };
    return scan->stopped ? DONE : colon(scan);
}

static step first_key(pc_json_scan *scan)
{
    return pc_scan_peek(scan, 0) == '}' ? close_container(scan) : key(scan);
}

static step missing_comma(pc_json_scan *scan)
{
    char c = pc_scan_peek(scan, 0);
    if (c == ':') return stray_colon(scan);
    bool is_string = c == '"' || pc_scan_foreign_quote(scan);
    bool is_item =
        !in_object(scan) && (c == '-' || isdigit((unsigned char)c) || c == '[' || c == '{');
    if (!is_string && !is_item) return stray_text(scan);
    pc_scan_fault(scan, scan->last_end, scan->last_end + 1, "E0105", "write ',' here",
                  "a comma is missing");
    return in_object(scan) ? KEY : VALUE;
}

static step after(pc_json_scan *scan)
{
    if (!container(scan)) return DONE;
    if (scan->at == scan->n) return never_closed(scan);
    char c = pc_scan_peek(scan, 0);
    if (c == ']' || c == '}') return close_container(scan);
    if (c != ',') return missing_comma(scan);
    scan->comma = scan->at++;
    return in_object(scan) ? KEY : VALUE;
}

static void nothing_behind(pc_json_scan *scan)
{
    if (scan->stopped || scan->at == scan->n) return;
    if (pc_scan_peek(scan, 0) == ',') scan->comma = scan->at++;
    if (pc_scan_is_split_number(scan)) {
        pc_scan_split_number(scan);
        return;
    }
    if (scan->comma >= scan->last_end) scan->at = scan->comma;
    char c = pc_scan_peek(scan, 0);
    if (c == ']' || c == '}')
        pc_scan_fault(scan, scan->at, scan->at + 1, "E0105", "take it away, or open it before",
                      "this '%c' closes nothing", c);
    else
        pc_scan_fault(scan, scan->at, scan->n, "E0105", "a document is one value",
                      "more text behind the end of the document");
}

static bool has_foreign_encoding(pc_json_scan *scan)
{
    const char *t = scan->text;
    bool is_utf16 = scan->n >= 2 && (memcmp(t, "\xFF\xFE", 2) == 0 ||
                                     memcmp(t, "\xFE\xFF", 2) == 0 || !t[0] != !t[1]);
    if (is_utf16)
        pc_scan_fault(scan, 0, 0, "E0104", "save the file as UTF-8",
                      "the text is UTF-16, not UTF-8");
    return is_utf16;
}

static bool is_empty(pc_json_scan *scan)
{
    if (scan->at < scan->n || scan->n_errors) return false;
    if (scan->n)
        pc_scan_fault(scan, scan->n, scan->n, "E0103", NULL,
                      "there is nothing but white space");
    else
        pc_scan_fault(scan, 0, 0, "E0103", NULL, "the file is empty");
    return true;
}

bool pc_json_scan_all(pc_json_scan *scan)
{
    static step (*const take[])(pc_json_scan *) = { value, first_value, key, first_key, after };
    scan->open = PC_JSON_NO_RECORD;
    if (has_foreign_encoding(scan)) return false;
    pc_scan_space(scan);
    if (is_empty(scan)) return false;
    for (step next = VALUE; next != DONE && !scan->stopped;) {
        next = take[next](scan);
        if (!scan->stopped) pc_scan_space(scan);
    }
    nothing_behind(scan);
    return scan->n_errors == 0 && !scan->stopped && !scan->arena->failed;
}
