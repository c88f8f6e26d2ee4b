/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/text/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define EN_DASH "\xe2\x80\x93"
#define MINUS   "\xe2\x88\x92"
#define ALMOST  "\xe2\x89\x88"
#define NBSP    "\xc2\xa0"

enum { MOST_DECIMALS = 9, LARGEST_POWER = 12 };

pc_unit pc_unit_of(const char *unit)
{
    static const char *const names[] = { "currency", "fraction", "multiple", "count",
                                         "months" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (unit && strcmp(unit, names[i]) == 0) return (pc_unit)i;
    return PC_UNIT_COUNT;
}

/* Exact up to 10^22, which is all that is asked for. */
static double ten_to(int n)
{
    double p = 1;
    for (int i = 0; i < (n < 0 ? -n : n); i++) p *= 10;
    return p;
}

static double shift(double value, int decimals)
{
    return decimals >= 0 ? value * ten_to(decimals) : value / ten_to(-decimals);
}

static double round_to(double value, int decimals)
{
    const double rounded = floor(shift(fabs(value), decimals) + 0.5);
    return decimals >= 0 ? rounded / ten_to(decimals) : rounded * ten_to(-decimals);
}

/* Digits before the point: 1 for 0.5 and 9, 2 for 10; 0, -1 for 0.05, 0.005. */
static int whole_digits(double value)
{
    const double a = fabs(value);
    int n = 1;
    if (!(a > 0) || !isfinite(a)) return 1;
    while (n < 18 && a >= ten_to(n)) n++;
    if (a < 1)
        for (n = 0; n > -MOST_DECIMALS && a < 1 / ten_to(1 - n); n--) {
        }
    return n;
}

static int decimals_for(double shown, int significant)
{
    int decimals = significant - whole_digits(shown);
    if (decimals < 0) decimals = 0;
    if (decimals > MOST_DECIMALS) decimals = MOST_DECIMALS;
    /* 9.996 becomes 10.0, not 10.00 */
    if (decimals > 0 && whole_digits(round_to(shown, decimals)) > whole_digits(shown))
        decimals--;
    return decimals;
}

static void set_symbol(pc_format *format, const char *currency)
{
    static const struct {
        const char *code, *symbol;
    } known[] = { { "USD", "$" },
                  { "EUR", "\xe2\x82\xac" },
                  { "GBP", "\xc2\xa3" },
                  { "JPY", "\xc2\xa5" },
                  { "INR", "\xe2\x82\xb9" } };
    if (format->unit != PC_UNIT_MONEY || !currency) return;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(currency, known[i].code) == 0) {
            snprintf(format->symbol, sizeof format->symbol, "%s", known[i].symbol);
            return;
        }
    snprintf(format->symbol, sizeof format->symbol, "%.3s" NBSP, currency);
}

/* Fractions are shown a hundredfold. */
static double in_unit(const pc_format *format, double value)
{
    return format->unit == PC_UNIT_FRACTION ? value * 100 : value;
}

/* From where on a unit takes a suffix: counts and the like are read in full up to a million. */
static double suffix_from(pc_unit unit)
{
    return unit == PC_UNIT_MONEY ? 1e3 : 1e6;
}

/* The suffix is chosen after rounding: 999,500 is $1.00M, never $1000K. */
static int power_for(const pc_format *format, double value, int significant)
{
    const double a = fabs(in_unit(format, value));
    int power = 0;
    if (!isfinite(a)) return 0;
    while (power < LARGEST_POWER) {
        const double shown = a / ten_to(power);
        const double rounded = round_to(shown, decimals_for(shown, significant));
        if (rounded < (power == 0 ? suffix_from(format->unit) : 1e3)) break;
        power += 3;
    }
    return power;
}

static double last_digit(const pc_format *format)
{
    const double unit = ten_to(format->power) / (format->unit == PC_UNIT_FRACTION ? 100 : 1);
    return format->decimals >= 0 ? unit / ten_to(format->decimals)
                                 : unit * ten_to(-format->decimals);
}

double pc_format_half_digit(const pc_format *format)
{
    return last_digit(format) / 2;
}

static int usual_decimals(const pc_format *format, double value, int significant)
{
    const double shown = in_unit(format, value) / ten_to(format->power);
    switch (format->unit) {
    case PC_UNIT_MONEY:
        return decimals_for(shown, significant);
    case PC_UNIT_MULTIPLE:
        return shown != 0 && fabs(shown) < 0.5 ? decimals_for(shown, 2) : 1;
    case PC_UNIT_FRACTION:
        return shown != 0 && fabs(shown) < 1 ? decimals_for(shown, 1) : 0;
    default:
        return format->power > 0 ? decimals_for(shown, significant) : 0;
    }
}

