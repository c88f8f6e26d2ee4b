/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line, column, excerpt and caret, as people read them. */
#include "fixture.h"

static void check_text(const char *got, const char *want, const char *why)
{
    if (strcmp(got, want) != 0) fail_msg("%s\n%s\nshould be\n%s", why, got, want);
}

/* Complains about the value at a pointer of a valid text. */
static const char *complaint(fixture *f, const char *text, const char *pointer, bool about_key)
{
    const pc_json *at = pc_json_at_pointer(read_valid(f, text), pointer);
    assert_non_null(at);
    if (about_key)
        pc_json_key_error(f->diags, at, "E0201", "did you mean \"years\"?", "unknown key");
    else
        pc_json_error(f->diags, at, "E0203", NULL, "%d is wrong", 7);
    return problems(f);
}

static void values_and_keys_are_underlined(void **state)
{
    (void)state;
    static const struct {
        const char *text, *pointer;
        bool about_key;
        const char *want, *why;
    } rows[] = {
        { "{\n  \"mix\": 1.2\n}", "/mix", false,
          "t.json:2:10: error[E0203]: 7 is wrong\n  at /mix\n"
          "    2 |   \"mix\": 1.2\n      |          ^^^\n",
          "a value" },
        { "{\"yaers\": 5}", "/yaers", true,
          "t.json:1:2: error[E0201]: unknown key\n  at /yaers\n"
          "    1 | {\"yaers\": 5}\n      |  ^^^^^^^\n      = help: did you mean \"years\"?\n",
          "a key" },
        { "{\n\t\"a\":\t[1,\t25]\r\n}", "/a/1", false,
          "t.json:2:11: error[E0203]: 7 is wrong\n  at /a/1\n"
          "    2 |  \"a\": [1, 25]\n      |           ^^\n",
          "a tab is one column and one blank; a carriage return is part of the line end" },
        { "{\"€\": {\"ä/b~c\": \"ü\"}}", "/€/ä~1b~0c", false,
          "t.json:1:17: error[E0203]: 7 is wrong\n  at /€/ä~1b~0c\n"
          "    1 | {\"€\": {\"ä/b~c\": \"ü\"}}\n      |                 ^^^\n",
          "columns count code points" },
        { "[\n[1,\n2]]", "/0", false,
          "t.json:2:1: error[E0203]: 7 is wrong\n  at /0\n    2 | [1,\n      | ^^^\n",
          "a value of several lines is underlined to the end of its first" },
        { "  7", "", false, "t.json:1:3: error[E0203]: 7 is wrong\n    1 |   7\n      |   ^\n",
          "the root has no pointer" },
        { "[1]", "/0", true,
          "t.json:1:2: error[E0201]: unknown key\n  at /0\n    1 | [1]\n      |  ^\n"
          "      = help: did you mean \"years\"?\n",
          "what has no key is underlined itself" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        check_text(complaint(&f, rows[i].text, rows[i].pointer, rows[i].about_key),
                   rows[i].want, rows[i].why);
        fixture_free(&f);
    }
}

/* The excerpt of the value 77 between so many characters of one line. */
static pc_place long_place(fixture *f, size_t before, size_t after)
{
    char *text = pc_arena_alloc(&f->arena, before + after + 20, 1, 1), *to = text;
    to += sprintf(to, "[\"");
    memset(to, 'b', before);
    to += before;
    to += sprintf(to, "\",77,\"");
    memset(to, 'a', after);
    sprintf(to + after, "\"]");
    const pc_json *root = read_valid(f, text);
    return pc_json_place(&f->arena, &root->items[1]);
}

static void long_lines_are_cut_around_the_value(void **state)
{
    (void)state;
    static const struct {
        size_t before, after, caret;
        bool cut_before, cut_after;
        const char *why;
    } rows[] = {
        { 20, 20, 24, false, false, "it fits" },
        { 5, 500, 9, false, true, "cut behind" },
        { 500, 5, 69, true, false, "cut before: the end of the line is shown" },
        { 500, 500, 24, true, true, "cut on both sides" },
        { 30000, 30000, 24, true, true, "a long line, beyond the marks" },
        { 35, 35, 39, false, false, "80 columns" },
        { 36, 35, 39, true, false, "81 columns" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        pc_place at = long_place(&f, rows[i].before, rows[i].after);
        size_t bytes = strlen(at.excerpt), width = pc_utf8_length(at.excerpt, bytes);
        bool cut_before = strncmp(at.excerpt, "…", 3) == 0;
        bool cut_after = strcmp(at.excerpt + bytes - 3, "…") == 0;
        if (width > 80 || (width < 78 && (cut_before || cut_after)) ||
            at.caret != rows[i].caret || at.width != 2 || at.column != rows[i].before + 5 ||
            cut_before != rows[i].cut_before || cut_after != rows[i].cut_after ||
            strncmp(at.excerpt + at.caret + (cut_before ? 2 : 0), "77", 2) != 0)
            fail_msg("%s: column %u, caret %u, width %u, %zu wide: %s", rows[i].why, at.column,
                     at.caret, at.width, width, at.excerpt);
        fixture_free(&f);
    }
}

/* Lines and columns do not depend on where the 4 KiB marks fall, even within a character. */
static void places_are_right_behind_many_lines(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        fixture f = fixture_new();
        pc_text text = { 0 };
        pc_text_add(&text, "[");
        pc_text_repeat(&text, ' ', shift);
        for (int i = 0; i < 3000; i++) pc_text_add(&text, "\"€ä\xF0\x9F\x98\x80\",\n");
        pc_text_add(&text, "\"€€€\", 5]");
        const pc_json *root = read_valid(&f, text.data);
        pc_place at = pc_json_place(&f.arena, &root->items[3001]);
        assert_int_equal(at.line, 3001);
        assert_int_equal(at.column, 8);
        at = pc_json_place(&f.arena, &root->items[1234]);
        assert_int_equal(at.line, 1235);
        assert_int_equal(at.column, 1);
        pc_text_clear(&text);
        text = (pc_text) { 0 };
        pc_text_add(&text, "[\"");
        pc_text_repeat(&text, 'x', shift);
        for (int i = 0; i < 3000; i++) pc_text_add(&text, "€");
        pc_text_add(&text, "\",5]");
        root = read_valid(&f, text.data);
        assert_int_equal(pc_json_place(&f.arena, &root->items[1]).column, 3000 + shift + 5);
        pc_text_clear(&text);
        fixture_free(&f);
    }
}

static void nothing_that_moves_a_terminal_is_shown(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const pc_json *root =
        read_valid(&f, "[\"\x7F\xC2\x9B\xE2\x80\xAE\", 5]"); /* DEL, CSI, RLO */
    pc_place at = pc_json_place(&f.arena, &root->items[1]);
    assert_string_equal(at.excerpt, "[\"   \", 5]");
    assert_int_equal(at.caret, 8);
    assert_null(read_as(&f, PC_JSON_STRICT, "[a\x1B[31mb]"));
    assert_null(strchr(problems(&f), '\x1B'));
    fixture_free(&f);
}

/* Files outside the root must not show their text through messages. */
static void secret_texts_stay_secret(void **state)
{
    (void)state;
    static const char *const rows[] = { "root:x:0:0",       "{\"secret\": secret}",
                                        "['secret']",       "[1,secret",
                                        "{\"k\": 12,345}",  "{\"secret\" = 1}",
                                        "{\"a\": 1 secret}" };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        pc_json_limits limits = pc_json_limits_default;
        limits.unquotable = true;
        assert_null(pc_json_read(&f.arena, "f", rows[i], strlen(rows[i]), PC_JSON_STRICT,
                                 &limits, f.diags));
        const char *said = problems(&f);
        if (strstr(said, "secret") || strstr(said, "root") || strstr(said, "345"))
            fail_msg("%s", said);
        fixture_free(&f);
    }
}

static void values_made_in_memory_have_a_pointer_only(void **state)
{
    (void)state;
    fixture f = fixture_new();
    pc_json made = { .kind = PC_JSON_NULL };
    pc_json_warning(f.diags, &made, "W0201", NULL, "made up");
    assert_string_equal(problems(&f), "warning[W0201]: made up\n");
    assert_int_equal(pc_diags_errors(f.diags), 0);
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_keys_are_underlined),
        cmocka_unit_test(long_lines_are_cut_around_the_value),
        cmocka_unit_test(places_are_right_behind_many_lines),
        cmocka_unit_test(nothing_that_moves_a_terminal_is_shown),
        cmocka_unit_test(secret_texts_stay_secret),
        cmocka_unit_test(values_made_in_memory_have_a_pointer_only),
    };
    return cmocka_run_group_tests_name("json: places", tests, NULL, NULL);
}
