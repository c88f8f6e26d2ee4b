/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_unit(const char *unit, const char *wanted)
{
    return strcmp(unit, wanted) == 0;
}

static double power_of_ten(int n)
{
    double power = 1.0;
    for (int i = 0; i < n; i++) power *= 10.0;
    for (int i = 0; i > n; i--) power /= 10.0;
    return power;
}

/* The suffix is chosen after rounding to three digits: 999,999 is 1.00M, never 1000K. */
static int power_for(double size)
{
    int power = 0;
    while (power < 12 && size / power_of_ten(power) >= 999.5) power += 3;
    return power;
}

static int decimals_for(const pc_results *results, const char *unit, double size, int power)
{
    const double shown = size / power_of_ten(power);
    if (is_unit(unit, "currency")) {
        if (power == 0) return shown > 0.0 && shown < 99.5 ? results->minor_digits : 0;
        return shown < 99.95 ? 1 : 0;
    }
    if (is_unit(unit, "fraction")) return size > 0.0 && shown < 9.95 ? 1 : 0;
    if (is_unit(unit, "multiple")) return size < 1.995 ? 2 : size < 99.95 ? 1 : 0;
    return size > 0.0 && size < 9.95 ? 1 : 0;
}

pc_figure pc_figure_for(const pc_results *results, const char *unit, double value, double se)
{
    const double size = isfinite(value) ? fabs(value) : 0.0;
    pc_figure figure = { .unit = unit, .currency = results->currency };
    if (is_unit(unit, "currency")) figure.power = power_for(size);
    if (is_unit(unit, "fraction")) figure.power = -2;
    figure.decimals = decimals_for(results, unit, size, figure.power);
    return pc_figure_coarser(figure, se);
}

pc_figure pc_figure_coarser(pc_figure figure, double se)
{
    if (!(se > 0.0)) return figure;
    while (figure.decimals > -2 &&
           se / power_of_ten(figure.power) > 0.5 * power_of_ten(-figure.decimals))
        figure.decimals--;
    return figure;
}

void pc_figure_add_count(pc_text *out, unsigned long long n)
{
    char digits[32];
    const int length = snprintf(digits, sizeof digits, "%llu", n);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) pc_text_add(out, ",");
        pc_text_add_n(out, &digits[i], 1);
    }
}

/* size >= 0 to so many decimals, by whole numbers: printf would ask the locale for the point.
 */
static void add_fixed(pc_text *out, double size, int decimals)
{
    const double steps = floor(size * power_of_ten(decimals) + 0.5);
    if (!(steps < 9e15)) {
        pc_text_add(out, "more than 10^15"); /* nobody's programme; but never a wrong figure */
        return;
    }
    unsigned long long whole = (unsigned long long)steps, part = 0, unit = 1;
    for (int i = 0; i < decimals; i++) unit *= 10;
    for (int i = 0; i > decimals; i--) whole *= 10;
    part = whole % unit;
    pc_figure_add_count(out, whole / unit);
    if (decimals > 0) pc_text_addf(out, ".%0*llu", decimals, part);
}

/* The currency's sign, or its code and a blank. */
static const char *sign_of(const pc_page *page, const char *currency, char code[8])
{
    static const struct {
        const char *code, *sign;
        bool is_ascii;
    } known[] = { { "USD", "$", true },
                  { "EUR", "€", false },
                  { "GBP", "£", false },
                  { "JPY", "¥", false } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(currency, known[i].code) == 0 && (page->is_utf8 || known[i].is_ascii))
            return known[i].sign;
    snprintf(code, 8, "%.4s ", currency);
    return code;
}

static const char *suffix_of(const pc_figure *figure)
{
    if (is_unit(figure->unit, "fraction")) return "%";
    if (is_unit(figure->unit, "multiple")) return "x";
    return figure->power >= 12  ? "T"
           : figure->power >= 9 ? "B"
           : figure->power >= 6 ? "M"
           : figure->power >= 3 ? "K"
                                : "";
}

void pc_figure_add(pc_text *out, const pc_page *page, const pc_figure *figure, double value,
                   bool bare)
{
    if (!isfinite(value)) {
        pc_text_add(out, pc_page_sign(page, PC_SIGN_DASH));
        return;
    }
    const double shown = fabs(value) / power_of_ten(figure->power);
    const bool is_zero = shown * power_of_ten(figure->decimals) < 0.5;
    char code[8];
    if (value < 0.0 && !is_zero) pc_text_add(out, pc_page_sign(page, PC_SIGN_MINUS));
    if (!bare && is_unit(figure->unit, "currency"))
        pc_text_add(out, sign_of(page, figure->currency, code));
    add_fixed(out, shown, figure->decimals);
    pc_text_add(out, suffix_of(figure));
}

/* As few decimals as say the value, at most those of three significant digits. */
void pc_figure_add_stated(pc_text *out, const pc_page *page, const pc_results *results,
                          const char *unit, double value)
{
    pc_figure figure = pc_figure_for(results, unit, value, (double)NAN);
    const double shown = fabs(value) / power_of_ten(figure.power);
    const int most = shown < 9.995 ? 2 : shown < 99.95 ? 1 : 0;
    for (figure.decimals = 0; figure.decimals < most; figure.decimals++) {
        const double steps = shown * power_of_ten(figure.decimals);
        if (fabs(steps - floor(steps + 0.5)) < 1e-9 * (1.0 + steps)) break;
    }
    pc_figure_add(out, page, &figure, value, false);
}