pc_format pc_format_step(pc_unit unit, const char *currency, double value, double step)
{
    pc_format format = pc_format_for(unit, currency, value, (double)NAN);
    for (;; format.power -= 3) {
        const double size = ten_to(format.power) / (unit == PC_UNIT_FRACTION ? 100 : 1);
        format.decimals = 0;
        for (double digit = 1; digit > step / size && format.decimals < 6 && step > 0;
             digit /= 10)
            format.decimals++;
        if (format.power == 0 || format.decimals <= 2) return format;
    }
}

/* A digit is never dropped when that may move the figure by more than a quarter of itself. */
static bool may_drop(const pc_format *format, double value)
{
    return last_digit(format) * 10 / 2 <= fabs(value) / 4;
}

static bool reads_as_zero(const pc_format *format, double value)
{
    return round_to(in_unit(format, value) / ten_to(format->power), format->decimals) == 0;
}

/* The decimals that leave a figure smaller than its unit one digit. */
static pc_format in_own_size(const pc_format *format, double value)
{
    pc_format own = *format;
    own.power = power_for(format, value, 2);
    own.decimals = own.power > 0 ? usual_decimals(&own, value, 2) : 0;
    while (own.decimals < MOST_DECIMALS && reads_as_zero(&own, value)) own.decimals++;
    return own;
}

pc_format pc_format_supported(const pc_format *format, double value, double se)
{
    pc_format fewer = *format;
    if (!isfinite(value)) return fewer;
    if (value != 0 && reads_as_zero(format, value)) fewer = in_own_size(format, value);
    if (!isfinite(se)) return fewer;
    while (se > last_digit(&fewer) / 2 && may_drop(&fewer, value)) fewer.decimals--;
    fewer.is_rough = value != 0 && se > fabs(value);
    return fewer;
}

/* Whether so few digits write the figure as a thousand of its suffix: $960K known to hundreds
 * is $1.0M, never $1,000K. */
static bool reaches_next(const pc_format *format, double value)
{
    return format->power < LARGEST_POWER &&
           fabs(round_to(in_unit(format, value) / ten_to(format->power), format->decimals)) >=
               1000;
}

pc_format pc_format_for(pc_unit unit, const char *currency, double value, double se)
{
    pc_format format = { .unit = unit };
    set_symbol(&format, currency);
    format.power = power_for(&format, value, 3);
    format.decimals = usual_decimals(&format, value, 3);
    const pc_format fewer = pc_format_supported(&format, value, se);
    if (unit != PC_UNIT_MONEY || fewer.power != format.power || !reaches_next(&fewer, value))
        return fewer;
    format.power += 3;
    format.decimals = usual_decimals(&format, value, 3);
    return pc_format_supported(&format, value, se);
}

static double largest_of(const double *values, size_t n)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(values[i])) largest = fmax(largest, fabs(values[i]));
    return largest;
}

/* Whether two neighbouring values that differ would be written alike. */
static bool confuses(const pc_format *format, const double *values, size_t n)
{
    char a[PC_SHOWN_SIZE], b[PC_SHOWN_SIZE];
    for (size_t i = 1; i < n; i++) {
        if (!isfinite(values[i - 1]) || !isfinite(values[i]) || values[i - 1] == values[i])
            continue;
        if (strcmp(pc_format_write(a, format, values[i - 1], true),
                   pc_format_write(b, format, values[i], true)) == 0)
            return true;
    }
    return false;
}

pc_format pc_format_column(pc_unit unit, const char *currency, const double *values, size_t n,
                           int significant)
{
    const double largest = largest_of(values, n);
    pc_format format = { .unit = unit };
    set_symbol(&format, currency);
    format.power = power_for(&format, largest, significant);
    format.decimals = usual_decimals(&format, largest, significant);
    const double shown = in_unit(&format, largest) / ten_to(format.power);
    const int most = unit == PC_UNIT_MULTIPLE && shown >= 0.5 ? 2 : decimals_for(shown, 3);
    while (format.decimals < most && confuses(&format, values, n)) format.decimals++;
    return format;
}

static bool is_exact(const pc_format *format, double value, int decimals)
{
    const double shown = fabs(in_unit(format, value) / ten_to(format->power));
    return fabs(round_to(shown, decimals) - shown) <= 1e-9 * shown;
}

