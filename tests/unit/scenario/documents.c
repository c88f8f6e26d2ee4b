/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents keep up with the program. Run from the top folder. */
#include "load.h"

#include <glob.h>

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) fail_msg("%s is missing; run this from the top folder", path);
    char *text = calloc(1, 1 << 20);
    assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

static void the_example_of_the_reference_is_read(void **state)
{
    (void)state;
    char *page = read_file("docs/scenario-format.md");
    char *begin = strstr(page, "```json\n");
    assert_non_null(begin);
    begin += strlen("```json\n");
    *strstr(begin, "```") = '\0';
    loaded l = load_with(begin, NULL);
    if (!l.scenario || pc_diags_count(l.diags)) {
        print_problems(&l);
        fail_msg("the first example of docs/scenario-format.md is refused");
    }
    unload(&l);
    free(page);
}

/* Calls `check` with every code ("E0203") that stands in quotes in the sources. */
static void for_every_code(const char *pattern,
                           void (*check)(const char *code, const char *page), const char *page)
{
    glob_t found;
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *source = read_file(found.gl_pathv[i]);
        for (char *at = source; (at = strchr(at, '"')); at++) {
            char code[6] = "";
            const size_t digits = strspn(at + 2, "0123456789");
            if (at[1] == 'L' && digits > 0 && digits < 3 && at[2 + digits] == '"')
                check(memcpy(code, at + 1, digits + 1), page);
            if ((at[1] == 'E' || at[1] == 'W') && strspn(at + 2, "0123456789") == 4 &&
                at[6] == '"')
                check(memcpy(code, at + 1, 5), page);
        }
        free(source);
    }
    globfree(&found);
}

static void has_section(const char *code, const char *page)
{
    char heading[16];
    snprintf(heading, sizeof heading, "\n## %s ", code);
    if (!strstr(page, heading)) fail_msg("docs/errors.md does not explain %s", code);
}

/* The linter's rules have cases of their own (tests/unit/lint). */
static void has_case(const char *code, const char *page)
{
    char pattern[64];
    glob_t found;
    (void)page;
    if (*code == 'L') return;
    snprintf(pattern, sizeof pattern, "tests/cli/%s-*/cmd", code);
    if (glob(pattern, 0, NULL, &found) != 0) fail_msg("no case tests/cli/%s-...", code);
    globfree(&found);
}

static void every_code_is_explained(void **state)
{
    (void)state;
    char *page = read_file("docs/errors.md");
    static const char *const rooms[] = { "src/*/*.c", "src/*/*/*.c", "src/*/*/*/*.c" };
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        for_every_code(rooms[i], has_section, page);
    free(page);
}

static void every_scenario_error_is_a_case(void **state)
{
    (void)state;
    for_every_code("src/scenario/*.c", has_case, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_the_reference_is_read),
        cmocka_unit_test(every_code_is_explained),
        cmocka_unit_test(every_scenario_error_is_a_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
