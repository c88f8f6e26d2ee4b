/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/console.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ---- Talking ---- */

/* Marks that turn the direction of writing, or end a line: U+061C, U+200E to 200F, U+2028 to
 * 202E, U+2066 to 2069. Returns their bytes, else 0. */
static size_t steering(const unsigned char *c)
{
    if (c[0] == 0xd8 && c[1] == 0x9c) return 2;
    const bool is_mark =
        c[0] == 0xe2 &&
        ((c[1] == 0x80 && ((c[2] >= 0x8e && c[2] <= 0x8f) || (c[2] >= 0xa8 && c[2] <= 0xae))) ||
         (c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9));
    return is_mark ? 3 : 0;
}

/* What comes from foreign files must not steer the terminal. */
static void mask_controls(char *text)
{
    for (unsigned char *c = (unsigned char *)text; *c; c++) {
        const bool is_c1 = c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0;
        const size_t n = is_c1 ? 2 : steering(c);
        const bool is_c0 = (*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7f;
        if (n > 0)
            memset(c, '?', n);
        else if (is_c0)
            *c = '?';
    }
}

static void say(const char *prefix, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
static void say(const char *prefix, const char *format, va_list args)
{
    char *text = NULL;
    if (vasprintf(&text, format, args) < 0) return;
    mask_controls(text);
    fprintf(stderr, "%s: %s\n", prefix, text);
    free(text);
}

void pc_cli_complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say("partnercast", format, args);
    va_end(args);
}

int pc_cli_usage_error(const pc_command *command, const char *format, ...)
{
    char prefix[64] = "partnercast";
    if (command && *command->name)
        snprintf(prefix, sizeof prefix, "partnercast %s", command->name);
    va_list args;
    va_start(args, format);
    say(prefix, format, args);
    va_end(args);
    fprintf(stderr, "Try: %s --help\n", prefix);
    return PC_EXIT_USAGE;
}

static bool write_diag(FILE *to, const pc_diag *diag)
{
    char *text = pc_diag_format(diag);
    if (!text) return false;
    mask_controls(text);
    fputs(text, to);
    free(text);
    return true;
}

void pc_cli_show(const pc_diag *diag)
{
    if (!write_diag(stderr, diag)) pc_cli_complain("out of memory");
}

bool pc_cli_print(const pc_diag *diag)
{
    return write_diag(stdout, diag);
}

void pc_cli_show_errors(const pc_diags *diags)
{
    size_t n_more = pc_diags_errors(diags);
    for (size_t i = 0; i < pc_diags_count(diags); i++) {
        if (pc_diags_at(diags, i)->severity != PC_ERROR) continue;
        pc_cli_show(pc_diags_at(diags, i));
        n_more--;
    }
    if (n_more > 0) fprintf(stderr, "and %zu more\n", n_more);
}

/* ---- The standard streams ---- */

void pc_cli_open_standard_streams(void)
{
    /* Opened the wrong way round on purpose: using a closed stream must keep failing. */
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
            if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd) _exit(PC_EXIT_IO);
}

/* A pipe whose reader has gone is no news to anybody: `| head` has read what it wanted. */
static bool is_unread(void)
{
    struct pollfd out = { .fd = STDOUT_FILENO };
    return poll(&out, 1, 0) == 1 && (out.revents & POLLERR);
}

bool pc_cli_close_stdout(void)
{
    /* A small text reaches the device only here; after a failed flush fclose reports success,
     * so every step is asked. */
    errno = 0;
    bool lost = ferror(stdout) != 0;
    const bool unread = lost && is_unread();
    if (fflush(stdout) != 0) lost = true;
    int why = errno;
    if (fclose(stdout) != 0) {
        lost = true;
        if (!why) why = errno;
    }
    if (!lost || unread || why == EPIPE) return !lost;
    if (why == 0) /* lost in an earlier write, which told nobody why */
        pc_cli_complain("writing to standard output failed");
    else
        pc_cli_complain("writing to standard output failed: %s", strerror(why));
    return false;
}

/* ---- What the terminal can do ---- */

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

bool pc_cli_wants_colour(pc_when when)
{
    if (when != PC_WHEN_AUTO) return when == PC_WHEN_ALWAYS;
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !is_set("NO_COLOR") && terminal && *terminal &&
           strcmp(terminal, "dumb") != 0;
}

unsigned pc_cli_columns(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    const char *columns = getenv("COLUMNS");
    const unsigned long n = columns ? strtoul(columns, NULL, 10) : 0;
    return n >= 1 && n <= 10000 ? (unsigned)n : 100;
}

/* By the variables alone: setlocale would change how numbers are read and written. */
bool pc_cli_is_utf8(void)
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_set(names[i])) {
            const char *value = getenv(names[i]);
            return strcasestr(value, "utf-8") || strcasestr(value, "utf8");
        }
    return false;
}
