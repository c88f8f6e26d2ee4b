/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arena.h and text.h */
#include "base/arena.h"
#include "base/text.h"

#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    pc_arena arena;
    pc_arena_init(&arena);
    for (size_t align = 1; align <= 64; align *= 2)
        for (size_t n = 1; n < 3000; n = 3 * n + 1) {
            unsigned char *bytes = pc_arena_alloc(&arena, n, 1, align);
            assert_non_null(bytes);
            assert_int_equal((uintptr_t)bytes % align, 0);
            for (size_t i = 0; i < n; i++) assert_int_equal(bytes[i], 0);
            memset(bytes, 0xff, n); /* a neighbour that overlaps would not be zero */
        }
    pc_arena_clear(&arena);
}

static void a_failed_arena_stays_failed(void **state)
{
    (void)state;
    pc_arena arena;
    pc_arena_init(&arena);
    assert_non_null(PC_NEW(&arena, int));
    assert_null(pc_arena_alloc(&arena, SIZE_MAX / 2, 8, 8)); /* n x size overflows */
    assert_true(arena.failed);
    assert_null(PC_NEW(&arena, int));
    assert_null(pc_arena_strdup(&arena, "x"));
    pc_arena_clear(&arena);
}

static void arrays_grow_and_keep_what_they_hold(void **state)
{
    (void)state;
    pc_arena arena;
    pc_arena_init(&arena);
    int *array = NULL;
    size_t n = 0, capacity = 0;
    for (int i = 0; i < 1000; i++) {
        assert_true(PC_GROW(&arena, int, array, n, capacity));
        array[n++] = i;
    }
    for (int i = 0; i < 1000; i++) assert_int_equal(array[i], i);
    assert_string_equal(pc_arena_strndup(&arena, "partner", 4), "part");
    assert_string_equal(pc_arena_printf(&arena, "%s/%d", "si", 7), "si/7");
    pc_arena_clear(&arena);
}

static void text_grows_and_is_taken(void **state)
{
    (void)state;
    pc_text text = { 0 };
    for (int i = 0; i < 500; i++) pc_text_addf(&text, "%d,", i);
    pc_text_repeat(&text, '-', 3);
    assert_int_equal(text.n, 10 * 2 + 90 * 3 + 400 * 4 + 3);
    char *taken = pc_text_take(&text);
    assert_int_equal(strncmp(taken, "0,1,2,", 6), 0);
    assert_string_equal(taken + strlen(taken) - 7, "499,---");
    assert_null(text.data);
    free(taken);
    char *empty = pc_text_take(&text);
    assert_string_equal(empty, "");
    free(empty);
}

static void code_points_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t want;
        const char *why;
    } rows[] = {
        { "", 0, "nothing" },
        { "abc", 3, "ASCII" },
        { "\xe2\x82\xac"
          "5",
          2, "a euro sign is one" },
        { "\xf0\x9f\x98\x80", 1, "four bytes, one code point" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (pc_utf8_length(rows[i].text, strlen(rows[i].text)) != rows[i].want)
            fail_msg("%s", rows[i].why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(a_failed_arena_stays_failed),
        cmocka_unit_test(arrays_grow_and_keep_what_they_hold),
        cmocka_unit_test(text_grows_and_is_taken),
        cmocka_unit_test(code_points_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
