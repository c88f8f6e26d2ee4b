/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * --set arr=12% where arr was 3000000: an assumption without "unit" may stand for anything, so
 * a value of another kind would go through and be 12 cents of revenue. How the assumption was
 * written says what it is.
 */
#include "scenario/literal.h"
#include "scenario/reader.h"
#include "scenario/resolve.h"

#include <math.h>
#include <string.h>

#define LARGE 1000 /* nobody writes 100,000 % or 1000 months as a plain number */

typedef struct written_unit {
    bool known;
    pc_unit unit;
    const char *literal; /* that says so */
    double largest;      /* of the plain numbers */
} written_unit;

static bool is_value(const char *key)
{
    static const char *const others[] = { "unit",  "each",   "stream",      "profile",
                                          "cv",    "sigma",  "n",           "lambda",
                                          "shape", "months", "start_month", "basis" };
    for (size_t i = 0; key && i < PC_COUNT(others); i++)
        if (strcmp(key, others[i]) == 0) return false;
    return !key || !pc_is_metadata(key);
}

static void see_literal(written_unit *seen, const char *text)
{
    pc_literal literal;
    pc_literal_problem problem;
    if (seen->known || !pc_literal_read(&literal, text, &problem) || !literal.has_unit) return;
    seen->known = true;
    seen->unit = literal.unit;
    seen->literal = text;
}

static void see(written_unit *seen, const pc_json *value)
{
    if (value->kind == PC_JSON_NUMBER) seen->largest = fmax(seen->largest, fabs(value->number));
    if (value->kind == PC_JSON_STRING) see_literal(seen, value->string);
    if (value->kind != PC_JSON_ARRAY && value->kind != PC_JSON_OBJECT) return;
    for (size_t i = 0; i < value->n_items; i++)
        if (is_value(value->items[i].key)) see(seen, &value->items[i]);
}

static bool are_alike(pc_unit a, pc_unit b)
{
    const bool a_part = a == PC_UNIT_FRACTION || a == PC_UNIT_MULTIPLE;
    const bool b_part = b == PC_UNIT_FRACTION || b == PC_UNIT_MULTIPLE;
    return a == b || (a_part && b_part);
}

bool pc_resolve_set_unit(pc_arena *arena, const pc_json *old, const pc_json *value,
                         pc_diags *diags)
{
    written_unit was = { 0 }, is = { 0 };
    see(&was, old);
    see(&is, value);
    if (!is.known || pc_json_get(old, "unit")) return true; /* a unit is checked by itself */
    if (was.known ? are_alike(was.unit, is.unit)
                  : is.unit == PC_UNIT_MONEY || was.largest < LARGE)
        return true;
    const char *before = was.known ? pc_arena_printf(arena, "\"%s\"", was.literal)
                                   : pc_arena_printf(arena, "%.15g", was.largest);
    const char *help = pc_arena_printf(arena,
                                       "it is written as %s; to change what it is, write "
                                       "{ \"value\": \"%s\", \"unit\": ... }",
                                       before ? before : "", is.literal);
    pc_json_error(diags, value, "E0208", help, "\"%s\" is of another kind than the assumption",
                  is.literal);
    return false;
}
