/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_RENDER_H
#define PC_CHART_RENDER_H

#include "base/text.h"
#include "chart/layout/list.h"
#include "chart/render/fonts.h"

/** What travels with a picture: words for those who cannot see it, and where it came from. */
typedef struct pc_picture {
    const char *id; /* prefix of the SVG's ids: letters, digits, hyphens */
    const char *title, *description, *software, *sha256;
    const pc_theme *theme;
    const pc_list *list;
} pc_picture;

/** Whether every number of the list is finite and on or near the canvas: Cairo aborts or never
 *  returns on some that are not. */
bool pc_list_is_drawable(const pc_list *list);

/** The picture as the bytes of a PNG file, `scale` pixels to the unit.
 *  @return PC_OK; PC_ENOMEM; PC_EINTERNAL (E0603) */
pc_status pc_png_make(pc_text *out, const pc_picture *picture, pc_fonts *fonts, int scale,
                      pc_diags *diags);

/** The picture as SVG with real text. Needs no Cairo. Fails sticky through out->failed. */
void pc_svg_make(pc_text *out, const pc_picture *picture);

/** The list as JSON. */
void pc_layout_dump(pc_text *out, const pc_picture *picture, const char *font);

/** Writes the surface (RGB24) as a PNG file with the picture's words in iTXt chunks and its
 *  density in pHYs. False without memory. */
bool pc_png_write(pc_text *out, cairo_surface_t *surface, const pc_picture *picture, int scale);

#endif
