/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without memory nothing crashes and nothing leaks (the address sanitizer looks), and the
 * caller is told. Each call is repeated with one allocation more until it succeeds. */
#include "failing_malloc.h"
#include "fixture.h"
#include "json/csv_column.h"

static const char document[] =
    "{\"a\": [1, 2.5, \"x\\u0000y\", "
    "1234567890123456789012345678901234567890123456789012345678901234567890],"
    " \"b\": {\"c\": [[[[\"deep\"]]]], \"d\": null}, \"a\": true}";

typedef bool attempt(fixture *f);

/* Runs it with 0, 1, 2, ... allocations; returns how many were needed. */
static long try_all(attempt *run, const char *what)
{
    for (long n = 0; n < 2000; n++) {
        fixture f = fixture_new();
        allocations_left = n;
        bool succeeded = run(&f);
        bool was_short = allocations_left < 0;
        allocations_left = LONG_MAX;
        if (!succeeded && !was_short)
            fail_msg("%s fails with memory left: %s", what, problems(&f));
        fixture_free(&f);
        if (succeeded) return n;
    }
    fail_msg("%s never succeeds", what);
    return 0;
}

static bool read_text(fixture *f)
{
    const pc_json *root = pc_json_read(&f->arena, "t", document, sizeof document - 1,
                                       PC_JSON_RFC, NULL, f->diags);
    if (!root) assert_true(f->arena.failed); /* that is how the caller knows */
    if (!root) return false;
    assert_int_equal(root->n_items, 3);
    assert_string_equal(root->items[0].items[2].string, "x\xC0\x80y");
    return true;
}

static bool refuse_text(fixture *f)
{
    static const char text[] = "{\"a\": [01, {'b': 0,5}], \"c\": \"\\x\", \"d\": tru";
    assert_null(
        pc_json_read(&f->arena, "t", text, sizeof text - 1, PC_JSON_STRICT, NULL, f->diags));
    return !f->arena.failed && pc_diags_count(f->diags) == 6 &&
           pc_diags_at(f->diags, 5)->width > 0;
}

static bool find_twins(fixture *f)
{
    static const char text[] = "{\"a\": 1, \"b\": 2, \"a\": 3}";
    assert_null(
        pc_json_read(&f->arena, "t", text, sizeof text - 1, PC_JSON_STRICT, NULL, f->diags));
    return !f->arena.failed && pc_diags_count(f->diags) == 1 &&
           strcmp(pc_diags_at(f->diags, 0)->pointer, "/a") == 0;
}

/* Trees for the calls below are read before memory runs out. */
static fixture ready;
static const pc_json *tree;

static int read_tree(void **state)
{
    (void)state;
    ready = fixture_new();
    tree = read_as(&ready, PC_JSON_RFC, document);
    return tree ? 0 : -1;
}

static int drop_tree(void **state)
{
    (void)state;
    fixture_free(&ready);
    return 0;
}

static bool patch_tree(fixture *f)
{
    const pc_json *merged = pc_json_merge_patch(&f->arena, tree, tree);
    if (!merged) assert_true(f->arena.failed);
    return merged && merged->n_items == 2;
}

static bool replace_in_tree(fixture *f)
{
    const pc_json *got = pc_json_replace(&f->arena, tree, "/b/new", tree, true);
    if (!got) assert_true(f->arena.failed);
    return got != NULL;
}

static bool write_tree(fixture *f)
{
    (void)f;
    pc_json_writer w = { 0 };
    pc_text canonical_text = { 0 };
    pc_json_write_value(&w, tree);
    pc_json_canonical(&canonical_text, tree, NULL, 0);
    bool succeeded = !w.text.failed && !canonical_text.failed;
    pc_text_clear(&w.text);
    pc_text_clear(&canonical_text);
    return succeeded;
}

static bool read_this_file(fixture *f)
{
    const pc_json *root = NULL;
    pc_status status =
        pc_json_read_file(&root, &f->arena, "/dev/stdin/none", PC_JSON_RFC, NULL, f->diags);
    assert_int_equal(status, PC_ENOINPUT);
    return pc_diags_count(f->diags) == 1;
}

static bool read_table(fixture *f)
{
    static const char text[] = "a;b\r1,5;03/14/2025\r2;03/04/2025\r";
    pc_csv_cell cells[2][2];
    pc_csv_values numbers, dates;
    pc_csv *csv = pc_csv_open(&f->arena, "t", text, sizeof text - 1, 0, NULL, f->diags);
    for (size_t i = 0; csv && i < 2; i++) {
        if (!pc_csv_next(csv)) return false;
        cells[0][i] = csv->cells[0];
        cells[1][i] = csv->cells[1];
    }
    if (!csv) assert_true(f->arena.failed);
    return csv &&
           pc_csv_read_numbers(&numbers, &f->arena, &(pc_csv_column) { csv, "a", cells[0], 2 },
                               0) &&
           pc_csv_read_dates(&dates, &f->arena, &(pc_csv_column) { csv, "b", cells[1], 2 },
                             PC_CSV_DATE_DETECT);
}

static bool refuse_table(fixture *f)
{
    static const char text[] = "a,b\n1\n2\n";
    pc_csv *csv = pc_csv_open(&f->arena, "t", text, sizeof text - 1, 0, NULL, f->diags);
    while (csv && pc_csv_next(csv)) {
    }
    return csv && !f->arena.failed && pc_diags_count(f->diags) == 2;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(try_all(read_text, "reading") > 15);
    assert_true(try_all(refuse_text, "refusing") >= 3);
    assert_true(try_all(find_twins, "finding twins") > 5);
    assert_true(try_all(patch_tree, "patching") >= 2);
    assert_true(try_all(replace_in_tree, "replacing") >= 1);
    assert_true(try_all(write_tree, "writing") >= 4);
    assert_true(try_all(read_table, "a table") >= 1);
    assert_true(try_all(refuse_table, "refusing a table") >= 2);
    assert_true(try_all(read_this_file, "a missing file") >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_allocation_may_fail) };
    return cmocka_run_group_tests_name("json: memory", tests, read_tree, drop_tree);
}
