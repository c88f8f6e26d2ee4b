/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/programme.h"

#include <stdio.h>
#include <string.h>

/* Digits up to six of them; moves *text behind. 0 when there are none or the first is 0. */
static int read_number(const char **text)
{
    int number = 0, n = 0;
    if (**text == '0') return 0;
    for (; **text >= '0' && **text <= '9'; (*text)++)
        if (++n <= 6) number = number * 10 + (**text - '0');
    return n <= 6 ? number : 0;
}

static bool clip(pc_period *period, int first, int n_months, int horizon)
{
    const int last = first + n_months - 1;
    period->first_month = first < 0 ? 0 : first;
    period->last_month = last >= horizon ? horizon - 1 : last;
    return period->first_month <= period->last_month;
}

int pc_fiscal_elapsed(const pc_programme *programme)
{
    return (programme->start_month - programme->fiscal_year_start + 12) % 12;
}

/* The fiscal year is named by the calendar year in which it ends. */
static int first_month_of_fiscal_year(const pc_programme *programme, int fiscal_year)
{
    const int start = programme->fiscal_year_start;
    const int calendar_year = start == 1 ? fiscal_year : fiscal_year - 1;
    return (calendar_year - programme->start_year) * 12 + start - programme->start_month;
}

static bool parse_range(pc_period *out, const char *rest, int first_year, int horizon)
{
    if (strncmp(rest, "..y", 3) != 0) return false;
    rest += 3;
    out->kind = PC_PERIOD_RANGE;
    out->last_number = read_number(&rest);
    if (*rest || out->last_number < first_year || out->last_number > 10000) return false;
    return clip(out, (first_year - 1) * 12, (out->last_number - first_year + 1) * 12, horizon);
}

static bool parse_numbered(pc_period *out, const char *text, const pc_programme *programme)
{
    static const struct {
        const char *prefix;
        unsigned kind;
        int months;
    } kinds[] = { { "fy", PC_PERIOD_FISCAL_YEAR, 12 },
                  { "m", PC_PERIOD_MONTH, 1 },
                  { "q", PC_PERIOD_QUARTER, 3 },
                  { "y", PC_PERIOD_YEAR, 12 } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const size_t n = strlen(kinds[i].prefix);
        if (strncmp(text, kinds[i].prefix, n) != 0) continue;
        const char *rest = text + n;
        const int number = read_number(&rest);
        if (number < 1 || number > 10000) return false;
        out->kind = kinds[i].kind;
        out->number = number;
        if (*rest)
            return kinds[i].kind == PC_PERIOD_YEAR &&
                   parse_range(out, rest, number, programme->months);
        const int first = kinds[i].kind == PC_PERIOD_FISCAL_YEAR
                              ? first_month_of_fiscal_year(programme, number)
                              : (number - 1) * kinds[i].months;
        return clip(out, first, kinds[i].months, programme->months);
    }
    return false;
}

bool pc_period_parse(pc_period *out, const char *text, const pc_programme *programme)
{
    *out = (pc_period) { 0 };
    if (strcmp(text, "all") != 0) return parse_numbered(out, text, programme);
    out->kind = PC_PERIOD_ALL;
    return clip(out, 0, programme->months, programme->months);
}

const char *pc_period_text(char out[PC_PERIOD_SIZE], const pc_period *period)
{
    static const char *const prefixes[] = { "m", "q", "y", "fy" };
    if (period->kind == PC_PERIOD_ALL) return strcpy(out, "all");
    if (period->kind == PC_PERIOD_RANGE)
        snprintf(out, PC_PERIOD_SIZE, "y%d..y%d", period->number, period->last_number);
    else
        snprintf(out, PC_PERIOD_SIZE, "%s%d", prefixes[period->kind], period->number);
    return out;
}

int pc_period_compare(const pc_period *a, const pc_period *b)
{
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    return (a->last_number > b->last_number) - (a->last_number < b->last_number);
}
