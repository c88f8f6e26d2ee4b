/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and cells of a CSV text, and which delimiter parts them. */
#include "json/csv_record.h"

#include <string.h>

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

static bool parts(const pc_csv_record *r, char c)
{
    return r->delimiter && c == r->delimiter;
}

static pc_csv_fault fail(pc_csv_record *r, size_t begin, size_t end, pc_csv_fault fault)
{
    r->fault_at = (pc_csv_cell) { begin, end, false };
    return fault;
}

static pc_csv_fault add(pc_csv_record *r, size_t begin, size_t end, bool is_quoted)
{
    if (end - begin > r->limits->cell_bytes) return fail(r, begin, end, PC_CSV_CELL);
    if (r->n >= r->limits->columns) return fail(r, begin, end, PC_CSV_COLUMNS);
    if (r->cells && r->n < r->capacity)
        r->cells[r->n] = (pc_csv_cell) { begin, end, is_quoted };
    r->n++;
    return PC_CSV_SOUND;
}

static pc_csv_fault read_quoted(pc_csv_record *r)
{
    const size_t open = r->at;
    for (size_t i = open + 1;; i += 2) {
        const char *quote = i < r->end ? memchr(r->text + i, '"', r->end - i) : NULL;
        if (!quote) return fail(r, open, open + 1, PC_CSV_NOT_CLOSED);
        i = (size_t)(quote - r->text);
        if (i + 1 < r->end && r->text[i + 1] == '"') continue;
        r->at = i + 1;
        const bool is_over =
            r->at == r->end || parts(r, r->text[r->at]) || ends_line(r->text[r->at]);
        if (!is_over) return fail(r, r->at, r->at + 1, PC_CSV_BEHIND_QUOTE);
        return add(r, open + 1, i, true);
    }
}

static pc_csv_fault read_plain(pc_csv_record *r)
{
    const size_t begin = r->at;
    size_t blanks = begin;
    while (r->at < r->end && !parts(r, r->text[r->at]) && !ends_line(r->text[r->at])) r->at++;
    while (blanks < r->at && (r->text[blanks] == ' ' || r->text[blanks] == '\t')) blanks++;
    if (blanks > begin && blanks < r->at && r->text[blanks] == '"')
        return fail(r, begin, blanks + 1, PC_CSV_BEFORE_QUOTE);
    return add(r, begin, r->at, false);
}

pc_csv_fault pc_csv_read_record(pc_csv_record *r)
{
    r->n = 0;
    for (;;) {
        const bool is_quoted = r->at < r->end && r->text[r->at] == '"';
        const pc_csv_fault fault = is_quoted ? read_quoted(r) : read_plain(r);
        if (fault != PC_CSV_SOUND) return fault;
        if (r->at >= r->end || !parts(r, r->text[r->at])) break;
        r->at++;
    }
    if (r->at < r->end && r->text[r->at++] == '\r')
        r->at += r->at < r->end && r->text[r->at] == '\n';
    return PC_CSV_SOUND;
}

/* ---- the delimiter ---- */

enum { LOOKED_AT = 200 }; /* rows that the delimiter has to fit */

/* How many cells the header has under the delimiter; *fits: so have the rows below. */
static size_t count_columns(bool *fits, const char *text, size_t end, char delimiter,
                            const pc_csv_limits *limits)
{
    pc_csv_record r = { .text = text, .end = end, .delimiter = delimiter, .limits = limits };
    *fits = pc_csv_read_record(&r) == PC_CSV_SOUND;
    const size_t n = r.n;
    for (int i = 0; i < LOOKED_AT && *fits && r.at < end; i++)
        *fits = pc_csv_read_record(&r) == PC_CSV_SOUND && r.n == n;
    return n;
}

pc_csv_choice pc_csv_choose(const char *text, size_t end, const pc_csv_limits *limits)
{
    static const char delimiters[] = { ',', ';', '\t', '|' };
    pc_csv_choice choice = { 0 };
    bool has_fitting = false;
    for (size_t i = 0; i < sizeof delimiters; i++) {
        bool fits;
        const size_t n = count_columns(&fits, text, end, delimiters[i], limits);
        if (n < 2 || (has_fitting && !fits)) continue;
        const bool is_better = fits && !has_fitting;
        choice.is_unclear = choice.delimiter && !is_better;
        if (choice.is_unclear) {
            choice.other = delimiters[i];
            choice.n_other = n;
            continue;
        }
        choice.delimiter = delimiters[i];
        choice.n = n;
        has_fitting = fits;
    }
    return choice;
}
