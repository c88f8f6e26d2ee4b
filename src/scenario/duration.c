/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Durations between two events: whole months that do not change. */
#include "scenario/quantity.h"

#include <math.h>

int pc_read_duration(pc_reader *reader, const pc_json *value)
{
    enum { LONGEST = 120 };
    if (!value) return 0;
    pc_quantity q = { .reader = reader, .name = "", .unit = PC_UNIT_MONTHS, .has_unit = true };
    const bool is_formula = value->kind == PC_JSON_STRING && value->string[0] == '=';
    if (is_formula || value->kind == PC_JSON_OBJECT) {
        pc_value_not_yet(reader, value, "a duration that is no plain number");
        return 0;
    }
    const double months = pc_read_value(&q, value)->number;
    if (months >= 0 && months <= LONGEST && months == (double)(int)months) return (int)months;
    if (!isnan(months))
        pc_json_error(
            reader->diags, value, "E0225",
            pc_help(reader, "write whole months from 0 to %d, or \"45 days\"", LONGEST),
            "%s months are no duration that can be counted", pc_number_words(reader, months));
    return 0;
}

double pc_read_days(pc_reader *reader, const pc_json *value)
{
    pc_literal literal;
    pc_literal_problem problem;
    const int months = pc_read_duration(reader, value);
    const bool is_text = value && value->kind == PC_JSON_STRING;
    if (is_text && pc_literal_read(&literal, value->string, &problem) && months > 0)
        return literal.days;
    return 30.0 * months;
}
