/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/charts/lint/lint.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double suffix_scale(const char **s)
{
    static const char suffixes[] = "KMBT";
    const char *at = **s ? strchr(suffixes, **s) : NULL;
    if (!at) return 1;
    (*s)++;
    return pow(1000, (double)(at - suffixes + 1));
}

/* Digits with separators, from the first one on. */
static const char *read_digits(double *out, const char *s)
{
    char digits[64];
    size_t n = 0;
    for (; (*s >= '0' && *s <= '9') || *s == ',' || *s == '.'; s++)
        if (*s != ',' && n + 1 < sizeof digits) digits[n++] = *s;
    digits[n] = '\0';
    *out = n ? strtod(digits, NULL) : NAN;
    return s;
}

double lint_parse(const char *text, bool *bare)
{
    if (strncmp(text, "\u2248", 3) == 0) text += 3; /* almost equal */
    const char *start = text + strcspn(text, "0123456789");
    const bool negative = strncmp(text, "\u2212", 3) == 0;
    double number;
    const char *rest = read_digits(&number, start);
    const char *unit = rest;
    double scale = suffix_scale(&rest);
    if (*rest == '%') scale /= 100;
    *bare = (start == text || (negative && start == text + 3)) && *unit == '\0';
    return (negative ? -1 : 1) * number * scale;
}

static int complain(const char *name, const char *text, double value, const char *what)
{
    printf("# %s: \"%s\" for %.17g %s\n", name, text, value, what);
    return 1;
}

/* A bare tick stands for its number in some suffix of the axis. */
static bool tells(double shown, bool bare, double value, double half_digit)
{
    const double slack = half_digit * (1 + 1e-9) + 1e-12 * fabs(value);
    for (int power = bare ? -3 : 0; power <= (bare ? 12 : 0); power++)
        if (fabs(shown * pow(10, power) - value) <= slack) return true;
    return false;
}

int lint_figures(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i < list->n; i++) {
        const pc_item *item = &list->items[i];
        bool bare;
        if (item->mark != PC_LABEL || !(item->half_digit > 0)) continue;
        const double shown = lint_parse(item->text, &bare);
        if (!tells(shown, bare, item->value, item->half_digit))
            faults += complain(name, item->text, item->value, "is another figure");
    }
    return faults;
}

/* ---- Dots ---- */

static bool is_role(const pc_item *item, const char *role)
{
    return strcmp(item->role, role) == 0;
}

static int count_in_words(const pc_list *list, const char *role)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].mark != PC_LABEL || !is_role(&list->items[i], role)) continue;
        const char *text = list->items[i].text;
        const int n = atoi(text + strcspn(text, "0123456789"));
        return strncmp(text, "Under ", 6) == 0  ? n - 1
               : strncmp(text, "Over ", 5) == 0 ? n + 1
                                                : n;
    }
    return -1;
}

static int lint_dots(const pc_list *list, const pc_fan *fan, const char *name)
{
    int meets = 0, falls = 0, faults = 0;
    for (size_t i = 0; i < list->n; i++) {
        const pc_item *item = &list->items[i];
        const bool met = is_role(item, "dot-meets");
        falls += item->mark == PC_CIRCLE && is_role(item, "dot-none");
        if (item->mark != PC_CIRCLE || !(met || is_role(item, "dot-short"))) continue;
        meets += met;
        falls += !met;
        const bool should =
            fan->aim == PC_AIM_NONE || (item->value >= fan->aim_value) != fan->lower_is_better;
        if (met != should)
            faults += complain(name, item->role, item->value, "is on the wrong side");
    }
    if (meets + falls != 20 && meets + falls != 0)
        faults += complain(name, "dots", meets + falls, "are not twenty");
    if (fan->aim != PC_AIM_NONE && meets + falls > 0 &&
        (count_in_words(list, "count-meets") != meets ||
         count_in_words(list, "count-short") != falls))
        faults += complain(name, "count", meets, "dots are counted wrong");
    return faults;
}

/* Values at the end stand in their order, however far they were moved. */
static int lint_order(const pc_list *list, const char *name)
{
    int faults = 0;
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < list->n; k++) {
            const pc_item *a = &list->items[i], *b = &list->items[k];
            if (a->mark != PC_LABEL || b->mark != PC_LABEL || strncmp(a->role, "end", 3) != 0 ||
                strncmp(b->role, "end", 3) != 0)
                continue;
            if (a->value > b->value && a->points[0].y > b->points[0].y)
                faults += complain(name, a->text, a->value, "stands below a smaller one");
        }
    return faults;
}

int lint_truth(const pc_list *list, const pc_fan *fan, const char *name)
{
    return lint_figures(list, name) + lint_dots(list, fan, name) + lint_order(list, name);
}