pc_format pc_format_ticks(pc_unit unit, const char *currency, double first, double step,
                          double largest)
{
    pc_format format = { .unit = unit };
    set_symbol(&format, currency);
    format.power = power_for(&format, largest, 3);
    while (format.decimals < MOST_DECIMALS && !(is_exact(&format, first, format.decimals) &&
                                                is_exact(&format, step, format.decimals)))
        format.decimals++;
    return format;
}

pc_format pc_format_stated(pc_unit unit, const char *currency, double value)
{
    pc_format format = { .unit = unit };
    set_symbol(&format, currency);
    format.power = power_for(&format, value, 3);
    const int most = decimals_for(in_unit(&format, value) / ten_to(format.power), 3);
    while (format.decimals < most && !is_exact(&format, value, format.decimals))
        format.decimals++;
    return format;
}

/* ---- Writing ---- */

static void put(char out[PC_SHOWN_SIZE], const char *text)
{
    const size_t n = strlen(out);
    snprintf(out + n, PC_SHOWN_SIZE - n, "%s", text);
}

static void put_grouped(char out[PC_SHOWN_SIZE], unsigned long long n)
{
    char digits[32], grouped[48];
    const int length = snprintf(digits, sizeof digits, "%llu", n);
    int at = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) grouped[at++] = ',';
        grouped[at++] = digits[i];
    }
    grouped[at] = '\0';
    put(out, grouped);
}

/* Digits by integer arithmetic: printf would follow the process's locale. */
static void put_number(char out[PC_SHOWN_SIZE], double magnitude, int decimals)
{
    const double rounded = round_to(magnitude, decimals);
    if (!(rounded < 1e17)) {
        put(out, ">10^17");
        return;
    }
    const int places = decimals > 0 ? decimals : 0;
    const double scaled = floor(rounded * ten_to(places) + 0.5);
    if (!(scaled < 1e18)) {
        put_grouped(out, (unsigned long long)rounded);
        return;
    }
    const unsigned long long all = (unsigned long long)scaled;
    const unsigned long long base = (unsigned long long)ten_to(places);
    put_grouped(out, all / base);
    if (places > 0) {
        char part[MOST_DECIMALS + 2] = ".";
        unsigned long long rest = all % base;
        for (int i = places; i > 0; i--, rest /= 10) part[i] = (char)('0' + rest % 10);
        put(out, part);
    }
}

static const char *suffix_of(int power)
{
    static const char *const suffixes[] = { "", "K", "M", "B", "T" };
    return suffixes[power / 3];
}

char *pc_format_write(char out[PC_SHOWN_SIZE], const pc_format *format, double value, bool bare)
{
    static const char *const after[] = { "", "%", "x", "", "" };
    out[0] = '\0';
    if (!isfinite(value)) {
        put(out, EN_DASH);
        return out;
    }
    const double shown = in_unit(format, value) / ten_to(format->power);
    const bool is_zero = round_to(shown, format->decimals) == 0;
    if (format->is_rough) put(out, ALMOST);
    if (value < 0 && !is_zero) put(out, MINUS);
    if (!bare) put(out, format->symbol);
    /* zero itself needs no digits behind the point; a small number that rounds to it does */
    put_number(out, fabs(shown),
               value == 0 && format->unit == PC_UNIT_MONEY ? 0 : format->decimals);
    if (bare) return out;
    if (value != 0) put(out, suffix_of(format->power));
    put(out, after[format->unit]);
    if (format->unit == PC_UNIT_MONTHS) put(out, NBSP "mo");
    return out;
}

char *pc_format_count(char out[PC_SHOWN_SIZE], uint64_t n)
{
    out[0] = '\0';
    put_grouped(out, n);
    return out;
}

char *pc_format_chance(char out[PC_SHOWN_SIZE], double p, uint64_t trials)
{
    out[0] = '\0';
    if (!isfinite(p)) {
        put(out, EN_DASH);
    } else if (trials == 1 && (p <= 0 || p >= 1)) {
        put(out, p <= 0 ? "no" : "yes");
    } else if (p <= 0) {
        put(out, "none");
    } else if (p >= 1) {
        put(out, "all ");
        put_grouped(out, trials);
    } else {
        const int percent = (int)floor(100 * p + 0.5);
        if (trials < 1000 && p >= 0.01 && p <= 0.99) put(out, "about ");
        if (p < 0.01) { /* as in the summary: fewer than 1 in 100 */
            put(out, "<1%");
        } else if (p > 0.99) {
            put(out, ">99%");
        } else {
            put_grouped(out, (unsigned)percent);
            put(out, "%");
        }
    }
    return out;
}
