/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "where": "stage=Won and amount>=1000". Conditions are joined by `and`; a column or value that
 * holds an operator, " and " or blanks at its ends stands in single quotes, '' being one of
 * them.
 */
#include "scenario/data.h"

#include <string.h>

typedef struct where {
    pc_reader *reader;
    const pc_json *string;
    const char *text;
    size_t at;
} where;

static const struct {
    const char *text;
    pc_where_op op;
} operators[] = {
    { "!=", PC_WHERE_NE }, { "<=", PC_WHERE_LE }, { ">=", PC_WHERE_GE },
    { "=", PC_WHERE_EQ },  { "<", PC_WHERE_LT },  { ">", PC_WHERE_GT },
};

static const char example[] = "for example \"stage=Won and amount>=1000\"";

static bool refuse(where *w, size_t at, size_t n, const char *text)
{
    pc_error_within(w->reader, w->string, at, n, "E0261", example, "%s", text);
    return false;
}

static void skip_blanks(where *w)
{
    while (w->text[w->at] == ' ') w->at++;
}

/* Index of the operator that stands here, or their count. */
static size_t operator_at(const char *text)
{
    size_t i = 0;
    while (i < PC_COUNT(operators) &&
           strncmp(text, operators[i].text, strlen(operators[i].text)) != 0)
        i++;
    return i;
}

static bool ends_here(const char *text, bool is_value)
{
    if (!*text) return true;
    return is_value ? strncmp(text, " and ", 5) == 0 : operator_at(text) < PC_COUNT(operators);
}

static bool read_quoted(where *w, const char **out)
{
    const size_t open = w->at++;
    char *copy = PC_NEW_ARRAY(w->reader->arena, char, strlen(w->text + open) + 1);
    size_t n = 0;
    if (!copy) return false;
    for (; w->text[w->at]; w->at++) {
        if (w->text[w->at] == '\'' && w->text[++w->at] != '\'') {
            *out = copy;
            return true;
        }
        copy[n++] = w->text[w->at];
    }
    return refuse(w, open, 1, "this quote is not closed");
}

/* A value that looks like more conditions. */
static bool is_doubtful(const char *value)
{
    return value[strcspn(value, "=<>!")] || strstr(value, " or ") || strstr(value, " AND ");
}

/* A column or a value, quoted or up to where it ends. */
static bool read_word(where *w, bool is_value, const char **out, size_t *at, size_t *n)
{
    skip_blanks(w);
    *at = w->at;
    if (w->text[w->at] == '\'') {
        if (!read_quoted(w, out)) return false;
        *n = w->at - *at;
        return true;
    }
    while (!ends_here(w->text + w->at, is_value)) w->at++;
    size_t end = w->at;
    while (end > *at && w->text[end - 1] == ' ') end--;
    *n = end - *at;
    if (*n == 0)
        return refuse(w, *at, 1,
                      is_value ? "a value is missing here; nothing at all is written ''"
                               : "the name of a column is missing here");
    *out = pc_arena_strndup(w->reader->arena, w->text + *at, *n);
    if (*out && is_value && is_doubtful(*out))
        return refuse(
            w, *at, *n,
            "put this value into single quotes, if it is one: conditions are joined by "
            "\"and\" alone");
    return *out;
}

static bool read_condition(where *w, pc_condition *c)
{
    if (!read_word(w, false, &c->column, &c->column_at, &c->column_n)) return false;
    skip_blanks(w);
    const size_t found = operator_at(w->text + w->at);
    if (found == PC_COUNT(operators))
        return refuse(w, w->at, 1, "one of = != < <= > >= is missing here");
    c->op = operators[found].op;
    w->at += strlen(operators[found].text);
    return read_word(w, true, &c->value, &c->value_at, &c->value_n);
}

size_t pc_where_read(pc_condition out[PC_CONDITIONS_MAX], pc_reader *reader,
                     const pc_json *string)
{
    where w = { .reader = reader, .string = string, .text = string->string };
    for (size_t n = 0; n < PC_CONDITIONS_MAX; n++) {
        if (!read_condition(&w, &out[n])) return 0;
        skip_blanks(&w);
        if (!w.text[w.at]) return n + 1;
        if (strncmp(w.text + w.at, "and ", 4) != 0) {
            refuse(&w, w.at, 1, "between two conditions stands \"and\"");
            return 0;
        }
        w.at += 4;
    }
    refuse(&w, w.at, 1, "these are too many conditions: at most 16");
    return 0;
}
