/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV: encoding, header, one row after the other. */
#include "json/csv.h"

#include "json/csv_record.h"
#include "json/place.h"
#include "json/utf8.h"

#include <stdlib.h>
#include <string.h>

const pc_csv_limits pc_csv_limits_default = {
    .bytes = (size_t)64 << 20,
    .rows = 1000000,
    .columns = 1000,
    .cell_bytes = (size_t)64 << 10,
};

/* ---- cells ---- */

pc_json pc_csv_at(const pc_csv *csv, pc_csv_cell cell)
{
    return (pc_json) { .source = csv->source, .begin = cell.begin, .end = cell.end };
}

const char *pc_csv_text(pc_arena *arena, const pc_csv *csv, pc_csv_cell cell)
{
    char *out = pc_arena_strndup(arena, csv->text + cell.begin, cell.end - cell.begin);
    if (!out || !cell.is_quoted) return out;
    char *to = out;
    for (const char *from = out; *from; from++) {
        *to++ = *from;
        if (*from == '"') from++; /* its twin */
    }
    *to = '\0';
    return out;
}

/* Bytes of the blank that begins at text, 0 for none: space, tab, U+00A0, U+202F. */
static size_t blank_at(const char *text, size_t n)
{
    if (n >= 1 && (*text == ' ' || *text == '\t')) return 1;
    if (n >= 2 && memcmp(text, "\xC2\xA0", 2) == 0) return 2;
    return n >= 3 && memcmp(text, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

pc_csv_cell pc_csv_trim(const pc_csv *csv, pc_csv_cell cell)
{
    size_t n;
    while ((n = blank_at(csv->text + cell.begin, cell.end - cell.begin)) > 0) cell.begin += n;
    for (n = 1; n <= 3 && cell.end - cell.begin >= n; n++)
        if (blank_at(csv->text + cell.end - n, n) == n) {
            cell.end -= n;
            n = 0;
        }
    return cell;
}

const char *pc_csv_quote(pc_arena *arena, const pc_csv *csv, pc_csv_cell cell)
{
    enum { LONGEST = 40 };
    size_t cut = cell.begin;
    while (cut < cell.end && cut - cell.begin < LONGEST)
        cut += pc_utf8_step(csv->text + cut, cell.end - cut, NULL);
    const char *shown = pc_json_show(arena, csv->text + cell.begin, cut - cell.begin);
    const char *text = cut < cell.end ? pc_arena_printf(arena, "%s...", shown) : shown;
    return text ? text : "";
}

bool pc_csv_read_cells(pc_csv *csv, pc_arena *arena, const size_t *columns, size_t n,
                       pc_csv_cell **cells, size_t *n_rows)
{
    size_t *capacity = PC_NEW_ARRAY(arena, size_t, n + 1);
    *n_rows = 0;
    while (capacity && pc_csv_next(csv)) {
        for (size_t i = 0; i < n; i++) {
            if (!PC_GROW(arena, pc_csv_cell, cells[i], *n_rows, capacity[i])) return false;
            cells[i][*n_rows] = csv->cells[columns[i]];
        }
        ++*n_rows;
    }
    return !csv->failed && !arena->failed;
}

size_t pc_csv_find(const pc_csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->n_columns; i++)
        if (strcmp(csv->names[i], name) == 0) return i;
    return csv->n_columns;
}

/* ---- the text ---- */

static bool refuse(pc_csv *csv, size_t begin, size_t end, const char *code, const char *help,
                   const char *text)
{
    const pc_json at = pc_csv_at(csv, (pc_csv_cell) { begin, end, false });
    pc_json_error(csv->diags, &at, code, help, "%s", text);
    csv->failed = true;
    return false;
}

static bool is_utf16(const char *text, size_t n)
{
    return n >= 2 &&
           (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0 ||
            (n >= 4 && !text[0] != !text[1] && !text[2] == !text[0] && !text[3] == !text[1]));
}

/* For places a lone CR is a line end like the others: the copy that places are found in. */
static const char *with_line_feeds(pc_arena *arena, const char *text, size_t n)
{
    char *copy = NULL;
    for (size_t i = 0; i < n; i++) {
        if (text[i] != '\r' || (i + 1 < n && text[i + 1] == '\n')) continue;
        if (!copy) copy = pc_arena_strndup(arena, text, n);
        if (!copy) return NULL;
        copy[i] = '\n';
    }
    return copy ? copy : text;
}

static bool keep_text(pc_csv *csv, const char *file, const char *text, size_t n)
{
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        n -= 3;
    }
    pc_json_source *source = PC_NEW(csv->arena, pc_json_source);
    csv->text = pc_arena_strndup(csv->arena, text, n);
    const char *shown = csv->text ? with_line_feeds(csv->arena, csv->text, n) : NULL;
    const pc_json_mark *marks = shown ? pc_json_marks(csv->arena, shown, n) : NULL;
    const char *name = pc_arena_strdup(csv->arena, file);
    if (csv->arena->failed) return false;
    *source = (pc_json_source) { name, shown, n, true, marks };
    csv->source = source;
    csv->end = n;
    while (csv->end > 0 && strchr("\r\n", csv->text[csv->end - 1]) && csv->text[csv->end - 1])
        csv->end--;
    return true;
}

