/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSONTestSuite (Nicolas Seriot): what every parser must accept and refuse. */
#include "fixture.h"

#include <dirent.h>

typedef struct counts {
    int n, accepted, placed;
} counts;

/* Reads one file; a refusal must say where. */
static void read_one(counts *found, const char *path)
{
    fixture f = fixture_new();
    const pc_json *root = NULL;
    pc_status status = pc_json_read_file(&root, &f.arena, path, PC_JSON_RFC, NULL, f.diags);
    bool is_placed = pc_diags_count(f.diags) > 0 && pc_diags_at(f.diags, 0)->line > 0 &&
                     pc_diags_at(f.diags, 0)->column > 0;
    assert_true((status == PC_OK) == (root != NULL));
    found->n++;
    found->accepted += root != NULL;
    found->placed += status == PC_EDATA && is_placed;
    if (status != PC_OK && !is_placed) print_error("%s: refused without a place\n", path);
    fixture_free(&f);
}

static counts read_group(char letter)
{
    counts found = { 0 };
    fixture f = fixture_new();
    const char *folder = shared_path(&f, "cases/data/json/JSONTestSuite/test_parsing");
    DIR *listing = folder ? opendir(folder) : NULL;
    for (struct dirent *entry; listing && (entry = readdir(listing));) {
        if (entry->d_name[0] != letter || entry->d_name[1] != '_') continue;
        read_one(&found, pc_arena_printf(&f.arena, "%s/%s", folder, entry->d_name));
    }
    if (listing) closedir(listing);
    fixture_free(&f);
    if (!listing) skip();
    return found;
}

static void valid_files_are_read(void **state)
{
    (void)state;
    counts found = read_group('y');
    assert_int_equal(found.n, 95);
    assert_int_equal(found.accepted, 95);
}

static void invalid_files_are_refused_with_a_place(void **state)
{
    (void)state;
    counts found = read_group('n');
    assert_int_equal(found.n, 188);
    assert_int_equal(found.accepted, 0);
    assert_int_equal(found.placed, 188);
}

static void open_questions_are_answered(void **state)
{
    (void)state;
    counts found = read_group('i');
    assert_int_equal(found.n, 35);
    assert_int_equal(found.accepted + found.placed, 35);
    /* underflow is 0, large integers are rounded, a byte order mark is skipped */
    assert_int_equal(found.accepted, 6);
}

/* Files that some parsers change on the way: two spellings, one meaning. */
static void spellings_keep_their_meaning(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want, *why;
    } rows[] = {
        { "[1.0, 1e0, 100E-2]", "[1,1,1]", "a number is its value" },
        { "[\"\\u0041\\/\\b\\f\\n\\r\\t\"]", "[\"A/\\b\\f\\n\\r\\t\"]", "escapes" },
        { "[\"\\uD83D\\uDE00\"]", "[\"\xF0\x9F\x98\x80\"]",
          "a surrogate pair is one character" },
        { "{\"a\":1,\"a\":2}", "{\"a\":2}", "the last of two equal keys counts" },
        { "{\"a\\u0000b\":1,\"a\":2}", "{\"a\":2,\"a\\u0000b\":1}",
          "U+0000 does not end a key" },
        { "\xEF\xBB\xBF[true]", "[true]", "a byte order mark is skipped" },
        { "[-0]", "[0]", "there is one zero" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        const pc_json *root = read_as(&f, PC_JSON_RFC, rows[i].text);
        if (!root) fail_msg("%s: %s", rows[i].why, problems(&f));
        if (strcmp(canonical(&f, root), rows[i].want) != 0)
            fail_msg("%s: %s", rows[i].why, canonical(&f, root));
        fixture_free(&f);
    }
}

static void long_numbers_keep_all_digits_that_matter(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const char *text =
        "[0.1000000000000000055511151231257827021181583404541015625000000000000000001,"
        "123456789012345678901234567890123456789012345678901234567890123456789e-60]";
    const pc_json *root = read_as(&f, PC_JSON_RFC, text);
    assert_non_null(root);
    assert_true(root->items[0].number == 0.1);
    assert_true(root->items[1].number == 123456789.01234567890123);
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_files_are_read),
        cmocka_unit_test(invalid_files_are_refused_with_a_place),
        cmocka_unit_test(open_questions_are_answered),
        cmocka_unit_test(spellings_keep_their_meaning),
        cmocka_unit_test(long_numbers_keep_all_digits_that_matter),
    };
    return cmocka_run_group_tests_name("json: JSONTestSuite", tests, NULL, NULL);
}
