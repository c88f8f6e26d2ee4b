/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer, the canonical form, and the nearest word. */
#include "fixture.h"

static void layout_is_fixed(void **state)
{
    (void)state;
    pc_json_writer w = { 0 };
    pc_json_write_object(&w, false);
    pc_json_write_key(&w, "flat");
    pc_json_write_object(&w, true);
    pc_json_write_key(&w, "mean");
    pc_json_write_array(&w, false); /* flat, as what holds it */
    pc_json_write_number(&w, 1.5);
    pc_json_write_number(&w, 0.25);
    pc_json_write_end(&w);
    pc_json_write_key(&w, "none");
    pc_json_write_null(&w);
    pc_json_write_end(&w);
    pc_json_write_key(&w, "empty");
    pc_json_write_array(&w, false);
    pc_json_write_end(&w);
    pc_json_write_key(&w, "list");
    pc_json_write_array(&w, false);
    pc_json_write_bool(&w, true);
    pc_json_write_object(&w, false);
    pc_json_write_end(&w);
    pc_json_write_end(&w);
    pc_json_write_end(&w);
    assert_string_equal(w.text.data,
                        "{\n  \"flat\": { \"mean\": [1.5, 0.25], \"none\": null },\n"
                        "  \"empty\": [],\n  \"list\": [\n    true,\n    {}\n  ]\n}");
    pc_text_clear(&w.text);
}

static void strings_are_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want, *why;
    } rows[] = {
        { "a\"b\\c/d", "\"a\\\"b\\\\c/d\"", "quotes and backslashes" },
        { "\b\f\n\r\t\x01\x1F", "\"\\b\\f\\n\\r\\t\\u0001\\u001F\"", "control characters" },
        { "€\xF0\x9F\x98\x80\x7F", "\"€\xF0\x9F\x98\x80\x7F\"", "everything else is itself" },
        { "a\xC0\x80z", "\"a\\u0000z\"", "U+0000 as the reader keeps it" },
        { "\xFF\xE2\x82", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"",
          "broken bytes, such as a file's name" },
        { "", "\"\"", "nothing" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_json_writer w = { 0 };
        pc_json_write_string(&w, rows[i].text);
        if (strcmp(w.text.data, rows[i].want) != 0)
            fail_msg("%s: %s", rows[i].why, w.text.data);
        pc_text_clear(&w.text);
    }
}

static void too_deep_fails_for_good(void **state)
{
    (void)state;
    pc_json_writer w = { 0 };
    for (int i = 0; i < 64; i++) pc_json_write_array(&w, true);
    assert_false(w.text.failed);
    pc_json_write_array(&w, true);
    assert_true(w.text.failed);
    for (int i = 0; i < 70; i++) pc_json_write_end(&w);
    pc_json_write_number(&w, 1);
    assert_true(w.text.failed);
    assert_null(pc_text_take(&w.text));
}

static void one_document_has_one_canonical_form(void **state)
{
    (void)state;
    static const char *const same[] = {
        "{\"b\": [1, 2.50, {\"y\": null, \"x\": true}], \"a\": \"\\u00e9\", \"note\": 1}",
        "{\n\"a\":\"é\",\"b\":[1.0,25e-1,{\"x\":true,\"y\":null,\"note\":{}}]}",
    };
    static const char *const without[] = { "source", "note" };
    for (size_t i = 0; i < 2; i++) {
        fixture f = fixture_new();
        pc_text out = { 0 };
        pc_json_canonical(&out, read_valid(&f, same[i]), without, 2);
        assert_string_equal(out.data, "{\"a\":\"é\",\"b\":[1,2.5,{\"x\":true,\"y\":null}]}");
        pc_text_clear(&out);
        fixture_free(&f);
    }
}

static void keys_are_sorted_by_bytes(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const pc_json *root = read_valid(&f, "{\"a\":1,\"é\":2,\"B\":3,\"aa\":4,\"\":5}");
    assert_string_equal(canonical(&f, root), "{\"\":5,\"B\":3,\"a\":1,\"aa\":4,\"é\":2}");
    fixture_free(&f);
}

/* What is written reads back as what it was. */
static void written_text_reads_back(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const pc_json *root = read_valid(
        &f, "{\"a\":[0.1,[],{\"b\":{}}],\"c\":\"\\u0007\\\"\",\"d\":[[1],[2e-300]]}");
    pc_json_writer w = { 0 };
    pc_json_write_value(&w, root);
    assert_string_equal(canonical(&f, read_valid(&f, w.text.data)), canonical(&f, root));
    pc_text_clear(&w.text);
    fixture_free(&f);
}

static void near_words_are_found(void **state)
{
    (void)state;
    static const char *const known[] = { "years",   "months", "year",
                                         "revenue", "share",  "commission" };
    static const struct {
        const char *word, *want, *why;
    } rows[] = {
        { "yaers", "years", "two letters swapped cost 1" },
        { "comission", "commission", "a letter left out" },
        { "revenuee", "revenue", "a letter added" },
        { "shore", "share", "a letter changed" },
        { "MONTHS", "months", "other case is no distance" },
        { "yeers", "years", "years comes first and is as near" },
        { "yea", "year", "the nearest: years is further" },
        { "comission_", "commission", "10 letters may have 3 mistakes" },
        { "xyzzy", NULL, "nothing is near" },
        { "sh", NULL, "two letters may have one mistake" },
        { "", NULL, "no word" },
        { "averyveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword", NULL,
          "no slip" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got =
            pc_json_did_you_mean(rows[i].word, known, sizeof known / sizeof *known);
        if (strcmp(got ? got : "-", rows[i].want ? rows[i].want : "-") != 0)
            fail_msg("%s: %s (%s)", rows[i].word, got ? got : "-", rows[i].why);
    }
    assert_null(pc_json_did_you_mean("year", NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout_is_fixed),
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(too_deep_fails_for_good),
        cmocka_unit_test(one_document_has_one_canonical_form),
        cmocka_unit_test(keys_are_sorted_by_bytes),
        cmocka_unit_test(written_text_reads_back),
        cmocka_unit_test(near_words_are_found),
    };
    return cmocka_run_group_tests_name("json: writer, canonical form, nearest word", tests,
                                       NULL, NULL);
}
