/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include "base/text.h"

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

static pc_status write_directly(const char *path, const void *bytes, size_t n, pc_diags *diags)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return pc_diag_fail(diags, PC_ECREATE, "E0401", path, "cannot be written: %s",
                            strerror(errno));
    int failure = write_all(fd, bytes, n);
    if (close(fd) != 0 && !failure) failure = errno;
    if (failure)
        return pc_diag_fail(diags, PC_EIO, "E0402", path, "writing failed: %s",
                            strerror(failure));
    return PC_OK;
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

static int write_and_rename(int fd, const char *temporary, const char *path, const void *bytes,
                            size_t n)
{
    int failure = write_all(fd, bytes, n);
    if (!failure && fsync(fd) != 0) failure = errno;
    if (close(fd) != 0 && !failure) failure = errno;
    if (!failure && rename(temporary, path) != 0) failure = errno;
    return failure;
}

pc_status pc_file_replace(const char *path, const void *bytes, size_t n, pc_diags *diags)
{
    struct stat existing;
    if (stat(path, &existing) == 0 && !S_ISREG(existing.st_mode) && !S_ISDIR(existing.st_mode))
        return write_directly(path, bytes, n, diags);
    pc_text temporary = { 0 };
    pc_text_addf(&temporary, "%s.tmp.%ld", path, (long)getpid());
    if (temporary.failed) {
        pc_text_clear(&temporary);
        return pc_diag_fail(diags, PC_ENOMEM, "E0403", path, "out of memory");
    }
    pc_status status = PC_OK;
    int fd = open(temporary.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) {
        status = pc_diag_fail(diags, PC_ECREATE, "E0401", path, "cannot be created: %s",
                              strerror(errno));
    } else {
        int failure = write_and_rename(fd, temporary.data, path, bytes, n);
        if (failure) {
            unlink(temporary.data);
            status = pc_diag_fail(diags, PC_EIO, "E0402", path, "writing failed: %s",
                                  strerror(failure));
        } else {
            sync_folder_of(path);
        }
    }
    pc_text_clear(&temporary);
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
