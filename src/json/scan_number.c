/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, and what people write in their place. */
#include "json/number.h"
#include "json/scan.h"

#include <string.h>
#include <strings.h>

enum { LONGEST_STRICT = 60 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes that can only be meant as part of the number before them. */
static bool continues_number(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != '\0' && strchr("+-._%", c));
}

/* The number that was meant, such as 0.5 for .5 and 12 for +012; "" when that is unclear. */
static const char *repair(pc_json_scan *scan, const char *run, size_t n)
{
    char out[64] = "";
    size_t to = 0, at = 0;
    double ignored;
    if (run[at] == '-') out[to++] = '-';
    if (run[at] == '-' || run[at] == '+') at++;
    while (at + 1 < n && run[at] == '0' && is_digit(run[at + 1])) at++;
    if (at < n && run[at] == '.') out[to++] = '0';
    for (; at < n; at++) {
        if (run[at] == '_') continue;
        if (to + 3 > sizeof out) return ""; /* room for the byte, a zero and the end */
        out[to++] = run[at];
        if (run[at] == '.' && (at + 1 == n || !is_digit(run[at + 1]))) out[to++] = '0';
    }
    return pc_number_read(&ignored, out, to) ? pc_scan_printf(scan, "write %s", out) : "";
}

static bool is_non_finite(const char *run, size_t n)
{
    static const char *const names[] = { "nan", "inf", "infinity" };
    if (n && (run[0] == '-' || run[0] == '+')) {
        run++;
        n--;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n && strncasecmp(run, names[i], n) == 0) return true;
    return false;
}

