/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_JSON_UTF8_H
#define PC_JSON_UTF8_H

#include <stddef.h>
#include <stdint.h>

enum { PC_UTF8_BROKEN = -1 };

/**
 * Reads one code point of the n > 0 bytes at text.
 * @param code receives it, or PC_UTF8_BROKEN for a byte that starts no valid sequence (overlong
 *             forms, surrogates and what lies above U+10FFFF are invalid); may be NULL
 * @return its length in bytes; 1 for a broken byte
 */
size_t pc_utf8_step(const char *text, size_t n, int32_t *code);

#endif
