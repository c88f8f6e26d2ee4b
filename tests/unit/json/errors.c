/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every mistake in a text: its code, its place, its words, and nothing that follows from it. */
#include "fixture.h"

typedef struct row {
    const char *text, *want; /* CODE LINE:COLUMN WIDTH text | help, one line a problem */
    const char *why;
} row;

static const char *brief(fixture *f)
{
    const char *all = "";
    for (size_t i = 0; i < pc_diags_count(f->diags); i++) {
        const pc_diag *d = pc_diags_at(f->diags, i);
        all = pc_arena_printf(&f->arena, "%s%s%s %u:%u %u %s%s%s", all, *all ? "\n" : "",
                              d->code, d->line, d->column, d->width, d->text,
                              *d->help ? " | " : "", d->help);
    }
    return all;
}

static void check_rows(pc_json_mode mode, const row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        fixture f = fixture_new();
        const pc_json *root = read_as(&f, mode, rows[i].text);
        if (!root != (*rows[i].want != '\0') || strcmp(brief(&f), rows[i].want) != 0)
            fail_msg("%s\n%s\n%s\nshould be\n%s", rows[i].why, rows[i].text, brief(&f),
                     rows[i].want);
        fixture_free(&f);
    }
}
#define CHECK_ROWS(mode, rows) check_rows((mode), (rows), sizeof(rows) / sizeof *(rows))

static void numbers_are_explained(void **state)
{
    (void)state;
    static const row rows[] = {
        { "{\"rate\": 0,12}",
          "E0106 1:10 4 0,12 has a decimal comma: numbers have a point | write 0.12",
          "decimal comma" },
        { "{\"rate\": -0,5, \"b\": 1}",
          "E0106 1:10 4 -0,5 has a decimal comma: numbers have a point | write -0.5",
          "and the rest is read" },
        { "[0,05]",
          "E0106 1:2 4 0,05 has a decimal comma: numbers have a point | write 0.05, or two "
          "numbers without a leading zero",
          "decimal comma in an array" },
        { "[01,02]",
          "E0106 1:2 2 01 has a leading zero | write 1\nE0106 1:5 2 02 has a leading zero | "
          "write 2",
          "no decimal comma" },
        { "0,12", "E0106 1:1 4 0,12 has a decimal comma: numbers have a point | write 0.12",
          "decimal comma in a value of the command line" },
        { "{\"a\": 1.234,56}",
          "E0106 1:7 8 1.234,56 has a decimal comma: numbers have a point | write 1234.56",
          "as in German" },
        { "{\"a\": 1,234.56}",
          "E0106 1:7 8 1,234.56 has thousands separators: numbers have none | write 1234.56",
          "as in English" },
        { "{\"a\": 1,200,000}",
          "E0106 1:7 9 1,200,000 has thousands separators: numbers have none | write 1200000",
          "millions" },
        { "{\"a\": 1,200}",
          "E0106 1:7 5 1,200 has a comma: numbers have none | write 1.200 for the decimal "
          "number, 1200 for thousands",
          "either" },
        { "{\"a\": 0,200}",
          "E0106 1:7 5 0,200 has a decimal comma: numbers have a point | write 0.200",
          "no thousands begin with 0" },
        { "[012]", "E0106 1:2 3 012 has a leading zero | write 12", "leading zero" },
        { "[-.5, 5., +7]",
          "E0106 1:2 3 -.5 has no digit before its point | write -0.5\n"
          "E0106 1:7 2 5. has no digit behind its point | write 5.0\n"
          "E0106 1:11 2 +7 has a plus sign, which numbers do not take | write 7",
          "three at once" },
        { "[1_000, 0x1F]",
          "E0106 1:2 5 1_000 has a separator: numbers are digits only | write 1000\n"
          "E0106 1:9 4 0x1F is hexadecimal: numbers are decimal",
          "of other languages" },
        { "[15%, 12k]",
          "E0106 1:2 3 15% has a percent sign but no quotes | text stands in quotes: \"15%\"\n"
          "E0106 1:7 3 12k is not a number | text stands in quotes: \"12k\"",
          "literals need quotes" },
        { "[NaN, -Infinity]",
          "E0106 1:2 3 NaN is not a number in JSON | numbers are finite; leave the key out "
          "when there "
          "is none\n"
          "E0106 1:7 9 -Infinity is not a number in JSON | numbers are finite; leave the key "
          "out when "
          "there is none",
          "not finite" },
        { "[1e999]", "E0111 1:2 5 1e999 is too large | numbers reach to 1.7976931348623157e308",
          "overflow" },
        { "[-]", "E0106 1:2 1 - is a sign without digits", "nothing to repair" },
        { "[1e+]", "E0106 1:2 3 1e+ has no digits in its exponent", "exponent" },
        { "[............................................1]",
          "E0106 1:2 45 ........................................... has no digit before its "
          "point",
          "more zeros to put in than the repair has room for" },
    };
    CHECK_ROWS(PC_JSON_STRICT, rows);
    CHECK_ROWS(PC_JSON_RFC, rows);
}