static const char *what_is_wrong(const char *run, size_t n)
{
    const char *digits = run[0] == '-' || run[0] == '+' ? run + 1 : run, *end = run + n;
    if (is_non_finite(run, n)) return "is not a number in JSON";
    if (n > 2 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X'))
        return "is hexadecimal: numbers are decimal";
    if (end[-1] == '%') return "has a percent sign but no quotes";
    if (memchr(run, '_', n)) return "has a separator: numbers are digits only";
    if (digits == end) return "is a sign without digits";
    if (run[0] == '+') return "has a plus sign, which numbers do not take";
    if (digits[0] == '.') return "has no digit before its point";
    if (digits[0] == '0' && digits + 1 < end && is_digit(digits[1]))
        return "has a leading zero";
    const char *point = memchr(run, '.', n);
    if (point && (point + 1 == end || !is_digit(point[1])))
        return "has no digit behind its point";
    if (end[-1] == 'e' || end[-1] == 'E' || end[-1] == '+' || end[-1] == '-')
        return "has no digits in its exponent";
    return "is not a number";
}

/* Whether the number at `begin` follows a comma that follows a whole number, without blanks. */
static bool is_behind_split(const pc_json_scan *scan, size_t begin)
{
    return scan->n_records > 0 && scan->comma + 1 == begin && scan->comma == scan->last_end &&
           scan->records[scan->n_records - 1].kind == PC_JSON_NUMBER;
}

/* Whether a number with a leading zero may be the second half of 0,05. In an array both halves
 * are values, so only the zero tells. */
static bool is_split_item(const pc_json_scan *scan, size_t begin)
{
    if (scan->text[begin] != '0' || !is_behind_split(scan, begin)) return false;
    size_t first = scan->records[scan->n_records - 1].begin, n = scan->comma - first;
    const char *run = scan->text + first;
    for (size_t i = begin; i < scan->at; i++)
        if (!is_digit(scan->text[i])) return false;
    return pc_number_is_json(run, n) && !memchr(run, '.', n) && !memchr(run, 'e', n) &&
           !memchr(run, 'E', n);
}

static void split_item(pc_json_scan *scan, size_t begin)
{
    size_t first = scan->records[scan->n_records - 1].begin;
    const char *whole = pc_scan_quote(scan, first, scan->comma);
    const char *rest = pc_scan_quote(scan, begin, scan->at);
    pc_scan_fault(
        scan, first, scan->at, "E0106",
        pc_scan_printf(scan, "write %s.%s, or two numbers without a leading zero", whole, rest),
        "%s,%s has a decimal comma: numbers have a point", whole, rest);
}

/* Whether quotes would help: "15%" and "12k" are literals, 0x1F and 1e+ are slips. */
static bool is_text(const char *run, size_t n)
{
    char last = run[n - 1];
    bool is_hexadecimal = n > 2 && (run[1] == 'x' || run[1] == 'X');
    return !is_hexadecimal && !is_digit(last) && !strchr("eE+-.", last);
}

static void bad_number(pc_json_scan *scan, size_t begin)
{
    const char *run = scan->text + begin;
    size_t n = scan->at - begin;
    if (is_split_item(scan, begin)) {
        split_item(scan, begin);
        return;
    }
    const char *quote = pc_scan_quote(scan, begin, scan->at), *help = repair(scan, run, n);
    if (is_non_finite(run, n))
        help = "numbers are finite; leave the key out when there is none";
    else if (!*help && n <= 40 && is_text(run, n))
        help = pc_scan_printf(scan, "text stands in quotes: \"%s\"", quote);
    pc_scan_fault(scan, begin, scan->at, "E0106", *help ? help : NULL, "%s %s", quote,
                  what_is_wrong(run, n));
}

static void check_range(pc_json_scan *scan, size_t begin)
{
    const char *run = scan->text + begin;
    size_t n = scan->at - begin;
    double ignored;
    bool may_overflow = n > 300 || memchr(run, 'e', n) || memchr(run, 'E', n);
    if (may_overflow && !pc_number_read(&ignored, run, n))
        pc_scan_fault(scan, begin, scan->at, "E0111", "numbers reach to 1.7976931348623157e308",
                      "%s is too large", pc_scan_quote(scan, begin, scan->at));
    else if (scan->mode == PC_JSON_STRICT && n > LONGEST_STRICT)
        pc_scan_fault(scan, begin, scan->at, "E0110",
                      "17 digits say all that a number can hold",
                      "this number has %zu characters; at most %d are read", n, LONGEST_STRICT);
}

void pc_scan_number(pc_json_scan *scan)
{
    size_t begin = scan->at;
    while (continues_number(pc_scan_peek(scan, 0))) scan->at++;
    if (pc_number_is_json(scan->text + begin, scan->at - begin))
        check_range(scan, begin);
    else
        bad_number(scan, begin);
}

/* ---- 0,12 and 1,200,000 ---- */

bool pc_scan_is_split_number(const pc_json_scan *scan)
{
    return scan->at < scan->n && is_digit(scan->text[scan->at]) &&
           is_behind_split(scan, scan->at);
}

typedef struct commas {
    size_t n, n_points, last, last_point; /* how many, and where the last of each stands */
} commas;

static commas count_commas(const char *run, size_t n)
{
    commas found = { 0 };
    for (size_t i = 0; i < n; i++) {
        if (run[i] == ',') found.last = i;
        if (run[i] == '.') found.last_point = i;
        found.n += run[i] == ',';
        found.n_points += run[i] == '.';
    }
    return found;
}

/* The run with the byte at `mark` as its decimal point and the other separators left out; a
 * mark behind the end leaves out all. */
static const char *rewrite(pc_json_scan *scan, const char *run, size_t n, size_t mark)
{
    char out[64];
    size_t to = 0;
    double ignored;
    for (size_t i = 0; i < n && to < sizeof out; i++) {
        if (i == mark)
            out[to++] = '.';
        else if (run[i] != ',' && run[i] != '.')
            out[to++] = run[i];
    }
    bool is_number = to < sizeof out && pc_number_read(&ignored, out, to);
    return is_number ? pc_scan_printf(scan, "%.*s", (int)to, out) : "a number without commas";
}

static bool may_be_thousands(const char *run, size_t n, size_t comma)
{
    size_t first = run[0] == '-';
    return n - comma == 4 && comma - first <= 3 && run[first] != '0';
}

void pc_scan_split_number(pc_json_scan *scan)
{
    size_t begin = scan->records[scan->n_records - 1].begin;
    for (char c; (c = pc_scan_peek(scan, 0)) != '\0'; scan->at++)
        if (!continues_number(c) && !(c == ',' && is_digit(pc_scan_peek(scan, 1)))) break;
    const char *run = scan->text + begin, *quote = pc_scan_quote(scan, begin, scan->at), *help;
    const char *what = "a decimal comma: numbers have a point";
    size_t n = scan->at - begin;
    commas found = count_commas(run, n);
    if (found.n_points ? found.n == 1 && found.last > found.last_point
                       : found.n == 1 && !may_be_thousands(run, n, found.last)) {
        help = pc_scan_printf(scan, "write %s", rewrite(scan, run, n, found.last));
    } else if (found.n == 1 && !found.n_points) {
        what = "a comma: numbers have none";
        help = pc_scan_printf(scan, "write %s for the decimal number, %s for thousands",
                              rewrite(scan, run, n, found.last), rewrite(scan, run, n, n));
    } else {
        what = "thousands separators: numbers have none";
        help =
            pc_scan_printf(scan, "write %s",
                           rewrite(scan, run, n, found.n_points == 1 ? found.last_point : n));
    }
    pc_scan_fault(scan, begin, scan->at, "E0106", help, "%s has %s", quote, what);
    scan->last_end = scan->at;
}
