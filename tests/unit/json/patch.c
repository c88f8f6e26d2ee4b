/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointers (RFC 6901), merge patches (RFC 7396) and replacement. */
#include "fixture.h"

static void published_pointers(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const pc_json *cases = read_shared(&f, "cases/data/json/rfc6901_cases.json", PC_JSON_RFC);
    if (!cases) {
        fixture_free(&f);
        skip();
    }
    const pc_json *document = pc_json_get(cases, "document"),
                  *rows = pc_json_get(cases, "resolve");
    assert_int_equal(rows->n_items, 12);
    for (size_t i = 0; i < rows->n_items; i++) {
        const pc_json *row = rows->items[i].items,
                      *got = pc_json_at_pointer(document, row[0].string);
        if (!got || strcmp(canonical(&f, got), canonical(&f, &row[1])) != 0)
            fail_msg("'%s'", row[0].string);
    }
    const pc_json *failing = pc_json_get(cases, "must_fail");
    assert_true(failing->n_items > 10);
    for (size_t i = 0; i < failing->n_items; i++)
        if (pc_json_at_pointer(document, failing->items[i].string))
            fail_msg("'%s' leads somewhere", failing->items[i].string);
    fixture_free(&f);
}

/* Every value's own pointer leads back to it. */
static void check_pointers(fixture *f, const pc_json *root, const pc_json *value)
{
    const char *pointer = pc_json_pointer(&f->arena, value);
    if (pc_json_at_pointer(root, pointer) != value) fail_msg("'%s' leads elsewhere", pointer);
    for (size_t i = 0; i < value->n_items; i++) check_pointers(f, root, &value->items[i]);
}

static const char tree[] = "{\"a\":{\"b\":[1,{\"c/d\":2}],\"~\":{}},\"\":[[],[true]]}";

static void pointers_lead_back(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const pc_json *root = read_valid(&f, tree);
    check_pointers(&f, root, root);
    fixture_free(&f);
}

static void published_patches(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const pc_json *cases = read_shared(&f, "cases/data/json/rfc7396_cases.json", PC_JSON_RFC);
    if (!cases) {
        fixture_free(&f);
        skip();
    }
    assert_int_equal(cases->n_items, 15);
    for (size_t i = 0; i < cases->n_items; i++) {
        const pc_json *row = cases->items[i].items;
        const char *before = canonical(&f, &row[0]);
        const pc_json *got = pc_json_merge_patch(&f.arena, &row[0], &row[1]);
        if (strcmp(canonical(&f, got), canonical(&f, &row[2])) != 0)
            fail_msg("case %zu: %s", i, canonical(&f, got));
        check_pointers(&f, got, got);
        assert_string_equal(canonical(&f, &row[0]), before); /* the target is as it was */
    }
    fixture_free(&f);
}

static const char *written(fixture *f, const pc_json *value)
{
    pc_json_writer w = { 0 };
    pc_json_write_value(&w, value);
    const char *kept = pc_arena_strdup(&f->arena, w.text.data);
    pc_text_clear(&w.text);
    return kept;
}

static void merged_values_keep_order_and_place(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const pc_json *base = read_valid(&f, "{\"z\": 1,\n\"m\": {\"x\": 1, \"y\": 2},\n\"a\": 3}");
    const char *text = "{\n\n\"new\": [1], \"m\": {\"y\": 5}, \"z\": null}";
    const pc_json *patch =
        pc_json_read(&f.arena, "patch.json", text, strlen(text), PC_JSON_STRICT, NULL, f.diags);
    const pc_json *merged = pc_json_merge_patch(&f.arena, base, patch);
    assert_string_equal(
        written(&f, merged),
        "{\n  \"m\": {\n    \"x\": 1,\n    \"y\": 5\n  },\n  \"a\": 3,\n  \"new\": [1]\n}");
    pc_place kept = pc_json_place(&f.arena, pc_json_at_pointer(merged, "/m/x"));
    assert_string_equal(kept.file, "t.json");
    assert_int_equal(kept.line, 2);
    pc_place patched = pc_json_key_place(&f.arena, pc_json_at_pointer(merged, "/m/y"));
    assert_string_equal(patched.file, "patch.json");
    assert_string_equal(patched.pointer, "/m/y");
    assert_int_equal(patched.line, 3);
    assert_int_equal(patched.column, 19);
    fixture_free(&f);
}

static void one_value_is_replaced(void **state)
{
    (void)state;
    static const struct {
        const char *pointer;
        bool may_create;
        const char *want, *why;
    } rows[] = {
        { "/a/b/1/c~1d", false, "{\"\":[[],[true]],\"a\":{\"b\":[1,{\"c/d\":[7]}],\"~\":{}}}",
          "deep inside" },
        { "/a/b/0", false, "{\"\":[[],[true]],\"a\":{\"b\":[[7],{\"c/d\":2}],\"~\":{}}}",
          "an element" },
        { "/a", true, "{\"\":[[],[true]],\"a\":[7]}", "a whole branch" },
        { "", false, "[7]", "the root" },
        { "/a/~0/n~1e~0w", true,
          "{\"\":[[],[true]],\"a\":{\"b\":[1,{\"c/d\":2}],\"~\":{\"n/e~w\":[7]}}}",
          "a new member, its name unescaped" },
        { "/a/~0/new", false, NULL, "new members only when allowed" },
        { "/a/none/new", true, NULL, "parents must exist" },
        { "/a/b/2", true, NULL, "arrays do not grow" },
        { "/a/b/-", true, NULL, "nor at their end" },
        { "/a/b/0/x", true, NULL, "numbers have no members" },
        { "a", true, NULL, "a pointer starts with a slash" },
        { "/a/~2", true, NULL, "no such escape" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        const pc_json *root = read_valid(&f, tree), *value = read_valid(&f, "[7]");
        const pc_json *got =
            pc_json_replace(&f.arena, root, rows[i].pointer, value, rows[i].may_create);
        if (!got != !rows[i].want) fail_msg("%s", rows[i].why);
        if (got && strcmp(canonical(&f, got), rows[i].want) != 0)
            fail_msg("%s: %s", rows[i].why, canonical(&f, got));
        if (got) check_pointers(&f, got, got);
        fixture_free(&f);
    }
}

static void keys_are_case_sensitive(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const pc_json *root = read_valid(&f, "{\"rate\": 1, \"RATE\": 2}");
    assert_true(pc_json_get(root, "RATE")->number == 2);
    assert_true(pc_json_get(root, "rate")->number == 1);
    assert_null(pc_json_get(root, "Rate"));
    assert_null(pc_json_get(&root->items[0], "rate"));
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_pointers),
        cmocka_unit_test(pointers_lead_back),
        cmocka_unit_test(published_patches),
        cmocka_unit_test(merged_values_keep_order_and_place),
        cmocka_unit_test(one_value_is_replaced),
        cmocka_unit_test(keys_are_case_sensitive),
    };
    return cmocka_run_group_tests_name("json: pointers and patches", tests, NULL, NULL);
}
