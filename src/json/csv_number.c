/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as spreadsheets write them: "1.234,50 EUR", "$ 1,234.50", "12,5 %", "-1'000". */
#include "json/csv_column.h"
#include "json/number.h"

#include <math.h>
#include <string.h>

enum { LONGEST = 60 };

/* A cell taken apart. */
typedef struct marks {
    const char *body; /* digits and separators */
    size_t n;
    bool is_negative, has_sign, is_percent;
    char currency[4];
    bool is_broken; /* two signs, two currencies */
} marks;

/* ---- the marks around the digits ---- */

static bool begins(const char *text, size_t n, const char *with)
{
    return n >= strlen(with) && memcmp(text, with, strlen(with)) == 0;
}

static size_t blank(const char *text, size_t n)
{
    static const char *const blanks[] = { " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89" };
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (begins(text, n, blanks[i])) return strlen(blanks[i]);
    return 0;
}

/* Bytes of the currency mark that the text begins with, 0 for none. */
static size_t currency_at(char out[4], const char *text, size_t n)
{
    static const struct {
        const char *symbol, *kept;
    } symbols[] = { { "$", "$" },
                    { "\xE2\x82\xAC", "EUR" },
                    { "\xC2\xA3", "GBP" },
                    { "\xC2\xA5", "\xC2\xA5" } };
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        if (!begins(text, n, symbols[i].symbol)) continue;
        strcpy(out, symbols[i].kept);
        return strlen(symbols[i].symbol);
    }
    if (n < 3) return 0;
    for (int i = 0; i < 3; i++)
        if (text[i] < 'A' || text[i] > 'Z') return 0;
    memcpy(out, text, 3);
    out[3] = '\0';
    return 3;
}

static void take(marks *m, size_t n)
{
    m->body += n;
    m->n -= n;
    while ((n = blank(m->body, m->n)) > 0) {
        m->body += n;
        m->n -= n;
    }
}

static void take_currency(marks *m, const char *found)
{
    m->is_broken |= *m->currency != '\0';
    strcpy(m->currency, found);
}

