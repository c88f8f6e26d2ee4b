/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits on documents, and work that grows no faster than they do. */
#include "fixture.h"

#include <time.h>

/* before, then `n` times the piece with %d counting, then after; the caller frees it. */
static char *repeat(const char *before, const char *piece, int n, const char *after)
{
    pc_text text = { 0 };
    pc_text_add(&text, before);
    for (int i = 0; i < n; i++) {
        const char *number = strchr(piece, '#');
        size_t head = number ? (size_t)(number - piece) : strlen(piece);
        pc_text_add_n(&text, piece, head);
        if (number) pc_text_addf(&text, "%d%s", i, number + 1);
    }
    pc_text_add(&text, after);
    return pc_text_take(&text);
}

static const pc_json_limits small = {
    .bytes = 1000, .depth = 3, .values = 20, .keys = 4, .string_bytes = 5
};

static void each_limit_holds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned column;
        const char *want, *why;
    } rows[] = {
        { "[[[1]]]", 0, NULL, "depth 3" },
        { "[[[[1]]]]", 4, "brackets are nested too deeply", "depth 4" },
        { "[{\"a\":[{}]}]", 8, "brackets are nested too deeply", "depth 4, mixed" },
        { "[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9]", 0, NULL, "20 values" },
        { "[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0]", 40, "too many values", "21 values" },
        { "{\"a\":1,\"b\":1,\"c\":1,\"d\":1}", 0, NULL, "4 keys" },
        { "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1}", 26,
          "too many keys in one object", "6 keys: said once" },
        { "[\"\\u20AC\\n1\"]", 0, NULL, "5 bytes" },
        { "[\"\\u20AC\\n12\"]", 2, "this string has 6 bytes", "6 bytes" },
        { "{\"123456\":1}", 2, "this string has 6 bytes", "keys are strings" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        const char *text = rows[i].text;
        const pc_json *root =
            pc_json_read(&f.arena, "t", text, strlen(text), PC_JSON_STRICT, &small, f.diags);
        const pc_diag *d = pc_diags_count(f.diags) == 1 ? pc_diags_at(f.diags, 0) : NULL;
        bool is_right = rows[i].want ? !root && d && d->column == rows[i].column &&
                                           strcmp(d->code, "E0110") == 0 &&
                                           strcmp(d->text, rows[i].want) == 0
                                     : root != NULL;
        if (!is_right) fail_msg("%s: %s", rows[i].why, problems(&f));
        fixture_free(&f);
    }
}

static void bytes_are_counted_first(void **state)
{
    (void)state;
    fixture f = fixture_new();
    char *text = repeat("[", " ", 999, "]");
    assert_null(pc_json_read(&f.arena, "t", text, strlen(text), PC_JSON_RFC, &small, f.diags));
    assert_string_equal(problems(&f),
                        "t: error[E0110]: the text has 1001 bytes; at most 1000 are read\n");
    assert_non_null(
        pc_json_read(&f.arena, "t", text + 1, 999, PC_JSON_RFC, &small, f.diags) ? "" : "x");
    free(text);
    fixture_free(&f);
}

/* However deep a caller lets documents be, the C stack has an end. */
static void depth_has_a_limit_of_its_own(void **state)
{
    (void)state;
    pc_json_limits limits = pc_json_limits_default;
    limits.depth = SIZE_MAX;
    char *open = repeat("", "[", 900, ""), *close = repeat("", "]", 900, "");
    fixture f = fixture_new();
    const char *text = pc_arena_printf(&f.arena, "%s%s", open, close);
    const pc_json *root =
        pc_json_read(&f.arena, "t", text, 1800, PC_JSON_RFC, &limits, f.diags);
    assert_non_null(root);
    assert_non_null(pc_json_merge_patch(&f.arena, root, root));
    text = pc_arena_printf(&f.arena, "%s[]%s", open, close);
    assert_null(pc_json_read(&f.arena, "t", text, 1802, PC_JSON_RFC, &limits, f.diags));
    assert_int_equal(pc_diags_at(f.diags, 0)->column, 901);
    free(open);
    free(close);
    fixture_free(&f);
}

static double seconds_for(const char *text, pc_json_mode mode, size_t *n_errors)
{
    fixture f = fixture_new();
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    pc_json_limits limits = pc_json_limits_default;
    limits.keys = SIZE_MAX;
    const pc_json *root =
        pc_json_read(&f.arena, "t", text, strlen(text), mode, &limits, f.diags);
    if (root) assert_non_null(pc_json_merge_patch(&f.arena, root, root));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    *n_errors = pc_diags_errors(f.diags);
    assert_true(pc_diags_count(f.diags) <= 20);
    fixture_free(&f);
    return (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
}

/* Quadratic work would take minutes on these; 3 seconds leave room for sanitizers. */
static void work_is_never_quadratic(void **state)
{
    (void)state;
    static const struct {
        const char *before, *piece;
        int n;
        const char *after;
        size_t n_errors;
        const char *why;
    } rows[] = {
        { "{", "\"key-#\":1,", 80000, "\"z\":1}", 0, "1 MB of keys in one object" },
        { "[", "{\"a#\":1,\"b\":2,\"c\":3},", 40000, "{}]", 0, "1 MB of keys over objects" },
        { "{", "\"same\":1,", 100000, "\"z\":1}", 99999, "100,000 twins" },
        { "[", "01,", 16000, "1]", 16000, "16,000 errors in one line" },
        { "[", "'\n',\n01,\n", 1, "1]", 1, "an error that ends the reading" },
        { "[", "\n01,", 16000, "1]", 16000, "16,000 errors in as many lines" },
        { "[", ",", 1000000, "1]", 1000000, "a million commas" },
        { "[", "0 ", 200000, "]", 199999, "no commas" },
        { "{\"a\":", "{\"a\":", 10000, "", 1, "only opened" },
        { "[\"", "\\uD800", 100000, "\"]", 100001,
          "half a megabyte of halves in a string that is too long" },
        { "[", "1", 1000000, "]", 1, "a number of a million digits" },
        { "[1", " ", 2000000, "x]", 1, "an error behind 2 MB of blanks" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = repeat(rows[i].before, rows[i].piece, rows[i].n, rows[i].after);
        size_t n_errors;
        double seconds = seconds_for(text, PC_JSON_STRICT, &n_errors);
        if (seconds > 3 || n_errors != rows[i].n_errors)
            fail_msg("%s: %.1f s, %zu errors", rows[i].why, seconds, n_errors);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_limit_holds),
        cmocka_unit_test(bytes_are_counted_first),
        cmocka_unit_test(depth_has_a_limit_of_its_own),
        cmocka_unit_test(work_is_never_quadratic),
    };
    return cmocka_run_group_tests_name("json: limits", tests, NULL, NULL);
}
