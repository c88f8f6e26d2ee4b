/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LARGEST_POWER = 12 };

static double power_of_ten(int n)
{
    double power = 1.0;
    for (int i = 0; i < n; i++) power *= 10.0;
    for (int i = 0; i > n; i--) power /= 10.0;
    return power;
}

/* One of the last digit shown, in units of the value. */
static double last_digit(const pc_format *format)
{
    const int percent = format->unit == PC_UNIT_FRACTION ? 2 : 0;
    return power_of_ten(format->power - format->decimals - percent);
}

static int decimals_for(const pc_results *results, const pc_format *format, double size)
{
    const double shown = size / power_of_ten(format->power);
    switch (format->unit) {
    case PC_UNIT_MONEY:
        if (format->power == 0) return size > 0.0 && size < 99.5 ? results->minor_digits : 0;
        return shown < 99.95 ? 1 : 0;
    case PC_UNIT_FRACTION:
        return size > 0.0 && size < 0.0995 ? 1 : 0;
    case PC_UNIT_MULTIPLE:
        return size < 1.995 ? 2 : size < 99.95 ? 1 : 0;
    default:
        return format->power > 0 || (size < 9.95 && size > floor(size))
                   ? 1
                   : 0; /* 4 partners, 2.3 deals */
    }
}

/* What the format makes of a size, in units of its suffix. */
static double shown_size(const pc_format *format, double size)
{
    const double digit = last_digit(format);
    return floor(size / digit + 0.5) * digit / power_of_ten(format->power);
}

pc_format pc_figure_for(const pc_results *results, const char *unit, double value, double se)
{
    const double size = isfinite(value) ? fabs(value) : 0.0;
    pc_format format = pc_format_for(pc_unit_of(unit), results->currency, size, (double)NAN);
    format.decimals = decimals_for(results, &format, size);
    pc_format fewer = pc_format_supported(&format, size, se);
    if (format.unit != PC_UNIT_MONEY || format.power >= LARGEST_POWER ||
        shown_size(&fewer, size) < 1000.0)
        return fewer;
    format.power += 3; /* $996K known to tens is $1.0M, never $1,000K */
    format.decimals = 1;
    return pc_format_supported(&format, size, se);
}

void pc_figure_add_estimate(pc_text *out, const pc_sheet *page, const pc_format *shared,
                            pc_estimate estimate, bool bare)
{
    const pc_format format = pc_format_supported(shared, estimate.value, estimate.se);
    const bool has_own_size = format.power != shared->power && format.power == 0;
    pc_figure_add(out, page, &format, estimate.value, bare && !has_own_size);
}

/* In ASCII a currency without a sign of its own is written by its code. */
static void add_ascii(pc_text *out, const pc_sheet *page, const char *text)
{
    static const struct {
        const char *sign, *ascii;
    } known[] = { { "€", "EUR " }, { "£", "GBP " },   { "¥", "JPY " },
                  { "₹", "INR " }, { "\u00a0", " " }, { "≈", "~" } };
    while (*text) {
        size_t n = 1;
        const char *written = NULL;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (strncmp(text, known[i].sign, strlen(known[i].sign)) == 0) {
                written = known[i].ascii;
                n = strlen(known[i].sign);
            }
        if (!written && (*text & 0x80)) { /* the minus and the dash: three bytes */
            written = pc_sheet_sign(page, PC_SIGN_MINUS);
            n = strlen(text) < 3 ? 1 : 3;
        }
        pc_text_add_n(out, written ? written : text, written ? strlen(written) : 1);
        text += n;
    }
}

static void add(pc_text *out, const pc_sheet *page, const char *text)
{
    if (page->is_utf8)
        pc_text_add(out, text);
    else
        add_ascii(out, page, text);
}

void pc_figure_add(pc_text *out, const pc_sheet *page, const pc_format *format, double value,
                   bool bare)
{
    char text[PC_SHOWN_SIZE];
    pc_format chosen = *format;
    if (bare) chosen.symbol[0] = '\0';
    if (chosen.unit == PC_UNIT_MONTHS) chosen.unit = PC_UNIT_COUNT;
    add(out, page, pc_format_write(text, &chosen, value, false));
}

void pc_figure_add_stated(pc_text *out, const pc_sheet *page, const pc_results *results,
                          const char *unit, double value)
{
    char text[PC_SHOWN_SIZE];
    const pc_format format = pc_format_stated(pc_unit_of(unit), results->currency, value);
    add(out, page, pc_format_write(text, &format, value, false));
}

void pc_figure_add_count(pc_text *out, uint64_t n)
{
    char text[PC_SHOWN_SIZE];
    pc_text_add(out, pc_format_count(text, n));
}
