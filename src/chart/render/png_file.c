/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PNG file itself, through libpng: Cairo's own writer takes twice the time for a larger
 * file and has no place for words. Flat colours compress best without row filters. No time
 * stamp. */
#include "chart/render/render.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { LEVEL = 6, DOTS_PER_METRE = 3780 }; /* 96 units to the inch */

static void collect(png_structp png, png_bytep bytes, size_t n)
{
    pc_text *out = png_get_io_ptr(png);
    pc_text_add_n(out, (const char *)bytes, n);
    if (out->failed) png_error(png, "out of memory");
}

static void flush_nothing(png_structp png)
{
    (void)png;
}

/* libpng would print by default. */
static void stay_silent(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void leave(png_structp png, png_const_charp message)
{
    (void)message;
    png_longjmp(png, 1);
}

static void set_words(png_structp png, png_infop info, const pc_picture *picture)
{
    char keys[][16] = { "Title", "Description", "Software", "Scenario hash" };
    const char *const texts[] = { picture->title, picture->description, picture->software,
                                  picture->sha256 };
    png_text words[4];
    int n = 0;
    memset(words, 0, sizeof words);
    for (int i = 0; i < 4; i++) {
        if (!texts[i] || !*texts[i]) continue;
        words[n].compression = PNG_ITXT_COMPRESSION_NONE;
        words[n].key = keys[i];
        words[n].text = (char *)(uintptr_t)texts[i]; /* only read */
        words[n].itxt_length = strlen(texts[i]);
        n++;
    }
    png_set_text(png, info, words, n);
}

static void write_rows(png_structp png, cairo_surface_t *surface, unsigned char *row)
{
    const unsigned char *pixels = cairo_image_surface_get_data(surface);
    const int width = cairo_image_surface_get_width(surface);
    const int height = cairo_image_surface_get_height(surface);
    const ptrdiff_t stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint32_t rgb;
            memcpy(&rgb, pixels + y * stride + 4 * (ptrdiff_t)x, sizeof rgb);
            row[3 * x] = (unsigned char)(rgb >> 16);
            row[3 * x + 1] = (unsigned char)(rgb >> 8);
            row[3 * x + 2] = (unsigned char)rgb;
        }
        png_write_row(png, row);
    }
}

/* Leaves by a long jump when anything fails; locals set before stay as they were. */
static bool write_file(png_structp png, png_infop info, pc_text *out, const pc_picture *picture,
                       cairo_surface_t *surface, unsigned char *row, int scale)
{
    if (setjmp(png_jmpbuf(png))) return false;
    const png_uint_32 density = (png_uint_32)(DOTS_PER_METRE * scale);
    png_set_write_fn(png, out, collect, flush_nothing);
    png_set_IHDR(png, info, (png_uint_32)cairo_image_surface_get_width(surface),
                 (png_uint_32)cairo_image_surface_get_height(surface), 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, LEVEL);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_pHYs(png, info, density, density, PNG_RESOLUTION_METER);
    set_words(png, info, picture);
    png_write_info(png, info);
    write_rows(png, surface, row);
    png_write_end(png, NULL);
    return true;
}

bool pc_png_write(pc_text *out, cairo_surface_t *surface, const pc_picture *picture, int scale)
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, leave, stay_silent);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    unsigned char *row = malloc((size_t)cairo_image_surface_get_width(surface) * 3);
    const bool written =
        info && row && write_file(png, info, out, picture, surface, row, scale);
    free(row);
    png_destroy_write_struct(&png, &info);
    return written;
}
