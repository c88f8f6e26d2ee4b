/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_FONTS_H
#define PC_CHART_FONTS_H

#include "base/diags.h"
#include "chart/layout/list.h"

#include <cairo.h>

/** A private font map made of named files: the machine's font configuration has no say, so the
 *  same files give the same pixels everywhere. Not thread-safe; one for each chart. */
typedef struct pc_fonts pc_fonts;

/**
 * The family `wanted`, else Inter, Liberation Sans or DejaVu Sans, from their usual folders, or
 * all from `folder`.
 * @return PC_OK, with a warning W0601 when it is not the wanted one; PC_ENOINPUT (E0601) when
 * there is no usable font; PC_ENOMEM
 */
pc_status pc_fonts_open(pc_fonts **out, const char *folder, const char *wanted,
                        pc_diags *diags);
void pc_fonts_close(pc_fonts *fonts);

/** The families that charts may be set in, the best first; NULL behind the last. */
extern const char *const pc_font_families[];

/** The family in use: "Inter". */
const char *pc_fonts_family(const pc_fonts *fonts);

/** Measures texts; the fonts must outlive it. */
pc_measure pc_fonts_measure(pc_fonts *fonts);

/** Adds W0602 for texts measured so far that hold signs no font has. */
void pc_fonts_report(const pc_fonts *fonts, pc_diags *diags);

/** Draws a label; halo is the paper's colour or PC_NO_COLOUR. */
void pc_fonts_draw(pc_fonts *fonts, cairo_t *cr, const pc_item *label, int32_t halo);

#endif
