/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/text/clean.h"

#include <stdio.h>
#include <string.h>

/* Bytes of the well-formed UTF-8 sequence at s, or 0. */
static size_t sequence(const unsigned char *s)
{
    const unsigned char c = s[0];
    const size_t n = c < 0x80                ? 1
                     : c >= 0xC2 && c < 0xE0 ? 2
                     : c >= 0xE0 && c < 0xF0 ? 3
                     : c >= 0xF0 && c < 0xF5 ? 4
                                             : 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xC0) != 0x80) return 0;
    if (c == 0xE0 && s[1] < 0xA0) return 0; /* longer than needed */
    if (c == 0xED && s[1] > 0x9F) return 0; /* surrogates */
    if (c == 0xF0 && s[1] < 0x90) return 0;
    if (c == 0xF4 && s[1] > 0x8F) return 0;
    if (c == 0xEF && s[1] == 0xBF && s[2] >= 0xBE) return 0; /* not allowed in XML */
    return n;
}

bool pc_is_steering(uint32_t point)
{
    return point == 0x061c || point == 0x200e || point == 0x200f || point == 0xfeff ||
           (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/* Of a sequence of two or three bytes; others steer nothing. */
static uint32_t code_point(const unsigned char *s, size_t n)
{
    if (n == 2) return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
    return n == 3 ? (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu) : 0;
}

/* Controls, line and paragraph ends: a label is one line. C1 controls are two bytes long. */
static bool is_control(const unsigned char *s, size_t n)
{
    return (n == 1 && (*s < 0x20 || *s == 0x7F)) || (n == 2 && *s == 0xC2 && s[1] < 0xA0) ||
           (n == 3 && *s == 0xE2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9));
}

const char *pc_clean_text(pc_arena *arena, const char *text)
{
    if (!text) text = "";
    char *out = PC_NEW_ARRAY(arena, char, 3 * strlen(text) + 1), *at = out;
    if (!out) return "";
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        const size_t n = sequence(s);
        if (n == 0)
            at = stpcpy(at, "\xef\xbf\xbd");
        else if (is_control(s, n))
            at = stpcpy(at, " ");
        else if (pc_is_steering(code_point(s, n)))
            at += sprintf(at, "\\u%04x", (unsigned)code_point(s, n)); /* 6 for 2 or 3 bytes */
        else
            for (size_t i = 0; i < n; i++) *at++ = (char)s[i];
        s += n > 0 ? n : 1;
    }
    return out;
}
