/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as people write them. Each is kept as an exact decimal where it has one, so that a
 * rate of 12.5 % is 125 / 1000 and ties of rounding are decided right.
 */
#include "scenario/literal.h"

#include "json/number.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PLACES_MAX = 6 };

static size_t span_digits(const char *text, size_t n)
{
    size_t i = 0;
    while (i < n && text[i] >= '0' && text[i] <= '9') i++;
    return i;
}

/* The digits without their point, what power of ten stands behind them, and their sign. */
typedef struct parts {
    bool negative, exact; /* exact: all digits are in `digits` */
    int64_t digits;
    int exponent;
} parts;

static void add_digits(parts *p, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (p->digits > (INT64_MAX - 9) / 10) p->exact = false;
        if (p->exact) p->digits = 10 * p->digits + (text[i] - '0');
    }
}

static bool read_exponent(parts *p, const char *text, size_t n)
{
    size_t i = 0;
    const bool negative = n > 0 && text[0] == '-';
    if (n > 0 && (text[0] == '-' || text[0] == '+')) i++;
    const size_t digits = span_digits(text + i, n - i);
    if (digits == 0 || i + digits != n) return false;
    int value = 0;
    for (; i < n; i++)
        if (value < 10000) value = 10 * value + (text[i] - '0');
    p->exponent += negative ? -value : value;
    return true;
}

static bool split(parts *p, const char *text, size_t n)
{
    *p = (parts) { .exact = true };
    size_t i = 0;
    if (n > 0 && text[0] == '-') {
        p->negative = true;
        i++;
    }
    const size_t whole = span_digits(text + i, n - i);
    if (whole == 0) return false;
    add_digits(p, text + i, whole);
    i += whole;
    if (i < n && text[i] == '.') {
        const size_t fraction = span_digits(text + i + 1, n - i - 1);
        if (fraction == 0) return false;
        add_digits(p, text + i + 1, fraction);
        p->exponent = -(int)fraction;
        i += 1 + fraction;
    }
    if (i == n) return true;
    return (text[i] == 'e' || text[i] == 'E') && read_exponent(p, text + i + 1, n - i - 1);
}

/* Leaves digits / 10^places without trailing zeros when 6 places are enough. */
static void set_decimal(pc_written *out, const parts *p)
{
    int64_t digits = p->digits;
    int exponent = digits == 0 ? 0 : p->exponent;
    while (exponent < 0 && digits % 10 == 0) digits /= 10, exponent++;
    while (exponent > 0 && digits <= ((int64_t)1 << 53) / 10) digits *= 10, exponent--;
    out->decimal =
        p->exact && exponent <= 0 && exponent >= -PLACES_MAX && digits <= (int64_t)1 << 53;
    if (!out->decimal) return;
    out->digits = p->negative ? -digits : digits;
    out->places = -exponent;
}

bool pc_written_read(pc_written *out, const char *text, size_t n, int shift)
{
    enum { LONGEST = 200 };
    parts p;
    *out = (pc_written) { 0 };
    if (n > LONGEST || !split(&p, text, n)) return false;
    const char *exponent = memchr(text, 'e', n) ? memchr(text, 'e', n) : memchr(text, 'E', n);
    const size_t mantissa = exponent ? (size_t)(exponent - text) : n;
    size_t skip = p.negative ? 1 : 0;
    while (skip + 1 < mantissa && text[skip] == '0' && text[skip + 1] != '.') skip++;
    int own = 0; /* the exponent as written, without what the point adds */
    if (exponent) {
        parts e = { 0 };
        read_exponent(&e, exponent + 1, n - mantissa - 1);
        own = e.exponent;
    }
    char json[LONGEST + 32];
    const int length = snprintf(json, sizeof json, "%s%.*se%d", p.negative ? "-" : "",
                                (int)(mantissa - skip), text + skip, own + shift);
    if (!pc_number_read(&out->number, json, (size_t)length)) return false;
    p.exponent += shift;
    set_decimal(out, &p);
    return true;
}

/* ---- literals with units ---- */

typedef struct cursor {
    const char *at;
    pc_literal *out;
    pc_literal_problem *problem;
} cursor;

__attribute__((format(printf, 4, 5))) static bool refuse(cursor *c, const char *code,
                                                         const char *help, const char *text,
                                                         ...)
{
    va_list args;
    c->problem->code = code;
    snprintf(c->problem->help, sizeof c->problem->help, "%s", help);
    va_start(args, text);
    vsnprintf(c->problem->text, sizeof c->problem->text, text, args);
    va_end(args);
    return false;
}

static void skip_spaces(cursor *c)
{
    for (;;) {
        if (*c->at == ' ')
            c->at++;
        else if (strncmp(c->at, "\xC2\xA0", 2) == 0 || strncmp(c->at, "\xE2\x80\xAF", 3) == 0)
            c->at += *c->at == '\xC2' ? 2 : 3; /* no-break spaces */
        else
            return;
    }
}

static bool take_currency(cursor *c)
{
    for (size_t i = 0; i < pc_n_currencies; i++) {
        const pc_currency *currency = &pc_currencies[i];
        const char *const marks[] = { currency->code, currency->symbol };
        for (size_t k = 0; k < 2; k++) {
            const size_t n = strlen(marks[k]);
            if (n == 0 || strncmp(c->at, marks[k], n) != 0) continue;
            c->at += n;
            c->out->has_unit = true;
            c->out->unit = PC_UNIT_MONEY;
            snprintf(c->out->currency, sizeof c->out->currency, "%s", marks[k]);
            return true;
        }
    }
    return false;
}

