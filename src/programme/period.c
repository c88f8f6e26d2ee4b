/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Periods of metrics. Programme months, quarters and years count from the start of the
 * scenario; a fiscal year is named after the calendar year in which it ends.
 */
#include "programme/programme.h"

#include <stdio.h>
#include <string.h>

enum { NUMBER_MAX = 100000 };

/* A whole number from 1 without leading zeros; moves *text behind it. 0: none. */
static int number(const char **text)
{
    int value = 0;
    if (**text == '0') return 0;
    for (; **text >= '0' && **text <= '9'; (*text)++) {
        value = 10 * value + (**text - '0');
        if (value > NUMBER_MAX) return 0;
    }
    return value;
}

static bool take(const char **text, const char *word)
{
    const size_t n = strlen(word);
    if (strncmp(*text, word, n) != 0) return false;
    *text += n;
    return true;
}

static void set_months(pc_period *period, int first, int last)
{
    period->first_month = first;
    period->last_month = last;
}

static void set_fiscal(pc_period *period, const pc_programme *programme)
{
    const int began = period->number - (programme->fiscal_year_start > 1 ? 1 : 0);
    const int first = 12 * (began - programme->start_year) + programme->fiscal_year_start -
                      programme->start_month;
    set_months(period, first, first + 11);
}

static bool read_years(pc_period *out, const char **text)
{
    out->kind = PC_PERIOD_YEAR;
    out->number = number(text);
    set_months(out, 12 * (out->number - 1), 12 * out->number - 1);
    if (!take(text, "..y")) return true;
    out->kind = PC_PERIOD_RANGE;
    out->last_number = number(text);
    out->last_month = 12 * out->last_number - 1;
    return out->last_number >= out->number;
}

static bool read_kind(pc_period *out, const char **text, const pc_programme *programme)
{
    if (take(text, "all")) {
        out->kind = PC_PERIOD_ALL;
        out->number = 1;
        set_months(out, 0, programme->months - 1);
    } else if (take(text, "fy")) {
        out->kind = PC_PERIOD_FISCAL_YEAR;
        out->number = number(text);
        set_fiscal(out, programme);
    } else if (take(text, "m")) {
        out->kind = PC_PERIOD_MONTH;
        out->number = number(text);
        set_months(out, out->number - 1, out->number - 1);
    } else if (take(text, "q")) {
        out->kind = PC_PERIOD_QUARTER;
        out->number = number(text);
        set_months(out, 3 * (out->number - 1), 3 * out->number - 1);
    } else {
        return take(text, "y") && read_years(out, text);
    }
    return true;
}

bool pc_period_parse(pc_period *out, const char *text, const pc_programme *programme)
{
    *out = (pc_period) { 0 };
    if (!read_kind(out, &text, programme) || *text || out->number == 0) return false;
    if (out->first_month < 0) out->first_month = 0;
    if (out->last_month >= programme->months) out->last_month = programme->months - 1;
    return out->first_month <= out->last_month;
}

const char *pc_period_text(char out[PC_PERIOD_SIZE], const pc_period *period)
{
    static const char *const prefix[] = { [PC_PERIOD_MONTH] = "m",
                                          [PC_PERIOD_QUARTER] = "q",
                                          [PC_PERIOD_YEAR] = "y",
                                          [PC_PERIOD_FISCAL_YEAR] = "fy" };
    if (period->kind == PC_PERIOD_ALL)
        snprintf(out, PC_PERIOD_SIZE, "all");
    else if (period->kind == PC_PERIOD_RANGE)
        snprintf(out, PC_PERIOD_SIZE, "y%d..y%d", period->number, period->last_number);
    else
        snprintf(out, PC_PERIOD_SIZE, "%s%d", prefix[period->kind], period->number);
    return out;
}

static int compare(int a, int b)
{
    return (a > b) - (a < b);
}

int pc_period_compare(const pc_period *a, const pc_period *b)
{
    if (a->kind != b->kind) return compare((int)a->kind, (int)b->kind);
    if (a->number != b->number) return compare(a->number, b->number);
    return compare(a->last_number, b->last_number);
}
