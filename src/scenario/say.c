/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of sections say about what they find. */
#include "scenario/reader.h"

#include "base/text.h"
#include "json/place.h"

#include <stdarg.h>
#include <string.h>

/* Offsets in a string's text are offsets in its file unless it holds escapes; then the whole
 * value is shown. */
static pc_place place_within(pc_reader *reader, const pc_json *string, size_t at, size_t n)
{
    pc_place place = pc_json_place(reader->arena, string);
    if (string->end - string->begin != strlen(string->string) + 2) return place;
    const size_t begin = string->begin + 1 + at;
    return pc_json_place_of(reader->arena, string->source, begin, begin + n, place.pointer);
}

void pc_error_within(pc_reader *reader, const pc_json *string, size_t at, size_t n,
                     const char *code, const char *help, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = pc_arena_vprintf(reader->arena, format, args);
    va_end(args);
    const pc_place place = place_within(reader, string, at, n);
    pc_diag_add(reader->diags, PC_ERROR, code, &place, help, "%s", text ? text : "");
}

const char *pc_help(pc_reader *reader, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = pc_arena_vprintf(reader->arena, format, args);
    va_end(args);
    return text;
}

const char *pc_help_names(pc_reader *reader, const char *word, const char *const *names,
                          size_t n)
{
    enum { FEW = 12 };
    const char *nearest = pc_json_did_you_mean(word, names, n);
    if (nearest) return pc_help(reader, "did you mean \"%s\"?", nearest);
    if (n == 0 || n > FEW) return NULL;
    pc_text list = { 0 };
    for (size_t i = 0; i < n; i++)
        pc_text_addf(&list, "%s\"%s\"", i == 0 ? "" : i + 1 < n ? ", " : " or ", names[i]);
    const char *help =
        list.data ? pc_help(reader, n > 1 ? "one of %s" : "only %s", list.data) : NULL;
    pc_text_clear(&list);
    return help;
}

void pc_warn(pc_reader *reader, const pc_json *at, const char *code, const char *help,
             const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = pc_arena_vprintf(reader->arena, format, args);
    va_end(args);
    if (!text) return;
    pc_json_warning(reader->diags, at, code, help, "%s", text);
    if (!PC_GROW(reader->arena, pc_warning, reader->warnings, reader->n_warnings,
                 reader->warnings_capacity))
        return;
    reader->warnings[reader->n_warnings++] = (pc_warning) {
        .code = code, .pointer = pc_json_pointer(reader->arena, at), .text = text
    };
}

static const char not_yet[] =
    "this version cannot simulate it, and leaving it out silently would falsify the plan; "
    "docs/scenario-format.md lists what it can";

void pc_key_not_yet(pc_reader *reader, const pc_json *member, const char *what)
{
    pc_json_key_error(reader->diags, member, "E0290", not_yet, "%s is not supported yet", what);
}

void pc_value_not_yet(pc_reader *reader, const pc_json *value, const char *what)
{
    pc_json_error(reader->diags, value, "E0290", not_yet, "%s is not supported yet", what);
}

/* Four digits: these are bounds and sums for people, not results. */
const char *pc_number_words(pc_reader *reader, double value)
{
    if (!(value > -1e300 && value < 1e300)) return "no finite number";
    if (value > -1e-6 && value < 1e-6) return "0";
    const bool is_large = value >= 1000 || value <= -1000;
    return is_large ? pc_help(reader, "%.0f", value) : pc_help(reader, "%.4g", value);
}

const char *pc_help_months(pc_reader *reader)
{
    const int months = reader->programme->months;
    return pc_help(reader, "the scenario has %d month%s", months, months == 1 ? "" : "s");
}