static bool check_text(pc_csv *csv)
{
    const size_t n = csv->source->n;
    if (is_utf16(csv->text, n))
        return refuse(csv, 0, 0, "E0151", "save the file as \"CSV UTF-8\"",
                      "this is UTF-16, not UTF-8");
    const char *zero = memchr(csv->text, '\0', n);
    const size_t stop = zero ? (size_t)(zero - csv->text) : n;
    int32_t code = 0;
    size_t at = 0, length = 0;
    for (; at < stop && code != PC_UTF8_BROKEN; at += length)
        length = pc_utf8_step(csv->text + at, stop - at, &code);
    if (code == PC_UTF8_BROKEN) {
        const char *text = pc_arena_printf(csv->arena, "the byte 0x%02X is not UTF-8",
                                           (unsigned)(unsigned char)csv->text[at - length]);
        return refuse(csv, at - length, at, "E0151",
                      "save the file as UTF-8, or convert it: iconv -f windows-1252 -t utf-8",
                      text ? text : "this is not UTF-8");
    }
    if (zero)
        return refuse(csv, stop, stop + 1, "E0152",
                      "export the data again: a text file holds no such byte",
                      "here is a zero byte");
    if (csv->end == 0)
        return refuse(csv, 0, 0, "E0153",
                      "the first line names the columns, each further one is a row",
                      "the file is empty");
    return true;
}

/* ---- the delimiter ---- */

static const char *delimiter_words(char delimiter)
{
    return delimiter == ','    ? "a comma"
           : delimiter == ';'  ? "a semicolon"
           : delimiter == '\t' ? "a tab"
                               : "a bar";
}

static bool find_delimiter(pc_csv *csv)
{
    const pc_csv_choice choice = pc_csv_choose(csv->text, csv->end, csv->limits);
    csv->delimiter = choice.delimiter;
    if (!choice.is_unclear) return true;
    const char *text = pc_arena_printf(
        csv->arena,
        "%s parts this line into %zu cells and %s into %zu, and either can be meant",
        delimiter_words(choice.delimiter), choice.n, delimiter_words(choice.other),
        choice.n_other);
    return refuse(csv, 0, 1, "E0154",
                  "say which: \"delimiter\": \",\" (or \";\", \"tab\", \"|\")",
                  text ? text : "");
}

/* ---- rows ---- */

static bool say_limit(pc_csv *csv, pc_csv_cell at, const char *what, size_t most)
{
    const char *text = pc_arena_printf(csv->arena, "%s: at most %zu are read", what, most);
    return refuse(csv, at.begin, at.end, "E0150",
                  "take the columns and rows that are needed; or is a quote not closed?",
                  text ? text : what);
}

static bool say_fault(pc_csv *csv, pc_csv_fault fault, pc_csv_cell at)
{
    const char *text = "blanks stand before a quote",
               *help = "take the blanks away; they would make the quote a part of the text";
    if (fault == PC_CSV_COLUMNS)
        return say_limit(csv, at, "this row has too many cells", csv->limits->columns);
    if (fault == PC_CSV_CELL)
        return say_limit(csv, at, "this cell has too many bytes", csv->limits->cell_bytes);
    if (fault == PC_CSV_NOT_CLOSED) {
        text = "this quote is not closed";
        help = "close it; a quote inside a quoted cell is doubled: \"\"";
    } else if (fault == PC_CSV_BEHIND_QUOTE) {
        text = "something stands behind the closing quote";
        help = "a quote inside a quoted cell is doubled: \"\"; or is another delimiter meant?";
    }
    return refuse(csv, at.begin, at.end, "E0155", help, text);
}

static bool read_row(pc_csv *csv, pc_csv_record *r)
{
    *r = (pc_csv_record) { .text = csv->text,
                           .at = csv->at,
                           .end = csv->end,
                           .delimiter = csv->delimiter,
                           .limits = csv->limits,
                           .cells = csv->cells,
                           .capacity = csv->n_columns };
    const pc_csv_fault fault = pc_csv_read_record(r);
    if (fault != PC_CSV_SOUND) {
        csv->at = csv->end; /* what follows can no longer be understood */
        return say_fault(csv, fault, r->fault_at);
    }
    csv->at = r->at;
    return true;
}

