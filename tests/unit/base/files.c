/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file.h: whole or absent. */
#include "base/file.h"

#include "tests/support/check.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/partnercast-files-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder); /* fails when anything was left behind */
}

static const char *in_folder(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void check_holds(const char *path, const char *want)
{
    char got[100] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    got[fread(got, 1, sizeof got - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(got, want);
}

static void a_file_is_created_and_replaced(void **state)
{
    (void)state;
    const char *path = in_folder("a");
    assert_int_equal(pc_file_replace(path, "first", 5, NULL), PC_OK);
    check_holds(path, "first");
    assert_int_equal(pc_file_replace(path, "second one", 10, NULL), PC_OK);
    check_holds(path, "second one");
    assert_int_equal(unlink(path), 0);
}

static void a_full_disk_is_noticed(void **state)
{
    (void)state;
    pc_diags *diags = pc_diags_new();
    assert_int_equal(pc_file_replace("/dev/full", "x", 1, diags), PC_EIO);
    assert_string_equal(pc_diags_at(diags, 0)->code, "E0402");
    assert_string_equal(pc_diags_at(diags, 0)->file, "/dev/full");
    pc_diags_free(diags);
}

/* A write that breaks off half way: the old file stays, nothing else does. */
static void a_write_that_fails_leaves_the_old_file(void **state)
{
    (void)state;
    const char *path = in_folder("a");
    assert_int_equal(pc_file_replace(path, "old", 3, NULL), PC_OK);
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 1000;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    static const char much[5000];
    const pc_status status = pc_file_replace(path, much, sizeof much, NULL);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    assert_int_equal(status, PC_EIO);
    check_holds(path, "old");
    assert_int_equal(unlink(path), 0);
}

static void what_cannot_be_created_says_so(void **state)
{
    (void)state;
    static const struct {
        const char *path, *why;
    } rows[] = {
        { "/no/such/folder/file", "the folder is missing" },
        { "/proc/file", "a folder that takes no files" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pc_diags *diags = pc_diags_new();
        if (pc_file_replace(rows[i].path, "x", 1, diags) != PC_ECREATE)
            fail_msg("%s", rows[i].why);
        assert_string_equal(pc_diags_at(diags, 0)->code, "E0401");
        pc_diags_free(diags);
    }
}

static void folders_are_made_with_those_above(void **state)
{
    (void)state;
    char deep[200], file[200];
    snprintf(deep, sizeof deep, "%s/x/y", folder);
    assert_int_equal(pc_folder_make(deep, NULL), PC_OK);
    assert_int_equal(pc_folder_make(deep, NULL), PC_OK); /* there already */
    snprintf(file, sizeof file, "%s/f", folder);
    assert_int_equal(pc_file_replace(file, "x", 1, NULL), PC_OK);
    snprintf(deep, sizeof deep, "%s/f/below", folder);
    assert_int_equal(pc_folder_make(deep, NULL), PC_ECREATE); /* a file is in the way */
    assert_int_equal(unlink(file), 0);
    assert_int_equal(rmdir(in_folder("x/y")), 0);
    assert_int_equal(rmdir(in_folder("x")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_created_and_replaced),
        cmocka_unit_test(a_full_disk_is_noticed),
        cmocka_unit_test(a_write_that_fails_leaves_the_old_file),
        cmocka_unit_test(what_cannot_be_created_says_so),
        cmocka_unit_test(folders_are_made_with_those_above),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