static int take_suffix(cursor *c)
{
    static const struct {
        const char *text;
        int shift;
    } suffixes[] = { { "bn", 9 }, { "B", 9 }, { "M", 6 }, { "K", 3 }, { "k", 3 } };
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        const size_t n = strlen(suffixes[i].text);
        if (strncmp(c->at, suffixes[i].text, n) != 0) continue;
        c->at += n;
        return suffixes[i].shift;
    }
    return 0;
}

static bool is_range(const char *at)
{
    return *at == '-' || strncmp(at, "\xE2\x80\x93", 3) == 0 || strncmp(at, "..", 2) == 0;
}

static bool comma(cursor *c, const char *text, const char *number, size_t whole)
{
    const char *after = c->at + 1;
    const size_t n = span_digits(after, strlen(after));
    char point[80], plain[80], whole_number[80] = "";
    snprintf(point, sizeof point, "%.*s.%.*s", (int)whole, number, (int)n, after);
    snprintf(plain, sizeof plain, "%.*s%.*s", (int)whole, number, (int)n, after);
    char help[240];
    if (after[n] == ',') {
        size_t to = 0;
        for (const char *at = number; to < 60 && (*at == ',' || span_digits(at, 1)); at++)
            if (*at != ',') whole_number[to++] = *at;
        snprintf(help, sizeof help, "write it without them: %s", whole_number);
        return refuse(c, "E0206", help, "\"%.60s\" has separators of thousands", text);
    }
    if (n != 3) {
        snprintf(help, sizeof help, "numbers have a decimal point: write \"%.*s.%.60s\"",
                 (int)(c->at - text), text, after);
        return refuse(c, "E0206", help, "\"%.60s\" has a decimal comma", text);
    }
    snprintf(help, sizeof help, "write %.40s, or %.40s if the comma is a decimal one", plain,
             point);
    return refuse(c, "E0206", help, "\"%.60s\" has a comma", text);
}

/* A month is 30 days, begun ones count whole: durations are gates, not calendars. */
static bool take_duration(cursor *c)
{
    static const struct {
        const char *word;
        int days;
    } words[] = {
        { "day", 1 }, { "week", 7 }, { "month", 30 }, { "quarter", 90 }, { "year", 360 }
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t n = strlen(words[i].word);
        if (strncmp(c->at, words[i].word, n) != 0) continue;
        c->at += n;
        if (*c->at == 's') c->at++;
        const double days = c->out->written.number * words[i].days;
        if (!(days >= 0 && days < 1e9)) return true;
        const int64_t months = ((int64_t)days + ((double)(int64_t)days < days) + 29) / 30;
        c->out->written =
            (pc_written) { .number = (double)months, .decimal = true, .digits = months };
        c->out->has_unit = true;
        c->out->unit = PC_UNIT_MONTHS;
        c->out->days = days;
        return true;
    }
    return false;
}

static void take_unit(cursor *c)
{
    skip_spaces(c);
    if (c->out->has_unit || take_currency(c)) return;
    if (*c->at == '%' || *c->at == 'x') {
        c->out->has_unit = true;
        c->out->unit = *c->at == '%' ? PC_UNIT_FRACTION : PC_UNIT_MULTIPLE;
        c->at++;
        return;
    }
    take_duration(c);
}

static bool leftover(cursor *c, const char *text)
{
    if (is_range(c->at))
        return refuse(
            c, "E0205",
            "a range is a distribution: { \"low\": ..., \"mid\": ..., \"high\": ... }",
            "\"%.60s\" is a range, not one number", text);
    if (*c->at == 'm')
        return refuse(c, "E0205", "write M for a million", "\"%.60s\": \"m\" is no unit", text);
    return refuse(c, "E0205",
                  "examples: 0.12, \"12%\", \"$500K\", \"1.2M\", \"8 weeks\", \"=a * 2\"",
                  "\"%.60s\" cannot be read as a quantity", text);
}

bool pc_literal_read(pc_literal *out, const char *text, pc_literal_problem *problem)
{
    cursor c = { .at = text, .out = out, .problem = problem };
    char number[128] = "";
    size_t n = 0;
    *out = (pc_literal) { 0 };
    skip_spaces(&c);
    if (*c.at == '-') number[n++] = *c.at++;
    if (take_currency(&c)) skip_spaces(&c);
    const char *begin = c.at;
    size_t length = span_digits(c.at, strlen(c.at));
    if (n == 0 && *c.at == '-' && out->has_unit && span_digits(c.at + 1, 1))
        return refuse(&c, "E0205", "the minus sign stands in front: \"-$5\"",
                      "\"%.60s\" has its minus sign behind the currency", text);
    if (length == 0 || length > 60) return leftover(&c, text);
    c.at += length;
    if (*c.at == ',') return comma(&c, text, begin, length);
    if (*c.at == '.' && span_digits(c.at + 1, strlen(c.at + 1)) > 0)
        c.at += 1 + span_digits(c.at + 1, strlen(c.at + 1));
    length = (size_t)(c.at - begin);
    if (length > 100) return leftover(&c, text);
    memcpy(number + n, begin, length);
    int shift = take_suffix(&c);
    const char *unit = c.at;
    while (*unit == ' ') unit++;
    if (*unit == '%') shift -= 2;
    if (!pc_written_read(&out->written, number, n + length, shift)) return leftover(&c, text);
    take_unit(&c);
    skip_spaces(&c);
    if (*c.at) return leftover(&c, text);
    if (out->has_unit || shift) return true;
    char help[240];
    snprintf(help, sizeof help, "write %.60s without quotes", number);
    return refuse(&c, "E0205", help, "\"%.60s\" is a number in quotes", text);
}
