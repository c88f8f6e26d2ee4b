/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files below a folder that no name and no link can lead out of. */
#include "scenario/resolve.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Without openat2 (Linux before 5.6, some containers): one component after the other, no links.
 */
static int open_by_components(int root_fd, const char *path)
{
    char *copy = strdup(path), *state = NULL;
    int folder = copy ? dup(root_fd) : -1;
    char *part = copy ? strtok_r(copy, "/", &state) : NULL;
    while (folder >= 0 && part) {
        char *next = strtok_r(NULL, "/", &state);
        const int flags =
            O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | (next ? O_DIRECTORY : 0);
        const bool leaves = strcmp(part, "..") == 0;
        const int inner = leaves ? -1 : openat(folder, part, flags);
        const int why = leaves || errno == ELOOP ? EXDEV : errno;
        close(folder);
        folder = inner;
        if (inner < 0) errno = why;
        part = next;
    }
    const int why = errno;
    free(copy);
    errno = why;
    return folder;
}

static int open_resolved(int root_fd, const char *path)
{
    struct open_how how = { .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
                            .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS };
    const int fd = (int)syscall(SYS_openat2, root_fd, path, &how, sizeof how);
    if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return fd;
    return open_by_components(root_fd, path);
}

int pc_open_beneath(int root_fd, const char *path)
{
    struct stat found;
    const int fd = open_resolved(root_fd, path);
    if (fd < 0) return -1;
    if (fstat(fd, &found) == 0 && S_ISREG(found.st_mode)) return fd;
    close(fd);
    errno = EINVAL;
    return -1;
}
