/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Returns 0 or the errno of the first write that failed. */
static int write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        bytes += written;
        n -= (size_t)written;
    }
    return 0;
}

static void sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        fsync(fd); /* best effort: the data itself is already safe */
        close(fd);
    }
    free(folder);
}

struct pc_file {
    char *path, *temporary; /* temporary NULL: no regular file, written as it is */
    int fd;                 /* -1: closed */
    bool failed;
    pc_diags *diags;
};

static bool is_special(const char *path)
{
    struct stat existing;
    return stat(path, &existing) == 0 && !S_ISREG(existing.st_mode) &&
           !S_ISDIR(existing.st_mode);
}

static char *temporary_of(const char *path)
{
    pc_text text = { 0 };
    pc_text_addf(&text, "%s.tmp.%ld", path, (long)getpid());
    return pc_text_take(&text);
}

static pc_status open_file(pc_file *file)
{
    const char *why = "cannot be written";
    if (file->temporary) {
        file->fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        why = "cannot be created";
    } else {
        assert(file->path);
        file->fd = open(file->path, O_WRONLY | O_CLOEXEC);
    }
    if (file->fd >= 0) return PC_OK;
    return pc_diag_fail(file->diags, PC_ECREATE, "E0401", file->path, "%s: %s", why,
                        strerror(errno));
}

pc_status pc_file_begin(pc_file **out, const char *path, pc_diags *diags)
{
    const bool special = is_special(path);
    pc_file *file = calloc(1, sizeof *file);
    if (file)
        *file = (pc_file) { .path = strdup(path),
                            .temporary = special ? NULL : temporary_of(path),
                            .fd = -1,
                            .diags = diags };
    pc_status status = PC_OK;
    if (!file || !file->path || (!special && !file->temporary))
        status = pc_diag_fail(diags, PC_ENOMEM, "E0403", path, "out of memory");
    if (status == PC_OK) status = open_file(file);
    if (status == PC_OK)
        *out = file;
    else
        pc_file_end(file);
    return status;
}

static pc_status verdict(pc_file *file, int failure)
{
    if (failure && !file->failed) {
        file->failed = true;
        pc_diag_fail(file->diags, PC_EIO, "E0402", file->path, "writing failed: %s",
                     strerror(failure));
    }
    return file->failed ? PC_EIO : PC_OK;
}

pc_status pc_file_write(pc_file *file, const void *bytes, size_t n)
{
    return verdict(file, file->failed ? 0 : write_all(file->fd, bytes, n));
}

pc_status pc_file_commit(pc_file *file)
{
    int failure = 0;
    if (file->temporary && !file->failed && fsync(file->fd) != 0) failure = errno;
    if (close(file->fd) != 0 && !failure) failure = errno;
    file->fd = -1;
    if (file->temporary && !file->failed && !failure) {
        if (rename(file->temporary, file->path) != 0) {
            failure = errno;
        } else {
            sync_folder_of(file->path);
            free(file->temporary);
            file->temporary = NULL;
        }
    }
    return verdict(file, failure);
}

void pc_file_end(pc_file *file)
{
    if (!file) return;
    const bool was_made = file->fd >= 0 || file->failed;
    if (file->fd >= 0) close(file->fd);
    if (file->temporary && was_made) unlink(file->temporary);
    free(file->temporary);
    free(file->path);
    free(file);
}

pc_status pc_file_replace(const char *path, const void *bytes, size_t n, pc_diags *diags)
{
    pc_file *file;
    pc_status status = pc_file_begin(&file, path, diags);
    if (status != PC_OK) return status;
    status = pc_file_write(file, bytes, n);
    if (status == PC_OK) status = pc_file_commit(file);
    pc_file_end(file);
    return status;
}

pc_status pc_folder_make(const char *path, pc_diags *diags)
{
    char *partial = strdup(path);
    if (!partial) return pc_diag_fail(diags, PC_ENOMEM, "E0403", path, "out of memory");
    pc_status status = PC_OK;
    for (char *p = partial + 1; status == PC_OK; p++) {
        if (*p != '/' && *p != '\0') continue;
        char end = *p;
        *p = '\0';
        struct stat s;
        if (mkdir(partial, 0777) != 0 &&
            !(errno == EEXIST && stat(partial, &s) == 0 && S_ISDIR(s.st_mode)))
            status =
                pc_diag_fail(diags, PC_ECREATE, "E0401", path, "folder cannot be created: %s",
                             strerror(errno == EEXIST ? ENOTDIR : errno));
        *p = end;
        if (end == '\0') break;
    }
    free(partial);
    return status;
}
