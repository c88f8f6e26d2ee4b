/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void pc_text_clear(pc_text *text)
{
    free(text->data);
    *text = (pc_text) { 0 };
}

static bool reserve(pc_text *text, size_t more)
{
    size_t need;
    if (text->failed || __builtin_add_overflow(text->n + 1, more, &need)) goto fail;
    if (need <= text->capacity) return true;
    size_t capacity = text->capacity ? text->capacity : 64;
    while (capacity < need)
        if (__builtin_mul_overflow(capacity, 2, &capacity)) goto fail;
    char *data = realloc(text->data, capacity);
    if (!data) goto fail;
    text->data = data;
    text->capacity = capacity;
    return true;
fail:
    text->failed = true;
    return false;
}

void pc_text_add_n(pc_text *text, const char *piece, size_t n)
{
    if (!reserve(text, n)) return;
    if (n) memcpy(text->data + text->n, piece, n);
    text->n += n;
    text->data[text->n] = '\0';
}

void pc_text_add(pc_text *text, const char *piece)
{
    pc_text_add_n(text, piece, strlen(piece));
}

void pc_text_addf(pc_text *text, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0) text->failed = true;
    if (n >= 0 && reserve(text, (size_t)n)) {
        vsnprintf(text->data + text->n, (size_t)n + 1, format, again);
        text->n += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

void pc_text_repeat(pc_text *text, char c, size_t n)
{
    if (!reserve(text, n)) return;
    memset(text->data + text->n, c, n);
    text->n += n;
    text->data[text->n] = '\0';
}

char *pc_text_take(pc_text *text)
{
    if (!text->data) pc_text_add(text, "");
    char *data = text->data;
    if (text->failed) {
        free(data);
        data = NULL;
    }
    *text = (pc_text) { 0 };
    return data;
}

size_t pc_utf8_length(const char *text, size_t n)
{
    size_t length = 0;
    for (size_t i = 0; i < n; i++) length += ((unsigned char)text[i] & 0xC0) != 0x80;
    return length;
}
