/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_BASE_TEXT_H
#define PC_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * Text that grows. Fails sticky (`failed`): ask once at the end. `data` is NUL-terminated
 * when not NULL. Released by pc_text_clear. Numbers go through json/number.h, not %g: printf
 * follows the process's locale only if somebody calls setlocale, which this project never does.
 */
typedef struct pc_text {
    char *data;
    size_t n, capacity;
    bool failed;
} pc_text;

void pc_text_clear(pc_text *text);
void pc_text_add(pc_text *text, const char *piece);
void pc_text_add_n(pc_text *text, const char *piece, size_t n);
void pc_text_addf(pc_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** The character c, n times. */
void pc_text_repeat(pc_text *text, char c, size_t n);
/** The text so far as a malloc'ed string that the caller frees; the builder is empty again.
 * NULL when failed. */
char *pc_text_take(pc_text *text);

/** How many code points the first n bytes of UTF-8 text hold (broken bytes count as one each).
 */
size_t pc_utf8_length(const char *text, size_t n);

#endif
