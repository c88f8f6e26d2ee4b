/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/utf8.h"

static int32_t decode(const unsigned char *at, size_t length)
{
    static const int32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    int32_t code = at[0] & (0xFF >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80) return PC_UTF8_BROKEN;
        code = code << 6 | (at[i] & 0x3F);
    }
    if (code < least[length] || code > 0x10FFFF) return PC_UTF8_BROKEN;
    if (code >= 0xD800 && code <= 0xDFFF) return PC_UTF8_BROKEN;
    return code;
}

size_t pc_utf8_step(const char *text, size_t n, int32_t *code)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t length = at[0] < 0x80   ? 1
                    : at[0] < 0xC2 ? 0
                    : at[0] < 0xE0 ? 2
                    : at[0] < 0xF0 ? 3
                                   : 4;
    int32_t found = PC_UTF8_BROKEN;
    if (length == 1)
        found = at[0];
    else if (length > 1 && at[0] < 0xF5 && length <= n)
        found = decode(at, length);
    if (code) *code = found;
    return found == PC_UTF8_BROKEN ? 1 : length;
}