static void structure_is_explained(void **state)
{
    (void)state;
    static const row rows[] = {
        { "", "E0103 1:1 0 the file is empty", "empty" },
        { " \n ", "E0103 2:2 1 there is nothing but white space", "blank" },
        { "{\"a\": 1\n \"b\": 2}", "E0105 1:8 1 a comma is missing | write ',' here",
          "behind the value, not on the next line" },
        { "[\"a\" \"b\", 3 4]",
          "E0105 1:5 1 a comma is missing | write ',' here\nE0105 1:12 1 a comma is missing | "
          "write ',' here",
          "twice" },
        { "{\"a\": [1, 2,],}",
          "E0105 1:12 1 no comma may stand before ']' | take the comma away\n"
          "E0105 1:14 1 no comma may stand before '}' | take the comma away",
          "trailing commas" },
        { "{\"a\": 1,, }", "E0105 1:9 1 one comma too many | take it away", "said once" },
        { "[1,,]", "E0105 1:4 1 a value is missing before ','", "said once" },
        { "format: x",
          "E0109 1:1 6 text without quotes: format | a document begins with {, and its keys "
          "stand in quotes",
          "nothing more is said of what is no document" },
        { "{\"a\": 1,, \"b\": 2}", "E0105 1:9 1 one comma too many | take it away",
          "two commas" },
        { "[,1]", "E0105 1:2 1 a value is missing before ','", "no value" },
        { "{\"a\":, \"b\" 2, \"c\" = 3, \"d\"}",
          "E0105 1:2 3 this key has no value\nE0105 1:11 1 a colon is missing | write ':' "
          "behind the key\n"
          "E0105 1:19 1 '=' behind a key | write ':'\nE0105 1:24 3 this key has no value",
          "keys and their values" },
        { "{\n\"a\": [1, 2\n}", "E0105 3:1 1 '}' cannot close the '[' of line 2 | write ']'",
          "crossed brackets: no more is said" },
        { "{\"a\": {\"b\": 1}\n",
          "E0105 1:1 1 this '{' is not closed: the text ends in line 2 | a '}' is missing",
          "open at the end" },
        { "{\"a\": 1}}",
          "E0105 1:9 1 this '}' closes nothing | take it away, or open it before",
          "closed twice" },
        { "{} {}",
          "E0105 1:4 2 more text behind the end of the document | a document is one value",
          "two documents" },
        { "]", "E0105 1:1 1 a value is missing before ']'", "only a bracket" },
        { "{\"a\": 5 kg, \"b\": [1 kg]}",
          "E0105 1:9 2 'kg' where a comma or '}' should be | text, and a value with a unit, "
          "stand in quotes\n"
          "E0105 1:21 2 'kg' where a comma or ']' should be | text, and a value with a unit, "
          "stand in quotes",
          "units" },
        { "{[1]}",
          "E0105 1:2 1 '[' where a key should be | members of an object are written \"key\": "
          "value",
          "no key" },
        { "[\"a\": 1]",
          "E0105 1:5 1 ':' does not belong here | keys stand in an object: { \"key\": value }",
          "an object with the wrong brackets" },
        { "[\xC2\xA0 1]",
          "E0105 1:2 1 the invisible character U+00A0 | between values stand blanks, tabs and "
          "line ends only",
          "no-break space, from a web page" },
        { "{ // one\n\"a\": 1, # two\n\"b\": 0,5}",
          "E0108 1:3 6 JSON has no comments | remarks go into a \"note\" or \"$comment\" key\n"
          "E0106 3:6 3 0,5 has a decimal comma: numbers have a point | write 0.5",
          "one message for all comments" },
        { "[1] /* open",
          "E0108 1:5 7 this comment is not closed, and JSON has no comments | remarks go into "
          "a \"note\" or \"$comment\" key",
          "an open comment" },
    };
    CHECK_ROWS(PC_JSON_STRICT, rows);
    CHECK_ROWS(PC_JSON_RFC, rows);
}

