/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a path may lead to: never blocks, never reads what is too large, always says what is
 * wrong. */
#include "fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/json-files-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return rmdir(folder);
}

static const char *path_of(fixture *f, const char *name)
{
    return pc_arena_printf(&f->arena, "%s/%s", folder, name);
}

static const char *make_file(fixture *f, const char *name, const char *text)
{
    const char *path = path_of(f, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void check_refused(fixture *f, const char *path, pc_status want, const char *code,
                          const char *text)
{
    const pc_json *root = NULL;
    pc_status got = pc_json_read_file(&root, &f->arena, path, PC_JSON_STRICT, NULL, f->diags);
    const pc_diag *d = pc_diags_count(f->diags) ? pc_diags_at(f->diags, 0) : NULL;
    if (got != want || root || !d || strcmp(d->code, code) != 0 || strcmp(d->text, text) != 0 ||
        strcmp(d->file, path) != 0)
        fail_msg("%s: %d, %s", path, (int)got, problems(f));
}

static void a_file_is_read(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const char *path = make_file(&f, "good.json", "{\"a\": [1, 2]}\n");
    const pc_json *root = NULL;
    assert_int_equal(pc_json_read_file(&root, &f.arena, path, PC_JSON_STRICT, NULL, f.diags),
                     PC_OK);
    assert_string_equal(canonical(&f, root), "{\"a\":[1,2]}");
    assert_string_equal(root->source->file, path);
    unlink(path);
    fixture_free(&f);
}

static void what_is_no_file_is_refused(void **state)
{
    (void)state;
    fixture f = fixture_new(), g = fixture_new(), h = fixture_new(), i = fixture_new(),
            j = fixture_new();
    check_refused(&f, path_of(&f, "none.json"), PC_ENOINPUT, "E0101", "there is no such file");
    check_refused(&g, folder, PC_ENOINPUT, "E0102", "this is a folder, not a file");
    check_refused(&h, "/dev/zero", PC_ENOINPUT, "E0102", "this is a device, not a file");
    const char *fifo = path_of(&i, "fifo");
    assert_int_equal(mkfifo(fifo, 0600),
                     0); /* nobody writes into it: a plain open would wait */
    check_refused(&i, fifo, PC_ENOINPUT, "E0102",
                  "this is a named pipe, not a file; \"-\" reads standard input");
    unlink(fifo);
    const char *empty = make_file(&j, "empty.json", "");
    check_refused(&j, empty, PC_EDATA, "E0103", "the file is empty");
    unlink(empty);
    fixture_free(&f), fixture_free(&g), fixture_free(&h), fixture_free(&i), fixture_free(&j);
}

static void what_may_not_be_read_is_refused(void **state)
{
    (void)state;
    if (geteuid() == 0) skip(); /* root may read everything */
    fixture f = fixture_new();
    const char *path = make_file(&f, "secret.json", "{}");
    assert_int_equal(chmod(path, 0), 0);
    check_refused(&f, path, PC_ENOINPUT, "E0101", "cannot be opened: Permission denied");
    unlink(path);
    fixture_free(&f);
}

static void large_files_are_refused_unread(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const char *path = make_file(&f, "large.json", "[");
    assert_int_equal(truncate(path, 100000000), 0); /* a hole: takes no room */
    check_refused(&f, path, PC_EDATA, "E0110",
                  "the file has 100000000 bytes; at most 16777216 are read");
    assert_true(f.arena.used < 10000);
    unlink(path);
    fixture_free(&f);
}

/* Reads "-" with the given file as standard input. */
static pc_status read_stdin(fixture *f, const pc_json **root, const char *path,
                            const pc_json_limits *limits)
{
    int saved = dup(STDIN_FILENO), fd = open(path, O_RDONLY);
    assert_true(saved >= 0 && fd >= 0 && dup2(fd, STDIN_FILENO) == STDIN_FILENO);
    pc_status status =
        pc_json_read_file(root, &f->arena, "-", PC_JSON_STRICT, limits, f->diags);
    dup2(saved, STDIN_FILENO);
    close(saved);
    close(fd);
    return status;
}

static void standard_input_is_read_within_limits(void **state)
{
    (void)state;
    fixture f = fixture_new();
    const char *path = make_file(&f, "in.json", "[1,\n 2]");
    const pc_json *root = NULL;
    assert_int_equal(read_stdin(&f, &root, path, NULL), PC_OK);
    pc_place at = pc_json_place(&f.arena, &root->items[1]);
    assert_string_equal(at.file, "-");
    assert_int_equal(at.line, 2);
    pc_json_limits limits = pc_json_limits_default;
    limits.bytes = 6;
    assert_int_equal(read_stdin(&f, &root, path, &limits), PC_EDATA);
    assert_string_equal(pc_diags_at(f.diags, 0)->code, "E0110");
    assert_int_equal(read_stdin(&f, &root, "/dev/zero", NULL), PC_EDATA); /* endless */
    assert_int_equal(read_stdin(&f, &root, "/", NULL), PC_ENOINPUT);
    assert_int_equal(fcntl(STDIN_FILENO, F_GETFD) >= 0, 1); /* standard input stays open */
    unlink(path);
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(what_may_not_be_read_is_refused),
        cmocka_unit_test(large_files_are_refused_unread),
        cmocka_unit_test(standard_input_is_read_within_limits),
    };
    return cmocka_run_group_tests_name("json: files", tests, set_up, tear_down);
}
