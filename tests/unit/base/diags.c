/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/diags.h"

#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

static void twenty_errors_are_kept_and_all_counted(void **state)
{
    (void)state;
    pc_diags *diags = pc_diags_new();
    for (int i = 0; i < 30; i++)
        pc_diag_add(diags, PC_ERROR, "E0201", NULL, NULL, "number %d", i);
    pc_diag_add(diags, PC_WARNING, "W0001", NULL, NULL, "still heard");
    assert_int_equal(pc_diags_errors(diags), 30);
    assert_int_equal(pc_diags_count(diags), PC_DIAGS_MAX + 1);
    assert_string_equal(pc_diags_at(diags, 19)->text, "number 19");
    assert_string_equal(pc_diags_at(diags, 20)->text, "still heard");
    assert_string_equal(pc_diags_at(diags, 20)->help, "");
    pc_diags_free(diags);
    pc_diags_free(NULL);
}

static void a_problem_is_told_with_place_excerpt_and_help(void **state)
{
    (void)state;
    char file[] = "q3.json";
    pc_diags *diags = pc_diags_new();
    const pc_place at = { .file = file,
                          .line = 21,
                          .column = 14,
                          .pointer = "/channels/si/share",
                          .excerpt = "      \"share\": 1.2,",
                          .caret = 15,
                          .width = 3 };
    pc_diag_add(diags, PC_ERROR, "E0203", &at, "for 35 % write 0.35", "%s is not a fraction",
                "1.2");
    file[0] = '#'; /* strings are the list's own */
    char *text = pc_diag_format(pc_diags_at(diags, 0));
    assert_string_equal(text, "q3.json:21:14: error[E0203]: 1.2 is not a fraction\n"
                              "  at /channels/si/share\n"
                              "   21 |       \"share\": 1.2,\n"
                              "      |                ^^^\n"
                              "      = help: for 35 % write 0.35\n");
    free(text);
    pc_diags_free(diags);
}

static void a_problem_without_a_place_is_one_line(void **state)
{
    (void)state;
    pc_diags *diags = pc_diags_new();
    assert_int_equal(pc_diag_fail(diags, PC_ECREATE, "E0401", "out", "cannot be created"),
                     PC_ECREATE);
    char *text = pc_diag_format(pc_diags_at(diags, 0));
    assert_string_equal(text, "out: error[E0401]: cannot be created\n");
    free(text);
    pc_diags_free(diags);
    pc_diag_add(NULL, PC_ERROR, "E0401", NULL, NULL, "nobody listens");
}

static void what_could_steer_a_terminal_is_blank(void **state)
{
    (void)state;
    pc_diags *diags = pc_diags_new();
    const pc_place at = { .file = "a\x1B[2J", .pointer = "/k\n\xC2\x9B\x7Fz/\xC3\xA9" };
    pc_diag_add(diags, PC_ERROR, "E0201", &at, "try\r\"x\"", "unknown \x07");
    char *text = pc_diag_format(pc_diags_at(diags, 0));
    assert_string_equal(text, "a [2J: error[E0201]: unknown  \n"
                              "  at /k   z/\xC3\xA9\n"
                              "      = help: try \"x\"\n");
    free(text);
    pc_diags_free(diags);
}

static void every_status_has_its_exit_code(void **state)
{
    (void)state;
    static const struct {
        pc_status status;
        int code;
    } rows[] = { { PC_OK, 0 },        { PC_EUSAGE, 2 },     { PC_EDATA, 65 },
                 { PC_ENOINPUT, 66 }, { PC_EINTERNAL, 70 }, { PC_ENOMEM, 70 },
                 { PC_ECREATE, 73 },  { PC_EIO, 74 },       { PC_ECANCELLED, 130 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(pc_status_exit_code(rows[i].status), rows[i].code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twenty_errors_are_kept_and_all_counted),
        cmocka_unit_test(a_problem_is_told_with_place_excerpt_and_help),
        cmocka_unit_test(a_problem_without_a_place_is_one_line),
        cmocka_unit_test(what_could_steer_a_terminal_is_blank),
        cmocka_unit_test(every_status_has_its_exit_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
