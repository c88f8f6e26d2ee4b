/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded: the FAIL_AT-th system call that builds the output folder fails as on a full disk.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int strikes(const char *path)
{
    static int n;
    if (!path || !strstr(path, "failing/")) return 0;
    if (++n != atoi(getenv("FAIL_AT"))) return 0;
    errno = ENOSPC;
    return 1;
}

static int strikes_file(int fd)
{
    char link[64], path[4096];
    struct stat s;
    if (fd < 3 || fstat(fd, &s) != 0 || !S_ISREG(s.st_mode)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) return 0;
    path[n] = '\0';
    return strikes(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
ssize_t write(int fd, const void *p, size_t n)
{
    return strikes_file(fd) ? -1 : REAL(write)(fd, p, n);
}
int fsync(int fd)
{
    return strikes_file(fd) ? -1 : REAL(fsync)(fd);
}
int rename(const char *a, const char *b)
{
    return strikes(b) ? -1 : REAL(rename)(a, b);
}
int mkdir(const char *path, mode_t mode)
{
    return strikes(path) ? -1 : REAL(mkdir)(path, mode);
}
char *mkdtemp(char *path)
{
    return strikes(path) ? NULL : REAL(mkdtemp)(path);
}
int chmod(const char *path, mode_t mode)
{
    return strikes(path) ? -1 : REAL(chmod)(path, mode);
}