static void strings_and_words_are_explained(void **state)
{
    (void)state;
    static const row rows[] = {
        { "['it\\'s', \"b\"]",
          "E0107 1:2 7 single quotes: strings have double quotes | write \"...\"",
          "single quotes" },
        { "[“smart”]",
          "E0107 1:2 7 typographic quotes: strings have straight double quotes | write \"...\"",
          "from a word processor" },
        { "[\"a\tb\"]", "E0107 1:4 1 a tab inside a string | write \\t", "tab" },
        { "[\"a\x01\"]",
          "E0107 1:4 1 a control character (U+0001) inside a string | write \\u0001",
          "control character" },
        { "[\"C:\\data\"]",
          "E0107 1:5 2 no such escape: a backslash is followed by one of \" \\ / b f n r t u | "
          "for a backslash write \\\\",
          "a path of Windows" },
        { "[\"\\u12\"]",
          "E0107 1:3 4 \\u without four hexadecimal digits | write \\u and four digits of 0-9, "
          "a-f",
          "short escape" },
        { "[\"\\uD800x\"]",
          "E0107 1:3 6 '\\uD800' is half of a surrogate pair | characters above U+FFFF are two "
          "escapes: \\uD83D\\uDE00",
          "lone surrogate" },
        { "[\"open,\n1]",
          "E0107 1:2 6 this string is not closed on its line | write '\"' at its end; a line "
          "break inside a string is written \\n",
          "not closed: no more is said" },
        { "[\"\xE9t\xE9\", 01]",
          "E0104 1:3 1 the byte 0xE9 is not UTF-8 | save the file as UTF-8\nE0106 1:9 2 01 has "
          "a leading zero | write 1",
          "Latin-1, once a string" },
        { "\xFF\xFE[", "E0104 1:1 1 the text is UTF-16, not UTF-8 | save the file as UTF-8",
          "UTF-16" },
        { "{name: hello world, b: True}",
          "E0109 1:2 4 a key without quotes: name | write \"name\"\nE0109 1:8 11 text without "
          "quotes: hello world | write \"hello world\"\n"
          "E0109 1:21 1 a key without quotes: b | write \"b\"\nE0109 1:24 4 text without "
          "quotes: True | write true",
          "words" },
        { "[None, nul]",
          "E0109 1:2 4 text without quotes: None | write null\nE0109 1:8 3 text without "
          "quotes: nul | write \"nul\"",
          "nothing" },
    };
    CHECK_ROWS(PC_JSON_STRICT, rows);
    CHECK_ROWS(PC_JSON_RFC, rows);
}

static void strict_mode_refuses_more(void **state)
{
    (void)state;
    static const row rows[] = {
        { "{\"a\": 1,\n\"b\": 2, \"a\": 3, \"\\u0062\": 4,\n \"a\": 5}",
          "E0113 2:9 3 the key \"a\" stands in line 1 already | keep one of them\n"
          "E0113 2:17 8 the key \"b\" stands in line 2 already | keep one of them\n"
          "E0113 3:2 3 the key \"a\" stands in line 1 already | keep one of them",
          "in document order" },
        { "{\"a\": {\"a\": 1}, \"A\": 2}", "", "other objects and other case are other keys" },
        { "[\"a\\u0000b\"]",
          "E0112 1:4 6 \\u0000 ends strings in many programs and is not accepted | take it "
          "away",
          "U+0000" },
        { "[0.1234567890123456789012345678901234567890123456789012345678]", "",
          "60 characters" },
        { "[0.12345678901234567890123456789012345678901234567890123456789]",
          "E0110 1:2 61 this number has 61 characters; at most 60 are read | 17 digits say all "
          "that a number can hold",
          "61 characters" },
    };
    CHECK_ROWS(PC_JSON_STRICT, rows);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) { /* RFC 8259 allows them all */
        fixture f = fixture_new();
        if (!read_as(&f, PC_JSON_RFC, rows[i].text)) fail_msg("%s: %s", rows[i].why, brief(&f));
        fixture_free(&f);
    }
}

static void problems_know_their_pointer(void **state)
{
    (void)state;
    fixture f = fixture_new();
    assert_null(
        read_as(&f, PC_JSON_STRICT, "{\"a/b\": [1, {\"c~\": 01}], \"\\\"\": {'d': .5}}"));
    assert_int_equal(pc_diags_count(f.diags), 3);
    assert_string_equal(pc_diags_at(f.diags, 0)->pointer, "/a~1b/1/c~0");
    assert_string_equal(pc_diags_at(f.diags, 1)->pointer, "/\"");
    assert_string_equal(pc_diags_at(f.diags, 2)->pointer, "/\"/d");
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_explained),
        cmocka_unit_test(structure_is_explained),
        cmocka_unit_test(strings_and_words_are_explained),
        cmocka_unit_test(strict_mode_refuses_more),
        cmocka_unit_test(problems_know_their_pointer),
    };
    return cmocka_run_group_tests_name("json: errors", tests, NULL, NULL);
}
