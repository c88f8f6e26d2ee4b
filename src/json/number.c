/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/number.h"

#include <assert.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A double's neighbours and the points half way between them have at most 767 significant
 * digits, so digits beyond these matter only by being zero or not. */
enum { MAX_DIGITS = 780, MAX_EXPONENT = 1000000000 };

/* The digits of a decimal number: 0.DIGITS x 10^exponent. */
typedef struct decimal {
    char digits[MAX_DIGITS + 1];
    size_t n;
    long long exponent;
    bool negative, inexact; /* inexact: digits that are not zero were dropped */
} decimal;

typedef struct cursor {
    const char *at, *end;
} cursor;

static bool digit_here(const cursor *c)
{
    return c->at < c->end && *c->at >= '0' && *c->at <= '9';
}

static bool take(cursor *c, char wanted)
{
    if (c->at >= c->end || *c->at != wanted) return false;
    c->at++;
    return true;
}

static void take_digit(decimal *d, char digit)
{
    if (d->n == 0 && digit == '0') return;
    if (d->n < MAX_DIGITS)
        d->digits[d->n++] = digit;
    else
        d->inexact |= digit != '0';
}

static bool take_whole(decimal *d, cursor *c)
{
    if (take(c, '0')) return !digit_here(c);
    if (!digit_here(c)) return false;
    for (; digit_here(c); c->at++, d->exponent++) take_digit(d, *c->at);
    return true;
}

static bool take_fraction(decimal *d, cursor *c)
{
    if (!take(c, '.')) return true;
    if (!digit_here(c)) return false;
    for (; digit_here(c); c->at++) {
        if (d->n == 0 && *c->at == '0') d->exponent--;
        take_digit(d, *c->at);
    }
    return true;
}

static bool take_exponent(decimal *d, cursor *c)
{
    if (!take(c, 'e') && !take(c, 'E')) return true;
    bool negative = take(c, '-');
    if (!negative) take(c, '+');
    if (!digit_here(c)) return false;
    long long exponent = 0;
    for (; digit_here(c); c->at++)
        if (exponent < MAX_EXPONENT) exponent = exponent * 10 + (*c->at - '0');
    d->exponent += negative ? -exponent : exponent;
    return true;
}

static bool take_number(decimal *d, const char *text, size_t n)
{
    cursor c = { text, text + n };
    d->negative = take(&c, '-');
    return take_whole(d, &c) && take_fraction(d, &c) && take_exponent(d, &c) && c.at == c.end;
}

bool pc_number_is_json(const char *text, size_t n)
{
    decimal ignored = { .n = 0 };
    return take_number(&ignored, text, n);
}

/* The C locale is a constant of the C library: asking for it costs nothing and cannot fail. */
static locale_t c_locale(void)
{
    return newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

bool pc_number_read(double *out, const char *text, size_t n)
{
    decimal d = { .n = 0 };
    if (!take_number(&d, text, n)) return false;
    if (d.n == 0) {
        *out = d.negative ? -0.0 : 0.0;
        return true;
    }
    if (d.inexact) d.digits[MAX_DIGITS - 1] = '1'; /* between the same two neighbours */
    char plain[MAX_DIGITS + 40];
    long long exponent = d.exponent - (long long)d.n;
    snprintf(plain, sizeof plain, "%s%.*se%lld", d.negative ? "-" : "", (int)d.n, d.digits,
             exponent);
    double value = strtod_l(plain, NULL, c_locale());
    if (!isfinite(value)) return false;
    *out = value;
    return true;
}

size_t pc_number_write(char out[PC_NUMBER_SIZE], double value)
{
    assert(isfinite(value));
    if (value == 0.0) value = 0.0; /* -0 too */
    const locale_t c = c_locale(), before = uselocale(c);
    int n = 0;
    for (int digits = 15; digits <= 17; digits++) {
        n = snprintf(out, PC_NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(out, NULL) == value) break;
    }
    uselocale(before);
    return (size_t)n;
}
