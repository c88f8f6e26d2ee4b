/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts, whole numbers, words out of a list, references to ids. */
#include "scenario/reader.h"

#include <inttypes.h>
#include <string.h>

const char *pc_kind_words(const pc_json *value)
{
    static const char *const words[] = {
        [PC_JSON_NULL] = "null",       [PC_JSON_FALSE] = "false",   [PC_JSON_TRUE] = "true",
        [PC_JSON_NUMBER] = "a number", [PC_JSON_STRING] = "a text", [PC_JSON_ARRAY] = "a list",
        [PC_JSON_OBJECT] = "an object"
    };
    return words[value->kind];
}

void pc_wrong_kind(pc_reader *reader, const pc_json *value, const char *wanted,
                   const char *help)
{
    if (value->kind == PC_JSON_NULL)
        help = "leave the key out; in a variant, null takes away what the base file says";
    pc_json_error(reader->diags, value, "E0204", help, "expected %s, found %s", wanted,
                  pc_kind_words(value));
}

const char *pc_read_text(pc_reader *reader, const pc_json *value, const char *fallback)
{
    if (!value) return fallback;
    if (value->kind == PC_JSON_STRING) return value->string;
    pc_wrong_kind(reader, value, "a text", "write it in quotes: \"...\"");
    return fallback;
}

int64_t pc_read_whole(pc_reader *reader, const pc_json *value, int64_t low, int64_t high,
                      int64_t fallback)
{
    if (!value) return fallback;
    if (value->kind != PC_JSON_NUMBER) {
        pc_wrong_kind(reader, value, "a whole number", NULL);
        return fallback;
    }
    const double number = value->number;
    if (number >= (double)low && number <= (double)high && number == (double)(int64_t)number)
        return (int64_t)number;
    pc_json_error(
        reader->diags, value, "E0225",
        pc_help(reader, "write a whole number from %" PRId64 " to %" PRId64, low, high),
        "%s is %s", value->string,
        number < (double)low    ? "too small"
        : number > (double)high ? "too large"
                                : "not a whole number");
    return fallback;
}

static size_t find(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0) return i;
    return PC_NONE;
}

size_t pc_read_word_or_later(pc_reader *reader, const pc_json *value, const char *const *words,
                             size_t n, const char *const *later, size_t n_later,
                             size_t fallback)
{
    if (!value) return fallback;
    if (value->kind != PC_JSON_STRING) {
        pc_wrong_kind(reader, value, "a text", pc_help_names(reader, "", words, n));
        return fallback;
    }
    const size_t found = find(value->string, words, n);
    if (found != PC_NONE) return found;
    if (find(value->string, later, n_later) != PC_NONE)
        pc_value_not_yet(
            reader, value,
            pc_help(reader, "%s \"%s\"", value->key ? value->key : "this", value->string));
    else
        pc_json_error(reader->diags, value, "E0224",
                      pc_help_names(reader, value->string, words, n),
                      "\"%s\" is not known here", value->string);
    return fallback;
}

size_t pc_read_word(pc_reader *reader, const pc_json *value, const char *const *words, size_t n,
                    size_t fallback)
{
    return pc_read_word_or_later(reader, value, words, n, NULL, 0, fallback);
}

size_t pc_read_member(pc_reader *reader, const pc_json *member, const char *what,
                      const char *const *ids, size_t n)
{
    const size_t found = find(member->key, ids, n);
    if (found == PC_NONE)
        pc_json_key_error(reader->diags, member, "E0222",
                          n ? pc_help_names(reader, member->key, ids, n)
                            : "the scenario has none",
                          "there is no %s \"%s\"", what, member->key);
    return found;
}

size_t pc_read_reference(pc_reader *reader, const pc_json *value, const char *what,
                         const char *const *ids, size_t n)
{
    if (value->kind != PC_JSON_STRING) {
        pc_wrong_kind(reader, value, pc_help(reader, "the id of a %s", what), NULL);
        return PC_NONE;
    }
    const size_t found = find(value->string, ids, n);
    if (found != PC_NONE) return found;
    const char *help =
        n ? pc_help_names(reader, value->string, ids, n) : "the scenario has none";
    pc_json_error(reader->diags, value, "E0222", help, "there is no %s \"%s\"", what,
                  value->string);
    return PC_NONE;
}
