/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates in the ways that tables write them, as days since 1970-01-01. */
#include "json/csv_column.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Three numbers with one separator between them, and what follows. */
typedef struct parts {
    int number[3];
    size_t digits[3];
    char separator;
    const char *rest;
    size_t n_rest;
} parts;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take_apart(parts *p, const char *text, size_t n)
{
    size_t at = 0;
    *p = (parts) { .separator = 0 };
    for (int k = 0; k < 3; k++) {
        for (; at < n && is_digit(text[at]) && p->digits[k] < 5; at++, p->digits[k]++)
            p->number[k] = 10 * p->number[k] + (text[at] - '0');
        if (p->digits[k] == 0 || k == 2) continue;
        if (at >= n || !strchr("-/.", text[at]) || (k == 1 && text[at] != p->separator))
            return false;
        p->separator = text[at++];
    }
    p->rest = text + at;
    p->n_rest = n - at;
    return p->digits[0] && p->digits[1] && p->digits[2];
}

/* Whether the text has this form: 0 stands for a digit. */
static bool has_form(const char *text, size_t n, const char *form)
{
    if (n < strlen(form)) return false;
    for (size_t i = 0; form[i]; i++)
        if (form[i] == '0' ? !is_digit(text[i]) : text[i] != form[i]) return false;
    return true;
}

/* Whether a time of day stands here, perhaps with a zone. */
static bool is_time(const char *text, size_t n)
{
    if (n < 6 || (*text != 'T' && *text != ' ') || !has_form(text + 1, n - 1, "00:00"))
        return false;
    text += 6;
    n -= 6;
    if (has_form(text, n, ":00")) {
        text += 3;
        n -= 3;
        if (n > 1 && *text == '.')
            for (text++, n--; n > 0 && is_digit(*text); text++) n--;
    }
    if (n == 0 || (n == 1 && *text == 'Z')) return true;
    return (n == 6 && (has_form(text, n, "+00:00") || has_form(text, n, "-00:00"))) ||
           (n == 5 && (has_form(text, n, "+0000") || has_form(text, n, "-0000")));
}

/* Days since 1970-01-01 in the Gregorian calendar: years begin in March, so that the leap day
 * is their last (E. G. Richards, Mapping Time, 1998). NAN for a day that there is not. */
static double day_of(int year, int month, int day)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (year < 1 || month < 1 || month > 12 || day < 1) return (double)NAN;
    if (day > lengths[month - 1] + (is_leap && month == 2)) return (double)NAN;
    const int y = month > 2 ? year : year - 1, m = (month + 9) % 12;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

static bool is_short(const parts *p, int i)
{
    return p->digits[i] <= 2;
}

static void read_date(pc_csv_reading *out, const char *text, size_t n)
{
    parts p;
    for (int i = 0; i < PC_CSV_READINGS; i++) out->value[i] = (double)NAN;
    if (!take_apart(&p, text, n)) return;
    const int *v = p.number;
    if (p.digits[0] == 4 && is_short(&p, 1) && is_short(&p, 2) && p.separator != '.' &&
        (p.n_rest == 0 || is_time(p.rest, p.n_rest)))
        out->value[PC_CSV_ISO] = day_of(v[0], v[1], v[2]);
    if (!is_short(&p, 0) || !is_short(&p, 1) || p.digits[2] != 4 || p.n_rest) return;
    if (p.separator == '.') {
        out->value[PC_CSV_D_M_Y] = day_of(v[2], v[1], v[0]);
        return;
    }
    out->value[PC_CSV_MDY] = day_of(v[2], v[0], v[1]);
    out->value[PC_CSV_DMY] = day_of(v[2], v[1], v[0]);
}

double pc_csv_day(const char *text, size_t n, pc_csv_date_format format)
{
    pc_csv_reading reading;
    read_date(&reading, text, n);
    return reading.value[format];
}

const char *pc_csv_day_text(char out[PC_CSV_DAY_SIZE], double day)
{
    const int n = (int)day + 719468;
    int year = (int)(n / 365.2425);
    while (365 * (year + 1) + (year + 1) / 4 - (year + 1) / 100 + (year + 1) / 400 <= n) year++;
    while (365 * year + year / 4 - year / 100 + year / 400 > n) year--;
    const int rest = n - (365 * year + year / 4 - year / 100 + year / 400);
    const int m = (5 * rest + 2) / 153, month = m < 10 ? m + 3 : m - 9;
    snprintf(out, PC_CSV_DAY_SIZE, "%04d-%02d-%02d", (year + (month <= 2)) % 10000, month % 13,
             (rest - (153 * m + 2) / 5 + 1) % 100);
    return out;
}

static const char *show_date(char out[32], double value)
{
    return pc_csv_day_text(out, value);
}

static const char *const ways[] = { "as y-m-d", "as d.m.y", "as m/d/y", "as d/m/y" };
static const pc_csv_kind dates = {
    .read = read_date,
    .n = 4,
    .ways = ways,
    .what = "a date",
    .not_code = "E0160",
    .not_help = "write 2025-03-31, 31.03.2025, 03/31/2025 or 31/03/2025: the year with four "
                "digits",
    .unclear_code = "E0161",
    .unclear_help = "say which: \"date_format\": \"m/d/y\" or \"date_format\": \"d/m/y\"",
    .show = show_date,
};

bool pc_csv_read_dates(pc_csv_values *out, pc_arena *arena, const pc_csv_column *column,
                       pc_csv_date_format format)
{
    *out = (pc_csv_values) { 0 };
    const size_t reading = pc_csv_decide(&dates, column, format);
    if (reading == dates.n) return false;
    out->format = (pc_csv_date_format)reading;
    return pc_csv_fill(out, arena, &dates, column, reading);
}