static void say_ragged(pc_csv *csv, size_t begin, size_t n)
{
    const char *text = pc_arena_printf(csv->arena, "this row has %zu cell%s, the header %zu", n,
                                       n == 1 ? "" : "s", csv->n_columns);
    size_t end = begin;
    while (end < csv->end && csv->text[end] != '\n' && csv->text[end] != '\r') end++;
    refuse(csv, begin, end, "E0156",
           "put a cell that holds the delimiter into quotes; write an empty cell for what is "
           "not known",
           text ? text : "");
}

bool pc_csv_next(pc_csv *csv)
{
    while (csv->at < csv->end && !csv->arena->failed) {
        pc_csv_record r;
        const size_t begin = csv->at;
        if (csv->n_rows >= csv->limits->rows)
            return say_limit(csv, (pc_csv_cell) { begin, begin + 1, false },
                             "the file has too many rows", csv->limits->rows);
        if (!read_row(csv, &r)) return false;
        csv->n_rows++;
        if (r.n == csv->n_columns) return true;
        say_ragged(csv, begin, r.n);
        if (pc_diags_errors(csv->diags) >= PC_DIAGS_MAX) return false;
    }
    return false;
}

/* ---- the header ---- */

typedef struct named {
    const char *name;
    size_t i;
} named;

static int by_name(const void *x, const void *y)
{
    const named *a = x, *b = y;
    const int order = strcmp(a->name, b->name);
    return order ? order : (a->i > b->i) - (a->i < b->i);
}

static bool names_differ(pc_csv *csv)
{
    named *sorted = PC_NEW_ARRAY(csv->arena, named, csv->n_columns);
    if (!sorted) return false;
    for (size_t i = 0; i < csv->n_columns; i++) sorted[i] = (named) { csv->names[i], i };
    qsort(sorted, csv->n_columns, sizeof *sorted, by_name);
    bool differ = true;
    for (size_t i = 1; i < csv->n_columns; i++) {
        if (!*sorted[i].name || strcmp(sorted[i].name, sorted[i - 1].name) != 0) continue;
        const pc_csv_cell twin = csv->header[sorted[i].i];
        differ = refuse(csv, twin.begin, twin.end, "E0157", "give each column its own name",
                        "two columns have this name");
    }
    return differ;
}

static bool read_header(pc_csv *csv)
{
    pc_csv_record r;
    if (!read_row(csv, &r)) return false;
    csv->n_columns = r.n;
    csv->at = 0;
    csv->cells = PC_NEW_ARRAY(csv->arena, pc_csv_cell, csv->n_columns);
    pc_csv_cell *header = PC_NEW_ARRAY(csv->arena, pc_csv_cell, csv->n_columns);
    const char **names = PC_NEW_ARRAY(csv->arena, const char *, csv->n_columns);
    if (csv->arena->failed || !read_row(csv, &r)) return false;
    for (size_t i = 0; i < csv->n_columns; i++) {
        header[i] = pc_csv_trim(csv, csv->cells[i]);
        names[i] = pc_csv_text(csv->arena, csv, header[i]);
    }
    csv->header = header;
    csv->names = names;
    if (csv->arena->failed || !names_differ(csv)) return false;
    if (csv->at < csv->end) return true;
    return refuse(csv, csv->end, csv->end, "E0153",
                  "the first line names the columns, each further one is a row",
                  "there are no rows below the header");
}

pc_csv *pc_csv_open(pc_arena *arena, const char *file, const char *text, size_t n,
                    char delimiter, const pc_csv_limits *limits, pc_diags *diags)
{
    if (!limits) limits = &pc_csv_limits_default;
    if (n > limits->bytes) {
        pc_diag_fail(diags, PC_EDATA, "E0150", file,
                     "the text has %zu bytes; at most %zu are read", n, limits->bytes);
        return NULL;
    }
    pc_csv *csv = PC_NEW(arena, pc_csv);
    if (csv)
        *csv = (pc_csv) {
            .arena = arena, .diags = diags, .limits = limits, .delimiter = delimiter
        };
    const bool is_open = csv && keep_text(csv, file, text, n) && check_text(csv) &&
                         (delimiter || find_delimiter(csv)) && read_header(csv);
    if (arena->failed)
        pc_diag_fail(diags, PC_ENOMEM, "E0114", file, "not enough memory to read this");
    return is_open ? csv : NULL;
}
