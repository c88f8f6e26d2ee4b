/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L19: texts in the wrong encoding, amounts in another currency. */
#include "lint/rules.h"

#include <string.h>

/* UTF-8 that was read as something else and written again: the first bytes of what becomes of
 * signs that plans use (currency signs, dashes, quotes, paragraph signs) under Windows-1252,
 * Mac Roman. */
static const char *const garbled[] = {
    "\xe2\x80\x9a\xc3\x87\xc2\xa8", /* euro, Mac Roman */
    "\xe2\x80\x9a\xc3\x84",         /* dashes and quotes, Mac Roman */
    "\xc2\xac\xc3\x9f",             /* paragraph sign, Mac Roman */
    "\xc3\xa2\xe2\x80\x9a\xc2\xac", /* euro, Windows-1252 */
    "\xc3\xa2\xe2\x82\xac",         /* dashes and quotes, Windows-1252 */
    "\xc3\x82\xc2\xa7",             /* paragraph sign, Windows-1252 */
    "\xc3\x82\xc2\xa3",             /* pound, Windows-1252 */
    "\xef\xbf\xbd",                 /* U+FFFD: lost already */
};

static const struct {
    const char *sign, *name;
    const char *currencies; /* that write it */
} signs[] = {
    { "$", "dollar", "USD AUD CAD NZD SGD HKD MXN TWD" },
    { "\xe2\x82\xac", "euro", "EUR" },
    { "\xc2\xa3", "pound", "GBP" },
    { "\xc2\xa5", "yen", "JPY CNY" },
};

static void check_text(pc_linter *linter, const pc_json *value)
{
    const char *pointer = pc_json_pointer(linter->arena, value);
    if (!pointer) return;
    for (size_t i = 0; i < sizeof garbled / sizeof *garbled; i++)
        if (strstr(value->string, garbled[i])) {
            pc_linter_find(linter, "L19", PC_WARNING, pointer,
                           "convert the text from its true encoding",
                           "the text holds \"%s\", a sign that was read in the wrong encoding",
                           garbled[i]);
            break;
        }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strstr(value->string, signs[i].sign) &&
            !strstr(signs[i].currencies, linter->programme->currency))
            pc_linter_find(linter, "L19", PC_WARNING, pointer,
                           "convert the amount and say at which rate, or correct the sign",
                           "the text speaks of %s amounts; the scenario is in %s",
                           signs[i].name, linter->programme->currency);
}

static void walk(pc_linter *linter, const pc_json *value)
{
    if (value->kind == PC_JSON_STRING && value->string[0] != '/') check_text(linter, value);
    for (size_t i = 0; i < value->n_items; i++) walk(linter, &value->items[i]);
}

void pc_lint_texts(pc_linter *linter)
{
    walk(linter, linter->scenario->resolved);
}
