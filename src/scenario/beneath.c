/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files below a folder that no name and no link can lead out of. */
#include "scenario/resolve.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Whether the part that ends in out[n] (behind a slash, or empty) can be taken back. */
static bool can_go_up(const char *out, size_t n)
{
    return n > 0 &&
           !(n >= 3 && strncmp(out + n - 3, "../", 3) == 0 && (n == 3 || out[n - 4] == '/'));
}

const char *pc_path_plain(pc_arena *arena, const char *path)
{
    char *out = PC_NEW_ARRAY(arena, char, strlen(path) + 1);
    size_t n = 0;
    if (!out) return NULL;
    while (*path) {
        const size_t part = strcspn(path, "/");
        const size_t whole = part + (path[part] == '/');
        const bool up = part == 2 && strncmp(path, "..", 2) == 0;
        if (up && can_go_up(out, n)) {
            for (n--; n > 0 && out[n - 1] != '/';) n--;
        } else if (part > 0 && !(part == 1 && *path == '.')) {
            memcpy(out + n, path, whole);
            n += whole;
        }
        path += whole;
    }
    out[n] = '\0';
    return out;
}

/* The next component of the path, from the folder that is closed here; never through a link. */
static int step(int folder, const char *part, bool is_last)
{
    const int flags =
        O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | (is_last ? 0 : O_DIRECTORY);
    const int next = strcmp(part, "..") == 0 ? -1 : openat(folder, part, flags);
    const int why = strcmp(part, "..") == 0 || errno == ELOOP ? EXDEV : errno;
    close(folder);
    if (next < 0) errno = why;
    return next;
}

/* Without openat2 (Linux before 5.6, some containers). */
static int open_by_components(int root_fd, const char *path)
{
    pc_arena arena;
    pc_arena_init(&arena);
    const char *plain = pc_path_plain(&arena, path);
    char *copy = plain ? pc_arena_strdup(&arena, plain) : NULL, *state = NULL;
    int fd = copy ? openat(root_fd, ".", O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
    char *part = copy ? strtok_r(copy, "/", &state) : NULL;
    while (fd >= 0 && part) {
        char *next = strtok_r(NULL, "/", &state);
        fd = step(fd, part, !next);
        part = next;
    }
    const int why = errno;
    pc_arena_clear(&arena);
    errno = why;
    return fd;
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