/* Signs and a currency in front, in either order. */
static void take_front(marks *m)
{
    for (;;) {
        char found[4];
        const size_t minus = begins(m->body, m->n, "-")              ? 1
                             : begins(m->body, m->n, "\xE2\x88\x92") ? 3
                                                                     : 0;
        const size_t sign = minus ? minus : begins(m->body, m->n, "+");
        const size_t currency = sign ? 0 : currency_at(found, m->body, m->n);
        if (!sign && !currency) return;
        if (currency) take_currency(m, found);
        m->is_broken |= sign && m->has_sign;
        m->has_sign |= sign > 0;
        m->is_negative |= minus > 0;
        take(m, sign + currency);
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A currency or a % behind the digits. */
static void take_back(marks *m)
{
    char found[4];
    size_t n = m->n;
    while (n > 0 && !is_digit(m->body[n - 1])) n--;
    marks back = { .body = m->body + n, .n = m->n - n };
    m->n = n;
    take(&back, 0);
    const size_t currency = currency_at(found, back.body, back.n);
    if (currency) {
        take_currency(m, found);
        take(&back, currency);
    } else if (begins(back.body, back.n, "%")) {
        m->is_percent = true;
        take(&back, 1);
    }
    m->is_broken |= back.n > 0 || (m->is_percent && *m->currency);
}

static marks take_apart(const char *text, size_t n)
{
    marks m = { .body = text, .n = n };
    take_front(&m);
    take_back(&m);
    m.is_broken |= m.n == 0 || m.n > LONGEST;
    return m;
}

/* ---- the digits ---- */

/* Digits on their way to a number as JSON writes them. */
typedef struct digits {
    char text[LONGEST + 16];
    size_t n, run; /* run: since the last separator */
    char group;    /* kind of the separators of thousands; 0: none yet */
    bool has_decimal;
} digits;

/* What separates thousands, one character a kind; 0 for anything else. *n: its bytes. */
static char separator_at(size_t *n, const char *text, size_t left)
{
    *n = blank(text, left);
    if (*n) return ' ';
    *n = 1;
    if (*text == '.' || *text == ',' || *text == '\'') return *text;
    *n = 3;
    return begins(text, left, "\xE2\x80\x99") ? '\'' : 0;
}

/* Groups have three digits, the first one to three and no 0 in front. */
static bool add_group(digits *d, char kind)
{
    const bool is_first = !d->group;
    if (d->has_decimal || (!is_first && (d->group != kind || d->run != 3))) return false;
    if (is_first && (d->run < 1 || d->run > 3 || d->text[0] == '0')) return false;
    d->group = kind;
    d->run = 0;
    return true;
}

static bool add_decimal(digits *d)
{
    if (d->has_decimal || (d->group && d->run != 3)) return false;
    if (d->n == 0) d->text[d->n++] = '0';
    d->text[d->n++] = '.';
    d->has_decimal = true;
    d->run = 0;
    return true;
}

static void add_digit(digits *d, char c)
{
    if (d->n == 1 && d->text[0] == '0') d->n = 0; /* JSON has no leading zeros */
    d->text[d->n++] = c;
    d->run++;
}

static bool add_exponent(digits *d, const char *text, size_t n)
{
    size_t i = 1;
    if (d->group || d->run == 0 || n > 6) return false;
    if (i < n && (text[i] == '-' || text[i] == '+')) i++;
    if (i == n) return false;
    for (size_t k = i; k < n; k++)
        if (!is_digit(text[k])) return false;
    memcpy(d->text + d->n, text, n);
    d->n += n;
    return true;
}

static double read_digits(const marks *m, char decimal)
{
    digits d = { .n = 0 };
    double value;
    for (size_t i = 0, step = 1; i < m->n; i += step) {
        const char c = m->body[i];
        step = 1;
        if (is_digit(c)) {
            add_digit(&d, c);
        } else if (c == decimal) {
            if (!add_decimal(&d)) return (double)NAN;
        } else if (c == 'e' || c == 'E') {
            if (m->is_percent || !add_exponent(&d, m->body + i, m->n - i)) return (double)NAN;
            step = m->n - i;
        } else {
            const char kind = separator_at(&step, m->body + i, m->n - i);
            if (!kind || !add_group(&d, kind)) return (double)NAN;
        }
    }
    if (d.run == 0 || (d.group && !d.has_decimal && d.run != 3)) return (double)NAN;
    if (m->is_percent) {
        memcpy(d.text + d.n, "e-2", 3);
        d.n += 3;
    }
    if (!pc_number_read(&value, d.text, d.n)) return (double)NAN;
    return m->is_negative ? -value : value;
}

static void read_number(pc_csv_reading *out, const char *text, size_t n)
{
    const marks m = take_apart(text, n);
    out->value[0] = m.is_broken ? (double)NAN : read_digits(&m, '.');
    out->value[1] = m.is_broken ? (double)NAN : read_digits(&m, ',');
}

/* ---- the column ---- */

static const char *show_number(char out[32], double value)
{
    out[pc_number_write(out, value)] = '\0';
    return out;
}

static const char *const ways[] = { "with a decimal point", "with a decimal comma" };
static const pc_csv_kind numbers = {
    .read = read_number,
    .n = 2,
    .ways = ways,
    .what = "a number",
    .not_code = "E0158",
    .not_help = "leave such rows out with \"where\", or mend the cell; an empty cell is no "
                "value, and left out",
    .unclear_code = "E0159",
    .unclear_help = "say which: \"decimal\": \".\" or \"decimal\": \",\"",
    .show = show_number,
};

static void say_mixed(const pc_csv_column *column, size_t i, const char *text, const char *help)
{
    const pc_json at = pc_csv_at(column->csv, column->cells[i]);
    pc_json_error(column->csv->diags, &at, "E0162", help, "%s", text);
}

/* All cells have a % or none has; the currencies that are named are one. */
static bool marks_agree(pc_csv_values *out, const pc_csv_column *column)
{
    bool is_first = true;
    for (size_t i = 0; i < column->n; i++) {
        const pc_csv_cell cell = pc_csv_trim(column->csv, column->cells[i]);
        if (cell.begin == cell.end) continue;
        const marks m = take_apart(column->csv->text + cell.begin, cell.end - cell.begin);
        if (is_first) out->is_percent = m.is_percent;
        is_first = false;
        if (m.is_percent != out->is_percent) {
            say_mixed(column, i, "some cells of this column have a % and others have none",
                      "write all of them alike: 12 % is 0.12");
            return false;
        }
        if (!*m.currency) continue;
        if (*out->currency && strcmp(out->currency, m.currency) != 0) {
            say_mixed(column, i, "this column has amounts in two currencies",
                      "convert them, or choose one with \"where\"");
            return false;
        }
        memcpy(out->currency, m.currency, sizeof out->currency);
    }
    return true;
}

bool pc_csv_read_numbers(pc_csv_values *out, pc_arena *arena, const pc_csv_column *column,
                         char decimal)
{
    *out = (pc_csv_values) { 0 };
    const size_t declared = decimal == '.' ? 0 : decimal == ',' ? 1 : 2;
    const size_t reading = pc_csv_decide(&numbers, column, declared);
    if (reading == numbers.n || !marks_agree(out, column)) return false;
    out->decimal = reading ? ',' : '.';
    return pc_csv_fill(out, arena, &numbers, column, reading);
}
