/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and standard input: regular files only, so that nothing blocks and nothing is endless.
 */
#include "base/text.h"
#include "json/json.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pc_status no_memory(const char *path, pc_diags *diags)
{
    return pc_diag_fail(diags, PC_ENOMEM, "E0114", path, "not enough memory to read this");
}

static pc_status too_large(const char *path, const char *size, const pc_json_limits *limits,
                           pc_diags *diags)
{
    return pc_diag_fail(diags, PC_EDATA, "E0110", path,
                        "the file has %s bytes; at most %zu are read", size, limits->bytes);
}

static const char *what_it_is(mode_t mode)
{
    if (S_ISDIR(mode)) return "this is a folder, not a file";
    if (S_ISFIFO(mode)) return "this is a named pipe, not a file; \"-\" reads standard input";
    if (S_ISSOCK(mode)) return "this is a socket, not a file";
    return "this is a device, not a file";
}

static pc_status check_file(int fd, const char *path, const pc_json_limits *limits,
                            pc_diags *diags)
{
    struct stat found;
    if (fstat(fd, &found) != 0)
        return pc_diag_fail(diags, PC_ENOINPUT, "E0101", path, "cannot be read: %s",
                            strerror(errno));
    if (!S_ISREG(found.st_mode))
        return pc_diag_fail(diags, PC_ENOINPUT, "E0102", path, "%s", what_it_is(found.st_mode));
    if (found.st_size <= 0 || (size_t)found.st_size <= limits->bytes) return PC_OK;
    char size[24];
    snprintf(size, sizeof size, "%lld", (long long)found.st_size);
    return too_large(path, size, limits, diags);
}

/* Everything that fd gives, but at most one byte more than the limit. */
pc_status pc_json_read_open(pc_text *text, int fd, const char *path,
                            const pc_json_limits *limits, pc_diags *diags)
{
    char piece[16384];
    while (text->n <= limits->bytes) {
        ssize_t n = read(fd, piece, sizeof piece);
        if (n == 0) return PC_OK;
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            return pc_diag_fail(diags, errno == EISDIR ? PC_ENOINPUT : PC_EIO, "E0101", path,
                                "cannot be read: %s", strerror(errno));
        pc_text_add_n(text, piece, (size_t)n);
        if (text->failed) return no_memory(path, diags);
    }
    return too_large(path, "more", limits, diags);
}

static pc_status open_file(int *fd, const char *path, const pc_json_limits *limits,
                           pc_diags *diags)
{
    *fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (*fd < 0)
        return pc_diag_fail(diags, PC_ENOINPUT, "E0101", path,
                            errno == ENOENT ? "there is no such file" : "cannot be opened: %s",
                            strerror(errno));
    return check_file(*fd, path, limits, diags);
}

pc_status pc_json_read_file(const pc_json **root, pc_arena *arena, const char *path,
                            pc_json_mode mode, const pc_json_limits *limits, pc_diags *diags)
{
    *root = NULL;
    if (!limits) limits = &pc_json_limits_default;
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = STDIN_FILENO;
    pc_text text = { 0 };
    pc_status status = is_stdin ? PC_OK : open_file(&fd, path, limits, diags);
    if (status == PC_OK) status = pc_json_read_open(&text, fd, path, limits, diags);
    if (!is_stdin && fd >= 0) close(fd);
    if (status == PC_OK) {
        *root =
            pc_json_read(arena, path, text.data ? text.data : "", text.n, mode, limits, diags);
        status = *root ? PC_OK : arena->failed ? PC_ENOMEM : PC_EDATA;
    }
    pc_text_clear(&text);
    return status;
}
