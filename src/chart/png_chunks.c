/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chunks that say what a picture shows and where it came from (PNG specification, 11.3.3 iTXt
 * and 11.3.5.3 pHYs). No time stamp. */
#include "chart/render.h"

#include <stdint.h>
#include <string.h>

enum { HEADER_END = 8 + 25 }; /* signature and IHDR */

/* CRC-32 of ISO 3309, as PNG wants it: bit by bit, the texts are short. */
static uint32_t crc(const unsigned char *bytes, size_t n)
{
    uint32_t c = 0xFFFFFFFF;
    for (size_t i = 0; i < n; i++) {
        c ^= bytes[i];
        for (int k = 0; k < 8; k++) c = c >> 1 ^ (c & 1 ? 0xEDB88320 : 0);
    }
    return ~c;
}

static void add_u32(pc_text *out, uint32_t v)
{
    const char bytes[4] = { (char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v };
    pc_text_add_n(out, bytes, 4);
}

static void add_chunk(pc_text *out, const char type[4], const pc_text *data)
{
    add_u32(out, (uint32_t)data->n);
    const size_t start = out->n;
    pc_text_add_n(out, type, 4);
    pc_text_add_n(out, data->data, data->n);
    if (!out->failed)
        add_u32(out, crc((const unsigned char *)out->data + start, out->n - start));
}

/* keyword, NUL, not compressed (two bytes), no language, no translated keyword, text */
static void add_words(pc_text *out, const char *keyword, const char *text)
{
    pc_text data = { 0 };
    if (!text || !*text) return;
    pc_text_add_n(&data, keyword, strlen(keyword) + 1);
    pc_text_add_n(&data, "\0\0\0\0", 4);
    pc_text_add(&data, text);
    if (data.failed)
        out->failed = true;
    else
        add_chunk(out, "iTXt", &data);
    pc_text_clear(&data);
}

/* 1600 units are drawn for a page 16.67 inches wide: 96 units to the inch. */
static void add_density(pc_text *out, int scale)
{
    pc_text data = { 0 };
    const uint32_t per_metre = (uint32_t)(3780 * scale);
    add_u32(&data, per_metre);
    add_u32(&data, per_metre);
    pc_text_add_n(&data, "\1", 1);
    if (!data.failed) add_chunk(out, "pHYs", &data);
    pc_text_clear(&data);
}

bool pc_png_annotate(pc_text *out, const void *bytes, size_t n, const pc_picture *picture,
                     int scale)
{
    static const char start[] = "\x89PNG\r\n\x1a\n";
    if (!bytes || n < HEADER_END || memcmp(bytes, start, 8) != 0) return false;
    pc_text_add_n(out, bytes, HEADER_END);
    add_density(out, scale);
    add_words(out, "Title", picture->title);
    add_words(out, "Description", picture->description);
    add_words(out, "Software", picture->software);
    add_words(out, "Scenario hash", picture->sha256);
    pc_text_add_n(out, (const char *)bytes + HEADER_END, n - HEADER_END);
    return !out->failed;
}
